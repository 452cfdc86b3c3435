//! Words and sentences: tokens, folding, name keys. Pure functions over `&str`.

pub mod fold;
