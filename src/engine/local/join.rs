//! From statements to their articles and back: both carry the article's rank in a column.

use std::sync::Arc;

use hashbrown::HashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Query as Compiled;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Articles by their rank. With a fixed seed, like every table of ours.
pub(super) type Ranks = HashSet<u64, foldhash::fast::FixedState>;

/// The column of an article's own rank.
pub(super) const OF_ARTICLE: &str = "rank";
/// The column of a statement's article.
pub(super) const OF_STATEMENT: &str = "said_article";

/// The ranks in `column` of everything that matches.
pub(super) fn ranks(
    searcher: &Searcher,
    query: &dyn Compiled,
    column: &'static str,
) -> tantivy::Result<Ranks> {
    searcher.search(query, &RankCollector { column })
}

/// The documents whose `column` holds one of these ranks.
pub(super) fn among(column: &'static str, ranks: Arc<Ranks>) -> Box<dyn Compiled> {
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let values = open(segment, column)?;
        let ranks = Arc::clone(&ranks);
        Ok(move |document: DocId| values.first(document).is_some_and(|rank| ranks.contains(&rank)))
    });
    Box::new(DocPredicateQuery::from(predicate))
}

fn open(segment: &SegmentReader, column: &str) -> tantivy::Result<Column<u64>> {
    let found = segment.fast_fields().column_opt::<u64>(column)?;
    Ok(found.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
}

struct RankCollector {
    column: &'static str,
}

impl Collector for RankCollector {
    type Fruit = Ranks;
    type Child = RankSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<RankSegment> {
        Ok(RankSegment { column: open(segment, self.column)?, ranks: Ranks::default() })
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
    column: Column<u64>,
    ranks: Ranks,
}

impl SegmentCollector for RankSegment {
    type Fruit = Ranks;

    fn collect(&mut self, document: DocId, _: Score) {
        self.ranks.extend(self.column.first(document));
    }

    fn harvest(self) -> Ranks {
        self.ranks
    }
}
