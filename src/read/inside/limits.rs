//! How much may come out of a container: bombs cost a bounded time and no memory.
//!
//! Every decoder is read through a meter. What one piece unpacks to is held against what it was
//! packed in, and what all of a file's pieces unpack to against the file's size. Decoders work
//! through windows, and a piece that must be held whole obeys the limit on one article, so memory is
//! bounded without regard to what a container claims.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use crate::read::report::Reason;

/// How many times its packed size a piece may unpack to. Text packs to a third or a tenth; a log of
/// the same line over and over to a hundredth; bombs to a thousandth and less.
pub const RATIO_LIMIT: u64 = 200;
/// What a piece may always unpack to, whatever the ratio: 16 MiB. Small things pack oddly well.
pub const RATIO_FLOOR: u64 = 16 << 20;
/// How many times a file's size all its pieces together may unpack to, those in containers within it
/// counted at every level.
pub const TOTAL_RATIO_LIMIT: u64 = 100;
/// What a file may always unpack to: 256 MiB.
pub const TOTAL_FLOOR: u64 = 256 << 20;
/// What no file may unpack to more than: 1 TiB.
pub const TOTAL_LIMIT: u64 = 1 << 40;
/// How many containers may stand in one another; a `.tar.gz` is two.
pub const DEPTH_LIMIT: usize = 8;
/// How many pieces one file of the archive may hold, at all depths together.
pub const ENTRY_LIMIT: u64 = 4_000_000;

/// What may still come out of one file of the archive.
#[derive(Debug)]
pub struct Budget {
    allowed: u64,
    used: Cell<u64>,
    entries: Cell<u64>,
}

impl Budget {
    /// The budget of a file of `size` bytes.
    pub(in crate::read) fn of(size: u64) -> Self {
        let allowed = size.saturating_mul(TOTAL_RATIO_LIMIT).clamp(TOTAL_FLOOR, TOTAL_LIMIT);
        Budget { allowed, used: Cell::new(0), entries: Cell::new(0) }
    }

    /// A small budget.
    #[cfg(test)]
    pub(in crate::read) fn within(allowed: u64) -> Self {
        Budget { allowed, used: Cell::new(0), entries: Cell::new(0) }
    }

    /// Counts one more piece.
    pub(in crate::read) fn enter(&self) {
        self.entries.set(self.entries.get() + 1);
    }

    fn is_used_up(&self) -> bool {
        self.used.get() > self.allowed
    }

    /// Why nothing more may be unpacked.
    pub(in crate::read) fn spent(&self) -> Option<Reason> {
        if self.is_used_up() {
            Some(Reason::UnpacksTooLarge { limit: self.allowed })
        } else if self.entries.get() >= ENTRY_LIMIT {
            Some(Reason::TooManyEntries { limit: ENTRY_LIMIT })
        } else {
            None
        }
    }
}

/// How many packed bytes a piece was made from.
pub(in crate::read) enum Packed<'p> {
    /// As the container says.
    Known(u64),
    /// As read so far.
    Counted(&'p Counted),
}

/// A count that the reader of the packed bytes and the meter share.
#[derive(Debug, Default)]
pub(in crate::read) struct Counted(Cell<u64>);

/// Counts what is read through it.
pub(in crate::read) struct Counting<'c, R> {
    inner: R,
    count: &'c Counted,
}

impl Counted {
    pub(in crate::read) fn reader<R: BufRead>(&self, inner: R) -> Counting<'_, R> {
        Counting { inner, count: self }
    }
}

impl<R: BufRead> Read for Counting<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.0.set(self.count.0.get() + count as u64);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counting<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count.0.set(self.count.0.get() + amount as u64);
        self.inner.consume(amount);
    }
}

/// A decoder whose output is held against the limits.
pub(in crate::read) struct Metered<'m, R> {
    inner: R,
    out: u64,
    packed: Packed<'m>,
    budget: &'m Budget,
}

impl<'m, R: Read> Metered<'m, R> {
    pub(in crate::read) fn new(inner: R, packed: Packed<'m>, budget: &'m Budget) -> Self {
        Metered { inner, out: 0, packed, budget }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_used_up() {
            return Err(io::Error::other(Reason::UnpacksTooLarge { limit: self.budget.allowed }));
        }
        let count = self.inner.read(buffer)?;
        self.out += count as u64;
        self.budget.used.set(self.budget.used.get() + count as u64);
        let packed = match self.packed {
            Packed::Known(packed) => packed,
            Packed::Counted(counted) => counted.0.get(),
        };
        if self.out > packed.saturating_mul(RATIO_LIMIT).max(RATIO_FLOOR) {
            return Err(io::Error::other(Reason::Bomb { ratio: RATIO_LIMIT }));
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(packed: u64, budget: &Budget, unpacked: u64, want: Option<&str>) {
        let mut input = Metered::new(io::repeat(b' ').take(unpacked), Packed::Known(packed), budget);
        let error = io::copy(&mut input, &mut io::sink()).err();
        let code = error.as_ref().map(|error| Reason::of_unpacking(error).code());
        assert_eq!(code, want);
    }

    #[test]
    fn a_piece_may_grow_so_far() {
        let budget = Budget::of(10 << 20);
        check(1, &budget, RATIO_FLOOR, None);
        check(1, &budget, RATIO_FLOOR + 1, Some("bomb"));
        check(RATIO_FLOOR / 50, &budget, 2 * RATIO_FLOOR, None);
        assert_eq!(budget.spent(), None);
    }

    #[test]
    fn all_pieces_together_may_grow_so_far() {
        let budget = Budget::of(1);
        for _ in 0..TOTAL_FLOOR / RATIO_FLOOR {
            check(1, &budget, RATIO_FLOOR, None);
        }
        check(1, &budget, 1, Some("unpacks-too-large"));
        assert_eq!(budget.spent(), Some(Reason::UnpacksTooLarge { limit: TOTAL_FLOOR }));
    }

    /// Every piece within its bounds, all of them together beyond: the rest is not unpacked.
    #[test]
    fn many_small_bombs_are_one_large_one() {
        use std::io::Write as _;
        let mut small = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        small.write_all(&vec![b' '; 100_000]).unwrap();
        let small = small.finish().unwrap();
        let mut tar = tar::Builder::new(Vec::new());
        for number in 0..64 {
            let mut header = tar::Header::new_ustar();
            header.set_size(small.len() as u64);
            tar.append_data(&mut header, format!("{number:02}.txt.gz"), &small[..]).unwrap();
        }
        let tar = tar.into_inner().unwrap();
        let (budget, choice) = (Budget::within(1_000_000), crate::read::Choice::default());
        let context = crate::read::inside::Context::at_top(&budget, &choice, crate::read::file::read_stream);
        let origin = crate::model::Origin { path: "a.tar".into(), record: None };
        let mut told = Vec::new();
        let input: &mut dyn BufRead = &mut &tar[..];
        crate::read::file::read_stream(input, &origin, "a.tar", context, &mut |read| {
            told.push(format!("{}: {}", read.origin, read.article.map_or_else(|r| r.code(), |_| "read")));
        });
        assert!(told.len() <= 12, "{told:?}");
        assert_eq!(told.last().unwrap(), "a.tar: unpacks-too-large");
    }
}
