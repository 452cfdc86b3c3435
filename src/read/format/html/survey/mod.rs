//! One walk over a page that gathers what may tell of its article: meta fields, headings, names beside
//! the headline, dates. Choosing among them is for [`super::headline`], [`super::signature`] and
//! [`super::printed`].

mod element;
mod words;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use hashbrown::HashSet;
use scraper::node::Element;
use scraper::{Html, Node};

use super::attributes::attr;
use super::called::{Called, Names};
use super::plain_words::plain_words;
use element::{date_rank, ends_a_trail, signature_rank, stands_beside, value_is_url};
use words::{Label, is_home, label, labelled, opens_a_byline, parts, raw, shown, shown_short};

/// What a page shows and states.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// `<meta>` fields in lower case with their values, in the page's order.
    pub(super) metas: Vec<(String, String)>,
    /// What stands in `<script type="application/ld+json">`.
    pub(super) scripts: Vec<String>,
    /// The first `<title>`.
    pub(super) title: String,
    /// `<link rel=canonical>`.
    pub(super) canonical: Option<String>,
    /// `<html lang>`.
    pub(super) language: Option<String>,
    /// `<h1>` to `<h3>` and what is called a headline.
    pub(super) headings: Vec<Heading>,
    /// What may name an author.
    pub(super) signatures: Vec<Mark>,
    /// What may be a date.
    pub(super) dates: Vec<Mark>,
}

/// Something printed that may be the headline.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// Its words.
    pub(super) text: String,
    /// 1 for `<h1>` and so on; 4 for other elements.
    pub(super) level: u8,
    /// Whether the page calls it the headline.
    pub(super) called: bool,
    /// Whether it stands in the page's article.
    pub(super) inside: bool,
    /// Whether it is a link to the outlet's front page.
    pub(super) home: bool,
    /// Whether it ends the trail that leads to the page: "News › Harbor › Quay closed".
    pub(super) trail: bool,
    /// The words of its own elements where it has several.
    pub(super) parts: Vec<String>,
    /// Where it stands.
    pub(super) place: Place,
}

/// Something printed that may be a name or a date.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Its words, or the attribute that holds it.
    pub(super) text: String,
    /// How plainly the page says what it is: 0 is plainest.
    pub(super) rank: u8,
    /// Where it stands.
    pub(super) place: Place,
}

/// Where on a page something stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Whether it is in what goes around articles.
    pub(super) beside: bool,
    /// How many elements were met before it.
    pub(super) at: usize,
    /// The number of the element around its own.
    pub(super) parent: usize,
}

/// Names and dates longer than this are something else.
const LONGEST_MARK: usize = 160;
/// A page with more marks of a kind than this is a list of them.
const MOST_MARKS: usize = 200;

/// Walks over a page; `names` are what its classes are known to say.
pub(super) fn survey<'h>(html: &'h Html, names: &mut Names<'h>) -> Survey {
    let mut walk = Walk { around: around_headlines(html), names: std::mem::take(names), ..Walk::default() };
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                if let Some(element) = node.value().as_element() {
                    walk.open(node, element);
                }
            }
            Edge::Close(node) => {
                if let Some(element) = node.value().as_element() {
                    walk.close(element);
                }
            }
        }
    }
    *names = walk.names;
    walk.survey
}

/// What is around the headline; nothing where a page has many.
fn around_headlines(html: &Html) -> HashSet<NodeId> {
    let is_headline = |n: &NodeRef<'_, Node>| n.value().as_element().is_some_and(|e| e.name() == "h1");
    let found: Vec<_> = html.tree.root().descendants().filter(is_headline).take(3).collect();
    if found.len() > 2 {
        return HashSet::new();
    }
    found.iter().flat_map(|n| n.ancestors().take(64)).map(|n| n.id()).collect()
}

#[derive(Default)]
struct Walk<'h> {
    names: Names<'h>,
    survey: Survey,
    /// The elements around the page's `<h1>`, which hold its article whatever they are called.
    around: HashSet<NodeId>,
    met: usize,
    /// For each open element: its number, whether it stands beside, and whether it is an article.
    open: Vec<(usize, bool, bool, bool)>,
    beside: usize,
    inside: usize,
    /// Open elements that hold comments.
    comments: usize,
}

impl<'h> Walk<'h> {
    fn open(&mut self, node: NodeRef<'h, Node>, element: &'h Element) {
        let (class, id) = (self.names.of(attr(element, "class")), self.names.of(attr(element, "id")));
        let beside = stands_beside(element, class.or(id)) && !self.around.contains(&node.id());
        let comments = beside && class.or(id).any(Called::COMMENTS);
        self.comments += usize::from(comments);
        let article = matches!(element.name(), "article" | "main");
        self.beside += usize::from(beside);
        self.inside += usize::from(article);
        self.met += 1;
        self.look(node, element, class, id);
        self.open.push((self.met, beside, article, comments));
    }

    fn close(&mut self, _: &Element) {
        if let Some((_, beside, article, comments)) = self.open.pop() {
            self.comments -= usize::from(comments);
            self.beside -= usize::from(beside);
            self.inside -= usize::from(article);
        }
    }

    fn look(&mut self, node: NodeRef<'h, Node>, element: &'h Element, class: Called, id: Called) {
        match element.name() {
            "meta" => self.meta(element),
            "script" => {
                if attr(element, "type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"))
                {
                    self.survey.scripts.push(raw(node));
                }
            }
            "title" => {
                if self.survey.title.is_empty() {
                    self.survey.title = shown(node);
                }
            }
            "link" => {
                if attr(element, "rel") == Some("canonical") {
                    self.survey.canonical =
                        self.survey.canonical.take().or_else(|| attr(element, "href").map(str::to_owned));
                }
            }
            "html" => {
                self.survey.language =
                    attr(element, "lang").or_else(|| attr(element, "xml:lang")).map(str::to_owned);
            }
            "style" | "noscript" | "template" | "svg" | "path" | "img" | "br" | "head" | "body" => {}
            _ => self.content(node, element, class, id),
        }
    }

    fn meta(&mut self, element: &Element) {
        let key = ["property", "name", "itemprop"].iter().find_map(|a| attr(element, a));
        let value = plain_words(attr(element, "content").unwrap_or_default());
        if let Some(key) = key.filter(|_| !value.is_empty()) {
            self.survey.metas.push((key.trim().to_ascii_lowercase(), value));
        }
        if let Some(item) = attr(element, "itemprop").filter(|_| !value_is_url(element)) {
            self.item(item, attr(element, "content").unwrap_or_default().to_owned());
        }
    }

    /// What an element without words says: `<meta itemprop=datePublished content=…>`.
    fn item(&mut self, item: &str, value: String) {
        if item == "datePublished" {
            let mark = self.mark(value, 0);
            self.survey.dates.push(mark);
        }
    }

    fn content(&mut self, node: NodeRef<'h, Node>, element: &'h Element, class: Called, id: Called) {
        let item = attr(element, "itemprop").or_else(|| attr(element, "property")).unwrap_or_default();
        let item = item.strip_prefix("schema:").unwrap_or(item);
        self.heading(node, element, class, item);
        if self.comments > 0 {
            return;
        }
        if let Some(label) = label(node) {
            self.labelled(node, label);
        }
        if self.survey.signatures.len() < MOST_MARKS
            && let Some(rank) =
                signature_rank(element, class.or(id), item).or_else(|| opens_a_byline(node).then_some(5))
        {
            let text = shown_short(node);
            if !text.is_empty() {
                let mark = self.mark(text, rank);
                self.survey.signatures.push(mark);
            }
        }
        let tested = self.names.of(attr(element, "data-testid"));
        if self.survey.dates.len() < MOST_MARKS
            && let Some(rank) = date_rank(element, class, id.or(tested), item)
        {
            let rank = if self.inside > 0 || rank != 1 { rank } else { 2 };
            for value in ["datetime", "content", "title"].iter().filter_map(|a| attr(element, a)) {
                if value.len() < LONGEST_MARK && value.bytes().any(|b| b.is_ascii_digit()) {
                    let mark = self.mark(value.to_owned(), rank);
                    self.survey.dates.push(mark);
                }
            }
            let text = shown_short(node);
            if !text.is_empty() {
                let mark = self.mark(text, rank + 1);
                self.survey.dates.push(mark);
            }
        }
    }

    /// What stands behind a label in an element of its own.
    fn labelled(&mut self, node: NodeRef<'_, Node>, label: Label) {
        let Some(text) = labelled(node) else { return };
        match label {
            Label::Author if self.survey.signatures.len() < MOST_MARKS => {
                let mark = self.mark(format!("By: {text}"), 2);
                self.survey.signatures.push(mark);
            }
            Label::Date if self.survey.dates.len() < MOST_MARKS => {
                let mark = self.mark(text, 3);
                self.survey.dates.push(mark);
            }
            Label::Author | Label::Date => {}
        }
    }

    fn heading(&mut self, node: NodeRef<'_, Node>, element: &Element, class: Called, item: &str) {
        let level = match element.name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ => 4,
        };
        let called = item == "headline" || class.any(Called::HEADLINE);
        if level == 4 && !called || self.survey.headings.len() >= MOST_MARKS {
            return;
        }
        let text = shown(node);
        if !text.is_empty() && text.len() < 400 {
            self.survey.headings.push(Heading {
                text,
                level,
                called,
                inside: self.inside > 0,
                home: is_home(node),
                trail: matches!(level, 1 | 4) && ends_a_trail(node),
                parts: if level < 3 { parts(node) } else { Vec::new() },
                place: self.place(),
            });
        }
    }

    fn mark(&self, text: String, rank: u8) -> Mark {
        Mark { text, rank, place: self.place() }
    }

    fn place(&self) -> Place {
        let parent = self.open.last().map_or(0, |(at, ..)| *at);
        Place { beside: self.beside > 0, at: self.met, parent }
    }
}
