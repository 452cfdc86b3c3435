//! What is seen of a block when it is asked whether it belongs to the story: itself, the elements around
//! it, its neighbours, and where on the page it stands.
//!
//! Features have readable names ("in:aside", "near:teaser"); [`super::chooser`] holds what each weighs.

use hashbrown::HashSet;
use scraper::node::Element;

use crate::model::ParagraphKind;
use crate::read::byline::byline;
use crate::read::date;

use super::blocks::{Block, Outline};
use super::feature::{Sink, Value, key};

/// What the page states about its article, as far as it tells which blocks are the story.
#[derive(Debug, Default)]
pub(super) struct Stated<'p> {
    /// Its headline.
    pub(super) headline: &'p str,
    /// Its summary.
    pub(super) description: &'p str,
    /// Its whole text.
    pub(super) body: &'p str,
}

/// Everything of a page that features are made of.
pub(super) struct Scene<'o, 'h> {
    outline: &'o Outline<'h>,
    /// What each element says of all that stands in it, without what those around it say too.
    says: Vec<Vec<Said>>,
    /// Prose in front of each block, and all of it.
    prose: Vec<usize>,
    /// Characters in front of each block, and all of them.
    chars: Vec<usize>,
    /// The first block that is the headline.
    headline: Option<usize>,
    /// Blocks whose words stood on the page before.
    again: Vec<bool>,
    /// Whether the stated text holds a block; nothing where no text is stated.
    stated: Vec<Option<bool>>,
    /// Whether a block is the summary.
    described: Vec<bool>,
    /// Whether a block is a line of dates or a byline.
    label: Vec<Option<&'static str>>,
}

/// Class names longer than this are made by machines.
const LONGEST_WORD: usize = 20;
/// An element has at most so many words of its own.
const MOST_WORDS: usize = 12;

impl<'o, 'h> Scene<'o, 'h> {
    pub(super) fn new(outline: &'o Outline<'h>, stated: &Stated<'_>) -> Self {
        let blocks = &outline.blocks;
        let mut prose = vec![0];
        let mut chars = vec![0];
        for block in blocks {
            prose.push(prose.last().unwrap_or(&0) + block.prose());
            chars.push(chars.last().unwrap_or(&0) + block.chars);
        }
        let letters: Vec<String> = blocks.iter().map(|b| letters(&b.text)).collect();
        let headline = self::letters(stated.headline);
        let mut seen = HashSet::new();
        let body = self::letters(stated.body);
        let description = self::letters(stated.description);
        Scene {
            outline,
            says: says(outline),
            prose,
            chars,
            headline: (!headline.is_empty()).then(|| letters.iter().position(|l| *l == headline)).flatten(),
            again: letters.iter().map(|l| !seen.insert(l.as_str())).collect(),
            stated: letters.iter().map(|l| (body.len() > 400).then(|| holds(&body, l))).collect(),
            described: letters.iter().map(|l| l.len() > 20 && is_described(l, &description)).collect(),
            label: blocks.iter().map(|b| label(&b.text)).collect(),
        }
    }

    /// Everything seen of the block at `at`.
    pub(super) fn features(&self, at: usize, sink: Sink<'_>) {
        let Some(block) = self.outline.blocks.get(at) else { return };
        self.own(at, block, sink);
        self.around(block, sink);
        self.containers(block, sink);
        for (group, there) in [
            ("before1", at.checked_sub(1)),
            ("before2", at.checked_sub(2)),
            ("after1", Some(at + 1)),
            ("after2", Some(at + 2)),
        ] {
            self.neighbour(group, there, block, sink);
        }
        self.place(at, sink);
    }

    fn own(&self, at: usize, block: &Block, sink: Sink<'_>) {
        let length = log2(block.chars);
        let links = block.link_chars * 5 / block.chars.max(1);
        sink("kind", Value::Word(kind(block.kind)));
        sink("length", Value::Step(length));
        sink("links", Value::Step(links));
        sink("length,links", Value::Pair(length, links));
        let tag = self.tag(block);
        sink("tag", Value::Word(tag));
        if block.chars >= 80 {
            sink("long", Value::Word(tag));
        } else {
            sink("short", Value::Word(tag));
        }
        let text = block.text.as_str();
        sink("ends", Value::Word(ending(text)));
        if text.starts_with(char::is_lowercase) {
            sink("starts", Value::Word("lower"));
        }
        sink("stops", Value::Step(text.matches(['.', '!', '?', '。', '।']).count().min(6)));
        sink("commas", Value::Step(text.matches([',', '،', '、']).count().min(4)));
        for mark in ["©", "|", "http", "@", "\u{201c}", "\"", "»", "…", "#", "+", "("] {
            if text.contains(mark) {
                sink("has", Value::Word(mark));
            }
        }
        let share =
            |keep: fn(char) -> bool| text.chars().filter(|c| keep(*c)).count() * 10 / block.chars.max(1);
        sink("digits", Value::Step(share(|c| c.is_ascii_digit())));
        sink("capitals", Value::Step(share(char::is_uppercase)));
        let lower = text.to_lowercase();
        if block.chars <= 40 {
            sink("text", Value::Word(&lower));
        }
        let mut ends = lower.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at);
        if let Some(first) = ends.next() {
            sink("opens", Value::Word(&lower[..first]));
            sink("opens2", Value::Word(&lower[..ends.next().unwrap_or(lower.len())]));
        }
        if let Some(label) = self.label[at] {
            sink("label", Value::Word(label));
        }
        if self.again[at] {
            sink("again", Value::Step(log2(block.chars)));
        }
        match self.stated[at] {
            Some(true) => sink("stated,length", Value::Step(length)),
            Some(false) => sink("unstated,length", Value::Step(length)),
            None => {}
        }
        if self.described[at] {
            sink("described", Value::Word("yes"));
        }
    }

    fn tag(&self, block: &Block) -> &'h str {
        self.outline.elements.get(block.holder).map_or("", |holder| holder.element.name())
    }

    /// The elements around it: their names and the words of their classes.
    fn around(&self, block: &Block, sink: Sink<'_>) {
        for (distance, at) in self.outline.around(block.holder).enumerate() {
            if distance == 1 {
                sink("parent", Value::Word(self.outline.elements[at].element.name()));
            }
            for said in &self.says[at] {
                if distance < 3
                    && let Some(near) = said.near
                {
                    sink("near", Value::Known(&said.word, near));
                }
                if said.first {
                    sink(said.group, Value::Known(&said.word, said.key));
                }
            }
        }
    }

    /// How much of the page's prose the elements around it hold.
    fn containers(&self, block: &Block, sink: Sink<'_>) {
        let whole = self.prose.last().copied().unwrap_or(0).max(1);
        for (group, at) in ["holds0", "holds1", "holds2", "holds3", "holds4"]
            .into_iter()
            .zip(self.outline.around(block.holder))
        {
            let (from, to) = self.outline.elements[at].blocks;
            let held = self.prose[to.max(from)] - self.prose[from];
            sink(group, Value::Step(held * 10 / whole));
            if group == "holds1" {
                sink("count1", Value::Step(log2(to - from)));
                let chars = self.chars[to.max(from)] - self.chars[from];
                sink("density1", Value::Step(held * 10 / chars.max(1)));
            }
        }
    }

    fn neighbour(&self, group: &'static str, there: Option<usize>, block: &Block, sink: Sink<'_>) {
        let Some(other) = there.and_then(|at| self.outline.blocks.get(at)) else {
            sink(group, Value::Word("none"));
            return;
        };
        sink(group, Value::Pair(log2(other.chars), other.link_chars * 3 / other.chars.max(1)));
        sink(group, Value::Word(self.tag(other)));
        let parent = |b: &Block| self.outline.elements.get(b.holder).map(|holder| holder.parent);
        if other.holder == block.holder {
            sink(group, Value::Word("same"));
        } else if parent(other) == parent(block) {
            sink(group, Value::Word("sibling"));
        }
    }

    /// Where on the page it stands, among its prose and after its headline.
    fn place(&self, at: usize, sink: Sink<'_>) {
        let (whole, chars) =
            (self.prose.last().copied().unwrap_or(0).max(1), self.chars.last().copied().unwrap_or(0).max(1));
        let passed = self.prose[at] * 10 / whole;
        let rest = usize::from(self.prose[at + 1] == whole);
        sink("prose", Value::Pair(passed, rest));
        sink("page", Value::Step(self.chars[at] * 10 / chars));
        match self.headline {
            Some(headline) if at < headline => sink("headline", Value::Word("after")),
            Some(headline) => {
                sink("headline", Value::Step(log2(at - headline)));
                if at == headline {
                    sink("is", Value::Word("headline"));
                }
            }
            None => sink("headline", Value::Word("none")),
        }
    }
}

/// One thing that an element says of what stands in it.
struct Said {
    group: &'static str,
    word: String,
    key: u64,
    /// As a feature of what is close by.
    near: Option<u64>,
    /// Whether no element around says it too.
    first: bool,
}

fn says(outline: &Outline<'_>) -> Vec<Vec<Said>> {
    let mut all: Vec<Vec<Said>> = Vec::with_capacity(outline.elements.len());
    for (at, holder) in outline.elements.iter().enumerate() {
        let mut own = said_by(holder.element);
        if at != holder.parent {
            for said in &mut own {
                said.first =
                    !outline.around(holder.parent).any(|outer| all[outer].iter().any(|o| o.key == said.key));
            }
        }
        all.push(own);
    }
    all
}

fn said_by(element: &Element) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    let mut say = |group: &'static str, word: String| {
        let word_key = key(group, Value::Word(&word));
        if !out.iter().any(|said: &Said| said.key == word_key) {
            let near = (group == "class").then(|| key("near", Value::Word(&word)));
            out.push(Said { group, word, key: word_key, near, first: true });
        }
    };
    let name = element.name();
    if matches!(name, "html" | "body") {
        return out;
    }
    if !matches!(name, "div" | "span") {
        say("in", name.to_owned());
    }
    let mut hidden = false;
    let mut words = Vec::new();
    for (attribute, value) in element.attrs() {
        match attribute {
            "role" => value.split_whitespace().for_each(|word| say("role", word.to_owned())),
            "itemprop" => value.split_whitespace().for_each(|word| say("item", word.to_owned())),
            "hidden" => hidden = true,
            "aria-hidden" => hidden |= value == "true",
            "style" => hidden |= value.contains("display:none") || value.contains("display: none"),
            "class" | "id" => class_words(value, &mut words),
            _ => {}
        }
    }
    if hidden {
        say("in", "hidden".to_owned());
    }
    for word in words {
        say("class", word);
    }
    out
}

/// The words of a class name or id, in lower case: `story-body`, `storyBody` and `story_body` alike.
fn class_words(value: &str, out: &mut Vec<String>) {
    let mut word = String::new();
    let mut last_lower = false;
    for c in value.chars().take(400).chain([' ']) {
        let joint = !c.is_ascii_alphabetic() || c.is_ascii_uppercase() && last_lower;
        if joint && !word.is_empty() {
            if (3..=LONGEST_WORD).contains(&word.len()) && !out.contains(&word) && out.len() < MOST_WORDS {
                out.push(std::mem::take(&mut word));
            }
            word.clear();
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
        last_lower = c.is_ascii_lowercase();
    }
}

/// Letters and digits alone, in lower case: what survives different white space, marks and dashes.
pub(super) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                out.push(c.to_ascii_lowercase());
            }
        } else if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Most blocks of a page are looked for in a long text and not found.
fn holds(text: &str, part: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// Summaries are often cut: the same words as far as the shorter goes.
fn is_described(block: &str, description: &str) -> bool {
    let common = block.chars().zip(description.chars()).take_while(|(a, b)| a == b).count();
    common >= 20 && common * 10 >= block.chars().count() * 8
}

/// Whether a short text is a line of dates or a byline.
pub(super) fn label(text: &str) -> Option<&'static str> {
    if text.len() > 120 {
        None
    } else if date::line(text).is_some() {
        Some("date")
    } else {
        byline(text).map(|_| "byline")
    }
}

fn kind(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Headline => "headline",
        ParagraphKind::Subhead => "subhead",
        ParagraphKind::Caption | ParagraphKind::Furniture => "caption",
        _ => "body",
    }
}

fn ending(text: &str) -> &'static str {
    match text.chars().next_back() {
        Some('.' | '!' | '?' | '。' | '।' | '؟') => "stop",
        Some('"' | '”' | '“' | '»' | '\'' | '’' | ')') => "quote",
        Some(':') => "colon",
        Some(',' | ';' | '-' | '–') => "comma",
        Some('…') => "dots",
        Some(c) if c.is_numeric() => "digit",
        _ => "other",
    }
}

/// Steps that double.
fn log2(number: usize) -> usize {
    (usize::BITS - number.leading_zeros()) as usize
}
