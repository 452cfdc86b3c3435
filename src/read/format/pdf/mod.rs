//! PDF: the letters of its text layer, put together into lines and paragraphs.
//!
//! A page says where its letters stand, not what they are. Letters on one height are a line; a line
//! farther from the last than usual, set in, or in another size begins a paragraph; the largest
//! letters at the front are the headline. Files that are only pictures have no text layer and say so.

mod fonts;
mod layout;
mod page;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document, LoadOptions, Object};

use crate::model::Origin;
use crate::read::head::Head;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};
use crate::read::whole::SIZE_LIMIT;

use super::office::{Properties, article};

/// A PDF with text in it.
pub(in crate::read) const FORMAT: Format = Format { name: "pdf", detect, reader: Reader::Whole(read) };

/// What one stream of a file may unpack to.
const STREAM_LIMIT: usize = 64 << 20;
/// What all pages together may hold of drawing.
const CONTENT_LIMIT: usize = 256 << 20;
/// Pages that are read.
const PAGE_LIMIT: usize = 5_000;

fn detect(head: &Head<'_>) -> Confidence {
    // Programs put up to a kilobyte before the mark.
    let front = &head.bytes[..head.bytes.len().min(1024)];
    if head.bytes.starts_with(b"%PDF-") {
        Confidence::Sure
    } else if head.ends_with(&[".pdf"]) && memchr::memmem::find(front, b"%PDF-").is_some() {
        Confidence::Likely
    } else {
        Confidence::No
    }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    // The parser meets whatever thirty years of programs wrote: what it trips over is damage to that file.
    let read = catch_unwind(AssertUnwindSafe(|| document(bytes, origin)));
    vec![match read {
        Ok(Ok(read)) => read,
        Ok(Err(reason)) => Read::rejected(origin.clone(), reason),
        Err(_) => Read::rejected(origin.clone(), Reason::Damaged("the PDF parser gave up on it".to_owned())),
    }]
}

fn document(bytes: &[u8], origin: &Origin) -> Result<Read, Reason> {
    let options = LoadOptions::with_max_decompressed_size(STREAM_LIMIT);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| reason(&error))?;
    if document.is_encrypted() {
        return Err(Reason::Encrypted);
    }
    let mut left = CONTENT_LIMIT;
    let mut runs = Vec::new();
    let mut pages = 0;
    for (at, id) in document.page_iter().take(PAGE_LIMIT).enumerate() {
        pages += 1;
        let content = document.get_page_content_with_limit(id, left.min(SIZE_LIMIT as usize));
        let content = content.map_err(|error| reason(&error))?;
        left = left.saturating_sub(content.len());
        page::read(&document, id, &content, at, &mut runs);
    }
    if runs.iter().all(|run| run.text.trim().is_empty()) {
        return Err(if pages == 0 {
            Reason::Damaged("there are no pages in it".to_owned())
        } else {
            Reason::NoTextLayer
        });
    }
    let (title, paragraphs) = layout::paragraphs(&runs);
    Ok(article(title, &paragraphs, properties(&document), origin))
}

fn reason(error: &lopdf::Error) -> Reason {
    use lopdf::Error;
    match error {
        Error::Decryption(_) | Error::InvalidPassword => Reason::Encrypted,
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { limit }) => {
            Reason::TooLarge { size: *limit as u64 + 1, limit: *limit as u64 }
        }
        other => Reason::Damaged(other.to_string()),
    }
}

fn properties(document: &Document) -> Properties {
    let info = document.trailer.get(b"Info").ok().and_then(|info| document.dereference(info).ok());
    let info = info.and_then(|(_, info)| info.as_dict().ok());
    let text = |key: &[u8]| {
        let (_, value) = document.dereference(info?.get(key).ok()?).ok()?;
        Some(words(value)).filter(|words| !words.trim().is_empty())
    };
    Properties {
        // Titles in a file's properties are mostly the names of other files.
        title: None,
        author: text(b"Author"),
        created: text(b"CreationDate").and_then(|date| iso(&date)),
        modified: None,
        ..Properties::default()
    }
}

/// A text string: UTF-16 or UTF-8 behind their marks, else Latin.
fn words(value: &Object) -> String {
    let Ok(bytes) = value.as_str() else { return String::new() };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// `D:20250309140500+01'00'` as other formats write it.
fn iso(date: &str) -> Option<String> {
    let digits: String = date.trim_start_matches("D:").chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let Some(time) = part(8, 14) else { return Some(day) };
    let zone: String = date.trim_start_matches("D:").chars().skip(14).filter(|c| *c != '\'').collect();
    let zone = match zone.as_bytes() {
        [b'+' | b'-', _, _, _, _, ..] => format!("{}:{}", &zone[..3], &zone[3..5]),
        [b'Z', ..] => "Z".to_owned(),
        _ => String::new(),
    };
    Some(format!("{day}T{}:{}:{}{zone}", &time[..2], &time[2..4], &time[4..]))
}

#[cfg(test)]
mod tests;
