//! How well entities agree with what annotators say.
//!
//! B³ (Bagga & Baldwin 1998) asks each item how pure and how complete its cluster is; pairwise
//! figures ask each pair whether it is rightly together. A cluster of one is right by itself in B³
//! and counts for nothing in pairs, so the two are read together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Precision, recall and their harmonic mean, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Scores {
    /// How much of what was put together belongs together.
    pub precision: f64,
    /// How much of what belongs together was put together.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// The figures of one comparison.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Agreement {
    /// Items compared.
    pub items: u64,
    /// Over items.
    pub b_cubed: Scores,
    /// Over pairs of items.
    pub pairwise: Scores,
}

/// Compares two ways of grouping the same items: each item as (what it is, what it was taken for).
pub fn measure<G: Ord + Clone, P: Ord + Clone>(items: &[(G, P)]) -> Agreement {
    let mut gold: BTreeMap<G, u64> = BTreeMap::new();
    let mut found: BTreeMap<P, u64> = BTreeMap::new();
    let mut both: BTreeMap<(G, P), u64> = BTreeMap::new();
    for (is, taken_for) in items {
        *gold.entry(is.clone()).or_default() += 1;
        *found.entry(taken_for.clone()).or_default() += 1;
        *both.entry((is.clone(), taken_for.clone())).or_default() += 1;
    }
    let squares_over = |sizes: &dyn Fn(&(G, P)) -> u64| -> f64 {
        both.iter().map(|(cell, n)| (n * n) as f64 / sizes(cell) as f64).sum()
    };
    let n = items.len() as f64;
    let precision = share(squares_over(&|(_, p)| found[p]), n);
    let recall = share(squares_over(&|(g, _)| gold[g]), n);
    let right = pairs(both.values());
    Agreement {
        items: items.len() as u64,
        b_cubed: scores(precision, recall),
        pairwise: scores(share(right, pairs(found.values())), share(right, pairs(gold.values()))),
    }
}

fn pairs<'n>(sizes: impl Iterator<Item = &'n u64>) -> f64 {
    sizes.map(|n| (n * n.saturating_sub(1) / 2) as f64).sum()
}

/// Nothing of nothing is all of it.
fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 1.0 } else { part / whole }
}

fn scores(precision: f64, recall: f64) -> Scores {
    let sum = precision + recall;
    Scores { precision, recall, f1: if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn by_hand() {
        // Bagga and Baldwin's first example: 1–5 | 6,7 | 8–12, found with the last two as one.
        let items: Vec<(u8, u8)> =
            (1..=12).map(|n| (u8::from(n > 5) + u8::from(n > 7), u8::from(n > 5))).collect();
        let got = measure(&items);
        // Precision (5·1 + 2·2/7 + 5·5/7) / 12 = 64/84; pairs 10+21 found, 10+1+10 right.
        assert!(close(got.b_cubed.precision, 64.0 / 84.0), "{got:?}");
        assert!(close(got.b_cubed.recall, 1.0));
        assert!(close(got.pairwise.precision, 21.0 / 31.0));
        assert!(close(got.pairwise.recall, 1.0));
    }

    #[test]
    fn by_hand_split_and_mixed() {
        // a a b | found x y y.
        let got = measure(&[('a', 'x'), ('a', 'y'), ('b', 'y')]);
        assert!(close(got.b_cubed.precision, (1.0 + 0.5 + 0.5) / 3.0));
        assert!(close(got.b_cubed.recall, (0.5 + 0.5 + 1.0) / 3.0));
        assert!(close(got.pairwise.f1, 0.0));
    }

    #[test]
    fn nothing_is_in_perfect_agreement() {
        let got = measure::<u8, u8>(&[]);
        assert!(close(got.b_cubed.f1, 1.0) && got.items == 0);
    }

    proptest! {
        #[test]
        fn swapping_sides_swaps_precision_and_recall(items in prop::collection::vec((0..5_u8, 0..5_u8), 1..40)) {
            let swapped: Vec<(u8, u8)> = items.iter().map(|(g, p)| (*p, *g)).collect();
            let (one, other) = (measure(&items), measure(&swapped));
            prop_assert!(close(one.b_cubed.precision, other.b_cubed.recall));
            prop_assert!(close(one.pairwise.recall, other.pairwise.precision));
            prop_assert!(one.b_cubed.f1 > 0.0 && one.b_cubed.f1 <= 1.0 + 1e-9);
        }
    }
}
