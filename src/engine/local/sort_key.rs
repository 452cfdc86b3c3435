//! What results are put in order by, as unsigned numbers: scores without their noise, freshness, moments.

use tantivy::Score;

/// The bits of a score that are not looked at: sums differ in them by the order of their terms.
const NOISE_BITS: u32 = 10;

/// A score in the order of unsigned numbers, without the bits that are noise.
pub(super) fn tidied(score: Score) -> u64 {
    let bits = score.max(0.0).to_bits();
    u64::from(bits.saturating_add(1 << (NOISE_BITS - 1)) >> NOISE_BITS)
}

/// What an article without a date, or a very old one, keeps of its score.
const OLD: f32 = 0.6;

/// After so many days half of what is left falls away.
const HALF_LIFE: f32 = 180.0;

/// How much of its score an article keeps that is so much older than the newest.
pub(super) fn freshness(published: Option<i64>, newest: i64) -> f32 {
    let Some(published) = published else { return OLD };
    let days = newest.saturating_sub(published).max(0) as f32 / 86_400.0;
    OLD + (1.0 - OLD) * (-days / HALF_LIFE).exp2()
}

/// Seconds since 1970 that a key stands for, where the order is by date.
pub(super) fn at_moment(key: u64) -> i64 {
    (key ^ (1 << 63)) as i64
}

/// Seconds since 1970 in the order of unsigned numbers, never 0: that is for no date.
pub(super) fn moment(seconds: i64) -> u64 {
    ((seconds as u64) ^ (1 << 63)).clamp(1, u64::MAX - 1)
}
