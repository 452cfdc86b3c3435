//! The folder of the index proper, which may be one that only others can write.
//!
//! What tantivy writes in one step (which segments there are, and which files) has no checksum of its own, so
//! it gets one here; everything else ends in one.
//!
//! Readers take a lock while they open files, so that a writer does not remove them meanwhile. Where the folder
//! cannot be written there is no lock to take, and whoever reads has to try again if a file was removed.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{Directory, TantivyError};

use super::{IndexError, sealed};

/// Files that are mapped into memory.
#[derive(Debug, Clone)]
pub(super) struct Folder(MmapDirectory);

impl Folder {
    pub(super) fn open(folder: &Path) -> Result<Folder, IndexError> {
        Ok(Folder(MmapDirectory::open(folder).map_err(TantivyError::from)?))
    }
}

/// Whether no lock can be taken because nothing can be written.
fn is_read_only(error: &LockError) -> bool {
    let LockError::IoError(error) = error else { return false };
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let bytes = self.0.atomic_read(path)?;
        let json = sealed::unseal(&bytes).map_err(|broken| {
            let error = io::Error::new(io::ErrorKind::InvalidData, broken);
            OpenReadError::wrap_io_error(error, path.to_owned())
        })?;
        Ok(json.to_vec())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.0.atomic_write(path, &sealed::seal(data))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(error) if lock.filepath == META_LOCK.filepath && is_read_only(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            done => done,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
