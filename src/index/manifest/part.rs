//! One part of a manifest: rows in the order of their paths, searched as they lie on the disk.
//!
//! Behind the rows stands in eight bytes where each begins and of which kind it is, then the rows by the hash of their
//! file's bytes, and how many there are. Nothing is unpacked: a run that changes one file of a million looks at a few
//! rows, and memory holds none of them.

use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::directory::OwnedBytes;

use super::row::{self, Front, Kind};
use super::{FileEntry, Payload, path};
use crate::index::flat::rows;
use crate::index::{IndexError, mapped};
use crate::text::varint::{Reader, Writer};

/// Bytes of a place, of a row by its hash, and of the number of rows.
const WORD: usize = 8;
/// Above so many bits of a place stands the row's kind.
const KIND: u32 = 56;

/// Rows as they lie on the disk.
#[derive(Debug)]
pub(super) struct Part {
    pub number: u64,
    bytes: OwnedBytes,
    /// Where the places begin.
    rows_end: usize,
    rows: u32,
    /// Behind the row that was found last, or the first one behind a path that was not: who asks for all of them asks in
    /// their order.
    next: AtomicU32,
}

/// Rows on their way to the disk; they come in the order of their paths.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    places: Vec<u8>,
    by_hash: Vec<u64>,
}

impl Part {
    /// Opens a part that is whole. Cost: all of its bytes are hashed.
    pub(super) fn read(dir: &Path, number: u64) -> Result<Part, IndexError> {
        let path = path(dir, number);
        Part::of(number, mapped::open_verified(&path)?)
            .ok_or_else(|| IndexError::torn(&path)("holds no rows"))
    }

    fn of(number: u64, bytes: OwnedBytes) -> Option<Part> {
        let (_, count) = bytes.split_last_chunk::<WORD>()?;
        let rows = u32::try_from(u64::from_le_bytes(*count)).ok()?;
        let rows_end = bytes.len().checked_sub(WORD)?.checked_sub(rows as usize * WORD * 2)?;
        Some(Part { number, bytes, rows_end, rows, next: AtomicU32::new(0) })
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> u32 {
        self.rows
    }

    /// How many bytes.
    pub(super) fn size(&self) -> usize {
        self.rows_end
    }

    /// Cost: a few comparisons where paths are asked for in their order, whether rows have them or not, else some twenty.
    pub(super) fn find(&self, path: &str) -> Option<u32> {
        let next = self.next.load(Ordering::Relaxed);
        let is_before = |at: u32| self.path(at) < path;
        let lies_there = (next == 0 || is_before(next - 1)) && (next == self.rows || !is_before(next));
        let at = if lies_there { next } else { self.first_not_before(path) };
        let found = at < self.rows && self.path(at) == path;
        self.next.store(at + u32::from(found), Ordering::Relaxed);
        found.then_some(at)
    }

    /// The rows of the file of this name, and of those in the folder of it.
    pub(super) fn called(&self, name: &str) -> [Range<u32>; 2] {
        let file = self.first_not_before(name);
        let is_there = file < self.rows && self.path(file) == name;
        // What stands behind a slash is before what stands behind the letter that comes after it.
        let folder = ["/", "0"].map(|end| self.first_not_before(&format!("{name}{end}")));
        [file..file + u32::from(is_there), folder[0]..folder[1]]
    }

    fn first_not_before(&self, path: &str) -> u32 {
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.path(middle) < path { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Where a row begins; of the one behind the last, where all end.
    fn start(&self, at: u32) -> usize {
        self.place(at).map_or(self.rows_end, |place| (place & ((1 << KIND) - 1)) as usize)
    }

    fn place(&self, at: u32) -> Option<u64> {
        (at < self.rows).then(|| self.word(at as usize)).flatten()
    }

    /// What stands behind the rows.
    fn word(&self, at: usize) -> Option<u64> {
        let word = self.bytes.get(self.rows_end + at * WORD..)?.first_chunk::<WORD>()?;
        Some(u64::from_le_bytes(*word))
    }

    /// The beginning of a hash, and behind it the row that has it, by their place among all of them.
    fn by_hash(&self, at: u32) -> Option<u64> {
        (at < self.rows).then(|| self.word(self.rows as usize + at as usize)).flatten()
    }

    /// The rows with this hash, which is as rows hold it. Cost: some twenty comparisons.
    pub(super) fn with_hash(&self, hash: Vec<u8>) -> impl Iterator<Item = u32> + '_ {
        let wanted = key_of(&hash);
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.by_hash(middle) < Some(wanted) { low = middle + 1 } else { high = middle }
        }
        let told = (low..self.rows).map_while(|at| self.by_hash(at));
        let alike = told.take_while(move |told| told >> u32::BITS == wanted >> u32::BITS);
        alike.map(|told| told as u32).filter(move |row| self.hash(*row) == Some(&hash))
    }

    /// The hash of the file's bytes, as its row holds it.
    pub(super) fn hash(&self, at: u32) -> Option<&[u8]> {
        row::hash_in(&mut self.parted(at)?.1)
    }

    fn row(&self, at: u32) -> &[u8] {
        self.bytes.get(self.start(at)..self.start(at + 1)).unwrap_or_default()
    }

    pub(super) fn path(&self, at: u32) -> &str {
        Reader(self.row(at)).text().unwrap_or_default()
    }

    /// What stands in a row behind its path.
    fn body(&self, at: u32) -> Option<Reader<'_>> {
        let mut row = Reader(self.row(at));
        let path = usize::try_from(row.number()?).ok()?;
        row = Reader(row.0.get(path..)?);
        row.number()?;
        Some(row)
    }

    /// The front of a row, and what stands behind it.
    pub(super) fn parted(&self, at: u32) -> Option<(Front, Reader<'_>)> {
        let mut body = self.body(at)?;
        Some((row::read_front(&mut body)?, body))
    }

    pub(super) fn front(&self, at: u32) -> Option<Front> {
        self.parted(at).map(|(front, _)| front)
    }

    pub(super) fn kind(&self, at: u32) -> Kind {
        self.place(at).map_or(Kind::Gone, |place| Kind::numbered((place >> KIND) as u8))
    }
}

impl Rows {
    /// Makes room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Rows {
        Rows { bytes: Vec::with_capacity(bytes), ..Rows::default() }
    }

    /// Adds what is known of a file.
    pub(super) fn add(&mut self, path: &str, entry: Option<&FileEntry>) {
        let hash = entry.map(|entry| row::hash_bytes(&entry.hash));
        self.begin(entry.map_or(Kind::Gone, Kind::of), hash.as_deref());
        write_row(path, entry, &mut self.bytes);
    }

    /// Adds a row of another part as it is.
    pub(super) fn copy(&mut self, part: &Part, at: u32) {
        self.begin(part.kind(at), part.hash(at));
        self.bytes.extend(part.row(at));
    }

    fn begin(&mut self, kind: Kind, hash: Option<&[u8]>) {
        self.by_hash.push(hash.map_or(0, key_of) | self.by_hash.len() as u64);
        let place = self.bytes.len() as u64 | u64::from(kind.number()) << KIND;
        self.places.extend(place.to_le_bytes());
    }

    /// Puts them on the disk as a part.
    pub(super) fn write(mut self, dir: &Path, number: u64) -> Result<Part, IndexError> {
        let count = (self.by_hash.len() as u64).to_le_bytes();
        self.by_hash.sort_unstable();
        let path = path(dir, number);
        mapped::write(&path, &[&self.bytes, &self.places, &rows(&self.by_hash), &count])?;
        drop(self);
        Part::of(number, mapped::open(&path)?).ok_or_else(|| IndexError::torn(&path)("holds no rows"))
    }
}

/// What a row is found by among all by their hashes: the beginning of its own, above the row's number.
fn key_of(hash: &[u8]) -> u64 {
    // What comes first is how long it is.
    let begin = hash.iter().skip(1).take(4).fold(0, |key, byte| key << 8 | u64::from(*byte));
    begin << u32::BITS
}

/// Writes a row behind others.
fn write_row(path: &str, entry: Option<&FileEntry>, out: &mut Vec<u8>) {
    let mut body = Vec::new();
    row::write(entry, &mut body);
    let mut row = Writer(std::mem::take(out));
    row.text(path);
    row.number(body.len() as u64);
    row.0.extend(body);
    *out = row.0;
}

/// A row that cannot be read though its checksum is right.
pub(super) fn torn(dir: &Path, payload: &Payload) -> IndexError {
    let last = payload.parts.last().copied().unwrap_or(0);
    IndexError::torn(&path(dir, last))("holds a row that is none")
}
