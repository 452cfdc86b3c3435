//! One facet inside another: for each of the commonest values of the first, those of the second.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tantivy::query::{EnableScoring, Query as Compiled};

use super::choice::Choice;
use super::combine::{both, unscored};
use super::counts::{chosen_statements, without};
use super::join::{Of, RANK, Told, among, ranks};
use super::narrow::Selection;
use super::tally::{Facet, Tally};
use super::{LocalEngine, who};
use crate::engine::{
    EngineError, FacetName, FacetRequest, Pivot, PivotCounts, PivotValue, Request, Sort, StatementRequest,
};
use crate::index::{Chosen, IndexError};
use crate::model::ArticleId;

impl LocalEngine {
    /// Counts the statements that answer by one facet inside another.
    pub fn statement_pivot(
        &self,
        request: &StatementRequest,
        pivot: Pivot,
    ) -> Result<PivotCounts, EngineError> {
        let wider = without(request, &[pivot.outer.name, pivot.inner.name]);
        let outer = without(request, &[pivot.outer.name]);
        let (Some(wider), Some(outer)) =
            (self.statement_query(&wider, &mut Vec::new())?, self.statement_query(&outer, &mut Vec::new())?)
        else {
            return Ok(nothing(pivot));
        };
        let counts = self.statements_by(&*outer, pivot.outer.name)?;
        let selections = self.selections(&request.filters, &mut Vec::new())?;
        let chosen = chosen_statements(request, &selections, pivot.outer.name);
        let inside = chosen_statements(request, &selections, pivot.inner.name);
        let found = self.pivoted(pivot, counts, (&chosen, &inside), |value| {
            let theirs = self.of_value(pivot.outer.name, value)?;
            self.statements_by(&*both(&*wider, theirs), pivot.inner.name)
        });
        Ok(found?)
    }

    /// Counts the articles that answer by one facet inside another.
    pub(super) fn pivot_articles(
        &self,
        query: &dyn Compiled,
        request: &Request,
        selections: &[Selection],
        pivot: Pivot,
    ) -> Result<PivotCounts, IndexError> {
        let (first, second) = (pivot.outer.name, pivot.inner.name);
        let wider = self.narrowed(query, request, selections, &[first, second])?;
        let outer = self.narrowed(query, request, selections, &[first])?;
        let counts = self.articles_by(&*outer, first)?;
        let articles = ranks(&self.searcher, &*wider, Of::Articles)?;
        let said_there = unscored(among(Of::Statements, Arc::new(articles)));
        let (chosen, inside) = (Choice::of(selections, first), Choice::of(selections, second));
        self.pivoted(pivot, counts, (&chosen, &inside), |value| {
            let stands_for = self.who.in_articles(first).stands_for(value);
            match (self.said_column(first), self.said_facet(second)) {
                (Some(column), Some(facet)) => {
                    let theirs = who::chosen(column, Of::Statements, &stands_for);
                    self.articles_of_statements(&*both(&*said_there, theirs), second, &facet)
                }
                _ => {
                    let theirs = who::chosen(self.column(first), Of::Articles, &stands_for);
                    self.articles_by(&*both(&*wider, theirs), second)
                }
            }
        })
    }

    /// Puts what `inside` counts for each of the commonest values beside it.
    fn pivoted(
        &self,
        pivot: Pivot,
        counts: Tally,
        choices: (&Choice<'_>, &Choice<'_>),
        mut inside: impl FnMut(&str) -> Result<Tally, IndexError>,
    ) -> Result<PivotCounts, IndexError> {
        let mut out = PivotCounts { distinct: counts.distinct(), ..nothing(pivot) };
        for value in counts.first(pivot.outer.limit, choices.0) {
            let inner = self.told(pivot.inner, &inside(&value.value)?, None, choices.1)?;
            out.values.push(PivotValue {
                value: self.printed(pivot.outer.name, &value.value)?,
                count: value.count,
                selected: value.selected,
                distinct: inner.distinct,
                values: inner.values,
            });
        }
        Ok(out)
    }

    /// The statements that a value of a facet stands for.
    pub(super) fn of_value(&self, facet: FacetName, value: &str) -> Result<Box<dyn Compiled>, IndexError> {
        if let Some(column) = self.said_column(facet) {
            let chosen: Chosen = self.who.in_statements(facet).stands_for(value);
            return Ok(who::chosen(column, Of::Statements, &chosen));
        }
        let chosen = self.who.in_articles(facet).stands_for(value);
        let articles =
            ranks(&self.searcher, &*who::chosen(self.column(facet), Of::Articles, &chosen), Of::Articles)?;
        Ok(unscored(among(Of::Statements, Arc::new(articles))))
    }

    pub(super) fn articles_by(&self, query: &dyn Compiled, facet: FacetName) -> Result<Tally, IndexError> {
        let found = self.collect(query, Sort::Newest, 0, vec![facet])?;
        Ok(found.facets.into_iter().next().unwrap_or_default())
    }

    /// The articles of the statements that match, by a value of the statements, each article once for each.
    fn articles_of_statements(
        &self,
        query: &dyn Compiled,
        name: FacetName,
        facet: &Facet,
    ) -> Result<Tally, IndexError> {
        let meanings = self.who.in_articles(name).meanings();
        let mut met: BTreeSet<(String, u64)> = BTreeSet::new();
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let Some(values) = segment.fast_fields().str(facet.column.name)? else { continue };
            let articles = Told::<u64>::open(segment, RANK, facet.column.of)?;
            let mut pairs: BTreeSet<(u64, u64)> = BTreeSet::new();
            weight.for_each_no_score(segment, &mut |documents| {
                for document in documents {
                    let alive = segment.alive_bitset().is_none_or(|alive| alive.is_alive(*document));
                    if let Some(rank) = articles.first(*document).filter(|_| alive) {
                        pairs.extend(values.term_ords(*document).map(|ordinal| (ordinal, rank)));
                    }
                }
            })?;
            let mut value = String::new();
            for (ordinal, rank) in pairs {
                value.clear();
                values.ord_to_str(ordinal, &mut value).map_err(tantivy::TantivyError::from)?;
                let article = ArticleId(format!("{rank:016x}"));
                met.insert((meanings.shown_in(&value, &article).to_owned(), rank));
            }
        }
        let mut out: BTreeMap<String, u64> = BTreeMap::new();
        for (value, _) in met {
            *out.entry(value).or_default() += 1;
        }
        Ok(Tally::of_values(&out))
    }
}

fn nothing(pivot: Pivot) -> PivotCounts {
    let Pivot { outer: FacetRequest { name: outer, .. }, inner: FacetRequest { name: inner, .. } } = pivot;
    PivotCounts { outer, inner, distinct: 0, values: Vec::new() }
}
