//! What does not fit into memory while something is worked out, put into files that are gone with whoever made
//! them: they have no name, so nothing is left of them, however the run ends.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Fast: what is put aside is read once or twice.
const LEVEL: i32 = 1;

/// Bytes by shelf and part, in files of the index's folder.
#[derive(Debug)]
pub struct Spill {
    dir: PathBuf,
    shelves: Vec<Mutex<Option<Shelf>>>,
}

/// One file, and where in it the pieces of each part lie.
#[derive(Debug)]
struct Shelf {
    file: File,
    end: u64,
    parts: Vec<Vec<Piece>>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u64,
    packed: usize,
    length: usize,
}

impl Spill {
    /// Shelves in `dir`, so many of them.
    ///
    /// # Errors
    /// When no file can be made there.
    pub fn new(dir: &Path, shelves: usize) -> io::Result<Spill> {
        tempfile::tempfile_in(dir)?;
        Ok(Spill { dir: dir.to_owned(), shelves: (0..shelves).map(|_| Mutex::default()).collect() })
    }

    fn shelf(&self, shelf: usize) -> io::Result<MutexGuard<'_, Option<Shelf>>> {
        let shelf = self.shelves.get(shelf).ok_or_else(|| io::Error::other("there is no such shelf"))?;
        Ok(shelf.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a piece behind what lies there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&self, shelf: usize, part: u32, bytes: &[u8]) -> io::Result<()> {
        let packed = zstd::bulk::compress(bytes, LEVEL)?;
        let mut shelf = self.shelf(shelf)?;
        let shelf = match &mut *shelf {
            Some(shelf) => shelf,
            none => none.insert(Shelf { file: tempfile::tempfile_in(&self.dir)?, end: 0, parts: Vec::new() }),
        };
        shelf.file.seek(SeekFrom::Start(shelf.end))?;
        shelf.file.write_all(&packed)?;
        let piece = Piece { start: shelf.end, packed: packed.len(), length: bytes.len() };
        shelf.end += packed.len() as u64;
        let part = part as usize;
        if shelf.parts.len() <= part {
            shelf.parts.resize(part + 1, Vec::new());
        }
        shelf.parts.get_mut(part).into_iter().for_each(|pieces| pieces.push(piece));
        Ok(())
    }

    /// All pieces of a part, one behind the other.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn get(&self, shelf: usize, part: u32) -> io::Result<Vec<u8>> {
        let mut shelf = self.shelf(shelf)?;
        let Some(shelf) = &mut *shelf else { return Ok(Vec::new()) };
        let pieces = shelf.parts.get(part as usize).map_or(&[][..], Vec::as_slice);
        let mut out = Vec::with_capacity(pieces.iter().map(|piece| piece.length).sum());
        let mut packed = Vec::new();
        for piece in pieces {
            packed.resize(piece.packed, 0);
            shelf.file.seek(SeekFrom::Start(piece.start))?;
            shelf.file.read_exact(&mut packed)?;
            out.extend_from_slice(&zstd::bulk::decompress(&packed, piece.length)?);
        }
        Ok(out)
    }

    /// Forgets a shelf, and gives its place on the disk back.
    pub fn clear(&self, shelf: usize) {
        if let Ok(mut shelf) = self.shelf(shelf) {
            *shelf = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_got_and_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let spill = Spill::new(dir.path(), 2).unwrap();
        for piece in 0..40_u8 {
            spill.put(1, u32::from(piece % 3), &[piece; 1_000]).unwrap();
        }
        let want: Vec<u8> =
            (0..40_u8).filter(|piece| piece % 3 == 2).flat_map(|piece| [piece; 1_000]).collect();
        assert_eq!(spill.get(1, 2).unwrap(), want);
        assert!(spill.get(0, 2).unwrap().is_empty() && spill.get(1, 7).unwrap().is_empty());
        assert!(spill.put(2, 0, &[1]).is_err());
        spill.clear(1);
        assert!(spill.get(1, 2).unwrap().is_empty());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "no file has a name");
    }
}
