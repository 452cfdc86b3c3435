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
        Ok(RankSegment { articles: Articles::open(segment, self.of)?, ranks: Ranks::default() })
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

/// Goes through documents in their order, from one article to the next.
struct Articles {
    rank: Told<u64>,
    /// The one that was met last: its statements lie side by side.
    last: Option<DocId>,
}

impl Articles {
    fn open(segment: &SegmentReader, of: Of) -> tantivy::Result<Articles> {
        Ok(Articles { rank: Told::open(segment, RANK, of)?, last: None })
    }

    /// The article of a document, unless it is that of the document before.
    fn next(&mut self, document: DocId) -> Option<DocId> {
        let article = self.rank.article(document);
        let before = std::mem::replace(&mut self.last, article);
        article.filter(|_| article != before)
    }
}

struct RankSegment {
    articles: Articles,
    ranks: Ranks,
}

impl SegmentCollector for RankSegment {
    type Fruit = Ranks;

    fn collect(&mut self, document: DocId, _: Score) {
        let article = self.articles.next(document);
        self.ranks.extend(article.and_then(|article| self.articles.rank.of_article(article)));
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
        Ok(ArticleCount { articles: Articles::open(segment, Of::Statements)?, count: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, counts: Vec<u64>) -> tantivy::Result<u64> {
        Ok(counts.into_iter().sum())
    }
}

struct ArticleCount {
    articles: Articles,
    count: u64,
}

impl SegmentCollector for ArticleCount {
    type Fruit = u64;

    fn collect(&mut self, document: DocId, _: Score) {
        self.count += u64::from(self.articles.next(document).is_some());
    }

    fn harvest(self) -> u64 {
        self.count
    }
}
