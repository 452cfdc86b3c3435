//! The archive's people and bodies as they are shown: a list, or all that is known of one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Place;
use super::people::{called, people};
use crate::engine::LocalEngine;
use crate::model::{ArticleId, EntityKind, Record};
use crate::present::people::{Alias, Appearance, Entity, People, Stretch};
use crate::resolve::authority::AUTHORITY_FILE;
use crate::resolve::evidence::{Agreement, Evidence, Tie};
use crate::resolve::{Dated, EntityTable, Resolved, ResolvedEntity, Warning};
use crate::text::fold::fold_name;

/// How alike two names must be to be suggested, and how many are.
const ALIKE: f64 = 0.7;
const SUGGESTIONS: usize = 3;

/// Nobody in the archive is called so.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("nobody in the archive is called “{name}”")]
pub struct Nobody {
    /// The name asked for.
    pub name: String,
    /// Names much like it, the likest first.
    pub near: Vec<String>,
}

/// The people, or the bodies, of the archive: at most `limit`, those in most articles first. Names that may be no people's, and
/// places among bodies, are only counted unless `all` are asked for.
///
/// # Errors
/// When the index or the authority file cannot be read.
pub fn everybody(place: &Place, kind: EntityKind, all: bool, limit: usize) -> anyhow::Result<People> {
    let Resolved { table, warnings } = people(place)?;
    let printed = Printed::of(&table);
    let of_kind = table.entities.iter().filter(|entity| entity.kind == kind);
    let (told, others): (Vec<_>, Vec<_>) =
        of_kind.partition(|entity| all || !entity.guessed && !entity.place);
    let mut listed: Vec<Entity> = told.into_iter().map(|entity| shown(entity, &printed)).collect();
    let total = listed.len();
    // An article can name one entity twice, so the table's order is not quite this one.
    listed.sort_by_key(|entity| Reverse(entity.articles));
    listed.truncate(limit);
    Ok(People { left_out: others.len() as u64, ..answer(total, listed, &warnings) })
}

/// Everybody called `name`, of this kind if one is given, each with at most `limit` of their articles.
///
/// # Errors
/// [`Nobody`] when there is none; otherwise when the index or the authority file cannot be read.
pub fn somebody(place: &Place, name: &str, kind: Option<EntityKind>, limit: usize) -> anyhow::Result<People> {
    let Resolved { table, warnings } = people(place)?;
    let mut found = called(&table, name);
    found.retain(|entity| kind.is_none_or(|kind| entity.kind == kind));
    if found.is_empty() {
        return Err(Nobody { name: name.to_owned(), near: near(&table, name, kind) }.into());
    }
    let printed = Printed::of(&table);
    let engine = LocalEngine::open(&place.index)?;
    let mut entities = Vec::with_capacity(found.len());
    for entity in found {
        let mut one = shown(entity, &printed);
        one.appearances = appearances(&engine, entity, limit)?;
        entities.push(one);
    }
    Ok(answer(entities.len(), entities, &warnings))
}

fn answer(total: usize, entities: Vec<Entity>, warnings: &[Warning]) -> People {
    People {
        schema_version: People::VERSION,
        total: total as u64,
        left_out: 0,
        entities,
        notes: told(warnings),
    }
}

/// What the authority file asks for and this archive cannot give.
pub(super) fn told(warnings: &[Warning]) -> Vec<String> {
    let told = |warning: &Warning| format!("{AUTHORITY_FILE}:{}: {}", warning.line, warning.message);
    warnings.iter().map(told).collect()
}

/// All that is known of one but where.
pub(super) fn shown(entity: &ResolvedEntity, printed: &Printed<'_>) -> Entity {
    // A body speaks for itself: that is no news.
    let own = fold_name(&entity.name);
    let not_itself = |body: &&Dated| fold_name(&body.name) != own;
    Entity {
        id: entity.id.0.clone(),
        name: entity.name.clone(),
        kind: entity.kind,
        guessed: entity.guessed,
        place: entity.place,
        articles: by_article(entity).len() as u64,
        aliases: entity.aliases.iter().map(|known| alias(known, printed)).collect(),
        roles: entity.roles.iter().map(stretch).collect(),
        organizations: entity.organizations.iter().filter(not_itself).map(stretch).collect(),
        notes: entity.notes.clone(),
        appearances: Vec::new(),
    }
}

fn alias(alias: &crate::resolve::Alias, printed: &Printed<'_>) -> Alias {
    let (tie, _) = tie(alias.evidence.tie);
    Alias {
        name: alias.name.clone(),
        articles: alias.count.into(),
        article: alias.article.clone(),
        tie: tie.to_owned(),
        why: why(&alias.evidence, printed),
    }
}

fn stretch(dated: &Dated) -> Stretch {
    Stretch { name: dated.name.clone(), from: dated.from, to: dated.to, articles: dated.count.into() }
}

/// The entity's numbers in each article: a merge can give it several in one.
pub(super) fn by_article(entity: &ResolvedEntity) -> BTreeMap<&ArticleId, Vec<u32>> {
    let mut out: BTreeMap<&ArticleId, Vec<u32>> = BTreeMap::new();
    for member in &entity.members {
        out.entry(&member.article).or_default().push(member.local);
    }
    out
}

/// Where the entity appears, the newest first and what has no date last.
fn appearances(
    engine: &LocalEngine,
    entity: &ResolvedEntity,
    limit: usize,
) -> anyhow::Result<Vec<Appearance>> {
    let mut out = Vec::new();
    for (article, locals) in by_article(entity) {
        // An index brought up to date meanwhile may have dropped the article.
        let Some(record) = engine.record(&article.0)? else { continue };
        out.push(appearance(&record, &locals));
    }
    out.sort_by_key(|seen| (Reverse(seen.published.map(|date| date.earliest())), seen.article.clone()));
    out.truncate(limit);
    Ok(out)
}

fn appearance(record: &Record, locals: &[u32]) -> Appearance {
    let Record { article, annotations } = record;
    let theirs = annotations.statements.iter().filter(|statement| {
        statement.speakers().filter_map(|speaker| speaker.entity).any(|local| locals.contains(&local))
    });
    let headline = article.headline.trim();
    Appearance {
        article: article.id.clone(),
        headline: if headline.is_empty() { article.origin.path.clone() } else { headline.to_owned() },
        published: article.published,
        statements: theirs.count() as u64,
    }
}

/// The stable name of a tie, and what it means.
fn tie(tie: Tie) -> (&'static str, &'static str) {
    match tie {
        Tie::SameName => ("same-name", "the same name"),
        Tie::SameArticle => ("same-article", "stands beside the name in one article"),
        Tie::GivenName => ("given-name", "another form of the given name"),
        Tie::Sound => ("sound", "sounds the same"),
        Tie::Surname => ("surname", "the surname alone"),
        Tie::ShortName => ("short-name", "the name shortened or turned about"),
        Tie::Authority => ("authority", "the archivist says so"),
    }
}

/// Names as printed, by how evidence writes them.
pub(super) struct Printed<'t>(BTreeMap<String, &'t str>);

impl<'t> Printed<'t> {
    pub(super) fn of(table: &'t EntityTable) -> Self {
        let mut names = BTreeMap::new();
        for entity in &table.entities {
            let bodies = entity.organizations.iter().map(|body| &body.name);
            for name in std::iter::once(&entity.name).chain(bodies) {
                // The first is the one in most articles.
                names.entry(fold_name(name)).or_insert(name.as_str());
            }
        }
        Printed(names)
    }

    fn name<'a>(&self, folded: &'a str) -> &'a str
    where
        't: 'a,
    {
        self.0.get(folded).copied().unwrap_or(folded)
    }
}

/// What ties the name, and what the articles share.
fn why(evidence: &Evidence, printed: &Printed<'_>) -> String {
    let (_, tie) = tie(evidence.tie);
    let of_one_body = |name: &String| evidence.agreements.contains(&Agreement::Organization(name.clone()));
    let shared = evidence.agreements.iter().filter_map(|agreement| match agreement {
        Agreement::Organization(name) => Some(format!("both of {}", printed.name(name))),
        Agreement::Role(role) => Some(format!("both {role}")),
        // Who speaks for a body is named beside it: that is told already.
        Agreement::Company(name) if of_one_body(name) => None,
        Agreement::Company(name) => Some(format!("both beside {}", printed.name(name))),
        Agreement::Named(article) => Some(format!("the full name stands in {article}")),
        Agreement::Time => Some("less than a month apart".to_owned()),
    });
    std::iter::once(tie.to_owned()).chain(shared).collect::<Vec<_>>().join("; ")
}

/// The names most like `name`: spelled nearly so, or with all of its words in them.
pub(super) fn near(table: &EntityTable, name: &str, kind: Option<EntityKind>) -> Vec<String> {
    let wanted = fold_name(name);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    let likeness = |other: &str| {
        let other = fold_name(other);
        let holds =
            !words.is_empty() && words.iter().all(|word| other.split(' ').any(|o| o.starts_with(word)));
        if holds { 1.0 } else { strsim::normalized_damerau_levenshtein(&wanted, &other) }
    };
    let mut found: Vec<(f64, &str)> = Vec::new();
    for entity in table.entities.iter().filter(|entity| kind.is_none_or(|kind| entity.kind == kind)) {
        let names = std::iter::once(&entity.name).chain(entity.aliases.iter().map(|alias| &alias.name));
        let alike = names.map(|other| likeness(other)).fold(0.0, f64::max);
        if alike >= ALIKE {
            found.push((alike, &entity.name));
        }
    }
    // The sort is stable: of names as like, the one in most articles comes first.
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().take(SUGGESTIONS).map(|(_, name)| name.to_owned()).collect()
}
