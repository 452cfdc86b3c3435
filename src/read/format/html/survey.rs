//! One walk over a page that gathers what may tell of its article: meta fields, headings, names beside
//! the headline, dates. Choosing among them is for [`super::headline`], [`super::signature`] and
//! [`super::printed`].

use ego_tree::{NodeId, NodeRef};
use ego_tree::iter::Edge;
use hashbrown::HashSet;
use scraper::node::Element;
use scraper::{Html, Node};

use super::plain_words;

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
    /// Whether it stands in what goes around articles.
    pub(super) beside: bool,
    /// Whether it is a link to the outlet's front page.
    pub(super) home: bool,
    /// The words of its own elements where it has several.
    pub(super) parts: Vec<String>,
    /// How many elements were met before it.
    pub(super) at: usize,
}

/// Something printed that may be a name or a date.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Its words, or the attribute that holds it.
    pub(super) text: String,
    /// How plainly the page says what it is: 0 is plainest.
    pub(super) rank: u8,
    /// Whether it stands in what goes around articles.
    pub(super) beside: bool,
    /// How many elements were met before it.
    pub(super) at: usize,
    /// The element around its own.
    pub(super) parent: usize,
}

/// Names and dates longer than this are something else.
const LONGEST_MARK: usize = 160;
/// A page with more marks of a kind than this is a list of them.
const MOST_MARKS: usize = 200;

/// Words in class names and ids of what stands around articles.
const BESIDE: &[&str] = &[
    "comment", "comments", "kommentar", "kommentare", "commentlist", "disqus", "sidebar", "widget", "related", "recirc",
    "recommended", "recommendations", "teaser", "teasers", "footer", "popular", "trending", "newsletter", "nav", "navbar",
    "navigation", "menu", "promo", "respond", "recentcomments", "mostread", "carousel", "slider", "more", "latest", "blogroll",
    "suggested", "readmore", "advert", "cookie",
];

/// Walks over a page.
pub(super) fn survey(html: &Html) -> Survey {
    let mut walk = Walk { around: around_headlines(html), ..Walk::default() };
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
struct Walk {
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

/// Words in class names and ids of what readers wrote.
const COMMENTS: &[&str] = &["comment", "comments", "commentlist", "commentary", "kommentar", "kommentare", "respond", "disqus", "recentcomments", "replies"];

impl Walk {
    fn open(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let beside = stands_beside(element) && !self.around.contains(&node.id());
        let comments = beside && holds_comments(element);
        self.comments += usize::from(comments);
        let article = matches!(element.name(), "article" | "main");
        self.beside += usize::from(beside);
        self.inside += usize::from(article);
        self.met += 1;
        self.look(node, element);
        self.open.push((self.met, beside, article, comments));
    }

    fn close(&mut self, _: &Element) {
        if let Some((_, beside, article, comments)) = self.open.pop() {
            self.comments -= usize::from(comments);
            self.beside -= usize::from(beside);
            self.inside -= usize::from(article);
        }
    }

    fn look(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        match element.name() {
            "meta" => self.meta(element),
            "script" => {
                if element.attr("type").is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json")) {
                    self.survey.scripts.push(raw(node));
                }
            }
            "title" => {
                if self.survey.title.is_empty() {
                    self.survey.title = shown(node);
                }
            }
            "link" => {
                if element.attr("rel") == Some("canonical") {
                    self.survey.canonical = self.survey.canonical.take().or_else(|| element.attr("href").map(str::to_owned));
                }
            }
            "html" => {
                self.survey.language = element.attr("lang").or_else(|| element.attr("xml:lang")).map(str::to_owned);
            }
            "style" | "noscript" | "template" | "svg" | "path" | "img" | "br" | "head" | "body" => {}
            _ => self.content(node, element),
        }
    }

    fn meta(&mut self, element: &Element) {
        let key = ["property", "name", "itemprop"].iter().find_map(|a| element.attr(a));
        let value = plain_words(element.attr("content").unwrap_or_default());
        if let Some(key) = key.filter(|_| !value.is_empty()) {
            self.survey.metas.push((key.trim().to_ascii_lowercase(), value));
        }
        if let Some(item) = element.attr("itemprop").filter(|_| !value_is_url(element)) {
            self.item(item, element.attr("content").unwrap_or_default().to_owned());
        }
    }

    /// What an element without words says: `<meta itemprop=datePublished content=…>`.
    fn item(&mut self, item: &str, value: String) {
        if item == "datePublished" {
            let mark = self.mark(value, 0);
            self.survey.dates.push(mark);
        }
    }

    fn content(&mut self, node: NodeRef<'_, Node>, element: &Element) {
        let class = element.attr("class").unwrap_or_default();
        let item = element.attr("itemprop").or_else(|| element.attr("property")).unwrap_or_default();
        let item = item.strip_prefix("schema:").unwrap_or(item);
        self.heading(node, element, class, item);
        if self.comments > 0 {
            return;
        }
        if self.survey.signatures.len() < MOST_MARKS
            && let Some(rank) = signature_rank(element, class, item)
        {
            let text = shown_short(node);
            if !text.is_empty() {
                let mark = self.mark(text, rank);
                self.survey.signatures.push(mark);
            }
        }
        if self.survey.dates.len() < MOST_MARKS
            && let Some(rank) = date_rank(element, class, item)
        {
            let rank = if self.inside > 0 || rank != 1 { rank } else { 2 };
            for value in ["datetime", "content", "title"].iter().filter_map(|a| element.attr(a)) {
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

    fn heading(&mut self, node: NodeRef<'_, Node>, element: &Element, class: &str, item: &str) {
        let level = match element.name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            _ => 4,
        };
        let called = item == "headline" || is_called(class, &["headline", "entry-title", "post-title", "article-title", "articletitle"]);
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
                beside: self.beside > 0,
                home: is_home(node),
                parts: if level == 1 { parts(node) } else { Vec::new() },
                at: self.met,
            });
        }
    }

    fn mark(&self, text: String, rank: u8) -> Mark {
        let parent = self.open.last().map_or(0, |(at, ..)| *at);
        Mark { text, rank, beside: self.beside > 0, at: self.met, parent }
    }
}

/// Whether a heading links to the front page, as outlets' names do.
fn is_home(node: NodeRef<'_, Node>) -> bool {
    let around = node.ancestors().take(2);
    node.descendants().take(12).chain(around).filter_map(|n| n.value().as_element()).any(|e| {
        let href = e.attr("href").filter(|_| e.name() == "a").map(|h| h.trim_end_matches('/'));
        e.attr("rel") == Some("home") || href.is_some_and(|h| h.is_empty() || h.splitn(4, '/').count() == 3 && h.contains("://"))
    })
}

/// The words of an element's children, where at least two have words.
fn parts(node: NodeRef<'_, Node>) -> Vec<String> {
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
    let found: Vec<String> = node.children().map(words).filter(|t| t.split_whitespace().count() >= 3).take(4).collect();
    if only >= 2 { found } else { Vec::new() }
}

fn value_is_url(element: &Element) -> bool {
    element.attr("content").is_some_and(|c| c.starts_with("http"))
}

fn holds_comments(element: &Element) -> bool {
    [element.attr("class"), element.attr("id")].into_iter().flatten().any(|v| has_word(v, COMMENTS))
}

fn is_called(class: &str, names: &[&str]) -> bool {
    class.split_whitespace().any(|token| names.iter().any(|name| token.eq_ignore_ascii_case(name)))
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty())
}

fn has_word(value: &str, known: &[&str]) -> bool {
    words(value).any(|w| known.iter().any(|k| w.eq_ignore_ascii_case(k)))
}

fn stands_beside(element: &Element) -> bool {
    match element.name() {
        "html" | "body" | "main" | "article" => false,
        "aside" | "nav" | "footer" => true,
        _ => [element.attr("class"), element.attr("id")].into_iter().flatten().flat_map(str::split_whitespace).any(|token| {
            // "has-sidebar" is said of what stands beside the sidebar.
            let says_of_page = words(token).next().is_some_and(|w| matches!(w, "has" | "with" | "no" | "is" | "page" | "layout"));
            !says_of_page && has_word(token, BESIDE)
        }),
    }
}

/// How plainly an element says that it names an author; nothing where it does not.
fn signature_rank(element: &Element, class: &str, item: &str) -> Option<u8> {
    let rel = element.attr("rel").unwrap_or_default();
    let contains = |value: &str, words: &[&str]| {
        let lower = value.to_ascii_lowercase();
        words.iter().any(|word| lower.contains(word))
    };
    if words(item).any(|w| w == "author" || w == "creator") || rel.split_whitespace().any(|r| r == "author") {
        Some(0)
    } else if is_called(class, &["fn", "vcard"]) && !class.is_empty() {
        Some(1)
    } else if contains(class, &["byline", "author", "autor", "auteur", "autore", "verfasser", "skribent", "redacteur"]) {
        // "author-bio", "author-image": about the author, not who.
        if contains(class, &["bio", "image", "avatar", "desc", "about", "social", "picture", "job", "role", "title-", "twitter", "follow", "date"]) {
            None
        } else {
            Some(2)
        }
    } else if element.name() == "a"
        && element.attr("href").is_some_and(|href| {
            contains(href, &["/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/auteurs/", "/autores/", "?author=", "/staff/", "/profile/", "/people/", "/journalist"])
        })
    {
        Some(3)
    } else if has_word(class, &["username", "credit", "writer", "contributor", "reporter", "posted", "postmetadata", "submitted", "meta", "source", "signature", "firma"]) {
        Some(4)
    } else {
        None
    }
}

/// How plainly an element says that it is the date of publishing; nothing where it does not.
fn date_rank(element: &Element, class: &str, item: &str) -> Option<u8> {
    if matches!(item, "datePublished" | "dateCreated") {
        return Some(0);
    }
    if element.name() == "time" {
        return Some(if element.attr("pubdate").is_some() || class.contains("publish") { 0 } else { 1 });
    }
    let lower = class.to_ascii_lowercase();
    let id = element.attr("id").unwrap_or_default().to_ascii_lowercase();
    let any = |names: &[&str]| names.iter().any(|name| lower.contains(name) || id.contains(name));
    if any(&["publish", "pubdate", "dateline", "entry-date", "post-date"]) {
        Some(2)
    } else if any(&["date", "datum", "fecha", "timestamp", "posted", "postmeta", "entry-meta", "post-meta", "byline", "zeit"]) && !any(&["update"]) {
        Some(4)
    } else {
        None
    }
}

fn raw(node: NodeRef<'_, Node>) -> String {
    node.children().filter_map(|child| child.value().as_text().map(|t| &**t)).collect()
}

/// An element's words with the white space folded, without what scripts hold.
pub(super) fn shown(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for child in node.descendants() {
        if let Node::Text(text) = child.value()
            && !child.parent().is_some_and(|p| p.value().as_element().is_some_and(|e| matches!(e.name(), "script" | "style")))
        {
            for word in text.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
        }
    }
    out
}

/// Whether an element follows one of its kind with nothing between, as names in a row do.
fn is_next_of_a_list(node: NodeRef<'_, Node>) -> bool {
    let Some(element) = node.value().as_element().filter(|e| matches!(e.name(), "a" | "span" | "div" | "li" | "p")) else {
        return false;
    };
    let mut before = node.prev_siblings().filter(|n| n.value().as_text().is_none_or(|t| !t.trim().is_empty()));
    before.next().and_then(|n| n.value().as_element()).is_some_and(|e| {
        e.name() == element.name() && e.attr("class") == element.attr("class")
    })
}

/// The same of an element with few words; nothing of any other.
fn shown_short(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for child in node.descendants().take(80) {
        if is_next_of_a_list(child) && !out.is_empty() {
            out.push(',');
        }
        if let Node::Text(text) = child.value()
            && !child.parent().is_some_and(|p| p.value().as_element().is_some_and(|e| matches!(e.name(), "script" | "style")))
        {
            for word in text.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
            }
            if out.len() > LONGEST_MARK {
                return String::new();
            }
        }
    }
    out
}
