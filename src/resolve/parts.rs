//! Names that begin with another body's and are no longer form of it.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::Deserialize;

use super::body_key::is_form;
use super::generic::is_generic;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let Data { parts, wholes, loose, kinds, .. } = read();
    let set = |words: Vec<String>| words.into_iter().collect();
    Words { parts: set(parts), wholes: set(wholes), loose: set(loose), kinds: set(kinds) }
});

#[derive(Deserialize, Default)]
struct Data {
    parts: Vec<String>,
    wholes: Vec<String>,
    loose: Vec<String>,
    kinds: Vec<String>,
    #[cfg(test)]
    part: Vec<[String; 2]>,
    #[cfg(test)]
    short: Vec<[String; 2]>,
}

struct Words {
    parts: HashSet<String, FixedState>,
    wholes: HashSet<String, FixedState>,
    loose: HashSet<String, FixedState>,
    kinds: HashSet<String, FixedState>,
}

/// A slip in the file fails its test; without it every beginning may be short for the whole.
fn read() -> Data {
    toml::from_str(include_str!("parts.toml")).unwrap_or_default()
}

/// Whether what follows the beginning of a name tells of something else: not “Group” or “Football Club”, which are left out at will.
pub(super) fn says_more(rest: &str) -> bool {
    let is_loose = |word: &str| is_form(word) || is_generic(word) || WORDS.loose.contains(word);
    !WORDS.kinds.contains(rest.trim()) && !rest.split_whitespace().all(is_loose)
}

/// Whether the body with this key is something else than the one whose key it begins with.
pub(super) fn is_part_of(key: &str, start: &str) -> bool {
    let ends_with = |name: &str, words: &HashSet<String, FixedState>| {
        name.rsplit(' ').next().is_some_and(|last| words.contains(last))
    };
    key.strip_prefix(start).is_none_or(says_more)
        && (ends_with(key, &WORDS.parts) || ends_with(start, &WORDS.wholes))
}

#[cfg(test)]
mod tests {
    use super::super::body_key::body_key;
    use super::*;

    #[test]
    fn the_examples_of_the_file_hold() {
        let data: Data = toml::from_str(include_str!("parts.toml")).unwrap();
        let is_part = |[name, start]: &[String; 2]| is_part_of(&body_key(name), &body_key(start));
        for names in &data.part {
            assert!(is_part(names), "{names:?}");
        }
        for names in &data.short {
            assert!(!is_part(names), "{names:?}");
        }
        assert!(
            says_more(" harbour authority")
                && !says_more(" board")
                && !says_more(" ag")
                && !says_more(" group holdings")
        );
        assert!(data.parts.is_sorted_by(|a, b| a < b) && data.wholes.is_sorted_by(|a, b| a < b));
        assert!(data.loose.is_sorted_by(|a, b| a < b) && data.kinds.is_sorted_by(|a, b| a < b));
    }
}
