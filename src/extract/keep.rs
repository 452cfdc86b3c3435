//! The last look: what a clause's content is, and whether it is a statement after all.
//!
//! The choosers before this one decide step by step, and leave a few borders open. Here each is looked at as a whole:
//! who speaks, how long the content is, how it begins and ends, how sure each step was, what else the sentence says.
//! Two choosers sum up its words; trees weigh these sums with what can be counted ([`numbers`]), and say how likely the
//! borders are right, and how likely it is about somebody's words at all.

mod numbers;

pub use numbers::{NUMBERS, Sums, numbers};

use super::arcs::describe_whole;
use super::clause::{Clause, Looked};
use super::content::cue_front;
use super::cues::look;
use super::doc::{Doc, Range};
use super::lexicon::tag;
use super::linear::Out;
use super::sources::{Gap, shape};
use super::weights::Weights;

/// A paraphrase is kept where it is at least this likely to be one, with the borders it was given …
const KEEP: f32 = 0.42;
/// … and this likely to be about somebody's words at all: a border missed misleads less than words taken for
/// somebody's that are nobody's.
const KEEP_TOUCH: f32 = 0.701;
/// Clauses whose cue is less likely to attribute than this are not looked at again, nor kept; nor do they matter to
/// those beside them.
pub const KEEP_CUE: f32 = 0.4;

impl Looked {
    /// Whether that is enough for a statement. Where somebody's words are `sure` to be, because they are quoted or told to
    /// somebody, only the borders matter.
    pub fn keeps(self, sure: bool) -> bool {
        self.right >= KEEP && (sure || self.touch >= KEEP_TOUCH)
    }
}

/// A clause as those beside it see it.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    cue: usize,
    likely: f32,
    content: Option<Range>,
    content_likely: f32,
}

/// The clauses that matter to others, with the contents that are likeliest by themselves.
pub fn beside(clauses: &[Clause]) -> Vec<Beside> {
    let likely = clauses.iter().filter(|clause| clause.likely >= KEEP_CUE);
    likely
        .map(|clause| {
            let first = clause.offers.first();
            Beside {
                cue: clause.cue,
                likely: clause.likely,
                content: first.and_then(|offer| offer.content),
                content_likely: first.map_or(0.0, |offer| offer.begin * offer.end),
            }
        })
        .collect()
}

/// Those of the sentence of `cue`.
pub fn near<'b>(doc: &Doc<'_>, all: &'b [Beside], cue: usize) -> &'b [Beside] {
    let sentence = doc.sentence_of(cue);
    let from = all.partition_point(|other| other.cue < sentence.start);
    let to = all.partition_point(|other| other.cue < sentence.end);
    all.get(from..to).unwrap_or_default()
}

/// Chooses the contents of all clauses that are likely enough, and says how sure they are.
pub fn look_again(doc: &Doc<'_>, clauses: &mut [Clause], weights: &Weights) {
    let all = beside(clauses);
    for clause in clauses.iter_mut().filter(|clause| clause.likely >= KEEP_CUE) {
        let near = near(doc, &all, clause.cue);
        settle(doc, clause, near, weights);
    }
}

/// Chooses among the offers: the likeliest to have the right borders, of equals the first. Where it is likeliest that
/// nothing is said, that stays so.
fn settle(doc: &Doc<'_>, clause: &mut Clause, near: &[Beside], weights: &Weights) {
    clause.take(0);
    clause.looked = Looked::default();
    if clause.content.is_none() {
        return;
    }
    let mut best = None;
    for place in 0..clause.offers.len() {
        clause.take(place);
        if clause.content.is_none() {
            continue;
        }
        let sums = Sums::of(doc, clause, &weights.keep, &weights.touch);
        let Some(seen) = numbers(doc, clause, place, near, sums) else { continue };
        let right = weights.keep_trees.likely(&seen);
        if best.as_ref().is_none_or(|(_, most, _)| right > *most) {
            best = Some((place, right, seen));
        }
    }
    if let Some((place, right, seen)) = best {
        clause.take(place);
        clause.looked = Looked { right, touch: weights.touch_trees.likely(&seen) };
    }
}

/// What speaks for and against the clause being kept.
pub fn describe(doc: &Doc<'_>, clause: &Clause, out: &mut impl Out) {
    let Some(content) = clause.content else { return };
    let sentence = doc.sentence_of(clause.cue);
    let cue = &doc.tokens[clause.cue];
    let class = u64::from(cue.word.cue);
    let lemma = doc.lemma(clause.cue);
    let side = u64::from(content.start > clause.cue);
    let likely = step(clause.likely);
    let source_likely = step(clause.source_likely);
    let content_likely = step(clause.content_likely);
    let speaker = clause.source.map_or(0, |source| shape(doc, &doc.phrases[source]));
    let possessive = clause.source.is_some_and(|source| doc.phrases[source].possessive);
    let gap = Gap::of(doc, content);
    let words = content.end - content.start;
    let length = if words < 8 { words as u64 } else { 8 + (words as u64 / 8).min(5) };
    let clause_like = u64::from(gap.verbs > 0);
    let (first, first_tag) = look(doc, content.start, 0, sentence.start, sentence.end);
    let (before, before_tag) = look(doc, content.start, -1, sentence.start, sentence.end);
    let (_, last_tag) = look(doc, content.end - 1, 0, sentence.start, sentence.end);
    let (next, next_tag) = look(doc, content.end - 1, 1, sentence.start, sentence.end);
    let quoted = u64::from(gap.quotation);
    let kind = doc.parts[doc.part_of(clause.cue)].kind as u64;
    let whole = u64::from(content.end + 1 >= sentence.end);
    let front = u64::from(cue_front(clause.cue, clause.source_range(doc)) <= sentence.start + 1);
    out.add(1, likely);
    out.add2(2, likely, content_likely);
    out.add2(3, likely, source_likely);
    out.add3(4, likely, class, clause_like);
    out.add2(5, content_likely, length);
    out.add2(6, speaker, class);
    out.add2(7, speaker, likely);
    out.add3(8, lemma, clause_like, side);
    out.add2(9, lemma, length.min(9));
    out.add2(10, lemma, speaker);
    out.add3(11, class, first_tag, clause_like);
    out.add2(12, first, class);
    out.add2(13, before, first_tag);
    out.add3(14, last_tag, next_tag, class);
    out.add2(15, next, clause_like);
    out.add3(16, quoted, class, likely);
    out.add2(17, kind, likely);
    out.add3(18, whole, side, content_likely);
    out.add3(19, front, side, class);
    out.add2(20, u64::from(possessive), class);
    out.add3(21, before_tag, side, lemma);
    out.add3(22, u64::from(gap.verbs), u64::from(gap.commas), content_likely);
    out.add3(23, u64::from(cue.tag), class, speaker);
    out.add2(24, lemma, u64::from(cue.tag));
    out.add2(25, cue.key, likely);
    out.add3(26, u64::from(doc.tokens[content.start].is(tag::PRONOUN)), clause_like, length.min(4));
    describe_whole(doc, clause.cue, content, out);
}

/// A probability in ten steps.
fn step(likely: f32) -> u64 {
    (likely * 10.0) as u64
}
