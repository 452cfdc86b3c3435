//! Counting for the first values alone.
//!
//! The more often a name is meant in the archive, the lower its number: of a large result few can be among the ten
//! commonest. Low numbers are counted in a table that stays in the processor's nearest cache. The others wait, until it is
//! certain that none of them is meant as often as the first; then it is only noted that they were met.

use super::sums::Sums;

/// Numbers below this are counted in any case; in unit tests few are.
pub(super) const LOW: u32 = if cfg!(test) { 4 } else { 4096 };
/// So many others wait before it is asked whether they have to be counted.
const WAITING: usize = 1 << 14;
/// Places behind the table that take what does not belong in it, so that nothing depends on what a number is.
const ASIDE: u32 = 64;

/// What is counted for the first values.
#[derive(Debug)]
pub(super) struct Leading {
    /// How often each low number was met; then what was put aside.
    low: Vec<u32>,
    /// Bits of the other numbers that were met and not counted.
    met: Vec<u64>,
    waiting: Vec<u32>,
    /// How many of the first values are wanted.
    wanted: usize,
    /// More often than this no other number is met in the whole archive.
    most: u32,
}

impl Leading {
    /// Nothing yet, for so many of the first values, where no number that is not low is met more often than `most` times.
    pub(super) fn of(wanted: usize, most: u32) -> Leading {
        Leading {
            low: vec![0; (LOW + ASIDE) as usize],
            met: Vec::new(),
            waiting: Vec::with_capacity(WAITING),
            wanted,
            most,
        }
    }

    /// Counts each of these once more; those that have to be counted and are not low are added to `sums`.
    pub(super) fn add_each(&mut self, numbers: &[u32], sums: &mut Sums) {
        let mut end = self.waiting.len();
        self.waiting.resize(end + numbers.len(), 0);
        for number in numbers {
            let is_low = *number < LOW;
            let place = if is_low { *number } else { LOW + number % ASIDE };
            if let (Some(count), Some(next)) = (self.low.get_mut(place as usize), self.waiting.get_mut(end)) {
                *count = count.saturating_add(1);
                *next = *number;
                end += usize::from(!is_low);
            }
        }
        self.waiting.truncate(end);
        if end >= WAITING {
            self.settle(sums);
        }
    }

    /// Lets nothing wait any longer.
    fn settle(&mut self, sums: &mut Sums) {
        if !self.is_certain() {
            sums.add_each(&self.waiting);
        } else if let Some(last) = self.waiting.iter().max() {
            let words = (*last / u64::BITS) as usize + 1;
            self.met.resize(self.met.len().max(words), 0);
            for number in &self.waiting {
                if let Some(bits) = self.met.get_mut((number / u64::BITS) as usize) {
                    *bits |= 1 << (number % u64::BITS);
                }
            }
        }
        self.waiting.clear();
    }

    /// Whether enough low numbers were met more often than any other can be. They are met no less often later on.
    fn is_certain(&self) -> bool {
        self.table().filter(|(_, count)| *count > self.most).count() >= self.wanted
    }

    fn table(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..LOW).zip(self.low.iter().copied())
    }

    /// Adds what was counted elsewhere of the same result.
    pub(super) fn add(&mut self, other: Leading, sums: &mut Sums) {
        for (count, more) in self.low.iter_mut().zip(&other.low) {
            *count = count.saturating_add(*more);
        }
        self.met.resize(self.met.len().max(other.met.len()), 0);
        for (bits, more) in self.met.iter_mut().zip(&other.met) {
            *bits |= more;
        }
        self.waiting.extend(&other.waiting);
        self.settle(sums);
    }

    /// How often numbers were met, none twice, and how many different ones were. `sums` are empty then. Where some were
    /// not counted, those with low numbers are told, among which the first are.
    pub(super) fn told(mut self, sums: &mut Sums) -> (Vec<(u32, u64)>, u64) {
        self.settle(sums);
        let mut counts: Vec<(u32, u64)> =
            self.table().map(|(number, count)| (number, u64::from(count))).collect();
        counts.retain(|(_, count)| *count > 0);
        if self.met.is_empty() {
            sums.drain(|number, count| counts.extend(u64::try_from(count).ok().map(|count| (number, count))));
            let distinct = counts.len() as u64;
            return (counts, distinct);
        }
        sums.drain(|number, _| {
            let word = (number / u64::BITS) as usize;
            self.met.resize(self.met.len().max(word + 1), 0);
            if let Some(bits) = self.met.get_mut(word) {
                *bits |= 1 << (number % u64::BITS);
            }
        });
        let others: u64 = self.met.iter().map(|bits| u64::from(bits.count_ones())).sum();
        let distinct = counts.len() as u64 + others;
        (counts, distinct)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use proptest::prelude::*;

    /// The first of what was counted, and how many different numbers.
    fn first(counts: &[(u32, u64)], wanted: usize) -> Vec<(u32, u64)> {
        let mut counts = counts.to_vec();
        counts.sort_unstable_by_key(|(number, count)| (std::cmp::Reverse(*count), *number));
        counts.truncate(wanted);
        counts
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn the_first_and_how_many_are_those_of_counting_all(
            parts in prop::collection::vec(
                prop::collection::vec((0..40_u32, any::<bool>(), 0..900_usize), 0..40), 1..4),
            wanted in 0..12_usize,
        ) {
            let of = |(number, is_low, _): &(u32, bool, usize)| if *is_low { *number } else { LOW + number };
            let mut all: BTreeMap<u32, u64> = BTreeMap::new();
            for met in parts.iter().flatten() {
                *all.entry(of(met)).or_default() += met.2 as u64;
            }
            all.retain(|_, count| *count > 0);
            let most = all.iter().filter(|(number, _)| **number >= LOW).map(|(_, count)| *count).max();
            let most = most.unwrap_or(0) as u32;
            let (mut sums, mut whole) = (Sums::of(LOW as usize + 40), Leading::of(wanted, most));
            for part in &parts {
                let (mut leading, mut own) = (Leading::of(wanted, most), Sums::of(LOW as usize + 40));
                for met in part {
                    leading.add_each(&vec![of(met); met.2], &mut own);
                }
                own.drain(|number, count| sums.add(number, count));
                whole.add(leading, &mut sums);
            }
            let (counts, distinct) = whole.told(&mut sums);
            let all: Vec<(u32, u64)> = all.into_iter().collect();
            prop_assert_eq!(distinct, all.len() as u64);
            prop_assert_eq!(first(&counts, wanted), first(&all, wanted));
        }
    }
}
