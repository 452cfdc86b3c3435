//! The tantivy index of articles and statements, and the manifest of what was read.
//!
//! [`Archive`] is an index on the disk, [`Update`] brings it up to date. How text becomes tokens is
//! told in [`analysis`], which fields there are in [`schema`](field_table).

pub mod analysis;
mod archive;
mod aside;
mod by_file;
mod check;
pub(crate) mod common_grams;
mod copies;
mod document;
mod error;
mod flat;
mod folder;
mod footer;
mod holding;
mod identities;
pub mod languages;
mod lock;
mod manifest;
mod mapped;
pub mod marks;
mod ordinals;
mod packed;
mod repair;
mod salvage;
mod schema;
mod sealed;
mod segment_files;
mod spill;
#[cfg(test)]
pub(crate) mod testing;
mod told;
mod update;

pub use archive::{Archive, WriterOptions};
pub use check::{Checked, Flaw, Part};
pub use copies::{Copies, Sketch};
pub use document::{Lengths, OnRecord, on_record, on_record_in};
pub(crate) use document::{Lookup, rank_of};
pub use error::IndexError;
pub(crate) use identities::Chosen;
pub use identities::{Appearances, Identities, Meanings, NameNumbers};
pub use lock::Writer;
pub use manifest::{FileEntry, FileFacts, FileState, Made, Manifest, Payload, Problem, older_captures};
pub(crate) use ordinals::{COUNTED, Copied, Counted, Kept, Numbered, columns};
pub use packed::PackError;
pub(crate) use packed::unpack;
pub use repair::Repaired;
pub(crate) use schema::{ARTICLE, Fields, KEY_PART, STATEMENT};
pub use schema::{SCHEMA_VERSION, field_table};
pub use sealed::Broken;
pub(crate) use sealed::{unseal, write_json};
pub use spill::Spill;
pub(crate) use told::{Number, Of, RANK, Ranks, Told, article_of};
pub use update::{Plan, Summary, Update};
