//! "Did you mean": words of the archive that look like one that stands nowhere in it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::alike::Alike;
use super::compile::columns::{EVERYWHERE, column};
use super::compile::expand::Expander;
use super::join::articles_saying;
use super::statistics::documents_with;
use crate::engine::Suggestion;
use crate::index::Fields;
use crate::index::analysis::{exact_tokens, related_tokens};
use crate::query::{Field, Query};

/// How many words are looked at closer, and how many are suggested for each.
const WORDS: usize = 4;
const SUGGESTIONS: usize = 3;
/// In a word of so many letters one may differ, in a longer one two.
const SHORT: usize = 4;

/// A word that so few documents have may be a slip for one a letter away that so many times as many have.
const RARE: u64 = 3;
const FAR_COMMONER: u64 = 20;

/// Suggestions for each word of the query that no article has, or next to none.
pub(super) fn suggestions(
    searcher: &Searcher,
    fields: &Fields,
    query: &Query,
) -> tantivy::Result<Vec<Suggestion>> {
    let mut words = Vec::new();
    wanted(query, &mut words);
    let mut out = Vec::new();
    let mut unknown = 0;
    for (field, typed) in words {
        let tokens = exact_tokens(typed);
        let columns = columns(fields, field);
        let [token] = tokens.as_slice() else { continue };
        if unknown >= WORDS || columns.is_empty() {
            continue;
        }
        let found = documents(searcher, &columns, token)?;
        let may_be_meant = found <= RARE && is_long_word(token);
        if found > 0 && !may_be_meant {
            continue;
        }
        unknown += 1;
        for (word, articles) in like(searcher, fields, &columns, token)? {
            let is_likelier =
                articles >= found.saturating_mul(FAR_COMMONER) && strsim::osa_distance(token, &word) == 1;
            if found == 0 || is_likelier {
                out.push(Suggestion { typed: typed.to_owned(), found, word, articles });
            }
        }
    }
    Ok(out)
}

/// The words that a query wants to find, each once.
fn wanted<'q>(query: &'q Query, out: &mut Vec<(Option<Field>, &'q str)>) {
    match query {
        Query::Not(_) => {}
        Query::Term { field, word } => {
            if !out.contains(&(*field, word)) {
                out.push((*field, word));
            }
        }
        Query::Statement { by, said, about } => {
            for (part, field) in [(by, Field::Speaker), (said, Field::Quote), (about, Field::People)] {
                let mut inside = Vec::new();
                if let Some(part) = part {
                    wanted(part, &mut inside);
                }
                out.extend(inside.into_iter().map(|(own, word)| (own.or(Some(field)), word)));
            }
        }
        query => query.parts().into_iter().for_each(|part| wanted(part, out)),
    }
}

type Columns = Vec<tantivy::schema::Field>;

fn columns(fields: &Fields, field: Option<Field>) -> Columns {
    match field {
        Some(Field::Kind) => Vec::new(),
        Some(field) => vec![column(fields, field)],
        // Whatever stands in a lead stands in its body.
        None => {
            let fields_of = EVERYWHERE.iter().filter(|(field, _)| *field != Field::Lead);
            fields_of.map(|(field, _)| column(fields, *field)).collect()
        }
    }
}

/// A short one is a letter away from many others.
fn is_long_word(token: &str) -> bool {
    token.chars().count() > SHORT && token.chars().all(char::is_alphabetic)
}

/// How many documents have the word in one of its forms, at least; counted no further than rare words go.
fn documents(searcher: &Searcher, columns: &Columns, token: &str) -> tantivy::Result<u64> {
    let mut forms = related_tokens(token);
    forms.push(token.to_owned());
    let mut most = 0;
    for column in columns {
        for form in &forms {
            most = most.max(documents_with(searcher, &Term::from_field_text(*column, form))?);
            if most > RARE {
                return Ok(most);
            }
        }
    }
    Ok(most)
}

/// A word that may be meant.
struct Near {
    word: String,
    distance: usize,
    /// In so many articles it stands, statements aside.
    articles: u64,
    /// So many statements have it, each once.
    statements: u64,
}

impl Near {
    /// The nearest first, of equally near ones the commonest: no word comes before this place, whatever articles its
    /// statements stand in.
    fn at_best(&self) -> (usize, Reverse<u64>) {
        (self.distance, Reverse(self.articles.max(self.statements)))
    }
}

/// The nearest words, of equally near ones the commonest; with the articles that have them.
fn like(
    searcher: &Searcher,
    fields: &Fields,
    columns: &Columns,
    token: &str,
) -> tantivy::Result<Vec<(String, u64)>> {
    let mut near = near(searcher, fields, columns, token)?;
    near.sort_by(|a, b| a.at_best().cmp(&b.at_best()).then_with(|| a.word.cmp(&b.word)));
    let mut found: Vec<(usize, Reverse<u64>, String)> = Vec::new();
    for near in near {
        let last = found.get(SUGGESTIONS - 1);
        if last.is_some_and(|(distance, articles, _)| near.at_best() > (*distance, *articles)) {
            break;
        }
        // Going through statements takes long: only of words that may be shown.
        let saying = if near.statements > 0 { articles_with_said(searcher, fields, &near.word)? } else { 0 };
        let articles = near.articles.max(saying);
        if articles > 0 {
            found.push((near.distance, Reverse(articles), near.word));
            found.sort_unstable();
        }
    }
    found.truncate(SUGGESTIONS);
    Ok(found.into_iter().map(|(_, Reverse(articles), word)| (word, articles)).collect())
}

/// What words like one are met by: one letter may differ anywhere, in a longer word two behind the first. Two
/// anywhere would lead through a good part of all words of the archive.
fn automata(token: &str) -> Vec<Alike> {
    let mut letters = token.chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    let two = (token.chars().count() > SHORT).then(|| Alike::behind(&first, letters.as_str(), 2));
    Alike::word(token, 1).into_iter().chain(two.flatten()).collect()
}

/// The words of these columns that are like one.
fn near(searcher: &Searcher, fields: &Fields, columns: &Columns, token: &str) -> tantivy::Result<Vec<Near>> {
    let automata = automata(token);
    let in_column = |column: &tantivy::schema::Field| {
        let mut expander = Expander::new(searcher);
        let words: BTreeSet<String> = automata.iter().flat_map(|like| expander.like(*column, like)).collect();
        let counted = words.into_iter().map(|word| {
            let documents = documents_with(searcher, &Term::from_field_text(*column, &word))?;
            Ok((word, *column == fields.said, documents))
        });
        counted.collect::<tantivy::Result<Vec<(String, bool, u64)>>>()
    };
    let counted = searcher.index().search_executor().map(in_column, columns.iter())?;
    let mut found: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (word, is_said, documents) in counted.into_iter().flatten() {
        let (articles, statements) = found.entry(word).or_default();
        let known = if is_said { statements } else { articles };
        *known = (*known).max(documents);
    }
    let near = |(word, (articles, statements)): (String, (u64, u64))| Near {
        distance: strsim::osa_distance(token, &word),
        word,
        articles,
        statements,
    };
    Ok(found.into_iter().map(near).collect())
}

/// How many articles have statements with a word.
fn articles_with_said(searcher: &Searcher, fields: &Fields, word: &str) -> tantivy::Result<u64> {
    let said = TermQuery::new(Term::from_field_text(fields.said, word), IndexRecordOption::Basic);
    articles_saying(searcher, &said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::local::alike::matches;

    #[track_caller]
    fn check(typed: &str, word: &str, is_like: bool) {
        assert_eq!(automata(typed).iter().any(|like| matches(like, word)), is_like, "{typed} {word}");
    }

    #[test]
    fn one_letter_may_differ_anywhere_two_behind_the_first() {
        check("lettre", "letter", true);
        check("ketter", "letter", true);
        check("elttre", "letter", false);
        check("litters", "letter", true);
        check("quey", "quay", true);
        check("kuey", "quay", false);
        check("é", "e", true);
    }
}
