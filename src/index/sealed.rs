//! Files beside the index: written whole or not at all, and known from what somebody else put there.
//!
//! A file is written under another name, waited for until it is on the disk, and only then renamed. It ends in
//! a checksum, so that a torn or flipped one is an error and never other data.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::IndexError;

/// Puts a file of JSON in place in one step, with a checksum behind it.
pub(crate) fn write_json(path: &Path, json: &[u8]) -> Result<(), IndexError> {
    replace(path, |mut draft| {
        draft.write_all(&seal(json))?;
        Ok(draft)
    })
}

/// What begins the last line of sealed JSON. Whoever misses it finds something behind the document.
const MARK: &[u8] = b"\n// ";
/// Letters of the hash behind it.
const HASH: usize = 16;

/// A file does not hold what was written into it.
#[derive(thiserror::Error, Debug, Clone, Copy, PartialEq, Eq)]
#[error("its checksum is another: it was changed or has decayed")]
pub struct Broken;

/// JSON, and a checksum behind it.
pub(crate) fn seal(json: &[u8]) -> Vec<u8> {
    let mut out = json.to_vec();
    out.extend(MARK);
    out.extend(hash(json).as_bytes());
    out.push(b'\n');
    out
}

/// The JSON before the checksum; where there is no checksum, all of it.
pub(crate) fn unseal(bytes: &[u8]) -> Result<&[u8], Broken> {
    let Some((json, rest)) = bytes.split_at_checked(bytes.len().saturating_sub(MARK.len() + HASH + 1)) else {
        return Ok(bytes);
    };
    let Some(told) = rest.strip_prefix(MARK).and_then(|told| told.strip_suffix(b"\n")) else {
        return Ok(bytes);
    };
    if told == hash(json).as_bytes() { Ok(json) } else { Err(Broken) }
}

fn hash(json: &[u8]) -> String {
    blake3::hash(json).to_hex().chars().take(HASH).collect()
}

/// Puts a file in place in one step, with what `fill` writes.
pub(super) fn replace(path: &Path, fill: impl FnOnce(File) -> io::Result<File>) -> Result<(), IndexError> {
    let draft = path.with_extension("tmp");
    let done = File::create(&draft)
        .and_then(fill)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&draft, path));
    if let Err(error) = done {
        // What is left of a full disk is better used by others.
        fs::remove_file(&draft).ok();
        return Err(IndexError::io(path)(error));
    }
    if let Some(folder) = path.parent() {
        sync_folder(folder);
    }
    Ok(())
}

/// A rename is safe only when its folder is; where folders cannot be synced, nothing is lost but that.
fn sync_folder(dir: &Path) {
    if let Ok(folder) = File::open(dir) {
        folder.sync_all().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flipped_bit_in_sealed_json_is_seen() {
        let json = serde_json::json!({"schema_version": 4, "written_by": "0.1.0"}).to_string();
        let sealed = seal(json.as_bytes());
        assert_eq!(unseal(&sealed), Ok(json.as_bytes()));
        assert_eq!(unseal(json.as_bytes()), Ok(json.as_bytes()), "what was never sealed is taken as it is");
        for (at, bit) in (0..sealed.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1 << bit;
            let read =
                unseal(&flipped).ok().and_then(|json| serde_json::from_slice::<serde_json::Value>(json).ok());
            assert_eq!(read, None, "bit {bit} of byte {at}");
        }
        for cut in json.len() + 1..sealed.len() {
            let read = unseal(&sealed[..cut]).ok().map(serde_json::from_slice::<serde_json::Value>);
            assert!(cut == json.len() + 1 || !matches!(read, Some(Ok(_))), "cut at {cut}");
        }
    }

    #[test]
    fn what_cannot_be_written_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        write_json(&path, b"[1]").unwrap();
        assert!(replace(&path, |_| Err(io::Error::other("full"))).is_err());
        assert_eq!(unseal(&fs::read(&path).unwrap()), Ok(&b"[1]"[..]));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no draft is left");
    }
}
