//! What the archivist decided, done to the entities that were found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Authority, Merge, Part, Split, Warning};
use crate::resolve::body_key::body_keys;
use crate::resolve::common::name_key;
use crate::resolve::evidence::{Reason, Tie};
use crate::resolve::group::Group;
use crate::resolve::key::Key;
use crate::resolve::sets::Sets;
use crate::resolve::sighting::Sighting;
use crate::resolve::table::{canonical, entity_id};
use crate::resolve::world::World;
use crate::text::fold::fold_name;

/// Applies `authority` to `groups`; what could not be done comes back.
pub(in crate::resolve) fn apply(
    authority: &Authority,
    groups: &mut Vec<Group>,
    world: &World,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if *authority == Authority::default() {
        return warnings;
    }
    for split in &authority.splits {
        // Parts can be split again, so each entry sees what the ones before made.
        divide(split, groups, world, &mut warnings);
    }
    merge(&authority.merges, groups, world, &mut warnings);
    let mut names = Names::of(groups, world);
    for rename in &authority.renames {
        if let Some(at) = names.one(&rename.from, groups, rename.line, &mut warnings) {
            groups[at].renamed = Some(rename.to.clone());
            names.add(&rename.to, at);
        }
    }
    for entry in &authority.kinds {
        if let Some(at) = names.one(&entry.name, groups, entry.line, &mut warnings) {
            (groups[at].kind, groups[at].decided) = (entry.kind, true);
        }
    }
    for note in &authority.notes {
        if let Some(at) = names.one(&note.name, groups, note.line, &mut warnings) {
            groups[at].notes.push(note.text.clone());
        }
    }
    warnings.sort_by_key(|warning| warning.line);
    warnings
}

/// Who answers to which name.
struct Names<'w> {
    world: &'w World,
    ids: BTreeMap<String, usize>,
    canonical: BTreeMap<String, BTreeSet<usize>>,
    aliases: BTreeMap<String, BTreeSet<usize>>,
}

impl<'w> Names<'w> {
    fn of(groups: &[Group], world: &'w World) -> Self {
        let mut names =
            Names { world, ids: BTreeMap::new(), canonical: BTreeMap::new(), aliases: BTreeMap::new() };
        for (at, group) in groups.iter().enumerate() {
            names.ids.extend(entity_id(group, world).map(|id| (id.0, at)));
            for name in group.renamed.iter().cloned().chain(canonical(group).map(|(name, ..)| name)) {
                names.add(&name, at);
            }
            for member in &group.members {
                let seen = &member.printed;
                for name in std::iter::once(&seen.name).chain(&seen.aliases) {
                    names.aliases.entry(name_key(name)).or_default().insert(at);
                }
            }
        }
        names
    }

    fn add(&mut self, name: &str, at: usize) {
        self.canonical.entry(shown_key(name)).or_default().insert(at);
        self.canonical.entry(name_key(name)).or_default().insert(at);
    }

    /// Everybody a reference can mean: by id, by name, by alias.
    fn find(&self, reference: &str, groups: &[Group]) -> BTreeSet<usize> {
        if let Some(at) = self.ids.get(reference) {
            return BTreeSet::from([*at]);
        }
        let (name, article) = taken_apart(reference);
        let here = |found: &BTreeSet<usize>| -> BTreeSet<usize> {
            let in_article = |at: &&usize| {
                article.is_none_or(|id| {
                    groups[**at].members.iter().any(|member| self.world.id(member.at.article).starts_with(id))
                })
            };
            found.iter().filter(in_article).copied().collect()
        };
        [
            self.canonical.get(&shown_key(name)),
            self.canonical.get(&name_key(name)),
            self.aliases.get(&name_key(name)),
        ]
        .into_iter()
        .flatten()
        .map(here)
        .find(|found| !found.is_empty())
        .unwrap_or_default()
    }

    fn one(
        &self,
        reference: &str,
        groups: &[Group],
        line: usize,
        warnings: &mut Vec<Warning>,
    ) -> Option<usize> {
        let found = self.find(reference, groups);
        match found.len() {
            1 => found.first().copied(),
            0 => {
                warnings.push(unknown(reference, line));
                None
            }
            several => {
                warnings.push(ambiguous(reference, line, several, groups, &found, self.world));
                None
            }
        }
    }
}

/// What the archivist's file speaks of: only who answers to it need be looked at when it is done.
#[derive(Debug, Default)]
pub(in crate::resolve) struct Spoken {
    ids: BTreeSet<String>,
    names: BTreeSet<Key>,
}

impl Spoken {
    pub(in crate::resolve) fn of(authority: &Authority) -> Spoken {
        let mut out = Spoken::default();
        for merge in &authority.merges {
            out.add(&merge.into);
            merge.names.iter().for_each(|name| out.add(name));
        }
        for split in &authority.splits {
            out.add(&split.name);
            split.parts.iter().for_each(|part| out.add(&part.name));
        }
        for rename in &authority.renames {
            out.add(&rename.from);
            out.add(&rename.to);
        }
        authority.kinds.iter().for_each(|kind| out.add(&kind.name));
        authority.notes.iter().for_each(|note| out.add(&note.name));
        out
    }

    fn add(&mut self, reference: &str) {
        self.ids.insert(reference.to_owned());
        let (name, _) = taken_apart(reference);
        self.names.insert(Key::from(&*shown_key(name)));
        self.names.insert(Key::from(&*name_key(name)));
    }

    /// Whether the file may mean this group.
    pub(in crate::resolve) fn of_group(&self, group: &Group, world: &World) -> bool {
        if self.ids.is_empty() {
            return false;
        }
        let called = |member: &Arc<Sighting>| {
            let printed = &member.printed;
            std::iter::once(&printed.key).chain(&printed.alias_keys).any(|key| self.names.contains(key))
        };
        let shown =
            || canonical(group).is_some_and(|(name, ..)| self.names.contains(&Key::from(&*shown_key(&name))));
        group.members.iter().any(called)
            || shown()
            || entity_id(group, world).is_some_and(|id| self.ids.contains(&id.0))
    }
}

/// A name with every word, brackets and all: what tells `John Smith (senator)` from `John Smith`.
fn shown_key(name: &str) -> String {
    format!("= {}", fold_name(name))
}

/// `John Smith #1f0c9a` is a name and the beginning of an article's id.
fn taken_apart(reference: &str) -> (&str, Option<&str>) {
    match reference.rsplit_once(" #") {
        Some((name, id)) if !id.trim().is_empty() => (name.trim(), Some(id.trim())),
        _ => (reference, None),
    }
}

fn unknown(reference: &str, line: usize) -> Warning {
    Warning {
        line,
        message: format!("nobody in the archive is called “{reference}”"),
        hint: "`onrecord people NAME` shows how a name is spelled here".to_owned(),
    }
}

fn ambiguous(
    reference: &str,
    line: usize,
    several: usize,
    groups: &[Group],
    found: &BTreeSet<usize>,
    world: &World,
) -> Warning {
    let example = found
        .first()
        .and_then(|at| groups[*at].id())
        .map_or(String::new(), |at| world.id(at.article).chars().take(8).collect());
    Warning {
        line,
        message: format!("{several} in the archive are called “{reference}”"),
        hint: format!("say which by one of its articles: \"{} #{example}\"", taken_apart(reference).0),
    }
}

fn authority_evidence() -> Reason {
    Reason { tie: Tie::Authority, shared: Vec::new(), points: i32::MAX }
}

fn merge(merges: &[Merge], groups: &mut Vec<Group>, world: &World, warnings: &mut Vec<Warning>) {
    let names = Names::of(groups, world);
    let mut sets = Sets::new(groups.len());
    let mut slots: Vec<Option<Group>> = std::mem::take(groups).into_iter().map(Some).collect();
    let found: Vec<Group> = slots.iter().flatten().cloned().collect();
    for merge in merges {
        let into = names.find(&merge.into, &found);
        let mut all: Vec<usize> = match into.len() {
            // A name nobody uses is one to show.
            0 => Vec::new(),
            1 => into.into_iter().collect(),
            several => {
                warnings.push(ambiguous(&merge.into, merge.line, several, &found, &into, world));
                continue;
            }
        };
        all.extend(merge.names.iter().filter_map(|name| names.one(name, &found, merge.line, warnings)));
        let mut roots: Vec<usize> = Vec::new();
        for at in all {
            let root = sets.of(at);
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        together(&roots, &mut slots, &mut sets, taken_apart(&merge.into).0);
    }
    *groups = slots.into_iter().flatten().collect();
}

/// Joins the groups at `roots` as the kind the first of them is.
fn together(roots: &[usize], slots: &mut [Option<Group>], sets: &mut Sets, shown: &str) {
    let mut parts = roots.iter().filter_map(|at| slots[*at].take());
    let Some(mut whole) = parts.next() else { return };
    let first = whole.keys.clone();
    for part in parts {
        for key in part.keys.iter().filter(|key| !first.contains(key)) {
            whole.because(*key, authority_evidence());
        }
        whole.absorb(part);
    }
    whole.settle();
    whole.renamed = Some(shown.to_owned());
    for at in roots {
        sets.join(roots[0], *at);
    }
    slots[sets.of(roots[0])] = Some(whole);
}

fn divide(split: &Split, groups: &mut Vec<Group>, world: &World, warnings: &mut Vec<Warning>) {
    let names = Names::of(groups, world);
    let Some(at) = names.one(&split.name, groups, split.line, warnings) else { return };
    let whole = groups.remove(at);
    let mut parts: Vec<Vec<Arc<Sighting>>> = vec![Vec::new(); split.parts.len()];
    let mut rest = Vec::new();
    for member in &whole.members {
        match split.parts.iter().position(|part| part.claims(member, world)) {
            Some(part) => parts[part].push(Arc::clone(member)),
            None => rest.push(Arc::clone(member)),
        }
    }
    for (part, members) in split.parts.iter().zip(parts) {
        if members.is_empty() {
            warnings.push(Warning {
                line: split.line,
                message: format!("the part “{}” of “{}” claims nobody", part.name, split.name),
                hint: "every condition of a part must hold for an appearance to be its own".to_owned(),
            });
        } else {
            let mut group = piece(&whole, members, world);
            group.renamed = Some(part.name.clone());
            groups.push(group);
        }
    }
    if !rest.is_empty() {
        let mut group = piece(&whole, rest, world);
        group.renamed.clone_from(&whole.renamed);
        group.notes.clone_from(&whole.notes);
        groups.push(group);
    }
}

fn piece(whole: &Group, members: Vec<Arc<Sighting>>, world: &World) -> Group {
    let mut group = Group::of(members, 0, world);
    (group.kind, group.decided) = (whole.kind, whole.decided);
    group.joins.clone_from(&whole.joins);
    group
}

impl Part {
    /// Whether everything given here holds for the appearance.
    fn claims(&self, member: &Sighting, world: &World) -> bool {
        let id = world.id(member.at.article);
        let article = self.articles.is_empty() || self.articles.iter().any(|known| id.starts_with(known));
        let own = member.printed.key;
        let name = self.names.is_empty() || self.names.iter().any(|name| Key::from(&*name_key(name)) == own);
        let body = self.organization.as_deref().is_none_or(|body| {
            let keys = body_keys(body);
            member
                .body
                .as_ref()
                .is_some_and(|own| keys.iter().any(|key| own.keys.contains(&Key::from(&**key))))
        });
        let role = self.role.as_deref().is_none_or(|role| {
            let words = format!(" {} ", fold_name(role));
            let own = member.role.as_ref().map(|own| format!(" {} ", fold_name(&own.printed)));
            own.is_some_and(|own| own.contains(&words))
        });
        let published = world.published(member.at.article).map(|date| date.earliest());
        let since = self.from.is_none_or(|from| published.is_some_and(|at| at >= from.earliest()));
        let until = self.to.is_none_or(|to| published.is_some_and(|at| at < to.after()));
        article && name && body && role && since && until
    }
}
