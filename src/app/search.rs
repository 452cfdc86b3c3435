//! Answering a question from an index.

use super::Place;
use crate::engine::{Engine, LocalEngine, Page, Request};
use crate::query::notes;

/// A page and the request it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub request: Request,
    /// What was found.
    pub page: Page,
    /// Where nothing was found: how many articles there would be without one of the filters.
    pub instead: Vec<(&'static str, u64)>,
}

/// Answers `request` from the index of `place`; `typed` is the query's text, for what is to be said of it.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn search(place: &Place, request: Request, typed: &str) -> anyhow::Result<Answer> {
    let engine = LocalEngine::open(&place.index)?;
    let mut page = engine.search(&request)?;
    page.notes.extend(notes(typed));
    let instead = if page.total == 0 { without_one(&engine, &request)? } else { Vec::new() };
    Ok(Answer { request, page, instead })
}

/// What each filter alone keeps out.
fn without_one(engine: &LocalEngine, request: &Request) -> anyhow::Result<Vec<(&'static str, u64)>> {
    let mut out = Vec::new();
    for (flag, clear) in FILTERS {
        let mut wider = Request { facets: Vec::new(), limit: 0, offset: 0, ..request.clone() };
        clear(&mut wider);
        if wider.filters == request.filters {
            continue;
        }
        let total = engine.search(&wider)?.total;
        if total > 0 {
            out.push((flag, total));
        }
    }
    Ok(out)
}

type Clear = fn(&mut Request);

/// Every filter by its name on the command line, and how to lift it.
const FILTERS: [(&str, Clear); 8] = [
    ("--speaker", |request| request.filters.speakers.clear()),
    ("--org", |request| request.filters.organizations.clear()),
    ("--author", |request| request.filters.authors.clear()),
    ("--section", |request| request.filters.sections.clear()),
    ("--source", |request| request.filters.sources.clear()),
    ("--from", |request| request.filters.from = None),
    ("--to", |request| request.filters.to = None),
    ("--min-confidence", |request| request.filters.min_confidence = 0.0),
];
