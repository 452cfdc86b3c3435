//! From statements to their articles and back.

use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query as Compiled;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

pub(super) use crate::index::{Number, Of, RANK, Ranks, Told, article_of};

/// The ranks of the articles that match, or whose statements do.
pub(super) fn ranks(searcher: &Searcher, query: &dyn Compiled, of: Of) -> tantivy::Result<Ranks> {
    searcher.search(query, &RankCollector { of })
}

/// The articles with one of these ranks, or their statements.
pub(super) fn among(of: Of, ranks: Arc<Ranks>) -> Box<dyn Compiled> {
    telling(RANK, of, move |rank: u64| ranks.contains(&rank))
}

/// The articles, or the statements of those, that a column tells so of.
pub(super) fn telling<T: Number>(
    column: &'static str,
    of: Of,
    is_so: impl Fn(T) -> bool + Clone + Send + Sync + 'static,
) -> Box<dyn Compiled> {
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let told = Told::<T>::open(segment, column, of)?;
        let is_so = is_so.clone();
        Ok(move |document: DocId| told.first(document).is_some_and(&is_so))
    });
    Box::new(DocPredicateQuery::from(predicate))
}

struct RankCollector {
    of: Of,
}

impl Collector for RankCollector {
    type Fruit = Ranks;
    type Child = RankSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<RankSegment> {
        Ok(RankSegment { rank: Told::open(segment, RANK, self.of)?, ranks: Ranks::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Ranks>) -> tantivy::Result<Ranks> {
        let mut all = Ranks::default();
        for part in parts {
            if all.is_empty() {
                all = part;
            } else {
                all.extend(part);
            }
        }
        Ok(all)
    }
}

struct RankSegment {
    rank: Told<u64>,
    ranks: Ranks,
}

impl SegmentCollector for RankSegment {
    type Fruit = Ranks;

    fn collect(&mut self, document: DocId, _: Score) {
        self.ranks.extend(self.rank.first(document));
    }

    fn harvest(self) -> Ranks {
        self.ranks
    }
}
