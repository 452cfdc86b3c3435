//! Filters: whom they choose in this archive, and the query narrowed by them.

use std::sync::Arc;

use tantivy::query::{BooleanQuery, Occur, Query as Compiled};

use super::combine::unscored;
use super::facet_columns::lookup_of;
use super::{LocalEngine, join, names, who};
use crate::engine::{FacetName, Request};
use crate::index::{Chosen, IndexError};
use crate::query::Filters;
use crate::text::fold::without_honorific;

/// A filter that was asked for, as the values of this archive.
pub(super) struct Selection {
    pub(super) facet: FacetName,
    pub(super) chosen: Chosen,
}

impl LocalEngine {
    /// The filters as values of this archive; names it does not know are noted.
    pub(super) fn selections(
        &self,
        filters: &Filters,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Selection>, IndexError> {
        let mut out = Vec::new();
        for (facet, typed) in [
            (FacetName::Speaker, &filters.speakers),
            (FacetName::Organization, &filters.organizations),
            (FacetName::Author, &filters.authors),
            (FacetName::Section, &filters.sections),
            (FacetName::Source, &filters.sources),
            (FacetName::Language, &filters.languages),
        ] {
            let Some((lookup, called)) = lookup_of(facet).filter(|_| !typed.is_empty()) else { continue };
            let mut all = Chosen::default();
            for name in typed {
                let values = |name: &str| names::values(&self.searcher, self.fields(), lookup, name);
                let mut found = values(name)?;
                if found.is_empty()
                    && let Some(bare) = without_honorific(name)
                {
                    found = values(bare)?;
                }
                let chosen = self.who.in_articles(facet).meanings().chosen(name, found);
                if chosen.shown.is_empty() {
                    let alike = names::suggestions(&self.searcher, self.fields(), lookup, name)?;
                    notes.push(unknown(called, name, &alike));
                }
                all.add(chosen);
            }
            out.push(Selection { facet, chosen: all });
        }
        Ok(out)
    }

    /// The query and everything that narrows it, the choices of some facets left out.
    pub(super) fn narrowed(
        &self,
        query: &dyn Compiled,
        request: &Request,
        selections: &[Selection],
        left_out: &[FacetName],
    ) -> Result<Box<dyn Compiled>, IndexError> {
        let mut clauses = vec![(Occur::Must, query.box_clone())];
        for selection in selections.iter().filter(|selection| !left_out.contains(&selection.facet)) {
            clauses.push((
                Occur::Must,
                who::chosen(self.column(selection.facet), join::Of::Articles, &selection.chosen),
            ));
        }
        let (from, to) = (request.filters.from.as_ref(), request.filters.to.as_ref());
        if from.is_some() || to.is_some() {
            let compiler = self.compiler();
            clauses.push((Occur::Must, compiler.published(from, to)));
        }
        if request.filters.min_confidence > 0.0 {
            clauses.push((Occur::Must, self.with_sure_statement(request, selections, left_out)?));
        }
        // A query by itself is gone through more directly.
        Ok(if clauses.len() == 1 { query.box_clone() } else { Box::new(BooleanQuery::new(clauses)) })
    }

    /// Articles with a statement of the confidence asked for, by those who are filtered by.
    fn with_sure_statement(
        &self,
        request: &Request,
        selections: &[Selection],
        left_out: &[FacetName],
    ) -> Result<Box<dyn Compiled>, IndexError> {
        let mut clauses = vec![(Occur::Must, self.sure(request.filters.min_confidence))];
        for selection in selections.iter().filter(|selection| !left_out.contains(&selection.facet)) {
            let column = match selection.facet {
                FacetName::Speaker => self.fields().said_by,
                FacetName::Organization => self.fields().said_for,
                _ => continue,
            };
            clauses.push((Occur::Must, who::chosen(column, join::Of::Statements, &selection.chosen)));
        }
        let said = BooleanQuery::new(clauses);
        let articles = join::ranks(&self.searcher, &said, join::Of::Statements)?;
        Ok(unscored(join::among(join::Of::Articles, Arc::new(articles))))
    }
}

fn unknown(called: &str, name: &str, alike: &[String]) -> String {
    if alike.is_empty() {
        return format!("no such {called}: {name:?}");
    }
    let quoted: Vec<String> = alike.iter().map(|value| format!("{value:?}")).collect();
    format!("no such {called}: {name:?}; did you mean {}?", quoted.join(" or "))
}
