//! Word documents: the paragraphs of the main text, in its order.

use crate::read::file::SIZE_LIMIT;
use crate::read::format::zip::{Archive, entry};
use crate::read::inside::Inside;
use crate::read::report::Reason;

use super::xml::{Piece, fields, walk};
use super::{Properties, article};

/// The part that holds the text.
pub(in crate::read::format) const MAIN: &str = "word/document.xml";

/// Reads the document in an archive that has a [`MAIN`] part.
pub(in crate::read::format) fn read(archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
    let main = entry(archive, MAIN, SIZE_LIMIT, inside).unwrap_or(Err(Reason::NoText));
    let text = main.and_then(|main| text(&main));
    let about =
        entry(archive, "docProps/core.xml", SIZE_LIMIT, inside).and_then(Result::ok).unwrap_or_default();
    match text {
        Ok(text) => inside.give(article(text.title, &text.paragraphs, properties(&about), inside.origin())),
        Err(reason) => inside.fail(reason),
    }
}

fn properties(core: &[u8]) -> Properties {
    let names = ["title", "creator", "created", "modified", "language"];
    let mut found = fields(core, &names).into_iter();
    let mut next = || found.next().flatten();
    Properties {
        title: next(),
        author: next(),
        created: next(),
        modified: next(),
        language: next(),
        publisher: None,
    }
}

/// The words of a document.
#[derive(Default)]
struct Text {
    title: Option<String>,
    paragraphs: Vec<String>,
}

fn text(main: &[u8]) -> Result<Text, Reason> {
    let mut out = Text::default();
    let mut paragraph = String::new();
    let mut style = String::new();
    // Only `t` holds words; `delText` is what was struck out, `instrText` a field's code.
    let mut in_words = false;
    walk(main, |piece| match piece {
        Piece::Opens("p", _) => {
            paragraph.clear();
            style.clear();
        }
        Piece::Opens("pStyle", attributes) => style = attributes.get("val").unwrap_or_default(),
        Piece::Opens("t", _) => in_words = true,
        Piece::Closes("t") => in_words = false,
        Piece::Opens("tab" | "br" | "cr", _) => paragraph.push(' '),
        Piece::Opens("noBreakHyphen", _) => paragraph.push('-'),
        Piece::Words(words) if in_words => paragraph.push_str(words),
        Piece::Closes("p") => {
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            if style.eq_ignore_ascii_case("title") && out.title.is_none() {
                out.title = Some(words);
            } else if !words.is_empty() {
                out.paragraphs.push(words);
            }
            paragraph.clear();
        }
        _ => {}
    })?;
    Ok(out)
}
