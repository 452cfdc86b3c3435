//! How good extraction is, measured against gold.
//!
//! [`gold`] reads what is known to be right, [`score`] compares and counts. Everything between
//! is pure; only reading gold and an earlier report touches files, and only [`evaluate`] looks at a clock.
//!
//! The figures, in the words of the report:
//!
//! - *exact*: the same span, marks, commas and white space at both ends aside;
//! - *overlapping*: at least 0.8 of the two spans' union is common to both, matched one to one;
//! - *attribution*, over overlapping statements with a speaker in gold: *exact* where some name is the
//!   same, *loose* where the last word is the same or one name holds the other;
//! - *resolved*: the resolved name loosely equals gold's full name, over those where gold has one;
//! - *end to end*: span and speaker are right, over all of gold and everything predicted;
//! - *reliability*: of the predictions of about one confidence, the share right *end to end*;
//! - *role*, *organization*: the same after folding, over overlapping statements where gold has one.

pub mod articles;
mod british;
mod folds;
pub mod gold;
mod mistake;
mod names;
mod phenomenon;
mod predicted;
mod ranking;
mod reliability;
pub mod score;
mod tally;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use self::british::set_british;
pub use self::folds::{Folds, Learning, measure as measure_folds};
use self::gold::GoldArticle;
use self::mistake::Collector;
use self::phenomenon::phenomena;
pub use self::ranking::{RankingError, ranking};
use self::reliability::Reliability;
use self::score::{Case, Gold, Outcome, Piece};
use self::tally::Tally;
pub use self::text::Text;
use crate::extract::extract_with;
use crate::extract::weights::Weights;
use crate::model::{Annotations, Article};
pub use crate::present::eval::{
    Bin, Breakdown, By, Chars, Detail, Group, Measure, Mistake, MistakeKind, Prf, Report, Scores, Speed,
};

/// The version of the report's JSON form.
pub const SCHEMA_VERSION: u32 = 1;

/// What to measure.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// A file or folder of gold; see [`gold`].
    pub gold: PathBuf,
    /// What is measured, and how strictly.
    pub measure: Measure,
    /// What the figures are broken down by.
    pub by: Vec<By>,
    /// How many mistakes of each kind to list.
    pub errors: usize,
    /// An earlier report in JSON to compare with.
    pub baseline: Option<PathBuf>,
    /// Weights to extract with instead of those that ship; see [`super::fit`].
    pub weights: Option<PathBuf>,
    /// Whether gold is set as a British newspaper would set it.
    pub british: bool,
}

/// Why nothing could be measured.
#[derive(thiserror::Error, Debug)]
pub enum EvalError {
    /// A file or folder could not be read.
    #[error("cannot read {}", .path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Something in a file is no gold.
    #[error("{}:{line}: not gold: {message}", .path.display())]
    NotGold {
        /// The file.
        path: PathBuf,
        /// Where in it, counted from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A folder without a single `*.gold.json`.
    #[error("{}: no *.gold.json below this folder", .path.display())]
    NoGold {
        /// The folder.
        path: PathBuf,
    },
    /// A file of weights that holds none.
    #[error("{}: not a file of weights that `onrecord fit` wrote", .path.display())]
    NotWeights {
        /// The file.
        path: PathBuf,
    },
    /// Gold of which every part but one is empty.
    #[error("{}: nothing to learn from but what is measured", .path.display())]
    NothingToLearn {
        /// The gold.
        path: PathBuf,
    },
    /// A baseline that is no report.
    #[error("{}: not a report of `onrecord eval --format json`: {message}", .path.display())]
    NotAReport {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
}

/// Measures this program's own extraction.
///
/// # Errors
/// Where gold or baseline cannot be read.
pub fn run(options: &Options) -> Result<Report, EvalError> {
    let baseline = options.baseline.as_deref().map(baseline).transpose()?;
    let weights = options.weights.as_deref().map(weights).transpose()?;
    let weights = weights.as_ref().unwrap_or_else(|| Weights::shipped());
    let mut gold = gold::load(&options.gold)?;
    if options.british {
        set_british(&mut gold);
    }
    let mut report = evaluate(&gold, options, |article| extract_with(article, weights));
    report.baseline = baseline.map(Box::new);
    Ok(report)
}

fn read(path: &Path) -> Result<Vec<u8>, EvalError> {
    std::fs::read(path).map_err(|source| EvalError::Read { path: path.to_owned(), source })
}

fn weights(path: &Path) -> Result<Weights, EvalError> {
    Weights::read(&read(path)?).ok_or_else(|| EvalError::NotWeights { path: path.to_owned() })
}

fn baseline(path: &Path) -> Result<Report, EvalError> {
    let mut report: Report = serde_json::from_slice(&read(path)?)
        .map_err(|e| EvalError::NotAReport { path: path.to_owned(), message: e.to_string() })?;
    // Only figures are compared; what the earlier run was itself compared with is of no interest.
    report.baseline = None;
    report.mistakes.clear();
    Ok(report)
}

/// Measures any extractor. Everything but the speed is the same on every run.
pub fn evaluate(
    gold: &[GoldArticle],
    options: &Options,
    extract: impl Fn(&Article) -> Annotations,
) -> Report {
    let mut measurement = Measurement::new(options);
    for one in gold {
        measurement.add(one, &extract);
    }
    measurement.finish(options)
}

/// Sums over articles.
struct Measurement<'o> {
    measure: &'o Measure,
    total: Tally,
    groups: BTreeMap<By, BTreeMap<String, Tally>>,
    reliability: Reliability,
    mistakes: Collector,
    unlocated: Vec<String>,
    speed: Speed,
}

impl<'o> Measurement<'o> {
    fn new(options: &'o Options) -> Self {
        Measurement {
            measure: &options.measure,
            total: Tally::default(),
            groups: options.by.iter().map(|by| (*by, BTreeMap::new())).collect(),
            reliability: Reliability::default(),
            mistakes: Collector::new(options.errors),
            unlocated: Vec::new(),
            speed: Speed::default(),
        }
    }

    fn add(&mut self, one: &GoldArticle, extract: &impl Fn(&Article) -> Annotations) {
        let nothing = Article::default();
        let article = one.article.as_ref().unwrap_or(&nothing);
        let annotations = self.timed(article, extract);
        let text = Text::new(&article.text);
        let predicted = predicted::pieces(&text, &annotations);
        let outcome = score::compare(&text, &one.gold, &predicted, self.measure);
        self.total.add_article(&outcome);
        self.total.missing += u64::from(one.article.is_err());
        self.unlocated.extend(one.unlocated.iter().map(|words| format!("{}: {words}", one.gold.id)));
        self.reliability.add(&predicted, &outcome);
        self.mistakes.add(&text, &one.gold, &predicted, &outcome);
        let sides = Labels {
            text: &text,
            gold: &one.gold,
            predicted: &predicted,
            language: article.language.as_deref(),
        };
        for (by, groups) in &mut self.groups {
            sides.add(*by, &outcome, groups);
        }
    }

    fn timed(&mut self, article: &Article, extract: &impl Fn(&Article) -> Annotations) -> Annotations {
        let start = Instant::now();
        let annotations = extract(article);
        self.speed.seconds += start.elapsed().as_secs_f64();
        self.speed.bytes += article.text.len() as u64;
        annotations
    }

    fn finish(self, options: &Options) -> Report {
        let group = |(name, tally): (String, Tally)| Group { name, scores: tally.scores() };
        let breakdown = |(by, groups): (By, BTreeMap<_, _>)| Breakdown {
            by,
            groups: groups.into_iter().map(group).collect(),
        };
        Report {
            schema_version: SCHEMA_VERSION,
            gold: options.gold.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            measure: options.measure.clone(),
            total: self.total.scores(),
            breakdowns: self.groups.into_iter().map(breakdown).collect(),
            reliability: self.reliability.bins(),
            speed: Some(self.speed),
            unlocated: self.unlocated,
            mistakes: self.mistakes.finish(),
            baseline: None,
        }
    }
}

/// Tells to which groups a case belongs.
struct Labels<'a, 't> {
    text: &'a Text<'t>,
    gold: &'a Gold,
    predicted: &'a [Piece],
    language: Option<&'a str>,
}

impl Labels<'_, '_> {
    fn add(&self, by: By, outcome: &Outcome, groups: &mut BTreeMap<String, Tally>) {
        let of_article = match by {
            By::Publisher => self.gold.id.split('_').next(),
            By::Language => Some(self.language.unwrap_or("(unknown)")),
            By::Kind | By::Rule | By::Phenomenon => None,
        };
        if let Some(name) = of_article {
            groups.entry(name.to_owned()).or_default().add_article(outcome);
            return;
        }
        let mut met = BTreeSet::new();
        for case in &outcome.cases {
            for label in self.of(by, case) {
                groups.entry(label.clone()).or_default().add(case);
                met.insert(label);
            }
        }
        for label in met {
            groups.entry(label).or_default().articles += 1;
        }
    }

    fn of(&self, by: By, case: &Case) -> Vec<String> {
        let gold = case.gold.and_then(|index| self.gold.statements.get(index));
        let predicted = case.predicted.and_then(|index| self.predicted.get(index));
        match by {
            By::Publisher | By::Language => Vec::new(),
            By::Kind => {
                let kind = gold.or(predicted).and_then(|piece| piece.kind);
                vec![kind.map_or("(none)", crate::model::StatementKind::as_str).to_owned()]
            }
            By::Rule => {
                let rule = predicted.and_then(|piece| piece.rule.clone());
                vec![rule.unwrap_or_else(|| "(missed)".to_owned())]
            }
            By::Phenomenon => {
                let found = match (case.gold, case.predicted) {
                    (Some(index), _) => phenomena(self.text, &self.gold.statements, index),
                    (None, Some(index)) => phenomena(self.text, self.predicted, index),
                    (None, None) => Vec::new(),
                };
                found.into_iter().map(str::to_owned).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests;
