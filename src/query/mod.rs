//! What people ask: the query language, its syntax tree, and its errors. No engine in it.
//!
//! ```text
#![doc = include_str!("grammar.md")]
//! ```

/// The grammar and what it means, as `onrecord search --help` shows it.
pub const GRAMMAR: &str = include_str!("grammar.md");

mod ast;
mod calendar;
mod dates;
mod error;
mod field;
mod lexer;
mod parser;
mod pattern;
mod print;
mod wide;

pub use ast::{Field, Filters, Query};
pub use dates::{Ends, period};
pub use error::{QueryError, QueryErrorKind};
pub use field::{DATE_FIELDS, FIELDS, FieldName, INDEXED_NAMES, PUBLISHED_NAMES, field_names};
pub use lexer::MAX_NEAR;
pub use parser::{MAX_DEPTH, MAX_LENGTH, MAX_OPERANDS, Settings, Understood, notes, parse, read};
pub use pattern::{MAX_DISTANCE, Matcher};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NewsDate;

    /// What stands left of the gap in the table of examples.
    fn examples() -> impl Iterator<Item = &'static str> {
        let (_, rows) = GRAMMAR.split_once("Examples\n\n").unwrap();
        rows.lines().take_while(|row| row.starts_with("    ")).filter_map(|row| row.trim().split("  ").next())
    }

    #[test]
    fn every_example_of_the_grammar_is_a_query() {
        let settings = Settings { today: NewsDate::day(2025, 3, 12), any: false };
        let mut count = 0;
        for example in examples() {
            let read = read(example, &settings).unwrap_or_else(|error| panic!("{}", error.render(example)));
            assert!(read.notes.is_empty(), "{example}: {:?}", read.notes);
            count += 1;
        }
        assert!(count > 25, "{count}");
    }

    #[test]
    fn the_grammar_names_every_field_and_bound() {
        for name in field_names() {
            assert!(GRAMMAR.contains(name), "{name}");
        }
        for bound in [MAX_DEPTH, MAX_OPERANDS, MAX_NEAR as usize, MAX_LENGTH / 1024] {
            assert!(GRAMMAR.contains(&bound.to_string()), "{bound}");
        }
    }
}
