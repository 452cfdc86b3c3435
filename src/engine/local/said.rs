//! What questions about statements are made of, besides the query itself.

use tantivy::Term;
use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, PhraseQuery, Query as Compiled, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};

use super::combine::{unscored, worth};
use super::join::{Of, telling};
use crate::index::analysis::related_tokens;
use crate::index::common_grams;
use crate::model::NewsDate;
use crate::query::{Field, Query};

/// The word as typed weighs more than another form of it.
const AS_TYPED: f32 = 1.25;

/// Said by somebody who does one of these.
pub(super) fn any_role(roles: &[String]) -> Query {
    let field = Some(Field::Role);
    Query::Or(roles.iter().map(|role| Query::Term { field, word: role.clone() }).collect())
}

/// A statement that names somebody, under any of the names its article has for them.
pub(super) fn named(name: &str) -> Query {
    let name = Query::Phrase { field: None, words: name.to_owned(), slop: 0 };
    Query::Statement { by: None, said: None, about: Some(Box::new(name)) }
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

/// These exact words, one behind the other.
pub(super) fn exactly(column: Column, tokens: &[String]) -> Box<dyn Compiled> {
    match common_grams::terms_of(tokens).as_slice() {
        [(_, term)] => one(column, term),
        terms => {
            let term = |(at, term): &(usize, String)| (*at, Term::from_field_text(column, term));
            Box::new(PhraseQuery::new_with_offset(terms.iter().map(term).collect()))
        }
    }
}

/// This exact word.
pub(super) fn one(column: Column, token: &str) -> Box<dyn Compiled> {
    Box::new(TermQuery::new(Term::from_field_text(column, token), IndexRecordOption::WithFreqs))
}

/// Statements of articles published from the first instant that `from` can mean to the last of `to`.
pub(super) fn said_published(from: Option<&NewsDate>, to: Option<&NewsDate>) -> Box<dyn Compiled> {
    let (from, to) = (from.map_or(i64::MIN, NewsDate::earliest), to.map(NewsDate::after));
    let is_between = move |at: i64| at >= from && to.is_none_or(|to| at < to);
    unscored(telling("published", Of::Statements, is_between))
}
