//! The archive's entities, worked out part by part.
//!
//! What can be one lies in one part: people by the sound of their surname, bodies by name. The parts lie on
//! shelves, a few of them are in memory at a time. What crosses parts is put on a shelf of its own, by what both
//! sides know of each other: the given name of a single name, the short form of a body. How many parts there are
//! changes nothing.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::authority::{Authority, Spoken, Warning};
use super::bodies;
use super::cluster::cluster;
use super::evidence::{Context, Reason};
use super::gather::{BodyNames, Gathered, Hand, Pieces};
use super::gid::Gid;
use super::group::Group;
use super::input::Appearance;
use super::key::Key;
use super::row::Row;
use super::sets::Sets;
use super::shelves::{MemoryShelves, Shelf, Shelves};
use super::sighting::{At, Sighting, Sightings};
use super::stray::{self, NameWords};
use super::table::{EntityTable, Named, called, entity};
use super::texts::Texts;
use super::world::World;
use crate::model::ArticleId;
use crate::text::varint::{Reader, Writer};

/// Stands for no group.
const NONE: u32 = u32::MAX;
/// Parts of an archive in memory.
const FEW_PARTS: u32 = 16;

/// What an archive's appearances come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    /// Everybody.
    pub table: EntityTable,
    /// What the authority file asks for and could not be done.
    pub warnings: Vec<Warning>,
}

/// An entity as the facets of searches need it.
#[derive(Debug)]
pub struct Known<'k> {
    name: String,
    remark: Option<String>,
    group: &'k Group,
    world: &'k World,
}

impl Known<'_> {
    /// What tells it from others.
    pub fn named(&self) -> Named<'_> {
        Named {
            name: &self.name,
            kind: self.group.kind,
            remark: self.remark.as_deref(),
            first: self.group.id().map_or("", |at| self.world.id(at.article)),
        }
    }

    /// Where they are on record, and under which name: each once for each number in an article.
    pub fn on_record(&self) -> impl Iterator<Item = (&str, &str)> {
        let speaking = self.group.members.iter().filter(|member| member.speaks);
        speaking.map(|member| (self.world.id(member.at.article), member.printed.name.as_str()))
    }

    /// The names that it is printed with, none twice.
    pub fn names(&self) -> std::collections::BTreeSet<&str> {
        let printed = self.group.members.iter().map(|member| &member.printed);
        let names = printed.flat_map(|printed| std::iter::once(&printed.name).chain(&printed.aliases));
        names.map(|name| name.trim()).filter(|name| !name.is_empty()).collect()
    }
}

/// Takes in an archive, article by article, and works out who is who in it.
///
/// The outcome depends on the set of articles and the authority alone: not on what came first, and not on the
/// number of parts.
pub struct Resolver<'s> {
    pub(super) shelves: &'s dyn Shelves,
    pub(super) parts: u32,
    pub(super) texts: Texts,
    pub(super) gathered: Mutex<Gathered>,
}

impl std::fmt::Debug for Resolver<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resolver").field("parts", &self.parts).finish_non_exhaustive()
    }
}

/// Resolves a whole archive in memory.
pub fn resolve(appearances: impl IntoIterator<Item = Appearance>, authority: &Authority) -> Resolved {
    let mut articles: BTreeMap<ArticleId, Vec<Appearance>> = BTreeMap::new();
    for appearance in appearances {
        articles.entry(appearance.article.clone()).or_default().push(appearance);
    }
    let shelves = MemoryShelves::default();
    let resolver = Resolver::new(&shelves, FEW_PARTS).explained();
    let mut hand = resolver.hand();
    let taken = articles.iter().try_for_each(|(article, seen)| hand.take(article, seen));
    let done = taken.and_then(|()| hand.finish()).and_then(|()| resolver.resolve(authority));
    // Memory does not refuse.
    done.unwrap_or_default()
}

impl<'s> Resolver<'s> {
    /// One that puts what it cannot hold on `shelves`, in so many parts.
    pub fn new(shelves: &'s dyn Shelves, parts: u32) -> Self {
        Resolver { shelves, parts: parts.max(1), texts: Texts::default(), gathered: Mutex::default() }
    }

    /// Keeps what it takes to tell why names are one.
    #[must_use]
    pub fn explained(self) -> Self {
        Resolver { texts: Texts::kept(), ..self }
    }

    /// A hand to give articles into.
    pub fn hand(&self) -> Hand<'_, 's> {
        Hand::new(self)
    }

    pub(super) fn part(&self, number: u64) -> u32 {
        // The lowest bits of short words are much alike.
        ((number ^ number >> 32) % u64::from(self.parts)) as u32
    }

    /// Everybody in the archive, as the archivist wants them, with all that is told of them.
    ///
    /// # Errors
    /// When the shelves cannot be read or written.
    pub fn resolve(self, authority: &Authority) -> io::Result<Resolved> {
        let found = Mutex::default();
        let warnings = self.each(authority, &|group, world| {
            let entity = entity(group, world);
            let mut found: std::sync::MutexGuard<'_, Vec<_>> =
                found.lock().unwrap_or_else(PoisonError::into_inner);
            found.extend(entity);
        })?;
        let entities = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Resolved { table: EntityTable::of(entities), warnings })
    }

    /// Tells of everybody what the facets of searches need, one after the other in no order, from several threads.
    ///
    /// # Errors
    /// When the shelves cannot be read or written.
    pub fn each_known(
        self,
        authority: &Authority,
        each: &(dyn Fn(&Known<'_>) + Sync),
    ) -> io::Result<Vec<Warning>> {
        self.each(authority, &|group, world| {
            if let Some((name, remark)) = called(group, world) {
                each(&Known { name, remark, group, world });
            }
        })
    }

    fn each(self, authority: &Authority, each: &(dyn Fn(&Group, &World) + Sync)) -> io::Result<Vec<Warning>> {
        let Gathered { articles, words, bodies } = Gathered::of(Mutex::new(std::mem::take(
            &mut *self.gathered.lock().unwrap_or_else(PoisonError::into_inner),
        )));
        let Resolver { shelves, parts, texts, .. } = self;
        let run = Run {
            resolver: Resolver { shelves, parts, texts: Texts::default(), gathered: Mutex::default() },
            world: World::of(articles, texts),
            words,
            bodies,
            joins: Mutex::default(),
            spoken: Spoken::of(authority),
            aside: Mutex::default(),
            each,
        };
        run.people()?;
        run.organizations()?;
        let mut aside = run.aside.into_inner().unwrap_or_else(PoisonError::into_inner);
        aside.sort_by_key(Group::id);
        let warnings = super::authority::apply(authority, &mut aside, &run.world);
        aside.iter().for_each(|group| each(group, &run.world));
        Ok(warnings)
    }
}

/// Why names belong to a group, by their keys.
type Joins = BTreeMap<Key, Reason>;
/// Whom a group means, and why.
type Decisions = HashMap<Gid, (Gid, Reason), FixedState>;

/// The second pass.
struct Run<'r> {
    resolver: Resolver<'r>,
    world: World,
    words: NameWords,
    bodies: BodyNames,
    /// Why names belong to the groups of people, where that is asked for.
    joins: Mutex<HashMap<Gid, Joins, FixedState>>,
    spoken: Spoken,
    /// Groups that the archivist's file may mean.
    aside: Mutex<Vec<Group>>,
    each: &'r (dyn Fn(&Group, &World) + Sync),
}

/// The appearances of a part, in order.
struct Part<'b> {
    rows: Vec<Row<'b>>,
    sightings: Vec<Arc<Sighting>>,
}

impl<'b> Part<'b> {
    fn read(bytes: &'b [u8], world: &World) -> Part<'b> {
        let mut rows = Vec::new();
        let mut reader = Reader(bytes);
        while let Some(row) = Row::read(&mut reader) {
            rows.push(row);
        }
        // What several hands brought lies in any order.
        rows.sort_by_cached_key(|row| At { article: world.place(row.came), local: row.local });
        let mut made = Sightings::new(&world.texts);
        let sightings = rows
            .iter()
            .enumerate()
            .map(|(number, row)| Arc::new(made.read(row, world.place(row.came), number as u32)));
        Part { sightings: sightings.collect(), rows }
    }

    fn row(&self, sighting: &Sighting) -> Option<&Row<'b>> {
        self.rows.get(sighting.row as usize)
    }
}

impl Run<'_> {
    fn parts(&self) -> rayon::range::Iter<u32> {
        (0..self.resolver.parts).into_par_iter()
    }

    fn get(&self, shelf: Shelf, part: u32) -> io::Result<Vec<u8>> {
        self.resolver.shelves.get(shelf, part)
    }

    fn people(&self) -> io::Result<()> {
        self.parts().try_for_each(|part| self.block_by_block(part))?;
        let decisions = self.decisions(Shelf::Given, stray::meant)?;
        self.parts().try_for_each(|part| self.strays(part, &decisions))?;
        self.resolver.shelves.clear(Shelf::Stray);
        self.parts().try_for_each(|part| self.finish_people(part, &decisions))?;
        for shelf in [Shelf::People, Shelf::Groups, Shelf::Moved] {
            self.resolver.shelves.clear(shelf);
        }
        Ok(())
    }

    /// What the parts of a shelf decide, each by itself.
    fn decisions(
        &self,
        shelf: Shelf,
        meant: impl Fn(&[u8]) -> Vec<(Gid, Gid, Reason)> + Sync,
    ) -> io::Result<Decisions> {
        let decided: Vec<Vec<(Gid, Gid, Reason)>> =
            self.parts().map(|part| Ok(meant(&self.get(shelf, part)?))).collect::<io::Result<_>>()?;
        self.resolver.shelves.clear(shelf);
        Ok(decided.into_iter().flatten().map(|(from, to, reason)| (from, (to, reason))).collect())
    }

    /// Resolves each block of a part, and puts what may cross blocks on its shelf.
    fn block_by_block(&self, part: u32) -> io::Result<()> {
        let bytes = self.get(Shelf::People, part)?;
        let whole = Part::read(&bytes, &self.world);
        let mut blocks: BTreeMap<&str, Vec<Arc<Sighting>>> = BTreeMap::new();
        for sighting in &whole.sightings {
            let block = sighting.name().map_or("", |name| name.block());
            blocks.entry(block).or_default().push(Arc::clone(sighting));
        }
        let mut groups = vec![NONE; whole.sightings.len()];
        let mut given = Pieces::new(Shelf::Given, self.resolver.parts);
        let mut strays = Writer::default();
        let mut index = 0;
        for members in blocks.into_values() {
            for group in cluster(&members, &self.world) {
                let gid = Gid { part, index };
                index += 1;
                if stray::is_stray(&group) {
                    for row in group.members.iter().filter_map(|member| whole.row(member)) {
                        strays.number(u64::from(gid.index));
                        row.write(&mut strays);
                    }
                } else {
                    group.members.iter().for_each(|member| {
                        if let Some(place) = groups.get_mut(member.row as usize) {
                            *place = gid.index;
                        }
                    });
                }
                self.put_given(&group, gid, &mut given)?;
                if self.world.texts.are_kept() && !group.joins.is_empty() {
                    let mut joins = self.joins.lock().unwrap_or_else(PoisonError::into_inner);
                    joins.insert(gid, group.joins);
                }
            }
        }
        given.finish(&self.resolver)?;
        let groups: Vec<u8> = groups.into_iter().flat_map(u32::to_le_bytes).collect();
        self.resolver.shelves.put(Shelf::Groups, part, &groups)?;
        self.resolver.shelves.put(Shelf::Stray, part, &strays.0)
    }

    fn put_given(&self, group: &Group, gid: Gid, given: &mut Pieces) -> io::Result<()> {
        // Beside whom somebody stands is not enough.
        if !group.context.tells() {
            return Ok(());
        }
        let is_stray = stray::is_stray(group);
        let names = if is_stray {
            stray::single_name(group).into_iter().collect()
        } else {
            stray::given_names(group, &self.words)
        };
        names.into_iter().try_for_each(|name| {
            if is_stray && !self.words.given.contains(&name.number()) {
                return Ok(());
            }
            let part = self.resolver.part(name.number());
            given.put(&self.resolver, part, |out| stray::put(out, name, is_stray, gid, &group.context))
        })
    }

    /// Sends those home who were found to be somebody; the others are themselves.
    fn strays(&self, part: u32, decisions: &Decisions) -> io::Result<()> {
        let bytes = self.get(Shelf::Stray, part)?;
        let mut rows: BTreeMap<u32, Vec<Row<'_>>> = BTreeMap::new();
        let mut reader = Reader(&bytes);
        while let Some(index) = reader.small()
            && let Some(row) = Row::read(&mut reader)
        {
            rows.entry(index).or_default().push(row);
        }
        let mut moved = Pieces::new(Shelf::Moved, self.resolver.parts);
        let mut made = Sightings::new(&self.world.texts);
        let mut alone = Vec::new();
        for (index, rows) in rows {
            let gid = Gid { part, index };
            if let Some((home, _)) = decisions.get(&gid) {
                for row in &rows {
                    moved.put(&self.resolver, home.part, |out| put_moved(out, *home, gid, row))?;
                }
                continue;
            }
            let mut group = Group::with(self.read(&mut made, &rows), 0, Context::default());
            self.add_joins(&mut group, gid);
            alone.push(group);
        }
        moved.finish(&self.resolver)?;
        stray::mononyms(alone, &self.words, &self.world).into_iter().for_each(|group| self.finish(group));
        Ok(())
    }

    fn read(&self, made: &mut Sightings<'_>, rows: &[Row<'_>]) -> Vec<Arc<Sighting>> {
        let read = rows.iter().map(|row| Arc::new(made.read(row, self.world.place(row.came), NONE)));
        read.collect()
    }

    fn add_joins(&self, group: &mut Group, gid: Gid) {
        if self.world.texts.are_kept() {
            let mut joins = self.joins.lock().unwrap_or_else(PoisonError::into_inner);
            group.joins = joins.remove(&gid).unwrap_or_default();
        }
    }

    /// Those who came from other parts, by where they belong, each with where they came from.
    fn moved<'b>(bytes: &'b [u8]) -> BTreeMap<u32, BTreeMap<Gid, Vec<Row<'b>>>> {
        let mut out: BTreeMap<u32, BTreeMap<Gid, Vec<Row<'b>>>> = BTreeMap::new();
        let mut reader = Reader(bytes);
        while let Some(home) = reader.small()
            && let Some(from) = Gid::read(&mut reader)
            && let Some(row) = Row::read(&mut reader)
        {
            out.entry(home).or_default().entry(from).or_default().push(row);
        }
        out
    }

    /// The groups of a part, with those that came home.
    fn finish_people(&self, part: u32, decisions: &Decisions) -> io::Result<()> {
        let (bytes, groups) = (self.get(Shelf::People, part)?, self.get(Shelf::Groups, part)?);
        let whole = Part::read(&bytes, &self.world);
        let moved = self.get(Shelf::Moved, part)?;
        let mut moved = Self::moved(&moved);
        let mut made = Sightings::new(&self.world.texts);
        let indexes =
            groups.chunks_exact(4).map(|four| four.iter().rev().fold(0, |n, b| n << 8 | u32::from(*b)));
        let mut members: BTreeMap<u32, Vec<Arc<Sighting>>> = BTreeMap::new();
        for (sighting, index) in whole.sightings.iter().zip(indexes).filter(|(_, index)| *index != NONE) {
            members.entry(index).or_default().push(Arc::clone(sighting));
        }
        for (index, members) in members {
            let mut group = Group::with(members, 0, Context::default());
            self.add_joins(&mut group, Gid { part, index });
            let mut strays = Vec::new();
            for (gid, rows) in moved.remove(&index).unwrap_or_default() {
                let mut stray = Group::with(self.read(&mut made, &rows), 0, Context::default());
                self.add_joins(&mut stray, gid);
                strays.push((stray, decisions.get(&gid).map(|(_, reason)| reason)));
            }
            strays.sort_by_key(|(stray, _)| stray.id());
            for (stray, reason) in strays {
                if let Some(reason) = reason {
                    stray.keys.iter().for_each(|key| group.because(*key, reason.clone()));
                }
                group.absorb(stray);
            }
            group.settle();
            self.finish(group);
        }
        Ok(())
    }

    fn finish(&self, group: Group) {
        if self.spoken.of_group(&group, &self.world) {
            self.aside.lock().unwrap_or_else(PoisonError::into_inner).push(group);
        } else {
            (self.each)(&group, &self.world);
        }
    }

    fn organizations(&self) -> io::Result<()> {
        self.parts().try_for_each(|part| self.put_forms(part))?;
        let decisions = self.decisions(Shelf::Forms, bodies::meant)?;
        let homes = homes(&decisions);
        self.parts().try_for_each(|part| self.move_bodies(part, &homes))?;
        self.parts().try_for_each(|part| self.finish_bodies(part, &homes, &decisions))?;
        self.resolver.shelves.clear(Shelf::Bodies);
        self.resolver.shelves.clear(Shelf::MovedBodies);
        Ok(())
    }

    /// Puts each body that may be meant by another's name, or mean one by its own, where they meet.
    fn put_forms(&self, part: u32) -> io::Result<()> {
        let bytes = self.get(Shelf::Bodies, part)?;
        let whole = Part::read(&bytes, &self.world);
        let mut pieces = Pieces::new(Shelf::Forms, self.resolver.parts);
        for (index, (key, members)) in bodies::by_key(&whole.sightings).into_iter().enumerate() {
            let gid = Gid { part, index: index as u32 };
            let own = Key::from(&*key);
            let is_form = self.bodies.forms.contains(&own.number());
            let mut group = bodies::body(members, None);
            let forms = bodies::forms(&key, &group);
            let met: Vec<_> =
                forms.into_iter().filter(|(form, _)| self.bodies.keys.contains(&form.number())).collect();
            if !is_form && met.is_empty() {
                continue;
            }
            group = bodies::body(group.members, Some(&self.world));
            let all = met.into_iter().map(|(form, tie)| (form, Some(tie)));
            for (form, tie) in all.chain(is_form.then_some((own, None))) {
                let to = self.resolver.part(form.number());
                pieces.put(&self.resolver, to, |out| bodies::put(out, form, tie, gid, &group.context))?;
            }
        }
        pieces.finish(&self.resolver)
    }

    fn move_bodies(&self, part: u32, homes: &Homes) -> io::Result<()> {
        if !homes.keys().any(|gid| gid.part == part) {
            return Ok(());
        }
        let bytes = self.get(Shelf::Bodies, part)?;
        let whole = Part::read(&bytes, &self.world);
        let mut moved = Pieces::new(Shelf::MovedBodies, self.resolver.parts);
        for (index, (_, members)) in bodies::by_key(&whole.sightings).into_iter().enumerate() {
            let gid = Gid { part, index: index as u32 };
            let Some(home) = homes.get(&gid) else { continue };
            for row in members.iter().filter_map(|member| whole.row(member)) {
                moved.put(&self.resolver, home.part, |out| put_moved(out, *home, gid, row))?;
            }
        }
        moved.finish(&self.resolver)
    }

    fn finish_bodies(&self, part: u32, homes: &Homes, decisions: &Decisions) -> io::Result<()> {
        let bytes = self.get(Shelf::Bodies, part)?;
        let whole = Part::read(&bytes, &self.world);
        let moved = self.get(Shelf::MovedBodies, part)?;
        let mut moved = Self::moved(&moved);
        let mut made = Sightings::new(&self.world.texts);
        for (index, (_, members)) in bodies::by_key(&whole.sightings).into_iter().enumerate() {
            let gid = Gid { part, index: index as u32 };
            if homes.contains_key(&gid) {
                continue;
            }
            let reason = |gid: &Gid| decisions.get(gid).map(|(_, reason)| reason);
            let mut all = vec![(bodies::body(members, None), reason(&gid))];
            for (gid, rows) in moved.remove(&gid.index).unwrap_or_default() {
                all.push((bodies::body(self.read(&mut made, &rows), None), reason(&gid)));
            }
            bodies::merged(all).into_iter().for_each(|group| self.finish(group));
        }
        Ok(())
    }
}

/// A row on its way to where it belongs.
fn put_moved(out: &mut Writer, home: Gid, from: Gid, row: &Row<'_>) {
    out.number(u64::from(home.index));
    from.write(out);
    row.write(out);
}

/// Where bodies belong that do not stay where they are.
type Homes = HashMap<Gid, Gid, FixedState>;

/// All that are one by what was decided belong to the first of them.
fn homes(decisions: &Decisions) -> Homes {
    let mut gids: Vec<Gid> = decisions.iter().flat_map(|(from, (to, _))| [*from, *to]).collect();
    gids.sort_unstable();
    gids.dedup();
    let mut sets = Sets::new(gids.len());
    let at = |gid: &Gid| gids.binary_search(gid).unwrap_or_default();
    // Whatever is joined first, the sets are the same.
    #[allow(clippy::iter_over_hash_type)]
    for (from, (to, _)) in decisions {
        sets.join(at(from), at(to));
    }
    let sets = sets.all().into_iter().filter_map(|set| Some((*gids.get(*set.first()?)?, set)));
    sets.flat_map(|(home, set)| {
        set.into_iter().skip(1).filter_map(|at| gids.get(at)).map(|gid| (*gid, home)).collect::<Vec<_>>()
    })
    .collect()
}
