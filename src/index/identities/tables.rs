//! What the values of a facet mean, as tables that are searched as they lie.

use crate::index::flat::{self, Flat};

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

impl flat::Section for Section {
    const COUNT: usize = 10;

    fn number(self) -> usize {
        self as usize
    }
}

impl Flat<Section> {
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
