//! In which columns of the index a field stands, and how much each weighs.

use tantivy::schema::Field as Column;

use super::join::Way;
use crate::index::Fields;
use crate::query::Field;

/// The kind of documents a query is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Articles.
    Articles,
    /// Statements.
    Statements(Bare),
}

/// What words without a field mean of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// The words said.
    Words,
    /// Whoever says them.
    Speaker,
    /// Whom they name.
    People,
}

/// Where a field stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    /// In these columns of the documents themselves, each with its weight.
    Here(Vec<(Column, f32)>),
    /// In those of the other kind.
    Joined(Vec<(Column, f32)>, Way),
}

/// Where `field` stands for documents of this kind.
pub(super) fn of(f: &Fields, field: Option<Field>, space: Space) -> Place {
    match space {
        // What only statements keep.
        Space::Articles if field == Some(Field::Kind) => Place::Joined(vec![(f.said_kind, 1.0)], Way::Up),
        Space::Articles if field == Some(Field::Quote) => Place::Joined(vec![(f.said, 1.0)], Way::Up),
        Space::Articles => Place::Here(of_article(f, field)),
        Space::Statements(bare) => match of_statement(f, field, bare) {
            Some(column) => Place::Here(vec![(column, 1.0)]),
            None => Place::Joined(of_article(f, field), Way::Down),
        },
    }
}

/// Whether names stand in the field, each with whatever spelling.
pub(super) fn holds_names(field: Option<Field>) -> bool {
    !matches!(
        field,
        Some(Field::Place | Field::Section | Field::Source | Field::Lang | Field::Path | Field::Kind)
    )
}

/// The fields in which a word without one is looked for, and how much each weighs.
pub(in crate::engine::local) const EVERYWHERE: [(Field, f32); 7] = [
    (Field::Headline, 3.0),
    (Field::Lead, 1.3),
    (Field::Body, 1.0),
    (Field::Caption, 0.6),
    (Field::Author, 1.5),
    (Field::Speaker, 1.5),
    (Field::Org, 1.2),
];

/// Where a word is looked for in an article, and how much each place weighs.
fn of_article(f: &Fields, field: Option<Field>) -> Vec<(Column, f32)> {
    match field {
        None => EVERYWHERE.iter().map(|(field, weight)| (column(f, *field), *weight)).collect(),
        Some(field) => vec![(column(f, field), 1.0)],
    }
}

/// Where a field of an article stands.
pub(in crate::engine::local) fn column(f: &Fields, field: Field) -> Column {
    match field {
        Field::Headline => f.headline,
        Field::Lead => f.lead,
        Field::Body => f.body,
        Field::Caption => f.captions,
        Field::Author => f.author,
        Field::Speaker => f.speakers,
        Field::Org => f.organizations,
        Field::Role => f.roles,
        Field::Quote => f.said,
        Field::People => f.people,
        Field::Place => f.place,
        Field::Section => f.section,
        Field::Source => f.source,
        Field::Lang => f.language,
        Field::Path => f.path,
        Field::Kind => f.said_kind,
    }
}

fn of_statement(f: &Fields, field: Option<Field>, bare: Bare) -> Option<Column> {
    Some(match field {
        None => match bare {
            Bare::Words => f.said,
            Bare::Speaker => f.said_speaker,
            Bare::People => f.said_people,
        },
        Some(Field::Quote) => f.said,
        Some(Field::Speaker) => f.said_speaker,
        Some(Field::Org) => f.said_organization,
        Some(Field::Role) => f.said_role,
        Some(Field::People) => f.said_people,
        Some(Field::Kind) => f.said_kind,
        Some(_) => return None,
    })
}
