//! Which articles are folded into which story.

use super::sieve::Sieve;
use crate::index::Copies;

/// Copies of stories, asked for by very many articles of which few are any.
#[derive(Debug, Default)]
pub(super) struct Folding {
    copies: Copies,
    sieve: Sieve,
}

impl Folding {
    pub(super) fn of(copies: Copies) -> Self {
        Folding { copies, sieve: Sieve::default() }
    }

    pub(super) fn copies(&self) -> &Copies {
        &self.copies
    }

    /// The article that stands for the story this one is a copy of, by ranks.
    pub(super) fn stands_for(&self, rank: u64) -> Option<u64> {
        let members = (self.copies.copies() + self.copies.stories()) as usize;
        if self.sieve.lets(rank, members, || self.copies.members()) {
            self.copies.stands_for(rank)
        } else {
            None
        }
    }
}
