//! Marks in terms and values, which no printed text holds.

/// Stands before a stem, so that no stem is ever taken for a word that was printed.
pub const STEM_MARK: char = '\u{1}';
/// Stands between two parts of one value.
pub const PART_END: char = '\u{1e}';
