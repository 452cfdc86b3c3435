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

/// The features of one option.
#[derive(Debug, Clone, Default)]
pub struct Features(Vec<u32>);

impl Features {
    /// Adds what template number `template` sees: `value`.
    pub fn add(&mut self, template: u64, value: u64) {
        let mut hash =
            (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        self.0.push((hash >> (64 - BITS)) as u32);
    }

    /// Adds what template number `template` sees in two values together.
    pub fn add2(&mut self, template: u64, a: u64, b: u64) {
        self.add(template, a.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ b.rotate_left(17));
    }

    /// Adds what template number `template` sees in three values together.
    pub fn add3(&mut self, template: u64, a: u64, b: u64, c: u64) {
        self.add2(template, a.wrapping_mul(0x9e6c_63d0_876a_68d1) ^ b.rotate_left(31), c);
    }

    /// Forgets all features, keeping the room they took.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// The weights of one chooser, as they ship: one byte each, and what a byte is worth.
#[derive(Clone)]
pub struct Chooser {
    scale: f32,
    weights: Box<[i8]>,
}

impl Chooser {
    /// How good an option is; a difference of 1 is a factor *e* in odds.
    pub fn score(&self, features: &Features) -> f32 {
        let weight = |f: &u32| i32::from(self.weights[*f as usize]);
        let sum = features.0.iter().map(weight).fold(0, i32::wrapping_add);
        sum as f32 * self.scale
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
