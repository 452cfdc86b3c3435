//! Statements as results: what is asked of them, and what comes back.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Record, Span, Statement, StatementKind};
use crate::query::{Filters, Query};

use super::{FacetName, Sort};

/// A question about statements.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRequest {
    /// What to look for: words in what was said, and fields of the statement or of its article.
    pub query: Query,
    /// What narrows it: the statement's own speaker and organization, the article's outlet and date.
    pub filters: Filters,
    /// Only said by somebody who does this; any of several.
    pub roles: Vec<String>,
    /// Only statements that name this person or body; any of several.
    pub about: Vec<String>,
    /// Only of these kinds; none means any.
    pub kinds: Vec<StatementKind>,
    /// Only with this value of a facet, as facets show it: one person, whoever else has the name.
    pub value: Option<(FacetName, String)>,
    /// Only in these articles, by id; all where nobody says.
    pub articles: Option<BTreeSet<String>>,
    /// Names mean only the spelling that was typed.
    pub exact: bool,
    /// In which order.
    pub sort: Sort,
}

impl Default for StatementRequest {
    fn default() -> Self {
        StatementRequest {
            query: Query::All,
            filters: Filters::default(),
            roles: Vec::new(),
            about: Vec::new(),
            kinds: Vec::new(),
            value: None,
            exact: false,
            articles: None,
            sort: Sort::Newest,
        }
    }
}

/// One statement found, in its article.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementHit {
    /// The article and everything found in it.
    pub record: Arc<Record>,
    /// Which of the article's statements, from 0.
    pub ordinal: usize,
    /// Its score; comparable within one answer only.
    pub score: f32,
    /// What matched inside the words said, in bytes of the article's text.
    pub matches: Vec<Span>,
    /// Who says it, as facets call them.
    pub speakers: Vec<String>,
    /// Whom they speak for, as facets call these.
    pub organizations: Vec<String>,
    /// The id of the article that stands for all copies of this one; nothing where there are none.
    pub story: Option<String>,
    /// How many statements of its copies are folded under it.
    pub copies: u64,
}

/// What a stretch of time leaves out that may belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// What has no date.
    pub undated: u64,
    /// What has a year or a month that begins before.
    pub imprecise: u64,
}

impl StatementHit {
    /// The statement itself; nothing where index and record do not fit together.
    pub fn statement(&self) -> Option<&Statement> {
        self.record.annotations.statements.get(self.ordinal)
    }
}

/// How many statements answer, and in how many articles they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StatementCount {
    /// Statements.
    pub statements: u64,
    /// Articles that hold one of them.
    pub articles: u64,
}
