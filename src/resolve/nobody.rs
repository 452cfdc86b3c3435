//! Names that are nobody's: days and months, what a page prints around its story, and what stands in tables.
//!
//! Such a name stands in most articles of an archive. It would be its most frequent person, and everybody
//! would be found in its company.

use std::sync::LazyLock;

use hashbrown::HashSet;
use serde::Deserialize;

use crate::text::fold::fold_name;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(read()));

#[derive(Deserialize, Default)]
struct Data {
    calendar: Vec<String>,
    page: Vec<String>,
    figures: Vec<String>,
    openings: Vec<String>,
    ratings: Vec<String>,
    states: Vec<String>,
    platforms: Vec<String>,
    between: Vec<String>,
    currencies: Vec<String>,
    #[cfg(test)]
    nobody: Vec<String>,
    #[cfg(test)]
    somebody: Vec<String>,
}

type Set = HashSet<String, foldhash::fast::FixedState>;

struct Words {
    telling: Set,
    figures: Set,
    platforms: Set,
    between: Set,
    currencies: Set,
}

impl Words {
    fn of(data: Data) -> Words {
        let Data {
            calendar, page, figures, openings, ratings, states, platforms, between, currencies, ..
        } = data;
        Words {
            figures: figures.iter().cloned().collect(),
            telling: [calendar, page, figures, openings, ratings, states].into_iter().flatten().collect(),
            platforms: platforms.into_iter().collect(),
            between: between.into_iter().collect(),
            currencies: currencies.into_iter().collect(),
        }
    }
}

/// A slip in the file fails its test; without it everybody is somebody.
fn read() -> Data {
    toml::from_str(include_str!("nobody.toml")).unwrap_or_default()
}

/// Whether a printed name is nobody's.
pub(super) fn is_nobody(printed: &str) -> bool {
    let folded = fold_name(printed);
    let words = || folded.split(' ');
    let any = |set: &Set| words().any(|word| set.contains(word));
    let is_none = |word: &str| {
        let is_in = |set: &Set| set.contains(word);
        is_in(&WORDS.telling)
            || is_in(&WORDS.platforms)
            || is_in(&WORDS.between)
            || is_in(&WORDS.currencies) && any(&WORDS.figures)
    };
    let platforms = || words().filter(|word| WORDS.platforms.contains(*word)).count();
    words().all(is_none) && (any(&WORDS.telling) || platforms() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_file_hold() {
        let data: Data = toml::from_str(include_str!("nobody.toml")).unwrap();
        for name in &data.nobody {
            assert!(is_nobody(name), "{name}");
        }
        for name in &data.somebody {
            assert!(!is_nobody(name), "{name}");
        }
        let lists = [
            &data.calendar,
            &data.page,
            &data.figures,
            &data.openings,
            &data.ratings,
            &data.platforms,
            &data.between,
        ];
        let all = || lists.into_iter().flatten();
        for word in all() {
            assert_eq!(*word, fold_name(word));
            assert_eq!(all().filter(|other| *other == word).count(), 1, "{word} stands twice");
        }
    }
}
