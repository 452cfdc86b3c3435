//! XML and what passes for it, read piece by piece in bounded memory.
//!
//! A file of many articles is walked through its containers (`<channel>`, `<itemSet>`); each element
//! that stands in one is handed on whole and forgotten. Nothing outside the file is ever looked at and
//! no entity that a file declares is expanded: what is not one of XML's or HTML's own stays as written.
//! Mismatched tags, a lone `&` and names of HTML's characters are forgiven, as newsrooms' exports have them.

mod names;
mod tree;

use std::io::BufRead;

use quick_xml::NsReader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::model::Origin;
use crate::read::head::declared;
use crate::read::report::{Reason, Warning};
use crate::read::stream::TextStream;

pub(super) use tree::{Element, Html, Node, as_it_is, folded};

/// Elements nested deeper than this are a trap, not an article.
const DEEPEST: usize = 200;
/// More elements and texts than this in one piece are too.
const MOST: usize = 400_000;
/// Containers stand in each other no deeper than this.
const CONTAINERS: usize = 8;

/// What a walk comes upon.
pub(super) enum Part {
    /// A container opens.
    Opens(Element),
    /// An element that stands in a container, or the root.
    Whole(Element),
    /// The same, but the file ends or breaks inside it, and how.
    Cut(Element, Reason),
    /// The same, but it is more than an article can be.
    Refused(Reason),
}

/// Walks through a file. What the visitor says of a [`Part::Cut`] is whether it could use it: if so the
/// reason counts as told.
pub(super) fn walk(
    input: TextStream<'_>,
    containers: &[&str],
    visit: &mut dyn FnMut(Part) -> bool,
) -> Result<(), Reason> {
    let mut reader = NsReader::from_reader(input);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut walk = Walk {
        containers,
        visit,
        open: Vec::new(),
        piece: Vec::new(),
        met: 0,
        refused: false,
        in_atom: None,
    };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(event) => event.into_owned(),
            Err(error) => {
                let stream = reader.get_mut();
                let reason = stream
                    .too_long()
                    .unwrap_or_else(|| Reason::BadXml { line: stream.line(), message: error.to_string() });
                return walk.end(Some(reason));
            }
        };
        let name = match &event {
            Event::Start(start) | Event::Empty(start) => {
                let (found, _) = reader.resolver().resolve_element(start.name());
                names::name(&found, start.name(), walk.in_atom.unwrap_or(true))
            }
            Event::End(end) => {
                let (found, _) = reader.resolver().resolve_element(end.name());
                names::name(&found, end.name(), walk.in_atom.unwrap_or(true))
            }
            _ => String::new(),
        };
        walk.event(event, name);
        if walk.piece.is_empty() {
            reader.get_mut().mark();
        }
    }
    let unclosed = walk.piece.first().map(|e| e.name.as_str()).or(walk.open.last().map(String::as_str));
    let line = reader.get_mut().line();
    let reason =
        unclosed.map(|name| Reason::BadXml { line, message: format!("the file ends inside <{name}>") });
    walk.end(reason)
}

struct Walk<'v> {
    containers: &'v [&'v str],
    visit: &'v mut dyn FnMut(Part) -> bool,
    /// The containers that are open.
    open: Vec<String>,
    /// The piece that is being read: its root, and the elements open in it.
    piece: Vec<Element>,
    /// Elements and texts in it.
    met: usize,
    /// Whether it became too much and is only passed over.
    refused: bool,
    /// Whether the root is Atom's; unknown before there is one.
    in_atom: Option<bool>,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, name: String) {
        match event {
            Event::Start(start) => self.start(element(name, &start), false),
            Event::Empty(start) => self.start(element(name, &start), true),
            Event::End(_) => self.close(&name),
            Event::Text(text) => self.text(&text),
            Event::CData(text) => self.text(&text),
            Event::GeneralRef(reference) => self.text(&resolved(&reference)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
    }

    fn start(&mut self, element: Element, empty: bool) {
        self.in_atom.get_or_insert(matches!(element.name.as_str(), "feed" | "entry"));
        if self.piece.is_empty()
            && self.open.len() < CONTAINERS
            && self.containers.contains(&element.name.as_str())
        {
            if !empty {
                self.open.push(element.name.clone());
            }
            (self.visit)(Part::Opens(element));
            return;
        }
        self.met += 1;
        if self.piece.len() >= DEEPEST || self.met > MOST {
            self.refused = true;
        }
        self.piece.push(if self.refused {
            Element { name: element.name, ..Element::default() }
        } else {
            element
        });
        if empty {
            self.close_top();
        }
    }

    fn text(&mut self, text: &str) {
        let Some(top) = self.piece.last_mut().filter(|_| !self.refused) else { return };
        if let Some(Node::Text(before)) = top.nodes.last_mut() {
            before.push_str(text);
        } else {
            self.met += 1;
            top.nodes.push(Node::Text(text.to_owned()));
        }
    }

    /// Closes the element of this name that was opened last, and what was left open in it.
    fn close(&mut self, name: &str) {
        if let Some(at) = self.piece.iter().rposition(|element| element.name == name) {
            while self.piece.len() > at {
                self.close_top();
            }
        } else if let Some(at) = self.open.iter().rposition(|open| open == name) {
            // The end of a container ends what was left open in it.
            while !self.piece.is_empty() {
                self.close_top();
            }
            self.open.truncate(at);
        }
    }

    fn close_top(&mut self) {
        let Some(element) = self.piece.pop() else { return };
        if let Some(around) = self.piece.last_mut() {
            if !self.refused {
                around.nodes.push(Node::Element(element));
            }
            return;
        }
        let part =
            if std::mem::take(&mut self.refused) { Part::Refused(too_much()) } else { Part::Whole(element) };
        self.met = 0;
        (self.visit)(part);
    }

    /// The file is over; `reason` says why that is too early.
    fn end(mut self, reason: Option<Reason>) -> Result<(), Reason> {
        let Some(reason) = reason else { return Ok(()) };
        if self.refused {
            (self.visit)(Part::Refused(too_much()));
            return Ok(());
        }
        let mut told = false;
        while let Some(element) = self.piece.pop() {
            match self.piece.last_mut() {
                Some(around) => around.nodes.push(Node::Element(element)),
                None => told = (self.visit)(Part::Cut(element, reason.clone())),
            }
        }
        if told { Ok(()) } else { Err(reason) }
    }
}

fn too_much() -> Reason {
    Reason::NotAnArticle(format!("nested deeper than {DEEPEST} elements or made of more than {MOST}"))
}

fn element(name: String, start: &BytesStart<'_>) -> Element {
    let mut attributes = Vec::new();
    for attribute in start.html_attributes().with_checks(false).flatten().take(64) {
        let key: &str = attribute.key.as_ref();
        let raw: &str = &attribute.value;
        // What cannot be decoded stays as written.
        let value = quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), Into::into);
        attributes.push((key.to_owned(), value));
    }
    Element { name, attributes, nodes: Vec::new() }
}

/// A reference's character: by number, or one of XML's and HTML's names. Any other stays as written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        // Old wires mark ends and starts with control characters; nobody reads them.
        return if c.is_control() && !matches!(c, '\t' | '\n' | '\r') {
            String::new()
        } else {
            c.to_string()
        };
    }
    let name: &str = reference;
    quick_xml::escape::resolve_html5_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}

/// Opens a file for [`walk`].
pub(super) fn open(input: &mut dyn BufRead) -> Result<TextStream<'_>, Reason> {
    TextStream::open(input, declared).map_err(|error| Reason::Unreadable(error.to_string()))
}

/// What stands in an element that holds a text: HTML, or words with escaped HTML in them.
pub(super) fn markup(element: &Element) -> String {
    if element.elements().next().is_some() {
        element.inner_html(as_it_is)
    } else {
        element.raw_words_without(&[])
    }
}

/// The place of the n-th article of a file.
pub(super) fn numbered(origin: &Origin, record: u64) -> Origin {
    Origin { path: origin.path.clone(), record: Some(record) }
}

/// What is said of an article that a file breaks off in.
pub(super) fn damaged(reason: &Reason) -> Warning {
    Warning::Damaged(reason.to_string())
}

#[cfg(test)]
mod tests;
