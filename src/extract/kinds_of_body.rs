//! The kinds of bodies there are, as `lexicon/bodies.toml` tells them, and the words that name or stand for them.

use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::lexicon::{BodyClass, CueClass, ascii_key, body_classes, key, keys, tag, together, trait_of};
use crate::text::TokenKind;

/// Whether a noun is what only bodies are: “the startup”.
pub fn is_kind_of_body(word: u64) -> bool {
    CLASSES.kinds.contains(&word)
}

/// Whether words, by their keys, are a body's name that is listed: “Gazprom”.
pub fn is_listed_body(words: impl Iterator<Item = u64>) -> bool {
    CLASSES.names.contains_key(&together(words))
}

/// Whether a noun is one that stands for bodies of some kind: “the side”.
pub fn stands_for_bodies(word: u64) -> bool {
    CLASSES.words.contains_key(&word)
}

/// `bodies.toml`: the classes a noun stands for and a head belongs to, one bit each.
#[derive(Default)]
pub(super) struct Classes {
    /// Common nouns, with the classes they stand for.
    pub(super) words: HashMap<u64, u32, foldhash::fast::FixedState>,
    /// Last words of names, with the classes they tell.
    pub(super) heads: HashMap<u64, u32, foldhash::fast::FixedState>,
    /// Nouns that nobody but a body is.
    pub(super) kinds: HashSet<u64, foldhash::fast::FixedState>,
    /// Nouns that stand behind a body's name, as one key each.
    pub(super) behind: HashSet<u64, foldhash::fast::FixedState>,
    /// Bodies by name, the keys of its words together.
    pub(super) names: HashMap<u64, u32, foldhash::fast::FixedState>,
    /// Words of roles that are held in such a body alone.
    pub(super) ranks: HashMap<u64, u32, foldhash::fast::FixedState>,
    /// Words of names of bodies whose officers are called otherwise.
    pub(super) above: HashSet<u64, foldhash::fast::FixedState>,
    /// Classes whose nouns may also stand for names that say nothing of their kind.
    pub(super) open: u32,
}

/// The classes that ship.
pub(super) static CLASSES: LazyLock<Classes> = LazyLock::new(|| {
    let mut all = Classes::default();
    for (number, class) in body_classes().iter().enumerate() {
        let bit = 1 << number;
        let BodyClass { words, heads, kinds, behind, names, ranks, above, open, .. } = class;
        for word in words.split_whitespace().chain(kinds.split_whitespace()) {
            *all.words.entry(key(word)).or_default() |= bit;
        }
        all.kinds.extend(kinds.split_whitespace().map(key));
        for name in parted(names) {
            *all.names.entry(name).or_default() |= bit;
        }
        all.behind.extend(parted(behind));
        for head in heads.split_whitespace() {
            *all.heads.entry(key(head)).or_default() |= bit;
        }
        for rank in ranks.split_whitespace() {
            *all.ranks.entry(key(rank)).or_default() |= bit;
        }
        all.above.extend(above.split_whitespace().map(key));
        all.open |= if *open { bit } else { 0 };
    }
    all
});

/// What stands between bars or line ends, its words as one key each.
fn parted(list: &str) -> impl Iterator<Item = u64> {
    let each = list.split(['|', '\n']).map(str::trim).filter(|words| !words.is_empty());
    each.map(|words| together(words.split_whitespace().map(key)))
}

/// “the **Aftenbladet newspaper**”, “the **Verdal news agency**”: the name in a description that ends with what it is of.
pub fn named_before_kind(doc: &Doc<'_>, phrase: &Phrase) -> Option<Range> {
    let Range { start, end } = phrase.range;
    let name = |at: &usize| doc.tokens[*at].is(tag::NAME) && !doc.tokens[*at].has(trait_of::NATIONALITY);
    let kind = (start..end).rev().take_while(|at| !doc.tokens[*at].is(tag::NAME)).last()?;
    let listed = CLASSES.behind.contains(&together(doc.tokens[kind..end].iter().map(|token| token.key)));
    let from = (start..kind).rev().take_while(name).last()?;
    let core = Range { start: from, end: kind };
    let somebody = doc.tokens[from].has(trait_of::GIVEN | trait_of::CALENDAR)
        || is_numbered_place(&doc.tokens[from..kind]);
    let placed = (from..kind).all(|at| doc.tokens[at].has(trait_of::PLACE));
    let fits = phrase.kind == PhraseKind::Common && listed && !somebody && !placed;
    fits.then_some(core)
}

/// “Verdalia's **Orton Boats** unit said”: the name of a part of a firm that speaks, where the firm is told before it. Of “the Verdalia
/// unit” the firm's; “Verdalia's Wealth Management unit” has no name that tells whose it is.
pub fn named_before_unit(doc: &Doc<'_>, phrase: &Phrase) -> Option<Range> {
    let Range { start, end } = phrase.range;
    let owned = start.checked_sub(1).is_some_and(|at| doc.tokens[at].kind == TokenKind::Possessive);
    let speaks = doc.tokens.get(end).is_some_and(|verb| verb.word.is_cue(CueClass::Say));
    let name = |token: &Tok| {
        token.is(tag::NAME) && token.capital && !token.has(trait_of::PLACE | trait_of::NATIONALITY)
    };
    let words = doc.tokens.get(start..end - 1)?;
    let fits = phrase.kind == PhraseKind::Common
        && owned
        && speaks
        && UNITS.contains(&doc.tokens[end - 1].key)
        && !words.is_empty()
        && words.iter().all(name)
        && words[0].word.tags == 0
        && !words[0].has(trait_of::GIVEN);
    fits.then_some(Range { start, end: end - 1 })
}

/// “Gate C”, “Pier 4”.
pub fn is_numbered_place(name: &[Tok]) -> bool {
    matches!(name, [.., place, last] if place.has(trait_of::LANDMARK)
        && (last.kind == TokenKind::Number || last.span.len() == 1))
}

/// Whether a word means a body met before by its kind alone: “its”, “their”.
pub fn is_its(key: u64) -> bool {
    ITS.contains(&key)
}

const ITS: [u64; 3] = [ascii_key("its"), ascii_key("their"), ascii_key("our")];

/// What a firm calls its parts that have names.
const UNITS: [u64; 4] = keys(["unit", "subsidiary", "division", "affiliate"]);
