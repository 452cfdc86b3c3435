//! Statements counted by what they have, and by what their articles have.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::Query as Compiled;

use super::LocalEngine;
use super::choice::Choice;
use super::combine::both;
use super::facet_columns::{article_column, statement_column};
use super::facets::has_value;
use super::join::{Of, among, ranks};
use super::narrow::Selection;
use super::statistics::documents_with;
use super::tally::Tally;
use crate::engine::{EngineError, FacetCounts, FacetName, FacetRequest, FacetValue, StatementRequest};
use crate::index::IndexError;
use crate::index::analysis::{exact_tokens, related_tokens};

impl LocalEngine {
    /// Counts the statements that answer by each of these, over the whole result; what a facet itself is
    /// filtered by is left out of its own counts.
    pub fn statement_facets(
        &self,
        request: &StatementRequest,
        facets: &[FacetRequest],
    ) -> Result<Vec<FacetCounts>, EngineError> {
        let mut out = Vec::with_capacity(facets.len());
        let selections = self.selections(&request.filters, &mut Vec::new())?;
        // Of facets that nothing is filtered by, the whole result is one.
        let mut whole = None;
        for facet in facets {
            let wider = without(request, &[facet.name]);
            let is_whole = wider == *request;
            let (mut counts, mut lacking) = (Tally::default(), 0);
            if let Some(query) = self.statement_query(&wider, &mut Vec::new())? {
                counts = self.statements_by(&*query, facet.name)?;
                let all = match whole.filter(|_| is_whole) {
                    Some(all) => all,
                    None => self.searcher.search(&*query, &Count).map_err(IndexError::from)? as u64,
                };
                whole = whole.or(Some(all).filter(|_| is_whole));
                lacking = all.saturating_sub(self.statements_valued(&*query, facet.name, &counts)?);
            }
            let choice = chosen_statements(request, &selections, facet.name);
            out.push(self.told(*facet, &counts, Some(lacking), &choice)?);
        }
        Ok(out)
    }

    /// How many of the statements that match have a value of the facet.
    fn statements_valued(
        &self,
        query: &dyn Compiled,
        facet: FacetName,
        counts: &Tally,
    ) -> Result<u64, IndexError> {
        Ok(match facet {
            FacetName::Speaker | FacetName::Organization | FacetName::Role => {
                let has = statement_column(facet).map(|column| has_value(&column));
                has.map_or(Ok(0), |has| self.searcher.search(&both(query, has), &Count))? as u64
            }
            FacetName::Author => {
                let signed = ranks(&self.searcher, &*has_value(&article_column(facet)), Of::Articles)?;
                let there = among(Of::Statements, Arc::new(signed));
                self.searcher.search(&both(query, there), &Count)? as u64
            }
            FacetName::Kind
            | FacetName::Section
            | FacetName::Source
            | FacetName::Language
            | FacetName::Month => counts.sum(),
        })
    }

    /// Everybody on record in the articles that hold a statement that answers, by articles.
    pub fn speakers_beside(&self, request: &StatementRequest) -> Result<Vec<FacetValue>, EngineError> {
        let Some(query) = self.statement_query(request, &mut Vec::new())? else { return Ok(Vec::new()) };
        let articles = ranks(&self.searcher, &*query, Of::Statements).map_err(IndexError::from)?;
        let there = among(Of::Articles, Arc::new(articles));
        let counts = self.articles_by(&*there, FacetName::Speaker)?;
        Ok(counts.first(usize::MAX, &Choice::None))
    }

    /// In how many statements of the archive each of these words stands, as it is, case and accents apart.
    pub fn statements_with(&self, words: &BTreeSet<String>) -> Result<BTreeMap<String, u64>, EngineError> {
        let mut out = BTreeMap::new();
        for word in words {
            if let [token] = exact_tokens(word).as_slice() {
                let term = Term::from_field_text(self.fields().said, token);
                let count = documents_with(&self.searcher, &term).map_err(IndexError::from)?;
                out.insert(word.clone(), count);
            }
        }
        Ok(out)
    }
}

/// The values of a facet by which a statement request filters.
pub(super) fn chosen_statements<'r>(
    request: &'r StatementRequest,
    selections: &'r [Selection],
    facet: FacetName,
) -> Choice<'r> {
    match facet {
        FacetName::Kind if !request.kinds.is_empty() => {
            Choice::Names(request.kinds.iter().map(|kind| kind.as_str()).collect())
        }
        FacetName::Role if !request.roles.is_empty() => {
            Choice::Such(Box::new(|value| request.roles.iter().any(|role| does(value, role))))
        }
        _ => Choice::of(selections, facet),
    }
}

/// The request without what it filters by these facets.
pub(super) fn without(request: &StatementRequest, facets: &[FacetName]) -> StatementRequest {
    let mut out = request.clone();
    for facet in facets {
        match facet {
            FacetName::Speaker => out.filters.speakers.clear(),
            FacetName::Organization => out.filters.organizations.clear(),
            FacetName::Author => out.filters.authors.clear(),
            FacetName::Section => out.filters.sections.clear(),
            FacetName::Source => out.filters.sources.clear(),
            FacetName::Language => out.filters.languages.clear(),
            FacetName::Role => out.roles.clear(),
            FacetName::Kind => out.kinds.clear(),
            // A stretch of time is no choice among months.
            FacetName::Month => {}
        }
    }
    out
}

/// Whether somebody with this role is who `--role` asks for: one word in any form, several as they stand.
fn does(role: &str, asked: &str) -> bool {
    let (role, asked) = (exact_tokens(role), exact_tokens(asked));
    match asked.as_slice() {
        [] => false,
        [word] => {
            let forms = related_tokens(word);
            role.iter().any(|own| own == word || related_tokens(own).iter().any(|form| forms.contains(form)))
        }
        words => role.windows(words.len()).any(|window| window == words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_meant_by_one_of_its_words_in_any_form_or_by_several_in_order() {
        for (asked, want) in [
            ("lecturers", true),
            ("Senior Lecturer", true),
            ("lecturer senior", false),
            ("lecture hall", false),
            ("", false),
        ] {
            assert_eq!(does("senior lecturer in law", asked), want, "{asked}");
        }
    }
}
