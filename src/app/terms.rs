//! The words that tell two bodies of statements apart.
//!
//! Log-odds with a prior made of both (Monroe, Colaresi and Quinn, *Fightin' Words*, 2008): a word counts
//! by how much oftener it stands on one side, weighed by how sure that is, so that neither *the* nor a
//! word used once comes out on top. Words are counted by statements, not by how often one repeats them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::text::fold::{fold, is_apostrophe, is_word_char};

/// Words that say nothing alone; one a line in the data file.
static LITTLE: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("little_words.txt").split_whitespace().collect());

/// How strongly both sides together are believed beforehand, in statements.
const PRIOR: f64 = 10.0;
/// How sure a difference must be, in standard deviations.
const SURE: f64 = 1.0;

/// In how many statements each word stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// By folded word: how many statements, and in which spellings.
    words: BTreeMap<String, (u32, BTreeMap<String, u32>)>,
    statements: u32,
}

impl Terms {
    /// Counts the words of one statement.
    pub(super) fn add(&mut self, said: &str) {
        self.statements += 1;
        let mut seen = BTreeSet::new();
        for word in said.split(|c: char| !is_word_char(c) && !is_apostrophe(c) && c != '-') {
            let word = word.trim_matches(|c: char| is_apostrophe(c) || c == '-');
            let key = key(word);
            if is_telling(&key) && seen.insert(key.clone()) {
                let (count, spellings) = self.words.entry(key).or_default();
                *count += 1;
                *spellings.entry(word.to_owned()).or_default() += 1;
            }
        }
    }

    /// The words counted often enough to tell something, folded.
    pub(super) fn words(&self) -> BTreeSet<String> {
        self.words.iter().filter(|(_, (count, _))| *count >= TWICE).map(|(key, _)| key.clone()).collect()
    }

    fn count(&self, key: &str) -> u32 {
        self.words.get(key).map_or(0, |(count, _)| *count)
    }
}

/// How sure an association must be: chance alone gives as much one time in a hundred.
const CRITICAL: f64 = 6.63;
/// A word that stands in one statement alone tells nothing.
const TWICE: u32 = 2;

/// The words that stand in these statements oftener than in all of an archive's, by log-likelihood (Dunning,
/// *Accurate Methods for the Statistics of Surprise and Coincidence*, 1993), the most telling first: with how
/// many of these statements, and how many of the archive's, they stand in.
pub(super) fn significant(
    own: &Terms,
    archive: &BTreeMap<String, u64>,
    statements: u64,
) -> Vec<(String, u32, u64)> {
    let others = (statements as f64 - f64::from(own.statements)).max(1.0);
    let mut scored: Vec<(f64, String, u32, u64)> = Vec::new();
    for (key, (count, spellings)) in own.words.iter().filter(|(_, (count, _))| *count >= TWICE) {
        let everywhere = archive.get(key).copied().unwrap_or(0).max(u64::from(*count));
        let here = f64::from(*count);
        let elsewhere = (everywhere as f64 - here).min(others);
        let score = log_likelihood(here, f64::from(own.statements), elsewhere, others);
        if score > CRITICAL && here / f64::from(own.statements) > elsewhere / others {
            let spelled = spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
            scored.push((score, spelled.map_or(key, |(word, _)| word).clone(), *count, everywhere));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    scored.into_iter().map(|(_, word, count, everywhere)| (word, count, everywhere)).collect()
}

/// G² of a word that stands in `with` of `all` statements here, and in so many elsewhere.
fn log_likelihood(with: f64, all: f64, with_elsewhere: f64, all_elsewhere: f64) -> f64 {
    let total = all + all_elsewhere;
    let share = (with + with_elsewhere) / total;
    let part = |seen: f64, expected: f64| if seen > 0.0 { seen * (seen / expected).ln() } else { 0.0 };
    2.0 * (part(with, all * share)
        + part(all - with, all * (1.0 - share))
        + part(with_elsewhere, all_elsewhere * share)
        + part(all_elsewhere - with_elsewhere, all_elsewhere * (1.0 - share)))
}

/// Folded, without a possessive.
fn key(word: &str) -> String {
    let folded = fold(word);
    folded.strip_suffix("'s").map(str::to_owned).unwrap_or(folded)
}

/// The words that say something alone, folded, each once.
pub(super) fn telling_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !is_word_char(c) && !is_apostrophe(c) && c != '-');
    let keys = words.map(|word| key(word.trim_matches(|c: char| is_apostrophe(c) || c == '-')));
    keys.filter(|key| is_telling(key)).collect()
}

fn is_telling(key: &str) -> bool {
    key.chars().count() > 2 && key.chars().any(char::is_alphabetic) && !LITTLE.contains(key)
}

/// The words that are `own` rather than the `others`', the most telling first, with the number of
/// statements they stand in; those in fewer than `often` are left out.
pub(super) fn distinguishing(own: &Terms, others: &Terms, often: u32) -> Vec<(String, u32)> {
    let total = f64::from(own.statements + others.statements).max(1.0);
    let odds = |count: u32, of: u32, prior: f64| {
        let (with, without) = (f64::from(count) + prior, f64::from(of - count.min(of)) + PRIOR - prior);
        (with / without.max(1e-6)).ln()
    };
    let mut scored: Vec<(f64, String, u32)> = Vec::new();
    for (key, (count, spellings)) in own.words.iter().filter(|(_, (count, _))| *count >= often) {
        let elsewhere = others.count(key);
        let prior = PRIOR * f64::from(count + elsewhere) / total;
        let difference = odds(*count, own.statements, prior) - odds(elsewhere, others.statements, prior);
        let deviation = (1.0 / (f64::from(*count) + prior) + 1.0 / (f64::from(elsewhere) + prior)).sqrt();
        let score = difference / deviation;
        if score > SURE {
            let spelled = spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
            scored.push((score, spelled.map_or(key, |(word, _)| word).clone(), *count));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    scored.into_iter().map(|(_, word, count)| (word, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(statements: &[&str]) -> Terms {
        let mut terms = Terms::default();
        statements.iter().for_each(|said| terms.add(said));
        terms
    }

    #[test]
    fn words_of_one_side_come_first_and_shared_ones_not_at_all() {
        let own =
            terms(&["The quota is a promise", "A quota splits the coast", "The harbour keeps the Quota"]);
        let others = terms(&["The harbour sleeps", "The harbour wakes", "The coast is clear"]);
        let words = distinguishing(&own, &others, 2);
        assert_eq!(words, [("quota".to_owned(), 3)]);
    }

    #[test]
    fn significant_words_are_rarer_elsewhere() {
        let own = terms(&["The quota fell", "A quota split the coast", "The coast is quota", "The coast"]);
        let archive = BTreeMap::from([("quota".to_owned(), 4), ("coast".to_owned(), 700)]);
        assert_eq!(significant(&own, &archive, 1000), [("quota".to_owned(), 3, 4)]);
        // All there is in the archive is theirs: nothing tells them apart.
        assert_eq!(significant(&own, &archive, 4), []);
    }

    #[test]
    fn the_measure_is_the_published_one() {
        // 10 of 100 against 20 of 1000, worked out from the four cells of the table.
        assert!((log_likelihood(10.0, 100.0, 20.0, 1000.0) - 14.1915).abs() < 0.01);
        assert!(log_likelihood(5.0, 100.0, 50.0, 1000.0).abs() < 1e-9);
    }

    #[test]
    fn little_words_and_figures_tell_nothing() {
        let own = terms(&["we would have 300", "we would have 300"]);
        assert_eq!(distinguishing(&own, &Terms::default(), 1), []);
    }

    #[test]
    fn the_data_file_holds_folded_words() {
        assert!(LITTLE.len() > 100);
        assert!(LITTLE.iter().all(|word| fold(word) == **word));
    }
}
