//! NewsML-G2: an item, or a message of several, whose text stands inside as NITF, XHTML or plain words.
//!
//! | what | where it stands |
//! | --- | --- |
//! | headline, authors | `headline`; `by`, else `creator` |
//! | published, updated | `contentCreated`, `firstCreated`, `versionCreated`; `contentModified`, `versionCreated` |
//! | place | `dateline`, else `located` |
//! | source, section | `provider`; a department among the subjects, else the `service` by name |
//! | slug, subjects | `slugline`; `subject`, `keyword`, `genre` by name, else code |
//! | captions, credits | `description` and `creditline` of the pictures that come in the same message |

use std::io::BufRead;

use crate::model::Origin;
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::html;
use super::nitf::{self, Piece, one_by_one};
use super::story::Story;
use super::xml::{self, Element};
use crate::read::language_tag::primary_language;

/// Items and messages of NewsML-G2.
pub(in crate::read) const FORMAT: Format =
    Format { name: "newsml-g2", detect, reader: Reader::Stream(stream) };

/// Roots of the vocabulary, and what they are if they are no article.
const ROOTS: &[(&str, &str)] = &[
    ("newsItem", ""),
    ("newsMessage", ""),
    ("contentSet", ""),
    ("packageItem", "a package of links to other items"),
    ("conceptItem", "an entry of a vocabulary"),
    ("knowledgeItem", "a vocabulary"),
    ("planningItem", "a plan of coverage"),
    ("catalogItem", "a catalogue of vocabularies"),
    ("hopHistory", "a record of transmission"),
];

fn detect(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if ROOTS.iter().any(|(name, _)| *name == root.name) => {
            if root.head.contains("iptc.org") {
                Confidence::Sure
            } else {
                Confidence::Likely
            }
        }
        _ => Confidence::No,
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, sink: &mut dyn FnMut(Read)) {
    // A message's pictures belong to its texts, so a message is read as one piece.
    one_by_one(input, origin, &[], sink, pieces);
}

fn pieces(root: &Element) -> Vec<Piece> {
    match root.name.as_str() {
        "newsItem" => vec![item(root, &[])],
        "newsMessage" => message(root),
        "contentSet" => vec![bare_content(root)],
        other => {
            let what =
                ROOTS.iter().find(|(name, _)| *name == other).map_or("XML of NewsML-G2", |(_, what)| what);
            vec![Piece::Other(Reason::NotAnArticle(what.to_owned()))]
        }
    }
}

fn message(root: &Element) -> Vec<Piece> {
    let items: Vec<&Element> = root.children("itemSet").flat_map(Element::elements).collect();
    let news = || items.iter().copied().filter(|item| item.name == "newsItem");
    let pictures: Vec<&Element> = news().filter(|item| !has_text(item)).collect();
    let texts: Vec<&Element> = news().filter(|item| has_text(item)).collect();
    if texts.is_empty() {
        return match pictures.first() {
            Some(picture) => vec![item(picture, &[])],
            None => vec![Piece::Other(Reason::NotAnArticle("a message without a news item".to_owned()))],
        };
    }
    let alone = texts.len() == 1;
    let of = |text: &&Element| {
        let own: Vec<&Element> = pictures.iter().copied().filter(|p| alone || links(text, p)).collect();
        item(text, &own)
    };
    texts.iter().map(of).collect()
}

fn has_text(item: &Element) -> bool {
    let Some(content) = item.child("contentSet") else { return false };
    content.elements().any(|e| matches!(e.name.as_str(), "inlineXML" | "inlineData") && !e.words().is_empty())
}

/// Whether a text's links name a picture.
fn links(text: &Element, picture: &Element) -> bool {
    let Some(guid) = picture.attribute("guid") else { return false };
    text.below(&["link", "itemRef"])
        .iter()
        .any(|link| ["residref", "href"].iter().any(|name| link.attribute(name) == Some(guid)))
}

fn item(item: &Element, pictures: &[&Element]) -> Piece {
    let empty = Element::default();
    let meta = item.child("itemMeta").unwrap_or(&empty);
    if let Some(status) = meta.child("pubStatus").and_then(|s| s.attribute("qcode"))
        && ["canceled", "withheld"].iter().any(|gone| status.ends_with(gone))
    {
        return Piece::Other(Reason::NotAnArticle("an item that was taken back".to_owned()));
    }
    let content_meta = item.child("contentMeta").unwrap_or(&empty);
    let mut story = Story::default();
    fill_people(content_meta, &mut story);
    fill_dates(meta, content_meta, &mut story);
    fill_facts(item, meta, content_meta, &mut story);
    for (words, credit) in pictures.iter().filter_map(|picture| caption(picture)) {
        story.caption(&words, credit.as_deref());
    }
    match item.child("contentSet") {
        Some(content) => fill_content(content, &mut story),
        None => return Piece::Other(Reason::NotAnArticle("an item that carries no content".to_owned())),
    }
    if !has_text(item) {
        return Piece::Other(Reason::NotAnArticle(other_kind(meta)));
    }
    Piece::Story(Box::new(story))
}

fn other_kind(meta: &Element) -> String {
    let class = meta.child("itemClass").and_then(|class| class.attribute("qcode"));
    let kind = class.and_then(|class| class.rsplit(':').next()).unwrap_or_default();
    match kind {
        "picture" | "video" | "audio" | "graphic" | "animation" | "composite" => {
            let article = if kind.starts_with('a') { "an" } else { "a" };
            format!("{article} {kind} without a text")
        }
        _ => "an item whose content lies elsewhere".to_owned(),
    }
}

fn fill_people(meta: &Element, story: &mut Story) {
    for by in meta.children("by").filter_map(Element::some_words) {
        story.byline(&by);
    }
    if story.facts.authors.is_empty() {
        for name in meta.children("creator").filter_map(name_of) {
            story.byline(&name);
        }
    }
}

fn fill_dates(meta: &Element, content_meta: &Element, story: &mut Story) {
    let dated = [(content_meta, "contentCreated"), (meta, "firstCreated"), (meta, "versionCreated")];
    for (place, name) in dated {
        if let Some(words) = place.words_of(name) {
            story.published(name, &words);
        }
    }
    // An item made on the day its content is dated by tells the hour of it.
    if let Some(words) = meta.words_of("firstCreated") {
        story.refine_published("firstCreated", &words);
    }
    for (place, name) in [(content_meta, "contentModified"), (meta, "versionCreated")] {
        if let Some(words) = place.words_of(name) {
            story.updated(name, &words);
        }
    }
    if story.facts.updated == story.facts.published {
        story.facts.updated = None;
    }
}

fn fill_facts(item: &Element, meta: &Element, content_meta: &Element, story: &mut Story) {
    let headlines: Vec<&Element> = content_meta.children("headline").collect();
    // Of several the main one; houses mark the others by their role.
    let main = headlines.iter().find(|h| h.attribute("role").is_none_or(|role| role.ends_with("main")));
    if let Some(words) = main.or(headlines.first()).and_then(|h| h.some_words()) {
        story.headline(&words);
    }
    if let Some(line) = content_meta.words_of("dateline") {
        story.place(&line);
    }
    if let Some(place) = content_meta.children("located").find_map(name_of) {
        story.place(&place);
    }
    story.facts.slug = content_meta.words_of("slugline");
    story.facts.source =
        meta.children("provider").chain(content_meta.children("infoSource")).find_map(name_of);
    let tag = content_meta.child("language").and_then(|l| l.attribute("tag")).or(item.attribute("xml:lang"));
    story.facts.language = tag.and_then(primary_language);
    story.facts.url = web_address(meta);
    story.facts.section = section(meta, content_meta);
    for about in content_meta.elements() {
        match about.name.as_str() {
            "subject" if is_desk(about) => {}
            "subject" | "genre" => {
                if let Some(name) = name_of(about) {
                    story.subject(&name);
                }
            }
            "keyword" => story.subject(&about.words()),
            _ => {}
        }
    }
}

/// A desk among the subjects, else the service that the item was sent by.
fn section(meta: &Element, content_meta: &Element) -> Option<String> {
    let desk = content_meta.children("subject").filter(|subject| is_desk(subject)).find_map(name_of);
    // A code alone names a distribution list more often than a rubric.
    desk.or_else(|| meta.children("service").find_map(|service| service.words_of("name")))
}

/// Whether a subject's kind, or the vocabulary of its code, says that it is where the story is printed.
fn is_desk(subject: &Element) -> bool {
    const DESKS: &[&str] = &["department", "dept", "desk", "section", "category", "rubric", "ressort"];
    let kind = subject.attribute("type").and_then(|kind| kind.rsplit(':').next());
    let vocabulary = subject.attribute("qcode").and_then(|code| code.split(':').next());
    kind.into_iter().chain(vocabulary).any(|word| DESKS.iter().any(|desk| word.eq_ignore_ascii_case(desk)))
}

fn web_address(meta: &Element) -> Option<String> {
    let links = meta.children("link").filter(|l| {
        l.attribute("rel").is_some_and(|rel| rel.ends_with("webstory") || rel.ends_with("alternate"))
    });
    let mut addresses = links.filter_map(|link| link.attribute("href"));
    addresses.find(|href| href.starts_with("http")).map(str::to_owned)
}

/// A concept's name, else the code that stands for it.
fn name_of(concept: &Element) -> Option<String> {
    let code =
        || ["literal", "qcode", "uri"].iter().find_map(|name| concept.attribute(name)).map(str::to_owned);
    let english =
        concept.children("name").find(|n| n.attribute("xml:lang").is_none_or(|l| l.starts_with("en")));
    english
        .and_then(Element::some_words)
        .or_else(|| concept.words_of("name"))
        .or_else(|| {
            // Some write the words straight into the element.
            concept.some_words().filter(|_| concept.elements().next().is_none())
        })
        .or_else(code)
}

/// The words under a picture that is an item of its own, and whose it is.
fn caption(picture: &Element) -> Option<(String, Option<String>)> {
    let meta = picture.child("contentMeta")?;
    let described: Vec<&Element> = meta.children("description").collect();
    let caption =
        described.iter().find(|d| d.attribute("role").is_some_and(|role| role.ends_with("caption")));
    let words =
        caption.or(described.first()).and_then(|d| d.some_words()).or_else(|| meta.words_of("headline"))?;
    let credit = || meta.words_of("creditline").or_else(|| meta.words_of("by"));
    Some((words, credit().or_else(|| meta.children("creator").find_map(name_of))))
}

fn bare_content(content: &Element) -> Piece {
    let mut story = Story::default();
    fill_content(content, &mut story);
    Piece::Story(Box::new(story))
}

fn fill_content(content: &Element, story: &mut Story) {
    for inline in content.elements() {
        match inline.name.as_str() {
            "inlineXML" => fill_inline(inline, story),
            "inlineData" => story.text(&xml::markup(inline)),
            _ => {}
        }
        // Several stand for the same text in other forms.
        if !inline.words().is_empty() && inline.name.starts_with("inline") {
            return;
        }
    }
}

/// NITF or HTML inside an element.
pub(super) fn fill_inline(holder: &Element, story: &mut Story) {
    if let Some(nitf) = holder.below(&["nitf"]).first() {
        return nitf::fill(nitf, story);
    }
    if let Some(content) = holder.below(&["body.content"]).first() {
        return nitf::fill_content(content, story);
    }
    if let Some(page) = holder.below(&["html"]).first() {
        let head = page.at(&["head", "title"]).and_then(Element::some_words);
        let heading = page.below(&["h1"]).first().and_then(|h| h.some_words());
        if let Some(words) = heading.or(head) {
            story.headline(&words);
        }
        let body = page.child("body").unwrap_or(page);
        return html::push_fragment(&body.inner_html(nitf::as_html), &story.facts.headline, &mut story.body);
    }
    if holder.elements().next().is_some() {
        html::push_fragment(&holder.inner_html(nitf::as_html), &story.facts.headline, &mut story.body);
    } else {
        story.text(&holder.raw_words_without(&[]));
    }
}
