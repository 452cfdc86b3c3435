//! XML of a kind that we do not read: told by its name, rather than indexed with its tags.

use crate::model::Origin;
use crate::read::registry::{Confidence, Format, Head, Reader};
use crate::read::report::{Read, Reason};

use super::xml;

/// Any other XML.
pub(in crate::read) const FORMAT: Format = Format { name: "xml", detect, reader: Reader::Whole(read) };

fn detect(head: &Head<'_>) -> Confidence {
    let opens = head.text().starts_with("<?xml") || head.ends_with(&[".xml"]);
    if opens && xml::root(head).is_some() { Confidence::Likely } else { Confidence::No }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let head = Head { bytes: &bytes[..bytes.len().min(16 << 10)], name: "" };
    let name = xml::root(&head).map(|root| root.name).unwrap_or_default();
    let what = format!("XML of a kind that is not known (<{name}>)");
    vec![Read::rejected(origin.clone(), Reason::NotAnArticle(what))]
}
