//! A list of queries, asked one after the other: one table of what each finds.

use std::fs;
use std::path::Path;

use anyhow::Context;

use super::{Place, identities};
use crate::engine::{Engine, FacetName, FacetRequest, LocalEngine, Request, Sort, StatementRequest};
use crate::present::batch::{Batch, BatchRow, BatchSpeaker};
use crate::query::{Filters, QueryError};

use super::search::understand;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Which line of the file, from 1.
    pub number: u64,
    /// What it is called; the query itself where no name stands before a tab.
    pub name: String,
    /// The query.
    pub query: String,
}

/// A line that is no query.
#[derive(Debug, Clone, PartialEq)]
pub struct BadLine {
    /// The line.
    pub line: Line,
    /// What is wrong with it.
    pub error: QueryError,
}

/// The text of a list in a file, or on standard input where that is `-`.
///
/// # Errors
/// When it cannot be read or is no text.
pub fn read_list(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        return std::io::read_to_string(std::io::stdin()).context("standard input");
    }
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

/// The queries of a list: one a line, `name<TAB>query` or the query alone; `#` begins a comment line.
pub fn lines(text: &str) -> Vec<Line> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .map(|(number, line)| {
            let (name, query) = line.split_once('\t').unwrap_or((line, line));
            Line { number, name: name.trim().to_owned(), query: query.trim().to_owned() }
        })
        .collect()
}

/// Asks every query, narrowed by `filters`, and tells the `speakers` most often on record in what each finds.
/// Lines that are no query are handed to `bad`, and the rest is asked.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn batch(
    place: &Place,
    list: &[Line],
    filters: &Filters,
    speakers: usize,
    bad: &mut dyn FnMut(BadLine),
) -> anyhow::Result<Batch> {
    let started = std::time::Instant::now();
    let engine = identities::open(place)?.engine;
    let mut rows = Vec::with_capacity(list.len());
    for line in list {
        match understand(&line.query, false).map(|understood| understood.query) {
            Ok(query) => rows.push(row(&engine, line, query, filters, speakers)?),
            Err(error) => bad(BadLine { line: line.clone(), error }),
        }
    }
    let took_ms = started.elapsed().as_micros() as f64 / 1e3;
    Ok(Batch { schema_version: Batch::VERSION, took_ms, rows })
}

fn row(
    engine: &LocalEngine,
    line: &Line,
    query: crate::query::Query,
    filters: &Filters,
    speakers: usize,
) -> anyhow::Result<BatchRow> {
    let said =
        StatementRequest { query: query.clone(), filters: filters.clone(), ..StatementRequest::default() };
    let statements = engine.count_statements(&said)?.statements;
    let facets = vec![FacetRequest { name: FacetName::Speaker, limit: speakers }];
    let request =
        Request { query, filters: filters.clone(), facets, sort: Sort::Newest, limit: 1, ..Request::default() };
    let page = engine.search(&request)?;
    let newest = page.hits.first().and_then(|hit| hit.record.article.published);
    let facet = page.facets.into_iter().next();
    let speakers = facet.map(|facet| facet.values).unwrap_or_default();
    Ok(BatchRow {
        line: line.number,
        name: line.name.clone(),
        query: request.query.to_string(),
        articles: page.total,
        statements,
        newest: newest.map(|date| date.to_string()),
        speakers: speakers
            .into_iter()
            .map(|value| BatchSpeaker { name: value.value, articles: value.count })
            .collect(),
        notes: page.notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_empty_lines_count_but_are_not_asked() {
        let list = lines("\u{feff}# people\n\nletters\tletter AND harbour\r\n  quota  \n");
        let told: Vec<_> = list.iter().map(|l| (l.number, l.name.as_str(), l.query.as_str())).collect();
        assert_eq!(told, [(3, "letters", "letter AND harbour"), (4, "quota", "quota")]);
    }
}
