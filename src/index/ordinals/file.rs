//! What is kept of facet columns on the disk, read as it lies.

use std::path::{Path, PathBuf};

use tantivy::directory::OwnedBytes;
use tantivy::index::SegmentId;

use super::{COUNTED, Copied, Kept, Numbered, Order};
use crate::index::flat::Flat;
use crate::index::{IndexError, mapped};

/// What the file begins with.
const MAGIC: &[u8; 8] = b"onrec.o4";
/// What one of any version begins with.
const ANY_VERSION: &[u8] = b"onrec.o";
/// Bytes of a segment's id as text.
const ID: usize = 32;

/// Where it lies.
pub(in crate::index) fn path(dir: &Path) -> PathBuf {
    dir.join("onrecord.ordinals.bin")
}

/// What is kept, and what it was worked out from.
#[derive(Debug, Default)]
pub(in crate::index) struct Ordinals {
    /// The working-out of who is who.
    pub edition: u128,
    /// The groups of copies.
    pub copies: u64,
    /// The segments.
    pub segments: Vec<SegmentId>,
    /// Every column of [`COUNTED`].
    pub columns: Vec<Kept>,
    /// The copies in each segment.
    pub copied: Vec<Copied>,
}

/// Puts the file in place.
///
/// ```text
/// magic, edition: u128, copies: u64, segments: u64, the id of each, the length of each table: u64, the tables: of each
/// column its names, their numbers, then its segments; the copies in each segment
/// ```
///
/// Names that an earlier column has are not written again: their table is empty but for the number of that column.
pub(super) fn write(dir: &Path, ordinals: &Ordinals) -> Result<(), IndexError> {
    let Ordinals { edition, copies, segments, columns, copied } = ordinals;
    let mut head = MAGIC.to_vec();
    head.extend_from_slice(&edition.to_le_bytes());
    head.extend_from_slice(&copies.to_le_bytes());
    head.extend_from_slice(&(segments.len() as u64).to_le_bytes());
    segments.iter().for_each(|id| head.extend_from_slice(id.uuid_string().as_bytes()));
    let mut tables: Vec<&[u8]> = Vec::new();
    let numbers: Vec<[u8; 1]> = (0..columns.len()).map(|number| [number as u8]).collect();
    for column in columns {
        let names = column.names.bytes();
        let same = columns.iter().zip(&numbers).find(|(other, _)| other.names.bytes() == names);
        let is_own = same.is_none_or(|(first, _)| std::ptr::eq(first, column));
        tables.push(same.filter(|_| !is_own).map_or(names, |(_, number)| number.as_slice()));
        tables.push(column.order.bytes());
        let numbered = segments.iter().map(|id| column.segments.get(id).map_or(&[][..], |one| one.0.bytes()));
        tables.extend(numbered);
    }
    tables.extend(copied.iter().map(|copied| copied.0.bytes()));
    tables.iter().for_each(|table| head.extend_from_slice(&(table.len() as u64).to_le_bytes()));
    tables.insert(0, &head);
    mapped::write(&path(dir), &tables)
}

/// What is kept, as it lies on the disk; nothing where there is no such file, or none that can be read.
pub(in crate::index) fn read(dir: &Path) -> Option<Ordinals> {
    opened(&mapped::open(&path(dir)).ok()?)
}

/// Looks at all of it, where it is there. One that another version wrote is whole where its sum is right: whoever
/// searches passes it over, and the next run that adds to the index writes it anew.
pub(in crate::index) fn verify(dir: &Path) -> Result<(), IndexError> {
    let path = path(dir);
    if !path.exists() {
        return Ok(());
    }
    mapped::verify(&path)?;
    let bytes = mapped::open(&path)?;
    if bytes.starts_with(ANY_VERSION) && !bytes.starts_with(MAGIC) {
        return Ok(());
    }
    opened(&bytes).map(drop).ok_or_else(|| IndexError::torn(&path)("is cut short"))
}

fn opened(bytes: &OwnedBytes) -> Option<Ordinals> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let edition = u128::from_le_bytes(*rest.first_chunk()?);
    let copies = u64::from_le_bytes(*rest.get(16..)?.first_chunk()?);
    let count = usize::try_from(u64::from_le_bytes(*rest.get(24..)?.first_chunk()?)).ok()?;
    let ids = rest.get(32..)?.get(..count.checked_mul(ID)?)?;
    let segments: Vec<SegmentId> = ids
        .chunks_exact(ID)
        .map(|id| SegmentId::from_uuid_string(std::str::from_utf8(id).ok()?).ok())
        .collect::<Option<_>>()?;
    let mut length_at = MAGIC.len() + 32 + ids.len();
    let tables = COUNTED.len().checked_mul(count.checked_add(2)?)?.checked_add(count)?;
    let mut from = tables.checked_mul(8)?.checked_add(length_at)?;
    let mut next = || {
        let length = usize::try_from(u64::from_le_bytes(*bytes.get(length_at..)?.first_chunk()?)).ok()?;
        let to = from.checked_add(length).filter(|to| *to <= bytes.len())?;
        let table = bytes.slice(from..to);
        (length_at, from) = (length_at + 8, to);
        Some(table)
    };
    let mut columns: Vec<Kept> = Vec::with_capacity(COUNTED.len());
    for _ in COUNTED {
        let names = next()?;
        let same = names.first().filter(|_| names.len() == 1).map(|column| usize::from(*column));
        let names = match same {
            Some(column) => columns.get(column)?.names.clone(),
            None => Flat::open(names)?,
        };
        let mut kept = Kept { names, order: Flat::open(next()?)?, ..Kept::default() };
        // Where a number has no name, or a name no number, somebody would be counted under another's.
        let in_order = |section| kept.order.len::<u32>(section) == kept.names.names();
        if !in_order(Order::Places) || !in_order(Order::Numbers) {
            return None;
        }
        for id in &segments {
            kept.segments.insert(*id, Numbered(Flat::open(next()?)?));
        }
        columns.push(kept);
    }
    let copied: Vec<Copied> =
        segments.iter().map(|_| Some(Copied(Flat::open(next()?)?))).collect::<Option<_>>()?;
    (from == bytes.len()).then_some(Ordinals { edition, copies, segments, columns, copied })
}

#[cfg(test)]
mod tests {
    use super::super::Sorted;
    use super::*;
    use crate::index::flat::rows;

    #[test]
    fn one_of_another_version_is_whole_and_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let written = |magic: &[u8]| mapped::write(&path(dir.path()), &[magic, b"whatever it held"]).unwrap();
        written(b"onrec.o1");
        assert!(verify(dir.path()).is_ok() && read(dir.path()).is_none());
        written(MAGIC);
        assert!(verify(dir.path()).is_err() && read(dir.path()).is_none());
        written(b"anything");
        assert!(verify(dir.path()).is_err());
    }

    #[test]
    fn one_that_has_not_a_number_for_every_name_is_passed_over() {
        let dir = tempfile::tempdir().unwrap();
        let kept = |numbers: &[u32]| Kept {
            names: Flat::of(vec![(Sorted::Text, b"Ana".to_vec()), (Sorted::Ends, rows(&[3_u32]))]),
            order: Flat::of(vec![(Order::Places, rows(numbers)), (Order::Numbers, rows(numbers))]),
            ..Kept::default()
        };
        for (numbers, is_whole) in [(&[0][..], true), (&[], false), (&[0, 1], false)] {
            let columns = COUNTED.iter().map(|_| kept(numbers)).collect();
            write(dir.path(), &Ordinals { columns, ..Ordinals::default() }).unwrap();
            assert_eq!(read(dir.path()).is_some(), is_whole, "{numbers:?}");
        }
    }
}
