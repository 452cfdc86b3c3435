//! Documents that are zip archives of XML: DOCX, ODT and EPUB.
//!
//! What a document prints comes first: its own byline and date are the newsroom's, while its properties
//! often name the machine it was typed on and the day it was saved.

pub(super) mod docx;
pub(super) mod epub;
pub(super) mod odt;
pub(super) mod part;
mod xml;

use serde_json::json;

use crate::model::Origin;
use crate::read::byline::authors;
use crate::read::date;
use crate::read::language_tag::primary_language;
use crate::read::map::FieldMap;
use crate::read::report::{Read, Reason};

use super::record;
use part::Part;

/// What a document says of itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) created: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) language: Option<String>,
    pub(super) publisher: Option<String>,
}

/// Names that programs put where an author should stand.
const NOBODY: &[&str] =
    &["microsoft office user", "user", "admin", "administrator", "unknown", "python-docx", "author"];

/// The article of a document whose paragraphs are these; `title` is the one set as such.
pub(super) fn article(
    title: Option<String>,
    paragraphs: &[Part],
    about: Properties,
    origin: &Origin,
) -> Read {
    let body = paragraphs.iter().map(|part| part.words.as_str()).collect::<Vec<_>>().join("\n\n");
    if body.trim().is_empty() {
        return Read::rejected(origin.clone(), Reason::NoText);
    }
    let title = title.or(about.title).filter(|title| !title.trim().is_empty());
    let mut read = record::read(
        &json!({ "headline": title.unwrap_or_default(), "body": body }),
        &FieldMap::default(),
        origin,
    );
    if let Ok(article) = &mut read.article {
        part::apply(article, paragraphs);
        let known = |author: &String| !NOBODY.contains(&author.trim().to_lowercase().as_str());
        if article.authors.is_empty() {
            article.authors = about.author.filter(known).map(|line| authors(&line)).unwrap_or_default();
        }
        let dated = |text: Option<String>| text.as_deref().and_then(date::parse);
        article.published = article.published.or(dated(about.created));
        article.updated = article.updated.or(dated(about.modified).filter(|d| Some(*d) != article.published));
        article.source = article.source.take().or(about.publisher);
        article.language = about.language.as_deref().and_then(primary_language).or(article.language.take());
    }
    read
}
