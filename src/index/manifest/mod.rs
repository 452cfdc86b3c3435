//! What was read: every file of the archive with its facts, and what became of it.
//!
//! A manifest is written in parts: what a commit changes is a part of its own, and says over again what earlier
//! parts said of the same files. Parts are folded together when the later ones come near the size of those before
//! ([`Known::commit`]), so that a change costs what it changes and not what there is.
//!
//! Each part is on the disk, under a name of its own, *before* the commit whose payload names it: whoever is killed
//! in between leaves the old parts, whoever is not leaves the new ones. What else belongs to a commit is found in the
//! same way: the groups of copies, and whom names mean.

mod known;
mod part;
mod row;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub(super) use self::known::{At, Delta, Known};
pub(super) use self::row::Kind;
use super::copies::{Copies, Sketch};
use super::document::Lengths;
use super::{IndexError, identities};

/// What manifests are called: nothing else in the folder may ever be swept with them.
const PREFIX: &str = "onrecord.manifest-";

/// What tells an unchanged file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileFacts {
    /// Bytes.
    pub size: u64,
    /// Last change, in nanoseconds since 1970.
    pub mtime: i64,
}

impl FileFacts {
    /// A time that no file has: whoever finds it written down looks at the file's bytes.
    pub const UNTOLD: i64 = i64::MIN;
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// Its articles can be found.
    Indexed,
    /// The same bytes as this path, which stands earlier.
    Duplicate(String),
    /// Not indexed.
    Rejected {
        /// Why.
        reason: String,
        /// Whether it is worth another try although it has not changed: it could not be opened.
        retry: bool,
    },
}

/// One file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Size and time when it was read.
    pub facts: FileFacts,
    /// The hash of its bytes, as far as it was read.
    pub hash: String,
    /// What became of it.
    pub state: FileState,
    /// How many articles it gave.
    pub articles: u64,
    /// How many statements stand in them.
    pub statements: u64,
    /// How much text.
    pub lengths: Lengths,
    /// What its articles' copies are found by.
    pub sketches: Vec<Sketch>,
    /// What was left out of it, or assumed about it.
    pub problems: Vec<Problem>,
    /// How many there were of each kind; of very many only the first are in `problems`.
    pub met: BTreeMap<String, u64>,
}

/// What was left out of a file that is indexed otherwise, or assumed about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where: the file, or a record or piece of it.
    pub place: String,
    /// What.
    pub reason: String,
}

impl FileEntry {
    pub(in crate::index) fn is_indexed(&self) -> bool {
        self.state == FileState::Indexed
    }

    /// What it gave that can be found.
    fn sums(&self) -> Sums {
        let FileEntry { articles, statements, lengths, .. } = *self;
        if self.is_indexed() { Sums { articles, statements, lengths } } else { Sums::default() }
    }
}

/// Every file by its path below the archive's folder.
pub type Manifest = BTreeMap<String, FileEntry>;

/// How many captures of pages in the archive have a newer one of the same page, and how many pages that are.
pub fn older_captures(manifest: &Manifest) -> (u64, u64) {
    let indexed = manifest.values().filter(|entry| entry.is_indexed());
    super::copies::versions(indexed.flat_map(|entry| &entry.sketches))
}

/// What a commit says of itself. It is written with the commit, so that it is true of it and of no other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// How many commits there were that brought something new.
    pub generation: u64,
    /// Which parts of the manifest belong to it, the oldest first.
    #[serde(default)]
    pub parts: Vec<u64>,
    /// Which groups of copies belong to it; 0 for none.
    #[serde(default)]
    pub copies: u64,
    /// Articles that can be found.
    pub articles: u64,
    /// Statements in them.
    pub statements: u64,
    /// Text in them.
    pub lengths: Lengths,
    /// Which [`Identities`](super::Identities) belong to it; 0 for none.
    #[serde(default)]
    pub identities: u64,
    /// Articles of which those say something that was true before they changed, by rank; it is forgotten.
    #[serde(default)]
    pub forgotten: BTreeSet<u64>,
    /// Articles that came, went or changed since those were worked out.
    #[serde(default)]
    pub drift: u64,
    /// Who made it, and of what.
    #[serde(default)]
    pub made: Made,
}

/// What decides, beside the archive itself, what an index holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Who read the articles and found the statements in them; another one would find others.
    pub by: String,
    /// What was chosen from the archive.
    pub of: String,
}

/// How much is in the files of a manifest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub articles: u64,
    pub statements: u64,
    pub lengths: Lengths,
}

impl Sums {
    pub(super) fn add(&mut self, more: Sums) {
        self.articles = self.articles.saturating_add(more.articles);
        self.statements = self.statements.saturating_add(more.statements);
        self.lengths += more.lengths;
    }

    /// What is left where so much goes; nothing where that was not in it.
    fn less(self, gone: Sums) -> Option<Sums> {
        let Lengths { headline, body, quotes } = self.lengths;
        Some(Sums {
            articles: self.articles.checked_sub(gone.articles)?,
            statements: self.statements.checked_sub(gone.statements)?,
            lengths: Lengths {
                headline: headline.checked_sub(gone.lengths.headline)?,
                body: body.checked_sub(gone.lengths.body)?,
                quotes: quotes.checked_sub(gone.lengths.quotes)?,
            },
        })
    }
}

impl Payload {
    /// The sums that it tells.
    pub(super) fn sums(&self) -> Sums {
        Sums { articles: self.articles, statements: self.statements, lengths: self.lengths }
    }

    /// The same with other sums.
    pub(super) fn telling(self, sums: Sums) -> Payload {
        let Sums { articles, statements, lengths } = sums;
        Payload { articles, statements, lengths, ..self }
    }
}

/// Where a part of a manifest lies.
pub(super) fn path(dir: &Path, part: u64) -> PathBuf {
    dir.join(format!("{PREFIX}{part}.bin"))
}

/// Where groups of copies lie.
pub(super) fn copies_path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{PREFIX}{number}.copies.bin"))
}

/// The copies among the articles of a manifest.
pub(super) fn copies(manifest: &Manifest) -> Copies {
    Copies::among(manifest.values().filter(|entry| entry.is_indexed()).flat_map(|entry| &entry.sketches))
}

/// How much is in the files of a manifest.
pub(super) fn sums(manifest: &Manifest) -> Sums {
    let mut out = Sums::default();
    manifest.values().for_each(|entry| out.add(entry.sums()));
    out
}

/// Every file that the commit with this payload knows.
pub(super) fn read(dir: &Path, payload: &Payload) -> Result<Manifest, IndexError> {
    let known = Known::open(dir, &payload.parts)?;
    let mut out = Manifest::new();
    for at in known.files() {
        out.insert(known.path(at).to_owned(), known.entry(at).ok_or_else(|| part::torn(dir, payload))?);
    }
    Ok(out)
}

/// Removes what belongs to every commit but this.
pub(super) fn sweep(dir: &Path, keep: &Payload) {
    let mut kept = vec![copies_path(dir, keep.copies), identities::path(dir, keep.identities)];
    kept.extend(keep.parts.iter().map(|part| path(dir, *part)));
    let Ok(files) = fs::read_dir(dir) else { return };
    for file in files.flatten().map(|file| file.path()) {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_ours = [PREFIX, identities::PREFIX].iter().any(|prefix| name.starts_with(prefix));
        if is_ours && !kept.contains(&file) {
            // What cannot be removed now is swept after the next commit.
            fs::remove_file(&file).ok();
        }
    }
}

#[cfg(test)]
mod tests;
