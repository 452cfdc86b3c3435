//! Dates as newsrooms print them, read without inventing what was not printed.
//!
//! A text is cut into `tokens`, its `clock` and zone are taken out, words that only introduce a date are
//! passed over, and what remains must match one row of `shapes` completely. The words are data, in
//! `words.toml`; `forms.tsv` lists printed forms with what is read. `03/09/2025` means two days: [`read`]
//! gives both, [`parse`] none, and [`Order`] says what can settle it. An hour without minutes keeps the day only.

mod address;
mod clock;
mod jalali;
mod line;
mod order;
mod shapes;
mod tokens;
mod words;

use jiff::tz::TimeZone;

use self::tokens::{Script, european, tokens as cut};
use self::words::words;
use crate::model::{NewsDate, Precision};

pub use address::{from_path, from_url};
pub use line::{DATE_LINE, Dates, Printed, line, placed};
pub use order::{Order, Orders, Reading, of_address, of_language};

/// The longest text that is looked at.
const LONGEST: usize = 160;

/// Reads a text that is one date and nothing else, and has one meaning.
pub fn parse(text: &str) -> Option<NewsDate> {
    read(text)?.sure()
}

/// Reads a text that is one date and nothing else.
pub fn read(text: &str) -> Option<Reading> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let (text, script) = european(text);
    let plain = || text.parse().ok().or_else(|| compact(&text)).or_else(|| counted(&text)).filter(sane);
    // With Persian digits "1403" is another calendar's year.
    let plain = if script == Script::Persian { None } else { plain() };
    plain.map(|date| Reading::One(date, None)).or_else(|| from_tokens(&text, script)).filter(sane_reading)
}

/// Seconds, milliseconds or microseconds since 1970, as records carry them.
pub fn from_unix(number: i64) -> Option<NewsDate> {
    let seconds = match number.unsigned_abs() {
        0..100_000_000_000 => number,
        100_000_000_000..100_000_000_000_000 => number / 1000,
        _ => number / 1_000_000,
    };
    let local = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).datetime();
    Some(NewsDate { local, offset_minutes: Some(0), precision: Precision::Second }).filter(sane)
}

/// Ten or thirteen digits alone: seconds or milliseconds since 1970. Later than 2030 they are something else.
fn counted(text: &str) -> Option<NewsDate> {
    let number: i64 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    let seconds = match text.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    (seconds < 1_900_000_000).then(|| from_unix(seconds)).flatten()
}

fn sane(date: &NewsDate) -> bool {
    (1500..=2200).contains(&date.local.year())
}

fn sane_reading(reading: &Reading) -> bool {
    sane(&reading.certain())
}

/// `20250312`, `20250312T140500+0000`, `20250312140500`, `202503121405`.
fn compact(text: &str) -> Option<NewsDate> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (day, rest) = text.split_at_checked(8)?;
    let rest = match digits {
        8 => rest.strip_prefix(['T', ' ']).unwrap_or(rest),
        12 | 14 => rest,
        _ => return None,
    };
    let day = format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..8)?);
    if rest.is_empty() {
        return day.parse().ok();
    }
    let clock = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (clock, zone) = rest.split_at_checked(clock)?;
    let (hour, minute) = (clock.get(..2)?, clock.get(2..4)?);
    match clock.len() {
        4 => format!("{day}T{hour}:{minute}{zone}").parse().ok(),
        6 => format!("{day}T{hour}:{minute}:{}{zone}", clock.get(4..)?).parse().ok(),
        _ => None,
    }
}

fn from_tokens(text: &str, script: Script) -> Option<Reading> {
    let mut tokens = cut(text, words());
    let clock = clock::take(&mut tokens);
    let reading = shapes::read(&tokens, script)?;
    let with_clock = |mut date: NewsDate| {
        if let Some(clock) = clock.as_ref().filter(|_| date.precision == Precision::Day) {
            let day = date.local.date();
            date.local = day.to_datetime(clock.time);
            date.precision = clock.precision;
            date.offset_minutes = clock.offset(day);
        }
        date
    };
    Some(match reading {
        Reading::One(date, order) => Reading::One(with_clock(date), order),
        Reading::Either { day_first, month_first } => {
            Reading::Either { day_first: with_clock(day_first), month_first: with_clock(month_first) }
        }
    })
}

#[cfg(test)]
mod tests;
