//! The formats, one file each.

pub(super) mod asciidoc;
pub(super) mod compressed;
pub(super) mod csv;
pub(super) mod feed;
pub(super) mod html;
pub(super) mod json;
pub(super) mod jsonl;
pub(super) mod mail;
pub(super) mod markdown;
pub(super) mod mbox;
pub(super) mod mhtml;
pub(super) mod newsml;
pub(super) mod newsml_g2;
pub(super) mod nitf;
pub(super) mod pdf;
pub(super) mod plain;
pub(super) mod reuters;
pub(super) mod tar;
pub(super) mod warc;
pub(super) mod xml_other;
pub(super) mod zip;

mod build;
mod feed_item;
mod fields;
mod front;
mod office;
#[cfg(test)]
mod outcome;
mod record;
mod stopwords;
mod story;
mod unzipped;
mod wxr;
mod xml;

pub(super) use stopwords::english;
