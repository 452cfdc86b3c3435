//! The document of an article.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::facets::add_facets;
use super::names::{names, organizations, speaker_names, speakers, unique};
use super::words::{add_parts, add_present, add_words, language_of, length_of};
use super::{Lengths, rank_of};
use crate::index::packed::{PackError, pack};
use crate::index::schema::{ARTICLE, Fields};
use crate::model::{EntityKind, Record};

pub(super) fn article_document(
    record: &Record,
    file: &str,
    fields: &Fields,
    lengths: &mut Lengths,
) -> Result<TantivyDocument, PackError> {
    let article = &record.article;
    let text = &article.text;
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.kind, ARTICLE);
    doc.add_text(fields.file, file);
    doc.add_text(fields.article, &article.id.0);
    doc.add_u64(fields.rank, rank_of(&article.id.0));
    doc.add_bytes(fields.record, &pack(record)?);

    let language = language_of(record);
    lengths.headline += add_words(&mut doc, fields.headline, language, [article.headline.as_str()]);
    add_words(&mut doc, fields.lead, language, article.lead());
    lengths.body += add_words(&mut doc, fields.body, language, article.story().map(|p| p.span.of(text)));
    add_words(&mut doc, fields.captions, language, article.captions());
    add_parts(&mut doc, fields.author, article.authors.iter().map(|a| a.name.as_str()));
    add_parts(&mut doc, fields.section, article.section.as_deref());
    add_parts(&mut doc, fields.source, article.source.as_deref());
    add_parts(&mut doc, fields.language, article.language.as_deref());
    add_parts(&mut doc, fields.place, article.place.as_deref());
    add_parts(&mut doc, fields.path, [article.origin.path.as_str()]);
    if let Some(published) = article.published {
        doc.add_i64(fields.published, published.earliest());
        doc.add_u64(fields.printed, published.printed_day());
    }

    let annotations = &record.annotations;
    let statements = &annotations.statements;
    // The words said stand in the statements' own documents.
    lengths.quotes += length_of(statements.iter().map(|s| s.span.of(text)));
    let on_record = speakers(annotations);
    let said_by = statements.iter().flat_map(|s| speaker_names(record, s));
    add_parts(&mut doc, fields.speakers, unique(said_by));
    add_parts(&mut doc, fields.organizations, organizations(&on_record, annotations, true));
    add_parts(&mut doc, fields.roles, unique(on_record.iter().filter_map(|e| e.role.as_deref())));
    let people = annotations.entities.iter().filter(|e| e.kind == EntityKind::Person);
    add_parts(&mut doc, fields.people, unique(people.flat_map(names)));
    add_facets(&mut doc, record, &on_record, fields);
    add_present(&mut doc, fields.has, &article_columns(fields));
    if !statements.is_empty() {
        doc.add_text(fields.has, "kind");
    }
    if statements.iter().any(|statement| !statement.span.of(text).trim().is_empty()) {
        doc.add_text(fields.has, "quote");
    }
    Ok(doc)
}

/// The columns of an article by the names of the fields that a query knows.
fn article_columns(f: &Fields) -> [(&'static str, Field); 14] {
    [
        ("headline", f.headline),
        ("lead", f.lead),
        ("body", f.body),
        ("caption", f.captions),
        ("author", f.author),
        ("speaker", f.speakers),
        ("org", f.organizations),
        ("role", f.roles),
        ("people", f.people),
        ("place", f.place),
        ("section", f.section),
        ("source", f.source),
        ("lang", f.language),
        ("path", f.path),
    ]
}
