//! A date as a newsroom prints it: an instant, and how precisely it is known.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How much of a date was printed. What was not printed is never made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The calendar day.
    Day,
    /// Hour and minute.
    Minute,
    /// Down to the second.
    Second,
}

/// A date with its precision and, where it was printed, its offset from UTC.
///
/// Written and read as ISO 8601 cut at the precision: `2025`, `2025-03`, `2025-03-09`,
/// `2025-03-09T14:05`, `2025-03-09T14:05:59+01:00`, `…Z` for an offset of zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NewsDate {
    /// Local date and time; the parts finer than `precision` are the smallest possible.
    pub local: DateTime,
    /// Minutes east of UTC, where printed.
    pub offset_minutes: Option<i16>,
    /// What is known.
    pub precision: Precision,
}

/// The English names of the months, the first of the year first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What is wrong with a text that should have been a date.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("`{0}` is not a date like 2025, 2025-03, 2025-03-09 or 2025-03-09T14:05+01:00")]
pub struct NotADate(pub String);

impl NewsDate {
    /// A calendar day; `None` where there is no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        Some(NewsDate {
            local: date.to_datetime(jiff::civil::Time::midnight()),
            offset_minutes: None,
            precision: Precision::Day,
        })
    }

    /// Seconds since 1970 in UTC of the earliest moment it can mean; no offset printed counts as UTC.
    pub fn earliest(&self) -> i64 {
        seconds(self.local) - i64::from(self.offset_minutes.unwrap_or(0)) * 60
    }

    /// Seconds since 1970 of the first moment it can no longer mean (exclusive end).
    pub fn after(&self) -> i64 {
        use jiff::ToSpan;
        let step = match self.precision {
            Precision::Year => 1.year(),
            Precision::Month => 1.month(),
            Precision::Day => 1.day(),
            Precision::Minute => 1.minute(),
            Precision::Second => 1.second(),
        };
        let next = self.local.checked_add(step).unwrap_or(DateTime::MAX);
        seconds(next) - i64::from(self.offset_minutes.unwrap_or(0)) * 60
    }

    /// The printed day as a number, `20250309`, with 00 for the month or day that was not printed.
    ///
    /// Offsets play no part: it is the day that stands in the paper.
    pub fn printed_day(&self) -> u64 {
        let part = |known: Precision, value: i8| if self.precision >= known { value as u64 } else { 0 };
        let (month, day) =
            (part(Precision::Month, self.local.month()), part(Precision::Day, self.local.day()));
        self.local.year().max(0) as u64 * 10_000 + month * 100 + day
    }

    /// `2025-03`, as printed, where at least the month is known.
    pub fn month(&self) -> Option<String> {
        (self.precision >= Precision::Month)
            .then(|| format!("{:04}-{:02}", self.local.year(), self.local.month()))
    }
}

fn seconds(local: DateTime) -> i64 {
    local.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second())
}

impl fmt::Display for NewsDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let t = self.local;
        write!(f, "{:04}", t.year())?;
        if self.precision >= Precision::Month {
            write!(f, "-{:02}", t.month())?;
        }
        if self.precision >= Precision::Day {
            write!(f, "-{:02}", t.day())?;
        }
        if self.precision >= Precision::Minute {
            write!(f, "T{:02}:{:02}", t.hour(), t.minute())?;
        }
        if self.precision >= Precision::Second {
            write!(f, ":{:02}", t.second())?;
        }
        match self.offset_minutes.filter(|_| self.precision >= Precision::Minute) {
            Some(0) => f.write_str("Z"),
            Some(m) => write!(f, "{}{:02}:{:02}", if m < 0 { '-' } else { '+' }, m.abs() / 60, m.abs() % 60),
            None => Ok(()),
        }
    }
}

impl FromStr for NewsDate {
    type Err = NotADate;

    /// Reads the forms that [`NewsDate`] is written in, with fractions of a second passed over.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        read_iso(text.trim()).ok_or_else(|| NotADate(text.to_owned()))
    }
}

fn read_iso(text: &str) -> Option<NewsDate> {
    if !text.is_ascii() {
        return None;
    }
    let (date, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|m| digits(m, 2)).map_or(Some(None), |m| m.map(Some))?;
    let day = parts.next().map(|d| digits(d, 2)).map_or(Some(None), |d| d.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (_, None) => Precision::Month,
        _ => Precision::Day,
    };
    let mut out = NewsDate::day(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8)?;
    out.precision = precision;
    let Some(time) = time else { return Some(out) };
    if precision != Precision::Day {
        return None;
    }
    let (clock, offset) = split_offset(time);
    out.offset_minutes = match offset {
        Some(offset) => Some(read_offset(offset)?),
        None => None,
    };
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = parts.next().map(|s| digits(s, 2)).map_or(Some(None), |s| s.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    out.precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    let time = jiff::civil::Time::new(hour as i8, minute as i8, second.unwrap_or(0).min(59) as i8, 0).ok()?;
    out.local = out.local.date().to_datetime(time);
    Some(out)
}

fn split_offset(time: &str) -> (&str, Option<&str>) {
    match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (time[..at].trim_end(), Some(&time[at..])),
        None => (time, None),
    }
}

fn read_offset(text: &str) -> Option<i16> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = text.split_at(1);
    let rest: String = rest.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match rest.len() {
        2 => (digits(&rest, 2)?, 0),
        4 => (digits(&rest[..2], 2)?, digits(&rest[2..], 2)?),
        _ => return None,
    };
    let total = hours * 60 + minutes;
    (total <= 15 * 60).then_some(if sign == "-" { -total } else { total })
}

fn digits(text: &str, width: usize) -> Option<i16> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl Serialize for NewsDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NewsDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for NewsDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NewsDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "ISO 8601, cut where the printed date ends: 2025, 2025-03, 2025-03-09, 2025-03-09T14:05:59+01:00",
            "pattern": r"^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?)?)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, written: &str) {
        assert_eq!(text.parse::<NewsDate>().map(|d| d.to_string()), Ok(written.to_owned()));
    }

    #[test]
    fn precision_survives_reading_and_writing() {
        for text in [
            "1998",
            "2025-03",
            "2025-03-09",
            "2025-03-09T14:05",
            "2025-03-09T14:05:59Z",
            "2025-03-09T14:05+05:30",
        ] {
            check(text, text);
        }
        check("2025-03-09T14:05:59.123+0100", "2025-03-09T14:05:59+01:00");
        check("2025-03-09 14:05:59 -05:00", "2025-03-09T14:05:59-05:00");
    }

    #[test]
    fn no_such_day_is_an_error() {
        for text in [
            "2025-02-30",
            "2025-13",
            "25-01-01",
            "2025-1-1",
            "",
            "letter",
            "2025-03T10:00",
            "2025-03-09T99:00",
        ] {
            assert!(text.parse::<NewsDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_printed_day_makes_nothing_up() {
        let check = |iso: &str, want| assert_eq!(iso.parse::<NewsDate>().unwrap().printed_day(), want);
        check("2025", 20_250_000);
        check("2025-03", 20_250_300);
        check("2025-03-09", 20_250_309);
        check("2025-03-09T00:30+05:30", 20_250_309);
    }

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let month: NewsDate = "2024-02".parse().unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(month.after() - month.earliest(), 29 * 86_400);
    }
}
