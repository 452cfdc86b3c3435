//! What was left out of, or assumed about, files that are indexed otherwise.
//!
//! The index's manifest tells what became of each file. A file of a thousand records of which three
//! cannot be read is indexed, and so is one whose encoding had to be guessed: what is to be said of
//! them is kept here, beside the index, with the hash of the file it was said of.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::index::Manifest;
use crate::present::status::Rejected;

const FILE: &str = "problems.json";

/// Problems by the file they were met in.
pub(super) type Problems = BTreeMap<String, Vec<Rejected>>;

#[derive(Serialize, Deserialize)]
struct Kept {
    hash: String,
    problems: Vec<Rejected>,
}

/// Adds what a run met to what is known, and drops what was said of files that have changed or gone.
///
/// # Errors
/// When it cannot be written.
pub(super) fn keep(index: &Path, met: Problems, manifest: &Manifest) -> anyhow::Result<()> {
    let mut all = read(index, manifest);
    for (file, problems) in met {
        if let Some(entry) = manifest.get(&file) {
            all.insert(file, Kept { hash: entry.hash.clone(), problems });
        }
    }
    let path = index.join(FILE);
    if all.is_empty() && !path.exists() {
        return Ok(());
    }
    let draft = path.with_extension("tmp");
    fs::write(&draft, serde_json::to_vec(&all)?)
        .and_then(|()| fs::rename(&draft, &path))
        .with_context(|| path.display().to_string())
}

/// Drops everything: all files are about to be read again.
pub(super) fn forget(index: &Path) {
    // Where it cannot be removed it is overwritten when the run ends.
    let _ = fs::remove_file(index.join(FILE));
}

/// Everything known of files as they are in the index.
pub(super) fn known(index: &Path, manifest: &Manifest) -> Vec<Rejected> {
    read(index, manifest).into_values().flat_map(|kept| kept.problems).collect()
}

/// What still holds: said of the very bytes that are indexed. A file that is missing or broken says
/// nothing; the next rebuild writes it anew.
fn read(index: &Path, manifest: &Manifest) -> BTreeMap<String, Kept> {
    let bytes = fs::read(index.join(FILE)).unwrap_or_default();
    let mut all: BTreeMap<String, Kept> = serde_json::from_slice(&bytes).unwrap_or_default();
    all.retain(|file, kept| manifest.get(file).is_some_and(|entry| entry.hash == kept.hash));
    all
}
