//! What every article is asked once its format has read it: which day an ambiguous date means, whether its address
//! dates it, and in which language it is written.
//!
//! A date like 03/09/2025 is settled by the other dates of its file, else by the country its address or language
//! belongs to; else only its year is kept and a warning says so. Articles with such a date are held back until their
//! file has been read, for the date that settles it may stand in the last record. An article too short to tell its
//! language, or of figures, is in the one that nearly all before it in its file are in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::date::{self, Order, Orders, Reading};
use super::language;
use super::mend::clean;
use super::report::{Dated, Read, Reason, Warning};
use super::unrelated::is_unrelated;
use crate::model::{Article, NewsDate, Precision};

/// So many articles are held back at most, with so many bytes of text; a file with more settles the later ones by what it
/// has shown.
const HELD: usize = 4_096;
const HELD_BYTES: usize = 32 << 20;

/// Stands between a format and whoever wants its articles.
pub(super) struct Finish<'s> {
    sink: &'s mut dyn FnMut(Read),
    orders: Orders,
    languages: Languages,
    held: Vec<Read>,
    held_bytes: usize,
}

/// In which languages the articles of a file are that tell.
#[derive(Default)]
struct Languages(BTreeMap<String, u32>);

/// So many articles must have told their language before others are taken to be in it, and no more than one in so many
/// may be in another.
const MANY: u32 = 20;

impl Languages {
    /// Takes note of an article's language, or gives it the one the others agree on.
    fn settle(&mut self, article: &mut Article) {
        match &article.language {
            Some(language) => *self.0.entry(language.clone()).or_default() += 1,
            None => article.language = self.agreed(),
        }
    }

    fn agreed(&self) -> Option<String> {
        let told: u32 = self.0.values().sum();
        let (language, most) = self.0.iter().max_by_key(|(_, count)| **count)?;
        (told >= MANY && (told - most) * MANY <= told).then(|| language.clone())
    }
}

impl<'s> Finish<'s> {
    /// Hands articles on to `sink`.
    pub(super) fn new(sink: &'s mut dyn FnMut(Read)) -> Self {
        Finish {
            sink,
            orders: Orders::default(),
            languages: Languages::default(),
            held: Vec::new(),
            held_bytes: 0,
        }
    }

    /// Hands on what a format reads once every article is asked what they all are asked.
    pub(super) fn each(sink: &mut dyn FnMut(Read), read: impl FnOnce(&mut dyn FnMut(Read))) {
        let mut finish = Finish::new(sink);
        read(&mut |read| finish.push(read));
        finish.end();
    }

    /// Takes what a format read.
    pub(super) fn push(&mut self, mut read: Read) {
        read.warnings.retain(|warning| match warning {
            Warning::PrintedOrder(order) => {
                self.orders.note(*order);
                false
            }
            _ => true,
        });
        let ambiguous = read.warnings.iter().any(|w| matches!(w, Warning::AmbiguousDate { .. }));
        if ambiguous && self.held.len() < HELD && self.held_bytes < HELD_BYTES {
            self.held_bytes += read.article.as_ref().map_or(0, |article| article.text.len());
            self.held.push(read);
        } else {
            self.hand_on(read);
        }
    }

    fn hand_on(&mut self, read: Read) {
        let mut read = finished(read, self.orders.agreed());
        if let Ok(article) = &mut read.article {
            self.languages.settle(article);
        }
        (self.sink)(read);
    }

    /// The file has been read.
    pub(super) fn end(mut self) {
        for read in std::mem::take(&mut self.held) {
            self.hand_on(read);
        }
    }
}

fn finished(mut read: Read, agreed: Option<Order>) -> Read {
    if let Ok(article) = &mut read.article {
        read.warnings.retain(|warning| !settle(article, warning, agreed));
        finish(article);
        // Whatever a format took for an article: without a word in it, it is none.
        if article.text.trim().is_empty() {
            read.article = Err(Reason::NoText);
        } else {
            // What stands in a container comes by more than once.
            if is_unrelated(article) && !read.warnings.contains(&Warning::Unrelated) {
                read.warnings.push(Warning::Unrelated);
            }
            article.warnings = read.warnings.iter().map(ToString::to_string).collect();
        }
    }
    read
}

/// Puts the day an ambiguous date means into the article; whether it could be told.
fn settle(article: &mut Article, warning: &Warning, agreed: Option<Order>) -> bool {
    let Warning::AmbiguousDate { of, text, .. } = warning else { return false };
    let Some(reading) = date::read(text) else { return false };
    let by_address = || article.url.as_deref().and_then(date::of_address);
    let by_language = || article.language.as_deref().and_then(date::of_language);
    let order = || agreed.or_else(by_address).or_else(by_language);
    let Some(date) =
        named_by_address(article, reading).or_else(|| order().map(|order| reading.in_order(order)))
    else {
        return false;
    };
    match of {
        Dated::Published => article.published = Some(date),
        Dated::Updated => article.updated = Some(date),
    }
    true
}

/// That of the two days of a reading which the article's address or path names: ".../2025/03/12/quay.html".
fn named_by_address(article: &Article, reading: Reading) -> Option<NewsDate> {
    let url = article.url.as_deref().and_then(date::from_url);
    let named = url.or_else(|| date::from_path(&article.origin.path))?;
    let (year, month, day) = (named.local.year(), named.local.month(), named.local.day());
    let is_named = |date: &NewsDate| {
        (date.local.year(), date.local.month()) == (year, month)
            && (named.precision < Precision::Day || date.local.day() == day)
    };
    let days = [Order::DayFirst, Order::MonthFirst].map(|order| reading.in_order(order));
    days.into_iter().find(is_named).filter(|_| named.precision >= Precision::Month)
}

/// What needs nothing but the article.
pub(super) fn finish(article: &mut Article) {
    for date in [&mut article.published, &mut article.updated] {
        // What a clock says that was never set: nothing was printed at that second.
        *date = date.filter(|date| date.precision < Precision::Minute || date.earliest() != 0);
    }
    if article.published.is_none() {
        article.published =
            article.url.as_deref().and_then(date::from_url).or_else(|| date::from_path(&article.origin.path));
    }
    if let Cow::Owned(headline) = clean(&article.headline) {
        article.headline = headline;
    }
    article.language = language::of(article);
}

#[cfg(test)]
mod tests {
    use crate::model::Origin;
    use crate::read::read_bytes;

    #[test]
    fn a_clock_that_was_never_set_dates_nothing() {
        for (date, want) in [("1970-01-01T00:00:00Z", None), ("1970-01-01", Some("1970-01-01"))] {
            let line = format!(r#"{{"title": "Ferry late", "text": "It was late.", "date": "{date}"}}"#);
            let origin = Origin { path: "a.jsonl".into(), record: None };
            let read = read_bytes(line.as_bytes(), &origin).remove(0);
            let published = read.article.unwrap().published.map(|date| date.to_string());
            assert_eq!(published.as_deref(), want, "{date}");
        }
    }

    fn dates(path: &str, lines: &[&str]) -> Vec<String> {
        let origin = Origin { path: path.into(), record: None };
        let reads = read_bytes(lines.join("\n").as_bytes(), &origin);
        let told = |read: crate::read::Read| {
            let date = read.article.ok().and_then(|a| a.published).map_or("-".into(), |d| d.to_string());
            let said: String = read.warnings.iter().map(|w| format!(" ! {w}")).collect();
            format!("{}: {date}{said}", read.origin)
        };
        let mut out: Vec<String> = reads.into_iter().map(told).collect();
        out.sort();
        out
    }

    #[test]
    fn other_dates_of_the_file_settle_an_ambiguous_one() {
        let record = |date: &str| format!(r#"{{"title": "Quay", "text": "It closed.", "date": "{date}"}}"#);
        let (first, second) = (record("03/09/2025"), record("23/09/2025"));
        assert_eq!(dates("a.jsonl", &[&first, &second]), ["a.jsonl:1: 2025-09-03", "a.jsonl:2: 2025-09-23"]);
        assert_eq!(dates("a.jsonl", &[&second, &first]), ["a.jsonl:1: 2025-09-23", "a.jsonl:2: 2025-09-03"]);
        let other = record("09/23/2025");
        assert_eq!(dates("a.jsonl", &[&first, &other])[0], "a.jsonl:1: 2025-03-09");
        let told = "! `date` may mean two days: \"03/09/2025\"; only its year is kept";
        assert_eq!(dates("a.jsonl", &[&first]), [format!("a.jsonl:1: 2025 {told}")]);
        assert_eq!(dates("a.jsonl", &[&first, &second, &other])[0], format!("a.jsonl:1: 2025 {told}"));
    }

    #[test]
    fn an_address_settles_it_too() {
        let line = r#"{"title": "Quay", "text": "It closed.", "date": "03/09/2025", "url": "https://www.alder.co.uk/a"}"#;
        assert_eq!(dates("a.jsonl", &[line]), ["a.jsonl:1: 2025-09-03"]);
    }

    #[test]
    fn a_date_in_the_address_says_which_of_two_days_it_is() {
        let record = |url: &str| {
            let told = r#""title": "Quay", "text": "It closed.", "date": "03/09/2025""#;
            format!(r#"{{{told}, "url": "https://alder.example/{url}"}}"#)
        };
        assert_eq!(dates("a.jsonl", &[&record("2025/09/03/quay")]), ["a.jsonl:1: 2025-09-03"]);
        assert_eq!(dates("a.jsonl", &[&record("2025/03/09/quay")]), ["a.jsonl:1: 2025-03-09"]);
        assert_eq!(dates("a.jsonl", &[&record("2025/03/quay")]), ["a.jsonl:1: 2025-03-09"]);
        // Another day settles nothing.
        assert!(dates("a.jsonl", &[&record("2025/09/04/quay")])[0].starts_with("a.jsonl:1: 2025 !"));
    }

    #[test]
    fn a_line_under_the_headline_may_mean_two_days() {
        const STORY: &str = "PORT ALDER - The quay closed on Sunday, its owner said, and opens in spring.";
        let told = " 2025 ! `date line` may mean two days: ";
        for line in [
            "03/09/2025",
            "Published 03/09/2025",
            "By Ana Ruiz | 03/09/2025",
            "Posted 03/09/2025 by Ana Ruiz",
        ] {
            let found = dates("a.txt", &["Quay closes", "", line, "", STORY]);
            assert!(found[0].contains(told), "{line}: {found:?}");
        }
        assert_eq!(dates("a.txt", &["Quay closes", "", "23/09/2025", "", STORY]), ["a.txt: 2025-09-23"]);
        let page = |line: &str| {
            let story = format!("<p>{STORY}</p>").repeat(4);
            format!("<html lang=en><article><h1>Quay closes</h1><p>{line}</p>{story}</article></html>")
        };
        assert!(dates("a.html", &[&page("Published 03/09/2025")])[0].contains(told));
    }

    #[test]
    fn figures_are_in_the_language_of_the_file() {
        let english = r#"{"title": "Quay closed", "text": "The head of the harbor office said that the quay was closed for the winter, and that it opens in spring."}"#;
        let german = r#"{"title": "Kai zu", "text": "Der Hafenmeister sagte am Sonntag, der nördliche Kai bleibe nach dem Sturm geschlossen, bis die Schäden behoben seien und das Wasser wieder ruhig sei."}"#;
        let figures =
            r#"{"title": "ALDER CO 3RD QTR NET", "text": "Shr 25 cts vs 23 cts\nNet 488,000 vs 443,000"}"#;
        let last = |lines: &[&str]| {
            let origin = Origin { path: "a.jsonl".into(), record: None };
            let reads = read_bytes(lines.join("\n").as_bytes(), &origin);
            reads.into_iter().next_back().and_then(|read| read.article.ok()?.language)
        };
        let some = |english_ones: usize, german_ones: usize| {
            let mut lines = vec![english; english_ones];
            lines.extend(vec![german; german_ones]);
            lines.push(figures);
            last(&lines)
        };
        assert_eq!(some(20, 0).as_deref(), Some("en"));
        assert_eq!(some(20, 1).as_deref(), Some("en"));
        assert_eq!((some(19, 0), some(20, 2)), (None, None));
        assert_eq!(last(&[german]).as_deref(), Some("de"));
    }

    #[test]
    fn a_header_in_plain_text() {
        let text =
            ["Headline: Quay closes", "Date: 03/09/2025", "", "The quay closed on Sunday, its owner said."];
        assert!(dates("a.txt", &text)[0].starts_with("a.txt: 2025 !"));
    }

    #[test]
    fn a_path_or_address_dates_what_bears_no_date() {
        let line =
            r#"{"title": "Quay", "text": "It closed.", "url": "https://alder.example/2025/03/12/quay"}"#;
        assert_eq!(dates("a.jsonl", &[line]), ["a.jsonl:1: 2025-03-12"]);
        assert_eq!(
            dates("1998/03/12/a.txt", &["Quay closes", "", "The quay closed."]),
            ["1998/03/12/a.txt: 1998-03-12"]
        );
    }
}
