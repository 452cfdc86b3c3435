//! Which numbers are surely not in a set, without looking through it.
//!
//! A command that asks about a few articles looks each up; one that asks about hundreds of thousands makes a sieve of
//! the set first, which costs one walk over it, and looks up only what that lets through.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bits for each number of the set: about one number in so many that are not in it is let through.
const BITS: usize = 16;
/// The sieve is made once one in so many of the set's size has been asked for.
const ASKED: usize = 32;

/// A sieve for numbers that are spread evenly, as ranks of articles are.
#[derive(Debug, Default)]
pub(super) struct Sieve {
    asked: AtomicUsize,
    bits: OnceLock<Vec<u64>>,
}

impl Sieve {
    /// Whether `number` may be in the set, which has `size` numbers: those that `all` gives.
    pub(super) fn lets<I: Iterator<Item = u64>>(
        &self,
        number: u64,
        size: usize,
        all: impl FnOnce() -> I,
    ) -> bool {
        let bits = match self.bits.get() {
            Some(bits) => bits,
            None if self.asked.fetch_add(1, Ordering::Relaxed) < size / ASKED => return true,
            None => self.bits.get_or_init(|| made(size, all())),
        };
        let (word, bit) = place(number, bits.len());
        bits.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

fn made(size: usize, all: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut bits = vec![0_u64; (size * BITS).next_power_of_two().div_ceil(64)];
    for number in all {
        let (word, bit) = place(number, bits.len());
        bits.get_mut(word).into_iter().for_each(|bits| *bits |= 1 << bit);
    }
    bits
}

/// The word, of a power of two of them, and the bit in it.
fn place(number: u64, words: usize) -> (usize, u32) {
    // Small numbers, which no article has but in tests, are spread as well.
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed >> 6) as usize & words.saturating_sub(1), (mixed & 63) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_there_is_let_through_and_few_others() {
        let set: Vec<u64> = (0..4_000).map(|n| n * n * 977).collect();
        let sieve = Sieve::default();
        let lets = |number: u64| sieve.lets(number, set.len(), || set.iter().copied());
        assert!(set.iter().all(|number| lets(*number)));
        let others = (0..100_000_u64).map(|n| n * 31 + (1 << 40)).filter(|number| lets(*number)).count();
        assert!(others < 12_000, "{others}");
        assert!(!Sieve::default().lets(5, 0, std::iter::empty));
    }
}
