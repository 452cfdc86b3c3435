//! The words of an element, long and short.

use ego_tree::NodeRef;
use scraper::Node;

use super::LONGEST_MARK;
use crate::read::format::html::attributes::attr;

/// Whether a heading links to the front page, as outlets' names do.
pub(super) fn is_home(node: NodeRef<'_, Node>) -> bool {
    let around = node.ancestors().take(2);
    node.descendants().take(12).chain(around).filter_map(|n| n.value().as_element()).any(|e| {
        let href = attr(e, "href").filter(|_| e.name() == "a").map(|h| h.trim_end_matches('/'));
        attr(e, "rel") == Some("home")
            || href.is_some_and(|h| h.is_empty() || h.splitn(4, '/').count() == 3 && h.contains("://"))
    })
}

/// The words of an element's children, where at least two have words.
pub(super) fn parts(node: NodeRef<'_, Node>) -> Vec<String> {
    let inner = node.children().filter(|n| n.value().is_element()).count();
    let only = node.children().filter(|n| n.value().as_text().is_none_or(|t| !t.trim().is_empty())).count();
    // One element around everything: its own children are meant.
    if inner == 1 && only == 1 {
        return node.children().find(|n| n.value().is_element()).map(parts).unwrap_or_default();
    }
    let words = |n: NodeRef<'_, Node>| match n.value() {
        Node::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => shown(n),
    };
    let found: Vec<String> =
        node.children().map(words).filter(|t| t.split_whitespace().count() >= 3).take(4).collect();
    if only >= 2 { found } else { Vec::new() }
}

pub(super) fn raw(node: NodeRef<'_, Node>) -> String {
    node.children().filter_map(|child| child.value().as_text().map(|t| &**t)).collect()
}

/// An element's words with the white space folded, without what scripts hold.
pub(super) fn shown(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for child in node.descendants() {
        put_words(&mut out, child);
    }
    out
}

/// Adds the words of a text that is not a script's, one space before each but the first.
fn put_words(out: &mut String, child: NodeRef<'_, Node>) {
    let Node::Text(text) = child.value() else { return };
    let above = child.parent().and_then(|parent| parent.value().as_element());
    if above.is_some_and(|element| matches!(element.name(), "script" | "style")) {
        return;
    }
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Whether an element follows one of its kind with nothing between, as names in a row do.
fn is_next_of_a_list(node: NodeRef<'_, Node>) -> bool {
    let Some(element) =
        node.value().as_element().filter(|e| matches!(e.name(), "a" | "span" | "div" | "li" | "p"))
    else {
        return false;
    };
    let mut before =
        node.prev_siblings().filter(|n| n.value().as_text().is_none_or(|t| !t.trim().is_empty()));
    before
        .next()
        .and_then(|n| n.value().as_element())
        .is_some_and(|e| e.name() == element.name() && attr(e, "class") == attr(element, "class"))
}

/// The same of an element with few words; nothing of any other.
pub(super) fn shown_short(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for child in node.descendants().take(80) {
        if is_next_of_a_list(child) && !out.is_empty() {
            out.push(',');
        }
        if child.value().as_element().is_some_and(|e| e.name() == "br") && !out.is_empty() {
            out.push_str(" |");
        }
        put_words(&mut out, child);
        if out.len() > LONGEST_MARK {
            return String::new();
        }
    }
    out
}

/// What a label says that stands in an element of its own before what it names: "**Author** Ana Ruiz".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A name follows.
    Author,
    /// The date of publishing follows.
    Date,
}

const AUTHOR_LABELS: &[&str] = &[
    "author",
    "authors",
    "by",
    "written by",
    "words",
    "reporter",
    "autor",
    "autorin",
    "autoren",
    "autor/in",
    "autorin/autor",
    "autor/autorin",
    "autor:in",
    "autor*in",
    "von",
    "verfasser",
    "verfasserin",
    "text",
    "texte",
    "text & fotos",
    "text und fotos",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "par",
    "texte par",
    "door",
    "tekst",
];
const DATE_LABELS: &[&str] = &[
    "date",
    "published",
    "published on",
    "publication date",
    "date published",
    "posted",
    "posted on",
    "datum",
    "veröffentlicht",
    "veröffentlicht am",
    "erschienen",
    "erschienen am",
    "erstellt",
    "erstellt am",
    "fecha",
    "publicado",
    "publié le",
    "date de publication",
    "pubblicato",
    "data",
];

/// What an element that holds a label and nothing else says.
pub(super) fn label(node: NodeRef<'_, Node>) -> Option<Label> {
    let mut children = node.children();
    let text = children.next()?.value().as_text().filter(|text| text.len() <= 40)?;
    if children.next().is_some() {
        return None;
    }
    let words = text.trim().trim_end_matches(':').trim_end();
    let is_one = |all: &[&str]| {
        all.iter().any(|label| label.len() == words.len() && label.eq_ignore_ascii_case(words))
    };
    if is_one(AUTHOR_LABELS) { Some(Label::Author) } else { is_one(DATE_LABELS).then_some(Label::Date) }
}

/// What a label names: the words right behind its element.
pub(super) fn labelled(node: NodeRef<'_, Node>) -> Option<String> {
    let words = |n: NodeRef<'_, Node>| match n.value() {
        Node::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        _ => shown_short(n),
    };
    node.next_siblings()
        .take(6)
        .map(words)
        .find(|text| !text.is_empty())
        .filter(|text| text.len() <= LONGEST_MARK)
}

/// Whether an element's own first word is one that bylines open with.
pub(super) fn opens_a_byline(node: NodeRef<'_, Node>) -> bool {
    const WORDS: &[&str] =
        &["by", "von", "par", "por", "di", "door", "text", "autor", "autorin", "auteur", "author"];
    let mut own = node.children().take(3).filter_map(|child| child.value().as_text());
    let first = own.find_map(|text| text.split_whitespace().next());
    first.is_some_and(|word| {
        let word = word.trim_end_matches(':');
        WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
    })
}
