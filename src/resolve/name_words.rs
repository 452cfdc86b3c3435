//! Which words the archive's names are made of, and how common they are.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::key::Key;
use super::name_key::PersonName;

/// The words of full names, each with how many names it is in, and what stands alone.
#[derive(Debug, Default)]
pub(super) struct NameWords {
    /// Full names.
    full: HashSet<u64, FixedState>,
    /// Last words of full names.
    surnames: HashMap<u64, u32, FixedState>,
    /// First words of full names.
    given: HashMap<u64, u32, FixedState>,
    /// Single names.
    single: HashSet<u64, FixedState>,
    /// In how many articles somebody with the surname is told to be a person.
    told: HashMap<u64, Told, FixedState>,
}

/// In how many articles somebody is told to be a person by a full name, and by the surname with an office or *Mr.*
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Told {
    pub full: u32,
    pub titled: u32,
}

/// Where of so many archives like this one would have a second bearer of a name, two of the name are nothing to wonder at.
const EXPECTED: u64 = 30;

/// Fewer names with a word tell nothing of how common it is.
const FEWEST: u64 = 4;

impl NameWords {
    /// Takes in the names that an article calls somebody, the first of them first.
    pub(super) fn add(&mut self, names: &[PersonName]) {
        for name in names.iter().filter(|name| !name.is_vague()) {
            if self.full.insert(name.key().number()) {
                *self.surnames.entry(Key::from(name.core()).number()).or_default() += 1;
                if let Some(first) = name.given().first() {
                    *self.given.entry(Key::from(first.as_str()).number()).or_default() += 1;
                }
            }
        }
        let single = names.first().filter(|name| name.is_bare());
        self.single.extend(single.map(|name| Key::from(name.core()).number()));
    }

    /// Takes in that an article tells somebody with this surname to be a person, by a full name or else by a title.
    pub(super) fn add_told(&mut self, surname: Key, is_full: bool) {
        let told = self.told.entry(surname.number()).or_default();
        *(if is_full { &mut told.full } else { &mut told.titled }) += 1;
    }

    /// In how many articles somebody with this surname is told to be a person.
    pub(super) fn told(&self, surname: Key) -> Told {
        self.told.get(&surname.number()).copied().unwrap_or_default()
    }

    /// Whether full names begin so.
    pub(super) fn is_given(&self, key: Key) -> bool {
        self.given.contains_key(&key.number())
    }

    /// Whether somebody is called so and nothing else.
    pub(super) fn is_single(&self, key: Key) -> bool {
        self.single.contains(&key.number())
    }

    /// Whether full names begin or end so.
    pub(super) fn has(&self, key: Key) -> bool {
        self.is_given(key) || self.surnames.contains_key(&key.number())
    }

    /// Whether two people may well have this name: so many are called by its first word, and so many by its last, that it
    /// would come up by chance.
    pub(super) fn is_common(&self, name: &PersonName) -> bool {
        let count = |words: &HashMap<u64, u32, FixedState>, word: &str| {
            u64::from(words.get(&Key::from(word).number()).copied().unwrap_or(0))
        };
        let given = name.given().first().map_or(0, |first| count(&self.given, first));
        let surname = count(&self.surnames, name.core());
        given.min(surname) >= FEWEST && given * surname * EXPECTED >= self.full.len() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_common_words_is_common() {
        let mut words = NameWords::default();
        let names = |names: &[&str]| -> Vec<PersonName> {
            names.iter().filter_map(|name| PersonName::parse(name)).collect()
        };
        for n in 0..100 {
            let surname = if n % 10 == 0 { "Lind".to_owned() } else { format!("Quay{n}") };
            let given = if n % 9 == 0 { "Otto".to_owned() } else { format!("Verda{n}") };
            words.add(&names(&[&format!("{given} {surname}"), "Castellane"]));
        }
        let is_common = |name: &str| words.is_common(&names(&[name])[0]);
        assert!(is_common("Otto Lind"));
        assert!(!is_common("Verda1 Quay1") && !is_common("Otto Harrow"));
        assert!(words.has(Key::from("lind")) && words.is_given(Key::from("otto")));
        assert!(!words.has(Key::from("castellane")) && !words.is_single(Key::from("otto")));
    }
}
