//! One pass over everything that matches: how many, the best of them, and what the facets count.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::block::{BLOCK, Block};
use super::folding::{Folding, Member, Members};
use super::join::RANK;
use super::sort_key::{freshness, moment, tidied};
use super::tally::{Counting, Counts, Tally};
use crate::engine::Sort;

/// What to collect.
#[derive(Default)]
pub(super) struct PageCollector {
    /// The order of the best.
    pub(super) sort: Sort,
    /// How many of the best.
    pub(super) keep: usize,
    /// Seconds since 1970 of the newest article: from there age is counted.
    pub(super) newest: i64,
    /// What to count by.
    pub(super) facets: Vec<Counting>,
    /// Copies to fold: of those that match, one is kept for all.
    pub(super) copies: Option<Arc<Folding>>,
    /// Whether every document that is counted matches, so that facets need not look at any.
    pub(super) everything: bool,
}

/// What was collected.
#[derive(Debug, Default)]
pub(super) struct Collected {
    /// How many matched.
    pub(super) total: u64,
    /// The best, the very best first.
    pub(super) best: Vec<Ranked>,
    /// Counts by who or what is meant, for each column asked for.
    pub(super) facets: Vec<Tally>,
    /// What matched of a story with copies, by the article that stands for it.
    stories: Stories,
    /// Those who stand for a story, and each article of it that matched.
    folded: Vec<(u64, u64)>,
}

type Stories = HashMap<u64, Story, FixedState>;

impl Collected {
    /// How many that matched are shown under another.
    pub(super) fn folded(&self) -> u64 {
        (self.folded.len() - self.stories.len()) as u64
    }

    /// All articles that matched of the story that this one is shown for, in order.
    pub(super) fn copies_of(&self, document: DocAddress) -> Vec<u64> {
        let story = self.stories.iter().find(|(_, story)| story.shown.document == document);
        let Some((stands, _)) = story else { return Vec::new() };
        let mut ranks: Vec<u64> =
            self.folded.iter().filter(|(first, _)| first == stands).map(|(_, rank)| *rank).collect();
        ranks.sort_unstable();
        ranks
    }
}

/// What matched of one story with copies.
#[derive(Debug, Clone, Copy)]
struct Story {
    /// The best of them.
    best: Ranked,
    /// The one to show: who stands for all, where it matched.
    shown: Ranked,
}

impl Story {
    fn add(&mut self, other: Story, stands: u64) {
        self.best = self.best.max(other.best);
        self.shown = match (self.shown.rank == stands, other.shown.rank == stands) {
            (true, _) => self.shown,
            (_, true) => other.shown,
            _ => self.shown.max(other.shown),
        };
    }

    /// The one to show, in the place of the best.
    fn in_place(&self) -> Ranked {
        Ranked { key: self.best.key, score: self.best.score, ..self.shown }
    }
}

fn add(stories: &mut Stories, stands: u64, story: Story) {
    stories.entry(stands).and_modify(|known| known.add(story, stands)).or_insert(story);
}

/// A hit in its place: larger keys first, equal ones by the article's id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub(super) key: u64,
    /// The article's.
    pub(super) rank: u64,
    pub(super) score: Score,
    pub(super) document: DocAddress,
}

impl Ranked {
    /// The same with another score.
    pub(super) fn scored(self, score: Score) -> Self {
        Ranked { score, key: tidied(score), ..self }
    }

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
        let open = if self.everything { Counting::of_everything } else { Counting::open };
        let facets = self.facets.iter().map(|facet| open(facet, segment));
        let facets = facets.collect::<tantivy::Result<Vec<_>>>()?;
        Ok(PageSegment {
            sort: self.sort,
            keep: self.keep,
            newest: self.newest,
            ordinal,
            rank: columns.column_opt::<u64>(RANK)?.unwrap_or_else(empty),
            published: columns
                .column_opt::<i64>("published")?
                .unwrap_or_else(|| Column::build_empty_column(segment.max_doc())),
            total: 0,
            best: BinaryHeap::new(),
            facets,
            everything: self.everything,
            members: self.copies.as_ref().map(|copies| Members::open(copies, segment)),
            met: Vec::new(),
            stories: Stories::default(),
            folded: Vec::new(),
            documents: Vec::with_capacity(BLOCK),
            scores: Vec::with_capacity(BLOCK),
            block: Block::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0 && matches!(self.sort, Sort::Relevance | Sort::Fresh)
    }

    fn merge_fruits(&self, parts: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut out = Collected::default();
        for part in parts {
            out.total += part.total;
            out.best.extend(part.best);
            part.stories.into_iter().for_each(|(stands, story)| add(&mut out.stories, stands, story));
            out.folded.extend(part.folded);
        }
        out.facets = self.facets.iter().map(Counting::tally).collect();
        if self.keep > 0 {
            out.best.extend(out.stories.values().map(Story::in_place));
        }
        if self.keep > 0 && out.best.len() > self.keep {
            // What is not kept need not be in order.
            out.best.select_nth_unstable_by(self.keep - 1, |a, b| b.cmp(a));
        }
        out.best.truncate(self.keep);
        out.best.sort_unstable_by(|a, b| b.cmp(a));
        Ok(out)
    }
}

/// The part of one segment.
pub(super) struct PageSegment {
    sort: Sort,
    keep: usize,
    newest: i64,
    ordinal: SegmentOrdinal,
    rank: Column<u64>,
    published: Column<i64>,
    total: u64,
    best: BinaryHeap<Reverse<Ranked>>,
    facets: Vec<Counts>,
    everything: bool,
    members: Option<Members>,
    /// Those of the documents that wait.
    met: Vec<Member>,
    stories: Stories,
    folded: Vec<(u64, u64)>,
    /// Documents that were met, and not looked at yet.
    documents: Vec<DocId>,
    scores: Vec<Score>,
    block: Block,
}

impl PageSegment {
    /// Takes in the documents that wait.
    fn flush(&mut self) {
        let documents = std::mem::take(&mut self.documents);
        let mut scores = std::mem::take(&mut self.scores);
        if self.sort == Sort::Fresh {
            for (score, document) in scores.iter_mut().zip(&documents) {
                *score *= freshness(self.published.first(*document), self.newest);
            }
        }
        self.total += documents.len() as u64;
        let mut met = std::mem::take(&mut self.met);
        if let Some(members) = &mut self.members {
            members.among(&documents, &self.rank, &mut self.block, &mut met);
        }
        for member in &met {
            if let (Some(document), Some(score)) = (documents.get(member.at), scores.get(member.at)) {
                self.fold(*document, *score, *member);
            }
        }
        if self.keep > 0 {
            let mut copies = met.iter().map(|member| member.at).peekable();
            for (at, (document, score)) in documents.iter().zip(&scores).enumerate() {
                if copies.next_if_eq(&at).is_none() {
                    self.keep_best(*document, *score);
                }
            }
        }
        self.met = met;
        if !self.everything {
            for counts in &mut self.facets {
                counts.add_all(&documents, &mut self.block);
            }
        }
        (self.documents, self.scores) = (documents, scores);
        self.documents.clear();
        self.scores.clear();
    }

    /// Puts an article to its copies.
    fn fold(&mut self, document: DocId, score: Score, Member { stands, rank, .. }: Member) {
        let key = self.key(document, score);
        let hit = Ranked { key, rank, score, document: DocAddress::new(self.ordinal, document) };
        add(&mut self.stories, stands, Story { best: hit, shown: hit });
        self.folded.push((stands, rank));
    }

    fn key(&self, document: DocId, score: Score) -> u64 {
        match self.sort {
            Sort::Relevance | Sort::Fresh => tidied(score),
            Sort::Newest => self.published.first(document).map_or(0, moment),
            Sort::Oldest => self.published.first(document).map_or(0, |at| u64::MAX - moment(at)),
        }
    }

    fn keep_best(&mut self, document: DocId, score: Score) {
        let key = self.key(document, score);
        let is_full = self.best.len() >= self.keep;
        if is_full && self.best.peek().is_some_and(|Reverse(worst)| key < worst.key) {
            return;
        }
        let rank = self.rank.first(document).unwrap_or(u64::MAX);
        let hit = Ranked { key, rank, score, document: DocAddress::new(self.ordinal, document) };
        if !is_full {
            self.best.push(Reverse(hit));
        } else if self.best.peek().is_some_and(|Reverse(worst)| *worst < hit)
            && let Some(mut worst) = self.best.peek_mut()
        {
            *worst = Reverse(hit);
        }
    }
}

impl SegmentCollector for PageSegment {
    type Fruit = Collected;

    fn collect(&mut self, document: DocId, score: Score) {
        self.documents.push(document);
        self.scores.push(score);
        if self.documents.len() >= BLOCK {
            self.flush();
        }
    }

    fn harvest(mut self) -> Collected {
        self.flush();
        self.facets.into_iter().for_each(Counts::close);
        Collected {
            total: self.total,
            best: self.best.into_iter().map(|Reverse(hit)| hit).collect(),
            facets: Vec::new(),
            stories: self.stories,
            folded: self.folded,
        }
    }
}
