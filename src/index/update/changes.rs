//! What sets one manifest off from another.

use std::collections::BTreeSet;

use crate::index::copies::Sketch;
use crate::index::manifest::{FileEntry, Manifest};

/// Articles that differ.
#[derive(Default)]
pub(super) struct Changes {
    /// Articles that came, went or are others than they were, as numbers.
    pub ranks: BTreeSet<u64>,
    /// How many.
    pub articles: u64,
}

impl Changes {
    pub(super) fn between(before: &Manifest, now: &Manifest) -> Changes {
        let mut out = Changes::default();
        let same = |one: &FileEntry, other: &FileEntry| {
            one.hash == other.hash && one.state == other.state && one.sketches == other.sketches
        };
        for (path, entry) in before {
            match now.get(path) {
                Some(new) if same(entry, new) => {}
                _ => out.ranks.extend(entry.sketches.iter().map(Sketch::rank)),
            }
        }
        for (path, entry) in now {
            match before.get(path) {
                Some(old) if same(old, entry) => {}
                _ => out.ranks.extend(entry.sketches.iter().map(Sketch::rank)),
            }
        }
        out.articles = out.ranks.len() as u64;
        out
    }
}
