//! A cue with its source and its content: one attribution inside one sentence.

use super::arcs::Arcs;
use super::content::Frame;
use super::cues::{Cue, describe_cue, describe_glance, find_cues};
use super::doc::{Doc, Range};
use super::keep::{KEEP_CUE, Looked, look_again};
use super::linear::{Chooser, softmax};
use super::offers::{Offer, offer_one, offer_some};
use super::sources::{describe_no_source, describe_source, quoted_by_another, source_candidates};
use super::syntax::Syntax;
use super::weights::Weights;

/// Cues less likely than this are not looked at any further.
const FAINT: f32 = 0.04;
/// Words less likely to attribute than this at a first glance are not looked at again.
const GLANCE: f32 = 0.25;

/// How sure the order of words is of cue, source and borders, where it tells them.
const SURE_OF_ORDER: f32 = 0.9;

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
    /// What the content may be, the likeliest first.
    pub offers: Vec<Offer>,
    /// What the last look at it says.
    pub looked: Looked,
}

impl Clause {
    /// The tokens of the source.
    pub fn source_range(&self, doc: &Doc<'_>) -> Option<Range> {
        self.source.map(|number| doc.phrases[number].range)
    }

    /// An attribution that the order of words tells, whatever choosers think of it.
    pub fn told_by_order(cue: usize, source: usize, content: Range) -> Clause {
        Clause {
            cue,
            likely: SURE_OF_ORDER,
            source: Some(source),
            source_likely: SURE_OF_ORDER,
            content: Some(content),
            content_likely: SURE_OF_ORDER,
            offers: vec![Offer { content: Some(content), begin: SURE_OF_ORDER, end: SURE_OF_ORDER }],
            looked: Looked { right: SURE_OF_ORDER, touch: SURE_OF_ORDER },
        }
    }

    /// Puts `told` among `clauses`, both sorted by their cues, each in the place of what its cue had. Cost: linear in both.
    pub fn put_all(clauses: &mut Vec<Clause>, told: Vec<Clause>) {
        let mut fresh = Vec::new();
        for own in told {
            match clauses.binary_search_by_key(&own.cue, |clause| clause.cue) {
                Ok(place) => clauses[place] = own,
                Err(_) => fresh.push(own),
            }
        }
        clauses.extend(fresh);
        clauses.sort_by_key(|clause| clause.cue);
    }

    /// Takes one of the offers for its content.
    pub fn take(&mut self, place: usize) {
        if let Some(offer) = self.offers.get(place) {
            self.content = offer.content;
            self.content_likely = offer.begin * offer.end;
        }
    }
}

/// The words that may attribute at a first glance; the sentences where they stand are parsed.
///
/// Parsing is what costs most, and most sentences attribute nothing.
pub fn glance(doc: &mut Doc<'_>, weights: &Weights, syntax: &Syntax) -> Vec<Cue> {
    let cues = promising(doc, weights);
    let mut wanted: Vec<usize> = cues.iter().map(|cue| doc.tokens[cue.token].sentence as usize).collect();
    wanted.dedup();
    syntax.parse(doc, wanted.into_iter());
    cues
}

/// The words that may attribute at a first glance.
pub fn promising(doc: &Doc<'_>, weights: &Weights) -> Vec<Cue> {
    let mut cues = find_cues(doc);
    cues.retain(|cue| sigmoid(weights.glance.score_of(|out| describe_glance(doc, cue.token, out))) >= GLANCE);
    cues
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// Finds the attributions that hang on `cues`, unlikely ones too. Cost: linear in the number of cues.
pub fn find_clauses(doc: &Doc<'_>, cues: &[Cue], weights: &Weights) -> Vec<Clause> {
    find_some(doc, cues, weights, |_, _| true)
}

/// [`find_clauses`] as far as they can change what is found: those that are as likely as `enough`, and those near a
/// quotation, which they may attribute.
pub fn find_telling(doc: &Doc<'_>, cues: &[Cue], weights: &Weights, enough: f32) -> Vec<Clause> {
    let mut quoted = vec![false; doc.sentences.len()];
    for quotation in &doc.quotations {
        let sentence = |at: usize| doc.tokens[at].sentence as usize;
        let (first, last) = (sentence(quotation.outer.start), sentence(quotation.outer.end - 1));
        quoted[first.saturating_sub(BESIDE)..(last + BESIDE + 1).min(doc.sentences.len())].fill(true);
    }
    find_some(doc, cues, weights, |at, likely| likely >= enough || quoted[doc.tokens[at].sentence as usize])
}

/// How many sentences from a quotation a cue may stand that attributes it.
pub const BESIDE: usize = 2;

fn find_some(
    doc: &Doc<'_>,
    cues: &[Cue],
    weights: &Weights,
    wanted: impl Fn(usize, f32) -> bool,
) -> Vec<Clause> {
    let mut found = Vec::new();
    for cue in cues {
        let arcs = Arcs::new(doc, cue.token);
        let likely = sigmoid(weights.cue.score_of(|out| describe_cue(doc, &arcs, cue.token, out)));
        if likely < FAINT || !wanted(cue.token, likely) {
            continue;
        }
        let (source, source_likely) = quoted_by_another(doc, cue.token).map_or_else(
            || choose_source(doc, &arcs, cue.token, &weights.source),
            |quoted| (Some(quoted), 1.0),
        );
        let range = source.map(|number: usize| doc.phrases[number].range);
        let frame = Frame::new(doc, &arcs, cue.token, range);
        let offers = if likely < KEEP_CUE { offer_one(&frame, weights) } else { offer_some(&frame, weights) };
        let mut clause = Clause {
            cue: cue.token,
            likely,
            source,
            source_likely,
            content: None,
            content_likely: 0.0,
            offers,
            looked: Looked::default(),
        };
        clause.take(0);
        found.push(clause);
    }
    look_again(doc, &mut found, weights);
    found
}

fn choose_source(doc: &Doc<'_>, arcs: &Arcs<'_>, cue: usize, chooser: &Chooser) -> (Option<usize>, f32) {
    let (candidates, mut scores) = score_sources(doc, arcs, cue, chooser);
    let (best, likely) = best(&mut scores);
    (candidates.get(best).copied(), likely)
}

/// The candidate sources of a cue, and the scores of each and, last, of none of them.
pub(super) fn score_sources(
    doc: &Doc<'_>,
    arcs: &Arcs<'_>,
    cue: usize,
    chooser: &Chooser,
) -> (Vec<usize>, Vec<f32>) {
    let candidates = source_candidates(doc, cue);
    let mut scores = Vec::with_capacity(candidates.len() + 1);
    for number in &candidates {
        scores.push(chooser.score_of(|out| describe_source(doc, arcs, cue, *number, out)));
    }
    scores.push(chooser.score_of(|out| describe_no_source(doc, cue, out)));
    (candidates, scores)
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
