//! One statement: `SAID` and `ABOUT`, whose words they ask of, and what was said.

use super::item::{Item, Join, Small, joined, small};
use super::{Parsed, Parser, Scope};
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::lexer::{Token, TokenKind};
use crate::query::{Field, Query};

impl<'q> Parser<'q> {
    /// `SAID` or `ABOUT` was met; the last of `items` is whose statement it is.
    pub(super) fn tell(
        &mut self,
        operator: &Token<'q>,
        scope: Scope,
        items: &mut Vec<Item>,
    ) -> Result<(), QueryError> {
        let said = operator.kind == TokenKind::Said;
        if scope != Scope::Any {
            return Err(QueryError::new(QueryErrorKind::SaidInField, operator.at.clone())
                .hint("put it outside the field: speaker:Ruiz SAID letter"));
        }
        self.at = operator.at.end;
        self.needs_operand(operator, scope)?;
        let words = self.told(scope)?;
        if let Some((known, about)) = items.last_mut().and_then(extended) {
            let slot = if said { known } else { about };
            if slot.is_some() {
                let again = &self.text[operator.at.clone()];
                return Err(QueryError::new(
                    QueryErrorKind::SaidTwice(again.to_owned()),
                    operator.at.clone(),
                )
                .hint(format!("put AND between two statements, or join the words: {again} (a AND b)")));
            }
            single(&words, operator)?;
            *slot = Some(Box::new(words));
            return Ok(());
        }
        let negated = items.last().is_some_and(|item| item.negated);
        let by = source(items).map(|by| match by {
            // `NOT a SAID b` denies the whole.
            Query::Not(by) if negated => *by,
            by => by,
        });
        for part in by.iter().chain([&words]) {
            single(part, operator)?;
        }
        let (by, words) = (by.map(Box::new), Some(Box::new(words)));
        let (said, about) = if said { (words, None) } else { (None, words) };
        let mut query = Query::Statement { by, said, about };
        if negated {
            query = Query::Not(Box::new(query));
        }
        items.push(Item { extends: true, ..Item::plain(query) });
        Ok(())
    }

    /// What stands behind `SAID`: an operand, or words side by side.
    fn told(&mut self, scope: Scope) -> Parsed {
        let first = self.peek(scope)?;
        let mut all = vec![self.one(scope)?];
        if first.is_bare() {
            loop {
                let next = self.peek(scope)?;
                let operator = small(&next.kind).is_some_and(|small| small != Small::Said)
                    && self.operand_follows(&next, scope);
                if !next.is_bare() || operator {
                    break;
                }
                all.push(self.one(scope)?);
            }
        }
        Ok(joined(all, Join::All))
    }
}

type Slot = Option<Box<Query>>;

/// What a further `SAID` or `ABOUT` would fill.
fn extended(item: &mut Item) -> Option<(&mut Slot, &mut Slot)> {
    let query = match &mut item.query {
        _ if !item.extends => return None,
        Query::Not(inner) => &mut **inner,
        query => query,
    };
    match query {
        Query::Statement { said, about, .. } => Some((said, about)),
        _ => None,
    }
}

/// Whether the operand before can be nothing but whoever speaks.
pub(super) fn names_speaker(item: Option<&Item>) -> bool {
    let field = item.and_then(|item| item.query.field()).flatten();
    matches!(field, Some(Field::Speaker | Field::Org | Field::Role))
}

/// Takes whose statement it is off the end of a list: one operand, or bare words side by side.
fn source(items: &mut Vec<Item>) -> Option<Query> {
    let last = items.pop()?;
    let (mut bare, mut beside) = (last.bare, last.beside);
    let mut all = vec![last.query];
    while bare && beside && items.last().is_some_and(|item| item.bare) {
        let Some(item) = items.pop() else { break };
        (bare, beside) = (item.bare, item.beside);
        all.push(item.query);
    }
    all.reverse();
    Some(joined(all, Join::All))
}

/// A statement inside a statement would be about another one.
fn single(part: &Query, operator: &Token<'_>) -> Result<(), QueryError> {
    let mut inside = false;
    part.walk(&mut |query, _| inside |= matches!(query, Query::Statement { .. }));
    if !inside {
        return Ok(());
    }
    Err(QueryError::new(QueryErrorKind::SaidInSaid, operator.at.clone())
        .hint("join two statements with AND: (a SAID b) AND (c SAID d)"))
}
