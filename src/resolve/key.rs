//! Folded names and words as they are compared by the million.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A folded name or word, as a number and its length in bytes.
///
/// The order is the same on every run and machine, and is not the alphabet's. What a key says is told by
/// [`Texts`](super::texts::Texts), to whoever wants to know.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Key {
    number: u64,
    length: u32,
}

impl Key {
    /// A key that was taken to pieces.
    pub(super) fn from_parts(number: u64, length: u32) -> Key {
        Key { number, length }
    }

    /// What it is compared by.
    pub(super) fn number(self) -> u64 {
        self.number
    }

    /// How long its text is.
    pub(super) fn length(self) -> u32 {
        self.length
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key { number: number(text), length: text.len() as u32 }
    }
}

/// FNV-1a: short words, no secrets, and the same everywhere.
fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.number == other.number
    }
}

impl Eq for Key {}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.number);
    }
}
