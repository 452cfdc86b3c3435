//! A page as a row of blocks: paragraphs, headings and captions with the white space folded.

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use crate::model::ParagraphKind;

/// A stretch of a page between two breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its part, as its element says.
    pub(super) kind: ParagraphKind,
    /// Its words.
    pub(super) text: String,
    /// How many of its characters are links.
    pub(super) link_chars: usize,
    /// Whether it is an item of a list.
    pub(super) in_list: bool,
    /// The element that holds it.
    pub(super) holder: NodeId,
}

impl Block {
    /// Whether nearly all of it is a link, as in a teaser.
    pub(super) fn is_link(&self) -> bool {
        self.link_chars * 5 >= self.text.chars().count() * 4
    }
}

/// Elements that are never part of an article.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select",
    "textarea", "input", "iframe", "svg", "object", "embed", "video", "audio", "canvas", "dialog", "head",
    "math", "menu", "label",
];

const ROLES: &[&str] =
    &["navigation", "complementary", "banner", "contentinfo", "dialog", "alert", "search", "menu", "toolbar"];

/// Elements that end a line.
const BREAKING: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
    "caption",
];

/// Words in class names and ids of what stands beside articles.
const BESIDE: &[&str] = &[
    "related",
    "recirc",
    "recirculation",
    "recommended",
    "recommendations",
    "recommendation",
    "share",
    "sharing",
    "shares",
    "sharebar",
    "social",
    "newsletter",
    "newsletters",
    "promo",
    "promos",
    "teaser",
    "teasers",
    "comment",
    "comments",
    "disqus",
    "advert",
    "advertisement",
    "adslot",
    "ads",
    "sidebar",
    "footer",
    "navbar",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "subscribe",
    "subscription",
    "signup",
    "popular",
    "trending",
    "mostread",
    "outbrain",
    "taboola",
    "sponsor",
    "sponsored",
    "widget",
    "widgets",
    "pagination",
    "toolbar",
    "tags",
    "taglist",
    "hidden",
    "print",
    "noprint",
    "visuallyhidden",
    "modal",
    "popup",
    "paywall",
    "donate",
    "donation",
    "morefrom",
    "readmore",
    "copyright",
    "login",
    "register",
    "masthead",
    "skip",
    "rating",
];

/// Every block of a page.
pub(super) fn all(html: &Html) -> Vec<Block> {
    let whole = text_length(html.tree.root());
    let mut walk = Walk { blocks: Vec::new(), open: Vec::new(), line: Line::default(), links: 0, lists: 0 };
    let mut skipping: Option<NodeId> = None;
    for edge in html.tree.root().traverse() {
        match (edge, skipping) {
            (Edge::Open(node), None) => {
                if is_skipped(node, whole) || walk.in_caption() && is_credit(node) {
                    skipping = Some(node.id());
                } else {
                    walk.open(node);
                }
            }
            (Edge::Close(node), None) => walk.close(node),
            (Edge::Close(node), Some(id)) if node.id() == id => skipping = None,
            _ => {}
        }
    }
    walk.flush(html.tree.root().id());
    walk.blocks
}

fn text_length(node: NodeRef<'_, Node>) -> usize {
    let text = |n: NodeRef<'_, Node>| n.value().as_text().map_or(0, |t| t.trim().len());
    // What scripts hold counts for nobody.
    node.descendants().filter(|n| !n.parent().is_some_and(|p| is_code(p.value()))).map(text).sum()
}

fn is_code(node: &Node) -> bool {
    node.as_element().is_some_and(|e| matches!(e.name(), "script" | "style" | "noscript" | "template"))
}

fn is_skipped(node: NodeRef<'_, Node>, whole: usize) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    if matches!(element.name(), "html" | "body" | "main" | "article") {
        return false;
    }
    let states = SKIPPED.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("role").is_some_and(|role| ROLES.contains(&role))
        || element.attr("style").is_some_and(|s| s.replace(' ', "").contains("display:none"));
    // A page whose every column is called "with-sidebar" still has its article in one of them.
    states && element.name() != "form"
        || (states || stands_beside(element)) && text_length(node) * 5 < whole * 2
}

fn stands_beside(element: &Element) -> bool {
    element.attr("class").into_iter().chain(element.attr("id")).flat_map(str::split_whitespace).any(|token| {
        token.split(['-', '_']).any(|word| BESIDE.iter().any(|known| known.eq_ignore_ascii_case(word)))
    })
}

/// The photographer's name beside a caption.
fn is_credit(node: NodeRef<'_, Node>) -> bool {
    let words = [
        "credit",
        "credits",
        "copyright",
        "photographer",
        "agency",
        "source",
        "attribution",
        "byline",
        "author",
    ];
    node.value().as_element().and_then(|e| e.attr("class")).is_some_and(|class| {
        class
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| words.iter().any(|known| known.eq_ignore_ascii_case(w)))
    })
}

struct Walk {
    blocks: Vec<Block>,
    /// The kinds that the open elements give their words.
    open: Vec<(NodeId, ParagraphKind)>,
    line: Line,
    links: usize,
    lists: usize,
}

#[derive(Default)]
struct Line {
    text: String,
    link_chars: usize,
    breaks: usize,
}

impl Walk {
    fn in_caption(&self) -> bool {
        self.open.last().is_some_and(|(_, kind)| *kind == ParagraphKind::Caption)
    }

    fn open(&mut self, node: NodeRef<'_, Node>) {
        match node.value() {
            Node::Text(text) => self.words(text, node),
            Node::Element(element) => {
                let name = element.name();
                if name == "br" {
                    self.line_break();
                } else if BREAKING.contains(&name) {
                    self.flush(node.parent().map_or(node.id(), |p| p.id()));
                    if let Some(kind) = kind_of(element, node) {
                        self.open.push((node.id(), kind));
                    }
                }
                self.links += usize::from(name == "a");
                self.lists += usize::from(name == "li");
            }
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Some(element) = node.value().as_element() else { return };
        let name = element.name();
        if BREAKING.contains(&name) {
            self.flush(node.id());
            self.open.pop_if(|(id, _)| *id == node.id());
        }
        self.links -= usize::from(name == "a");
        self.lists -= usize::from(name == "li");
    }

    fn words(&mut self, text: &str, node: NodeRef<'_, Node>) {
        let blank = text.trim().is_empty();
        if !blank && self.line.breaks > 1 {
            self.flush(node.parent().map_or(node.id(), |p| p.id()));
        }
        for c in text.chars() {
            if !c.is_whitespace() {
                self.line.text.push(c);
                self.line.link_chars += usize::from(self.links > 0);
            } else if !self.line.text.ends_with(' ') && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
        }
        if !blank {
            self.line.breaks = 0;
        }
    }

    /// One `<br>` is a space, two are a paragraph's end.
    fn line_break(&mut self) {
        if !self.line.text.is_empty() {
            self.line.breaks += 1;
            if !self.line.text.ends_with(' ') {
                self.line.text.push(' ');
            }
        }
    }

    fn flush(&mut self, holder: NodeId) {
        let line = std::mem::take(&mut self.line);
        let text = line.text.trim();
        if text.chars().any(char::is_alphanumeric) {
            let kind = self.open.last().map_or(ParagraphKind::Body, |(_, kind)| *kind);
            let block = Block {
                kind,
                text: text.to_owned(),
                link_chars: line.link_chars,
                in_list: self.lists > 0,
                holder,
            };
            self.blocks.push(block);
        }
    }
}

fn kind_of(element: &Element, node: NodeRef<'_, Node>) -> Option<ParagraphKind> {
    match element.name() {
        "h1" => Some(ParagraphKind::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(ParagraphKind::Subhead),
        "figcaption" | "caption" => Some(ParagraphKind::Caption),
        _ => (is_called_caption(element) && is_beside_picture(node)).then_some(ParagraphKind::Caption),
    }
}

fn is_called_caption(element: &Element) -> bool {
    let class = element.attr("class").unwrap_or_default();
    class.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("caption"))
}

/// Some houses call any small print a caption; one has a picture next to it.
fn is_beside_picture(node: NodeRef<'_, Node>) -> bool {
    let is_picture =
        |n: NodeRef<'_, Node>| n.value().as_element().is_some_and(|e| matches!(e.name(), "img" | "picture"));
    node.ancestors().take(2).any(|a| a.descendants().take(60).any(is_picture))
}
