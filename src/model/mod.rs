//! The plain data that flows through every room: articles, statements, mentions, entities, spans, dates.
//!
//! Nothing here reads, searches or decides. All of it serialises; its JSON Schemas stand in `schema/`.

mod article;
mod date;
mod explanation;
mod reference;
mod span;
mod statement;

pub use article::{Article, ArticleId, Author, Origin, Paragraph, ParagraphKind};
pub use date::{MONTHS, NewsDate, NotADate, Precision};
pub use explanation::{Candidate, ExplainedCue, ExplainedQuotation, ExplainedSentence, Weighed};
pub use reference::{Reference, ReferenceKind};
pub use span::{CharCounter, Cover, Span};
pub use statement::{Annotations, Entity, EntityKind, Mention, Speaker, Statement, StatementKind};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An article with everything found in it: what the index takes and gives back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// Its statements, mentions and entities.
    pub annotations: Annotations,
}
