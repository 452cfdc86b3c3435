//! The use-cases: the only room that composes stages.
//!
//! One file per use-case. Each takes plain values and gives plain values; what it has to say on the
//! way goes through [`Progress`]. The command line and every other face call these and nothing below.

mod annotator;
mod authority;
mod batch;
mod check;
mod compare;
mod dry_run;
pub mod eval;
mod explain;
mod extract;
mod filters;
pub mod fit;
mod identities;
mod index;
mod list;
mod names;
mod one_quotation;
mod people;
mod place;
mod profile;
mod quotes;
mod read;
mod resolving;
mod same;
mod search;
mod show;
mod similar;
mod status;
mod terms;
mod timeline;
mod trace;
pub mod watch;
mod who;
mod written;

// What a question is made of: the faces know it through here.
pub use crate::engine::{
    FacetName, FacetRequest, Page, Pivot, Request, Sort, StatementHit, StatementRequest, Suggestion,
};
pub use crate::query::{Filters, GRAMMAR, Query, QueryError, parse};
pub use crate::text::languages::language_code;
// What a decision is made of, likewise.
pub use crate::resolve::authority::Part;

pub use crate::read::Rules;
pub use authority::{BadAuthority, authority_file};
pub use batch::{BadLine, Line, batch, lines, read_list};
pub use check::check;
pub use compare::{Sides, compare};
pub use dry_run::{first_article, mapping};
pub use explain::{Explained, explain_file};
pub use extract::{Extracted, Failed, Sink, extract, extract_file};
pub use index::{
    Options as IndexOptions, Progress, Refreshed, Silent, Stream, index, index_with, is_busy, refresh,
};
pub use list::listed;
pub use names::{NameKind, NamesFound, names};
pub use people::{Decided, Decision, called, decide, people};
pub use place::{INDEX_FOLDER, NoIndex, Place};
pub use profile::profiles;
pub use quotes::{QuotesFound, QuotesRequest, quotes, quotes_without};
pub use read::{ReadAs, bare_name, read_files};
pub use search::{Answer, search, search_in_turn, stretch, understand};
pub use show::{NoArticle, NoPlace, place_in, show, why};
pub use similar::{Similar, similar};
pub use status::status;
pub use timeline::{Counted, timeline};
pub use trace::{TraceRequest, trace};
pub use who::{Nobody, everybody, somebody};
