//! What a list of queries found: one row each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::layout::{Run, columns, put, put_wrapped, run, shorten};
use super::paint::{Look, Part};
use super::words;

/// The answer to `onrecord batch`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Batch {
    /// The version of this shape.
    pub schema_version: u32,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
    /// A row for each query, in the list's order; lines that were no query have none.
    pub rows: Vec<BatchRow>,
}

impl Batch {
    /// The version of the shape.
    pub const VERSION: u32 = 1;
}

/// What one query found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BatchRow {
    /// The line of the list, from 1.
    pub line: u64,
    /// What the list calls it.
    pub name: String,
    /// The query as it was understood.
    pub query: String,
    /// How many articles.
    pub articles: u64,
    /// How many statements hold the words.
    pub statements: u64,
    /// When the newest article was published.
    pub newest: Option<String>,
    /// Those most often on record in the articles.
    pub speakers: Vec<BatchSpeaker>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// Somebody on record in what a query found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BatchSpeaker {
    /// As shown.
    pub name: String,
    /// In how many of the articles.
    pub articles: u64,
}

/// The widest a query's name is shown.
const NAME: usize = 36;

/// The table for reading: counts and name on a line, the speakers beside or below.
pub fn text(batch: &Batch, look: Look) -> String {
    let mut out = String::new();
    let names: Vec<String> = batch.rows.iter().map(|row| shorten(&row.name, NAME)).collect();
    let name = names.iter().map(|name| columns(name)).max().unwrap_or(0).max("query".len());
    let header = format!("{:>8}  {:>10}  {:<name$}  on record", "articles", "statements", "query");
    if !batch.rows.is_empty() {
        put(&mut out, &[run(&header, Part::Strong)], look.color);
    }
    let before = 8 + 2 + 10 + 2 + name + 2;
    for (row, shown) in batch.rows.iter().zip(&names) {
        let gap = " ".repeat(name - columns(shown));
        let mut line = vec![
            run(
                &format!("{:>8}  {:>10}  ", words::number(row.articles), words::number(row.statements)),
                Part::Quiet,
            ),
            run(shown, Part::Plain),
            Run { text: gap, part: Part::Plain },
        ];
        let who: Vec<String> = row
            .speakers
            .iter()
            .map(|speaker| format!("{} {}", speaker.name, words::number(speaker.articles)))
            .collect();
        let who = who.join(", ");
        if before + 16 <= look.columns() {
            let who = shorten(&who, look.columns() - before);
            line.extend([run("  ", Part::Plain), run(&who, Part::Name)]);
            put(&mut out, &line, look.color);
        } else {
            put(&mut out, &line, look.color);
            put_wrapped(&mut out, &[run(&who, Part::Name)], 22, look.columns(), look.color);
        }
    }
    let count = words::number(batch.rows.len() as u64);
    let queries = if batch.rows.len() == 1 { "query" } else { "queries" };
    let took = words::took((batch.took_ms * 1e3) as u64);
    put(&mut out, &[run(&format!("{count} {queries} · {took}"), Part::Quiet)], look.color);
    out
}

/// One row for each query.
pub fn csv(batch: &Batch) -> String {
    let rows = batch.rows.iter().map(|row| {
        let who: Vec<String> =
            row.speakers.iter().map(|speaker| format!("{} ({})", speaker.name, speaker.articles)).collect();
        [
            row.line.to_string(),
            row.name.clone(),
            row.query.clone(),
            row.articles.to_string(),
            row.statements.to_string(),
            row.newest.clone().unwrap_or_default(),
            who.join("; "),
        ]
    });
    table(["line", "name", "query", "articles", "statements", "newest", "speakers"], rows)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn sample() -> Batch {
        let speaker = |name: &str, articles| BatchSpeaker { name: name.into(), articles };
        let row = |line, name: &str, articles, speakers| BatchRow {
            line,
            name: name.into(),
            query: name.into(),
            articles,
            statements: articles * 2,
            newest: None,
            speakers,
            notes: Vec::new(),
        };
        Batch {
            schema_version: Batch::VERSION,
            took_ms: 4.2,
            rows: vec![
                row(1, "letter", 1_200, vec![speaker("Ana Ruiz", 9), speaker("Bo Lind", 2)]),
                row(3, "=quota", 0, Vec::new()),
            ],
        }
    }

    #[test]
    fn a_row_for_each_query() {
        expect![[r#"
            articles  statements  query   on record
               1,200       2,400  letter  Ana Ruiz 9, Bo Lind 2
                   0           0  =quota
            2 queries · 4 ms
        "#]]
        .assert_eq(&text(&sample(), Look::default()));
        assert!(csv(&sample()).contains("3,'=quota,'=quota,0,0,,"), "{}", csv(&sample()));
    }
}
