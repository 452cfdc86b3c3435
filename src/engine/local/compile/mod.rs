//! From the syntax tree of a query to what tantivy runs.
//!
//! A tree is compiled for one kind of document: [`Compiler::articles`] or [`Compiler::statements`].
//! What it says of the other kind is [`join`]ed: an article matches `SAID` where one of its statements
//! does, and a statement matches `headline:` where its article does.
//!
//! A word without a field is looked for in several, and the field that knows it best decides its
//! score, with a little from the others: a headline weighs more than a caption, but a word in both
//! is not counted twice.

mod best;
pub(super) mod columns;
mod excluded;
pub(super) mod expand;
mod explained;
mod join;
mod naming;
mod near;
pub(super) mod spans;

use std::collections::BTreeMap;

use tantivy::query::{
    BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, InvertedIndexRangeQuery, Occur,
    PhrasePrefixQuery, Query as Compiled, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

use self::best::Best;
use self::columns::{Bare, Place, Space};
use self::excluded::Excluded;
use self::expand::{Expander, RANKED};
use self::join::{Joined, Way};
use super::combine::unscored;
use super::names::{beginning_with, most_beginning_with};
use super::said::{exactly, one, said_published};
use super::who::WhoIsWho;
use crate::index::analysis::{MAX_SLOP, exact_tokens, related_tokens};
use crate::index::{ARTICLE, Fields, STATEMENT};
use crate::model::NewsDate;
use crate::query::{Field, Matcher, Query};

/// How much the fields count that know a word less well than the best.
const OTHERS: f32 = 0.3;
/// The word as typed weighs more than another form of it.
const AS_TYPED: f32 = 1.25;

/// Another spelling of a name weighs a good deal less.
const AS_SPELLED_ELSEWHERE: f32 = 0.3;

/// How many words the last word of a phrase may stand for.
const EXPANSIONS: usize = 16_384;

type Made = Option<Box<dyn Compiled>>;

/// Compiles queries for one index.
pub(super) struct Compiler<'f> {
    searcher: &'f Searcher,
    fields: &'f Fields,
    /// Looks up the words of patterns.
    pub(super) expander: Expander<'f>,
    /// Names mean only the spelling that was typed.
    exact: bool,
    /// Whether what is compiled is narrowed by something else that must hold too.
    narrowed: bool,
    /// Names that go together, where that is known.
    who: Option<&'f WhoIsWho>,
    /// What the reader should know.
    pub(super) notes: Vec<String>,
    /// Other spellings of names that are looked for, by the word as typed.
    pub(super) also: BTreeMap<String, Vec<String>>,
}

impl<'f> Compiler<'f> {
    /// For the index behind `searcher`.
    pub(super) fn new(searcher: &'f Searcher, fields: &'f Fields) -> Self {
        Compiler {
            searcher,
            fields,
            expander: Expander::new(searcher),
            exact: false,
            narrowed: false,
            who: None,
            notes: Vec::new(),
            also: BTreeMap::new(),
        }
    }

    /// The same, knowing who is who.
    #[must_use]
    pub(super) fn knowing(mut self, who: &'f WhoIsWho) -> Self {
        self.who = Some(who);
        self
    }

    /// The same, where names mean only the spelling that was typed.
    #[must_use]
    pub(super) fn exact(mut self, exact: bool) -> Self {
        self.exact = exact;
        self
    }

    /// The same, where filters narrow what is found.
    #[must_use]
    pub(super) fn narrowed(mut self, narrowed: bool) -> Self {
        self.narrowed = narrowed;
        self
    }

    /// Compiles parts that must all hold: where there are several, each narrows the others.
    fn narrowing<T>(&mut self, several: bool, compile: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.narrowed;
        self.narrowed |= several;
        let made = compile(self);
        self.narrowed = before;
        made
    }

    /// The query for articles, or nothing where it holds no word that can be looked for.
    pub(super) fn articles(&mut self, query: &Query) -> Made {
        let made = self.compile(query, Space::Articles);
        self.settle();
        made
    }

    /// The query for statements: words without a field are words said, and `SAID` is true of the
    /// statement itself.
    pub(super) fn statements(&mut self, query: &Query) -> Made {
        let made = self.compile(query, Space::Statements(Bare::Words));
        self.settle();
        made
    }

    /// Says where a pattern stands for more than was looked for.
    fn settle(&mut self) {
        for note in self.expander.notes() {
            self.note(note);
        }
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn compile(&mut self, query: &Query, space: Space) -> Made {
        match query {
            Query::All => Some(self.all(space)),
            Query::Term { field, word } => self.words(*field, word, space),
            Query::Phrase { field, words, slop } => self.phrase(*field, words, *slop, space),
            Query::Prefix { field, stem } => self.prefix(*field, stem, space),
            Query::Wildcard { .. } | Query::Fuzzy { .. } | Query::Regex { .. } => self.pattern(query, space),
            Query::Exists { field } => Some(self.exists(*field, space)),
            Query::Near { .. } => self.near(query, space),
            Query::Statement { by, said, about } => {
                let (by, said, about) = (by.as_deref(), said.as_deref(), about.as_deref());
                let several = [by, said, about].into_iter().flatten().count() > 1;
                self.narrowing(several, |compiler| compiler.statement(by, said, about, space))
            }
            Query::Boost { query, by } => self.compile(query, space).map(|made| boosted(made, *by)),
            Query::Published { from, to } => Some(self.published_in(from.as_ref(), to.as_ref(), space)),
            Query::Indexed { from, to } => {
                let range = between(self.fields.indexed, from.as_ref(), to.as_ref());
                Some(if space == Space::Articles { range } else { Joined::over(range, Way::Down) })
            }
            Query::And(parts) => self.narrowing(parts.len() > 1, |compiler| compiler.and(parts, space)),
            Query::Or(parts) => {
                let parts: Vec<_> = parts.iter().filter_map(|part| self.compile(part, space)).collect();
                (!parts.is_empty()).then(|| Box::new(BooleanQuery::union(parts)) as Box<dyn Compiled>)
            }
            Query::Not(part) => self.and(&[Query::Not(part.clone())], space),
        }
    }

    fn all(&self, space: Space) -> Box<dyn Compiled> {
        let kind = if space == Space::Articles { ARTICLE } else { STATEMENT };
        flag(self.fields.kind, kind)
    }

    fn and(&mut self, parts: &[Query], space: Space) -> Made {
        let mut clauses: Vec<(Occur, Box<dyn Compiled>)> = Vec::new();
        let mut rest = parts;
        while let Some((part, after)) = rest.split_first() {
            if let Some((many, made)) = self.recorded_name(rest, space) {
                clauses.push((Occur::Must, made));
                rest = rest.get(many..).unwrap_or_default();
                continue;
            }
            rest = after;
            match part {
                Query::Not(part) => {
                    // What is kept out is told nowhere: only what was typed may be.
                    let exact = std::mem::replace(&mut self.exact, true);
                    let part = self.compile(part, space);
                    self.exact = exact;
                    clauses.extend(
                        part.map(|part| (Occur::MustNot, Box::new(Excluded(part)) as Box<dyn Compiled>)),
                    );
                }
                part => clauses.extend(self.compile(part, space).map(|part| (Occur::Must, part))),
            }
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.all(space)));
        }
        (!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Box<dyn Compiled>)
    }

    /// One statement of which all of this is true.
    fn statement(
        &mut self,
        by: Option<&Query>,
        said: Option<&Query>,
        about: Option<&Query>,
        space: Space,
    ) -> Made {
        let mut clauses = Vec::new();
        for (part, bare) in [(by, Bare::Speaker), (said, Bare::Words), (about, Bare::People)] {
            let Some(part) = part else { continue };
            let made = self.compile(part, Space::Statements(bare));
            let made = if bare == Bare::Speaker { self.or_body(part, made) } else { made };
            // What holds no word was left out with a note.
            clauses.extend(made.map(|made| (Occur::Must, made)));
        }
        if clauses.is_empty() {
            return None;
        }
        let one: Box<dyn Compiled> = Box::new(BooleanQuery::new(clauses));
        Some(if space == Space::Articles { Joined::over(one, Way::Up) } else { one })
    }

    fn tokens(&mut self, typed: &str) -> Option<Vec<String>> {
        let tokens = exact_tokens(typed);
        if tokens.is_empty() {
            self.note(format!("{typed:?} holds no word and was left out"));
        }
        (!tokens.is_empty()).then_some(tokens)
    }

    fn words(&mut self, field: Option<Field>, word: &str, space: Space) -> Made {
        let tokens = self.tokens(word)?;
        let [token] = tokens.as_slice() else { return Some(self.exactly(field, &tokens, 0, space)) };
        let spellings = self.spellings(field, word);
        Some(self.in_forms(field, space, |_, column| word_forms(column, token, &spellings)))
    }

    fn phrase(&mut self, field: Option<Field>, words: &str, slop: u32, space: Space) -> Made {
        let tokens = self.tokens(words)?;
        Some(self.exactly(field, &tokens, slop.min(MAX_SLOP), space))
    }

    fn exactly(
        &mut self,
        field: Option<Field>,
        tokens: &[String],
        slop: u32,
        space: Space,
    ) -> Box<dyn Compiled> {
        self.anywhere(field, space, |_, column| phrase_in(column, tokens, slop))
    }

    fn prefix(&mut self, field: Option<Field>, stem: &str, space: Space) -> Made {
        let tokens = self.tokens(stem)?;
        let (last, before) = tokens.split_last()?;
        let mut cut = false;
        let query = self.anywhere(field, space, |compiler, column| {
            if before.is_empty() {
                let (from, to) = beginning_with(column, last);
                return Box::new(InvertedIndexRangeQuery::new(from, to));
            }
            // Room is taken for as many words as are allowed, so as many are allowed as there are.
            let expansions = most_beginning_with(compiler.searcher, column, last, EXPANSIONS + 1);
            cut |= expansions > EXPANSIONS;
            let terms = tokens.iter().map(|token| Term::from_field_text(column, token)).collect();
            let mut query = PhrasePrefixQuery::new(terms);
            query.set_max_expansions(expansions.clamp(1, EXPANSIONS) as u32);
            Box::new(query)
        });
        if cut {
            self.note(format!("too many words begin with {last:?}: not all of them were looked for"));
        }
        Some(query)
    }

    fn pattern(&mut self, query: &Query, space: Space) -> Made {
        let (field, matcher) = Matcher::of(query)?;
        let typed = query.to_string();
        Some(self.anywhere(field, space, |compiler, column| {
            let words = compiler.expander.words(column, &matcher, &typed);
            if words.len() > RANKED {
                let terms = words.iter().map(|word| Term::from_field_text(column, word));
                return Box::new(TermSetQuery::new(terms));
            }
            let words = words.iter().map(|word| one(column, word)).collect();
            Box::new(DisjunctionMaxQuery::with_tie_breaker(words, 0.0))
        }))
    }

    fn exists(&self, field: Field, space: Space) -> Box<dyn Compiled> {
        let (name, f) = (field.name(), self.fields);
        match space {
            Space::Articles => flag(f.has, name),
            Space::Statements(_) => match field {
                Field::Quote | Field::Kind => self.all(space),
                Field::Speaker | Field::Org | Field::Role | Field::People => flag(f.said_has, name),
                _ => Joined::over(flag(f.has, name), Way::Down),
            },
        }
    }

    fn near(&mut self, query: &Query, space: Space) -> Made {
        let mut empty = false;
        let made = self.anywhere(spans::field_of(query), space, |compiler, column| {
            if let Some(spans) = spans::of(query, column, &mut compiler.expander) {
                return near::Near::over(spans, column);
            }
            empty = true;
            Box::new(EmptyQuery)
        });
        if empty {
            self.note(format!("{query} holds no word on one side and was left out"));
        }
        (!empty).then_some(made)
    }

    /// The instants from the first that `from` can mean to the last that `to` can mean.
    pub(super) fn published(&self, from: Option<&NewsDate>, to: Option<&NewsDate>) -> Box<dyn Compiled> {
        self.published_in(from, to, Space::Articles)
    }

    fn published_in(
        &self,
        from: Option<&NewsDate>,
        to: Option<&NewsDate>,
        space: Space,
    ) -> Box<dyn Compiled> {
        match space {
            Space::Articles => between(self.fields.published, from, to),
            Space::Statements(_) => said_published(from, to),
        }
    }

    /// The same in every column where the field stands, joined where that is another kind of document.
    fn anywhere(
        &mut self,
        field: Option<Field>,
        space: Space,
        mut query: impl FnMut(&mut Self, Column) -> Box<dyn Compiled>,
    ) -> Box<dyn Compiled> {
        self.in_forms(field, space, |compiler, column| vec![query(compiler, column)])
    }

    /// The same where a column may have several forms of it, of which the best counts.
    fn in_forms(
        &mut self,
        field: Option<Field>,
        space: Space,
        mut forms: impl FnMut(&mut Self, Column) -> Vec<Box<dyn Compiled>>,
    ) -> Box<dyn Compiled> {
        let (columns, way) = match columns::of(self.fields, field, space) {
            Place::Here(columns) => (columns, None),
            Place::Joined(columns, way) => (columns, Some(way)),
        };
        let in_column = |(column, boost): &(Column, f32)| {
            forms(self, *column).into_iter().map(|form| boosted(form, *boost)).collect()
        };
        let groups: Vec<Vec<_>> = columns.iter().map(in_column).collect();
        let made = if self.narrowed { Best::of(groups, OTHERS) } else { best_of_all(groups) };
        match way {
            None => made,
            Some(way) => Joined::over(made, way),
        }
    }
}

/// A word in any of its forms, the typed one first, other spellings of a name last.
fn word_forms(column: Column, token: &str, spellings: &[String]) -> Vec<Box<dyn Compiled>> {
    let mut forms = vec![boosted(one(column, token), AS_TYPED)];
    forms.extend(related_tokens(token).iter().filter(|form| *form != token).map(|form| one(column, form)));
    let spelled = |other: &String| boosted(phrase_in(column, &exact_tokens(other), 0), AS_SPELLED_ELSEWHERE);
    forms.extend(spellings.iter().filter(|other| !exact_tokens(other).is_empty()).map(spelled));
    forms
}

/// The best of each group, and the best of all with a share of the others, where many documents are gone through.
fn best_of_all(groups: Vec<Vec<Box<dyn Compiled>>>) -> Box<dyn Compiled> {
    let any = |mut queries: Vec<Box<dyn Compiled>>, others| -> Box<dyn Compiled> {
        match queries.len() {
            1 => queries.remove(0),
            _ => Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, others)),
        }
    };
    any(groups.into_iter().map(|group| any(group, 0.0)).collect(), OTHERS)
}

/// These exact words in order, with at most `slop` others between them.
fn phrase_in(column: Column, tokens: &[String], slop: u32) -> Box<dyn Compiled> {
    match tokens {
        [_, _, ..] if slop > 0 => near::Near::over(spans::Spans::phrase(tokens, slop), column),
        tokens => exactly(column, tokens),
    }
}

/// Documents that carry a mark; it has no say in the order.
fn flag(column: Column, value: &str) -> Box<dyn Compiled> {
    unscored(Box::new(TermQuery::new(Term::from_field_text(column, value), IndexRecordOption::Basic)))
}

/// The instants from the first that `from` can mean to the last that `to` can mean.
fn between(column: Column, from: Option<&NewsDate>, to: Option<&NewsDate>) -> Box<dyn Compiled> {
    use std::ops::Bound;
    let at = |seconds| Term::from_field_i64(column, seconds);
    let from = Bound::Included(at(from.map_or(i64::MIN, NewsDate::earliest)));
    let to = to.map_or(Bound::Unbounded, |to| Bound::Excluded(at(to.after())));
    unscored(Box::new(RangeQuery::new(from, to)))
}

fn boosted(query: Box<dyn Compiled>, boost: f32) -> Box<dyn Compiled> {
    // One is the default, and a query less to walk through.
    if (boost - 1.0).abs() < f32::EPSILON { query } else { Box::new(BoostQuery::new(query, boost)) }
}
