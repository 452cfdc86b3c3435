//! The archivist's own word about who is who: the file beside the articles.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::Context;

use super::Place;
use crate::resolve::authority::AUTHORITY_FILE;
use crate::resolve::{Authority, AuthorityError};

/// The authority file says something that cannot be read.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("{}:{}: {}", path.display(), error.line, error.what)]
pub struct BadAuthority {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it, where, and what to do about it.
    pub error: AuthorityError,
}

/// The authority file of an archive, whether there is one or not.
pub fn authority_file(place: &Place) -> PathBuf {
    place.archive.join(AUTHORITY_FILE)
}

/// The authority file's text and what it says; a file that is not there says nothing.
pub(super) fn authority(place: &Place) -> anyhow::Result<(String, Authority)> {
    let path = authority_file(place);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    let authority = text.parse().map_err(|error| BadAuthority { path, error })?;
    Ok((text, authority))
}
