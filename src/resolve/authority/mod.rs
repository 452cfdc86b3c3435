//! The archivist's own word: `onrecord.people.toml`, beside the archive.
//!
//! ```toml
//! [[merge]]                       # two entities are one; it is shown under the name after `into`
//! into = "Ali Khamenei"
//! names = ["Ali Khamanei", "Khameini"]
//!
//! [[split]]                       # one entity is several; what no part claims stays
//! name = "John Smith"
//! parts = [
//!   { name = "John Smith (striker)", organization = "Harrow Rovers" },
//!   { name = "John Smith (senator)", role = "senator", from = "2019", to = "2024" },
//!   { name = "John Smyth", articles = ["1f0c9a"], names = ["Smyth"] },
//! ]
//!
//! [[rename]]
//! from = "Raymond Adeyo"
//! to = "Raymond “Bricks” Adeyo"
//!
//! [[kind]]
//! name = "Local 9"
//! kind = "organization"
//!
//! [[note]]
//! name = "Ali Khamenei"
//! text = "Supreme Leader since June 1989"
//! ```
//!
//! Wherever an entity is meant it can be given by name, by its id, or, where several share the name,
//! as `John Smith #1f0c9a`: the one in the article whose id begins so. Splits are done first, then
//! merges, renames, kinds and notes; each in the order written.

mod apply;
mod parse;
mod write;

use crate::model::{EntityKind, NewsDate};

pub(super) use apply::{Spoken, apply};
pub use write::{kind_entry, merge_entry, note_entry, rename_entry, split_entry};

/// The file's name.
pub const AUTHORITY_FILE: &str = "onrecord.people.toml";

/// What the archivist decided.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Authority {
    /// Several entities that are one.
    pub merges: Vec<Merge>,
    /// One entity that is several.
    pub splits: Vec<Split>,
    /// Names to show.
    pub renames: Vec<Rename>,
    /// What is a person, what a body.
    pub kinds: Vec<Kind>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// Several entities are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// Line in the file, from 1.
    pub line: usize,
    /// The name it is shown under.
    pub into: String,
    /// The others.
    pub names: Vec<String>,
}

/// One entity is several.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// Line in the file, from 1.
    pub line: usize,
    /// The entity.
    pub name: String,
    /// Whom it falls into; the first part that claims an appearance has it.
    pub parts: Vec<Part>,
}

/// Which appearances make a part: those that meet everything given here.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// The name the part is shown under.
    pub name: String,
    /// In one of these articles, by the beginning of its id.
    pub articles: Vec<String>,
    /// Under one of these names.
    pub names: Vec<String>,
    /// Speaking for this body.
    pub organization: Option<String>,
    /// With this role, or these words in it.
    pub role: Option<String>,
    /// Not before.
    pub from: Option<NewsDate>,
    /// Not after.
    pub to: Option<NewsDate>,
}

/// A name to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// Line in the file, from 1.
    pub line: usize,
    /// The entity.
    pub from: String,
    /// The name.
    pub to: String,
}

/// What an entity is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Line in the file, from 1.
    pub line: usize,
    /// The entity.
    pub name: String,
    /// Person or organization.
    pub kind: EntityKind,
}

/// A remark on an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Line in the file, from 1.
    pub line: usize,
    /// The entity.
    pub name: String,
    /// The remark.
    pub text: String,
}

/// What is wrong with the file; nothing of it is applied.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("line {line}: {what}")]
pub struct AuthorityError {
    /// From 1.
    pub line: usize,
    /// What is wrong there.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// An entry that could not be applied to this archive; the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Line of the entry, from 1.
    pub line: usize,
    /// What could not be done.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

fn kind_word(kind: EntityKind) -> &'static str {
    if kind == EntityKind::Person { "person" } else { "organization" }
}
