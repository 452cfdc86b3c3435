//! The values of a facet that a request filters by: they are shown before all others.

use std::collections::BTreeSet;

use super::narrow::Selection;
use super::numbers::Numbers;
use crate::engine::FacetName;

/// Which values of a facet a request filters by, where it does.
#[derive(Default)]
pub(super) enum Choice<'r> {
    /// By none.
    #[default]
    None,
    /// By these, as they are shown.
    Names(BTreeSet<&'r str>),
    /// By all that are such. Every value that was counted has to be looked at.
    Such(Box<dyn Fn(&str) -> bool + 'r>),
}

impl<'r> Choice<'r> {
    /// Among the articles' values of a facet.
    pub(super) fn of(selections: &'r [Selection], facet: FacetName) -> Choice<'r> {
        let mut of_facet = selections.iter().filter(|selection| selection.facet == facet).peekable();
        if of_facet.peek().is_none() {
            return Choice::None;
        }
        Choice::Names(of_facet.flat_map(|one| one.chosen.shown.iter().map(String::as_str)).collect())
    }

    /// The numbers of the chosen values among those that were counted.
    pub(super) fn numbers(&self, counts: &[(u32, u64)], numbers: &Numbers) -> BTreeSet<u32> {
        match self {
            Choice::None => BTreeSet::new(),
            Choice::Names(names) => names.iter().filter_map(|name| numbers.known(name)).collect(),
            Choice::Such(is_such) => {
                let counted = counts.iter().map(|(number, _)| *number);
                counted.filter(|number| is_such(&numbers.name(*number))).collect()
            }
        }
    }
}
