//! Two sides beside each other, or below where the terminal is narrow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::layout::{Run, cut, put, run, width_of, wrap};
use super::paint::{Look, Part};
use super::quote::Quote;
use super::words;
use crate::model::{NewsDate, StatementKind};

/// The answer to `onrecord compare`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The version of this shape.
    pub schema_version: u32,
    /// The query as it was understood.
    pub query: String,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
    /// Both sides.
    pub sides: Vec<Side>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

impl Comparison {
    /// The version of the shape.
    pub const VERSION: u32 = 1;
}

/// One side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// As it was asked for.
    pub name: String,
    /// How many statements.
    pub statements: u64,
    /// In how many articles.
    pub articles: u64,
    /// Of them wholly in quotation marks.
    pub direct: u64,
    /// Partly.
    pub mixed: u64,
    /// Not at all.
    pub indirect: u64,
    /// When the first was published.
    pub first: Option<String>,
    /// When the last was.
    pub last: Option<String>,
    /// The commonest of what the speakers do.
    pub roles: Vec<String>,
    /// The commonest of whom they do it for.
    pub organizations: Vec<String>,
    /// The words that tell this side from the other, the most telling first.
    pub terms: Vec<Term>,
    /// The newest statements.
    pub newest: Vec<Quote>,
}

/// A word that tells one side from the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// As it is mostly written.
    pub word: String,
    /// In how many of the side's statements it stands.
    pub statements: u64,
}

/// Below this many columns the sides stand below each other.
const NARROW: usize = 64;
/// Columns between the two.
const GUTTER: usize = 3;
/// Lines that the words of one statement may take.
const LINES: usize = 5;

/// Both sides for reading.
pub fn text(comparison: &Comparison, look: Look) -> String {
    let mut out = String::new();
    let both = look.columns() >= NARROW;
    let width = if both { (look.columns() - GUTTER) / 2 } else { look.columns() };
    let blocks: Vec<Vec<Vec<Vec<Run>>>> = comparison.sides.iter().map(|side| blocks(side, width)).collect();
    if let ([one, other], true) = (blocks.as_slice(), both) {
        for at in 0..one.len().max(other.len()) {
            let block = |side: &'_ [Vec<Vec<Run>>]| side.get(at).cloned().unwrap_or_default();
            beside(&mut out, &block(one), &block(other), width, look.color);
        }
    } else {
        for lines in blocks.iter().flatten().filter(|lines| !lines.is_empty()) {
            lines.iter().for_each(|line| put(&mut out, line, look.color));
            out.push('\n');
        }
    }
    let took = words::took((comparison.took_ms * 1e3) as u64);
    put(&mut out, &[run(&took, Part::Quiet)], look.color);
    out
}

fn beside(out: &mut String, left: &[Vec<Run>], right: &[Vec<Run>], width: usize, color: bool) {
    if left.is_empty() && right.is_empty() {
        return;
    }
    for at in 0..left.len().max(right.len()) {
        let mut line = left.get(at).cloned().unwrap_or_default();
        if let Some(right) = right.get(at).filter(|line| !line.is_empty()) {
            let gap = (width + GUTTER).saturating_sub(width_of(&line));
            line.push(Run { text: " ".repeat(gap), part: Part::Plain });
            line.extend(right.iter().cloned());
        }
        put(out, &line, color);
    }
    out.push('\n');
}

/// What is told of a side, block by block, so that the blocks of both begin on one line.
fn blocks(side: &Side, width: usize) -> Vec<Vec<Vec<Run>>> {
    let lines = |runs: &[Run]| wrap(runs, width);
    let mut head = lines(&[run(&side.name, Part::Strong)]);
    let counted = format!(
        "{} in {}",
        words::counted(side.statements, "statement"),
        words::counted(side.articles, "article")
    );
    head.extend(lines(&[run(&counted, Part::Plain)]));
    let kinds = format!("{} direct, {} mixed, {} indirect", side.direct, side.mixed, side.indirect);
    head.extend(lines(&[run(&kinds, Part::Quiet)]));
    head.extend(lines(&[run(&between(side), Part::Quiet)]));
    let mut office = Vec::new();
    for (title, values) in [("as", &side.roles), ("for", &side.organizations)] {
        if !values.is_empty() {
            office.extend(lines(&[
                run(&format!("{title} "), Part::Quiet),
                run(&values.join("; "), Part::Plain),
            ]));
        }
    }
    let mut terms = Vec::new();
    if !side.terms.is_empty() {
        let words: Vec<String> =
            side.terms.iter().map(|term| format!("{}\u{a0}{}", term.word, term.statements)).collect();
        terms.extend(lines(&[run("words that tell it from the other", Part::Strong)]));
        terms.extend(lines(&[run(&words.join(", "), Part::Plain)]));
    }
    let mut out = vec![head, office, terms];
    out.extend(side.newest.iter().map(|quote| newest(quote, width)));
    out
}

fn between(side: &Side) -> String {
    let date = |iso: &Option<String>| {
        iso.as_ref().and_then(|iso| iso.parse::<NewsDate>().ok()).map(|date| words::day(&date))
    };
    match (date(&side.first), date(&side.last)) {
        (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
        (Some(only), _) | (None, Some(only)) => only,
        (None, None) => "undated".to_owned(),
    }
}

fn newest(quote: &Quote, width: usize) -> Vec<Vec<Run>> {
    let date: Option<NewsDate> = quote.published.as_ref().and_then(|iso| iso.parse().ok());
    let mut head = date.map_or_else(|| "undated".to_owned(), |date| words::day(&date));
    if let Some(source) = &quote.source {
        head.push_str(&format!(" · {source}"));
    }
    let mut out =
        wrap(&[run(&head, Part::Quiet), run(" · ", Part::Quiet), run(&quote.id, Part::Handle)], width);
    let said = match quote.kind {
        StatementKind::Direct => format!("“{}”", quote.text),
        _ => quote.text.clone(),
    };
    out.extend(cut(wrap(&[run(&said, Part::Said)], width), LINES, width));
    out
}

/// One row for each side and what is told of it.
pub fn csv(comparison: &Comparison) -> String {
    let rows = comparison.sides.iter().map(|side| {
        let terms: Vec<String> =
            side.terms.iter().map(|term| format!("{} ({})", term.word, term.statements)).collect();
        [
            side.name.clone(),
            side.statements.to_string(),
            side.articles.to_string(),
            side.direct.to_string(),
            side.mixed.to_string(),
            side.indirect.to_string(),
            side.first.clone().unwrap_or_default(),
            side.last.clone().unwrap_or_default(),
            side.roles.join("; "),
            side.organizations.join("; "),
            terms.join("; "),
        ]
    });
    table(
        [
            "side",
            "statements",
            "articles",
            "direct",
            "mixed",
            "indirect",
            "first",
            "last",
            "roles",
            "organizations",
            "terms",
        ],
        rows,
    )
}
