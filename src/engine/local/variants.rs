//! Other spellings that this archive has for a name: *Khamanei* for *Khamenei*.
//!
//! Two spellings belong together where one article uses both for one person, or where two full names
//! differ in nothing but them. A nickname or a title is no spelling.

use std::collections::BTreeSet;

use tantivy::Searcher;

use super::alike;
use super::names::{self, Next};
use crate::index::{Fields, Lookup};
use crate::query::{Field, Query};
use crate::text::fold::fold_name;

/// Shorter names are too much like each other.
const SHORTEST: usize = 4;
/// In names of so many letters more than one may differ.
const LONG: usize = 7;
/// Of a name that more people bear, somebody has the given name of a stranger with nearly that name; in unit tests fewer do.
const BEARERS: usize = if cfg!(test) { 100 } else { 1000 };
/// How many other spellings are looked for.
const MOST: usize = 4;
/// How many entries of a segment's table of names are looked at.
const MOST_LOOKS: usize = 100_000;

/// What a segment has.
#[derive(Default)]
struct Found {
    spellings: BTreeSet<String>,
    /// How many entries were looked at.
    looks: usize,
}

/// The other spellings of `word`, where it is a name here, in their order.
pub(super) fn of(searcher: &Searcher, fields: &Fields, word: &str) -> tantivy::Result<Vec<String>> {
    let key = fold_name(word);
    if key.chars().count() < SHORTEST || key.contains(' ') {
        return Ok(Vec::new());
    }
    let people = names::bearers(searcher, fields, &key, BEARERS)?;
    let Some(people) = people.filter(|people| !people.is_empty()) else { return Ok(Vec::new()) };
    let rest: BTreeSet<String> = people.iter().filter_map(|name| without(name, &key)).collect();
    let like = (key.as_str(), most_apart(&key));
    let found = names::alike(searcher, fields, Lookup::Person, like, |found: &mut Found, other, person| {
        found.looks += 1;
        let may_be = other != key && !other.contains(' ') && are_alike(&key, other);
        if found.looks > MOST_LOOKS || !may_be || found.spellings.contains(other) {
            return Next::Key;
        }
        if people.contains(person) || without(person, other).is_some_and(|given| rest.contains(&given)) {
            found.spellings.insert(other.to_owned());
        }
        Next::Entry
    })?;
    let out: BTreeSet<String> = found.into_iter().flat_map(|found| found.spellings).collect();
    Ok(out.into_iter().take(MOST).collect())
}

/// The query with the other spelling, and only it, in the place of what was typed; nothing where that
/// is nothing the query wants to find.
pub(super) fn spelled(query: &Query, typed: &str, spelling: &str) -> Option<Query> {
    let mut replaced = false;
    let phrase = |field| Query::Phrase { field, words: spelling.to_owned(), slop: 0 };
    if typed.contains(' ') {
        let out = with_names(query, typed, &mut |field| {
            replaced = true;
            phrase(field)
        });
        return replaced.then_some(out);
    }
    let out = with_words(query, &mut |field, word| {
        replaced |= word == typed;
        (word == typed).then(|| phrase(field))
    });
    replaced.then_some(out)
}

/// How many words a name has at most.
const NAME_WORDS: usize = 5;

/// The first of these parts as a name: so many words side by side in one field.
pub(super) fn names_first(parts: &[Query]) -> impl Iterator<Item = (Option<Field>, Vec<&str>)> {
    let word = |part: &'_ Query| match part {
        Query::Term { field, .. } => Some(*field),
        _ => None,
    };
    let field = parts.first().and_then(word);
    let words: Vec<&str> = parts
        .iter()
        .take(NAME_WORDS)
        .map_while(|part| match part {
            Query::Term { field: own, word } if Some(*own) == field => Some(word.as_str()),
            _ => None,
        })
        .collect();
    // The longest first.
    (2..=words.len()).rev().filter_map(move |many| Some((field?, words.get(..many)?.to_vec())))
}

/// The query with a name of several words replaced.
fn with_names(query: &Query, typed: &str, replace: &mut dyn FnMut(Option<Field>) -> Query) -> Query {
    match query {
        Query::And(parts) => {
            let mut out = Vec::with_capacity(parts.len());
            let mut rest = parts.as_slice();
            while let Some(first) = rest.first() {
                let name = names_first(rest).find(|(_, words)| words.join(" ") == typed);
                let many = name.as_ref().map_or(1, |(_, words)| words.len());
                out.push(match name {
                    Some((field, _)) => replace(field),
                    None => with_names(first, typed, replace),
                });
                rest = rest.get(many..).unwrap_or_default();
            }
            Query::And(out)
        }
        Query::Or(parts) => Query::Or(parts.iter().map(|part| with_names(part, typed, replace)).collect()),
        Query::Boost { query, by } => {
            Query::Boost { query: Box::new(with_names(query, typed, replace)), by: *by }
        }
        Query::Statement { by, said, about } => {
            let mut part = |part: &Option<Box<Query>>| {
                part.as_deref().map(|part| Box::new(with_names(part, typed, replace)))
            };
            Query::Statement { by: part(by), said: part(said), about: part(about) }
        }
        other => other.clone(),
    }
}

/// The query with words it wants to find replaced by what `replace` gives for them.
fn with_words(query: &Query, replace: &mut dyn FnMut(Option<Field>, &str) -> Option<Query>) -> Query {
    match query {
        Query::Term { field, word } => replace(*field, word).unwrap_or_else(|| query.clone()),
        Query::And(parts) => Query::And(parts.iter().map(|part| with_words(part, replace)).collect()),
        Query::Or(parts) => Query::Or(parts.iter().map(|part| with_words(part, replace)).collect()),
        Query::Boost { query, by } => Query::Boost { query: Box::new(with_words(query, replace)), by: *by },
        Query::Statement { by, said, about } => {
            let mut part =
                |part: &Option<Box<Query>>| part.as_deref().map(|part| Box::new(with_words(part, replace)));
            Query::Statement { by: part(by), said: part(said), about: part(about) }
        }
        other => other.clone(),
    }
}

/// The spelling with capitals where what was typed has one.
pub(super) fn as_typed(spelling: &str, typed: &str) -> String {
    if !typed.starts_with(char::is_uppercase) {
        return spelling.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect::<String>()
    };
    spelling.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// What is left of a full name without one of its words; nothing where nothing is.
fn without(name: &str, word: &str) -> Option<String> {
    let folded = fold_name(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    let at = words.iter().position(|own| *own == word)?;
    words.remove(at);
    (!words.is_empty()).then(|| format!("{at} {}", words.join(" ")))
}

/// Whether two words may be one name: a letter differs, in long names two.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let shorter = if one.chars().count() <= other.chars().count() { one } else { other };
    shorter.chars().count() >= SHORTEST && strsim::osa_distance(one, other) <= most_apart(shorter)
}

/// How many letters may differ in the shorter of two spellings.
fn most_apart(shorter: &str) -> usize {
    if shorter.chars().count() >= LONG { alike::MOST } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_alike_and_names_that_differ_are_not() {
        for (one, other) in [("khamenei", "khamanei"), ("vahdani", "wahdani"), ("yusuf", "yousuf")] {
            assert!(are_alike(one, other), "{one} {other}");
        }
        for (one, other) in [("khamenei", "khomeini"), ("ray", "roy"), ("brew", "brown")] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn the_rest_of_a_name_keeps_its_place() {
        assert_eq!(without("Ali Khamenei", "khamenei"), Some("1 ali".to_owned()));
        assert_eq!(without("Khamenei", "khamenei"), None);
        assert_ne!(without("Ali Reza", "reza"), without("Reza Ali", "reza"));
    }
}
