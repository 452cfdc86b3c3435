//! The time of day in a printed date, and its zone.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::tokens::Token;
use super::words::{Words, words};
use crate::model::Precision;

/// A time of day and its zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clock {
    /// The time.
    pub(super) time: Time,
    /// Minute or second.
    pub(super) precision: Precision,
    /// Where it holds.
    zone: Zone,
}

/// A zone as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// None, or one with several meanings.
    Unsaid,
    /// Minutes east of Greenwich.
    Fixed(i16),
    /// An American zone that goes with the season; standard time's offset.
    Seasonal(i16),
}

impl Clock {
    /// Minutes east of Greenwich on that day.
    pub(super) fn offset(&self, day: Date) -> Option<i16> {
        match self.zone {
            Zone::Unsaid => None,
            Zone::Fixed(minutes) => Some(minutes),
            Zone::Seasonal(standard) => american(standard, day, self.time),
        }
    }
}

/// Daylight time by the law of that year; before 1987 states differed too much to say.
fn american(standard: i16, day: Date, time: Time) -> Option<i16> {
    let rule = match day.year() {
        2007.. => "M3.2.0,M11.1.0",
        1987..=2006 => "M4.1.0,M10.5.0",
        _ => return None,
    };
    let zone = TimeZone::posix(&format!("STD{}DST,{rule}", -standard / 60));
    let at = day.to_datetime(time).to_zoned(zone.ok()?).ok()?;
    i16::try_from(at.offset().seconds() / 60).ok()
}

/// Finds the clock among the tokens and removes it with everything that belongs to it.
pub(super) fn take(tokens: &mut Vec<Token>) -> Option<Clock> {
    let words = words();
    let (mut at, mut end, mut hour, minute, second) =
        (0..tokens.len()).find_map(|at| clock_at(tokens, at, words))?;
    if let Some(Token::Word(word)) = tokens.get(end) {
        if let Some(shifted) = words.in_day(word, hour) {
            hour = shifted;
            end += 1;
        } else if words.is_hour(word) {
            end += 1;
        }
    }
    let (zone, end) = zone_at(tokens, end, words);
    // "24:00" is the end of a day and the beginning of another: the day alone is sure.
    let time = Time::new(i8::try_from(hour).ok()?, minute as i8, second.unwrap_or(0).min(59) as i8, 0).ok();
    if at > 0 && tokens.get(at - 1) == Some(&Token::Mark('(')) && tokens.get(end) == Some(&Token::Mark(')')) {
        at -= 1;
    }
    tokens.drain(at..end);
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    Some(Clock { time: time?, precision, zone })
}

type ClockParts = (usize, usize, u32, u32, Option<u32>);

fn clock_at(tokens: &[Token], at: usize, words: &Words) -> Option<ClockParts> {
    use Token::{Mark, Number, Word};
    let timed = |word: &str, hour: u32| {
        words.in_day(word, hour).is_some() || words.zone(word).is_some() || words.is_hour(word)
    };
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
        // "14h05", as the French print it.
        [Number(h, 1 | 2), Word(mark), Number(m, 2), ..] if mark == "h" && *h < 25 && *m < 60 => {
            Some((at, at + 3, *h, *m, None))
        }
        // "1405 GMT", as agencies print it.
        [Number(hm, 4), Word(word), ..]
            if hm / 100 < 24 && hm % 100 < 60 && (words.zone(word).is_some() || words.is_hour(word)) =>
        {
            Some((at, at + 1, hm / 100, hm % 100, None))
        }
        // "8.47pm", "20.47 BST" and "20.47 Uhr".
        [Number(h, 1 | 2), Mark('.'), Number(m, 2), Word(after), ..] if *m < 60 && timed(after, *h) => {
            Some((at, at + 3, *h, *m, None))
        }
        _ => None,
    }
}

/// The zone that begins at `at`, and where it ends.
fn zone_at(tokens: &[Token], at: usize, words: &Words) -> (Zone, usize) {
    match tokens.get(at) {
        Some(Token::Mark('(')) => {
            let (zone, end) = zone_at(tokens, at + 1, words);
            let closed = end > at + 1 && tokens.get(end) == Some(&Token::Mark(')'));
            if closed { (zone, end + 1) } else { (Zone::Unsaid, at) }
        }
        Some(Token::Word(word)) => {
            if let Some(minutes) = words.zone(word) {
                // "GMT+0100" names the offset from it.
                let (sign, end) = signed_at(tokens, at + 1);
                return (Zone::Fixed(sign.map_or(minutes, |sign| minutes + sign)), end);
            }
            if let Some(standard) = words.seasonal(word) {
                return (Zone::Seasonal(standard), at + 1);
            }
            (Zone::Unsaid, at + usize::from(words.is_vague_zone(word)))
        }
        _ => {
            let (sign, end) = signed_at(tokens, at);
            (sign.map_or(Zone::Unsaid, Zone::Fixed), end)
        }
    }
}

/// `+01:00`, `+0100`, `+1`.
fn signed_at(tokens: &[Token], at: usize) -> (Option<i16>, usize) {
    let Some(Token::Mark(sign @ ('+' | '-'))) = tokens.get(at) else { return (None, at) };
    let (minutes, end) = match tokens.get(at + 1..).unwrap_or_default() {
        [Token::Number(h, 1 | 2), Token::Mark(':'), Token::Number(m, 2), ..] if *m < 60 => {
            (h * 60 + m, at + 4)
        }
        [Token::Number(hm, 4), ..] if hm % 100 < 60 => (hm / 100 * 60 + hm % 100, at + 2),
        [Token::Number(h, 1 | 2), ..] if *sign == '+' => (h * 60, at + 2),
        _ => return (None, at),
    };
    let minutes = i16::try_from(minutes).ok().filter(|m| *m <= 15 * 60);
    let signed = minutes.map(|minutes| if *sign == '+' { minutes } else { -minutes });
    signed.map_or((None, at), |minutes| (Some(minutes), end))
}
