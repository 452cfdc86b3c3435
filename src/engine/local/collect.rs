//! One pass over everything that matches: how many, the best of them, and what the facets count.

use std::cmp::{Ordering, Reverse};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::engine::Sort;
use crate::index::Copies;

/// The bits of a score that are not looked at: sums differ in them by the order of their terms.
const NOISE_BITS: u32 = 10;

/// What to collect.
pub(super) struct PageCollector {
    /// The order of the best.
    pub(super) sort: Sort,
    /// How many of the best.
    pub(super) keep: usize,
    /// The names of the columns to count.
    pub(super) facets: Vec<&'static str>,
    /// Copies to fold: of those that match, one is kept for all.
    pub(super) copies: Option<Arc<Copies>>,
}

/// What was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// How many matched.
    pub(super) total: u64,
    /// The best, the very best first.
    pub(super) best: Vec<Ranked>,
    /// Counts by value, for each column asked for.
    pub(super) facets: Vec<BTreeMap<String, u64>>,
    /// What matched of a story with copies, by the article that stands for it.
    pub(super) stories: BTreeMap<u64, Story>,
}

/// What matched of one story with copies.
#[derive(Debug, Clone)]
pub(super) struct Story {
    /// The best of them.
    best: Ranked,
    /// The one to show: who stands for all, where it matched.
    pub(super) shown: Ranked,
    /// All of them.
    pub(super) ranks: Vec<u64>,
}

impl Story {
    fn add(&mut self, other: Story, stands: u64) {
        self.best = self.best.max(other.best);
        self.shown = match (self.shown.rank == stands, other.shown.rank == stands) {
            (true, _) => self.shown,
            (_, true) => other.shown,
            _ => self.shown.max(other.shown),
        };
        self.ranks.extend(other.ranks);
    }

    /// The one to show, in the place of the best.
    fn in_place(&self) -> Ranked {
        Ranked { key: self.best.key, score: self.best.score, ..self.shown }
    }
}

/// A hit in its place: larger keys first, equal ones by the article's id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    key: u64,
    /// The article's.
    pub(super) rank: u64,
    pub(super) score: Score,
    pub(super) document: DocAddress,
}

impl Ranked {
    fn place(&self) -> (u64, Reverse<u64>) {
        (self.key, Reverse(self.rank))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl Collector for PageCollector {
    type Fruit = Collected;
    type Child = PageSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<PageSegment> {
        let columns = segment.fast_fields();
        let empty = || Column::build_empty_column(segment.max_doc());
        let facets = self.facets.iter().map(|name| columns.str(name)).collect::<tantivy::Result<Vec<_>>>()?;
        Ok(PageSegment {
            sort: self.sort,
            keep: self.keep,
            ordinal,
            rank: columns.column_opt::<u64>("rank")?.unwrap_or_else(empty),
            published: columns
                .column_opt::<i64>("published")?
                .unwrap_or_else(|| Column::build_empty_column(segment.max_doc())),
            total: 0,
            best: BinaryHeap::new(),
            facets: facets.into_iter().map(Counts::new).collect(),
            copies: self.copies.clone(),
            stories: BTreeMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0 && self.sort == Sort::Relevance
    }

    fn merge_fruits(&self, parts: Vec<std::io::Result<Collected>>) -> tantivy::Result<Collected> {
        let mut out = Collected { facets: vec![BTreeMap::new(); self.facets.len()], ..Collected::default() };
        for part in parts {
            let part = part?;
            out.total += part.total;
            out.best.extend(part.best);
            for (stands, story) in part.stories {
                match out.stories.entry(stands) {
                    Entry::Vacant(place) => {
                        place.insert(story);
                    }
                    Entry::Occupied(mut known) => known.get_mut().add(story, stands),
                }
            }
            for (counts, more) in out.facets.iter_mut().zip(part.facets) {
                for (value, count) in more {
                    *counts.entry(value).or_default() += count;
                }
            }
        }
        if self.keep > 0 {
            out.best.extend(out.stories.values().map(Story::in_place));
        }
        out.best.sort_unstable_by(|a, b| b.cmp(a));
        out.best.truncate(self.keep);
        Ok(out)
    }
}

/// The part of one segment.
pub(super) struct PageSegment {
    sort: Sort,
    keep: usize,
    ordinal: SegmentOrdinal,
    rank: Column<u64>,
    published: Column<i64>,
    total: u64,
    best: BinaryHeap<Reverse<Ranked>>,
    facets: Vec<Counts>,
    copies: Option<Arc<Copies>>,
    stories: BTreeMap<u64, Story>,
}

impl PageSegment {
    /// Whether the article was put to its copies.
    fn fold(&mut self, document: DocId, score: Score) -> bool {
        let Some(copies) = &self.copies else { return false };
        let rank = self.rank.first(document).unwrap_or(u64::MAX);
        let Some(stands) = copies.stands_for(rank) else { return false };
        let key = self.key(document, score);
        let hit = Ranked { key, rank, score, document: DocAddress::new(self.ordinal, document) };
        let story = Story { best: hit, shown: hit, ranks: vec![rank] };
        match self.stories.entry(stands) {
            Entry::Vacant(place) => {
                place.insert(story);
            }
            Entry::Occupied(mut known) => known.get_mut().add(story, stands),
        }
        true
    }

    fn key(&self, document: DocId, score: Score) -> u64 {
        match self.sort {
            Sort::Relevance => tidied(score),
            Sort::Newest => self.published.first(document).map_or(0, moment),
            Sort::Oldest => self.published.first(document).map_or(0, |at| u64::MAX - moment(at)),
        }
    }

    fn keep_best(&mut self, document: DocId, score: Score) {
        let key = self.key(document, score);
        let full = self.best.len() >= self.keep;
        if full && self.best.peek().is_some_and(|Reverse(worst)| key < worst.key) {
            return;
        }
        let rank = self.rank.first(document).unwrap_or(u64::MAX);
        let hit = Ranked { key, rank, score, document: DocAddress::new(self.ordinal, document) };
        if !full {
            self.best.push(Reverse(hit));
        } else if let Some(mut worst) = self.best.peek_mut()
            && worst.0 < hit
        {
            *worst = Reverse(hit);
        }
    }
}

/// A score in the order of unsigned numbers, without the bits that are noise.
pub(super) fn tidied(score: Score) -> u64 {
    let bits = score.max(0.0).to_bits();
    u64::from(bits.saturating_add(1 << (NOISE_BITS - 1)) >> NOISE_BITS)
}

/// Seconds since 1970 in the order of unsigned numbers, never 0: that is for no date.
pub(super) fn moment(seconds: i64) -> u64 {
    ((seconds as u64) ^ (1 << 63)).clamp(1, u64::MAX - 1)
}

impl SegmentCollector for PageSegment {
    type Fruit = std::io::Result<Collected>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        if !self.fold(document, score) && self.keep > 0 {
            self.keep_best(document, score);
        }
        for counts in &mut self.facets {
            counts.add(document);
        }
    }

    fn harvest(self) -> std::io::Result<Collected> {
        Ok(Collected {
            total: self.total,
            best: self.best.into_iter().map(|Reverse(hit)| hit).collect(),
            facets: self.facets.into_iter().map(Counts::by_value).collect::<std::io::Result<_>>()?,
            stories: self.stories,
        })
    }
}

/// The counts of one column by ordinal.
pub(super) struct Counts {
    column: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Counts {
    pub(super) fn new(column: Option<StrColumn>) -> Self {
        let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        Counts { column, counts }
    }

    fn add(&mut self, document: DocId) {
        self.add_times(document, 1);
    }

    /// Counts the document so often.
    pub(super) fn add_times(&mut self, document: DocId, times: u64) {
        let Some(column) = &self.column else { return };
        for ordinal in column.term_ords(document) {
            if let Some(count) = self.counts.get_mut(ordinal as usize) {
                *count += times;
            }
        }
    }

    pub(super) fn by_value(self) -> std::io::Result<BTreeMap<String, u64>> {
        let mut out = BTreeMap::new();
        let Some(column) = self.column else { return Ok(out) };
        let ordinals: Vec<u64> = self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(at, _)| at as u64)
            .collect();
        let mut counts = self.counts.iter().filter(|count| **count > 0);
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |value| {
            let count = counts.next().copied().unwrap_or_default();
            out.insert(String::from_utf8_lossy(value).into_owned(), count);
        })?;
        Ok(out)
    }
}
