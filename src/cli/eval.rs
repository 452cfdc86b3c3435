//! `onrecord eval` and `onrecord fit`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum, ValueHint};
use indicatif::ProgressBar;

use super::flags::Global;
use super::outcome::Outcome;
use super::output::print;
use super::terminal::look;
use crate::app::eval::{self, By, Folds, Learning, Measure};
use crate::app::{Place, fit};
use crate::model::StatementKind;
use crate::present::{article_eval, eval as report, fit as fitted, json, ranking};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord eval corpus --by kind                   precision and recall on the articles that ship
  onrecord eval polnear-dev.jsonl.gz --kinds direct --lenient --errors 10
  onrecord eval corpus --format json > before.json
  onrecord eval corpus --baseline before.json      what a change did
  onrecord eval polnear-train.jsonl.gz --folds 6   each sixth by weights learned from the others
  onrecord eval --ranking answers.toml             nDCG@10 of searches, by graded answers
  onrecord eval --articles gold.json pages/ --errors 5     how well pages are read

GOLD is JSON Lines with {\"id\", \"text\", \"quotes\"}, compressed or not; the gold of one article
beside its file; or a folder, for every *.gold.json below it. With --articles it is one object,
{key: {\"headline\", \"authors\", \"date\", \"body\", \"captions\", \"with\", \"without\"}}; the page of a key
is KEY.html or KEY.html.gz in PAGES.")]
pub(super) struct EvalArgs {
    /// Annotated articles: a file or a folder
    #[arg(value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(super) gold: PathBuf,
    /// The folder of pages, with --articles
    #[arg(value_name = "PAGES", value_hint = ValueHint::DirPath, requires = "articles")]
    pub(super) pages: Option<PathBuf>,
    /// Measure how pages are read instead of who says what in them
    #[arg(long, requires = "pages", conflicts_with_all = ["kinds", "lenient", "min_words", "iou", "by", "baseline", "weights", "folds"])]
    pub(super) articles: bool,
    /// Measure only these: direct, mixed, indirect [default: all]
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    pub(super) kinds: Vec<StatementKind>,
    /// Where gold of another kind stands, a prediction is neither right nor wrong
    #[arg(long)]
    pub(super) lenient: bool,
    /// Leave out statements of fewer words
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) min_words: usize,
    /// How much of two spans' union must be common to both
    #[arg(long, value_name = "X", default_value_t = 0.8, value_parser = share)]
    pub(super) iou: f64,
    /// Break the figures down by publisher, language, kind, rule, phenomenon; repeat for several
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = by)]
    pub(super) by: Vec<By>,
    /// List so many mistakes of each sort
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) errors: usize,
    /// An earlier report in JSON to compare with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,
    /// Extract with the weights of this file, made by `onrecord fit`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) weights: Option<PathBuf>,
    /// Measure each of so many parts of GOLD, or each publisher, with weights learned from the others: what to expect of
    /// articles never seen
    #[arg(long, value_name = "N|publisher", value_parser = folds, conflicts_with = "weights")]
    pub(super) folds: Option<Folds>,
    /// With --folds publisher: learn from these annotated articles instead of GOLD
    #[arg(long, value_name = "GOLD", value_hint = ValueHint::AnyPath, requires = "folds")]
    pub(super) learn_from: Option<PathBuf>,
    /// Set GOLD as a British newspaper would, single marks and commas behind them, and measure that
    #[arg(long, conflicts_with_all = ["articles", "ranking", "folds"])]
    pub(super) british: bool,
    /// Measure the order of search results instead: GOLD is a file of queries with graded answers, asked of
    /// the index found from here
    #[arg(long, conflicts_with_all = ["kinds", "lenient", "min_words", "by", "errors", "baseline", "weights", "folds"])]
    pub(super) ranking: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ReportFormat,
}

/// A format for one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For reading.
    Text,
    /// One document.
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord fit train.jsonl.gz -o weights.bin --check dev.jsonl.gz
  onrecord fit train.jsonl.gz -o without.bin --leave-out ledger --check train.jsonl.gz
  onrecord eval dev.jsonl.gz --weights weights.bin
  onrecord fit treebank.conllu -o syntax.bin

A publisher is what stands before the first _ of an article's id. With --leave-out, the weights are
tried on that publisher's articles alone. A treebank teaches how sentences are built; what it gives
is used by the next build.")]
pub(super) struct FitArgs {
    /// Annotated articles: a file or a folder, as for eval
    #[arg(value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(super) gold: PathBuf,
    /// The file to write the weights to
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Do not learn from this publisher
    #[arg(long, value_name = "PUBLISHER")]
    pub(super) leave_out: Option<String>,
    /// Try the weights on these annotated articles
    #[arg(long, value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(super) check: Option<PathBuf>,
}

fn folds(text: &str) -> Result<Folds, String> {
    if text.eq_ignore_ascii_case("publisher") {
        return Ok(Folds::Publishers);
    }
    let parts = text.parse::<usize>().ok().filter(|parts| *parts > 1);
    parts.map(Folds::Parts).ok_or_else(|| "neither a number above 1 nor \"publisher\"".to_owned())
}

fn kind(text: &str) -> Result<StatementKind, String> {
    named(text, &StatementKind::ALL, StatementKind::as_str)
}

fn by(text: &str) -> Result<By, String> {
    named(text, &By::ALL, By::as_str)
}

/// Finds what is called `text` among `all`.
fn named<T: Copy>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
    let known: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    let found = all.iter().find(|one| name(**one) == text.to_lowercase());
    found.copied().ok_or_else(|| format!("there are {}", known.join(", ")))
}

/// More than nothing, at most all.
fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|share| *share > 0.0 && *share <= 1.0);
    share.ok_or_else(|| "not a share above 0 and up to 1".to_owned())
}

pub(super) fn run(args: &EvalArgs, global: &Global) -> anyhow::Result<Outcome> {
    if args.ranking {
        return ranked(args, global);
    }
    if let (true, Some(pages)) = (args.articles, &args.pages) {
        return articles(args, pages, global);
    }
    let options = eval::Options {
        gold: args.gold.clone(),
        measure: Measure {
            kinds: args.kinds.clone(),
            lenient: args.lenient,
            min_words: args.min_words,
            iou: args.iou,
        },
        by: args.by.clone(),
        errors: args.errors,
        baseline: args.baseline.clone(),
        weights: args.weights.clone(),
        british: args.british,
    };
    let found = match &args.folds {
        Some(folds) => in_folds(&options, folds, args.learn_from.clone())?,
        None => eval::run(&options)?,
    };
    print(&match args.format {
        ReportFormat::Text => report::text(&found, look(global.color)),
        ReportFormat::Json => json::pretty(&found)?,
    })?;
    Ok(Outcome::Found)
}

/// Learning takes its time, so what is done is told on a terminal.
fn in_folds(options: &eval::Options, folds: &Folds, from: Option<PathBuf>) -> anyhow::Result<eval::Report> {
    if from.is_some() && *folds != Folds::Publishers {
        anyhow::bail!("--learn-from goes with --folds publisher: parts of GOLD are learned from GOLD");
    }
    let learning = Learning { folds: folds.clone(), from };
    let line = ProgressBar::new_spinner();
    line.enable_steady_tick(Duration::from_millis(120));
    let told = |done: usize, of: usize| line.set_message(format!("learning: {done} of {of} parts measured"));
    let report = eval::measure_folds(options, &learning, &told);
    line.finish_and_clear();
    Ok(report?)
}

fn ranked(args: &EvalArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    let found = eval::ranking(&place, &args.gold)?;
    print(&match args.format {
        ReportFormat::Text => ranking::text(&found),
        ReportFormat::Json => json::pretty(&found)?,
    })?;
    Ok(Outcome::Found)
}

fn articles(args: &EvalArgs, pages: &Path, global: &Global) -> anyhow::Result<Outcome> {
    let found = eval::articles::run(&args.gold, pages, args.errors)?;
    print(&match args.format {
        ReportFormat::Text => article_eval::text(&found, look(global.color)),
        ReportFormat::Json => json::pretty(&found)?,
    })?;
    Ok(Outcome::Found)
}

pub(super) fn fit(args: &FitArgs) -> anyhow::Result<Outcome> {
    let options = fit::Options {
        gold: args.gold.clone(),
        output: args.output.clone(),
        leave_out: args.leave_out.clone(),
        check: args.check.clone(),
    };
    print(&fitted::text(&fit::fit(&options)?))?;
    Ok(Outcome::Found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_named() {
        assert_eq!(kind("Direct"), Ok(StatementKind::Direct));
        assert_eq!(by("phenomenon"), Ok(By::Phenomenon));
        assert!(by("outlet").is_err_and(|e| e.contains("publisher, ")));
        assert_eq!(folds("publisher"), Ok(Folds::Publishers));
        assert_eq!(folds("6"), Ok(Folds::Parts(6)));
        assert!(["1", "0", "outlet"].iter().all(|wrong| folds(wrong).is_err()));
        assert_eq!(share("1"), Ok(1.0));
        for wrong in ["0", "1.1", "NaN", "-1", "x"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
