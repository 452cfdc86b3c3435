//! How well each chooser decides on annotated articles.

use rayon::prelude::*;

use super::super::arcs::Arcs;
use super::super::clause::Clause;
use super::super::cues::{describe_cue, find_cues};
use super::super::linear::{Chooser, Example, Features};
use super::super::weights::Weights;
use super::Lesson;
use super::study::Study;
use crate::extract::clauses::find_clauses;

/// How well each chooser decides on annotated articles: its name, the share of examples decided right, and how many
/// there were. Cues are counted by F1.
pub fn measure(lessons: &[Lesson], weights: &Weights) -> Vec<(&'static str, f32, usize)> {
    let studies: Vec<Study<'_>> = lessons.par_iter().map(Study::new).collect();
    let attributions: usize = lessons
        .iter()
        .map(|l| {
            l.statements
                .iter()
                .map(|s| s.attribution.as_str())
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        })
        .sum();
    let known: usize = studies.iter().map(|s| s.known.len()).sum();
    let share = |chooser: &Chooser, examples: Vec<Example>| {
        let right = examples.iter().filter(|e| chooser.pick(&e.options) == e.right).count();
        (right as f32 / examples.len().max(1) as f32, examples.len())
    };
    let look = |out: &mut Features, study: &Study<'_>, at: usize| {
        describe_cue(&study.doc, &Arcs::new(&study.doc, at), at, out);
    };
    let cues: Vec<Example> = studies.iter().flat_map(|study| study.cue_examples(&look)).collect();
    let picked = cues.iter().filter(|e| weights.cue.pick(&e.options) == 0).count();
    let found = cues.iter().filter(|e| weights.cue.pick(&e.options) == 0 && e.right == 0).count();
    let (source, sources) = share(&weights.source, studies.iter().flat_map(Study::source_examples).collect());
    let (begin, begins) = share(&weights.begin, studies.iter().flat_map(Study::begin_examples).collect());
    let (end, ends) = share(&weights.end, studies.iter().flat_map(Study::end_examples).collect());
    let clauses: Vec<Vec<Clause>> =
        studies.iter().map(|s| find_clauses(&s.doc, &find_cues(&s.doc), weights)).collect();
    let studied = || studies.iter().zip(&clauses);
    let (nature, natures) =
        share(&weights.quotation, studied().flat_map(|(s, c)| s.nature_examples(c)).collect());
    let (attribution, quotations) =
        share(&weights.attribution, studied().flat_map(|(s, c)| s.attribution_examples(c)).collect());
    let (antecedent, antecedents) =
        share(&weights.antecedent, studies.iter().flat_map(Study::antecedent_examples).collect());
    vec![
        (
            "attributions with a cue among the candidates",
            known as f32 / attributions.max(1) as f32,
            attributions,
        ),
        ("cue precision", found as f32 / picked.max(1) as f32, picked),
        ("cue recall", found as f32 / known.max(1) as f32, known),
        ("source", source, sources),
        ("begin", begin, begins),
        ("end", end, ends),
        ("quotation", nature, natures),
        ("attribution", attribution, quotations),
        ("antecedent", antecedent, antecedents),
    ]
}
