//! The document of a statement.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;

use super::names::{on_record_in, organizations, people_in, speaker_names, unique};
use super::words::{add_parts, add_present, add_words, language_of};
use crate::index::schema::{Fields, STATEMENT};
use crate::model::{Entity, Record, Statement};
use crate::text::fold::fold_name;

/// Longer statements are none the better for it: what is counted of their bytes.
const LENGTH_TOLD: u64 = 31;

/// How long a statement is, as far as that is told.
pub(in crate::index) fn said_length(statement: &Statement) -> u64 {
    u64::from(statement.span.end.saturating_sub(statement.span.start)).min(LENGTH_TOLD)
}

pub(super) fn statement_document(
    record: &Record,
    ordinal: usize,
    statement: &Statement,
    file: &str,
    fields: &Fields,
) -> TantivyDocument {
    let text = &record.article.text;
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.kind, STATEMENT);
    doc.add_text(fields.file, file);
    doc.add_u64(fields.said_ordinal, ordinal as u64);
    doc.add_u64(fields.said_length, said_length(statement));
    doc.add_u64(
        fields.said_confidence,
        (f64::from(statement.confidence.clamp(0.0, 1.0)) * 1000.0).round() as u64,
    );
    doc.add_text(fields.said_kind, statement.kind.as_str());
    add_words(&mut doc, fields.said, language_of(record), [statement.span.of(text)]);
    add_parts(&mut doc, fields.said_speaker, unique(speaker_names(record, statement)));
    add_parts(&mut doc, fields.said_people, people_in(record, statement));
    add_speakers(&mut doc, record, statement, fields);
    let columns = [
        ("speaker", fields.said_speaker),
        ("org", fields.said_organization),
        ("role", fields.said_role),
        ("people", fields.said_people),
    ];
    add_present(&mut doc, fields.said_has, &columns);
    doc
}

/// What is known of everybody who says it, each value once.
fn add_speakers(doc: &mut TantivyDocument, record: &Record, statement: &Statement, fields: &Fields) {
    let annotations = &record.annotations;
    let speakers: Vec<&Entity> = annotations.speakers_of(statement).collect();
    let roles = || unique(speakers.iter().filter_map(|speaker| speaker.role.as_deref()));
    add_parts(doc, fields.said_role, roles());
    let folded: BTreeSet<String> =
        roles().into_iter().map(fold_name).filter(|role| !role.is_empty()).collect();
    folded.into_iter().for_each(|role| doc.add_text(fields.said_as, role));
    let (names, bodies) = on_record_in(record, statement);
    names.into_iter().for_each(|name| doc.add_text(fields.said_by, name));
    bodies.into_iter().for_each(|body| doc.add_text(fields.said_for, body));
    add_parts(doc, fields.said_organization, organizations(&speakers, annotations, true));
}
