//! When the article was published: as stated for machines, else as the page prints it.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{NewsDate, Precision};
use crate::read::date;

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
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "shareaholic:article_published_time",
    "date",
    "article:post_time",
    "created",
    "og:pubdate",
];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
];

/// When the page says its article was published; `told` is what JSON-LD says.
pub(super) fn published(survey: &Survey, told: Option<&str>, headline: &str, url: Option<&str>) -> Option<NewsDate> {
    let stated = told.and_then(date::parse).or_else(|| field(survey, PUBLISHED));
    let Some(stated) = stated else {
        return shown(survey, headline).or_else(|| url.and_then(from_address)).or_else(|| field(survey, &["last-modified"]));
    };
    Some(stated)
}

/// When it says it was changed.
pub(super) fn updated(survey: &Survey, told: Option<&str>) -> Option<NewsDate> {
    told.and_then(date::parse).or_else(|| field(survey, UPDATED))
}

fn field(survey: &Survey, names: &[&str]) -> Option<NewsDate> {
    let values = names.iter().flat_map(|name| survey.metas.iter().filter(move |(key, _)| key == name));
    values.filter_map(|(_, value)| date::parse(value)).find(|date| date.precision >= Precision::Month)
}

/// The date that the page prints: of the elements that say most plainly that they hold one, the first after
/// the headline.
fn shown(survey: &Survey, headline: &str) -> Option<NewsDate> {
    let title = super::features::letters(headline);
    let from = survey.headings.iter().find(|h| super::features::letters(&h.text) == title).map_or(0, |h| h.at);
    for beside in [false, true] {
        for rank in 0..=5 {
            let marks: Vec<&Mark> = survey.dates.iter().filter(|m| m.rank == rank && m.beside == beside).collect();
            let after = marks.iter().filter(|m| m.at >= from);
            let before = marks.iter().rev().filter(|m| m.at < from);
            if let Some(found) = after.chain(before).find_map(|m| in_text(&m.text)) {
                return Some(found);
            }
        }
    }
    None
}

/// A date as it stands in a line.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b\d{4}-\d{1,2}-\d{1,2}(?:[T\ ]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?
        | \b\d{4}[/.]\d{1,2}[/.]\d{1,2}\b
        | \b\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{4}\b
        | \b\d{1,2}\.\d{1,2}\.\d{2}\b
        | \b\d{1,2}(?:st|nd|rd|th|\.|er|º)?\s+(?:de\s+|of\s+)?\p{L}{3,10}\.?,?\s+(?:de\s+|del\s+)?\d{4}\b
        | \b\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b
        | \d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]
        ",
    )
    .ok()
});

/// The first date in a line that also says other things.
pub(super) fn in_text(text: &str) -> Option<NewsDate> {
    if let Some(dates) = date::line(text) {
        return dates.published.or(dates.updated);
    }
    DATE.as_ref()?.find_iter(text).find_map(|found| date::parse(found.as_str()))
}

/// A day in an address: `/2025/03/09/quay`.
fn from_address(url: &str) -> Option<NewsDate> {
    static DAY: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"/(\d{4})[/-]?(\d\d)[/-]?(\d\d)(?:\D|$)").ok());
    let found = DAY.as_ref()?.captures(url)?;
    date::parse(&format!("{}-{}-{}", &found[1], &found[2], &found[3]))
}
