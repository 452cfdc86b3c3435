//! Prints a query so that it parses to itself again.

use std::fmt;

use super::dates;
use super::lexer::{Place, TokenKind, token};
use super::{Field, Query};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_str("*"),
            Query::Term { field, word } => term(f, *field, word),
            Query::Phrase { field, words, slop } => phrase(f, *field, words, *slop),
            Query::Prefix { field, stem } => {
                name(f, *field)?;
                write!(f, "{stem}*")
            }
            Query::Published { from, to } => {
                write!(f, "published:{}", dates::print(from.as_ref(), to.as_ref()))
            }
            Query::And(all) => list(f, all, " AND "),
            Query::Or(any) => list(f, any, " OR "),
            Query::Not(inner) => {
                f.write_str("NOT ")?;
                operand(f, inner)
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, items: &[Query], join: &str) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(join)?;
        }
        operand(f, item)?;
    }
    Ok(())
}

/// Lists inside anything stand in parentheses, also where binding would not need them: easier to read.
fn operand(f: &mut fmt::Formatter<'_>, query: &Query) -> fmt::Result {
    match query {
        Query::And(_) | Query::Or(_) => write!(f, "({query})"),
        _ => write!(f, "{query}"),
    }
}

fn name(f: &mut fmt::Formatter<'_>, field: Option<Field>) -> fmt::Result {
    field.map_or(Ok(()), |field| write!(f, "{}:", field.name()))
}

/// A word that would be read as something else is quoted.
fn term(f: &mut fmt::Formatter<'_>, field: Option<Field>, word: &str) -> fmt::Result {
    let place = if field.is_some() { Place::Value } else { Place::Open };
    let plain = token(word, 0, place)
        .is_ok_and(|token| token.kind == TokenKind::Word(word) && word.chars().any(char::is_alphanumeric));
    if !plain {
        return phrase(f, field, word, 0);
    }
    name(f, field)?;
    f.write_str(word)
}

fn phrase(f: &mut fmt::Formatter<'_>, field: Option<Field>, words: &str, slop: u32) -> fmt::Result {
    name(f, field)?;
    write!(f, "\"{words}\"")?;
    if slop > 0 { write!(f, "~{slop}") } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{FIELDS, parse};
    use super::*;
    use crate::model::NewsDate;

    fn field() -> impl Strategy<Value = Option<Field>> {
        proptest::option::of((0..FIELDS.len()).prop_map(|at| FIELDS[at].field))
    }

    fn date() -> impl Strategy<Value = NewsDate> {
        let day = (1i16..9998, 1i8..13, 1i8..29);
        (day, 0usize..5, proptest::option::of(-600i16..600)).prop_map(|((year, month, day), cut, offset)| {
            let full = format!("{year:04}-{month:02}-{day:02}T12:34:56");
            let mut date: NewsDate = full[..[4, 7, 10, 16, 19][cut]].parse().unwrap();
            date.offset_minutes = offset.filter(|_| cut > 2);
            date
        })
    }

    fn published() -> impl Strategy<Value = Query> {
        (proptest::option::of(date()), proptest::option::of(date())).prop_map(|(a, b)| match (a, b) {
            (Some(a), Some(b)) if b.after() <= a.earliest() => {
                Query::Published { from: Some(b), to: Some(a) }
            }
            (from, to) => Query::Published { from, to },
        })
    }

    fn leaf() -> impl Strategy<Value = Query> {
        prop_oneof![
            (field(), "[a-zA-Zé'’.0-9]{0,4}[a-z北][a-z'’!?.-]{0,3}")
                .prop_map(|(field, word)| Query::Term { field, word }),
            (field(), "[a-z:()*+-]{0,5}[a-z]( [a-z]{1,5}| AND){0,3}", 0u32..4)
                .prop_map(|(field, words, slop)| Query::Phrase { field, words, slop }),
            (field(), "[a-z]{1,6}").prop_map(|(field, stem)| Query::Prefix { field, stem }),
            published(),
            Just(Query::All),
        ]
    }

    /// Trees as the parser makes them: lists of two and more, none directly inside its own kind.
    fn tree() -> impl Strategy<Value = Query> {
        leaf().prop_recursive(4, 24, 4, |inner| {
            let list = || proptest::collection::vec(inner.clone(), 2..4);
            let spread = |items: Vec<Query>, all: bool| {
                items.into_iter().flat_map(move |item| match (all, item) {
                    (true, Query::And(inner)) | (false, Query::Or(inner)) => inner,
                    (_, other) => vec![other],
                })
            };
            prop_oneof![
                list().prop_map(move |items| Query::And(spread(items, true).collect())),
                list().prop_map(move |items| Query::Or(spread(items, false).collect())),
                inner.prop_map(|query| Query::Not(Box::new(query))),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_printed_tree_parses_to_itself(query in tree()) {
            let printed = query.to_string();
            let again = parse(&printed).map_err(|e| TestCaseError::fail(e.render(&printed)))?;
            prop_assert_eq!(again, query, "{}", printed);
        }

        #[test]
        fn anything_typed_is_a_query_or_an_error_with_a_place(text in "\\PC{0,40}") {
            holds(&text)?;
        }

        #[test]
        fn so_is_anything_made_of_the_language_itself(
            parts in proptest::collection::vec(prop_oneof![
                Just("(".to_owned()), Just(")".into()), Just("\"".into()), Just("“".into()), Just(" ".into()),
                Just("AND".into()), Just("OR ".into()), Just("NOT ".into()), Just("and".into()), Just("-".into()),
                Just("*".into()), Just("~".into()), Just("speaker:".into()), Just("published:".into()),
                Just("[".into()), Just("]".into()), Just(" TO ".into()), Just("..".into()), Just(">=".into()),
                Just("&&".into()), Just("|".into()), Just("é".into()), Just("2025-03".into()), Just("\u{0}".into()),
                "[a-z]{1,3}",
            ], 0..14)
        ) {
            holds(&parts.concat())?;
        }
    }

    fn holds(text: &str) -> Result<(), TestCaseError> {
        super::super::notes(text);
        match parse(text) {
            Ok(query) => {
                let printed = query.to_string();
                prop_assert_eq!(parse(&printed).ok(), Some(query), "{}", printed);
            }
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error);
                prop_assert!(!error.render(text).is_empty());
            }
        }
        Ok(())
    }
}
