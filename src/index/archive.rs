//! An index on the disk: making it, opening it, starting afresh.
//!
//! ```text
//! DIR/onrecord.json             the format, so that another version can say what it has met
//! DIR/onrecord.manifest-N.bin   what was read, in parts
//! DIR/onrecord.manifest-N.copies.bin  which articles are copies of each other
//! DIR/onrecord.identities-M.bin whom the values of the facets mean
//! DIR/onrecord.ordinals.bin     whom each segment's ordinals mean, and how often each stands there
//! DIR/onrecord.writer           locked by who is writing, and who that is
//! DIR/onrecord.tantivy/         the index proper
//! ```
//!
//! What is true is what the index's last commit says: its [`Payload`] names the files that belong to it, and
//! those are on the disk before it. Whoever is killed leaves files that no commit names, and they are
//! swept with the next one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tantivy::index::SegmentId;
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::analysis::{NewsTokenizer, TOKENIZER};
use super::copies::Copies;
use super::folder::{Folder, Refused};
use super::identities::{self, Identities};
use super::lock::Writer;
use super::manifest::{self, Manifest, Payload};
use super::schema::{Fields, SCHEMA_VERSION, schema};
use super::segment_files::files_of;
use super::{Copied, IndexError, Kept, footer, lock, ordinals, sealed};

pub(super) const FORMAT_FILE: &str = "onrecord.json";
pub(super) const INDEX_FOLDER: &str = "onrecord.tantivy";

/// Checksums of so many bytes take a few milliseconds: 32 MiB.
pub(super) const SMALL: u64 = 32 << 20;
/// How often what several files tell is read again because a commit came in between.
const TRIES: u32 = 50;

/// Larger blocks shrink better; a page of results opens a handful of them.
const STORE_BLOCK: usize = 128 * 1024;
const STORE_LEVEL: i32 = 9;

#[derive(Serialize, Deserialize)]
struct Format {
    schema_version: u32,
    written_by: String,
}

/// How much of the machine a writer may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriterOptions {
    /// Threads that build the index, 1 to 8.
    pub threads: usize,
    /// Bytes of memory for all of them.
    pub memory: usize,
    /// How long to wait for another writer.
    pub wait: Duration,
    /// Read everything anew. What is in the index can be searched until that is done.
    pub anew: bool,
}

impl Default for WriterOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
        WriterOptions { threads, memory: threads * 96 * 1024 * 1024, wait: Duration::ZERO, anew: false }
    }
}

/// An index on the disk.
#[derive(Debug, Clone)]
pub struct Archive {
    dir: PathBuf,
    index: Index,
    fields: Fields,
    refused: Refused,
}

impl Archive {
    /// Whether `dir` holds an index, of whatever version.
    pub fn exists(dir: &Path) -> bool {
        dir.join(FORMAT_FILE).is_file()
    }

    /// Opens the index in `dir`.
    pub fn open(dir: &Path) -> Result<Archive, IndexError> {
        if !Archive::exists(dir) {
            return Err(IndexError::Missing { dir: dir.to_owned() });
        }
        check_format(dir)?;
        let (index, refused) = Folder::open(&dir.join(INDEX_FOLDER))
            .and_then(|folder| Ok((Index::open(folder.clone())?, folder.refused())))
            .map_err(|error| {
                let damaged = || IndexError::Damaged { dir: dir.to_owned(), what: error.to_string() };
                error.refused().unwrap_or_else(damaged)
            })?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(other_version(dir, format!("{SCHEMA_VERSION} with other fields")));
        }
        Ok(Archive::new(dir, index, fields, refused))
    }

    /// Opens the index in `dir`, or makes an empty one; waits so long for whoever is making it.
    pub fn open_or_create(dir: &Path, wait: Duration) -> Result<Archive, IndexError> {
        if Archive::exists(dir) {
            return Archive::open(dir);
        }
        let _lock = lock::take(dir, wait)?;
        // Somebody else may have made it meanwhile.
        if Archive::exists(dir) { Archive::open(dir) } else { Archive::create(dir) }
    }

    /// Throws the index in `dir` away, of whatever version, and makes an empty one.
    ///
    /// Only what an index consists of is removed. Waits so long for whoever writes it.
    pub fn rebuild(dir: &Path, wait: Duration) -> Result<Archive, IndexError> {
        let _lock = lock::take(dir, wait)?;
        // The format goes first: without it there is no index here, whatever else is left of one.
        remove_file(&dir.join(FORMAT_FILE))?;
        manifest::sweep(dir, &Payload::default());
        Archive::create(dir)
    }

    fn create(dir: &Path) -> Result<Archive, IndexError> {
        let folder = dir.join(INDEX_FOLDER);
        // Without a format this is what somebody left who was killed while making or unmaking one.
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(IndexError::io(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(IndexError::io(&folder))?;
        let (schema, fields) = schema();
        let (index, refused) = create_in(&folder, schema)?;
        write_format(dir)?;
        Ok(Archive::new(dir, index, fields, refused))
    }

    fn new(dir: &Path, index: Index, fields: Fields, refused: Refused) -> Archive {
        index.tokenizers().register(TOKENIZER, NewsTokenizer);
        Archive { dir: dir.to_owned(), index, fields, refused }
    }

    /// What was behind an error in writing, where that is known.
    pub(super) fn behind(&self, error: IndexError) -> IndexError {
        match self.refused.behind(error) {
            IndexError::Io { path, source } if path.is_relative() => {
                IndexError::Io { path: self.dir.join(INDEX_FOLDER).join(path), source }
            }
            error => error,
        }
    }

    /// Where it lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The handles to its fields.
    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The tantivy index, for the engine.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Makes sure that no file of a small index has decayed, before anything is believed that stands in it.
    ///
    /// Of a large one that would take longer than any search; [`Archive::check`] looks at all of it.
    pub(crate) fn verify_if_small(&self) -> Result<(), IndexError> {
        let metas = self.index.load_metas()?;
        let folder = self.dir.join(INDEX_FOLDER);
        if folder_bytes(&folder) > SMALL {
            return Ok(());
        }
        let directory = self.index.directory();
        let managed = directory.list_managed_files();
        for segment in &metas.segments {
            for name in files_of(segment, managed.iter().filter_map(|path| path.to_str())) {
                let what = format!("{INDEX_FOLDER}/{name}");
                footer::check(directory, &folder, &name).map_err(|why| IndexError::Damaged {
                    dir: self.dir.clone(),
                    what: format!("{what}: {why}"),
                })?;
            }
        }
        Ok(())
    }

    /// What the last commit says of itself.
    pub fn payload(&self) -> Result<Payload, IndexError> {
        let Some(payload) = self.index.load_metas()?.payload else { return Ok(Payload::default()) };
        serde_json::from_str(&payload)
            .map_err(|error| IndexError::Damaged { dir: self.dir.clone(), what: error.to_string() })
    }

    /// Reads what belongs to one commit: again where another commit came in between.
    pub fn steady<T>(&self, read: impl Fn(&Payload) -> Result<T, IndexError>) -> Result<T, IndexError> {
        let mut payload = self.payload()?;
        for _ in 0..TRIES {
            let done = read(&payload);
            let now = self.payload()?;
            if now == payload {
                return done;
            }
            payload = now;
        }
        read(&payload)
    }

    /// Which of its articles are copies of each other, as of the last commit.
    pub fn copies(&self) -> Result<Copies, IndexError> {
        self.steady(|payload| self.copies_of(payload))
    }

    /// Which of the articles of a commit are copies of each other.
    pub(crate) fn copies_of(&self, payload: &Payload) -> Result<Copies, IndexError> {
        if payload.copies == 0 {
            return Ok(Copies::default());
        }
        Copies::read(&manifest::copies_path(&self.dir, payload.copies))
    }

    /// Every file that was found, and what became of it.
    pub fn manifest(&self) -> Result<Manifest, IndexError> {
        self.steady(|payload| self.manifest_of(payload))
    }

    /// Every file that the commit knows, and what became of it.
    pub(crate) fn manifest_of(&self, payload: &Payload) -> Result<Manifest, IndexError> {
        manifest::read(&self.dir, payload)
    }

    /// Whom the values of the facets mean, as far as that was worked out.
    pub fn identities(&self) -> Result<Option<Identities>, IndexError> {
        self.steady(|payload| self.identities_of(payload))
    }

    /// Whom the values of the facets mean in this commit.
    pub(crate) fn identities_of(&self, payload: &Payload) -> Result<Option<Identities>, IndexError> {
        let known = identities::read(&self.dir, payload.identities)?;
        Ok(known.map(|known| known.without(&payload.forgotten)))
    }

    /// What is kept of every facet column, worked out with this edition of who is who; nothing where it is not there.
    pub(crate) fn ordinals_of(&self, edition: u128) -> Vec<Kept> {
        let kept = ordinals::read(&self.dir).filter(|kept| kept.edition == edition);
        kept.map_or_else(Vec::new, |kept| kept.columns)
    }

    /// The copies in each segment, worked out from the groups with this number; nothing where it is not there.
    pub(crate) fn copied_of(&self, copies: u64) -> Vec<(SegmentId, Copied)> {
        let kept = ordinals::read(&self.dir).filter(|kept| kept.copies == copies);
        kept.map_or_else(Vec::new, |kept| kept.segments.into_iter().zip(kept.copied).collect())
    }

    /// Who writes it at this moment, if anybody does.
    pub fn writing(&self) -> Option<Writer> {
        lock::holder(&self.dir)
    }

    /// Bytes of all its files.
    pub fn bytes_on_disk(&self) -> u64 {
        folder_bytes(&self.dir.join(INDEX_FOLDER)) + folder_bytes(&self.dir)
    }
}

fn create_in(folder: &Path, schema: Schema) -> Result<(Index, Refused), IndexError> {
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(STORE_LEVEL) }),
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    };
    let folder = Folder::open(folder)?;
    let refused = folder.refused();
    Ok((Index::builder().schema(schema).settings(settings).open_or_create(folder)?, refused))
}

fn check_format(dir: &Path) -> Result<(), IndexError> {
    let path = dir.join(FORMAT_FILE);
    let bytes = fs::read(&path).map_err(IndexError::io(&path))?;
    let json = sealed::unseal(&bytes).map_err(IndexError::torn(&path))?;
    let format: Format = serde_json::from_slice(json).map_err(IndexError::torn(&path))?;
    if format.schema_version == SCHEMA_VERSION {
        return Ok(());
    }
    Err(other_version(dir, format!("{} (onrecord {})", format.schema_version, format.written_by)))
}

fn other_version(dir: &Path, found: String) -> IndexError {
    let expected = format!("{SCHEMA_VERSION} (onrecord {})", env!("CARGO_PKG_VERSION"));
    IndexError::OtherVersion { dir: dir.to_owned(), found, expected }
}

pub(super) fn write_format(dir: &Path) -> Result<(), IndexError> {
    let format = Format { schema_version: SCHEMA_VERSION, written_by: env!("CARGO_PKG_VERSION").to_owned() };
    let json = serde_json::to_vec(&format).map_err(super::PackError::from)?;
    sealed::write_json(&dir.join(FORMAT_FILE), &json)
}

fn remove_file(path: &Path) -> Result<(), IndexError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(IndexError::io(path)(error)),
        _ => Ok(()),
    }
}

fn folder_bytes(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|meta| meta.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::folder::META_FILE;

    #[test]
    fn no_index_is_named_so() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Archive::open(dir.path()), Err(IndexError::Missing { .. })));
    }

    #[test]
    fn another_version_is_named_with_the_way_out() {
        let dir = tempfile::tempdir().unwrap();
        Archive::open_or_create(dir.path(), Duration::ZERO).unwrap();
        fs::write(dir.path().join(FORMAT_FILE), r#"{"schema_version":0,"written_by":"0.0.9"}"#).unwrap();
        let message = Archive::open(dir.path()).unwrap_err().to_string();
        let ours = format!("{SCHEMA_VERSION} (onrecord ");
        for part in ["0 (onrecord 0.0.9)", ours.as_str(), "onrecord index --rebuild PATH"] {
            assert!(message.contains(part), "{message}");
        }
        Archive::rebuild(dir.path(), Duration::ZERO).unwrap();
        assert!(Archive::open(dir.path()).is_ok());
    }

    #[test]
    fn rebuilding_leaves_strangers_alone() {
        let dir = tempfile::tempdir().unwrap();
        Archive::open_or_create(dir.path(), Duration::ZERO).unwrap();
        for name in ["diary.txt", "manifest-1.bin", "tantivy"] {
            fs::write(dir.path().join(name), "mine").unwrap();
        }
        Archive::rebuild(dir.path(), Duration::ZERO).unwrap();
        for name in ["diary.txt", "manifest-1.bin", "tantivy"] {
            assert!(dir.path().join(name).exists(), "{name}");
        }
    }

    #[test]
    fn ruins_are_cleared() {
        let dir = tempfile::tempdir().unwrap();
        Archive::open_or_create(dir.path(), Duration::ZERO).unwrap();
        fs::remove_file(dir.path().join(FORMAT_FILE)).unwrap();
        fs::write(dir.path().join(INDEX_FOLDER).join(META_FILE), "{").unwrap();
        assert!(Archive::open_or_create(dir.path(), Duration::ZERO).is_ok());
    }

    #[test]
    fn a_second_writer_is_told_who_writes() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open_or_create(dir.path(), Duration::ZERO).unwrap();
        let _first = archive.begin(WriterOptions::default()).unwrap();
        let pid = std::process::id();
        let again = archive.begin(WriterOptions::default());
        assert!(matches!(again, Err(IndexError::Busy { by: Some(by), .. }) if by.pid == pid));
        assert!(matches!(Archive::rebuild(dir.path(), Duration::ZERO), Err(IndexError::Busy { .. })));
    }

    #[test]
    fn where_there_is_none_yet_one_waits_for_whoever_makes_it() {
        let dir = tempfile::tempdir().unwrap();
        let made = lock::take(dir.path(), Duration::ZERO).unwrap();
        let none = Archive::open_or_create(dir.path(), Duration::ZERO);
        assert!(matches!(none, Err(IndexError::Busy { .. })));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| Archive::open_or_create(dir.path(), Duration::from_secs(60)));
            std::thread::sleep(Duration::from_millis(50));
            drop(made);
            assert!(waits.join().unwrap().is_ok());
        });
    }
}
