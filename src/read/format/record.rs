//! One article in fields, as JSON, tables and front matter have it: how the values are read.

use serde_json::{Map, Value};

use crate::model::{Article, Author, NewsDate, Origin, Paragraph, ParagraphKind, Span};
use crate::read::byline::authors;
use crate::read::date::{self, Reading};
use crate::read::encoding::unix_lines;
use crate::read::id::article_id;
use crate::read::map::{FieldMap, Part};
use crate::read::mend::{clean, entities};
use crate::read::report::{Dated, Read, Reason, Warning};

use super::build::Builder;
use super::fields::Fields;
use super::html;
use super::plain::{Layout, dateline, lay_out};
use super::stopwords::language;
use super::story::place;

/// Keys of an object that hold its words.
const WORDS: &[&str] = &[
    "rendered",
    "webTitle",
    "name",
    "text",
    "title",
    "value",
    "#text",
    "@value",
    "caption",
    "fullname",
    "displayname",
    "main",
    "original",
    "url",
];

/// Says where JSON broke; `before` counts the lines of the file in front of it.
pub(super) fn bad_json(error: &serde_json::Error, before: u64) -> Reason {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    // An end of file in the middle of a value is told on the line where it was missed.
    Reason::BadJson { line: before + error.line() as u64, column: error.column() as u64, message }
}

/// Whether a value is a record with a text of its own.
pub(super) fn has_text(value: &Value, map: &FieldMap) -> bool {
    value.as_object().is_some_and(|fields| words(&Fields::new(fields, map), Part::Text).is_some())
}

/// Reads one record.
pub(super) fn read(value: &Value, map: &FieldMap, origin: &Origin) -> Read {
    let Some(record) = value.as_object() else {
        return Read::rejected(origin.clone(), Reason::NotARecord);
    };
    let fields = Fields::new(record, map);
    let mut warnings = Vec::new();
    let title = words(&fields, Part::Headline).map(|t| html::plain_words(&t)).unwrap_or_default();
    let body = words(&fields, Part::Text).or_else(|| words(&fields, Part::Summary)).unwrap_or_default();
    let body = without_stub_mark(&body, &mut warnings);
    let captions = captions(&fields);
    let (text, layout) = canonical(&title, body, &captions);
    let (mut article, told) = facts(&fields, title, layout, origin);
    warnings.extend(told);
    article.text = text;
    if body.trim().is_empty() {
        if article.headline.is_empty() || article.published.is_none() {
            return Read::rejected(origin.clone(), Reason::NoText).warned(warnings);
        }
        warnings.push(Warning::HeadlineOnly);
    }
    article.language = article.language.or_else(|| language(&article.text));
    Read::of(article).warned(warnings)
}

/// Reads one record whose text was laid out already.
pub(super) fn read_around(
    record: &Map<String, Value>,
    body: Builder,
    map: &FieldMap,
    origin: &Origin,
) -> Read {
    let fields = Fields::new(record, map);
    let (story, parts) = body.finish();
    let printed =
        parts.iter().find(|p| p.kind == ParagraphKind::Headline).map(|p| p.span.of(&story).to_owned());
    let title = words(&fields, Part::Headline).map(|t| html::plain_words(&t)).or(printed).unwrap_or_default();
    let mut whole = Builder::default();
    whole.push(ParagraphKind::Headline, &title);
    for caption in captions(&fields).iter().filter(|caption| !story.contains(caption.as_str())) {
        whole.push(ParagraphKind::Caption, caption);
    }
    // The title over the text again is no second one; another heading of its size is a subhead.
    for part in parts.iter().filter(|p| p.kind != ParagraphKind::Headline || p.span.of(&story) != title) {
        let kind = if part.kind == ParagraphKind::Headline { ParagraphKind::Subhead } else { part.kind };
        whole.push(kind, part.span.of(&story));
    }
    let (text, paragraphs) = whole.finish();
    let mut layout = with_dateline(Layout { paragraphs, ..Layout::default() }, &text);
    add_printed(&mut layout, &text);
    let has_story = layout.paragraphs.iter().any(|p| p.kind == ParagraphKind::Lead);
    let (mut article, mut warnings) = facts(&fields, title, layout, origin);
    if !has_story {
        if article.headline.is_empty() || article.published.is_none() {
            return Read::rejected(origin.clone(), Reason::NoText).warned(warnings);
        }
        warnings.push(Warning::HeadlineOnly);
    }
    article.language = article.language.or_else(|| language(&text));
    article.text = text;
    Read::of(article).warned(warnings)
}

/// Adds what the lines under the headline say.
fn add_printed(layout: &mut Layout, text: &str) {
    for part in &layout.paragraphs {
        let words = part.span.of(text);
        match part.kind {
            ParagraphKind::Byline => layout.facts.authors.extend(authors(words)),
            ParagraphKind::Date => {
                let dates = date::line(words).unwrap_or_default();
                layout.facts.published = layout.facts.published.or(dates.published);
                layout.facts.updated = layout.facts.updated.or(dates.updated);
            }
            _ => {}
        }
    }
}

/// Some interfaces give the first words only, and count the rest: "… [+1423 chars]".
fn without_stub_mark<'b>(body: &'b str, warnings: &mut Vec<Warning>) -> &'b str {
    let marked = body.trim_end().strip_suffix(" chars]").and_then(|rest| rest.rsplit_once("[+"));
    match marked {
        Some((start, count)) if !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()) => {
            warnings.push(Warning::Damaged(format!("{count} more characters are not in the file")));
            start.trim_end()
        }
        _ => body,
    }
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
        let span = Span::new(start, text.len());
        layout.paragraphs.push(Paragraph { kind: ParagraphKind::Caption, span });
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
    let layout = with_dateline(Layout { paragraphs, ..Layout::default() }, &text);
    (text, layout)
}

/// Adds what the lead's dateline says.
fn with_dateline(mut layout: Layout, text: &str) -> Layout {
    let lead = layout.paragraphs.iter().find(|p| p.kind == ParagraphKind::Lead);
    if let Some(found) = lead.and_then(|p| dateline(p.span.of(text))) {
        layout.facts.place = Some(found.place);
        layout.facts.published = found.date;
    }
    layout
}

/// What the record says, and where it is silent what its text says; and what had to be assumed.
fn facts(fields: &Fields<'_>, title: String, layout: Layout, origin: &Origin) -> (Article, Vec<Warning>) {
    let mut warnings = Vec::new();
    let named = authors_of(fields);
    let printed = layout.facts;
    let text = |part| words(fields, part).map(|s| fold(&html::plain_words(&s)));
    let published = dated(fields, Part::Published, Dated::Published, &mut warnings);
    let article = Article {
        id: article_id(origin),
        origin: origin.clone(),
        headline: if title.is_empty() { printed.headline.unwrap_or_default() } else { title },
        authors: if named.is_empty() { printed.authors } else { with_bios(named, &printed.authors) },
        updated: dated(fields, Part::Updated, Dated::Updated, &mut warnings)
            .filter(|date| Some(date) != published.as_ref())
            .or(printed.updated),
        published: published.or(printed.published),
        section: text(Part::Section).or(printed.section).or_else(|| fields.default_of(Part::Section)),
        source: text(Part::Source).or(printed.source).or_else(|| fields.default_of(Part::Source)),
        place: text(Part::Place)
            .and_then(|s| place(&s))
            .or(printed.place)
            .or_else(|| fields.default_of(Part::Place)),
        language: words(fields, Part::Language)
            .and_then(|l| primary_language(&l))
            .or(printed.language)
            .or_else(|| fields.default_of(Part::Language)),
        url: address(fields).or(printed.url),
        captured: None,
        slug: text(Part::Slug),
        subjects: subjects(fields),
        text: String::new(),
        paragraphs: layout.paragraphs,
    };
    (article, warnings)
}

fn authors_of(fields: &Fields<'_>) -> Vec<Author> {
    let mut out: Vec<Author> = Vec::new();
    for (_, values) in fields.of(Part::Authors) {
        for name in values.into_iter().flat_map(each).filter_map(person) {
            for author in authors(&name) {
                if out.iter().all(|known| known.name != author.name) {
                    out.push(author);
                }
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

/// The name of a person; a number is a key into a list that the file does not have.
fn person(value: &Value) -> Option<String> {
    let Value::Object(fields) = value else { return value.is_string().then(|| first_words(value)).flatten() };
    let one = |names: &[&str]| names.iter().find_map(|name| fields.get(*name).and_then(Value::as_str));
    let whole = first_words(value).filter(|words| !is_address(words));
    whole.or_else(|| {
        let first = one(&["firstname", "first_name", "givenName", "given_name"]).unwrap_or_default();
        let last = one(&["lastname", "last_name", "familyName", "family_name"]).unwrap_or_default();
        Some(fold(&format!("{first} {last}"))).filter(|name| !name.is_empty())
    })
}

fn with_bios(mut named: Vec<Author>, printed: &[Author]) -> Vec<Author> {
    for author in &mut named {
        if let Some(twin) = printed.iter().find(|p| p.name == author.name) {
            author.bio = author.bio.take().or_else(|| twin.bio.clone());
        }
    }
    named
}

/// The words under the pictures.
fn captions(fields: &Fields<'_>) -> Vec<String> {
    for (_, values) in fields.of(Part::Captions) {
        let words = values.into_iter().flat_map(each).filter_map(first_words);
        let found: Vec<String> = words.flat_map(|words| caption(&words)).filter(|c| !is_address(c)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The caption in a field, which may hold the whole figure as markup.
fn caption(words: &str) -> Vec<String> {
    if !words.contains("<fig") {
        return Some(html::plain_words(words)).filter(|words| !words.is_empty()).into_iter().collect();
    }
    let mut builder = Builder::default();
    html::push_fragment(words, "", &mut builder);
    let (text, parts) = builder.finish();
    let captions = parts.iter().filter(|part| part.kind == ParagraphKind::Caption);
    captions.map(|part| part.span.of(&text).to_owned()).collect()
}

/// What the article is about; a contributor's page among its tags is not that.
fn subjects(fields: &Fields<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (_, values) in fields.of(Part::Subjects) {
        let values: Vec<&Value> = values.into_iter().flat_map(each).collect();
        let is_topic = |value: &&&Value| {
            value.get("type").and_then(Value::as_str).is_none_or(|kind| kind != "contributor")
        };
        // A lone text is a list of words.
        let alone = values.len() == 1 && values[0].is_string();
        for words in values.iter().filter(is_topic).filter(|v| !v.is_number()).filter_map(|v| first_words(v))
        {
            let parts: Vec<&str> = if alone { words.split([',', ';', '|']).collect() } else { vec![&words] };
            for part in parts.into_iter().map(html::plain_words).filter(|part| !part.is_empty()) {
                if !out.contains(&part) {
                    out.push(part);
                }
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

fn address(fields: &Fields<'_>) -> Option<String> {
    let values = fields.of(Part::Url).into_iter().flat_map(|(_, values)| values);
    values.filter_map(first_words).find(|u| is_address(u))
}

/// `en-US` and `en_US` to `en`, and languages by their English names.
pub(super) fn primary_language(tag: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("russian", "ru"),
        ("arabic", "ar"),
        ("persian", "fa"),
        ("turkish", "tr"),
        ("chinese", "zh"),
        ("japanese", "ja"),
    ];
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == primary) {
        return Some((*code).to_owned());
    }
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())).then_some(primary)
}

/// The first date that means one day; else what is sure of the first that means two.
fn dated(fields: &Fields<'_>, part: Part, of: Dated, warnings: &mut Vec<Warning>) -> Option<NewsDate> {
    let mut either: Option<(NewsDate, Warning)> = None;
    for (name, values) in fields.of(part) {
        let Some(value) = values.first() else { continue };
        let text = first_words(value);
        let reading = match value {
            Value::Number(number) => {
                number.as_i64().and_then(date::from_unix).map(|date| Reading::One(date, None))
            }
            // WordPress writes the moment in Greenwich without saying so in the value.
            _ if name.ends_with("_gmt") => text.as_ref().and_then(|text| date::read(&format!("{text}Z"))),
            _ => text.as_deref().and_then(date::read),
        };
        match (reading, text) {
            (Some(Reading::One(date, order)), _) => {
                warnings.extend(order.map(Warning::PrintedOrder));
                return Some(date);
            }
            (Some(reading), Some(text)) => {
                let warning = Warning::AmbiguousDate { of, field: name.to_owned(), text };
                either.get_or_insert((reading.certain(), warning));
            }
            (None, Some(text)) => warnings.push(Warning::UnreadDate { field: name.to_owned(), text }),
            (_, None) => {}
        }
    }
    let (date, warning) = either?;
    warnings.push(warning);
    Some(date)
}

/// The words of the first field that stands for a part and has any.
fn words(fields: &Fields<'_>, part: Part) -> Option<String> {
    let may_be_number = matches!(part, Part::Headline | Part::Text);
    let usable = |value: &&Value| may_be_number || !is_key(value);
    fields.of(part).into_iter().find_map(|(_, values)| {
        let values = values.into_iter().filter(usable);
        if !matches!(part, Part::Text | Part::Summary) {
            return values.flat_map(each).find_map(first_words);
        }
        let parts: Vec<String> = values.filter_map(all_words).collect();
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    })
}

/// Numbers, alone or in a list: keys into a list that the file does not have.
fn is_key(value: &Value) -> bool {
    value.is_number()
        || value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_number))
}

/// The items of a list, of lists in it too, or the value itself.
fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => match alternative(items) {
            Some(one) => vec![one],
            None => {
                items.iter().flat_map(|item| if item.is_array() { each(item) } else { vec![item] }).collect()
            }
        },
        other => vec![other],
    }
}

/// The words of a value; those of a list joined as paragraphs.
fn all_words(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => match alternative(items) {
            Some(one) => first_words(one),
            None => {
                let parts: Vec<String> = items.iter().filter_map(first_words).collect();
                (!parts.is_empty()).then(|| parts.join("\n\n"))
            }
        },
        other => first_words(other),
    }
}

/// Of one text in several forms (ninjs 2 and later) the one with paragraphs marked, else the main one.
fn alternative(items: &[Value]) -> Option<&Value> {
    let of = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_ascii_lowercase);
    let forms = !items.is_empty()
        && items.iter().all(|item| {
            item.get("value").is_some_and(Value::is_string)
                && (of(item, "role").is_some() || of(item, "contenttype").is_some())
        });
    if !forms {
        return None;
    }
    let is_html = |item: &&Value| of(item, "contenttype").is_some_and(|kind| kind.contains("html"));
    let is_main =
        |item: &&Value| of(item, "role").is_some_and(|role| matches!(role.as_str(), "main" | "caption"));
    items.iter().find(is_html).or_else(|| items.iter().find(is_main)).or(items.first())
}

fn first_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => match alternative(items) {
            Some(one) => first_words(one),
            None => items.iter().find_map(first_words),
        },
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
        let read = read(&value, &FieldMap::default(), &Origin { path: "a.jsonl".into(), record: Some(1) });
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
