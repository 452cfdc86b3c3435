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
    group.sort_by_cached_key(|sketch| (is_old(sketch), sketch.place()));
}

/// Joins what has one address, of those that are wanted.
pub(super) fn join_versions(all: &[&Sketch], wanted: impl Fn(u64) -> bool, sets: &mut Sets) {
    let mut keys: Vec<(u64, u32)> = (0..)
        .zip(all)
        .filter(|(_, sketch)| sketch.address != 0 && wanted(sketch.address))
        .map(|(at, sketch)| (sketch.address, at))
        .collect();
    keys.sort_unstable();
    let sketch = |at: u32| all.get(at as usize);
    for bucket in keys.chunk_by(|one, other| one.0 == other.0) {
        for (place, (_, one)) in bucket.iter().enumerate() {
            for (_, other) in bucket.iter().skip(place + 1).take(COMPARED) {
                if let (Some(a), Some(b)) = (sketch(*one), sketch(*other))
                    && a.is_version_of(b)
                {
                    sets.join(*one, *other);
                }
            }
        }
    }
}

/// Joins those that share a band that is wanted, and agree in enough of the others.
pub(super) fn join_band(all: &[&Sketch], band: usize, wanted: impl Fn(u32) -> bool, sets: &mut Sets) {
    let keys = (0..).zip(all).map(|(at, sketch)| (sketch.band(band), at));
    let mut keys: Vec<(u32, u32)> = keys.filter(|(key, _)| wanted(*key)).collect();
    keys.sort_unstable();
    let sketch = |at: u32| all.get(at as usize);
    for bucket in keys.chunk_by(|one, other| one.0 == other.0).filter(|bucket| bucket.len() > 1) {
        let mut distinct: Vec<u32> = Vec::new();
        let mut seen: BTreeSet<&[u8; BINS]> = BTreeSet::new();
        let mut first: HashMap<&[u8; BINS], u32> = HashMap::new();
        for (_, at) in bucket {
            let Some(sketch) = sketch(*at) else { continue };
            if seen.insert(&sketch.bins) {
                first.insert(&sketch.bins, *at);
                distinct.push(*at);
            } else if let Some(twin) = first.get(&sketch.bins) {
                sets.join(*twin, *at);
            }
        }
        for (place, one) in distinct.iter().enumerate() {
            for other in distinct.iter().skip(place + 1).take(COMPARED) {
                if let (Some(a), Some(b)) = (sketch(*one), sketch(*other))
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
    parent: Vec<u32>,
}

impl Sets {
    pub(super) fn new(length: usize) -> Sets {
        Sets { parent: (0..length as u32).collect() }
    }

    fn parent(&self, at: u32) -> u32 {
        self.parent.get(at as usize).copied().unwrap_or(at)
    }

    fn put(&mut self, at: u32, below: u32) {
        self.parent.get_mut(at as usize).into_iter().for_each(|parent| *parent = below);
    }

    pub(super) fn root(&mut self, mut at: u32) -> u32 {
        while self.parent(at) != at {
            let above = self.parent(self.parent(at));
            self.put(at, above);
            at = above;
        }
        at
    }

    /// The sets of more than one, each in its order.
    pub(super) fn joined(&mut self) -> Vec<Vec<u32>> {
        let mut places: Vec<(u32, u32)> =
            (0..self.parent.len() as u32).map(|at| (self.root(at), at)).collect();
        places.sort_unstable();
        let sets = places.chunk_by(|one, other| one.0 == other.0).filter(|set| set.len() > 1);
        sets.map(|set| set.iter().map(|(_, at)| *at).collect()).collect()
    }

    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        self.put(one.max(other), one.min(other));
    }
}
