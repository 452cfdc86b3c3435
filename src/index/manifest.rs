//! What was read: every file of the archive with its facts, and what became of it.
//!
//! A manifest belongs to one commit of the index. It is written under a name that carries its
//! generation *before* the commit, and the commit's payload names the generation: whoever is killed
//! in between leaves the old pair, whoever is not leaves the new one. What else belongs to a commit is
//! found in the same way: the groups of copies by the manifest's generation, whom names mean by a number of its own.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::copies::{Copies, Sketch};
use super::document::Lengths;
use super::{IndexError, identities, sealed};

/// What manifests are called: nothing else in the folder may ever be swept with them.
const PREFIX: &str = "onrecord.manifest-";

/// What tells an unchanged file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Bytes.
    #[serde(rename = "b")]
    pub size: u64,
    /// Last change, in nanoseconds since 1970.
    #[serde(rename = "t")]
    pub mtime: i64,
}

impl FileFacts {
    /// A time that no file has: whoever finds it written down looks at the file's bytes.
    pub const UNTOLD: i64 = i64::MIN;
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
        #[serde(default)]
        retry: bool,
    },
}

/// One file of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Size and time when it was read.
    #[serde(flatten)]
    pub facts: FileFacts,
    /// The hash of its bytes, as far as it was read.
    #[serde(rename = "h", default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
    /// What became of it.
    #[serde(rename = "s")]
    pub state: FileState,
    /// How many articles it gave.
    #[serde(rename = "a", default)]
    pub articles: u64,
    /// How many statements stand in them.
    #[serde(rename = "q", default)]
    pub statements: u64,
    /// How much text.
    #[serde(rename = "l", default)]
    pub lengths: Lengths,
    /// What its articles' copies are found by.
    #[serde(rename = "k", default, skip_serializing_if = "Vec::is_empty")]
    pub sketches: Vec<Sketch>,
    /// What was left out of it, or assumed about it.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// How many there were of each kind; of very many only the first are in `problems`.
    #[serde(rename = "n", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub met: BTreeMap<String, u64>,
}

/// What was left out of a file that is indexed otherwise, or assumed about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Where: the file, or a record or piece of it.
    #[serde(rename = "o")]
    pub place: String,
    /// What.
    #[serde(rename = "r")]
    pub reason: String,
}

impl FileEntry {
    pub(super) fn is_indexed(&self) -> bool {
        self.state == FileState::Indexed
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
    /// Which manifest, and which groups of copies, belong to it.
    pub generation: u64,
    /// Articles that can be found.
    pub articles: u64,
    /// Statements in them.
    pub statements: u64,
    /// Text in them.
    pub lengths: Lengths,
    /// Which [`Identities`](super::Identities) belong to it; 0 for none.
    #[serde(default)]
    pub identities: u64,
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

impl Payload {
    /// The payload of the commit after this, of which only the sums are told anew.
    pub(super) fn after(&self, manifest: &Manifest) -> Payload {
        let mut out = Payload {
            generation: self.generation + 1,
            articles: 0,
            statements: 0,
            lengths: Lengths::default(),
            ..self.clone()
        };
        for entry in manifest.values().filter(|entry| entry.is_indexed()) {
            out.articles += entry.articles;
            out.statements += entry.statements;
            out.lengths += entry.lengths;
        }
        out
    }
}

/// Where the manifest of a generation lies.
pub(super) fn path(dir: &Path, generation: u64) -> PathBuf {
    dir.join(format!("{PREFIX}{generation}.zst"))
}

/// Where the groups of copies of a generation lie.
pub(super) fn copies_path(dir: &Path, generation: u64) -> PathBuf {
    dir.join(format!("{PREFIX}{generation}.copies.zst"))
}

/// The copies among the articles of a manifest.
pub(super) fn copies(manifest: &Manifest) -> Copies {
    Copies::among(manifest.values().filter(|entry| entry.is_indexed()).flat_map(|entry| &entry.sketches))
}

/// Writes a manifest and waits until it is on the disk.
pub(super) fn write(dir: &Path, generation: u64, manifest: &Manifest) -> Result<(), IndexError> {
    sealed::write(&path(dir, generation), |out| {
        for line in manifest {
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })
}

/// Reads the manifest of a generation; generation 0 has none.
pub(super) fn read(dir: &Path, generation: u64) -> Result<Manifest, IndexError> {
    if generation == 0 {
        return Ok(Manifest::new());
    }
    let path = path(dir, generation);
    let mut out = Manifest::new();
    for line in sealed::open(&path)?.lines() {
        let line = line.map_err(IndexError::torn(&path))?;
        let (file, entry) = serde_json::from_str(&line).map_err(IndexError::torn(&path))?;
        out.insert(file, entry);
    }
    Ok(out)
}

/// Removes what belongs to every commit but this.
pub(super) fn sweep(dir: &Path, keep: &Payload) {
    let keep = [
        path(dir, keep.generation),
        copies_path(dir, keep.generation),
        identities::path(dir, keep.identities),
    ];
    let Ok(files) = fs::read_dir(dir) else { return };
    for file in files.flatten().map(|file| file.path()) {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_ours = [PREFIX, identities::PREFIX].iter().any(|prefix| name.starts_with(prefix));
        if is_ours && !keep.contains(&file) {
            // What cannot be removed now is swept after the next commit.
            fs::remove_file(&file).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(state: FileState) -> FileEntry {
        FileEntry {
            facts: FileFacts { size: 3, mtime: -1 },
            hash: "abc".into(),
            state,
            articles: 2,
            statements: 5,
            lengths: Lengths { headline: 1, body: 2, quotes: 3 },
            sketches: Vec::new(),
            problems: vec![Problem { place: "a:2".into(), reason: "empty".into() }],
            met: BTreeMap::from([("left out".to_owned(), 1)]),
        }
    }

    #[test]
    fn written_and_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = Manifest::from([
            ("a\nb.txt".to_owned(), entry(FileState::Indexed)),
            ("c.txt".to_owned(), entry(FileState::Duplicate("a\nb.txt".into()))),
            ("d".to_owned(), entry(FileState::Rejected { reason: "empty".into(), retry: true })),
        ]);
        write(dir.path(), 1, &Manifest::new()).unwrap();
        write(dir.path(), 2, &manifest).unwrap();
        let payload = Payload { generation: 1, ..Payload::default() }.after(&manifest);
        sweep(dir.path(), &payload);
        assert_eq!(read(dir.path(), 2).unwrap(), manifest);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(read(dir.path(), 0).unwrap().is_empty());
        assert_eq!((payload.generation, payload.articles), (2, 2));
    }

    #[test]
    fn cut_short_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let manifest = Manifest::from([("a".to_owned(), entry(FileState::Indexed))]);
        write(dir.path(), 1, &manifest).unwrap();
        let path = path(dir.path(), 1);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(read(dir.path(), 1).is_err());
    }
}
