//! Bearers of exactly one name: one person, or several?
//!
//! One, unless there is strong evidence: people change jobs, so another employer tells nothing by
//! itself. What tells is another walk of life at the same time with no company shared, or two
//! employers taking turns over and over among people who never meet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::common::Sighting;
use super::evidence::{Context, Field};
use super::sets::Sets;

/// Two walks of life this close in time are two people.
const AT_ONCE_DAYS: i64 = 90;
/// How often two employers must take turns, and how much there must be of each.
const TURNS: usize = 4;
const ENOUGH_ARTICLES: usize = 3;
const ENOUGH_COMPANY: usize = 4;
/// Parts compared each with each; the rest are too small to be told apart.
const MOST_PARTS: usize = 24;

/// A connected part of a name's appearances.
struct Part {
    members: Vec<usize>,
    context: Context,
    days: Vec<i64>,
}

/// Sorts appearances of one name by bearer, the one with most appearances first.
pub(super) fn lives(sightings: &[Arc<Sighting>], common: &BTreeSet<String>) -> Vec<Vec<usize>> {
    let contexts: Vec<Context> = sightings.iter().map(|sighting| Context::of(sighting, common)).collect();
    let mut parts = connected(&contexts);
    if parts.len() < 2 {
        return vec![(0..sightings.len()).collect()];
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.members.len()), part.members.first().copied()));
    let mut bearers: Vec<Vec<Part>> = Vec::new();
    let mut undecided = Vec::new();
    for part in parts {
        if part.context.bodies.is_empty() && part.context.fields.is_empty() {
            undecided.push(part);
            continue;
        }
        let whose = (bearers.len() < MOST_PARTS)
            .then(|| bearers.iter().position(|known| known.iter().all(|other| !apart(&part, other))))
            .unwrap_or(Some(0));
        match whose {
            Some(at) => bearers[at].push(part),
            None => bearers.push(vec![part]),
        }
    }
    if bearers.is_empty() {
        bearers.push(Vec::new());
    }
    bearers[0].extend(undecided);
    bearers
        .into_iter()
        .map(|parts| {
            let mut members: Vec<usize> = parts.into_iter().flat_map(|part| part.members).collect();
            members.sort_unstable();
            members
        })
        .collect()
}

/// Appearances joined by a body, a telling role or somebody named beside both.
fn connected(contexts: &[Context]) -> Vec<Part> {
    let mut sets = Sets::new(contexts.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, context) in contexts.iter().enumerate() {
        for feature in context.features() {
            let known = *first.entry(feature).or_insert(at);
            sets.join(known, at);
        }
    }
    sets.all()
        .into_iter()
        .map(|members| {
            let mut context = Context::default();
            members.iter().for_each(|at| context.absorb(&contexts[*at]));
            let mut days: Vec<i64> =
                members.iter().filter_map(|at| contexts[*at].days.map(|d| d.0)).collect();
            days.sort_unstable();
            Part { members, context, days }
        })
        .collect()
}

fn apart(a: &Part, b: &Part) -> bool {
    let told = |part: &Part| !part.context.fields.is_empty();
    let other_field = told(a) && told(b) && a.context.fields.is_disjoint(&b.context.fields);
    let genders = a.context.genders.union(&b.context.genders).count() > 1;
    let at_once = a.context.gap(&b.context).is_some_and(|days| days <= AT_ONCE_DAYS);
    genders || (other_field && at_once && !plays_on(a, b)) || take_turns(a, b)
}

/// Who retires from sport at forty goes on in public life.
fn plays_on(a: &Part, b: &Part) -> bool {
    let fields = |part: &Part, field: Field| part.context.fields.contains(&field);
    let known = |part: &Part| !part.context.bodies.is_empty() || !part.context.company.is_empty();
    (fields(a, Field::Public) != fields(b, Field::Public)) && !(known(a) && known(b))
}

fn take_turns(a: &Part, b: &Part) -> bool {
    let enough = |part: &Part| {
        part.members.len() >= ENOUGH_ARTICLES
            && !part.context.bodies.is_empty()
            && part.context.company.len() >= ENOUGH_COMPANY
    };
    if !enough(a) || !enough(b) {
        return false;
    }
    let mut days: Vec<(i64, bool)> = a.days.iter().map(|day| (*day, true)).collect();
    days.extend(b.days.iter().map(|day| (*day, false)));
    days.sort_unstable();
    days.windows(2).filter(|two| two[0].1 != two[1].1).count() >= TURNS
}
