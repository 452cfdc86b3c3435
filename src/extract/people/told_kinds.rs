//! What the article says that a name is: “**Verdalia**, the boat **startup**, …”, “**carmaker** Verdalia”.

use super::super::doc::{Doc, Phrase, PhraseKind, Tok};
use super::super::lexicon::{CueClass, ascii_key, keys, tag, trait_of};
use crate::extract::kinds_of_body::is_kind_of_body;

pub(super) fn may_be_body(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    phrase.kind == PhraseKind::Name && !doc.tokens[phrase.core.start].has(trait_of::GIVEN)
}

/// The noun that says what sort of body a name is, behind it or before it.
pub(super) fn kind_told(doc: &Doc<'_>, phrase: &Phrase, number: usize) -> Option<u64> {
    let named = may_be_body(doc, phrase);
    named.then(|| kind_behind(doc, phrase, number).or_else(|| kind_before(doc, phrase))).flatten()
}

/// “**Verdalia**, the electric boat **startup**, …”, “**Verdalia**, a **carmaker** that …”. Of “Ruiz, the company said” nothing is
/// told.
fn kind_behind(doc: &Doc<'_>, phrase: &Phrase, number: usize) -> Option<u64> {
    let token = |at: usize| doc.tokens.get(at);
    let kind = doc.phrases.get(number + 1)?;
    let beside =
        kind.range.start == phrase.range.end + 1 && token(phrase.range.end).is_some_and(|t| t.is_mark(','));
    let (first, words) = (doc.tokens[kind.range.start].key, kind.range.end - kind.range.start);
    let told = kind.kind == PhraseKind::Common
        && is_kind_of_body(doc.tokens[kind.head()].key)
        && (matches!(first, A | AN) || first == THE && words > 2);
    let closes = |t: &Tok| t.is_mark(',') || t.is_stop() || GOES_ON.contains(&t.key);
    let fits = beside && told && !kind.possessive && token(kind.range.end).is_some_and(closes);
    fits.then_some(doc.tokens[kind.head()].key)
}

/// “**carmaker** Verdalia”, “the French **retailer** Verdalia”; not “the airline Ruiz founded”.
pub(super) fn kind_before(doc: &Doc<'_>, phrase: &Phrase) -> Option<u64> {
    let kind = phrase.core.start.checked_sub(1)?;
    let article =
        [phrase.range.start, kind.saturating_sub(1)].iter().any(|at| doc.tokens[*at].is(tag::DETERMINER));
    let next = doc.tokens.get(phrase.range.end).filter(|_| article);
    let does = next.is_some_and(|next| next.is(tag::VERB) && !next.word.is_cue(CueClass::Say));
    let given = (phrase.core.start..phrase.core.end).any(|at| doc.tokens[at].has(trait_of::GIVEN));
    let word = &doc.tokens[kind];
    (is_kind_of_body(word.key) && !does && !given && word.quotation == 0).then_some(word.key)
}

/// What the description of a body goes on with.
const GOES_ON: [u64; 6] = keys(["that", "which", "based", "of", "in", "for"]);
const A: u64 = ascii_key("a");
const AN: u64 = ascii_key("an");
const THE: u64 = ascii_key("the");
