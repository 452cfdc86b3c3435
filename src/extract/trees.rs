//! Boosted trees over a few numbers: what a sum of weights cannot see, that one thing matters only where another holds.
//!
//! Every tree asks the same question of all that reach one depth, so that a tree is a handful of comparisons and a
//! place in a row of leaves. Fitted by gradient boosting in a fixed order: the same data gives the same bytes.

/// How many questions a tree asks.
const DEPTH: usize = 5;
/// How many leaves it has.
const LEAVES: usize = 1 << DEPTH;
/// Into how many steps a number is cut.
const STEPS: usize = 32;
/// How much of a tree's advice is taken.
const RATE: f64 = 0.08;
/// What holds leaves with few examples back.
const HOLD: f64 = 20.0;
/// How many numbers in a hundred a tree may ask about, so that trees differ.
const OFFERED: u64 = 70;
/// What a leaf's byte is worth.
const WORTH: f32 = 1.0 / 256.0;

/// One question: is this number above that border?
#[derive(Debug, Clone, Copy, PartialEq)]
struct Question {
    number: u8,
    border: f32,
}

#[derive(Debug, Clone, PartialEq)]
struct Tree {
    questions: [Question; DEPTH],
    leaves: [i8; LEAVES],
}

impl Tree {
    /// What the tree says of numbers, of which there is one for every byte.
    #[inline]
    fn of(&self, numbers: &[f32; 256]) -> i32 {
        let mut leaf = 0;
        for question in &self.questions {
            leaf = leaf << 1 | usize::from(numbers[usize::from(question.number)] > question.border);
        }
        i32::from(self.leaves[leaf & (LEAVES - 1)])
    }
}

/// Trees whose sum says how likely something is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forest {
    base: f32,
    trees: Vec<Tree>,
}

impl Forest {
    /// How likely what these numbers describe is; numbers that are missing are 0.
    pub fn likely(&self, numbers: &[f32]) -> f32 {
        let mut all = [0.0; 256];
        all.iter_mut().zip(numbers).for_each(|(place, number)| *place = *number);
        let sum: i32 = self.trees.iter().map(|tree| tree.of(&all)).sum();
        1.0 / (1.0 + (-(self.base + sum as f32 * WORTH)).exp())
    }

    /// Reads a forest from the front of `bytes`, and gives what follows.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (base, rest) = bytes.split_first_chunk::<4>()?;
        let (count, mut rest) = rest.split_first_chunk::<2>()?;
        let mut trees = Vec::new();
        for _ in 0..u16::from_le_bytes(*count) {
            let (tree, after) = rest.split_first_chunk::<{ DEPTH * 5 + LEAVES }>()?;
            let (questions, leaves) = tree.split_at(DEPTH * 5);
            let mut found =
                Tree { questions: [Question { number: 0, border: 0.0 }; DEPTH], leaves: [0; LEAVES] };
            for (question, [number, a, b, c, d]) in
                found.questions.iter_mut().zip(questions.as_chunks::<5>().0)
            {
                *question = Question { number: *number, border: f32::from_le_bytes([*a, *b, *c, *d]) };
            }
            for (leaf, byte) in found.leaves.iter_mut().zip(leaves) {
                *leaf = i8::from_le_bytes([*byte]);
            }
            trees.push(found);
            rest = after;
        }
        Some((Forest { base: f32::from_le_bytes(*base), trees }, rest))
    }

    /// Adds the forest to `out` in the form that [`Forest::read`] reads.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.base.to_le_bytes());
        out.extend((self.trees.len() as u16).to_le_bytes());
        for tree in &self.trees {
            for question in &tree.questions {
                out.push(question.number);
                out.extend(question.border.to_le_bytes());
            }
            out.extend(tree.leaves.iter().map(|leaf| leaf.to_le_bytes()[0]));
        }
    }

    /// Learns from rows of `N` numbers and what came true: `count` trees.
    pub fn fit<const N: usize>(rows: &[([f32; N], bool)], count: usize) -> Forest {
        let right = rows.iter().filter(|(_, right)| *right).count() as f64;
        let share = ((right + 1.0) / (rows.len() as f64 + 2.0)).clamp(0.001, 0.999);
        let base = (share / (1.0 - share)).ln();
        let mut forest = Forest { base: base as f32, trees: Vec::new() };
        if rows.is_empty() {
            return forest;
        }
        let borders: Vec<Vec<f32>> = (0..N).map(|number| borders(rows, number)).collect();
        let steps: Vec<[u8; N]> = rows
            .iter()
            .map(|(row, _)| {
                std::array::from_fn(|n| borders[n].partition_point(|border| row[n] > *border) as u8)
            })
            .collect();
        let mut sums = vec![base; rows.len()];
        for turn in 0..count {
            let pulls: Vec<(f64, f64)> = rows
                .iter()
                .zip(&sums)
                .map(|((_, right), sum)| {
                    let likely = 1.0 / (1.0 + (-sum).exp());
                    (f64::from(u8::from(*right)) - likely, likely * (1.0 - likely))
                })
                .collect();
            let offered: Vec<usize> = (0..N).filter(|number| is_offered(turn, *number)).collect();
            let (tree, leaf_of) = grow(&steps, &pulls, &borders, &offered);
            for (sum, leaf) in sums.iter_mut().zip(leaf_of) {
                *sum += f64::from(tree.leaves[usize::from(leaf)]) * f64::from(WORTH);
            }
            forest.trees.push(tree);
        }
        forest
    }
}

/// The borders that cut a number into steps of about as many rows each.
fn borders<const N: usize>(rows: &[([f32; N], bool)], number: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().map(|(row, _)| row[number]).collect();
    values.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = (1..STEPS).map(|step| values[step * values.len() / STEPS]).collect();
    out.dedup();
    // Nothing lies above the last of all values.
    out.retain(|border| values.last().is_some_and(|last| border < last));
    out
}

/// Whether a tree may ask about a number: by chance, and the same each time.
fn is_offered(tree: usize, number: usize) -> bool {
    let mixed = (number as u64 * 7_919 + tree as u64 * 104_729 + 13).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 33) % 100 < OFFERED
}

/// One tree that asks about the numbers `offered`, and the leaf of every row.
fn grow<const N: usize>(
    steps: &[[u8; N]],
    pulls: &[(f64, f64)],
    borders: &[Vec<f32>],
    offered: &[usize],
) -> (Tree, Vec<u8>) {
    let mut leaf_of = vec![0_u8; steps.len()];
    let mut questions = [Question { number: 0, border: f32::MAX }; DEPTH];
    for (depth, question) in questions.iter_mut().enumerate() {
        let mut sums = vec![[[(0.0_f64, 0.0_f64); STEPS]; N]; 1 << depth];
        for ((row, pull), leaf) in steps.iter().zip(pulls).zip(&leaf_of) {
            for (sums, step) in sums[usize::from(*leaf)].iter_mut().zip(row) {
                let sum = &mut sums[usize::from(*step)];
                sum.0 += pull.0;
                sum.1 += pull.1;
            }
        }
        let (mut best, mut most) = (None, 1e-9);
        for &number in offered {
            for border in 0..borders[number].len() {
                let gain: f64 = sums.iter().map(|leaf| gain(&leaf[number], border)).sum();
                if gain > most {
                    (best, most) = (Some((number, border)), gain);
                }
            }
        }
        let found = best.map(|(number, border)| (number, border as u8, borders[number][border]));
        for (leaf, row) in leaf_of.iter_mut().zip(steps) {
            let above = found.is_some_and(|(number, border, _)| row[number] > border);
            *leaf = *leaf << 1 | u8::from(above);
        }
        if let Some((number, _, border)) = found {
            *question = Question { number: number as u8, border };
        }
    }
    let mut totals = [(0.0, 0.0); LEAVES];
    for (pull, leaf) in pulls.iter().zip(&leaf_of) {
        let total = &mut totals[usize::from(*leaf)];
        total.0 += pull.0;
        total.1 += pull.1;
    }
    let leaves = totals.map(|(pull, weight)| {
        (RATE * pull / (weight + HOLD * 0.25) / f64::from(WORTH)).round().clamp(-127.0, 127.0) as i8
    });
    (Tree { questions, leaves }, leaf_of)
}

/// What is gained by telling apart what lies above a border from what does not.
fn gain(steps: &[(f64, f64); STEPS], border: usize) -> f64 {
    let add =
        |part: &[(f64, f64)]| part.iter().fold((0.0, 0.0), |sum, step| (sum.0 + step.0, sum.1 + step.1));
    let worth = |(pull, weight): (f64, f64)| pull * pull / (weight + HOLD * 0.25);
    let (below, above) = (add(&steps[..=border]), add(&steps[border + 1..]));
    worth(below) + worth(above) - worth((below.0 + above.0, below.1 + above.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<([f32; 3], bool)> {
        let mut random = 0x1234_5678_9abc_def1_u64;
        let mut next = || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            (random >> 40) as f32 / (1 << 24) as f32
        };
        (0..4_000)
            .map(|_| {
                let row = [next(), next(), next()];
                (row, (row[0] > 0.5) != (row[1] > 0.3))
            })
            .collect()
    }

    #[test]
    fn what_matters_only_where_another_thing_holds_is_learned() {
        let forest = Forest::fit(&rows(), 60);
        assert!(forest.likely(&[0.9, 0.9, 0.1]) < 0.1);
        assert!(forest.likely(&[0.9, 0.1, 0.9]) > 0.9);
        assert!(forest.likely(&[0.1, 0.9, 0.5]) > 0.9);
    }

    #[test]
    fn a_forest_survives_writing_and_is_the_same_again() {
        let forest = Forest::fit(&rows(), 9);
        let mut bytes = Vec::new();
        forest.write(&mut bytes);
        assert_eq!(Forest::read(&bytes), Some((forest.clone(), &[][..])));
        assert!((0..bytes.len()).all(|cut| Forest::read(&bytes[..cut]).is_none()));
        assert_eq!(Forest::fit(&rows(), 9), forest);
        assert!((Forest::fit::<3>(&[], 9).likely(&[1.0]) - 0.5).abs() < 1e-6);
    }
}
