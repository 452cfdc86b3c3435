//! Texts as they are given to the tokenizer: parts with a gap after each, in their language.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::index::languages::{Language, marked};
use crate::index::marks::PART_END;
use crate::model::Record;

/// The language whose stems an article's words have, where they are not English.
pub(super) fn language_of(record: &Record) -> Option<Language> {
    let language = record.article.language.as_deref().and_then(Language::of);
    if let Some(language) = language {
        language.meet();
    }
    language
}

/// Adds the parts as one value with a gap after each; gives their bytes.
pub(super) fn add_parts<'a>(
    doc: &mut TantivyDocument,
    field: Field,
    parts: impl IntoIterator<Item = &'a str>,
) -> u64 {
    add_words(doc, field, None, parts)
}

/// Adds parts whose words have stems in `language`.
pub(super) fn add_words<'a>(
    doc: &mut TantivyDocument,
    field: Field,
    language: Option<Language>,
    parts: impl IntoIterator<Item = &'a str>,
) -> u64 {
    let mut value = marked(language);
    let mark = value.len();
    for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
        if value.len() > mark {
            value.push(PART_END);
        }
        value.push_str(part);
    }
    let length = (value.len() - mark) as u64;
    if length > 0 {
        doc.add_text(field, value);
    }
    length
}

/// Notes which of these columns hold something.
pub(super) fn add_present(doc: &mut TantivyDocument, has: Field, columns: &[(&'static str, Field)]) {
    for (name, column) in columns {
        if doc.get_first(*column).is_some() {
            doc.add_text(has, name);
        }
    }
}

/// The bytes that [`add_words`] would tell of these parts.
pub(super) fn length_of<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let lengths = parts.into_iter().filter(|part| !part.trim().is_empty()).map(|part| part.len() + 1);
    lengths.sum::<usize>().saturating_sub(1) as u64
}
