//! Bringing an index up to date because it is about to be searched.

use super::{Options, Progress, index};
use crate::app::Place;
use crate::index::{Archive, IndexError};
use crate::present::summary::IndexSummary;

/// Whether an index that is to be searched is up to date.
#[derive(Debug)]
pub enum Refreshed {
    /// It is now.
    Done(IndexSummary),
    /// It cannot be written now, and is searched as it is; why.
    NotNow(String),
}

/// Brings an index that exists, or must be made, up to date before it is searched.
///
/// # Errors
/// As [`index`], but for an index that is there and only cannot be written.
pub fn refresh(place: &Place, progress: &dyn Progress) -> anyhow::Result<Refreshed> {
    match index(place, Options::default(), progress) {
        Err(error) if Archive::exists(&place.index) && is_about_writing(&error) => {
            let why: Vec<String> = error.chain().map(ToString::to_string).collect();
            Ok(Refreshed::NotNow(why.join(": ")))
        }
        done => Ok(Refreshed::Done(done?)),
    }
}

/// Whether somebody else writes the index.
pub fn is_busy(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| matches!(cause.downcast_ref(), Some(IndexError::Busy { .. })))
}

/// Whether somebody else writes, or nobody can.
fn is_about_writing(error: &anyhow::Error) -> bool {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    is_busy(error)
        || error.chain().any(|cause| {
            let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
            io.is_some_and(|kind| {
                matches!(kind, PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
            })
        })
}
