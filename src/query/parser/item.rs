//! An operand in a list, how it came there, and what lists of them come to.

use crate::query::Query;
use crate::query::lexer::TokenKind;

/// An operand in a list, and how it came there.
pub(super) struct Item {
    pub(super) query: Query,
    /// A bare word right beside the item before it.
    pub(super) beside: bool,
    /// A word or pattern without a field.
    pub(super) bare: bool,
    /// Must match also where any would do.
    pub(super) required: bool,
    /// `NOT` stands before it, outside any parentheses.
    pub(super) negated: bool,
    /// A `SAID` that `ABOUT` may still extend.
    pub(super) extends: bool,
}

impl Item {
    pub(super) fn plain(query: Query) -> Self {
        Item { query, beside: false, bare: false, required: false, negated: false, extends: false }
    }
}

/// A word that may be an operator in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Small {
    And,
    Or,
    Not,
    Said,
}

pub(super) fn small(kind: &TokenKind<'_>) -> Option<Small> {
    let TokenKind::Word(word) = kind else { return None };
    match *word {
        "and" | "And" => Some(Small::And),
        "or" | "Or" => Some(Small::Or),
        "not" | "Not" => Some(Small::Not),
        "said" | "Said" => Some(Small::Said),
        _ => None,
    }
}

/// How a list of operands is joined.
#[derive(Debug, Clone, Copy)]
pub(super) enum Join {
    All,
    Any,
}

/// A list of one is that one; a list inside a list of its own kind is part of it.
pub(super) fn joined(list: Vec<Query>, join: Join) -> Query {
    let mut flat = Vec::with_capacity(list.len());
    for item in list {
        match (join, item) {
            (Join::All, Query::And(inner)) | (Join::Any, Query::Or(inner)) => flat.extend(inner),
            (_, other) => flat.push(other),
        }
    }
    if flat.len() == 1
        && let Some(only) = flat.pop()
    {
        return only;
    }
    match join {
        Join::All => Query::And(flat),
        Join::Any => Query::Or(flat),
    }
}
