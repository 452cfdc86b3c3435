//! Statements in an order, a batch at a time.
//!
//! One pass keeps the best of what lies behind a place in the order, so that all of ten million can be
//! handed on in a fixed amount of memory: after each batch the next pass begins behind its last.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::join::{Number as _, Of, RANK, Told};
use super::sort_key::{freshness, moment, tidied};
use crate::engine::Sort;

/// A statement's place in an order: larger keys first, equal ones by article, then as they stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    key: u64,
    /// The rank of its article.
    pub(super) article: u64,
    /// Which of the article's statements.
    pub(super) ordinal: u64,
}

impl Ord for Place {
    /// What comes first is greater.
    fn cmp(&self, other: &Self) -> Ordering {
        let of = |place: &Place| (place.key, Reverse(place.article), Reverse(place.ordinal));
        of(self).cmp(&of(other))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A statement in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub(super) place: Place,
    pub(super) score: Score,
}

impl PartialEq for Said {
    fn eq(&self, other: &Self) -> bool {
        self.place == other.place
    }
}

impl Eq for Said {}

impl PartialOrd for Said {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Said {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place.cmp(&other.place)
    }
}

/// What to collect.
#[derive(Debug, Clone, Copy)]
pub(super) struct SaidCollector {
    pub(super) sort: Sort,
    /// How many to keep.
    pub(super) keep: usize,
    /// Only what comes after this place.
    pub(super) after: Option<Place>,
    /// Only what scores at least so much.
    pub(super) least: Score,
    /// Seconds since 1970 of the newest article: from there age is counted.
    pub(super) newest: i64,
    /// Among equal scores the earliest first, instead of by article.
    pub(super) earliest: bool,
    /// The surer a statement is, the more its score counts; scraps of a word or two count least.
    pub(super) trusting: bool,
}

impl SaidCollector {
    /// Counts in this order, and keeps nothing.
    pub(super) fn new(sort: Sort) -> Self {
        SaidCollector { sort, keep: 0, after: None, least: 0.0, newest: 0, earliest: false, trusting: false }
    }
}

/// What was collected.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// How many matched, kept or not, wherever they stand in the order.
    pub(super) total: u64,
    /// The first of them.
    pub(super) first: Vec<Said>,
}

impl Collector for SaidCollector {
    type Fruit = Batch;
    type Child = SaidSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SaidSegment> {
        Ok(SaidSegment {
            want: *self,
            article: Told::open(segment, RANK, Of::Statements)?,
            ordinal: u64::column(segment, "said_ordinal")?,
            confidence: u64::column(segment, "said_confidence")?,
            length: u64::column(segment, "said_length")?,
            published: Told::open(segment, "published", Of::Statements)?,
            total: 0,
            first: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.least > 0.0 || (self.keep > 0 && matches!(self.sort, Sort::Relevance | Sort::Fresh))
    }

    fn merge_fruits(&self, parts: Vec<Batch>) -> tantivy::Result<Batch> {
        let mut all = Batch::default();
        for part in parts {
            all.total += part.total;
            all.first.extend(part.first);
        }
        all.first.sort_unstable_by(|a, b| b.cmp(a));
        all.first.truncate(self.keep);
        Ok(all)
    }
}

/// The part of one segment.
pub(super) struct SaidSegment {
    want: SaidCollector,
    article: Told<u64>,
    ordinal: Column<u64>,
    confidence: Column<u64>,
    length: Column<u64>,
    published: Told<i64>,
    total: u64,
    first: BinaryHeap<Reverse<Said>>,
}

/// How much the score of a statement counts that is surely none.
const UNSURE: f32 = 0.4;
/// Fewer bytes are a scrap: *the letter*, unless it is surely said.
const SCRAP: u64 = 20;
const SURE: f32 = 0.8;
/// How much the score of a scrap counts.
const OF_SCRAPS: f32 = 0.3;

impl SaidSegment {
    /// What of the score counts: a likely mistake should not stand before a sure statement.
    fn trusted(&self, document: DocId) -> f32 {
        let confidence = self.confidence.first(document).unwrap_or(1000) as f32 / 1000.0;
        let length = self.length.first(document).unwrap_or(u64::MAX);
        let scrap = if length < SCRAP && confidence < SURE { OF_SCRAPS } else { 1.0 };
        (UNSURE + (1.0 - UNSURE) * confidence) * scrap
    }

    fn place(&self, document: DocId, score: Score) -> Place {
        let said_at = || self.published.first(document).map(moment);
        let key = match self.want.sort {
            // A date fits beside the score once it is cut to hours: 32 bits reach far beyond any archive.
            Sort::Relevance if self.want.earliest => {
                tidied(score) << 32 | self.published.first(document).map_or(0, earliness)
            }
            Sort::Relevance => tidied(score),
            Sort::Fresh => tidied(score * freshness(self.published.first(document), self.want.newest)),
            Sort::Newest => said_at().unwrap_or(0),
            Sort::Oldest => said_at().map_or(0, |at| u64::MAX - at),
        };
        let article = self.article.first(document).unwrap_or(u64::MAX);
        Place { key, article, ordinal: self.ordinal.first(document).unwrap_or(u64::MAX) }
    }
}

/// The earlier the greater, in 32 bits, never 0: that is for no date.
fn earliness(seconds: i64) -> u64 {
    let hour = seconds.div_euclid(3600) + (1 << 31);
    u64::from(u32::MAX) - hour.clamp(0, i64::from(u32::MAX) - 1) as u64
}

impl SegmentCollector for SaidSegment {
    type Fruit = Batch;

    fn collect(&mut self, document: DocId, score: Score) {
        if score < self.want.least {
            return;
        }
        self.total += 1;
        if self.want.keep == 0 {
            return;
        }
        let score = if self.want.trusting { score * self.trusted(document) } else { score };
        let said = Said { place: self.place(document, score), score };
        if self.want.after.is_some_and(|after| said.place >= after) {
            return;
        }
        if self.first.len() < self.want.keep {
            self.first.push(Reverse(said));
        } else if let Some(mut last) = self.first.peek_mut()
            && last.0 < said
        {
            *last = Reverse(said);
        }
    }

    fn harvest(self) -> Batch {
        Batch { total: self.total, first: self.first.into_iter().map(|Reverse(said)| said).collect() }
    }
}
