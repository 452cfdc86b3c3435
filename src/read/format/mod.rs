//! The formats, one file each.

pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod plain;

mod build;
mod record;
mod stopwords;

pub(super) use stopwords::english;
