//! Quotations in pieces: “The pier,” Ruiz said, “will close.”

use super::super::doc::Range;
use super::super::keep::KEEP_CUE;
use super::super::lexicon::{CueClass, tag};
use super::Chosen;

/// How many tokens tell who said it between two pieces of a quotation.
const LONGEST_INSERTION: usize = 12;
/// Into how many pieces a quotation is broken at most.
const LONGEST_SPLIT: usize = 6;

impl Chosen<'_> {
    /// “**The pier**,” Ruiz said, “**will close**”, “The pier,” said Ruiz – “every yard of it” – “**will close**”: whether a
    /// quotation was broken off by a comma inside its marks, or goes on after one that was.
    pub(super) fn is_split(&self, number: usize) -> bool {
        let next = (number + 1 < self.doc.quotations.len()).then_some(number + 1);
        self.goes_on(number) || next.is_some_and(|next| self.is_told_between(number, next))
    }

    fn goes_on(&self, number: usize) -> bool {
        let Some(last) = number.checked_sub(1) else { return false };
        let sentence = |number: usize| self.sentence_of(number);
        let dash = self.doc.quotations[number].outer.start.checked_sub(1).map(|at| &self.doc.tokens[at]);
        let after_dash =
            dash.is_some_and(|t| t.is(tag::MARK) && t.quotation == 0 && DASHES.contains(&t.mark));
        let before = (0..number).rev().take_while(|before| sentence(*before) == sentence(number));
        self.is_told_between(last, number)
            || after_dash && before.take(LONGEST_SPLIT).any(|before| self.is_broken(before))
    }

    /// “…,” **Ruiz said,** “…”: whether who said it stands between two quotations of a sentence, and commas around that.
    fn is_told_between(&self, one: usize, other: usize) -> bool {
        let doc = self.doc;
        let (from, to) = (doc.quotations[one].outer.end, doc.quotations[other].outer.start);
        let between = &doc.tokens[from.min(to)..to];
        self.sentence_of(one) == self.sentence_of(other)
            && between.last().is_some_and(|token| token.is_mark(',') && token.quotation == 0)
            && between.len() <= LONGEST_INSERTION
            && self.is_broken(one)
            && self.attributes_within(Range { start: from, end: to })
    }

    /// Whether a cue and its source stand in a stretch.
    fn attributes_within(&self, range: Range) -> bool {
        let from = self.clauses.partition_point(|clause| clause.cue < range.start);
        self.clauses[from..].iter().take_while(|clause| clause.cue < range.end).any(|clause| {
            let cue = &self.doc.tokens[clause.cue];
            let own = clause.source_range(self.doc).is_some_and(|source| range.holds(source.start));
            own && clause.likely >= KEEP_CUE && cue.word.is_cue(CueClass::Say)
        })
    }

    pub(super) fn sentence_of(&self, number: usize) -> u32 {
        self.doc.tokens[self.doc.quotations[number].outer.start].sentence
    }

    /// Whether a quotation ends with a comma inside its marks.
    fn is_broken(&self, number: usize) -> bool {
        let inner = self.doc.quotations[number].inner;
        inner.end > inner.start && self.doc.tokens[inner.end - 1].is_mark(',')
    }
}

const DASHES: [char; 3] = ['—', '–', '-'];
