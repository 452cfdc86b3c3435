//! What some articles that come and go change in the groups of copies.
//!
//! Two articles are compared where they share a band or an address, and a bucket of many is compared in part. So a
//! change can join or part only members of its own buckets. Mostly it parts none: whatever these buckets joined before
//! they still join, and the groups are those of before with what is joined now. Where something is parted, it may hang
//! together by other buckets: those of all its group are gathered and compared again. All other groups stay as they
//! are.

use super::all::{All, Set, among};
use super::joined::{Sets, join_band, join_versions};
use super::mended::Mending;
use super::{BANDS, Copies, Sketch, groups};

/// Where more than one in so many would be looked at again, all are.
const NARROW: usize = 8;
/// A group of more articles is not gathered whole where that can be helped.
const FEW: usize = 1_024;

/// Buckets in which articles are compared with each other.
#[derive(Default)]
struct Buckets {
    bands: Set<u32>,
    addresses: Set<u64>,
    /// Of every band that is wanted a bit: nearly all that is looked at is in none, and need not be looked up.
    sieve: Sieve,
}

/// Bits of numbers that are in a set; others may have the same.
struct Sieve(Vec<u64>);

/// So many words of bits stay near at hand.
const SIEVE: usize = 1 << 10;

impl Default for Sieve {
    fn default() -> Self {
        Sieve(vec![0; SIEVE])
    }
}

impl Sieve {
    fn place(number: u32) -> (usize, u64) {
        // The bands of one place differ in their low bits alone.
        let mixed = number.wrapping_mul(0x9e37_79b1) >> (u32::BITS - (SIEVE.ilog2() + 6));
        (mixed as usize / 64, 1 << (mixed % 64))
    }

    fn insert(&mut self, number: u32) {
        let (word, bit) = Sieve::place(number);
        self.0.get_mut(word).into_iter().for_each(|word| *word |= bit);
    }

    fn may_hold(&self, number: u32) -> bool {
        let (word, bit) = Sieve::place(number);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

impl Buckets {
    fn of<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> Buckets {
        let mut buckets = Buckets::default();
        for sketch in sketches {
            for band in sketch.bands() {
                buckets.bands.insert(band);
                buckets.sieve.insert(band);
            }
            if sketch.address != 0 {
                buckets.addresses.insert(sketch.address);
            }
        }
        buckets
    }

    fn hold(&self, sketch: &Sketch) -> bool {
        let is_wanted = |band: u32| self.sieve.may_hold(band) && self.bands.contains(&band);
        (sketch.address != 0 && self.addresses.contains(&sketch.address)) || sketch.bands().any(is_wanted)
    }

    /// What is alike by these buckets alone.
    fn joined(&self, all: &[&Sketch]) -> Sets {
        let mut sets = Sets::new(all.len());
        for band in 0..BANDS {
            join_band(all, band, |key| self.bands.contains(&key), &mut sets);
        }
        join_versions(all, |address| self.addresses.contains(&address), &mut sets);
        sets
    }
}

/// A change, and all that is compared with what it changes.
struct Change {
    gone: Set<u64>,
    before: Vec<Sketch>,
    after: Vec<Sketch>,
    buckets: Buckets,
}

impl Change {
    fn of<'s>(gone: &[Sketch], come: &[Sketch], all: &impl All<'s>) -> Self {
        let buckets = Buckets::of(gone.iter().chain(come));
        let new: Set<u64> = come.iter().map(Sketch::rank).collect();
        let after = among(all, |sketch| buckets.hold(sketch));
        let stayed = after.iter().filter(|sketch| !new.contains(&sketch.rank));
        let mut before: Vec<Sketch> = stayed.chain(gone).copied().collect();
        before.sort_unstable_by_key(|sketch| sketch.rank);
        Change { gone: gone.iter().map(Sketch::rank).collect(), before, after, buckets }
    }

    /// What the changed buckets join now, unless something that stays is parted in them.
    fn unparted(&self) -> Option<Vec<Vec<u32>>> {
        let mut after = self.buckets.joined(&self.after.iter().collect::<Vec<_>>());
        for set in self.buckets.joined(&self.before.iter().collect::<Vec<_>>()).joined() {
            let ranks =
                set.into_iter().filter_map(|at| self.before.get(at as usize)).map(|sketch| sketch.rank);
            let stay = ranks.filter(|rank| !self.gone.contains(rank));
            let mut roots = stay.filter_map(|rank| place(&self.after, rank)).map(|at| after.root(at));
            let first = roots.next();
            if roots.any(|root| Some(root) != first) {
                return None;
            }
        }
        Some(after.joined())
    }

    /// What joins what, as sketches.
    fn alike(&self, joined: Vec<Vec<u32>>) -> Vec<Vec<&Sketch>> {
        let sketches = |set: Vec<u32>| set.into_iter().filter_map(|at| self.after.get(at as usize)).collect();
        joined.into_iter().map(sketches).collect()
    }

    /// The groups that come of these, all that they are compared with gathered whole.
    fn compared_again<'s>(&self, theirs: &[Vec<u64>], all: &impl All<'s>) -> Vec<Vec<u64>> {
        let mut touched: Set<u64> = self.after.iter().map(|sketch| sketch.rank).collect();
        touched.extend(theirs.iter().flatten());
        let buckets = Buckets::of(&among(all, |sketch| touched.contains(&sketch.rank)));
        let beside = among(all, |sketch| buckets.hold(sketch));
        let mut found = groups(&beside.iter().collect::<Vec<_>>());
        found.retain(|group| group.iter().any(|rank| touched.contains(rank)));
        found
    }
}

/// Where a rank stands among sketches in the order of their ranks.
fn place(all: &[Sketch], rank: u64) -> Option<u32> {
    all.binary_search_by_key(&rank, |sketch| sketch.rank).ok().map(|at| at as u32)
}

impl Copies {
    /// The groups among `all` articles as they are now, where these are the groups of before, `gone` are those
    /// that went and `come` those that came; one that is another now did both.
    pub(in crate::index) fn changed<'s>(
        &self,
        gone: &[Sketch],
        come: &[Sketch],
        all: &impl All<'s>,
    ) -> Copies {
        let changed = gone.len() + come.len();
        if all().take(changed * NARROW).count() < changed * NARROW {
            return Copies::among(&all().collect::<Vec<_>>());
        }
        self.narrowly(gone, come, FEW, all)
    }

    /// [`Copies::changed`], however many there are. A group of more than a few is not gathered where that can be helped.
    pub(super) fn narrowly<'s>(
        &self,
        gone: &[Sketch],
        come: &[Sketch],
        few: usize,
        all: &impl All<'s>,
    ) -> Copies {
        let change = Change::of(gone, come, all);
        if let Some(joined) = change.unparted() {
            return self.mended(&Mending { gone, alike: change.alike(joined), few }, all);
        }
        let touched = change.before.iter().map(|sketch| sketch.rank);
        let firsts: Set<u64> = touched.filter_map(|rank| self.stands_for(rank)).collect();
        let is_theirs = |group: &Vec<u64>| group.first().is_some_and(|first| firsts.contains(first));
        let (theirs, stay): (Vec<_>, Vec<_>) = self.groups().partition(is_theirs);
        Copies::of_groups(stay.into_iter().chain(change.compared_again(&theirs, all)))
    }
}
