//! From found statements to annotations: phrases become entities with a name, a role and a body.

use super::meant::{Meant, Voices};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::doc::{Doc, Phrase, PhraseKind, Range};
use super::found::{Found, is_laid_out};
use super::lexicon::{CueClass, Lexicon, ascii_key, trait_of};
use super::negation::{Negation, negation};
use super::people::guess::is_bare_title;
use super::people::{People, Person, sure_bodies, told_people};
use super::roles::{Role, body_of_group, body_of_paper, find_roles, read_role};
use super::somebody::{NEW, is_collective, is_many_by_its_ending, is_one_of_many, is_plural, is_speaker};
use super::weights::Weights;
use crate::model::{Annotations, Entity, EntityKind, Mention, Span, Speaker, Statement};
use crate::text::is_apostrophe;

/// Turns phrases into entities.
pub fn annotate(
    doc: &Doc<'_>,
    found: Vec<Found>,
    scare_quotes: Vec<Span>,
    voices: &Voices,
    weights: &Weights,
) -> Annotations {
    let people = &People::gather(doc);
    let roles = &find_roles(doc, people);
    let mut entities: Vec<Entity> =
        people.all.iter().zip(roles).map(|(person, role)| entity(doc, people, person, role)).collect();
    let joint = found.iter().filter(|found| !found.with.is_empty());
    let joint = joint.filter_map(|found| Some((found.source?, found.with.clone()))).collect();
    let mut meant = Meant::of(doc, (people, roles), voices, &joint, weights);
    let mut mentions: Vec<Mention> = people
        .namings
        .iter()
        .map(|n| Mention { span: doc.span(doc.phrases[n.phrase].core), entity: n.person as u32 })
        .collect();
    let mut groups = Groups::default();
    let statements: Vec<Statement> = found
        .into_iter()
        .map(|found| {
            let sources = found.source.into_iter().chain(found.with);
            let voices: Vec<(usize, usize)> = sources.flat_map(|source| meant.members(source)).collect();
            let speaker = |(source, member): (usize, usize)| {
                let entity = *meant.one.entry(member).or_insert_with(|| {
                    let described = meant.described.get(&member).copied().unwrap_or(member);
                    anonymous(doc, people, described, &mut entities, &mut groups)
                });
                let span = naming_span(doc, source);
                if let Some(entity) = entity {
                    mentions.push(Mention { span, entity: entity as u32 });
                    add_alias(&mut entities[entity], doc, source, span);
                }
                let reference = entity.and_then(|_| meant.reference(doc, source, member));
                Speaker { span, entity: entity.map(|e| e as u32), reference }
            };
            let mut speakers: Vec<Speaker> = voices.into_iter().map(speaker).collect();
            each_once(&mut speakers);
            let with = speakers.split_off(speakers.len().min(1));
            Statement {
                span: found.span,
                kind: found.kind,
                speaker: speakers.pop(),
                with,
                cue: found.cue.map(|at| doc.span(cue_range(doc, at, found.source))),
                negated: found.negated,
                rule: Cow::Borrowed(found.rule),
                confidence: if is_laid_out(found.rule) {
                    found.confidence
                } else {
                    weights.confidence[found.kind as usize].of(found.confidence)
                },
                utterance: found.utterance,
            }
        })
        .collect();
    mark_guessed(doc, people, roles, &statements, &mut entities);
    mentions.sort_by_key(|m| (m.span.start, m.span.end, m.entity));
    mentions.dedup();
    Annotations { statements, entities, mentions, scare_quotes }
}

/// Marks those of whom nothing tells that they are people, or bodies.
fn mark_guessed(
    doc: &Doc<'_>,
    people: &People,
    roles: &[Role],
    statements: &[Statement],
    entities: &mut [Entity],
) {
    let mut speaks = vec![false; entities.len()];
    for entity in statements.iter().flat_map(Statement::speakers).filter_map(|speaker| speaker.entity) {
        speaks[entity as usize] = true;
    }
    let of_somebody = entities.iter().filter(|entity| entity.kind != EntityKind::Organization);
    let served: BTreeSet<&str> = of_somebody.filter_map(|entity| entity.organization.as_deref()).collect();
    let acts: Vec<bool> = entities
        .iter()
        .zip(&speaks)
        .map(|(entity, speaks)| *speaks || served.contains(&*entity.name))
        .collect();
    let told = told_people(doc, people, roles, &speaks).into_iter().zip(sure_bodies(doc, people, &acts));
    for (entity, (person, body)) in entities.iter_mut().zip(told) {
        entity.guessed = match entity.kind {
            EntityKind::Person => !person,
            EntityKind::Organization => !body && !entity.place,
            EntityKind::Group => false,
        };
    }
}

/// Whoever is named twice speaks once.
fn each_once(speakers: &mut Vec<Speaker>) {
    let mut seen = Vec::new();
    speakers.retain(|speaker| {
        let again = speaker.entity.is_some() && seen.contains(&speaker.entity);
        seen.push(speaker.entity);
        !again
    });
}

/// Those without a name met so far, as entities.
#[derive(Default)]
struct Groups {
    by_words: BTreeMap<String, usize>,
    /// Of “a spokesman for Verdalia”, by *spokesman*: whom “the spokesman” means.
    by_noun: BTreeMap<u64, usize>,
}

impl Groups {
    /// Who is described by these words, or was introduced before and is “the …” now.
    fn find(&self, doc: &Doc<'_>, phrase: &Phrase, name: &str) -> Option<usize> {
        let again = || {
            let words = doc.tokens.get(phrase.range.start..phrase.range.end)?;
            let [the, noun] = words else { return None };
            self.by_noun.get(&noun.key).filter(|_| the.key == THE).copied()
        };
        self.by_words.get(name).copied().or_else(again)
    }

    fn insert(&mut self, doc: &Doc<'_>, phrase: &Phrase, group: &Entity, entity: usize) {
        let head = &doc.tokens[phrase.head()];
        let one = group.role.is_some() && !is_plural(doc, phrase.head());
        if one && NEW.contains(&doc.tokens[phrase.range.start].key) {
            self.by_noun.insert(head.key, entity);
        }
        self.by_words.insert(group.name.clone(), entity);
    }
}

fn entity(doc: &Doc<'_>, people: &People, person: &Person, role: &Role) -> Entity {
    let words = |span: Option<Span>| span.map(|span| in_one_line(span.of(doc.text)));
    let own = person.kind == EntityKind::Organization;
    Entity {
        name: one_form(&person.name),
        kind: person.kind,
        guessed: false,
        place: own && people.is_place(doc, person),
        role: words(role.title).filter(|_| !own).map(|role| one_form(&of_one(doc.lexicon, role))),
        organization: if own {
            Some(one_form(&person.name))
        } else {
            words(role.organization).map(|name| one_form(&people.full_body_name(name)))
        },
        aliases: person.aliases.clone(),
    }
}

/// The office of one of those who have it together: of “Senators Poole and Marsh”, *Senator*.
fn of_one(lexicon: &Lexicon, role: String) -> String {
    lexicon.office_of_one(&role).unwrap_or(role)
}

/// Words that lines may break.
fn in_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name in one form, however its apostrophes and marks are printed: “Dockworkers' Local 9” and “Dockworkers’ Local 9”
/// are one body, and Raymond "Bricks" Adeyo is Raymond «Bricks» Adeyo.
fn one_form(name: &str) -> String {
    let mut open = false;
    name.chars()
        .map(|c| match c {
            '\'' | '‘' | '`' | 'ʼ' | '′' => '’',
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            '«' | '„' => '“',
            '»' => '”',
            c => c,
        })
        .collect()
}

/// The words that name a speaker: a name's core, a description with whose it is and what it is *of* or *for*.
fn spoken_range(doc: &Doc<'_>, source: usize) -> Range {
    let phrase = &doc.phrases[source];
    // “the Iraqi **military** said”: an adjective that is a noun where none follows.
    let national =
        doc.tokens[phrase.core.start..phrase.core.end].iter().all(|t| t.has(trait_of::NATIONALITY));
    if national && doc.tokens.get(phrase.range.end).is_some_and(|next| next.key == MILITARY) {
        return Range { start: phrase.range.start, end: phrase.range.end + 1 };
    }
    // “Verdalia's **CFO**” is nobody's name.
    let is_many = is_many_by_its_ending(doc, phrase);
    if phrase.kind != PhraseKind::Common && !is_many && !is_bare_title(doc, phrase) {
        return phrase.core;
    }
    let mut range = if phrase.kind == PhraseKind::Common { phrase.range } else { phrase.core };
    // “**the fund’s** report”, “**Ruiz’s** lawyer”
    let owner = source.checked_sub(1).map(|before| &doc.phrases[before]);
    let owns = |owner: &&Phrase| owner.possessive && owner.range.end + 1 == range.start;
    if let Some(owner) = owner.filter(owns) {
        range.start = owner.range.start;
    }
    let mut owns_next = false;
    for next in &doc.phrases[source + 1..doc.phrases.len().min(source + 3)] {
        let by = doc.tokens[phrase.head()].has(trait_of::PAPER) && doc.tokens[range.end].key == BY;
        let joined = next.range.start == range.end + 1
            && (by || matches!(doc.tokens[range.end].key, OF | FOR | AT | FROM | WITH));
        // “a report from **Verdalia's** auditors”
        let owned = owns_next && next.range.start == range.end + 1;
        if !joined && !owned {
            break;
        }
        range.end = next.range.end;
        owns_next = next.possessive;
    }
    range
}

/// Where the words stand that name a speaker: of “they’ve”, *they*.
fn naming_span(doc: &Doc<'_>, source: usize) -> Span {
    let span = doc.span(spoken_range(doc, source));
    let verb =
        span.of(doc.text).find(is_apostrophe).filter(|_| doc.phrases[source].kind == PhraseKind::Pronoun);
    verb.map_or(span, |at| Span::new(span.from(), span.from() + at))
}

/// People without a name, and bodies called by what they are: “two officials”, “the company”.
fn anonymous(
    doc: &Doc<'_>,
    people: &People,
    source: usize,
    entities: &mut Vec<Entity>,
    groups: &mut Groups,
) -> Option<usize> {
    let phrase = &doc.phrases[source];
    let named = phrase.kind != PhraseKind::Common;
    let is_many = is_many_by_its_ending(doc, phrase);
    if named && !is_many && !is_bare_title(doc, phrase) && !is_one_of_many(doc, phrase) {
        return None;
    }
    let head = doc.tokens[phrase.head()];
    let is_body = head.has(trait_of::COMMON_BODY | trait_of::ORG_HEAD);
    if !is_body && !is_speaker(doc, phrase.head()) && !is_collective(&head) {
        return None;
    }
    let range = spoken_range(doc, source);
    let name = one_form(&in_one_line(doc.words(range)));
    if let Some(known) = groups.find(doc, phrase, &name) {
        return Some(known);
    }
    let paper = head.has(trait_of::PAPER);
    let role = if paper {
        Role { title: None, organization: body_of_paper(doc, people, range) }
    } else {
        let Role { title, organization } = read_role(doc, people, range).unwrap_or_default();
        Role { title, organization: organization.or_else(|| body_of_group(doc, people, range)) }
    };
    let words = |span: Option<Span>| span.map(|span| in_one_line(span.of(doc.text)));
    let titled = !is_plural(doc, phrase.head())
        && !head.has(trait_of::COMMON_BODY)
        // “a Verdalia **press** release”
        && head.key != PRESS
        && doc.tokens[range.start..range.end].iter().any(|t| t.has(trait_of::ROLE | trait_of::SPOKESPERSON));
    let group = Entity {
        name,
        kind: EntityKind::Group,
        guessed: false,
        place: false,
        role: words(role.title).filter(|_| titled && !head.has(trait_of::KIN)).map(|role| one_form(&role)),
        organization: words(role.organization).map(|name| one_form(&name)),
        aliases: Vec::new(),
    };
    groups.insert(doc, phrase, &group, entities.len());
    entities.push(group);
    Some(entities.len() - 1)
}

/// “the Supreme Leader” is one more name for whom it means; pronouns are not.
fn add_alias(entity: &mut Entity, doc: &Doc<'_>, source: usize, span: Span) {
    let words = &in_one_line(span.of(doc.text));
    if doc.phrases[source].kind == PhraseKind::Pronoun
        || entity.name == one_form(words)
        || entity.aliases.contains(words)
    {
        return;
    }
    entity.aliases.push(words.clone());
}

/// “according to” and “warned against” are cues of two words, “did not say” is one of three.
fn cue_range(doc: &Doc<'_>, at: usize, source: Option<usize>) -> Range {
    let next = doc.tokens.get(at + 1).map_or(0, |token| token.key);
    let goes_on = next == AGAINST || next == TO && doc.tokens[at].word.is_cue(CueClass::Source);
    let start = match negation(doc, at, source) {
        Some(Negation::Verb(start)) => start,
        _ => at,
    };
    Range { start, end: at + 1 + usize::from(goes_on) }
}

const THE: u64 = ascii_key("the");
const PRESS: u64 = ascii_key("press");
const MILITARY: u64 = ascii_key("military");
const AGAINST: u64 = ascii_key("against");
const TO: u64 = ascii_key("to");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const AT: u64 = ascii_key("at");
const FROM: u64 = ascii_key("from");
const WITH: u64 = ascii_key("with");
const BY: u64 = ascii_key("by");
