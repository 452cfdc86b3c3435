//! A measurement of reading: the lines of the public scorer, mistakes below.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::eval::Prf;
use super::layout::{put, put_wrapped, run, shorten};
use super::paint::{Look, Part};

/// How much of a headline, a sentence or a list of names stands in a mistake.
const WORDS_COLUMNS: usize = 160;

/// What a measurement of reading came to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ArticleReport {
    /// The version of this record's form.
    pub schema_version: u32,
    /// What was measured against: the gold's name.
    pub gold: String,
    /// The figures.
    pub total: ArticleScores,
    /// How fast pages were read, on one thread.
    pub speed: PageSpeed,
    /// The first mistakes of each sort.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<ArticleMistake>,
}

/// How well files were turned into articles. What gold does not know is not counted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct ArticleScores {
    /// Pages of the gold.
    pub pages: u64,
    /// Pages that gave no article.
    pub missing: u64,
    /// Share of equal headlines.
    pub headline: Share,
    /// Mean F1 over the sets of names.
    pub authors: Share,
    /// Share with the same calendar day.
    pub date: Share,
    /// Word 4-grams of the body, each page counting the same; nothing where gold holds no body.
    pub body: Option<Prf>,
    /// Sentences that must and must not stand in the body; nothing where gold names none.
    pub segments: Option<Prf>,
    /// Share of gold's captions found; nothing where gold has none.
    pub captions: Option<Share>,
}

/// A figure and how many it is the mean of.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// From 0 to 1; nothing where nothing was counted.
    pub share: Option<f64>,
    /// How many were counted.
    pub n: u64,
}

/// Reading alone, on one thread.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct PageSpeed {
    /// Pages read.
    pub pages: u64,
    /// Seconds taken.
    pub seconds: f64,
}

/// Something read otherwise than gold has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleMistake {
    /// What: headline, authors, date, body, segments or captions.
    pub figure: String,
    /// The page.
    pub id: String,
    /// What gold has.
    pub gold: String,
    /// What was read.
    pub read: String,
}

/// The figures, one a line.
pub fn text(report: &ArticleReport, look: Look) -> String {
    let total = &report.total;
    let mut out = String::new();
    let _ = writeln!(out, "pages {} (no prediction for {})", total.pages, total.missing);
    let _ = writeln!(out, "headline {}", counted(total.headline));
    let _ = writeln!(out, "authors  {}", counted(total.authors));
    let _ = writeln!(out, "date     {}", counted(total.date));
    if let Some(body) = total.body {
        let _ = writeln!(out, "body     {}", prf(body));
    }
    if let Some(segments) = total.segments {
        let _ = writeln!(out, "segments {}", prf(segments));
    }
    if let Some(captions) = total.captions {
        let _ = writeln!(out, "captions {}", counted(captions));
    }
    if report.speed.seconds > 0.0 {
        let pace = report.speed.pages as f64 / report.speed.seconds;
        let line = format!("{pace:.0} pages a second on one thread");
        put(&mut out, &[run(&line, Part::Quiet)], look.color);
    }
    for mistake in &report.mistakes {
        told(&mut out, mistake, look);
    }
    out
}

fn counted(share: Share) -> String {
    format!("{} (n={})", share.share.map_or("nan".to_owned(), |share| format!("{share:.3}")), share.n)
}

fn prf(figures: Prf) -> String {
    format!("P {:.3}  R {:.3}  F1 {:.3}", figures.precision, figures.recall, figures.f1)
}

fn told(out: &mut String, mistake: &ArticleMistake, look: Look) {
    out.push('\n');
    let head = [run(&mistake.figure, Part::Strong), run(&format!("  {}", mistake.id), Part::Quiet)];
    put(out, &head, look.color);
    for (label, words) in [("gold", &mistake.gold), ("read", &mistake.read)] {
        let line = [run(&format!("{label} "), Part::Quiet), run(&shorten(words, WORDS_COLUMNS), Part::Plain)];
        put_wrapped(out, &line, 2, look.columns(), look.color);
    }
}
