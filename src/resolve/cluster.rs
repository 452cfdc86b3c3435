//! One block of person names that sound alike, resolved.
//!
//! Every edge needs support from the surroundings. The strongest edges are taken first; an edge is
//! not taken while an equally strong one leads to somebody else, so nothing depends on order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashSet};

use super::evidence::{Feature, Reason, Shared, Tie, Weighed, weigh};
use super::given;
use super::group::Group;
use super::key::Key;
use super::lives::lives;
use super::name_key::{PersonName, Relation};
use super::sets::Sets;
use super::sighting::Sighting;
use super::sound;
use super::world::World;
use crate::text::fold::fold_name;

/// Rounds of joining: what one finds can support the next.
const ROUNDS: usize = 3;
/// What the full name in the same article is worth.
const NAMED: i32 = 3;
/// What it is worth that an article uses both spellings for two of its people.
const TOLD_APART: i32 = -4;
/// Spellings of a surname differ by so many letters in length.
const CLOSE: usize = 2;
/// Of two that surroundings tell alike, the one in so many times as many articles is meant.
const CLEARLY: usize = 8;
/// So many are compared each with each; of more only those that share something.
const MOST_ALIKE: usize = 96;

/// Resolves a block of people. `sightings` are in order.
pub(super) fn cluster(sightings: &[Arc<Sighting>], world: &World) -> Vec<Group> {
    let (mut groups, vague) = by_name(sightings, world);
    let firm = groups.len();
    groups.extend(vague.iter().map(|sighting| Group::of(vec![Arc::clone(sighting)], 0, world)));
    groups.sort_by_key(Group::id);
    if firm > 0 {
        groups = joined(groups);
    }
    let (mut known, lonely): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| !group.full.is_empty());
    known.extend(joined(leftover(lonely, world)));
    known.sort_by_key(Group::id);
    known
}

/// Bearers of each full name, and the appearances whose name could be anybody's.
fn by_name(sightings: &[Arc<Sighting>], world: &World) -> (Vec<Group>, Vec<Arc<Sighting>>) {
    let mut names: BTreeMap<Key, Vec<Arc<Sighting>>> = BTreeMap::new();
    let mut vague = Vec::new();
    for sighting in sightings {
        match sighting.name() {
            Some(name) if !name.is_vague() => {
                names.entry(name.key()).or_default().push(Arc::clone(sighting));
            }
            _ => vague.push(Arc::clone(sighting)),
        }
    }
    (names.into_values().flat_map(|bearers| by_life(&bearers, world)).collect(), vague)
}

/// Those of one name, by bearer. `bearers` are in order.
pub(super) fn by_life(bearers: &[Arc<Sighting>], world: &World) -> Vec<Group> {
    lives(bearers, world)
        .into_iter()
        .enumerate()
        .map(|(number, life)| {
            let members = life.members.into_iter().map(|at| Arc::clone(&bearers[at])).collect();
            Group::with(members, number, life.context)
        })
        .collect()
}

/// Bare names that nobody was found for: together where they share a post.
fn leftover(lonely: Vec<Group>, world: &World) -> Vec<Group> {
    let mut names: BTreeMap<Key, Vec<Arc<Sighting>>> = BTreeMap::new();
    for group in lonely {
        let key = group.members.first().map(|first| first.printed.key).unwrap_or_default();
        names.entry(key).or_default().extend(group.members);
    }
    let mut out: Vec<Group> =
        names.into_values().flat_map(|bearers| by_surroundings(&bearers, world)).collect();
    out.sort_by_key(Group::id);
    out
}

fn by_surroundings(bearers: &[Arc<Sighting>], world: &World) -> Vec<Group> {
    let mut sets = Sets::new(bearers.len());
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    for (at, bearer) in bearers.iter().enumerate() {
        let body = bearer.body.as_ref().map(|body| Key::from(&*fold_name(&body.printed)));
        // Many are "the president"; a description needs the body as well.
        let role = bearer.role.as_ref().filter(|_| !bearer.printed.names.is_empty());
        let role = role.map(|role| role.key.unwrap_or_default());
        for key in body.into_iter().chain(role) {
            let known = *first.entry(key).or_insert(at);
            sets.join(known, at);
        }
    }
    sets.all()
        .into_iter()
        .map(|set| Group::of(set.into_iter().map(|at| Arc::clone(&bearers[at])).collect(), 0, world))
        .collect()
}

/// A supported guess that two groups are one.
struct Edge {
    points: i32,
    /// Whether more than company and time speaks for it.
    identity: bool,
    tie: Tie,
    ends: (usize, usize),
    shared: Vec<Shared>,
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
    let surnames = surnames(&groups);
    let mut edges: Vec<Edge> = candidates(&groups)
        .filter(|(a, b)| may_be_slip(&groups[*a], &groups[*b], &surnames))
        .filter_map(|(a, b)| edge(&groups, a, b))
        .collect();
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
    let sizes: Vec<usize> = groups.iter().map(|group| group.members.len()).collect();
    let mut merger = Merger { groups: groups.into_iter().map(Some).collect(), sets: Sets::new(count) };
    for edge in &edges {
        let (a, b) = edge.ends;
        let rival = |merger: &mut Merger, from: usize, to: usize| {
            by_end.get(&from).into_iter().flatten().map(|at| &edges[*at]).any(|other| {
                let end = if other.ends.0 == from { other.ends.1 } else { other.ends.0 };
                let alike = other.points == edge.points && edge.identity;
                let clear = alike && sizes[to] >= sizes[end] * CLEARLY;
                other.points >= edge.points && end != to && !clear && merger.excludes(end, to)
            })
        };
        if merger.free(a, b) && !rival(&mut merger, a, b) && !rival(&mut merger, b, a) {
            merger.join(edge);
        }
    }
    let mut groups: Vec<Group> = merger.groups.into_iter().flatten().collect();
    groups.iter_mut().for_each(Group::settle);
    groups
}

/// Groups while they are being joined; each lives where the smallest of its set was.
struct Merger {
    groups: Vec<Option<Group>>,
    sets: Sets,
}

impl Merger {
    /// Whether they can be one, as they are now, with all that was joined to them.
    fn may_be(&self, a: usize, b: usize) -> bool {
        matches!((&self.groups[a], &self.groups[b]), (Some(a), Some(b)) if a.may_be(b) && !told_apart(a, b))
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
        let reason = Reason { tie: edge.tie, shared: edge.shared.clone(), points: edge.points };
        let told = |key: &&Key| kept.joins.contains_key(*key) || gone.joins.contains_key(*key);
        let untold: Vec<Key> =
            gone.keys.iter().chain(kept.keys.iter()).filter(|key| !told(key)).copied().collect();
        for key in untold {
            kept.because(key, reason.clone());
        }
        kept.absorb(gone);
    }
}

/// Pairs worth weighing: full names with like given names, vague ones with whom they share something.
fn candidates(groups: &[Group]) -> impl Iterator<Item = (usize, usize)> + use<> {
    let mut by_initial: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    let mut by_feature = Postings::default();
    let mut pairs = Pairs::default();
    let no_full = groups.iter().all(|group| group.full.is_empty());
    let vague = groups.iter().filter(|group| group.full.is_empty());
    let asked: HashSet<Feature, FixedState> = vague.flat_map(|group| group.context.features()).collect();
    for (at, group) in groups.iter().enumerate() {
        if group.full.is_empty() && !no_full {
            continue;
        }
        for initial in initials(group) {
            by_initial.entry(initial).or_default().push(at);
        }
        let own = group.full.keys().copied().map(Feature::Company);
        let own = group.context.features().chain(own);
        by_feature.extend(at, own.filter(|feature| asked.contains(feature)));
    }
    for alike in by_initial.values() {
        if alike.len() > MOST_ALIKE {
            sharing(groups, alike, &mut pairs);
            continue;
        }
        for (n, a) in alike.iter().enumerate() {
            alike[n + 1..].iter().for_each(|b| pairs.push(*a, *b));
        }
    }
    // What so many share tells nobody apart, and comparing all of them with each other would never end.
    let by_feature = by_feature.by_feature();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.full.is_empty()) {
        for feature in group.context.features() {
            let sharing = by_feature.get(&feature).filter(|sharing| sharing.len() <= MOST_ALIKE);
            for other in sharing.into_iter().flatten().filter(|other| **other != at) {
                pairs.push(at, *other);
            }
        }
    }
    pairs.all()
}

/// Pairs of groups. Most come again and again, so they are put in order whenever there are twice as many as then.
#[derive(Default)]
struct Pairs {
    pairs: Vec<(u32, u32)>,
    tidied: usize,
}

impl Pairs {
    fn push(&mut self, a: usize, b: usize) {
        if self.pairs.len() == self.pairs.capacity() && self.pairs.len() > self.tidied * 2 {
            self.tidy();
        }
        self.pairs.push((a.min(b) as u32, a.max(b) as u32));
    }

    fn tidy(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        self.tidied = self.pairs.len();
    }

    /// All of them, each once, in order.
    fn all(mut self) -> impl Iterator<Item = (usize, usize)> + use<> {
        self.tidy();
        self.pairs.into_iter().map(|(a, b)| (a as usize, b as usize))
    }
}

/// Who has which feature.
#[derive(Default)]
struct Postings(Vec<(Feature, usize)>);

impl Postings {
    fn extend(&mut self, at: usize, features: impl Iterator<Item = Feature>) {
        self.0.extend(features.map(|feature| (feature, at)));
    }

    /// Those who have each feature that several have, or one, in order and each once.
    fn by_feature(mut self) -> HashMap<Feature, Vec<usize>, FixedState> {
        self.0.sort_unstable();
        self.0.dedup();
        let runs = self.0.chunk_by(|a, b| a.0 == b.0);
        runs.filter_map(|run| Some((run.first()?.0, run.iter().map(|(_, at)| *at).collect()))).collect()
    }

    /// Each two that share a feature which not too many have.
    fn pairs(mut self, out: &mut Pairs) {
        self.0.sort_unstable();
        self.0.dedup();
        for run in self.0.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() <= MOST_ALIKE) {
            for (n, (_, a)) in run.iter().enumerate() {
                run[n + 1..].iter().for_each(|(_, b)| out.push(*a, *b));
            }
        }
    }
}

/// Of very many with like names those that have a word of their names in common, or something around them.
fn sharing(groups: &[Group], alike: &[usize], out: &mut Pairs) {
    let mut postings = Postings::default();
    for at in alike {
        let Some(group) = groups.get(*at) else { continue };
        let given = group.full.values().filter_map(|(name, _)| name.given().first());
        let given = given.map(|word| Feature::Given(given::whole(word).into()));
        postings.extend(*at, group.context.features().chain(given));
    }
    postings.pairs(out);
}

fn initials(group: &Group) -> BTreeSet<char> {
    let given = group.full.values().flat_map(|(name, _)| name.given());
    given.filter_map(|word| sound::skeleton(given::whole(word)).chars().next()).collect()
}

/// The surnames of full names, as they are written.
fn surnames(groups: &[Group]) -> HashSet<Key, FixedState> {
    let full = groups.iter().flat_map(|group| group.full.values());
    full.map(|(name, _)| Key::from(name.core())).collect()
}

/// Whether a bare surname of one can be a slip for the other's: not where somebody bears it as it is written.
fn may_be_slip(one: &Group, other: &Group, surnames: &HashSet<Key, FixedState>) -> bool {
    let borne = |bare: &Group, full: &Group| {
        let name = bare.name().filter(|_| bare.full.is_empty() && !full.full.is_empty());
        name.is_some_and(|name| {
            surnames.contains(&Key::from(name.core()))
                && full.full.values().all(|(full, _)| full.core() != name.core())
        })
    };
    !borne(one, other) && !borne(other, one)
}

/// Whether articles name both, under names that only sound alike: they know two people.
fn told_apart(one: &Group, other: &Group) -> bool {
    matches!(nearest(one, other), Some(Relation::Sound | Relation::BareSound)) && one.is_beside(other)
}

fn edge(groups: &[Group], a: usize, b: usize) -> Option<Edge> {
    let (one, other) = (&groups[a], &groups[b]);
    let relation = nearest(one, other)?;
    let by_sound = matches!(relation, Relation::Sound | Relation::BareSound);
    if relation == Relation::Apart || by_sound && one.is_beside(other) {
        return None;
    }
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
        Relation::Sound if !weighed.identity && !are_close(one, other) => false,
        Relation::Sound if !is_rare(one) => weighed.points >= 3,
        _ => weighed.points >= 2,
    };
    enough.then_some(Edge {
        points: weighed.points,
        identity: weighed.identity,
        tie,
        ends: (a, b),
        shared: weighed.shared,
    })
}

/// What it tells that one article names both.
fn beside(one: &Group, other: &Group, relation: Relation, weighed: &mut Weighed) {
    let together = one.context.articles.intersection(&other.context.articles).next();
    let Some(article) = together else { return };
    if relation == Relation::Bare {
        weighed.points += NAMED;
        weighed.shared.insert(0, Shared::Named(*article));
    } else {
        weighed.points += TOLD_APART;
    }
}

/// Whether the surnames are about as long: Kadoffi and Gaddofi, not Kollin and Kalolanni. Others take more than company.
fn are_close(one: &Group, other: &Group) -> bool {
    let length = |name: &PersonName| name.core().chars().count();
    names(one).any(|name| names(other).any(|other| length(name).abs_diff(length(other)) <= CLOSE))
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
    group.full.values().map(|(name, _)| &**name).chain(vague)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_once_in_order_and_take_room_for_what_there_is() {
        let (mut pairs, mut all) = (Pairs::default(), BTreeSet::new());
        for n in 0..5_000_usize {
            let (a, b) = (n * 7 % 41, n * n % 37);
            pairs.push(a, b);
            all.insert((a.min(b), a.max(b)));
        }
        assert!(pairs.pairs.capacity() < 5_000, "{}", pairs.pairs.capacity());
        assert!(pairs.all().eq(all));
    }
}
