//! XML of a kind that we do not read: told by its name, rather than indexed with its tags.

use crate::model::Origin;
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

/// Any other XML.
pub(in crate::read) const FORMAT: Format = Format { name: "xml", detect, reader: Reader::Whole(read) };

fn detect(head: &Head<'_>) -> Confidence {
    let opens = head.text().starts_with("<?xml") || head.ends_with(&[".xml"]);
    if opens && head.root().is_some() { Confidence::Likely } else { Confidence::No }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let head = Head::new(&bytes[..bytes.len().min(16 << 10)], "");
    let name = head.root().map_or("", |root| root.name.as_str());
    let what = format!("XML of a kind that is not known (<{name}>)");
    vec![Read::rejected(origin.clone(), Reason::NotAnArticle(what))]
}
