//! Whose relation somebody is whom the article names for another's sake: “her son, **Bo Lind**”.

use super::super::doc::{Doc, Phrase, Range, Tok};
use super::super::lexicon::{ascii_key, keys, tag, trait_of};
use crate::text::TokenKind;

/// How many tokens behind a name its “brother of” may stand.
const BEHIND: usize = 3;

/// Whether what stands beside a full name tells whose relation it is: “her son, **Bo Lind**”, “**Bo Lind**, brother of Ana”,
/// “brother of **Bo Lind**”.
pub(super) fn is_relation(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let Range { start, end } = phrase.range;
    let token = |back: usize| start.checked_sub(back).map(|at| &doc.tokens[at]);
    let is_kin =
        |back: usize| token(back).is_some_and(|token| token.has(trait_of::KIN) && token.is(tag::NOUN));
    let comma = token(1).is_some_and(|token| token.is_mark(','));
    let of = token(1).is_some_and(|token| token.key == OF);
    let owned = token(if comma { 3 } else { 2 }).is_some_and(|owner| OWNS.contains(&owner.key));
    let behind = doc.tokens.get(end + 1..doc.tokens.len().min(end + 1 + BEHIND)).unwrap_or_default();
    let told_behind = doc.tokens.get(end).is_some_and(|token| token.is_mark(','))
        && behind.windows(2).any(|two| two[0].has(trait_of::KIN) && two[1].key == OF);
    // “his brother **Juan Lind**”
    let before = &doc.tokens[start..phrase.core.start];
    let inside = before.first().is_some_and(|owner| OWNS.contains(&owner.key))
        && before.last().is_some_and(|kin| kin.has(trait_of::KIN));
    inside
        || phrase.range == phrase.core
            && (is_kin(1) && owned || comma && is_kin(2) && owned || of && is_kin(2) || told_behind)
}

/// The same where it is told otherwise: “Ana's son **Bo Lind**”, “**Bo Lind**, her son”.
pub(super) fn is_relation_of(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let Range { start, end } = phrase.range;
    let token = |back: usize| start.checked_sub(back).map(|at| &doc.tokens[at]);
    let possessive = |back| token(back).is_some_and(|owner| owner.kind == TokenKind::Possessive);
    let is_kin = |token: &Tok| token.has(trait_of::KIN);
    let inside = doc.tokens[start..phrase.core.start].last().is_some_and(is_kin) && possessive(1);
    let before = token(1).is_some_and(is_kin) && possessive(2);
    let comma = doc.tokens.get(end).is_some_and(|token| token.is_mark(','));
    let behind = doc.tokens.get(end + 1..end + 3).unwrap_or_default();
    let theirs = matches!(behind, [owner, kin] if OWNS.contains(&owner.key) && is_kin(kin));
    inside || before || comma && theirs
}

const OF: u64 = ascii_key("of");
const OWNS: [u64; 3] = keys(["his", "her", "their"]);
