//! How many over time, as days that were printed.

use std::collections::BTreeMap;

/// A printed day as a number: `20250309`, `20250300` where only the month is known, 0 for no date.
pub type PrintedDay = u64;

/// Counts by printed day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    /// How many there are in all, dated or not.
    pub total: u64,
    /// By day; those without a date under 0.
    pub days: BTreeMap<PrintedDay, u64>,
    /// The same for the commonest values of a facet, where one was asked for.
    pub series: Vec<Series>,
    /// How many values the facet has in all.
    pub distinct: u64,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// The counts of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// As shown: "Alex Vatanka".
    pub value: String,
    /// How many in all.
    pub total: u64,
    /// By day.
    pub days: BTreeMap<PrintedDay, u64>,
}
