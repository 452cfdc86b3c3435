//! From files to articles: walking the archive, encodings, and one file per format.
//!
//! [`discover()`] finds what is there, [`read_file`] turns one file into articles, [`read_bytes`] and
//! [`read_text`] do the same for what never was a file. Bad input is a value: whatever cannot be read
//! comes back as a [`Reason`] with its place, and nothing here ends the run.
//!
//! Adding a format is one file under `format/` and one line in [`registry`].

pub mod byline;
pub mod choice;
pub mod date;
pub mod discover;
pub mod encoding;
mod file;
mod finish;
mod format;
pub mod head;
mod id;
pub mod inside;
mod language;
mod language_tag;
mod map;
mod mend;
pub mod reader;
pub mod registry;
mod report;
mod run_together;
mod stream;
mod unrelated;
mod whole;

pub use choice::{BadPattern, BadRule, Choice, Rules};
pub use discover::{Candidate, Found, discover};
pub use file::{is_container, read_bytes, read_chosen, read_file, read_stdin, read_text};
pub use id::{Hashing, article_id, content_hash, file_hash};
pub use map::{BadMap, FieldMap};
pub use report::{Dated, Read, Reason, Rejection, Warning};
pub use whole::SIZE_LIMIT;

/// How the story of a web page is found, and learned from pages whose story is known.
pub mod pages {
    pub use super::format::html::{Chooser, Lesson, fit, read_with};
}

#[cfg(test)]
mod properties;
