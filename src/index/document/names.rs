//! What people and bodies of an article are called, and who is on record.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use crate::model::{Annotations, Entity, EntityKind, Record, Statement};

/// The values that an article has in the facets of who is on record and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRecord<'r> {
    /// Entities of the article, by their number, and their names.
    pub speakers: Vec<(u32, &'r str)>,
    /// Names of bodies.
    pub organizations: Vec<&'r str>,
}

/// Who is on record in an article, and for whom, as the facets count it.
pub fn on_record(record: &Record) -> OnRecord<'_> {
    let annotations = &record.annotations;
    let speakers = speaking(annotations);
    let numbered = speakers.iter().filter_map(|number| {
        let entity = annotations.entities.get(*number as usize)?;
        (entity.kind != EntityKind::Group).then(|| (*number, entity.name.trim()))
    });
    OnRecord {
        speakers: numbered.collect(),
        organizations: organizations(&self::speakers(annotations), annotations, false),
    }
}

/// Who says a statement, and for whom, as the facets count it.
pub fn on_record_in<'r>(record: &'r Record, statement: &'r Statement) -> (Vec<&'r str>, Vec<&'r str>) {
    let speakers: Vec<&Entity> = record.annotations.speakers_of(statement).collect();
    let named = speakers.iter().filter(|speaker| speaker.kind != EntityKind::Group);
    let names = unique(named.map(|speaker| speaker.name.trim()));
    (names, organizations(&speakers, &record.annotations, false))
}

/// Whoever a statement of the article resolves to, each once, in the order of first speaking.
pub(super) fn speakers(annotations: &Annotations) -> Vec<&Entity> {
    speaking(annotations).into_iter().filter_map(|index| annotations.entities.get(index as usize)).collect()
}

fn speaking(annotations: &Annotations) -> Vec<u32> {
    let mut met: HashSet<u32, FixedState> = HashSet::default();
    let speakers = annotations.statements.iter().flat_map(Statement::speakers);
    speakers.filter_map(|speaker| speaker.entity).filter(|index| met.insert(*index)).collect()
}

pub(super) fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

/// Everything the speakers are called; of the words beside the statement only those that are a name.
pub(super) fn speaker_names<'r>(record: &'r Record, statement: &'r Statement) -> Vec<&'r str> {
    let mut out = Vec::new();
    for speaker in statement.speakers() {
        let surface = speaker.span.of(&record.article.text);
        let entity = record.annotations.entity_of(speaker);
        out.extend(entity.into_iter().flat_map(names));
        let named = surface.contains(char::is_uppercase) && surface.len() > 3;
        out.extend((entity.is_none() || named).then_some(surface));
    }
    out
}

/// The bodies these speak for, and those that speak themselves; with their other names if asked.
pub(super) fn organizations<'a>(
    speakers: &[&'a Entity],
    annotations: &'a Annotations,
    aliases: bool,
) -> Vec<&'a str> {
    let mut out = Vec::new();
    for entity in speakers {
        let own = (entity.kind == EntityKind::Organization).then_some(entity.name.as_str());
        for name in entity.organization.as_deref().into_iter().chain(own) {
            out.push(name.trim());
            if aliases {
                out.extend(aliases_of(annotations, name));
            }
        }
    }
    unique(out)
}

pub(super) fn aliases_of<'a>(annotations: &'a Annotations, organization: &str) -> Vec<&'a str> {
    annotations
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Organization && e.name.trim() == organization)
        .flat_map(|e| e.aliases.iter().map(String::as_str))
        .collect()
}

pub(super) fn unique<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut met: HashSet<&str, FixedState> = HashSet::default();
    values.into_iter().filter(|value| !value.is_empty() && met.insert(value)).collect()
}

/// Every name of everyone whom the words of a statement name. Mentions are in the text's order.
pub(super) fn people_in<'r>(record: &'r Record, statement: &Statement) -> Vec<&'r str> {
    let Annotations { entities, mentions, .. } = &record.annotations;
    let first = mentions.partition_point(|mention| mention.span.start < statement.span.start);
    let begun = mentions[first..].iter().take_while(|mention| mention.span.start < statement.span.end);
    let inside = begun.filter(|mention| statement.span.contains(mention.span));
    let people = inside.filter_map(|mention| entities.get(mention.entity as usize));
    unique(people.filter(|entity| entity.kind == EntityKind::Person).flat_map(names))
}
