//! OpenDocument texts: the paragraphs and headings of the text, in its order.

use hashbrown::HashMap;

use crate::read::format::unzipped::{Archive, entry};
use crate::read::inside::Inside;
use crate::read::report::Reason;
use crate::read::whole::SIZE_LIMIT;

use super::part::{Paragraphs, Style};
use super::xml::{Piece, fields, walk};
use super::{Properties, article};

/// What the archive says it is.
pub(in crate::read::format) const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Reads the document.
pub(in crate::read::format) fn read(archive: &mut Archive<'_>, inside: &mut Inside<'_>) {
    let main = entry(archive, "content.xml", SIZE_LIMIT, inside).unwrap_or(Err(Reason::NoText));
    let about = entry(archive, "meta.xml", SIZE_LIMIT, inside).and_then(Result::ok).unwrap_or_default();
    match main.and_then(|main| text(&main)) {
        Ok(text) => inside.give(article(text.title, &text.parts, properties(&about), inside.origin())),
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

fn text(content: &[u8]) -> Result<Paragraphs, Reason> {
    let mut out = Paragraphs::default();
    // What the document's own styles say, by their names.
    let mut styles: HashMap<String, Style> = HashMap::new();
    // Comments and struck-out words are no text.
    let mut left_out = 0_usize;
    walk(content, |piece| match piece {
        Piece::Opens("annotation" | "tracked-changes" | "sequence-decls", _) => left_out += 1,
        Piece::Closes("annotation" | "tracked-changes" | "sequence-decls") => {
            left_out = left_out.saturating_sub(1);
        }
        _ if left_out > 0 => {}
        Piece::Opens("style", attributes) => {
            // One made for a paragraph or two stands on one with a telling name.
            if let (Some(name), Some(parent)) = (attributes.get("name"), attributes.get("parent-style-name"))
            {
                let style = said(&styles, &parent);
                styles.insert(name, style);
            }
        }
        Piece::Opens(element @ ("p" | "h"), attributes) => {
            let style = attributes.get("style-name").map(|name| said(&styles, &name)).unwrap_or_default();
            let is_heading = element == "h" && style == Style::Plain;
            out.open(if is_heading { Style::Heading } else { style });
        }
        Piece::Opens("s" | "tab" | "line-break", _) => out.add(" "),
        Piece::Words(words) => out.add(words),
        Piece::Closes("p" | "h") => out.close(),
        _ => {}
    })?;
    Ok(out.end())
}

fn said(styles: &HashMap<String, Style>, name: &str) -> Style {
    styles.get(name).copied().unwrap_or_else(|| Style::of(name))
}
