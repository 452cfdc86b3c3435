//! What can stand after `published:`, and after `--from` and `--to`.

use std::ops::Range;

use jiff::ToSpan;

use super::calendar::{self, Spelled};
use super::error::{QueryError, QueryErrorKind};
use crate::model::{NewsDate, Precision};

const HINT: &str = "dates look like 2025, 2025-03, 2025-03-09, March 2025 or \"last 30 days\"; \
    ranges like 2024..2025-03 or >=2024";

/// Reads a date or range that stands at the byte `at` of the query.
pub(super) fn range(value: &str, at: usize, today: Option<NewsDate>) -> Result<Ends, QueryError> {
    let here = at..at + value.len();
    let (from, to) = Reader { today }.ends(value, at)?;
    if let (Some(from), Some(to)) = (&from, &to)
        && to.after() <= from.earliest()
    {
        return Err(
            QueryError::new(QueryErrorKind::BackwardRange, here).hint(format!("turn it round: {to}..{from}"))
        );
    }
    Ok((from, to))
}

/// A stretch of time as people write it: `2025-03`, `2024..2025`, `>=2024`, `last week`, `March 2025`.
///
/// # Errors
/// Where it is none, with the place and what to type instead.
pub fn period(text: &str, today: Option<NewsDate>) -> Result<Ends, QueryError> {
    let value = text.trim();
    range(value, text.len() - text.trim_start().len(), today)
}

/// Whether the words are a date or range as people write them.
pub(super) fn is_period(text: &str) -> bool {
    // Any day will do: which words make a date does not depend on it.
    Reader { today: NewsDate::day(2024, 6, 15) }.ends(text, 0).is_ok()
}

/// The two ends of a stretch of time; nothing where it is open.
pub type Ends = (Option<NewsDate>, Option<NewsDate>);

/// Reads dates; words such as *yesterday* need to know the day.
#[derive(Debug, Clone, Copy)]
struct Reader {
    today: Option<NewsDate>,
}

impl Reader {
    fn ends(self, value: &str, at: usize) -> Result<Ends, QueryError> {
        if value.starts_with(['[', '{']) {
            return self.bracketed(value, at);
        }
        for (sign, side) in SIGNS {
            if let Some(rest) = strip_sign(value, sign) {
                let skipped = value.len() - rest.trim_start().len();
                return self.side(side, rest.trim(), at + skipped);
            }
        }
        if let Some(dots) = value.find("..") {
            let (from, to) = (value[..dots].trim_end(), value[dots..].trim_start_matches('.').trim_start());
            return Ok((self.open(from, at, false)?, self.open(to, at + value.len() - to.len(), true)?));
        }
        if let Some((from, to)) = between(value) {
            let to_at = at + value.len() - to.len();
            let from_at = at + from.as_ptr() as usize - value.as_ptr() as usize;
            return Ok((self.open(from, from_at, false)?, self.open(to, to_at, true)?));
        }
        if value == "*" {
            return Ok((None, None));
        }
        self.stretch(value, at)
    }

    fn side(self, side: Side, value: &str, at: usize) -> Result<Ends, QueryError> {
        let (from, to) = self.stretch(value, at)?;
        let beyond = |date: Option<NewsDate>, by| {
            date.and_then(|date| step(date, by)).map(Some).ok_or_else(|| no_date(value, at))
        };
        Ok(match side {
            Side::From => (from, None),
            Side::To => (None, to),
            Side::After => (beyond(to, 1)?, None),
            Side::Before => (None, beyond(from, -1)?),
        })
    }

    /// `[2024 TO 2025]`; braces leave the end out.
    fn bracketed(self, value: &str, at: usize) -> Result<Ends, QueryError> {
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
            from if value.starts_with('{') => self.side(Side::After, from, from_at)?.0,
            from => self.stretch(from, from_at)?.0,
        };
        let to = match to.trim() {
            "*" => None,
            to if value.ends_with('}') => self.side(Side::Before, to, to_at)?.1,
            to => self.stretch(to, to_at)?.1,
        };
        Ok((from, to))
    }

    fn open(self, value: &str, at: usize, last: bool) -> Result<Option<NewsDate>, QueryError> {
        if value.is_empty() || value == "*" {
            return Ok(None);
        }
        let (from, to) = self.stretch(value, at)?;
        Ok(if last { to } else { from })
    }

    /// One date as written, or the stretch of time that words name.
    fn stretch(self, value: &str, at: usize) -> Result<Ends, QueryError> {
        if let Ok(date) = value.parse() {
            return Ok((Some(date), Some(date)));
        }
        match calendar::read(value, self.today) {
            Spelled::Period(from, to) => Ok((Some(from), Some(to))),
            Spelled::NeedsToday => {
                let kind = QueryErrorKind::NoToday(value.to_owned());
                Err(QueryError::new(kind, at..at + value.len())
                    .hint("write the dates out: 2025-03-01..2025-03-31"))
            }
            Spelled::TwoWays(one, other) => {
                let kind = QueryErrorKind::NotADate(value.to_owned());
                Err(QueryError::new(kind, at..at + value.len())
                    .hint(format!("is it {one} or {other}? Write the year first")))
            }
            Spelled::Nothing => Err(no_date(value, at)),
        }
    }
}

/// On which side of a date the range lies.
#[derive(Debug, Clone, Copy)]
enum Side {
    From,
    To,
    After,
    Before,
}

/// Longer signs first: `>=` also begins with `>`.
const SIGNS: [(&str, Side); 10] = [
    (">=", Side::From),
    ("<=", Side::To),
    (">", Side::After),
    ("<", Side::Before),
    ("since ", Side::From),
    ("from ", Side::From),
    ("until ", Side::To),
    ("till ", Side::To),
    ("after ", Side::After),
    ("before ", Side::Before),
];

fn strip_sign<'v>(value: &'v str, sign: &str) -> Option<&'v str> {
    let head = value.get(..sign.len())?;
    if !head.eq_ignore_ascii_case(sign) || (sign == "from " && between(value).is_some()) {
        return None;
    }
    value.get(sign.len()..)
}

/// `between March 2024 and May 2024`, `from 2024 to 2025`.
fn between(value: &str) -> Option<(&str, &str)> {
    let lower = value.to_ascii_lowercase();
    for (first, middle) in [("between ", " and "), ("from ", " to ")] {
        if lower.starts_with(first)
            && let Some(at) = lower.find(middle)
        {
            let from = value.get(first.len()..at)?.trim();
            let to = value.get(at + middle.len()..)?.trim();
            return (!from.is_empty() && !to.is_empty()).then_some((from, to));
        }
    }
    None
}

fn no_date(value: &str, at: usize) -> QueryError {
    QueryError::new(QueryErrorKind::NotADate(value.to_owned()), at..at + value.len()).hint(HINT)
}

/// The year, month, day… after, or before.
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
        match period(value, NewsDate::day(2025, 3, 12)) {
            Ok((from, to)) => assert_eq!(print(from.as_ref(), to.as_ref()), want, "{value}"),
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
    fn as_people_write_them() {
        check("March 2025", "2025-03");
        check("since March 2024", "2024-03..");
        check("before 2024", "..2023");
        check("March 2024..yesterday", "2024-03..2025-03-11");
        check("between March 2024 and 5 May 2024", "2024-03..2024-05-05");
        check("from 2023 to last month", "2023..2025-02");
        check(">= last week", "2025-03-03..");
        check("> last week", "2025-03-10..");
        check("[last month TO today]", "2025-02..2025-03-12");
    }

    #[test]
    fn words_need_a_day_and_ambiguous_numbers_a_year_first() {
        let error = period("yesterday", None).unwrap_err();
        assert_eq!(error.kind, QueryErrorKind::NoToday("yesterday".into()));
        let error = period("03/04/2025", None).unwrap_err();
        assert_eq!(error.hint.unwrap(), "is it 2025-03-04 or 2025-04-03? Write the year first");
        check("13/03/2025", "2025-03-13");
    }

    #[test]
    fn the_edges_of_time_are_errors_not_panics() {
        for value in [
            "<0000",
            ">9999",
            ">9999-12-31T23:59:59",
            "[2024]",
            "[]",
            "{ TO }",
            "2024..x",
            "0000....",
            "last 99999999999 days",
            "last 999999 years",
            "99999 months ago",
            "between and",
            "from to",
        ] {
            let _ = period(value, NewsDate::day(2025, 3, 12));
        }
        assert!(period("between and 2025", None).is_err());
        assert!(period("between 2024 and ", None).is_err());
        assert!(period("<0000", None).is_err());
        assert!(period(">9999", None).is_err());
        assert!(period("[2024]", None).is_err());
    }
}
