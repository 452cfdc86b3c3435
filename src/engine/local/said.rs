//! From the syntax tree of a query to what tantivy runs over statements.
//!
//! A word without a field is looked for in what was said. Fields that a statement has itself (speaker,
//! organization, role, quote, the date) are asked of the statement, all others of the article it stands in.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, DisjunctionMaxQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery, PhraseQuery,
    Query as Compiled, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};

use super::LocalEngine;
use super::compile::Compiler;
use super::excluded::Excluded;
use super::join::{OF_ARTICLE, OF_STATEMENT, Ranks, among, ranks};
use super::names::beginning_with;
use super::statements::{unscored, worth};
use crate::index::analysis::{MAX_SLOP, exact_tokens, related_tokens};
use crate::index::{IndexError, STATEMENT};
use crate::model::NewsDate;
use crate::query::{Field, Query};

/// The word as typed weighs more than another form of it.
const AS_TYPED: f32 = 1.25;
/// How many words the last word of a phrase may stand for.
const EXPANSIONS: u32 = 1_024;

pub(super) struct SaidCompiler<'e> {
    engine: &'e LocalEngine,
    /// What the reader should know.
    pub(super) notes: Vec<String>,
}

impl<'e> SaidCompiler<'e> {
    pub(super) fn new(engine: &'e LocalEngine) -> Self {
        SaidCompiler { engine, notes: Vec::new() }
    }

    /// The query over statements, or nothing where it holds no word that can be looked for.
    pub(super) fn compile(&mut self, query: &Query) -> Result<Option<Box<dyn Compiled>>, IndexError> {
        Ok(match query {
            Query::All => Some(self.all()),
            Query::Term { field, .. } | Query::Phrase { field, .. } | Query::Prefix { field, .. } => {
                match self.column(*field) {
                    Some(column) => self.leaf(column, query),
                    None => self.of_article(query)?,
                }
            }
            Query::Published { from, to } => {
                Some(said_published(self.engine.fields().said_published, from.as_ref(), to.as_ref()))
            }
            Query::And(parts) => self.and(parts)?,
            Query::Or(parts) => {
                let mut any = Vec::new();
                for part in parts {
                    any.extend(self.compile(part)?);
                }
                (!any.is_empty()).then(|| Box::new(BooleanQuery::union(any)) as Box<dyn Compiled>)
            }
            Query::Not(part) => self.and(&[Query::Not(part.clone())])?,
        })
    }

    /// Said by somebody who does one of these.
    pub(super) fn any_role(&mut self, roles: &[String]) -> Option<Box<dyn Compiled>> {
        let column = self.engine.fields().said_role;
        let any: Vec<_> = roles.iter().filter_map(|role| self.all_words(column, role)).collect();
        (!any.is_empty()).then(|| Box::new(BooleanQuery::union(any)) as Box<dyn Compiled>)
    }

    fn all(&self) -> Box<dyn Compiled> {
        let kind = Term::from_field_text(self.engine.fields().kind, STATEMENT);
        unscored(Box::new(TermQuery::new(kind, IndexRecordOption::Basic)))
    }

    fn and(&mut self, parts: &[Query]) -> Result<Option<Box<dyn Compiled>>, IndexError> {
        let mut clauses: Vec<(Occur, Box<dyn Compiled>)> = Vec::new();
        for part in parts {
            match part {
                Query::Not(part) => {
                    let part = self.compile(part)?;
                    clauses.extend(
                        part.map(|part| (Occur::MustNot, Box::new(Excluded(part)) as Box<dyn Compiled>)),
                    );
                }
                part => clauses.extend(self.compile(part)?.map(|part| (Occur::Must, part))),
            }
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.all()));
        }
        Ok((!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Box<dyn Compiled>))
    }

    /// What only the article knows: every statement of the articles that match.
    fn of_article(&mut self, query: &Query) -> Result<Option<Box<dyn Compiled>>, IndexError> {
        let mut compiler: Compiler<'_> = self.engine.compiler();
        let compiled = compiler.compile(query);
        self.notes.append(&mut compiler.notes);
        let Some(compiled) = compiled else { return Ok(None) };
        let articles: Ranks = ranks(&self.engine.searcher, &*compiled, OF_ARTICLE)?;
        Ok(Some(unscored(among(OF_STATEMENT, Arc::new(articles)))))
    }

    /// Where a statement keeps the field; nothing for what only its article has.
    fn column(&self, field: Option<Field>) -> Option<Column> {
        let f = self.engine.fields();
        match field {
            None | Some(Field::Quote) => Some(f.said),
            Some(Field::Speaker) => Some(f.said_speaker),
            Some(Field::Org) => Some(f.said_organization),
            Some(Field::Role) => Some(f.said_role),
            Some(_) => None,
        }
    }

    fn leaf(&mut self, column: Column, query: &Query) -> Option<Box<dyn Compiled>> {
        match query {
            Query::Term { word, .. } => self.all_words(column, word),
            Query::Phrase { words, slop, .. } => {
                let tokens = self.tokens(words)?;
                Some(exactly(column, &tokens, (*slop).min(MAX_SLOP)))
            }
            Query::Prefix { stem, .. } => {
                let tokens = self.tokens(stem)?;
                let [last] = tokens.as_slice() else {
                    let terms = tokens.iter().map(|token| Term::from_field_text(column, token)).collect();
                    let mut query = PhrasePrefixQuery::new(terms);
                    query.set_max_expansions(EXPANSIONS);
                    return Some(Box::new(query));
                };
                let (from, to) = beginning_with(column, last);
                Some(Box::new(InvertedIndexRangeQuery::new(from, to)))
            }
            _ => None,
        }
    }

    /// One word in any of its forms; what is written as one but holds several, as they stand.
    fn all_words(&mut self, column: Column, typed: &str) -> Option<Box<dyn Compiled>> {
        let tokens = self.tokens(typed)?;
        let [token] = tokens.as_slice() else { return Some(exactly(column, &tokens, 0)) };
        Some(any_form(column, token))
    }

    fn tokens(&mut self, typed: &str) -> Option<Vec<String>> {
        let tokens = exact_tokens(typed);
        if tokens.is_empty() {
            self.notes.push(format!("{typed:?} holds no word and was left out"));
        }
        (!tokens.is_empty()).then_some(tokens)
    }
}

/// The word in any of its forms, as typed before others.
pub(super) fn any_form(column: Column, token: &str) -> Box<dyn Compiled> {
    let mut forms: Vec<Box<dyn Compiled>> =
        vec![Box::new(tantivy::query::BoostQuery::new(one(column, token), AS_TYPED))];
    forms.extend(related_tokens(token).iter().filter(|form| *form != token).map(|form| one(column, form)));
    Box::new(DisjunctionMaxQuery::with_tie_breaker(forms, 0.0))
}

/// The word in any of its forms, each with the same score.
pub(super) fn any_form_worth(column: Column, token: &str, score: f32) -> Box<dyn Compiled> {
    let mut forms = vec![one(column, token)];
    forms.extend(related_tokens(token).iter().filter(|form| *form != token).map(|form| one(column, form)));
    worth(Box::new(BooleanQuery::union(forms)), score)
}

pub(super) fn exactly(column: Column, tokens: &[String], slop: u32) -> Box<dyn Compiled> {
    match tokens {
        [token] => one(column, token),
        tokens => {
            let terms = tokens.iter().map(|token| Term::from_field_text(column, token)).enumerate();
            Box::new(PhraseQuery::new_with_offset_and_slop(terms.collect(), slop))
        }
    }
}

fn one(column: Column, token: &str) -> Box<dyn Compiled> {
    Box::new(TermQuery::new(Term::from_field_text(column, token), IndexRecordOption::WithFreqs))
}

/// Statements of articles published from the first instant that `from` can mean to the last of `to`.
pub(super) fn said_published(
    field: Column,
    from: Option<&NewsDate>,
    to: Option<&NewsDate>,
) -> Box<dyn Compiled> {
    let at = |seconds| Term::from_field_i64(field, seconds);
    let from = Bound::Included(at(from.map_or(i64::MIN, NewsDate::earliest)));
    let to = to.map_or(Bound::Unbounded, |to| Bound::Excluded(at(to.after())));
    unscored(Box::new(RangeQuery::new(from, to)))
}
