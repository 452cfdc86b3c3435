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

/// In how many articles there are statements that match.
pub(super) fn articles_saying(searcher: &Searcher, query: &dyn Compiled) -> tantivy::Result<u64> {
    searcher.search(query, &ArticleCounter)
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
        Ok(RankSegment { rank: Told::open(segment, RANK, self.of)?, last: None, ranks: Ranks::default() })
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
    /// The article that was met last: its statements lie side by side.
    last: Option<DocId>,
    ranks: Ranks,
}

impl SegmentCollector for RankSegment {
    type Fruit = Ranks;

    fn collect(&mut self, document: DocId, _: Score) {
        let article = self.rank.article(document);
        if article != self.last {
            self.last = article;
            self.ranks.extend(article.and_then(|article| self.rank.of_article(article)));
        }
    }

    fn harvest(self) -> Ranks {
        self.ranks
    }
}

/// Counts the articles of statements.
struct ArticleCounter;

impl Collector for ArticleCounter {
    type Fruit = u64;
    type Child = ArticleCount;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<ArticleCount> {
        Ok(ArticleCount { rank: Told::open(segment, RANK, Of::Statements)?, last: None, count: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, counts: Vec<u64>) -> tantivy::Result<u64> {
        Ok(counts.into_iter().sum())
    }
}

struct ArticleCount {
    rank: Told<u64>,
    last: Option<DocId>,
    count: u64,
}

impl SegmentCollector for ArticleCount {
    type Fruit = u64;

    fn collect(&mut self, document: DocId, _: Score) {
        // Statements are met in their order, so those of one article one after the other.
        let article = self.rank.article(document);
        if article != self.last {
            self.last = article;
            self.count += u64::from(article.is_some());
        }
    }

    fn harvest(self) -> u64 {
        self.count
    }
}
