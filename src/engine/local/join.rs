//! From statements to their articles and back.
//!
//! An article's documents lie side by side: the article, then its statements in their order. So what only the
//! article keeps (its rank, its dates) is read of a statement by stepping back over those before it.

use std::sync::Arc;

use hashbrown::HashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, HasAssociatedColumnType};
use tantivy::query::Query as Compiled;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

/// Articles by their rank. With a fixed seed, like every table of ours.
pub(super) type Ranks = HashSet<u64, foldhash::fast::FixedState>;

/// The kind of documents that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Articles.
    Articles,
    /// Statements.
    Statements,
}

/// The column of an article's id as a number.
pub(super) const RANK: &str = "rank";
/// The column that tells how far behind its article a statement stands.
const ORDINAL: &str = "said_ordinal";

/// A column that articles have, as it is read of them or of their statements.
#[derive(Clone)]
pub(super) struct Told<T> {
    column: Column<T>,
    /// Of statements.
    ordinal: Option<Column<u64>>,
}

impl<T: Number> Told<T> {
    /// Opens the column `name` of a segment; one that holds nothing tells nothing.
    pub(super) fn open(segment: &SegmentReader, name: &str, of: Of) -> tantivy::Result<Told<T>> {
        let ordinal = match of {
            Of::Articles => None,
            Of::Statements => Some(u64::column(segment, ORDINAL)?),
        };
        Ok(Told { column: T::column(segment, name)?, ordinal })
    }

    /// What is told of a document; nothing where it is of the other kind.
    pub(super) fn first(&self, document: DocId) -> Option<T> {
        match &self.ordinal {
            None => self.column.first(document),
            Some(ordinal) => self.column.first(article_of(document, ordinal.first(document)?)?),
        }
    }
}

/// Where the article lies that a statement stands in.
pub(super) fn article_of(statement: DocId, ordinal: u64) -> Option<DocId> {
    statement.checked_sub(u32::try_from(ordinal).ok()?.checked_add(1)?)
}

/// What a column of numbers holds.
pub(super) trait Number: HasAssociatedColumnType {
    /// The column `name` of a segment; an empty one where it has none.
    fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<Self>>;
}

impl Number for u64 {
    fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<u64>> {
        let found = segment.fast_fields().column_opt::<u64>(name)?;
        Ok(found.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
    }
}

impl Number for i64 {
    fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<i64>> {
        let found = segment.fast_fields().column_opt::<i64>(name)?;
        Ok(found.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
    }
}

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
