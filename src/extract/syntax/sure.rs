//! What practically always comes out the same, looked up instead of weighed.
//!
//! Half of all words have one part of speech, and most situations of the parser leave it no choice. A table by the
//! situation's number answers for those; only the others are asked of hashed features.

use std::collections::BTreeMap;

/// How rare other answers must be, and how often a situation must have been met.
#[derive(Debug, Clone, Copy)]
pub struct Demand {
    /// Times met, at least.
    pub seen: u32,
    /// The share of other answers, at most.
    pub doubt: f32,
}

/// Answers by situation; of two situations that share a place, the commoner one has it.
#[derive(Clone)]
pub struct Sure {
    bits: u32,
    answers: Vec<(u32, u8)>,
}

impl Sure {
    /// The answer that is always right for `key`.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u8> {
        let (check, answer) = self.answers.get(slot(key, self.bits))?;
        // Answers are kept one higher: nothing stands at 0.
        if *check == key as u32 { answer.checked_sub(1) } else { None }
    }

    /// Sure of nothing.
    pub fn blank(bits: u32) -> Self {
        Sure { bits, answers: vec![(0, 0); 1 << bits] }
    }

    /// Learns from situations and what came out.
    pub fn learn(bits: u32, demand: Demand, met: impl Iterator<Item = (u64, u8)>) -> Self {
        let mut counts: BTreeMap<u64, [u32; 32]> = BTreeMap::new();
        for (key, answer) in met {
            counts.entry(key).or_insert([0; 32])[usize::from(answer)] += 1;
        }
        let mut found: Vec<(u32, u64, u8)> = Vec::new();
        for (key, answers) in counts {
            let all: u32 = answers.iter().sum();
            let best = (0..32).max_by_key(|answer| (answers[*answer], 32 - answer)).unwrap_or(0);
            if all >= demand.seen && (all - answers[best]) as f32 <= demand.doubt * all as f32 {
                found.push((all, key, best as u8 + 1));
            }
        }
        found.sort_unstable();
        let mut sure = Sure::blank(bits);
        for (_, key, answer) in found {
            sure.answers[slot(key, bits)] = (key as u32, answer);
        }
        sure
    }

    /// Reads from the front of `bytes`, and gives what follows.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (bits, rest) = bytes.split_first()?;
        let (words, rest) = rest.split_at_checked(5_usize.checked_shl(u32::from(*bits))?)?;
        let words = words.as_chunks::<5>().0.iter();
        let answers =
            words.map(|[a, b, c, d, answer]| (u32::from_le_bytes([*a, *b, *c, *d]), *answer)).collect();
        Some((Sure { bits: u32::from(*bits), answers }, rest))
    }

    /// Adds what [`Sure::read`] reads to `out`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.push(self.bits as u8);
        for (check, answer) in &self.answers {
            out.extend(check.to_le_bytes());
            out.push(*answer);
        }
    }
}

fn slot(key: u64, bits: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_never_changes_is_known() {
        let met = (0..400_u64).map(|n| (n % 4, if n % 4 == 3 { (n / 4 % 2) as u8 } else { (n % 4) as u8 }));
        let sure = Sure::learn(6, Demand { seen: 30, doubt: 0.01 }, met);
        assert_eq!([0, 1, 2, 3, 9].map(|key| sure.get(key)), [Some(0), Some(1), Some(2), None, None]);
        let mut bytes = Vec::new();
        sure.write(&mut bytes);
        let (again, rest) = Sure::read(&bytes).unwrap();
        assert_eq!((again.get(2), rest.len()), (Some(2), 0));
        assert!(Sure::read(&bytes[..40]).is_none());
        assert!(Sure::read(&[]).is_none());
    }
}
