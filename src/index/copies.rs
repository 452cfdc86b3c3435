//! One story, many copies: articles whose words are the same or nearly so, grouped.
//!
//! Of each article 48 bytes are kept, its [`Sketch`]: the least hash of its word triples in each of 48 bins, cut to a
//! byte. Two texts agree in a bin about as often as they share triples, so a copy with one word in twenty changed
//! agrees in three bins of four, and another story of the same series in few. Candidates share a band of three bins;
//! those that agree in enough of all 48 are copies. So are versions of one page: captures of one address, whatever was
//! changed between them, and pages that share an address and a third of the bins. What is found depends on the articles alone, not on their order,
//! and is made anew from the manifest with every commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::analysis::for_each_word;
use super::{IndexError, sealed};
use crate::model::Article;
use crate::text::address;

const BINS: usize = 48;
const BAND: usize = 3;
/// So many bins must agree.
const ALIKE: usize = 27;
/// A shorter text has copies only where every word is the same.
const SHORTEST: usize = 32;
/// So many bins must agree of pages that share their address and are no captures of it: dumps with one address for all.
const RELATED: usize = 16;
/// In a band that very many share, each is compared with so many others.
const COMPARED: usize = 48;

/// What is kept of an article's words to find its copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The article's id as a number.
    rank: u64,
    /// How many words it has.
    words: u32,
    /// When it was published, in seconds since 1970; the end of time where nobody said.
    published: i64,
    bins: [u8; BINS],
    /// Its address in the one form, hashed; 0 where it has none.
    address: u64,
    /// When its page was saved, in seconds since 1970; the beginning of time where it is no capture.
    captured: i64,
}

impl Sketch {
    /// The sketch of an article whose id is this as a number.
    pub(super) fn of(article: &Article, rank: u64) -> Sketch {
        let mut least = [u32::MAX; BINS];
        let (mut words, mut whole) = (0_u32, 0_u64);
        let mut before = [0_u64; 2];
        for part in article.story() {
            for_each_word(part.span.of(&article.text), |_, exact| {
                let hash = hash_word(exact);
                whole = mixed(whole ^ hash);
                let triple = mixed(before[0].rotate_left(21) ^ before[1].rotate_left(42) ^ hash);
                if words >= 2 {
                    let bin = ((triple >> 32) * BINS as u64) >> 32;
                    if let Some(known) = least.get_mut(bin as usize) {
                        *known = (*known).min(triple as u32);
                    }
                }
                before = [before[1], hash];
                words += 1;
            });
        }
        let published = article.published.map_or(i64::MAX, |date| date.earliest());
        let bins = if (words as usize) < SHORTEST { of_whole(whole) } else { filled(least) };
        let address = article.url.as_deref().and_then(address::key).map_or(0, |key| hash_word(&key));
        let captured = article.captured.map_or(i64::MIN, |date| date.earliest());
        Sketch { rank, words, published, bins, address, captured }
    }

    /// In how many bins both are the same.
    fn common(&self, other: &Sketch) -> usize {
        self.bins.iter().zip(&other.bins).filter(|(one, other)| one == other).count()
    }

    /// Whether two pages that share their address are versions of one article.
    fn is_version_of(&self, other: &Sketch) -> bool {
        self.captured.max(other.captured) > i64::MIN || self.common(other) >= RELATED
    }

    /// The article's id as a number.
    pub(super) fn rank(&self) -> u64 {
        self.rank
    }

    fn agrees(&self, other: &Sketch) -> bool {
        // Where a text has too few words for triples all must agree.
        let short = (self.words as usize) < SHORTEST || (other.words as usize) < SHORTEST;
        self.common(other) >= if short { BINS } else { ALIKE }
    }

    /// The copy that stands for the others: the longest, of equals the earliest.
    fn place(&self) -> (std::cmp::Reverse<u32>, i64, u64) {
        (std::cmp::Reverse(self.words), self.published, self.rank)
    }
}

fn hash_word(word: &str) -> u64 {
    let fnv = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mixed(fnv)
}

fn mixed(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn of_whole(hash: u64) -> [u8; BINS] {
    let mut out = [0; BINS];
    for (at, bin) in out.iter_mut().enumerate() {
        *bin = mixed(hash ^ at as u64) as u8;
    }
    out
}

/// Empty bins borrow from the next that is not, so that short texts compare as long ones do.
fn filled(least: [u32; BINS]) -> [u8; BINS] {
    let mut out = [0; BINS];
    for (at, bin) in out.iter_mut().enumerate() {
        let full = |step: &usize| least[(at + step) % BINS] != u32::MAX;
        let step = (0..BINS).find(full).unwrap_or(0);
        let value = u64::from(least[(at + step) % BINS]);
        *bin = mixed(value ^ ((step as u64) << 40)) as u8;
    }
    out
}

impl Serialize for Sketch {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bins: String = self.bins.iter().map(|byte| format!("{byte:02x}")).collect();
        let Sketch { rank, words, published, address, captured, .. } = self;
        match (address, captured) {
            (0, _) => serializer.collect_str(&format_args!("{rank:016x} {words} {published} {bins}")),
            (_, &i64::MIN) => {
                serializer.collect_str(&format_args!("{rank:016x} {words} {published} {bins} {address:x}"))
            }
            _ => serializer
                .collect_str(&format_args!("{rank:016x} {words} {published} {bins} {address:x} {captured}")),
        }
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        read_sketch(&text).ok_or_else(|| serde::de::Error::custom("no sketch"))
    }
}

fn read_sketch(text: &str) -> Option<Sketch> {
    let mut parts = text.split(' ');
    let rank = u64::from_str_radix(parts.next()?, 16).ok()?;
    let words = parts.next()?.parse().ok()?;
    let published = parts.next()?.parse().ok()?;
    let digits = parts.next()?;
    let mut bins = [0; BINS];
    for (at, bin) in bins.iter_mut().enumerate() {
        *bin = u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    // Indexes of before addresses were kept end here.
    let address = parts.next().map_or(Some(0), |hex| u64::from_str_radix(hex, 16).ok())?;
    let captured = parts.next().map_or(Some(i64::MIN), |seconds| seconds.parse().ok())?;
    Some(Sketch { rank, words, published, bins, address, captured })
}

/// Groups of copies, each by the article that stands for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copies {
    groups: BTreeMap<u64, Vec<u64>>,
    of: HashMap<u64, u64>,
}

impl Copies {
    /// The groups among these articles.
    pub(super) fn among<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> Copies {
        let mut all: Vec<&Sketch> = sketches.into_iter().collect();
        all.sort_unstable_by_key(|sketch| sketch.rank);
        let mut sets = Sets::new(all.len());
        for band in 0..BINS / BAND {
            join_band(&all, band, &mut sets);
        }
        join_versions(&all, &mut sets);
        let mut by_root: BTreeMap<usize, Vec<&Sketch>> = BTreeMap::new();
        for (at, sketch) in all.iter().enumerate() {
            by_root.entry(sets.root(at)).or_default().push(sketch);
        }
        Copies::of_groups(by_root.into_values().filter(|group| group.len() > 1).map(|mut group| {
            order(&mut group);
            group.into_iter().map(|sketch| sketch.rank).collect()
        }))
    }

    fn of_groups(groups: impl IntoIterator<Item = Vec<u64>>) -> Copies {
        let mut out = Copies::default();
        for group in groups {
            let Some(first) = group.first().copied() else { continue };
            out.of.extend(group.iter().map(|rank| (*rank, first)));
            out.groups.insert(first, group);
        }
        out
    }

    /// The article that stands for the group this one is in.
    pub fn stands_for(&self, rank: u64) -> Option<u64> {
        self.of.get(&rank).copied()
    }

    /// How many stories have copies.
    pub fn stories(&self) -> u64 {
        self.groups.len() as u64
    }

    /// How many articles are a copy of another that stands for them.
    pub fn copies(&self) -> u64 {
        (self.of.len() - self.groups.len()) as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Writes the groups; they are read by the generation of the commit they belong to.
    pub(super) fn write(&self, path: &Path) -> Result<(), IndexError> {
        let mut bytes = Vec::with_capacity(self.of.len() * 8 + self.groups.len() * 8);
        for group in self.groups.values() {
            bytes.extend((group.len() as u64).to_le_bytes());
            bytes.extend(group.iter().flat_map(|rank| rank.to_le_bytes()));
        }
        sealed::write(path, |out| out.write_all(&bytes))
    }

    /// Reads the groups of a commit.
    pub(super) fn read(path: &Path) -> Result<Copies, IndexError> {
        let bytes = sealed::read(path)?;
        let mut numbers =
            bytes.chunks_exact(8).filter_map(|eight| Some(u64::from_le_bytes(eight.try_into().ok()?)));
        let mut groups = Vec::new();
        while let Some(length) = numbers.next() {
            groups.push(numbers.by_ref().take(length as usize).collect());
        }
        Ok(Copies::of_groups(groups))
    }
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

/// Of several captures of one page the newest counts, and of what counts the longest stands for the others.
fn order(group: &mut [&Sketch]) {
    let mut newest: HashMap<u64, i64> = HashMap::new();
    for sketch in group.iter().filter(|sketch| sketch.address != 0) {
        let known = newest.entry(sketch.address).or_insert(sketch.captured);
        *known = (*known).max(sketch.captured);
    }
    let is_old = |sketch: &Sketch| newest.get(&sketch.address).is_some_and(|best| sketch.captured < *best);
    group.sort_by_key(|sketch| (is_old(sketch), sketch.place()));
}

/// Joins what has one address.
fn join_versions(all: &[&Sketch], sets: &mut Sets) {
    let mut keys: Vec<(u64, usize)> = all
        .iter()
        .enumerate()
        .filter(|(_, sketch)| sketch.address != 0)
        .map(|(at, sketch)| (sketch.address, at))
        .collect();
    keys.sort_unstable();
    for bucket in keys.chunk_by(|one, other| one.0 == other.0) {
        for (place, (_, one)) in bucket.iter().enumerate() {
            for (_, other) in bucket.iter().skip(place + 1).take(COMPARED) {
                if let (Some(a), Some(b)) = (all.get(*one), all.get(*other))
                    && a.is_version_of(b)
                {
                    sets.join(*one, *other);
                }
            }
        }
    }
}

/// Joins those that share a band and agree in enough of the others.
fn join_band(all: &[&Sketch], band: usize, sets: &mut Sets) {
    let mut keys: Vec<([u8; BAND], usize)> = all
        .iter()
        .enumerate()
        .filter_map(|(at, sketch)| {
            Some((sketch.bins.get(band * BAND..(band + 1) * BAND)?.try_into().ok()?, at))
        })
        .collect();
    keys.sort_unstable();
    for bucket in keys.chunk_by(|one, other| one.0 == other.0).filter(|bucket| bucket.len() > 1) {
        let mut distinct: Vec<usize> = Vec::new();
        let mut seen: BTreeSet<&[u8; BINS]> = BTreeSet::new();
        let mut first: HashMap<&[u8; BINS], usize> = HashMap::new();
        for (_, at) in bucket {
            let Some(sketch) = all.get(*at) else { continue };
            if seen.insert(&sketch.bins) {
                first.insert(&sketch.bins, *at);
                distinct.push(*at);
            } else if let Some(twin) = first.get(&sketch.bins) {
                sets.join(*twin, *at);
            }
        }
        for (place, one) in distinct.iter().enumerate() {
            for other in distinct.iter().skip(place + 1).take(COMPARED) {
                if let (Some(a), Some(b)) = (all.get(*one), all.get(*other))
                    && a.agrees(b)
                {
                    sets.join(*one, *other);
                }
            }
        }
    }
}

/// Sets that grow together, by their least member.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn new(length: usize) -> Sets {
        Sets { parent: (0..length).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.parent[high] = low;
    }
}

#[cfg(test)]
mod measured;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, ParagraphKind, Span};
    use proptest::prelude::*;

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
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn other_stories_of_a_series_are_not(seed in 0_u64..10_000, length in 250_usize..900) {
            // A fifth of the words are the same in each: a standing introduction and a standing end.
            let frame = story(7, length / 5);
            let one: Vec<String> = frame.iter().cloned().chain(story(seed, length)).collect();
            let other: Vec<String> = frame.iter().cloned().chain(story(seed + 20_000, length)).collect();
            let found = Copies::among([&sketch(&one, 1), &sketch(&other, 2)]);
            prop_assert!(found.is_empty());
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
        let text = serde_json::to_string(&all[0]).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&text).unwrap(), all[0]);
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
        let text = serde_json::to_string(&all[0]).unwrap();
        assert_eq!(serde_json::from_str::<Sketch>(&text).unwrap(), all[0]);
    }
}
