//! From the syntax tree of a query to what tantivy runs.
//!
//! A word without a field is looked for in several, and the field that knows it best decides its
//! score, with a little from the others: a headline weighs more than a caption, but a word in both
//! is not counted twice.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, InvertedIndexRangeQuery,
    Occur, PhrasePrefixQuery, PhraseQuery, Query as Compiled, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::excluded::Excluded;
use super::names::{beginning_with, most_beginning_with};
use crate::index::analysis::{MAX_SLOP, exact_tokens, related_tokens};
use crate::index::{ARTICLE, Fields};
use crate::model::NewsDate;
use crate::query::{Field, Query};

/// How much the fields count that know a word less well than the best.
const OTHERS: f32 = 0.3;
/// The word as typed weighs more than another form of it.
const AS_TYPED: f32 = 1.25;

/// How many words the last word of a phrase may stand for.
const EXPANSIONS: usize = 16_384;

pub(super) struct Compiler<'f> {
    searcher: &'f Searcher,
    fields: &'f Fields,
    /// What the reader should know.
    pub(super) notes: Vec<String>,
}

impl<'f> Compiler<'f> {
    /// For the index behind `searcher`.
    pub(super) fn new(searcher: &'f Searcher, fields: &'f Fields) -> Self {
        Compiler { searcher, fields, notes: Vec::new() }
    }

    /// The query, or nothing where it holds no word that can be looked for.
    pub(super) fn compile(&mut self, query: &Query) -> Option<Box<dyn Compiled>> {
        match query {
            Query::All => Some(self.all()),
            Query::Term { field, word } => self.words(*field, word),
            Query::Phrase { field, words, slop } => self.phrase(*field, words, *slop),
            Query::Prefix { field, stem } => self.prefix(*field, stem),
            Query::Published { from, to } => Some(self.published(from.as_ref(), to.as_ref())),
            Query::And(parts) => self.and(parts),
            Query::Or(parts) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.compile(part)).collect();
                (!parts.is_empty()).then(|| Box::new(BooleanQuery::union(parts)) as Box<dyn Compiled>)
            }
            Query::Not(part) => self.and(&[Query::Not(part.clone())]),
        }
    }

    fn all(&self) -> Box<dyn Compiled> {
        let articles = Term::from_field_text(self.fields.kind, ARTICLE);
        constant(Box::new(TermQuery::new(articles, IndexRecordOption::Basic)))
    }

    fn and(&mut self, parts: &[Query]) -> Option<Box<dyn Compiled>> {
        let mut clauses: Vec<(Occur, Box<dyn Compiled>)> = Vec::new();
        for part in parts {
            match part {
                Query::Not(part) => {
                    let part = self.compile(part);
                    clauses.extend(
                        part.map(|part| (Occur::MustNot, Box::new(Excluded(part)) as Box<dyn Compiled>)),
                    );
                }
                part => clauses.extend(self.compile(part).map(|part| (Occur::Must, part))),
            }
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.all()));
        }
        (!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Box<dyn Compiled>)
    }

    fn tokens(&mut self, typed: &str) -> Option<Vec<String>> {
        let tokens = exact_tokens(typed);
        if tokens.is_empty() {
            self.notes.push(format!("{typed:?} holds no word and was left out"));
        }
        (!tokens.is_empty()).then_some(tokens)
    }

    fn words(&mut self, field: Option<Field>, word: &str) -> Option<Box<dyn Compiled>> {
        let tokens = self.tokens(word)?;
        let [token] = tokens.as_slice() else { return Some(self.exactly(field, &tokens, 0)) };
        Some(self.anywhere(field, |column| {
            let mut forms = vec![boosted(one(column, token), AS_TYPED)];
            forms.extend(
                related_tokens(token).iter().filter(|form| *form != token).map(|form| one(column, form)),
            );
            Box::new(DisjunctionMaxQuery::with_tie_breaker(forms, 0.0))
        }))
    }

    fn phrase(&mut self, field: Option<Field>, words: &str, slop: u32) -> Option<Box<dyn Compiled>> {
        let tokens = self.tokens(words)?;
        Some(self.exactly(field, &tokens, slop.min(MAX_SLOP)))
    }

    fn exactly(&self, field: Option<Field>, tokens: &[String], slop: u32) -> Box<dyn Compiled> {
        self.anywhere(field, |column| match tokens {
            [token] => one(column, token),
            tokens => {
                let terms = tokens.iter().map(|token| Term::from_field_text(column, token)).enumerate();
                Box::new(PhraseQuery::new_with_offset_and_slop(terms.collect(), slop))
            }
        })
    }

    fn prefix(&mut self, field: Option<Field>, stem: &str) -> Option<Box<dyn Compiled>> {
        let tokens = self.tokens(stem)?;
        let (last, before) = tokens.split_last()?;
        let mut cut = false;
        let query = self.anywhere(field, |column| {
            if before.is_empty() {
                let (from, to) = beginning_with(column, last);
                return Box::new(InvertedIndexRangeQuery::new(from, to));
            }
            // Room is taken for as many words as are allowed, so as many are allowed as there are.
            let expansions = most_beginning_with(self.searcher, column, last, EXPANSIONS + 1);
            cut |= expansions > EXPANSIONS;
            let terms = tokens.iter().map(|token| Term::from_field_text(column, token)).collect();
            let mut query = PhrasePrefixQuery::new(terms);
            query.set_max_expansions(expansions.clamp(1, EXPANSIONS) as u32);
            Box::new(query)
        });
        if cut {
            self.notes.push(format!("too many words begin with {last:?}: not all of them were looked for"));
        }
        Some(query)
    }

    /// The instants from the first that `from` can mean to the last that `to` can mean.
    pub(super) fn published(&self, from: Option<&NewsDate>, to: Option<&NewsDate>) -> Box<dyn Compiled> {
        let at = |seconds| Term::from_field_i64(self.fields.published, seconds);
        let from = Bound::Included(at(from.map_or(i64::MIN, NewsDate::earliest)));
        let to = to.map_or(Bound::Unbounded, |to| Bound::Excluded(at(to.after())));
        constant(Box::new(RangeQuery::new(from, to)))
    }

    fn anywhere(
        &self,
        field: Option<Field>,
        mut query: impl FnMut(Column) -> Box<dyn Compiled>,
    ) -> Box<dyn Compiled> {
        let columns = self.columns(field);
        let parts = columns.iter().map(|(column, boost)| boosted(query(*column), *boost)).collect();
        Box::new(DisjunctionMaxQuery::with_tie_breaker(parts, OTHERS))
    }

    /// Where a word is looked for, and how much each place weighs.
    fn columns(&self, field: Option<Field>) -> Vec<(Column, f32)> {
        let f = self.fields;
        let Some(field) = field else {
            return vec![
                (f.headline, 3.0),
                (f.lead, 1.3),
                (f.body, 1.0),
                (f.captions, 0.6),
                (f.author, 1.5),
                (f.speakers, 1.5),
                (f.organizations, 1.2),
            ];
        };
        let column = match field {
            Field::Headline => f.headline,
            Field::Lead => f.lead,
            Field::Body => f.body,
            Field::Caption => f.captions,
            Field::Author => f.author,
            Field::Speaker => f.speakers,
            Field::Org => f.organizations,
            Field::Role => f.roles,
            Field::Quote => f.quotes,
            Field::People => f.people,
            Field::Place => f.place,
            Field::Section => f.section,
            Field::Source => f.source,
            Field::Lang => f.language,
            Field::Path => f.path,
        };
        vec![(column, 1.0)]
    }
}

fn one(column: Column, token: &str) -> Box<dyn Compiled> {
    Box::new(TermQuery::new(Term::from_field_text(column, token), IndexRecordOption::WithFreqs))
}

fn boosted(query: Box<dyn Compiled>, boost: f32) -> Box<dyn Compiled> {
    // One is the default, and a query less to walk through.
    if (boost - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, boost)) }
}

/// The query without a say in the order.
pub(super) fn constant(query: Box<dyn Compiled>) -> Box<dyn Compiled> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Any of these values of a facet; nothing matches none.
pub(super) fn any_of(column: Column, values: &BTreeSet<String>) -> Box<dyn Compiled> {
    if values.is_empty() {
        return Box::new(EmptyQuery);
    }
    constant(Box::new(TermSetQuery::new(values.iter().map(|value| Term::from_field_text(column, value)))))
}
