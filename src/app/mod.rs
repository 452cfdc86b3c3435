//! The use-cases: the only room that composes stages.
//!
//! One file per use-case. Each takes plain values and gives plain values; what it has to say on the
//! way goes through [`Progress`]. The command line and every other face call these and nothing below.

pub mod eval;
mod extract;
pub mod fit;
mod index;
mod names;
mod people;
mod place;
mod search;
mod show;
mod status;

pub use extract::{Extracted, Failed, extract};
pub use index::{Options as IndexOptions, Progress, Silent, index, refresh};
pub use names::{NameKind, names};
pub use people::{BadAuthority, Decided, Decision, authority_file, called, decide, people};
pub use place::{INDEX_FOLDER, NoIndex, Place};
pub use search::{Answer, search};
pub use show::{NoArticle, show};
pub use status::status;
