//! Cuts one token at a time off a query; what a token is depends on where it stands.

use std::ops::Range;

use super::dates::bracket_end;
use super::error::{QueryError, QueryErrorKind};
use super::field::{self, FIELDS, Target};

/// Where a token is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Anywhere: operators and fields count.
    Open,
    /// Right after `field:`, where `-x`, `a:b` and `AND` are text.
    Value,
    /// Where words are dates: right after `published:`.
    Date,
    /// Inside `published:( … )`: dates and operators.
    Dates,
}

/// What was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind<'q> {
    OpenParen,
    CloseParen,
    And,
    Or,
    Not,
    Plus,
    Star,
    Field(Target),
    Word(&'q str),
    Prefix(&'q str),
    Phrase { words: &'q str, words_at: usize, slop: u32 },
    DateRange(&'q str),
    End,
}

/// A token and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'q> {
    pub(super) kind: TokenKind<'q>,
    pub(super) at: Range<usize>,
}

impl Token<'_> {
    /// Whether an operand can begin with it.
    pub(super) fn begins_operand(&self) -> bool {
        use TokenKind as T;
        !matches!(self.kind, T::CloseParen | T::And | T::Or | T::End)
    }
}

/// The marks that open or close a phrase; any closes what any other opened.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' | '〝' | '〞')
}

type Lexed<'q> = Result<Token<'q>, QueryError>;

/// Cuts the next token off `text`, beginning at the byte `from`.
pub(super) fn token(text: &str, from: usize, place: Place) -> Lexed<'_> {
    let mut at = from;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else {
            return Ok(Token { kind: TokenKind::End, at: at..at });
        };
        if let Some((kind, len)) = sign(rest, first, place) {
            return Ok(Token { kind, at: at..at + len });
        }
        if is_mark(first) {
            return phrase(text, at, first);
        }
        if matches!(place, Place::Date | Place::Dates) {
            return date(text, at, place);
        }
        if place == Place::Open
            && let Some(found) = field_name(text, at)
        {
            return found;
        }
        let word = &rest[..word_len(rest)];
        if word.chars().any(char::is_alphanumeric) {
            return classify(word, at, place);
        }
        let here = at..at + word.len();
        if word == "*" {
            return Ok(Token { kind: TokenKind::Star, at: here });
        }
        if word.contains('*') {
            return Err(star_place(word, at));
        }
        if place == Place::Value {
            return Ok(Token { kind: TokenKind::Word(word), at: here });
        }
        at = here.end; // A dash, an ampersand, dots: nothing that could be found.
    }
}

/// Parentheses and operators made of signs, and how long they are.
fn sign<'q>(rest: &str, first: char, place: Place) -> Option<(TokenKind<'q>, usize)> {
    match first {
        '(' => return Some((TokenKind::OpenParen, 1)),
        ')' => return Some((TokenKind::CloseParen, 1)),
        _ if rest.starts_with("&&") => return Some((TokenKind::And, 2)),
        _ if rest.starts_with("||") => return Some((TokenKind::Or, 2)),
        _ => {}
    }
    if matches!(place, Place::Value | Place::Date) {
        return None;
    }
    let kind = match first {
        '-' | '!' => TokenKind::Not,
        '+' => TokenKind::Plus,
        _ => return None,
    };
    let before_something =
        rest[1..].chars().next().is_some_and(|c| c.is_alphanumeric() || is_mark(c) || c == '(');
    before_something.then_some((kind, 1))
}

/// How much of `rest` one word takes.
fn word_len(rest: &str) -> usize {
    let mut previous = None;
    for (at, c) in rest.char_indices() {
        if c.is_whitespace() || c == '(' || c == ')' || is_mark(c) {
            return at;
        }
        if matches!(c, '&' | '|') && previous == Some(c) {
            return at - 1;
        }
        previous = Some(c);
    }
    rest.len()
}

/// `name:` at the front, or an error where a name stands there that no field has.
fn field_name(text: &str, at: usize) -> Option<Lexed<'_>> {
    let rest = &text[at..];
    let len = rest.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'_').count();
    let value = rest[len..].strip_prefix(':')?;
    if len == 0 || value.starts_with("//") {
        return None;
    }
    let name = &rest[..len];
    let end = at + len + 1;
    if let Some(target) = field::lookup(name) {
        return Some(Ok(Token { kind: TokenKind::Field(target), at: at..end }));
    }
    let text_follows =
        value.chars().next().is_some_and(|c| c.is_alphanumeric() || is_mark(c) || c == '(' || c == '[');
    text_follows.then(|| Err(unknown_field(name, value, at)))
}

fn unknown_field(name: &str, value: &str, at: usize) -> QueryError {
    let value = &value[..word_len(value)];
    let hint = match field::nearest(name) {
        Some(near) => format!("did you mean `{near}:{value}`?"),
        None => format!(
            "to search for the words, quote them: \"{name}:{value}\"; fields are {}, published",
            FIELDS.iter().map(|row| row.names[0]).collect::<Vec<_>>().join(", ")
        ),
    };
    QueryError::new(QueryErrorKind::UnknownField(name.to_owned()), at..at + name.len()).hint(hint)
}

/// A word, a prefix or an operator.
fn classify(word: &str, at: usize, place: Place) -> Lexed<'_> {
    let kind = match word {
        "AND" if place == Place::Open => TokenKind::And,
        "OR" if place == Place::Open => TokenKind::Or,
        "NOT" if place == Place::Open => TokenKind::Not,
        _ => match word.strip_suffix('*') {
            Some(stem) if !stem.contains('*') => TokenKind::Prefix(stem),
            None if !word.contains('*') => {
                foreign(word, at)?;
                TokenKind::Word(word)
            }
            _ => return Err(star_place(word, at)),
        },
    };
    Ok(Token { kind, at: at..at + word.len() })
}

/// `wolf~1` and `wolf^2` mean something elsewhere; here they would silently find nothing.
fn foreign(word: &str, at: usize) -> Result<(), QueryError> {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(mark) = stem.chars().last().filter(|c| matches!(c, '~' | '^')) else { return Ok(()) };
    let hint = if mark == '~' {
        "write the spellings you expect: (this OR that); `\"two words\"~3` lets words stand apart"
    } else {
        "words have no weights; --sort chooses the order"
    };
    let from = at + stem.len() - 1;
    Err(QueryError::new(QueryErrorKind::Unsupported(mark), from..at + word.len()).hint(hint))
}

fn star_place(word: &str, at: usize) -> QueryError {
    let star = at + word.find('*').unwrap_or(0);
    QueryError::new(QueryErrorKind::StarPlace, star..star + 1).hint("begin with letters: negotiat*")
}

/// `"words"` with an optional `~3`.
fn phrase(text: &str, at: usize, mark: char) -> Lexed<'_> {
    let words_at = at + mark.len_utf8();
    let Some(len) = text[words_at..].find(is_mark) else {
        let hint = match text[words_at..].trim() {
            "" => "remove it, or put words and a closing mark after it".to_owned(),
            _ => format!("add a closing mark: {}\"", text[at..].trim_end()),
        };
        return Err(QueryError::new(QueryErrorKind::UnclosedQuote, at..words_at).hint(hint));
    };
    let words = &text[words_at..words_at + len];
    let close = words_at + len;
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    if !words.chars().any(char::is_alphanumeric) {
        return Err(QueryError::new(QueryErrorKind::EmptyPhrase, at..end)
            .hint("put words between them, or remove them"));
    }
    let (slop, end) = slop(text, end)?;
    if text[end..].starts_with('*') {
        return Err(QueryError::new(QueryErrorKind::StarPlace, end..end + 1)
            .hint("a phrase means its exact words; put the star after a single word"));
    }
    Ok(Token { kind: TokenKind::Phrase { words, words_at, slop }, at: at..end })
}

fn slop(text: &str, at: usize) -> Result<(u32, usize), QueryError> {
    let Some(rest) = text[at..].strip_prefix('~') else { return Ok((0, at)) };
    let digits = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
    let end = at + 1 + digits.len();
    match digits.parse() {
        Ok(slop) => Ok((slop, end)),
        Err(_) => Err(QueryError::new(QueryErrorKind::BadSlop, at..end)
            .hint("write it as \"two words\"~3: at most three words between them")),
    }
}

/// One date or range; ranges in brackets hold blanks.
fn date(text: &str, at: usize, place: Place) -> Lexed<'_> {
    let rest = &text[at..];
    let here = if rest.starts_with(['[', '{']) {
        bracket_end(text, at).ok_or_else(|| {
            QueryError::new(QueryErrorKind::UnclosedBracket, at..at + 1).hint("write it as [2024 TO 2025]")
        })?
    } else {
        let sign = rest.len() - rest.trim_start_matches(['<', '>', '=']).len();
        let blanks = if sign == 0 { 0 } else { rest[sign..].len() - rest[sign..].trim_start().len() };
        let value = &rest[sign + blanks..];
        at..at + sign + blanks + word_len(value)
    };
    let kind = match &text[here.clone()] {
        "AND" if place == Place::Dates => TokenKind::And,
        "OR" if place == Place::Dates => TokenKind::Or,
        "NOT" if place == Place::Dates => TokenKind::Not,
        value => TokenKind::DateRange(value),
    };
    Ok(Token { kind, at: here })
}
