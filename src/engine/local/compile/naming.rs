//! Names in a query: whom they mean, and what else these are called.

use tantivy::query::{BooleanQuery, DisjunctionMaxQuery, Occur, Query as Compiled};

use super::columns::{self, Space};
use super::{AS_SPELLED_ELSEWHERE, Compiler, Made, boosted};
use crate::engine::local::combine::any_of;
use crate::engine::local::{names, variants};
use crate::index::Lookup;
use crate::index::analysis::exact_tokens;
use crate::query::{Field, Query};
use crate::text::fold::fold_name;

impl Compiler<'_> {
    /// Other spellings of a word that is a name here.
    pub(super) fn spellings(&mut self, field: Option<Field>, word: &str) -> Vec<String> {
        if self.exact || !columns::holds_names(field) {
            return Vec::new();
        }
        if let Some(known) = self.also.get(word) {
            return known.clone();
        }
        let mut found = variants::of(self.searcher, self.fields, word).unwrap_or_default();
        if let Some(who) = self.who {
            found.extend(who.recorded().of_word(word).into_iter().filter(|other| *other != fold_name(word)));
            found.sort_unstable();
            found.dedup();
        }
        self.also.insert(word.to_owned(), found.clone());
        found
    }

    /// The first of these parts where they are a name that the archive has another one for: the words typed,
    /// or the other name.
    pub(super) fn recorded_name(
        &mut self,
        parts: &[Query],
        space: Space,
    ) -> Option<(usize, Box<dyn Compiled>)> {
        let who = self.who.filter(|_| !self.exact)?;
        let (field, words, others) = variants::names_first(parts).find_map(|(field, words)| {
            let others = who.recorded().of_name(&words);
            (!others.is_empty() && columns::holds_names(field)).then_some((field, words, others))
        })?;
        let typed = parts.get(..words.len())?.iter().filter_map(|part| self.compile(part, space));
        let typed: Vec<_> = typed.map(|part| (Occur::Must, part)).collect();
        let mut any: Vec<Box<dyn Compiled>> = vec![Box::new(BooleanQuery::new(typed))];
        for other in &others {
            any.push(boosted(self.exactly(field, &exact_tokens(other), 0, space), AS_SPELLED_ELSEWHERE));
        }
        self.also.insert(words.join(" "), others);
        Some((words.len(), Box::new(DisjunctionMaxQuery::with_tie_breaker(any, 0.0))))
    }

    /// In front of `SAID` the whole name of a body means whoever speaks for it.
    pub(super) fn or_body(&mut self, by: &Query, made: Made) -> Made {
        let Some(name) = whole_name(by) else { return made };
        let bodies =
            names::exactly(self.searcher, self.fields, Lookup::Organization, &name).unwrap_or_default();
        if bodies.is_empty() {
            return made;
        }
        let spoken_for = any_of(self.fields.said_for, &bodies);
        Some(Box::new(BooleanQuery::union(made.into_iter().chain([spoken_for]).collect())))
    }
}

/// The words without a field, where a query is nothing else: a name, in phrase marks or not.
fn whole_name(query: &Query) -> Option<String> {
    match query {
        Query::Term { field: None, word } => Some(word.clone()),
        Query::Phrase { field: None, words, slop: 0 } => Some(words.clone()),
        Query::And(parts) => {
            let words: Option<Vec<String>> = parts.iter().map(whole_name).collect();
            words.map(|words| words.join(" "))
        }
        _ => None,
    }
}
