//! What can be wrong with an index.

use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenReadError;

use super::lock::Writer;
use super::packed::PackError;

/// Why an index could not be opened, written or read.
#[derive(thiserror::Error, Debug)]
#[non_exhaustive]
pub enum IndexError {
    /// There is no index here.
    #[error("{} holds no index", dir.display())]
    Missing {
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// Written by a version that arranges it otherwise.
    #[error(
        "the index in {} has format {found}, this version of onrecord has format {expected}; rebuild it with \
         `onrecord index --rebuild PATH`",
        dir.display()
    )]
    OtherVersion {
        /// Where the index lies.
        dir: PathBuf,
        /// The format it has.
        found: String,
        /// The format this version reads and writes.
        expected: String,
    },
    /// Somebody else is writing.
    #[error("the index in {} is being written by {}", dir.display(), writer(by.as_ref()))]
    Busy {
        /// Where the index lies.
        dir: PathBuf,
        /// Who holds it, as far as known.
        by: Option<Writer>,
    },
    /// Something in it cannot be read.
    #[error("the index in {} is damaged: {what}; `onrecord check --repair` mends it", dir.display())]
    Damaged {
        /// Where the index lies.
        dir: PathBuf,
        /// What cannot be read.
        what: String,
    },
    /// The file system said no.
    #[error("cannot use {}", path.display())]
    Io {
        /// On which file.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// A record could not be turned into bytes or back.
    #[error("a stored record cannot be read: {0}")]
    Record(#[from] PackError),
    /// The search library said no.
    #[error(transparent)]
    Search(#[from] tantivy::TantivyError),
}

fn writer(by: Option<&Writer>) -> String {
    by.map_or_else(|| "another process".to_owned(), ToString::to_string)
}

impl IndexError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> IndexError + '_ {
        move |source| IndexError::Io { path: path.to_owned(), source }
    }

    /// A file beside the index does not hold what was written into it.
    pub(crate) fn torn<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> IndexError + '_ {
        move |error| {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            let dir = path.parent().map(Path::to_owned).unwrap_or_default();
            IndexError::Damaged { dir, what: format!("{name}: {error}") }
        }
    }

    /// What the file system refused to let be read, where that is behind it.
    pub(crate) fn refused(&self) -> Option<IndexError> {
        let IndexError::Search(tantivy::TantivyError::OpenReadError(OpenReadError::IoError {
            io_error,
            filepath,
        })) = self
        else {
            return None;
        };
        let is_refused = io_error.kind() == std::io::ErrorKind::PermissionDenied;
        let source = || std::io::Error::new(io_error.kind(), io_error.to_string());
        is_refused.then(|| IndexError::Io { path: filepath.clone(), source: source() })
    }

    /// Whether a file is not there.
    pub(crate) fn is_missing_file(&self) -> bool {
        matches!(self, IndexError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound)
    }
}
