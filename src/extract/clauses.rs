//! The clauses of an article: for each word that may attribute, the likeliest source and content.

use super::arcs::Arcs;
use super::clause::{Clause, Looked};
use super::content::Frame;
use super::cues::{Cue, describe_cue, describe_glance, find_cues};
use super::doc::Doc;
use super::keep::{KEEP_CUE, look_again};
use super::linear::{Chooser, best};
use super::offers::{offer_one, offer_some};
use super::sources::{describe_no_source, describe_source, quoted_by_another, source_candidates};
use super::syntax::Syntax;
use super::weights::Weights;

/// Cues less likely than this are not looked at any further.
const FAINT: f32 = 0.04;
/// Words less likely to attribute than this at a first glance are not looked at again.
const GLANCE: f32 = 0.25;

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
