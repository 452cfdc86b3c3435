//! From statements to the articles they stand in, and back.
//!
//! An article and its statements are written together and lie side by side in one segment: first the
//! article, then its statements in their order. So the way from one to the other is a step, and
//! how many steps it takes, each statement knows.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::explained::explained;
use crate::engine::local::join::{Number as _, RANK, article_of};

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From statements to their articles; the best statement decides the score.
    Up,
    /// From articles to all their statements.
    Down,
}

/// What was found in a segment, by document, with scores if they were asked for.
type Found = Arc<Vec<(DocId, Score)>>;

/// Documents that belong to those of another query.
#[derive(Debug)]
pub(super) struct Joined {
    inner: Box<dyn Query>,
    way: Way,
    /// One search runs a query several times, for hits and for facets.
    known: Arc<Mutex<HashMap<(SegmentId, bool), Found>>>,
}

impl Joined {
    /// Joins what `inner` finds.
    pub(super) fn over(inner: Box<dyn Query>, way: Way) -> Box<dyn Query> {
        Box::new(Joined { inner, way, known: Arc::default() })
    }
}

impl Clone for Joined {
    fn clone(&self) -> Self {
        Joined { inner: self.inner.box_clone(), way: self.way, known: Arc::clone(&self.known) }
    }
}

impl Query for Joined {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let scored = scoring.is_scoring_enabled();
        let inner = self.inner.weight(scoring)?;
        Ok(Box::new(JoinedWeight { inner, way: self.way, scored, known: Arc::clone(&self.known) }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.inner.query_terms(visitor);
    }
}

struct JoinedWeight {
    inner: Box<dyn Weight>,
    way: Way,
    scored: bool,
    known: Arc<Mutex<HashMap<(SegmentId, bool), Found>>>,
}

impl JoinedWeight {
    fn found(&self, segment: &SegmentReader) -> tantivy::Result<Found> {
        let key = (segment.segment_id(), self.scored);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let found = Arc::new(self.find(segment)?);
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&found));
        Ok(found)
    }

    fn find(&self, segment: &SegmentReader) -> tantivy::Result<Vec<(DocId, Score)>> {
        let beside = Beside::new(segment)?;
        let mut scorer = self.inner.scorer(segment, 1.0)?;
        let mut out: Vec<(DocId, Score)> = Vec::new();
        let mut document = scorer.doc();
        while document != TERMINATED {
            let score = if self.scored { scorer.score() } else { 1.0 };
            match self.way {
                Way::Up => {
                    if let Some(article) = beside.article(document) {
                        match out.last_mut() {
                            Some((known, best)) if *known == article => *best = best.max(score),
                            _ => out.push((article, score)),
                        }
                    }
                }
                Way::Down => out.extend(beside.statements(document).map(|statement| (statement, score))),
            }
            document = scorer.advance();
        }
        Ok(out)
    }
}

impl Weight for JoinedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(FoundScorer { found: self.found(segment)?, at: 0, boost }))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explained("the best of its statements", self.scorer(segment, 1.0)?, document)
    }
}

/// The neighbours of documents in one segment.
struct Beside {
    rank: Column<u64>,
    said_ordinal: Column<u64>,
    documents: DocId,
}

impl Beside {
    fn new(segment: &SegmentReader) -> tantivy::Result<Self> {
        Ok(Beside {
            rank: u64::column(segment, RANK)?,
            said_ordinal: u64::column(segment, "said_ordinal")?,
            documents: segment.max_doc(),
        })
    }

    fn article(&self, statement: DocId) -> Option<DocId> {
        let article = article_of(statement, self.said_ordinal.first(statement)?)?;
        self.rank.first(article).map(|_| article)
    }

    fn statements(&self, article: DocId) -> impl Iterator<Item = DocId> {
        let is_article = self.rank.first(article).is_some();
        let mut next = article + 1;
        std::iter::from_fn(move || {
            let ordinal = u64::from(next - article - 1);
            let of_it = next < self.documents && is_article && self.said_ordinal.first(next) == Some(ordinal);
            next += 1;
            of_it.then_some(next - 1)
        })
    }
}

/// Walks over what was found.
struct FoundScorer {
    found: Found,
    at: usize,
    boost: Score,
}

impl DocSet for FoundScorer {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.found.len());
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.found.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(document, _)| *document < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |(document, _)| *document)
    }

    fn size_hint(&self) -> u32 {
        self.found.len() as u32
    }
}

impl Scorer for FoundScorer {
    fn score(&mut self) -> Score {
        self.found.get(self.at).map_or(0.0, |(_, score)| score * self.boost)
    }
}
