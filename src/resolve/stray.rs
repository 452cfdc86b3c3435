//! Single names that belong to another block: `Kim` for Kim Jong Un, `Hillary` for Hillary Clinton.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cluster::by_life;
use super::common::Sighting;
use super::evidence::{Evidence, Tie, Weighed, weigh};
use super::group::Group;
use super::key::Key;
use crate::model::EntityKind;

/// A first name is shared by many: it takes more than a surname does.
const ENOUGH: i32 = 4;

/// Brings single names home where one bearer of the name, and no other, has like surroundings.
pub(super) fn home(groups: Vec<Group>, common: &BTreeSet<Key>) -> Vec<Group> {
    let (mut known, stray): (Vec<Group>, Vec<Group>) = groups.into_iter().partition(|group| !is_stray(group));
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, group) in known.iter().enumerate() {
        for (name, _) in group.full.values() {
            if let Some(first) = name.given().first() {
                let known = bearers.entry(first.clone()).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
    }
    let found: Vec<Option<(usize, Weighed)>> =
        stray.iter().map(|group| best(group, &known, &bearers)).collect();
    let mut alone = Vec::new();
    for (group, found) in stray.into_iter().zip(found) {
        match found {
            Some((at, weighed)) => {
                let evidence =
                    Evidence { tie: Tie::GivenName, agreements: weighed.agreements, points: weighed.points };
                for key in &group.keys {
                    known[at].because(key.clone(), evidence.clone());
                }
                known[at].absorb(group);
            }
            None => alone.push(group),
        }
    }
    known.iter_mut().for_each(Group::sort);
    known.extend(mononyms(alone, &known, &bearers, common));
    known
}

/// Single names nobody else in the archive has in a full name: one bearer each, unless evidence tells two.
fn mononyms(
    alone: Vec<Group>,
    known: &[Group],
    bearers: &BTreeMap<String, Vec<usize>>,
    common: &BTreeSet<Key>,
) -> Vec<Group> {
    let surnames: BTreeSet<&str> =
        known.iter().flat_map(|group| group.full.values()).map(|(name, _)| name.core()).collect();
    let mut names: BTreeMap<String, Vec<Arc<Sighting>>> = BTreeMap::new();
    let mut out = Vec::new();
    for group in alone {
        let spellings: BTreeSet<&str> =
            group.members.iter().filter_map(|m| Some(m.names.first()?.core())).collect();
        match group.name() {
            Some(name)
                if spellings.len() == 1
                    && !surnames.contains(name.core())
                    && !bearers.contains_key(name.core()) =>
            {
                names.entry(name.key()).or_default().extend(group.members);
            }
            _ => out.push(group),
        }
    }
    for mut bearers in names.into_values() {
        bearers.sort_by(|a, b| a.id().cmp(&b.id()));
        out.extend(by_life(&bearers, common));
    }
    out
}

fn is_stray(group: &Group) -> bool {
    group.kind == EntityKind::Person && group.full.is_empty()
}

fn best(stray: &Group, known: &[Group], bearers: &BTreeMap<String, Vec<usize>>) -> Option<(usize, Weighed)> {
    let name = stray.name().filter(|name| name.is_bare())?;
    let mut weighed: Vec<(usize, Weighed)> = bearers
        .get(name.core())?
        .iter()
        .filter(|at| stray.context.articles.is_disjoint(&known[**at].context.articles))
        .map(|at| (*at, weigh(&stray.context, &known[*at].context)))
        .filter(|(_, weighed)| weighed.identity && weighed.points >= ENOUGH)
        .collect();
    weighed.sort_by_key(|(at, weighed)| (-weighed.points, *at));
    match weighed.get(1) {
        Some(second) if second.1.points >= weighed[0].1.points => None,
        _ => weighed.into_iter().next(),
    }
}
