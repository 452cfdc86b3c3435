//! More articles like one.

use super::identities::Opened;
use super::search::Answer;
use super::show::NoArticle;
use super::{Place, identities};
use crate::engine::Request;
use crate::model::Record;

/// The article, and those like it.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// The article that was named.
    pub of: Record,
    /// The others; the request's query is the words they share.
    pub answer: Answer,
}

/// The articles most like the one whose id this is, or begins so, narrowed as `request` says.
///
/// # Errors
/// [`NoArticle`] when there is none; otherwise when several begin so, or the index cannot be read.
pub fn similar(place: &Place, id: &str, mut request: Request) -> anyhow::Result<Similar> {
    let Opened { engine, notes } = identities::open(place)?;
    let of = engine.record(id)?.ok_or_else(|| NoArticle(id.to_owned()))?;
    let mut page = engine.similar(&of, &mut request)?;
    page.notes.splice(0..0, notes);
    Ok(Similar { of, answer: Answer { request, page, instead: Vec::new(), alone: Vec::new() } })
}
