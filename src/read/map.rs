//! A mapping file: which fields of an archive's own JSON, JSON Lines or CSV hold what.
//!
//! ```toml
//! records  = "payload.items"          # where the articles are in a JSON file, if not found without
//! headline = "ttl"
//! text     = ["copy.html", "copy.txt"] # the first that has words
//! authors  = "writers.*.full_name"    # `*` is any key; lists are walked through by themselves
//!
//! [default]                           # where a record is silent
//! source   = "The Harrow Ledger"
//! ```
//!
//! Case, `_`, `-` and spaces in names do not count. Fields that are not mapped keep their usual names.

use serde::Deserialize;

/// A part of an article that a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Headline,
    Text,
    Authors,
    Published,
    Updated,
    Section,
    Source,
    Url,
    Language,
    Place,
    Captions,
    Subjects,
    Slug,
    Summary,
}

/// Which fields hold what, where an archive does not use the usual names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldMap {
    records: Names,
    headline: Names,
    text: Names,
    authors: Names,
    published: Names,
    updated: Names,
    section: Names,
    source: Names,
    url: Names,
    language: Names,
    place: Names,
    captions: Names,
    subjects: Names,
    slug: Names,
    summary: Names,
    default: Defaults,
}

/// What holds where a record is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Defaults {
    source: Option<String>,
    section: Option<String>,
    language: Option<String>,
    place: Option<String>,
}

/// One name or several, the first that has words counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "OneOrMany")]
struct Names(Vec<String>);

#[derive(Deserialize)]
#[serde(untagged, expecting = "a field's name, or a list of names")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Names {
    fn from(names: OneOrMany) -> Names {
        let names = match names {
            OneOrMany::One(name) => vec![name],
            OneOrMany::Many(names) => names,
        };
        Names(names.iter().map(|name| plain_path(name)).filter(|name| !name.is_empty()).collect())
    }
}

/// A mapping file that is none, with the place in it.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("{0}")]
pub struct BadMap(String);

impl FieldMap {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// Where it is no TOML or names something that no article has.
    pub fn parse(text: &str) -> Result<FieldMap, BadMap> {
        toml::from_str(text).map_err(|error| BadMap(error.to_string().trim_end().to_owned()))
    }

    /// The fields mapped to a part, the first first.
    pub(super) fn names(&self, part: Part) -> &[String] {
        let names = match part {
            Part::Headline => &self.headline,
            Part::Text => &self.text,
            Part::Authors => &self.authors,
            Part::Published => &self.published,
            Part::Updated => &self.updated,
            Part::Section => &self.section,
            Part::Source => &self.source,
            Part::Url => &self.url,
            Part::Language => &self.language,
            Part::Place => &self.place,
            Part::Captions => &self.captions,
            Part::Subjects => &self.subjects,
            Part::Slug => &self.slug,
            Part::Summary => &self.summary,
        };
        &names.0
    }

    /// Where the articles of a JSON file are.
    pub(super) fn records(&self) -> &[String] {
        &self.records.0
    }

    /// What holds where a record is silent.
    pub(super) fn default_of(&self, part: Part) -> Option<&str> {
        let value = match part {
            Part::Source => &self.default.source,
            Part::Section => &self.default.section,
            Part::Language => &self.default.language,
            Part::Place => &self.default.place,
            _ => &None,
        };
        value.as_deref()
    }
}

/// A field's name without case, `_`, `-` and spaces.
pub(super) fn plain_name(name: &str) -> String {
    if name.trim() == "*" {
        return "*".to_owned();
    }
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn plain_path(path: &str) -> String {
    path.split('.').map(plain_name).filter(|step| !step.is_empty()).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_mistakes_named() {
        let map = FieldMap::parse("headline = \"Ttl\"\ntext = [\"copy.HTML_body\", \"copy.txt\"]\n").unwrap();
        assert_eq!(map.names(Part::Headline), ["ttl"]);
        assert_eq!(map.names(Part::Text), ["copy.htmlbody", "copy.txt"]);
        assert!(map.names(Part::Slug).is_empty());
        for (text, want) in [
            ("headlin = \"a\"", "unknown field `headlin`"),
            ("headline = 7", "a field's name, or a list of names"),
            ("headline = ", "line 1"),
        ] {
            let error = FieldMap::parse(text).unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        }
    }
}
