//! Counts by number: every number has its place, so that adding to one is a step, and the numbers that were met are
//! noted, so that few of them are soon told.
//!
//! Places are bytes, so that those of all names stay in the caches of a core: adding to a place that has to be fetched from
//! memory is most of what counting costs. What a byte cannot hold is kept beside.

/// Where more than one in so many numbers was met, all are gone through.
const SPARSE: usize = 8;

/// How often each number was counted.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// How often beyond what is carried.
    counts: Vec<u8>,
    /// Whole rounds of the byte, and what was not added one by one.
    carried: Vec<i32>,
    /// The numbers that were counted; one that came to nothing in between stands here again.
    met: Vec<u32>,
}

/// What a byte comes to in one round.
const ROUND: i32 = 1 << u8::BITS;

impl Sums {
    /// Nothing yet, with places for so many numbers.
    pub(super) fn of(numbers: usize) -> Sums {
        let mut sums = Sums::default();
        sums.reach(numbers);
        sums
    }

    /// Makes places for so many numbers.
    pub(super) fn reach(&mut self, numbers: usize) {
        if numbers > self.counts.len() {
            self.counts.resize(numbers, 0);
            self.carried.resize(numbers, 0);
        }
    }

    /// Counts a number so often, or takes so much away. One without a place, as a decayed file may hold, is nobody's.
    #[inline]
    pub(super) fn add(&mut self, number: u32, times: i32) {
        let Some(carried) = self.carried.get_mut(number as usize) else { return };
        if *carried == 0 {
            self.met.push(number);
        }
        *carried = carried.saturating_add(times);
    }

    /// Counts each of these once more. Most places have to be fetched, and are fetched side by side: nothing here waits for
    /// what stands in one of them.
    pub(super) fn add_each(&mut self, numbers: &[u32]) {
        let mut end = self.met.len();
        self.met.resize(end + numbers.len(), 0);
        for number in numbers {
            let (Some(count), Some(next)) = (self.counts.get_mut(*number as usize), self.met.get_mut(end))
            else {
                continue;
            };
            *next = *number;
            end += usize::from(*count == 0);
            *count = count.wrapping_add(1);
            if *count == 0
                && let Some(carried) = self.carried.get_mut(*number as usize)
            {
                *carried = carried.saturating_add(ROUND);
            }
        }
        self.met.truncate(end);
    }

    /// Gives every number that was counted, once and in no order, and is empty then.
    pub(super) fn drain(&mut self, mut each: impl FnMut(u32, i32)) {
        let mut take = |number: u32, count: &mut u8, carried: &mut i32| {
            let all = std::mem::take(carried).saturating_add(i32::from(std::mem::take(count)));
            if all != 0 {
                each(number, all);
            }
        };
        if self.met.len() * SPARSE > self.counts.len() {
            // What lies side by side is read in one go.
            for (number, (count, carried)) in (0..).zip(self.counts.iter_mut().zip(&mut self.carried)) {
                take(number, count, carried);
            }
        } else {
            for number in &self.met {
                let at = *number as usize;
                if let (Some(count), Some(carried)) = (self.counts.get_mut(at), self.carried.get_mut(at)) {
                    take(*number, count, carried);
                }
            }
        }
        self.met.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_added_is_given_once(
            added in prop::collection::vec((0..90_u32, -2..3_i32, 1..600_usize), 0..60),
            (numbers, more) in (0..500_usize, 0..90_usize),
        ) {
            let mut sums = Sums::of(numbers);
            sums.reach(more);
            let mut want: BTreeMap<u32, i32> = BTreeMap::new();
            for (number, times, again) in &added {
                let one_by_one = *times == 1;
                if one_by_one { sums.add_each(&vec![*number; *again]) } else { sums.add(*number, *times) }
                *want.entry(*number).or_default() += if one_by_one { *again as i32 } else { *times };
            }
            want.retain(|number, count| *count != 0 && (*number as usize) < numbers.max(more));
            let mut given = Vec::new();
            sums.drain(|number, count| given.push((number, count)));
            given.sort_unstable();
            prop_assert_eq!(given, want.into_iter().collect::<Vec<_>>());
            sums.drain(|number, count| panic!("{number} {count} is left"));
        }
    }
}
