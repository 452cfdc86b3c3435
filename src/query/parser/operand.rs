//! What stands alone: words, phrases, patterns, dates, groups, and the field they are looked for in.

use super::{MAX_OPERANDS, Parsed, Parser, Scope};
use crate::model::StatementKind;
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::field::Target;
use crate::query::lexer::{Place, Token, TokenKind, token};
use crate::query::{Field, Query, dates};

impl Parser<'_> {
    /// `field:` was read; what follows is its value.
    pub(super) fn field(&mut self, target: Target, name: &Token<'_>) -> Parsed {
        let (scope, place) = match target {
            Target::Words(field) => (Scope::Within(field), Place::Value),
            Target::Published => (Scope::Published, Place::Date),
            Target::Indexed => (Scope::Indexed, Place::Date),
        };
        let value = token(self.text, self.at, place)?;
        let empty = match &value.kind {
            TokenKind::Word(word) => !word.chars().any(char::is_alphanumeric),
            TokenKind::DateRange(range) => range.is_empty(),
            _ => !value.begins_operand(),
        };
        if empty {
            let name_text = self.text[name.at.clone()].trim_end_matches(':').to_owned();
            let hint = format!(
                "write {name_text}:word or {name_text}:\"two words\"; quote the colon to search for it"
            );
            return Err(QueryError::new(QueryErrorKind::EmptyField(name_text), name.at.clone()).hint(hint));
        }
        self.operand(value, scope)
    }

    pub(super) fn operand(&mut self, next: Token<'_>, scope: Scope) -> Parsed {
        let field = scope.field();
        let query = match next.kind {
            TokenKind::OpenParen => return self.group(&next, scope),
            TokenKind::Star => field.map_or(Query::All, |field| Query::Exists { field }),
            TokenKind::Word(word) => Query::Term { field, word: word.to_owned() },
            TokenKind::Prefix(stem) => Query::Prefix { field, stem: stem.to_owned() },
            TokenKind::Wildcard(pattern) => Query::Wildcard { field, pattern: pattern.to_owned() },
            TokenKind::Fuzzy { word, distance } => Query::Fuzzy { field, word: word.to_owned(), distance },
            TokenKind::Regex(pattern) => Query::Regex { field, pattern: pattern.to_owned() },
            TokenKind::Phrase { words, words_at, .. } if scope.is_dates() => {
                let date = words.trim();
                self.dates(date, words_at + words.len() - words.trim_start().len(), scope)?
            }
            TokenKind::Phrase { words, slop, closed, .. } => {
                if !closed {
                    self.unclosed_mark(&next)?;
                }
                Query::Phrase { field, words: tidy(words), slop }
            }
            TokenKind::DateRange(range) => self.dates(range, next.at.start, scope)?,
            TokenKind::And | TokenKind::Or | TokenKind::Near { .. } => {
                return Err(self.beside(&next, QueryErrorKind::NothingBefore));
            }
            TokenKind::Said | TokenKind::About => {
                return Err(QueryError::new(
                    QueryErrorKind::SaidInside(self.text[next.at.clone()].to_owned()),
                    next.at,
                )
                .hint("put the statement in parentheses: NOT (Ruiz SAID letter)"));
            }
            TokenKind::CloseParen => {
                return Err(QueryError::new(QueryErrorKind::UnmatchedClose, next.at)
                    .hint("remove it, or put `(` where the group begins"));
            }
            TokenKind::Not | TokenKind::Plus | TokenKind::Field(_) | TokenKind::End => {
                return Err(QueryError::new(QueryErrorKind::NoWords, next.at)
                    .hint("put a word here, or quote what stands here"));
            }
        };
        self.at = next.at.end;
        if field == Some(Field::Kind) {
            known_kind(&query, &next.at)?;
        }
        self.operands += 1;
        if self.operands > MAX_OPERANDS {
            return Err(QueryError::new(QueryErrorKind::TooLong, next.at)
                .hint(format!("at most {MAX_OPERANDS} words and phrases")));
        }
        Ok(query)
    }

    fn dates(&self, value: &str, at: usize, scope: Scope) -> Parsed {
        let (from, to) = dates::range(value, at, self.settings.today)?;
        Ok(if scope == Scope::Indexed { Query::Indexed { from, to } } else { Query::Published { from, to } })
    }

    /// A mark that never closes: at the top it means the rest, in parentheses nobody knows.
    fn unclosed_mark(&mut self, phrase: &Token<'_>) -> Result<(), QueryError> {
        let words = &self.text[phrase.at.clone()];
        let closed = format!("{}\"", words.trim_end());
        if self.depth > 0 {
            let mark = words.chars().next().map_or(0, char::len_utf8);
            let here = phrase.at.start..phrase.at.start + mark;
            return Err(QueryError::new(QueryErrorKind::UnclosedQuote, here)
                .hint(format!("add a closing mark: {closed}")));
        }
        self.note(format!("the quotation mark is never closed; searched for {closed}"));
        Ok(())
    }

    fn group(&mut self, open: &Token<'_>, scope: Scope) -> Parsed {
        self.nested(open, |parser| {
            parser.at = open.at.end;
            let first = parser.peek(scope)?;
            match first.kind {
                TokenKind::CloseParen => {
                    return Err(QueryError::new(QueryErrorKind::EmptyParens, open.at.start..first.at.end)
                        .hint("put words between them, or remove them"));
                }
                TokenKind::End => return Err(unclosed(open)),
                _ => {}
            }
            let inner = parser.either(scope)?;
            let close = parser.peek(scope)?;
            if close.kind != TokenKind::CloseParen {
                return Err(unclosed(open));
            }
            parser.at = close.at.end;
            Ok(inner)
        })
    }
}

fn known_kind(query: &Query, at: &std::ops::Range<usize>) -> Result<(), QueryError> {
    let typed = match query {
        Query::Term { word, .. } => word,
        Query::Phrase { words, .. } => words,
        _ => return Ok(()),
    };
    let lower = typed.to_lowercase();
    if StatementKind::ALL.iter().any(|kind| kind.as_str() == lower) {
        return Ok(());
    }
    let hint = "kinds are direct, mixed and indirect; kind:* finds what has any statement";
    Err(QueryError::new(QueryErrorKind::NotAKind(typed.clone()), at.clone()).hint(hint))
}

fn unclosed(open: &Token<'_>) -> QueryError {
    QueryError::new(QueryErrorKind::UnclosedParen, open.at.clone()).hint("add `)` where the group ends")
}

/// Blanks between the words of a phrase carry no meaning.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
