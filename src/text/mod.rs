//! Words and sentences: tokens, folding, name keys. Pure functions over `&str`.

mod token;

pub use token::{Token, TokenKind, is_apostrophe, tokens, tokens_within};
