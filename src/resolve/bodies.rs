//! Organizations, resolved: one key is one body; short names and initials need support.
//!
//! A short name is looked up among the forms of all other names. Both sides put what surrounds them on one
//! shelf, by the form, so that each form is weighed by itself, wherever the bodies lie.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::body_key::{body_key, initials};
use super::evidence::{Context, Reason, Tie, near_keys, weigh};
use super::few::Few;
use super::gid::Gid;
use super::group::Group;
use super::key::Key;
use super::sighting::{Printed, Sighting};
use super::world::World;
use crate::text::varint::{Reader, Writer};

/// What it takes to tell which body a short name means.
const ENOUGH: i32 = 2;
/// What it is worth that an article uses both names for one body.
const STATED: i32 = 4;
/// A name that so many bodies begin with …
const CLAIMED: usize = 3;
/// … and that stands in so many times as many articles as one of them is a place's, not short for that one.
const COMMONER: usize = 8;

/// One body for each key. `sightings` are in order; so are the bodies, by key.
pub(super) fn by_key(sightings: &[Arc<Sighting>]) -> Vec<(String, Vec<Arc<Sighting>>)> {
    let mut by_key: BTreeMap<&str, Vec<Arc<Sighting>>> = BTreeMap::new();
    for sighting in sightings {
        by_key.entry(&sighting.printed.body).or_default().push(Arc::clone(sighting));
    }
    by_key.into_iter().map(|(key, members)| (key.to_owned(), members)).collect()
}

/// Those of one key as a group; what surrounds them is told where it is asked for.
pub(super) fn body(members: Vec<Arc<Sighting>>, world: Option<&World>) -> Group {
    let mut group = match world {
        Some(world) => Group::of(members, 0, world),
        None => Group::with(members, 0, Context::default()),
    };
    group.full.clear();
    // What an article says a body speaks for is mostly itself.
    group.context.bodies.clear();
    group.context.ends.clear();
    group.context.genders.clear();
    group.keys = distinct(&group)
        .flat_map(|printed| std::iter::once(&printed.key).chain(&printed.alias_keys))
        .copied()
        .collect();
    group
}

/// What members are called; who is called as the one before is left out.
fn distinct(group: &Group) -> impl Iterator<Item = &Arc<Printed>> {
    let mut last: Option<&Arc<Printed>> = None;
    group.members.iter().map(|member| &member.printed).filter(move |printed| {
        let again = last.is_some_and(|last| Arc::ptr_eq(last, printed));
        last = Some(printed);
        !again
    })
}

/// What a body with this key may be called for short, whatever surrounds it.
///
/// “New Mexico” is not Mexico, nor “South Africa” Africa.
pub(super) fn short_forms(key: &str) -> impl Iterator<Item = &str> {
    let starts = key.match_indices(' ').map(|(end, _)| &key[..end]).filter(|start| start.len() >= 5);
    let another = key.split_once(' ').is_some_and(|(first, _)| ANOTHER.contains(&first));
    let ends = near_keys(key).filter(move |end| !another || end.len() == key.len());
    ends.chain(starts)
}

/// What makes of a name another's.
const ANOTHER: [&str; 14] = [
    "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
    "upper", "lower", "inner", "outer",
];

/// What an article calls a body beside its name.
pub(super) fn stated_forms<'p>(aliases: impl Iterator<Item = &'p str>) -> impl Iterator<Item = String> {
    aliases.filter(|name| is_name(name)).map(body_key)
}

/// What its initials are.
pub(super) fn initial_form(printed: &str) -> Option<String> {
    initials(printed)
}

/// What a group answers to besides its own key.
pub(super) fn forms(key: &str, group: &Group) -> BTreeMap<Key, Tie> {
    let mut forms: BTreeMap<Key, Tie> = BTreeMap::new();
    for printed in distinct(group) {
        let all = std::iter::once(&printed.name).chain(&printed.aliases).map(String::as_str);
        forms.extend(stated_forms(all).map(|form| (Key::from(&*form), Tie::SameArticle)));
    }
    let initials = group.members.first().and_then(|first| initial_form(&first.printed.name));
    let short = short_forms(key).map(Key::from).chain(initials.map(|form| Key::from(&*form)));
    for form in short {
        forms.entry(form).or_insert(Tie::ShortName);
    }
    forms.remove(&Key::from(key));
    forms
}

/// `the ministry` is a reference, `FDD` a name.
fn is_name(printed: &str) -> bool {
    let first = printed.strip_prefix("the ").or_else(|| printed.strip_prefix("The ")).unwrap_or(printed);
    first.chars().next().is_some_and(char::is_uppercase) && first.len() >= 3
}

/// A body as it lies on the shelf of forms: under its own key, or under a form it answers to.
pub(super) fn put(out: &mut Writer, form: Key, tie: Option<Tie>, gid: Gid, body: &Group) {
    out.0.extend_from_slice(&form.number().to_le_bytes());
    out.number(match tie {
        None => 0,
        Some(Tie::SameArticle) => 1,
        Some(_) => 2,
    });
    out.number(u64::from(body.is_place()));
    gid.write(out);
    body.context.write(out);
}

/// Those of one form: whose key it is, and who answers to it.
#[derive(Default)]
struct Form {
    own: Option<Body>,
    answers: Vec<(Tie, Body)>,
}

/// A body as it was put there.
struct Body {
    gid: Gid,
    place: bool,
    context: Context,
}

/// Which body means which other by its name, for a part of the forms.
pub(super) fn meant(part: &[u8]) -> Vec<(Gid, Gid, Reason)> {
    let mut rows = Reader(part);
    let mut forms: BTreeMap<u64, Form> = BTreeMap::new();
    while let Some((number, tie, body)) = read(&mut rows) {
        let form = forms.entry(number).or_default();
        match tie {
            None => form.own = Some(body),
            Some(tie) => form.answers.push((tie, body)),
        }
    }
    let forms = forms.into_values().filter_map(|form| Some((form.own?, form.answers)));
    forms
        .filter_map(|(own, answers)| {
            let (other, reason) = best(&own, &answers)?;
            Some((own.gid, other, reason))
        })
        .collect()
}

fn read(rows: &mut Reader<'_>) -> Option<(u64, Option<Tie>, Body)> {
    let (number, rest) = rows.0.split_first_chunk()?;
    rows.0 = rest;
    let tie = match rows.number()? {
        0 => None,
        1 => Some(Tie::SameArticle),
        _ => Some(Tie::ShortName),
    };
    let place = rows.number()? != 0;
    Some((
        u64::from_le_bytes(*number),
        tie,
        Body { gid: Gid::read(rows)?, place, context: Context::read(rows)? },
    ))
}

/// The one that is meant, if one is meant more than all others.
fn best(own: &Body, answers: &[(Tie, Body)]) -> Option<(Gid, Reason)> {
    let commoner = |other: &Body| {
        answers.len() >= CLAIMED && own.context.articles.len() >= COMMONER * other.context.articles.len()
    };
    // “Paris” is not short for the Paris Club.
    let apart = |tie: Tie, other: &Body| own.place && !other.place && tie != Tie::SameArticle;
    let mut weighed: Vec<(i32, Gid, Reason)> = answers
        .iter()
        .filter(|(tie, other)| !commoner(other) && !apart(*tie, other))
        .map(|(tie, other)| {
            let found = weigh(&own.context, &other.context);
            let points = found.points + if *tie == Tie::SameArticle { STATED } else { 0 };
            (points, other.gid, Reason { tie: *tie, shared: found.shared, points })
        })
        .collect();
    weighed.sort_by_key(|(points, gid, _)| (-points, *gid));
    let mut weighed = weighed.into_iter();
    let (points, gid, reason) = weighed.next()?;
    let second = weighed.next().map_or(i32::MIN, |(points, ..)| points);
    (points >= ENOUGH && points > second).then_some((gid, reason))
}

/// Puts bodies that are one together. Each comes with why it is the others.
pub(super) fn merged(mut bodies: Vec<(Group, Option<&Reason>)>) -> Option<Group> {
    bodies.sort_by_key(|(group, _)| group.id());
    let mut whole: Option<Group> = None;
    for (mut group, reason) in bodies {
        if let Some(reason) = reason {
            let keys: Few<Key> = group.keys.clone();
            keys.iter().for_each(|key| group.because(*key, reason.clone()));
        }
        match &mut whole {
            Some(whole) => whole.absorb(group),
            None => whole = Some(group),
        }
    }
    whole.map(|mut whole| {
        whole.settle();
        whole
    })
}
