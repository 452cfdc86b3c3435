//! The formats we read, and how the right one is chosen: by what is inside, then by the name.

use std::cell::OnceCell;
use std::io::{BufRead, Read as IoRead, Seek};

use crate::model::Origin;

use super::format::{
    Root, asciidoc, compressed, csv, feed, html, json, jsonl, mail, markdown, mbox, mhtml, newsml, newsml_g2,
    nitf, pdf, plain, reuters, tar, warc, xml_other, zip,
};
use super::inside::Inside;
use super::map::FieldMap;
use super::report::Read;

/// The front of a file, enough to tell what it is.
#[derive(Debug)]
pub struct Head<'h> {
    /// Its first bytes.
    pub bytes: &'h [u8],
    /// The file's name in lower case, without folders.
    pub name: &'h str,
    /// Found once, for nearly every format asks.
    binary: OnceCell<Option<&'static str>>,
    root: OnceCell<Option<Root>>,
}

impl<'h> Head<'h> {
    /// The front of the file called `name`.
    pub fn new(bytes: &'h [u8], name: &'h str) -> Self {
        Head { bytes, name, binary: OnceCell::new(), root: OnceCell::new() }
    }

    /// Whether these cannot be the bytes of a text.
    pub fn is_binary(&self) -> bool {
        self.binary.get_or_init(|| binary_kind(self.bytes)).is_some()
    }

    /// The root element, where this may be XML.
    pub(super) fn root(&self) -> Option<&Root> {
        self.root.get_or_init(|| Root::of(self)).as_ref()
    }

    /// Whether the name ends with one of these, each given with its dot.
    pub fn ends_with(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.name.ends_with(ending))
    }

    /// The first bytes as far as they are UTF-8 (or ASCII in another encoding), without mark and white space.
    pub fn text(&self) -> &str {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(self.bytes);
        bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid().trim_start())
    }
}

/// How sure a format is that a file is its own. The surest reads it; the table's order breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Not this.
    No,
    /// It could be read so if nothing better is found.
    Fallback,
    /// Only the name says so.
    Named,
    /// The content looks like it.
    Likely,
    /// The content says so.
    Sure,
}

/// How a format reads.
pub enum Reader {
    /// One article or several from a whole file within the size limit.
    Whole(fn(&[u8], &Origin) -> Vec<Read>),
    /// Record by record from a file of any size.
    Stream(fn(&mut dyn BufRead, &Origin, &mut dyn FnMut(Read))),
    /// Record by record from a file of any size, by the names of its fields.
    Records(fn(&mut dyn BufRead, &Origin, &FieldMap, &mut dyn FnMut(Read))),
    /// Piece by piece from a container of any size, each piece read as a file of its own.
    Pieces(fn(&mut dyn BufRead, &mut Inside<'_>)),
    /// The same for a container whose end tells what is in it. One that stands in another is held in
    /// memory, within the size limit.
    Directory(fn(&mut dyn Seekable, &mut Inside<'_>)),
}

/// Bytes that can be read from anywhere.
pub trait Seekable: IoRead + Seek {}

impl<T: IoRead + Seek> Seekable for T {}

/// One format of the archive.
pub struct Format {
    /// Its name in messages and records.
    pub name: &'static str,
    /// How sure it is that a file is its own.
    pub detect: fn(&Head<'_>) -> Confidence,
    /// How it is read.
    pub reader: Reader,
}

/// Every format. A new one is a file under `format/` and a line here.
pub static FORMATS: &[Format] = &[
    compressed::GZIP,
    compressed::BZIP2,
    compressed::XZ,
    compressed::ZSTD,
    zip::FORMAT,
    tar::FORMAT,
    warc::WARC,
    warc::ARC,
    pdf::FORMAT,
    mbox::FORMAT,
    jsonl::FORMAT,
    json::FORMAT,
    nitf::FORMAT,
    newsml_g2::FORMAT,
    newsml::FORMAT,
    feed::WXR,
    feed::RSS,
    feed::ATOM,
    reuters::FORMAT,
    mhtml::FORMAT,
    mail::FORMAT,
    html::FORMAT,
    xml_other::FORMAT,
    csv::FORMAT,
    markdown::FORMAT,
    asciidoc::FORMAT,
    plain::FORMAT,
];

/// The format that is surest of `head`, if any wants it.
pub fn detect(head: &Head<'_>) -> Option<&'static Format> {
    let mut best: Option<(&Format, Confidence)> = None;
    for format in FORMATS {
        let confidence = (format.detect)(head);
        if confidence == Confidence::Sure {
            return Some(format);
        }
        if confidence > best.map_or(Confidence::No, |(_, c)| c) {
            best = Some((format, confidence));
        }
    }
    best.map(|(format, _)| format)
}

/// What a binary file is, by its first bytes; `None` where it may be text.
pub fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1F\x8B", "gzip data"),
        (b"BZh", "bzip2 data"),
        (b"\xFD7zXZ\0", "xz data"),
        (b"\x28\xB5\x2F\xFD", "zstd data"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7FELF", "a program"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    let utf_16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    if utf_16 || super::encoding::utf_16_without_mark(bytes).is_some() {
        return None;
    }
    let controls = bytes.iter().filter(|b| is_control(**b)).count();
    (bytes.contains(&0) || controls * 10 > bytes.len()).then_some("binary data")
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B) || byte == 0x7F
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, bytes: &[u8], want: Option<&str>) {
        assert_eq!(detect(&Head::new(bytes, name)).map(|f| f.name), want, "{name}");
    }

    #[test]
    fn content_comes_before_the_name() {
        check("a.txt", b"Harbor closes\n\nThe harbor closed.", Some("text"));
        check("a.txt", b"<!DOCTYPE html><html><body>", Some("html"));
        check("a.html", b"\n  <html lang=en>", Some("html"));
        check("a.html", b"<div><p>A piece of a page</p></div>", Some("html"));
        check("a", b"{\"title\": \"Harbor\"}\n{\"title\": \"Sea\"}\n", Some("jsonl"));
        check("a.json", b"{\n  \"title\": \"Harbor\"\n}", Some("json"));
        check("a.json", b"[{\"title\": \"Harbor\"}]", Some("json"));
        check("a.jsonl", b"not json", Some("jsonl"));
        check("noname", b"{curly people} met on Sunday", Some("text"));
        check("a.txt", b"PNG\0\0\0\x01", None);
        check("a.txt", b"%PDF-1.4 text", Some("pdf"));
        check("a.txt", b"\x1F\x8B\x08\0", Some("gzip"));
        check("a", b"PK\x03\x04", Some("zip"));
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = FORMATS.iter().map(|f| f.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), FORMATS.len());
    }
}
