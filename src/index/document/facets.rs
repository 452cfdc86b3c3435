//! What an article is counted by, and the names its values answer to.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::lookup::Lookup;
use super::names::{aliases_of, organizations, unique};
use crate::index::schema::Fields;
use crate::model::{Entity, EntityKind, Record};
use crate::text::fold::fold_name;

pub(super) fn add_facets(doc: &mut TantivyDocument, record: &Record, on_record: &[&Entity], fields: &Fields) {
    let article = &record.article;
    let mut facet = Facets { doc, lookup: fields.lookup };
    for entity in on_record.iter().filter(|e| e.kind != EntityKind::Group) {
        facet.add(fields.by_speaker, Lookup::Speaker, &entity.name);
        for alias in &entity.aliases {
            facet.answers_to(Lookup::Speaker, alias, &entity.name);
        }
    }
    for entity in record.annotations.entities.iter().filter(|e| e.kind == EntityKind::Person) {
        facet.answers_to_keys(Lookup::Person, &entity.name);
        for alias in &entity.aliases {
            facet.answers_to(Lookup::Person, alias, &entity.name);
        }
    }
    for name in organizations(on_record, &record.annotations, false) {
        facet.add(fields.by_organization, Lookup::Organization, name);
        for alias in aliases_of(&record.annotations, name) {
            facet.answers_to(Lookup::Organization, alias, name);
        }
    }
    for author in &article.authors {
        facet.add(fields.by_author, Lookup::Author, &author.name);
    }
    for (field, lookup, value) in [
        (fields.by_section, Lookup::Section, &article.section),
        (fields.by_source, Lookup::Source, &article.source),
        (fields.by_language, Lookup::Language, &article.language),
    ] {
        if let Some(value) = value {
            facet.add(field, lookup, value);
        }
    }
    for role in unique(on_record.iter().filter_map(|entity| entity.role.as_deref())) {
        facet.add_folded(fields.by_role, Lookup::Role, role);
    }
    if let Some(month) = article.published.and_then(|date| date.month()) {
        doc.add_text(fields.by_month, month);
    }
    for kind in unique(record.annotations.statements.iter().map(|said| said.kind.as_str())) {
        doc.add_text(fields.by_kind, kind);
    }
}

struct Facets<'d> {
    doc: &'d mut TantivyDocument,
    lookup: Field,
}

impl Facets<'_> {
    /// Adds a value once, with every key it answers to.
    fn add(&mut self, field: Field, lookup: Lookup, value: &str) {
        use tantivy::schema::Value as _;
        let value = value.trim();
        if value.is_empty() || self.doc.get_all(field).any(|known| known.as_str() == Some(value)) {
            return;
        }
        self.doc.add_text(field, value);
        for key in lookup.keys(value) {
            self.doc.add_text(self.lookup, lookup.term(&key, value));
        }
    }

    /// Adds a value by its folded form, once, with how it is printed here: "Minister" and "minister" are one.
    fn add_folded(&mut self, field: Field, lookup: Lookup, value: &str) {
        use tantivy::schema::Value as _;
        let key = fold_name(value);
        if key.is_empty() {
            return;
        }
        self.doc.add_text(self.lookup, lookup.term(&key, value.trim()));
        if !self.doc.get_all(field).any(|known| known.as_str() == Some(key.as_str())) {
            self.doc.add_text(field, key);
        }
    }

    /// Adds every key of a name that is no facet's value.
    fn answers_to_keys(&mut self, lookup: Lookup, name: &str) {
        for key in lookup.keys(name) {
            self.doc.add_text(self.lookup, lookup.term(&key, name.trim()));
        }
    }

    fn answers_to(&mut self, lookup: Lookup, alias: &str, value: &str) {
        let key = fold_name(alias);
        let bare = key.strip_prefix("the ").unwrap_or(&key);
        for key in [key.as_str(), bare] {
            if !key.is_empty() {
                self.doc.add_text(self.lookup, lookup.term(key, value.trim()));
            }
        }
    }
}
