//! What an item of a feed says, in whichever of their vocabularies.

use std::collections::BTreeMap;

use super::story::Story;
use super::xml::{self, Element};
use crate::read::language_tag::primary_language;

/// Authors whose names a feed's own list tells, at most.
const MOST_AUTHORS: usize = 100_000;

/// What a feed says of all its items.
#[derive(Debug, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    authors: Vec<String>,
    /// Names by login, as WordPress lists them.
    names: BTreeMap<String, String>,
}

impl Channel {
    pub(super) fn learn(&mut self, element: &Element) {
        match element.name.as_str() {
            "title" => self.title = self.title.take().or_else(|| element.some_words()),
            "language" | "dc:language" => {
                self.language = self.language.take().or_else(|| primary_language(&element.words()));
            }
            "author" => self.authors.extend(element.words_of("name")),
            "wp:author" if self.names.len() < MOST_AUTHORS => {
                let words = |name: &str| element.words_of(name);
                let full = match (words("wp:author_first_name"), words("wp:author_last_name")) {
                    (Some(first), Some(last)) => Some(format!("{first} {last}")),
                    _ => None,
                };
                if let (Some(login), Some(name)) =
                    (words("wp:author_login"), words("wp:author_display_name").or(full))
                {
                    self.names.insert(login, name);
                }
            }
            _ => {}
        }
    }

    /// The name that a feed gives for a login, else the words as they are.
    pub(super) fn name(&self, login: &str) -> String {
        self.names.get(login).cloned().unwrap_or_else(|| login.to_owned())
    }
}

/// Everything that an item says but its text.
pub(super) fn fill(item: &Element, channel: &Channel, story: &mut Story) {
    if let Some(title) = ["title", "dc:title", "atom:title"].iter().find_map(|name| item.child(name)) {
        story.headline(&content_of(title));
    }
    fill_authors(item, channel, story);
    for name in [
        "pubDate",
        "published",
        "atom:published",
        "issued",
        "dc:date",
        "created",
        "date",
        "updated",
        "modified",
    ] {
        if let Some(words) = item.words_of(name) {
            story.published(name, &words);
        }
    }
    for name in ["updated", "atom:updated", "modified", "dcterms:modified"] {
        if let Some(words) = item.words_of(name) {
            story.updated(name, &words);
        }
    }
    if story.facts.updated == story.facts.published {
        story.facts.updated = None;
    }
    fill_subjects(item, story);
    fill_pictures(item, story);
    let facts = &mut story.facts;
    facts.url = address(item);
    facts.source = item
        .child("source")
        .and_then(|s| s.words_of("title").or_else(|| s.some_words().filter(|w| !w.starts_with("http"))));
    facts.source = facts.source.take().or_else(|| channel.title.clone());
    let tag = item.words_of("dc:language").or_else(|| item.attribute("xml:lang").map(str::to_owned));
    facts.language = tag.and_then(|tag| primary_language(&tag)).or_else(|| channel.language.clone());
}

fn fill_authors(item: &Element, channel: &Channel, story: &mut Story) {
    for name in item.children("dc:creator").filter_map(Element::some_words) {
        story.byline(&channel.name(&name));
    }
    for author in item.children("author").chain(item.children("atom:author")) {
        let named = author.words_of("name").or_else(|| author.words_of("atom:name"));
        let words = named.unwrap_or_else(|| mailbox_name(&author.words()));
        story.byline(&words);
    }
    if story.facts.authors.is_empty() {
        channel.authors.iter().for_each(|name| story.byline(name));
    }
}

/// "ana@alder.example (Ana Ruiz)" to the name.
fn mailbox_name(words: &str) -> String {
    match words.split_once('(') {
        Some((mailbox, name)) if mailbox.contains('@') => name.trim_end_matches([')', ' ']).to_owned(),
        _ => words.to_owned(),
    }
}

fn fill_subjects(item: &Element, story: &mut Story) {
    for category in item.children("category").chain(item.children("atom:category")) {
        let label = category.attribute("label").or(category.attribute("term")).map(str::to_owned);
        let Some(words) = label.or_else(|| category.some_words()) else { continue };
        let is_tag = category.attribute("domain").is_some_and(|domain| domain.contains("tag"));
        if !is_tag {
            story.facts.section.get_or_insert_with(|| words.clone());
        }
        story.subject(&words);
    }
    for words in item.children("dc:subject").filter_map(Element::some_words) {
        story.subject(&words);
    }
    for keywords in item.children("media:keywords").filter_map(Element::some_words) {
        keywords.split(',').for_each(|word| story.subject(word));
    }
}

fn fill_pictures(item: &Element, story: &mut Story) {
    for media in item.below(&["media:content"]) {
        let is_picture = media.attribute("medium").is_none_or(|kind| kind == "image");
        if let Some(words) = media.words_of("media:description").filter(|_| is_picture) {
            story.caption(&words, media.words_of("media:credit").as_deref());
        }
    }
    // Beside a lone picture, the description stands in the item itself.
    if item.child("media:content").is_some()
        && story.captions.is_empty()
        && let Some(words) = item.words_of("media:description")
    {
        story.caption(&words, item.words_of("media:credit").as_deref());
    }
}

fn address(item: &Element) -> Option<String> {
    let links = || item.children("link").chain(item.children("atom:link"));
    let alternate = links()
        .find(|l| l.attribute("rel").is_none_or(|rel| rel == "alternate") && l.attribute("href").is_some());
    let attribute = alternate.and_then(|link| link.attribute("href")).map(str::to_owned);
    let words = links().find_map(Element::some_words);
    let guid = item.child("guid").filter(|g| g.attribute("isPermaLink") != Some("false"));
    let about = || item.attribute("rdf:about").map(str::to_owned);
    let found = words.or(attribute).or_else(|| guid.and_then(Element::some_words)).or_else(about);
    found.filter(|address| address.starts_with("http://") || address.starts_with("https://"))
}

/// The fullest text that an item carries.
pub(super) fn text_of(item: &Element) -> String {
    const NAMES: &[&str] =
        &["content:encoded", "content", "body", "atom:content", "description", "summary", "abstract"];
    let mut texts = NAMES.iter().filter_map(|name| item.child(name)).map(content_of);
    texts.find(|text| !text.trim().is_empty()).unwrap_or_default()
}

/// What an element holds, whatever way it says that it holds it.
fn content_of(element: &Element) -> String {
    let encoded = element.attribute("mode") == Some("base64");
    if encoded {
        return base64(&element.words()).unwrap_or_default();
    }
    let text = xml::markup(element);
    // Plain words that happen to hold `<` are not markup.
    let plain = matches!(element.attribute("type"), Some("text" | "text/plain"))
        && element.attribute("mode") != Some("escaped");
    if plain && element.elements().next().is_none() {
        return text.replace('&', "&amp;").replace('<', "&lt;");
    }
    text
}

fn base64(words: &str) -> Option<String> {
    let mut out = Vec::with_capacity(words.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in words.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0x00FF_FFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    String::from_utf8(out).ok()
}
