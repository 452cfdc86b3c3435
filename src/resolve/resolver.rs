//! The archive's entities, worked out part by part.
//!
//! What can be one lies in one part: people by the sound of their surname, bodies by name. The parts lie on
//! shelves, a few of them are in memory at a time. What crosses parts is put on a shelf of its own, by what both
//! sides know of each other: the given name of a single name, the short form of a body. How many parts there are
//! changes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, PoisonError};

use super::apart::Named;
use super::authority::{Authority, Warning};
use super::gathered::Gathered;
use super::group::Group;
use super::input::Appearance;
use super::shelves::{MemoryShelves, Shelves};
use super::table::{EntityTable, called, entity};
use super::texts::Texts;
use super::world::World;
use crate::model::ArticleId;

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

    /// The names that it is printed with, and how often; the one it is shown under is among them.
    pub fn names(&self) -> BTreeMap<&str, u32> {
        let mut names = BTreeMap::new();
        for printed in self.group.members.iter().map(|member| &member.printed) {
            let all = std::iter::once(&printed.name).chain(&printed.aliases).map(|name| name.trim());
            let all: BTreeSet<&str> = all.filter(|name| !name.is_empty()).collect();
            all.into_iter().for_each(|name| *names.entry(name).or_default() += 1);
        }
        names.entry(&self.name).or_insert(self.group.members.len() as u32);
        names
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
}
