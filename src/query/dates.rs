//! What can stand after `published:`.

use std::ops::Range;

use jiff::ToSpan;

use super::Query;
use super::error::{QueryError, QueryErrorKind};
use crate::model::{NewsDate, Precision};

const HINT: &str =
    "dates look like 2025, 2025-03, 2025-03-09 or 2025-03-09T14:05; ranges like 2024..2025-03 or >=2024";

/// Reads a date or range that stands at the byte `at` of the query.
pub(super) fn range(value: &str, at: usize) -> Result<Query, QueryError> {
    let here = at..at + value.len();
    let (from, to) = ends(value, at)?;
    if let (Some(from), Some(to)) = (&from, &to)
        && to.after() <= from.earliest()
    {
        return Err(
            QueryError::new(QueryErrorKind::BackwardRange, here).hint(format!("turn it round: {to}..{from}"))
        );
    }
    Ok(Query::Published { from, to })
}

type Ends = (Option<NewsDate>, Option<NewsDate>);

fn ends(value: &str, at: usize) -> Result<Ends, QueryError> {
    if value.starts_with(['[', '{']) {
        return bracketed(value, at);
    }
    for (sign, read) in SIGNS {
        if let Some(rest) = value.strip_prefix(sign) {
            let skipped = value.len() - rest.trim_start().len();
            return read(rest.trim(), at + skipped);
        }
    }
    if let Some(dots) = value.find("..") {
        let (from, to) = (&value[..dots], value[dots..].trim_start_matches('.'));
        return Ok((open(from, at)?, open(to, at + value.len() - to.len())?));
    }
    if value == "*" {
        return Ok((None, None));
    }
    let day = date(value, at)?;
    Ok((Some(day), Some(day)))
}

type ReadEnd = fn(&str, usize) -> Result<Ends, QueryError>;

/// Longer signs first: `>=` also begins with `>`.
const SIGNS: [(&str, ReadEnd); 4] = [
    (">=", |value, at| Ok((Some(date(value, at)?), None))),
    ("<=", |value, at| Ok((None, Some(date(value, at)?)))),
    (">", |value, at| Ok((Some(next(value, at)?), None))),
    ("<", |value, at| Ok((None, Some(previous(value, at)?)))),
];

/// `[2024 TO 2025]`; braces leave the end out.
fn bracketed(value: &str, at: usize) -> Result<Ends, QueryError> {
    let inner = value[1..].strip_suffix([']', '}']).unwrap_or_default();
    let Some(middle) = inner.find(" TO ") else {
        let kind = QueryErrorKind::NotARange(value.to_owned());
        return Err(QueryError::new(kind, at..at + value.len()).hint("write it as [2024 TO 2025]"));
    };
    let (from, to) = (&inner[..middle], &inner[middle + 4..]);
    let from_at = at + 1 + (from.len() - from.trim_start().len());
    let to_at = at + 1 + middle + 4 + (to.len() - to.trim_start().len());
    let from = match from.trim() {
        "*" => None,
        from if value.starts_with('{') => Some(next(from, from_at)?),
        from => Some(date(from, from_at)?),
    };
    let to = match to.trim() {
        "*" => None,
        to if value.ends_with('}') => Some(previous(to, to_at)?),
        to => Some(date(to, to_at)?),
    };
    Ok((from, to))
}

fn open(value: &str, at: usize) -> Result<Option<NewsDate>, QueryError> {
    if value.is_empty() || value == "*" { Ok(None) } else { date(value, at).map(Some) }
}

fn date(value: &str, at: usize) -> Result<NewsDate, QueryError> {
    value.parse().map_err(|_| no_date(value, at))
}

fn no_date(value: &str, at: usize) -> QueryError {
    QueryError::new(QueryErrorKind::NotADate(value.to_owned()), at..at + value.len()).hint(HINT)
}

/// The year, month, day… after: what `>2024` begins with.
fn next(value: &str, at: usize) -> Result<NewsDate, QueryError> {
    step(date(value, at)?, 1).ok_or_else(|| no_date(value, at))
}

fn previous(value: &str, at: usize) -> Result<NewsDate, QueryError> {
    step(date(value, at)?, -1).ok_or_else(|| no_date(value, at))
}

fn step(date: NewsDate, by: i64) -> Option<NewsDate> {
    let span = match date.precision {
        Precision::Year => by.years(),
        Precision::Month => by.months(),
        Precision::Day => by.days(),
        Precision::Minute => by.minutes(),
        Precision::Second => by.seconds(),
    };
    let local = date.local.checked_add(span).ok().filter(|local| local.year() >= 0)?;
    Some(NewsDate { local, ..date })
}

/// Prints what [`range`] reads.
pub(super) fn print(from: Option<&NewsDate>, to: Option<&NewsDate>) -> String {
    match (from, to) {
        (None, None) => "*".to_owned(),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (from, to) => format!("{}..{}", end(from), end(to)),
    }
}

fn end(date: Option<&NewsDate>) -> String {
    date.map(ToString::to_string).unwrap_or_default()
}

/// The span that a bracketed range takes from `text[at..]`, or nothing where it does not close.
pub(super) fn bracket_end(text: &str, at: usize) -> Option<Range<usize>> {
    let close = text[at..].find([']', '}'])?;
    Some(at..at + close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, want: &str) {
        match range(value, 0) {
            Ok(query) => assert_eq!(query.to_string(), format!("published:{want}")),
            Err(error) => panic!("{value}: {error}"),
        }
    }

    #[test]
    fn every_form_of_range() {
        check("2025-03", "2025-03");
        check("2025-03-01..2025-04", "2025-03-01..2025-04");
        check("2025..", "2025..");
        check("..2025", "..2025");
        check("..", "*");
        check(">=2024", "2024..");
        check(">2024", "2025..");
        check("<2024-01", "..2023-12");
        check("<= 2024", "..2024");
        check("[2024 TO 2025]", "2024..2025");
        check("{2024 TO 2026}", "2025");
        check("[* TO 2025-02-28}", "..2025-02-27");
        check("2025-03-09T14:05+01:00..2025-03-10", "2025-03-09T14:05+01:00..2025-03-10");
    }

    #[test]
    fn the_edges_of_time_are_errors_not_panics() {
        for value in
            ["<0000", ">9999", ">9999-12-31T23:59:59", "[2024]", "[]", "{ TO }", "2024..x", "0000...."]
        {
            let _ = range(value, 0).map(|query| query.to_string());
        }
        assert!(range("<0000", 0).is_err());
        assert!(range(">9999", 0).is_err());
        assert!(range("[2024]", 0).is_err());
    }
}
