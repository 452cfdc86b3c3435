//! Statements that copies of one story repeat: each is told once.
//!
//! Of the articles of one story, those are one statement that have the same words and come in the same turn among those
//! of these words. Only articles that are copies are looked at; of each of their statements some bytes are kept.

use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Query as Compiled;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::LocalEngine;
use super::folding::Folding;
use super::join::{Number as _, Of, RANK, Told};
use super::unpacked::Unpacked;
use crate::index::IndexError;
use crate::index::analysis::exact_tokens;

/// Which statements are one.
#[derive(Debug, Default)]
pub(super) struct SaidOnce {
    /// Of each statement of a copy, by the rank of its article and its number there, what it is one with.
    same: HashMap<(u64, u64), u64, FixedState>,
    /// How many are one.
    counts: HashMap<u64, u64, FixedState>,
    told: HashSet<u64, FixedState>,
}

impl SaidOnce {
    /// Those of the statements that match.
    pub(super) fn among(engine: &LocalEngine, query: &dyn Compiled) -> Result<SaidOnce, IndexError> {
        let mut copied =
            engine.searcher.search(query, &CopiedCollector { folding: Arc::clone(&engine.folding) })?;
        copied.sort_unstable();
        let mut out = SaidOnce::default();
        let hasher = FixedState::default();
        let mut unpacked = Unpacked::default();
        for article in copied.chunk_by(|a, b| a.0 == b.0) {
            let Some((rank, ..)) = article.first() else { continue };
            let Some(record) = unpacked.get(engine, *rank)? else { continue };
            let mut turns: HashMap<u64, u64, FixedState> = HashMap::default();
            for (rank, ordinal, story) in article {
                let Some(statement) = record.annotations.statements.get(*ordinal as usize) else { continue };
                let words = hasher.hash_one(exact_tokens(statement.span.of(&record.article.text)));
                let turn = turns.entry(words).or_default();
                let key = hasher.hash_one((story, words, *turn));
                *turn += 1;
                out.same.insert((*rank, *ordinal), key);
                *out.counts.entry(key).or_default() += 1;
            }
        }
        Ok(out)
    }

    /// How many repeat another.
    pub(super) fn repeated(&self) -> u64 {
        (self.same.len() - self.counts.len()) as u64
    }

    /// How many others are one with this statement, where it comes first; nothing where one of them came before.
    pub(super) fn others(&mut self, article: u64, ordinal: u64) -> Option<u64> {
        let Some(key) = self.same.get(&(article, ordinal)) else { return Some(0) };
        let count = self.counts.get(key).copied().unwrap_or(1);
        self.told.insert(*key).then(|| count.saturating_sub(1))
    }
}

/// Finds statements of articles that are copies: rank, number, and the story.
struct CopiedCollector {
    folding: Arc<Folding>,
}

impl Collector for CopiedCollector {
    type Fruit = Vec<(u64, u64, u64)>;
    type Child = CopiedSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<CopiedSegment> {
        Ok(CopiedSegment {
            folding: Arc::clone(&self.folding),
            article: Told::open(segment, RANK, Of::Statements)?,
            ordinal: u64::column(segment, "said_ordinal")?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(parts.concat())
    }
}

struct CopiedSegment {
    folding: Arc<Folding>,
    article: Told<u64>,
    ordinal: Column<u64>,
    found: Vec<(u64, u64, u64)>,
}

impl SegmentCollector for CopiedSegment {
    type Fruit = Vec<(u64, u64, u64)>;

    fn collect(&mut self, document: DocId, _: Score) {
        let Some(rank) = self.article.first(document) else { return };
        let Some(story) = self.folding.stands_for(rank) else { return };
        self.found.extend(self.ordinal.first(document).map(|ordinal| (rank, ordinal, story)));
    }

    fn harvest(self) -> Self::Fruit {
        self.found
    }
}
