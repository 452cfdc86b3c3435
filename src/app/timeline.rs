//! How often over time: days gathered into weeks, months or years.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::identities::Opened;
use super::{Place, identities};
use crate::engine::{FacetName, FacetRequest, Histogram, PrintedDay, Request, StatementRequest};
use crate::present::timeline::{Bucket, Timeline, TimelineSeries, Unit, Width};

/// The most buckets that are made where nobody says how wide they are to be.
const READABLE: usize = 48;
/// The most there ever are: sixty years of days.
const MOST: usize = 22_000;

/// What to count.
#[derive(Debug, Clone, PartialEq)]
pub enum Counted {
    /// Articles.
    Articles(Request),
    /// Statements.
    Statements(StatementRequest),
}

/// Counts what answers over time, at most so many values of a facet each on its own.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn timeline(
    place: &Place,
    counted: &Counted,
    width: Option<Width>,
    by: Option<FacetRequest>,
) -> anyhow::Result<Timeline> {
    let Opened { engine, notes } = identities::open(place)?;
    let (mut histogram, unit, query) = match counted {
        Counted::Articles(request) => {
            (engine.articles_over_time(request, by)?, Unit::Article, request.query.to_string())
        }
        Counted::Statements(request) => {
            (engine.statements_over_time(request, by)?, Unit::Statement, request.query.to_string())
        }
    };
    histogram.notes.splice(0..0, notes);
    Ok(drawn(histogram, unit, query, width, by.map(|by| by.name)))
}

/// Days gathered into buckets.
pub(super) fn drawn(
    histogram: Histogram,
    unit: Unit,
    query: String,
    width: Option<Width>,
    by: Option<FacetName>,
) -> Timeline {
    let mut notes = histogram.notes;
    let asked = width;
    let mut width = width.unwrap_or_else(|| readable(&histogram.days));
    // Wider until they can be listed: a stray date in the year 1 makes a long row of days.
    while starts(&histogram.days, width).len() > MOST && width != Width::Year {
        width = wider(width);
    }
    if asked.is_some_and(|asked| asked != width) {
        notes.push(format!("there are too many {}s: counted by {} instead", word(asked), word(Some(width))));
    }
    let starts = starts(&histogram.days, width);
    let place_of: BTreeMap<Date, usize> = starts.iter().enumerate().map(|(at, start)| (*start, at)).collect();
    let spread = |days: &BTreeMap<PrintedDay, u64>| {
        let mut counts = vec![0; starts.len()];
        for (day, count) in days {
            let at = start_of(*day, width).and_then(|start| place_of.get(&start)).copied();
            if let Some(count_at) = at.and_then(|at| counts.get_mut(at)) {
                *count_at += count;
            }
        }
        counts
    };
    let counts = spread(&histogram.days);
    let undated = histogram.days.get(&0).copied().unwrap_or(0);
    let buckets: Vec<Bucket> = starts
        .iter()
        .zip(&counts)
        .map(|(start, count)| Bucket { start: label(*start, width), count: *count })
        .collect();
    let series = histogram
        .series
        .iter()
        .map(|one| TimelineSeries { value: one.value.clone(), total: one.total, counts: spread(&one.days) })
        .collect();
    Timeline {
        schema_version: Timeline::VERSION,
        query,
        unit,
        width,
        total: histogram.total,
        undated,
        imprecise: histogram.total - undated - counts.iter().sum::<u64>(),
        buckets,
        by,
        distinct: histogram.distinct,
        series,
        notes,
    }
}

fn word(width: Option<Width>) -> &'static str {
    width.map_or("", Width::word)
}

fn wider(width: Width) -> Width {
    match width {
        Width::Day => Width::Week,
        Width::Week => Width::Month,
        Width::Month | Width::Year => Width::Year,
    }
}

/// The narrowest width that can be read at a glance.
fn readable(days: &BTreeMap<PrintedDay, u64>) -> Width {
    let fits = |width: &Width| starts(days, *width).len() <= READABLE;
    [Width::Day, Width::Week, Width::Month].into_iter().find(fits).unwrap_or(Width::Year)
}

/// Every bucket from the first that counts something to the last, those between included.
fn starts(days: &BTreeMap<PrintedDay, u64>, width: Width) -> Vec<Date> {
    let mut known = days.keys().filter_map(|day| start_of(*day, width));
    let Some(first) = known.next() else { return Vec::new() };
    let last = known.next_back().unwrap_or(first);
    let (first, last) = (first.min(last), first.max(last));
    let mut out = Vec::new();
    let mut at = first;
    while at <= last && out.len() <= MOST {
        out.push(at);
        let step = match width {
            Width::Day => 1.day(),
            Width::Week => 7.days(),
            Width::Month => 1.month(),
            Width::Year => 1.year(),
        };
        let Ok(next) = at.checked_add(step) else { break };
        at = next;
    }
    out
}

/// The bucket of a printed day; nothing where the date is not known so well.
fn start_of(day: PrintedDay, width: Width) -> Option<Date> {
    let part = |value: u64| i8::try_from(value).ok().filter(|value| *value > 0);
    let year = i16::try_from(day / 10_000).ok().filter(|year| *year > 0)?;
    let (month, of_month) = (part(day / 100 % 100), part(day % 100));
    match width {
        Width::Year => Date::new(year, 1, 1).ok(),
        Width::Month => Date::new(year, month?, 1).ok(),
        Width::Day => Date::new(year, month?, of_month?).ok(),
        Width::Week => {
            let day = Date::new(year, month?, of_month?).ok()?;
            day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()
        }
    }
}

/// As `--from` and `--to` take it; a week by its Monday.
fn label(start: Date, width: Width) -> String {
    match width {
        Width::Year => format!("{:04}", start.year()),
        Width::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Width::Day | Width::Week => format!("{:04}-{:02}-{:02}", start.year(), start.month(), start.day()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_week_begins_on_monday_whatever_the_year() {
        let check =
            |day, want: &str| assert_eq!(label(start_of(day, Width::Week).unwrap(), Width::Week), want);
        check(20_250_309, "2025-03-03");
        check(20_250_310, "2025-03-10");
        check(20_250_101, "2024-12-30");
    }

    #[test]
    fn what_was_not_printed_is_not_made_up() {
        assert_eq!(start_of(20_250_300, Width::Day), None);
        assert_eq!(start_of(20_250_300, Width::Week), None);
        assert_eq!(start_of(20_250_000, Width::Month), None);
        assert!(start_of(20_250_000, Width::Year).is_some());
        assert_eq!(start_of(0, Width::Year), None);
    }

    proptest! {
        #[test]
        fn every_day_is_counted_once(days in prop::collection::btree_map(
            (1990u64..2030, 0u64..13, 0u64..29).prop_map(|(y, m, d)| y * 10_000 + m * 100 + if m == 0 { 0 } else { d }),
            1u64..9, 0..40,
        )) {
            let total = days.values().sum::<u64>();
            for width in [Width::Day, Width::Week, Width::Month, Width::Year] {
                let histogram = Histogram { total, days: days.clone(), ..Histogram::default() };
                let drawn = drawn(histogram, Unit::Article, String::new(), Some(width), None);
                let counted: u64 = drawn.buckets.iter().map(|bucket| bucket.count).sum();
                prop_assert_eq!(counted + drawn.undated + drawn.imprecise, total);
                prop_assert!(drawn.buckets.is_sorted_by(|a, b| a.start < b.start));
            }
        }
    }
}
