//! A line that tells both who wrote a piece and when it was published.

use crate::model::Author;
use crate::read::byline::{authors, byline, is_description, is_name};
use crate::read::date::{self, Dates};
use crate::read::format::plain::shape::word_count;

/// Such lines are short.
const LONGEST: usize = 160;
/// What is done with a piece, in front of who did it.
const DONE: &[&str] = &["posted", "published", "written", "submitted", "filed", "created"];
/// Marks between the parts of such a line.
const MARKS: &[char] = &['|', '·', '•', '-', '–', '—', ','];
/// Those that stand in no name and no date.
const BARS: &[char] = &['|', '·', '•'];

/// A line that says by whom: "By Ana Ruiz on 12 March 2025", "Posted on March 12, 2025 by Ana Ruiz".
pub(super) fn signed(text: &str) -> Option<(Vec<Author>, Dates<'_>)> {
    if text.len() > LONGEST {
        return None;
    }
    let words = done(text);
    let ends = words.match_indices(MARKS).chain(words.match_indices(" on "));
    let by_first = ends.filter_map(|(at, between)| {
        let dates = date::line(words.get(at + between.len()..)?.trim())?;
        Some((byline(words.get(..at)?.trim())?, dates))
    });
    let day_first = text.match_indices(" by ").filter_map(|(at, _)| {
        let dates = date::line(text.get(..at)?.trim_end_matches(|c: char| !c.is_alphanumeric()))?;
        Some((byline(text.get(at..)?.trim())?, dates))
    });
    by_first.chain(day_first).next()
}

/// What stands behind the word for what was done: "by Ana Ruiz on 12 March 2025".
fn done(text: &str) -> &str {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    if DONE.iter().any(|word| word.eq_ignore_ascii_case(first)) { rest.trim_start() } else { text }
}

/// A name beside a date: "Ana Ruiz | March 9, 2025", "9 March 2025 · Ana Ruiz", "Ana Ruiz | Harrow Ledger | 9 March".
pub(super) fn name_and_date(text: &str) -> Option<(Vec<Author>, Dates<'_>)> {
    if text.len() > LONGEST {
        return None;
    }
    let name_first = text.match_indices(MARKS).filter_map(|(at, mark)| {
        let dates = date::line(text.get(at + mark.len()..)?.trim())?;
        Some((named(text.get(..at)?)?, dates))
    });
    let parts: Vec<&str> = text.split(BARS).map(str::trim).collect();
    let in_parts = match *parts.as_slice() {
        [day, name] => date::line(day).and_then(|dates| Some((named(name)?, dates))),
        [name, outlet, day] if is_outlet_like(outlet) => {
            date::line(day).and_then(|dates| Some((named(name)?, dates)))
        }
        _ => None,
    };
    name_first.chain(in_parts).next()
}

fn named(name: &str) -> Option<Vec<Author>> {
    let name = name.trim();
    let bare = is_name(name) && !is_description(name);
    byline(name).or_else(|| bare.then(|| authors(name)))
}

/// A few words with capitals.
fn is_outlet_like(text: &str) -> bool {
    (1..=5).contains(&word_count(text))
        && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word.len() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: Option<(&str, &str)>) {
        let told = signed(text).or_else(|| name_and_date(text));
        let told = told.map(|(authors, dates)| {
            let names: Vec<String> = authors.into_iter().map(|author| author.name).collect();
            (
                names.join(", "),
                dates.published.map_or(String::new(), |date| date.reading.certain().to_string()),
            )
        });
        assert_eq!(told, want.map(|(name, day)| (name.to_owned(), day.to_owned())), "{text}");
    }

    #[test]
    fn who_and_when_in_one_line() {
        for text in [
            "By Ana Ruiz | 12 March 2025",
            "By Ana Ruiz, 12 March 2025",
            "By Ana Ruiz on 12 March 2025",
            "12 March 2025 by Ana Ruiz",
            "12 March 2025, by Ana Ruiz",
            "Posted on 12 March 2025 by Ana Ruiz",
            "Published on March 12, 2025 by Ana Ruiz",
            "Posted by Ana Ruiz on March 12, 2025",
            "Written by Ana Ruiz on 12 March 2025",
            "Ana Ruiz, 12 March 2025",
            "Ana Ruiz | Harrow Ledger | 12 March 2025",
            "March 12, 2025 | Ana Ruiz",
            "Submitted by Ana Ruiz on Wed, 12 March 2025",
        ] {
            check(text, Some(("Ana Ruiz", "2025-03-12")));
        }
        check("Published by Ana Ruiz, 12 March 2025 at 9:15 am", Some(("Ana Ruiz", "2025-03-12T09:15")));
    }

    #[test]
    fn sentences_and_headings_are_neither() {
        for text in [
            "By Tuesday, 12 March 2025, the quay had been closed by the storm",
            "The quay was closed on 12 March 2025 by Ana Ruiz, the harbor master, who had seen the storm come.",
            "The quay | March",
            "March 12, 2025 | How the quay was lost",
            "Posted by the harbor master",
        ] {
            check(text, None);
        }
    }
}
