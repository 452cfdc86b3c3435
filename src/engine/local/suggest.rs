//! "Did you mean": words of the archive that look like one that stands nowhere in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

use super::compile::columns::{EVERYWHERE, column};
use super::compile::expand::Expander;
use super::join::{Of, ranks};
use super::statistics::documents_with;
use crate::engine::Suggestion;
use crate::index::Fields;
use crate::index::analysis::{exact_tokens, related_tokens};
use crate::query::{Field, Matcher, Query};

/// How many words are looked at closer, and how many are suggested for each.
const WORDS: usize = 4;
const SUGGESTIONS: usize = 3;

/// Suggestions for each word of the query that no article has.
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
        if unknown >= WORDS || is_known(searcher, &columns, token)? {
            continue;
        }
        unknown += 1;
        for (word, articles) in like(searcher, fields, &columns, token)? {
            out.push(Suggestion { typed: typed.to_owned(), word, articles });
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

fn is_known(searcher: &Searcher, columns: &Columns, token: &str) -> tantivy::Result<bool> {
    let mut forms = related_tokens(token);
    forms.push(token.to_owned());
    for column in columns {
        for form in &forms {
            if documents_with(searcher, &Term::from_field_text(*column, form))? > 0 {
                return Ok(true);
            }
        }
    }
    Ok(columns.is_empty())
}

/// How many articles have a word, where it stands in a column of theirs or of their statements.
fn articles_with(searcher: &Searcher, fields: &Fields, word: Term) -> tantivy::Result<u64> {
    if word.field() != fields.said {
        return documents_with(searcher, &word);
    }
    let said = TermQuery::new(word, IndexRecordOption::Basic);
    Ok(ranks(searcher, &said, Of::Statements)?.len() as u64)
}

/// The nearest words, of equally near ones the commonest; with the articles that have them.
fn like(
    searcher: &Searcher,
    fields: &Fields,
    columns: &Columns,
    token: &str,
) -> tantivy::Result<Vec<(String, u64)>> {
    let distance = if token.chars().count() <= 4 { 1 } else { 2 };
    let matcher = Matcher::alike(token, distance);
    let in_column = |column: &tantivy::schema::Field| {
        let words = Expander::new(searcher).words(*column, &matcher, token).into_iter();
        let counted = words.map(|word| {
            let articles = articles_with(searcher, fields, Term::from_field_text(*column, &word))?;
            Ok((word, articles))
        });
        counted.collect::<tantivy::Result<Vec<(String, u64)>>>()
    };
    let counted = searcher.index().search_executor().map(in_column, columns.iter())?;
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for (word, articles) in counted.into_iter().flatten() {
        let known = found.entry(word).or_default();
        *known = (*known).max(articles);
    }
    let mut found: Vec<(String, u64)> = found.into_iter().filter(|(_, articles)| *articles > 0).collect();
    found.sort_by_cached_key(|(word, articles)| {
        (strsim::osa_distance(token, word), Reverse(*articles), word.clone())
    });
    found.truncate(SUGGESTIONS);
    Ok(found)
}
