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

    fn name_bytes(&self, number: u32) -> &[u8] {
        let end = |at: usize| self.row::<u32>(Section::Ends, at).unwrap_or(0) as usize;
        let start = (number as usize).checked_sub(1).map_or(0, end);
        self.section(Section::Text).get(start..end(number as usize)).unwrap_or_default()
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

    /// What a name means as a value.
    pub(super) fn means(&self, number: u32) -> u32 {
        self.row(Section::Means, number as usize).unwrap_or(ITSELF)
    }
}
