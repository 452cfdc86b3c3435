//! One story, many copies: articles whose words are the same or nearly so, grouped.
//!
//! Of each article 48 bytes are kept, its [`Sketch`]: the least hash of its word triples in each of 48 bins, cut to a
//! byte. Two texts agree in a bin about as often as they share triples, so a copy with one word in twenty changed
//! agrees in three bins of four, and another story of the same series in few. Candidates share a band of three bins;
//! those that agree in enough of all 48 are copies. So are versions of one page: captures of one address, whatever was
//! changed between them, and pages that share an address and a third of the bins.
//!
//! What is found depends on the articles alone, not on their order. A commit looks only at what its changes can have
//! changed ([`Copies::changed`]): at the bands they share with others, and at the groups these are in.

mod all;
mod changed;
mod joined;
mod mended;
mod sketch;

use std::path::Path;

use hashbrown::HashMap;

use self::joined::{Sets, join_band, join_versions, order};
pub use self::sketch::Sketch;
use super::flat::{Flat, rows, sections};
use super::{IndexError, mapped};

const BINS: usize = 48;
const BAND: usize = 3;
/// So many bins must agree.
const ALIKE: usize = 27;
/// A shorter text has copies only where every word is the same, those of the headline too.
const SHORTEST: usize = 32;
/// So many bins must agree of pages that share their address and are no captures of it: dumps with one address for all.
const RELATED: usize = 16;
/// In a band that very many share, each is compared with so many others.
const COMPARED: usize = 48;
const BANDS: usize = BINS / BAND;

/// Groups of copies, each by the article that stands for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copies(Flat<Section>);

/// The tables of groups, in the order they lie.
#[derive(Debug, Clone, Copy)]
enum Section {
    /// `u64`: the members of all groups, each group's first before its others.
    Members,
    /// `u64, u32`: the first of each group, and where its group begins among the members.
    Groups,
    /// `u64, u64`: each member, and the first of its group.
    Firsts,
}

sections!(Section, Section::Firsts);

/// What the files begin with.
const MAGIC: &[u8; 8] = b"onrec.c\n";

impl Copies {
    /// The groups among these articles.
    pub(super) fn among<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> Copies {
        let mut all: Vec<&Sketch> = sketches.into_iter().collect();
        all.sort_unstable_by_key(|sketch| sketch.rank);
        Copies::of_groups(groups(&all))
    }

    fn of_groups(groups: impl IntoIterator<Item = Vec<u64>>) -> Copies {
        let mut all: Vec<Vec<u64>> = groups.into_iter().collect();
        all.sort_unstable();
        let (mut members, mut groups, mut firsts) = (Vec::<u64>::new(), Vec::new(), Vec::new());
        for (group, first) in all.iter().filter_map(|group| Some((group, *group.first()?))) {
            groups.push((first, members.len() as u32));
            members.extend(group);
            firsts.extend(group.iter().map(|rank| (*rank, first)));
        }
        firsts.sort_unstable();
        Copies(Flat::of(vec![
            (Section::Members, rows(&members)),
            (Section::Groups, rows(&groups)),
            (Section::Firsts, rows(&firsts)),
        ]))
    }

    /// The groups, in the order of their firsts.
    fn groups(&self) -> impl Iterator<Item = Vec<u64>> {
        (0..self.stories() as u32).map(|number| self.members_in(number).collect())
    }

    /// The members of the group of this number, the first of them first.
    fn members_in(&self, number: u32) -> impl Iterator<Item = u64> + use<'_> {
        let begin = |number: u32| {
            self.0.row::<(u64, u32)>(Section::Groups, number as usize).map(|(_, at)| at as usize)
        };
        let end = begin(number + 1).unwrap_or_else(|| self.0.len::<u64>(Section::Members));
        self.0.rows(Section::Members, begin(number).unwrap_or(end)..end)
    }

    /// The article that stands for the group this one is in.
    pub fn stands_for(&self, rank: u64) -> Option<u64> {
        self.0.evenly(Section::Firsts, rank, |row: &(u64, u64)| row.0).map(|(_, first)| first)
    }

    /// The number of the group that this article is in.
    pub(super) fn story_of(&self, rank: u64) -> Option<u32> {
        let first = self.stands_for(rank)?;
        let found = self.0.between(Section::Groups, |row: &(u64, u32)| row.0 < first, |row| row.0 == first);
        u32::try_from(found.start).ok().filter(|_| !found.is_empty())
    }

    /// The article that stands for the group of this number.
    pub(crate) fn first_of(&self, story: u32) -> Option<u64> {
        self.0.row::<(u64, u32)>(Section::Groups, story as usize).map(|(first, _)| first)
    }

    /// The articles of all groups, by rank.
    pub(crate) fn members(&self) -> impl Iterator<Item = u64> {
        self.0.all(Section::Members)
    }

    /// How many stories have copies.
    pub fn stories(&self) -> u64 {
        self.0.len::<(u64, u32)>(Section::Groups) as u64
    }

    /// How many articles are a copy of another that stands for them.
    pub fn copies(&self) -> u64 {
        (self.0.len::<u64>(Section::Members) as u64).saturating_sub(self.stories())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.stories() == 0
    }

    /// Writes the groups; they are read by the generation of the commit they belong to.
    pub(super) fn write(&self, path: &Path) -> Result<(), IndexError> {
        mapped::write(path, &[MAGIC, self.0.bytes()])
    }

    /// Reads the groups of a commit, as they lie on the disk.
    pub(super) fn read(path: &Path) -> Result<Copies, IndexError> {
        let bytes = mapped::open(path)?;
        let flat = bytes.strip_prefix(MAGIC).and_then(|_| Flat::open(bytes.slice(MAGIC.len()..bytes.len())));
        flat.map(Copies).ok_or_else(|| IndexError::torn(path)("holds no groups of copies"))
    }

    /// Looks at all of the file that holds the groups of a commit.
    pub(super) fn verify(path: &Path) -> Result<(), IndexError> {
        mapped::verify(path)
    }
}

/// The groups among sketches in the order of their ranks, each with who stands for it first.
fn groups(all: &[&Sketch]) -> Vec<Vec<u64>> {
    let mut sets = Sets::new(all.len());
    for band in 0..BANDS {
        join_band(all, band, |_| true, &mut sets);
    }
    join_versions(all, |_| true, &mut sets);
    of_sets(all, &mut sets)
}

/// The groups of what was joined among sketches.
fn of_sets(all: &[&Sketch], sets: &mut Sets) -> Vec<Vec<u64>> {
    let ordered = |places: Vec<u32>| {
        let mut group: Vec<&Sketch> =
            places.into_iter().filter_map(|at| all.get(at as usize).copied()).collect();
        order(&mut group);
        group.into_iter().map(|sketch| sketch.rank).collect()
    };
    sets.joined().into_iter().map(ordered).collect()
}

/// How many captures have a newer one of the same page, and how many pages that are.
pub(super) fn versions<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> (u64, u64) {
    let mut captures: HashMap<u64, u64> = HashMap::new();
    for sketch in sketches {
        if sketch.address != 0 && sketch.captured > i64::MIN {
            *captures.entry(sketch.address).or_insert(0) += 1;
        }
    }
    let many = || captures.values().filter(|count| **count > 1);
    (many().map(|count| count - 1).sum(), many().count() as u64)
}

#[cfg(test)]
mod measured;

#[cfg(test)]
mod tests {
    use super::sketch::mixed;
    use super::*;
    use crate::model::{Article, Paragraph, ParagraphKind, Span};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn article(words: &[String]) -> Article {
        let text = words.join(" ");
        let span = Span::new(0, text.len());
        Article {
            text,
            paragraphs: vec![Paragraph { kind: ParagraphKind::Lead, span }],
            ..Article::default()
        }
    }

    /// A made story: the same seed, the same words.
    fn story(seed: u64, length: usize) -> Vec<String> {
        (0..length as u64)
            .map(|at| format!("w{}", mixed(seed.wrapping_mul(1_000_003) ^ at) % 3_000))
            .collect()
    }

    fn sketch(words: &[String], rank: u64) -> Sketch {
        Sketch::of(&article(words), rank)
    }

    #[test]
    fn short_texts_under_different_headlines_are_no_copies() {
        let brief = |headline: &str, rank: u64| {
            let words = ["More", "to", "follow"].map(str::to_owned);
            Sketch::of(&Article { headline: headline.to_owned(), ..article(&words) }, rank)
        };
        let copies = |one: &str, other: &str| Copies::among([&brief(one, 1), &brief(other, 2)]).copies();
        assert_eq!(copies("Harrow Ferries has a loss", "Tallis Mills has a profit"), 0);
        assert_eq!(copies("Harrow Ferries has a loss", "Harrow Ferries has a loss"), 1);
    }

    /// Every so-manieth word is another.
    fn edited(words: &[String], every: usize, salt: u64) -> Vec<String> {
        let other = |at: usize| format!("x{}", mixed(salt ^ at as u64) % 9_000);
        let change = |at: usize| at % every == salt as usize % every;
        words.iter().enumerate().map(|(at, w)| if change(at) { other(at) } else { w.clone() }).collect()
    }

    /// A sketch is a sample: one edited copy in fifty may be missed, no more.
    #[test]
    fn edited_copies_are_grouped() {
        let grouped = |seed: u64| {
            let original = story(seed, 250 + (seed as usize * 37) % 650);
            let copy = edited(&original, 20, mixed(seed) % 1_000);
            Copies::among([&sketch(&original, 1), &sketch(&copy, 2)]).copies() == 1
        };
        let found = (0..200).filter(|seed| grouped(*seed)).count();
        assert!(found >= 196, "{found} of 200");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn other_stories_of_a_series_are_not(seed in 0_u64..10_000, length in 250_usize..900) {
            // A fifth of the words are the same in each: a standing introduction and a standing end.
            let frame = story(7, length / 5);
            let one: Vec<String> = frame.iter().cloned().chain(story(seed, length)).collect();
            let other: Vec<String> = frame.iter().cloned().chain(story(seed + 20_000, length)).collect();
            let found = Copies::among([&sketch(&one, 1), &sketch(&other, 2)]);
            prop_assert!(found.is_empty());
        }

        /// Stories with copies, versions and strangers, some of which go, come or are rewritten.
        #[test]
        fn a_change_comes_to_what_anew_comes_to(
            seeds in prop::collection::vec((0_u64..7, 0_u64..4), 4..40),
            gone in prop::collection::vec(0_usize..40, 0..4),
            come in prop::collection::vec((0_usize..60, 0_u64..7, 0_u64..4), 0..4),
        ) {
            let one = |rank: u64, story_of: u64, way: u64| match way {
                0 => sketch(&story(story_of, 300), rank),
                1 => sketch(&edited(&story(story_of, 300), 25, rank), rank),
                2 => captured(&story(story_of + 50, 300), rank, &format!("https://alder.example/{story_of}"), Some("2024-03-09")),
                _ => sketch(&story(story_of, 12), rank),
            };
            let before: BTreeMap<u64, Sketch> =
                seeds.iter().enumerate().map(|(rank, (of, way))| (rank as u64, one(rank as u64, *of, *way))).collect();
            let mut after = before.clone();
            let (mut out, mut into) = (Vec::new(), Vec::new());
            for rank in gone {
                out.extend(after.remove(&(rank as u64)));
            }
            for (rank, of, way) in come {
                let new = one(rank as u64, of, way);
                out.extend(after.insert(rank as u64, new));
                into.push(new);
            }
            // What came and was replaced again was never there.
            out.retain(|sketch| before.get(&sketch.rank) == Some(sketch));
            into.retain(|sketch| after.get(&sketch.rank) == Some(sketch));
            let all: Vec<Sketch> = after.into_values().collect();
            let known = Copies::among(before.values());
            let each = || -> Box<dyn Iterator<Item = Sketch>> { Box::new(all.iter().copied()) };
            prop_assert_eq!(known.changed(&out, &into, &each), Copies::among(&all));
            for few in [0, 1_000] {
                prop_assert_eq!(known.narrowly(&out, &into, few, &each), Copies::among(&all));
            }
        }

        #[test]
        fn order_changes_nothing(seeds in prop::collection::vec(0_u64..6, 2..14), turn in 0_usize..14) {
            let mut all: Vec<Sketch> = seeds
                .iter()
                .enumerate()
                .map(|(rank, seed)| sketch(&edited(&story(*seed, 300), 25, rank as u64), rank as u64))
                .collect();
            let found = Copies::among(&all);
            let turn = turn % all.len();
            all.rotate_left(turn);
            all.reverse();
            prop_assert_eq!(Copies::among(&all), found);
        }
    }

    #[test]
    fn the_longest_stands_for_the_others() {
        let short = story(5, 300);
        let mut long = short.clone();
        long.extend(story(6, 40));
        let found = Copies::among([&sketch(&short, 1), &sketch(&long, 2), &sketch(&story(9, 300), 3)]);
        assert_eq!((found.stands_for(1), found.stands_for(2), found.stands_for(3)), (Some(2), Some(2), None));
        assert_eq!((found.stories(), found.copies()), (1, 1));
    }

    #[test]
    fn short_texts_must_be_the_same() {
        let words = story(5, 20);
        let found =
            Copies::among([&sketch(&words, 1), &sketch(&words, 2), &sketch(&edited(&words, 19, 3), 3)]);
        assert_eq!((found.stands_for(2), found.stands_for(3)), (Some(1), None));
    }

    fn captured(words: &[String], rank: u64, url: &str, day: Option<&str>) -> Sketch {
        let mut article = article(words);
        article.url = Some(url.to_owned());
        article.captured = day.and_then(|day| day.parse().ok());
        Sketch::of(&article, rank)
    }

    #[test]
    fn captures_of_one_address_are_versions_and_the_newest_stands() {
        let (old, new) = (story(5, 400), story(6, 300));
        let one = "https://alder.example/quay?utm_source=a";
        let all = [
            captured(&old, 1, one, Some("2024-03-09")),
            captured(&new, 2, "http://www.alder.example/quay/", Some("2025-03-09")),
            captured(&old, 3, "https://alder.example/ferry", Some("2025-03-10")),
            captured(&story(8, 300), 4, "https://alder.example/", Some("2025-03-10")),
            captured(&story(9, 300), 5, "https://alder.example/", Some("2025-03-11")),
        ];
        let found = Copies::among(&all);
        // The old version has the words of another page, which belongs to the story too and is longer.
        assert_eq!([1, 2, 3].map(|rank| found.stands_for(rank)), [Some(3); 3]);
        assert_eq!((found.stands_for(4), found.stands_for(5)), (None, None));
        let found = Copies::among(&all[..2]);
        assert_eq!(found.stands_for(1), Some(2));
        // An outlet's front page is another page each day.
        assert_eq!(versions(&all), (1, 1));
        let mut bytes = Vec::new();
        all[0].write(&mut bytes);
        assert_eq!((bytes.len(), Sketch::read(&bytes)), (Sketch::BYTES, Some(all[0])));
        assert_eq!(Sketch::read(&bytes[..9]), None);
    }

    #[test]
    fn a_dump_with_one_address_for_all_keeps_its_stories() {
        let url = "https://alder.example/article.php";
        let all: Vec<Sketch> = (0..6).map(|at| captured(&story(at, 300), at, url, None)).collect();
        assert!(Copies::among(&all).is_empty());
        let half = edited(&story(1, 300), 8, 2);
        assert_eq!(Copies::among([&all[1], &captured(&half, 9, url, None)]).copies(), 1);
    }

    #[test]
    fn written_and_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("copies");
        let all = [sketch(&story(1, 99), 4), sketch(&story(1, 99), 9), sketch(&story(2, 99), 5)];
        let found = Copies::among(&all);
        found.write(&path).unwrap();
        assert_eq!(Copies::read(&path).unwrap(), found);
        assert!(Copies::read(&dir.path().join("none")).unwrap_err().is_missing_file());
        let mut bytes = Vec::new();
        all[0].write(&mut bytes);
        assert_eq!((bytes.len(), Sketch::read(&bytes)), (Sketch::BYTES, Some(all[0])));
        assert_eq!(Sketch::read(&bytes[..9]), None);
    }
}
