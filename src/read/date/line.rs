//! Lines that hold nothing but dates, or a place and a day.

use super::order::Reading;
use super::tokens::{Token, tokens as cut};
use super::words::words;
use super::{LONGEST, read};
use crate::model::{NewsDate, Precision};

/// What such a line is called where something is to be said of its date.
pub const DATE_LINE: &str = "date line";

/// A date as a line prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed<'t> {
    /// Its words.
    pub text: &'t str,
    /// What they mean.
    pub reading: Reading,
}

impl<'t> Printed<'t> {
    fn of(text: &'t str) -> Option<Printed<'t>> {
        let digits_alone = text.len() != 8 && text.bytes().all(|b| b.is_ascii_digit());
        let reading = read(text).filter(|_| !digits_alone)?;
        let names_a_day = reading.sure().is_none_or(|date| date.precision >= Precision::Month);
        names_a_day.then_some(Printed { text, reading })
    }

    /// The date where it has one meaning.
    pub fn sure(self) -> Option<NewsDate> {
        self.reading.sure()
    }
}

/// The dates of one printed line: when published, when updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dates<'t> {
    /// First published.
    pub published: Option<Printed<'t>>,
    /// Last changed.
    pub updated: Option<Printed<'t>>,
}

/// Reads a line that holds nothing but dates: "Published March 9, 2025 | Updated March 10, 2025".
///
/// A bare number is no date line, for lines hold other numbers than years.
pub fn line(text: &str) -> Option<Dates<'_>> {
    if text.len() > 2 * LONGEST || !text.contains(char::is_numeric) {
        return None;
    }
    let lower = text.to_lowercase();
    // Where lower case moves bytes about, the words of change are looked for as they are.
    let lower = if lower.len() == text.len() { &lower } else { text };
    let mark = words().changed.iter().filter_map(|word| lower.find(word.as_str())).min();
    let (first, second) = text.split_at_checked(mark.unwrap_or(text.len()))?;
    let first = first.trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let dates = Dates {
        published: if first.is_empty() { None } else { Some(Printed::of(first)?) },
        updated: if second.is_empty() { None } else { Some(Printed::of(second)?) },
    };
    (dates != Dates::default()).then_some(dates)
}

/// A line that names a place and a day: "Port Alder, 12 March 2025", "Berlin, den 12. März 2025".
pub fn placed(text: &str) -> Option<(String, Printed<'_>)> {
    let (place, rest) = text.trim().split_once(',')?;
    let place = place.trim();
    let count = place.split_whitespace().count();
    let named = place.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'' | '’'))
        && (1..=4).contains(&count)
        && place.starts_with(char::is_uppercase);
    let known = words();
    let only_words = cut(place, known).iter().all(|token| match token {
        Token::Word(word) => known.is_noise(word) || known.month(word).is_some(),
        _ => true,
    });
    let date = Printed::of(rest).filter(|_| named && !only_words)?;
    Some((place.to_owned(), date))
}
