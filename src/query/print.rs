//! Prints a query so that it parses to itself again.

use std::fmt;

use super::dates;
use super::lexer::{Place, TokenKind, token};
use super::{Field, Query};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::All => f.write_str("*"),
            Query::Term { field, word } => term(f, *field, word, ""),
            Query::Phrase { field, words, slop } => phrase(f, *field, words, *slop),
            Query::Prefix { field, stem } => {
                name(f, *field)?;
                write!(f, "{stem}*")
            }
            Query::Wildcard { field, pattern } => {
                name(f, *field)?;
                f.write_str(pattern)
            }
            Query::Fuzzy { field, word, distance } => {
                name(f, *field)?;
                write!(f, "{word}~{distance}")
            }
            Query::Regex { field, pattern } => {
                name(f, *field)?;
                write!(f, "/{pattern}/")
            }
            Query::Exists { field } => write!(f, "{}:*", field.name()),
            Query::Near { left, right, within, ordered } => {
                operand(f, left)?;
                write!(f, " {}/{within} ", if *ordered { "PRE" } else { "W" })?;
                operand(f, right)
            }
            Query::Statement { by, said, about } => {
                statement(f, by.as_deref(), said.as_deref(), about.as_deref())
            }
            Query::Boost { query, by } => {
                match **query {
                    Query::Published { .. } | Query::Indexed { .. } | Query::Boost { .. } => {
                        write!(f, "({query})")?;
                    }
                    // Some words are words only because a weight follows: `[^2^2`.
                    Query::Term { field, ref word } => term(f, field, word, &format!("^{by}"))?,
                    _ => tight(f, query)?,
                }
                write!(f, "^{by}")
            }
            Query::Published { from, to } => {
                write!(f, "published:{}", dates::print(from.as_ref(), to.as_ref()))
            }
            Query::Indexed { from, to } => {
                write!(f, "indexed:{}", dates::print(from.as_ref(), to.as_ref()))
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

fn statement(
    f: &mut fmt::Formatter<'_>,
    by: Option<&Query>,
    said: Option<&Query>,
    about: Option<&Query>,
) -> fmt::Result {
    let mut space = "";
    if let Some(by) = by {
        tight(f, by)?;
        space = " ";
    }
    for (operator, words) in [("SAID", said), ("ABOUT", about)] {
        if let Some(words) = words {
            write!(f, "{space}{operator} ")?;
            tight(f, words)?;
            space = " ";
        }
    }
    Ok(())
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
        Query::And(_) | Query::Or(_) | Query::Near { .. } | Query::Statement { .. } => write!(f, "({query})"),
        _ => write!(f, "{query}"),
    }
}

/// Where `NOT` would take more than its own.
fn tight(f: &mut fmt::Formatter<'_>, query: &Query) -> fmt::Result {
    if matches!(query, Query::Not(_)) { write!(f, "({query})") } else { operand(f, query) }
}

fn name(f: &mut fmt::Formatter<'_>, field: Option<Field>) -> fmt::Result {
    field.map_or(Ok(()), |field| write!(f, "{}:", field.name()))
}

/// A word that would be read as something else, with what stands behind it, is quoted.
fn term(f: &mut fmt::Formatter<'_>, field: Option<Field>, word: &str, behind: &str) -> fmt::Result {
    let place = if field.is_some() { Place::Value } else { Place::Open };
    let plain = token(&format!("{word}{behind}"), 0, place)
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

    /// Any field of words; what `kind` may hold is checked elsewhere.
    fn field() -> impl Strategy<Value = Option<Field>> {
        proptest::option::of((0..FIELDS.len() - 1).prop_map(|at| FIELDS[at].field))
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
            (field(), "[a-zA-Zé'’.0-9]{0,4}[a-z北][a-z'’!.-]{0,3}[?]?")
                .prop_map(|(field, word)| Query::Term { field, word }),
            (field(), "[a-z:()*+-]{0,5}[a-z]( [a-z]{1,5}| AND){0,3}", 0u32..4)
                .prop_map(|(field, words, slop)| Query::Phrase { field, words, slop }),
            (field(), "[a-z]{1,6}").prop_map(|(field, stem)| Query::Prefix { field, stem }),
            (field(), "[a-z]{1,2}[?*][a-z]{1,3}")
                .prop_map(|(field, pattern)| Query::Wildcard { field, pattern }),
            (field(), "[a-z]{1,6}", 1u8..3).prop_map(|(field, word, distance)| Query::Fuzzy {
                field,
                word,
                distance
            }),
            (field(), "[a-z]{1,3}([.][*])?").prop_map(|(field, pattern)| Query::Regex { field, pattern }),
            (0..FIELDS.len()).prop_map(|at| Query::Exists { field: FIELDS[at].field }),
            published(),
            published().prop_map(|query| match query {
                Query::Published { from, to } => Query::Indexed { from, to },
                other => other,
            }),
            near(),
            Just(Query::All),
        ]
    }

    fn near() -> impl Strategy<Value = Query> {
        let side = || {
            proptest::collection::vec("[a-z]{1,5}", 1..3).prop_map(|words| {
                let mut terms: Vec<Query> =
                    words.into_iter().map(|word| Query::Term { field: None, word }).collect();
                if terms.len() == 1 { terms.remove(0) } else { Query::Or(terms) }
            })
        };
        (side(), side(), 1u32..41, any::<bool>()).prop_map(|(left, right, within, ordered)| Query::Near {
            left: Box::new(left),
            right: Box::new(right),
            within,
            ordered,
        })
    }

    /// One statement made of what holds none.
    fn said(by: Query, said: Option<Query>, about: Option<Query>) -> Query {
        let boxed = |query: Option<Query>| query.map(Box::new);
        let about = if said.is_none() && about.is_none() { Some(Query::All) } else { about };
        Query::Statement { by: Some(Box::new(by)), said: boxed(said), about: boxed(about) }
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
                inner.clone().prop_map(|query| Query::Not(Box::new(query))),
                (inner, 1u32..20)
                    .prop_map(|(query, by)| Query::Boost { query: Box::new(query), by: by as f32 / 2.0 }),
            ]
        })
    }

    fn statement_tree() -> impl Strategy<Value = Query> {
        let part = || proptest::option::of(tree());
        (tree(), part(), part(), tree()).prop_map(|(by, words, about, beside)| {
            let statement = said(by, words, about);
            Query::Or(vec![statement.clone(), Query::Not(Box::new(statement)), Query::Not(Box::new(beside))])
        })
    }

    proptest! {
        #[test]
        fn a_printed_statement_parses_to_itself(query in statement_tree()) {
            let printed = query.to_string();
            let again = parse(&printed).map_err(|e| TestCaseError::fail(e.render(&printed)))?;
            prop_assert_eq!(again, query, "{}", printed);
        }

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
                Just("&&".into()), Just("SAID ".into()), Just(" ABOUT ".into()), Just(" NEAR/3 ".into()),
                Just("^2".into()), Just("/".into()), Just("?".into()), Just("（".into()), Just("kind:".into()),
                Just("last week ".into()), Just(" or ".into()), Just("not ".into()), Just(" said ".into()),
                Just("|".into()), Just("é".into()), Just("2025-03".into()), Just("\u{0}".into()),
                "[a-z]{1,3}",
            ], 0..14)
        ) {
            holds(&parts.concat())?;
        }
    }

    #[test]
    fn weights_end_where_words_do() {
        holds("[^2&&last week").unwrap();
        holds("[^2^2").unwrap();
        assert_eq!(parse("letter^2&&war").unwrap(), parse("letter^2 AND war").unwrap());
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
