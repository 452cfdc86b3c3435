//! Results as a table for spreadsheets.
//!
//! A cell that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet, so an article could
//! make one run; such cells get a `'` in front, which spreadsheets take as "this is text".

use super::sanitize;
use crate::engine::{Hit, Page};
use crate::model::Author;

/// The column names of [`page`].
const PAGE_COLUMNS: [&str; 15] = [
    "id",
    "path",
    "published",
    "headline",
    "authors",
    "source",
    "section",
    "url",
    "passage",
    "speakers",
    "organizations",
    "score",
    "record",
    "language",
    "copies",
];

/// What stands between several values of one cell.
pub(super) const BETWEEN: &str = "; ";

/// A byline as a cell.
pub(super) fn authors(authors: &[Author]) -> String {
    authors.iter().map(|author| author.name.as_str()).collect::<Vec<_>>().join(BETWEEN)
}

/// Rows of cells as CSV, made safe for spreadsheets.
pub fn table<const N: usize>(columns: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has as many cells as there are columns.
    let _ = writer.write_record(columns);
    for row in rows {
        let _ = writer.write_record(row.iter().map(|text| cell(text)));
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Rows of as many cells each as the first has, made safe for spreadsheets.
pub fn rows(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row.iter().map(|text| cell(text)));
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// One cell: on one line, and never a formula.
fn cell(text: &str) -> String {
    let text = sanitize::line(text);
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return format!("'{text}");
    }
    text.into_owned()
}

/// One row for each hit.
pub fn page(page: &Page) -> String {
    table(PAGE_COLUMNS, page.hits.iter().map(row))
}

fn row(hit: &Hit) -> [String; 15] {
    let article = &hit.record.article;
    let annotations = &hit.record.annotations;
    let speakers = || annotations.statements.iter().flat_map(|s| annotations.speakers_of(s));
    let names = distinct(speakers().map(|speaker| speaker.name.as_str()));
    let organizations = distinct(speakers().filter_map(|speaker| speaker.organization.as_deref()));
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        article.id.0.clone(),
        article.origin.path.clone(),
        article.published.map(|date| date.to_string()).unwrap_or_default(),
        article.headline.clone(),
        authors(&article.authors),
        or_empty(&article.source),
        or_empty(&article.section),
        or_empty(&article.url),
        hit.passage.span.of(&article.text).to_owned(),
        names,
        organizations,
        format!("{:.3}", hit.score),
        article.origin.record.map(|record| record.to_string()).unwrap_or_default(),
        or_empty(&article.language),
        hit.copies.join(BETWEEN),
    ]
}

/// The names in the order met, each once.
fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen.join(BETWEEN)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    #[test]
    fn one_row_for_each_hit() {
        expect![[r#"
            id,path,published,headline,authors,source,section,url,passage,speakers,organizations,score,record,language,copies
            00a1b2c3d4e5f607,sarell/harbour.txt,2025-03-09,Harbour board delays vote on the Lindqvist letter,Mara Osei,Sarell Courier,Local,,"“The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at Sarell University.",Ana Ruiz; Two officials,Sarell University,2.500,,en,
        "#]].assert_eq(&page(&sample::page().0));
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@x", " =x", "\t=x"] {
            assert!(cell(text).starts_with('\''), "{text}");
        }
        assert_eq!(cell("a=b"), "a=b");
        assert_eq!(table(["a"], [["x\"y, z".to_owned()]]), "a\n\"x\"\"y, z\"\n");
    }
}
