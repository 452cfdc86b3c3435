//! Plain text, as saved from a wire, typed by a clerk or pasted from a web page.
//!
//! Nothing marks the parts, so layout and wording must: what stands alone on a line, what is printed
//! twice, what ends like a sentence. Everything that cannot be told apart is story, never furniture.

mod after;
mod dateline;
mod header;
mod lexicon;
mod lines;
mod parts;
mod shape;

pub(super) use dateline::dateline;
pub(super) use parts::{Layout, lay_out};
pub(super) use shape::opens_caption;

use crate::model::{Article, Origin};
use crate::read::encoding::{decode, unix_lines};
use crate::read::head::Head;
use crate::read::id::article_id;
use crate::read::mend::{clean, entities, join_lines};
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason, Warning};
use crate::read::run_together;

/// Text without any marks.
pub(in crate::read) const FORMAT: Format = Format { name: "text", detect, reader: Reader::Whole(read) };

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        Confidence::No
    } else if head.ends_with(&[".txt", ".text", ".asc"]) {
        Confidence::Named
    } else {
        Confidence::Fallback
    }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let decoded = decode(bytes, None);
    let text = unix_lines(decoded.text);
    let text = run_together::part(&join_lines(&clean(&entities(&text)))).into_owned();
    let read = if text.trim().is_empty() {
        Read::rejected(origin.clone(), Reason::Empty)
    } else {
        let (article, told) = told_article(text, origin);
        Read::of(article).warned(told)
    };
    vec![read.warned(decoded.warning.into_iter().collect())]
}

/// The article in `text`, which becomes its canonical text as it is.
pub(in crate::read) fn article(text: String, origin: &Origin) -> Article {
    told_article(text, origin).0
}

/// The article, and what its dates leave open or tell.
fn told_article(text: String, origin: &Origin) -> (Article, Vec<Warning>) {
    let Layout { paragraphs, facts } = lay_out(&text, false);
    let article = Article {
        id: article_id(origin),
        origin: origin.clone(),
        headline: facts.headline.unwrap_or_default(),
        authors: facts.authors,
        published: facts.published,
        updated: facts.updated,
        section: facts.section,
        source: facts.source,
        place: facts.place,
        language: facts.language.or_else(|| super::stopwords::language(&text)),
        captured: None,
        url: facts.url,
        slug: None,
        subjects: Vec::new(),
        warnings: Vec::new(),
        text,
        paragraphs,
    };
    (article, facts.told)
}

#[cfg(test)]
mod tests;
