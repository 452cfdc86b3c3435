//! A second opinion: every query operator by brute force over the articles themselves, without an index.

use std::collections::{BTreeMap, BTreeSet};

use onrecord::index::analysis::{NewsTokenizer, exact_tokens, related_tokens};
use onrecord::index::marks::{PART_END, STEM_MARK};
use onrecord::model::{Annotations, Entity, EntityKind, NewsDate, Record, Statement};
use onrecord::query::{Field, Query};
use onrecord::text::fold::{fold_name, organization_keys};
use regex::RegexBuilder;
use tantivy::tokenizer::{TokenStream, Tokenizer};

/// The words of one column, each with its place; a word and its stem share theirs.
type Words = Vec<(usize, String)>;

fn words(parts: &[&str]) -> Words {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    let value = parts.join(&PART_END.to_string());
    let mut tokenizer = NewsTokenizer;
    let mut stream = tokenizer.token_stream(&value);
    let mut out = Vec::new();
    while stream.advance() {
        out.push((stream.token().position, stream.token().text.clone()));
    }
    out
}

/// One article or statement, ready to be asked.
pub(crate) struct Document {
    columns: BTreeMap<&'static str, Words>,
    published: Option<i64>,
    said_for: BTreeSet<String>,
}

/// An article with its statements.
pub(crate) struct Case<'r> {
    pub(crate) record: &'r Record,
    article: Document,
    statements: Vec<Document>,
}

const EVERYWHERE: [&str; 7] = ["headline", "lead", "body", "caption", "author", "speaker", "org"];

/// What words without a field mean.
#[derive(Clone, Copy, PartialEq)]
enum Bare {
    Article,
    Said,
    Speaker,
    People,
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

fn speaker_names<'r>(record: &'r Record, statement: &'r Statement) -> Vec<&'r str> {
    let mut out = Vec::new();
    for speaker in statement.speaker.iter().chain(&statement.with) {
        let surface = speaker.span.of(&record.article.text);
        let entity = speaker.entity.and_then(|at| record.annotations.entities.get(at as usize));
        out.extend(entity.into_iter().flat_map(names));
        if entity.is_none() || surface.contains(char::is_uppercase) && surface.len() > 3 {
            out.push(surface);
        }
    }
    out
}

/// The bodies somebody speaks for, with every name the article has for them.
pub(crate) fn bodies<'r>(entity: &'r Entity, annotations: &'r Annotations, aliases: bool) -> Vec<&'r str> {
    let own = (entity.kind == EntityKind::Organization).then_some(entity.name.as_str());
    let mut out = Vec::new();
    for name in entity.organization.as_deref().into_iter().chain(own) {
        out.push(name.trim());
        let same = annotations
            .entities
            .iter()
            .filter(|e| aliases && e.kind == EntityKind::Organization && e.name.trim() == name);
        out.extend(same.flat_map(|e| e.aliases.iter().map(String::as_str)));
    }
    out
}

fn once<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for value in values {
        if !value.is_empty() && !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

/// Whoever a statement of the article resolves to, once each.
pub(crate) fn on_record(record: &Record) -> Vec<&Entity> {
    let mut seen = Vec::new();
    for statement in &record.annotations.statements {
        for entity in record.annotations.speakers_of(statement) {
            if !seen.iter().any(|known: &&Entity| std::ptr::eq(*known, entity)) {
                seen.push(entity);
            }
        }
    }
    seen
}

/// The bodies spoken for in an article.
pub(crate) fn spoken_for(record: &Record) -> BTreeSet<String> {
    let speakers = on_record(record);
    speakers
        .iter()
        .flat_map(|entity| bodies(entity, &record.annotations, false))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

impl<'r> Case<'r> {
    pub(crate) fn of(record: &'r Record) -> Self {
        let (article, annotations) = (&record.article, &record.annotations);
        let statements: Vec<&str> = annotations.statements.iter().map(|s| s.span.of(&article.text)).collect();
        let speakers = on_record(record);
        let people = annotations.entities.iter().filter(|e| e.kind == EntityKind::Person);
        let mut columns = BTreeMap::new();
        let mut add = |name, parts: Vec<&str>| _ = columns.insert(name, words(&parts));
        add("headline", vec![&article.headline]);
        add("lead", article.lead().into_iter().collect());
        add("body", article.story().map(|p| p.span.of(&article.text)).collect());
        add("caption", article.captions().collect());
        add("author", article.authors.iter().map(|a| a.name.as_str()).collect());
        add("speaker", once(annotations.statements.iter().flat_map(|s| speaker_names(record, s))));
        add("org", once(speakers.iter().flat_map(|e| bodies(e, annotations, true))));
        add("role", once(speakers.iter().filter_map(|e| e.role.as_deref())));
        add("quote", statements);
        add("people", once(people.flat_map(names)));
        add("place", article.place.as_deref().into_iter().collect());
        add("section", article.section.as_deref().into_iter().collect());
        add("source", article.source.as_deref().into_iter().collect());
        add("lang", article.language.as_deref().into_iter().collect());
        add("path", vec![&article.origin.path]);
        let published = article.published.map(|date| date.earliest());
        let article = Document { columns, published, said_for: BTreeSet::new() };
        let statements = annotations.statements.iter().map(|s| said(record, s, published)).collect();
        Case { record, article, statements }
    }
}

fn said(record: &Record, statement: &Statement, published: Option<i64>) -> Document {
    let annotations = &record.annotations;
    let speakers = || annotations.speakers_of(statement);
    let inside = annotations.mentions.iter().filter(|mention| statement.span.contains(mention.span));
    let people = inside.filter_map(|mention| annotations.entities.get(mention.entity as usize));
    let people = people.filter(|entity| entity.kind == EntityKind::Person);
    let mut columns = BTreeMap::new();
    let mut add = |name, parts: Vec<&str>| _ = columns.insert(name, words(&parts));
    add("quote", vec![statement.span.of(&record.article.text)]);
    add("speaker", once(speaker_names(record, statement)));
    add("org", once(speakers().flat_map(|e| bodies(e, annotations, true))));
    add("role", once(speakers().filter_map(|e| e.role.as_deref())));
    add("people", once(people.flat_map(names)));
    add("kind", vec![statement.kind.as_str()]);
    let said_for = speakers().flat_map(|e| bodies(e, annotations, false)).map(str::to_owned).collect();
    Document { columns, published, said_for }
}

/// The names of bodies that answer to a key, in the whole archive.
pub(crate) type Bodies = BTreeMap<String, BTreeSet<String>>;

/// Every key that the archive's bodies answer to.
pub(crate) fn all_bodies<'r>(records: impl Iterator<Item = &'r Record>) -> Bodies {
    let mut out = Bodies::new();
    for record in records {
        for name in spoken_for(record) {
            let mut keys = organization_keys(&name);
            let same = record.annotations.entities.iter();
            let same = same.filter(|e| e.kind == EntityKind::Organization && e.name.trim() == name);
            for alias in same.flat_map(|e| &e.aliases) {
                let key = fold_name(alias);
                keys.push(key.strip_prefix("the ").unwrap_or(&key).to_owned());
                keys.push(key);
            }
            for key in keys.into_iter().filter(|key| !key.is_empty()) {
                out.entry(key).or_default().insert(name.clone());
            }
        }
    }
    out
}

/// Whether the query finds the article.
pub(crate) fn finds(case: &Case<'_>, query: &Query, bodies: &Bodies) -> bool {
    Naive { case, bodies }.article(query)
}

struct Naive<'c> {
    case: &'c Case<'c>,
    bodies: &'c Bodies,
}

impl Naive<'_> {
    fn article(&self, query: &Query) -> bool {
        match query {
            Query::Statement { .. } => {
                self.case.statements.iter().any(|one| self.statement(query, one, Bare::Said))
            }
            Query::Exists { field: Field::Kind } => !self.case.statements.is_empty(),
            query if query.field() == Some(Some(Field::Kind)) => {
                self.case.statements.iter().any(|one| leaf(query, one, Bare::Said) == Some(true))
            }
            Query::And(parts) => parts.iter().all(|part| self.article(part)),
            Query::Or(parts) => parts.iter().any(|part| self.article(part)),
            Query::Not(part) => !self.article(part),
            Query::Boost { query, .. } => self.article(query),
            query => leaf(query, &self.case.article, Bare::Article).unwrap(),
        }
    }

    fn statement(&self, query: &Query, one: &Document, bare: Bare) -> bool {
        match query {
            Query::Statement { by, said, about } => {
                by.as_deref().is_none_or(|by| {
                    self.statement(by, one, Bare::Speaker)
                        || whole_name(by).is_some_and(|name| self.is_body(&name, one))
                }) && said.as_deref().is_none_or(|said| self.statement(said, one, Bare::Said))
                    && about.as_deref().is_none_or(|about| self.statement(about, one, Bare::People))
            }
            Query::And(parts) => parts.iter().all(|part| self.statement(part, one, bare)),
            Query::Or(parts) => parts.iter().any(|part| self.statement(part, one, bare)),
            Query::Not(part) => !self.statement(part, one, bare),
            Query::Boost { query, .. } => self.statement(query, one, bare),
            Query::Exists { field: Field::Kind | Field::Quote } => true,
            // What only the article has.
            query => leaf(query, one, bare).unwrap_or_else(|| self.article(query)),
        }
    }

    fn is_body(&self, name: &str, one: &Document) -> bool {
        let key = fold_name(name);
        let bare = key.strip_prefix("the ").unwrap_or(&key).to_owned();
        let meant = [key, bare].into_iter().filter_map(|key| self.bodies.get(&key));
        meant.flatten().any(|body| one.said_for.contains(body))
    }
}

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

/// Whether one document matches; nothing where the field is none of its own.
fn leaf(query: &Query, document: &Document, bare: Bare) -> Option<bool> {
    let of = |field: Option<Field>| -> Option<Vec<&Words>> {
        match field {
            None => {
                let names: &[&str] = match bare {
                    Bare::Article => &EVERYWHERE,
                    Bare::Said => &["quote"],
                    Bare::Speaker => &["speaker"],
                    Bare::People => &["people"],
                };
                names.iter().map(|name| document.columns.get(*name)).collect()
            }
            Some(field) => document.columns.get(field.name()).map(|words| vec![words]),
        }
    };
    Some(match query {
        Query::All => true,
        Query::Published { from, to } => document.published.is_some_and(|at| {
            from.as_ref().is_none_or(|from| at >= from.earliest())
                && to.as_ref().is_none_or(|to: &NewsDate| at < to.after())
        }),
        Query::Exists { field } => !of(Some(*field))?.iter().all(|words| words.is_empty()),
        query => of(field_of(query))?.iter().any(|words| !places(query, words).is_empty()),
    })
}

fn field_of(query: &Query) -> Option<Field> {
    match query {
        Query::Near { left, .. } => field_of(left),
        Query::Or(parts) => field_of(&parts[0]),
        query => query.field().unwrap(),
    }
}

type Place = (usize, usize);

/// Everywhere the query stands among these words, first and last place.
fn places(query: &Query, words: &Words) -> BTreeSet<Place> {
    let all = |test: &dyn Fn(&str) -> bool| -> BTreeSet<Place> {
        words.iter().filter(|(_, word)| test(word)).map(|(at, _)| (*at, *at)).collect()
    };
    let exact = |test: &dyn Fn(&str) -> bool| all(&|word| !word.starts_with(STEM_MARK) && test(word));
    match query {
        Query::Term { word, .. } => match exact_tokens(word).as_slice() {
            [token] => {
                let forms = related_tokens(token);
                all(&|word| word == token || forms.iter().any(|form| form == word))
            }
            tokens => in_order(tokens, words, 0),
        },
        Query::Phrase { words: phrase, slop, .. } => in_order(&exact_tokens(phrase), words, *slop as usize),
        Query::Prefix { stem, .. } => exact(&|word| word.starts_with(&stem.to_lowercase())),
        Query::Wildcard { pattern, .. } => {
            let pattern = regex::escape(&pattern.to_lowercase()).replace("\\*", ".*").replace("\\?", ".");
            let pattern = RegexBuilder::new(&format!("^{pattern}$")).build().unwrap();
            exact(&|word| pattern.is_match(word))
        }
        Query::Fuzzy { word: wanted, distance, .. } => {
            let wanted = wanted.to_lowercase();
            exact(&|word| strsim::osa_distance(&wanted, word) <= usize::from(*distance))
        }
        Query::Regex { pattern, .. } => {
            let pattern =
                RegexBuilder::new(&format!("^(?:{pattern})$")).case_insensitive(true).build().unwrap();
            exact(&|word| pattern.is_match(word))
        }
        Query::Or(parts) => parts.iter().flat_map(|part| places(part, words)).collect(),
        Query::Near { left, right, within, ordered } => {
            let (left, right) = (places(left, words), places(right, words));
            let within = *within as usize;
            let mut out = BTreeSet::new();
            for (one_from, one_to) in &left {
                for (other_from, other_to) in &right {
                    if other_from > one_to && other_from - one_to <= within {
                        out.insert((*one_from, *other_to));
                    }
                    if !ordered && one_from > other_to && one_from - other_to <= within {
                        out.insert((*other_from, *one_to));
                    }
                }
            }
            out
        }
        other => panic!("{other} is no word"),
    }
}

/// The tokens in their order with at most `slop` words between them in all.
fn in_order(tokens: &[String], words: &Words, slop: usize) -> BTreeSet<Place> {
    fn rest(tokens: &[String], words: &Words, after: usize, slop: usize) -> Option<usize> {
        let Some((first, others)) = tokens.split_first() else { return Some(after) };
        (after + 1..=after + 1 + slop)
            .filter(|at| words.iter().any(|(place, word)| place == at && word == first))
            .find_map(|at| rest(others, words, at, slop - (at - after - 1)))
    }
    let Some((first, others)) = tokens.split_first() else { return BTreeSet::new() };
    let starts = words.iter().filter(|(_, word)| word == first).map(|(at, _)| *at);
    starts.filter_map(|at| rest(others, words, at, slop).map(|end| (at, end))).collect()
}
