//! Small queries put together: any of some values, and what a query is worth in the order.

use std::collections::BTreeSet;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Occur, Query as Compiled, TermSetQuery,
};
use tantivy::schema::Field as Column;

/// Any of these values of a facet; nothing matches none.
pub(super) fn any_of(column: Column, values: &BTreeSet<String>) -> Box<dyn Compiled> {
    if values.is_empty() {
        return Box::new(EmptyQuery);
    }
    unscored(Box::new(TermSetQuery::new(values.iter().map(|value| Term::from_field_text(column, value)))))
}

/// The query without a say in the order.
pub(super) fn unscored(query: Box<dyn Compiled>) -> Box<dyn Compiled> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The query with this score wherever it matches.
pub(super) fn worth(query: Box<dyn Compiled>, score: f32) -> Box<dyn Compiled> {
    Box::new(BoostQuery::new(Box::new(ConstScoreQuery::new(query, 1.0)), score))
}

/// What both want, in no order.
pub(super) fn both(one: &dyn Compiled, other: Box<dyn Compiled>) -> Box<dyn Compiled> {
    unscored(Box::new(BooleanQuery::new(vec![(Occur::Must, one.box_clone()), (Occur::Must, other)])))
}
