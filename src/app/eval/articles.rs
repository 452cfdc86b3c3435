//! How well pages are turned into articles, measured against gold.
//!
//! Gold is one JSON object, `{key: {headline, authors, date, body, with, without, captions}}`; what is
//! empty there is not scored. The file of key K is `K.html` or `K.html.gz` in the folder of pages.
//!
//! - *headline*: equal once case, punctuation and white space are folded;
//! - *authors*: F1 over the two sets of names, the mean over pages;
//! - *date*: the same calendar day as written, no zone shifted;
//! - *body*: word 4-grams that both have, each page counting as much as any other;
//! - *segments*: of the sentences that must (`with`) and must not (`without`) stand in the body, those that do;
//! - *captions*: gold's captions that are among those read.

mod fold;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Deserialize;
use serde_json::Value;

use self::fold::{Shingles, day, fold, names};
use super::{EvalError, SCHEMA_VERSION, read};
use crate::present::article_eval::{ArticleMistake, ArticleReport, ArticleScores, PageSpeed, Share};
use crate::present::articles::{ReadArticle, read_article};
use crate::present::eval::Prf;
use crate::read::Candidate;

/// What is right about one page.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub struct GoldPage {
    headline: Option<String>,
    authors: Names,
    date: Option<String>,
    body: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
    captions: Vec<Caption>,
}

/// One name or several.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Several(Vec<String>),
    Other(Value),
}

impl Default for Names {
    fn default() -> Self {
        Names::Several(Vec::new())
    }
}

impl Names {
    fn all(&self) -> &[String] {
        match self {
            Names::One(name) => std::slice::from_ref(name),
            Names::Several(names) => names,
            Names::Other(_) => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Caption {
    Words(String),
    Object { caption: Option<String>, text: Option<String> },
}

impl Caption {
    fn words(&self) -> &str {
        match self {
            Caption::Words(words) => words,
            Caption::Object { caption, text } => {
                caption.as_deref().filter(|c| !c.is_empty()).or(text.as_deref()).unwrap_or_default()
            }
        }
    }
}

/// Reads the pages that gold knows and compares.
///
/// # Errors
/// Where gold cannot be read. A page that cannot be read counts as missing.
pub fn run(gold: &Path, pages: &Path, errors: usize) -> Result<ArticleReport, EvalError> {
    let all: BTreeMap<String, GoldPage> = serde_json::from_slice(&read(gold)?).map_err(|error| {
        EvalError::NotGold { path: gold.to_owned(), line: error.line(), message: error.to_string() }
    })?;
    let mut speed = PageSpeed::default();
    let mut tally = Tally { errors, ..Tally::default() };
    for (key, page) in &all {
        let start = Instant::now();
        let found = page_file(pages, key).and_then(|file| read_page(key, file));
        speed.seconds += start.elapsed().as_secs_f64();
        speed.pages += u64::from(found.is_some());
        tally.add(key, page, found.as_ref());
    }
    Ok(ArticleReport {
        schema_version: SCHEMA_VERSION,
        gold: gold.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        total: tally.scores(),
        speed,
        mistakes: tally.mistakes.into_values().flatten().collect(),
    })
}

fn page_file(pages: &Path, key: &str) -> Option<PathBuf> {
    [".html", ".html.gz", ".htm", ""]
        .iter()
        .map(|end| pages.join(format!("{key}{end}")))
        .find(|p| p.is_file())
}

fn read_page(key: &str, path: PathBuf) -> Option<ReadArticle> {
    let relative = path.file_name()?.to_string_lossy().into_owned();
    let size = path.metadata().ok()?.len();
    let mut found = None;
    crate::read::read_file(&Candidate { path, relative, size, mtime: 0 }, |read| {
        if let (None, Ok(article)) = (&found, &read.article) {
            found = Some(read_article(key, article, Vec::new()));
        }
    });
    found
}

/// Sums over pages.
#[derive(Default)]
struct Tally {
    errors: usize,
    pages: u64,
    missing: u64,
    headline: Mean,
    authors: Mean,
    date: Mean,
    body: Counts,
    segments: Counts,
    captions: Mean,
    /// By figure, so that each sort stands together.
    mistakes: BTreeMap<&'static str, Vec<ArticleMistake>>,
}

#[derive(Default)]
struct Mean {
    sum: f64,
    n: u64,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1;
    }

    fn share(&self) -> Share {
        Share { share: (self.n > 0).then(|| self.sum / self.n as f64), n: self.n }
    }
}

/// What both have, what was read alone, what gold has alone.
#[derive(Default)]
struct Counts {
    both: f64,
    read: f64,
    gold: f64,
}

impl Counts {
    fn prf(&self) -> Option<Prf> {
        let share = |all: f64| if all > 0.0 { self.both / all } else { 0.0 };
        let (precision, recall) = (share(self.both + self.read), share(self.both + self.gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        (self.both + self.read + self.gold > 0.0).then_some(Prf { precision, recall, f1 })
    }
}

impl Tally {
    fn add(&mut self, id: &str, gold: &GoldPage, read: Option<&ReadArticle>) {
        self.pages += 1;
        self.missing += u64::from(read.is_none());
        self.headline(id, gold, read);
        self.authors(id, gold, read);
        self.date(id, gold, read);
        let body = read.map_or("", |read| read.body.as_str());
        self.body(id, gold, body);
        self.segments(id, gold, body);
        self.captions(id, gold, read);
    }

    fn headline(&mut self, id: &str, gold: &GoldPage, read: Option<&ReadArticle>) {
        let Some(want) = gold.headline.as_deref().filter(|words| !words.is_empty()) else { return };
        let found = read.map_or("", |read| read.headline.as_str());
        let right = fold(want) == fold(found);
        self.headline.add(f64::from(u8::from(right)));
        self.mistake(right, "headline", id, want, found);
    }

    fn authors(&mut self, id: &str, gold: &GoldPage, read: Option<&ReadArticle>) {
        let want = gold.authors.all();
        if want.iter().all(String::is_empty) {
            return;
        }
        let found = read.map_or(&[][..], |read| &read.authors);
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (names(want), names(found));
        let all = a.len() + b.len();
        let f1 = if all == 0 { 0.0 } else { 2.0 * a.intersection(&b).count() as f64 / all as f64 };
        self.authors.add(f1);
        self.mistake(a == b, "authors", id, &want.join("; "), &found.join("; "));
    }

    fn date(&mut self, id: &str, gold: &GoldPage, read: Option<&ReadArticle>) {
        let Some(want) = gold.date.as_deref().filter(|date| !date.is_empty()) else { return };
        let found = read.and_then(|read| read.published).map(|date| date.to_string()).unwrap_or_default();
        let right = day(want) == day(&found);
        self.date.add(f64::from(u8::from(right)));
        self.mistake(right, "date", id, want, &found);
    }

    fn body(&mut self, id: &str, gold: &GoldPage, found: &str) {
        let Some(want) = gold.body.as_deref().filter(|body| !body.is_empty()) else { return };
        let (a, b) = (Shingles::of(want), Shingles::of(found));
        let both = a.common(&b);
        let (read, gold) = (b.len() - both, a.len() - both);
        let total = (both + read + gold) as f64;
        if total == 0.0 {
            return;
        }
        let share = |count: usize| count as f64 / total;
        self.body.both += share(both);
        self.body.read += share(read);
        self.body.gold += share(gold);
        let told =
            format!("{:.2} of both; {:.2} missed, {:.2} too much", share(both), share(gold), share(read));
        self.mistake(share(both) >= 0.9, "body", id, want, &format!("{told}: {found}"));
    }

    fn segments(&mut self, id: &str, gold: &GoldPage, body: &str) {
        for want in &gold.with {
            let right = body.contains(want.as_str());
            if right {
                self.segments.both += 1.0;
            } else {
                self.segments.gold += 1.0;
            }
            self.mistake(right, "segments", id, want, "not in the body");
        }
        for unwanted in &gold.without {
            let right = !body.contains(unwanted.as_str());
            self.segments.read += f64::from(u8::from(!right));
            self.mistake(right, "segments", id, &format!("without {unwanted:?}"), "in the body");
        }
    }

    fn captions(&mut self, id: &str, gold: &GoldPage, read: Option<&ReadArticle>) {
        let captions = read.map_or(&[][..], |read| &read.captions);
        let found: BTreeSet<String> = captions.iter().map(|caption| fold(caption)).collect();
        for want in gold.captions.iter().map(Caption::words).filter(|words| !fold(words).is_empty()) {
            let right = found.contains(&fold(want));
            self.captions.add(f64::from(u8::from(right)));
            self.mistake(right, "captions", id, want, &captions.join(" | "));
        }
    }

    fn mistake(&mut self, right: bool, figure: &'static str, id: &str, gold: &str, read: &str) {
        let met = self.mistakes.entry(figure).or_default();
        if !right && met.len() < self.errors {
            met.push(ArticleMistake {
                figure: figure.to_owned(),
                id: id.to_owned(),
                gold: gold.to_owned(),
                read: read.to_owned(),
            });
        }
    }

    fn scores(&self) -> ArticleScores {
        let wanted = self.segments.both + self.segments.gold > 0.0;
        ArticleScores {
            pages: self.pages,
            missing: self.missing,
            headline: self.headline.share(),
            authors: self.authors.share(),
            date: self.date.share(),
            body: self.body.prf(),
            segments: self.segments.prf().filter(|_| wanted),
            captions: (self.captions.n > 0).then(|| self.captions.share()),
        }
    }
}

#[cfg(test)]
mod tests;
