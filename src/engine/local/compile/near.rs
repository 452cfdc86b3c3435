//! A query whose words must stand in certain places.
//!
//! Cheap work first: documents that hold the words at all are found and scored as usual, and only for
//! those are the places read.

use tantivy::query::{
    BooleanQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring, Explanation, Occur, Query, Scorer,
    TermSetQuery, Weight,
};
use tantivy::schema::Field as Column;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::expand::RANKED;
use super::explained::explained;
use super::spans::{Reader, Spans};
use crate::engine::local::said::one;

/// Words in their places in one column.
#[derive(Debug)]
pub(super) struct Near {
    words: Box<dyn Query>,
    spans: Spans,
    column: Column,
}

impl Near {
    /// Documents in which `spans` stands somewhere.
    pub(super) fn over(spans: Spans, column: Column) -> Box<dyn Query> {
        Box::new(Near { words: words(&spans, column), spans, column })
    }
}

/// Documents that hold the words, wherever.
fn words(spans: &Spans, column: Column) -> Box<dyn Query> {
    let all = |parts: Vec<Box<dyn Query>>| -> Box<dyn Query> {
        Box::new(BooleanQuery::new(parts.into_iter().map(|part| (Occur::Must, part)).collect()))
    };
    match spans {
        Spans::Any(tokens) if tokens.is_empty() => Box::new(EmptyQuery),
        Spans::Any(tokens) if tokens.len() > RANKED => {
            Box::new(TermSetQuery::new(tokens.iter().map(|token| Term::from_field_text(column, token))))
        }
        Spans::Any(tokens) => {
            let forms = tokens.iter().map(|token| one(column, token)).collect();
            Box::new(DisjunctionMaxQuery::with_tie_breaker(forms, 0.0))
        }
        Spans::Phrase(parts, _) => all(parts.iter().map(|part| words(part, column)).collect()),
        Spans::Or(parts) => {
            Box::new(BooleanQuery::union(parts.iter().map(|part| words(part, column)).collect()))
        }
        Spans::Near { left, right, .. } => all(vec![words(left, column), words(right, column)]),
    }
}

impl Clone for Near {
    fn clone(&self) -> Self {
        Near { words: self.words.box_clone(), spans: self.spans.clone(), column: self.column }
    }
}

impl Query for Near {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let words = self.words.weight(scoring)?;
        Ok(Box::new(NearWeight { words, spans: self.spans.clone(), column: self.column }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.words.query_terms(visitor);
    }
}

struct NearWeight {
    words: Box<dyn Weight>,
    spans: Spans,
    column: Column,
}

impl Weight for NearWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let places = Reader::open(&self.spans, self.column, segment)?;
        let mut scorer = NearScorer { words: self.words.scorer(segment, boost)?, places };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        explained("the words, near enough", self.scorer(segment, 1.0)?, document)
    }
}

struct NearScorer {
    words: Box<dyn Scorer>,
    places: Reader,
}

impl NearScorer {
    /// Goes on to the next document where the words stand right, the present one included.
    fn settle(&mut self) -> DocId {
        let mut document = self.words.doc();
        while document != TERMINATED && self.places.stretches(document).is_empty() {
            document = self.words.advance();
        }
        document
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.words.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.words.doc() < target {
            self.words.seek(target);
            self.settle();
        }
        self.words.doc()
    }

    fn doc(&self) -> DocId {
        self.words.doc()
    }

    fn size_hint(&self) -> u32 {
        self.words.size_hint() / 2
    }

    fn cost(&self) -> u64 {
        self.words.cost().saturating_mul(4)
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        self.words.score()
    }
}
