//! When the article was published: as stated for machines, else as the page prints it.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{NewsDate, Precision};
use crate::read::date::{self, Order};

use super::features::letters;
use super::survey::{Mark, Survey};

/// Fields of `<meta>` that hold the date of publishing, the most telling first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "article.published",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "shareaholic:article_published_time",
    "article:post_time",
    "og:pubdate",
];
/// One that readers' own mark may have put there: `<meta itemprop=datePublished>` is both.
const OF_A_MARK: &str = "datepublished";
/// Fields that hold some date of the page, often the day it was last written out.
const VAGUE: &[&str] = &["dcterms.date", "dc.date", "date", "created"];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
];

/// What helps to read a page's dates.
pub(super) struct Dates<'s> {
    survey: &'s Survey,
    /// The order in which its country or language prints day and month as numbers.
    order: Option<Order>,
    /// How many elements stand in front of the headline.
    headline: usize,
    /// The day that its address names.
    address: Option<NewsDate>,
}

/// A date that readers are told, and how plainly the page says that it is one.
struct Shown {
    date: NewsDate,
    rank: u8,
    beside: bool,
}

/// The most words before a date that only say what it is the date of.
const LABEL: usize = 3;

/// Marks of this rank or a plainer one are made for dates: `<time>`, and classes that say "published".
const PLAIN: u8 = 2;

impl<'s> Dates<'s> {
    pub(super) fn new(survey: &'s Survey, headline: &str, url: Option<&str>) -> Self {
        let title = letters(headline);
        Dates {
            survey,
            order: url
                .and_then(date::of_address)
                .or_else(|| survey.language.as_deref().and_then(date::of_language)),
            headline: survey.headings.iter().find(|h| letters(&h.text) == title).map_or(0, |h| h.place.at),
            address: url.and_then(date::from_url).filter(|date| date.precision >= Precision::Day),
        }
    }

    /// When the page says its article was published; `told` is what JSON-LD says.
    pub(super) fn published(&self, told: Option<&str>) -> Option<NewsDate> {
        let certain = told.and_then(|t| self.read(t)).or_else(|| self.field(PUBLISHED));
        let shown = self.shown();
        let Some(stated) = certain.or_else(|| self.field(VAGUE)) else {
            return shown.map(|shown| shown.date);
        };
        let Some(shown) = shown.filter(|shown| shown.date.precision >= Precision::Day) else {
            return Some(self.in_its_own_day(stated));
        };
        let same = |other: &NewsDate| other.local.date() == shown.date.local.date();
        if same(&stated) {
            return Some(stated);
        }
        if certain.is_none() && shown.outweighs(&stated) {
            return Some(shown.date);
        }
        // Readers and another field are told the same day; or machines are told the time in UTC, and the
        // newsroom's own day is another.
        let others: Vec<&str> = PUBLISHED.iter().copied().filter(|name| *name != OF_A_MARK).collect();
        let seconded = self.fields(&others).chain(self.fields(VAGUE)).find(same);
        let own_day = stated.offset_minutes == Some(0) && is_next_day(&shown.date, &stated);
        let otherwise = || if own_day { shown.date } else { self.in_its_own_day(stated) };
        Some(seconded.unwrap_or_else(otherwise))
    }

    /// Where machines are told the time in UTC, and the address names the newsroom's own day, that day.
    fn in_its_own_day(&self, stated: NewsDate) -> NewsDate {
        let own = self.address.filter(|own| stated.offset_minutes == Some(0) && is_next_day(own, &stated));
        own.unwrap_or(stated)
    }

    /// When it says it was changed.
    pub(super) fn updated(&self, told: Option<&str>) -> Option<NewsDate> {
        told.and_then(|t| self.read(t)).or_else(|| self.field(UPDATED))
    }

    fn field(&self, names: &[&str]) -> Option<NewsDate> {
        self.fields(names).next()
    }

    fn fields<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = NewsDate> + 'a {
        let values =
            names.iter().flat_map(|name| self.survey.metas.iter().filter(move |(key, _)| key == name));
        values.filter_map(|(_, value)| self.read(value)).filter(|date| date.precision >= Precision::Month)
    }

    /// The date that the page prints: of the elements that say most plainly that they hold one, the first
    /// after the headline.
    fn shown(&self) -> Option<Shown> {
        for beside in [false, true] {
            for rank in 0..=5 {
                let marks: Vec<&Mark> =
                    self.survey.dates.iter().filter(|m| m.rank == rank && m.place.beside == beside).collect();
                let after = marks.iter().filter(|m| m.place.at >= self.headline);
                let before = marks.iter().rev().filter(|m| m.place.at < self.headline);
                if let Some(date) = after.chain(before).find_map(|m| self.in_text(&m.text)) {
                    return Some(Shown { date, rank, beside });
                }
            }
        }
        None
    }

    fn read(&self, text: &str) -> Option<NewsDate> {
        // A clock that is none ("2025-03-12T14:05:08:68") does not undo the day before it.
        let day = || text.get(..10).filter(|_| matches!(text.as_bytes().get(10), Some(b'T' | b' ')));
        let reading = date::read(text).or_else(|| date::read(day()?))?;
        reading.sure().or_else(|| Some(reading.in_order(self.order?)))
    }

    /// The day that a text names as its own, in front or behind: "Press release of 12 March 2025 | Port Alder –
    /// The quay …", "… at the quay (News of 12 March 2025)".
    pub(super) fn announced(&self, text: &str) -> Option<NewsDate> {
        let found = DATE.as_ref()?.find_iter(text).find(|found| {
            let (before, after) = (text[..found.start()].trim_end(), text[found.end()..].trim_start());
            let bracket = before.rsplit_once('(').filter(|_| after.starts_with(')'));
            let few = |words: &str| words.split_whitespace().count() <= LABEL;
            let in_front = few(before) && (bracket.is_some() || after.starts_with(['|', '–', '—']));
            let behind = bracket.is_some_and(|(_, label)| few(label)) && after.len() <= 2;
            in_front || behind
        })?;
        self.read(&long_year(found.as_str()))
            .filter(|date| date.precision >= Precision::Day && is_of_the_web(date))
    }

    /// The first date in a line that also says other things.
    pub(super) fn in_text(&self, text: &str) -> Option<NewsDate> {
        if let Some(dates) = date::line(text) {
            return dates.published.or(dates.updated)?.sure();
        }
        let mut found =
            DATE.as_ref()?.find_iter(text).filter_map(|found| self.read(&long_year(found.as_str())));
        found.find(|date| date.precision >= Precision::Day && date.local.year() >= 1600)
    }
}

impl Shown {
    /// Whether it is believed rather than a field that may as well hold the day of the last change: its element
    /// is made for dates, or it is the earlier of the two.
    fn outweighs(&self, vague: &NewsDate) -> bool {
        !self.beside && (self.rank <= PLAIN || self.date.local.date() < vague.local.date())
    }
}

/// Whether there was a web on that day: an earlier one is a day that the story tells of.
pub(super) fn is_of_the_web(date: &NewsDate) -> bool {
    date.local.year() >= 1993
}

/// "28.01.22" to "28.01.2022": what stands on the web was printed in this century.
fn long_year(date: &str) -> Cow<'_, str> {
    match date.rsplit_once('.') {
        Some((day, year)) if year.len() == 2 && day.contains('.') => Cow::Owned(format!("{day}.20{year}")),
        _ => Cow::Borrowed(date),
    }
}

/// Whether it may have been another day in the newsroom: the one before, west of Greenwich, or the one after,
/// late in the evening.
fn is_next_day(shown: &NewsDate, stated: &NewsDate) -> bool {
    match shown.local.date().since(stated.local.date()).map(|span| span.get_days()) {
        Ok(-1) => stated.local.hour() < 10,
        Ok(1) => stated.local.hour() >= 21,
        _ => false,
    }
}

/// A date as it stands in a line.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b\d{4}-\d{1,2}-\d{1,2}(?:[T\ ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?
        | \b\d{4}[/.]\d{1,2}[/.]\d{1,2}\b
        | \b\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{4}\b
        | \b\d{1,2}\.\d{1,2}\.\d{2}\b
        | \b\d{1,2}(?:st|nd|rd|th|\.|er|º)?\s*(?:de\s+|of\s+)?\p{L}{3,10}\.?,?\s+(?:de\s+|del\s+)?\d{4}\b
        | \b\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th|\.)?,?\s+\d{4}\b
        | \b\d{4}\s+\p{L}{3,10}\s+\d{1,2}\b
        | \d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]
        ",
    )
    .ok()
});
