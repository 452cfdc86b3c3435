//! What every article is asked once its format has read it: which day an ambiguous date means, whether its address
//! dates it, and in which language it is written.
//!
//! A date like 03/09/2025 is settled by the other dates of its file, else by the country its address or language
//! belongs to; else only its year is kept and a warning says so. Articles with such a date are held back until their
//! file has been read, for the date that settles it may stand in the last record.

use std::borrow::Cow;

use super::date::{self, Order, Orders, Reading};
use super::language;
use super::mend::clean;
use super::report::{Dated, Read, Reason, Warning};
use super::unrelated::is_unrelated;
use crate::model::Article;

/// So many articles are held back at most; a file with more settles the later ones by what it has shown.
const HELD: usize = 4_096;

/// Stands between a format and whoever wants its articles.
pub(super) struct Finish<'s> {
    sink: &'s mut dyn FnMut(Read),
    orders: Orders,
    held: Vec<Read>,
}

impl<'s> Finish<'s> {
    /// Hands articles on to `sink`.
    pub(super) fn new(sink: &'s mut dyn FnMut(Read)) -> Self {
        Finish { sink, orders: Orders::default(), held: Vec::new() }
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
        if ambiguous && self.held.len() < HELD {
            self.held.push(read);
        } else {
            (self.sink)(finished(read, self.orders.agreed()));
        }
    }

    /// The file has been read.
    pub(super) fn end(self) {
        let agreed = self.orders.agreed();
        for read in self.held {
            (self.sink)(finished(read, agreed));
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
    let by_address = || article.url.as_deref().and_then(date::of_address);
    let by_language = || article.language.as_deref().and_then(date::of_language);
    let Some(order) = agreed.or_else(by_address).or_else(by_language) else { return false };
    let Some(date) = date::read(text).map(|reading: Reading| reading.in_order(order)) else { return false };
    match of {
        Dated::Published => article.published = Some(date),
        Dated::Updated => article.updated = Some(date),
    }
    true
}

/// What needs nothing but the article.
pub(super) fn finish(article: &mut Article) {
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
