//! The tantivy index of articles and statements, and the manifest of what was read.
//!
//! [`Archive`] is an index on the disk, [`Update`] brings it up to date. How text becomes tokens is
//! told in [`analysis`], which fields there are in [`schema`](field_table).

pub mod analysis;
mod archive;
mod document;
mod error;
mod manifest;
mod packed;
mod schema;
#[cfg(test)]
pub(crate) mod testing;
mod update;

pub use archive::{Archive, WriterOptions};
pub use document::{Lengths, Lookup, rank_of};
pub use error::IndexError;
pub use manifest::{FileEntry, FileFacts, FileState, Manifest, Payload};
pub use packed::{PackError, pack, unpack};
pub use schema::{ARTICLE, Fields, SCHEMA_VERSION, STATEMENT, field_table};
pub use update::{Plan, Summary, Update};
