//! What can be wrong with a query, where, and what to type instead.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// What is wrong.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// `nmae:value`.
    #[error("no field is called `{0}`")]
    UnknownField(String),
    /// `speaker:` and nothing after it.
    #[error("`{0}:` has nothing to look for")]
    EmptyField(String),
    /// A quotation mark that never closes.
    #[error("this quotation mark is never closed")]
    UnclosedQuote,
    /// A parenthesis that never closes.
    #[error("this parenthesis is never closed")]
    UnclosedParen,
    /// `[2024 TO 2025`.
    #[error("this bracket is never closed")]
    UnclosedBracket,
    /// `letter)`.
    #[error("this parenthesis closes nothing")]
    UnmatchedClose,
    /// `()`.
    #[error("there is nothing between these parentheses")]
    EmptyParens,
    /// `""`.
    #[error("there are no words between these marks")]
    EmptyPhrase,
    /// `AND letter`.
    #[error("`{0}` has nothing before it")]
    NothingBefore(String),
    /// `letter AND`.
    #[error("`{0}` has nothing after it")]
    NothingAfter(String),
    /// `published:soon`.
    #[error("`{0}` is not a date")]
    NotADate(String),
    /// `published:2025..2024`.
    #[error("this range ends before it begins")]
    BackwardRange,
    /// `[2024 2025]`.
    #[error("`{0}` is not a range of dates")]
    NotARange(String),
    /// `"a b"*`, `well-kn*n`.
    #[error("a star can only stand in a single word")]
    StarPlace,
    /// `*a*`.
    #[error("this would find almost every word")]
    TooWide,
    /// `word~9`.
    #[error("`~` after a word takes 1 or 2")]
    BadFuzzy,
    /// `word^0`.
    #[error("`^` takes a number above 0, up to 1000")]
    BadBoost,
    /// `/a(/`.
    #[error("not a regular expression: {0}")]
    BadRegex(String),
    /// `a NEAR/400 b`.
    #[error("words cannot be looked for so far apart")]
    BadDistance,
    /// `(a AND b) NEAR/4 c`.
    #[error("this cannot be near anything")]
    NotNear,
    /// `headline:a NEAR/4 body:b`.
    #[error("the two sides are looked for in different fields")]
    NearFields,
    /// `kind:loud`.
    #[error("`{0}` is not a kind of statement")]
    NotAKind(String),
    /// `a SAID b SAID c`.
    #[error("one statement takes one `{0}`")]
    SaidTwice(String),
    /// `(a SAID b) SAID c`.
    #[error("a statement cannot stand inside another")]
    SaidInSaid,
    /// `NOT SAID b`.
    #[error("`{0}` cannot begin here")]
    SaidInside(String),
    /// `speaker:(a SAID b)`.
    #[error("a statement cannot stand inside a field")]
    SaidInField,
    /// `published:yesterday` where nobody says what day it is.
    #[error("`{0}` depends on the day, which is not known here")]
    NoToday(String),
    /// `"a b"~many`.
    #[error("`~` after a phrase needs a number")]
    BadSlop,
    /// Only punctuation.
    #[error("there is no word to look for")]
    NoWords,
    /// Deeper than [`super::MAX_DEPTH`].
    #[error("this is nested too deep")]
    TooDeep,
    /// More than [`super::MAX_OPERANDS`].
    #[error("this query is too long")]
    TooLong,
}

/// What is wrong with a query, and where.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("{kind}")]
pub struct QueryError {
    /// What is wrong.
    pub kind: QueryErrorKind,
    /// Where, in bytes of the query; on `char` boundaries; empty at its end.
    pub at: Range<usize>,
    /// What to type instead.
    pub hint: Option<String>,
}

/// Characters shown on either side of the place in a long query.
const AROUND: usize = 48;

impl QueryError {
    pub(super) fn new(kind: QueryErrorKind, at: Range<usize>) -> Self {
        QueryError { kind, at, hint: None }
    }

    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The query on one line with `^` under the place.
    pub fn excerpt(&self, query: &str) -> String {
        let start = floor(query, self.at.start);
        let end = floor(query, self.at.end).max(start);
        let before: Vec<char> = query[..start].chars().collect();
        let after: Vec<char> = query[end..].chars().collect();
        let from = before.len().saturating_sub(AROUND);
        let mut line = String::from(if from > 0 { "…" } else { "" });
        line.extend(before[from..].iter().map(|c| shown(*c)));
        let indent = columns(&line);
        let mut wrong: String = query[start..end].chars().take(AROUND).map(shown).collect();
        let mut carets = columns(&wrong).max(1);
        if query[start..end].chars().count() > AROUND {
            wrong.push('…');
            carets += 1;
        }
        line.push_str(&wrong);
        line.extend(after.iter().take(AROUND).map(|c| shown(*c)));
        if after.len() > AROUND {
            line.push('…');
        }
        format!("{line}\n{}{}", " ".repeat(indent), "^".repeat(carets))
    }

    /// Message, place and hint, as the command line prints them.
    pub fn render(&self, query: &str) -> String {
        let mut out = format!("{}\n", self.kind);
        for line in self.excerpt(query).lines() {
            let _ = writeln!(out, "  {line}");
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(out, "hint: {hint}");
        }
        out
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One printable character for each: a line break in the query must not break the picture.
fn shown(c: char) -> char {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_whitespace() => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

fn columns(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::parse;

    fn check(query: &str, want: Expect) {
        match parse(query) {
            Ok(query) => panic!("parsed as {query}"),
            Err(error) => want.assert_eq(&error.render(query)),
        }
    }

    #[test]
    fn an_unknown_field_is_named_with_its_nearest() {
        check(
            "letter AND speeker:Vatanka",
            expect![[r#"
                no field is called `speeker`
                  letter AND speeker:Vatanka
                             ^^^^^^^
                hint: did you mean `speaker:Vatanka`?
            "#]],
        );
        check(
            "Trump:deal",
            expect![[r#"
                no field is called `Trump`
                  Trump:deal
                  ^^^^^
                hint: to search for the words, quote them: "Trump:deal"; fields are headline, lead, body, caption, author, speaker, org, role, quote, people, place, section, source, lang, path, kind, published, indexed
            "#]],
        );
    }

    #[test]
    fn what_is_open_is_shown_where_it_opened() {
        check(
            "(letter “supreme leader)",
            expect![[r#"
                this quotation mark is never closed
                  (letter “supreme leader)
                          ^
                hint: add a closing mark: “supreme leader)"
            "#]],
        );
        check(
            "(a OR (b AND c)",
            expect![[r#"
                this parenthesis is never closed
                  (a OR (b AND c)
                  ^
                hint: add `)` where the group ends
            "#]],
        );
        check(
            "a) b",
            expect![[r#"
                this parenthesis closes nothing
                  a) b
                   ^
                hint: remove it, or put `(` where the group begins
            "#]],
        );
    }

    #[test]
    fn an_operator_needs_both_its_sides() {
        check(
            "letter AND",
            expect![[r#"
                `AND` has nothing after it
                  letter AND
                         ^^^
                hint: to search for the word itself, quote it: "AND"
            "#]],
        );
        check(
            "OR letter",
            expect![[r#"
                `OR` has nothing before it
                  OR letter
                  ^^
                hint: to search for the word itself, quote it: "OR"
            "#]],
        );
    }

    #[test]
    fn dates_say_how_they_are_written() {
        check(
            "published:13/03/24",
            expect![[r#"
                `13/03/24` is not a date
                  published:13/03/24
                            ^^^^^^^^
                hint: dates look like 2025, 2025-03, 2025-03-09, March 2025 or "last 30 days"; ranges like 2024..2025-03 or >=2024
            "#]],
        );
        check(
            "published:2025..2024",
            expect![[r#"
                this range ends before it begins
                  published:2025..2024
                            ^^^^^^^^^^
                hint: turn it round: 2024..2025
            "#]],
        );
    }

    #[test]
    fn wide_letters_and_long_queries_keep_the_caret_in_place() {
        check(
            "北京 speeker:x",
            expect![[r#"
                no field is called `speeker`
                  北京 speeker:x
                       ^^^^^^^
                hint: did you mean `speaker:x`?
            "#]],
        );
        let long = format!("{} (", "word ".repeat(30));
        check(
            &long,
            expect![[r#"
                this parenthesis is never closed
                  …d word word word word word word word word word  (
                                                                   ^
                hint: add `)` where the group ends
            "#]],
        );
    }

    #[test]
    fn what_cannot_be_looked_for_says_what_can() {
        check(
            "trump (a AND b) NEAR/5 deal",
            expect![[r#"
                this cannot be near anything
                  trump (a AND b) NEAR/5 deal
                        ^^^^^^^^^
                hint: words, phrases, and alternatives can be near: (a OR "b c") NEAR/5 d
            "#]],
        );
        check(
            "*a",
            expect![[r#"
                this would find almost every word
                  *a
                  ^^
                hint: put two letters or more beside the star: negotiat*, *shore
            "#]],
        );
        check(
            "Ruiz SAID letter SAID drawer",
            expect![[r#"
                one statement takes one `SAID`
                  Ruiz SAID letter SAID drawer
                                   ^^^^
                hint: put AND between two statements, or join the words: SAID (a AND b)
            "#]],
        );
    }
}
