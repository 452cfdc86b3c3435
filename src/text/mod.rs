//! Words and sentences: tokens, folding, name keys. Pure functions over `&str`.

pub mod fold;
mod token;

pub use token::{Token, TokenKind, is_apostrophe, tokens, tokens_within};
