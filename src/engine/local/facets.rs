//! What results are counted by: the columns of facets, their values, and how these are told.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{ExistsQuery, Query as Compiled};
use tantivy::schema::Field as Column;

use super::choice::Choice;
use super::combine::unscored;
use super::facet_columns::article_column;
use super::statistics::documents_with;
use super::tally::{Counting, Facet, Tally};
use super::{LocalEngine, names};
use crate::engine::{EngineError, FacetCounts, FacetName, FacetRequest, FacetValue, Request};
use crate::index::{Counted, IndexError, Lookup};
use crate::text::fold::{fold_name, organization_keys, person_keys};

/// So many values of a facet at most are found without counting all.
const FEW: usize = 200;

impl LocalEngine {
    /// The values of a facet with a name that holds `part`, the commonest first.
    pub fn names(&self, facet: FacetName, part: &str) -> Result<Vec<FacetValue>, EngineError> {
        Ok(self.names_in(facet, part, &Request::default())?.0)
    }

    /// The same, counted over what answers `request`, its own choice of the facet left out; and what the
    /// reader should know. Names with a word that begins so come before those that hold it inside one.
    pub fn names_in(
        &self,
        facet: FacetName,
        part: &str,
        request: &Request,
    ) -> Result<(Vec<FacetValue>, Vec<String>), EngineError> {
        let every = FacetRequest { name: facet, limit: usize::MAX };
        let asked =
            Request { facets: vec![every], pivots: Vec::new(), limit: 0, offset: 0, ..request.clone() };
        let page = self.answer(&asked)?;
        let wanted = fold_name(part);
        let meanings = self.who.in_articles(facet).meanings();
        let place = |value: &FacetValue| {
            std::iter::once(value.value.as_str())
                .chain(meanings.spellings(&value.value))
                .filter_map(|name| found_in(facet, name, &wanted))
                .min()
        };
        let values = page.facets.into_iter().next().map_or_else(Vec::new, |counts| counts.values);
        let mut found: Vec<(Found, FacetValue)> =
            values.into_iter().filter_map(|value| Some((place(&value)?, value))).collect();
        // Sorted by count already, and the sort keeps that.
        found.sort_by_key(|(place, _)| *place);
        Ok((found.into_iter().map(|(_, value)| value).collect(), page.notes))
    }

    /// What is counted by a facet of articles.
    pub(super) fn facet(&self, name: FacetName) -> Facet {
        Facet { column: article_column(name), who: Arc::clone(self.who.in_articles(name)) }
    }

    /// Counts of a facet of articles, none so far.
    pub(super) fn counting(&self, name: FacetName) -> Counting {
        Counting::of(self.facet(name))
    }

    /// Counts of the first values of a facet of articles, none so far.
    pub(super) fn counting_first(&self, facet: &FacetRequest) -> Result<Counting, IndexError> {
        let counting = self.counting(facet.name);
        if facet.limit > FEW {
            return Ok(counting);
        }
        Ok(counting.first(facet.limit, self.searcher.segment_readers())?)
    }

    /// As many of the counted values as were asked for, as they are shown.
    pub(super) fn told(
        &self,
        request: FacetRequest,
        counts: &Tally,
        without: Option<u64>,
        choice: &Choice<'_>,
    ) -> Result<FacetCounts, IndexError> {
        let (mut values, distinct) = (counts.first(request.limit, choice), counts.distinct());
        for value in &mut values {
            value.value = self.printed(request.name, &value.value)?;
        }
        Ok(FacetCounts { name: request.name, values, distinct, without })
    }

    /// A value as it is shown: what is counted folded, as most articles print it.
    pub(super) fn printed(&self, facet: FacetName, value: &str) -> Result<String, IndexError> {
        if facet != FacetName::Role {
            return Ok(value.to_owned());
        }
        let mut spellings = BTreeSet::new();
        let key = Lookup::Role.key_prefix(value);
        names::walk(&self.searcher, self.fields(), &key, |_, term| {
            spellings.insert(term.to_owned());
            Ok(())
        })?;
        let mut best: Option<(u64, &str)> = None;
        for term in &spellings {
            let count = documents_with(&self.searcher, &Term::from_field_text(self.fields().lookup, term))?;
            let Some((_, spelling)) = Lookup::Role.split(term) else { continue };
            if count > best.map_or(0, |(most, _)| most) {
                best = Some((count, spelling));
            }
        }
        Ok(best.map_or(value, |(_, spelling)| spelling).to_owned())
    }

    /// The column of statements that holds the values of a facet, where statements have some of their own.
    pub(super) fn said_column(&self, facet: FacetName) -> Option<Column> {
        let f = self.fields();
        Some(match facet {
            FacetName::Speaker => f.said_by,
            FacetName::Organization => f.said_for,
            FacetName::Role => f.said_as,
            FacetName::Kind => f.said_kind,
            _ => return None,
        })
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
            FacetName::Role => f.by_role,
            FacetName::Kind => f.by_kind,
        }
    }
}

/// Where in a name what was looked for stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    /// A word begins so.
    Begins,
    /// It stands inside a word.
    Inside,
}

/// Where `part` stands in one of the forms that `value` answers to.
fn found_in(facet: FacetName, value: &str, part: &str) -> Option<Found> {
    let keys = match facet {
        FacetName::Speaker | FacetName::Author => person_keys(value),
        FacetName::Organization => organization_keys(value),
        _ => vec![fold_name(value)],
    };
    let begins = |key: &String| key.starts_with(part) || key.split(' ').any(|word| word.starts_with(part));
    if keys.iter().any(begins) {
        return Some(Found::Begins);
    }
    keys.iter().any(|key| key.contains(part)).then_some(Found::Inside)
}

/// Every document with a value in the column.
pub(super) fn has_value(column: &Counted) -> Box<dyn Compiled> {
    unscored(Box::new(ExistsQuery::new(column.name.to_owned(), false)))
}
