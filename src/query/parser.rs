//! From a query as typed to its syntax tree, by recursive descent.

use super::dates;
use super::error::{QueryError, QueryErrorKind};
use super::field::Target;
use super::lexer::{Place, Token, TokenKind, token};
use super::{Field, Query};

/// How deep parentheses and `NOT`s may nest.
pub const MAX_DEPTH: usize = 64;
/// How many words, phrases and ranges one query may hold.
pub const MAX_OPERANDS: usize = 1024;

/// Reads a query; blank text asks for every article.
///
/// # Errors
/// Where the query breaks the grammar, with the place and what to type instead.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    if text.trim().is_empty() {
        return Ok(Query::All);
    }
    let mut parser = Parser { text, at: 0, depth: 0, operands: 0 };
    let start = parser.peek(Scope::Any)?;
    if start.kind == TokenKind::End {
        return Err(QueryError::new(QueryErrorKind::NoWords, 0..text.len())
            .hint("type at least one word, or nothing to find every article"));
    }
    let query = parser.either(Scope::Any)?;
    let rest = parser.peek(Scope::Any)?;
    match rest.kind {
        TokenKind::End => Ok(query),
        _ => Err(QueryError::new(QueryErrorKind::UnmatchedClose, rest.at)
            .hint("remove it, or put `(` where the group begins")),
    }
}

/// What the reader of the results should know about how `text` was understood.
pub fn notes(text: &str) -> Vec<String> {
    let mut notes = Vec::new();
    let mut words = words_of(text).peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        let between = !first && words.peek().is_some();
        let operator = match word {
            "or" if between => Some("OR"),
            "not" if words.peek().is_some() => Some("NOT"),
            _ => None,
        };
        if let Some(operator) = operator {
            let note = format!("`{word}` was searched as a word; the operator is written {operator}");
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        first = false;
    }
    notes
}

/// The bare words of a query that parses.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let next = token(text, at, Place::Open).ok()?;
        at = next.at.end;
        match next.kind {
            TokenKind::End => None,
            TokenKind::Word(word) => Some(word),
            _ => Some(""),
        }
    })
}

/// What the words mean where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Outside any field.
    Any,
    /// Inside `field:( … )`.
    Within(Field),
    /// Inside `published:( … )`.
    Dates,
}

impl Scope {
    fn field(self) -> Option<Field> {
        match self {
            Scope::Within(field) => Some(field),
            Scope::Any | Scope::Dates => None,
        }
    }

    fn place(self) -> Place {
        if self == Scope::Dates { Place::Dates } else { Place::Open }
    }
}

struct Parser<'q> {
    text: &'q str,
    at: usize,
    depth: usize,
    operands: usize,
}

type Parsed = Result<Query, QueryError>;

impl<'q> Parser<'q> {
    fn peek(&self, scope: Scope) -> Result<Token<'q>, QueryError> {
        token(self.text, self.at, scope.place())
    }

    fn either(&mut self, scope: Scope) -> Parsed {
        let mut any = vec![self.all(scope)?];
        loop {
            let next = self.peek(scope)?;
            if next.kind != TokenKind::Or {
                return Ok(joined(any, Join::Any));
            }
            self.at = next.at.end;
            self.needs_operand(&next, scope)?;
            any.push(self.all(scope)?);
        }
    }

    fn all(&mut self, scope: Scope) -> Parsed {
        let mut all = vec![self.one(scope)?];
        loop {
            let next = self.peek(scope)?;
            match next.kind {
                TokenKind::And => {
                    self.at = next.at.end;
                    self.needs_operand(&next, scope)?;
                }
                TokenKind::Word("and") if self.operand_follows(&next, scope) => self.at = next.at.end,
                _ if next.begins_operand() => {}
                _ => return Ok(joined(all, Join::All)),
            }
            all.push(self.one(scope)?);
        }
    }

    /// Whether something that can be searched stands after `token`.
    fn operand_follows(&self, after: &Token<'_>, scope: Scope) -> bool {
        token(self.text, after.at.end, scope.place()).is_ok_and(|next| next.begins_operand())
    }

    fn needs_operand(&self, operator: &Token<'_>, scope: Scope) -> Result<(), QueryError> {
        if self.peek(scope)?.begins_operand() {
            return Ok(());
        }
        Err(self.beside(operator, QueryErrorKind::NothingAfter))
    }

    fn beside(&self, operator: &Token<'_>, kind: fn(String) -> QueryErrorKind) -> QueryError {
        let word = &self.text[operator.at.clone()];
        QueryError::new(kind(word.to_owned()), operator.at.clone())
            .hint(format!("to search for the word itself, quote it: \"{word}\""))
    }

    fn one(&mut self, scope: Scope) -> Parsed {
        let next = self.peek(scope)?;
        match next.kind {
            TokenKind::Not => self.nested(&next, |parser| {
                parser.at = next.at.end;
                parser.needs_operand(&next, scope)?;
                Ok(Query::Not(Box::new(parser.one(scope)?)))
            }),
            TokenKind::Plus => self.nested(&next, |parser| {
                parser.at = next.at.end;
                parser.needs_operand(&next, scope)?;
                parser.one(scope)
            }),
            TokenKind::Field(target) => {
                self.at = next.at.end;
                self.field(target, &next)
            }
            _ => self.operand(next, scope),
        }
    }

    /// `field:` was read; what follows is its value.
    fn field(&mut self, target: Target, name: &Token<'_>) -> Parsed {
        let (scope, place) = match target {
            Target::Words(field) => (Scope::Within(field), Place::Value),
            Target::Published => (Scope::Dates, Place::Date),
        };
        let value = token(self.text, self.at, place)?;
        let empty = match &value.kind {
            TokenKind::Star => target != Target::Published,
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

    fn operand(&mut self, next: Token<'_>, scope: Scope) -> Parsed {
        let field = scope.field();
        let query = match next.kind {
            TokenKind::OpenParen => return self.group(&next, scope),
            TokenKind::Star => Query::All,
            TokenKind::Word(word) => Query::Term { field, word: word.to_owned() },
            TokenKind::Prefix(stem) => Query::Prefix { field, stem: stem.to_owned() },
            TokenKind::Phrase { words, words_at, .. } if scope == Scope::Dates => {
                let date = words.trim();
                dates::range(date, words_at + words.len() - words.trim_start().len())?
            }
            TokenKind::Phrase { words, slop, .. } => Query::Phrase { field, words: tidy(words), slop },
            TokenKind::DateRange(range) => dates::range(range, next.at.start)?,
            TokenKind::And | TokenKind::Or => return Err(self.beside(&next, QueryErrorKind::NothingBefore)),
            TokenKind::CloseParen => {
                return Err(QueryError::new(QueryErrorKind::UnmatchedClose, next.at)
                    .hint("remove it, or put `(` where the group begins"));
            }
            TokenKind::Not | TokenKind::Plus | TokenKind::Field(_) | TokenKind::End => {
                return Err(QueryError::new(QueryErrorKind::NoWords, next.at));
            }
        };
        self.at = next.at.end;
        self.operands += 1;
        if self.operands > MAX_OPERANDS {
            return Err(QueryError::new(QueryErrorKind::TooLong, next.at)
                .hint(format!("at most {MAX_OPERANDS} words and phrases")));
        }
        Ok(query)
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

    fn nested(&mut self, at: &Token<'_>, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth >= MAX_DEPTH {
            return Err(QueryError::new(QueryErrorKind::TooDeep, at.at.clone())
                .hint(format!("at most {MAX_DEPTH} parentheses or NOTs inside each other")));
        }
        self.depth += 1;
        let parsed = inner(self);
        self.depth -= 1;
        parsed
    }
}

fn unclosed(open: &Token<'_>) -> QueryError {
    QueryError::new(QueryErrorKind::UnclosedParen, open.at.clone()).hint("add `)` where the group ends")
}

/// Blanks between the words of a phrase carry no meaning.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How a list of operands is joined.
#[derive(Debug, Clone, Copy)]
enum Join {
    All,
    Any,
}

/// A list of one is that one; a list inside a list of its own kind is part of it.
fn joined(list: Vec<Query>, join: Join) -> Query {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What `text` is understood as, printed.
    #[track_caller]
    fn check(text: &str, want: &str) {
        match parse(text) {
            Ok(query) => assert_eq!(query.to_string(), want, "{text}"),
            Err(error) => panic!("{}", error.render(text)),
        }
    }

    #[test]
    fn words_side_by_side_must_all_match() {
        check("Khamenei letter", "Khamenei AND letter");
        check("Khamenei AND letter", "Khamenei AND letter");
        check("Khamenei && letter", "Khamenei AND letter");
        check("Khamenei and letter", "Khamenei AND letter");
        check("", "*");
        check("  ", "*");
        check("*", "*");
    }

    #[test]
    fn operators_bind_not_then_and_then_or() {
        check("a OR b c", "a OR (b AND c)");
        check("a || b && c", "a OR (b AND c)");
        check("(a OR b) c", "(a OR b) AND c");
        check("NOT a b", "NOT a AND b");
        check("a NOT (b OR c)", "a AND NOT (b OR c)");
        check("a -b !c +d", "a AND NOT b AND NOT c AND d");
        check("((a b) c) AND d", "a AND b AND c AND d");
        check("-(a b)", "NOT (a AND b)");
    }

    #[test]
    fn what_people_type_is_text() {
        check("don't well-known Yahoo! 12:30", "don't AND well-known AND Yahoo! AND 12:30");
        check("http://x.org/a?b=c U.S. AT&T", "http://x.org/a?b=c AND U.S. AND AT&T");
        check("Trump - Iran – Johnson & Johnson", "Trump AND Iran AND Johnson AND Johnson");
        check("Trump: no deal", "Trump: AND no AND deal");
        check("who said it?", "who AND said AND it?");
        check("and or not", "and AND or AND not");
        check("R&D:x", "R&D:x");
    }

    #[test]
    fn phrases_in_any_marks() {
        check("\"supreme leader\"", "\"supreme leader\"");
        check("“supreme  leader”", "\"supreme leader\"");
        check("„so« \"a b\"~3", "\"so\" AND \"a b\"~3");
        check("negotiat*", "negotiat*");
    }

    #[test]
    fn fields_and_their_aliases() {
        check("speaker:Vatanka", "speaker:Vatanka");
        check("Speaker: Vatanka", "speaker:Vatanka");
        check("organisation:\"Eurasia Group\"", "org:\"Eurasia Group\"");
        check(
            "title:(letter OR \"oral message\" -war)",
            "headline:letter OR (headline:\"oral message\" AND NOT headline:war)",
        );
        check("said:(a speaker:b)", "quote:a AND speaker:b");
        check("speaker:AND by:-x path:a:b", "speaker:AND AND author:-x AND path:a:b");
        check("-speaker:Trump", "NOT speaker:Trump");
        check("said:negot*", "quote:negot*");
    }

    #[test]
    fn published_takes_dates_and_ranges() {
        check("published:2025-03", "published:2025-03");
        check("a date:2025-03-01..2025-04 b", "a AND published:2025-03-01..2025-04 AND b");
        check("published:>=2024", "published:2024..");
        check("published: >= 2024 x", "published:2024.. AND x");
        check("published:[2024 TO 2025] x", "published:2024..2025 AND x");
        check("when:(2023 OR >2024 OR \"2020\")", "published:2023 OR published:2025.. OR published:2020");
        check("published:*", "published:*");
    }

    #[test]
    fn lower_case_operators_are_mentioned() {
        assert_eq!(notes("letter or speech"), ["`or` was searched as a word; the operator is written OR"]);
        assert_eq!(notes("letter and speech"), [""; 0]);
        assert_eq!(notes("either or"), [""; 0]);
    }

    #[test]
    fn nesting_and_length_are_bounded() {
        let kind = |text: &str| parse(text).map_err(|error| error.kind);
        assert_eq!(kind(&"(".repeat(100_000)), Err(QueryErrorKind::TooDeep));
        assert_eq!(kind(&"NOT ".repeat(100_000)), Err(QueryErrorKind::TooDeep));
        assert_eq!(kind(&"-(".repeat(100_000)), Err(QueryErrorKind::TooDeep));
        assert_eq!(kind(&"word ".repeat(100_000)), Err(QueryErrorKind::TooLong));
    }

    #[test]
    fn what_could_only_find_nothing_is_an_error() {
        let kind = |text: &str| parse(text).map_err(|error| error.kind);
        assert_eq!(kind("?!"), Err(QueryErrorKind::NoWords));
        assert_eq!(kind("()"), Err(QueryErrorKind::EmptyParens));
        assert_eq!(kind("\" \""), Err(QueryErrorKind::EmptyPhrase));
        assert_eq!(kind("speaker:"), Err(QueryErrorKind::EmptyField("speaker".into())));
        assert_eq!(kind("speaker:*"), Err(QueryErrorKind::EmptyField("speaker".into())));
        assert_eq!(kind("published:"), Err(QueryErrorKind::EmptyField("published".into())));
        assert_eq!(kind("wo*f"), Err(QueryErrorKind::StarPlace));
        assert_eq!(kind("\"a b\"*"), Err(QueryErrorKind::StarPlace));
        assert_eq!(kind("\"a b\"~"), Err(QueryErrorKind::BadSlop));
        assert_eq!(kind("published:[2024 TO"), Err(QueryErrorKind::UnclosedBracket));
        assert_eq!(kind("a AND OR b"), Err(QueryErrorKind::NothingAfter("AND".into())));
        assert_eq!(kind("a (AND b)"), Err(QueryErrorKind::NothingBefore("AND".into())));
    }
}
