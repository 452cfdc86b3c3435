//! Who can be anybody's like: the blocks that are resolved each by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bodies::bodies;
use super::cluster::cluster;
use super::common::Sighting;
use super::group::Group;
use super::key::Key;
use super::name_key::PersonName;
use crate::model::{ArticleId, EntityKind};

/// What a block's names have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BlockKey {
    /// People whose surnames sound so.
    People(String),
    /// Everything else.
    Bodies,
}

impl BlockKey {
    pub(super) fn of(sighting: &Sighting) -> BlockKey {
        match (sighting.appearance.kind, sighting.names.first()) {
            (EntityKind::Person, name) => BlockKey::People(name.map(PersonName::block).unwrap_or_default()),
            _ => BlockKey::Bodies,
        }
    }
}

/// The appearances of a block, and what came of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub members: BTreeMap<(ArticleId, u32), Arc<Sighting>>,
    /// Nothing since a member came or went.
    pub groups: Option<Vec<Group>>,
}

impl Block {
    pub(super) fn resolve(&mut self, key: &BlockKey, common: &BTreeSet<Key>) {
        let sightings: Vec<Arc<Sighting>> = self.members.values().map(Arc::clone).collect();
        self.groups = Some(match key {
            BlockKey::People(_) => cluster(&sightings, common),
            BlockKey::Bodies => bodies(&sightings, common),
        });
    }
}
