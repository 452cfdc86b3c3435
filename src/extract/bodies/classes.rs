//! The kinds of bodies there are, as `lexicon/bodies.toml` tells them.

use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};

use super::super::lexicon::{BodyClass, body_classes, key, together};

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
