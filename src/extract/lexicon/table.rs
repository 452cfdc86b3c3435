//! Words by their keys, packed so that looking one up touches little memory.
//!
//! Every token of every article is looked up. Twenty thousand words know only some hundred different things, so a place
//! holds part of the key and the number of what is known: eight bytes, one cache line a word, mostly in reach.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::Word;

/// A place: the part of the key that its number does not tell, and what is known, counted from 1; 0 where nobody sits.
type Place = (u32, u32);

/// What is known of words.
pub(super) struct Table {
    bits: u32,
    places: Vec<Place>,
    known: Vec<Word>,
}

impl Table {
    /// Packs what is known of words.
    pub(super) fn new(words: &BTreeMap<u64, Word>) -> Self {
        // Half of the places stay free, so that most who are not there are missed at once.
        let bits = (words.len() * 2).next_power_of_two().trailing_zeros().max(1);
        let mut table = Table { bits, places: vec![(0, 0); 1 << bits], known: Vec::new() };
        let mut numbers: HashMap<Word, u32, foldhash::fast::FixedState> = HashMap::default();
        for (key, word) in words {
            let number = *numbers.entry(*word).or_insert_with(|| {
                table.known.push(*word);
                table.known.len() as u32
            });
            let free = table.search(*key).find(|at| table.places[*at].1 == 0);
            if let Some(at) = free {
                table.places[at] = (check(*key), number);
            }
        }
        table
    }

    /// What is known of the word with this key.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Word {
        for at in self.search(key) {
            let (found, number) = self.places[at];
            if number == 0 {
                break;
            }
            if found == check(key) {
                return self.known.get(number as usize - 1).copied().unwrap_or_default();
            }
        }
        Word::default()
    }

    /// The places where a key may stand, the likeliest first.
    #[inline]
    fn search(&self, key: u64) -> impl Iterator<Item = usize> + use<> {
        let all = self.places.len();
        let first = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - self.bits)) as usize;
        (0..all).map(move |step| (first + step) & (all - 1))
    }
}

/// The part of a key that is compared.
#[inline]
fn check(key: u64) -> u32 {
    key as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_and_no_other() {
        let word = |n: u64| Word { traits: (n % 7) as u32 + 1, ..Word::default() };
        let key = |n: u64| n.wrapping_mul(0x2545_f491_4f6c_dd1d);
        let words: BTreeMap<u64, Word> = (0..3_000).map(|n| (key(n), word(n))).collect();
        let table = Table::new(&words);
        assert_eq!(table.known.len(), 7);
        for n in 0..3_000 {
            assert_eq!(table.get(key(n)), word(n));
            assert_eq!(table.get(key(n + 3_000)), Word::default());
        }
        assert_eq!(Table::new(&BTreeMap::new()).get(1), Word::default());
    }
}
