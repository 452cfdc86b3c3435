//! What the values of a facet mean, as tables that are searched as they lie.

use crate::index::flat::{self, Flat, sections};

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

sections!(Section, Section::Surname);

impl flat::Names for Section {
    const TEXT: Section = Section::Text;
    const ENDS: Section = Section::Ends;
}

impl Flat<Section> {
    /// What a name means as a value.
    pub(super) fn means(&self, number: u32) -> u32 {
        self.row(Section::Means, number as usize).unwrap_or(ITSELF)
    }
}
