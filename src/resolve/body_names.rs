//! The names of bodies in an archive, and what they may be called for short.

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

/// How many appearances of a body are named without a legal form, how many of these as a place, and how many with one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Naming {
    pub bare: u32,
    pub places: u32,
    pub formed: u32,
}

impl Naming {
    pub(super) fn is_place(self) -> bool {
        self.places * 2 > self.bare
    }
}

/// The names of bodies, and what they may be called for short.
#[derive(Debug, Default)]
pub(super) struct BodyNames {
    /// Each with how it is named.
    pub keys: HashMap<u64, Naming, FixedState>,
    pub forms: HashSet<u64, FixedState>,
    /// Those of the forms that an article uses beside the name.
    pub stated: HashSet<u64, FixedState>,
    /// The first and last words of longer names, each with the name.
    pub ends: HashSet<(u64, u64), FixedState>,
    /// Names of bodies that people are said to be of, each with how often.
    pub employers: HashMap<u64, u32, FixedState>,
}
