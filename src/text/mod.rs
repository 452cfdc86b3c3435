//! Words and sentences: tokens, folding, name keys, legal forms, words of people’s names, names of languages. Pure functions over `&str`.

pub mod address;
pub mod fold;
pub mod languages;
pub mod legal_form;
pub mod people;
pub mod sentence;
mod token;
pub(crate) mod varint;

pub use token::{Token, TokenKind, is_apostrophe, tokens, tokens_within};
