//! Whether a clause, with its source and content chosen, is a statement after all; and how sure that is.
//!
//! The choosers before this one decide step by step. Here the whole is looked at once more: who speaks, how
//! long the content is and how it begins and ends, and how sure each step was.

use super::arcs::Arcs;
use super::clause::Clause;
use super::content::cue_front;
use super::cues::{lemma, look};
use super::doc::Doc;
use super::lexicon::tag;
use super::linear::Out;
use super::sources::{Gap, shape};
use super::weights::Weights;

/// How likely the clause's content is a statement with the right borders; 0 where it has none.
pub fn judge(doc: &Doc<'_>, clause: &Clause, weights: &Weights) -> f32 {
    if clause.content.is_none() {
        return 0.0;
    }
    1.0 / (1.0 + (-weights.keep.score_of(|out| describe(doc, clause, out))).exp())
}

/// What speaks for and against the clause being kept.
pub fn describe(doc: &Doc<'_>, clause: &Clause, out: &mut impl Out) {
    let Some(content) = clause.content else { return };
    let sentence = doc.sentence_of(clause.cue);
    let cue = &doc.tokens[clause.cue];
    let class = u64::from(cue.word.cue);
    let lemma = lemma(doc, clause.cue);
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
    Arcs::new(doc, clause.cue).describe_whole(content, out);
}

/// A probability in ten steps.
fn step(likely: f32) -> u64 {
    (likely * 10.0) as u64
}
