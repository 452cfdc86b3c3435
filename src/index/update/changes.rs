//! What a change of the manifest changes in the articles.

use std::collections::BTreeSet;

use crate::index::copies::Sketch;
use crate::index::manifest::{Delta, FileEntry, Known};

/// Articles that differ.
#[derive(Default)]
pub(super) struct Changes {
    /// Articles that came, went or are others than they were, as numbers.
    pub ranks: BTreeSet<u64>,
    /// How many.
    pub articles: u64,
    /// What copies of those are found by that were there before.
    pub gone: Vec<Sketch>,
    /// Of those that are there now.
    pub come: Vec<Sketch>,
}

impl Changes {
    pub(super) fn of(delta: &Delta, before: &Known) -> Changes {
        let mut out = Changes::default();
        let same = |one: &FileEntry, other: &FileEntry| {
            one.hash == other.hash && one.state == other.state && one.sketches == other.sketches
        };
        for (path, now) in delta {
            let was = before.get(path);
            if let (Some(was), Some(now)) = (&was, now)
                && same(was, now)
            {
                continue;
            }
            out.gone.extend(was.into_iter().flat_map(|entry| entry.sketches));
            out.come.extend(now.iter().flat_map(|entry| &entry.sketches));
        }
        out.ranks = out.gone.iter().chain(&out.come).map(Sketch::rank).collect();
        out.articles = out.ranks.len() as u64;
        out
    }
}
