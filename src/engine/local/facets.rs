//! What results are counted by: the columns of facets, their values, and how these are told.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::schema::Field as Column;

use super::collect::Facet;
use super::narrow::Selection;
use super::tally::Tally;
use super::{LocalEngine, join};
use crate::engine::{EngineError, FacetCounts, FacetName, FacetRequest, FacetValue, Sort};
use crate::index::Lookup;
use crate::query::Query;
use crate::text::fold::{fold_name, organization_keys, person_keys};

impl LocalEngine {
    /// The values of a facet with a word that begins with `prefix`, the commonest first.
    pub fn names(&self, facet: FacetName, prefix: &str) -> Result<Vec<FacetValue>, EngineError> {
        let wanted = fold_name(prefix);
        let all = self.compiler().articles(&Query::All);
        let mut values = Vec::new();
        if let Some(all) = all {
            let found = self.collect(&*all, Sort::Newest, 0, vec![facet])?;
            let counts = found.facets.into_iter().next().unwrap_or_default();
            values = counts.first(usize::MAX, &BTreeSet::new());
        }
        values.retain(|value| answers(facet, &value.value, &wanted));
        Ok(values)
    }

    /// What is counted by a facet of articles.
    pub(super) fn facet(&self, name: FacetName) -> Facet {
        Facet {
            column: column_name(name),
            rank: join::OF_ARTICLE,
            who: Arc::clone(self.who.in_articles(name)),
        }
    }

    pub(super) fn column(&self, facet: FacetName) -> Column {
        let f = self.fields();
        match facet {
            FacetName::Speaker => f.by_speaker,
            FacetName::Organization => f.by_organization,
            FacetName::Author => f.by_author,
            FacetName::Section => f.by_section,
            FacetName::Source => f.by_source,
            FacetName::Language => f.by_language,
            FacetName::Month => f.by_month,
        }
    }
}

pub(super) fn column_name(facet: FacetName) -> &'static str {
    match facet {
        FacetName::Speaker => "by_speaker",
        FacetName::Organization => "by_organization",
        FacetName::Author => "by_author",
        FacetName::Section => "by_section",
        FacetName::Source => "by_source",
        FacetName::Language => "by_language",
        FacetName::Month => "by_month",
    }
}

/// How a facet's values are found by name, and what one of them is called.
pub(super) fn lookup_of(facet: FacetName) -> Option<(Lookup, &'static str)> {
    Some(match facet {
        FacetName::Speaker => (Lookup::Speaker, "speaker"),
        FacetName::Organization => (Lookup::Organization, "organization"),
        FacetName::Author => (Lookup::Author, "author"),
        FacetName::Section => (Lookup::Section, "section"),
        FacetName::Source => (Lookup::Source, "source"),
        FacetName::Language => (Lookup::Language, "language"),
        FacetName::Month => return None,
    })
}

/// Whether one of the names `value` answers to has a word that begins so.
fn answers(facet: FacetName, value: &str, prefix: &str) -> bool {
    let keys = match facet {
        FacetName::Speaker | FacetName::Author => person_keys(value),
        FacetName::Organization => organization_keys(value),
        _ => vec![fold_name(value)],
    };
    prefix.is_empty()
        || keys
            .iter()
            .any(|key| key.starts_with(prefix) || key.split(' ').any(|word| word.starts_with(prefix)))
}

pub(super) fn counted(request: FacetRequest, counts: &Tally, selections: &[Selection]) -> FacetCounts {
    let none = BTreeSet::new();
    let selected = selections.iter().find(|s| s.facet == request.name).map_or(&none, |s| &s.chosen.shown);
    let values = counts.first(request.limit, selected);
    FacetCounts { name: request.name, values, distinct: counts.distinct() }
}
