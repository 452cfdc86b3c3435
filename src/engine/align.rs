//! How much of a remembered quotation stands in a text, and where.
//!
//! The words are aligned as two strands: what both have in the same order counts most, a word that
//! stands elsewhere nearby counts less, a word misspelled or in another form a little less than itself,
//! and a missing word counts nothing. Rare words weigh more than common ones.
//!
//! Cost: the product of both lengths, in words.

use std::ops::Range;

use hashbrown::HashMap;

use crate::index::analysis::{for_each_word, stem};
use crate::model::Span;

/// What a word counts in another form or spelling than its own.
const OTHER_FORM: f32 = 0.9;
/// What a word counts that stands out of order.
const OUT_OF_ORDER: f32 = 0.6;
/// What it counts where a whole part was turned about: the words beside it moved with it.
const MOVED: f32 = 0.9;
/// What each strange word between two found ones costs, of an average word's weight.
const STRANGE: f32 = 0.12;
/// Words longer than this may be misspelled by a letter, and than twice this by two.
const SPELLABLE: usize = 5;
/// A remembered quotation has at most so many words; more are not looked at.
pub const MOST_WORDS: usize = 80;

/// A remembered word.
#[derive(Debug, Clone, PartialEq)]
pub struct Remembered {
    /// As folded by the index.
    pub exact: String,
    /// Its English stem.
    pub stem: String,
    /// How telling it is.
    pub weight: f32,
}

/// The words of a remembered quotation, each as telling as the next.
pub fn remembered(text: &str) -> Vec<Remembered> {
    let mut out = Vec::new();
    for_each_word(text, |_, exact| {
        if out.len() < MOST_WORDS {
            out.push(Remembered { exact: exact.to_owned(), stem: stem(exact), weight: 1.0 });
        }
    });
    out
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub at: Span,
    /// As folded by the index.
    pub exact: String,
}

/// The words of `text[span]`.
pub fn words(text: &str, span: Span) -> Vec<Word> {
    let mut out = Vec::new();
    let base = span.from();
    for_each_word(span.of(text), |at, exact| {
        out.push(Word { at: Span::new(base + at.start, base + at.end), exact: exact.to_owned() });
    });
    out
}

/// How well a text fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// 0 for nothing in common, 1 for every word in its order and no other between.
    pub likeness: f32,
    /// From the first to the last word that was found, by their places in the text.
    pub words: Range<usize>,
    /// The places of the words that were found, rising.
    pub found: Vec<usize>,
}

/// Aligns one remembered quotation with many texts; what a word of the texts can stand for is looked up once.
#[derive(Debug)]
pub struct Aligner {
    query: Vec<Remembered>,
    total: f32,
    average: f32,
    known: HashMap<String, Vec<(usize, f32)>>,
}

impl Aligner {
    /// For these words; weights must not be negative.
    pub fn new(query: Vec<Remembered>) -> Self {
        let total: f32 = query.iter().map(|word| word.weight).sum();
        let average = total / query.len().max(1) as f32;
        Aligner { query, total, average, known: HashMap::new() }
    }

    /// How well `words` fit; nothing where no word does.
    pub fn fit(&mut self, words: &[Word]) -> Option<Fit> {
        if self.total <= 0.0 || words.is_empty() {
            return None;
        }
        let alike: Vec<Vec<(usize, f32)>> = words.iter().map(|word| self.alike(&word.exact)).collect();
        let chain = self.chain(&alike)?;
        Some(self.judge(chain, &alike))
    }

    /// The remembered words that `exact` can stand for, and how well.
    fn alike(&mut self, exact: &str) -> Vec<(usize, f32)> {
        if let Some(known) = self.known.get(exact) {
            return known.clone();
        }
        let own = stem(exact);
        let matches = self.query.iter().enumerate().filter_map(|(at, word)| {
            let worth = if word.exact == exact {
                1.0
            } else if word.stem == own || misspelled(&word.exact, exact) {
                OTHER_FORM
            } else {
                return None;
            };
            Some((at, worth))
        });
        let found: Vec<(usize, f32)> = matches.collect();
        self.known.insert(exact.to_owned(), found.clone());
        found
    }

    /// The best chain of words in the same order, as pairs of places in the text and in the query.
    fn chain(&self, alike: &[Vec<(usize, f32)>]) -> Option<Vec<(usize, usize)>> {
        let n = self.query.len();
        let strange = self.average * STRANGE;
        // best[q]: the worth of the best chain that ends at or before query word q, and where it ended.
        let mut ends: Vec<Option<Link>> = vec![None; n];
        let mut links: Vec<Link> = Vec::new();
        let mut best: Option<usize> = None;
        for (place, matches) in alike.iter().enumerate() {
            // From the last query word on, so that no text word is taken twice.
            for &(query, worth) in matches.iter().rev() {
                let gain = self.query[query].weight * worth;
                let before = ends[..query]
                    .iter()
                    .flatten()
                    .map(|link| (link.worth - strange * (place - link.place - 1) as f32, link.id))
                    .max_by(|a, b| a.0.total_cmp(&b.0))
                    .filter(|(worth, _)| *worth > 0.0);
                let worth = gain + before.map_or(0.0, |(worth, _)| worth);
                let link = Link { id: links.len(), worth, place, query, before: before.map(|(_, id)| id) };
                links.push(link);
                if best.is_none_or(|id| links[id].worth < worth) {
                    best = Some(link.id);
                }
                let aged = ends[query].map(|old| old.worth - strange * (place - old.place) as f32);
                if aged.is_none_or(|old| old <= worth) {
                    ends[query] = Some(link);
                }
            }
        }
        let mut at = best;
        let mut chain = Vec::new();
        while let Some(link) = at.and_then(|id| links.get(id)) {
            chain.push((link.place, link.query));
            at = link.before;
        }
        chain.reverse();
        (!chain.is_empty()).then_some(chain)
    }

    /// Adds what stands out of order near the chain, and weighs the whole.
    fn judge(&self, chain: Vec<(usize, usize)>, alike: &[Vec<(usize, f32)>]) -> Fit {
        let first = chain.first().map_or(0, |link| link.0);
        let last = chain.last().map_or(0, |link| link.0);
        let worth_at = |place: usize, query: usize| {
            alike[place].iter().find(|(at, _)| *at == query).map_or(0.0, |(_, worth)| *worth)
        };
        let mut worth: f32 =
            chain.iter().map(|(place, query)| self.query[*query].weight * worth_at(*place, *query)).sum();
        let mut missing: Vec<bool> = vec![true; self.query.len()];
        let mut found: Vec<usize> = Vec::with_capacity(self.query.len());
        for (place, query) in &chain {
            missing[*query] = false;
            found.push(*place);
        }
        let slack = self.query.len();
        let near = first.saturating_sub(slack)..(last + 1 + slack).min(alike.len());
        for run in turned_about(near, &found, &missing, alike) {
            let moved = run.len() > 1;
            for (place, query) in run {
                // A common little word out of its place, alone, is no sign of anything.
                if !missing[query] || (!moved && self.query[query].weight < self.average) {
                    continue;
                }
                missing[query] = false;
                let kept = if moved { MOVED } else { OUT_OF_ORDER };
                worth += self.query[query].weight * worth_at(place, query) * kept;
                found.push(place);
            }
        }
        found.sort_unstable();
        let words = found.first().map_or(0, |at| *at)..found.last().map_or(0, |at| at + 1);
        let density = found.len() as f32 / words.len().max(1) as f32;
        let likeness = (worth / self.total) * (0.7 + 0.3 * density);
        Fit { likeness: likeness.clamp(0.0, 1.0), words, found }
    }
}

/// The places near a chain that hold words the chain lacks, with these words: in runs that stand side by side
/// in the query too.
fn turned_about(
    near: Range<usize>,
    found: &[usize],
    missing: &[bool],
    alike: &[Vec<(usize, f32)>],
) -> Vec<Vec<(usize, usize)>> {
    let mut runs: Vec<Vec<(usize, usize)>> = Vec::new();
    for place in near.filter(|place| !found.contains(place)) {
        let mut open =
            alike[place].iter().map(|(query, _)| *query).filter(|query| missing[*query]).peekable();
        let Some(first) = open.peek().copied() else { continue };
        let last = runs.last().and_then(|run| run.last()).copied();
        // Of a word that is remembered twice, the one that goes on.
        let next = last.and_then(|(at, query)| (at + 1 == place).then_some(query + 1));
        match (next.filter(|next| open.any(|query| query == *next)), runs.last_mut()) {
            (Some(next), Some(run)) => run.push((place, next)),
            _ => runs.push(vec![(place, first)]),
        }
    }
    runs
}

/// A word of the text that stands for a word of the query, and the chain behind it.
#[derive(Debug, Clone, Copy)]
struct Link {
    id: usize,
    worth: f32,
    place: usize,
    query: usize,
    before: Option<usize>,
}

/// Whether two words are one but for a letter, or two in a long one.
fn misspelled(one: &str, other: &str) -> bool {
    let length = one.len().min(other.len());
    if one.len() == other.len() && length + 1 == SPELLABLE && one.is_ascii() && other.is_ascii() {
        return two_letters_swapped(one, other);
    }
    if length < SPELLABLE || one.len().abs_diff(other.len()) > 2 || !one.is_ascii() || !other.is_ascii() {
        return false;
    }
    let allowed = if length >= SPELLABLE * 2 { 2 } else { 1 };
    strsim::osa_distance(one, other) <= allowed
}

/// Short words are too much like each other for any other slip: *pier*, *peir*.
fn two_letters_swapped(one: &str, other: &str) -> bool {
    let letters = |word: &str| {
        let mut letters = word.as_bytes().to_vec();
        letters.sort_unstable();
        letters
    };
    strsim::osa_distance(one, other) == 1 && letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fit(query: &str, text: &str) -> Option<(f32, String)> {
        let words = words(text, Span::new(0, text.len()));
        let fit = Aligner::new(remembered(query)).fit(&words)?;
        let span = words[fit.words.start].at.cover(words[fit.words.end - 1].at);
        Some((fit.likeness, span.of(text).to_owned()))
    }

    #[track_caller]
    fn check(query: &str, text: &str, at_least: f32, at_most: f32, want: &str) {
        let (likeness, words) = fit(query, text).unwrap();
        assert!((at_least..=at_most).contains(&likeness), "{likeness}");
        assert_eq!(words, want);
    }

    const SAID: &str = "We told them in May, and again in June, that the pier would not survive the winter";

    #[test]
    fn the_very_words_fit_wholly() {
        check("the pier would not survive", SAID, 1.0, 1.0, "the pier would not survive");
    }

    #[test]
    fn missing_changed_and_misspelled_words_are_forgiven() {
        check("pier would not survive the winter", SAID, 0.99, 1.0, "pier would not survive the winter");
        check(
            "the piers would not survive a winter",
            SAID,
            0.7,
            0.95,
            "the pier would not survive the winter",
        );
        check("pier will survive the winter", SAID, 0.6, 0.9, "pier would not survive the winter");
        check(
            "the pier would not surrvive the winter",
            SAID,
            0.9,
            0.999,
            "the pier would not survive the winter",
        );
    }

    #[test]
    fn letters_change_places_in_short_words_but_no_more() {
        assert!(misspelled("pier", "peir") && misspelled("survive", "surrvive"));
        assert!(!misspelled("pier", "peer") && !misspelled("will", "well") && !misspelled("not", "ton"));
    }

    #[test]
    fn another_order_is_worth_less_but_something() {
        let (turned, _) = fit("winter survive pier", SAID).unwrap();
        let (straight, _) = fit("pier survive winter", SAID).unwrap();
        assert!(turned < straight && turned > 0.4, "{turned} {straight}");
    }

    #[test]
    fn parts_turned_about_are_worth_nearly_all() {
        let (turned, _) = fit("not survive the winter the pier would", SAID).unwrap();
        let (mixed, _) = fit("winter the survive not pier would the", SAID).unwrap();
        assert!(turned > 0.9 && mixed < turned - 0.1, "{turned} {mixed}");
    }

    #[test]
    fn words_scattered_over_a_text_are_no_quotation() {
        let scattered = "The pier was painted. ".to_owned()
            + &"Boats went out and came home again. ".repeat(20)
            + "Nobody could survive that winter.";
        let (likeness, _) = fit("the pier would not survive the winter", &scattered).unwrap();
        assert!(likeness < 0.5, "{likeness}");
    }

    #[test]
    fn nothing_in_common_is_nothing() {
        assert_eq!(fit("zebra crossing", SAID), None);
        assert_eq!(fit("", SAID), None);
        assert_eq!(fit("pier", ""), None);
    }

    proptest! {
        #[test]
        fn likeness_is_a_share_and_places_lie_in_the_text(
            query in prop::collection::vec("[a-d]{1,6}", 0..12), text in prop::collection::vec("[a-d]{1,6}", 0..40)
        ) {
            let text = text.join(" ");
            let words = words(&text, Span::new(0, text.len()));
            if let Some(fit) = Aligner::new(remembered(&query.join(" "))).fit(&words) {
                prop_assert!((0.0..=1.0).contains(&fit.likeness));
                prop_assert!(fit.found.is_sorted() && fit.found.windows(2).all(|two| two[0] < two[1]));
                prop_assert_eq!(fit.words, fit.found[0]..fit.found[fit.found.len() - 1] + 1);
            }
        }

        #[test]
        fn a_text_fits_itself(words_of in prop::collection::vec("[a-z]{1,8}", 1..20)) {
            let text = words_of.join(" ");
            let (likeness, words) = fit(&text, &text).unwrap();
            prop_assert!(likeness > 0.999, "{}", likeness);
            prop_assert_eq!(words, text);
        }
    }
}
