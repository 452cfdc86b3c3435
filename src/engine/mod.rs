//! Answering a query: what is asked, what comes back, and the houses that can answer.

mod page;

pub use page::{FacetCounts, FacetName, FacetRequest, FacetValue, Hit, Page, Passage, Request, Sort};
