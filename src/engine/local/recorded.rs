//! Other names that the archive's identities record for one person or body: what evidence or the archivist
//! put together.
//!
//! A surname stands for its other spellings as a word (*Vahdani*, *Wahdani*) and for a wholly different name
//! as that whole name: whoever looks for Twain wants Samuel Clemens, and no other Clemens.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::variants::are_alike;
use crate::index::Meanings;
use crate::text::fold::fold_name;

/// How many other names are looked for in the place of one.
const MOST: usize = 6;
/// A name that so many bear says too little about whom it means.
const BEARERS: usize = 3;

/// Names that mean one person or body, looked up as they are asked for.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    people: Arc<Meanings>,
    bodies: Arc<Meanings>,
}

impl Recorded {
    /// What is recorded of people and of bodies.
    pub(super) fn of(people: Arc<Meanings>, bodies: Arc<Meanings>) -> Recorded {
        Recorded { people, bodies }
    }

    /// All names of each who is called just so, if not too many are.
    fn whole(&self, key: &str) -> Names {
        let people = self.people.called(key).into_iter().map(|(who, names)| ((0, who), names));
        let bodies = self.bodies.called(key).into_iter().map(|(who, names)| ((1, who), names));
        few(people.chain(bodies).collect())
    }

    /// The same of each whose name ends so: people by their surnames.
    fn surnamed(&self, key: &str) -> Names {
        few(self.people.surnamed(key).into_iter().map(|(who, names)| ((0, who), names)).collect())
    }

    /// What a word stands for besides itself, where it is somebody's whole name or surname.
    pub(super) fn of_word(&self, word: &str) -> Vec<String> {
        let key = fold_name(word);
        let mut out = BTreeSet::new();
        let mut bearers = self.whole(&key);
        bearers.extend(self.surnamed(&key));
        for name in bearers.values().flatten() {
            let last = name.rsplit(' ').next().unwrap_or(name);
            if name.split(' ').any(|own| own == key) {
                continue;
            }
            // In another alphabet's spelling the word alone is the name; another name must stand whole.
            out.insert(if are_alike(&key, last) { last.to_owned() } else { name.clone() });
        }
        without_longer(out)
    }

    /// What several words stand for besides themselves, where they are a whole name.
    pub(super) fn of_name(&self, words: &[&str]) -> Vec<String> {
        let key = fold_name(&words.join(" "));
        let bearers = self.whole(&key);
        let own: Vec<&str> = key.split(' ').collect();
        let mut out = BTreeSet::new();
        for name in bearers.values().flatten() {
            let others: Vec<&str> = name.split(' ').collect();
            // Where it is but spelled otherwise, or has words more or less, its words are found one by one.
            let known = |word: &&str| own.iter().any(|one| one == word || are_alike(one, word));
            let longer = own.iter().all(|word| others.contains(word));
            if !others.iter().all(known) && !longer {
                out.insert(name.clone());
            }
        }
        without_longer(out)
    }
}

/// The names of each, by which facet and who.
type Names = BTreeMap<(u8, u32), BTreeSet<String>>;

fn few(names: Names) -> Names {
    if names.len() <= BEARERS { names } else { Names::new() }
}

/// A name in which another of these stands is found by that one.
fn without_longer(names: BTreeSet<String>) -> Vec<String> {
    let holds = |long: &str, short: &str| {
        long.len() > short.len() && format!(" {long} ").contains(&format!(" {short} "))
    };
    let kept = names.iter().filter(|name| !names.iter().any(|other| holds(name, other)));
    kept.take(MOST).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    fn recorded() -> Recorded {
        let rows = [
            ("Idris Vahdani", "Idris Vahdani"),
            ("Idris Wahdani", "Idris Vahdani"),
            ("Vahdani", "Idris Vahdani"),
            ("Mara Quill", "Mara Quill"),
            ("Ada Fenwick", "Mara Quill"),
            ("Dr. Ada Fenwick", "Mara Quill"),
            ("Bo Lind", "Bo Lind"),
        ];
        let id = ArticleId("0000000000000001".into());
        let people = Meanings::of(rows.iter().map(|(value, shown)| (*value, &id, *shown)));
        let bodies = [("GHA", "Gulf Harbour Agency"), ("Gulf Harbour Agency", "Gulf Harbour Agency")];
        let bodies = Meanings::of(bodies.iter().map(|(value, shown)| (*value, &id, *shown)));
        Recorded::of(Arc::new(people), Arc::new(bodies))
    }

    #[track_caller]
    fn check(words: &str, want: &[&str]) {
        let words: Vec<&str> = words.split(' ').collect();
        let got = match words.as_slice() {
            [word] => recorded().of_word(word),
            words => recorded().of_name(words),
        };
        assert_eq!(got, want, "{words:?}");
    }

    #[test]
    fn a_surname_is_spelled_otherwise_and_another_name_stands_whole() {
        check("VAHDANI", &["wahdani"]);
        check("Wahdani", &["vahdani"]);
        check("Quill", &["ada fenwick"]);
        check("Fenwick", &["mara quill"]);
        check("GHA", &["gulf harbour agency"]);
        check("Agency", &[]);
        check("Idris", &[]);
        check("Lind", &[]);
    }

    #[test]
    fn a_whole_name_stands_for_another() {
        check("Mara Quill", &["ada fenwick"]);
        check("Ada Fenwick", &["mara quill"]);
        check("Idris Vahdani", &[]);
        check("gulf harbour agency", &["gha"]);
        check("Bo Lind", &[]);
    }
}
