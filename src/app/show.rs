//! One article out of an index.

use super::Place;
use crate::engine::LocalEngine;
use crate::extract::explain;
use crate::model::{ExplainedSentence, Record, Span};

/// No article has this id.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("no article has the id {0}")]
pub struct NoArticle(pub String);

/// The article's text is not so long.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("the article {id} has {chars} characters: {from}-{to} is not in it")]
pub struct NoPlace {
    /// The article.
    pub id: String,
    /// How long its text is.
    pub chars: usize,
    /// First character asked for.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// Where these characters of the article's text stand.
///
/// # Errors
/// [`NoPlace`] when it is not so long.
pub fn place_in(record: &Record, chars: std::ops::Range<usize>) -> Result<Span, NoPlace> {
    let text = &record.article.text;
    Span::of_chars(text, chars.clone()).ok_or_else(|| NoPlace {
        id: record.article.id.0.clone(),
        chars: text.chars().count(),
        from: chars.start,
        to: chars.end,
    })
}

/// What was weighed in an article, sentence by sentence, on the way to its statements.
pub fn why(record: &Record) -> Vec<ExplainedSentence> {
    explain(&record.article, &record.annotations)
}

/// The article whose id this is, or begins so.
///
/// # Errors
/// [`NoArticle`] when there is none; otherwise when several begin so, or the index cannot be read.
pub fn show(place: &Place, id: &str) -> anyhow::Result<Record> {
    let found = LocalEngine::open(&place.index)?.record(id)?;
    Ok(found.ok_or_else(|| NoArticle(id.to_owned()))?)
}
