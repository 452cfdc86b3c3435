//! Dates in words: *yesterday*, *last 30 days*, *March 2025*, *9 March 2025*.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::model::{MONTHS, NewsDate, Precision};

/// What words say of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelled {
    /// From the first to the last, both included.
    Period(NewsDate, NewsDate),
    /// A stretch of time that depends on what day it is, which is not known.
    NeedsToday,
    /// Numbers that are two days, depending on where one lives.
    TwoWays(NewsDate, NewsDate),
    /// Nothing.
    Nothing,
}

/// Reads `text`, seen from `today`.
pub(super) fn read(text: &str, today: Option<NewsDate>) -> Spelled {
    let lower = text.to_lowercase().replace(',', " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    if let Some(period) = absolute(&words) {
        return period;
    }
    // Any day tells whether the words depend on it at all.
    let Some(day) = today.map_or_else(|| Date::new(2024, 6, 15).ok(), |today| Some(today.local.date()))
    else {
        return Spelled::Nothing;
    };
    match relative(&words, day) {
        Some(_) if today.is_none() => Spelled::NeedsToday,
        Some((from, to)) => Spelled::Period(from, to),
        None => Spelled::Nothing,
    }
}

/// The month a word names, whole or shortened to three letters or more.
fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let found =
        MONTHS.iter().position(|month| word.len() >= 3 && month.to_ascii_lowercase().starts_with(word));
    found.map(|at| at as i8 + 1).or_else(|| (word == "sept").then_some(9))
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten()
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// What means the same on every day: `march 2025`, `9 march 2025`, `march 9 2025`, `q1 2025`, `13/3/2025`.
fn absolute(words: &[&str]) -> Option<Spelled> {
    let one = |date: NewsDate| Spelled::Period(date, date);
    match words {
        [name, number] if month(name).is_some() => {
            let date = NewsDate::day(year(number)?, month(name)?, 1)?;
            Some(one(NewsDate { precision: Precision::Month, ..date }))
        }
        [quarter, number] if quarter.starts_with('q') => {
            let quarter: i8 = quarter[1..].parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            let of = |month| NewsDate::day(year(number)?, month, 1);
            let month = |date| NewsDate { precision: Precision::Month, ..date };
            Some(Spelled::Period(month(of(quarter * 3 - 2)?), month(of(quarter * 3)?)))
        }
        [a, b, number] => {
            let named = month(a).zip(day_of_month(b)).or_else(|| month(b).zip(day_of_month(a)));
            let (month, day) = named?;
            NewsDate::day(year(number)?, month, day).map(one)
        }
        [numbers] => numeric(numbers),
        _ => None,
    }
}

/// `13/3/2025`, `13.3.2025`: two ways to read it unless one part can be no month.
fn numeric(word: &str) -> Option<Spelled> {
    let mut parts = word.split(['/', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let (first, second) = (day_of_month(first)?, day_of_month(second)?);
    let year = year(third).filter(|_| parts.next().is_none())?;
    let month_first = NewsDate::day(year, first, second);
    let day_first = NewsDate::day(year, second, first);
    match (month_first, day_first) {
        (Some(one), Some(other)) if one != other => Some(Spelled::TwoWays(one, other)),
        (Some(one), _) | (None, Some(one)) => Some(Spelled::Period(one, one)),
        (None, None) => None,
    }
}

type Period = (NewsDate, NewsDate);

/// What depends on the day.
fn relative(words: &[&str], today: Date) -> Option<Period> {
    match words {
        ["today"] => days(today, today),
        ["yesterday"] => {
            let day = back(today, 1.day())?;
            days(day, day)
        }
        ["last" | "past" | "previous", unit] if !unit.ends_with('s') => whole(unit, today, 1),
        ["this", unit] => whole(unit, today, 0),
        ["last" | "past" | "previous", count, unit] | ["the", "last" | "past", count, unit] => {
            days(back(today, units(count, unit)?)?, today)
        }
        [count, unit, "ago"] => {
            let day = back(today, units(count, unit)?)?;
            match *unit {
                "month" | "months" => part(day, Precision::Month),
                "year" | "years" => part(day, Precision::Year),
                _ => days(day, day),
            }
        }
        [name] => latest_month(month(name)?, today),
        _ => None,
    }
}

/// The calendar week, month or year `before` the one today lies in.
fn whole(unit: &str, today: Date, before: i64) -> Option<Period> {
    match unit {
        "day" => {
            let day = back(today, before.days())?;
            days(day, day)
        }
        "week" => {
            let monday = back(today, i64::from(today.weekday().to_monday_zero_offset()).days())?;
            let monday = back(monday, before.weeks())?;
            days(monday, monday.checked_add(6.days()).ok()?)
        }
        "month" => part(back(today, before.months())?, Precision::Month),
        "year" => part(back(today, before.years())?, Precision::Year),
        _ => None,
    }
}

/// `march` alone: the last one that has begun.
fn latest_month(month: i8, today: Date) -> Option<Period> {
    let year = if month > today.month() { today.year() - 1 } else { today.year() };
    part(Date::new(year, month, 1).ok()?, Precision::Month)
}

/// More than this reaches before the first newspaper anyway.
const MOST: i64 = 100_000;

fn units(count: &str, unit: &str) -> Option<Span> {
    let count: i64 = match count {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "ten" => 10,
        "twelve" => 12,
        digits => digits.parse().ok().filter(|count| (1..=MOST).contains(count))?,
    };
    match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Some(count.days()),
        "week" => Span::new().try_weeks(count).ok(),
        "month" => Span::new().try_months(count).ok(),
        "year" => Span::new().try_years(count).ok(),
        _ => None,
    }
}

fn back(day: Date, by: Span) -> Option<Date> {
    day.checked_sub(by).ok().filter(|day| day.year() >= 0)
}

fn date(day: Date) -> Option<NewsDate> {
    NewsDate::day(day.year(), day.month(), day.day())
}

fn days(from: Date, to: Date) -> Option<Period> {
    Some((date(from)?, date(to)?))
}

/// The month or year a day lies in.
fn part(day: Date, precision: Precision) -> Option<Period> {
    let month = if precision == Precision::Year { 1 } else { day.month() };
    let first = NewsDate { precision, ..NewsDate::day(day.year(), month, 1)? };
    Some((first, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        // A Wednesday.
        let Spelled::Period(from, to) = read(text, NewsDate::day(2025, 3, 12)) else { panic!("{text}") };
        let printed = if from == to { from.to_string() } else { format!("{from}..{to}") };
        assert_eq!(printed, want, "{text}");
    }

    #[test]
    fn days_and_months_by_name() {
        check("March 2025", "2025-03");
        check("sept. 2024", "2024-09");
        check("9 March 2025", "2025-03-09");
        check("March 9th, 2025", "2025-03-09");
        check("Q2 2024", "2024-04..2024-06");
        check("13.3.2025", "2025-03-13");
        check("March", "2025-03");
        check("April", "2024-04");
    }

    #[test]
    fn seen_from_today() {
        check("today", "2025-03-12");
        check("Yesterday", "2025-03-11");
        check("last week", "2025-03-03..2025-03-09");
        check("this week", "2025-03-10..2025-03-16");
        check("last month", "2025-02");
        check("this year", "2025");
        check("last 30 days", "2025-02-10..2025-03-12");
        check("past two weeks", "2025-02-26..2025-03-12");
        check("3 days ago", "2025-03-09");
        check("two years ago", "2023");
    }

    #[test]
    fn other_words_are_none() {
        for text in [
            "",
            "soon",
            "last",
            "last words",
            "31 February 2025",
            "letter 2025",
            "5",
            "q9 2025",
            "99/99/2025",
        ] {
            assert_eq!(read(text, NewsDate::day(2025, 3, 12)), Spelled::Nothing, "{text}");
        }
    }
}
