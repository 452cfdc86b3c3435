//! Appearances taken for one, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::common::Sighting;
use super::evidence::{Context, Evidence};
use super::key::Key;
use super::name_key::{PersonName, Relation};
use crate::model::{ArticleId, EntityKind};

/// Appearances taken for one person or body.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// In order of article and place in it.
    pub members: Vec<Arc<Sighting>>,
    pub context: Context,
    /// Why a name belongs here, by its key; the strongest reason.
    pub joins: BTreeMap<String, Evidence>,
    /// The kind, where the archivist gives another.
    pub kind: EntityKind,
    /// The name, where the archivist gives another.
    pub renamed: Option<String>,
    /// What the archivist notes.
    pub notes: Vec<String>,
    /// Full names, by key; with the number of the life where one name is several people.
    pub full: BTreeMap<String, (PersonName, usize)>,
    /// Every key of every name.
    pub keys: BTreeSet<String>,
}

impl Group {
    /// A group of these; `life` tells bearers of one name apart.
    pub(super) fn of(mut members: Vec<Arc<Sighting>>, life: usize, common: &BTreeSet<Key>) -> Group {
        members.sort_by(|a, b| a.id().cmp(&b.id()));
        let mut context = Context::default();
        let mut full = BTreeMap::new();
        let mut keys = BTreeSet::new();
        for member in &members {
            keys.insert(member.company_key.as_str().to_owned());
            for name in member.names.iter() {
                keys.insert(name.key());
                if !name.is_vague() {
                    full.insert(name.key(), (name.clone(), life));
                }
            }
        }
        let contexts: Vec<Context> = members.iter().map(|member| Context::of(member, common)).collect();
        context.absorb_all(&contexts.iter().collect::<Vec<_>>());
        let kind = members.first().map_or(EntityKind::Person, |first| first.appearance.kind);
        Group { members, context, joins: BTreeMap::new(), kind, renamed: None, notes: Vec::new(), full, keys }
    }

    /// What orders groups: nobody is in two.
    pub(super) fn id(&self) -> Option<(&ArticleId, u32)> {
        self.members.first().map(|first| first.id())
    }

    /// The name as the first article has it.
    pub(super) fn name(&self) -> Option<&PersonName> {
        self.members.first()?.names.first()
    }

    /// Whether no name forbids that both are one person.
    pub(super) fn may_be(&self, other: &Group) -> bool {
        let genders = same_gender(&self.context, &other.context);
        genders
            && self.full.iter().all(|(key, (name, life))| {
                other.full.iter().all(|(other_key, (other_name, other_life))| {
                    if key == other_key {
                        life == other_life
                    } else {
                        name.relation(other_name) != Relation::Apart
                    }
                })
            })
    }

    /// Puts the members in order after others were absorbed.
    pub(super) fn sort(&mut self) {
        self.members.sort_by(|a, b| a.id().cmp(&b.id()));
    }

    /// Takes in another's members; they are in order after [`Group::sort`].
    pub(super) fn absorb(&mut self, other: Group) {
        self.members.extend(other.members);
        self.context.absorb(&other.context);
        for (key, evidence) in other.joins {
            self.because(key, evidence);
        }
        self.full.extend(other.full);
        self.keys.extend(other.keys);
        self.notes.extend(other.notes);
        self.renamed = self.renamed.take().or(other.renamed);
    }

    /// Notes why a name belongs here, unless a stronger reason is known.
    pub(super) fn because(&mut self, key: String, evidence: Evidence) {
        match self.joins.get(&key) {
            Some(known) if known.points >= evidence.points => {}
            _ => {
                self.joins.insert(key, evidence);
            }
        }
    }
}

/// Whether nothing says that one is a man and the other a woman.
pub(super) fn same_gender(a: &Context, b: &Context) -> bool {
    let mut both = a.genders.clone();
    both.extend(b.genders.iter().copied());
    both.len() < 2
}
