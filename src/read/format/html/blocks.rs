//! A page as a row of blocks (paragraphs, headings, captions, with the white space folded) and the elements
//! that hold them.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use crate::model::ParagraphKind;

use super::attributes::attr;
use super::called::{Called, Names};

/// A stretch of a page between two breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its part, as its element says.
    pub(super) kind: ParagraphKind,
    /// Its words.
    pub(super) text: String,
    /// How many characters it has.
    pub(super) chars: usize,
    /// How many of them are links.
    pub(super) link_chars: usize,
    /// The element that holds it, as its place in [`Outline::elements`].
    pub(super) holder: usize,
}

impl Block {
    /// Whether nearly all of it is a link, as in a teaser.
    pub(super) fn is_link(&self) -> bool {
        self.link_chars * 5 >= self.chars * 4
    }

    /// How much it looks like prose: its characters that are no link, where they are enough.
    pub(super) fn prose(&self) -> usize {
        let own = self.chars.saturating_sub(self.link_chars);
        if self.kind == ParagraphKind::Body && own >= PROSE && own >= self.link_chars { own } else { 0 }
    }
}

/// Shorter blocks are labels and dates, no prose.
const PROSE: usize = 40;

/// An element that holds blocks, directly or in others.
#[derive(Debug)]
pub(super) struct Holder<'h> {
    /// The element around it; its own place for the outermost.
    pub(super) parent: usize,
    /// What it is.
    pub(super) element: &'h Element,
    /// What its class and id say.
    pub(super) called: Called,
    /// The first of its blocks and one past the last.
    pub(super) blocks: (usize, usize),
    /// One past the last element in it.
    pub(super) end: usize,
}

/// A page's blocks in its order.
#[derive(Debug, Default)]
pub(super) struct Outline<'h> {
    /// What stands on the page.
    pub(super) blocks: Vec<Block>,
    /// What it stands in, outer before inner.
    pub(super) elements: Vec<Holder<'h>>,
    /// Its pictures, each with the element that holds it and the number of blocks before.
    pub(super) pictures: Vec<(usize, usize)>,
}

/// Whether no reader sees an element's words, or nobody reads them as part of a text.
fn is_unread(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "select"
            | "textarea"
            | "input"
            | "iframe"
            | "svg"
            | "object"
            | "embed"
            | "video"
            | "audio"
            | "canvas"
            | "head"
            | "math"
            | "button"
            | "datalist"
            | "option"
    )
}

/// Whether an element ends a line.
fn is_breaking(element: &Element) -> bool {
    matches!(
        element.name(),
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "html"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "tr"
            | "ul"
            | "caption"
    )
}

/// Elements nested deeper in each other than this are a trap, not a page: what they hold counts as theirs.
const DEEPEST: usize = 256;

impl<'h> Outline<'h> {
    /// The outline of a page or of a piece of one.
    pub(super) fn of(html: &'h Html) -> Self {
        Self::with(html, Names::default())
    }

    /// The same, with what classes of the page are known to say.
    pub(super) fn with(html: &'h Html, names: Names<'h>) -> Self {
        let mut walk = Walk { names, ..Walk::default() };
        let mut skipping = None;
        for edge in html.tree.root().traverse() {
            match (edge, skipping) {
                (Edge::Open(node), None) => {
                    let element = node.value().as_element();
                    if element.is_some_and(is_unread) {
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
        walk.flush();
        walk.outline
    }

    /// An element and those around it, the closest first.
    pub(super) fn around(&self, holder: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = (holder < self.elements.len()).then_some(holder);
        std::iter::from_fn(move || {
            let at = next?;
            let parent = self.elements[at].parent;
            next = (parent != at).then_some(parent);
            Some(at)
        })
    }
}

#[derive(Default)]
struct Walk<'h> {
    outline: Outline<'h>,
    names: Names<'h>,
    /// The open elements' places.
    open: Vec<usize>,
    /// Elements open beyond the deepest that is kept.
    deeper: usize,
    /// The kinds that open elements give their words, each with how many elements were open around it.
    kinds: Vec<(usize, ParagraphKind)>,
    line: Line,
    links: usize,
}

#[derive(Default)]
struct Line {
    text: String,
    link_chars: usize,
    chars: usize,
    breaks: usize,
    /// Where its first word stands.
    holder: usize,
}

impl<'h> Walk<'h> {
    /// Whether an element ends a line; a credit in a caption does, whatever it is.
    fn breaks(&self, element: &Element, class: Called) -> bool {
        is_breaking(element)
            || self.in_caption() && is_credit(element, class)
            || element.name() == "span" && is_called_caption(element, class)
    }

    fn in_caption(&self) -> bool {
        self.kinds.last().is_some_and(|(_, kind)| *kind == ParagraphKind::Caption)
    }

    fn open(&mut self, node: NodeRef<'h, Node>) {
        match node.value() {
            Node::Text(text) => self.words(text),
            Node::Element(element) => {
                let name = element.name();
                let class = self.names.of(attr(element, "class"));
                if name == "br" {
                    self.line_break();
                } else if self.breaks(element, class) {
                    self.flush();
                    let credit = self.in_caption() && is_credit(element, class);
                    let kind =
                        if credit { Some(ParagraphKind::Furniture) } else { kind_of(element, class, node) };
                    if let Some(kind) = kind {
                        self.kinds.push((self.open.len() + self.deeper, kind));
                    }
                }
                if name == "img" {
                    let holder = self.open.last().copied().unwrap_or(0);
                    self.outline.pictures.push((holder, self.outline.blocks.len()));
                }
                self.links += usize::from(name == "a");
                self.enter(element, class);
            }
            _ => {}
        }
    }

    fn enter(&mut self, element: &'h Element, class: Called) {
        if self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let called = class.or(self.names.of(attr(element, "id")));
        let at = self.outline.elements.len();
        let first = self.outline.blocks.len();
        self.outline.elements.push(Holder {
            parent: self.open.last().copied().unwrap_or(at),
            element,
            called,
            blocks: (first, first),
            end: at + 1,
        });
        self.open.push(at);
    }

    fn close(&mut self, node: NodeRef<'h, Node>) {
        let Some(element) = node.value().as_element() else { return };
        let name = element.name();
        let around = (self.open.len() + self.deeper).saturating_sub(1);
        let kind_ends = self.kinds.last().is_some_and(|(depth, _)| *depth == around);
        if is_breaking(element) || kind_ends {
            self.flush();
        }
        self.links -= usize::from(name == "a");
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(at) = self.open.pop() {
            self.outline.elements[at].blocks.1 = self.outline.blocks.len();
            self.outline.elements[at].end = self.outline.elements.len();
        }
        if kind_ends {
            self.kinds.pop();
        }
    }

    fn words(&mut self, text: &str) {
        let blank = text.trim().is_empty();
        if !blank && self.line.breaks > 1 {
            self.flush();
        }
        if !blank && self.line.chars == 0 {
            self.line.holder = self.open.last().copied().unwrap_or(0);
        }
        for c in text.chars() {
            if c == '\u{ad}' || c == '\u{200b}' {
                // Says where a word may break; nothing is printed.
            } else if !c.is_whitespace() {
                self.line.text.push(c);
                self.line.chars += 1;
                self.line.link_chars += usize::from(self.links > 0);
            } else if !self.line.text.ends_with(' ') && !self.line.text.is_empty() {
                self.line.text.push(' ');
                self.line.chars += 1;
                self.line.link_chars += usize::from(self.links > 0);
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

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.text.trim();
        if text.chars().any(char::is_alphanumeric) {
            let kind = self.kinds.last().map_or(ParagraphKind::Body, |(_, kind)| *kind);
            self.outline.blocks.push(Block {
                kind,
                text: text.to_owned(),
                chars: line.chars,
                link_chars: line.link_chars.min(line.chars),
                holder: self.breaking_holder(line.holder),
            });
        }
    }

    /// The closest element around that ends a line: `<p>` rather than the `<b>` in it.
    fn breaking_holder(&self, holder: usize) -> usize {
        let breaks = |at: &usize| is_breaking(self.outline.elements[*at].element);
        self.outline.around(holder).find(breaks).unwrap_or(holder)
    }
}

fn kind_of(element: &Element, class: Called, node: NodeRef<'_, Node>) -> Option<ParagraphKind> {
    match element.name() {
        "h1" => Some(ParagraphKind::Headline),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some(ParagraphKind::Subhead),
        "figcaption" | "caption" => Some(ParagraphKind::Caption),
        _ => (is_called_caption(element, class) && is_beside_picture(node)).then_some(ParagraphKind::Caption),
    }
}

fn is_called_caption(element: &Element, class: Called) -> bool {
    class.any(Called::CAPTION) && !is_credit(element, class)
}

/// Some houses call any small print a caption; one has a picture next to it.
fn is_beside_picture(node: NodeRef<'_, Node>) -> bool {
    let is_picture =
        |n: NodeRef<'_, Node>| n.value().as_element().is_some_and(|e| matches!(e.name(), "img" | "picture"));
    node.ancestors().take(3).any(|a| a.descendants().take(60).any(is_picture))
}

/// The photographer's name beside a caption.
fn is_credit(element: &Element, class: Called) -> bool {
    matches!(element.name(), "cite" | "small") || class.any(Called::CREDIT)
}
