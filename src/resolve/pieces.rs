//! What is on its way to a shelf, by part.

use std::io;

use super::shelves::{Shelf, Shelves};
use crate::text::varint::Writer;

/// So much is put on a shelf at a time.
const PIECE: usize = 8 * 1024;

/// What is on its way to a shelf, by part.
#[derive(Debug)]
pub(super) struct Pieces {
    shelf: Shelf,
    parts: Vec<Writer>,
}

impl Pieces {
    pub(super) fn new(shelf: Shelf, parts: u32) -> Pieces {
        Pieces { shelf, parts: (0..parts).map(|_| Writer::default()).collect() }
    }

    /// Writes something whole for a part.
    pub(super) fn put(
        &mut self,
        shelves: &dyn Shelves,
        part: u32,
        write: impl FnOnce(&mut Writer),
    ) -> io::Result<()> {
        let Some(out) = self.parts.get_mut(part as usize) else { return Ok(()) };
        write(out);
        if out.0.len() >= PIECE {
            shelves.put(self.shelf, part, &out.0)?;
            out.0.clear();
        }
        Ok(())
    }

    /// Puts what is left.
    pub(super) fn finish(self, shelves: &dyn Shelves) -> io::Result<()> {
        let left = self.parts.iter().enumerate().filter(|(_, piece)| !piece.0.is_empty());
        left.into_iter().try_for_each(|(part, piece)| shelves.put(self.shelf, part as u32, &piece.0))
    }
}
