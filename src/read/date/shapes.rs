//! The orders in which a date's parts are printed.

use super::jalali;
use super::order::{Order, Reading};
use super::tokens::{Script, Token};
use super::words::{Words, words};
use crate::model::{NewsDate, Precision};

/// What a date is made of once clock, zone and noise are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Printed with one or two digits.
    Small(i8),
    /// Printed with four digits.
    Year(i16),
    /// A month by name.
    Month(i8),
    /// A month of the Iranian year by name.
    Jalali(i8),
}

/// What stands between the parts of a date.
const SEPARATORS: &[char] =
    &[',', '.', '/', '-', '–', '—', '|', '·', '•', ':', '(', ')', 'º', 'ª', '°', '年', '日', '년', '일'];

/// Reads what is left of a date without its clock.
pub(super) fn read(tokens: &[Token], script: Script) -> Option<Reading> {
    let parts = significant(tokens, words())?;
    if let Some(date) = iranian(&parts, script) {
        return date.map(|date| Reading::One(date, None));
    }
    let sure = |date: NewsDate| Reading::One(date, None);
    let shaped = SHAPES.iter().find_map(|shape| shape(&parts)).or_else(|| short_year(&parts, tokens));
    shaped.map(sure).or_else(|| numbers(&parts, tokens, script))
}

/// `26-FEB-87`, `Wed, 12 Mar 97 14:05 GMT`: a year of two digits, as databases write it and mail once did; its century
/// is RFC 2822's. Of other forms it may be anything.
fn short_year(parts: &[Part], tokens: &[Token]) -> Option<NewsDate> {
    use Token::{Mark, Number, Word};
    let [Part::Small(day), Part::Month(month), Part::Small(year)] = parts else { return None };
    let dashed =
        |five: &[Token]| matches!(five, [Number(_, 1 | 2), Mark('-'), Word(_), Mark('-'), Number(_, 2)]);
    let mailed = matches!(tokens, [Word(_), Mark(','), Number(_, 1 | 2), Word(_), Number(_, 2), ..]);
    let year = i16::from(*year);
    let century = if year < 50 { 2000 } else { 1900 };
    (mailed || tokens.windows(5).any(dashed)).then(|| NewsDate::day(century + year, *month, *day))?
}

/// The parts that count; nothing where a word or mark is no part of a date.
fn significant(tokens: &[Token], words: &Words) -> Option<Vec<Part>> {
    let numbers = tokens.iter().filter(|token| matches!(token, Token::Number(..))).count();
    let named = |word: &str| words.month(word).is_some() || words.jalali(word).is_some();
    let months =
        tokens.iter().filter(|t| matches!(t, Token::Word(w) if named(w) && !words.is_noise(w))).count();
    let mut parts = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Number(value, 4) => parts.push(Part::Year(i16::try_from(*value).ok()?)),
            Token::Number(value, 1 | 2) => {
                if !is_bare_hour(tokens, at, words) {
                    parts.push(Part::Small(*value as i8));
                }
            }
            Token::Mark('月' | '월') => match parts.pop() {
                Some(Part::Small(month)) => parts.push(Part::Month(month)),
                _ => return None,
            },
            // "mar." is Tuesday beside another month or beside numbers that need none, and March where not.
            Token::Word(word) if words.is_noise(word) && (!named(word) || months > 0 || numbers > 2) => {}
            Token::Word(word) => {
                parts.push(match words.jalali(word) {
                    Some(month) => Part::Jalali(month),
                    None => Part::Month(words.month(word)?),
                });
            }
            Token::Mark(mark) if SEPARATORS.contains(mark) => {}
            Token::Number(..) | Token::Mark(_) => return None,
        }
    }
    Some(parts)
}

fn is_bare_hour(tokens: &[Token], at: usize, words: &Words) -> bool {
    match tokens.get(at + 1) {
        // German "12 am" never ends a day's number.
        Some(Token::Word(word)) => words.is_half_day(word) && word != "م" || words.is_hour(word),
        _ => false,
    }
}

/// A date of the Iranian calendar: by a month's name, or by Persian digits and a year of this age.
///
/// The outer option says whether it is one, the inner whether there is such a day. A month there lies in two of ours
/// and is not said.
#[allow(clippy::option_option)]
fn iranian(parts: &[Part], script: Script) -> Option<Option<NewsDate>> {
    let recent = |year: i16| (1200..1500).contains(&year);
    match parts {
        [Part::Small(d), Part::Jalali(m), Part::Year(y)]
        | [Part::Year(y), Part::Jalali(m), Part::Small(d)] => {
            Some(jalali::day(*y, *m, *d).filter(|_| recent(*y)))
        }
        [Part::Small(d), Part::Small(m), Part::Year(y)] | [Part::Year(y), Part::Small(m), Part::Small(d)]
            if script == Script::Persian && recent(*y) =>
        {
            Some(jalali::day(*y, *m, *d))
        }
        parts if parts.iter().any(|part| matches!(part, Part::Jalali(_))) => Some(None),
        _ => None,
    }
}

/// `23/09/2025`, `09/23/2025`, `23.9.2025`: with points and in Arabic script the day is always first.
fn numbers(parts: &[Part], tokens: &[Token], script: Script) -> Option<Reading> {
    let [Part::Small(a), Part::Small(b), Part::Year(y)] = parts else { return None };
    let day_first = NewsDate::day(*y, *b, *a);
    let month_first = NewsDate::day(*y, *a, *b);
    if a == b || script != Script::Latin || has_points(tokens) {
        return day_first.map(|date| Reading::One(date, None));
    }
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) => Some(Reading::Either { day_first, month_first }),
        (Some(date), None) => Some(Reading::One(date, Some(Order::DayFirst))),
        (None, Some(date)) => Some(Reading::One(date, Some(Order::MonthFirst))),
        (None, None) => None,
    }
}

fn has_points(tokens: &[Token]) -> bool {
    use Token::{Mark, Number};
    tokens.windows(5).any(|five| matches!(five, [Number(..), Mark('.'), Number(..), Mark('.'), Number(_, 4)]))
}

/// One order of parts.
type Shape = fn(&[Part]) -> Option<NewsDate>;

const SHAPES: &[Shape] = &[
    // March 9, 2025; "Tue Mar 9 14:05:00 UTC 2025" leaves the same parts.
    |parts| match parts {
        [Part::Month(m), Part::Small(d), Part::Year(y)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // 9 March 2025
    |parts| match parts {
        [Part::Small(d), Part::Month(m), Part::Year(y)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // 2025 March 9, 2025年3月9日
    |parts| match parts {
        [Part::Year(y), Part::Month(m), Part::Small(d)] => NewsDate::day(*y, *m, *d),
        _ => None,
    },
    // 2025/03/09
    |parts| match parts {
        [Part::Year(y), Part::Small(m), Part::Small(d)] => NewsDate::day(*y, *m, *d),
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
