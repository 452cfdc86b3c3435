//! Which blocks of a page are its story: a small linear chooser whose weights are learned from pages with
//! known bodies (`pages::fit`) and ship as a readable table.
//!
//! It looks twice. The first look sees each block with its surroundings; the second also sees how likely
//! the first found the blocks around it and those in the same element, so that a short paragraph in the
//! middle of the story stays and a long one in a row of teasers goes.

use std::fmt::Write as _;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::blocks::Outline;
use super::feature::{Sink, Value, key, key_of};
use super::features::Scene;

/// The weights that ship.
static SHIPPED: LazyLock<Chooser> = LazyLock::new(|| Chooser::parse(include_str!("story.tsv")));

/// What each feature weighs at the first and at the second look.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chooser {
    /// At both looks, for most features count at both.
    weights: HashMap<u64, [f32; 2]>,
}

impl Chooser {
    /// The weights that ship.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a table: look, feature and weight on each line. Other lines say nothing.
    pub fn parse(table: &str) -> Self {
        let mut out = Chooser::default();
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(look), Some(name), Some(weight)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let look = usize::from(look != "1");
            if let Ok(weight) = weight.parse() {
                out.weights.entry(key_of(name)).or_default()[look] = weight;
            }
        }
        out
    }

    /// How likely each block belongs to the story.
    pub(super) fn choose(&self, scene: &Scene<'_, '_>, outline: &Outline<'_>) -> Vec<f32> {
        let mut sums = Vec::with_capacity(outline.blocks.len());
        for at in 0..outline.blocks.len() {
            let mut sum = [0.0, 0.0];
            scene.features(at, &mut |group, value| {
                let weights = self.weights(key(group, value));
                sum[0] += weights[0];
                sum[1] += weights[1];
            });
            sums.push(sum);
        }
        let seen: Vec<f32> = sums.iter().map(|sum| likely(sum[0])).collect();
        let around = Around::new(outline, &seen);
        let second = |(at, sum): (usize, &[f32; 2])| {
            let mut sum = sum[1];
            around.features(at, &mut |group, value| sum += self.weights(key(group, value))[1]);
            likely(sum)
        };
        sums.iter().enumerate().map(second).collect()
    }

    fn weights(&self, key: u64) -> [f32; 2] {
        self.weights.get(&key).copied().unwrap_or_default()
    }
}

/// From a sum of weights to a likelihood.
pub(super) fn likely(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// What the first look found around a block.
pub(super) struct Around<'o, 'h> {
    outline: &'o Outline<'h>,
    seen: &'o [f32],
    /// Likelihood times length in front of each block, and the length.
    sums: Vec<(f32, f32)>,
}

impl<'o, 'h> Around<'o, 'h> {
    pub(super) fn new(outline: &'o Outline<'h>, seen: &'o [f32]) -> Self {
        let mut sums = vec![(0.0, 0.0)];
        for (block, likely) in outline.blocks.iter().zip(seen) {
            let (kept, all) = sums.last().copied().unwrap_or_default();
            let length = block.chars as f32;
            sums.push((kept + likely * length, all + length));
        }
        Around { outline, seen, sums }
    }

    pub(super) fn features(&self, at: usize, sink: Sink<'_>) {
        let step = |likely: f32| (likely * 8.0) as usize;
        let there = |at: Option<usize>| at.and_then(|at| self.seen.get(at)).map_or(9, |likely| step(*likely));
        let (own, before, after) = (there(Some(at)), there(at.checked_sub(1)), there(Some(at + 1)));
        sink("seen", Value::Step(own));
        sink("seen-before", Value::Step(before));
        sink("seen-after", Value::Step(after));
        sink("seen-between", Value::Pair(before, after));
        sink("seen-before2", Value::Step(there(at.checked_sub(2))));
        sink("seen-after2", Value::Step(there(Some(at + 2))));
        // Whether the story has begun, and whether it goes on.
        let share = |from: usize, to: usize| {
            let whole = self.sums[self.seen.len()].0.max(1.0);
            ((self.sums[to].0 - self.sums[from].0) / whole * 10.0) as usize
        };
        sink("story-before", Value::Step(share(0, at)));
        sink("story-after", Value::Step(share(at + 1, self.seen.len())));
        let Some(block) = self.outline.blocks.get(at) else { return };
        for (group, place) in ["seen-in0", "seen-in1", "seen-in2", "seen-in3"]
            .into_iter()
            .zip(self.outline.around(block.holder))
        {
            let (from, to) = self.outline.elements[place].blocks;
            let (kept, all) = (self.sums[to].0 - self.sums[from].0, self.sums[to].1 - self.sums[from].1);
            sink(group, Value::Pair(step(kept / all.max(1.0)), share(from, to)));
        }
    }
}

/// Writes a table of weights, the features in order.
pub(super) fn table(looks: &[Vec<(String, f32)>; 2]) -> String {
    let mut out = String::from("# look\tfeature\tweight; learned by `read::pages::fit`\n");
    for (look, weights) in looks.iter().enumerate() {
        for (name, weight) in weights {
            let _ = writeln!(out, "{}\t{name}\t{weight:.3}", look + 1);
        }
    }
    out
}
