//! Bearers of exactly one name: one person, or several?
//!
//! One, unless there is strong evidence: people change jobs, so another employer tells nothing by
//! itself. What tells is another walk of life at the same time with no company shared, or two
//! employers taking turns over and over among people who never meet; and a common name that comes up again half a life
//! later.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::evidence::{Context, Feature, Field};
use super::group::same_gender;
use super::sets::Sets;
use super::sighting::Sighting;
use super::world::World;

/// Two walks of life this close in time are two people.
const AT_ONCE_DAYS: i64 = 90;
/// Who has a common name and was not heard of for so long is somebody else.
const LONG_AGO_DAYS: i64 = 20 * 365;
/// How often two employers must take turns, and how much there must be of each.
const TURNS: usize = 4;
const ENOUGH_ARTICLES: usize = 3;
const ENOUGH_COMPANY: usize = 4;
/// Bounds on what is compared with what, so that a name of thousands stays linear.
const MOST_BEARERS: usize = 24;
const MOST_LARGE: usize = 24;

/// A connected part of a name's appearances.
struct Part {
    members: Vec<usize>,
    context: Context,
    days: Vec<i64>,
}

/// One bearer of a name: whose appearances, and what surrounds them.
pub(super) struct Life {
    pub members: Vec<usize>,
    pub context: Context,
}

/// Sorts appearances of one name by bearer, the one with most appearances first.
pub(super) fn lives(sightings: &[Arc<Sighting>], world: &World) -> Vec<Life> {
    let contexts: Vec<Context> = sightings.iter().map(|sighting| Context::of(sighting, world)).collect();
    let mut parts = connected(contexts);
    if parts.len() < 2 {
        return parts.into_iter().map(|part| Life { members: part.members, context: part.context }).collect();
    }
    let is_common =
        sightings.first().and_then(|first| first.name()).is_some_and(|name| world.words.is_common(name));
    let eras = if is_common { Eras::of(&parts) } else { Eras::default() };
    parts.sort_by_key(|part| (std::cmp::Reverse(part.members.len()), part.members.first().copied()));
    let mut bearers: Vec<Bearer> = Vec::new();
    let mut undecided: Vec<Part> = Vec::new();
    for part in parts {
        if part.context.bodies.is_empty() && part.context.fields.is_empty() {
            undecided.push(part);
            continue;
        }
        let fits = bearers.iter().position(|known| !known.is_not(&part, &eras));
        match fits {
            Some(at) => bearers[at].take(part),
            None if bearers.len() < MOST_BEARERS => bearers.push(Bearer::of(part)),
            None => undecided.push(part),
        }
    }
    let mut out: Vec<Life> =
        bearers.into_iter().map(|bearer| Life { members: bearer.members, context: bearer.context }).collect();
    if out.is_empty() {
        out.push(Life { members: Vec::new(), context: Context::default() });
    }
    for (at, parts) in by_time(&out, undecided, &eras).into_iter().enumerate() {
        if let Some(life) = out.get_mut(at) {
            life.members.extend(parts.iter().flat_map(|part| &part.members));
            life.context.absorb_all(&parts.iter().map(|part| &part.context).collect::<Vec<_>>());
        }
    }
    for life in &mut out {
        life.members.sort_unstable();
    }
    out
}

/// What tells nothing but when, by the bearer whose it is: the first, or the first of its time.
fn by_time(lives: &[Life], parts: Vec<Part>, eras: &Eras) -> Vec<Vec<Part>> {
    let mut out: Vec<Vec<Part>> = lives.iter().map(|_| Vec::new()).collect();
    for part in parts {
        let now = |life: &Life| !eras.divide(&life.context, &part.context);
        let at = lives.iter().position(now).unwrap_or(0);
        out[at].push(part);
    }
    out
}

/// Parts taken for one person.
struct Bearer {
    members: Vec<usize>,
    /// What surrounds all of them.
    context: Context,
    /// Those large enough to take turns with others.
    large: Vec<Part>,
}

impl Bearer {
    fn of(part: Part) -> Bearer {
        let mut bearer = Bearer { members: Vec::new(), context: Context::default(), large: Vec::new() };
        bearer.take(part);
        bearer
    }

    fn take(&mut self, part: Part) {
        self.members.extend(&part.members);
        self.context.absorb(&part.context);
        if part.is_large() && self.large.len() < MOST_LARGE {
            self.large.push(part);
        }
    }

    fn is_not(&self, part: &Part, eras: &Eras) -> bool {
        apart(&self.context, &part.context)
            || eras.divide(&self.context, &part.context)
            || self.large.iter().any(|known| take_turns(known, part))
    }
}

/// Appearances joined by a body, a telling role or somebody named beside both.
fn connected(contexts: Vec<Context>) -> Vec<Part> {
    if contexts.len() < 2 {
        let part = |context: Context| Part {
            members: vec![0],
            days: context.days.iter().map(|d| d.0).collect(),
            context,
        };
        return contexts.into_iter().map(part).collect();
    }
    let mut sets = Sets::new(contexts.len());
    let mut first: HashMap<Feature, usize, FixedState> = HashMap::default();
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
            context.absorb_all(&members.iter().map(|at| &contexts[*at]).collect::<Vec<_>>());
            let mut days: Vec<i64> =
                members.iter().filter_map(|at| contexts[*at].days.map(|d| d.0)).collect();
            days.sort_unstable();
            Part { members, context, days }
        })
        .collect()
}

/// The days on which a name is heard of again after a long time.
#[derive(Default)]
struct Eras(Vec<i64>);

impl Eras {
    fn of(parts: &[Part]) -> Eras {
        let mut days: Vec<i64> = parts.iter().flat_map(|part| part.days.iter().copied()).collect();
        days.sort_unstable();
        Eras(days.windows(2).filter(|two| two[1] - two[0] >= LONG_AGO_DAYS).map(|two| two[1]).collect())
    }

    /// Whether one was over before the other began.
    fn divide(&self, a: &Context, b: &Context) -> bool {
        let era = |day: i64| self.0.partition_point(|begins| *begins <= day);
        let before = |a: (i64, i64), b: (i64, i64)| era(a.1) < era(b.0);
        matches!((a.days, b.days), (Some(a), Some(b)) if before(a, b) || before(b, a))
    }
}

fn apart(a: &Context, b: &Context) -> bool {
    let other_field = !a.fields.is_empty() && !b.fields.is_empty() && a.fields.is_disjoint(&b.fields);
    let genders = !same_gender(a, b);
    let at_once = a.gap(b).is_some_and(|days| days <= AT_ONCE_DAYS);
    genders || (other_field && at_once && !plays_on(a, b))
}

/// Who leaves sport goes on in public life: there it takes that both have known company.
fn plays_on(a: &Context, b: &Context) -> bool {
    let public = |context: &Context| context.fields.contains(&Field::Public);
    let known = |context: &Context| !context.bodies.is_empty() || !context.company.is_empty();
    public(a) != public(b) && !(known(a) && known(b))
}

impl Part {
    fn is_large(&self) -> bool {
        self.members.len() >= ENOUGH_ARTICLES
            && !self.context.bodies.is_empty()
            && self.context.company.len() >= ENOUGH_COMPANY
    }
}

fn take_turns(a: &Part, b: &Part) -> bool {
    if !a.is_large() || !b.is_large() {
        return false;
    }
    let mut days: Vec<(i64, bool)> = a.days.iter().map(|day| (*day, true)).collect();
    days.extend(b.days.iter().map(|day| (*day, false)));
    days.sort_unstable();
    days.windows(2).filter(|two| two[0].1 != two[1].1).count() >= TURNS
}
