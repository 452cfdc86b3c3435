//! What can be wrong with an index.

use std::path::{Path, PathBuf};

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
    #[error("the index in {} is being written by {}", dir.display(), writer(*pid))]
    Busy {
        /// Where the index lies.
        dir: PathBuf,
        /// Who holds it, as far as known.
        pid: Option<u32>,
    },
    /// Something in it cannot be read.
    #[error("the index in {} is damaged: {what}; rebuild it with `onrecord index --rebuild PATH`", dir.display())]
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

fn writer(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"))
}

impl IndexError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> IndexError + '_ {
        move |source| IndexError::Io { path: path.to_owned(), source }
    }
}
