//! Appearances taken for one, and why.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::evidence::{Context, Reason};
use super::few::Few;
use super::key::Key;
use super::name_key::{PersonName, Relation};
use super::sighting::{At, Sighting};
use super::world::World;
use crate::model::EntityKind;

/// One in so many articles must name both of two that sound alike.
const BESIDE_SHARE: usize = 4;

/// Appearances taken for one person or body.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// In order of article and place in it.
    pub members: Vec<Arc<Sighting>>,
    pub context: Context,
    /// What surrounds those that were taken in since [`Group::settle`], but for their genders.
    taken: Vec<Context>,
    /// Why a name belongs here, by its key; the strongest reason.
    pub joins: BTreeMap<Key, Reason>,
    /// The kind, where the archivist gives another.
    pub kind: EntityKind,
    /// Whether the archivist says which kind it is.
    pub decided: bool,
    /// The name, where the archivist gives another.
    pub renamed: Option<String>,
    /// What the archivist notes.
    pub notes: Vec<String>,
    /// Full names, by key; with the number of the life where one name is several people.
    pub full: BTreeMap<Key, (Arc<PersonName>, usize)>,
    /// Every key of every name.
    pub keys: Few<Key>,
}

impl Group {
    /// A group of these; `life` tells bearers of one name apart.
    pub(super) fn of(members: Vec<Arc<Sighting>>, life: usize, world: &World) -> Group {
        let contexts: Vec<Context> = members.iter().map(|member| Context::of(member, world)).collect();
        let mut context = Context::default();
        context.absorb_all(&contexts.iter().collect::<Vec<_>>());
        Group::with(members, life, context)
    }

    /// A group of these, where it is known what surrounds them.
    pub(super) fn with(mut members: Vec<Arc<Sighting>>, life: usize, context: Context) -> Group {
        members.sort_by_key(|member| member.at);
        let mut full = BTreeMap::new();
        let mut keys = Vec::new();
        // Most of those in a group are printed the same, and share that.
        let mut last: Option<&Arc<super::sighting::Printed>> = None;
        for member in &members {
            if last.is_some_and(|last| Arc::ptr_eq(last, &member.printed)) {
                continue;
            }
            last = Some(&member.printed);
            keys.push(member.printed.key);
            for name in &member.printed.names {
                keys.push(name.key());
                if !name.is_vague() {
                    full.insert(name.key(), (Arc::clone(name), life));
                }
            }
        }
        let kind = members.first().map_or(EntityKind::Person, |first| first.kind);
        Group {
            members,
            context,
            taken: Vec::new(),
            joins: BTreeMap::new(),
            kind,
            decided: false,
            renamed: None,
            notes: Vec::new(),
            full,
            keys: keys.into_iter().collect(),
        }
    }

    /// What orders groups: nobody is in two.
    pub(super) fn id(&self) -> Option<At> {
        self.members.first().map(|first| first.at)
    }

    /// Whether most articles name it as a place.
    pub(super) fn is_place(&self) -> bool {
        let places = self.members.iter().filter(|member| member.place).count();
        self.kind == EntityKind::Organization && places * 2 > self.members.len()
    }

    /// The name as the first article has it.
    pub(super) fn name(&self) -> Option<&PersonName> {
        self.members.first()?.name().map(|name| &**name)
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

    /// Puts members and surroundings in order after others were absorbed.
    pub(super) fn settle(&mut self) {
        self.members.sort_by_key(|member| member.at);
        let taken = std::mem::take(&mut self.taken);
        self.context.absorb_all(&taken.iter().collect::<Vec<_>>());
    }

    fn articles(&self) -> impl Iterator<Item = &Few<u32>> {
        std::iter::once(&self.context).chain(&self.taken).map(|context| &context.articles)
    }

    /// Whether articles name both often enough to know two: of those that name the rarer one, one in so many.
    ///
    /// A caption that spells a name otherwise than the story is no reason to tell all of its bearers apart.
    pub(super) fn is_beside(&self, other: &Group) -> bool {
        let shared =
            |mine: &Few<u32>| other.articles().map(|theirs| mine.intersection(theirs).count()).sum::<usize>();
        let count = |group: &Group| group.articles().map(Few::len).sum::<usize>();
        let beside = self.articles().map(shared).sum::<usize>();
        beside > 0 && beside * BESIDE_SHARE >= count(self).min(count(other))
    }

    /// Takes in another's members; all is in order after [`Group::settle`].
    ///
    /// Many take in thousands, one after the other: sets are put in order once for all of them.
    pub(super) fn absorb(&mut self, other: Group) {
        self.members.extend(other.members);
        self.context.genders.extend(other.context.genders.iter().copied());
        self.taken.extend(other.taken);
        self.taken.push(other.context);
        for (key, reason) in other.joins {
            self.because(key, reason);
        }
        self.full.extend(other.full);
        self.keys.extend(other.keys.iter().copied());
        self.notes.extend(other.notes);
        self.renamed = self.renamed.take().or(other.renamed);
    }

    /// Notes why a name belongs here, unless a stronger reason is known.
    pub(super) fn because(&mut self, key: Key, reason: Reason) {
        match self.joins.get(&key) {
            Some(known) if known.points >= reason.points => {}
            _ => {
                self.joins.insert(key, reason);
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
