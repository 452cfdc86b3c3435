//! Cuts one token at a time off a query; what a token is depends on where it stands.

use std::ops::Range;

use super::dates;
use super::error::{QueryError, QueryErrorKind};
use super::field::{self, Target, field_names};
use super::pattern::{self, MAX_DISTANCE};

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
    Said,
    About,
    Near { within: u32, ordered: bool },
    Star,
    Field(Target),
    Word(&'q str),
    Prefix(&'q str),
    Wildcard(&'q str),
    Fuzzy { word: &'q str, distance: u8 },
    Regex(&'q str),
    Phrase { words: &'q str, words_at: usize, slop: u32, closed: bool },
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
        !matches!(self.kind, T::CloseParen | T::And | T::Or | T::Near { .. } | T::End)
    }

    /// Whether it is a word, phrase or pattern without a field.
    pub(super) fn is_bare(&self) -> bool {
        use TokenKind as T;
        matches!(
            self.kind,
            T::Word(_) | T::Prefix(_) | T::Wildcard(_) | T::Fuzzy { .. } | T::Regex(_) | T::Phrase { .. }
        )
    }
}

/// How far `NEAR` reaches where nobody says.
const NEAR: u32 = 10;
/// The farthest it can reach: parts of an article stand farther apart than this.
pub const MAX_NEAR: u32 = 40;

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
            match phrase(text, at, first)? {
                Some(phrase) => return Ok(phrase),
                // A lone mark at the end, as in 6": nothing that could be found.
                None => return Ok(Token { kind: TokenKind::End, at: text.len()..text.len() }),
            }
        }
        if matches!(place, Place::Date | Place::Dates) {
            return date(text, at, place);
        }
        if first == '/'
            && let Some(found) = regex(text, at)
        {
            return found;
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
            return Err(too_wide(word, at));
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
    let before_something = rest[1..]
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || is_mark(c) || matches!(c, '(' | '*' | '?' | '/'));
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
        if c == '^' && at > 0 && boost(rest, at).is_some() {
            return at;
        }
        previous = Some(c);
    }
    rest.len()
}

/// `^2` or `^0.5` at `at`, before a blank, a parenthesis, `&&` or the end: how much, and where it ends.
pub(super) fn boost(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?.strip_prefix('^')?;
    let len = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let number = &rest[..len];
    let whole = number.bytes().any(|b| b.is_ascii_digit());
    (whole && ends_word(&rest[len..])).then_some((number, at + 1 + len))
}

/// Whether nothing of a word follows.
fn ends_word(rest: &str) -> bool {
    let joins = rest.starts_with("&&") || rest.starts_with("||");
    joins || rest.chars().next().is_none_or(|c| c.is_whitespace() || is_mark(c) || matches!(c, '(' | ')'))
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
    let text_follows = value
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() || is_mark(c) || matches!(c, '(' | '[' | '*'));
    text_follows.then(|| Err(unknown_field(name, value, at)))
}

fn unknown_field(name: &str, value: &str, at: usize) -> QueryError {
    let value = &value[..word_len(value)];
    let hint = match field::nearest(name) {
        Some(near) => format!("did you mean `{near}:{value}`?"),
        None => format!(
            "to search for the words, quote them: \"{name}:{value}\"; fields are {}",
            field_names().join(", ")
        ),
    };
    QueryError::new(QueryErrorKind::UnknownField(name.to_owned()), at..at + name.len()).hint(hint)
}

/// A word, a pattern or an operator.
fn classify(word: &str, at: usize, place: Place) -> Lexed<'_> {
    let here = at..at + word.len();
    if place == Place::Open
        && let Some(kind) = operator(word, at)?
    {
        return Ok(Token { kind, at: here });
    }
    if let Some(fuzzy) = fuzzy(word, at) {
        return fuzzy;
    }
    let kind = match word.strip_suffix('*') {
        Some(stem) if !pattern::is_wild(stem) && stem.chars().any(char::is_alphanumeric) => {
            TokenKind::Prefix(stem)
        }
        _ if pattern::is_wild(word) => {
            pattern::check_wildcard(word)
                .map_err(|(kind, hint)| QueryError::new(kind, here.clone()).hint(hint))?;
            TokenKind::Wildcard(word)
        }
        _ => TokenKind::Word(word),
    };
    Ok(Token { kind, at: here })
}

/// Operators that are words. Those that are also English must be upper-case; with a number they need not.
fn operator<'q>(word: &str, at: usize) -> Result<Option<TokenKind<'q>>, QueryError> {
    let kind = match word {
        "AND" => TokenKind::And,
        "OR" => TokenKind::Or,
        "NOT" => TokenKind::Not,
        "SAID" => TokenKind::Said,
        "ABOUT" => TokenKind::About,
        "NEAR" => TokenKind::Near { within: NEAR, ordered: false },
        _ => return near(word, at),
    };
    Ok(Some(kind))
}

/// `NEAR/5`, `W/5`, `PRE/5`.
fn near<'q>(word: &str, at: usize) -> Result<Option<TokenKind<'q>>, QueryError> {
    let Some((name, number)) = word.split_once('/') else { return Ok(None) };
    let ordered = match name.to_ascii_lowercase().as_str() {
        "near" | "w" => false,
        "pre" | "onear" => true,
        _ => return Ok(None),
    };
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    match number.parse() {
        Ok(within @ 1..=MAX_NEAR) => Ok(Some(TokenKind::Near { within, ordered })),
        _ => Err(QueryError::new(QueryErrorKind::BadDistance, at..at + word.len())
            .hint(format!("write {name}/1 to {name}/{MAX_NEAR}; AND finds both anywhere in the article"))),
    }
}

/// `word~`, `word~1`, `word~2`.
fn fuzzy(word: &str, at: usize) -> Option<Lexed<'_>> {
    let (stem, number) = word.rsplit_once('~')?;
    if !stem.chars().any(char::is_alphanumeric) || !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let wrong = |hint: String| {
        let from = at + stem.len();
        Some(Err(QueryError::new(QueryErrorKind::BadFuzzy, from..at + word.len()).hint(hint)))
    };
    if pattern::is_wild(stem) || pattern::words_in(stem) != 1 {
        return wrong("put it after one whole word: Khamenei~1".to_owned());
    }
    let distance = match number {
        "" if stem.chars().count() > 5 => 2,
        "" => 1,
        _ => match number.parse() {
            Ok(distance @ 1..=MAX_DISTANCE) => distance,
            _ => return wrong(format!("write {stem}~1 or {stem}~2: that many letters may differ")),
        },
    };
    Some(Ok(Token { kind: TokenKind::Fuzzy { word: stem, distance }, at: at..at + word.len() }))
}

/// `/regex/`: no blank inside, and after the last slash the word ends. Other slashes are text.
fn regex(text: &str, at: usize) -> Option<Lexed<'_>> {
    let rest = &text[at + 1..];
    let mut escaped = false;
    for (len, c) in rest.char_indices() {
        if c.is_whitespace() {
            return None;
        }
        let end = at + 1 + len + 1;
        if c == '/' && !escaped && len > 0 && (ends_word(&text[end..]) || boost(text, end).is_some()) {
            let pattern = &rest[..len];
            if let Err(why) = pattern::check_regex(pattern) {
                let error = QueryError::new(QueryErrorKind::BadRegex(why), at..end);
                return Some(Err(
                    error.hint(format!("to search for the text, quote it: \"{}\"", &text[at..end]))
                ));
            }
            return Some(Ok(Token { kind: TokenKind::Regex(pattern), at: at..end }));
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

fn too_wide(word: &str, at: usize) -> QueryError {
    QueryError::new(QueryErrorKind::TooWide, at..at + word.len())
        .hint("put two letters or more beside the star: negotiat*, *shore")
}

/// `"words"` with an optional `~3`; nothing for a lone mark at the end of the query.
///
/// A mark that never closes reaches to the end.
fn phrase(text: &str, at: usize, mark: char) -> Result<Option<Token<'_>>, QueryError> {
    let words_at = at + mark.len_utf8();
    let found = text[words_at..].find(is_mark);
    let close = found.map_or(text.len(), |len| words_at + len);
    let words = &text[words_at..close];
    let end = close + text[close..].chars().next().map_or(0, char::len_utf8);
    if !words.chars().any(char::is_alphanumeric) {
        if found.is_none() && words.trim().is_empty() {
            return Ok(None);
        }
        return Err(QueryError::new(QueryErrorKind::EmptyPhrase, at..end)
            .hint("put words between them, or remove them"));
    }
    let (slop, end) = slop(text, end)?;
    if text[end..].starts_with('*') {
        return Err(QueryError::new(QueryErrorKind::StarPlace, end..end + 1)
            .hint("a phrase means its exact words; put the star after a single word"));
    }
    let closed = found.is_some();
    Ok(Some(Token { kind: TokenKind::Phrase { words, words_at, slop, closed }, at: at..end }))
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

/// One date or range. Ranges in brackets hold blanks, and so do dates as people write them.
fn date(text: &str, at: usize, place: Place) -> Lexed<'_> {
    let rest = &text[at..];
    let here = if rest.starts_with(['[', '{']) {
        dates::bracket_end(text, at).ok_or_else(|| {
            QueryError::new(QueryErrorKind::UnclosedBracket, at..at + 1).hint("write it as [2024 TO 2025]")
        })?
    } else if let Some(len) = spelled_out(rest) {
        at..at + len
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

/// The most words a date takes: `from 9 March 2024 to 10 March 2025`.
const WORDS_OF_A_DATE: usize = 8;

/// How much of `rest` is a date in several words; the longest that is one counts.
fn spelled_out(rest: &str) -> Option<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while ends.len() < WORDS_OF_A_DATE {
        let len = word_len(&rest[at..]);
        if len == 0 {
            break;
        }
        at += len;
        ends.push(at);
        let blanks = rest[at..].len() - rest[at..].trim_start().len();
        if blanks == 0 {
            break;
        }
        at += blanks;
    }
    ends.into_iter().skip(1).rev().find(|end| dates::is_period(&rest[..*end]))
}
