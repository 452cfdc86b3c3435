//! Whom the values of the facets mean.
//!
//! A facet's values are the names that articles use. Who is who across the archive is worked out
//! apart from the index and kept beside it, in one small file: only names that go together, or that
//! several share, are in it. Joining two spellings of a name rewrites that file and nothing else.

mod appearances;
mod build;
mod file;
mod names;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

pub use appearances::Appearances;
pub(super) use file::{next, path, read, verify, write};
pub use names::NameNumbers;

use super::document::rank_of;
use super::flat::{Flat, rows};
use crate::model::ArticleId;
use crate::text::fold::fold_name;
use tables::{ITSELF, SEVERAL, Section};

/// What the names of these files begin with; nothing else in the folder may, for it is swept with them.
pub(super) const PREFIX: &str = "onrecord.identities";
/// Whom the values of the facets mean, by facet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identities {
    /// Which working-out of who is who it comes from: what was forgotten since changes nothing in that. 0 for none.
    pub edition: u128,
    /// Articles there were when it was made.
    pub articles: u64,
    /// A hash of what the archivist had decided.
    pub decided: String,
    /// Who is on record.
    pub speakers: Meanings,
    /// Whom they speak for.
    pub organizations: Meanings,
}

/// What the values of one facet mean; a value that is not here means itself. And the articles that nothing is said of any
/// more, by rank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meanings(Flat<Section>, BTreeSet<u64>);

/// The values that a choice stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Those that count wherever they stand.
    pub values: BTreeSet<String>,
    /// Those that count in these articles alone, which go by their ranks.
    pub only: BTreeMap<String, BTreeSet<u64>>,
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

impl Identities {
    /// What was worked out over so many articles, when the archivist had decided so.
    pub fn new(articles: u64, decided: String, speakers: Meanings, organizations: Meanings) -> Identities {
        let mut hasher = blake3::Hasher::new();
        for meanings in [&speakers, &organizations] {
            let bytes = meanings.0.bytes();
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        }
        let edition = hasher.finalize().as_bytes().first_chunk().map_or(0, |sum| u128::from_le_bytes(*sum));
        Identities { edition, articles, decided, speakers, organizations }
    }

    /// The rank of every article that something is said of.
    pub(super) fn articles_named(&self) -> impl Iterator<Item = u64> {
        [&self.speakers, &self.organizations].into_iter().flat_map(|meanings| meanings.wrong(false))
    }

    /// Whether anything is said of an article alone, by its rank.
    pub(super) fn says_of(&self, rank: u64) -> bool {
        self.speakers.says_of(rank) || self.organizations.says_of(rank)
    }

    /// The same, but that nothing is said of these articles alone, by their ranks: they are not as they were.
    pub(super) fn without(mut self, forgotten: &BTreeSet<u64>) -> Identities {
        for meanings in [&mut self.speakers, &mut self.organizations] {
            meanings.1.extend(forgotten);
        }
        self
    }

    /// Takes out for good what was said of articles and is forgotten, to be written.
    pub(super) fn cleared(mut self) -> Identities {
        self.speakers = self.speakers.cleared();
        self.organizations = self.organizations.cleared();
        self
    }
}

/// What a folded name is found by.
fn sum_of(folded: &str) -> u64 {
    let hash = blake3::hash(folded.as_bytes());
    hash.as_bytes().first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

impl Meanings {
    fn says_of(&self, rank: u64) -> bool {
        let said = |section| !self.of_article(section, rank).is_empty();
        !self.1.contains(&rank) && (said(Section::Wrong) || said(Section::Doubled))
    }

    fn cleared(self) -> Meanings {
        let Meanings(known, forgotten) = self;
        let left = [Section::Several, Section::Wrong, Section::Doubled].map(|section| {
            let all = known.all::<(u64, u32, u32)>(section);
            (section, rows(&all.filter(|row| !forgotten.contains(&row.0)).collect::<Vec<_>>()))
        });
        Meanings(known.with(left.into()), BTreeSet::new())
    }

    /// The name under which `value` is counted.
    #[cfg(test)]
    pub(crate) fn shown<'s>(&'s self, value: &'s str) -> &'s str {
        self.0
            .number(value)
            .map(|number| self.0.means(number))
            .filter(|shown| *shown < SEVERAL)
            .map_or(value, |shown| self.0.name(shown))
    }

    /// The name under which `value` is counted in this article.
    pub(crate) fn shown_in<'s>(&'s self, value: &'s str, article: &ArticleId) -> &'s str {
        self.shown_at(value, rank_of(&article.0))
    }

    /// The name under which `value` is counted in the article of this rank.
    fn shown_at<'s>(&'s self, value: &'s str, rank: u64) -> &'s str {
        self.0.number(value).map_or(value, |number| self.0.name(self.means_at(number, rank)))
    }

    /// The numbers of values, which are in order, as names; nothing of those that mean themselves everywhere.
    pub(crate) fn numbers<'v>(&self, values: impl IntoIterator<Item = &'v str>) -> Vec<Option<u32>> {
        self.0.numbers(values)
    }

    /// The number of the name under which a value is counted.
    pub(crate) fn means(&self, value: u32) -> u32 {
        Some(self.0.means(value)).filter(|shown| *shown < SEVERAL).unwrap_or(value)
    }

    /// The same in the article of this rank.
    pub(crate) fn means_at(&self, value: u32, rank: u64) -> u32 {
        if self.0.means(value) != SEVERAL || self.1.contains(&rank) {
            return self.means(value);
        }
        let mut rows = self.0.rows::<(u64, u32, u32)>(Section::Wrong, self.of_article(Section::Wrong, rank));
        rows.find(|row| row.1 == value).map_or(value, |(_, _, shown)| shown)
    }

    /// The name of a number.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.0.name(number)
    }

    /// The articles of a value that means several, and whom it means there.
    fn several(&self, value: u32) -> impl Iterator<Item = (u64, u32, u32)> {
        let range = if self.0.means(value) == SEVERAL {
            self.0.between(Section::Several, |row: &(u64, u32, u32)| row.1 < value, |row| row.1 == value)
        } else {
            0..0
        };
        self.0.rows(Section::Several, range).filter(|row: &(u64, u32, u32)| !self.1.contains(&row.0))
    }

    /// The values that count under a name as shown.
    fn values(&self, shown: u32) -> impl Iterator<Item = u32> {
        let range = self.0.between(Section::Values, |row: &(u32, u32)| row.0 < shown, |row| row.0 == shown);
        self.0.rows::<(u32, u32)>(Section::Values, range).map(|row| row.1)
    }

    /// The values that count under a name as shown.
    pub(crate) fn spellings(&self, shown: &str) -> impl Iterator<Item = &str> {
        let values = self.0.number(shown).map(|shown| self.values(shown));
        values.into_iter().flatten().map(|value| self.0.name(value))
    }

    fn found(&self, section: Section, sum: u64) -> impl Iterator<Item = u32> {
        let range = self.0.between(section, |row: &(u64, u32)| row.0 < sum, |row| row.0 == sum);
        self.0.rows::<(u64, u32)>(section, range).map(|row| row.1)
    }

    /// The names, folded, of each who is called so among others: nobody is told of who has but one.
    pub(crate) fn called(&self, folded: &str) -> Vec<(u32, BTreeSet<String>)> {
        let found = self.found(Section::Whole, sum_of(folded)).map(|shown| (shown, self.names_of(shown)));
        found.filter(|(_, names)| names.contains(folded)).collect()
    }

    /// The same of each who has a name of several words that ends so.
    pub(crate) fn surnamed(&self, folded: &str) -> Vec<(u32, BTreeSet<String>)> {
        let ends = |name: &String| name.rsplit_once(' ').is_some_and(|(_, surname)| surname == folded);
        let found = self.found(Section::Surname, sum_of(folded)).map(|shown| (shown, self.names_of(shown)));
        found.filter(|(_, names)| names.iter().any(ends)).collect()
    }

    fn names_of(&self, shown: u32) -> BTreeSet<String> {
        build::folded_names(self.0.name(shown), self.values(shown).map(|value| self.0.name(value)))
    }

    /// What a choice of `typed` stands for, where the facet itself answers with `values`.
    pub(crate) fn chosen(&self, typed: &str, values: BTreeSet<String>) -> Chosen {
        let key = fold_name(typed);
        let named = |shown: &u32| fold_name(self.0.name(*shown)) == key;
        let mut who: BTreeSet<u32> = self.found(Section::Folded, sum_of(&key)).filter(named).collect();
        let mut out = Chosen::default();
        if who.is_empty() || !typed.contains(['(', '#']) {
            for value in values {
                let number = self.0.number(&value);
                who.extend(number.map(|number| self.0.means(number)).filter(|shown| *shown < SEVERAL));
                let several = number.into_iter().flat_map(|number| self.several(number));
                let mut is_known = number.is_some_and(|number| self.0.means(number) < SEVERAL);
                for (_, _, shown) in several {
                    is_known = true;
                    who.insert(shown);
                }
                if !is_known {
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
            shown: who.iter().map(|shown| self.0.name(*shown).to_owned()).collect(),
            ..Chosen::default()
        };
        let values: BTreeSet<u32> = who.iter().flat_map(|shown| self.values(*shown)).collect();
        for value in values {
            let name = self.0.name(value).to_owned();
            if self.0.means(value) < SEVERAL {
                out.values.insert(name);
                continue;
            }
            let (mut theirs, mut others) = (BTreeSet::new(), false);
            for (article, _, shown) in self.several(value) {
                if who.contains(&shown) {
                    theirs.insert(article);
                } else {
                    others = true;
                }
            }
            if theirs.is_empty() {
                continue;
            }
            if others {
                out.only.insert(name, theirs);
            } else {
                out.values.insert(name);
            }
        }
        out
    }

    /// The values that a name as shown stands for.
    pub(crate) fn stands_for(&self, shown: &str) -> Chosen {
        match self.0.number(shown) {
            Some(number) if self.values(number).next().is_some() => self.values_of(&BTreeSet::from([number])),
            // Who is called so is never on record, and wherever the name is, it means somebody else.
            Some(number) if self.0.means(number) != ITSELF => Chosen::default(),
            _ => Chosen { values: BTreeSet::from([shown.to_owned()]), ..Chosen::default() },
        }
    }

    /// The articles in which counting by [`Meanings::shown`] gets something wrong, by rank; one may come several times.
    /// An article that has somebody by two names is counted wrong, a statement is not.
    pub(crate) fn wrong(&self, of_statements: bool) -> impl Iterator<Item = u64> {
        let rows = |section| self.0.all::<(u64, u32, u32)>(section).map(|row| row.0);
        let said = rows(Section::Wrong).chain(rows(Section::Doubled).filter(move |_| !of_statements));
        said.filter(|rank| !self.1.contains(rank))
    }

    fn of_article(&self, section: Section, rank: u64) -> std::ops::Range<usize> {
        self.0.between(section, |row: &(u64, u32, u32)| row.0 < rank, |row| row.0 == rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tantivy::directory::OwnedBytes;

    /// `(value, article, shown)`.
    fn meanings(rows: &[(&str, &str, &str)]) -> Meanings {
        let ids: Vec<ArticleId> = rows.iter().map(|row| ArticleId(format!("{:0>16}", row.1))).collect();
        Meanings::of(rows.iter().zip(&ids).map(|((value, _, shown), article)| (*value, article, *shown)))
    }

    fn is_wrong_in(meanings: &Meanings, rank: u64, of_statements: bool) -> bool {
        meanings.wrong(of_statements).any(|wrong| wrong == rank)
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
        assert_eq!(got.wrong(false).count(), 0);
        assert_eq!(got.stands_for("Ilse Varga").values, set(&["Ilse Varga", "Ilse Vargha"]));
        assert_eq!(got.stands_for("Ilse Vargha"), Chosen::default(), "another of that name");
    }

    #[test]
    fn an_article_with_both_spellings_counts_once() {
        let got = meanings(&[("Ilse Varga", "1", "Ilse Varga"), ("Vargha", "1", "Ilse Varga")]);
        assert!(is_wrong_in(&got, 1, false) && !is_wrong_in(&got, 1, true) && !is_wrong_in(&got, 2, false));
        assert_eq!((got.wrong(false).count(), got.wrong(true).count()), (1, 0));
        assert_eq!(["Ilse Varga", "Vargha"].map(|value| got.shown_at(value, 1)), ["Ilse Varga"; 2]);
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
        assert_eq!(one.only, BTreeMap::from([("John Smith".to_owned(), BTreeSet::from([2]))]));
        assert_eq!((one.values, one.shown), (set(&[]), set(&["John Smith (nurse)"])));
        assert!(is_wrong_in(&got, 2, true) && is_wrong_in(&got, 2, false));
        assert_eq!(got.shown_at("John Smith", 2), "John Smith (nurse)");
        assert_eq!(got.shown_in("John Smith", &ArticleId(format!("{:0>16}", 1))), "John Smith (striker)");
        assert_eq!(got.shown("John Smith"), "John Smith");
    }

    #[test]
    fn what_is_said_of_a_changed_article_is_forgotten() {
        let got = Identities {
            speakers: meanings(&[
                ("John Smith", "1", "John Smith (striker)"),
                ("John Smith", "2", "John Smith (nurse)"),
                ("J. Smith", "2", "John Smith (nurse)"),
            ]),
            ..Identities::default()
        };
        assert_eq!([1, 2, 3].map(|rank| got.says_of(rank)), [true, true, false]);
        let wrong = |got: &Identities| [1, 2].map(|rank| is_wrong_in(&got.speakers, rank, false));
        let shown =
            |got: &Identities| [1, 2].map(|rank| got.speakers.shown_at("John Smith", rank).to_owned());
        assert_eq!(wrong(&got), [true, true]);
        assert_eq!(shown(&got), ["John Smith (striker)", "John Smith (nurse)"]);
        let without = got.without(&BTreeSet::from([2, 3]));
        // It is all the same whether that is noted or taken out.
        for got in [without.clone(), without.cleared()] {
            assert_eq!(wrong(&got), [true, false]);
            assert_eq!(shown(&got), ["John Smith (striker)", "John Smith"]);
            assert_eq!(got.articles_named().collect::<Vec<_>>(), [1]);
            assert_eq!([1, 2, 3].map(|rank| got.says_of(rank)), [true, false, false]);
            let nurse = got.speakers.chosen("John Smith (nurse)", set(&[]));
            assert!(nurse.only.is_empty() && !nurse.values.contains("John Smith"), "{nurse:?}");
        }
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

    proptest! {
        /// Where nothing is said to be wrong, counting by value gives what counting by who is meant gives.
        #[test]
        fn counts_are_those_of_who_is_meant(rows in prop::collection::vec((0..6_u8, 0..5_u8, 0..6_u8), 0..24)) {
            // A value means one in one article.
            let rows: BTreeMap<(u8, u8), u8> = rows.into_iter().map(|(value, article, shown)| ((value, article), shown)).collect();
            let rows: Vec<(u8, u8, u8)> = rows.into_iter().map(|((value, article), shown)| (value, article, shown)).collect();
            let texts: Vec<(String, String, String)> =
                rows.iter().map(|(v, a, s)| (format!("s{v}"), format!("{a}"), format!("s{s}"))).collect();
            let asked: Vec<(&str, &str, &str)> = texts.iter().map(|(v, a, s)| (&**v, &**a, &**s)).collect();
            let got = meanings(&asked);
            for rank in 0..5_u8 {
                let here: Vec<_> = asked.iter().zip(&rows).filter(|(_, row)| row.1 == rank).map(|(asked, _)| asked).collect();
                let different: BTreeSet<&str> = here.iter().map(|(_, _, shown)| *shown).collect();
                let is_right = here.iter().all(|(value, _, shown)| got.shown(value) == *shown);
                let rank = u64::from(rank);
                prop_assert!(is_right || is_wrong_in(&got, rank, true));
                prop_assert!((is_right && different.len() == here.len()) || is_wrong_in(&got, rank, false));
            }
            let values: BTreeSet<&str> = ["", "s", "s0", "s3", "s5", "s9", "t"].into();
            let one_by_one: Vec<_> = values.iter().map(|value| got.0.number(value)).collect();
            prop_assert_eq!(got.numbers(values), one_by_one);
            for (value, article, shown) in &asked {
                prop_assert_eq!(got.shown_in(value, &ArticleId(format!("{article:0>16}"))), *shown);
                let theirs = got.stands_for(shown);
                let rank = rank_of(&format!("{article:0>16}"));
                prop_assert!(theirs.values.contains(*value) || theirs.only[*value].contains(&rank));
            }
        }

        /// Whatever decays in a file too large to be verified is answered, never a panic.
        #[test]
        fn any_bytes_are_answered(at in 0..900_usize, bit in 0..8_u8) {
            let rows: Vec<(String, String)> = (0..9).map(|n| (format!("n{}", n % 5), format!("{n}"))).collect();
            let rows: Vec<(&str, &str, &str)> =
                rows.iter().zip(["n1", "n1 (x)", "n2"].iter().cycle()).map(|((v, a), s)| (&**v, &**a, *s)).collect();
            let mut bytes = meanings(&rows).0.bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            if let Some(flat) = Flat::open(OwnedBytes::new(bytes)) {
                let got = Meanings(flat, BTreeSet::new());
                let _ = (got.called("n1"), got.surnamed("n1"), got.stands_for("n1"), got.shown("n3").len());
                let _ = (got.chosen("n1", set(&["n1", "n3"])), got.spellings("n1").count());
                for rank in 0..9 {
                    let _ = (is_wrong_in(&got, rank, true), got.shown_at("n1", rank).len());
                }
            }
        }
    }
}
