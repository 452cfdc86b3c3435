//! Organizations, resolved: one key is one body; short names and initials need support.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::body_key::{body_key, initials};
use super::common::{Sighting, name_key};
use super::evidence::{Evidence, Tie, near_keys, weigh};
use super::group::Group;
use super::key::Key;
use super::sets::Sets;

/// What it takes to tell which body a short name means.
const ENOUGH: i32 = 2;
/// What it is worth that an article uses both names for one body.
const STATED: i32 = 4;

/// A short name that could mean a group.
struct Answer {
    group: usize,
    tie: Tie,
}

/// Resolves all organizations. `sightings` are in order.
pub(super) fn bodies(sightings: &[Arc<Sighting>], common: &BTreeSet<Key>) -> Vec<Group> {
    let mut by_key: BTreeMap<String, Vec<Arc<Sighting>>> = BTreeMap::new();
    for sighting in sightings {
        by_key.entry(body_key(&sighting.appearance.name)).or_default().push(Arc::clone(sighting));
    }
    let keys: Vec<String> = by_key.keys().cloned().collect();
    let groups: Vec<Group> = by_key.into_values().map(|members| body(members, common)).collect();
    let answers = answers(&keys, &groups);
    let mut sets = Sets::new(groups.len());
    let mut reasons: BTreeMap<usize, Evidence> = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        if let Some((other, evidence)) = best(at, &groups, answers.get(key).map_or(&[], Vec::as_slice)) {
            sets.join(at, other);
            reasons.insert(at, evidence);
        }
    }
    merged(groups, sets, &reasons)
}

fn body(members: Vec<Arc<Sighting>>, common: &BTreeSet<Key>) -> Group {
    let mut group = Group::of(members, 0, common);
    group.full.clear();
    // What an article says a body speaks for is mostly itself.
    group.context.bodies.clear();
    group.context.genders.clear();
    group.keys = names_of(&group).map(name_key).collect();
    group
}

fn names_of(group: &Group) -> impl Iterator<Item = &str> {
    group.members.iter().flat_map(|member| {
        let seen = &member.appearance;
        std::iter::once(seen.name.as_str()).chain(seen.aliases.iter().map(String::as_str))
    })
}

/// For every short form, whom it could mean.
fn answers(keys: &[String], groups: &[Group]) -> BTreeMap<String, Vec<Answer>> {
    let mut out: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    for (at, (key, group)) in keys.iter().zip(groups).enumerate() {
        let mut forms: BTreeMap<String, Tie> = BTreeMap::new();
        for alias in names_of(group).filter(|name| is_name(name)) {
            forms.insert(body_key(alias), Tie::SameArticle);
        }
        let starts = key.match_indices(' ').map(|(end, _)| &key[..end]).filter(|start| start.len() >= 5);
        let printed = group.members.first().and_then(|first| initials(&first.appearance.name));
        for form in near_keys(key).chain(starts).map(str::to_owned).chain(printed) {
            forms.entry(form).or_insert(Tie::ShortName);
        }
        for (form, tie) in forms.into_iter().filter(|(form, _)| form != key) {
            out.entry(form).or_default().push(Answer { group: at, tie });
        }
    }
    out
}

/// `the ministry` is a reference, `FDD` a name.
fn is_name(printed: &str) -> bool {
    let first = printed.strip_prefix("the ").or_else(|| printed.strip_prefix("The ")).unwrap_or(printed);
    first.chars().next().is_some_and(char::is_uppercase) && first.len() >= 3
}

fn best(at: usize, groups: &[Group], answers: &[Answer]) -> Option<(usize, Evidence)> {
    let mut weighed: Vec<(i32, usize, Evidence)> = answers
        .iter()
        .map(|answer| {
            let found = weigh(&groups[at].context, &groups[answer.group].context);
            let points = found.points + if answer.tie == Tie::SameArticle { STATED } else { 0 };
            (points, answer.group, Evidence { tie: answer.tie, agreements: found.agreements, points })
        })
        .collect();
    weighed.sort_by_key(|(points, group, _)| (-points, *group));
    let mut weighed = weighed.into_iter();
    let (points, group, evidence) = weighed.next()?;
    let second = weighed.next().map_or(i32::MIN, |(points, ..)| points);
    (points >= ENOUGH && points > second).then_some((group, evidence))
}

fn merged(groups: Vec<Group>, sets: Sets, reasons: &BTreeMap<usize, Evidence>) -> Vec<Group> {
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut out: Vec<Group> = sets
        .all()
        .into_iter()
        .filter_map(|set| {
            let mut whole: Option<Group> = None;
            for at in set {
                let mut group = groups[at].take()?;
                if let Some(evidence) = reasons.get(&at) {
                    for key in group.keys.clone() {
                        group.because(key, evidence.clone());
                    }
                }
                match &mut whole {
                    Some(whole) => whole.absorb(group),
                    None => whole = Some(group),
                }
            }
            whole.map(|mut whole| {
                whole.sort();
                whole
            })
        })
        .collect();
    out.sort_by(|a, b| a.id().cmp(&b.id()));
    out
}
