//! The second pass over people: each part block by block, then the single names that belong to another block.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::authority::{Authority, Spoken, Warning};
use super::body_names::BodyNames;
use super::cluster::cluster;
use super::evidence::{Context, Reason};
use super::gathered::Gathered;
use super::gid::Gid;
use super::group::Group;
use super::key::Key;
use super::pieces::Pieces;
use super::resolver::Resolver;
use super::row::Row;
use super::shelves::Shelf;
use super::sighting::{At, Sighting, Sightings};
use super::stray;
use super::texts::Texts;
use super::world::World;
use crate::text::varint::{Reader, Writer};

/// Stands for no group.
const NONE: u32 = u32::MAX;

/// Why names belong to a group, by their keys.
pub(super) type Joins = BTreeMap<Key, Reason>;
/// Whom a group means, and why.
pub(super) type Decisions = HashMap<Gid, (Gid, Reason), FixedState>;

/// The second pass.
pub(super) struct Run<'r> {
    pub resolver: Resolver<'r>,
    pub world: World,
    pub bodies: BodyNames,
    /// Why names belong to the groups of people, where that is asked for.
    pub joins: Mutex<HashMap<Gid, Joins, FixedState>>,
    pub spoken: Spoken,
    /// Groups that the archivist's file may mean.
    pub aside: Mutex<Vec<Group>>,
    pub each: &'r (dyn Fn(&Group, &World) + Sync),
}

/// The appearances of a part, in order.
pub(super) struct Part<'b> {
    rows: Vec<Row<'b>>,
    pub sightings: Vec<Arc<Sighting>>,
}

impl<'b> Part<'b> {
    pub(super) fn read(bytes: &'b [u8], world: &World) -> Part<'b> {
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

    pub(super) fn row(&self, sighting: &Sighting) -> Option<&Row<'b>> {
        self.rows.get(sighting.row as usize)
    }
}

impl Resolver<'_> {
    /// Works out who is who, and hands over everybody.
    pub(super) fn each(
        self,
        authority: &Authority,
        each: &(dyn Fn(&Group, &World) + Sync),
    ) -> io::Result<Vec<Warning>> {
        let Gathered { articles, words, bodies } = Gathered::of(Mutex::new(std::mem::take(
            &mut *self.gathered.lock().unwrap_or_else(PoisonError::into_inner),
        )));
        let Resolver { shelves, parts, texts, .. } = self;
        let mut run = Run {
            resolver: Resolver { shelves, parts, texts: Texts::default(), gathered: Mutex::default() },
            world: World::of(articles, texts, words),
            bodies,
            joins: Mutex::default(),
            spoken: Spoken::of(authority),
            aside: Mutex::default(),
            each,
        };
        run.settle_surnames()?;
        run.people()?;
        run.settle_mistaken()?;
        run.organizations()?;
        let mut aside = run.aside.into_inner().unwrap_or_else(PoisonError::into_inner);
        aside.sort_by_key(Group::id);
        let warnings = super::authority::apply(authority, &mut aside, &run.world);
        aside.iter().for_each(|group| each(group, &run.world));
        Ok(warnings)
    }
}

impl Run<'_> {
    pub(super) fn parts(&self) -> rayon::range::Iter<u32> {
        (0..self.resolver.parts).into_par_iter()
    }

    pub(super) fn get(&self, shelf: Shelf, part: u32) -> io::Result<Vec<u8>> {
        self.resolver.shelves.get(shelf, part)
    }

    pub(super) fn people(&self) -> io::Result<()> {
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
    pub(super) fn decisions(
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
        let mut bodies = Pieces::new(Shelf::Bodies, self.resolver.parts);
        let mut strays = Writer::default();
        let mut index = 0;
        for mut members in blocks.into_values() {
            for member in self.bodies_among(&mut members) {
                self.put_body(&mut bodies, &whole, &member)?;
            }
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
        given.finish(self.resolver.shelves)?;
        bodies.finish(self.resolver.shelves)?;
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
            stray::given_names(group, &self.world.words)
        };
        names.into_iter().try_for_each(|name| {
            if is_stray && !self.world.words.is_given(name) {
                return Ok(());
            }
            let part = self.resolver.part(name.number());
            given.put(self.resolver.shelves, part, |out| stray::put(out, name, is_stray, gid, &group.context))
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
        let mut mistaken = Pieces::new(Shelf::Mistaken, self.resolver.parts);
        let mut made = Sightings::new(&self.world.texts);
        let mut alone = Vec::new();
        for (index, rows) in rows {
            let gid = Gid { part, index };
            if let Some((home, _)) = decisions.get(&gid) {
                for row in &rows {
                    moved.put(self.resolver.shelves, home.part, |out| put_moved(out, *home, gid, row))?;
                }
                continue;
            }
            match self.name_of_body(&rows) {
                Some(name) => self.put_mistaken(&mut mistaken, name, gid, &rows)?,
                None => alone.push(self.stray(&mut made, gid, &rows)),
            }
        }
        moved.finish(self.resolver.shelves)?;
        mistaken.finish(self.resolver.shelves)?;
        stray::mononyms(alone, &self.world).into_iter().for_each(|group| self.finish(group));
        Ok(())
    }

    /// Single names of one group, by themselves.
    pub(super) fn stray(&self, made: &mut Sightings<'_>, gid: Gid, rows: &[Row<'_>]) -> Group {
        let mut group = Group::with(self.read(made, rows), 0, Context::default());
        self.add_joins(&mut group, gid);
        group
    }

    pub(super) fn read(&self, made: &mut Sightings<'_>, rows: &[Row<'_>]) -> Vec<Arc<Sighting>> {
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
    pub(super) fn moved<'b>(bytes: &'b [u8]) -> BTreeMap<u32, BTreeMap<Gid, Vec<Row<'b>>>> {
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
                strays
                    .push((self.stray(&mut made, gid, &rows), decisions.get(&gid).map(|(_, reason)| reason)));
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

    pub(super) fn finish(&self, group: Group) {
        if self.spoken.of_group(&group, &self.world) {
            self.aside.lock().unwrap_or_else(PoisonError::into_inner).push(group);
        } else {
            (self.each)(&group, &self.world);
        }
    }
}

/// A row on its way to where it belongs.
pub(super) fn put_moved(out: &mut Writer, home: Gid, from: Gid, row: &Row<'_>) {
    out.number(u64::from(home.index));
    from.write(out);
    row.write(out);
}
