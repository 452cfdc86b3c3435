//! Which articles are folded into which story.

use std::sync::OnceLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::sieve::Sieve;
use crate::index::Copies;

/// Copies of stories, asked for by very many articles of which few are any.
#[derive(Debug, Default)]
pub(super) struct Folding {
    copies: Copies,
    sieve: Sieve,
    /// Whom each copy is folded into, for whoever asks of so many that a sieve was made.
    firsts: OnceLock<HashMap<u64, u64, FixedState>>,
}

impl Folding {
    pub(super) fn of(copies: Copies) -> Self {
        Folding { copies, ..Folding::default() }
    }

    pub(super) fn copies(&self) -> &Copies {
        &self.copies
    }

    /// The article that stands for the story this one is a copy of, by ranks.
    pub(super) fn stands_for(&self, rank: u64) -> Option<u64> {
        let members = (self.copies.copies() + self.copies.stories()) as usize;
        if !self.sieve.lets(rank, members, || self.copies.members()) {
            return None;
        }
        if !self.sieve.is_made() {
            return self.copies.stands_for(rank);
        }
        self.firsts.get_or_init(|| self.copies.firsts().collect()).get(&rank).copied()
    }
}
