//! The use-cases: the only room that composes stages.
//!
//! One file per use-case. Each takes plain values and gives plain values; what it has to say on the
//! way goes through [`Progress`]. The command line and every other face call these and nothing below.

mod annotator;
pub mod eval;
mod dry_run;
mod explain;
mod extract;
pub mod fit;
mod index;
mod list;
mod names;
mod people;
mod place;
mod problems;
mod search;
mod show;
mod status;
mod who;
mod written;

// What a question is made of: the faces know it through here.
pub use crate::engine::{FacetName, FacetRequest, Request, Sort};
pub use crate::query::{Filters, QueryError, parse};
// What a decision is made of, likewise.
pub use crate::resolve::authority::Part;

pub use dry_run::{first_article, mapping};
pub use explain::{Explained, explain_file};
pub use extract::{Extracted, Failed, Sink, extract, extract_file};
pub use index::{Options as IndexOptions, Progress, Silent, Stream, index, index_with, refresh};
pub use list::listed;
pub use names::{NameKind, names};
pub use people::{BadAuthority, Decided, Decision, authority_file, called, decide, people};
pub use crate::read::Rules;
pub use place::{INDEX_FOLDER, NoIndex, Place};
pub use search::{Answer, search};
pub use show::{NoArticle, show};
pub use status::status;
pub use who::{Nobody, everybody, somebody};
