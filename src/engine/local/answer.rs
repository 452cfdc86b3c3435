//! A page of articles: found, counted, ordered, and told of.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::collector::Count;
use tantivy::query::Query as Compiled;

use super::choice::Choice;
use super::collect::{PageCollector, Ranked};
use super::combine::both;
use super::facet_columns::article_column;
use super::facets::has_value;
use super::narrow::Selection;
use super::suggest::suggestions;
use super::tally::Tally;
use super::{LocalEngine, closeness, variants};
use crate::engine::highlight::Needles;
use crate::engine::{Also, FacetCounts, FacetName, FacetRequest, Page, Request, Sort};
use crate::index::IndexError;
use crate::query::Query;

impl LocalEngine {
    pub(super) fn answer(&self, request: &Request) -> Result<Page, IndexError> {
        let mut chosen = Vec::new();
        let selections = self.selections(&request.filters, &mut chosen)?;
        let compiler = |left_out: &[FacetName]| {
            self.compiler().exact(request.exact).narrowed(is_narrowed(request, &selections, left_out))
        };
        let mut compiled = compiler(&[]);
        let query = compiled.articles(&request.query);
        let also = std::mem::take(&mut compiled.also);
        let notes = [compiled.notes, chosen].concat();
        let mut page = Page { offset: request.offset, notes, ..Page::default() };
        page.did_you_mean = suggestions(&self.searcher, self.fields(), &request.query)?;
        let Some(query) = query else {
            page.facets = self.counted(request, &BTreeMap::new(), &selections)?;
            return Ok(page);
        };
        let together_words = closeness::words(&request.query);
        let keep = match request.limit {
            0 => 0,
            limit => request.offset.saturating_add(limit).max(looked_at(request, &together_words)),
        };
        let open = |facet: FacetName| !selections.iter().any(|selection| selection.facet == facet);
        let together: Vec<&FacetRequest> = request.facets.iter().filter(|facet| open(facet.name)).collect();
        let narrowed = self.narrowed(&*query, request, &selections, &[])?;
        let folds = request.filters.fold_copies && !self.copies().is_empty();
        let folded = folds.then(|| Arc::clone(&self.folding));
        let wanted = PageCollector {
            sort: request.sort,
            keep,
            facets: together
                .iter()
                .map(|facet| self.counting_first(facet))
                .collect::<Result<_, IndexError>>()?,
            copies: folded,
            everything: is_everything(request, &selections, &[]),
            ..PageCollector::default()
        };
        let mut found = self.collect_as(&*narrowed, wanted)?;
        self.raise(&mut found.best, looked_at(request, &together_words), &together_words)?;
        let mut counts: BTreeMap<FacetName, (Tally, Option<u64>)> = BTreeMap::new();
        for (facet, tally) in together.into_iter().zip(std::mem::take(&mut found.facets)) {
            let without = self.articles_without(&*narrowed, facet.name, &tally, found.total)?;
            counts.insert(facet.name, (tally, without));
        }
        for facet in request.facets.iter().map(|facet| facet.name).filter(|name| !open(*name)) {
            // What one could choose instead: everything but the facet's own choice holds.
            let Some(query) = compiler(&[facet]).articles(&request.query) else { continue };
            let others = self.narrowed(&*query, request, &selections, &[facet])?;
            let wanted = PageCollector {
                facets: vec![self.counting(facet)],
                everything: is_everything(request, &selections, &[facet]),
                ..PageCollector::default()
            };
            let found = self.collect_as(&*others, wanted)?;
            for tally in found.facets {
                let without = self.articles_without(&*others, facet, &tally, found.total)?;
                counts.insert(facet, (tally, without));
            }
        }
        page.total = found.total;
        page.folded = found.folded();
        page.facets = self.counted(request, &counts, &selections)?;
        let pivots = request.pivots.iter();
        page.pivots = pivots
            .map(|pivot| self.pivot_articles(&*query, request, &selections, *pivot))
            .collect::<Result<_, IndexError>>()?;
        let needles = Needles::of(&request.query).spelled(&also);
        let shown: Vec<Ranked> =
            found.best.iter().skip(request.offset).take(request.limit).copied().collect();
        let side_by_side = self.searcher.index().search_executor();
        let hits = side_by_side.map(|hit| Ok(self.hit(hit, &needles)), shown.iter())?;
        page.hits = hits.into_iter().collect::<Result<_, IndexError>>()?;
        for (hit, ranked) in page.hits.iter_mut().zip(&shown) {
            let ranks = found.copies_of(ranked.document).into_iter().filter(|rank| *rank != ranked.rank);
            hit.copies = ranks.map(|rank| format!("{rank:016x}")).collect();
        }
        page.also = self.found_also(request, &selections, &also)?;
        if request.explain {
            page.explanation = Some(self.explanation(request, &page, &shown)?);
        }
        Ok(page)
    }

    /// The facets asked for, of what was counted.
    fn counted(
        &self,
        request: &Request,
        counts: &BTreeMap<FacetName, (Tally, Option<u64>)>,
        selections: &[Selection],
    ) -> Result<Vec<FacetCounts>, IndexError> {
        let nothing = (Tally::default(), None);
        let each = request.facets.iter().map(|facet| {
            let (counts, without) = counts.get(&facet.name).unwrap_or(&nothing);
            self.told(*facet, counts, *without, &Choice::of(selections, facet.name))
        });
        each.collect()
    }

    /// How many of the articles that match have no value of the facet; nothing of facets of what is said in them, for an
    /// article in which nobody speaks lacks nothing.
    fn articles_without(
        &self,
        query: &dyn Compiled,
        facet: FacetName,
        counts: &Tally,
        all: u64,
    ) -> Result<Option<u64>, IndexError> {
        let with = match facet {
            FacetName::Speaker | FacetName::Organization | FacetName::Role | FacetName::Kind => {
                return Ok(None);
            }
            FacetName::Author => {
                let signed = both(query, has_value(&article_column(facet)));
                self.searcher.search(&signed, &Count)? as u64
            }
            FacetName::Section | FacetName::Source | FacetName::Language | FacetName::Month => counts.sum(),
        };
        Ok(Some(all.saturating_sub(with)))
    }

    /// Raises those of the first `many` in which the words stand close together.
    fn raise(&self, best: &mut [Ranked], many: usize, words: &[Vec<String>]) -> Result<(), IndexError> {
        let many = many.min(best.len());
        let Some(first) = best.get_mut(..many).filter(|first| !first.is_empty()) else { return Ok(()) };
        let added = closeness::added(&self.searcher, self.fields(), words, first)?;
        for (hit, added) in first.iter_mut().zip(added) {
            *hit = hit.scored(hit.score + added);
        }
        first.sort_unstable_by(|a, b| b.cmp(a));
        Ok(())
    }

    /// What each other spelling of a name found by itself.
    fn found_also(
        &self,
        request: &Request,
        selections: &[Selection],
        also: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<Also>, IndexError> {
        let mut out = Vec::new();
        for (typed, spellings) in also {
            for spelling in spellings {
                let Some(query) = variants::spelled(&request.query, typed, spelling) else { continue };
                let Some(query) = self.compiler().exact(true).articles(&query) else { continue };
                let narrowed = self.narrowed(&*query, request, selections, &[])?;
                let articles = self.collect(&*narrowed, Sort::Newest, 0, Vec::new())?.total;
                if articles > 0 {
                    let spelling = variants::as_typed(spelling, typed);
                    out.push(Also { typed: typed.clone(), spelling, articles });
                }
            }
        }
        Ok(out)
    }
}

/// Whether all articles answer, the choices of some facets left out.
fn is_everything(request: &Request, selections: &[Selection], left_out: &[FacetName]) -> bool {
    request.query == Query::All && !is_narrowed(request, selections, left_out)
}

/// Whether filters keep something out, the choices of some facets left out.
fn is_narrowed(request: &Request, selections: &[Selection], left_out: &[FacetName]) -> bool {
    let filters = &request.filters;
    selections.iter().any(|selection| !left_out.contains(&selection.facet))
        || filters.from.is_some()
        || filters.to.is_some()
        || filters.min_confidence > 0.0
}

/// How many of the best are looked at for words that stand together.
fn looked_at(request: &Request, words: &[Vec<String>]) -> usize {
    let by_score = matches!(request.sort, Sort::Relevance | Sort::Fresh);
    if by_score && !words.is_empty() { closeness::LOOKED_AT } else { 0 }
}
