//! One article in fields, as JSON, tables and front matter have it: how the values are read.

mod told;
mod values;

use serde_json::{Map, Value};

use crate::model::{Article, Origin, Paragraph, ParagraphKind, Span};
use crate::read::byline::{authors, byline};
use crate::read::encoding::unix_lines;
use crate::read::format::build::Builder;
use crate::read::format::fields::Fields;
use crate::read::format::html;
use crate::read::format::plain::{Layout, dateline, lay_out};
use crate::read::format::stopwords::language;
use crate::read::format::story::place;
use crate::read::id::article_id;
use crate::read::language_tag::primary_language;
use crate::read::map::{FieldMap, Part};
use crate::read::mend::{clean, entities};
use crate::read::report::{Dated, Read, Reason, Warning};
use crate::read::{date, run_together};

use told::{address, authors_of, captions, dated, subjects, with_bios};
use values::{fold, words};

/// Says where JSON broke; `before` counts the lines of the file in front of it.
pub(in crate::read::format) fn bad_json(error: &serde_json::Error, before: u64) -> Reason {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    // An end of file in the middle of a value is told on the line where it was missed.
    Reason::BadJson { line: before + error.line() as u64, column: error.column() as u64, message }
}

/// Whether a value is a record with a text of its own.
pub(in crate::read::format) fn has_text(value: &Value, map: &FieldMap) -> bool {
    value.as_object().is_some_and(|fields| words(&Fields::new(fields, map), Part::Text).is_some())
}

/// Reads one record.
pub(in crate::read::format) fn read(value: &Value, map: &FieldMap, origin: &Origin) -> Read {
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
pub(in crate::read::format) fn read_around(
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
    for (caption, credit) in captions(&fields).iter().filter(|(caption, _)| !story.contains(caption.as_str()))
    {
        whole.push(ParagraphKind::Caption, caption);
        whole.push(ParagraphKind::Furniture, credit);
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

/// Byline and date over a story are no part of it, though they are paragraphs like its own.
fn sign_the_top(paragraphs: &mut [Paragraph], text: &str) {
    let mut was_lead = false;
    for part in paragraphs.iter_mut() {
        let words = part.span.of(text);
        match part.kind {
            ParagraphKind::Lead | ParagraphKind::Body if byline(words).is_some() => {
                part.kind = ParagraphKind::Byline;
            }
            ParagraphKind::Lead | ParagraphKind::Body if date::line(words).is_some() => {
                part.kind = ParagraphKind::Date;
            }
            ParagraphKind::Lead if !was_lead => return,
            ParagraphKind::Body => {
                part.kind = ParagraphKind::Lead;
                return;
            }
            _ => continue,
        }
        was_lead = true;
    }
}

/// Adds what the lines under the headline say.
fn add_printed(layout: &mut Layout, text: &str) {
    for part in &layout.paragraphs {
        let words = part.span.of(text);
        match part.kind {
            ParagraphKind::Byline => layout.facts.authors.extend(authors(words)),
            ParagraphKind::Date => {
                layout.facts.note_dates(date::line(words).unwrap_or_default());
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
fn canonical(title: &str, body: &str, captions: &[(String, String)]) -> (String, Layout) {
    if html::looks_like_html(body) {
        return from_html(title, body, captions);
    }
    let body = unix_lines(body.trim().into());
    let body = entities(&body);
    let body = clean(body.trim());
    let body = &*run_together::part(&body);
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
    for (caption, credit) in captions.iter().filter(|(c, _)| !body.lines().any(|line| fold(line) == fold(c)))
    {
        for (kind, words) in
            [(ParagraphKind::Caption, caption.trim()), (ParagraphKind::Furniture, credit.trim())]
        {
            if !words.is_empty() {
                let start = text.len() + 2;
                text.push_str("\n\n");
                text.push_str(words);
                let span = Span::new(start, text.len());
                layout.paragraphs.push(Paragraph { kind, span });
            }
        }
    }
    (text, layout)
}

fn from_html(title: &str, body: &str, captions: &[(String, String)]) -> (String, Layout) {
    let mut builder = Builder::default();
    builder.push(ParagraphKind::Headline, title);
    for (caption, credit) in captions {
        builder.push(ParagraphKind::Caption, caption);
        builder.push(ParagraphKind::Furniture, credit);
    }
    html::push_fragment(body, title, &mut builder);
    let (text, mut paragraphs) = builder.finish();
    sign_the_top(&mut paragraphs, &text);
    let mut layout = with_dateline(Layout { paragraphs, ..Layout::default() }, &text);
    add_printed(&mut layout, &text);
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
    let updated = dated(fields, Part::Updated, Dated::Updated, &mut warnings)
        .filter(|date| Some(date) != published.as_ref());
    // Of a date that the text prints nothing need be told where the record has its own.
    let taken = |warning: &Warning| match warning {
        Warning::AmbiguousDate { of: Dated::Published, .. } => published.is_none(),
        Warning::AmbiguousDate { of: Dated::Updated, .. } => updated.is_none(),
        _ => true,
    };
    warnings.extend(printed.told.into_iter().filter(taken));
    let article = Article {
        id: article_id(origin),
        origin: origin.clone(),
        headline: if title.is_empty() { printed.headline.unwrap_or_default() } else { title },
        authors: if named.is_empty() { printed.authors } else { with_bios(named, &printed.authors) },
        updated: updated.or(printed.updated),
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
        warnings: Vec::new(),
        text: String::new(),
        paragraphs: layout.paragraphs,
    };
    (article, warnings)
}

#[cfg(test)]
mod tests;
