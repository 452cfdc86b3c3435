//! The archive's entities, as everybody else sees them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::body_key::body_key;
use super::common::name_key;
use super::evidence::{Evidence, Tie};
use super::group::Group;
use super::name_key::PersonName;
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

/// Digits of an article's id that are shown behind a name.
const SHOWN_ID: usize = 8;
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
    pub(super) fn of(groups: &[Group]) -> EntityTable {
        let mut entities: Vec<ResolvedEntity> = groups.iter().filter_map(entity).collect();
        entities.sort_by(|a, b| {
            let key = |e: &ResolvedEntity| (Reverse(e.members.len()), fold_name(&e.name), e.id.clone());
            key(a).cmp(&key(b))
        });
        EntityTable { entities }
    }

    /// The entity with this id, or else everybody who has this as a name, or else as an alias.
    pub fn find(&self, name: &str) -> Vec<&ResolvedEntity> {
        let key = name_key(name);
        let all =
            |test: &dyn Fn(&&ResolvedEntity) -> bool| self.entities.iter().filter(test).collect::<Vec<_>>();
        let by_id = all(&|entity| entity.id.0 == name.trim());
        if !by_id.is_empty() {
            return by_id;
        }
        let by_name = all(&|entity| name_key(&entity.name) == key);
        if !by_name.is_empty() {
            return by_name;
        }
        all(&|entity| entity.aliases.iter().any(|alias| name_key(&alias.name) == key))
    }

    /// What each entity is called where several of one kind share a name: with whom they speak for, or
    /// what they do, or else one of their articles behind it. The same for everybody else.
    pub fn shown(&self) -> Vec<String> {
        let mut bearers: BTreeMap<(EntityKind, String), Vec<usize>> = BTreeMap::new();
        for (at, entity) in self.entities.iter().enumerate() {
            bearers.entry((entity.kind, fold_name(&entity.name))).or_default().push(at);
        }
        let mut shown: Vec<String> = self.entities.iter().map(|entity| entity.name.clone()).collect();
        for several in bearers.values().filter(|several| several.len() > 1) {
            for remark in
                [ResolvedEntity::remark as fn(&ResolvedEntity) -> Option<String>, ResolvedEntity::place]
            {
                // Those who share a remark as well are told apart by the next.
                let remarks: Vec<Option<String>> =
                    several.iter().map(|at| remark(&self.entities[*at])).collect();
                for (at, own) in several.iter().zip(&remarks) {
                    let alone = remarks.iter().filter(|other| *other == own).count() == 1;
                    if let Some(own) = own.as_ref().filter(|_| alone && shown[*at] == self.entities[*at].name)
                    {
                        shown[*at] = format!("{} {own}", self.entities[*at].name);
                    }
                }
            }
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
    /// What tells it from its namesakes, in brackets.
    fn remark(&self) -> Option<String> {
        let most = |dated: &[Dated]| {
            dated
                .iter()
                .max_by_key(|dated| (dated.count, Reverse(&dated.name)))
                .map(|dated| dated.name.clone())
        };
        most(&self.organizations).or_else(|| most(&self.roles)).map(|remark| format!("({remark})"))
    }

    /// The beginning of the id of its first article.
    fn place(&self) -> Option<String> {
        let first = self.members.first()?;
        Some(format!("#{}", first.article.0.chars().take(SHOWN_ID).collect::<String>()))
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

fn entity(group: &Group) -> Option<ResolvedEntity> {
    let (name, key) = canonical(group)?;
    let name = group.renamed.clone().unwrap_or(name);
    let seen = || group.members.iter().map(|member| &member.appearance);
    Some(ResolvedEntity {
        id: entity_id(group)?,
        aliases: aliases(group, &name, &key),
        name,
        kind: group.kind,
        roles: dated(seen().map(|a| (a.role.as_deref(), a.published)), fold_name),
        organizations: dated(seen().map(|a| (a.organization.as_deref(), a.published)), body_key),
        notes: group.notes.clone(),
        members: seen().map(|a| Member { article: a.article.clone(), local: a.local }).collect(),
    })
}

/// Made of the name in the articles, so that a name the archivist gives changes no id.
pub(super) fn entity_id(group: &Group) -> Option<EntityId> {
    let (article, local) = group.id()?;
    let (_, key) = canonical(group)?;
    let hash = blake3::hash(format!("{key}\0{article}\0{local}").as_bytes());
    Some(EntityId(hash.to_hex()[..ID_LENGTH].to_owned()))
}

/// The name most articles use, in full where any does; and its key.
pub(super) fn canonical(group: &Group) -> Option<(String, String)> {
    let mut keys: BTreeMap<(bool, &str), u32> = BTreeMap::new();
    let mut forms: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for member in &group.members {
        let key = member.company_key.as_str();
        let vague = member.names.first().is_none_or(PersonName::is_vague) && group.kind == EntityKind::Person;
        *keys.entry((vague, key)).or_default() += 1;
        *forms.entry((key, member.appearance.name.trim())).or_default() += 1;
    }
    let ((_, key), _) = keys
        .iter()
        .min_by_key(|((vague, key), count)| (*vague, Reverse(**count), Reverse(key.len()), *key))?;
    let own = forms.iter().filter(|((of, _), _)| of == key);
    // Of spellings with one key the plain one: without nickname or title.
    let ((_, printed), _) =
        own.min_by_key(|((_, printed), count)| (fold_name(printed).len(), Reverse(**count), *printed))?;
    Some(((*printed).to_owned(), (*key).to_owned()))
}

fn aliases(group: &Group, name: &str, key: &str) -> Vec<Alias> {
    let mut found: BTreeMap<&str, (u32, &ArticleId, bool)> = BTreeMap::new();
    let mut keys: BTreeMap<&str, bool> = BTreeMap::new();
    for member in &group.members {
        let seen = &member.appearance;
        let printed: Vec<&str> = std::iter::once(seen.name.as_str())
            .chain(seen.aliases.iter().map(String::as_str))
            .map(str::trim)
            .collect();
        let beside = printed.iter().any(|other| *keys.entry(other).or_insert_with(|| name_key(other) == key));
        let mut told: Vec<&str> = Vec::with_capacity(printed.len());
        for alias in printed {
            if alias == name || alias.is_empty() || told.contains(&alias) {
                continue;
            }
            told.push(alias);
            let entry = found.entry(alias).or_insert((0, &seen.article, false));
            entry.0 += 1;
            if beside && !entry.2 {
                (entry.1, entry.2) = (&seen.article, true);
            }
        }
    }
    let mut out: Vec<Alias> = found
        .into_iter()
        .map(|(alias, (count, article, beside))| Alias {
            name: alias.to_owned(),
            count,
            article: article.clone(),
            evidence: evidence(group, alias, key, beside),
        })
        .collect();
    out.sort_by(|a, b| (Reverse(a.count), &a.name).cmp(&(Reverse(b.count), &b.name)));
    out
}

fn evidence(group: &Group, alias: &str, key: &str, beside: bool) -> Evidence {
    let own = name_key(alias);
    let plain = |tie| Evidence { tie, agreements: Vec::new(), points: 0 };
    if own == key {
        // A merge or a rename can show the entity under another name than most articles do.
        let shown = group.renamed.as_deref().is_none_or(|renamed| name_key(renamed) == own);
        return plain(if shown { Tie::SameName } else { Tie::Authority });
    }
    let noted = group.joins.get(&own).or_else(|| group.joins.get(key).filter(|_| !beside));
    match noted {
        Some(noted) if noted.tie == Tie::Authority || !beside => noted.clone(),
        _ => plain(Tie::SameArticle),
    }
}

/// Values by key with the dates they were printed on.
fn dated<'a>(
    values: impl Iterator<Item = (Option<&'a str>, Option<NewsDate>)>,
    key: impl Fn(&str) -> String,
) -> Vec<Dated> {
    struct Stretch<'a> {
        forms: BTreeMap<&'a str, u32>,
        from: Option<NewsDate>,
        to: Option<NewsDate>,
        count: u32,
    }
    let mut stretches: BTreeMap<String, Stretch<'a>> = BTreeMap::new();
    for (value, published) in values {
        let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) else { continue };
        let stretch = stretches.entry(key(value)).or_insert_with(|| Stretch {
            forms: BTreeMap::new(),
            from: None,
            to: None,
            count: 0,
        });
        *stretch.forms.entry(value).or_default() += 1;
        stretch.count += 1;
        let Some(date) = published else { continue };
        // Two ways to write one moment order as they are written.
        let order = |date: &NewsDate| (date.earliest(), date.to_string());
        stretch.from =
            Some(stretch.from.map_or(date, |known| if order(&date) < order(&known) { date } else { known }));
        stretch.to =
            Some(stretch.to.map_or(date, |known| if order(&date) > order(&known) { date } else { known }));
    }
    let mut out: Vec<Dated> = stretches
        .into_values()
        .filter_map(|stretch| {
            let (name, _) = stretch.forms.iter().min_by_key(|(form, count)| (Reverse(**count), **form))?;
            Some(Dated { name: (*name).to_owned(), from: stretch.from, to: stretch.to, count: stretch.count })
        })
        .collect();
    out.sort_by_key(|dated| (dated.from.map_or(i64::MAX, |date| date.earliest()), dated.name.clone()));
    out
}
