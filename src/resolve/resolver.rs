//! The archive's entities, kept up to date article by article.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use hashbrown::HashMap;

use rayon::prelude::*;

use super::authority::{Authority, Warning};
use super::block::{Block, BlockKey};
use super::common::{Sighting, company, name_key, names};
use super::group::Group;
use super::input::Appearance;
use super::key::Key;
use super::name_key::PersonName;
use super::nobody::is_nobody;
use super::stray;
use super::table::EntityTable;
use crate::model::{ArticleId, EntityKind};

/// Company kept in more than one article of so many tells nobody apart, once there are enough.
const COMMON_SHARE: usize = 50;
const COMMON_AT_LEAST: usize = 20;

/// What an archive's appearances come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    /// Everybody.
    pub table: EntityTable,
    /// What the authority file asks for and could not be done.
    pub warnings: Vec<Warning>,
}

/// Everybody's appearances by block; only blocks that changed are worked through again.
///
/// The outcome depends on the set of articles and the authority alone, not on what came first.
#[derive(Debug, Clone, Default)]
pub struct Resolver {
    articles: BTreeMap<ArticleId, Known>,
    blocks: BTreeMap<BlockKey, Block>,
    /// In how many articles a name stands.
    company: BTreeMap<Key, usize>,
    common: BTreeSet<Key>,
    printed: Printed,
    /// No names, shared by all whose company is kept as keys.
    nobody: Arc<[String]>,
}

/// What printed names come to: most stand in many articles, and are taken to pieces once.
#[derive(Debug, Clone, Default)]
struct Printed(HashMap<String, (Arc<[PersonName]>, Key), foldhash::fast::FixedState>);

impl Printed {
    fn of(&mut self, appearance: &Appearance) -> (Arc<[PersonName]>, Key) {
        let mut key = appearance.name.clone();
        for alias in &appearance.aliases {
            key.push('\n');
            key.push_str(alias);
        }
        let known =
            self.0.entry(key).or_insert_with(|| (names(appearance), name_key(&appearance.name).into()));
        (Arc::clone(&known.0), known.1.clone())
    }
}

/// Where an article's appearances went.
#[derive(Debug, Clone, Default)]
struct Known {
    blocks: Vec<(BlockKey, u32)>,
    company: Vec<Arc<[Key]>>,
}

/// The names of an article as printed and as keys.
type Company = (Arc<[String]>, Arc<[Key]>);

/// Resolves a whole archive at once.
pub fn resolve(appearances: impl IntoIterator<Item = Appearance>, authority: &Authority) -> Resolved {
    let mut articles: BTreeMap<ArticleId, Vec<Appearance>> = BTreeMap::new();
    for appearance in appearances {
        articles.entry(appearance.article.clone()).or_default().push(appearance);
    }
    let mut resolver = Resolver::default();
    for (article, appearances) in articles {
        resolver.insert(&article, appearances);
    }
    resolver.resolve(authority)
}

impl Resolver {
    /// Takes an article in, in place of what it said before.
    ///
    /// Groups without a name are passed over; of two appearances with one number the last counts.
    pub fn insert(&mut self, article: &ArticleId, mut appearances: Vec<Appearance>) {
        self.remove(article);
        appearances.retain(|seen| {
            seen.kind != EntityKind::Group && !seen.name.trim().is_empty() && !is_nobody(&seen.name)
        });
        let mut known = Known::default();
        let mut names: Option<Company> = None;
        for mut appearance in appearances {
            appearance.article = article.clone();
            let keys = match &names {
                Some((given, keys))
                    if Arc::ptr_eq(given, &appearance.company) || *given == appearance.company =>
                {
                    Arc::clone(keys)
                }
                _ => {
                    let keys = self.counted(company(&appearance.company));
                    names = Some((Arc::clone(&appearance.company), Arc::clone(&keys)));
                    known.company.push(Arc::clone(&keys));
                    keys
                }
            };
            // From here on the keys say it.
            appearance.company = Arc::clone(&self.nobody);
            let (names, company_key) = self.printed.of(&appearance);
            let sighting = Sighting::new(appearance, names, company_key, &keys);
            let key = BlockKey::of(&sighting);
            let local = sighting.appearance.local;
            let block = self.blocks.entry(key.clone()).or_default();
            block.members.insert((article.clone(), local), Arc::new(sighting));
            block.groups = None;
            known.blocks.push((key, local));
        }
        self.articles.insert(article.clone(), known);
    }

    /// Forgets an article.
    pub fn remove(&mut self, article: &ArticleId) {
        let Some(known) = self.articles.remove(article) else { return };
        for (key, local) in known.blocks {
            if let Some(block) = self.blocks.get_mut(&key) {
                block.members.remove(&(article.clone(), local));
                block.groups = None;
                if block.members.is_empty() {
                    self.blocks.remove(&key);
                }
            }
        }
        for keys in known.company {
            self.uncount(&keys);
        }
    }

    /// Everybody in the archive, as the archivist wants them.
    pub fn resolve(&mut self, authority: &Authority) -> Resolved {
        self.work();
        let groups = self.blocks.values().flat_map(|block| block.groups.iter().flatten()).cloned().collect();
        self.settled(groups, authority)
    }

    /// The same as [`Resolver::resolve`] where nothing is asked afterwards: nothing is held twice.
    pub fn into_resolved(mut self, authority: &Authority) -> Resolved {
        self.work();
        self.articles = BTreeMap::new();
        self.company = BTreeMap::new();
        self.printed = Printed::default();
        let blocks = std::mem::take(&mut self.blocks);
        let groups = blocks.into_values().flat_map(|block| block.groups.unwrap_or_default()).collect();
        self.settled(groups, authority)
    }

    /// Works through the blocks that changed.
    fn work(&mut self) {
        self.note_common();
        let common = &self.common;
        self.blocks
            .par_iter_mut()
            .filter(|(_, block)| block.groups.is_none())
            .for_each(|(key, block)| block.resolve(key, common));
    }

    fn settled(&self, groups: Vec<Group>, authority: &Authority) -> Resolved {
        let mut groups = stray::home(groups, &self.common);
        let warnings = super::authority::apply(authority, &mut groups, &self.common);
        Resolved { table: EntityTable::of(&groups), warnings }
    }

    /// Counts an article's names; each is kept once, however many articles have it.
    fn counted(&mut self, keys: BTreeSet<Key>) -> Arc<[Key]> {
        let mut known = Vec::with_capacity(keys.len());
        for key in keys {
            match self.company.entry(key) {
                Entry::Occupied(mut entry) => {
                    *entry.get_mut() += 1;
                    known.push(entry.key().clone());
                }
                Entry::Vacant(entry) => {
                    known.push(entry.key().clone());
                    entry.insert(1);
                }
            }
        }
        known.into()
    }

    fn uncount(&mut self, keys: &[Key]) {
        for key in keys {
            let Some(count) = self.company.get_mut(key) else { continue };
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.company.remove(key);
            }
        }
    }

    /// When it changes who is in everybody's company, all is weighed anew.
    fn note_common(&mut self) {
        let many = (self.articles.len() / COMMON_SHARE).max(COMMON_AT_LEAST);
        let common: BTreeSet<Key> =
            self.company.iter().filter(|(_, count)| **count > many).map(|(key, _)| key.clone()).collect();
        if common != self.common {
            self.common = common;
            self.blocks.values_mut().for_each(|block| block.groups = None);
        }
    }
}
