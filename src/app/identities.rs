//! Who is who, worked out over the whole archive and kept beside its index for every search.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hashbrown::HashMap;

use super::Place;
use super::people::authority;
use crate::engine::LocalEngine;
use crate::index::{Archive, Identities, IndexError, Meanings, Meant, OnRecord, Update, on_record};
use crate::model::{ArticleId, EntityKind, Record};
use crate::read::content_hash;
use crate::resolve::{EntityTable, ResolvedEntity, Resolver, appearances};

/// One article in so many has changed: time to work it out anew. Until then new articles' names are
/// counted as known ones where they are the same, and for themselves where they are not.
const CHANGED_SHARE: u64 = 50;

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
    match authority(place) {
        Ok((text, _)) if decided(&text) == engine.decided() => {}
        Ok(_) => {
            let fresh = work_out(place, &engine)?;
            // Where the index cannot be written, it is worked out again next time.
            archive.keep_identities(&fresh, engine.payload()).ok();
            engine.know(fresh);
        }
        // A slip in that file is no reason to find nothing.
        Err(error) => notes.push(format!("{error}; the people are as they were before")),
    }
    Ok(Opened { engine, notes })
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
    let mut resolver = Resolver::default();
    let mut values = Values::default();
    engine.each_record(|record| {
        values.take(&record);
        resolver.insert(&record.article.id, appearances(&record));
    })?;
    let table = resolver.into_resolved(&decisions).table;
    Ok(Identities {
        articles: engine.stats().articles,
        decided: decided(&text),
        speakers: values.speakers_meant(&table),
        organizations: values.organizations_meant(&table),
    })
}

/// What stands for a state of the authority file; the same for none and an empty one.
fn decided(text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { content_hash(text.as_bytes()) }
}

/// Every value of the two facets with the article it stands in; names and articles are numbers into lists.
#[derive(Default)]
struct Values {
    articles: Vec<ArticleId>,
    names: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, u32>,
    /// Article, which of its entities, name.
    speakers: Vec<(u32, u32, u32)>,
    /// Article, name.
    organizations: Vec<(u32, u32)>,
}

impl Values {
    fn take(&mut self, record: &Record) {
        let article = self.articles.len() as u32;
        self.articles.push(record.article.id.clone());
        let OnRecord { speakers, organizations } = on_record(record);
        for (local, name) in speakers {
            let name = self.number(name);
            self.speakers.push((article, local, name));
        }
        for name in organizations {
            let name = self.number(name);
            self.organizations.push((article, name));
        }
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let number = self.names.len() as u32;
        let name: Rc<str> = name.into();
        self.names.push(Rc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// A value and the article it stands in.
    fn told(&self, article: u32, name: u32) -> Option<(&ArticleId, &str)> {
        Some((self.articles.get(article as usize)?, self.names.get(name as usize)?))
    }

    fn speakers_meant(&self, table: &EntityTable) -> Meanings {
        let (shown, whose) = (table.shown(), table.by_member());
        Meanings::of(|| {
            self.speakers.iter().filter_map(|(article, local, name)| {
                let (article, value) = self.told(*article, *name)?;
                let whose = whose.get(&(article, *local)).and_then(|at| shown.get(*at));
                Some(Meant { value, article, shown: whose.map_or(value, String::as_str) })
            })
        })
    }

    /// Whom somebody speaks for is a name in a role, no appearance: it means the one body that is so called.
    fn organizations_meant(&self, table: &EntityTable) -> Meanings {
        let shown = table.shown();
        let mut called: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let bodies = table.entities.iter().zip(&shown).filter(|(e, _)| e.kind == EntityKind::Organization);
        for (entity, shown) in bodies {
            for name in names(entity) {
                called.entry(name).or_default().insert(shown);
            }
        }
        Meanings::of(|| {
            self.organizations.iter().filter_map(|(article, name)| {
                let (article, value) = self.told(*article, *name)?;
                let bearers = called.get(value).filter(|bearers| bearers.len() == 1);
                let shown = bearers.and_then(BTreeSet::first).copied().unwrap_or(value);
                Some(Meant { value, article, shown })
            })
        })
    }
}

/// The names a body is printed with; no references such as "the ministry".
fn names(entity: &ResolvedEntity) -> impl Iterator<Item = &str> {
    let aliases = entity.aliases.iter().map(|alias| alias.name.as_str());
    let named = aliases.filter(|name| name.chars().next().is_some_and(char::is_uppercase));
    std::iter::once(entity.name.as_str()).chain(named)
}
