//! A small linear chooser: hashed features, one weight each, the best-scored option wins.
//!
//! Every decision of the extractor that rules leave open is a choice among a few options (is this verb a cue?
//! which phrase is its subject? where does the content end?). Options are described by readable features; a
//! feature is the hash of a template's number and the values it looks at. Multinomial logistic regression,
//! fitted by AdaGrad in a fixed order, so the same data gives the same bytes.

/// How many weights a chooser has: features share them by hash.
pub const WEIGHTS: usize = 1 << BITS;

/// How many bits of a feature's hash are kept.
const BITS: u32 = 17;

/// What an option is described to: features that are kept to learn from, or weights that are summed at once.
pub trait Out {
    /// Takes the feature with this number.
    fn put(&mut self, number: u32);

    /// Adds what template number `template` sees: `value`.
    #[inline]
    fn add(&mut self, template: u64, value: u64) {
        let mut hash =
            (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        self.put((hash >> (64 - BITS)) as u32);
    }

    /// Adds what template number `template` sees in two values together.
    #[inline]
    fn add2(&mut self, template: u64, a: u64, b: u64) {
        self.add(template, a.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ b.rotate_left(17));
    }

    /// Adds what template number `template` sees in three values together.
    #[inline]
    fn add3(&mut self, template: u64, a: u64, b: u64, c: u64) {
        self.add2(template, a.wrapping_mul(0x9e6c_63d0_876a_68d1) ^ b.rotate_left(31), c);
    }
}

/// The features of one option.
#[derive(Debug, Clone, Default)]
pub struct Features(Vec<u32>);

impl Out for Features {
    #[inline]
    fn put(&mut self, number: u32) {
        self.0.push(number);
    }
}

/// The sum of the weights of an option's features, none of which is kept.
pub struct Sum<'c> {
    weights: &'c [i8; WEIGHTS],
    total: i32,
}

impl Out for Sum<'_> {
    #[inline]
    fn put(&mut self, number: u32) {
        let weight = self.weights[number as usize & (WEIGHTS - 1)];
        self.total = self.total.wrapping_add(i32::from(weight));
    }
}

/// The same for two choosers at once.
pub struct Sums<'c> {
    one: Sum<'c>,
    two: Sum<'c>,
}

impl Out for Sums<'_> {
    #[inline]
    fn put(&mut self, number: u32) {
        self.one.put(number);
        self.two.put(number);
    }
}

/// The weights of one chooser, as they ship: one byte each, and what a byte is worth.
#[derive(Clone)]
pub struct Chooser {
    scale: f32,
    weights: Box<[i8]>,
}

impl Chooser {
    /// How good the option is that `describe` describes; a difference of 1 is a factor *e* in odds.
    #[inline]
    pub fn score_of(&self, describe: impl FnOnce(&mut Sum<'_>)) -> f32 {
        // There are always so many: said here once, it need not be asked for every feature.
        let Some(weights) = self.weights.first_chunk() else { return 0.0 };
        let mut sum = Sum { weights, total: 0 };
        describe(&mut sum);
        sum.total as f32 * self.scale
    }

    /// What one description comes to for two choosers.
    #[inline]
    pub fn scores_of(&self, other: &Chooser, describe: impl FnOnce(&mut Sums<'_>)) -> (f32, f32) {
        let (Some(one), Some(two)) = (self.weights.first_chunk(), other.weights.first_chunk()) else {
            return (0.0, 0.0);
        };
        let mut sums = Sums { one: Sum { weights: one, total: 0 }, two: Sum { weights: two, total: 0 } };
        describe(&mut sums);
        (sums.one.total as f32 * self.scale, sums.two.total as f32 * other.scale)
    }

    /// [`Chooser::score_of`] for features that were kept.
    pub fn score(&self, features: &Features) -> f32 {
        self.score_of(|out| features.0.iter().for_each(|number| out.put(*number)))
    }

    /// The best of `options`; the first of equals.
    pub fn pick(&self, options: &[Features]) -> usize {
        let mut best = (0, f32::NEG_INFINITY);
        for (place, option) in options.iter().enumerate() {
            let score = self.score(option);
            if score > best.1 {
                best = (place, score);
            }
        }
        best.0
    }

    /// Reads a chooser from the front of `bytes`, and gives what follows.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (scale, rest) = bytes.split_first_chunk::<4>()?;
        let (weights, rest) = rest.split_at_checked(WEIGHTS)?;
        let weights = weights.iter().map(|b| i8::from_le_bytes([*b])).collect();
        Some((Chooser { scale: f32::from_le_bytes(*scale), weights }, rest))
    }

    /// Adds the chooser to `out` in the form that [`Chooser::read`] reads.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.scale.to_le_bytes());
        out.extend(self.weights.iter().map(|w| w.to_le_bytes()[0]));
    }
}

/// Turns scores into probabilities that add up to 1.
pub fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in &mut *scores {
        *score = (*score - top).exp();
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

/// One choice with its right answer, to learn from.
#[derive(Debug, Clone)]
pub struct Example {
    /// What could be chosen.
    pub options: Vec<Features>,
    /// Which is right.
    pub right: usize,
}

/// Fits a chooser to examples: `rounds` passes in a shuffled but fixed order.
pub fn fit(examples: &[Example], rounds: usize) -> Chooser {
    let mut weights = vec![0.0_f32; WEIGHTS];
    let mut squares = vec![1e-2_f32; WEIGHTS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x1234_5678_9abc_def1_u64;
    let rate = 0.05;
    let decay = 1e-6;
    let mut scores = Vec::new();
    for _ in 0..rounds {
        for at in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(at, (random % (at as u64 + 1)) as usize);
        }
        for &number in &order {
            let example = &examples[number];
            scores.clear();
            scores.extend(
                example.options.iter().map(|o| o.0.iter().map(|f| weights[*f as usize]).sum::<f32>()),
            );
            softmax(&mut scores);
            for (option, features) in example.options.iter().enumerate() {
                let error = scores[option] - f32::from(u8::from(option == example.right));
                if error.abs() < 1e-4 {
                    continue;
                }
                for f in &features.0 {
                    let at = *f as usize;
                    let gradient = error + decay * weights[at] * examples.len() as f32;
                    squares[at] += gradient * gradient;
                    weights[at] -= rate * gradient / squares[at].sqrt();
                }
            }
        }
    }
    quantize(&weights)
}

fn quantize(weights: &[f32]) -> Chooser {
    let top = weights.iter().fold(0.0_f32, |top, w| top.max(w.abs())).max(1e-6);
    let scale = top / 127.0;
    Chooser { scale, weights: weights.iter().map(|w| (w / scale).round() as i8).collect() }
}

/// The best score's place and its probability; the first of equals.
pub fn best(scores: &mut [f32]) -> (usize, f32) {
    softmax(scores);
    let mut top = (0, 0.0);
    for (place, score) in scores.iter().enumerate() {
        if *score > top.1 {
            top = (place, *score);
        }
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(values: &[u64]) -> Features {
        let mut features = Features::default();
        for value in values {
            features.add(1, *value);
        }
        features
    }

    #[test]
    fn learns_which_feature_matters_and_survives_writing() {
        let examples: Vec<Example> =
            (0..50).map(|n| Example { options: vec![option(&[n]), option(&[n, 1_000])], right: 1 }).collect();
        let chooser = fit(&examples, 5);
        assert!(chooser.score(&option(&[7, 1_000])) > chooser.score(&option(&[7])) + 1.0);
        let mut bytes = Vec::new();
        chooser.write(&mut bytes);
        let (again, rest) = Chooser::read(&bytes).unwrap();
        assert!(rest.is_empty());
        assert_eq!(again.weights, chooser.weights);
        assert_eq!(fit(&examples, 5).weights, chooser.weights, "the same data gives the same weights");
    }
}
