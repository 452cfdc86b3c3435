//! What a file was read as: for reading, and as the lines that other tools score.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::SCHEMA_VERSION;
use super::layout::{put, run, wrap};
use super::paint::{Look, Part};
use crate::model::{Article, NewsDate, ParagraphKind};

/// One line of `onrecord read --format jsonl`: an article as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadArticle {
    /// The file's name without folders and endings, and the record's number where a file holds several.
    pub id: String,
    /// The title; empty where there is none.
    pub headline: String,
    /// Who wrote it, in the byline's order.
    pub authors: Vec<String>,
    /// First published, as precisely as printed.
    pub published: Option<NewsDate>,
    /// Desk or rubric.
    pub section: Option<String>,
    /// Primary tag of its language.
    pub language: Option<String>,
    /// Lead, paragraphs and subheads with a blank line between two.
    pub body: String,
    /// Words under the pictures, without their credits.
    pub captions: Vec<String>,
    /// What had to be assumed, or was left aside.
    pub warnings: Vec<String>,
}

/// The answer to `onrecord read --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The articles, in the order of the files given.
    pub articles: Vec<ReadArticle>,
}

/// Columns that a label takes.
const LABEL: usize = 10;

/// All articles as one document.
pub fn response(articles: Vec<ReadArticle>) -> ReadResponse {
    ReadResponse { schema_version: SCHEMA_VERSION, articles }
}

/// An article as read; `id` is what the file is called.
pub fn read_article(id: &str, article: &Article, warnings: Vec<String>) -> ReadArticle {
    let story: Vec<&str> = article.story().map(|part| part.span.of(&article.text)).collect();
    ReadArticle {
        id: id.to_owned(),
        headline: article.headline.clone(),
        authors: article.authors.iter().map(|author| author.name.clone()).collect(),
        published: article.published,
        section: article.section.clone(),
        language: article.language.clone(),
        body: story.join("\n\n"),
        captions: article.captions().map(str::to_owned).collect(),
        warnings,
    }
}

/// The article for a reader: what is known of it, then each part of its text with its name.
pub fn text(id: &str, article: &Article, warnings: &[String], look: Look) -> String {
    let mut out = String::new();
    let authors: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    let date = |date: Option<NewsDate>| date.map(|date| date.to_string());
    let facts = [
        ("id", Some(id.to_owned())),
        ("headline", Some(article.headline.clone())),
        ("authors", Some(authors.join(", "))),
        ("published", date(article.published)),
        ("updated", date(article.updated)),
        ("captured", date(article.captured)),
        ("section", article.section.clone()),
        ("source", article.source.clone()),
        ("place", article.place.clone()),
        ("language", article.language.clone()),
        ("url", article.url.clone()),
    ];
    for (label, value) in facts {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let line = [run(&format!("{label:<LABEL$}"), Part::Quiet), run(&value, Part::Plain)];
            put(&mut out, &line, look.color);
        }
    }
    for warning in warnings {
        put(
            &mut out,
            &[run(&format!("{:<LABEL$}", "warning"), Part::Quiet), run(warning, Part::Plain)],
            look.color,
        );
    }
    for part in &article.paragraphs {
        out.push('\n');
        let words = [run(part.span.of(&article.text), Part::Plain)];
        let mut label = name(part.kind);
        for line in wrap(&words, look.columns().saturating_sub(LABEL)) {
            let labelled = [vec![run(&format!("{label:<LABEL$}"), Part::Quiet)], line].concat();
            put(&mut out, &labelled, look.color);
            label = "";
        }
    }
    out
}

fn name(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Headline => "headline",
        ParagraphKind::Byline => "byline",
        ParagraphKind::Bio => "bio",
        ParagraphKind::Date => "date",
        ParagraphKind::Caption => "caption",
        ParagraphKind::Subhead => "subhead",
        ParagraphKind::Lead => "lead",
        ParagraphKind::Body => "body",
        ParagraphKind::Furniture => "furniture",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::model::{Author, Paragraph, Span};

    #[test]
    fn parts_stand_beside_their_names() {
        let article = Article {
            headline: "Quay closed".into(),
            authors: vec![Author { name: "Ana Ruiz".into(), ..Author::default() }],
            text: "Quay closed\n\nThe quay was closed.\n\nThe quay".into(),
            paragraphs: vec![
                Paragraph { kind: ParagraphKind::Headline, span: Span::new(0, 11) },
                Paragraph { kind: ParagraphKind::Lead, span: Span::new(13, 33) },
                Paragraph { kind: ParagraphKind::Caption, span: Span::new(35, 43) },
            ],
            ..Article::default()
        };
        expect![[r#"
            id        a
            headline  Quay closed
            authors   Ana Ruiz
            warning   only its beginning is here

            headline  Quay closed

            lead      The quay was closed.

            caption   The quay
        "#]]
        .assert_eq(&text("a", &article, &["only its beginning is here".into()], Look::default()));
        let line = read_article("a", &article, Vec::new());
        assert_eq!(
            (line.body.as_str(), line.captions.as_slice()),
            ("The quay was closed.", &["The quay".to_owned()][..])
        );
    }
}
