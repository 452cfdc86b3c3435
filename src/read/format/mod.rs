//! The formats, one file each.

pub(super) mod plain;

mod stopwords;
