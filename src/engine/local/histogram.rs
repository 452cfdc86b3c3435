//! Counting over time in one pass, and in a second for the commonest values of a facet.

use std::sync::Arc;

use hashbrown::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Query as Compiled;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::LocalEngine;
use super::choice::Choice;
use super::collect::{Collected, PageCollector};
use super::facet_columns::statement_column;
use super::join::{Of, RANK, Ranks, Told, among};
use super::tally::{self, Counting, Facet};
use crate::engine::{
    EngineError, FacetName, FacetRequest, Histogram, Request, Series, Sort, StatementRequest,
};
use crate::index::{Chosen, IndexError};

/// Numbers by number, with a fixed seed.
type Tally = HashMap<u64, u64, foldhash::fast::FixedState>;

/// Which choice a value counts for, by its ordinal, and in which articles if not in all.
type Places = HashMap<u64, Vec<(usize, Option<Arc<Ranks>>)>, foldhash::fast::FixedState>;

/// The column of the day that an article was printed.
const PRINTED: &str = "printed";

impl LocalEngine {
    /// The articles that answer by the day they were printed, and by the commonest values of a facet.
    pub fn articles_over_time(
        &self,
        request: &Request,
        by: Option<FacetRequest>,
    ) -> Result<Histogram, EngineError> {
        let mut notes = Vec::new();
        let mut out = match self.article_query(request, &mut notes)? {
            Some(query) => {
                self.over_time(&*query, Of::Articles, by.map(|by| (self.facet(by.name), by.limit)), None)?
            }
            None => Histogram::default(),
        };
        out.notes = notes;
        self.print_series(&mut out, by)?;
        Ok(out)
    }

    /// Shows the values as they are printed.
    fn print_series(&self, out: &mut Histogram, by: Option<FacetRequest>) -> Result<(), IndexError> {
        let Some(by) = by else { return Ok(()) };
        for series in &mut out.series {
            series.value = self.printed(by.name, &series.value)?;
        }
        Ok(())
    }

    /// The statements that answer by the day their article was printed.
    pub fn statements_over_time(
        &self,
        request: &StatementRequest,
        by: Option<FacetRequest>,
    ) -> Result<Histogram, EngineError> {
        let mut notes = Vec::new();
        let Some(query) = self.statement_query(request, &mut notes)? else {
            return Ok(Histogram { notes, ..Histogram::default() });
        };
        let mut out = match by {
            None => self.over_time(&*query, Of::Statements, None, None)?,
            Some(by) => match self.said_facet(by.name) {
                Some(facet) => self.over_time(&*query, Of::Statements, Some((facet, by.limit)), None)?,
                // Only the article knows: each counts as often as it has such statements.
                None => {
                    let counted = self.tallied(&*query)?;
                    let ranks: Ranks = counted.keys().copied().collect();
                    let articles = among(Of::Articles, Arc::new(ranks));
                    let facet = Some((self.facet(by.name), by.limit));
                    self.over_time(&*articles, Of::Articles, facet, Some(Arc::new(counted)))?
                }
            },
        };
        out.notes = notes;
        self.print_series(&mut out, by)?;
        Ok(out)
    }

    /// What statements themselves are counted by.
    pub(super) fn said_facet(&self, name: FacetName) -> Option<Facet> {
        Some(Facet { column: statement_column(name)?, who: Arc::clone(self.who.in_statements(name)) })
    }

    /// Statements by the values of a facet: their own, or else their article's.
    pub(super) fn statements_by(
        &self,
        query: &dyn Compiled,
        name: FacetName,
    ) -> Result<tally::Tally, IndexError> {
        if let Some(facet) = self.said_facet(name) {
            return self.commonest(query, facet);
        }
        let counted = self.tallied(query)?;
        let ranks: Ranks = counted.keys().copied().collect();
        self.heaviest(&*among(Of::Articles, Arc::new(ranks)), &self.facet(name), &counted)
    }

    /// How many statements of each article match, by the article's rank.
    fn tallied(&self, query: &dyn Compiled) -> Result<Tally, IndexError> {
        let collector = TallyCollector { column: RANK, of: Of::Statements, weights: None, facet: None };
        Ok(self.searcher.search(query, &collector)?.all)
    }

    fn over_time(
        &self,
        query: &dyn Compiled,
        of: Of,
        by: Option<(Facet, usize)>,
        weights: Option<Arc<Tally>>,
    ) -> Result<Histogram, IndexError> {
        let mut out = Histogram::default();
        let mut values = Vec::new();
        let mut facet = None;
        if let Some((by, limit)) = by {
            let counts = match &weights {
                None => self.commonest(query, by.clone())?,
                Some(weights) => self.heaviest(query, &by, weights)?,
            };
            out.distinct = counts.distinct();
            let first = counts.first(limit, &Choice::None);
            values.extend(first.into_iter().map(|value| value.value));
            let chosen = values.iter().map(|shown| by.who.stands_for(shown)).collect();
            facet = Some((by, Arc::new(chosen)));
        }
        let collector = TallyCollector { column: PRINTED, of, weights, facet };
        let found = self.searcher.search(query, &collector)?;
        out.total = found.all.values().sum();
        out.days = found.all.into_iter().collect();
        out.series = values
            .into_iter()
            .zip(found.by)
            .map(|(value, days)| Series {
                value,
                total: days.values().sum(),
                days: days.into_iter().collect(),
            })
            .collect();
        Ok(out)
    }

    fn commonest(&self, query: &dyn Compiled, facet: Facet) -> Result<tally::Tally, IndexError> {
        let collector = PageCollector {
            sort: Sort::Newest,
            keep: 0,
            newest: 0,
            facets: vec![Counting::of(facet)],
            ..PageCollector::default()
        };
        let Collected { facets, .. } = self.searcher.search(query, &collector)?;
        Ok(facets.into_iter().next().unwrap_or_default())
    }

    /// As [`Self::commonest`], each document counted as often as it weighs.
    fn heaviest(
        &self,
        query: &dyn Compiled,
        facet: &Facet,
        weights: &Tally,
    ) -> Result<tally::Tally, IndexError> {
        let counting = Counting::of(facet.clone());
        for segment in self.searcher.segment_readers() {
            let mut counts = counting.open(segment)?;
            let ranks = Told::<u64>::open(segment, RANK, facet.column.of)?;
            let weight =
                query.weight(tantivy::query::EnableScoring::disabled_from_searcher(&self.searcher))?;
            weight.for_each_no_score(segment, &mut |documents| {
                for document in documents {
                    if segment.alive_bitset().is_none_or(|alive| alive.is_alive(*document)) {
                        let rank = ranks.first(*document);
                        let times = rank.and_then(|rank| weights.get(&rank)).copied().unwrap_or(0);
                        counts.add_times(*document, i32::try_from(times).unwrap_or(i32::MAX));
                    }
                }
            })?;
            counts.close();
        }
        Ok(counting.tally())
    }
}

/// Counts by a column's number, and again for some values of a facet.
struct TallyCollector {
    column: &'static str,
    of: Of,
    /// How often each document counts, by rank; once where nobody says.
    weights: Option<Arc<Tally>>,
    /// What is counted by, and the values and articles of each choice.
    facet: Option<(Facet, Arc<Vec<Chosen>>)>,
}

/// What was counted.
#[derive(Default)]
struct Tallied {
    all: Tally,
    by: Vec<Tally>,
}

impl Collector for TallyCollector {
    type Fruit = Tallied;
    type Child = TallySegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<TallySegment> {
        let mut facet = None;
        if let Some((by, choices)) = &self.facet
            && let Some(column) = segment.fast_fields().str(by.column.name)?
        {
            let mut places = Places::default();
            for (place, chosen) in choices.iter().enumerate() {
                let everywhere = chosen.values.iter().map(|value| (value, None));
                let only = chosen
                    .only
                    .iter()
                    .map(|(value, there)| (value, Some(Arc::new(there.iter().copied().collect::<Ranks>()))));
                for (value, there) in everywhere.chain(only) {
                    if let Some(ordinal) = column.dictionary().term_ord(value.as_bytes())? {
                        places.entry(ordinal).or_default().push((place, there));
                    }
                }
            }
            facet = Some((column, places));
        }
        let values = self.facet.as_ref().map_or(0, |(_, values)| values.len());
        Ok(TallySegment {
            column: Told::open(segment, self.column, self.of)?,
            rank: Told::open(segment, RANK, self.of)?,
            weights: self.weights.clone(),
            facet,
            tallied: Tallied { all: Tally::default(), by: vec![Tally::default(); values] },
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Tallied>) -> tantivy::Result<Tallied> {
        let values = self.facet.as_ref().map_or(0, |(_, values)| values.len());
        let mut out = Tallied { all: Tally::default(), by: vec![Tally::default(); values] };
        let add = |to: &mut Tally, from: Tally| {
            for (key, count) in from {
                *to.entry(key).or_default() += count;
            }
        };
        for part in parts {
            add(&mut out.all, part.all);
            for (to, from) in out.by.iter_mut().zip(part.by) {
                add(to, from);
            }
        }
        Ok(out)
    }
}

struct TallySegment {
    column: Told<u64>,
    rank: Told<u64>,
    weights: Option<Arc<Tally>>,
    facet: Option<(StrColumn, Places)>,
    tallied: Tallied,
}

impl SegmentCollector for TallySegment {
    type Fruit = Tallied;

    fn collect(&mut self, document: DocId, _: Score) {
        let key = self.column.first(document).unwrap_or(0);
        let times = match &self.weights {
            None => 1,
            Some(weights) => {
                self.rank.first(document).and_then(|rank| weights.get(&rank)).copied().unwrap_or(0)
            }
        };
        *self.tallied.all.entry(key).or_default() += times;
        if let Some((column, places)) = &self.facet {
            let rank = self.rank.first(document);
            // One article can name somebody by several values.
            let mut met: Vec<usize> = Vec::new();
            for (place, there) in
                column.term_ords(document).filter_map(|ordinal| places.get(&ordinal)).flatten()
            {
                let here = there.as_ref().is_none_or(|there| rank.is_some_and(|rank| there.contains(&rank)));
                if here && !met.contains(place) {
                    met.push(*place);
                }
            }
            for place in met {
                if let Some(days) = self.tallied.by.get_mut(place) {
                    *days.entry(key).or_default() += times;
                }
            }
        }
    }

    fn harvest(self) -> Tallied {
        self.tallied
    }
}
