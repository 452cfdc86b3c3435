//! One block of person names that sound alike, resolved.
//!
//! Every edge needs support from the surroundings. The strongest edges are taken first; an edge is
//! not taken while an equally strong one leads to somebody else, so nothing depends on order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::common::Sighting;
use super::evidence::{Agreement, Evidence, Feature, Tie, Weighed, weigh};
use super::given;
use super::group::Group;
use super::key::Key;
use super::lives::lives;
use super::name_key::{PersonName, Relation};
use super::sets::Sets;
use super::sound;

/// Rounds of joining: what one finds can support the next.
const ROUNDS: usize = 3;
/// What the full name in the same article is worth.
const NAMED: i32 = 3;
/// What it is worth that an article uses both spellings for two of its people.
const TOLD_APART: i32 = -4;
/// So many are compared each with each; of more only those that share something.
const MOST_ALIKE: usize = 96;

/// Resolves a block of people. `sightings` are in order.
pub(super) fn cluster(sightings: &[Arc<Sighting>], common: &BTreeSet<Key>) -> Vec<Group> {
    let (mut groups, vague) = by_name(sightings, common);
    let firm = groups.len();
    groups.extend(vague.iter().map(|sighting| Group::of(vec![Arc::clone(sighting)], 0, common)));
    groups.sort_by(|a, b| a.id().cmp(&b.id()));
    if firm > 0 {
        groups = joined(groups);
    }
    let (mut known, lonely): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| !group.full.is_empty());
    known.extend(joined(leftover(lonely, common)));
    known.sort_by(|a, b| a.id().cmp(&b.id()));
    known
}

/// Bearers of each full name, and the appearances whose name could be anybody's.
fn by_name(sightings: &[Arc<Sighting>], common: &BTreeSet<Key>) -> (Vec<Group>, Vec<Arc<Sighting>>) {
    let mut names: BTreeMap<String, Vec<Arc<Sighting>>> = BTreeMap::new();
    let mut vague = Vec::new();
    for sighting in sightings {
        match sighting.names.first() {
            Some(name) if !name.is_vague() => {
                names.entry(name.key()).or_default().push(Arc::clone(sighting));
            }
            _ => vague.push(Arc::clone(sighting)),
        }
    }
    (names.into_values().flat_map(|bearers| by_life(&bearers, common)).collect(), vague)
}

pub(super) fn by_life(bearers: &[Arc<Sighting>], common: &BTreeSet<Key>) -> Vec<Group> {
    lives(bearers, common)
        .into_iter()
        .enumerate()
        .map(|(life, members)| {
            Group::of(members.into_iter().map(|at| Arc::clone(&bearers[at])).collect(), life, common)
        })
        .collect()
}

/// Bare names that nobody was found for: together where they share a post.
fn leftover(lonely: Vec<Group>, common: &BTreeSet<Key>) -> Vec<Group> {
    let mut names: BTreeMap<String, Vec<Arc<Sighting>>> = BTreeMap::new();
    for group in lonely {
        let key =
            group.members.first().map(|first| first.company_key.as_str().to_owned()).unwrap_or_default();
        names.entry(key).or_default().extend(group.members);
    }
    let mut out: Vec<Group> =
        names.into_values().flat_map(|bearers| by_surroundings(&bearers, common)).collect();
    out.sort_by(|a, b| a.id().cmp(&b.id()));
    out
}

fn by_surroundings(bearers: &[Arc<Sighting>], common: &BTreeSet<Key>) -> Vec<Group> {
    let mut sets = Sets::new(bearers.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, bearer) in bearers.iter().enumerate() {
        let seen = &bearer.appearance;
        // Many are "the president"; a description needs the body as well.
        let role = seen.role.as_ref().filter(|_| !bearer.names.is_empty());
        for key in seen.organization.iter().chain(role) {
            let known = *first.entry(crate::text::fold::fold_name(key)).or_insert(at);
            sets.join(known, at);
        }
    }
    sets.all()
        .into_iter()
        .map(|set| Group::of(set.into_iter().map(|at| Arc::clone(&bearers[at])).collect(), 0, common))
        .collect()
}

/// A supported guess that two groups are one.
struct Edge {
    points: i32,
    tie: Tie,
    ends: (usize, usize),
    agreements: Vec<Agreement>,
}

/// Joins groups round by round until nothing more is found.
fn joined(mut groups: Vec<Group>) -> Vec<Group> {
    for _ in 0..ROUNDS {
        let before = groups.len();
        groups = round(groups);
        if groups.len() == before {
            break;
        }
    }
    groups
}

fn round(groups: Vec<Group>) -> Vec<Group> {
    let mut edges: Vec<Edge> =
        candidates(&groups).into_iter().filter_map(|(a, b)| edge(&groups, a, b)).collect();
    edges.sort_by_key(|edge| (-edge.points, edge.tie, edge.ends));
    let mut by_end: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Only full names exclude each other; a full name's many bare mentions are no rivals.
    for (at, edge) in edges.iter().enumerate() {
        for (from, to) in [edge.ends, (edge.ends.1, edge.ends.0)] {
            if !groups[to].full.is_empty() {
                by_end.entry(from).or_default().push(at);
            }
        }
    }
    let count = groups.len();
    let mut merger = Merger { groups: groups.into_iter().map(Some).collect(), sets: Sets::new(count) };
    for edge in &edges {
        let (a, b) = edge.ends;
        let rival = |merger: &mut Merger, from: usize, to: usize| {
            by_end.get(&from).into_iter().flatten().map(|at| &edges[*at]).any(|other| {
                let end = if other.ends.0 == from { other.ends.1 } else { other.ends.0 };
                other.points >= edge.points && end != to && merger.excludes(end, to)
            })
        };
        if merger.free(a, b) && !rival(&mut merger, a, b) && !rival(&mut merger, b, a) {
            merger.join(edge);
        }
    }
    let mut groups: Vec<Group> = merger.groups.into_iter().flatten().collect();
    groups.iter_mut().for_each(Group::sort);
    groups
}

/// Groups while they are being joined; each lives where the smallest of its set was.
struct Merger {
    groups: Vec<Option<Group>>,
    sets: Sets,
}

impl Merger {
    fn may_be(&self, a: usize, b: usize) -> bool {
        matches!((&self.groups[a], &self.groups[b]), (Some(a), Some(b)) if a.may_be(b))
    }

    /// Whether the two are apart still, and may be joined.
    fn free(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.sets.of(a), self.sets.of(b));
        a != b && self.may_be(a, b)
    }

    /// Whether the two cannot be one.
    fn excludes(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.sets.of(a), self.sets.of(b));
        a != b && !self.may_be(a, b)
    }

    fn join(&mut self, edge: &Edge) {
        let (a, b) = (self.sets.of(edge.ends.0), self.sets.of(edge.ends.1));
        self.sets.join(a, b);
        let (kept, gone) = (a.min(b), a.max(b));
        let Some(mut gone) = self.groups[gone].take() else { return };
        let Some(kept) = &mut self.groups[kept] else { return };
        // The smaller moves into the larger, wherever that stood.
        if gone.members.len() > kept.members.len() {
            std::mem::swap(kept, &mut gone);
        }
        let evidence = Evidence { tie: edge.tie, agreements: edge.agreements.clone(), points: edge.points };
        let told = |key: &&String| kept.joins.contains_key(*key) || gone.joins.contains_key(*key);
        let untold: Vec<String> =
            gone.keys.iter().chain(&kept.keys).filter(|key| !told(key)).cloned().collect();
        for key in untold {
            kept.because(key, evidence.clone());
        }
        kept.absorb(gone);
    }
}

/// Pairs worth weighing: full names with like given names, vague ones with whom they share something.
fn candidates(groups: &[Group]) -> BTreeSet<(usize, usize)> {
    let mut by_initial: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    let mut by_feature: BTreeMap<Feature, Vec<usize>> = BTreeMap::new();
    let mut pairs = BTreeSet::new();
    let no_full = groups.iter().all(|group| group.full.is_empty());
    for (at, group) in groups.iter().enumerate() {
        if group.full.is_empty() && !no_full {
            continue;
        }
        for initial in initials(group) {
            by_initial.entry(initial).or_default().push(at);
        }
        for feature in
            group.context.features().chain(group.full.keys().map(|key| Feature::Company(key.as_str().into())))
        {
            by_feature.entry(feature).or_default().push(at);
        }
    }
    for alike in by_initial.values() {
        if alike.len() > MOST_ALIKE {
            pairs.extend(sharing(groups, alike));
            continue;
        }
        for (n, a) in alike.iter().enumerate() {
            pairs.extend(alike[n + 1..].iter().map(|b| (*a, *b)));
        }
    }
    // What so many share tells nobody apart, and comparing all of them with each other would never end.
    by_feature.retain(|_, sharing| sharing.len() <= MOST_ALIKE);
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.full.is_empty()) {
        for feature in group.context.features() {
            for other in by_feature.get(&feature).into_iter().flatten().filter(|other| **other != at) {
                pairs.insert((at.min(*other), at.max(*other)));
            }
        }
    }
    pairs
}

/// Of very many with like names those that have a word of their names in common, or something around them.
fn sharing(groups: &[Group], alike: &[usize]) -> Vec<(usize, usize)> {
    let mut by_feature: BTreeMap<Feature, Vec<usize>> = BTreeMap::new();
    for at in alike {
        let Some(group) = groups.get(*at) else { continue };
        let given = group.full.values().filter_map(|(name, _)| name.given().first());
        let given: BTreeSet<Feature> = given.map(|word| Feature::Given(given::whole(word).into())).collect();
        for feature in group.context.features().collect::<BTreeSet<_>>().into_iter().chain(given) {
            by_feature.entry(feature).or_default().push(*at);
        }
    }
    let mut out = Vec::new();
    for sharing in by_feature.values().filter(|sharing| sharing.len() <= MOST_ALIKE) {
        for (n, a) in sharing.iter().enumerate() {
            out.extend(sharing[n + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    out
}

fn initials(group: &Group) -> BTreeSet<char> {
    let given = group.full.values().flat_map(|(name, _)| name.given());
    given.filter_map(|word| sound::skeleton(given::whole(word)).chars().next()).collect()
}

fn edge(groups: &[Group], a: usize, b: usize) -> Option<Edge> {
    let (one, other) = (&groups[a], &groups[b]);
    let relation = nearest(one, other)?;
    let mut weighed = weigh(&one.context, &other.context);
    beside(one, other, relation, &mut weighed);
    let tie = match relation {
        Relation::Same | Relation::Variant => Tie::GivenName,
        Relation::Sound | Relation::BareSound => Tie::Sound,
        Relation::Bare => Tie::Surname,
        Relation::Apart => return None,
    };
    let enough = match relation {
        Relation::Same | Relation::Variant if same_given(one, other) => weighed.points >= 1,
        Relation::BareSound => weighed.points >= 3 && weighed.identity,
        Relation::Sound if !is_rare(one) => weighed.points >= 3,
        _ => weighed.points >= 2,
    };
    enough.then_some(Edge { points: weighed.points, tie, ends: (a, b), agreements: weighed.agreements })
}

/// What it tells that one article names both.
fn beside(one: &Group, other: &Group, relation: Relation, weighed: &mut Weighed) {
    let together = one.context.articles.intersection(&other.context.articles).next();
    let Some(article) = together else { return };
    if relation == Relation::Bare {
        weighed.points += NAMED;
        weighed.agreements.insert(0, Agreement::Named(article.clone()));
    } else {
        weighed.points += TOLD_APART;
    }
}

/// Few names sound like one of four consonants and more.
fn is_rare(group: &Group) -> bool {
    group.name().is_some_and(|name| name.block().chars().count() >= 4)
}

fn same_given(one: &Group, other: &Group) -> bool {
    let firsts = |group: &Group| -> BTreeSet<String> {
        group.full.values().filter_map(|(name, _)| name.given().first().cloned()).collect()
    };
    !firsts(one).is_disjoint(&firsts(other))
}

/// The closest relation between any two names of the groups.
fn nearest(one: &Group, other: &Group) -> Option<Relation> {
    names(one).flat_map(|name| names(other).map(|other| name.relation(other))).min()
}

/// The full names of a group; the name it goes by where it has none.
fn names(group: &Group) -> impl Iterator<Item = &PersonName> {
    let vague = group.name().filter(|_| group.full.is_empty());
    group.full.values().map(|(name, _)| name).chain(vague)
}
