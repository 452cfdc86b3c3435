//! NITF, the News Industry Text Format, alone or inside NewsML.
//!
//! | what | where it stands |
//! | --- | --- |
//! | headline | `hedline/hl1`, else `title`; `hl2` is a subhead |
//! | authors | `byline`; what `byttl` says of one is said of them |
//! | published, updated | `date.issue`, `date.release`, `story.date`; `pubdata`; newest `revision-history` |
//! | place | `dateline/location` |
//! | section, source | `pubdata` |
//! | slug | `du-key`, `fixture`, a slug line in `meta` |
//! | subjects | `tobject.subject`, `classifier`, `keyword` |
//! | captions, credits | `media-caption`, `media-producer` |

use std::io::BufRead;

use crate::model::{Origin, ParagraphKind};
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::html;
use super::story::Story;
use super::xml::{self, Element, Html, Part, folded};
use crate::read::language_tag::primary_language;

/// A story of the News Industry Text Format.
pub(in crate::read) const FORMAT: Format = Format { name: "nitf", detect, reader: Reader::Stream(stream) };

fn detect(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if root.name == "nitf" => Confidence::Sure,
        _ => Confidence::No,
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, sink: &mut dyn FnMut(Read)) {
    one_by_one(input, origin, &[], sink, |root| {
        let mut story = Story::default();
        fill(root, &mut story);
        vec![Piece::Story(Box::new(story))]
    });
}

/// What an element of a file came to.
pub(super) enum Piece {
    /// An article.
    Story(Box<Story>),
    /// Something else.
    Other(Reason),
}

/// Reads a file whose elements, standing in `containers` or alone, each hold articles.
pub(super) fn one_by_one(
    input: &mut dyn BufRead,
    origin: &Origin,
    containers: &[&str],
    sink: &mut dyn FnMut(Read),
    mut read: impl FnMut(&Element) -> Vec<Piece>,
) {
    let text = match xml::open(input) {
        Ok(text) => text,
        Err(reason) => return sink(Read::rejected(origin.clone(), reason)),
    };
    let assumed = text.warning();
    let mut count = 0;
    let mut next = move |single: bool| {
        count += 1;
        if single { origin.clone() } else { xml::numbered(origin, count) }
    };
    let mut many = false;
    let done = xml::walk(text, containers, &mut |part| {
        let (element, reason) = match part {
            Part::Opens(_) => {
                many = true;
                return true;
            }
            Part::Refused(reason) => {
                sink(Read::rejected(next(!many), reason));
                return true;
            }
            Part::Whole(element) => (element, None),
            Part::Cut(element, reason) => (element, Some(reason)),
        };
        let pieces = read(&element);
        let single = !many && pieces.len() == 1;
        let mut any = false;
        for piece in pieces {
            let read = match piece {
                Piece::Story(story) => story.finish(&next(single)),
                Piece::Other(reason) => Read::rejected(next(single), reason),
            };
            // Of an article that is cut off before its text there is nothing to tell but that.
            if reason.is_none() || read.article.is_ok() {
                any |= read.article.is_ok();
                let warnings = assumed.iter().cloned().chain(reason.as_ref().map(xml::damaged)).collect();
                sink(read.warned(warnings));
            }
        }
        any
    });
    if let Err(reason) = done {
        sink(Read::rejected(origin.clone(), reason));
    }
}

/// Adds what an `nitf` element says; what is known already stays.
pub(super) fn fill(nitf: &Element, story: &mut Story) {
    let empty = Element::default();
    let head = nitf.child("head").unwrap_or(&empty);
    let body = nitf.child("body").unwrap_or(&empty);
    let body_head = body.child("body.head").unwrap_or(&empty);
    fill_headlines(head, body_head, story);
    fill_bylines(body_head, story);
    fill_docdata(head, body_head, story);
    fill_dateline(body_head, story);
    // The day of the newspaper comes last: it may be the one after.
    if let Some(date) = head.children("pubdata").find_map(|p| p.attribute("date.publication")) {
        story.published("date.publication", date);
    }
    let tag = ["xml:lang", "lang"].iter().find_map(|name| body.attribute(name).or(nitf.attribute(name)));
    story.facts.language = story.facts.language.take().or_else(|| primary_language(tag?));
    if let Some(content) = body.child("body.content") {
        fill_content(content, story);
    }
    if let Some(tagline) = body.at(&["body.end", "tagline"]).and_then(Element::some_words) {
        story.body.push(ParagraphKind::Bio, &tagline);
    }
    let has_text = body.child("body.content").is_some_and(|content| !content.words().is_empty());
    if let Some(summary) = body_head.child("abstract").filter(|_| !has_text) {
        html::push_fragment(&summary.inner_html(as_html), &story.facts.headline, &mut story.body);
    }
}

fn fill_headlines(head: &Element, body_head: &Element, story: &mut Story) {
    let hedline = body_head.child("hedline");
    if let Some(words) = hedline.and_then(|h| h.words_of("hl1")).or_else(|| head.words_of("title")) {
        story.headline(&words);
    }
    for second in hedline.into_iter().flat_map(|h| h.children("hl2")).filter_map(Element::some_words) {
        story.body.push(ParagraphKind::Subhead, &second);
    }
}

fn fill_bylines(body_head: &Element, story: &mut Story) {
    if !story.facts.authors.is_empty() {
        return;
    }
    for byline in body_head.children("byline") {
        let line = folded(&byline.raw_words_without(&["byttl", "location", "chron"]));
        let before = story.facts.authors.len();
        story.byline(line.trim_end_matches([',', ';', ' ']));
        // What stands beside one name is said of that one.
        if let ([author], Some(title)) =
            (story.facts.authors.get_mut(before..).unwrap_or_default(), byline.words_of("byttl"))
        {
            author.bio.get_or_insert(title);
        }
    }
    // Some houses put nothing but the name's title there, which then is the agency.
    if story.facts.authors.is_empty()
        && let Some(title) = body_head.at(&["byline", "byttl"]).and_then(Element::some_words)
    {
        story.byline(&title);
    }
}

fn fill_dateline(body_head: &Element, story: &mut Story) {
    let Some(dateline) = body_head.child("dateline") else { return };
    if let Some(date) = dateline.child("story.date") {
        let words = date.words();
        story.published("story.date", date.attribute("norm").unwrap_or(&words));
    }
    if let Some(place) = dateline.words_of("location") {
        story.place(&place);
    }
    let line = folded(&dateline.raw_words_without(&["story.date"]));
    story.place(&line);
}

fn fill_docdata(head: &Element, body_head: &Element, story: &mut Story) {
    let empty = Element::default();
    let data = head.child("docdata").unwrap_or(&empty);
    for name in ["date.issue", "date.release"] {
        if let Some(norm) = data.child(name).and_then(|date| date.attribute("norm")) {
            story.published(name, norm);
        }
    }
    let pubdata: Vec<&Element> = head.children("pubdata").collect();
    let of_pub = |name: &str| pubdata.iter().find_map(|p| p.attribute(name)).map(str::to_owned);
    if let Some(date) = head.children("revision-history").filter_map(|r| r.attribute("norm")).last() {
        story.updated("revision-history", date);
    }
    let facts = &mut story.facts;
    facts.section =
        facts.section.take().or_else(|| of_pub("position.section")).or_else(|| meta(head, "section"));
    let holder = || data.child("doc.copyright").and_then(|c| c.attribute("holder")).map(str::to_owned);
    let distributor = || body_head.words_of("distributor");
    facts.source = facts.source.take().or_else(|| of_pub("name")).or_else(distributor).or_else(holder);
    facts.url = facts.url.take().or_else(|| of_pub("ex-ref").filter(|u| u.starts_with("http")));
    let key = |name: &str, value: &str| data.child(name).and_then(|e| e.attribute(value)).map(str::to_owned);
    facts.slug = facts
        .slug
        .take()
        .or_else(|| key("du-key", "key"))
        .or_else(|| key("fixture", "fix-id"))
        .or_else(|| ["slug", "slugline", "keyword"].iter().find_map(|name| meta(head, name)));
    fill_subjects(head, data, story);
}

fn fill_subjects(head: &Element, data: &Element, story: &mut Story) {
    for subject in head.below(&["tobject.subject"]) {
        let named = [
            "tobject.subject.detail",
            "tobject.subject.matter",
            "tobject.subject.type",
            "tobject.subject.refnum",
        ];
        if let Some(words) = named.iter().find_map(|name| subject.attribute(name)) {
            story.subject(words);
        }
    }
    for classifier in data.below(&["classifier"]) {
        let words = classifier.words();
        let value = classifier.attribute("value").filter(|_| words.is_empty()).unwrap_or(&words).to_owned();
        story.subject(&value);
    }
    for keyword in data.below(&["keyword"]) {
        story.subject(keyword.attribute("key").unwrap_or_default());
    }
}

fn meta(head: &Element, name: &str) -> Option<String> {
    let found =
        head.children("meta").find(|m| m.attribute("name").is_some_and(|n| n.eq_ignore_ascii_case(name)))?;
    found.attribute("content").filter(|c| !c.is_empty()).map(str::to_owned)
}

/// The story of a `body.content`, its media's captions apart.
pub(super) fn fill_content(content: &Element, story: &mut Story) {
    let markup = content.inner_html(as_html);
    if content.elements().next().is_none() {
        story.text(&content.raw_words_without(&[]));
    } else {
        html::push_fragment(&markup, &story.facts.headline, &mut story.body);
    }
}

/// NITF's elements as HTML's.
pub(super) fn as_html(element: &Element) -> Html<'_> {
    match element.name.as_str() {
        "hl1" => Html::As("h2"),
        "hl2" | "hedline" => Html::As("h3"),
        "media" => Html::As("figure"),
        "media-caption" => Html::As("figcaption"),
        "media-producer" => Html::Credit,
        "media-reference" | "media-metadata" | "media-object" | "note" => Html::Nothing,
        "bq" => Html::As("blockquote"),
        "block" => Html::As("div"),
        _ => xml::as_it_is(element),
    }
}
