//! What joins operands: `AND`, `OR`, `NOT`, words side by side, and those operators in small letters.

use super::item::{Item, Join, Small, joined, small};
use super::statement::names_speaker;
use super::{Parsed, Parser, Scope};
use crate::query::Query;
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::lexer::{Token, TokenKind};

impl<'q> Parser<'q> {
    pub(super) fn either(&mut self, scope: Scope) -> Parsed {
        let mut any = vec![self.all(scope)?];
        loop {
            let next = self.peek(scope)?;
            if !self.is_or(&next, scope) {
                return Ok(joined(any, Join::Any));
            }
            self.at = next.at.end;
            self.needs_operand(&next, scope)?;
            any.push(self.all(scope)?);
        }
    }

    /// `OR`, or a small one between two operands: nobody looks for that word.
    fn is_or(&mut self, next: &Token<'_>, scope: Scope) -> bool {
        if next.kind == TokenKind::Or {
            return true;
        }
        let is = small(&next.kind) == Some(Small::Or) && self.operand_follows(next, scope);
        if is {
            self.note("`or` was read as OR; quote it to look for the word: \"or\"".to_owned());
        }
        is
    }

    fn all(&mut self, scope: Scope) -> Parsed {
        let mut items: Vec<Item> = Vec::new();
        let mut explicit = true;
        loop {
            let next = self.peek(scope)?;
            if items.is_empty() || explicit {
                items.push(self.item(&next, scope, false)?);
                explicit = false;
                continue;
            }
            let small = small(&next.kind).filter(|_| self.operand_follows(&next, scope));
            match next.kind {
                TokenKind::And => self.skip_and(&next, scope, &mut explicit)?,
                _ if small == Some(Small::And) => self.skip_and(&next, scope, &mut explicit)?,
                TokenKind::Said | TokenKind::About => self.tell(&next, scope, &mut items)?,
                _ if small == Some(Small::Said) && names_speaker(items.last()) => {
                    self.note("`said` was read as SAID; quote it to look for the word: \"said\"".to_owned());
                    self.tell(&Token { kind: TokenKind::Said, at: next.at }, scope, &mut items)?;
                }
                _ if small == Some(Small::Or) => break,
                _ if next.begins_operand() => items.push(self.item(&next, scope, true)?),
                _ => break,
            }
        }
        Ok(self.list(items))
    }

    fn skip_and(&mut self, next: &Token<'_>, scope: Scope, explicit: &mut bool) -> Result<(), QueryError> {
        self.at = next.at.end;
        *explicit = true;
        self.needs_operand(next, scope)
    }

    fn item(&mut self, next: &Token<'q>, scope: Scope, beside: bool) -> Result<Item, QueryError> {
        let bare = matches!(next.kind, TokenKind::Word(_));
        if bare && !beside && small(&next.kind) == Some(Small::Not) && self.after_operator(next) {
            // `and not x`: nothing else it could mean.
            if self.operand_follows(next, scope) {
                let not = Token { kind: TokenKind::Not, at: next.at.clone() };
                return Ok(Item { negated: true, ..Item::plain(self.negated(&not, scope)?) });
            }
        }
        if bare && small(&next.kind) == Some(Small::Not) && self.operand_follows(next, scope) {
            self.note("`not` was searched as a word; the operator is written NOT".to_owned());
        }
        if bare && small(&next.kind) == Some(Small::Said) && beside && self.operand_follows(next, scope) {
            self.note("`said` was searched as a word; the operator is written SAID".to_owned());
        }
        let is_near = matches!(next.kind, TokenKind::Word("near" | "Near"));
        if is_near && beside && self.operand_follows(next, scope) {
            self.note("`near` was searched as a word; the operator is written NEAR".to_owned());
        }
        if matches!(next.kind, TokenKind::Said | TokenKind::About) {
            let mut items = Vec::new();
            self.tell(next, scope, &mut items)?;
            return items.pop().ok_or_else(|| self.beside(next, QueryErrorKind::NothingAfter));
        }
        let required = next.kind == TokenKind::Plus;
        let negated = next.kind == TokenKind::Not;
        let query = self.one(scope)?;
        let bare = bare && matches!(query, Query::Term { field: None, .. });
        Ok(Item { query, beside, bare, required, negated, extends: false })
    }

    /// Whether the token stands right behind an operator.
    fn after_operator(&self, token: &Token<'_>) -> bool {
        let before = self.text[..token.at.start].trim_end();
        let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        matches!(last.to_ascii_lowercase().as_str(), "and" | "or" | "said" | "&&" | "||")
    }

    /// The operands of a list as one query.
    fn list(&self, items: Vec<Item>) -> Query {
        let side_by_side = items.iter().skip(1).all(|item| item.beside);
        if !self.settings.any || !side_by_side || items.len() < 2 {
            return joined(items.into_iter().map(|item| item.query).collect(), Join::All);
        }
        let must = |item: &Item| item.required || matches!(item.query, Query::Not(_));
        let (mut all, any): (Vec<_>, Vec<_>) = items.into_iter().partition(must);
        if !any.is_empty() {
            let any = joined(any.into_iter().map(|item| item.query).collect(), Join::Any);
            all.insert(0, Item::plain(any));
        }
        joined(all.into_iter().map(|item| item.query).collect(), Join::All)
    }

    fn negated(&mut self, not: &Token<'_>, scope: Scope) -> Parsed {
        self.nested(not, |parser| {
            parser.at = not.at.end;
            parser.needs_operand(not, scope)?;
            Ok(Query::Not(Box::new(parser.one(scope)?)))
        })
    }

    pub(super) fn one(&mut self, scope: Scope) -> Parsed {
        let next = self.peek(scope)?;
        match next.kind {
            TokenKind::Not => self.negated(&next, scope),
            TokenKind::Plus => self.nested(&next, |parser| {
                parser.at = next.at.end;
                parser.needs_operand(&next, scope)?;
                parser.one(scope)
            }),
            _ => self.near(scope),
        }
    }
}
