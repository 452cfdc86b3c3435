//! What tells roles and bodies once it is known what was said: `roles.toml`.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashSet;
use serde::Deserialize;

use super::{Lexicon, key, parse, trait_of};

/// Words by their keys.
#[derive(Deserialize)]
#[serde(from = "Section")]
pub struct Words(HashSet<u64, FixedState>);

impl Words {
    /// Whether the word with this [`key`] is one of them.
    pub fn has(&self, word: u64) -> bool {
        self.0.contains(&word)
    }
}

#[derive(Deserialize)]
struct Section {
    words: String,
}

impl From<Section> for Words {
    fn from(section: Section) -> Self {
        Words(section.words.split_whitespace().map(key).collect())
    }
}

/// The sections of `roles.toml`, which says what each is about.
#[derive(Deserialize)]
#[allow(missing_docs, reason = "every section tells itself what it is about")]
pub struct RoleWords {
    pub credentials: Words,
    pub besides: Words,
    pub held_only: Words,
    pub nobody: Words,
    pub analysts: Words,
    pub works_for: Words,
    pub officers: Words,
    pub fields: Words,
    pub regards: Words,
    pub of_bodies: Words,
    pub portfolios: Words,
    pub with_offices: Words,
    pub part_of_name: Words,
    pub body_fronts: Words,
    pub body_ends: Words,
    pub weak_heads: Words,
    pub parts: Words,
    pub lettered: Words,
    pub undertakings: Words,
    pub no_bodies: Words,
    pub countries: Words,
    pub outsiders: Words,
    pub covers: Words,
    pub acronyms: Words,
    pub capitals: Words,
    pub trades: Words,
    pub fronts: Words,
    pub participles: Words,
    pub ranks: Words,
    pub rank_fronts: Words,
    pub rank_letters: Words,
    pub shared_letters: Words,
    pub styles: Words,
    pub of_sides: Words,
    pub coached: Words,
    pub parties: Words,
    pub peers: Words,
    pub dressed: Words,
    pub vague: Words,
    pub served: Words,
    pub accused: Words,
    pub name_fronts: Words,
    pub nominals: Words,
}

/// The lists that ship.
pub fn role_words() -> &'static RoleWords {
    static READ: LazyLock<RoleWords> = LazyLock::new(|| parse(include_str!("roles.toml"), "roles.toml"));
    &READ
}

/// “then-mayor”, “ex-minister”, “president-elect”: an office, and whether somebody has it, in one word.
pub fn is_hyphened_office(lexicon: &Lexicon, word: &str) -> bool {
    let office = |word: &str| lexicon.word(word).traits & (trait_of::ROLE | trait_of::TITLE) != 0;
    let Some((first, rest)) = word.split_once('-') else { return false };
    BEFORE_OFFICES.contains(&&*first.to_ascii_lowercase()) && office(rest)
        || BEHIND_OFFICES.contains(&rest) && office(first)
}

const BEFORE_OFFICES: [&str; 4] = ["then", "ex", "former", "sometime"];
const BEHIND_OFFICES: [&str; 4] = ["elect", "designate", "in-waiting", "turned"];
