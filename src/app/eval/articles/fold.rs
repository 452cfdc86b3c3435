//! What counts as the same when pages are compared: the public scorer's folding, names, days and 4-grams.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// What is no word to the scorer: anything but letters, digits and `_`. Marks that combine with a letter
/// end a word there, so they do here.
static BETWEEN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[^\p{L}\p{N}_]+").ok());
static JOINTS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[;|]|,\s| and | & | und | et ").ok());
static OPENING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^\s*(by|von|par|de|por)\s+").ok());
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\d{4}-\d\d-\d\d").ok());

/// A text without case, punctuation and runs of white space.
pub(super) fn fold(text: &str) -> String {
    let cased: String = text.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    let folded = BETWEEN.as_ref().map_or(cased.as_str().into(), |between| between.replace_all(&cased, " "));
    folded.trim().to_owned()
}

/// The set of names in a list of bylines.
pub(super) fn names(lines: &[String]) -> BTreeSet<String> {
    let Some((joints, opening)) = JOINTS.as_ref().zip(OPENING.as_ref()) else { return BTreeSet::new() };
    let parts = lines.iter().flat_map(|line| joints.split(line));
    parts.map(|part| fold(&opening.replace(part.trim(), ""))).filter(|name| !name.is_empty()).collect()
}

/// The calendar day in a date, as written.
pub(super) fn day(date: &str) -> &str {
    DAY.as_ref().and_then(|day| day.find(date)).map_or("", |found| found.as_str())
}

/// A text's word 4-grams, each with how often it stands there; a shorter text is one of its own.
pub(super) struct Shingles<'t>(HashMap<Vec<&'t str>, usize>);

impl<'t> Shingles<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let Some(between) = BETWEEN.as_ref() else { return Shingles(HashMap::new()) };
        let words: Vec<&str> = between.split(text).filter(|word| !word.is_empty()).collect();
        let mut counts = HashMap::new();
        if !words.is_empty() {
            for shingle in words.windows(words.len().min(4)) {
                *counts.entry(shingle.to_vec()).or_insert(0) += 1;
            }
        }
        Shingles(counts)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.values().sum()
    }

    /// How many both have.
    pub(super) fn common(&self, other: &Self) -> usize {
        // A sum does not depend on the order of its parts.
        self.0.iter().map(|(shingle, count)| other.0.get(shingle).map_or(0, |n| *count.min(n))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_fold_to_the_same() {
        assert_eq!(fold(" „Straße“ gesperrt! "), "strasse gesperrt");
        assert_eq!(fold("ＡＢＣ_1"), "abc_1");
        assert_eq!(fold("–"), "");
    }

    #[test]
    fn names_are_cut_out_of_lines() {
        let lines = ["Von Ana Ruiz und Tom Ode".to_owned(), "Li Wei, Pia Berg | AFP".to_owned()];
        let want = ["afp", "ana ruiz", "li wei", "pia berg", "tom ode"];
        assert_eq!(names(&lines).into_iter().collect::<Vec<_>>(), want);
    }

    #[test]
    fn four_words_are_a_shingle_and_fewer_are_one_too() {
        let (a, b) = (Shingles::of("a b c d e"), Shingles::of("a b c d a b c d"));
        assert_eq!((a.len(), b.len(), a.common(&b), b.common(&a)), (2, 5, 1, 1));
        assert_eq!((Shingles::of("a b").len(), Shingles::of(" . ").len()), (1, 0));
        assert_eq!(day("on 2025-03-09 at 10"), "2025-03-09");
    }
}
