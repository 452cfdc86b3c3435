//! From found statements to annotations: phrases become entities with a name, a role and a body.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::choice::Found;
use super::doc::PhraseKind;
use super::doc::{Doc, Range};
use super::lexicon::{CueClass, ascii_key, keys, trait_of};
use super::people::{People, Person};
use super::reference::Discourse;
use super::roles::{Role, find_roles, read_role};
use super::weights::Weights;
use crate::model::{Annotations, Entity, EntityKind, Mention, Span, Speaker, Statement};

/// Turns phrases into entities. `speaking` are the phrases that speak, of statements that were kept and of others: who
/// *she* is may hang on words that were not worth keeping.
pub fn annotate(
    doc: &Doc<'_>,
    found: Vec<Found>,
    scare_quotes: Vec<Span>,
    speaking: Vec<usize>,
    weights: &Weights,
) -> Annotations {
    let people = &People::gather(doc);
    let roles = &find_roles(doc, people);
    let mut entities: Vec<Entity> =
        people.all.iter().zip(roles).map(|(person, role)| entity(doc, people, person, role)).collect();
    let (mut referents, groups_meant) = resolve_all(doc, people, roles, speaking, weights);
    let mut mentions: Vec<Mention> = people
        .namings
        .iter()
        .map(|n| Mention { span: doc.span(doc.phrases[n.phrase].core), entity: n.person as u32 })
        .collect();
    let mut groups = Groups::new();
    let statements = found
        .into_iter()
        .map(|found| {
            let speaker = found.source.map(|source| {
                let range = spoken_range(doc, source);
                let group = groups_meant.get(&source).copied();
                let described = group.map_or(range, |group| spoken_range(doc, group));
                let entity = referents.entry(source).or_insert_with(|| {
                    let source = group.unwrap_or(source);
                    anonymous(doc, people, source, described, &mut entities, &mut groups)
                });
                let span = doc.span(range);
                if let Some(entity) = *entity {
                    mentions.push(Mention { span, entity: entity as u32 });
                    add_alias(&mut entities[entity], doc, source, span);
                }
                Speaker { span, entity: entity.map(|e| e as u32) }
            });
            Statement {
                span: found.span,
                kind: found.kind,
                speaker,
                cue: found.cue.map(|at| doc.span(cue_range(doc, at))),
                rule: Cow::Borrowed(found.rule),
                confidence: weights.confidence[found.kind as usize].of(found.confidence),
                utterance: found.utterance,
            }
        })
        .collect();
    mentions.sort_by_key(|m| (m.span.start, m.span.end, m.entity));
    mentions.dedup();
    Annotations { statements, entities, mentions, scare_quotes }
}

/// The groups met so far, by their words.
type Groups = BTreeMap<String, usize>;

type Referents = BTreeMap<usize, Option<usize>>;

/// For “they” and *who*, the phrase of the group or description they mean.
type GroupsMeant = BTreeMap<usize, usize>;

/// How many sentences after a group “they” still means it.
const GROUP_REACH: u32 = 2;

/// Whom each source means, in the text's order: people and bodies; and which group “they” is.
fn resolve_all(
    doc: &Doc<'_>,
    people: &People,
    roles: &[Role],
    mut sources: Vec<usize>,
    weights: &Weights,
) -> (Referents, GroupsMeant) {
    sources.sort_unstable();
    sources.dedup();
    let mut discourse = Discourse::new(doc, people, roles);
    let mut referents = Referents::new();
    let mut groups = GroupsMeant::new();
    let mut group: Option<usize> = None;
    for source in sources {
        discourse.advance(source);
        let sentence = |phrase: usize| doc.tokens[doc.phrases[phrase].range.start].sentence;
        let near = group.filter(|group| sentence(source) - sentence(*group) <= GROUP_REACH);
        if let Some(near) = near.filter(|_| is_they(doc, source)) {
            groups.insert(source, near);
            continue;
        }
        let described = described_before(doc, source);
        if let Some(person) = discourse.resolve(described.unwrap_or(source), weights) {
            discourse.spoke(source, person);
            referents.insert(source, Some(person));
            group = None;
        } else {
            groups.extend(described.map(|described| (source, described)));
            group = Some(described.unwrap_or(source)).filter(|meant| is_several(doc, *meant));
        }
    }
    (referents, groups)
}

/// “two officials who”: whom *who* means, where it is a description.
fn described_before(doc: &Doc<'_>, source: usize) -> Option<usize> {
    let who = &doc.phrases[source];
    let before = source.checked_sub(1)?;
    let (range, start) = (doc.phrases[before].range, who.range.start);
    let is_beside = range.end == start || range.end + 1 == start && doc.tokens[range.end].is_mark(',');
    let is_relative = who.kind == PhraseKind::Pronoun && RELATIVE.contains(&doc.tokens[start].key);
    (is_relative && is_beside && doc.phrases[before].kind == PhraseKind::Common).then_some(before)
}

/// “they”, outside quotation marks.
fn is_they(doc: &Doc<'_>, source: usize) -> bool {
    let phrase = &doc.phrases[source];
    let token = &doc.tokens[phrase.range.start];
    phrase.kind == PhraseKind::Pronoun && token.key == THEY && token.quotation == 0
}

/// “two officials”, “growers”: a description of several people.
fn is_several(doc: &Doc<'_>, source: usize) -> bool {
    let phrase = &doc.phrases[source];
    phrase.kind == PhraseKind::Common && is_plural(doc, phrase.head())
}

/// Whether a description's head, the token at `head`, means several people.
fn is_plural(doc: &Doc<'_>, head: usize) -> bool {
    let token = &doc.tokens[head];
    let word = token.span.of(doc.text);
    is_plural_agent(word) || token.has(trait_of::GROUP) && word.ends_with('s')
}

fn entity(doc: &Doc<'_>, people: &People, person: &Person, role: &Role) -> Entity {
    let words =
        |span: Option<Span>| span.map(|s| s.of(doc.text).split_whitespace().collect::<Vec<_>>().join(" "));
    let own = person.kind == EntityKind::Organization;
    Entity {
        name: one_form(&person.name),
        kind: person.kind,
        role: words(role.title).map(|role| one_form(&role)),
        organization: if own {
            Some(one_form(&person.name))
        } else {
            words(role.organization).map(|name| one_form(&people.full_body_name(name)))
        },
        aliases: person.aliases.clone(),
    }
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

/// The words that name a speaker: a name's core, a description with what it is *of* or *for*.
fn spoken_range(doc: &Doc<'_>, source: usize) -> Range {
    let phrase = &doc.phrases[source];
    if phrase.kind != PhraseKind::Common {
        return phrase.core;
    }
    let mut range = phrase.range;
    for next in &doc.phrases[source + 1..doc.phrases.len().min(source + 3)] {
        let joined = next.range.start == range.end + 1
            && matches!(doc.tokens[range.end].key, OF | FOR | AT | FROM | WITH);
        if !joined {
            break;
        }
        range.end = next.range.end;
    }
    range
}

/// People without a name, and bodies called by what they are: “two officials”, “the company”.
fn anonymous(
    doc: &Doc<'_>,
    people: &People,
    source: usize,
    range: Range,
    entities: &mut Vec<Entity>,
    groups: &mut Groups,
) -> Option<usize> {
    let phrase = &doc.phrases[source];
    if phrase.kind != PhraseKind::Common {
        return None;
    }
    let somebody = trait_of::ROLE
        | trait_of::GROUP
        | trait_of::COMMON_BODY
        | trait_of::SPOKESPERSON
        | trait_of::ORG_HEAD;
    let head = doc.tokens[phrase.head()];
    if !head.has(somebody) && !is_plural_agent(head.span.of(doc.text)) {
        return None;
    }
    let name = one_form(&doc.words(range).split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(known) = groups.get(&name) {
        return Some(*known);
    }
    groups.insert(name.clone(), entities.len());
    let role = read_role(doc, people, range).unwrap_or_default();
    let words = |span: Option<Span>| span.map(|s| s.of(doc.text).to_owned());
    let titled = !is_plural(doc, phrase.head())
        && !head.has(trait_of::PAPER)
        && doc.tokens[range.start..range.end].iter().any(|t| t.has(trait_of::ROLE | trait_of::SPOKESPERSON));
    entities.push(Entity {
        name,
        kind: EntityKind::Group,
        role: words(role.title).filter(|_| titled && !head.has(trait_of::KIN)).map(|role| one_form(&role)),
        organization: words(role.organization).map(|name| one_form(&name)),
        aliases: Vec::new(),
    });
    Some(entities.len() - 1)
}

/// owners, growers, islanders, botanists: people by what they do, whatever they are.
fn is_plural_agent(word: &str) -> bool {
    ["ers", "ors", "ists", "ians", "men", "women", "people", "ants"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// “the Supreme Leader” is one more name for whom it means; pronouns are not.
fn add_alias(entity: &mut Entity, doc: &Doc<'_>, source: usize, span: Span) {
    let words = &span.of(doc.text).split_whitespace().collect::<Vec<_>>().join(" ");
    if doc.phrases[source].kind == PhraseKind::Pronoun
        || entity.name == one_form(words)
        || entity.aliases.contains(words)
    {
        return;
    }
    entity.aliases.push(words.clone());
}

/// “according to” is a cue of two words.
fn cue_range(doc: &Doc<'_>, at: usize) -> Range {
    let to =
        doc.tokens[at].word.is_cue(CueClass::Source) && doc.tokens.get(at + 1).is_some_and(|t| t.key == TO);
    Range { start: at, end: at + 1 + usize::from(to) }
}

const THEY: u64 = ascii_key("they");
const RELATIVE: [u64; 3] = keys(["who", "which", "that"]);
const TO: u64 = ascii_key("to");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const AT: u64 = ascii_key("at");
const FROM: u64 = ascii_key("from");
const WITH: u64 = ascii_key("with");
