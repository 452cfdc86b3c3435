//! Files beside the index: written whole or not at all, and known from what somebody else put there.
//!
//! A file is written under another name, waited for until it is on the disk, and only then renamed. It ends in
//! a checksum, so that a torn or flipped one is an error and never other data.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use super::IndexError;

/// Fast, and small enough.
const LEVEL: i32 = 3;

/// What begins the end of a packed file: to zstd a frame that is passed over, of [`SUM`] bytes.
const END: [u8; 8] = [0x50, 0x2a, 0x4d, 0x18, SUM as u8, 0, 0, 0];
/// Bytes of the hash in it.
const SUM: usize = 16;

/// Puts a file in place in one step, compressed, with what `fill` writes.
///
/// The checksum is one of the bytes on the disk: the packing has bits that decay unseen.
pub(super) fn write(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), IndexError> {
    replace(path, |draft| {
        let draft = Hashing { file: draft, hasher: blake3::Hasher::new() };
        let mut out = BufWriter::new(zstd::Encoder::new(draft, LEVEL)?);
        fill(&mut out)?;
        let Hashing { mut file, hasher } =
            out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?;
        file.write_all(&END)?;
        file.write_all(&sum(&hasher))?;
        Ok(file)
    })
}

fn sum(hasher: &blake3::Hasher) -> [u8; SUM] {
    let mut out = [0; SUM];
    out.iter_mut().zip(hasher.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    out
}

/// Hashes what is written.
struct Hashing {
    file: File,
    hasher: blake3::Hasher,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

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

/// Opens a file that [`write`] wrote, once it is sure that it holds just that.
pub(super) fn open(path: &Path) -> Result<BufReader<impl Read>, IndexError> {
    let mut file = File::open(path).map_err(IndexError::io(path))?;
    let length = file.metadata().map_err(IndexError::io(path))?.len();
    let Some(packed) = length.checked_sub((END.len() + SUM) as u64) else {
        return Err(IndexError::torn(path)("is cut short"));
    };
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut (&mut file).take(packed), &mut hasher).map_err(IndexError::io(path))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end).map_err(IndexError::io(path))?;
    if end != [&END[..], &sum(&hasher)].concat() {
        return Err(IndexError::torn(path)(Broken));
    }
    file.rewind().map_err(IndexError::io(path))?;
    Ok(BufReader::new(zstd::Decoder::new(file.take(packed)).map_err(IndexError::torn(path))?))
}

/// All that stands in a file that [`write`] wrote.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, IndexError> {
    let mut out = Vec::new();
    open(path)?.read_to_end(&mut out).map_err(IndexError::torn(path))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.zst");
        let text: Vec<u8> = (0..50_000_u32).flat_map(|n| (n % 977).to_string().into_bytes()).collect();
        write(&path, |out| out.write_all(&text)).unwrap();
        assert_eq!(read(&path).unwrap(), text);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no draft is left");
        let whole = fs::read(&path).unwrap();
        for at in (0..whole.len()).step_by(whole.len() / 97 + 1) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&path, &flipped).unwrap();
            assert!(read(&path).is_err(), "byte {at} was flipped unnoticed");
            fs::write(&path, &whole[..at]).unwrap();
            assert!(read(&path).is_err(), "cut at {at}");
        }
    }

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
        let path = dir.path().join("a.zst");
        write(&path, |out| out.write_all(b"old")).unwrap();
        assert!(write(&path, |_| Err(io::Error::other("full"))).is_err());
        assert_eq!(read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no draft is left");
    }
}
