//! Everything the article says of each person, and what comes out of it.

use super::super::bodies::body_meant_by_its;
use super::super::doc::{Doc, Phrase, PhraseKind};
use super::super::lexicon::{ascii_key, trait_of};
use super::super::people::{Gender, People};
use super::{Reader, Role};
use crate::model::{EntityKind, Span};

/// One thing said of a person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fact {
    /// The role and the body.
    pub role: Role,
    /// Whether it is over: “was … until June”.
    pub past: bool,
    /// Whether it is only a title before the name.
    pub title: bool,
}

impl Fact {
    /// Something that is so now.
    pub(super) fn now(role: Role) -> Self {
        Fact { role, past: false, title: false }
    }
}

/// The role of everyone named.
///
/// Cost: linear in the phrases.
pub fn find_roles(doc: &Doc<'_>, people: &People) -> Vec<Role> {
    let reader = Reader { doc, people };
    let mut facts: Vec<Vec<Fact>> = vec![Vec::new(); people.all.len()];
    let mut last = Vec::new();
    for (number, phrase) in doc.phrases.iter().enumerate() {
        if let Some(person) = people.named_by(number) {
            if people.all[person].kind == EntityKind::Person {
                facts[person].extend(reader.facts_of_name(number));
                remember(&mut last, person);
            }
        } else if let Some(person) = he_or_she(doc, people, phrase, &last) {
            facts[person].extend(reader.facts_of_subject(number));
        }
    }
    for (person, role) in reader.appointments() {
        facts[person].push(role);
    }
    for (person, role) in reader.introductions(&facts) {
        facts[person].push(Fact::now(role));
    }
    for (person, role) in reader.resumptions(&facts) {
        facts[person].push(Fact::now(role));
    }
    facts.iter().map(|said| reader.sum(said)).collect()
}

/// How many people a pronoun that is said to be something looks back over.
const REMEMBERED: usize = 4;

fn remember(last: &mut Vec<usize>, person: usize) {
    last.retain(|other| *other != person);
    last.insert(0, person);
    last.truncate(REMEMBERED);
}

/// Whom “she” in “She is still the chief engineer” means: the one named last whose name does not speak against it.
fn he_or_she(doc: &Doc<'_>, people: &People, phrase: &Phrase, last: &[usize]) -> Option<usize> {
    if phrase.kind != PhraseKind::Pronoun || doc.tokens[phrase.range.start].quotation != 0 {
        return None;
    }
    let other = match doc.tokens[phrase.range.start].key {
        HE => Gender::Female,
        SHE => Gender::Male,
        _ => return None,
    };
    last.iter().copied().find(|person| people.all[*person].gender != other)
}

impl Reader<'_> {
    /// The role that comes out of everything said of a person.
    fn sum(&self, said: &[Fact]) -> Role {
        let titled = said.iter().filter(|f| f.role.title.is_some());
        let kin = |f: &Fact| f.role.title.is_some_and(|t| self.is_kin(t));
        let best = titled.min_by_key(|f| (f.past, kin(f), f.title, f.role.organization.is_none()));
        let Some(best) = best else {
            let body = said.iter().filter(|f| f.role.organization.is_some()).min_by_key(|f| f.past);
            return Role { title: None, organization: body.and_then(|f| f.role.organization) };
        };
        let head = best.role.title.map(|t| self.head_of(t));
        let same = |f: &&Fact| {
            f.role.organization.is_some()
                && (f.role.title.is_none() || f.role.title.map(|t| self.head_of(t)) == head)
        };
        let organization = best
            .role
            .organization
            .or_else(|| said.iter().filter(same).min_by_key(|f| f.past).and_then(|f| f.role.organization))
            .or_else(|| best.role.title.and_then(|title| self.body_spoken_for(title)));
        Role { title: best.role.title, organization }
    }

    /// A spokeswoman speaks for some body: where none is said, the one her sentence or the one before is about.
    fn body_spoken_for(&self, title: Span) -> Option<Span> {
        let doc = self.doc;
        let at = doc.tokens.partition_point(|t| t.span.start < title.start);
        let words = || doc.tokens[at..].iter().take_while(|t| t.span.end <= title.end);
        // “chief engineer”, “chief economist”: one of a body’s few; an engineer may be anybody’s.
        let chief =
            words().next().is_some_and(|t| t.key == CHIEF) && words().any(|t| t.has(trait_of::CORPORATE));
        if !chief && !words().any(|t| t.has(trait_of::SPEAKS_FOR)) {
            return None;
        }
        body_meant_by_its(doc, self.people, at).map(|body| self.people.name_span(doc, body))
    }

    /// Whether a role is no more than being somebody’s relation.
    fn is_kin(&self, title: Span) -> bool {
        let at = self.doc.tokens.partition_point(|t| t.span.start < title.start);
        self.doc.tokens[at..]
            .iter()
            .take_while(|t| t.span.end <= title.end)
            .all(|t| t.has(trait_of::KIN) || !t.has(trait_of::ROLE | trait_of::TITLE))
    }

    /// The word a role is built on: “director” of “director of the Gulf program”.
    pub(super) fn head_of(&self, title: Span) -> u64 {
        let doc = self.doc;
        let from = doc.tokens.partition_point(|t| t.span.start < title.start);
        let words = || doc.tokens[from..].iter().take_while(|t| t.span.end <= title.end);
        let head = words().take_while(|t| !matches!(t.key, OF | FOR | IN | AT)).last();
        head.or_else(|| words().last()).map_or(0, |t| t.key)
    }
}

const HE: u64 = ascii_key("he");
const SHE: u64 = ascii_key("she");
const CHIEF: u64 = ascii_key("chief");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
