//! Word documents: the paragraphs of the main text, in its order.

use hashbrown::HashMap;

use crate::read::format::unzipped::{Archive, entry};
use crate::read::inside::Inside;
use crate::read::report::Reason;
use crate::read::whole::SIZE_LIMIT;

use super::part::{Paragraphs, Style};
use super::xml::{Piece, fields, walk};
use super::{Properties, article};

/// The part that holds the text.
pub(in crate::read::format) const MAIN: &str = "word/document.xml";

/// Reads the document in an archive that has a [`MAIN`] part.
pub(in crate::read::format) fn read(archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
    let main = entry(archive, MAIN, SIZE_LIMIT, inside).unwrap_or(Err(Reason::NoText));
    let names =
        entry(archive, "word/styles.xml", SIZE_LIMIT, inside).and_then(Result::ok).unwrap_or_default();
    let text = main.and_then(|main| text(&main, &styles(&names)));
    let about =
        entry(archive, "docProps/core.xml", SIZE_LIMIT, inside).and_then(Result::ok).unwrap_or_default();
    match text {
        Ok(text) => inside.give(article(text.title, &text.parts, properties(&about), inside.origin())),
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

/// What the document's styles say, by the names it gives them: those that every program knows keep their English
/// names there, whatever language the document is written in.
fn styles(bytes: &[u8]) -> HashMap<String, Style> {
    let mut out = HashMap::new();
    let mut open: Option<String> = None;
    // What a broken file said before it broke still holds.
    let _ = walk(bytes, |piece| match piece {
        Piece::Opens("style", attributes) => open = attributes.get("styleId"),
        Piece::Opens("name", attributes) => {
            if let (Some(id), Some(name)) = (open.take(), attributes.get("val")) {
                out.insert(id, Style::of(&name));
            }
        }
        _ => {}
    });
    out
}

fn text(main: &[u8], styles: &HashMap<String, Style>) -> Result<Paragraphs, Reason> {
    let mut out = Paragraphs::default();
    // Only `t` holds words; `delText` is what was struck out, `instrText` a field's code. What stands in a frame stands
    // there a second time for programs that know no frames.
    let (mut in_words, mut left_out) = (false, 0_usize);
    walk(main, |piece| match piece {
        Piece::Opens("Fallback", _) => left_out += 1,
        Piece::Closes("Fallback") => left_out = left_out.saturating_sub(1),
        _ if left_out > 0 => {}
        Piece::Opens("p", _) => out.open(Style::Plain),
        Piece::Opens("pStyle", attributes) => {
            let id = attributes.get("val").unwrap_or_default();
            let named = styles.get(&id).copied().filter(|style| *style != Style::Plain);
            out.set_style(named.unwrap_or_else(|| Style::of(&id)));
        }
        Piece::Opens("t", _) => in_words = true,
        Piece::Closes("t") => in_words = false,
        Piece::Opens("tab" | "br" | "cr", _) => out.add(" "),
        Piece::Opens("noBreakHyphen", _) => out.add("-"),
        Piece::Words(words) if in_words => out.add(words),
        Piece::Closes("p") => out.close(),
        _ => {}
    })?;
    Ok(out.end())
}
