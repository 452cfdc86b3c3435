//! One person or one body on a page: who they are, what they said and when, beside whom, and about what.

use std::collections::{BTreeMap, BTreeSet};

use super::people::{called, people};
use super::quotes::quote;
use super::terms::{Terms, significant};
use super::timeline::drawn;
use super::who::{Nobody, Printed, by_article, near, shown, told};
use super::{Place, identities};
use crate::engine::{FacetName, FacetRequest, FacetValue, LocalEngine, Sort, StatementRequest};
use crate::model::{ArticleId, EntityKind, Record, Span, Statement};
use crate::present::people::Entity;
use crate::present::profile::{Counted, Profile, Profiles, Topic};
use crate::present::timeline::{Unit, Width};
use crate::resolve::{EntityTable, Resolved, ResolvedEntity};
use crate::text::fold::fold_name;

/// So many who share a name are shown, each on a page.
const PAGES: usize = 3;
/// In so many times as many articles, a body of that name is meant.
const CLEARLY: usize = 8;
/// So many of the newest statements are read for what they are about.
const READ: usize = 4_000;
/// So many people beside, words and names are told.
const BESIDE: usize = 8;
const TOPICS: usize = 14;

/// Everybody called `name`, people or bodies as `kind` says, each with the `newest` of their statements. Where
/// only the other kind is called so, or a body by far the most, that is told instead, and in any case that there are both.
///
/// # Errors
/// [`Nobody`] when there is none; otherwise when the index or the authority file cannot be read.
pub fn profiles(place: &Place, name: &str, kind: EntityKind, newest: usize) -> anyhow::Result<Profiles> {
    let Resolved { table, warnings } = people(place)?;
    let mut found = called(&table, name);
    let mut notes = told(&warnings);
    let own = found.iter().find(|entity| entity.kind == kind).copied();
    let other = found.iter().find(|entity| entity.kind != kind).copied();
    match (own, other) {
        (None, None) => {
            return Err(Nobody { name: name.to_owned(), near: near(&table, name, Some(kind)) }.into());
        }
        (Some(own), Some(other)) if is_clearly_meant(other, own) => {
            notes.push(format!("“{}” is {}", other.name, a_kind(other.kind)));
            notes.push(also_called_so(own, &other.name));
            found.retain(|entity| entity.kind == other.kind);
        }
        (None, Some(other)) => notes.push(format!("“{}” is {}", other.name, a_kind(other.kind))),
        (Some(own), other) => {
            notes.extend(other.map(|other| also_called_so(other, &own.name)));
            found.retain(|entity| entity.kind == kind);
        }
    }
    let opened = identities::open(place)?;
    notes.extend(opened.notes);
    let names = table.shown();
    let shown_as = |entity: &ResolvedEntity| {
        let at = table.entities.iter().position(|other| std::ptr::eq(other, entity));
        at.and_then(|at| names.get(at)).cloned().unwrap_or_else(|| entity.name.clone())
    };
    let printed = Printed::of(&table);
    let names_of = NamesOf { whose: table.by_member(), shown: &names };
    let mut out =
        Profiles { schema_version: Profiles::VERSION, profiles: Vec::new(), others: Vec::new(), notes };
    for entity in found {
        if out.profiles.len() < PAGES {
            let mut known = shown(entity, &printed);
            known.name = shown_as(entity);
            let said = said(entity, &known.name, &table, &names);
            out.profiles.push(profile(&opened.engine, known, said, &names_of, newest)?);
        } else {
            out.others.push(shown_as(entity));
        }
    }
    Ok(out)
}

fn a_kind(kind: EntityKind) -> &'static str {
    if kind == EntityKind::Organization { "an organization" } else { "a person" }
}

/// Whether a body is meant where somebody was asked for: a person that one article made of a firm is nobody's first thought.
fn is_clearly_meant(body: &ResolvedEntity, person: &ResolvedEntity) -> bool {
    body.kind == EntityKind::Organization && body.members.len() >= person.members.len() * CLEARLY
}

/// What leads from a page to that of the other kind.
fn also_called_so(other: &ResolvedEntity, shown: &str) -> String {
    let is_body = other.kind == EntityKind::Organization;
    let command = if is_body { "org" } else { "who" };
    // Who bears the very name of a body that is meant by it is led to by the id.
    let name = if !is_body && fold_name(&other.name) == fold_name(shown) { &other.id.0 } else { &other.name };
    let (kind, articles) = (a_kind(other.kind), by_article(other).len());
    let called = if articles == 1 { "article" } else { "articles" };
    format!("also {kind} called so, in {articles} {called}: onrecord {command} \"{name}\"")
}

/// What somebody said, or was said for a body. Where a body is shown by the name of a person, only what stands in the
/// person's own articles: speakers are counted by names, both together. Whom people speak for is always a body.
fn said(entity: &ResolvedEntity, name: &str, table: &EntityTable, shown: &[String]) -> StatementRequest {
    let is_body = |one: &ResolvedEntity| one.kind == EntityKind::Organization;
    let mut others = table.entities.iter().zip(shown);
    let is_shared = !is_body(entity) && others.any(|(other, shown)| is_body(other) && shown == name);
    let articles = || by_article(entity).into_keys().map(|article| article.0.clone()).collect();
    StatementRequest {
        value: Some((facet_of(entity.kind), name.to_owned())),
        articles: is_shared.then(articles),
        sort: Sort::Newest,
        ..StatementRequest::default()
    }
}

/// What is counted for somebody of this kind.
fn facet_of(kind: EntityKind) -> FacetName {
    if kind == EntityKind::Organization { FacetName::Organization } else { FacetName::Speaker }
}

/// Who each article's entities are across the archive.
struct NamesOf<'t> {
    whose: BTreeMap<(&'t ArticleId, u32), usize>,
    shown: &'t [String],
}

impl NamesOf<'_> {
    fn name<'r>(&'r self, record: &'r Record, local: u32) -> Option<&'r str> {
        let known = self.whose.get(&(&record.article.id, local)).and_then(|at| self.shown.get(*at));
        let own = || record.annotations.entities.get(local as usize).map(|entity| entity.name.as_str());
        known.map(String::as_str).or_else(own)
    }
}

fn profile(
    engine: &LocalEngine,
    entity: Entity,
    request: StatementRequest,
    names_of: &NamesOf<'_>,
    newest: usize,
) -> anyhow::Result<Profile> {
    let own = facet_of(entity.kind);
    let count = engine.count_statements(&request)?;
    let over_time = engine.statements_over_time(&request, None)?;
    let timeline = drawn(over_time, Unit::Statement, String::new(), Some(Width::Month), None);
    let said = read(engine, &request, names_of, &entity.name, newest)?;
    let mut out = Profile {
        statements: count.statements,
        on_record: count.articles,
        months: timeline.buckets,
        without_month: timeline.undated + timeline.imprecise,
        kinds: facet(engine, &request, FacetName::Kind)?,
        speakers: Vec::new(),
        beside: Vec::new(),
        topics: Vec::new(),
        names: said.names,
        newest: said.newest,
        entity,
    };
    if own == FacetName::Organization {
        let by = facet(engine, &request, FacetName::Speaker)?;
        out.speakers = but(by, &out.entity.name, BESIDE);
    }
    let speakers: Vec<&str> = out.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let mut beside = engine.speakers_beside(&request)?;
    beside.retain(|other| !speakers.contains(&other.value.as_str()));
    out.beside = but(beside.into_iter().map(counted).collect(), &out.entity.name, BESIDE);
    let background = engine.statements_with(&said.terms.words())?;
    out.topics = significant(&said.terms, &background, engine.stats().statements)
        .into_iter()
        .take(TOPICS)
        .map(|(word, statements, archive)| Topic { word, statements: statements.into(), archive })
        .collect();
    Ok(out)
}

fn counted(value: FacetValue) -> Counted {
    Counted { name: value.value, count: value.count }
}

/// As many as are told, without whose page it is.
fn but(mut all: Vec<Counted>, name: &str, most: usize) -> Vec<Counted> {
    all.retain(|one| one.name != name);
    all.truncate(most);
    all
}

fn facet(engine: &LocalEngine, request: &StatementRequest, name: FacetName) -> anyhow::Result<Vec<Counted>> {
    let counts = engine.statement_facets(request, &[FacetRequest { name, limit: BESIDE * 2 }])?;
    Ok(counts.into_iter().flat_map(|facet| facet.values).map(counted).collect())
}

/// What the newest statements hold.
#[derive(Default)]
struct Said {
    newest: Vec<crate::present::quote::Quote>,
    terms: Terms,
    names: Vec<Counted>,
}

fn read(
    engine: &LocalEngine,
    request: &StatementRequest,
    names_of: &NamesOf<'_>,
    own: &str,
    newest: usize,
) -> anyhow::Result<Said> {
    let mut out = Said::default();
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    for hit in engine.statements(request)?.take(READ) {
        let hit = hit?;
        let Some(statement) = hit.statement() else { continue };
        let named = named(&hit.record, statement);
        out.terms.add(&without(&hit.record.article.text, statement.span, &named));
        let theirs: BTreeSet<&str> =
            named.iter().filter_map(|(_, local)| names_of.name(&hit.record, *local)).collect();
        for name in theirs.into_iter().filter(|name| is_name(name) && *name != own) {
            *names.entry(name.to_owned()).or_default() += 1;
        }
        if out.newest.len() < newest {
            out.newest.extend(quote(&hit, 0));
        }
    }
    out.names = names.into_iter().map(|(name, count)| Counted { name, count }).collect();
    out.names.sort_by_key(|one| std::cmp::Reverse(one.count));
    out.names.truncate(TOPICS);
    Ok(out)
}

/// The names of people and bodies inside the words said, with whom each names.
fn named(record: &Record, statement: &Statement) -> Vec<(Span, u32)> {
    let text = &record.article.text;
    let mentions = record.annotations.mentions.iter().filter(|mention| mention.span.overlaps(statement.span));
    let capital = |span: Span| is_name(span.of(text));
    mentions.filter(|mention| capital(mention.span)).map(|mention| (mention.span, mention.entity)).collect()
}

/// Whether more than the first word's place gives it a capital: "A message" is no name.
fn is_name(name: &str) -> bool {
    let bare = ["A ", "An ", "The "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(name);
    bare.split_whitespace().any(|word| word.starts_with(char::is_uppercase))
}

/// The words said with the names in them taken out.
fn without(text: &str, span: Span, named: &[(Span, u32)]) -> String {
    let mut out = String::new();
    let mut at = span.from();
    for (name, _) in named {
        if name.from() > at {
            out.push_str(Span::new(at, name.from()).of(text));
        }
        out.push(' ');
        at = at.max(name.to());
    }
    if at < span.to() {
        out.push_str(Span::new(at, span.to()).of(text));
    }
    out
}
