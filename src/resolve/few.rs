//! A set of few things in one piece of memory.

/// Sorted, each once. Most sets of who is who hold one to ten things, and there are millions of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::resolve) struct Few<T>(Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few(Vec::new())
    }
}

impl<T: Ord + Clone> Few<T> {
    pub(in crate::resolve) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub(in crate::resolve) fn len(&self) -> usize {
        self.0.len()
    }

    pub(in crate::resolve) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(in crate::resolve) fn contains(&self, value: &T) -> bool {
        self.0.binary_search(value).is_ok()
    }

    /// What is in order already, each once.
    pub(in crate::resolve) fn of_sorted(values: Vec<T>) -> Self {
        debug_assert!(values.is_sorted());
        Few(values)
    }

    pub(in crate::resolve) fn clear(&mut self) {
        self.0 = Vec::new();
    }

    /// Takes many in at once: they are put in order at the end.
    pub(in crate::resolve) fn extend(&mut self, values: impl IntoIterator<Item = T>) {
        let before = self.0.len();
        self.0.extend(values);
        if self.0.len() > before {
            // Two runs in order are merged, not sorted.
            self.0.sort();
            self.0.dedup();
        }
    }

    /// What both have, in order; every one of the smaller is looked up in the larger.
    pub(in crate::resolve) fn intersection<'s>(&'s self, other: &'s Few<T>) -> impl Iterator<Item = &'s T> {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        few.iter().filter(|value| many.contains(value))
    }

    pub(in crate::resolve) fn is_disjoint(&self, other: &Few<T>) -> bool {
        self.intersection(other).next().is_none()
    }
}

impl<T: Ord + Clone> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut out = Few::default();
        out.extend(values);
        out.0.shrink_to_fit();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_is_a_set(a: Vec<u8>, b: Vec<u8>, one: u8) {
            let (set, other): (BTreeSet<u8>, BTreeSet<u8>) = (a.iter().copied().collect(), b.iter().copied().collect());
            let (few, more): (Few<u8>, Few<u8>) = (a.into_iter().collect(), b.iter().copied().collect());
            prop_assert!(few.iter().eq(set.iter()));
            prop_assert!(few.intersection(&more).eq(set.intersection(&other)));
            prop_assert_eq!(few.is_disjoint(&more), set.is_disjoint(&other));
            prop_assert_eq!(few.contains(&one), set.contains(&one));
            let mut grown = few.clone();
            grown.extend(b);
            grown.extend([one]);
            let all: BTreeSet<u8> = set.union(&other).copied().chain([one]).collect();
            prop_assert!(grown.iter().eq(all.iter()));
            prop_assert_eq!((grown.len(), few.is_empty()), (all.len(), set.is_empty()));
        }
    }
}
