//! The formats, one file each.

pub(super) mod compressed;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod plain;
pub(super) mod tar;
pub(super) mod zip;

mod build;
mod record;
mod stopwords;
