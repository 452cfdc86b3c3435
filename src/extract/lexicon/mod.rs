//! What the extractor knows of English, as data: the files beside this one, read once.

mod forms;
mod listed;
mod roles;
mod table;

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::Deserialize;

pub use forms::{form_of, is_firm_end, is_last_form, is_short_form};
use listed::Listed;
#[cfg(test)]
pub(super) use listed::examples;
pub use roles::{Words, is_hyphened_office, role_words};
use table::Table;

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
    /// claims, reports: a verb only where something claimed follows.
    pub const SELDOM_VERB: u32 = 1 << 29;
    /// An office of several who are named behind: *senators*.
    pub const TITLES: u32 = 1 << 30;
    /// Facebook, Hezbollah, Research: a body's name, or its last word, which says nothing of a body in other places.
    pub const KNOWN_BODY: u32 = 1 << 31;
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
    words: Table,
    /// Places and bodies of several words, by [`together`].
    places: HashSet<u64, FixedState>,
    bodies: HashSet<u64, FixedState>,
}

/// The lexicon that ships with the program. The first call reads it (about 20 ms).
pub fn lexicon() -> &'static Lexicon {
    static SHIPPED: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);
    &SHIPPED
}

/// The number a word is found by: the same for all spellings that differ only in case, typographic
/// apostrophes and dots.
#[inline]
pub fn key(word: &str) -> u64 {
    let mut hash = BASIS;
    for byte in word.bytes() {
        if !byte.is_ascii() {
            return folded_key(word);
        }
        if byte != b'.' {
            hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
        }
    }
    hash ^ (hash >> 29)
}

/// The [`key`] of a word with letters that are not ASCII.
fn folded_key(word: &str) -> u64 {
    let mut hash = BASIS;
    let mut utf8 = [0; 4];
    for c in word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase) {
        let c = if c == '’' { '\'' } else { c };
        for byte in c.encode_utf8(&mut utf8).bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash ^ (hash >> 29)
}

/// The key of the pronoun in “they’ve”; of any other word its own.
pub fn pronoun_in(key: u64) -> u64 {
    CONTRACTED.iter().find(|(contracted, _)| *contracted == key).map_or(key, |(_, pronoun)| *pronoun)
}

macro_rules! contracted {
    ($($pronoun:literal: $($ending:literal)*;)*) => {
        [$($((ascii_key(concat!($pronoun, "'", $ending)), ascii_key($pronoun)),)*)*]
    };
}

/// Pronouns with the verb that follows in one word, which no lists of words that speak need to hold. (He’s is cut in
/// two as a name with a possessive is.)
const CONTRACTED: [(u64, u64); 23] = contracted! {
    "i": "ve" "m" "d" "ll";
    "we": "ve" "re" "d" "ll";
    "they": "ve" "re" "d" "ll";
    "he": "d" "ll";
    "she": "d" "ll";
    "it": "d" "ll";
    "who": "ve" "re" "d" "ll";
    "that": "ll";
};

/// What FNV-1a begins with, and multiplies by.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

/// The [`key`] of a lower-case ASCII word, worked out by the compiler.
pub const fn ascii_key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = BASIS;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(PRIME);
        at += 1;
    }
    hash ^ (hash >> 29)
}

/// The [`ascii_key`]s of several words.
pub const fn keys<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut out = [0; N];
    let mut at = 0;
    while at < N {
        out[at] = ascii_key(words[at]);
        at += 1;
    }
    out
}

/// One number for several words, by their [`key`]s.
pub fn together(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(BASIS, |all, word| (all ^ word).wrapping_mul(PRIME).rotate_left(23))
}

impl Lexicon {
    /// What is known of the word with this [`key`].
    #[inline]
    pub fn get(&self, key: u64) -> Word {
        self.words.get(key)
    }

    /// What is known of `word`.
    pub fn word(&self, word: &str) -> Word {
        self.get(key(word))
    }

    /// Whether words, by their [`key`]s, are all of a place's name: *North Korea*.
    pub fn names_place(&self, words: impl Iterator<Item = u64>) -> bool {
        self.places.contains(&together(words))
    }

    /// Whether words, by their [`key`]s, are all of a body's name that no word tells: *Morgan Stanley*.
    pub fn names_body(&self, words: impl Iterator<Item = u64>) -> bool {
        self.bodies.contains(&together(words))
    }

    /// The words for one of those whom `several` names by what they are: *chief analyst* for *chief analysts*; nothing where
    /// that is no office or role.
    pub fn office_of_one(&self, several: &str) -> Option<String> {
        let endings = [("ies", "y"), ("men", "man"), ("s.", "."), ("s", "")];
        let (before, noun) = several.rfind(' ').map_or(("", several), |at| several.split_at(at + 1));
        let one = endings.iter().find_map(|(plural, singular)| {
            let stem = noun.strip_suffix(plural)?;
            Some(format!("{stem}{singular}"))
        })?;
        let office = self.word(&one).traits & (trait_of::ROLE | trait_of::TITLE) != 0;
        // “spokeswoman for the officers” is one already.
        let alone = before.split(' ').all(|word| self.word(word).first != tag::PREPOSITION);
        (office && alone).then(|| format!("{before}{one}"))
    }

    fn shipped() -> Self {
        let listed = Listed::read();
        Lexicon { words: Table::new(&listed.words), places: listed.places, bodies: listed.bodies }
    }
}

/// A kind of bodies: see `bodies.toml`.
#[derive(Deserialize)]
pub struct BodyClass {
    /// The common nouns that stand for one.
    pub words: String,
    /// The words their names end with.
    pub heads: String,
    /// The common nouns that nobody but such a body is: beside a name they tell that it is one's.
    #[serde(default)]
    pub kinds: String,
    /// The common nouns, parted by |, that stand behind such a body's name and are no part of it.
    #[serde(default)]
    pub behind: String,
    /// Names of such bodies that no word of theirs tells, parted by | or lines.
    #[serde(default)]
    pub names: String,
    /// Words of roles that are held in such a body alone.
    #[serde(default)]
    pub ranks: String,
    /// Words of names of such bodies whose officers are called otherwise.
    #[serde(default)]
    pub above: String,
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
