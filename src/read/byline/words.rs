//! The words of bylines, from `words.toml`.

use std::sync::LazyLock;

use hashbrown::HashSet;
use serde::Deserialize;

use crate::text::fold::fold;

/// The lists, each folded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) openings: List,
    pub(super) with_colon: List,
    pub(super) wrote: List,
    pub(super) helped: List,
    pub(super) others: List,
    pub(super) places: List,
    pub(super) joints: List,
    pub(super) shy_joints: List,
    pub(super) particles: List,
    pub(super) honorifics: List,
    pub(super) behind: List,
    pub(super) trades: List,
    pub(super) beginnings: List,
    pub(super) outlets: List,
    pub(super) agencies: List,
}

/// One list, in the file's order and as a set.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct List {
    /// Folded, as they stand in the file.
    pub(super) words: Vec<String>,
    set: HashSet<String>,
}

impl From<Vec<String>> for List {
    fn from(words: Vec<String>) -> Self {
        let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
        List { set: words.iter().cloned().collect(), words }
    }
}

impl List {
    /// Whether a word or phrase, whatever its case, stands in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.set.contains(fold(word).as_str())
    }
}

/// The words that ship.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| toml::from_str(include_str!("words.toml")).unwrap_or_default());
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_words_can_be_read() {
        let words: Words = toml::from_str(include_str!("words.toml")).unwrap();
        assert!(words.agencies.has("Reuters") && words.particles.has("VAN"));
    }
}
