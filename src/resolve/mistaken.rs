//! Bodies that articles took for people: `Verdalia said`, where nothing else tells what Verdalia is.
//!
//! News introduces people by their full names. So a single name that is nobody's, without an office or *Mr.* before it,
//! and that the rest of the archive knows as a body, is the body.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::body_key::body_key;
use super::gather::Pieces;
use super::gid::Gid;
use super::key::Key;
use super::name_key::{PersonName, honorific};
use super::row::Row;
use super::run::{Run, put_moved};
use super::shelves::Shelf;
use super::sighting::Sightings;
use super::stray;
use crate::model::EntityKind;
use crate::text::varint::Writer;

/// The single name that all these rows go by, where it is a body's or what a body is called for short.
pub(super) fn name_of_body(run: &Run<'_>, rows: &[Row<'_>]) -> Option<Key> {
    let plain = |row: &Row<'_>| {
        let single = PersonName::parse(row.name()).is_some_and(|name| name.is_bare());
        single
            && row.role.is_none()
            && row.aliases().chain([row.name()]).all(|name| honorific(name).is_none())
    };
    let key = Key::from(&*body_key(rows.first()?.name()));
    let known = run.bodies.keys.contains(&key.number()) || run.bodies.stated.contains(&key.number());
    (known && rows.iter().all(plain) && rows.iter().all(|row| Key::from(&*body_key(row.name())) == key))
        .then_some(key)
}

/// Whether some article calls a body so for short, and nobody in the archive has the name in a full one.
fn is_only_short(run: &Run<'_>, key: Key) -> bool {
    let number = key.number();
    run.bodies.stated.contains(&number)
        && !run.words.surnames.contains(&number)
        && !run.words.given.contains(&number)
}

impl Run<'_> {
    /// Puts those who may be bodies where their bodies lie.
    pub(super) fn put_mistaken(
        &self,
        pieces: &mut Pieces,
        key: Key,
        gid: Gid,
        rows: &[Row<'_>],
    ) -> io::Result<()> {
        let part = self.resolver.part(key.number());
        let home = Gid { part, index: 0 };
        rows.iter().try_for_each(|row| pieces.put(&self.resolver, part, |out| put_moved(out, home, gid, row)))
    }

    /// Settles which of them are bodies: those go to theirs, the others are themselves.
    pub(super) fn settle_mistaken(&mut self) -> io::Result<()> {
        let met = Mutex::default();
        self.parts().try_for_each(|part| self.settle_part(part, &met))?;
        self.resolver.shelves.clear(Shelf::Mistaken);
        self.bodies.keys.extend(met.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    fn settle_part(&self, part: u32, met: &Mutex<Vec<u64>>) -> io::Result<()> {
        let bytes = self.get(Shelf::Mistaken, part)?;
        let mut names: BTreeMap<Key, BTreeMap<Gid, Vec<Row<'_>>>> = BTreeMap::new();
        for (gid, rows) in Self::moved(&bytes).into_values().flatten() {
            let key = rows.first().map_or_else(Key::default, |row| Key::from(&*body_key(row.name())));
            names.entry(key).or_default().insert(gid, rows);
        }
        if names.is_empty() {
            return Ok(());
        }
        let counts = self.bodies_called(part, &names)?;
        let mut made = Sightings::new(&self.world.texts);
        let mut bodies = Writer::default();
        for (key, groups) in names {
            let mistaken: usize = groups.values().map(Vec::len).sum();
            let named = counts.get(&key).copied().unwrap_or(0);
            if named >= FEWEST && named * SHARE >= mistaken || is_only_short(self, key) {
                met.lock().unwrap_or_else(PoisonError::into_inner).push(key.number());
                for row in groups.into_values().flatten() {
                    Row { kind: EntityKind::Organization, guessed: false, ..row }.write(&mut bodies);
                }
                continue;
            }
            let alone = groups.into_iter().map(|(gid, rows)| self.stray(&mut made, gid, &rows)).collect();
            stray::mononyms(alone, &self.words, &self.world).into_iter().for_each(|group| self.finish(group));
        }
        self.resolver.shelves.put(Shelf::Bodies, part, &bodies.0)
    }

    /// How often bodies of a part are called so.
    fn bodies_called<V>(&self, part: u32, names: &BTreeMap<Key, V>) -> io::Result<BTreeMap<Key, usize>> {
        let bytes = self.get(Shelf::Bodies, part)?;
        let mut made = Sightings::new(&self.world.texts);
        let mut out = BTreeMap::new();
        let mut rows = crate::text::varint::Reader(&bytes);
        while let Some(row) = Row::read(&mut rows) {
            let key = Key::from(&*made.printed(&row).body);
            if names.contains_key(&key) {
                *out.entry(key).or_default() += 1;
            }
        }
        Ok(out)
    }
}

/// So many articles at least must name the body so.
const FEWEST: usize = 2;
/// And one for so many that take it for a person.
const SHARE: usize = 4;
