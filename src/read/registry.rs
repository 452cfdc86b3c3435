//! The formats we read, and how the right one is chosen: by what is inside, then by the name.

use super::format::{
    asciidoc, compressed, csv, feed, html, json, jsonl, mail, markdown, mbox, mhtml, newsml, newsml_g2, nitf,
    pdf, plain, reuters, tar, warc, xml_other, zip,
};
use super::head::Head;
use super::reader::{Confidence, Format};

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
