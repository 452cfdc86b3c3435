//! Identities on the disk, read as they lie.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tantivy::directory::OwnedBytes;

use super::{Identities, Meanings, PREFIX};
use crate::index::flat::Flat;
use crate::index::{IndexError, mapped};

/// What the files begin with.
const MAGIC: &[u8; 8] = b"onrec.2\n";

/// Where the identities of this number lie.
pub(in crate::index) fn path(dir: &Path, number: u64) -> PathBuf {
    dir.join(format!("{PREFIX}-{number}.bin"))
}

/// A number that no identities have, nor had as far as can be seen: somebody may still be reading them.
pub(in crate::index) fn next(dir: &Path) -> u64 {
    let number = |name: &str| name.strip_prefix(PREFIX)?.strip_prefix('-')?.split('.').next()?.parse().ok();
    let names = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|file| file.file_name());
    names.filter_map(|name| number(&name.to_string_lossy())).max().map_or(1, |last: u64| last + 1)
}

/// Writes the identities of this number, which a commit names. What is forgotten is told by the commit.
///
/// ```text
/// magic, edition: u128, articles: u64, of the archivist's hash: u64, of the speakers: u64, of the organizations: u64,
/// those three
/// ```
pub(in crate::index) fn write(dir: &Path, number: u64, identities: &Identities) -> Result<(), IndexError> {
    let Identities { edition, articles, decided, speakers, organizations } = identities;
    let parts = [decided.as_bytes(), speakers.0.bytes(), organizations.0.bytes()];
    let mut head = MAGIC.to_vec();
    head.extend_from_slice(&edition.to_le_bytes());
    head.extend_from_slice(&articles.to_le_bytes());
    parts.iter().for_each(|part| head.extend_from_slice(&(part.len() as u64).to_le_bytes()));
    let [decided, speakers, organizations] = parts;
    mapped::write(&path(dir, number), &[&head, decided, speakers, organizations])
}

/// The identities of this number, as they lie on the disk; nothing where nobody worked them out yet.
pub(in crate::index) fn read(dir: &Path, number: u64) -> Result<Option<Identities>, IndexError> {
    if number == 0 {
        return Ok(None);
    }
    let path = path(dir, number);
    opened(&mapped::open(&path)?).map(Some).ok_or_else(|| IndexError::torn(&path)("is cut short"))
}

/// Looks at all of the identities of this number.
pub(in crate::index) fn verify(dir: &Path, number: u64) -> Result<(), IndexError> {
    if number == 0 { Ok(()) } else { mapped::verify(&path(dir, number)) }
}

fn opened(bytes: &OwnedBytes) -> Option<Identities> {
    let number = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let length = |at: usize| usize::try_from(number(at)?).ok();
    let (decided, speakers, organizations) = (length(32)?, length(40)?, length(48)?);
    let ends = [56, decided, speakers, organizations];
    let mut at = 0_usize;
    let ends: Vec<usize> = ends
        .into_iter()
        .map(|length| {
            at = at.checked_add(length)?;
            Some(at)
        })
        .collect::<Option<_>>()?;
    let [from, decided, speakers, organizations] = ends[..] else { return None };
    if organizations != bytes.len() {
        return None;
    }
    let meanings = |range: std::ops::Range<usize>| {
        if range.is_empty() {
            Some(Meanings::default())
        } else {
            Flat::open(bytes.slice(range)).map(|table| Meanings(table, BTreeSet::new()))
        }
    };
    Some(Identities {
        edition: u128::from_le_bytes(*bytes.get(8..)?.first_chunk()?),
        articles: number(24)?,
        decided: std::str::from_utf8(bytes.get(from..decided)?).ok()?.to_owned(),
        speakers: meanings(decided..speakers)?,
        organizations: meanings(speakers..organizations)?,
    })
}
