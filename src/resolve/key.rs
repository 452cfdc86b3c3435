//! Folded names and words as they are compared by the million.

use std::cmp::Ordering;
use std::sync::Arc;

/// A folded name or word: copied without copying its letters, compared by a number first.
///
/// The order is the same on every run and machine, and is not the alphabet's.
#[derive(Debug, Clone)]
pub(super) struct Key {
    number: u64,
    text: Arc<str>,
}

impl Key {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key { number: number(text), text: text.into() }
    }
}

impl From<String> for Key {
    fn from(text: String) -> Key {
        Key { number: number(&text), text: text.into() }
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
        self.number == other.number && self.text == other.text
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
        self.number.cmp(&other.number).then_with(|| self.text.cmp(&other.text))
    }
}
