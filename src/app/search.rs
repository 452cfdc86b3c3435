//! Answering a question from an index.

use super::Place;
use super::filters::FILTERS;
use super::identities::{self, Opened};
use super::quotes::left_out;
use crate::engine::{Engine, LocalEngine, Page, Request};
use crate::model::NewsDate;
use crate::query::{Ends, Query, QueryError, Settings, Understood, period, read};

/// A page and the request it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub request: Request,
    /// What was found.
    pub page: Page,
    /// Where nothing was found: how many articles there would be without one word or filter.
    pub instead: Vec<(String, u64)>,
    /// Where leaving one word out would not help: how many articles each finds alone.
    pub alone: Vec<(String, u64)>,
}

/// Reads a query as it is typed today; with `any`, words side by side need not all match.
///
/// # Errors
/// Where the query breaks the grammar.
pub fn understand(text: &str, any: bool) -> Result<Understood, QueryError> {
    read(text, &Settings { today: today(), any })
}

/// Reads a stretch of time as it is written today: `2025-03`, `last week`, `March 2025`.
///
/// # Errors
/// Where it is none.
pub fn stretch(text: &str) -> Result<Ends, QueryError> {
    period(text, today())
}

/// The day it is where this program runs.
fn today() -> Option<NewsDate> {
    let day = jiff::Zoned::now().date();
    NewsDate::day(day.year(), day.month(), day.day())
}

/// Answers `request` from the index of `place`; `notes` is what is to be said of how it was read.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn search(place: &Place, request: Request, notes: Vec<String>) -> anyhow::Result<Answer> {
    let Opened { engine, notes: told } = identities::open(place)?;
    let page = engine.search(&request)?;
    finished(&engine, request, page, [told, notes].concat())
}

/// The same in two steps: hits are shown as soon as they are known, and what is counted over the whole result is
/// counted after that. The more there is the longer it takes, and nobody reads a count first.
///
/// # Errors
/// When the index cannot be opened or read, or showing fails.
pub fn search_in_turn(
    place: &Place,
    request: Request,
    notes: Vec<String>,
    show: impl FnOnce(&Page, &Request) -> anyhow::Result<()>,
) -> anyhow::Result<Answer> {
    let Opened { engine, notes: told } = identities::open(place)?;
    let uncounted = Request { facets: Vec::new(), pivots: Vec::new(), ..request.clone() };
    let mut page = engine.search(&uncounted)?;
    show(&page, &request)?;
    if page.total > 0 && uncounted != request {
        let counts = engine.search(&Request { limit: 0, offset: 0, explain: false, ..request.clone() })?;
        page.took_micros += counts.took_micros;
        (page.facets, page.pivots) = (counts.facets, counts.pivots);
    }
    finished(&engine, request, page, [told, notes].concat())
}

/// The answer, with what to try where nothing was found.
fn finished(
    engine: &LocalEngine,
    request: Request,
    mut page: Page,
    notes: Vec<String>,
) -> anyhow::Result<Answer> {
    page.notes.extend(notes);
    page.notes.extend(left_out(engine.articles_left_out(&request)?, "article"));
    let (mut instead, mut alone) = (Vec::new(), Vec::new());
    if page.total == 0 {
        instead = without_one(engine, &request)?;
        let words = without_one_word(engine, &request)?;
        if words.is_empty() {
            alone = each_alone(engine, &request)?;
        }
        instead.extend(words);
    }
    Ok(Answer { request, page, instead, alone })
}

/// So many words of a query are tried one by one.
const TRIED: usize = 12;

/// The words that must all match, where there are several.
fn words(query: &Query) -> &[Query] {
    match query {
        Query::And(parts) if parts.len() <= TRIED => parts,
        _ => &[],
    }
}

fn counted(engine: &LocalEngine, request: &Request, query: Query) -> anyhow::Result<u64> {
    let wider = Request { query, facets: Vec::new(), limit: 0, offset: 0, explain: false, ..request.clone() };
    Ok(engine.search(&wider)?.total)
}

/// What each word alone keeps out.
fn without_one_word(engine: &LocalEngine, request: &Request) -> anyhow::Result<Vec<(String, u64)>> {
    let mut out = Vec::new();
    let parts = words(&request.query);
    for (at, part) in parts.iter().enumerate() {
        let mut rest = parts.to_vec();
        rest.remove(at);
        let query = if rest.len() == 1 { rest.remove(0) } else { Query::And(rest) };
        if matches!(&query, Query::Not(_)) {
            continue;
        }
        let total = counted(engine, request, query)?;
        if total > 0 {
            out.push((format!("`{part}`"), total));
        }
    }
    Ok(out)
}

/// What each word finds by itself.
fn each_alone(engine: &LocalEngine, request: &Request) -> anyhow::Result<Vec<(String, u64)>> {
    let parts = words(&request.query).iter().filter(|part| !matches!(part, Query::Not(_)));
    let alone = parts.map(|part| Ok((part.to_string(), counted(engine, request, part.clone())?)));
    let alone: Vec<(String, u64)> = alone.collect::<anyhow::Result<_>>()?;
    Ok(if alone.iter().any(|(_, total)| *total > 0) { alone } else { Vec::new() })
}

/// What each filter alone keeps out.
fn without_one(engine: &LocalEngine, request: &Request) -> anyhow::Result<Vec<(String, u64)>> {
    let mut out = Vec::new();
    for (flag, clear) in FILTERS {
        let mut wider =
            Request { facets: Vec::new(), limit: 0, offset: 0, explain: false, ..request.clone() };
        clear(&mut wider.filters);
        if wider.filters == request.filters {
            continue;
        }
        let total = engine.search(&wider)?.total;
        if total > 0 {
            out.push((flag.to_owned(), total));
        }
    }
    Ok(out)
}
