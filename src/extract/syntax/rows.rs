//! Hashed features with a row of weights each, one for every class: the scores of all classes at once.

/// Rows of `K` weights.
#[derive(Clone)]
pub struct Rows<const K: usize> {
    bits: u32,
    weights: Vec<[i8; K]>,
}

/// The number of a feature: template and value, folded to 64 bits of which a table keeps the upper few.
#[inline]
pub fn feature(template: u64, a: u64, b: u64) -> u64 {
    let mixed = (a ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd)
        ^ b.rotate_left(29).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (mixed ^ (mixed >> 32)).wrapping_mul(0x2545_f491_4f6c_dd1d)
}

impl<const K: usize> Rows<K> {
    /// Rows that know nothing.
    pub fn blank(bits: u32) -> Self {
        Rows { bits, weights: vec![[0; K]; 1 << bits] }
    }

    /// Which row a feature has.
    #[inline]
    fn row(&self, feature: u64) -> usize {
        (feature >> (64 - self.bits)) as usize
    }

    /// The scores of all classes.
    #[inline]
    pub fn score(&self, features: &[u64]) -> [i16; K] {
        let mut sums = [0_i16; K];
        for feature in features {
            let Some(row) = self.weights.get(self.row(*feature)) else { continue };
            for (sum, weight) in sums.iter_mut().zip(row) {
                // Some twenty bytes are added: far from any overflow, and unchecked the row is added at once.
                *sum = sum.wrapping_add(i16::from(*weight));
            }
        }
        sums
    }

    /// Reads rows from the front of `bytes`, and gives what follows.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (bits, rest) = bytes.split_first()?;
        let (rows, rest) = rest.split_at_checked(K.checked_shl(u32::from(*bits))?)?;
        let weights = rows.as_chunks::<K>().0.iter().map(|row| row.map(|w| i8::from_le_bytes([w]))).collect();
        Some((Rows { bits: u32::from(*bits), weights }, rest))
    }

    /// Adds the rows to `out` in the form that [`Rows::read`] reads.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.push(self.bits as u8);
        out.extend(self.weights.iter().flatten().map(|w| w.to_le_bytes()[0]));
    }
}

/// The class with the highest score; the first of equals.
#[inline]
pub fn best<const K: usize>(scores: &[i16; K]) -> usize {
    // Score and class in one number, so that the highest is found without a branch: of equals the lowest class wins.
    let mut top = i32::MIN;
    for (class, score) in scores.iter().enumerate() {
        top = top.max(i32::from(*score) * CLASSES + (CLASSES - 1 - class as i32));
    }
    (CLASSES - 1 - top.rem_euclid(CLASSES)) as usize
}

/// More classes than anything here has.
const CLASSES: i32 = 64;

/// Rows that are being learned: an averaged perceptron.
pub struct Learner<const K: usize> {
    bits: u32,
    now: f32,
    weights: Vec<[f32; K]>,
    sums: Vec<[f32; K]>,
}

impl<const K: usize> Learner<K> {
    /// Starts with nothing known.
    pub fn new(bits: u32) -> Self {
        Learner { bits, now: 1.0, weights: vec![[0.0; K]; 1 << bits], sums: vec![[0.0; K]; 1 << bits] }
    }

    /// The scores of all classes.
    pub fn score(&self, features: &[u64]) -> [f32; K] {
        let mut sums = [0.0_f32; K];
        for feature in features {
            let row = &self.weights[(feature >> (64 - self.bits)) as usize];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += weight;
            }
        }
        sums
    }

    /// Makes `right` likelier and `wrong` less likely where `features` are seen.
    pub fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        self.now += 1.0;
        if right == wrong {
            return;
        }
        for feature in features {
            let at = (feature >> (64 - self.bits)) as usize;
            self.weights[at][right] += 1.0;
            self.weights[at][wrong] -= 1.0;
            self.sums[at][right] += self.now;
            self.sums[at][wrong] -= self.now;
        }
    }

    /// The average of all weights ever held, a byte each.
    pub fn finish(&self) -> Rows<K> {
        let mean = |at: usize, class: usize| self.weights[at][class] - self.sums[at][class] / self.now;
        let mut sizes: Vec<f32> = Vec::new();
        for at in 0..self.weights.len() {
            sizes.extend((0..K).map(|class| mean(at, class).abs()).filter(|size| *size > 0.0));
        }
        sizes.sort_by(f32::total_cmp);
        // The few largest are cut off, so that the many small ones keep their differences.
        let top = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 2000)).copied().unwrap_or(1.0);
        let scale = 127.0 / top.max(1e-6);
        let weights = (0..self.weights.len())
            .map(|at| {
                std::array::from_fn(|class| (mean(at, class) * scale).round().clamp(-127.0, 127.0) as i8)
            })
            .collect();
        Rows { bits: self.bits, weights }
    }
}
