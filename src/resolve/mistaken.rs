//! Bodies that articles took for people: `Verdalia said`, where nothing else tells what Verdalia is.
//!
//! News introduces people by their full names. So a single name that is nobody's, without an office or *Mr.* before it,
//! and that the rest of the archive knows as a body, is the body. So is a name of several words that articles call a body,
//! and that next to none of the others tell to be a person's: `Harrow Verdalia said`. Whom people are said to be of
//! is a body too: `an analyst at Verdalia`.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::body_key::body_key;
use super::body_names::Naming;
use super::gid::Gid;
use super::key::Key;
use super::name_key::{PersonName, honorific};
use super::pieces::Pieces;
use super::row::Row;
use super::run::{Part, Run, put_moved};
use super::shelves::Shelf;
use super::sighting::{Sighting, Sightings};
use super::stray;
use crate::model::EntityKind;
use crate::text::varint::Writer;

/// Whether some article calls a body so for short, and nobody in the archive has the name in a full one.
fn is_only_short(run: &Run<'_>, key: Key) -> bool {
    let number = key.number();
    run.bodies.stated.contains(&number) && !run.world.words.has(key)
}

impl Run<'_> {
    /// The single name that all these rows go by, where it is a body's or what a body is called for short.
    ///
    /// A few of them may have a role: “Verdalia, the lead manager”.
    pub(super) fn name_of_body(&self, rows: &[Row<'_>]) -> Option<Key> {
        let plain = |row: &Row<'_>| {
            let single =
                PersonName::parse(row.name()).is_some_and(|name| name.is_bare() && !name.is_letter());
            single && row.aliases().chain([row.name()]).all(|name| honorific(name).is_none())
        };
        let roles = rows.iter().filter(|row| row.role.is_some()).count();
        let key = Key::from(&*body_key(rows.first()?.name()));
        let known = self.bodies.keys.contains_key(&key.number())
            || self.bodies.stated.contains(&key.number())
            || self.employs(key) >= FEWEST;
        let is_one = || rows.iter().all(|row| Key::from(&*body_key(row.name())) == key);
        (known && roles * ROLE_SHARE <= rows.len() && rows.iter().all(plain) && is_one()).then_some(key)
    }

    /// Takes those out of a block whose full name is a body's. What is only called by the end of such a name stays.
    pub(super) fn bodies_among(&self, members: &mut Vec<Arc<Sighting>>) -> Vec<Arc<Sighting>> {
        let mut names: BTreeMap<&str, Vec<&Sighting>> = BTreeMap::new();
        for member in members.iter().filter(|member| is_full(member)) {
            names.entry(&member.printed.body).or_default().push(member);
        }
        names.retain(|name, bearers| self.is_body(name, bearers));
        let names: BTreeSet<String> = names.into_keys().map(str::to_owned).collect();
        if names.is_empty() {
            return Vec::new();
        }
        members.extract_if(.., |member| is_full(member) && names.contains(&member.printed.body)).collect()
    }

    /// Whether a full name is a body's; `bearers` are all who have it.
    fn is_body(&self, name: &str, bearers: &[&Sighting]) -> bool {
        let naming = self.naming(Key::from(name));
        let told = bearers.iter().filter(|member| !member.guessed).count();
        // Whom nothing tells to be a person may be the firm as well that is never named without its legal form.
        let (named, share) = if told == 0 {
            ((naming.bare + naming.formed) as usize, UNTOLD_SHARE)
        } else {
            (naming.bare as usize, FULL_SHARE)
        };
        let employed = self.employed(Key::from(name)) as usize;
        let is_named = named >= FEWEST && named >= told * TOLD && named * share >= bearers.len();
        let employs = employed >= FEWEST && employed * TOLD >= told && employed * share >= bearers.len();
        (is_named || employs) && bearers.iter().all(|member| member.printed.genders.is_empty())
    }

    /// How often people are said to be of what is called so.
    pub(super) fn employed(&self, key: Key) -> u32 {
        self.bodies.employers.get(&key.number()).copied().unwrap_or(0)
    }

    /// The same, where it is nobody's surname: “Ruiz aide” tells of no body.
    fn employs(&self, key: Key) -> usize {
        if self.world.words.has(key) { 0 } else { self.employed(key) as usize }
    }

    fn naming(&self, key: Key) -> Naming {
        self.bodies.keys.get(&key.number()).copied().unwrap_or_default()
    }

    /// Puts a member of a part where its body lies.
    pub(super) fn put_body(
        &self,
        pieces: &mut Pieces,
        whole: &Part<'_>,
        member: &Sighting,
    ) -> io::Result<()> {
        let key = Key::from(&*member.printed.body);
        let (part, place) = (self.resolver.part(key.number()), self.naming(key).is_place());
        let Some(row) = whole.row(member) else { return Ok(()) };
        let guessed = row.guessed && self.employed(key) == 0;
        let row = Row { kind: EntityKind::Organization, guessed, place, ..*row };
        pieces.put(self.resolver.shelves, part, |out| row.write(out))
    }

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
        rows.iter()
            .try_for_each(|row| pieces.put(self.resolver.shelves, part, |out| put_moved(out, home, gid, row)))
    }

    /// Settles which of them are bodies: those go to theirs, the others are themselves.
    pub(super) fn settle_mistaken(&mut self) -> io::Result<()> {
        let met = Mutex::default();
        self.parts().try_for_each(|part| self.settle_part(part, &met))?;
        self.resolver.shelves.clear(Shelf::Mistaken);
        for key in met.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.bodies.keys.entry(key).or_default();
        }
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
            let named = counts.get(&key).copied().unwrap_or(0) + self.employs(key);
            if named >= FEWEST && named * SHARE >= mistaken || is_only_short(self, key) {
                met.lock().unwrap_or_else(PoisonError::into_inner).push(key.number());
                let place = self.naming(key).is_place();
                let employs = self.employs(key) > 0;
                for row in groups.into_values().flatten() {
                    let guessed = row.guessed && !employs;
                    Row { kind: EntityKind::Organization, guessed, place, ..row }.write(&mut bodies);
                }
                continue;
            }
            let alone = groups.into_iter().map(|(gid, rows)| self.stray(&mut made, gid, &rows)).collect();
            stray::mononyms(alone, &self.world).into_iter().for_each(|group| self.finish(group));
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

fn is_full(member: &Sighting) -> bool {
    member.name().is_some_and(|name| !name.is_bare())
}

/// One in so many of a single name may have a role.
const ROLE_SHARE: usize = 4;
/// So many articles at least must name the body so.
const FEWEST: usize = 2;
/// And one for so many that take it for a person.
const SHARE: usize = 4;
/// One for so many where the name is a full one, which a slip seldom makes of a person's: nothing told that it was.
const FULL_SHARE: usize = 8;
/// One for so many where nothing at all tells that it was.
const UNTOLD_SHARE: usize = 24;
/// So many for each that tells it to be a person: given names begin those of firms too.
const TOLD: usize = 2;
