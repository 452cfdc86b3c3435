//! What some articles that come and go change in the groups of copies.
//!
//! Two articles are compared where they share a band or an address, and a bucket of many is compared in part. So a
//! change can join or part only members of its own buckets, and the groups these are in; whether two of those are
//! joined depends on their other buckets as well, which are gathered whole. All other groups stay as they are.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::{BANDS, Copies, Sketch, groups};

/// Where more than one in so many would be looked at again, all are.
const NARROW: usize = 8;

type Set<T> = HashSet<T, FixedState>;

/// Buckets in which articles are compared with each other.
#[derive(Default)]
struct Buckets {
    bands: Set<u32>,
    addresses: Set<u64>,
}

impl Buckets {
    fn add(&mut self, sketch: &Sketch) {
        self.bands.extend((0..BANDS).map(|band| sketch.band(band)));
        if sketch.address != 0 {
            self.addresses.insert(sketch.address);
        }
    }

    fn hold(&self, sketch: &Sketch) -> bool {
        self.addresses.contains(&sketch.address)
            || (0..BANDS).any(|band| self.bands.contains(&sketch.band(band)))
    }
}

impl Copies {
    /// The groups among `all` articles as they are now, where these are the groups of before, `gone` are those
    /// that went and `come` those that came; one that is another now did both.
    pub(in crate::index) fn changed(&self, gone: &[Sketch], come: &[Sketch], all: &[Sketch]) -> Copies {
        if (gone.len() + come.len()) * NARROW > all.len() {
            return Copies::among(all);
        }
        self.narrowly(gone, come, all)
    }

    /// [`Copies::changed`], however many there are.
    pub(super) fn narrowly(&self, gone: &[Sketch], come: &[Sketch], all: &[Sketch]) -> Copies {
        let mut buckets = Buckets::default();
        gone.iter().chain(come).for_each(|sketch| buckets.add(sketch));
        let mut touched: Set<u64> = gone.iter().map(Sketch::rank).collect();
        touched.extend(all.iter().filter(|sketch| buckets.hold(sketch)).map(Sketch::rank));
        let firsts: Set<u64> = touched.iter().filter_map(|rank| self.stands_for(*rank)).collect();
        let theirs = |group: &Vec<u64>| group.first().is_some_and(|first| firsts.contains(first));
        self.groups().filter(&theirs).for_each(|group| touched.extend(group));
        let mut buckets = Buckets::default();
        all.iter().filter(|sketch| touched.contains(&sketch.rank)).for_each(|sketch| buckets.add(sketch));
        let mut beside: Vec<&Sketch> = all.iter().filter(|sketch| buckets.hold(sketch)).collect();
        beside.sort_unstable_by_key(|sketch| sketch.rank);
        let again =
            groups(&beside).into_iter().filter(|group| group.iter().any(|rank| touched.contains(rank)));
        let stay = self.groups().filter(|group| !theirs(group));
        Copies::of_groups(stay.chain(again))
    }
}
