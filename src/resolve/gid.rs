//! Where a group is: it keeps that name while parts come and go.

use crate::text::varint::{Reader, Writer};

/// A part, and a number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Gid {
    pub part: u32,
    pub index: u32,
}

impl Gid {
    pub(super) fn write(self, out: &mut Writer) {
        out.number(u64::from(self.part));
        out.number(u64::from(self.index));
    }

    pub(super) fn read(rows: &mut Reader<'_>) -> Option<Gid> {
        Some(Gid { part: rows.small()?, index: rows.small()? })
    }
}
