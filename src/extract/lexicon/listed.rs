//! What the files list of each word: their columns and sections become bits, their lemmas all their forms.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::Deserialize;

use super::{CueClass, Word, key, parse, tag, together, trait_of};

/// What the files list, while they are read.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) words: BTreeMap<u64, Word>,
    /// Names of several words, by [`together`].
    pub(super) places: HashSet<u64, FixedState>,
    pub(super) bodies: HashSet<u64, FixedState>,
}

impl Listed {
    /// Reads all files.
    pub(super) fn read() -> Self {
        let mut listed = Listed::default();
        listed.add_tags(include_str!("tags.tsv"));
        listed.add_first_names(include_str!("first_names.tsv"));
        let lists = parse(include_str!("words.toml"), "words.toml");
        listed.add_traits(&lists);
        listed.places = phrases(&lists, "place", "phrases");
        listed.bodies = phrases(&lists, "organization", "known_phrases");
        listed.add_cues(&parse(include_str!("cues.toml"), "cues.toml"));
        listed
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        self.words.entry(key(word)).or_default()
    }

    fn add_tags(&mut self, file: &str) {
        for (letters, words) in columns(file) {
            let tags = letters.chars().fold(0, |all, letter| all | tag_of(letter));
            let first = letters.chars().next().map_or(0, tag_of);
            for word in words.split(' ') {
                let entry = self.entry(word);
                entry.tags = tags;
                entry.first = first;
            }
        }
    }

    fn add_first_names(&mut self, file: &str) {
        for (gender, names) in columns(file) {
            let traits = trait_of::GIVEN
                | match gender {
                    "m" => trait_of::MALE,
                    "f" => trait_of::FEMALE,
                    _ => 0,
                };
            for name in names.split(' ') {
                self.entry(name).traits |= traits;
            }
        }
    }

    fn add_traits(&mut self, lists: &WordLists) {
        for (section, bits) in [
            ("title", trait_of::TITLE),
            ("titles", trait_of::TITLES),
            ("role", trait_of::ROLE),
            ("spokesperson", trait_of::SPOKESPERSON),
            ("group", trait_of::GROUP),
            ("place", trait_of::PLACE),
            ("nationality", trait_of::NATIONALITY),
            ("calendar", trait_of::CALENDAR),
            ("particle", trait_of::NAME_PARTICLE),
            ("suffix", trait_of::SUFFIX),
            ("connector", trait_of::CONNECTOR),
            ("not_a_name", trait_of::NOT_A_NAME),
            ("paper", trait_of::PAPER | trait_of::COMMON_BODY),
            ("kin", trait_of::KIN),
            ("time", trait_of::TIME),
            ("corporate", trait_of::CORPORATE),
            ("speaks_for", trait_of::SPEAKS_FOR),
            ("leads", trait_of::LEADS),
            ("works", trait_of::WORKS),
            ("copula", trait_of::COPULA),
            ("appoints", trait_of::APPOINTS),
            ("joins", trait_of::JOINS),
            ("landmark", trait_of::LANDMARK),
            ("still", trait_of::STILL),
        ] {
            self.mark(lists, section, "words", bits);
        }
        self.mark(lists, "honorific", "male", trait_of::HONORIFIC | trait_of::MALE);
        self.mark(lists, "honorific", "female", trait_of::HONORIFIC | trait_of::FEMALE);
        self.mark(lists, "honorific", "either", trait_of::HONORIFIC);
        self.mark(lists, "organization", "heads", trait_of::ORG_HEAD);
        self.mark(lists, "organization", "endings", trait_of::KNOWN_BODY);
        self.mark(lists, "organization", "known", trait_of::KNOWN_BODY);
        self.mark(lists, "organization", "common", trait_of::COMMON_BODY);
    }

    fn mark(&mut self, lists: &WordLists, section: &str, list: &str, bits: u32) {
        for word in lists.get(section).and_then(|s| s.get(list)).map_or("", String::as_str).split_whitespace()
        {
            self.entry(word).traits |= bits;
        }
    }

    fn add_cues(&mut self, cues: &Cues) {
        let mut lemmas: Vec<&str> = Vec::new();
        for class in &cues.class {
            let bit = 1 << class_of(&class.name) as u8;
            for (text, nouns) in [(&class.lemmas, false), (&class.nouns, true), (&class.words, true)] {
                for lemma in text.split_whitespace() {
                    let number = lemmas.iter().position(|known| *known == lemma).unwrap_or_else(|| {
                        lemmas.push(lemma);
                        lemmas.len() - 1
                    }) + 1;
                    for form in forms(lemma, nouns, &cues.irregular) {
                        let entry = self.entry(&form);
                        entry.cue |= bit;
                        entry.lemma = number as u16;
                        if !nouns {
                            entry.can_be_verb();
                        }
                    }
                }
            }
        }
    }
}

impl Word {
    /// Makes it a verb as well, whatever was met in the texts that tags were counted in: *claims*, *derides*.
    fn can_be_verb(&mut self) {
        match self.tags {
            0 => (self.tags, self.first) = (tag::NOUN | tag::VERB, tag::VERB),
            tags if tags & (tag::NOUN | tag::VERB) == tag::NOUN => {
                self.tags |= tag::VERB;
                self.traits |= trait_of::SELDOM_VERB;
            }
            _ => {}
        }
    }
}

/// The examples of every class of cues: sentences that must give a statement, and such that must not.
#[cfg(test)]
pub(in crate::extract) fn examples() -> Vec<(CueClass, Vec<String>, Vec<String>)> {
    let cues: Cues = parse(include_str!("cues.toml"), "cues.toml");
    cues.class.into_iter().map(|c| (class_of(&c.name), c.hit, c.miss)).collect()
}

/// The names of a list that have several words.
fn phrases(lists: &WordLists, section: &str, list: &str) -> HashSet<u64, FixedState> {
    let names = lists.get(section).and_then(|section| section.get(list)).map_or("", String::as_str);
    let names = names.split(['|', '\n']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| together(name.split_whitespace().map(key))).collect()
}

type WordLists = BTreeMap<String, BTreeMap<String, String>>;

/// `cues.toml`.
#[derive(Deserialize)]
struct Cues {
    class: Vec<Class>,
    irregular: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Class {
    name: String,
    #[serde(default)]
    lemmas: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    words: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "the examples are run as tests"))]
    #[serde(default)]
    hit: Vec<String>,
    #[cfg_attr(not(test), allow(dead_code, reason = "the examples are run as tests"))]
    #[serde(default)]
    miss: Vec<String>,
}

fn columns(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

fn tag_of(letter: char) -> u16 {
    match letter {
        'N' => tag::NOUN,
        'V' => tag::VERB,
        'A' => tag::ADJECTIVE,
        'R' => tag::ADVERB,
        'P' => tag::PREPOSITION,
        'X' => tag::AUXILIARY,
        'D' => tag::DETERMINER,
        'O' => tag::PRONOUN,
        'S' => tag::SUBORDINATOR,
        'C' => tag::COORDINATOR,
        'T' => tag::PARTICLE,
        'M' => tag::NUMERAL,
        _ => tag::INTERJECTION,
    }
}

fn class_of(name: &str) -> CueClass {
    match name {
        "say" => CueClass::Say,
        "think" => CueClass::Think,
        "want" => CueClass::Want,
        "show" => CueClass::Show,
        "noun" => CueClass::Noun,
        _ => CueClass::Source,
    }
}

/// A lemma and its inflected forms.
fn forms(lemma: &str, noun: bool, irregular: &BTreeMap<String, String>) -> Vec<String> {
    let mut out = vec![lemma.to_owned()];
    let plural = match lemma {
        _ if lemma.ends_with('y') && !ends_in_vowel_y(lemma) => format!("{}ies", &lemma[..lemma.len() - 1]),
        _ if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") => {
            format!("{lemma}es")
        }
        _ => format!("{lemma}s"),
    };
    if noun {
        out.push(plural);
    } else if let Some(others) = irregular.get(lemma) {
        out.extend(others.split(' ').map(str::to_owned));
    } else {
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        let past = match lemma {
            _ if lemma.ends_with('y') && !ends_in_vowel_y(lemma) => {
                format!("{}ied", &lemma[..lemma.len() - 1])
            }
            _ => format!("{stem}ed"),
        };
        let gerund = match lemma {
            _ if lemma.ends_with("ee") => format!("{lemma}ing"),
            _ if lemma.ends_with("ie") => format!("{}ying", &lemma[..lemma.len() - 2]),
            _ => format!("{stem}ing"),
        };
        out.extend([plural, past, gerund]);
    }
    out
}

fn ends_in_vowel_y(lemma: &str) -> bool {
    lemma.as_bytes().iter().rev().nth(1).is_some_and(|b| b"aeou".contains(b))
}
