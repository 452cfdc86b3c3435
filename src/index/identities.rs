//! Whom the values of the facets mean.
//!
//! A facet's values are the names that articles use. Who is who across the archive is worked out
//! apart from the index and kept beside it, in one small file: only names that go together, or that
//! several share, are in it. Joining two spellings of a name rewrites that file and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::document::rank_of;
use super::{IndexError, sealed};
use crate::model::ArticleId;
use crate::text::fold::fold_name;

/// What they are called: nothing else in the folder may ever be swept with them.
pub(super) const PREFIX: &str = "onrecord.identities";

/// Whom the values of the facets mean, by facet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identities {
    /// Articles there were when it was made.
    pub articles: u64,
    /// A hash of what the archivist had decided.
    pub decided: String,
    /// Who is on record.
    pub speakers: Meanings,
    /// Whom they speak for.
    pub organizations: Meanings,
}

/// What the values of one facet mean; a value that is not here means itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanings {
    /// Names as shown, each of somebody else.
    shown: Vec<String>,
    /// Values that mean one of them wherever they stand.
    one: BTreeMap<String, u32>,
    /// Values that several share: whom they mean, by article.
    several: BTreeMap<String, BTreeMap<ArticleId, u32>>,
    /// Articles that name somebody by several values, and how often too often.
    doubled: BTreeMap<ArticleId, BTreeMap<u32, u32>>,
}

/// One appearance: a value in an article, and whom it means.
#[derive(Debug, Clone, Copy)]
pub struct Meant<'m> {
    /// The value of the facet.
    pub value: &'m str,
    /// The article.
    pub article: &'m ArticleId,
    /// Who is meant, as shown.
    pub shown: &'m str,
}

/// The values that a choice stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Those that count wherever they stand.
    pub values: BTreeSet<String>,
    /// Those that count in these articles alone.
    pub only: BTreeMap<String, BTreeSet<ArticleId>>,
    /// The names as shown.
    pub shown: BTreeSet<String>,
}

impl Chosen {
    /// Takes in what another choice stands for.
    pub(crate) fn add(&mut self, other: Chosen) {
        self.values.extend(other.values);
        self.shown.extend(other.shown);
        for (value, articles) in other.only {
            self.only.entry(value).or_default().extend(articles);
        }
    }
}

/// What counting by value gets wrong, by the rank of the article: a name as shown, and what to add.
pub(crate) type Corrections = BTreeMap<u64, Vec<(String, i64)>>;

impl Identities {
    /// Every article that something is said of.
    pub(super) fn articles_named(&self) -> impl Iterator<Item = &ArticleId> {
        [&self.speakers, &self.organizations].into_iter().flat_map(|meanings| {
            meanings.several.values().flat_map(BTreeMap::keys).chain(meanings.doubled.keys())
        })
    }

    /// Forgets what was said of these articles alone, by their ids as numbers: they are not as they were.
    /// Tells whether anything was.
    pub(super) fn forget(&mut self, changed: &BTreeSet<u64>) -> bool {
        let speakers = self.speakers.forget(changed);
        self.organizations.forget(changed) || speakers
    }
}

impl Meanings {
    fn forget(&mut self, changed: &BTreeSet<u64>) -> bool {
        let known = |meanings: &Meanings| {
            meanings.doubled.len() + meanings.several.values().map(BTreeMap::len).sum::<usize>()
        };
        let before = known(self);
        let stays = |article: &ArticleId| !changed.contains(&rank_of(&article.0));
        self.doubled.retain(|article, _| stays(article));
        for articles in self.several.values_mut() {
            articles.retain(|article, _| stays(article));
        }
        self.several.retain(|_, articles| !articles.is_empty());
        before != known(self)
    }

    /// Keeps what is not plain from all appearances: what `meant` gives is asked for twice.
    pub fn of<'m, I: Iterator<Item = Meant<'m>>>(meant: impl Fn() -> I) -> Meanings {
        let mut by_value: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for Meant { value, shown, .. } in meant() {
            by_value.entry(value).or_default().insert(shown);
        }
        let mut out = Meanings::default();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let plain = |value: &str| by_value.get(value).is_none_or(|all| all.iter().all(|one| *one == value));
        // Whoever has a value that is not plain; their own name counts with it.
        for (value, all) in by_value.iter().filter(|(value, _)| !plain(value)) {
            for shown in all {
                let next = numbers.len() as u32;
                numbers.entry(shown).or_insert_with(|| {
                    out.shown.push((*shown).to_owned());
                    next
                });
            }
            if let (1, Some(number)) = (all.len(), all.first().and_then(|shown| numbers.get(shown))) {
                out.one.insert((*value).to_owned(), *number);
            }
        }
        for (value, all) in by_value.iter().filter(|(_, all)| all.len() == 1) {
            if let Some(number) = all.first().and_then(|shown| numbers.get(shown)) {
                out.one.insert((*value).to_owned(), *number);
            }
        }
        let mut values: BTreeMap<(&ArticleId, u32), BTreeSet<&str>> = BTreeMap::new();
        for Meant { value, article, shown } in meant() {
            let Some(number) = numbers.get(shown) else { continue };
            if by_value.get(value).is_some_and(|all| all.len() > 1) {
                out.several.entry(value.to_owned()).or_default().insert(article.clone(), *number);
            }
            values.entry((article, *number)).or_default().insert(value);
        }
        for ((article, number), values) in values.iter().filter(|(_, values)| values.len() > 1) {
            out.doubled.entry((*article).clone()).or_default().insert(*number, values.len() as u32 - 1);
        }
        out
    }

    /// The name under which `value` is counted.
    pub(crate) fn shown<'s>(&'s self, value: &'s str) -> &'s str {
        self.one.get(value).map_or(value, |number| self.name(*number))
    }

    /// The name under which `value` is counted in this article.
    pub(crate) fn shown_in<'s>(&'s self, value: &'s str, article: &ArticleId) -> &'s str {
        let here = self.several.get(value).and_then(|articles| articles.get(article));
        here.map_or_else(|| self.shown(value), |number| self.name(*number))
    }

    /// The values that count under each name; who has but their own is left out.
    pub(crate) fn spellings(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut out: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (value, number) in &self.one {
            out.entry(self.name(*number)).or_default().insert(value);
        }
        for (value, articles) in &self.several {
            for number in articles.values() {
                out.entry(self.name(*number)).or_default().insert(value);
            }
        }
        out
    }

    fn name(&self, number: u32) -> &str {
        self.shown.get(number as usize).map_or("", String::as_str)
    }

    /// What a choice of `typed` stands for, where the facet itself answers with `values`.
    pub(crate) fn chosen(&self, typed: &str, values: BTreeSet<String>) -> Chosen {
        let key = fold_name(typed);
        let named = |number: &u32| fold_name(self.name(*number)) == key;
        let mut who: BTreeSet<u32> = (0..self.shown.len() as u32).filter(named).collect();
        let mut out = Chosen::default();
        if who.is_empty() || !typed.contains(['(', '#']) {
            for value in values {
                who.extend(self.one.get(&value));
                who.extend(self.several.get(&value).into_iter().flat_map(BTreeMap::values));
                if !self.one.contains_key(&value) && !self.several.contains_key(&value) {
                    out.shown.insert(value.clone());
                    out.values.insert(value);
                }
            }
        }
        out.add(self.values_of(&who));
        out
    }

    fn values_of(&self, who: &BTreeSet<u32>) -> Chosen {
        let mut out = Chosen {
            shown: who.iter().map(|number| self.name(*number).to_owned()).collect(),
            ..Chosen::default()
        };
        out.values.extend(self.one.iter().filter(|(_, number)| who.contains(number)).map(|(v, _)| v.clone()));
        for (value, articles) in &self.several {
            if articles.values().all(|number| who.contains(number)) {
                out.values.insert(value.clone());
                continue;
            }
            let theirs: BTreeSet<ArticleId> = articles
                .iter()
                .filter(|(_, number)| who.contains(number))
                .map(|(id, _)| id.clone())
                .collect();
            if !theirs.is_empty() {
                out.only.insert(value.clone(), theirs);
            }
        }
        out
    }

    /// The values that a name as shown stands for.
    pub(crate) fn stands_for(&self, shown: &str) -> Chosen {
        let number = (0..self.shown.len() as u32).find(|number| self.name(*number) == shown);
        match number {
            Some(number) => self.values_of(&BTreeSet::from([number])),
            None => Chosen { values: BTreeSet::from([shown.to_owned()]), ..Chosen::default() },
        }
    }

    /// What counting articles by [`Meanings::shown`] gets wrong.
    pub(crate) fn corrections(&self) -> Corrections {
        let mut out = self.corrections_of_statements();
        for (article, numbers) in &self.doubled {
            let wrong = out.entry(rank_of(&article.0)).or_default();
            wrong.extend(
                numbers.iter().map(|(number, extra)| (self.name(*number).to_owned(), -i64::from(*extra))),
            );
        }
        out
    }

    /// The same where each document has one value.
    pub(crate) fn corrections_of_statements(&self) -> Corrections {
        let mut out = Corrections::new();
        for (value, articles) in &self.several {
            for (article, number) in articles {
                let wrong = out.entry(rank_of(&article.0)).or_default();
                wrong.push((value.clone(), -1));
                wrong.push((self.name(*number).to_owned(), 1));
            }
        }
        out
    }
}

/// Where the identities of this number lie.
pub(super) fn path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{PREFIX}-{number}.zst"))
}

/// A number that no identities have, nor had as far as can be seen: somebody may still be reading them.
pub(super) fn next(dir: &Path) -> u64 {
    let number = |name: &str| name.strip_prefix(PREFIX)?.strip_prefix('-')?.split('.').next()?.parse().ok();
    let names = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|file| file.file_name());
    names.filter_map(|name| number(&name.to_string_lossy())).max().map_or(1, |last: u64| last + 1)
}

/// Writes the identities of this number, which a commit names.
pub(super) fn write(dir: &Path, number: u64, identities: &Identities) -> Result<(), IndexError> {
    sealed::write(&path(dir, number), |out| Ok(serde_json::to_writer(out, identities)?))
}

/// The identities of this number; nothing where nobody worked them out yet.
pub(super) fn read(dir: &Path, number: u64) -> Result<Option<Identities>, IndexError> {
    if number == 0 {
        return Ok(None);
    }
    let path = path(dir, number);
    let bytes = sealed::read(&path)?;
    serde_json::from_slice(&bytes).map(Some).map_err(IndexError::torn(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(value, article, shown)`.
    fn meanings(rows: &[(&str, &str, &str)]) -> Meanings {
        let ids: Vec<ArticleId> = rows.iter().map(|row| ArticleId(format!("{:0>16}", row.1))).collect();
        Meanings::of(|| {
            rows.iter().zip(&ids).map(|((value, _, shown), article)| Meant { value, article, shown })
        })
    }

    fn set(values: &[&str]) -> BTreeSet<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn what_is_plain_is_not_kept() {
        let got = meanings(&[("Ilse Varga", "1", "Ilse Varga"), ("Ilse Varga", "2", "Ilse Varga")]);
        assert_eq!(got, Meanings::default());
        assert_eq!(got.shown("Ilse Varga"), "Ilse Varga");
        assert_eq!(got.chosen("Varga", set(&["Ilse Varga"])).values, set(&["Ilse Varga"]));
    }

    #[test]
    fn spellings_go_together() {
        let got = meanings(&[("Ilse Varga", "1", "Ilse Varga"), ("Ilse Vargha", "2", "Ilse Varga")]);
        assert_eq!(got.shown("Ilse Vargha"), "Ilse Varga");
        let chosen = got.chosen("Vargha", set(&["Ilse Vargha"]));
        assert_eq!(chosen.values, set(&["Ilse Varga", "Ilse Vargha"]));
        assert_eq!(chosen.shown, set(&["Ilse Varga"]));
        assert!(got.corrections().is_empty());
    }

    #[test]
    fn an_article_with_both_spellings_counts_once() {
        let got = meanings(&[("Ilse Varga", "1", "Ilse Varga"), ("Vargha", "1", "Ilse Varga")]);
        assert_eq!(got.corrections(), Corrections::from([(1, vec![("Ilse Varga".into(), -1)])]));
    }

    #[test]
    fn namesakes_are_told_apart_by_article() {
        let got = meanings(&[
            ("John Smith", "1", "John Smith (striker)"),
            ("John Smith", "2", "John Smith (nurse)"),
        ]);
        let both = got.chosen("John Smith", set(&["John Smith"]));
        assert_eq!((both.values, both.only.len()), (set(&["John Smith"]), 0));
        let one = got.chosen("John Smith (nurse)", set(&[]));
        let article = ArticleId("0000000000000002".into());
        assert_eq!(one.only, BTreeMap::from([("John Smith".to_owned(), BTreeSet::from([article]))]));
        assert_eq!((one.values, one.shown), (set(&[]), set(&["John Smith (nurse)"])));
        assert_eq!(
            got.corrections()[&2],
            [("John Smith".to_owned(), -1), ("John Smith (nurse)".to_owned(), 1)]
        );
    }

    #[test]
    fn what_is_said_of_a_changed_article_is_forgotten() {
        let mut got = Identities {
            speakers: meanings(&[
                ("John Smith", "1", "John Smith (striker)"),
                ("John Smith", "2", "John Smith (nurse)"),
                ("J. Smith", "2", "John Smith (nurse)"),
            ]),
            ..Identities::default()
        };
        assert!(!got.forget(&BTreeSet::from([3])));
        assert_eq!(got.speakers.corrections().len(), 2);
        assert!(got.forget(&BTreeSet::from([2])));
        assert_eq!(got.speakers.corrections().keys().copied().collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn written_and_read_again() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path(), 0).unwrap(), None);
        let speakers = meanings(&[("Ilse Varga", "1", "Ilse Varga"), ("Vargha", "1", "Ilse Varga")]);
        let identities = Identities { articles: 1, decided: "x".into(), speakers, ..Identities::default() };
        write(dir.path(), 3, &identities).unwrap();
        assert_eq!(read(dir.path(), 3).unwrap(), Some(identities));
        std::fs::write(path(dir.path(), 3), "torn").unwrap();
        assert!(read(dir.path(), 3).is_err());
        assert!(read(dir.path(), 4).is_err());
    }
}
