//! Under which folded names the values of facets are found.

use crate::index::schema::KEY_PART;
use crate::text::fold::{fold_name, organization_keys, person_keys};

/// Which facet a lookup term belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// Speakers.
    Speaker,
    /// Organizations.
    Organization,
    /// Authors.
    Author,
    /// Sections.
    Section,
    /// Sources.
    Source,
    /// Languages.
    Language,
    /// What speakers do; the key is the facet's value, the value how it is printed.
    Role,
    /// Everyone named; the values are names, not those of a facet.
    Person,
}

impl Lookup {
    fn letter(self) -> char {
        match self {
            Lookup::Speaker => 's',
            Lookup::Organization => 'o',
            Lookup::Author => 'a',
            Lookup::Section => 'd',
            Lookup::Source => 'm',
            Lookup::Language => 'l',
            Lookup::Role => 'r',
            Lookup::Person => 'p',
        }
    }

    /// What all of this facet's lookup terms begin with.
    pub(crate) fn prefix(self) -> String {
        format!("{}{KEY_PART}", self.letter())
    }

    /// What the lookup terms of one folded key begin with.
    pub(crate) fn key_prefix(self, key: &str) -> String {
        format!("{}{KEY_PART}{key}{KEY_PART}", self.letter())
    }

    /// The term under which `value` is found by `key`.
    pub(super) fn term(self, key: &str, value: &str) -> String {
        format!("{}{value}", self.key_prefix(key))
    }

    /// The key and the value of one of this facet's terms.
    pub(crate) fn split(self, term: &str) -> Option<(&str, &str)> {
        term.strip_prefix(self.letter())?.strip_prefix(KEY_PART)?.split_once(KEY_PART)
    }

    pub(super) fn keys(self, value: &str) -> Vec<String> {
        match self {
            Lookup::Speaker | Lookup::Author | Lookup::Person => person_keys(value),
            Lookup::Organization => organization_keys(value),
            Lookup::Section | Lookup::Source | Lookup::Language | Lookup::Role => vec![fold_name(value)],
        }
    }
}
