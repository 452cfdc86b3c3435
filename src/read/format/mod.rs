//! The formats, one file each.

pub(super) mod compressed;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod mail;
pub(super) mod mbox;
pub(super) mod pdf;
pub(super) mod plain;
pub(super) mod tar;
pub(super) mod warc;
pub(super) mod zip;

mod build;
mod office;
mod record;
mod stopwords;

pub(super) use stopwords::english;
