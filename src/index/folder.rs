//! The folder of the index proper, which may be one that only others can write.
//!
//! What tantivy writes in one step (which segments there are, and which files) has no checksum of its own, so
//! it gets one here; everything else ends in one.
//!
//! Readers take a lock while they open files, so that a writer does not remove them meanwhile. Where the folder
//! cannot be written there is no lock to take, and whoever reads has to try again if a file was removed.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};

use super::{IndexError, sealed};

/// Which segments there are, in the folder of the index proper.
pub(super) const META_FILE: &str = "meta.json";

/// Files that are mapped into memory.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    path: PathBuf,
    files: MmapDirectory,
    refused: Refused,
}

/// What the file system said when it first refused to write. The threads that are told do not tell on.
#[derive(Debug, Clone, Default)]
pub(super) struct Refused(Arc<Mutex<Option<(PathBuf, io::Error)>>>);

impl Refused {
    fn note(&self, path: &Path, error: &io::Error) {
        let same = match error.raw_os_error() {
            Some(code) => io::Error::from_raw_os_error(code),
            None => io::Error::new(error.kind(), error.to_string()),
        };
        let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        first.get_or_insert((path.to_owned(), same));
    }

    /// What was behind an error, where that is known.
    pub(super) fn behind(&self, error: IndexError) -> IndexError {
        let first = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (error, first) {
            (IndexError::Search(_), Some((path, source))) => IndexError::Io { path, source },
            (error, _) => error,
        }
    }
}

impl Folder {
    pub(super) fn open(folder: &Path) -> Result<Folder, IndexError> {
        let files = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        Ok(Folder { path: folder.to_owned(), files, refused: Refused::default() })
    }

    /// What is refused from now on.
    pub(super) fn refused(&self) -> Refused {
        self.refused.clone()
    }
}

/// A file that notes when no more can be written into it.
struct Noting {
    file: WritePtr,
    path: PathBuf,
    refused: Refused,
}

impl Noting {
    fn noted<T>(&self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| self.refused.note(&self.path, error))
    }
}

impl io::Write for Noting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.noted(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.noted(done)
    }
}

impl TerminatingWrite for Noting {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let done = self.file.flush().and_then(|()| self.file.get_mut().terminate_ref(token));
        self.noted(done)
    }
}

/// A file of its own that is to replace another. Whoever may read what others write here may read it, which is not so of
/// tantivy's own.
fn draft_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut draft = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        draft.permissions(std::fs::Permissions::from_mode(0o666));
    }
    draft.tempfile_in(folder)
}

/// Whether no lock can be taken because nothing can be written.
fn is_read_only(error: &LockError) -> bool {
    let LockError::IoError(error) = error else { return false };
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Of a commit, what tantivy would panic at instead of saying it.
#[derive(Deserialize)]
struct Commit {
    schema: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

impl Commit {
    /// Fails where tantivy would, however the commit goes on behind that.
    fn check(json: &[u8]) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let commit: Commit = serde_json::from_slice(json)?;
        let mut met = BTreeSet::new();
        match commit.schema.iter().find(|field| !met.insert(&field.name)) {
            Some(Named { name }) => Err(format!("it tells the field `{name}` twice").into()),
            None => Ok(()),
        }
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.files.open_write(path).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, .. } = error {
                self.refused.note(path, io_error);
            }
        })?;
        let noting = Noting { file, path: path.to_owned(), refused: self.refused.clone() };
        Ok(io::BufWriter::new(Box::new(noting)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.files.atomic_read(path)?;
        let wrong = |what: Box<dyn std::error::Error + Send + Sync>| {
            OpenReadError::wrap_io_error(io::Error::new(io::ErrorKind::InvalidData, what), path.to_owned())
        };
        let json = sealed::unseal(&bytes).map_err(|broken| wrong(broken.into()))?;
        if path == Path::new(META_FILE) {
            Commit::check(json).map_err(wrong)?;
        }
        Ok(json.to_vec())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let put = || -> io::Result<()> {
            let mut draft = draft_in(&self.path)?;
            draft.write_all(&sealed::seal(data))?;
            draft.as_file().sync_data()?;
            draft.persist(self.path.join(path)).map_err(|error| error.error)?;
            Ok(())
        };
        put().inspect_err(|error| self.refused.note(path, error))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.files.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.files.acquire_lock(lock) {
            Err(error) if lock.filepath == META_LOCK.filepath && is_read_only(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            done => done,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}
