//! All sketches of an index, gone over as they lie on the disk.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::Sketch;

pub(super) type Set<T> = HashSet<T, FixedState>;

/// Goes over the sketches of all articles: they lie on the disk, and few of them are wanted in memory.
pub(in crate::index) trait All<'s>: Fn() -> Box<dyn Iterator<Item = Sketch> + 's> {}

impl<'s, F: Fn() -> Box<dyn Iterator<Item = Sketch> + 's>> All<'s> for F {}

/// Those of the sketches that are wanted, by rank.
pub(super) fn among<'s>(all: &impl All<'s>, wanted: impl Fn(&Sketch) -> bool) -> Vec<Sketch> {
    let mut found: Vec<Sketch> = all().filter(|sketch| wanted(sketch)).collect();
    found.sort_unstable_by_key(|sketch| sketch.rank);
    found
}
