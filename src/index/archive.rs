//! An index on the disk: making it, opening it, starting afresh.
//!
//! ```text
//! DIR/onrecord.json             the format, so that another version can say what it has met
//! DIR/onrecord.manifest-N.zst   what was read, by the commit it belongs to
//! DIR/onrecord.identities.zst    whom the values of the facets mean
//! DIR/onrecord.writer           who is or was writing: a process id
//! DIR/onrecord.tantivy/         the index proper
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::IndexError;
use super::analysis::{NewsTokenizer, TOKENIZER};
use super::copies::Copies;
use super::identities::{self, Identities};
use super::manifest::{self, Manifest, Payload};
use super::schema::{Fields, SCHEMA_VERSION, schema};
use super::update::Update;

const FORMAT_FILE: &str = "onrecord.json";
const INDEX_FOLDER: &str = "onrecord.tantivy";
const WRITER_FILE: &str = "onrecord.writer";

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
}

impl Default for WriterOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
        WriterOptions { threads, memory: threads * 96 * 1024 * 1024 }
    }
}

/// An index on the disk.
#[derive(Debug, Clone)]
pub struct Archive {
    dir: PathBuf,
    index: Index,
    fields: Fields,
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
        let index = Index::open_in_dir(dir.join(INDEX_FOLDER))
            .map_err(|error| IndexError::Damaged { dir: dir.to_owned(), what: error.to_string() })?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(other_version(dir, format!("{SCHEMA_VERSION} with other fields")));
        }
        Ok(Archive::new(dir, index, fields))
    }

    /// Opens the index in `dir`, or makes an empty one.
    pub fn open_or_create(dir: &Path) -> Result<Archive, IndexError> {
        if Archive::exists(dir) { Archive::open(dir) } else { Archive::create(dir) }
    }

    /// Throws the index in `dir` away, of whatever version, and makes an empty one.
    ///
    /// Only what an index consists of is removed.
    pub fn rebuild(dir: &Path) -> Result<Archive, IndexError> {
        refuse_while_written(dir)?;
        // The format goes first: without it there is no index here, whatever else is left of one.
        remove_file(&dir.join(FORMAT_FILE))?;
        manifest::sweep(dir, 0);
        identities::forget(dir)?;
        Archive::create(dir)
    }

    fn create(dir: &Path) -> Result<Archive, IndexError> {
        refuse_while_written(dir)?;
        let folder = dir.join(INDEX_FOLDER);
        // Without a format this is what somebody left who was killed while making or unmaking one.
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(IndexError::io(&folder))?;
        }
        fs::create_dir_all(&folder).map_err(IndexError::io(&folder))?;
        let (schema, fields) = schema();
        let index = create_in(&folder, schema)?;
        let format =
            Format { schema_version: SCHEMA_VERSION, written_by: env!("CARGO_PKG_VERSION").to_owned() };
        write_format(dir, &format)?;
        Ok(Archive::new(dir, index, fields))
    }

    fn new(dir: &Path, index: Index, fields: Fields) -> Archive {
        index.tokenizers().register(TOKENIZER, NewsTokenizer);
        Archive { dir: dir.to_owned(), index, fields }
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

    /// Which of its articles are copies of each other, as of the last commit.
    pub fn copies(&self) -> Result<Copies, IndexError> {
        Copies::read(&manifest::copies_path(&self.dir, self.payload()?.generation))
    }

    /// Starts bringing the index up to date; nobody else can until the update is finished or dropped.
    pub fn begin(&self, options: WriterOptions) -> Result<Update, IndexError> {
        Update::begin(self.clone(), options)
    }

    /// What the last commit says of itself.
    pub fn payload(&self) -> Result<Payload, IndexError> {
        let Some(payload) = self.index.load_metas()?.payload else { return Ok(Payload::default()) };
        serde_json::from_str(&payload)
            .map_err(|error| IndexError::Damaged { dir: self.dir.clone(), what: error.to_string() })
    }

    /// Every file that was found, and what became of it.
    pub fn manifest(&self) -> Result<Manifest, IndexError> {
        // A writer may sweep a manifest between our learning its name and opening it.
        for _ in 0..3 {
            match manifest::read(&self.dir, self.payload()?.generation) {
                Err(IndexError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {}
                done => return done,
            }
        }
        manifest::read(&self.dir, self.payload()?.generation)
    }

    /// Whom the values of the facets mean, as far as that was worked out.
    pub fn identities(&self) -> Result<Option<Identities>, IndexError> {
        identities::read(&self.dir)
    }

    /// Keeps whom the values of the facets mean, for everybody who opens the index from now on.
    pub fn keep_identities(&self, identities: &Identities) -> Result<(), IndexError> {
        identities::write(&self.dir, identities)
    }

    /// Bytes of all its files.
    pub fn bytes_on_disk(&self) -> u64 {
        folder_bytes(&self.dir.join(INDEX_FOLDER)) + folder_bytes(&self.dir)
    }

    pub(super) fn writer_file(&self) -> PathBuf {
        self.dir.join(WRITER_FILE)
    }
}

fn create_in(folder: &Path, schema: Schema) -> Result<Index, IndexError> {
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(STORE_LEVEL) }),
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    };
    let directory = tantivy::directory::MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    Ok(Index::builder().schema(schema).settings(settings).open_or_create(directory)?)
}

fn check_format(dir: &Path) -> Result<(), IndexError> {
    let path = dir.join(FORMAT_FILE);
    let bytes = fs::read(&path).map_err(IndexError::io(&path))?;
    let format: Format = serde_json::from_slice(&bytes).map_err(|error| IndexError::Damaged {
        dir: dir.to_owned(),
        what: format!("{FORMAT_FILE}: {error}"),
    })?;
    if format.schema_version == SCHEMA_VERSION {
        return Ok(());
    }
    Err(other_version(dir, format!("{} (onrecord {})", format.schema_version, format.written_by)))
}

fn other_version(dir: &Path, found: String) -> IndexError {
    let expected = format!("{SCHEMA_VERSION} (onrecord {})", env!("CARGO_PKG_VERSION"));
    IndexError::OtherVersion { dir: dir.to_owned(), found, expected }
}

fn write_format(dir: &Path, format: &Format) -> Result<(), IndexError> {
    let path = dir.join(FORMAT_FILE);
    let draft = path.with_extension("tmp");
    let text = format!(
        "{{\"schema_version\":{},\"written_by\":\"{}\"}}\n",
        format.schema_version, format.written_by
    );
    fs::write(&draft, text).map_err(IndexError::io(&draft))?;
    fs::rename(&draft, &path).map_err(IndexError::io(&path))
}

fn refuse_while_written(dir: &Path) -> Result<(), IndexError> {
    use tantivy::Directory as _;
    let folder = dir.join(INDEX_FOLDER);
    if !folder.is_dir() {
        return Ok(());
    }
    let directory = tantivy::directory::MmapDirectory::open(&folder).map_err(tantivy::TantivyError::from)?;
    match directory.acquire_lock(&tantivy::directory::INDEX_WRITER_LOCK) {
        Ok(_) => Ok(()),
        Err(_) => Err(IndexError::Busy { dir: dir.to_owned(), pid: holder(&dir.join(WRITER_FILE)) }),
    }
}

/// Whose process id stands in the writer's file.
pub(super) fn holder(path: &Path) -> Option<u32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
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

    #[test]
    fn no_index_is_named_so() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Archive::open(dir.path()), Err(IndexError::Missing { .. })));
    }

    #[test]
    fn another_version_is_named_with_the_way_out() {
        let dir = tempfile::tempdir().unwrap();
        Archive::open_or_create(dir.path()).unwrap();
        fs::write(dir.path().join(FORMAT_FILE), r#"{"schema_version":0,"written_by":"0.0.9"}"#).unwrap();
        let message = Archive::open(dir.path()).unwrap_err().to_string();
        let ours = format!("{SCHEMA_VERSION} (onrecord ");
        for part in ["0 (onrecord 0.0.9)", ours.as_str(), "onrecord index --rebuild PATH"] {
            assert!(message.contains(part), "{message}");
        }
        Archive::rebuild(dir.path()).unwrap();
        assert!(Archive::open(dir.path()).is_ok());
    }

    #[test]
    fn rebuilding_leaves_strangers_alone() {
        let dir = tempfile::tempdir().unwrap();
        Archive::open_or_create(dir.path()).unwrap();
        for name in ["diary.txt", "manifest-1.zst", "tantivy"] {
            fs::write(dir.path().join(name), "mine").unwrap();
        }
        Archive::rebuild(dir.path()).unwrap();
        for name in ["diary.txt", "manifest-1.zst", "tantivy"] {
            assert!(dir.path().join(name).exists(), "{name}");
        }
    }

    #[test]
    fn ruins_are_cleared() {
        let dir = tempfile::tempdir().unwrap();
        Archive::open_or_create(dir.path()).unwrap();
        fs::remove_file(dir.path().join(FORMAT_FILE)).unwrap();
        fs::write(dir.path().join(INDEX_FOLDER).join("meta.json"), "{").unwrap();
        assert!(Archive::open_or_create(dir.path()).is_ok());
    }

    #[test]
    fn a_second_writer_is_told_who_writes() {
        let dir = tempfile::tempdir().unwrap();
        let archive = Archive::open_or_create(dir.path()).unwrap();
        let _first = archive.begin(WriterOptions { threads: 1, memory: 20_000_000 }).unwrap();
        let pid = std::process::id();
        let again = archive.begin(WriterOptions::default());
        assert!(matches!(again, Err(IndexError::Busy { pid: Some(holder), .. }) if holder == pid));
        assert!(matches!(Archive::rebuild(dir.path()), Err(IndexError::Busy { .. })));
    }
}
