//! Which articles are folded into which story.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use super::block::Block;
use super::sieve::Sieve;
use crate::index::{Copied, Copies};

/// Copies of stories, asked for by very many articles of which few are any.
#[derive(Debug, Default)]
pub(super) struct Folding {
    copies: Copies,
    /// Which documents they are, in segments of which that is kept.
    copied: HashMap<SegmentId, Copied, FixedState>,
    sieve: Sieve,
}

impl Folding {
    pub(super) fn of(copies: Copies, copied: Vec<(SegmentId, Copied)>) -> Self {
        Folding { copies, copied: copied.into_iter().collect(), sieve: Sieve::default() }
    }

    pub(super) fn copies(&self) -> &Copies {
        &self.copies
    }

    /// The article that stands for the story this one is a copy of, by ranks.
    pub(super) fn stands_for(&self, rank: u64) -> Option<u64> {
        let members = (self.copies.copies() + self.copies.stories()) as usize;
        let may_be = self.sieve.lets(rank, members, || self.copies.members());
        may_be.then(|| self.copies.stands_for(rank)).flatten()
    }
}

/// A document that is one of several copies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// Its place among those that were asked about.
    pub(super) at: usize,
    /// The article that stands for the story, by its rank.
    pub(super) stands: u64,
    /// Its own.
    pub(super) rank: u64,
}

/// Finds copies in a segment, which is gone through in its order.
pub(super) struct Members {
    folding: Arc<Folding>,
    copied: Option<Copied>,
    /// How far through what is kept.
    met: usize,
    documents: Vec<DocId>,
}

impl Members {
    pub(super) fn open(folding: &Arc<Folding>, segment: &SegmentReader) -> Members {
        let copied = folding.copied.get(&segment.segment_id()).cloned();
        Members { folding: Arc::clone(folding), copied, met: 0, documents: Vec::new() }
    }

    /// Those of `documents` that are copies, in their order; `ranks` is the segment's.
    pub(super) fn among(
        &mut self,
        documents: &[DocId],
        ranks: &Column<u64>,
        block: &mut Block,
        out: &mut Vec<Member>,
    ) {
        out.clear();
        let Members { folding, copied, met, documents: found } = self;
        let Some(copied) = copied else {
            let ranks = ranks_of(documents, ranks, block);
            let member = |(at, rank)| Some(Member { at, stands: folding.stands_for(rank)?, rank });
            out.extend(ranks.enumerate().filter_map(member));
            return;
        };
        found.clear();
        for (at, document) in documents.iter().enumerate() {
            let story = copied.story_of(*document, met);
            if let Some(stands) = story.and_then(|story| folding.copies.first_of(story)) {
                found.push(*document);
                out.push(Member { at, stands, rank: 0 });
            }
        }
        out.iter_mut().zip(ranks_of(found, ranks, block)).for_each(|(member, rank)| member.rank = rank);
    }
}

/// The ranks of documents that are in order.
fn ranks_of(documents: &[DocId], ranks: &Column<u64>, block: &mut Block) -> impl Iterator<Item = u64> {
    let values = block.values(ranks, documents);
    // Every article has one.
    let has_all = values.len() == documents.len();
    let rank = move |(at, document): (usize, &DocId)| {
        values.get(at).filter(|_| has_all).copied().or_else(|| ranks.first(*document)).unwrap_or(u64::MAX)
    };
    documents.iter().enumerate().map(rank)
}
