//! The use-cases: the only room that composes stages.

pub mod eval;
