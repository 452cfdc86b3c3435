//! When the article was published, as the page's own program is told: many sites hand their scripts the record
//! that the page was made of, and state it nowhere else.

use crate::model::{NewsDate, Precision};
use crate::read::date;

/// What such records call the date of publishing, the most telling first.
const KEYS: &[&str] = &[
    "datePublished",
    "publishedDate",
    "publicationDate",
    "publishDate",
    "publishedAt",
    "published_at",
    "publish_date",
    "date_published",
    "publishingDate",
    "cmsPublishingDate",
];
/// A page that tells more of them is a list.
const MOST: usize = 32;

/// The day on which all records of the page agree; where there are others beside it, nobody knows whose it is.
pub(super) fn published(html: &str) -> Option<NewsDate> {
    KEYS.iter().find_map(|key| {
        let mut found = html.match_indices(key).filter_map(|(at, _)| value(html, at, key)).take(MOST);
        let first = found.next()?;
        found.all(|other| other.local.date() == first.local.date()).then_some(first)
    })
}

/// The date behind a key in quotation marks, which scripts inside of strings escape.
fn value(html: &str, at: usize, key: &str) -> Option<NewsDate> {
    html.get(..at)?.ends_with('"').then_some(())?;
    let rest = quote(html.get(at + key.len()..)?)?.trim_start().strip_prefix(':')?;
    let value = quote(rest.trim_start())?.split(['"', '\\']).next()?;
    // "2025-03-12T14:05:08:68" has no clock, but a day.
    let day = || value.get(..10).filter(|_| value.as_bytes().get(10) == Some(&b'T'));
    date::parse(value).or_else(|| date::parse(day()?)).filter(|date| date.precision >= Precision::Day)
}

fn quote(text: &str) -> Option<&str> {
    text.trim_start_matches('\\').strip_prefix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, want: Option<&str>) {
        assert_eq!(published(html).map(|date| date.to_string()).as_deref(), want, "{html}");
    }

    #[test]
    fn the_record_of_a_page() {
        check(r#"<script>x={"publishedAt":"2025-03-12"}</script>"#, Some("2025-03-12"));
        check(r#"<script>x="{\"published_at\" : \"2025-03-12\"}"</script>"#, Some("2025-03-12"));
        check(
            r#"{"publishDate":"2025-03-12","a":{"publishDate":"2025-03-12T10:00:00Z"}}"#,
            Some("2025-03-12"),
        );
    }

    #[test]
    fn other_records() {
        check(r#"{"publishedAt":"2025-03-12","more":[{"publishedAt":"2025-03-11"}]}"#, None);
        check(r#"{"publishedAt":null} publishedAt 2025-03-12"#, None);
        check(r#"{"unpublishedAt":"2025-03-12","publishedAt":"soon"}"#, None);
    }
}
