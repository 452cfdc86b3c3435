//! From a query as typed to its syntax tree, by recursive descent.

use super::dates;
use super::error::{QueryError, QueryErrorKind};
use super::field::Target;
use super::lexer::{Place, Token, TokenKind, boost, token};
use super::wide::Narrow;
use super::{Field, Query};
use crate::model::{NewsDate, StatementKind};

/// How deep parentheses and `NOT`s may nest.
pub const MAX_DEPTH: usize = 64;
/// How many words, phrases and ranges one query may hold.
pub const MAX_OPERANDS: usize = 1024;
/// How long a query may be, in bytes.
pub const MAX_LENGTH: usize = 64 * 1024;
/// The most a part may be made to count.
const MAX_BOOST: f32 = 1000.0;

/// How a query is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// The day from which *yesterday* is seen.
    pub today: Option<NewsDate>,
    /// Words side by side: any of them must match, not all.
    pub any: bool,
}

/// A query that was read, and what is to be said about how.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Understood {
    /// What it asks.
    pub query: Query,
    /// Where it was understood in another way than may have been meant.
    pub notes: Vec<String>,
}

/// Reads a query; blank text asks for every article.
///
/// # Errors
/// Where the query breaks the grammar, with the place and what to type instead.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    read(text, &Settings::default()).map(|understood| understood.query)
}

/// Reads a query as `settings` say, with notes on how it was understood.
///
/// # Errors
/// As [`parse`].
pub fn read(text: &str, settings: &Settings) -> Result<Understood, QueryError> {
    if text.trim().is_empty() {
        return Ok(Understood::default());
    }
    if text.len() > MAX_LENGTH {
        let hint = format!("at most {MAX_LENGTH} bytes; onrecord batch takes a list of queries from a file");
        return Err(QueryError::new(QueryErrorKind::TooLong, text.len()..text.len()).hint(hint));
    }
    let narrow = Narrow::of(text);
    read_narrow(narrow.text(), settings).map_err(|error| narrow.widen(error))
}

fn read_narrow(text: &str, settings: &Settings) -> Result<Understood, QueryError> {
    let mut parser = Parser { text, at: 0, depth: 0, operands: 0, settings, notes: Vec::new() };
    let start = parser.peek(Scope::Any)?;
    if start.kind == TokenKind::End {
        return Err(QueryError::new(QueryErrorKind::NoWords, 0..text.len())
            .hint("type at least one word, or nothing to find every article"));
    }
    let query = parser.either(Scope::Any)?;
    let rest = parser.peek(Scope::Any)?;
    match rest.kind {
        TokenKind::End => Ok(Understood { query, notes: parser.notes }),
        _ => Err(QueryError::new(QueryErrorKind::UnmatchedClose, rest.at)
            .hint("remove it, or put `(` where the group begins")),
    }
}

/// What the reader of the results should know about how `text` was understood.
pub fn notes(text: &str) -> Vec<String> {
    read(text, &Settings::default()).map(|understood| understood.notes).unwrap_or_default()
}

/// What the words mean where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Outside any field.
    Any,
    /// Inside `field:( … )`.
    Within(Field),
    /// Inside `published:( … )`.
    Published,
    /// Inside `indexed:( … )`.
    Indexed,
}

impl Scope {
    fn field(self) -> Option<Field> {
        match self {
            Scope::Within(field) => Some(field),
            Scope::Any | Scope::Published | Scope::Indexed => None,
        }
    }

    fn is_dates(self) -> bool {
        matches!(self, Scope::Published | Scope::Indexed)
    }

    fn place(self) -> Place {
        if self.is_dates() { Place::Dates } else { Place::Open }
    }
}

struct Parser<'q> {
    text: &'q str,
    at: usize,
    depth: usize,
    operands: usize,
    settings: &'q Settings,
    notes: Vec<String>,
}

type Parsed = Result<Query, QueryError>;

/// An operand in a list, and how it came there.
struct Item {
    query: Query,
    /// A bare word right beside the item before it.
    beside: bool,
    /// A word or pattern without a field.
    bare: bool,
    /// Must match also where any would do.
    required: bool,
    /// `NOT` stands before it, outside any parentheses.
    negated: bool,
    /// A `SAID` that `ABOUT` may still extend.
    extends: bool,
}

/// A word that may be an operator in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Small {
    And,
    Or,
    Not,
    Said,
}

fn small(kind: &TokenKind<'_>) -> Option<Small> {
    let TokenKind::Word(word) = kind else { return None };
    match *word {
        "and" | "And" => Some(Small::And),
        "or" | "Or" => Some(Small::Or),
        "not" | "Not" => Some(Small::Not),
        "said" | "Said" => Some(Small::Said),
        _ => None,
    }
}

impl<'q> Parser<'q> {
    fn peek(&self, scope: Scope) -> Result<Token<'q>, QueryError> {
        token(self.text, self.at, scope.place())
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn either(&mut self, scope: Scope) -> Parsed {
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

    /// `SAID` or `ABOUT` was met; the last of `items` is whose statement it is.
    fn tell(&mut self, operator: &Token<'q>, scope: Scope, items: &mut Vec<Item>) -> Result<(), QueryError> {
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
                return Err(QueryError::new(QueryErrorKind::SaidTwice(again.to_owned()), operator.at.clone())
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

    /// Whether something that can be searched stands after `token`.
    fn operand_follows(&self, after: &Token<'_>, scope: Scope) -> bool {
        token(self.text, after.at.end, scope.place()).is_ok_and(|next| {
            next.begins_operand() && !matches!(next.kind, TokenKind::Said | TokenKind::About)
        })
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

    fn negated(&mut self, not: &Token<'_>, scope: Scope) -> Parsed {
        self.nested(not, |parser| {
            parser.at = not.at.end;
            parser.needs_operand(not, scope)?;
            Ok(Query::Not(Box::new(parser.one(scope)?)))
        })
    }

    fn one(&mut self, scope: Scope) -> Parsed {
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

    /// `a NEAR/5 b`, and what stands alone.
    fn near(&mut self, scope: Scope) -> Parsed {
        let start = self.peek(scope)?.at.start;
        let mut left = self.boosted(scope)?;
        let mut links = 0;
        loop {
            let next = self.peek(scope)?;
            let TokenKind::Near { within, ordered } = next.kind else { return Ok(left) };
            links += 1;
            if links > MAX_DEPTH {
                return Err(QueryError::new(QueryErrorKind::TooDeep, next.at).hint("at most 64 in a chain"));
            }
            self.at = next.at.end;
            self.needs_operand(&next, scope)?;
            let right_at = self.peek(scope)?.at.start;
            let right = self.boosted(scope)?;
            for (side, from, to) in [(&left, start, next.at.start), (&right, right_at, self.at)] {
                if !can_be_near(side) {
                    let place = from..self.text[..to].trim_end().len().max(from);
                    return Err(QueryError::new(QueryErrorKind::NotNear, place)
                        .hint("words, phrases, and alternatives can be near: (a OR \"b c\") NEAR/5 d"));
                }
            }
            let (one, other) = (only_field(&left), only_field(&right));
            if one.is_none() || one != other {
                return Err(QueryError::new(QueryErrorKind::NearFields, next.at)
                    .hint("name one field for both: headline:(a NEAR/5 b)"));
            }
            left = Query::Near { left: Box::new(left), right: Box::new(right), within, ordered };
        }
    }

    /// An operand, and `^2` behind it.
    fn boosted(&mut self, scope: Scope) -> Parsed {
        let next = self.peek(scope)?;
        let query = match next.kind {
            TokenKind::Field(target) => {
                self.at = next.at.end;
                self.field(target, &next)?
            }
            _ => self.operand(next, scope)?,
        };
        let Some((number, end)) = boost(self.text, self.at) else { return Ok(query) };
        let here = self.at..end;
        self.at = end;
        match number.parse::<f32>() {
            Ok(by) if by > 0.0 && by <= MAX_BOOST => Ok(Query::Boost { query: Box::new(query), by }),
            _ => Err(QueryError::new(QueryErrorKind::BadBoost, here).hint("write ^2 to count double, ^0.5 for half")),
        }
    }

    /// `field:` was read; what follows is its value.
    fn field(&mut self, target: Target, name: &Token<'_>) -> Parsed {
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

    fn operand(&mut self, next: Token<'_>, scope: Scope) -> Parsed {
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
                return Err(QueryError::new(QueryErrorKind::SaidInside(self.text[next.at.clone()].to_owned()), next.at)
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

impl Item {
    fn plain(query: Query) -> Self {
        Item { query, beside: false, bare: false, required: false, negated: false, extends: false }
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
fn names_speaker(item: Option<&Item>) -> bool {
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

/// Whether a query says where its words stand.
fn can_be_near(query: &Query) -> bool {
    match query {
        Query::Or(parts) => parts.iter().all(can_be_near),
        Query::Near { .. } => true,
        query => query.field().is_some_and(|field| field != Some(Field::Kind)),
    }
}

/// The one field that all of these are looked for in.
fn only_field(query: &Query) -> Option<Option<Field>> {
    match query {
        Query::Or(parts) => {
            let first = only_field(parts.first()?)?;
            parts.iter().all(|part| only_field(part) == Some(first)).then_some(first)
        }
        Query::Near { left, .. } => only_field(left),
        query => query.field(),
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
        check("\"and\" \"or\" not", "\"and\" AND \"or\" AND not");
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
        check("published:March 2025 letter", "published:2025-03 AND letter");
        check("indexed:9 March 2025..", "indexed:2025-03-09..");
    }

    #[test]
    fn operators_in_any_case_where_they_can_mean_nothing_else() {
        check("letter or speech", "letter OR speech");
        check("letter Or speech", "letter OR speech");
        check("letter and not speech", "letter AND NOT speech");
        check("letter AND not speech", "letter AND NOT speech");
        check("not guilty", "not AND guilty");
        check("either or", "either AND or");
        check("a w/5 b", "a W/5 b");
        check("speaker:Ruiz said letter", "speaker:Ruiz SAID letter");
        check("Ruiz said letter", "Ruiz AND said AND letter");
        assert_eq!(notes("letter or speech"), ["`or` was read as OR; quote it to look for the word: \"or\""]);
        assert_eq!(notes("a b not c"), ["`not` was searched as a word; the operator is written NOT"]);
        assert_eq!(notes("Ruiz said letter"), ["`said` was searched as a word; the operator is written SAID"]);
        assert_eq!(notes("letter and speech"), [""; 0]);
        assert_eq!(notes("either or"), [""; 0]);
    }

    #[test]
    fn patterns_and_weights() {
        check("wom?n *shore h*r", "wom?n AND *shore AND h*r");
        check("Khamenei~ wolf~ deal~2", "Khamenei~2 AND wolf~1 AND deal~2");
        check("/harbou?rs?/ /home/x and/or", "/harbou?rs?/ AND /home/x AND and/or");
        check("letter^2 \"a b\"^0.5 (a b)^3", "letter^2 AND \"a b\"^0.5 AND (a AND b)^3");
        check("path:/wor.d/", "path:/wor.d/");
        check("caption:* NOT section:*", "caption:* AND NOT section:*");
        check("E=mc^ ~ 5~", "E=mc^ AND 5~1");
    }

    #[test]
    fn words_near_each_other() {
        check("a NEAR/5 b", "a W/5 b");
        check("a NEAR b c", "(a W/10 b) AND c");
        check("\"a b\" PRE/3 (c OR d*)", "\"a b\" PRE/3 (c OR d*)");
        check("a W/3 b W/4 c", "(a W/3 b) W/4 c");
        check("a W/3 b c", "(a W/3 b) AND c");
        check("headline:(a W/3 b)", "headline:a W/3 headline:b");
    }

    #[test]
    fn one_statement() {
        check("\"Alex Vatanka\" SAID Soleimani", "\"Alex Vatanka\" SAID Soleimani");
        check("speaker:Vatanka SAID (trump AND NOT deal)", "speaker:Vatanka SAID (trump AND NOT deal)");
        check("oil Alex Vatanka SAID a b AND c", "((oil AND Alex AND Vatanka) SAID (a AND b)) AND c");
        check("oil \"Alex Vatanka\" SAID a", "oil AND (\"Alex Vatanka\" SAID a)");
        check("oil AND Vatanka SAID a", "oil AND (Vatanka SAID a)");
        check("Vatanka SAID deal ABOUT Trump", "Vatanka SAID deal ABOUT Trump");
        check("ABOUT Trump section:world", "(ABOUT Trump) AND section:world");
        check("NOT Ruiz SAID letter ABOUT Lind", "NOT (Ruiz SAID letter ABOUT Lind)");
        check("(NOT Ruiz) SAID letter", "(NOT Ruiz) SAID letter");
        check("letter AND ABOUT Trump", "letter AND (ABOUT Trump)");
        check("a SAID b OR c SAID d", "(a SAID b) OR (c SAID d)");
        check("Vatanka SAID *", "Vatanka SAID *");
        check("NOT (a SAID b)", "NOT (a SAID b)");
    }

    #[test]
    fn any_of_the_words() {
        let any = |text: &str| {
            read(text, &Settings { any: true, ..Settings::default() }).map(|u| u.query.to_string()).unwrap()
        };
        assert_eq!(any("a b \"c d\""), "a OR b OR \"c d\"");
        assert_eq!(any("a b -c +d"), "(a OR b) AND NOT c AND d");
        assert_eq!(any("a AND b"), "a AND b");
    }

    #[test]
    fn wide_marks_and_open_ends_are_understood() {
        check("（a ＯＲ b）　c", "(a OR b) AND c");
        check("ｓｐｅａｋｅｒ：Ruiz", "speaker:Ruiz");
        check("6\"", "6");
        check("letter “supreme leader", "letter AND \"supreme leader\"");
        assert_eq!(
            notes("letter “supreme leader"),
            ["the quotation mark is never closed; searched for “supreme leader\""]
        );
        let error = parse("（a ＡＮＤ）").unwrap_err();
        assert_eq!(&"（a ＡＮＤ）"[error.at], "ＡＮＤ");
    }

    #[test]
    fn nesting_and_length_are_bounded() {
        let kind = |text: &str| parse(text).map_err(|error| error.kind);
        assert_eq!(kind(&"(".repeat(10_000)), Err(QueryErrorKind::TooDeep));
        assert_eq!(kind(&"NOT ".repeat(10_000)), Err(QueryErrorKind::TooDeep));
        assert_eq!(kind(&"-(".repeat(10_000)), Err(QueryErrorKind::TooDeep));
        assert_eq!(kind(&"word ".repeat(100_000)), Err(QueryErrorKind::TooLong));
        assert_eq!(kind(&"word ".repeat(10_000)), Err(QueryErrorKind::TooLong));
        assert_eq!(kind(&"a W/3 ".repeat(1_000)), Err(QueryErrorKind::TooDeep));
    }

    #[test]
    fn what_could_only_find_nothing_is_an_error() {
        let kind = |text: &str| parse(text).map_err(|error| error.kind);
        assert_eq!(kind("?!"), Err(QueryErrorKind::NoWords));
        assert_eq!(kind("()"), Err(QueryErrorKind::EmptyParens));
        assert_eq!(kind("\" \""), Err(QueryErrorKind::EmptyPhrase));
        assert_eq!(kind("speaker:"), Err(QueryErrorKind::EmptyField("speaker".into())));
        assert_eq!(kind("published:"), Err(QueryErrorKind::EmptyField("published".into())));
        assert_eq!(kind("*a*"), Err(QueryErrorKind::TooWide));
        assert_eq!(kind("**"), Err(QueryErrorKind::TooWide));
        assert_eq!(kind("well-kn*n"), Err(QueryErrorKind::StarPlace));
        assert_eq!(kind("wolf~3"), Err(QueryErrorKind::BadFuzzy));
        assert_eq!(kind("wolf^0"), Err(QueryErrorKind::BadBoost));
        assert!(matches!(kind("/a(/"), Err(QueryErrorKind::BadRegex(_))));
        assert!(matches!(kind("/(a{999}){999}/"), Err(QueryErrorKind::BadRegex(_))));
        assert_eq!(kind("a NEAR/400 b"), Err(QueryErrorKind::BadDistance));
        assert_eq!(kind("(a AND b) NEAR/4 c"), Err(QueryErrorKind::NotNear));
        assert_eq!(kind("headline:a NEAR/4 c"), Err(QueryErrorKind::NearFields));
        assert_eq!(kind("kind:loud"), Err(QueryErrorKind::NotAKind("loud".into())));
        assert_eq!(kind("a SAID b SAID c"), Err(QueryErrorKind::SaidTwice("SAID".into())));
        assert_eq!(kind("(a SAID b) SAID c"), Err(QueryErrorKind::SaidInSaid));
        assert_eq!(kind("speaker:(a SAID b)"), Err(QueryErrorKind::SaidInField));
        assert_eq!(kind("published:yesterday"), Err(QueryErrorKind::NoToday("yesterday".into())));
        assert_eq!(kind("\"a b\"*"), Err(QueryErrorKind::StarPlace));
        assert_eq!(kind("\"a b\"~"), Err(QueryErrorKind::BadSlop));
        assert_eq!(kind("published:[2024 TO"), Err(QueryErrorKind::UnclosedBracket));
        assert_eq!(kind("a AND OR b"), Err(QueryErrorKind::NothingAfter("AND".into())));
        assert_eq!(kind("a (AND b)"), Err(QueryErrorKind::NothingBefore("AND".into())));
    }
}
