//! A page as browsers save it whole: a MIME message whose first HTML part is the page.
//!
//! Newsletters are MIME messages as well; a saved page says where it was saved from, or is named like one.

use mail_parser::{MessageParser, PartType};

use crate::model::Origin;
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::html;

/// A web page with all that belongs to it in one file.
pub(in crate::read) const FORMAT: Format = Format { name: "mhtml", detect, reader: Reader::Whole(read) };

/// How many parts are looked at.
const PARTS: usize = 10_000;

fn detect(head: &Head<'_>) -> Confidence {
    let named = head.ends_with(&[".mhtml", ".mht"]);
    let text = head.text();
    let headers = text.split("\n\n").next().unwrap_or_default().split("\r\n\r\n").next().unwrap_or_default();
    let lower = headers.to_ascii_lowercase();
    let is_message = lower.contains("mime-version:") && lower.contains("content-type:");
    let saved = lower.contains("snapshot-content-location:") || lower.contains("from: <saved by");
    if is_message && (saved || named) {
        Confidence::Sure
    } else if named && head.text().is_ascii() && !text.starts_with('<') {
        Confidence::Named
    } else {
        Confidence::No
    }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return vec![Read::rejected(origin.clone(), Reason::NoText)];
    };
    let mut pages = message.parts.iter().take(PARTS).filter_map(|part| match &part.body {
        PartType::Html(page) => Some(page),
        _ => None,
    });
    let Some(page) = pages.next() else { return vec![Read::rejected(origin.clone(), Reason::NoText)] };
    let mut reads = html::read_text(page, origin);
    let saved =
        message.header_raw("Snapshot-Content-Location").map(str::trim).filter(|u| u.starts_with("http"));
    if let (Some(url), Some(Ok(article))) = (saved, reads.first_mut().map(|read| read.article.as_mut())) {
        article.url.get_or_insert_with(|| url.to_owned());
    }
    reads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_bytes;

    fn saved(header: &str) -> String {
        format!(
            "{header}MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
             <html lang=3Den><body><article><h1>Caf=C3=A9 on the quay closes</h1><p>By Ana Ruiz</p>\
             <p>The caf=C3=A9 on the quay of Port Alder was closed on Sunday after a stor=\r\nm, its owner said.</p>\
             <p>It opens again in spring, the harbor office said in a letter to the crews.</p></article></body></html>\r\n\
             --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
        )
    }

    #[track_caller]
    fn check(file: &str, name: &str, url: Option<&str>) {
        let reads = read_bytes(file.as_bytes(), &Origin { path: name.into(), record: None });
        let article = reads[0].article.as_ref().unwrap();
        assert_eq!(article.headline, "Café on the quay closes");
        assert_eq!(article.authors[0].name, "Ana Ruiz");
        assert!(article.lead().unwrap().ends_with("after a storm, its owner said."), "{article:?}");
        assert_eq!(article.url.as_deref(), url);
    }

    #[test]
    fn pages_saved_by_browsers() {
        let chrome = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://alder.example/quay\r\nSubject: x\r\n";
        check(&saved(chrome), "page", Some("https://alder.example/quay"));
        check(&saved("From: \"Saved by Windows Internet Explorer 8\"\r\nSubject: x\r\n"), "page.mht", None);
    }

    #[test]
    fn broken_ones_are_named() {
        let cut = &saved("From: <Saved by Blink>\r\n")[..140];
        let reads = read_bytes(cut.as_bytes(), &Origin { path: "page.mhtml".into(), record: None });
        assert!(reads[0].article.is_err());
    }
}
