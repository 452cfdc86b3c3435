//! OpenDocument texts: the paragraphs and headings of the text, in its order.

use crate::read::file::SIZE_LIMIT;
use crate::read::format::zip::{Archive, entry};
use crate::read::inside::Inside;
use crate::read::report::Reason;

use super::xml::{Piece, fields, walk};
use super::{Properties, article};

/// What the archive says it is.
pub(in crate::read::format) const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Reads the document.
pub(in crate::read::format) fn read(archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
    let main = entry(archive, "content.xml", SIZE_LIMIT, inside).unwrap_or(Err(Reason::NoText));
    let about = entry(archive, "meta.xml", SIZE_LIMIT, inside).and_then(Result::ok).unwrap_or_default();
    match main.and_then(|main| text(&main)) {
        Ok((title, paragraphs)) => {
            inside.give(article(title, &paragraphs, properties(&about), inside.origin()));
        }
        Err(reason) => inside.fail(reason),
    }
}

fn properties(meta: &[u8]) -> Properties {
    let names = ["title", "initial-creator", "creator", "creation-date", "date", "language"];
    let mut found = fields(meta, &names).into_iter();
    let mut next = || found.next().flatten();
    let (title, first, last) = (next(), next(), next());
    let (created, modified, language) = (next(), next(), next());
    Properties { title, author: first.or(last), created, modified, language, publisher: None }
}

fn text(content: &[u8]) -> Result<(Option<String>, Vec<String>), Reason> {
    let (mut title, mut paragraphs) = (None, Vec::new());
    let mut paragraph = String::new();
    let mut is_title = false;
    // Paragraphs stand in notes and frames within paragraphs; comments and struck-out words are no text.
    let (mut depth, mut left_out) = (0_usize, 0_usize);
    walk(content, |piece| match piece {
        Piece::Opens("annotation" | "tracked-changes" | "sequence-decls", _) => left_out += 1,
        Piece::Closes("annotation" | "tracked-changes" | "sequence-decls") => {
            left_out = left_out.saturating_sub(1);
        }
        _ if left_out > 0 => {}
        Piece::Opens("p" | "h", attributes) => {
            if depth == 0 {
                is_title =
                    attributes.get("style-name").is_some_and(|style| style.eq_ignore_ascii_case("title"));
            }
            depth += 1;
        }
        Piece::Opens("s" | "tab" | "line-break", _) => paragraph.push(' '),
        Piece::Words(words) if depth > 0 => paragraph.push_str(words),
        Piece::Closes("p" | "h") => {
            depth = depth.saturating_sub(1);
            if depth > 0 {
                return paragraph.push(' ');
            }
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            if is_title && title.is_none() {
                title = Some(words);
            } else if !words.is_empty() {
                paragraphs.push(words);
            }
            paragraph.clear();
        }
        _ => {}
    })?;
    Ok((title, paragraphs))
}
