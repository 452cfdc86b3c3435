//! Dates as newsrooms print them in English, read without inventing what was not printed.
//!
//! A text is cut into tokens, its clock and zone are taken out, words that only introduce a date are
//! passed over, and what remains must match one row of `SHAPES` completely. `03/09/2025` means two
//! days and therefore none; an hour without minutes keeps the day only.

use jiff::civil::Time;

use crate::model::{NewsDate, Precision};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words around a date that add nothing to it.
const NOISE: &[&str] = &[
    "a",
    "at",
    "date",
    "dated",
    "dateline",
    "edition",
    "editions",
    "edited",
    "first",
    "issued",
    "last",
    "local",
    "modified",
    "of",
    "on",
    "posted",
    "print",
    "printed",
    "published",
    "pub",
    "publication",
    "released",
    "time",
    "the",
    "update",
    "updated",
    "uploaded",
    "created",
    "st",
    "nd",
    "rd",
    "th",
    "hrs",
    "h",
    "from",
    "issue",
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
];

/// Zones with one meaning in the news: RFC 2822's American ones, Greenwich, Europe, Moscow, Japan,
/// eastern Australia. "IST" and "ET" have several and give no offset.
const ZONES: &[(&str, i16)] = &[
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("ut", 0),
    ("wet", 0),
    ("bst", 60),
    ("west", 60),
    ("cet", 60),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("jst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

/// Zones that are passed over.
const VAGUE_ZONES: &[&str] = &["ist", "et", "ct", "mt", "pt", "eastern", "central", "pacific", "mountain"];

/// Reads a text that is one date and nothing else.
pub fn parse(text: &str) -> Option<NewsDate> {
    let text = text.trim();
    if text.is_empty() || text.len() > 120 {
        return None;
    }
    text.parse().ok().or_else(|| compact(text)).or_else(|| from_tokens(text)).filter(sane)
}

/// Seconds or milliseconds since 1970, as records carry them.
pub fn from_unix(number: i64) -> Option<NewsDate> {
    let seconds = if number.abs() >= 100_000_000_000 { number / 1000 } else { number };
    let local = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    Some(NewsDate { local, offset_minutes: Some(0), precision: Precision::Second }).filter(sane)
}

/// The dates of one printed line: when published, when updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dates {
    /// First published.
    pub published: Option<NewsDate>,
    /// Last changed.
    pub updated: Option<NewsDate>,
}

/// Reads a line that holds nothing but dates: "Published March 9, 2025 | Updated March 10, 2025".
///
/// A bare number is no date line, for lines hold other numbers than years.
pub fn line(text: &str) -> Option<Dates> {
    let lower = text.to_ascii_lowercase();
    let mark =
        ["updated", "last modified", "modified", "last update"].iter().filter_map(|w| lower.find(w)).min();
    let (first, second) = text.split_at_checked(mark.unwrap_or(text.len()))?;
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let dates = Dates {
        published: if first.is_empty() { None } else { Some(named_day(first)?) },
        updated: if second.is_empty() { None } else { Some(named_day(second)?) },
    };
    (dates != Dates::default()).then_some(dates)
}

fn named_day(text: &str) -> Option<NewsDate> {
    parse(text).filter(|d| d.precision >= Precision::Month)
}

fn sane(date: &NewsDate) -> bool {
    (1500..=2200).contains(&date.local.year())
}

/// `20250312`, `20250312T140500+0000`, `20250312140500`.
fn compact(text: &str) -> Option<NewsDate> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = text.split_at_checked(8)?;
    let rest = match digits {
        8 => rest.strip_prefix(['T', ' ']).unwrap_or(rest),
        14 => rest,
        _ => return None,
    };
    let day = format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..8)?);
    if rest.is_empty() {
        return day.parse().ok();
    }
    let (clock, zone) = rest.split_at_checked(6)?;
    format!("{day}T{}:{}:{}{zone}", clock.get(..2)?, clock.get(2..4)?, clock.get(4..6)?).parse().ok()
}

/// What a date is cut into.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// Its value and how many digits it was printed with.
    Number(u32, usize),
    /// In lower case, without dots.
    Word(String),
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            run(rest, |c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            run(rest, |c| c.is_alphabetic() || c == '.')
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        out.push(match first {
            '0'..='9' => Token::Number(piece.parse().unwrap_or(u32::MAX), piece.len()),
            c if c.is_alphabetic() => Token::Word(piece.replace('.', "").to_lowercase()),
            c => Token::Mark(c),
        });
        rest = after.trim_start();
    }
    out
}

fn run(text: &str, keep: impl Fn(char) -> bool) -> usize {
    text.find(|c| !keep(c)).unwrap_or(text.len())
}

fn from_tokens(text: &str) -> Option<NewsDate> {
    let mut tokens = tokens(text);
    let clock = take_clock(&mut tokens);
    let parts = significant(&tokens)?;
    let mut date = SHAPES.iter().find_map(|shape| shape(&parts))?;
    if let Some(clock) = clock.filter(|_| date.precision == Precision::Day) {
        date.local = date.local.date().to_datetime(clock.time);
        date.precision = clock.precision;
        date.offset_minutes = clock.offset;
    }
    Some(date)
}

/// A time of day and its zone.
struct Clock {
    time: Time,
    precision: Precision,
    offset: Option<i16>,
}

/// Finds the clock among the tokens and removes it with everything that belongs to it.
fn take_clock(tokens: &mut Vec<Token>) -> Option<Clock> {
    let (at, mut end, mut hour, minute, second) = (0..tokens.len()).find_map(|at| clock_at(tokens, at))?;
    if let Some(Token::Word(half)) = tokens.get(end)
        && let Some(shifted) = half_day(half, hour)
    {
        hour = shifted;
        end += 1;
    }
    let (offset, end) = zone_at(tokens, end);
    tokens.drain(at..end);
    let time =
        Time::new(i8::try_from(hour).ok()?, minute as i8, second.unwrap_or(0).min(59) as i8, 0).ok()?;
    Some(Clock {
        time,
        precision: if second.is_some() { Precision::Second } else { Precision::Minute },
        offset,
    })
}

type ClockParts = (usize, usize, u32, u32, Option<u32>);

fn clock_at(tokens: &[Token], at: usize) -> Option<ClockParts> {
    use Token::{Mark, Number, Word};
    match tokens.get(at..)? {
        [Number(h, 1 | 2), Mark(':'), Number(m, 2), Mark(':'), Number(s, 2), rest @ ..]
            if *m < 60 && *s < 61 =>
        {
            let fraction = matches!(rest, [Mark('.' | ','), Number(..), ..]);
            // "15:01:01, 2025": a comma and four digits are a year again.
            let fraction = fraction && !matches!(rest, [Mark(','), Number(_, 4), ..]);
            Some((at, at + 5 + usize::from(fraction) * 2, *h, *m, Some(*s)))
        }
        [Number(h, 1 | 2), Mark(':'), Number(m, 2), ..] if *m < 60 => Some((at, at + 3, *h, *m, None)),
        // "1405 GMT", as agencies print it.
        [Number(hm, 4), Word(zone), ..] if hm / 100 < 24 && hm % 100 < 60 && zone_offset(zone).is_some() => {
            Some((at, at + 1, hm / 100, hm % 100, None))
        }
        // "8.47pm" and "20.47 BST", as British papers print it.
        [Number(h, 1 | 2), Mark('.'), Number(m, 2), Word(after), ..]
            if *m < 60 && (half_day(after, *h).is_some() || zone_offset(after).is_some()) =>
        {
            Some((at, at + 3, *h, *m, None))
        }
        _ => None,
    }
}

fn half_day(word: &str, hour: u32) -> Option<u32> {
    match word {
        "am" | "a" if hour <= 12 => Some(hour % 12),
        "pm" | "p" if hour <= 12 => Some(hour % 12 + 12),
        // Printed with a 24-hour clock all the same.
        "am" | "pm" => Some(hour),
        _ => None,
    }
}

fn zone_offset(word: &str) -> Option<i16> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, offset)| *offset)
}

/// The zone that begins at `at`, and where it ends.
fn zone_at(tokens: &[Token], at: usize) -> (Option<i16>, usize) {
    match tokens.get(at) {
        Some(Token::Mark('(')) => {
            let (offset, end) = zone_at(tokens, at + 1);
            let closed = end > at + 1 && tokens.get(end) == Some(&Token::Mark(')'));
            if closed { (offset, end + 1) } else { (None, at) }
        }
        Some(Token::Word(word)) if zone_offset(word).is_some() => match zone_at(tokens, at + 1) {
            (Some(offset), end) => (Some(offset), end),
            _ => (zone_offset(word), at + 1),
        },
        Some(Token::Word(word)) if VAGUE_ZONES.contains(&word.as_str()) => (None, at + 1),
        Some(Token::Mark(sign @ ('+' | '-' | '−'))) => match tokens.get(at + 1..).unwrap_or_default() {
            [Token::Number(h, 2), Token::Mark(':'), Token::Number(m, 2), ..] => {
                (signed(*sign, h * 60 + m), at + 4)
            }
            [Token::Number(hm, 4), ..] if hm % 100 < 60 => (signed(*sign, hm / 100 * 60 + hm % 100), at + 2),
            _ => (None, at),
        },
        _ => (None, at),
    }
}

fn signed(sign: char, minutes: u32) -> Option<i16> {
    let minutes = i16::try_from(minutes).ok().filter(|m| *m <= 15 * 60)?;
    Some(if sign == '+' { minutes } else { -minutes })
}

/// What a date is made of once everything else is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Printed with one or two digits.
    Small(i8),
    /// Printed with four digits.
    Year(i16),
    Month(i8),
}

fn significant(tokens: &[Token]) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Number(value, 4) => parts.push(Part::Year(*value as i16)),
            Token::Number(value, 1 | 2) => {
                if !is_bare_hour(tokens, at) {
                    parts.push(Part::Small(*value as i8));
                }
            }
            Token::Word(word) if passed_over(word) => {}
            Token::Word(word) => parts.push(Part::Month(month(word)?)),
            Token::Mark(mark) if SEPARATORS.contains(mark) => {}
            Token::Number(..) | Token::Mark(_) => return None,
        }
    }
    Some(parts)
}

/// What stands between the parts of a date.
const SEPARATORS: &[char] = &[',', '.', '/', '-', '–', '—', '|', '·', '•', ':', '(', ')'];

fn is_bare_hour(tokens: &[Token], at: usize) -> bool {
    matches!(tokens.get(at + 1), Some(Token::Word(word)) if word == "am" || word == "pm")
}

fn passed_over(word: &str) -> bool {
    NOISE.contains(&word)
        || VAGUE_ZONES.contains(&word)
        || zone_offset(word).is_some()
        || word == "am"
        || word == "pm"
}

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| {
        *name == word
            || (word.len() == 3 && name.starts_with(word))
            || (word == "sept" && *name == "september")
    })?;
    Some(at as i8 + 1)
}

/// One order of parts.
type Shape = fn(&[Part]) -> Option<NewsDate>;

/// The orders in which a date's parts are printed.
const SHAPES: &[Shape] = &[
    // March 9, 2025
    |parts| match parts {
        [Part::Month(m), Part::Small(d), Part::Year(y)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // 9 March 2025
    |parts| match parts {
        [Part::Small(d), Part::Month(m), Part::Year(y)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // Tue Mar 9 14:05:00 UTC 2025 leaves the same parts as March 9, 2025; 2025 March 9 does not.
    |parts| match parts {
        [Part::Year(y), Part::Month(m), Part::Small(d)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // 2025/03/09
    |parts| match parts {
        [Part::Year(y), Part::Small(m), Part::Small(d)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // 23/09/2025 and 09/23/2025
    |parts| match parts {
        [Part::Small(a), Part::Small(b), Part::Year(y)] if *a > 12 || a == b => NewsDate::day(*y, *b, *a),
        [Part::Small(a), Part::Small(b), Part::Year(y)] if *b > 12 => NewsDate::day(*y, *a, *b),
        _ => None,
    },
    // March 2025
    |parts| match parts {
        [Part::Month(m), Part::Year(y)] | [Part::Year(y), Part::Month(m)] => {
            NewsDate::day(*y, *m, 1).map(|date| NewsDate { precision: Precision::Month, ..date })
        }
        _ => None,
    },
    // 2025
    |parts| match parts {
        [Part::Year(y)] => {
            NewsDate::day(*y, 1, 1).map(|date| NewsDate { precision: Precision::Year, ..date })
        }
        _ => None,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(parse(text).map_or("-".to_owned(), |d| d.to_string()), want, "{text}");
    }

    #[test]
    fn days() {
        for text in [
            "March 9, 2025",
            "9 March 2025",
            "Mar. 9, 2025",
            "Sunday, March 9, 2025",
            "9th of March, 2025",
            "MARCH 9, 2025",
            "2025/03/09",
            "2025-03-09",
            "20250309",
            "Sun 9 Mar 2025",
            "Published on March 9, 2025",
            "2025 March 9",
            "Date: 9 March 2025",
            "Sunday 9 March, 2025",
            "9-Mar-2025",
            "March 9 2025",
            "Posted: March 9, 2025 at 2 p.m.",
        ] {
            check(text, "2025-03-09");
        }
        check("Sept. 3, 2024", "2024-09-03");
        check("May 1, 1931", "1931-05-01");
        check("June 23rd, 2024", "2024-06-23");
    }

    #[test]
    fn minutes_and_seconds() {
        check("Tue Apr 26, 2011 8:47pm EDT", "2011-04-26T20:47-04:00");
        check("Published 12:05 BST, 12 March 2025", "2025-03-12T12:05+01:00");
        check("March 12, 2025 at 12:30 a.m. ET", "2025-03-12T00:30");
        check("12 March 2025, 12.30pm", "2025-03-12T12:30");
        check("Tue 3 Sep 2024 20.47 BST", "2024-09-03T20:47+01:00");
        check("12 March 2025 1405 GMT", "2025-03-12T14:05Z");
        check("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01");
        check("Wed, 12 Mar 2025 14:05:00 +0530", "2025-03-12T14:05:00+05:30");
        check("Wed Mar 12 14:05:00 UTC 2025", "2025-03-12T14:05:00Z");
        check("Wed Mar 12 2025 14:05:00 GMT+0100", "2025-03-12T14:05:00+01:00");
        check("2025-03-12T14:05:00.000Z", "2025-03-12T14:05:00Z");
        check("2025-03-12 14:05:00 UTC", "2025-03-12T14:05:00Z");
        check("20250312T140500+0000", "2025-03-12T14:05:00Z");
        check("20250312140500", "2025-03-12T14:05:00");
        check("Updated 9:15 AM (EST), March 12, 2025", "2025-03-12T09:15-05:00");
    }

    #[test]
    fn what_is_not_printed_is_not_made_up() {
        check("March 2025", "2025-03");
        check("2025", "2025");
        check("12:05, March 2025", "2025-03");
        check("March 12, 2025 at 2 p.m.", "2025-03-12");
    }

    #[test]
    fn two_meanings_are_none() {
        check("23/09/2025", "2025-09-23");
        check("09/23/2025", "2025-09-23");
        check("05/05/2025", "2025-05-05");
        check("03/09/2025", "-");
        check("26-FEB-87", "-");
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in [
            "",
            "March",
            "March 9",
            "yesterday",
            "Three men left on March 9, 2025",
            "31 February 2025",
            "12:05",
            "May",
            "2025 to 2026",
            "9999",
            "$2025",
            "Route 66",
            "March 9, 2025 March 10, 2025",
            "٣ مارس",
        ] {
            check(text, "-");
        }
    }

    #[test]
    fn a_line_may_hold_two_dates() {
        let dates = line("Published March 9, 2025 | Updated 10 March 2025, 08:00 GMT").unwrap();
        assert_eq!(dates.published.unwrap().to_string(), "2025-03-09");
        assert_eq!(dates.updated.unwrap().to_string(), "2025-03-10T08:00Z");
        assert_eq!(line("Last modified: 2 May 2024").unwrap().published, None);
        assert_eq!(line("2025"), None);
        assert_eq!(line("The bridge was updated in 2025"), None);
    }

    #[test]
    fn records_count_from_1970() {
        assert_eq!(from_unix(1_741_788_300).unwrap().to_string(), "2025-03-12T14:05:00Z");
        assert_eq!(from_unix(1_741_788_300_000).unwrap().to_string(), "2025-03-12T14:05:00Z");
        assert_eq!(from_unix(i64::MAX), None);
    }
}
