//! From a query as typed to its syntax tree, by recursive descent.
//!
//! A file for each level: [`boolean`] joins operands, [`statement`] asks of one statement, [`near`] of places,
//! [`operand`] is what stands alone.

mod boolean;
mod item;
mod near;
mod operand;
mod statement;
#[cfg(test)]
mod tests;

use super::error::{QueryError, QueryErrorKind};
use super::lexer::{Place, Token, TokenKind, token};
use super::wide::Narrow;
use super::{Field, Query};
use crate::model::NewsDate;

/// How many parts of a query may stand inside each other: parentheses, `NOT`s, words that are near each other.
pub const MAX_DEPTH: usize = 64;
/// How many words, phrases and ranges one query may hold.
pub const MAX_OPERANDS: usize = 1024;
/// How long a query may be, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;
/// The most a part may be made to count.
const MAX_BOOST: f32 = 1000.0;

/// How a query is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// The day from which *yesterday* is seen.
    pub today: Option<NewsDate>,
    /// Words side by side: any of them must match, not all.
    pub any: bool,
}

/// A query that was read, and what is to be said about how.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Understood {
    /// What it asks.
    pub query: Query,
    /// Where it was understood in another way than may have been meant.
    pub notes: Vec<String>,
}

/// Reads a query; blank text asks for every article.
///
/// # Errors
/// Where the query breaks the grammar, with the place and what to type instead.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    read(text, &Settings::default()).map(|understood| understood.query)
}

/// Reads a query as `settings` say, with notes on how it was understood.
///
/// # Errors
/// As [`parse`].
pub fn read(text: &str, settings: &Settings) -> Result<Understood, QueryError> {
    if text.trim().is_empty() {
        return Ok(Understood::default());
    }
    if text.len() > MAX_LENGTH {
        let hint = format!("at most {MAX_LENGTH} bytes; onrecord batch takes a list of queries from a file");
        return Err(QueryError::new(QueryErrorKind::TooLong, text.len()..text.len()).hint(hint));
    }
    let narrow = Narrow::of(text);
    read_narrow(narrow.text(), settings).map_err(|error| narrow.widen(error))
}

fn read_narrow(text: &str, settings: &Settings) -> Result<Understood, QueryError> {
    let mut parser = Parser { text, at: 0, depth: 0, operands: 0, settings, notes: Vec::new() };
    let start = parser.peek(Scope::Any)?;
    if start.kind == TokenKind::End {
        return Err(QueryError::new(QueryErrorKind::NoWords, 0..text.len())
            .hint("type at least one word, or nothing to find every article"));
    }
    let query = parser.either(Scope::Any)?;
    let rest = parser.peek(Scope::Any)?;
    match rest.kind {
        TokenKind::End if deepest(&query) >= MAX_DEPTH => {
            Err(QueryError::new(QueryErrorKind::TooDeep, 0..text.len()).hint(format!(
                "at most {MAX_DEPTH} parentheses, NOTs and words near each other inside each other"
            )))
        }
        TokenKind::End => Ok(Understood { query, notes: parser.notes }),
        _ => Err(QueryError::new(QueryErrorKind::UnmatchedClose, rest.at)
            .hint("remove it, or put `(` where the group begins")),
    }
}

/// How deep the deepest part stands. What is printed of a query may be typed again: it nests no deeper than this.
fn deepest(query: &Query) -> usize {
    let mut most = 0;
    query.walk(&mut |_, depth| most = most.max(depth));
    most
}

/// What the reader of the results should know about how `text` was understood.
pub fn notes(text: &str) -> Vec<String> {
    read(text, &Settings::default()).map(|understood| understood.notes).unwrap_or_default()
}

/// What the words mean where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Outside any field.
    Any,
    /// Inside `field:( … )`.
    Within(Field),
    /// Inside `published:( … )`.
    Published,
    /// Inside `indexed:( … )`.
    Indexed,
}

impl Scope {
    fn field(self) -> Option<Field> {
        match self {
            Scope::Within(field) => Some(field),
            Scope::Any | Scope::Published | Scope::Indexed => None,
        }
    }

    fn is_dates(self) -> bool {
        matches!(self, Scope::Published | Scope::Indexed)
    }

    fn place(self) -> Place {
        if self.is_dates() { Place::Dates } else { Place::Open }
    }
}

struct Parser<'q> {
    text: &'q str,
    at: usize,
    depth: usize,
    operands: usize,
    settings: &'q Settings,
    notes: Vec<String>,
}

type Parsed = Result<Query, QueryError>;

impl<'q> Parser<'q> {
    fn peek(&self, scope: Scope) -> Result<Token<'q>, QueryError> {
        token(self.text, self.at, scope.place())
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Whether something that can be searched stands after `token`.
    fn operand_follows(&self, after: &Token<'_>, scope: Scope) -> bool {
        token(self.text, after.at.end, scope.place()).is_ok_and(|next| {
            next.begins_operand() && !matches!(next.kind, TokenKind::Said | TokenKind::About)
        })
    }

    fn needs_operand(&self, operator: &Token<'_>, scope: Scope) -> Result<(), QueryError> {
        if self.peek(scope)?.begins_operand() {
            return Ok(());
        }
        Err(self.beside(operator, QueryErrorKind::NothingAfter))
    }

    fn beside(&self, operator: &Token<'_>, kind: fn(String) -> QueryErrorKind) -> QueryError {
        let word = &self.text[operator.at.clone()];
        QueryError::new(kind(word.to_owned()), operator.at.clone())
            .hint(format!("to search for the word itself, quote it: \"{word}\""))
    }

    fn nested(&mut self, at: &Token<'_>, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= MAX_DEPTH {
            return Err(QueryError::new(QueryErrorKind::TooDeep, at.at.clone())
                .hint(format!("at most {MAX_DEPTH} parentheses or NOTs inside each other")));
        }
        self.depth += 1;
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }
}
