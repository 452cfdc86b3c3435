//! One article out of an index.

use super::Place;
use crate::engine::LocalEngine;
use crate::model::Record;

/// No article has this id.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("no article has the id {0}")]
pub struct NoArticle(pub String);

/// The article whose id this is, or begins so.
///
/// # Errors
/// [`NoArticle`] when there is none; otherwise when several begin so, or the index cannot be read.
pub fn show(place: &Place, id: &str) -> anyhow::Result<Record> {
    let found = LocalEngine::open(&place.index)?.record(id)?;
    Ok(found.ok_or_else(|| NoArticle(id.to_owned()))?)
}
