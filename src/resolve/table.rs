//! The archive's entities, as everybody else sees them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::apart::{Named, told_apart};
use super::body_key::{body_key, has_form};
use super::common::name_key;
use super::evidence::{Evidence, Tie};
use super::group::Group;
use super::key::Key;
use super::sighting::{At, Printed, Sighting};
use super::world::World;
use crate::model::{ArticleId, EntityKind, NewsDate};
use crate::text::fold::fold_name;

/// The id of an entity: made of its name and the first of its articles by id, whatever order they came in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct EntityId(pub String);

impl std::fmt::Display for EntityId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hexadecimal digits of an id.
const ID_LENGTH: usize = 12;

/// One person or body of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ResolvedEntity {
    /// Stable as long as name and first article are.
    pub id: EntityId,
    /// The name used most, in full.
    pub name: String,
    /// Person or organization.
    pub kind: EntityKind,
    /// Whether next to no article tells that it is a person, or a body, so that the kind is a guess.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guessed: bool,
    /// Whether most articles name it as a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place: bool,
    /// Every other name, the commonest first.
    pub aliases: Vec<Alias>,
    /// What they did, by first mention.
    pub roles: Vec<Dated>,
    /// Whom they did it for, by first mention.
    pub organizations: Vec<Dated>,
    /// What the archivist notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where they appear.
    pub members: Vec<Member>,
}

/// Another name of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alias {
    /// As printed.
    pub name: String,
    /// In how many articles.
    pub count: u32,
    /// One of them, to look it up.
    pub article: ArticleId,
    /// Why it is an alias.
    pub evidence: Evidence,
}

/// A role or an organization, and when it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dated {
    /// As printed most.
    pub name: String,
    /// The first article with a date that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NewsDate>,
    /// The last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NewsDate>,
    /// How many say so.
    pub count: u32,
}

/// An appearance of an entity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    /// The article.
    pub article: ArticleId,
    /// Which of its entities.
    pub local: u32,
}

/// Everybody, those with most appearances first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct EntityTable {
    /// The entities.
    pub entities: Vec<ResolvedEntity>,
}

impl EntityTable {
    pub(super) fn of(mut entities: Vec<ResolvedEntity>) -> EntityTable {
        entities.sort_by_cached_key(|e| (Reverse(e.members.len()), fold_name(&e.name), e.id.clone()));
        EntityTable { entities }
    }

    /// The entity with this id, or else everybody who is called so or has this as an alias, those of most articles first:
    /// one article's stray surname does not stand for whom all others call so.
    pub fn find(&self, name: &str) -> Vec<&ResolvedEntity> {
        if let Some(entity) = self.entities.iter().find(|entity| entity.id.0 == name.trim()) {
            return vec![entity];
        }
        let key = name_key(name);
        let is_called = |entity: &&ResolvedEntity| {
            let aliases = entity.aliases.iter().map(|alias| &alias.name);
            std::iter::once(&entity.name).chain(aliases).any(|name| name_key(name) == key)
        };
        self.entities.iter().filter(is_called).collect()
    }

    /// What each entity is called where several of one kind share a name: with whom they speak for, or
    /// what they do, or else one of their articles behind it. The same for everybody else.
    pub fn shown(&self) -> Vec<String> {
        let remarks: Vec<Option<String>> = self.entities.iter().map(ResolvedEntity::remark).collect();
        let named: Vec<Named<'_>> = self
            .entities
            .iter()
            .zip(&remarks)
            .map(|(entity, remark)| Named {
                name: &entity.name,
                kind: entity.kind,
                remark: remark.as_deref(),
                first: entity.members.first().map_or("", |first| &first.article.0),
            })
            .collect();
        let mut shown: Vec<String> = self.entities.iter().map(|entity| entity.name.clone()).collect();
        for (at, told) in told_apart(&named) {
            shown.get_mut(at).into_iter().for_each(|shown| shown.clone_from(&told));
        }
        shown
    }

    /// Which entity each appearance is: an index into `entities`.
    pub fn by_member(&self) -> BTreeMap<(&ArticleId, u32), usize> {
        let entities = self.entities.iter().enumerate();
        entities
            .flat_map(|(at, entity)| entity.members.iter().map(move |m| ((&m.article, m.local), at)))
            .collect()
    }
}

impl ResolvedEntity {
    /// What tells it from its namesakes.
    fn remark(&self) -> Option<String> {
        remark(&self.organizations, &self.roles)
    }

    /// The role they had on a date, as far as the archive tells.
    pub fn role_at(&self, date: &NewsDate) -> Option<&Dated> {
        at(&self.roles, date)
    }

    /// The organization they spoke for on a date, as far as the archive tells.
    pub fn organization_at(&self, date: &NewsDate) -> Option<&Dated> {
        at(&self.organizations, date)
    }
}

/// What was said around the date: the shortest stretch it falls in, or else the last before it.
fn at<'d>(spans: &'d [Dated], date: &NewsDate) -> Option<&'d Dated> {
    let moment = date.earliest();
    let bounds = |dated: &Dated| Some((dated.from?.earliest(), dated.to?.after()));
    let dated = || spans.iter().filter_map(|span| Some((span, bounds(span)?)));
    let around = dated().filter(|(_, (from, to))| *from < date.after() && *to > moment);
    around
        .min_by_key(|(span, (from, to))| (to - from, Reverse(*from), Reverse(span.count)))
        .or_else(|| dated().filter(|(_, (_, to))| *to <= moment).max_by_key(|(_, (_, to))| *to))
        .map(|(span, _)| span)
}

fn remark(organizations: &[Dated], roles: &[Dated]) -> Option<String> {
    let most = |dated: &[Dated]| {
        dated.iter().max_by_key(|dated| (dated.count, Reverse(&dated.name))).map(|dated| dated.name.clone())
    };
    most(organizations).or_else(|| most(roles))
}

/// An entity with everything that is told of it.
pub(super) fn entity(group: &Group, world: &World) -> Option<ResolvedEntity> {
    let (name, key, _) = canonical(group)?;
    let name = group.renamed.clone().unwrap_or(name);
    let members = group.members.iter();
    Some(ResolvedEntity {
        id: entity_id(group, world)?,
        aliases: aliases(group, &name, key, world),
        name,
        kind: group.kind,
        guessed: is_guessed(group),
        place: !group.decided && group.is_place(),
        roles: roles(group, world),
        organizations: organizations(group, world),
        notes: group.notes.clone(),
        members: members
            .map(|a| Member { article: world.article(a.at.article), local: a.at.local })
            .collect(),
    })
}

/// Whether hardly any article tells that this is a person, or a body: where one in many does, that one may be wrong. Of a place, none
/// does.
fn is_guessed(group: &Group) -> bool {
    let told = group.members.iter().filter(|member| !member.guessed && !member.place).count();
    !group.decided && !group.is_place() && told * FEW < group.members.len()
}

/// One article in so many tells nothing.
const FEW: usize = 10;

/// What an entity is called, and what tells it from its namesakes: a remark.
pub(super) fn called(group: &Group, world: &World) -> Option<(String, Option<String>)> {
    let (name, ..) = canonical(group)?;
    let remark = remark(&organizations(group, world), &[]).or_else(|| remark(&[], &roles(group, world)));
    Some((group.renamed.clone().unwrap_or(name), remark))
}

fn roles(group: &Group, world: &World) -> Vec<Dated> {
    let role = |a: &'_ Arc<Sighting>| a.role.as_ref().map(Arc::as_ptr);
    let printed = |a: &'_ Arc<Sighting>| a.role.clone().map(|role| role.printed.clone());
    dated(group, world, role, printed, fold_name)
}

fn organizations(group: &Group, world: &World) -> Vec<Dated> {
    let body = |a: &'_ Arc<Sighting>| a.body.as_ref().map(Arc::as_ptr);
    let printed = |a: &'_ Arc<Sighting>| a.body.clone().map(|body| body.printed.clone());
    dated(group, world, body, printed, body_key)
}

/// Made of the name in the articles, so that a name the archivist gives changes no id.
pub(super) fn entity_id(group: &Group, world: &World) -> Option<EntityId> {
    let At { article, local } = group.id()?;
    let (_, _, key) = canonical(group)?;
    let hash = blake3::hash(format!("{key}\0{}\0{local}", world.id(article)).as_bytes());
    Some(EntityId(hash.to_hex()[..ID_LENGTH].to_owned()))
}

/// The name most articles use, in full where any does; its key, and what that says.
///
/// A body is called by a name under which it is on record, where there is one: a town that begins its name is none.
pub(super) fn canonical(group: &Group) -> Option<(String, Key, String)> {
    let is_person = group.kind == EntityKind::Person;
    let mut printed: HashMap<*const Printed, (&Arc<Printed>, u32), FixedState> = HashMap::default();
    let mut speaking: HashSet<&str, FixedState> = HashSet::default();
    for member in &group.members {
        printed.entry(Arc::as_ptr(&member.printed)).or_insert((&member.printed, 0)).1 += 1;
        if member.speaks && !is_person {
            speaking.insert(key_of(&member.printed, is_person));
        }
    }
    let mut names: BTreeMap<(bool, &str), u32> = BTreeMap::new();
    let mut spellings: BTreeMap<(&str, &str), (u32, &Arc<Printed>)> = BTreeMap::new();
    // Sums, which no order changes.
    #[allow(clippy::iter_over_hash_type)]
    for (printed, count) in printed.into_values() {
        let name = key_of(printed, is_person);
        let vague = is_person && printed.names.first().is_none_or(|name| name.is_vague());
        let weight = if speaking.contains(name) { ON_RECORD } else { 1 };
        *names.entry((vague, name)).or_default() += count * weight;
        spellings.entry((name, &printed.name)).or_insert((0, printed)).0 += count;
    }
    let ((_, name), _) = names
        .iter()
        .min_by_key(|((vague, name), count)| (*vague, Reverse(**count), Reverse(name.len()), name))?;
    // What only something beside it tells who it is is no name to go by.
    let tells = |printed: &str| is_person || body_key(printed) == *name;
    let is_told = spellings.keys().any(|(of, printed)| of == name && tells(printed));
    let own = || spellings.iter().filter(|((of, printed), _)| of == name && (!is_told || tells(printed)));
    let shown = plain(&own().map(|((_, printed), (count, _))| (*printed, *count)).collect::<Vec<_>>())?;
    let (_, printed) = own().find(|((_, printed), _)| *printed == shown)?.1;
    Some((shown.to_owned(), printed.key, printed.key_text.clone()))
}

/// What one name is, however it is spelled: a body's legal form makes no other.
fn key_of(printed: &Printed, is_person: bool) -> &str {
    if is_person { &printed.key_text } else { &printed.body }
}

/// A body is called by a name under which it is on record rather than by one that stands in so many times as many articles.
const ON_RECORD: u32 = 8;

/// Of spellings with one key, each with how often it is printed, the plain one: without nickname, title or legal form, and in
/// capitals only where most of them are, for headlines shout.
fn plain<'p>(spellings: &[(&'p str, u32)]) -> Option<&'p str> {
    let shouts = |printed: &str| !printed.chars().any(char::is_lowercase);
    let count = |shouted: bool| -> u32 {
        spellings.iter().filter(|(printed, _)| shouts(printed) == shouted).map(|(_, count)| count).sum()
    };
    let quiet = count(false) >= count(true);
    // One legal form is as long as another.
    let length = |printed: &str| {
        if has_form(printed) {
            body_key(printed).len() + 1
        } else {
            fold_name(&printed.replace('&', " and ")).len()
        }
    };
    let (printed, _) = spellings
        .iter()
        .filter(|(printed, _)| !quiet || !shouts(printed))
        .min_by_key(|(printed, count)| (length(printed), Reverse(*count), *printed))?;
    Some(printed)
}

fn aliases(group: &Group, name: &str, key: Key, world: &World) -> Vec<Alias> {
    let mut found: BTreeMap<&str, (u32, u32, bool)> = BTreeMap::new();
    let body = group.members.iter().map(|member| &member.printed).find(|seen| seen.key == key);
    let body = body.filter(|_| group.kind == EntityKind::Organization).map_or("", |seen| &seen.body);
    for member in &group.members {
        let seen = &member.printed;
        let article = member.at.article;
        let beside = seen.key == key || seen.alias_keys.contains(&key);
        let printed = std::iter::once(&seen.name).chain(&seen.aliases).map(|name| name.trim());
        let mut told: Vec<&str> = Vec::with_capacity(1 + seen.aliases.len());
        for alias in printed {
            if alias == name || alias.is_empty() || told.contains(&alias) {
                continue;
            }
            told.push(alias);
            let entry = found.entry(alias).or_insert((0, article, false));
            entry.0 += 1;
            if beside && !entry.2 {
                (entry.1, entry.2) = (article, true);
            }
        }
    }
    let mut out: Vec<Alias> = found
        .into_iter()
        .map(|(alias, (count, article, beside))| Alias {
            name: alias.to_owned(),
            count,
            article: world.article(article),
            evidence: evidence(group, alias, (key, body), beside, world),
        })
        .collect();
    out.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    out
}

/// Why `alias` is one of a group that is shown under a name with this key; of a body, with the key of its name as well.
fn evidence(group: &Group, alias: &str, (key, body): (Key, &str), beside: bool, world: &World) -> Evidence {
    let own = Key::from(&*name_key(alias));
    let plain = |tie| Evidence { tie, agreements: Vec::new(), points: 0 };
    if own == key || !body.is_empty() && body_key(alias) == body {
        // A merge or a rename can show the entity under another name than most articles do.
        let shown = group.renamed.as_deref().is_none_or(|renamed| Key::from(&*name_key(renamed)) == own);
        return plain(if shown { Tie::SameName } else { Tie::Authority });
    }
    let noted = group.joins.get(&own).or_else(|| group.joins.get(&key).filter(|_| !beside));
    match noted {
        Some(noted) if noted.tie == Tie::Authority || !beside => noted.told(world),
        _ => plain(Tie::SameArticle),
    }
}

/// Values by key with the dates they were printed on. What `same` says to be one is looked at once.
fn dated<T>(
    group: &Group,
    world: &World,
    same: impl Fn(&Arc<Sighting>) -> Option<*const T>,
    printed: impl Fn(&Arc<Sighting>) -> Option<String>,
    key: impl Fn(&str) -> String,
) -> Vec<Dated> {
    let mut places: HashMap<*const T, Option<usize>, FixedState> = HashMap::default();
    let mut values: Vec<(String, Stretch)> = Vec::new();
    for member in &group.members {
        let Some(pointer) = same(member) else { continue };
        let place = *places.entry(pointer).or_insert_with(|| {
            let value = printed(member)?.trim().to_owned();
            (!value.is_empty()).then(|| {
                values.push((value, Stretch::default()));
                values.len() - 1
            })
        });
        let stretch = place.and_then(|place| values.get_mut(place)).map(|(_, stretch)| stretch);
        if let Some(stretch) = stretch {
            stretch.add(&Stretch { count: 1, span: world.published(member.at.article).map(|d| (d, d)) });
        }
    }
    let mut by_key: BTreeMap<String, (BTreeMap<String, u32>, Stretch)> = BTreeMap::new();
    for (value, stretch) in values {
        let (forms, whole) = by_key.entry(key(&value)).or_default();
        *forms.entry(value).or_default() += stretch.count;
        whole.add(&stretch);
    }
    let mut out: Vec<Dated> = by_key
        .into_values()
        .filter_map(|(forms, Stretch { count, span })| {
            let (name, _) =
                forms.into_iter().min_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)))?;
            Some(Dated { name, from: span.map(|span| span.0), to: span.map(|span| span.1), count })
        })
        .collect();
    out.sort_by_key(|dated| (dated.from.map_or(i64::MAX, |date| date.earliest()), dated.name.clone()));
    out
}

/// How often something was printed, and between which dates.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    count: u32,
    span: Option<(NewsDate, NewsDate)>,
}

impl Stretch {
    fn add(&mut self, other: &Stretch) {
        // Two ways to write one moment order as they are written.
        let before = |a: &NewsDate, b: &NewsDate| match a.earliest().cmp(&b.earliest()) {
            std::cmp::Ordering::Equal if a == b => false,
            std::cmp::Ordering::Equal => a.to_string() < b.to_string(),
            order => order.is_lt(),
        };
        self.count += other.count;
        self.span = match (self.span, other.span) {
            (Some((from, to)), Some((first, last))) => Some((
                if before(&first, &from) { first } else { from },
                if before(&to, &last) { last } else { to },
            )),
            (mine, theirs) => mine.or(theirs),
        };
    }
}
