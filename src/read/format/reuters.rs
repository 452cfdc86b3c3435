//! The SGML of Reuters-21578: many stories a file, as a wire of the 1980s printed them.

use std::io::BufRead;

use crate::model::{Origin, ParagraphKind};
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::Read;

use super::nitf::{Piece, one_by_one};
use super::plain::lay_out;
use super::story::{Story, paragraphs};
use super::xml::{Element, folded};

/// Files of `<REUTERS>` stories.
pub(in crate::read) const FORMAT: Format =
    Format { name: "reuters-sgml", detect, reader: Reader::Stream(stream) };

fn detect(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if root.name == "REUTERS" => Confidence::Sure,
        _ => Confidence::No,
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, sink: &mut dyn FnMut(Read)) {
    // Nothing stands around the stories; the first of many is a story like the others.
    let mut count = 0;
    let mut numbered = |mut read: Read| {
        count += 1;
        read.origin.record = Some(count);
        if let Ok(article) = &mut read.article {
            article.origin = read.origin.clone();
            article.id = crate::read::id::article_id(&read.origin);
        }
        sink(read);
    };
    one_by_one(input, origin, &[], &mut numbered, |element| vec![Piece::Story(Box::new(story(element)))]);
}

fn story(element: &Element) -> Story {
    let mut story = Story::default();
    let empty = Element::default();
    let text = element.child("TEXT").unwrap_or(&empty);
    if let Some(date) = element.words_of("DATE") {
        // Some carry marks of the machine after the time.
        let date = date.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        story.published("DATE", &date);
    }
    story.facts.source = Some("Reuters".to_owned());
    for name in ["TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES"] {
        for subject in element.child(name).into_iter().flat_map(|list| list.children("D")) {
            story.subject(&subject.words());
        }
    }
    if let Some(title) = text.words_of("TITLE") {
        // Its words are no markup: "<ASC>" is a company's sign.
        story.facts.headline = title;
    }
    if let Some(author) = text.words_of("AUTHOR") {
        story.byline(author.trim_end_matches(", Reuters"));
    }
    let dateline = text.words_of("DATELINE").unwrap_or_default();
    story.place(&dateline);
    match text.child("BODY") {
        Some(body) => push_body(&dateline, &body.raw_words_without(&[]), &mut story),
        None => push_unprocessed(&text.raw_words_without(&["TITLE", "AUTHOR", "DATELINE"]), &mut story),
    }
    story
}

/// The dateline runs into the first paragraph, as it was printed.
fn push_body(dateline: &str, body: &str, story: &mut Story) {
    let mut all = paragraphs(body);
    // The agency's name ends each story.
    if all.last().is_some_and(|last| is_end(last)) {
        all.pop();
    }
    if let Some(last) = all.last_mut()
        && let Some(rest) =
            last.trim_end().strip_suffix(" Reuter").or(last.trim_end().strip_suffix(" REUTER"))
    {
        *last = rest.trim_end().to_owned();
    }
    for (at, paragraph) in all.iter().enumerate() {
        let words = if at == 0 { folded(&format!("{dateline} {paragraph}")) } else { paragraph.clone() };
        story.body.push(ParagraphKind::Body, &words);
    }
}

fn is_end(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| c.is_alphabetic()).collect();
    matches!(bare.to_ascii_uppercase().as_str(), "REUTER" | "REUTERS") && words.len() < 12
}

/// Stories that nobody marked up.
fn push_unprocessed(text: &str, story: &mut Story) {
    let text = text.trim();
    let layout = lay_out(text, false);
    for part in &layout.paragraphs {
        story.body.push(part.kind, &folded(part.span.of(text)));
    }
    if let Some(headline) = &layout.facts.headline {
        story.headline(headline);
    }
}
