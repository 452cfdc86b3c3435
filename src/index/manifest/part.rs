//! One part of a manifest: rows in the order of their paths, as they lie on the disk.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::row::{self, Front, Kind};
use super::{FileEntry, Payload, path};
use crate::index::{IndexError, sealed};
use crate::text::varint::{Reader, Writer};

/// Rows read from the disk.
#[derive(Debug)]
pub(super) struct Part {
    pub number: u64,
    bytes: Vec<u8>,
    rows: Vec<Row>,
    by_path: HashTable<u32>,
    /// Behind the row that was found last: who asks for all of them asks in their order.
    next: AtomicU32,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    path: usize,
    path_length: u32,
    /// Bytes behind the path before the rest of the row.
    front_length: u32,
    end: usize,
    front: Front,
}

impl Part {
    pub(super) fn read(dir: &Path, number: u64) -> Result<Part, IndexError> {
        let path = path(dir, number);
        let bytes = sealed::read(&path)?;
        Part::of(number, bytes).ok_or_else(|| IndexError::torn(&path)("holds no rows"))
    }

    /// The part whose rows these bytes are.
    pub(super) fn of(number: u64, bytes: Vec<u8>) -> Option<Part> {
        let rows = rows(&bytes)?;
        let mut by_path = HashTable::with_capacity(rows.len());
        let mut part = Part { number, bytes, rows, by_path: HashTable::new(), next: AtomicU32::new(0) };
        for at in 0..part.rows.len() as u32 {
            by_path.insert_unique(hash_of(part.path(at)), at, |at| hash_of(part.path(*at)));
        }
        part.by_path = by_path;
        Some(part)
    }

    pub(super) fn write(&self, dir: &Path) -> Result<(), IndexError> {
        sealed::write(&path(dir, self.number), |out| out.write_all(&self.bytes))
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn find(&self, path: &str) -> Option<u32> {
        let is_here = |at: u32| self.path_bytes(at) == Some(path.as_bytes());
        let next = self.next.load(Ordering::Relaxed);
        let found = if is_here(next) {
            Some(next)
        } else {
            self.by_path.find(hash_of(path), |at| is_here(*at)).copied()
        };
        found.into_iter().for_each(|at| self.next.store(at + 1, Ordering::Relaxed));
        found
    }

    fn path_bytes(&self, at: u32) -> Option<&[u8]> {
        let row = self.rows.get(at as usize)?;
        self.bytes.get(row.path..row.path + row.path_length as usize)
    }

    pub(super) fn path(&self, at: u32) -> &str {
        // Looked at when it was read.
        self.path_bytes(at).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    pub(super) fn front(&self, at: u32) -> Option<Front> {
        self.rows.get(at as usize).map(|row| row.front)
    }

    pub(super) fn kind(&self, at: u32) -> Kind {
        self.front(at).map_or(Kind::Gone, |front| front.kind)
    }

    /// What stands behind the front of a row.
    pub(super) fn rest(&self, at: u32) -> Reader<'_> {
        let row = self.rows.get(at as usize);
        let from = |row: &Row| row.path + row.path_length as usize + row.front_length as usize;
        Reader(row.and_then(|row| self.bytes.get(from(row)..row.end)).unwrap_or_default())
    }

    /// Writes a row as it is behind others.
    pub(super) fn copy(&self, at: u32, out: &mut Vec<u8>) {
        let Some(row) = self.rows.get(at as usize) else { return };
        let mut length = Writer::default();
        length.number(u64::from(row.path_length));
        let from = row.path - length.0.len();
        out.extend(self.bytes.get(from..row.end).unwrap_or_default());
    }
}

/// Writes a row behind others.
pub(super) fn write_row(path: &str, entry: Option<&FileEntry>, out: &mut Vec<u8>) {
    let mut body = Vec::new();
    row::write(entry, &mut body);
    let mut row = Writer(std::mem::take(out));
    row.text(path);
    row.number(body.len() as u64);
    row.0.extend(body);
    *out = row.0;
}

fn rows(bytes: &[u8]) -> Option<Vec<Row>> {
    let mut out = Vec::new();
    let mut left = Reader(bytes);
    while !left.0.is_empty() {
        let path = left.text()?;
        let at = bytes.len() - left.0.len();
        let length = usize::try_from(left.number()?).ok()?;
        let (mut body, after) = left.0.split_at_checked(length).map(|(body, after)| (Reader(body), after))?;
        let front = row::read_front(&mut body)?;
        let end = bytes.len() - after.len();
        out.push(Row {
            path: at - path.len(),
            path_length: u32::try_from(path.len()).ok()?,
            front_length: u32::try_from(end - body.0.len() - at).ok()?,
            end,
            front,
        });
        left = Reader(after);
    }
    Some(out)
}

fn hash_of(path: &str) -> u64 {
    use std::hash::BuildHasher as _;
    FixedState::default().hash_one(path)
}

/// A row that cannot be read though its checksum is right.
pub(super) fn torn(dir: &Path, payload: &Payload) -> IndexError {
    let last = payload.parts.last().copied().unwrap_or(0);
    IndexError::torn(&path(dir, last))("holds a row that is none")
}
