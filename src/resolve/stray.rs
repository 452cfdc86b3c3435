//! Single names that belong to another block: `Kim` for Kim Jong Un, `Hillary` for Hillary Clinton.
//!
//! Whoever has the single name as a given name lies with it on one shelf; each given name is looked at by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::cluster::by_life;
use super::evidence::{Context, Reason, Tie, Weighed, weigh};
use super::gid::Gid;
use super::group::Group;
use super::key::Key;
use super::name_words::NameWords;
use super::sighting::Sighting;
use super::world::World;
use crate::text::varint::{Reader, Writer};

/// A first name is shared by many: it takes more than a surname does.
const ENOUGH: i32 = 4;

/// The given names of a group by which a single name may mean it.
pub(super) fn given_names(group: &Group, words: &NameWords) -> BTreeSet<Key> {
    let first = group.full.values().filter_map(|(name, _)| name.given().first());
    first.map(|word| Key::from(word.as_str())).filter(|key| words.is_single(*key)).collect()
}

/// The single name that a group goes by.
pub(super) fn single_name(group: &Group) -> Option<Key> {
    group.name().filter(|name| name.is_bare()).map(|name| Key::from(name.core()))
}

/// A group as it lies on the shelf of given names.
pub(super) fn put(out: &mut Writer, name: Key, is_stray: bool, group: Gid, context: &Context) {
    out.0.extend_from_slice(&name.number().to_le_bytes());
    out.number(u64::from(is_stray));
    group.write(out);
    context.write(out);
}

fn read(rows: &mut Reader<'_>) -> Option<(u64, bool, Gid, Context)> {
    let (number, rest) = rows.0.split_first_chunk()?;
    rows.0 = rest;
    Some((u64::from_le_bytes(*number), rows.number()? == 1, Gid::read(rows)?, Context::read(rows)?))
}

/// Those of one given name.
#[derive(Default)]
struct Named {
    stray: Vec<(Gid, Context)>,
    bearers: Vec<(Gid, Context)>,
}

/// Whom single names mean where one bearer of the name, and no other, has like surroundings; for a part of the
/// given names.
pub(super) fn meant(part: &[u8]) -> Vec<(Gid, Gid, Reason)> {
    let mut rows = Reader(part);
    let mut names: BTreeMap<u64, Named> = BTreeMap::new();
    while let Some((number, is_stray, gid, context)) = read(&mut rows) {
        let named = names.entry(number).or_default();
        if is_stray { named.stray.push((gid, context)) } else { named.bearers.push((gid, context)) }
    }
    names.values().flat_map(Named::meant).collect()
}

/// By what surroundings can tell who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    Body(Key),
    End(Key),
    Role(Key),
    Word(Key),
}

impl Named {
    fn meant(&self) -> impl Iterator<Item = (Gid, Gid, Reason)> {
        let marks = if self.stray.is_empty() { HashMap::default() } else { self.marks() };
        self.stray.iter().filter_map(move |(gid, context)| {
            let (known, weighed) = self.best(context, &marks)?;
            Some((
                *gid,
                known,
                Reason { tie: Tie::GivenName, shared: weighed.shared, points: weighed.points },
            ))
        })
    }

    fn marks(&self) -> HashMap<Mark, Vec<usize>, FixedState> {
        let mut out: HashMap<Mark, Vec<usize>, FixedState> = HashMap::default();
        for (at, (_, context)) in self.bearers.iter().enumerate() {
            let bodies = context.bodies.iter().copied().map(Mark::Body);
            let ends = context.ends.iter().map(|end| Mark::End(end.end));
            let roles = context.roles.iter().copied().map(Mark::Role);
            let words = context.words.iter().copied().map(Mark::Word);
            for mark in bodies.chain(ends).chain(roles).chain(words) {
                out.entry(mark).or_default().push(at);
            }
        }
        out
    }

    fn best(&self, stray: &Context, marks: &HashMap<Mark, Vec<usize>, FixedState>) -> Option<(Gid, Weighed)> {
        // Only who shares a body, an end of one, a role or a word of it can be meant.
        let bodies = stray.bodies.iter().copied().map(Mark::End);
        let ends = stray.ends.iter().map(|end| Mark::Body(end.end));
        let roles = stray.roles.iter().copied().map(Mark::Role);
        let words = stray.words.iter().copied().map(Mark::Word);
        let found = bodies.chain(ends).chain(roles).chain(words).filter_map(|mark| marks.get(&mark));
        let mut alike: Vec<usize> = found.flatten().copied().collect();
        alike.sort_unstable();
        alike.dedup();
        let mut weighed: Vec<(Gid, Weighed)> = alike
            .into_iter()
            .filter_map(|at| self.bearers.get(at))
            .filter(|(_, known)| stray.articles.is_disjoint(&known.articles))
            .map(|(gid, known)| (*gid, weigh(stray, known)))
            .filter(|(_, weighed)| weighed.identity && weighed.points >= ENOUGH)
            .collect();
        weighed.sort_by_key(|(gid, weighed)| (-weighed.points, *gid));
        match weighed.get(1) {
            Some(second) if second.1.points >= weighed[0].1.points => None,
            _ => weighed.into_iter().next(),
        }
    }
}

/// Single names nobody else in the archive has in a full name: one bearer each, unless evidence tells two.
/// Who is no such stays as he is, and so does a letter: that is another's in each article.
pub(super) fn mononyms(alone: Vec<Group>, world: &World) -> Vec<Group> {
    let mut names: BTreeMap<Key, Vec<Arc<Sighting>>> = BTreeMap::new();
    let mut out = Vec::new();
    for group in alone {
        let spellings: BTreeSet<&str> =
            group.members.iter().filter_map(|member| Some(member.name()?.core())).collect();
        let known = |core: &str| world.words.has(Key::from(core));
        match group.name() {
            Some(name) if spellings.len() == 1 && !name.is_letter() && !known(name.core()) => {
                names.entry(name.key()).or_default().extend(group.members);
            }
            _ => out.push(group),
        }
    }
    for mut bearers in names.into_values() {
        bearers.sort_by_key(|bearer| bearer.at);
        out.extend(by_life(&bearers, world));
    }
    out
}

/// Whether nobody was found for them in their block.
pub(super) fn is_stray(group: &Group) -> bool {
    group.full.is_empty()
}
