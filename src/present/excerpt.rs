//! An article around one place: what a citation leads to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::{SCHEMA_VERSION, StatementText, statements};
use super::layout::{put, put_wrapped, run};
use super::paint::{Look, Part};
use super::show::{head, is_read};
use super::statements as said;
use super::stretches::runs;
use super::together;
use super::units::CharSpan;
use crate::model::{Annotations, CharCounter, Paragraph, Record, Span};

/// The answer to `onrecord show ID --at FROM-TO --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExcerptResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The article.
    pub id: String,
    /// Its path below the archive's folder.
    pub path: String,
    /// Its title.
    pub headline: String,
    /// ISO 8601, cut at what is known.
    pub published: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The place, in the article's text.
    pub span: CharSpan,
    /// The words there.
    pub text: String,
    /// The paragraphs around it, in the article's text.
    pub around: CharSpan,
    /// Their words.
    pub context: String,
    /// The statements that overlap the place.
    pub statements: Vec<StatementText>,
}

/// The place as the contract has it.
pub fn response(record: &Record, span: Span) -> ExcerptResponse {
    let article = &record.article;
    let shown = around(record, span);
    let cover = shown.iter().map(|paragraph| paragraph.span).reduce(Span::cover).unwrap_or(span);
    let mut counter = CharCounter::new(&article.text);
    ExcerptResponse {
        schema_version: SCHEMA_VERSION,
        id: article.id.0.clone(),
        path: article.origin.path.clone(),
        headline: article.headline.clone(),
        published: article.published.map(|date| date.to_string()),
        source: article.source.clone(),
        span: counter.span(span).into(),
        text: span.of(&article.text).to_owned(),
        around: counter.span(cover).into(),
        context: cover.of(&article.text).to_owned(),
        statements: statements(article, &there(record, span)),
    }
}

/// One row for each statement there.
pub fn csv(record: &Record, span: Span) -> String {
    let response = response(record, span);
    let rows = response.statements.iter().map(|statement| {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            response.id.clone(),
            statement.span.start.to_string(),
            statement.span.end.to_string(),
            or_empty(&statement.speaker),
            or_empty(&statement.role),
            or_empty(&statement.organization),
            statement.text.clone(),
            or_empty(&statement.cue),
            together::cell(&statement.with),
        ]
    });
    table(["id", "start", "end", "speaker", "role", "organization", "words", "cue", "with"], rows)
}

/// Head, the paragraphs around the place with its words marked, and the statements there.
pub fn text(record: &Record, span: Span, look: Look) -> String {
    let mut out = String::new();
    head(&mut out, &record.article, look);
    let shown = around(record, span);
    let gap = [run("…", Part::Quiet)];
    let first = record.article.paragraphs.iter().find(|p| is_read(p.kind));
    if first.is_some_and(|first| shown.first().is_some_and(|shown| shown.span != first.span)) {
        put(&mut out, &gap, look.color);
        out.push('\n');
    }
    for paragraph in &shown {
        put_wrapped(
            &mut out,
            &runs(paragraph, &record.article, &record.annotations, Some(span)),
            0,
            look.columns(),
            look.color,
        );
        out.push('\n');
    }
    let last = record.article.paragraphs.iter().rfind(|p| is_read(p.kind));
    if last.is_some_and(|last| shown.last().is_some_and(|shown| shown.span != last.span)) {
        put(&mut out, &gap, look.color);
        out.push('\n');
    }
    let there = there(record, span);
    if !there.statements.is_empty() {
        out.push_str(&said::text(&record.article, &there, look));
    }
    out
}

/// The paragraphs that hold the place, one before and one after.
fn around(record: &Record, span: Span) -> Vec<Paragraph> {
    let read: Vec<Paragraph> =
        record.article.paragraphs.iter().filter(|p| is_read(p.kind)).copied().collect();
    let touches = |p: &Paragraph| p.span.overlaps(span) || p.span.holds(span.from());
    let first = read.iter().position(touches);
    let last = read.iter().rposition(touches);
    match (first, last) {
        (Some(first), Some(last)) => {
            read.get(first.saturating_sub(1)..(last + 2).min(read.len())).unwrap_or_default().to_vec()
        }
        // In the headline or the byline: those stand in the head, and the story begins below.
        _ => read.into_iter().take(1).collect(),
    }
}

/// What is said there, and nothing else of what was found in the article.
fn there(record: &Record, span: Span) -> Annotations {
    let mut annotations = record.annotations.clone();
    annotations.statements.retain(|s| s.span.overlaps(span) || s.span.holds(span.from()));
    annotations
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::sample;
    use super::*;

    fn at(words: &str) -> Span {
        let text = sample::record().article.text;
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    #[test]
    fn the_paragraphs_around_with_the_place_marked() {
        let look = Look { color: false, width: 80 };
        expect![[r#"
            Harbour board delays vote on the Lindqvist letter
            by Mara Osei
            9 March 2025 · Sarell Courier · Local
            00a1b2c3d4e5f607 · sarell/harbour.txt

            …

            Letter in a drawer

            “The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law at
            Sarell University. “It lay in a drawer.”

            Ruiz added that the board had known of it since spring. Two officials denied the
            drawer existed.

            1  Ana Ruiz, senior lecturer in maritime law, Sarell University
               “It lay in a drawer.”
               direct · “said” · said-before · 0.95

        "#]]
        .assert_eq(&text(&sample::record(), at("It lay in a drawer."), look));
        let marked = text(&sample::record(), at("lay in"), Look { color: true, width: 80 });
        assert!(marked.contains("\u{1b}[1m\u{1b}[33mlay in\u{1b}[0m"), "{marked}");
    }

    #[test]
    fn json_cuts_the_words_it_stands_for() {
        let record = sample::record();
        let response = response(&record, at("drawer.”"));
        let cut = |span: CharSpan| -> String {
            record.article.text.chars().skip(span.start).take(span.end - span.start).collect()
        };
        assert_eq!(cut(response.span), "drawer.”");
        assert_eq!(cut(response.around), response.context);
        assert_eq!(response.statements.len(), 1);
    }
}
