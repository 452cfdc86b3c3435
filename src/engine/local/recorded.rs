//! Other names that the archive's identities record for one person or body: what evidence or the archivist
//! put together.
//!
//! A surname stands for its other spellings as a word (*Vahdani*, *Wahdani*) and for a wholly different name
//! as that whole name: whoever looks for Twain wants Samuel Clemens, and no other Clemens.

use std::collections::{BTreeMap, BTreeSet};

use super::variants::are_alike;
use crate::index::Meanings;
use crate::text::fold::fold_name;

/// How many other names are looked for in the place of one.
const MOST: usize = 6;
/// A name that so many bear says too little about whom it means.
const BEARERS: usize = 3;

/// Names that mean one person or body.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// The folded names of each who has several.
    groups: Vec<BTreeSet<String>>,
    /// Who is called so, by the whole name.
    whole: BTreeMap<String, Vec<usize>>,
    /// Whose name ends so: people by their surnames.
    surnames: BTreeMap<String, Vec<usize>>,
}

impl Recorded {
    /// What is recorded of people and of bodies.
    pub(super) fn of(people: &Meanings, bodies: &Meanings) -> Recorded {
        let mut out = Recorded::default();
        for (meanings, with_surnames) in [(people, true), (bodies, false)] {
            for (shown, values) in meanings.spellings() {
                let shown = Some(shown).filter(|shown| !shown.contains(['(', '#']));
                let names = values.into_iter().chain(shown).map(fold_name).filter(|name| !name.is_empty());
                out.add(names.collect(), with_surnames);
            }
        }
        out
    }

    fn add(&mut self, names: BTreeSet<String>, with_surnames: bool) {
        if names.len() < 2 {
            return;
        }
        let at = self.groups.len();
        for name in &names {
            self.whole.entry(name.clone()).or_default().push(at);
            let surname = name.rsplit_once(' ').map(|(_, surname)| surname).filter(|_| with_surnames);
            if let Some(surname) = surname {
                let bearers = self.surnames.entry(surname.to_owned()).or_default();
                if bearers.last() != Some(&at) {
                    bearers.push(at);
                }
            }
        }
        self.groups.push(names);
    }

    /// What a word stands for besides itself, where it is somebody's whole name or surname.
    pub(super) fn of_word(&self, word: &str) -> Vec<String> {
        let key = fold_name(word);
        let mut out = BTreeSet::new();
        for name in self.bearers(&key).flat_map(|group| &self.groups[group]) {
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
        let Some(bearers) = self.whole.get(&key).filter(|bearers| bearers.len() <= BEARERS) else {
            return Vec::new();
        };
        let own: Vec<&str> = key.split(' ').collect();
        let mut out = BTreeSet::new();
        for name in bearers.iter().flat_map(|at| &self.groups[*at]) {
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

    fn bearers(&self, key: &str) -> impl Iterator<Item = usize> {
        let whole = self.whole.get(key).filter(|bearers| bearers.len() <= BEARERS);
        let surname = self.surnames.get(key).filter(|bearers| bearers.len() <= BEARERS);
        let all: BTreeSet<usize> = whole.into_iter().chain(surname).flatten().copied().collect();
        all.into_iter()
    }
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
    use crate::index::Meant;
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
        let people = Meanings::of(|| rows.iter().map(|(value, shown)| Meant { value, article: &id, shown }));
        let bodies = [("GHA", "Gulf Harbour Agency"), ("Gulf Harbour Agency", "Gulf Harbour Agency")];
        let bodies =
            Meanings::of(|| bodies.iter().map(|(value, shown)| Meant { value, article: &id, shown }));
        Recorded::of(&people, &bodies)
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
