//! One article in fields: which names mean what, and how their values are read.

use serde_json::{Map, Value};

use crate::model::{Article, Author, NewsDate, Origin, ParagraphKind};
use crate::read::byline::authors;
use crate::read::date::{self, Reading};
use crate::read::encoding::unix_lines;
use crate::read::id::article_id;
use crate::read::mend::{clean, entities};
use crate::read::report::{Dated, Read, Reason, Warning};

use super::build::Builder;
use super::html;
use super::plain::{Layout, dateline, lay_out};
use super::stopwords::language;

/// The names under which archives keep an article's parts, the most telling first. Case, `_` and `-`
/// do not count.
const TITLE: &[&str] = &["headline", "title", "hed", "headlinemain", "webtitle", "name"];
const TEXT: &[&str] = &[
    "text",
    "body",
    "articlebody",
    "content",
    "maintext",
    "fulltext",
    "bodytext",
    "article",
    "story",
    "rawcontent",
    "contenthtml",
    "bodyhtml",
    "html",
    "paragraphs",
];
const AUTHOR: &[&str] =
    &["author", "authors", "byline", "creator", "creators", "writer", "writers", "authorname", "dccreator"];
const PUBLISHED: &[&str] = &[
    "published",
    "publishedat",
    "datepublished",
    "datepublish",
    "pubdate",
    "publicationdate",
    "publishdate",
    "publishedtime",
    "date",
    "firstpublished",
    "webpublicationdate",
    "created",
    "createdat",
    "timestamp",
    "time",
];
const UPDATED: &[&str] = &[
    "updated",
    "updatedat",
    "modified",
    "datemodified",
    "datemodify",
    "modifiedat",
    "lastmodified",
    "versioncreated",
];
const SECTION: &[&str] =
    &["section", "sectionname", "articlesection", "category", "categories", "desk", "rubric", "topic"];
const SOURCE: &[&str] = &[
    "source",
    "publication",
    "outlet",
    "publisher",
    "newspaper",
    "site",
    "sitename",
    "sourcedomain",
    "domain",
];
const URL: &[&str] = &["url", "link", "weburl", "uri", "canonicalurl", "permalink", "sourceurl"];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage", "locale"];
const PLACE: &[&str] = &["dateline", "place", "location", "city"];
const CAPTION: &[&str] = &["captions", "caption", "imagecaption", "photocaption", "images", "image"];
const DESCRIPTION: &[&str] =
    &["description", "summary", "abstract", "standfirst", "subtitle", "lead", "excerpt"];

/// Keys of an object that hold its words.
const WORDS: &[&str] =
    &["name", "text", "title", "value", "#text", "@value", "caption", "fullname", "main", "original", "url"];

/// Says where JSON broke; `before` counts the lines of the file in front of it.
pub(super) fn bad_json(error: &serde_json::Error, before: u64) -> Reason {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    // An end of file in the middle of a value is told on the line where it was missed.
    Reason::BadJson { line: before + error.line() as u64, column: error.column() as u64, message }
}

/// Whether a value is a record with a text of its own.
pub(super) fn has_text(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| words(fields, TEXT).is_some())
}

/// Reads one record.
pub(super) fn read(value: &Value, origin: &Origin) -> Read {
    let Some(fields) = value.as_object() else {
        return Read::rejected(origin.clone(), Reason::NotARecord);
    };
    let title = words(fields, TITLE).map(|t| html::plain_words(&t)).unwrap_or_default();
    let body = words(fields, TEXT).or_else(|| words(fields, DESCRIPTION)).unwrap_or_default();
    let captions = list(fields, CAPTION).into_iter().filter(|c| !is_address(c)).collect::<Vec<_>>();
    let (text, layout) = canonical(&title, &body, &captions);
    if layout.paragraphs.iter().all(|p| p.kind == ParagraphKind::Headline) && body.trim().is_empty() {
        return Read::rejected(origin.clone(), Reason::NoText);
    }
    let mut warnings = Vec::new();
    let article = Article { text, ..facts(fields, title, layout, origin, &mut warnings) };
    let article = Article { language: article.language.or_else(|| language(&article.text)), ..article };
    Read::of(article).warned(warnings)
}

/// The text and its parts: the title, the captions that do not stand in the body, the body.
fn canonical(title: &str, body: &str, captions: &[String]) -> (String, Layout) {
    if html::looks_like_html(body) {
        return from_html(title, body, captions);
    }
    let body = unix_lines(body.trim().into());
    let body = entities(&body);
    let body = clean(body.trim());
    let body = &*body;
    if title.is_empty() && captions.is_empty() {
        return (body.to_owned(), lay_out(body, false));
    }
    let has_title = !title.is_empty() && body.lines().next().is_some_and(|line| fold(line) == fold(title));
    let rest = if has_title { body.split_once('\n').map_or("", |(_, rest)| rest) } else { body };
    let mut text = String::new();
    if !title.is_empty() {
        text.push_str(title);
        text.push_str("\n\n");
    }
    text.push_str(rest.trim());
    let mut layout = lay_out(text.trim_end(), !title.is_empty());
    text.truncate(text.trim_end().len());
    for caption in captions.iter().filter(|c| !body.lines().any(|line| fold(line) == fold(c))) {
        let start = text.len() + 2;
        text.push_str("\n\n");
        text.push_str(caption.trim());
        let span = crate::model::Span::new(start, text.len());
        layout.paragraphs.push(crate::model::Paragraph { kind: ParagraphKind::Caption, span });
    }
    (text, layout)
}

fn from_html(title: &str, body: &str, captions: &[String]) -> (String, Layout) {
    let mut builder = Builder::default();
    builder.push(ParagraphKind::Headline, title);
    for caption in captions {
        builder.push(ParagraphKind::Caption, caption);
    }
    html::push_fragment(body, title, &mut builder);
    let (text, paragraphs) = builder.finish();
    let mut layout = Layout { paragraphs, ..Layout::default() };
    let lead = layout.paragraphs.iter().find(|p| p.kind == ParagraphKind::Lead);
    if let Some(found) = lead.and_then(|p| dateline(p.span.of(&text))) {
        layout.facts.place = Some(found.place);
        layout.facts.published = found.date;
    }
    (text, layout)
}

/// What the record says, and where it is silent what its text says.
fn facts(
    fields: &Map<String, Value>,
    title: String,
    layout: Layout,
    origin: &Origin,
    warnings: &mut Vec<Warning>,
) -> Article {
    let named = list(fields, AUTHOR).iter().flat_map(|a| authors(a)).collect::<Vec<Author>>();
    let printed = layout.facts;
    Article {
        id: article_id(origin),
        origin: origin.clone(),
        headline: if title.is_empty() { printed.headline.unwrap_or_default() } else { title },
        authors: if named.is_empty() { printed.authors } else { with_bios(named, &printed.authors) },
        published: dated(fields, PUBLISHED, Dated::Published, warnings).or(printed.published),
        updated: dated(fields, UPDATED, Dated::Updated, warnings).or(printed.updated),
        section: words(fields, SECTION).map(|s| fold(&s)).or(printed.section),
        source: words(fields, SOURCE).map(|s| fold(&s)).or(printed.source),
        place: words(fields, PLACE).map(|s| place(&s)).or(printed.place),
        language: words(fields, LANGUAGE).and_then(|l| primary_language(&l)).or(printed.language),
        url: words(fields, URL).filter(|u| is_address(u)).or(printed.url),
        text: String::new(),
        paragraphs: layout.paragraphs,
    }
}

fn with_bios(mut named: Vec<Author>, printed: &[Author]) -> Vec<Author> {
    for author in &mut named {
        if let Some(twin) = printed.iter().find(|p| p.name == author.name) {
            author.bio = author.bio.take().or_else(|| twin.bio.clone());
        }
    }
    named
}

/// "LONDON, March 5 -" to "LONDON", other places as they are.
fn place(field: &str) -> String {
    let words = fold(field);
    let bare = words.trim_end_matches(['-', '—', '–', ' ']);
    dateline(&format!("{bare} — x")).map_or_else(|| bare.to_owned(), |found| found.place)
}

/// `en-US` and `en_US` to `en`.
pub(super) fn primary_language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())).then_some(primary)
}

/// The first date that means one day; else what is sure of the first that means two.
fn dated(
    fields: &Map<String, Value>,
    names: &[&str],
    of: Dated,
    warnings: &mut Vec<Warning>,
) -> Option<NewsDate> {
    let mut either: Option<(NewsDate, Warning)> = None;
    for (name, value) in named(fields, names) {
        let text = first_words(value);
        let reading = match value {
            Value::Number(number) => {
                number.as_i64().and_then(date::from_unix).map(|date| Reading::One(date, None))
            }
            _ => text.as_deref().and_then(date::read),
        };
        match (reading, text) {
            (Some(Reading::One(date, order)), _) => {
                warnings.extend(order.map(Warning::PrintedOrder));
                return Some(date);
            }
            (Some(reading), Some(text)) => {
                let warning = Warning::AmbiguousDate { of, field: name.clone(), text };
                either.get_or_insert((reading.certain(), warning));
            }
            (None, Some(text)) => warnings.push(Warning::UnreadDate { field: name.clone(), text }),
            (_, None) => {}
        }
    }
    let (date, warning) = either?;
    warnings.push(warning);
    Some(date)
}

/// The fields that bear one of `names`, in the order of `names`.
fn named<'v>(fields: &'v Map<String, Value>, names: &[&str]) -> Vec<(&'v String, &'v Value)> {
    let plain = |key: &str| key.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let keys: Vec<(String, &String, &Value)> = fields.iter().map(|(k, v)| (plain(k), k, v)).collect();
    names
        .iter()
        .flat_map(|name| keys.iter().filter(move |(k, ..)| k == name).map(|(_, k, v)| (*k, *v)))
        .collect()
}

/// The words of the first of `names` that has any.
fn words(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    named(fields, names).into_iter().find_map(|(_, value)| all_words(value))
}

/// The values of the first of `names` that has any, one by one.
fn list(fields: &Map<String, Value>, names: &[&str]) -> Vec<String> {
    let values = |value: &Value| match value {
        Value::Array(items) => items.iter().filter_map(first_words).collect::<Vec<_>>(),
        other => first_words(other).into_iter().collect(),
    };
    named(fields, names).into_iter().map(|(_, v)| values(v)).find(|v| !v.is_empty()).unwrap_or_default()
}

/// The words of a value; those of a list joined as paragraphs.
fn all_words(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().filter_map(first_words).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        other => first_words(other),
    }
}

fn first_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => items.iter().find_map(first_words),
        Value::Object(fields) => WORDS.iter().find_map(|key| fields.get(*key).and_then(first_words)),
        Value::Null | Value::Bool(_) => None,
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with('/')
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    use expect_test::{Expect, expect};
    use serde_json::json;

    #[track_caller]
    fn check(value: Value, want: Expect) {
        let read = read(&value, &Origin { path: "a.jsonl".into(), record: Some(1) });
        let article = read.article.unwrap();
        let mut out = String::new();
        for p in &article.paragraphs {
            writeln!(out, "{:?}: {}", p.kind, p.span.of(&article.text)).unwrap();
        }
        let names: Vec<_> = article.authors.iter().map(|a| a.name.as_str()).collect();
        let date = |d: Option<NewsDate>| d.map_or("-".to_owned(), |d| d.to_string());
        writeln!(
            out,
            "{} | {} | {} | {} | {} | {} | {} | {}",
            article.headline,
            names.join(", "),
            date(article.published),
            date(article.updated),
            article.section.unwrap_or_default(),
            article.source.unwrap_or_default(),
            article.language.unwrap_or_default(),
            article.url.unwrap_or_default()
        )
        .unwrap();
        for warning in &read.warnings {
            writeln!(out, "! {warning}").unwrap();
        }
        want.assert_eq(&out);
    }

    #[test]
    fn usual_names() {
        check(
            json!({
                "id": "x7", "title": "Quay closed", "text": "The quay closed.\n\nIt opens in spring.",
                "authors": ["Ana Ruiz", "Tom Ode"], "date_publish": "2025-03-09 10:00:00", "category": "Harbor",
                "source_domain": "alder.example", "url": "https://alder.example/7", "language": "en-GB",
                "image_caption": "The quay"
            }),
            expect![[r#"
                Headline: Quay closed
                Lead: The quay closed.
                Body: It opens in spring.
                Caption: The quay
                Quay closed | Ana Ruiz, Tom Ode | 2025-03-09T10:00:00 | - | Harbor | alder.example | en | https://alder.example/7
            "#]],
        );
    }

    #[test]
    fn objects_and_other_spellings() {
        check(
            json!({
                "headline": "Quay closed", "articleBody": ["The quay closed.", "It opens in spring."],
                "author": {"@type": "Person", "name": "By ANA RUIZ"}, "datePublished": 1_741_788_300,
                "dateModified": "March 13, 2025", "publisher": {"name": "The Alder Post"}
            }),
            expect![[r#"
                Headline: Quay closed
                Lead: The quay closed.
                Body: It opens in spring.
                Quay closed | Ana Ruiz | 2025-03-12T14:05:00Z | 2025-03-13 |  | The Alder Post |  | 
            "#]],
        );
    }

    #[test]
    fn a_title_in_the_text_is_not_told_twice() {
        check(
            json!({"title": "Quay closed", "body": "Quay closed\n\nThe quay closed.", "date": "03/09/2025"}),
            expect![[r#"
                Headline: Quay closed
                Lead: The quay closed.
                Quay closed |  | 2025 | - |  |  |  | 
                ! `date` may mean two days: "03/09/2025"; only its year is kept
            "#]],
        );
    }

    #[test]
    fn fields_with_tags() {
        check(
            json!({"title": "Quay &amp; ferry", "content": "<p>The quay closed.</p><h2>Spring</h2><p>It opens <b>then</b>.</p>"}),
            expect![[r#"
                Headline: Quay & ferry
                Lead: The quay closed.
                Subhead: Spring
                Body: It opens then.
                Quay & ferry |  | - | - |  |  |  | 
            "#]],
        );
    }

    #[test]
    fn places_with_and_without_a_day() {
        assert_eq!(place("PORT ALDER, March 5 -"), "PORT ALDER");
        assert_eq!(place("Port Alder"), "Port Alder");
    }

    #[test]
    fn a_text_alone() {
        check(
            json!({"id": 1, "text": "The quay closed.\n\nIt opens in spring."}),
            expect![[r#"
                Lead: The quay closed.
                Body: It opens in spring.
                 |  | - | - |  |  |  | 
            "#]],
        );
    }
}
