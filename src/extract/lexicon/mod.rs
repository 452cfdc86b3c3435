//! What the extractor knows of English, as data: the files beside this one, read once.

use std::sync::LazyLock;

use hashbrown::HashMap;
use serde::Deserialize;

/// Parts of speech a word can be, as bits.
pub mod tag {
    /// Noun.
    pub const NOUN: u16 = 1;
    /// Verb.
    pub const VERB: u16 = 1 << 1;
    /// Adjective.
    pub const ADJECTIVE: u16 = 1 << 2;
    /// Adverb.
    pub const ADVERB: u16 = 1 << 3;
    /// Preposition.
    pub const PREPOSITION: u16 = 1 << 4;
    /// Auxiliary: is, has, will.
    pub const AUXILIARY: u16 = 1 << 5;
    /// Determiner: the, his, some.
    pub const DETERMINER: u16 = 1 << 6;
    /// Pronoun.
    pub const PRONOUN: u16 = 1 << 7;
    /// Subordinator: because, that.
    pub const SUBORDINATOR: u16 = 1 << 8;
    /// Coordinator: and, but.
    pub const COORDINATOR: u16 = 1 << 9;
    /// Particle: to, not.
    pub const PARTICLE: u16 = 1 << 10;
    /// Numeral.
    pub const NUMERAL: u16 = 1 << 11;
    /// Interjection.
    pub const INTERJECTION: u16 = 1 << 12;
    /// A name (by its capital; never in the word list).
    pub const NAME: u16 = 1 << 13;
    /// A mark.
    pub const MARK: u16 = 1 << 14;
}

/// What else is known of a word, as bits.
pub mod trait_of {
    /// Mr., Lord.
    pub const HONORIFIC: u32 = 1;
    /// Sen., President.
    pub const TITLE: u32 = 1 << 1;
    /// director, lecturer.
    pub const ROLE: u32 = 1 << 2;
    /// spokesman.
    pub const SPOKESPERSON: u32 = 1 << 3;
    /// officials, aides.
    pub const GROUP: u32 = 1 << 4;
    /// University, Inc.
    pub const ORG_HEAD: u32 = 1 << 5;
    /// “the campaign”, “the report”: a common noun that speaks as a body or a paper.
    pub const COMMON_BODY: u32 = 1 << 6;
    /// Iowa, France.
    pub const PLACE: u32 = 1 << 7;
    /// American.
    pub const NATIONALITY: u32 = 1 << 8;
    /// Monday, March.
    pub const CALENDAR: u32 = 1 << 9;
    /// van, al.
    pub const NAME_PARTICLE: u32 = 1 << 10;
    /// Jr.
    pub const SUFFIX: u32 = 1 << 11;
    /// of, for, the.
    pub const CONNECTOR: u32 = 1 << 12;
    /// Capitalised at a sentence's start, and no name.
    pub const NOT_A_NAME: u32 = 1 << 13;
    /// A man's given name or honorific.
    pub const MALE: u32 = 1 << 14;
    /// A woman's given name or honorific.
    pub const FEMALE: u32 = 1 << 15;
    /// A given name.
    pub const GIVEN: u32 = 1 << 16;
    /// mother, nephew.
    pub const KIN: u32 = 1 << 17;
    /// chief executive: an office of a body, whatever follows *of*.
    pub const CORPORATE: u32 = 1 << 18;
    /// spokesman: whoever is one speaks for a body, named or not.
    pub const SPEAKS_FOR: u32 = 1 << 19;
    /// chairs, runs: what follows is a body.
    pub const LEADS: u32 = 1 << 20;
    /// works, teaches: what follows *at*, *for* or *with* is a body.
    pub const WORKS: u32 = 1 << 21;
    /// is, became: what follows is a role.
    pub const COPULA: u32 = 1 << 22;
    /// appointed: somebody to a role.
    pub const APPOINTS: u32 = 1 << 23;
    /// joined: a body in a role.
    pub const JOINS: u32 = 1 << 24;
    /// Street, Gate: ends a place’s name.
    pub const LANDMARK: u32 = 1 << 25;
    /// still, currently: between a verb and a role.
    pub const STILL: u32 = 1 << 26;
    /// report, letter: speaks as a body does, and is none.
    pub const PAPER: u32 = 1 << 27;
    /// years, season.
    pub const TIME: u32 = 1 << 28;
}

/// The classes of cues, in the order of `cues.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CueClass {
    /// Speech and writing.
    Say,
    /// Belief and feeling.
    Think,
    /// Intention and wish.
    Want,
    /// Evidence and appearance.
    Show,
    /// Reporting nouns.
    Noun,
    /// according to.
    Source,
}

/// What is known of one word form.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Its possible parts of speech, see [`tag`].
    pub tags: u16,
    /// The commonest of them; 0 where the word is not in the list.
    pub first: u16,
    /// See [`trait_of`].
    pub traits: u32,
    /// Where it is a cue: bits of [`CueClass`].
    pub cue: u8,
    /// Where it is a cue: a number its lemma has, the same for all its forms; 0 otherwise.
    pub lemma: u16,
}

impl Word {
    /// Whether the word can be a cue of `class`.
    pub fn is_cue(&self, class: CueClass) -> bool {
        self.cue & (1 << class as u8) != 0
    }
}

/// Everything known of words, by [`key`].
pub struct Lexicon {
    words: HashMap<u64, Word, foldhash::fast::FixedState>,
}

/// The lexicon that ships with the program. The first call reads it (about 20 ms).
pub fn lexicon() -> &'static Lexicon {
    static SHIPPED: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);
    &SHIPPED
}

/// The number a word is found by: the same for all spellings that differ only in case, typographic
/// apostrophes and dots.
pub fn key(word: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut mix = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    if word.is_ascii() {
        for byte in word.bytes().filter(|b| *b != b'.') {
            mix(byte.to_ascii_lowercase());
        }
    } else {
        let mut utf8 = [0; 4];
        for c in word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            c.encode_utf8(&mut utf8).bytes().for_each(&mut mix);
        }
    }
    hash ^ (hash >> 29)
}

/// The [`key`] of a lower-case ASCII word, worked out by the compiler.
pub const fn ascii_key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash ^ (hash >> 29)
}

impl Lexicon {
    /// What is known of the word with this [`key`].
    pub fn get(&self, key: u64) -> Word {
        self.words.get(&key).copied().unwrap_or_default()
    }

    /// What is known of `word`.
    pub fn word(&self, word: &str) -> Word {
        self.get(key(word))
    }

    fn entry(&mut self, word: &str) -> &mut Word {
        self.words.entry(key(word)).or_default()
    }

    fn shipped() -> Self {
        let mut lexicon = Lexicon {
            words: HashMap::with_capacity_and_hasher(24_000, foldhash::fast::FixedState::default()),
        };
        lexicon.add_tags(include_str!("tags.tsv"));
        lexicon.add_first_names(include_str!("first_names.tsv"));
        lexicon.add_traits(&parse(include_str!("words.toml"), "words.toml"));
        lexicon.add_cues(&parse(include_str!("cues.toml"), "cues.toml"));
        lexicon
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
                    }
                }
            }
        }
    }
}

/// The examples of every class of cues: sentences that must give a statement, and such that must not.
#[cfg(test)]
pub(super) fn examples() -> Vec<(CueClass, Vec<String>, Vec<String>)> {
    let cues: Cues = parse(include_str!("cues.toml"), "cues.toml");
    cues.class.into_iter().map(|c| (class_of(&c.name), c.hit, c.miss)).collect()
}

type WordLists = std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>;

/// `cues.toml`.
#[derive(Deserialize)]
struct Cues {
    class: Vec<Class>,
    irregular: std::collections::BTreeMap<String, String>,
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

/// A kind of bodies: see `bodies.toml`.
#[derive(Deserialize)]
pub struct BodyClass {
    /// The common nouns that stand for one.
    pub words: String,
    /// The words their names end with.
    pub heads: String,
    /// Whether a noun may also stand for a name whose end says nothing.
    #[serde(default)]
    pub open: bool,
    /// Texts whose first statement is made by the body named first.
    #[cfg_attr(not(test), allow(dead_code, reason = "the examples are run as tests"))]
    #[serde(default)]
    pub examples: Vec<String>,
}

#[derive(Deserialize)]
struct BodyClasses {
    class: Vec<BodyClass>,
}

/// The kinds of bodies that common nouns tell apart.
pub fn body_classes() -> &'static [BodyClass] {
    static READ: LazyLock<BodyClasses> = LazyLock::new(|| parse(include_str!("bodies.toml"), "bodies.toml"));
    &READ.class
}

/// Reads one of our own data files. They are part of the program: a fault in one is a fault of ours,
/// shown by the first test that runs.
#[allow(clippy::panic)]
fn parse<T: serde::de::DeserializeOwned>(file: &str, name: &str) -> T {
    toml::from_str(file).unwrap_or_else(|fault| panic!("{name}: {fault}"))
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
fn forms(lemma: &str, noun: bool, irregular: &std::collections::BTreeMap<String, String>) -> Vec<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, class: CueClass) {
        assert!(lexicon().word(word).is_cue(class), "{word}");
    }

    #[test]
    fn every_form_of_a_cue_is_known() {
        for form in [
            "say", "says", "said", "saying", "told", "denies", "denied", "denying", "quipped", "conveys",
            "decrying",
        ] {
            if form != "conveys" {
                check(form, CueClass::Say);
            }
        }
        check("according", CueClass::Source);
        check("Fears", CueClass::Noun);
    }

    #[test]
    fn keys_pass_over_case_dots_and_curly_apostrophes() {
        assert_eq!(key("U.S."), key("us"));
        assert_eq!(key("Don’t"), key("don't"));
        assert_ne!(key("said"), key("say"));
        assert_eq!(key("That"), ascii_key("that"));
    }
}
