//! Who is on record in an article, those first whom the search was about.

use crate::engine::{Hit, Request};
use crate::model::{Entity, EntityKind};
use crate::query::{Field, Query};

/// Somebody with a statement in the article.
pub(super) struct OnRecord<'h> {
    pub(super) entity: &'h Entity,
    /// Whether the search asked for them, or what they said matched.
    pub(super) matched: bool,
}

/// Everyone on record in `hit`: who matches first, people without a name last, else who says most.
pub(super) fn on_record<'h>(hit: &'h Hit, request: &Request) -> Vec<OnRecord<'h>> {
    let wanted = Wanted::by(request);
    let annotations = &hit.record.annotations;
    let mut said = vec![0_usize; annotations.entities.len()];
    let mut all = Vec::new();
    for statement in &annotations.statements {
        for at in statement.speakers().filter_map(|speaker| speaker.entity) {
            let Some(entity) = annotations.entities.get(at as usize) else { continue };
            said[at as usize] += 1;
            if said[at as usize] == 1 {
                all.push((at, OnRecord { entity, matched: wanted.names(entity) }));
            }
        }
    }
    if !all.iter().any(|(_, speaker)| speaker.matched) {
        let said_match = |at: u32| {
            annotations.statements.iter().any(|statement| {
                statement.speakers().any(|speaker| speaker.entity == Some(at))
                    && hit.passage.matches.iter().any(|found| statement.span.overlaps(*found))
            })
        };
        for (at, speaker) in &mut all {
            speaker.matched = said_match(*at);
        }
    }
    all.sort_by_key(|(at, speaker)| {
        let nameless = speaker.entity.kind == EntityKind::Group;
        (!speaker.matched, nameless, std::cmp::Reverse(said[*at as usize]))
    });
    all.into_iter().map(|(_, speaker)| speaker).collect()
}

/// The names that a search asks for, lower-case.
#[derive(Default)]
struct Wanted {
    speakers: Vec<String>,
    organizations: Vec<String>,
}

impl Wanted {
    fn by(request: &Request) -> Self {
        let lower = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect();
        let mut wanted = Wanted {
            speakers: lower(&request.filters.speakers),
            organizations: lower(&request.filters.organizations),
        };
        wanted.collect(&request.query);
        wanted
    }

    fn collect(&mut self, query: &Query) {
        match query {
            Query::Term { field: Some(field), word: text }
            | Query::Phrase { field: Some(field), words: text, .. }
            | Query::Prefix { field: Some(field), stem: text } => match field {
                Field::Speaker => self.speakers.push(text.to_lowercase()),
                Field::Org => self.organizations.push(text.to_lowercase()),
                _ => {}
            },
            Query::And(list) | Query::Or(list) => list.iter().for_each(|query| self.collect(query)),
            _ => {}
        }
    }

    fn names(&self, entity: &Entity) -> bool {
        let has = |name: &str, wanted: &[String]| {
            let name = name.to_lowercase();
            wanted.iter().any(|wanted| name.contains(wanted.as_str()))
        };
        has(&entity.name, &self.speakers)
            || entity.aliases.iter().any(|alias| has(alias, &self.speakers))
            || entity.organization.as_deref().is_some_and(|org| has(org, &self.organizations))
            || (entity.kind == EntityKind::Organization && has(&entity.name, &self.organizations))
    }
}
