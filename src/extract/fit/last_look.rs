//! What the last look at a clause is learned from: every content that was offered, and what became of it.

use rayon::prelude::*;

use super::super::clause::Clause;
use super::super::keep::{NUMBERS, Sums, beside, describe, look_again, near, numbers};
use super::super::linear::{Chooser, Example, Features, fit};
use super::super::trees::Forest;
use super::super::weights::Weights;
use super::statements::shared;
use super::study::Study;
use super::{FOLDS, ROUNDS, is_outside};

/// How many trees say whether the borders are right, and how many whether it is somebody's words.
const TREES: usize = 300;

/// A lesson with its clauses as weights decide them that were learned from other lessons.
type Decided<'s, 'a> = (&'s Study<'a>, Vec<Clause>);

/// What became of an offer.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    /// A statement has nearly these borders.
    right: bool,
    /// Most of it lies in a statement.
    touch: bool,
}

/// The two choosers of the last look.
struct Pair {
    keep: Chooser,
    touch: Chooser,
}

/// Learns the last look, and looks at all clauses once more: each as it would be on unseen text.
pub(super) fn learn(decided: &mut [Decided<'_, '_>], weights: &mut Weights) {
    let offered: Vec<Vec<(Features, Outcome)>> =
        decided.par_iter().map(|(study, clauses)| offered(study, clauses)).collect();
    let pairs: Vec<Pair> = (0..=FOLDS).into_par_iter().map(|fold| learn_pair(&offered, fold)).collect();
    drop(offered);
    let rows: Vec<([f32; NUMBERS], Outcome)> = decided
        .par_iter()
        .enumerate()
        .flat_map_iter(|(n, (study, clauses))| counted(study, clauses, &pairs[n % FOLDS]))
        .collect();
    let grow = |came: fn(&Outcome) -> bool| {
        let rows: Vec<([f32; NUMBERS], bool)> =
            rows.iter().map(|(numbers, outcome)| (*numbers, came(outcome))).collect();
        Forest::fit(&rows, TREES)
    };
    (weights.keep_trees, weights.touch_trees) =
        rayon::join(|| grow(|outcome| outcome.right), || grow(|outcome| outcome.touch));
    // The last pair is learned from all lessons: no lesson is looked at with it, and it is what stays.
    for (fold, pair) in pairs.into_iter().enumerate() {
        (weights.keep, weights.touch) = (pair.keep, pair.touch);
        let weights = &*weights;
        decided
            .par_iter_mut()
            .enumerate()
            .filter(|(number, _)| !is_outside(*number, fold))
            .for_each(|(_, (study, clauses))| look_again(&study.doc, clauses, weights));
    }
}

/// Every content offered in a lesson, in words.
fn offered(study: &Study<'_>, clauses: &[Clause]) -> Vec<(Features, Outcome)> {
    let mut found = Vec::new();
    each_offer(clauses, |clause, _| {
        let Some(outcome) = outcome(study, clause) else { return };
        let mut features = Features::default();
        describe(&study.doc, clause, &mut features);
        found.push((features, outcome));
    });
    found
}

/// Every content offered in a lesson, in numbers.
fn counted(study: &Study<'_>, clauses: &[Clause], pair: &Pair) -> Vec<([f32; NUMBERS], Outcome)> {
    let doc = &study.doc;
    let all = beside(clauses);
    let mut found = Vec::new();
    each_offer(clauses, |clause, place| {
        let sums = Sums::of(doc, clause, &pair.keep, &pair.touch);
        let row = numbers(doc, clause, place, near(doc, &all, clause.cue), sums);
        found.extend(row.zip(outcome(study, clause)));
    });
    found
}

/// Calls `look` with every clause, each of its offers taken.
fn each_offer(clauses: &[Clause], mut look: impl FnMut(&Clause, usize)) {
    for clause in clauses {
        let mut clause = clause.clone();
        for place in 0..clause.offers.len() {
            clause.take(place);
            if clause.content.is_some() {
                look(&clause, place);
            }
        }
    }
}

fn outcome(study: &Study<'_>, clause: &Clause) -> Option<Outcome> {
    let span = study.doc.span(clause.content?);
    let statements = &study.lesson.statements;
    Some(Outcome {
        right: statements.iter().any(|s| shared(s.span, span) * 10 >= s.span.cover(span).len() * 8),
        touch: statements.iter().any(|s| shared(s.span, span) * 2 > span.len()),
    })
}

/// The choosers of the last look, from the lessons outside of a fold.
fn learn_pair(offered: &[Vec<(Features, Outcome)>], fold: usize) -> Pair {
    let lessons = || offered.iter().enumerate().filter(|(n, _)| is_outside(*n, fold));
    let learned = |came: fn(&Outcome) -> bool| {
        let examples: Vec<Example> = lessons()
            .flat_map(|(_, offers)| offers)
            .map(|(features, outcome)| Example {
                options: vec![features.clone(), Features::default()],
                right: usize::from(!came(outcome)),
            })
            .collect();
        fit(&examples, ROUNDS)
    };
    Pair { keep: learned(|outcome| outcome.right), touch: learned(|outcome| outcome.touch) }
}
