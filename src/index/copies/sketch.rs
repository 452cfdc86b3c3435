//! What is kept of an article to find its copies.

use super::{ALIKE, BAND, BINS, RELATED, SHORTEST};
use crate::index::analysis::for_each_word;
use crate::model::Article;
use crate::text::address;

/// What is kept of an article's words to find its copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sketch {
    /// The article's id as a number.
    pub(super) rank: u64,
    /// How many words it has.
    words: u32,
    /// When it was published, in seconds since 1970; the end of time where nobody said.
    published: i64,
    pub(super) bins: [u8; BINS],
    /// Its address in the one form, hashed; 0 where it has none.
    pub(super) address: u64,
    /// When its page was saved, in seconds since 1970; the beginning of time where it is no capture.
    pub(super) captured: i64,
}

impl Sketch {
    /// The sketch of an article whose id is this as a number.
    pub(in crate::index) fn of(article: &Article, rank: u64) -> Sketch {
        let mut least = [u32::MAX; BINS];
        let (mut words, mut whole) = (0_u32, 0_u64);
        let mut before = [0_u64; 2];
        for part in article.story() {
            for_each_word(part.span.of(&article.text), |_, exact| {
                let hash = hash_word(exact);
                whole = mixed(whole ^ hash);
                let triple = mixed(before[0].rotate_left(21) ^ before[1].rotate_left(42) ^ hash);
                if words >= 2 {
                    let bin = ((triple >> 32) * BINS as u64) >> 32;
                    if let Some(known) = least.get_mut(bin as usize) {
                        *known = (*known).min(triple as u32);
                    }
                }
                before = [before[1], hash];
                words += 1;
            });
        }
        if (words as usize) < SHORTEST {
            // “More to follow.” stands under many headlines.
            for_each_word(&article.headline, |_, exact| whole = mixed(whole ^ hash_word(exact)));
        }
        let published = article.published.map_or(i64::MAX, |date| date.earliest());
        let bins = if (words as usize) < SHORTEST { of_whole(whole) } else { filled(least) };
        let address = article.url.as_deref().and_then(address::key).map_or(0, |key| hash_word(&key));
        let captured = article.captured.map_or(i64::MIN, |date| date.earliest());
        Sketch { rank, words, published, bins, address, captured }
    }

    /// In how many bins both are the same.
    fn common(&self, other: &Sketch) -> usize {
        self.bins.iter().zip(&other.bins).filter(|(one, other)| one == other).count()
    }

    /// Whether two pages that share their address are versions of one article.
    pub(super) fn is_version_of(&self, other: &Sketch) -> bool {
        self.captured.max(other.captured) > i64::MIN || self.common(other) >= RELATED
    }

    /// Whether it is a capture of a page: then others of that page may be older.
    pub(super) fn is_capture(&self) -> bool {
        self.address != 0 && self.captured > i64::MIN
    }

    /// The article's id as a number.
    pub(in crate::index) fn rank(&self) -> u64 {
        self.rank
    }

    pub(super) fn agrees(&self, other: &Sketch) -> bool {
        // Where a text has too few words for triples all must agree.
        let short = (self.words as usize) < SHORTEST || (other.words as usize) < SHORTEST;
        self.common(other) >= if short { BINS } else { ALIKE }
    }

    /// What it shares with its candidates in a band: which band, and the bins in it.
    pub(super) fn band(&self, band: usize) -> u32 {
        let bins = self.bins.chunks_exact(BAND).nth(band).unwrap_or_default();
        bins.iter().fold(band as u32, |key, bin| key << 8 | u32::from(*bin))
    }

    /// [`Sketch::band`] of every band.
    pub(super) fn bands(&self) -> impl Iterator<Item = u32> + '_ {
        let key = |band: u32, bins: &[u8]| bins.iter().fold(band, |key, bin| key << 8 | u32::from(*bin));
        (0..).zip(self.bins.chunks_exact(BAND)).map(move |(band, bins)| key(band, bins))
    }

    /// Writes it as [`Sketch::BYTES`] bytes.
    pub(in crate::index) fn write(&self, out: &mut Vec<u8>) {
        let Sketch { rank, words, published, bins, address, captured } = self;
        out.extend(rank.to_le_bytes());
        out.extend(words.to_le_bytes());
        out.extend(published.to_le_bytes());
        out.extend(bins);
        out.extend(address.to_le_bytes());
        out.extend(captured.to_le_bytes());
    }

    /// Reads what was written.
    pub(in crate::index) fn read(mut bytes: &[u8]) -> Option<Sketch> {
        Some(Sketch {
            rank: u64::from_le_bytes(taken(&mut bytes)?),
            words: u32::from_le_bytes(taken(&mut bytes)?),
            published: i64::from_le_bytes(taken(&mut bytes)?),
            bins: taken(&mut bytes)?,
            address: u64::from_le_bytes(taken(&mut bytes)?),
            captured: i64::from_le_bytes(taken(&mut bytes)?),
        })
    }

    /// How many bytes one is written as.
    pub(in crate::index) const BYTES: usize = 8 + 4 + 8 + BINS + 8 + 8;

    /// The copy that stands for the others: the longest, of equals the earliest.
    pub(super) fn place(&self) -> (std::cmp::Reverse<u32>, i64, u64) {
        (std::cmp::Reverse(self.words), self.published, self.rank)
    }
}

fn hash_word(word: &str) -> u64 {
    let fnv = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed(fnv)
}

pub(super) fn mixed(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn of_whole(hash: u64) -> [u8; BINS] {
    let mut out = [0; BINS];
    for (at, bin) in out.iter_mut().enumerate() {
        *bin = mixed(hash ^ at as u64) as u8;
    }
    out
}

/// Empty bins borrow from the next that is not, so that short texts compare as long ones do.
fn filled(least: [u32; BINS]) -> [u8; BINS] {
    let mut out = [0; BINS];
    for (at, bin) in out.iter_mut().enumerate() {
        let full = |step: &usize| least[(at + step) % BINS] != u32::MAX;
        let step = (0..BINS).find(full).unwrap_or(0);
        let value = u64::from(least[(at + step) % BINS]);
        *bin = mixed(value ^ ((step as u64) << 40)) as u8;
    }
    out
}

fn taken<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}
