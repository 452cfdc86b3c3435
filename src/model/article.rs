//! One article: what a reader made of one piece in the archive.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NewsDate, Span};

/// Names one article for good: 16 hexadecimal digits made from where it stands in the archive.
///
/// The same path and record number give the same id on every run and machine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Default)]
#[serde(transparent)]
pub struct ArticleId(pub String);

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where in the archive an article was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, Default)]
pub struct Origin {
    /// Path below the archive's folder, with `/` between its parts.
    pub path: String,
    /// Which record of a file that holds several (JSONL: its line, counted from 1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<u64>,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        self.record.map_or(Ok(()), |record| write!(f, ":{record}"))
    }
}

/// Somebody in the byline.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, Default)]
pub struct Author {
    /// The name, without "By".
    pub name: String,
    /// What the article says of them: "Canadian Iranian journalist and documentary filmmaker".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
    /// Whether a news agency or another body signs, not a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub agency: bool,
}

/// What part a paragraph plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ParagraphKind {
    /// The title over the article.
    Headline,
    /// Who wrote it.
    Byline,
    /// Who the author is.
    Bio,
    /// When it was published, printed as a line of its own.
    Date,
    /// Words under a picture.
    Caption,
    /// A heading between paragraphs.
    Subhead,
    /// The first paragraph of the story.
    Lead,
    /// The story.
    Body,
    /// A line that belongs to the page, not to the story, or repeats one that was read already.
    Furniture,
}

/// A stretch of the canonical text that plays one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Paragraph {
    /// Its part.
    pub kind: ParagraphKind,
    /// Where it stands, without white space at either end.
    pub span: Span,
}

/// An article as read: one canonical text, and what is known about it.
///
/// Every span in the product points into `text`; what is shown and cited is `text[span]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Article {
    /// Its id.
    pub id: ArticleId,
    /// Where it was read.
    pub origin: Origin,
    /// The title; empty where there is none.
    pub headline: String,
    /// Who wrote it, in the byline's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// First published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NewsDate>,
    /// Last changed by the outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<NewsDate>,
    /// Desk or rubric: "World", "Business".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The place in the dateline: "WASHINGTON".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// BCP 47 primary tag: "en".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When the page was saved, as a web capture states it; says nothing of when it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<NewsDate>,
    /// Its address on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The newsroom's short name for it: "HARBOUR-PUMPS".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// What it is about, as the file states it: names, keywords, or codes where no name is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// What had to be assumed when it was read, or was left aside, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The canonical text: UTF-8, `\n` line ends, parts as they follow each other on the page.
    pub text: String,
    /// The parts of `text`, in its order, none overlapping.
    pub paragraphs: Vec<Paragraph>,
}

impl Article {
    /// The paragraphs of one kind, as words.
    pub fn parts(&self, kind: ParagraphKind) -> impl Iterator<Item = &str> {
        self.paragraphs.iter().filter(move |p| p.kind == kind).map(|p| p.span.of(&self.text))
    }

    /// Words under the pictures.
    pub fn captions(&self) -> impl Iterator<Item = &str> {
        self.parts(ParagraphKind::Caption)
    }

    /// Headings between paragraphs.
    pub fn subheads(&self) -> impl Iterator<Item = &str> {
        self.parts(ParagraphKind::Subhead)
    }

    /// The first paragraph of the story.
    pub fn lead(&self) -> Option<&str> {
        self.parts(ParagraphKind::Lead).next()
    }

    /// Lead, story and subheads, in the text's order: what is searched as body.
    pub fn story(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs
            .iter()
            .filter(|p| matches!(p.kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead))
    }
}
