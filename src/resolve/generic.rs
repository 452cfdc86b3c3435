//! Words that firms' names end with, and that are short for none of them.

use std::sync::LazyLock;

use hashbrown::HashSet;
use serde::Deserialize;

static WORDS: LazyLock<HashSet<String, foldhash::fast::FixedState>> =
    LazyLock::new(|| read().words.into_iter().collect());

#[derive(Deserialize, Default)]
struct Data {
    words: Vec<String>,
    #[cfg(test)]
    generic: Vec<String>,
    #[cfg(test)]
    telling: Vec<String>,
}

/// A slip in the file fails its test; without it every word tells.
fn read() -> Data {
    toml::from_str(include_str!("generic.toml")).unwrap_or_default()
}

/// Whether a body's key tells nobody.
pub(super) fn is_generic(key: &str) -> bool {
    WORDS.contains(key)
}

#[cfg(test)]
mod tests {
    use super::super::body_key::body_key;
    use super::*;

    #[test]
    fn the_examples_of_the_file_hold() {
        let data: Data = toml::from_str(include_str!("generic.toml")).unwrap();
        for name in &data.generic {
            assert!(is_generic(&body_key(name)), "{name}");
        }
        for name in &data.telling {
            assert!(!is_generic(&body_key(name)), "{name}");
        }
        assert!(data.words.is_sorted_by(|a, b| a < b));
    }
}
