//! What people ask: the query language, its syntax tree, and its errors. No engine in it.
//!
//! # Grammar
//!
//! ```text
//! query    = [ either ]                                 nothing at all finds every article
//! either   = all { ( "OR" | "||" ) all }
//! all      = one { [ "AND" | "&&" | "and" ] one }       words side by side must all match
//! one      = ( "NOT" | "!" | "-" ) one | "+" one | operand
//! operand  = "(" either ")" | FIELD ":" value | value | "*"
//! value    = "(" either ")" | phrase | PREFIX "*" | WORD
//! phrase   = '"' words '"' [ "~" NUMBER ]               curly, low and angle marks as well
//! FIELD    = a name of the table in `field`: headline, author, speaker, org, quote, published, …
//! published:value = DATE | DATE ".." DATE | DATE ".." | ".." DATE | ( ">" | ">=" | "<" | "<=" ) DATE
//!          | "[" DATE "TO" DATE "]"                     braces leave an end out, "*" leaves it open
//! DATE     = 2025 | 2025-03 | 2025-03-09 | 2025-03-09T14:05 | 2025-03-09T14:05:59+01:00
//! ```
//!
//! - `AND` binds closer than `OR`: `a OR b c` is `a OR (b AND c)`. `NOT` binds closest.
//! - Operators are upper-case. Lower-case `and` between two operands means what putting them side by
//!   side means anyway; lower-case `or` and `not` are words, and [`notes`] says so.
//! - `-`, `+` and `!` are operators only in front of something: `well-known`, `Yahoo!`, `2024-2025`
//!   and a dash between words are text.
//! - `name:` is a field only where a field is called so; `12:30`, `http://x` and `Trump: no deal` are
//!   text. `nmae:value` is an error, for it would silently find nothing.
//! - Apostrophes never quote: `don't` is a word. Any double mark closes what any other opened.
//! - Words without a letter or digit are passed over.
//! - Nesting goes [`MAX_DEPTH`] deep and a query holds [`MAX_OPERANDS`] words and phrases.

mod ast;
mod dates;
mod error;
mod field;
mod lexer;
mod parser;
mod print;

pub use ast::{Field, Filters, Query};
pub use error::{QueryError, QueryErrorKind};
pub use field::{FIELDS, FieldName, PUBLISHED_NAMES};
pub use parser::{MAX_DEPTH, MAX_OPERANDS, notes, parse};
