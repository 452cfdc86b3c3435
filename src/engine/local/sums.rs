//! Counts by number: every number has its place, so that adding to one is a step, and the numbers that were met are
//! noted, so that few of them are soon told.

/// Where more than one in so many numbers was met, all are gone through.
const SPARSE: usize = 8;

/// How often each number was counted.
#[derive(Debug, Default)]
pub(super) struct Sums {
    counts: Vec<i32>,
    /// The numbers that were counted; one that came to nothing in between stands here again.
    met: Vec<u32>,
}

impl Sums {
    /// Nothing yet, with places for so many numbers.
    pub(super) fn of(numbers: usize) -> Sums {
        Sums { counts: vec![0; numbers], met: Vec::new() }
    }

    /// Makes places for so many numbers.
    pub(super) fn reach(&mut self, numbers: usize) {
        if numbers > self.counts.len() {
            self.counts.resize(numbers, 0);
        }
    }

    /// Counts a number so often, or takes so much away. One without a place, as a decayed file may hold, is nobody's.
    #[inline]
    pub(super) fn add(&mut self, number: u32, times: i32) {
        let Some(count) = self.counts.get_mut(number as usize) else { return };
        if *count == 0 {
            self.met.push(number);
        }
        *count = count.saturating_add(times);
    }

    /// Counts each of these once more. Most places have to be fetched, and are fetched side by side: nothing here waits for
    /// what stands in one of them.
    pub(super) fn add_each(&mut self, numbers: &[u32]) {
        let mut end = self.met.len();
        self.met.resize(end + numbers.len(), 0);
        for number in numbers {
            if let (Some(count), Some(next)) = (self.counts.get_mut(*number as usize), self.met.get_mut(end))
            {
                *next = *number;
                end += usize::from(*count == 0);
                *count = count.saturating_add(1);
            }
        }
        self.met.truncate(end);
    }

    /// Gives every number that was counted, once and in no order, and is empty then.
    pub(super) fn drain(&mut self, mut each: impl FnMut(u32, i32)) {
        if self.met.len() * SPARSE > self.counts.len() {
            // What lies side by side is read in one go.
            for (number, count) in (0..).zip(&mut self.counts) {
                if *count != 0 {
                    each(number, std::mem::take(count));
                }
            }
        } else {
            for number in &self.met {
                let count = self.counts.get_mut(*number as usize).map_or(0, std::mem::take);
                if count != 0 {
                    each(*number, count);
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
            added in prop::collection::vec((0..90_u32, -2..3_i32), 0..60),
            (numbers, more) in (0..500_usize, 0..90_usize),
        ) {
            let mut sums = Sums::of(numbers);
            sums.reach(more);
            let mut want: BTreeMap<u32, i32> = BTreeMap::new();
            for (number, times) in &added {
                if *times == 1 { sums.add_each(&[*number]) } else { sums.add(*number, *times) }
                *want.entry(*number).or_default() += times;
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
