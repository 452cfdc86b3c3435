//! What to expect of articles that nothing was learned from: each part of the gold is measured with weights learned
//! from the others.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::gold::{self, GoldArticle};
use super::{EvalError, Measurement, Options, Report};
use crate::app::fit::lesson;
use crate::extract::extract_with;
use crate::extract::fit::{Lesson, learn};

/// How gold is parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Folds {
    /// Into so many parts, article by article in turn.
    Parts(usize),
    /// By publisher: what stands before the first `_` of an id.
    Publishers,
}

/// What to learn from, and how the gold is parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learning {
    /// The parts.
    pub folds: Folds,
    /// Gold to learn from instead of what is measured, without the publisher that is; for [`Folds::Publishers`].
    pub from: Option<PathBuf>,
}

impl Folds {
    /// Of each article, which part it is in.
    fn parts(&self, gold: &[GoldArticle]) -> Vec<String> {
        let part = |(number, one): (usize, &GoldArticle)| match self {
            Folds::Parts(parts) => format!("{:06}", number % (*parts).max(1)),
            Folds::Publishers => publisher(one).to_owned(),
        };
        gold.iter().enumerate().map(part).collect()
    }
}

fn publisher(one: &GoldArticle) -> &str {
    one.gold.id.split('_').next().unwrap_or_default()
}

/// Measures each part with weights that were learned from the others; `told` hears how many parts are done, of how many.
///
/// Cost: one learning for each part.
///
/// # Errors
/// Where gold cannot be read, or leaves nothing to learn from.
pub fn measure(
    options: &Options,
    learning: &Learning,
    told: &dyn Fn(usize, usize),
) -> Result<Report, EvalError> {
    let gold = gold::load(&options.gold)?;
    let parts = learning.folds.parts(&gold);
    let (teachers, theirs) = match &learning.from {
        Some(path) => {
            let teachers = gold::load(path)?;
            let theirs = learning.folds.parts(&teachers);
            (Some(teachers), theirs)
        }
        None => (None, parts.clone()),
    };
    let teachers: Vec<(&str, Lesson)> = theirs
        .iter()
        .zip(teachers.as_ref().unwrap_or(&gold))
        .filter_map(|(part, one)| Some((part.as_str(), lesson(one)?)))
        .collect();
    let all: BTreeSet<&str> = parts.iter().map(String::as_str).collect();
    let mut measurement = Measurement::new(options);
    for (done, part) in all.iter().enumerate() {
        told(done, all.len());
        let lessons: Vec<&Lesson> =
            teachers.iter().filter(|(of, _)| of != part).map(|(_, lesson)| lesson).collect();
        if lessons.is_empty() {
            return Err(EvalError::NothingToLearn { path: options.gold.clone() });
        }
        let weights = learn(&lessons);
        for (one, _) in gold.iter().zip(&parts).filter(|(_, of)| of == part) {
            measurement.add(one, &|article| extract_with(article, &weights));
        }
    }
    told(all.len(), all.len());
    let mut report = measurement.finish(options);
    report.gold = match learning.folds {
        Folds::Parts(parts) => format!("{} in {parts} parts, each by the others", report.gold),
        Folds::Publishers => format!("{}, each publisher by others", report.gold),
    };
    Ok(report)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::path::Path;

    use super::*;

    fn made() -> Options {
        let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/eval/testdata/made.gold.jsonl");
        Options { gold, ..Options::default() }
    }

    #[test]
    fn every_article_is_measured_once() {
        let options = made();
        let told = RefCell::new(Vec::new());
        let of = |folds: Folds| {
            let tell = |done: usize, of: usize| told.borrow_mut().push((done, of));
            measure(&options, &Learning { folds, from: None }, &tell).unwrap()
        };
        let all = super::super::run(&options).unwrap();
        for folds in [Folds::Parts(2), Folds::Publishers] {
            let report = of(folds);
            assert_eq!((report.total.articles, report.total.gold), (all.total.articles, all.total.gold));
            assert!(report.gold.starts_with("made.gold.jsonl"), "{}", report.gold);
        }
        assert_eq!(told.borrow()[..3], [(0, 2), (1, 2), (2, 2)]);
    }

    #[test]
    fn what_is_measured_is_not_learned_from() {
        let options = made();
        let gold = gold::load(&options.gold).unwrap();
        let one = publisher(&gold[0]).to_owned();
        let folder = tempfile::tempdir().unwrap();
        let line = std::fs::read_to_string(&options.gold).unwrap();
        let own: Vec<&str> = line.lines().filter(|line| line.contains(&format!("\"{one}_"))).collect();
        let alone = folder.path().join("alone.gold.jsonl");
        std::fs::write(&alone, own.join("\n")).unwrap();
        let learning = Learning { folds: Folds::Publishers, from: Some(alone.clone()) };
        let options = Options { gold: alone, ..options };
        let found = measure(&options, &learning, &|_, _| {});
        assert!(matches!(found, Err(EvalError::NothingToLearn { .. })), "{found:?}");
    }
}
