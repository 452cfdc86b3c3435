//! Where what does not fit into memory lies meanwhile.

use std::io;
use std::sync::{Mutex, PoisonError};

/// What is put aside, by what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// Appearances of people, by the sound of their surname.
    People,
    /// Appearances of bodies, by name.
    Bodies,
    /// Which group each appearance of a person came to.
    Groups,
    /// Single names for whom nobody was found in their block.
    Stray,
    /// The surroundings of people, by given name.
    Given,
    /// The surroundings of bodies, by what they may be called for short.
    Forms,
    /// Appearances of people that belong to a group of another part.
    Moved,
    /// The same of bodies.
    MovedBodies,
    /// Single names that may be bodies', by name.
    Mistaken,
    /// Appearances of bodies under a single name that may be a person's, by name.
    Surnames,
}

impl Shelf {
    /// How many there are.
    pub const COUNT: usize = 10;
}

/// Keeps bytes by shelf and part until they are taken back.
///
/// What several threads put lies there in any order, each piece whole.
pub trait Shelves: Sync {
    /// Puts a piece behind what lies there.
    fn put(&self, shelf: Shelf, part: u32, bytes: &[u8]) -> io::Result<()>;

    /// All pieces of a part, one behind the other.
    fn get(&self, shelf: Shelf, part: u32) -> io::Result<Vec<u8>>;

    /// Forgets a shelf: nobody asks for it any more.
    fn clear(&self, shelf: Shelf);
}

/// Shelves in memory, for archives that fit.
#[derive(Debug, Default)]
pub struct MemoryShelves(Mutex<[Vec<Vec<u8>>; Shelf::COUNT]>);

impl Shelves for MemoryShelves {
    fn put(&self, shelf: Shelf, part: u32, bytes: &[u8]) -> io::Result<()> {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(parts) = shelves.get_mut(shelf as usize) else { return Ok(()) };
        if parts.len() <= part as usize {
            parts.resize(part as usize + 1, Vec::new());
        }
        if let Some(known) = parts.get_mut(part as usize) {
            known.extend_from_slice(bytes);
        }
        Ok(())
    }

    fn get(&self, shelf: Shelf, part: u32) -> io::Result<Vec<u8>> {
        let shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let parts = shelves.get(shelf as usize);
        Ok(parts.and_then(|parts| parts.get(part as usize)).cloned().unwrap_or_default())
    }

    fn clear(&self, shelf: Shelf) {
        let mut shelves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(parts) = shelves.get_mut(shelf as usize) {
            *parts = Vec::new();
        }
    }
}
