//! The opening of an agency's story: `PORT ALDER, March 9 (Agency) — `.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::NewsDate;
use crate::read::date;

use super::lexicon::NO_PLACES;

/// What a dateline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::format) struct Dateline {
    /// Where: "PORT ALDER", "NASHUA, N.H.".
    pub(in crate::read::format) place: String,
    /// When, where a year is printed.
    pub(in crate::read::format) date: Option<NewsDate>,
}

const LONGEST: usize = 120;

static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^
        (?P<place> \p{Lu}[\p{L}'’.\-]* (?:\ \p{L}[\p{L}'’.\-]*){0,4} (?:,\ \p{Lu}[\p{L}.]*(?:\ \p{Lu}[\p{L}.]*)?)?? (?:/\p{Lu}[\p{L}\ ]+)? )
        (?P<when> ,\ (?:\p{L}+,?\ )?(?:\p{L}{3,9}\.?\ \d{1,2}|\d{1,2}(?:er|\.|\ de)?\ \p{L}{3,10}\.?)(?:,?\ (?:de\ )?\d{4})? )?
        (?P<agency> ,?\ [\(\[][^)\]]{2,40}[\)\]] )?
        (?P<late> ,?\ (?:\p{L}{3,9}\.?\ \d{1,2}|\d{1,2}(?:er|\.|\ de)?\ \p{L}{3,10}\.?)(?:,?\ (?:de\ )?\d{4})? )?
        \.?\s*(?:--|[—–―]|-\s|:\s--)\s*
        \S",
    )
    .ok()
});

/// Reads the dateline that opens a story's first paragraph.
pub(in crate::read::format) fn dateline(paragraph: &str) -> Option<Dateline> {
    let head: String = paragraph.chars().take(LONGEST).collect();
    let found = SHAPE.as_ref()?.captures(&head)?;
    let place = found.name("place")?.as_str().trim_end_matches(',');
    let when = found.name("when").or(found.name("late")).map(|m| m.as_str().trim_matches([',', ' ']));
    if NO_PLACES.contains(&place) {
        return None;
    }
    // A capital alone is no place: "Harbor — closed" opens stories. Capitals, a day or an agency must speak for it.
    let dated =
        when.is_some_and(|w| date::parse(&format!("{w}, 2000")).is_some() || date::parse(w).is_some());
    if !(is_capitals(place) || found.name("agency").is_some() || dated) {
        return None;
    }
    Some(Dateline { place: place.to_owned(), date: when.and_then(date::parse) })
}

/// Whether the first part of the place, before a comma, is in capitals.
fn is_capitals(place: &str) -> bool {
    let first = place.split(',').next().unwrap_or_default();
    first.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !first.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: Option<(&str, Option<&str>)>) {
        let got = dateline(text).map(|d| (d.place, d.date.map(|d| d.to_string())));
        assert_eq!(got, want.map(|(p, d)| (p.to_owned(), d.map(str::to_owned))), "{text}");
    }

    #[test]
    fn places() {
        check("PORT ALDER, March 9 — The quay closed.", Some(("PORT ALDER", None)));
        check("PORT ALDER, March 9, 1931 — The quay closed.", Some(("PORT ALDER", Some("1931-03-09"))));
        check("PORT ALDER (Agency) - The quay closed.", Some(("PORT ALDER", None)));
        check("PORT ALDER, 9 March 2025 (Agency) -- The quay", Some(("PORT ALDER", Some("2025-03-09"))));
        check("ALDER, N.H. - The quay closed.", Some(("ALDER, N.H.", None)));
        check("ALDER, July 19 (UPI) — The quay", Some(("ALDER", None)));
        check("Port Alder (Agency) – The quay closed.", Some(("Port Alder", None)));
        check("ST. PETER―The quay closed.", Some(("ST. PETER", None)));
        check("BREMEN, 12. März (dpa) - Die Werft", Some(("BREMEN", None)));
        check("Lyon, le 1er août 2024 — Le quai", Some(("Lyon", Some("2024-08-01"))));
        check("MADRID, 12 de marzo de 2025 (EFE).- El muelle", Some(("MADRID", Some("2025-03-12"))));
        check("Port Alder, Sept. 3 — The quay closed.", Some(("Port Alder", None)));
    }

    #[test]
    fn other_openings() {
        for text in [
            "The quay — closed since Sunday — will open.",
            "Harbor workers - all of them - left.",
            "Ruiz, the mayor — said so.",
            "EXCLUSIVE – The quay closed.",
            "NATO closed the quay.",
            "“PORT ALDER — no",
            "",
        ] {
            check(text, None);
        }
    }
}
