//! What a likelihood is worth: of the statements that claim 0.9, nine in ten should be right.
//!
//! The choosers' likelihoods are multiplied as if they knew nothing of each other, and were fitted to be
//! right, not to be honest. A curve for each kind of statement mends that; it never reverses an order.

/// Over how many steps a curve goes from 0 to 1.
const STEPS: usize = 20;

/// A rising curve from likelihood to confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve([u8; STEPS + 1]);

impl Curve {
    /// The curve that changes nothing.
    pub fn straight() -> Curve {
        Curve(std::array::from_fn(|step| byte(step as f32 / STEPS as f32)))
    }

    /// The confidence of what is this likely.
    pub fn of(&self, likely: f32) -> f32 {
        let place = likely.clamp(0.0, 1.0) * STEPS as f32;
        let step = (place as usize).min(STEPS - 1);
        let (from, to) = (f32::from(self.0[step]) / 255.0, f32::from(self.0[step + 1]) / 255.0);
        from + (to - from) * (place - step as f32)
    }

    /// The rising curve nearest to what came true: likelihoods, and whether each was right.
    ///
    /// Pools neighbours until their shares rise, then reads the steps off between the pools' middles.
    pub fn fit(mut seen: Vec<(f32, bool)>) -> Curve {
        if seen.is_empty() {
            return Curve::straight();
        }
        seen.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut pools: Vec<Pool> = Vec::new();
        for chunk in seen.chunks(SMALLEST) {
            let mut pool = Pool {
                likely: chunk.iter().map(|(likely, _)| likely).sum(),
                right: chunk.iter().filter(|(_, right)| *right).count() as f32,
                size: chunk.len() as f32,
            };
            while let Some(last) = pools.pop_if(|last| last.share() >= pool.share()) {
                pool = pool.with(last);
            }
            pools.push(pool);
        }
        Curve(std::array::from_fn(|step| byte(between(&pools, step as f32 / STEPS as f32))))
    }

    /// Reads a curve from the front of `bytes`, and gives what follows.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (steps, rest) = bytes.split_first_chunk::<{ STEPS + 1 }>()?;
        Some((Curve(*steps), rest))
    }

    /// Adds the curve to `out` in the form that [`Curve::read`] reads.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.0);
    }
}

/// How many statements a pool has at least.
const SMALLEST: usize = 40;

/// Statements of neighbouring likelihoods.
#[derive(Debug, Clone, Copy)]
struct Pool {
    likely: f32,
    right: f32,
    size: f32,
}

impl Pool {
    fn share(&self) -> f32 {
        self.right / self.size
    }

    fn middle(&self) -> f32 {
        self.likely / self.size
    }

    fn with(self, other: Pool) -> Pool {
        Pool {
            likely: self.likely + other.likely,
            right: self.right + other.right,
            size: self.size + other.size,
        }
    }
}

/// The share at `likely`, on the line between the middles of the pools around it.
fn between(pools: &[Pool], likely: f32) -> f32 {
    let after = pools.partition_point(|pool| pool.middle() <= likely);
    match (after.checked_sub(1).and_then(|at| pools.get(at)), pools.get(after)) {
        (Some(low), Some(high)) => {
            let far = (likely - low.middle()) / (high.middle() - low.middle()).max(1e-6);
            low.share() + (high.share() - low.share()) * far
        }
        (Some(only), None) | (None, Some(only)) => only.share(),
        (None, None) => likely,
    }
}

fn byte(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn boasts_are_brought_down_to_what_comes_true() {
        let seen: Vec<(f32, bool)> =
            (0..2_000).map(|n| (if n % 2 == 0 { 0.9 } else { 0.3 }, n % 4 == 0)).collect();
        let curve = Curve::fit(seen);
        assert!((curve.of(0.9) - 0.5).abs() < 0.03, "{}", curve.of(0.9));
        assert!(curve.of(0.3) < 0.05, "{}", curve.of(0.3));
    }

    proptest! {
        #[test]
        fn a_curve_never_falls_and_survives_writing(
            seen in proptest::collection::vec((0.0_f32..=1.0, proptest::bool::ANY), 0..400),
            places in proptest::collection::vec(0.0_f32..=1.0, 2..20),
        ) {
            let curve = Curve::fit(seen);
            let mut sorted = places;
            sorted.sort_by(f32::total_cmp);
            prop_assert!(sorted.iter().map(|p| curve.of(*p)).is_sorted_by(|a, b| a <= &(b + 1e-6)));
            let mut bytes = Vec::new();
            curve.write(&mut bytes);
            prop_assert_eq!(Curve::read(&bytes), Some((curve, &[][..])));
        }
    }
}
