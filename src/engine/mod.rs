//! Answering a query: what is asked, what comes back, and the houses that can answer.

pub mod align;
pub mod highlight;
mod histogram;
pub mod local;
mod page;
mod statement;
mod trace;

pub use histogram::{Histogram, PrintedDay, Series};
pub use local::{Ids, LocalEngine, Statements};
pub use page::{
    Also, Explanation, FacetCounts, FacetName, FacetRequest, FacetValue, FieldScore, Hit, Node, Page,
    Passage, Pivot, PivotCounts, PivotValue, Reason, Request, Sort, Suggestion, Why,
};
pub use statement::{LeftOut, StatementCount, StatementHit, StatementRequest};
pub use trace::{Traced, Traces};

use crate::index::IndexError;

/// Why a question could not be answered.
#[derive(thiserror::Error, Debug)]
#[non_exhaustive]
pub enum EngineError {
    /// Something is wrong with the index.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A shortened id that several articles share.
    #[error("the id {prefix} is the beginning of several: {}", ids.join(", "))]
    Ambiguous {
        /// As given.
        prefix: String,
        /// Some of the ids that begin so.
        ids: Vec<String>,
    },
}

/// Whatever can answer a request.
pub trait Engine {
    /// Answers with the page that was asked for.
    fn search(&self, request: &Request) -> Result<Page, EngineError>;
}
