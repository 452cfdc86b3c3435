//! Files that are searched as they lie: written in one step with a hash behind them, and mapped.

use std::io::Write as _;
use std::path::Path;

use tantivy::Directory as _;
use tantivy::directory::{MmapDirectory, OwnedBytes};

use super::IndexError;
use super::sealed::{self, Broken};

/// Files of so many bytes are verified when they are opened: an index that is verified as a whole has none that is larger.
const VERIFIED: u64 = 4 << 20;
/// Bytes of the hash at their end.
const SUM: usize = 16;

/// Puts a file in place that consists of these parts, one behind the other.
pub(super) fn write(path: &Path, parts: &[&[u8]]) -> Result<(), IndexError> {
    sealed::replace(path, |mut draft| {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part);
            draft.write_all(part)?;
        }
        draft.write_all(hasher.finalize().as_bytes().first_chunk::<SUM>().unwrap_or(&[0; SUM]))?;
        Ok(draft)
    })
}

/// What was written, as it lies on the disk.
///
/// A small file is verified, of a large one only that it ends in a hash: [`verify`] looks at all of it.
pub(super) fn open(path: &Path) -> Result<OwnedBytes, IndexError> {
    let bytes = mapped(path)?;
    if bytes.len() as u64 <= VERIFIED {
        verify_bytes(path, &bytes)?;
    }
    match bytes.len().checked_sub(SUM) {
        Some(end) => Ok(bytes.slice(0..end)),
        None => Err(IndexError::torn(path)("is cut short")),
    }
}

/// [`open`], and all of it is looked at, however large it is.
pub(super) fn open_verified(path: &Path) -> Result<OwnedBytes, IndexError> {
    let bytes = mapped(path)?;
    verify_bytes(path, &bytes)?;
    Ok(bytes.slice(0..bytes.len() - SUM))
}

/// Looks at all of a file.
pub(super) fn verify(path: &Path) -> Result<(), IndexError> {
    verify_bytes(path, &mapped(path)?)
}

fn mapped(path: &Path) -> Result<OwnedBytes, IndexError> {
    // What is missing is told by its path.
    std::fs::metadata(path).map_err(IndexError::io(path))?;
    let name = path.file_name().map_or(path, Path::new);
    let folder = MmapDirectory::open(path.parent().unwrap_or(path)).map_err(tantivy::TantivyError::from)?;
    let file = folder.open_read(name).map_err(tantivy::TantivyError::from)?;
    file.read_bytes().map_err(IndexError::io(path))
}

fn verify_bytes(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    let Some((told, sum)) = bytes.split_last_chunk::<SUM>() else {
        return Err(IndexError::torn(path)("is cut short"));
    };
    let mut hasher = blake3::Hasher::new();
    if told.len() as u64 > VERIFIED {
        hasher.update_rayon(told)
    } else {
        hasher.update(told)
    };
    let same = hasher.finalize().as_bytes().starts_with(sum);
    if same { Ok(()) } else { Err(IndexError::torn(path)(Broken)) }
}
