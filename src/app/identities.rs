//! Who is who, worked out over the whole archive and kept beside its index for every search.

use std::cmp::Reverse;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Place;
use super::authority::authority;
use super::resolving::{gather, parts, shelves};
use crate::engine::LocalEngine;
use crate::index::{
    Appearances, Archive, Identities, IndexError, Meanings, NameNumbers, Update, on_record, rank_of,
};
use crate::model::{EntityKind, Record};
use crate::read::content_hash;
use crate::resolve::{Known, Named, Resolver, told_apart};

/// One article in so many has changed: time to work it out anew. Until then new articles' names are
/// counted as known ones where they are the same, and for themselves where they are not.
const CHANGED_SHARE: u64 = 50;
/// Stands where whom a name means is looked up later.
const NOBODY: u32 = u32::MAX;

/// An open index, and what is to be said about it.
pub(super) struct Opened {
    pub(super) engine: LocalEngine,
    pub(super) notes: Vec<String>,
}

/// Opens the index of `place` with its people as the archivist wants them now.
///
/// # Errors
/// When the index cannot be opened or read.
pub(super) fn open(place: &Place) -> anyhow::Result<Opened> {
    let archive = Archive::open(&place.index)?;
    let mut engine = LocalEngine::of(archive.clone())?;
    let mut notes = engine.damage().to_vec();
    notes.extend(
        place.damage.iter().map(|damage| format!("where its articles lie is not known any more: {damage}")),
    );
    notes.extend(unfinished(&archive, &engine));
    match authority(place) {
        Ok((text, _)) if decided(&text) == engine.decided() => {}
        Ok(_) => match work_out(place, &engine) {
            Ok(fresh) => {
                // Where the index cannot be written, it is worked out again next time.
                archive.keep_identities(&fresh, engine.payload()).ok();
                engine.know(fresh);
            }
            // Nor is a full disk.
            Err(error) if error.is::<std::io::Error>() => {
                notes.push(format!(
                    "who is who cannot be worked out: {error:#}; the people are as they were before"
                ));
            }
            Err(error) => return Err(error),
        },
        // A slip in that file is no reason to find nothing.
        Err(error) => notes.push(format!("{error:#}; the people are as they were before")),
    }
    Ok(Opened { engine, notes })
}

/// Why an index holds nothing, where the run that was to make it is not over, or never was.
fn unfinished(archive: &Archive, engine: &LocalEngine) -> Option<String> {
    if engine.stats().articles > 0 {
        return None;
    }
    if let Some(by) = archive.writing() {
        return Some(format!("the index is being made by {by}: nothing is in it yet"));
    }
    let never =
        "nothing was indexed yet: the run that was to do it was not finished; `onrecord index` goes on";
    (engine.payload().generation == 0).then(|| never.to_owned())
}

/// Works out who is who after the index was brought up to date, where enough has changed since it was
/// done last; a run that was killed before it came to that counts as well.
///
/// # Errors
/// When the index cannot be read or written.
pub(super) fn refresh(place: &Place, archive: &Archive, update: &mut Update) -> anyhow::Result<()> {
    let payload = update.payload();
    let is_known = payload.articles == 0 || (payload.identities > 0 && archive.identities().is_ok());
    let is_same = payload.drift == 0 || payload.drift * CHANGED_SHARE < payload.articles;
    // A slip in the authority file is told at every search; the index itself is good.
    if (is_known && is_same) || authority(place).is_err() {
        return Ok(());
    }
    let fresh = work_out(place, &LocalEngine::of(archive.clone())?)?;
    Ok(update.keep_identities(&fresh)?)
}

/// Works out who is who, and keeps it unless somebody is writing: then whoever searches works it out.
///
/// # Errors
/// When the authority file or the index cannot be read, or the outcome not be written.
pub(super) fn renew(place: &Place, archive: &Archive) -> anyhow::Result<()> {
    let engine = LocalEngine::of(archive.clone())?;
    let fresh = work_out(place, &engine)?;
    match archive.keep_identities(&fresh, engine.payload()) {
        Err(IndexError::Busy { .. }) => Ok(()),
        done => Ok(done?),
    }
}

fn work_out(place: &Place, engine: &LocalEngine) -> anyhow::Result<Identities> {
    let (text, decisions) = authority(place)?;
    let articles = engine.stats().articles;
    let found = Mutex::new(Found::aside(&place.index));
    let shelves = shelves(&place.index, articles);
    let resolver = Resolver::new(&*shelves, parts(articles));
    gather(engine, &resolver, |record| lock(&found).bodies_of(record))?;
    resolver.each_known(&decisions, &|known| lock(&found).take(known))?;
    let (speakers, organizations) = found.into_inner().unwrap_or_else(PoisonError::into_inner).meanings()?;
    Ok(Identities::new(articles, decided(&text), speakers, organizations))
}

/// What stands for a state of the authority file; the same for none and an empty one.
fn decided(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { content_hash(text.as_bytes()) }
}

fn lock<T>(found: &Mutex<T>) -> MutexGuard<'_, T> {
    found.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Who was found, and where they are on record. Names are kept once; appearances are put aside.
struct Found {
    entities: Vec<Entity>,
    /// Values with which of those above they mean.
    speakers: Appearances,
    /// Names of bodies, which of those above they mean, and how often.
    called: Vec<(u32, u32, u32)>,
    /// Values alone: what each means is looked up among those that are so called.
    organizations: Appearances,
    names: NameNumbers,
    /// The first time that something could not be put aside.
    failed: io::Result<()>,
}

/// What tells somebody from others; names by their numbers.
struct Entity {
    kind: EntityKind,
    name: u32,
    remark: Option<u32>,
    /// The rank of the first article.
    first: u64,
}

impl Found {
    fn aside(dir: &Path) -> Found {
        Found {
            entities: Vec::new(),
            speakers: Appearances::aside(dir),
            called: Vec::new(),
            organizations: Appearances::aside(dir),
            names: NameNumbers::default(),
            failed: Ok(()),
        }
    }

    fn note(&mut self, done: io::Result<()>) {
        if self.failed.is_ok() {
            self.failed = done;
        }
    }

    fn bodies_of(&mut self, record: &Record) {
        let rank = rank_of(&record.article.id.0);
        for name in on_record(record).organizations {
            let name = self.names.number(name);
            let done = self.organizations.add(rank, name, NOBODY);
            self.note(done);
        }
    }

    fn take(&mut self, known: &Known<'_>) {
        let who = self.entities.len() as u32;
        for (article, name) in known.on_record() {
            let name = self.names.number(name);
            let done = self.speakers.add(rank_of(article), name, who);
            self.note(done);
        }
        let named = known.named();
        if named.kind == EntityKind::Organization {
            for (name, count) in names(known) {
                let name = self.names.number(name);
                self.called.push((name, who, count));
            }
        }
        self.entities.push(Entity {
            kind: named.kind,
            name: self.names.number(named.name),
            remark: named.remark.map(|remark| self.names.number(remark)),
            first: rank_of(named.first),
        });
    }

    fn meanings(mut self) -> io::Result<(Meanings, Meanings)> {
        std::mem::replace(&mut self.failed, Ok(()))?;
        let shown = self.shown();
        let of = |who: u32| shown.get(who as usize).copied().unwrap_or_default();
        let Found { speakers, mut called, organizations, names, .. } = self;
        let speakers = Meanings::among(&names, &speakers, |_, who| of(who))?;
        // Whom somebody speaks for is a name in a role, no appearance: it means the one body that is so called, or that is
        // so called by far the most.
        for (_, who, _) in &mut called {
            *who = of(*who);
        }
        called.sort_unstable_by_key(|(name, who, count)| (*name, Reverse(*count), *who));
        let meant = |value| clearly_meant(&called, value).unwrap_or(value);
        let organizations = Meanings::among(&names, &organizations, |value, _| meant(value))?;
        Ok((speakers, organizations))
    }

    /// What everybody is called, by the number of the name: a name of many, or one that tells them from their
    /// namesakes.
    fn shown(&mut self) -> Vec<u32> {
        let firsts: Vec<String> =
            self.entities.iter().map(|entity| format!("{:08x}", entity.first >> 32)).collect();
        let named: Vec<Named<'_>> = self
            .entities
            .iter()
            .zip(&firsts)
            .map(|(entity, first)| Named {
                name: self.names.get(entity.name),
                kind: entity.kind,
                remark: entity.remark.map(|remark| self.names.get(remark)),
                first,
            })
            .collect();
        let apart = told_apart(&named);
        let mut shown: Vec<u32> = self.entities.iter().map(|entity| entity.name).collect();
        for (who, name) in apart {
            let name = self.names.number(&name);
            shown.get_mut(who).into_iter().for_each(|shown| *shown = name);
        }
        shown
    }
}

/// Whom a name means, of bodies that are so called: names, whom each means, and how often, in the order of names and the
/// most often first.
fn clearly_meant(called: &[(u32, u32, u32)], value: u32) -> Option<u32> {
    let from = called.partition_point(|(name, ..)| *name < value);
    let mut bearers = called.get(from..)?.iter().take_while(|(name, ..)| *name == value);
    let (_, shown, count) = bearers.next()?;
    let next = bearers.find(|(_, other, _)| other != shown).map_or(0, |(.., count)| *count);
    (*count >= next.saturating_mul(CLEARLY)).then_some(*shown)
}

/// The names a body is printed with, and how often; no references such as "the ministry".
fn names<'k>(known: &'k Known<'_>) -> impl Iterator<Item = (&'k str, u32)> {
    let shown = known.named().name;
    let is_name = move |name: &str| name == shown || name.chars().next().is_some_and(char::is_uppercase);
    known.names().into_iter().filter(move |(name, _)| is_name(name))
}

/// Of several bodies with one name, the one that so many times as many articles call so as any other.
const CLEARLY: u32 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_bodies_with_one_name_the_far_commoner_is_meant() {
        let called = [(3, 30, 16), (3, 31, 2), (4, 40, 15), (4, 41, 2), (5, 50, 9), (5, 50, 8)];
        let meant = |value| clearly_meant(&called, value);
        assert_eq!([2, 3, 4, 5, 6].map(meant), [None, Some(30), None, Some(50), None]);
    }
}
