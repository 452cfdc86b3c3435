//! Learning the choosers' weights from annotated articles.
//!
//! Deterministic: the same lessons in the same order give the same bytes. Choosers that look at the decisions
//! of others see them as they will be made on unseen text: each half of the lessons is decided with weights
//! learned from the other half.

mod clauses;
mod last_look;
mod measure;
mod statements;
mod study;

use rayon::prelude::*;

use crate::model::{Article, Span, StatementKind};

use super::arcs::Arcs;
use super::clause::Clause;
use super::clauses::find_clauses;
use super::confidence::Curve;
use super::cues::{describe_cue, describe_glance, find_cues};
use super::linear::{Example, Features, fit};
use super::weights::Weights;
pub use measure::measure;
use study::Study;

/// A statement as annotated.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// Its words; quotation marks may be inside or outside.
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// The words that attribute it.
    pub cue: Option<Span>,
    /// The words that name the speaker.
    pub speaker: Option<Span>,
    /// Who that is.
    pub speaker_name: Option<String>,
    /// Statements with one cue and source share it.
    pub attribution: String,
}

/// An annotated article.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The article.
    pub article: Article,
    /// What was annotated in it.
    pub statements: Vec<Annotated>,
}

/// Into how many parts the lessons are cut, each decided with weights learned from the others.
const FOLDS: usize = 2;
/// Into how many parts the lessons are cut to see what likelihoods are worth.
const PARTS: usize = 3;
/// Passes over the examples.
const ROUNDS: usize = 6;

/// Learns all weights. Cost: less than a minute for a thousand articles on two cores.
pub fn learn(lessons: &[&Lesson]) -> Weights {
    // The last lesson first: which half a lesson falls into moves every figure by some thousandths, either way. Of three
    // orders this was the best on the development part; what to expect is told by averages over several.
    let studies: Vec<Study<'_>> = lessons.par_iter().rev().map(|lesson| Study::new(lesson)).collect();
    let all: Vec<&Study<'_>> = studies.iter().collect();
    let mut weights = learn_choosers(&all);
    weights.confidence = learn_confidence(&all);
    weights
}

/// What likelihoods are worth, from statements found in lessons that nothing was learned from.
fn learn_confidence(studies: &[&Study<'_>]) -> [Curve; 3] {
    let without = |part: usize| -> Vec<&Study<'_>> {
        studies.iter().enumerate().filter(|(n, _)| n % PARTS != part).map(|(_, study)| *study).collect()
    };
    let mut seen: [Vec<(f32, bool)>; 3] = Default::default();
    for part in 0..PARTS {
        let weights = learn_choosers(&without(part));
        let tried: Vec<&Study<'_>> = studies.iter().skip(part).step_by(PARTS).copied().collect();
        let found: Vec<Vec<(usize, f32, bool)>> =
            tried.par_iter().map(|study| study.tried(&weights)).collect();
        for (kind, likely, right) in found.into_iter().flatten() {
            seen[kind].push((likely, right));
        }
    }
    seen.map(Curve::fit)
}

fn learn_choosers(studies: &[&Study<'_>]) -> Weights {
    let (mut weights, mut decided) = learn_in_folds(studies);
    last_look::learn(&mut decided, &mut weights);
    let natures: Vec<Example> =
        decided.par_iter().flat_map_iter(|(study, clauses)| study.nature_examples(clauses)).collect();
    let attributions: Vec<Example> =
        decided.par_iter().flat_map_iter(|(study, clauses)| study.attribution_examples(clauses)).collect();
    let antecedents: Vec<Example> = studies.par_iter().flat_map_iter(|s| s.antecedent_examples()).collect();
    weights.quotation = fit(&natures, ROUNDS);
    weights.attribution = fit(&attributions, ROUNDS);
    weights.antecedent = fit(&antecedents, ROUNDS);
    weights
}

/// The lessons outside of a fold, by their numbers: all of them, where there is no such fold.
fn is_outside(number: usize, fold: usize) -> bool {
    number % FOLDS != fold
}

/// Weights for clauses from all lessons, and the clauses of each lesson as weights decide them that were learned
/// from other lessons.
fn learn_in_folds<'s, 'a>(studies: &[&'s Study<'a>]) -> (Weights, Vec<(&'s Study<'a>, Vec<Clause>)>) {
    let without = |fold: usize| -> Vec<&'s Study<'a>> {
        studies.iter().enumerate().filter(|(n, _)| is_outside(*n, fold)).map(|(_, study)| *study).collect()
    };
    let learned: Vec<Weights> =
        (0..=FOLDS).into_par_iter().map(|fold| learn_clauses(&without(fold))).collect();
    let decided = studies
        .par_iter()
        .enumerate()
        .map(|(n, study)| (*study, find_clauses(&study.doc, &find_cues(&study.doc), &learned[n % FOLDS])))
        .collect();
    (learned[FOLDS].clone(), decided)
}

fn learn_clauses(studies: &[&Study<'_>]) -> Weights {
    let mut weights = Weights::blank();
    let glance = |out: &mut Features, study: &Study<'_>, at: usize| describe_glance(&study.doc, at, out);
    let look = |out: &mut Features, study: &Study<'_>, at: usize| {
        describe_cue(&study.doc, &Arcs::new(&study.doc, at), at, out);
    };
    let cues = |describe: &(dyn Fn(&mut Features, &Study<'_>, usize) + Sync)| -> Vec<Example> {
        studies.par_iter().flat_map_iter(|s| s.cue_examples(describe)).collect()
    };
    weights.glance = fit(&cues(&glance), ROUNDS);
    weights.cue = fit(&cues(&look), ROUNDS);
    let all = |examples: &(dyn Fn(&Study<'_>) -> Vec<Example> + Sync)| -> Vec<Example> {
        studies.par_iter().flat_map_iter(|s| examples(s)).collect()
    };
    weights.source = fit(&all(&|s| s.source_examples()), ROUNDS);
    weights.begin = fit(&all(&|s| s.begin_examples()), ROUNDS);
    weights.end = fit(&all(&|s| s.end_examples()), ROUNDS);
    weights
}
