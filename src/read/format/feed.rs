//! Feeds with the full text of their items: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, and what WordPress exports.
//!
//! An item's text is `content:encoded`, else `content`, else its description. Items are read one at a
//! time, so that a feed may be of any size.

use std::io::BufRead;

use crate::model::Origin;
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::feed_item::{Channel, fill, text_of};
use super::story::Story;
use super::wxr;
use super::xml::{self, Element, Part};
use crate::read::language_tag::primary_language;

/// RSS in all its versions.
pub(in crate::read) const RSS: Format =
    Format { name: "rss", detect: is_rss, reader: Reader::Stream(stream) };
/// Atom, and single entries of it.
pub(in crate::read) const ATOM: Format =
    Format { name: "atom", detect: is_atom, reader: Reader::Stream(stream) };
/// What WordPress writes when a site is exported.
pub(in crate::read) const WXR: Format =
    Format { name: "wxr", detect: is_wxr, reader: Reader::Stream(stream) };

const CONTAINERS: &[&str] = &["rss", "rdf:RDF", "RDF", "channel", "feed"];

fn is_rss(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if root.name.eq_ignore_ascii_case("rss") => Confidence::Sure,
        Some(root) if root.name == "RDF" && (root.head.contains("rss") || root.head.contains("<channel")) => {
            Confidence::Sure
        }
        _ => Confidence::No,
    }
}

fn is_wxr(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if root.name == "rss" && root.head.contains("wordpress.org/export/") => Confidence::Sure,
        _ => Confidence::No,
    }
}

fn is_atom(head: &Head<'_>) -> Confidence {
    match head.root() {
        Some(root) if root.name == "feed" => Confidence::Sure,
        Some(root) if root.name == "entry" && root.head.contains("Atom") => Confidence::Sure,
        _ => Confidence::No,
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, sink: &mut dyn FnMut(Read)) {
    let text = match xml::open(input) {
        Ok(text) => text,
        Err(reason) => return sink(Read::rejected(origin.clone(), reason)),
    };
    let assumed = text.warning();
    let mut channel = Channel::default();
    let mut count = 0;
    let done = xml::walk(text, CONTAINERS, &mut |part| {
        let (element, cut) = match part {
            Part::Opens(container) => {
                channel.language =
                    channel.language.take().or_else(|| primary_language(container.attribute("xml:lang")?));
                return true;
            }
            Part::Refused(reason) => {
                count += 1;
                sink(Read::rejected(xml::numbered(origin, count), reason));
                return true;
            }
            Part::Whole(element) => (element, None),
            Part::Cut(element, reason) => (element, Some(reason)),
        };
        if !matches!(element.name.as_str(), "item" | "entry") {
            channel.learn(&element);
            return false;
        }
        count += 1;
        let origin = xml::numbered(origin, count);
        let Some(read) = item(&element, &channel, &origin) else { return true };
        if cut.is_some() && read.article.is_err() {
            return false;
        }
        let warnings = assumed.iter().cloned().chain(cut.as_ref().map(xml::damaged)).collect();
        sink(read.warned(warnings));
        true
    });
    match done {
        Err(reason) => sink(Read::rejected(origin.clone(), reason)),
        Ok(()) if count == 0 => {
            let nothing = Reason::NotAnArticle("a feed without items".to_owned());
            sink(Read::rejected(origin.clone(), nothing));
        }
        Ok(()) => {}
    }
}

/// An item's article; nothing where WordPress keeps something else in an item.
fn item(item: &Element, channel: &Channel, origin: &Origin) -> Option<Read> {
    if item.child("wp:post_type").is_some() {
        return wxr::item(item, channel, origin);
    }
    let mut story = Story::default();
    fill(item, channel, &mut story);
    let content = text_of(item);
    story.text(&content);
    Some(story.finish(origin))
}
