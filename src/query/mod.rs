//! What people ask: the query language, its syntax tree, and its errors. No engine in it.

mod ast;

pub use ast::{Field, Filters, Query};
