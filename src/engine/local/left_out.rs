//! What a stretch of time leaves out because its date is not told, or not told well enough.

use tantivy::collector::Count;
use tantivy::query::Query as Compiled;

use super::LocalEngine;
use super::combine::both;
use super::join::{Of, telling};
use crate::engine::{EngineError, LeftOut, Request, StatementRequest};
use crate::index::IndexError;
use crate::model::NewsDate;
use crate::query::Filters;

impl LocalEngine {
    /// What the dates of a question leave out of articles.
    pub fn articles_left_out(&self, request: &Request) -> Result<LeftOut, EngineError> {
        let Some(filters) = undated(&request.filters) else { return Ok(LeftOut::default()) };
        let wider = Request { filters, ..request.clone() };
        let query = self.article_query(&wider, &mut Vec::new())?;
        Ok(self.left_out(query.as_deref(), Of::Articles, request.filters.from.as_ref())?)
    }

    /// The same of statements.
    pub fn statements_left_out(&self, request: &StatementRequest) -> Result<LeftOut, EngineError> {
        let Some(filters) = undated(&request.filters) else { return Ok(LeftOut::default()) };
        let wider = StatementRequest { filters, ..request.clone() };
        let query = self.statement_query(&wider, &mut Vec::new())?;
        Ok(self.left_out(query.as_deref(), Of::Statements, request.filters.from.as_ref())?)
    }

    fn left_out(
        &self,
        query: Option<&dyn Compiled>,
        of: Of,
        from: Option<&NewsDate>,
    ) -> Result<LeftOut, IndexError> {
        let Some(query) = query else { return Ok(LeftOut::default()) };
        let count = |query: &dyn Compiled| self.searcher.search(query, &Count).map(|count| count as u64);
        let dated = count(&*both(query, telling("printed", of, |_: u64| true)))?;
        let imprecise = match from.map(first_day) {
            Some(from) => {
                count(&*both(query, telling("printed", of, move |day: u64| may_be_later(day, from))))?
            }
            None => 0,
        };
        Ok(LeftOut { undated: count(query)?.saturating_sub(dated), imprecise })
    }
}

/// The filters without dates, where they have any.
fn undated(filters: &Filters) -> Option<Filters> {
    let has_dates = filters.from.is_some() || filters.to.is_some();
    has_dates.then(|| Filters { from: None, to: None, ..filters.clone() })
}

/// The first day of what was printed, as a number: `20250301` of March 2025.
fn first_day(date: &NewsDate) -> u64 {
    match date.printed_day() {
        year if year % 10_000 == 0 => year + 101,
        month if month % 100 == 0 => month + 1,
        day => day,
    }
}

/// Whether a year or a month that begins before `from`, and is left out for that, may mean a day after it.
fn may_be_later(printed: u64, from: u64) -> bool {
    let (first, last) = match printed {
        0 => return false,
        year if year % 10_000 == 0 => (year + 101, year + 1_231),
        month if month % 100 == 0 => (month + 1, month + 31),
        day => (day, day),
    };
    first < from && from <= last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: u64, from: &str, want: bool) {
        let from: NewsDate = from.parse().unwrap();
        assert_eq!(may_be_later(printed, first_day(&from)), want, "{printed} {from}");
    }

    #[test]
    fn a_year_that_begins_before_may_mean_a_day_behind() {
        check(20_250_000, "2025-06", true);
        check(20_250_000, "2025", false);
        check(20_250_000, "2026-01-01", false);
        check(20_250_600, "2025-06-12", true);
        check(20_250_600, "2025-06", false);
        check(20_250_611, "2025-06-12", false);
        check(0, "2025", false);
    }
}
