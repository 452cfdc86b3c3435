//! Joining what is alike: within a band, and by address.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::sketch::Sketch;
use super::{BINS, COMPARED};

/// Of several captures of one page the newest counts, and of what counts the longest stands for the others.
pub(super) fn order(group: &mut [&Sketch]) {
    let mut newest: HashMap<u64, i64> = HashMap::new();
    for sketch in group.iter().filter(|sketch| sketch.address != 0) {
        let known = newest.entry(sketch.address).or_insert(sketch.captured);
        *known = (*known).max(sketch.captured);
    }
    let is_old = |sketch: &Sketch| newest.get(&sketch.address).is_some_and(|best| sketch.captured < *best);
    group.sort_by_key(|sketch| (is_old(sketch), sketch.place()));
}

/// Joins what has one address.
pub(super) fn join_versions(all: &[&Sketch], sets: &mut Sets) {
    let mut keys: Vec<(u64, usize)> = all
        .iter()
        .enumerate()
        .filter(|(_, sketch)| sketch.address != 0)
        .map(|(at, sketch)| (sketch.address, at))
        .collect();
    keys.sort_unstable();
    for bucket in keys.chunk_by(|one, other| one.0 == other.0) {
        for (place, (_, one)) in bucket.iter().enumerate() {
            for (_, other) in bucket.iter().skip(place + 1).take(COMPARED) {
                if let (Some(a), Some(b)) = (all.get(*one), all.get(*other))
                    && a.is_version_of(b)
                {
                    sets.join(*one, *other);
                }
            }
        }
    }
}

/// Joins those that share a band and agree in enough of the others.
pub(super) fn join_band(all: &[&Sketch], band: usize, sets: &mut Sets) {
    let mut keys: Vec<(u32, usize)> =
        all.iter().enumerate().map(|(at, sketch)| (sketch.band(band), at)).collect();
    keys.sort_unstable();
    for bucket in keys.chunk_by(|one, other| one.0 == other.0).filter(|bucket| bucket.len() > 1) {
        let mut distinct: Vec<usize> = Vec::new();
        let mut seen: BTreeSet<&[u8; BINS]> = BTreeSet::new();
        let mut first: HashMap<&[u8; BINS], usize> = HashMap::new();
        for (_, at) in bucket {
            let Some(sketch) = all.get(*at) else { continue };
            if seen.insert(&sketch.bins) {
                first.insert(&sketch.bins, *at);
                distinct.push(*at);
            } else if let Some(twin) = first.get(&sketch.bins) {
                sets.join(*twin, *at);
            }
        }
        for (place, one) in distinct.iter().enumerate() {
            for other in distinct.iter().skip(place + 1).take(COMPARED) {
                if let (Some(a), Some(b)) = (all.get(*one), all.get(*other))
                    && a.agrees(b)
                {
                    sets.join(*one, *other);
                }
            }
        }
    }
}

/// Sets that grow together, by their least member.
pub(super) struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    pub(super) fn new(length: usize) -> Sets {
        Sets { parent: (0..length).collect() }
    }

    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.parent[high] = low;
    }
}
