//! What was read: every file of the archive with its facts, and what became of it.
//!
//! A manifest belongs to one commit of the index. It is written under a name that carries its
//! generation *before* the commit, and the commit's payload names the generation: whoever is killed
//! in between leaves the old pair, whoever is not leaves the new one.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::IndexError;
use super::copies::{Copies, Sketch};
use super::document::Lengths;

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
}

impl FileEntry {
    pub(super) fn is_indexed(&self) -> bool {
        self.state == FileState::Indexed
    }
}

/// Every file by its path below the archive's folder.
pub type Manifest = BTreeMap<String, FileEntry>;

/// What a commit says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Which manifest belongs to it.
    pub generation: u64,
    /// Articles that can be found.
    pub articles: u64,
    /// Statements in them.
    pub statements: u64,
    /// Text in them.
    pub lengths: Lengths,
}

impl Payload {
    /// The sums of a manifest.
    pub(super) fn of(generation: u64, manifest: &Manifest) -> Payload {
        let mut out = Payload { generation, ..Payload::default() };
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
    let path = path(dir, generation);
    let draft = path.with_extension("tmp");
    write_draft(&draft, manifest).map_err(IndexError::io(&draft))?;
    fs::rename(&draft, &path).map_err(IndexError::io(&path))?;
    sync_folder(dir);
    Ok(())
}

fn write_draft(draft: &Path, manifest: &Manifest) -> std::io::Result<()> {
    let mut out = BufWriter::new(zstd::Encoder::new(File::create(draft)?, 3)?);
    for line in manifest {
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.finish()?.sync_all()
}

/// A rename is safe only when its folder is; where folders cannot be synced, nothing is lost but that.
fn sync_folder(dir: &Path) {
    if let Ok(folder) = File::open(dir) {
        folder.sync_all().ok();
    }
}

/// Reads the manifest of a generation; generation 0 has none.
pub(super) fn read(dir: &Path, generation: u64) -> Result<Manifest, IndexError> {
    if generation == 0 {
        return Ok(Manifest::new());
    }
    let path = path(dir, generation);
    let file = File::open(&path).map_err(IndexError::io(&path))?;
    let lines = BufReader::new(zstd::Decoder::new(file).map_err(IndexError::io(&path))?).lines();
    let mut out = Manifest::new();
    for line in lines {
        let line = line.map_err(IndexError::io(&path))?;
        let (file, entry) = serde_json::from_str(&line).map_err(|error| IndexError::Damaged {
            dir: dir.to_owned(),
            what: format!("{}: {error}", path.display()),
        })?;
        out.insert(file, entry);
    }
    Ok(out)
}

/// Removes the manifests of every other generation.
pub(super) fn sweep(dir: &Path, keep: u64) {
    let keep = [path(dir, keep), copies_path(dir, keep)];
    let Ok(files) = fs::read_dir(dir) else { return };
    for file in files.flatten().map(|file| file.path()) {
        let ours = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
        if ours && !keep.contains(&file) {
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
        sweep(dir.path(), 2);
        assert_eq!(read(dir.path(), 2).unwrap(), manifest);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(read(dir.path(), 0).unwrap().is_empty());
        assert_eq!(Payload::of(2, &manifest).articles, 2);
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
