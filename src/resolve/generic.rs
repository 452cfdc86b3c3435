//! Words that firms' names end with, and that are short for none of them.

use std::sync::LazyLock;

use hashbrown::HashSet;
use serde::Deserialize;

use super::body_key::body_key;

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

/// The key of a body that is called so: that of the first name that tells. “Systems Inc” has lost the first half of a name, and is
/// another firm in each article; what stands beside it (its ticker) tells which.
pub(super) fn telling_key<'n>(name: &str, aliases: impl Iterator<Item = &'n str>) -> String {
    let key = body_key(name.trim());
    if !is_generic(&key) {
        return key;
    }
    let telling = aliases.map(str::trim).filter(|alias| is_name(alias)).map(body_key);
    telling.into_iter().find(|key| !is_generic(key)).unwrap_or(key)
}

/// `the ministry` is a reference, `FDD` a name.
pub(super) fn is_name(printed: &str) -> bool {
    let first = printed.strip_prefix("the ").or_else(|| printed.strip_prefix("The ")).unwrap_or(printed);
    first.chars().next().is_some_and(char::is_uppercase) && first.len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_tells_nobody_goes_by_the_next() {
        let key = |name, aliases: &[&str]| telling_key(name, aliases.iter().copied());
        assert_eq!(key("Systems Inc", &["the company", "LSY", "Lind"]), "lsy");
        assert_eq!(key("Systems Inc", &["the company"]), "systems");
        assert_eq!(key("Lind Systems", &["LSY"]), "lind systems");
    }

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
