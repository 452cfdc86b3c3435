//! Tables in one piece of bytes that is searched as it lies: sorted rows of numbers, in sections.
//!
//! Whatever stands in the bytes is answered: what lies outside of them is nothing.

use std::cmp::Ordering;
use std::marker::PhantomData;
use std::ops::Range;

use tantivy::directory::OwnedBytes;

/// The sections of a table, in the order they lie.
pub(super) trait Section: Copy {
    /// How many there are.
    const COUNT: usize;

    /// Which of them this is.
    fn number(self) -> usize;
}

/// Makes an enum the sections of a table, in its order up to the last, which is named.
macro_rules! sections {
    ($sections:ty, $last:expr) => {
        impl $crate::index::flat::Section for $sections {
            const COUNT: usize = $last as usize + 1;

            fn number(self) -> usize {
                self as usize
            }
        }
    };
}
pub(super) use sections;

/// The sections of a table that has names: numbers are their places in order.
pub(super) trait Names: Section {
    /// All names, one behind the other, in their order.
    const TEXT: Self;
    /// `u32`: where each name ends.
    const ENDS: Self;
}

/// Bytes with a table of their sections in front.
#[derive(Clone)]
pub(super) struct Flat<S> {
    bytes: OwnedBytes,
    sections: Vec<(usize, usize)>,
    of: PhantomData<S>,
}

impl<S> std::fmt::Debug for Flat<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Flat").field("sections", &self.sections).finish_non_exhaustive()
    }
}

impl<S> Default for Flat<S> {
    fn default() -> Self {
        Flat { bytes: OwnedBytes::empty(), sections: Vec::new(), of: PhantomData }
    }
}

impl<S: Section> PartialEq for Flat<S> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes.as_slice().as_ptr_range() == other.bytes.as_slice().as_ptr_range()
            || (0..S::COUNT).all(|at| self.at(at) == other.at(at))
    }
}

impl<S: Section> Eq for Flat<S> {}

/// A row that orders as it is sorted.
pub(super) trait Row: Copy + Ord {
    const WIDTH: usize;
    fn read(bytes: &[u8]) -> Option<Self>;
    fn write(&self, out: &mut Vec<u8>);
}

#[inline]
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[inline]
fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

impl Row for u32 {
    const WIDTH: usize = 4;
    #[inline]
    fn read(bytes: &[u8]) -> Option<Self> {
        u32_at(bytes, 0)
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
}

impl Row for u64 {
    const WIDTH: usize = 8;
    #[inline]
    fn read(bytes: &[u8]) -> Option<Self> {
        u64_at(bytes, 0)
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_le_bytes());
    }
}

impl Row for (u64, u64) {
    const WIDTH: usize = 16;
    #[inline]
    fn read(bytes: &[u8]) -> Option<Self> {
        Some((u64_at(bytes, 0)?, u64_at(bytes, 8)?))
    }
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
}

impl Row for (u32, u32) {
    const WIDTH: usize = 8;
    #[inline]
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
    #[inline]
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
    #[inline]
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

/// The rows of a section.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows<'b, R> {
    bytes: &'b [u8],
    of: PhantomData<R>,
}

impl<'b, R: Row> Rows<'b, R> {
    /// The row at a place.
    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<R> {
        R::read(self.bytes.get(at.checked_mul(R::WIDTH)?..)?)
    }

    /// Some of them, one after the other.
    pub(super) fn range(&self, range: Range<usize>) -> impl Iterator<Item = R> + use<'b, R> {
        let bytes = self.bytes.get(range.start.saturating_mul(R::WIDTH)..range.end.saturating_mul(R::WIDTH));
        bytes.unwrap_or_default().chunks_exact(R::WIDTH).filter_map(|row| R::read(row))
    }

    /// The first row from `from` on that is not before what is looked for, where they are sorted; cheap where that is
    /// not far on.
    #[inline]
    pub(super) fn forward(&self, from: usize, is_before: impl Fn(&R) -> bool) -> usize {
        let before = |at: usize| self.get(at).is_some_and(|row| is_before(&row));
        let (mut low, mut step) = (from, 1);
        while before(low + step - 1) {
            low += step;
            step *= 2;
        }
        let mut high = low + step - 1;
        while low < high {
            let middle = low + (high - low) / 2;
            if before(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

impl Rows<'_, u32> {
    /// Eight of them from a place on; nothing where there are not so many.
    #[inline]
    pub(super) fn eight(&self, from: usize) -> Option<[u32; 8]> {
        let bytes: &[u8; 32] = self.bytes.get(from.checked_mul(u32::WIDTH)?..)?.first_chunk()?;
        let mut out = [0; 8];
        for (row, bytes) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *row = u32::from_le_bytes(*bytes);
        }
        Some(out)
    }
}

/// Guesses that find nearly every number among some millions that are spread evenly.
const GUESSES: u32 = 8;

impl<S: Section> Flat<S> {
    /// Sections put together.
    pub(super) fn of(sections: Vec<(S, Vec<u8>)>) -> Flat<S> {
        let mut parts = vec![Vec::new(); S::COUNT];
        for (section, bytes) in sections {
            if let Some(place) = parts.get_mut(section.number()) {
                *place = bytes;
            }
        }
        Flat::joined(parts)
    }

    fn joined(sections: Vec<Vec<u8>>) -> Flat<S> {
        let length = sections.len() * 8 + sections.iter().map(Vec::len).sum::<usize>();
        let mut out = Vec::with_capacity(length);
        sections.iter().for_each(|section| out.extend_from_slice(&(section.len() as u64).to_le_bytes()));
        sections.into_iter().for_each(|section| out.extend_from_slice(&section));
        Flat::open(OwnedBytes::new(out)).unwrap_or_default()
    }

    /// The same as it was written; nothing where the sections do not fill the bytes.
    pub(super) fn open(bytes: OwnedBytes) -> Option<Flat<S>> {
        let mut sections = Vec::with_capacity(S::COUNT);
        let mut start = S::COUNT * 8;
        for at in 0..S::COUNT {
            let length = usize::try_from(u64_at(&bytes, at * 8)?).ok()?;
            let end = start.checked_add(length)?;
            sections.push((start, end));
            start = end;
        }
        (start == bytes.len()).then_some(Flat { bytes, sections, of: PhantomData })
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
    pub(super) fn section(&self, section: S) -> &[u8] {
        self.at(section.number())
    }

    /// The same sections with some of them replaced.
    pub(super) fn with(&self, replaced: Vec<(S, Vec<u8>)>) -> Flat<S> {
        let mut parts: Vec<Vec<u8>> = (0..S::COUNT).map(|at| self.at(at).to_vec()).collect();
        for (section, bytes) in replaced {
            if let Some(place) = parts.get_mut(section.number()) {
                *place = bytes;
            }
        }
        Flat::joined(parts)
    }

    /// The rows of a section, for whoever asks for many of them.
    #[inline]
    pub(super) fn view<R: Row>(&self, section: S) -> Rows<'_, R> {
        Rows { bytes: self.section(section), of: PhantomData }
    }

    /// A row of a section.
    pub(super) fn row<R: Row>(&self, section: S, at: usize) -> Option<R> {
        self.view(section).get(at)
    }

    /// How many rows a section has.
    pub(super) fn len<R: Row>(&self, section: S) -> usize {
        self.section(section).len() / R::WIDTH
    }

    /// Rows of a section, one after the other.
    pub(super) fn rows<R: Row>(&self, section: S, range: Range<usize>) -> impl Iterator<Item = R> {
        self.view(section).range(range)
    }

    /// All rows of a section.
    pub(super) fn all<R: Row>(&self, section: S) -> impl Iterator<Item = R> {
        self.rows(section, 0..self.len::<R>(section))
    }

    /// Where the rows lie that are not before `low` and before `high`, in a sorted section.
    pub(super) fn between<R: Row>(
        &self,
        section: S,
        is_before: impl Fn(&R) -> bool,
        is_within: impl Fn(&R) -> bool,
    ) -> Range<usize> {
        let start = self.first(section, 0, |row| !is_before(row));
        let end = self.first(section, start, |row: &R| !is_within(row));
        start..end
    }

    /// The row with this number in a section sorted by numbers that are spread evenly, as those of articles are: where
    /// it lies is guessed by the numbers at both ends of where it can be, and where guessing does not find it, that is
    /// halved in turn.
    pub(super) fn evenly<R: Row>(&self, section: S, number: u64, numbered: impl Fn(&R) -> u64) -> Option<R> {
        let (mut low, mut high) = (0, self.len::<R>(section));
        let (mut least, mut most) = (0, u64::MAX);
        for step in 0.. {
            if low >= high {
                break;
            }
            let middle = if step < GUESSES || step % 2 == 0 {
                let share = number.saturating_sub(least) as f64 / most.saturating_sub(least) as f64;
                // What is no number or too large is put right below.
                low + (share * (high - low) as f64) as usize
            } else {
                low + (high - low) / 2
            };
            let middle = middle.clamp(low, high - 1);
            let row = self.row(section, middle)?;
            let met = numbered(&row);
            match met.cmp(&number) {
                Ordering::Equal => return Some(row),
                Ordering::Less => (low, least) = (middle + 1, met),
                Ordering::Greater => (high, most) = (middle, met),
            }
        }
        None
    }

    /// The first row from `low` on for which `is` holds, as it does for all behind it.
    fn first<R: Row>(&self, section: S, low: usize, is: impl Fn(&R) -> bool) -> usize {
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
}

impl<S: Names> Flat<S> {
    /// How many names there are.
    pub(super) fn names(&self) -> usize {
        self.len::<u32>(S::ENDS)
    }

    fn name_bytes(&self, number: u32) -> &[u8] {
        let end = |at: usize| self.row::<u32>(S::ENDS, at).unwrap_or(0) as usize;
        let start = (number as usize).checked_sub(1).map_or(0, end);
        self.section(S::TEXT).get(start..end(number as usize)).unwrap_or_default()
    }

    /// The name of a number.
    pub(super) fn name(&self, number: u32) -> &str {
        std::str::from_utf8(self.name_bytes(number)).unwrap_or_default()
    }

    /// The number of a name.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let at = self.first_name(name, 0, self.names() as u32);
        (at < self.names() as u32 && self.name_bytes(at) == name.as_bytes()).then_some(at)
    }

    /// The numbers of names in their order.
    pub(super) fn numbers<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<Option<u32>> {
        let (mut from, all) = (0_u32, self.names() as u32);
        let number = |name: &str| {
            // What lies near is looked at first: where many are asked for, the next is.
            let mut step = 1_u32;
            while from.saturating_add(step) < all && self.name_bytes(from + step) <= name.as_bytes() {
                from += step;
                step = step.saturating_mul(2).min(all);
            }
            from = self.first_name(name, from, from.saturating_add(step).min(all));
            (from < all && self.name_bytes(from) == name.as_bytes()).then_some(from)
        };
        names.into_iter().map(number).collect()
    }

    /// The first number from `low` to `high` whose name is not before this one.
    fn first_name(&self, name: &str, mut low: u32, mut high: u32) -> u32 {
        while low < high {
            let middle = low + (high - low) / 2;
            if self.name_bytes(middle) < name.as_bytes() { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Clone, Copy)]
    struct Only;

    impl Section for Only {
        const COUNT: usize = 1;

        fn number(self) -> usize {
            0
        }
    }

    proptest! {
        #[test]
        fn numbers_are_found_wherever_they_lie(
            mut there in prop::collection::btree_set(prop_oneof![0..200_u64, any::<u64>(), u64::MAX - 9..], 0..80),
            asked in prop::collection::vec(prop_oneof![0..200_u64, any::<u64>(), u64::MAX - 9..], 0..40),
        ) {
            there.extend(asked.iter().step_by(3));
            let table: Vec<u64> = there.iter().copied().collect();
            let flat = Flat::of(vec![(Only, rows(&table))]);
            for number in asked.iter().chain(&there) {
                let found = flat.evenly(Only, *number, |row: &u64| *row);
                prop_assert_eq!(found, there.get(number).copied());
            }
        }
    }
}
