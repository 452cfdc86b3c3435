//! All that is known of the files of an archive, searched as it lies on the disk.

use std::collections::BTreeMap;
use std::path::Path;

use super::part::{Part, Rows};
use super::row::{self, Kind};
use super::{FileEntry, FileFacts, Sums};
use crate::index::IndexError;
use crate::index::copies::Sketch;

/// Parts that are not so many times as large as what comes behind them are folded into it.
const FOLD: usize = 4;

/// A file that is known, by its place; true until something is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::index) struct At(pub u32);

/// What changes: what is known of a file from now on, or that it is gone.
pub(in crate::index) type Delta = BTreeMap<String, Option<FileEntry>>;

/// All files that are known.
#[derive(Debug, Default)]
pub(in crate::index) struct Known {
    parts: Vec<Part>,
    /// Whether a later part says something else of the file, by place.
    hidden: Vec<bool>,
}

impl Known {
    /// Reads these parts.
    pub(in crate::index) fn open(dir: &Path, parts: &[u64]) -> Result<Known, IndexError> {
        let parts = parts.iter().map(|number| Part::read(dir, *number)).collect::<Result<_, _>>()?;
        Ok(Known::of(parts))
    }

    fn of(parts: Vec<Part>) -> Known {
        let all: usize = parts.iter().map(|part| part.len() as usize).sum();
        let mut hidden = vec![false; all];
        for (at, later) in parts.iter().enumerate().skip(1) {
            for path in (0..later.len()).map(|row| later.path(row)) {
                let mut first = 0;
                for part in parts.iter().take(at) {
                    let place = part.find(path).and_then(|row| hidden.get_mut(first + row as usize));
                    place.into_iter().for_each(|hidden| *hidden = true);
                    first += part.len() as usize;
                }
            }
        }
        Known { parts, hidden }
    }

    /// The numbers of its parts.
    pub(in crate::index) fn parts(&self) -> Vec<u64> {
        self.parts.iter().map(|part| part.number).collect()
    }

    /// All files that are known, in no order that means anything.
    pub(in crate::index) fn files(&self) -> impl Iterator<Item = At> + '_ {
        let kinds = self.parts.iter().flat_map(|part| (0..part.len()).map(|row| part.kind(row)));
        let places = (0..).zip(&self.hidden).zip(kinds);
        places.filter(|((_, hidden), kind)| !**hidden && *kind != Kind::Gone).map(|((at, _), _)| At(at))
    }

    /// The file of this name, and those in the folder of it.
    pub(in crate::index) fn called(&self, name: &str) -> impl Iterator<Item = At> + use<'_> {
        let mut first = 0;
        let mut out = Vec::new();
        for part in &self.parts {
            out.extend(part.called(name).into_iter().map(|rows| (first + rows.start)..(first + rows.end)));
            first += part.len();
        }
        out.into_iter().flatten().map(At).filter(|at| self.is_there(*at))
    }

    /// Where a file stands.
    pub(in crate::index) fn find(&self, path: &str) -> Option<At> {
        let mut first = self.hidden.len() as u32;
        for part in self.parts.iter().rev() {
            first -= part.len();
            if let Some(row) = part.find(path) {
                return (part.kind(row) != Kind::Gone).then_some(At(first + row));
            }
        }
        None
    }

    fn part_of(&self, at: At) -> Option<(&Part, u32)> {
        let mut row = at.0;
        for part in &self.parts {
            if row < part.len() {
                return Some((part, row));
            }
            row -= part.len();
        }
        None
    }

    /// The file's path.
    pub(in crate::index) fn path(&self, at: At) -> &str {
        self.part_of(at).map_or("", |(part, row)| part.path(row))
    }

    /// What became of it.
    pub(in crate::index) fn kind(&self, at: At) -> Kind {
        self.part_of(at).map_or(Kind::Gone, |(part, row)| part.kind(row))
    }

    /// Its size and time.
    pub(in crate::index) fn facts(&self, at: At) -> Option<FileFacts> {
        self.part_of(at).and_then(|(part, row)| part.front(row)).map(|front| front.facts)
    }

    /// All that is known of it.
    pub(in crate::index) fn entry(&self, at: At) -> Option<FileEntry> {
        let (part, row) = self.part_of(at)?;
        let (front, rest) = part.parted(row)?;
        row::entry(front, rest)
    }

    /// All that is known of a file.
    pub(in crate::index) fn get(&self, path: &str) -> Option<FileEntry> {
        self.find(path).and_then(|at| self.entry(at))
    }

    /// The files whose bytes have this hash.
    pub(in crate::index) fn with_hash(&self, hash: &str) -> impl Iterator<Item = At> + '_ {
        let wanted = row::hash_bytes(hash);
        let begins = self.parts.iter().scan(0, |end, part| {
            *end += part.len();
            Some((*end - part.len(), part))
        });
        let rows = begins
            .flat_map(move |(first, part)| part.with_hash(wanted.clone()).map(move |row| At(first + row)));
        rows.filter(|at| self.is_there(*at))
    }

    /// Whether this is what is known of a file last, and not that it is gone.
    fn is_there(&self, at: At) -> bool {
        self.hidden.get(at.0 as usize) == Some(&false) && self.kind(at) != Kind::Gone
    }

    /// Whether the file's bytes have this hash.
    pub(in crate::index) fn has_hash(&self, at: At, hash: &str) -> bool {
        self.part_of(at).and_then(|(part, row)| part.hash(row)) == Some(&row::hash_bytes(hash))
    }

    /// How much is in all of them.
    pub(in crate::index) fn sums(&self) -> Sums {
        let mut out = Sums::default();
        self.files().for_each(|at| out.add(self.sums_at(at)));
        out
    }

    fn sums_at(&self, at: At) -> Sums {
        let parted = self.part_of(at).and_then(|(part, row)| part.parted(row));
        parted.and_then(|(front, rest)| row::sums(front.kind, rest)).unwrap_or_default()
    }

    /// How much is in all of them after a change, where `sums` is in them before it; nothing where so much cannot be.
    /// Cost: what the change touches.
    pub(in crate::index) fn sums_after(&self, sums: Sums, delta: &Delta) -> Option<Sums> {
        let mut gone = Sums::default();
        delta.keys().filter_map(|path| self.find(path)).for_each(|at| gone.add(self.sums_at(at)));
        let mut out = sums.less(gone)?;
        delta.values().flatten().for_each(|entry| out.add(entry.sums()));
        Some(out)
    }

    /// What copies are found by, of all articles.
    pub(in crate::index) fn sketches(&self) -> impl Iterator<Item = Sketch> + '_ {
        let rows = self.parts.iter().flat_map(|part| (0..part.len()).map(move |row| (part, row)));
        let told = rows.zip(&self.hidden).filter(|(_, hidden)| !**hidden).map(|(row, _)| row);
        let indexed = told.filter(|(part, row)| part.kind(*row) == Kind::Indexed);
        indexed.filter_map(|(part, row)| row::sketches(part.parted(row)?.1)).flatten()
    }

    /// What is known after a change. What is new of it is on the disk, in a part of that number.
    pub(in crate::index) fn commit(
        &self,
        dir: &Path,
        number: u64,
        delta: &Delta,
    ) -> Result<Changed, IndexError> {
        let mut rows: Vec<(&str, Source<'_>)> =
            delta.iter().map(|(path, entry)| (path.as_str(), Source::New(entry.as_ref()))).collect();
        let mut size: usize = delta.keys().map(|path| path.len() + TYPICAL).sum();
        let mut stay = self.parts.len();
        for part in self.parts.iter().rev().take_while(|part| {
            let folds = part.size() < size.saturating_mul(FOLD);
            size += if folds { part.size() } else { 0 };
            folds
        }) {
            stay -= 1;
            rows.extend((0..part.len()).map(|row| (part.path(row), Source::Old(part, row, stay))));
        }
        // Of several rows of one file the latest counts.
        rows.sort_by(|one, other| (one.0, one.1.age()).cmp(&(other.0, other.1.age())));
        rows.dedup_by(|later, first| later.0 == first.0);
        let mut out = Rows::with_capacity(size);
        for (path, source) in rows {
            // What is gone must be said only where an earlier part says something else.
            match source {
                Source::New(None) if stay == 0 => {}
                Source::Old(part, row, _) if stay == 0 && part.kind(row) == Kind::Gone => {}
                Source::New(entry) => out.add(path, entry),
                Source::Old(part, row, _) => out.copy(part, row),
            }
        }
        Ok(Changed { stay, part: out.write(dir, number)? })
    }

    /// What is known now.
    pub(in crate::index) fn change(&mut self, changed: Changed) {
        let mut parts = std::mem::take(&mut self.parts);
        parts.truncate(changed.stay);
        parts.push(changed.part);
        *self = Known::of(parts);
    }
}

/// A part that is written, and how many of those before it stay.
#[derive(Debug)]
pub(in crate::index) struct Changed {
    stay: usize,
    part: Part,
}

/// About as many bytes has a row beside its path.
const TYPICAL: usize = 160;

/// Where a row of a new part comes from.
#[derive(Clone, Copy)]
enum Source<'p> {
    New(Option<&'p FileEntry>),
    /// A row of the part at this place among the parts.
    Old(&'p Part, u32, usize),
}

impl Source<'_> {
    /// The least is the latest.
    fn age(&self) -> usize {
        match self {
            Source::New(_) => 0,
            Source::Old(_, _, place) => usize::MAX - place,
        }
    }
}
