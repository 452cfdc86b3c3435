//! From a pattern to the words of this archive that it stands for.

use std::collections::BTreeSet;

use tantivy::schema::Field as Column;
use tantivy::{Searcher, SegmentReader};

use crate::engine::local::alike::Alike;
use crate::engine::local::names::after;
use crate::index::marks::STEM_MARK;
use crate::query::Matcher;

/// How many words a pattern may stand for in one column.
pub(in crate::engine::local) const MOST_WORDS: usize = 4096;
/// Patterns that stand for so few words are ranked by how rare each is.
pub(super) const RANKED: usize = 64;
/// How many words one query may be compared with.
const MOST_LOOKS: usize = 2_000_000;

/// Looks words up for the patterns of one query.
pub(in crate::engine::local) struct Expander<'f> {
    searcher: &'f Searcher,
    looks: usize,
    cut: BTreeSet<String>,
}

impl<'f> Expander<'f> {
    /// For the index behind `searcher`.
    pub(in crate::engine::local) fn new(searcher: &'f Searcher) -> Self {
        Expander { searcher, looks: 0, cut: BTreeSet::new() }
    }

    /// The words of the column that match; `typed` is what the reader knows the pattern by.
    pub(in crate::engine::local) fn words(
        &mut self,
        column: Column,
        matcher: &Matcher,
        typed: &str,
    ) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let each = |word: &str| {
            if matcher.matches(word) {
                out.insert(word.to_owned());
            }
            out.len() <= MOST_WORDS
        };
        let like = matcher.word_and_distance().and_then(|(word, distance)| Alike::word(&word, distance));
        let whole = match like {
            Some(like) => self.meet(column, &like, each),
            None => self.walk(column, matcher.prefix(), each),
        };
        if !whole {
            self.cut.insert(typed.to_owned());
            while out.len() > MOST_WORDS {
                out.pop_last();
            }
        }
        out
    }

    /// The words of the column that an automaton meets, as many as a pattern may stand for.
    pub(in crate::engine::local) fn like(&mut self, column: Column, like: &Alike) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        self.meet(column, like, |word| {
            out.insert(word.to_owned());
            out.len() < MOST_WORDS
        });
        out
    }

    /// The words that begin so.
    pub(in crate::engine::local) fn beginning(&mut self, column: Column, stem: &str) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let whole = self.walk(column, stem, |word| {
            out.insert(word.to_owned());
            out.len() <= MOST_WORDS
        });
        if !whole {
            self.cut.insert(format!("{stem}*"));
            while out.len() > MOST_WORDS {
                out.pop_last();
            }
        }
        out
    }

    /// Shows every word that the automaton meets, until `each` has enough; says whether that was all.
    fn meet(&mut self, column: Column, like: &Alike, mut each: impl FnMut(&str) -> bool) -> bool {
        // A stem's mark is no letter of a word.
        let from = char::from(STEM_MARK as u8 + 1).to_string();
        let met_in = |segment: &SegmentReader| -> tantivy::Result<Vec<String>> {
            let inverted = segment.inverted_index(column)?;
            let mut words = inverted.terms().search(like).ge(&from).into_stream()?;
            let mut met = Vec::new();
            while met.len() <= MOST_LOOKS && words.advance() {
                met.extend(std::str::from_utf8(words.key()).map(str::to_owned));
            }
            Ok(met)
        };
        let segments = self.searcher.segment_readers().iter();
        let Ok(met) = self.searcher.index().search_executor().map(met_in, segments) else { return false };
        for word in met.iter().flatten() {
            self.looks += 1;
            if !each(word) || self.looks > MOST_LOOKS {
                return false;
            }
        }
        true
    }

    /// Shows every word that begins so, until `each` has enough; says whether that was all.
    fn walk(&mut self, column: Column, prefix: &str, mut each: impl FnMut(&str) -> bool) -> bool {
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(column) else { return false };
            // Stems stand behind a mark that sorts before every letter and digit.
            let from = if prefix.is_empty() {
                char::from(STEM_MARK as u8 + 1).to_string()
            } else {
                prefix.to_owned()
            };
            let range = inverted.terms().range().ge(&from);
            let range = if prefix.is_empty() { range } else { range.lt(after(prefix)) };
            let Ok(mut words) = range.into_stream() else { return false };
            while words.advance() {
                self.looks += 1;
                if self.looks > MOST_LOOKS {
                    return false;
                }
                if std::str::from_utf8(words.key()).is_ok_and(|word| !each(word)) {
                    return false;
                }
            }
        }
        true
    }

    /// What was not looked for to the end.
    pub(in crate::engine::local) fn notes(&self) -> Vec<String> {
        let note = |typed: &String| {
            format!(
                "{typed} stands for more words than are looked for ({MOST_WORDS}, out of {MOST_LOOKS} looked at): \
                 there may be more; begin it with more letters"
            )
        };
        self.cut.iter().map(note).collect()
    }
}
