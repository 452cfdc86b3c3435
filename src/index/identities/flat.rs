//! What the values of a facet mean, in one piece of bytes that is searched as it lies: sorted rows of numbers.
//!
//! Whatever stands in the bytes is answered: what lies outside of them is nothing.

use std::ops::Range;

use tantivy::directory::OwnedBytes;

/// What a value has that means several.
pub(super) const SEVERAL: u32 = u32::MAX - 1;
/// What a name has that is no value, or means itself.
pub(super) const ITSELF: u32 = u32::MAX;

/// The sections, in the order they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// All names, one behind the other, in their order.
    Text,
    /// `u32`: where each name ends.
    Ends,
    /// `u32`: the name that each name means as a value, [`SEVERAL`] or [`ITSELF`].
    Means,
    /// `u32, u32`: a name as shown, a value that counts under it.
    Values,
    /// `u64, u32, u32`: article, value, name as shown; by value and article.
    Several,
    /// The same by article.
    Wrong,
    /// `u64, u32, u32`: article, name as shown, how often too often it is counted.
    Doubled,
    /// `u64, u32`: the sum of a folded name as shown, and that name.
    Folded,
    /// `u64, u32`: the sum of a folded name, and who is called so besides by other names.
    Whole,
    /// `u64, u32`: the sum of a folded surname, and likewise.
    Surname,
}

/// How many there are.
pub(super) const SECTIONS: usize = 10;

/// Bytes with a table of their sections in front.
#[derive(Clone)]
pub(super) struct Flat {
    bytes: OwnedBytes,
    sections: [(usize, usize); SECTIONS],
}

impl std::fmt::Debug for Flat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Flat").field("sections", &self.sections).finish_non_exhaustive()
    }
}

impl Default for Flat {
    fn default() -> Self {
        Flat { bytes: OwnedBytes::empty(), sections: [(0, 0); SECTIONS] }
    }
}

impl PartialEq for Flat {
    fn eq(&self, other: &Self) -> bool {
        (0..SECTIONS).all(|at| self.at(at) == other.at(at))
    }
}

impl Eq for Flat {}

/// A row that orders as it is sorted.
pub(super) trait Row: Copy + Ord {
    const WIDTH: usize;
    fn read(bytes: &[u8]) -> Option<Self>;
    fn write(&self, out: &mut Vec<u8>);
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

impl Row for u32 {
    const WIDTH: usize = 4;
    fn read(bytes: &[u8]) -> Option<Self> {
        u32_at(bytes, 0)
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
}

impl Row for (u32, u32) {
    const WIDTH: usize = 8;
    fn read(bytes: &[u8]) -> Option<Self> {
        Some((u32_at(bytes, 0)?, u32_at(bytes, 4)?))
    }
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
}

impl Row for (u64, u32) {
    const WIDTH: usize = 12;
    fn read(bytes: &[u8]) -> Option<Self> {
        Some((u64_at(bytes, 0)?, u32_at(bytes, 8)?))
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes());
        self.1.write(out);
    }
}

impl Row for (u64, u32, u32) {
    const WIDTH: usize = 16;
    fn read(bytes: &[u8]) -> Option<Self> {
        Some((u64_at(bytes, 0)?, u32_at(bytes, 8)?, u32_at(bytes, 12)?))
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0.to_le_bytes());
        self.1.write(out);
        self.2.write(out);
    }
}

/// Rows as bytes.
pub(super) fn rows<R: Row>(rows: &[R]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * R::WIDTH);
    rows.iter().for_each(|row| row.write(&mut out));
    out
}

impl Flat {
    /// Sections put together.
    pub(super) fn of(sections: [Vec<u8>; SECTIONS]) -> Flat {
        let length = SECTIONS * 8 + sections.iter().map(Vec::len).sum::<usize>();
        let mut out = Vec::with_capacity(length);
        sections.iter().for_each(|section| out.extend_from_slice(&(section.len() as u64).to_le_bytes()));
        sections.into_iter().for_each(|section| out.extend_from_slice(&section));
        Flat::open(OwnedBytes::new(out)).unwrap_or_default()
    }

    /// The same as it was written; nothing where the sections do not fill the bytes.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Flat> {
        let mut sections = [(0, 0); SECTIONS];
        let mut start = SECTIONS * 8;
        for (at, section) in sections.iter_mut().enumerate() {
            let length = usize::try_from(u64_at(&bytes, at * 8)?).ok()?;
            let end = start.checked_add(length)?;
            *section = (start, end);
            start = end;
        }
        (start == bytes.len()).then_some(Flat { bytes, sections })
    }

    /// All of it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn at(&self, at: usize) -> &[u8] {
        let (start, end) = self.sections.get(at).copied().unwrap_or_default();
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// The bytes of a section.
    pub(super) fn section(&self, section: Section) -> &[u8] {
        self.at(section as usize)
    }

    /// The same sections with some of them replaced.
    pub(super) fn with(&self, replaced: Vec<(Section, Vec<u8>)>) -> Flat {
        let mut sections: [Vec<u8>; SECTIONS] = std::array::from_fn(|at| self.at(at).to_vec());
        for (section, bytes) in replaced {
            if let Some(place) = sections.get_mut(section as usize) {
                *place = bytes;
            }
        }
        Flat::of(sections)
    }

    /// A row of a section.
    pub(super) fn row<R: Row>(&self, section: Section, at: usize) -> Option<R> {
        R::read(self.section(section).get(at.checked_mul(R::WIDTH)?..)?)
    }

    /// How many rows a section has.
    pub(super) fn len<R: Row>(&self, section: Section) -> usize {
        self.section(section).len() / R::WIDTH
    }

    /// Rows of a section, one after the other.
    pub(super) fn rows<R: Row>(&self, section: Section, range: Range<usize>) -> impl Iterator<Item = R> {
        let bytes = self
            .section(section)
            .get(range.start.saturating_mul(R::WIDTH)..range.end.saturating_mul(R::WIDTH));
        bytes.unwrap_or_default().chunks_exact(R::WIDTH).filter_map(R::read)
    }

    /// All rows of a section.
    pub(super) fn all<R: Row>(&self, section: Section) -> impl Iterator<Item = R> {
        self.rows(section, 0..self.len::<R>(section))
    }

    /// Where the rows lie that are not before `low` and before `high`, in a sorted section.
    pub(super) fn between<R: Row>(
        &self,
        section: Section,
        is_before: impl Fn(&R) -> bool,
        is_within: impl Fn(&R) -> bool,
    ) -> Range<usize> {
        let start = self.first(section, 0, |row| !is_before(row));
        let end = self.first(section, start, |row: &R| !is_within(row));
        start..end
    }

    /// The first row from `low` on for which `is` holds, as it does for all behind it.
    fn first<R: Row>(&self, section: Section, low: usize, is: impl Fn(&R) -> bool) -> usize {
        let (mut low, mut high) = (low, self.len::<R>(section));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.row(section, middle).is_none_or(|row| is(&row)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }

    /// How many names there are.
    pub(super) fn names(&self) -> usize {
        self.len::<u32>(Section::Ends)
    }

    /// The name of a number.
    pub(super) fn name(&self, number: u32) -> &str {
        let end = |at: usize| self.row::<u32>(Section::Ends, at).unwrap_or(0) as usize;
        let start = (number as usize).checked_sub(1).map_or(0, end);
        let bytes = self.section(Section::Text).get(start..end(number as usize));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }

    /// The number of a name.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let (mut low, mut high) = (0, self.names() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.name(middle).cmp(name) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// What a name means as a value.
    pub(super) fn means(&self, number: u32) -> u32 {
        self.row(Section::Means, number as usize).unwrap_or(ITSELF)
    }
}
