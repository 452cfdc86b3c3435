//! A cue with its source and its content: one attribution inside one sentence.

use super::content::{begin_candidates, describe_begin, describe_end, describe_no_content, end_candidates};
use super::cues::{describe_cue, find_cues};
use super::doc::{Doc, Range};
use super::linear::{Chooser, Features, softmax};
use super::sources::{describe_no_source, describe_source, source_candidates};
use super::weights::Weights;

/// Cues less likely than this are not looked at any further.
const FAINT: f32 = 0.04;

/// A cue with what belongs to it.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The cue's token.
    pub cue: usize,
    /// How likely it attributes at all.
    pub likely: f32,
    /// Its source, an index into [`Doc::phrases`].
    pub source: Option<usize>,
    /// How likely that is the right source.
    pub source_likely: f32,
    /// What it attributes inside its sentence, marks included.
    pub content: Option<Range>,
    /// How likely both ends are right.
    pub content_likely: f32,
}

impl Clause {
    /// The tokens of the source.
    pub fn source_range(&self, doc: &Doc<'_>) -> Option<Range> {
        self.source.map(|number| doc.phrases[number].range)
    }
}

/// Finds the attributions of a document, unlikely ones too. Cost: linear in the number of cues.
pub fn find_clauses(doc: &Doc<'_>, weights: &Weights) -> Vec<Clause> {
    let mut features = Features::default();
    let mut found = Vec::new();
    for cue in find_cues(doc) {
        features.clear();
        describe_cue(doc, cue.token, &mut features);
        let likely = 1.0 / (1.0 + (-weights.cue.score(&features)).exp());
        if likely < FAINT {
            continue;
        }
        let (source, source_likely) = choose_source(doc, cue.token, &weights.source);
        let range = source.map(|number: usize| doc.phrases[number].range);
        let (content, content_likely) = choose_content(doc, cue.token, range, weights);
        found.push(Clause { cue: cue.token, likely, source, source_likely, content, content_likely });
    }
    found
}

fn choose_source(doc: &Doc<'_>, cue: usize, chooser: &Chooser) -> (Option<usize>, f32) {
    let (candidates, mut scores) = score_sources(doc, cue, chooser);
    let (best, likely) = best(&mut scores);
    (candidates.get(best).copied(), likely)
}

/// The candidate sources of a cue, and the scores of each and, last, of none of them.
pub(super) fn score_sources(doc: &Doc<'_>, cue: usize, chooser: &Chooser) -> (Vec<usize>, Vec<f32>) {
    let candidates = source_candidates(doc, cue);
    let mut features = Features::default();
    let mut scores = Vec::with_capacity(candidates.len() + 1);
    for number in &candidates {
        features.clear();
        describe_source(doc, cue, *number, &mut features);
        scores.push(chooser.score(&features));
    }
    features.clear();
    describe_no_source(doc, cue, &mut features);
    scores.push(chooser.score(&features));
    (candidates, scores)
}

fn choose_content(
    doc: &Doc<'_>,
    cue: usize,
    source: Option<Range>,
    weights: &Weights,
) -> (Option<Range>, f32) {
    let begins = begin_candidates(doc, cue, source);
    let mut features = Features::default();
    let mut scores = Vec::with_capacity(begins.len() + 1);
    for at in &begins {
        features.clear();
        describe_begin(doc, cue, source, *at, &mut features);
        scores.push(weights.begin.score(&features));
    }
    features.clear();
    describe_no_content(doc, cue, source, &mut features);
    scores.push(weights.begin.score(&features));
    let (best_begin, begin_likely) = best(&mut scores);
    let Some(begin) = begins.get(best_begin).copied() else { return (None, begin_likely) };
    let ends = end_candidates(doc, cue, source, begin);
    scores.clear();
    for end in &ends {
        features.clear();
        describe_end(doc, cue, source, begin, *end, &mut features);
        scores.push(weights.end.score(&features));
    }
    let (best_end, end_likely) = best(&mut scores);
    let content = ends.get(best_end).map(|end| Range { start: begin, end: *end });
    (content, begin_likely * end_likely)
}

/// The best score's place and its probability; the first of equals.
pub fn best(scores: &mut [f32]) -> (usize, f32) {
    softmax(scores);
    let mut top = (0, 0.0);
    for (place, score) in scores.iter().enumerate() {
        if *score > top.1 {
            top = (place, *score);
        }
    }
    top
}
