//! What verbs tell of people: “who chairs the island council”, “has been skipper since 2006”, “Rovers have appointed
//! Ruiz as head coach”.

use super::super::doc::{PhraseKind, Range};
use super::super::lexicon::{CueClass, ascii_key, tag, trait_of};
use super::description::is_role;
use super::facts::Fact;
use super::places::WHO;
use super::{Reader, Role};

/// How far into a clause its verbs are followed, in tokens.
const REACH: usize = 24;
/// How many tokens after “its president” the president may be named.
const NAMED_WITHIN: usize = 90;

impl Reader<'_> {
    /// What the verbs after a subject (a name, “she”) say of it: in its own clause, and in a relative clause between.
    pub(super) fn facts_of_subject(&self, number: usize) -> Vec<Fact> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let sentence = doc.sentence_of(phrase.core.start);
        let mut out = Vec::new();
        let mut at = phrase.range.end;
        if phrase.possessive || at >= sentence.end {
            return out;
        }
        if phrase.kind == PhraseKind::Pronoun {
            out.extend(self.apposition_before(number).map(Fact::now));
        }
        let comma = |at: usize| at < sentence.end && doc.tokens[at].is_mark(',');
        if comma(at) {
            let inner = self.after_age(at + 1, sentence.end);
            let relative = doc.tokens.get(inner).is_some_and(|t| WHO.contains(&t.key));
            let close = (inner..sentence.end.min(inner + REACH)).find(|i| comma(*i));
            if relative {
                let end = close.unwrap_or(sentence.end);
                self.follow(inner + 1, end, &mut out);
            } else if let Some(second) = self.second_description(inner, sentence.end) {
                out.push(second);
            }
            let Some(close) = close else { return out };
            at = close + 1;
        } else if doc.tokens[at].key == WHO[0] {
            at += 1;
        }
        if doc
            .tokens
            .get(at)
            .is_some_and(|t| at < sentence.end && t.is(tag::VERB | tag::AUXILIARY | tag::ADVERB | tag::NOUN))
        {
            self.follow(at, sentence.end, &mut out);
        }
        out
    }

    /// “until June director of the Gulf program **and now a senior fellow at the Brandt Centre**”.
    fn second_description(&self, start: usize, limit: usize) -> Option<Fact> {
        let doc = self.doc;
        let and = self.apposition_end(start, limit);
        if !doc.tokens.get(and).is_some_and(|t| and < limit && t.is(tag::COORDINATOR)) {
            return None;
        }
        let range = Range { start: and + 1, end: self.apposition_end(and + 1, limit) };
        self.read(range).map(Fact::now)
    }

    /// Follows a clause from its verb on and reads what it says of its subject.
    fn follow(&self, start: usize, limit: usize, out: &mut Vec<Fact>) {
        let doc = self.doc;
        let limit = limit.min(start + REACH);
        let mut main = true;
        for at in start..limit {
            let token = &doc.tokens[at];
            if token.quotation != 0 || token.is_stop() || token.is_mark(';') || token.is_mark(':') {
                return;
            }
            // Another clause has another subject.
            if token.is(tag::SUBORDINATOR)
                || token.word.is_cue(CueClass::Say) && !token.has(WORKING)
                || at > start && WHO.contains(&token.key)
            {
                return;
            }
            if at > start && token.is(tag::PRONOUN) && !doc.tokens[at - 1].is(tag::PREPOSITION | tag::VERB) {
                return;
            }
            let found = self.verb_at(at, limit, main);
            main &= !token.is(tag::VERB) || token.is(tag::AUXILIARY) || found.is_some();
            out.extend(found);
        }
    }

    fn verb_at(&self, at: usize, limit: usize, main: bool) -> Option<Fact> {
        let doc = self.doc;
        let token = &doc.tokens[at];
        let previous = at.checked_sub(1).map(|i| doc.tokens[i].key);
        // “to become the chief medical officer”, “becoming its first president”
        let becomes = matches!(token.key, BECOME | BECOMING | BECAME | BECOMES);
        if token.has(trait_of::COPULA) && (main || becomes) || token.key == BEEN && main {
            return self.is_something(at, limit);
        }
        if token.has(trait_of::APPOINTS)
            && (main || previous == Some(WAS) || previous == Some(BEEN))
            && self.is_passive(at)
        {
            return self.is_something(at, limit);
        }
        if token.has(trait_of::JOINS) && main {
            return self.joins(at, limit);
        }
        if !main || token.is(tag::NOUN) && !token.has(WORKING) {
            return None;
        }
        if token.has(trait_of::WORKS) {
            return self.works(at, limit);
        }
        if token.has(trait_of::LEADS) {
            let organization = self.body_at(at + 1, true)?;
            return Some(Fact::now(Role { title: None, organization: Some(organization) }));
        }
        None
    }

    /// “is still the company’s chief engineer”, “has been skipper since 2006”, “was named head of the fund”.
    fn is_something(&self, verb: usize, limit: usize) -> Option<Fact> {
        let doc = self.doc;
        let mut start = verb + 1;
        while start < limit
            && (doc.tokens[start].has(trait_of::STILL)
                || doc.tokens[start].is(tag::ADVERB)
                || matches!(doc.tokens[start].key, AS | TO | BE | BEEN))
        {
            start += 1;
        }
        // “was for nineteen years clerk to the Drainage Board”
        if doc.tokens.get(start).is_some_and(|t| matches!(t.key, FOR | UNTIL))
            && let Some(after) = (start + 1..limit.min(start + 6)).find(|i| is_role(&doc.tokens[*i]))
        {
            start = after;
        }
        let first = doc.tokens.get(start).filter(|_| start < limit)?;
        let described = first.is(tag::DETERMINER)
            || first.is(tag::NAME)
            || is_role(first)
            || super::super::bodies::is_its(first.key)
            || matches!(first.key, HIS | HER)
            || doc.tokens.get(start + 1).is_some_and(is_role) && first.is(tag::NOUN | tag::ADJECTIVE);
        if !described {
            return None;
        }
        let end = self.apposition_end(start, limit);
        let head = self.phrase_with(start)?;
        // “was the first to leave”, “is Warren Tuck”
        if self.is_plural(head)
            || head.kind == PhraseKind::Name && !head.possessive && head.core == head.range
        {
            return None;
        }
        let role = self.read(Range { start, end })?;
        let over = doc.tokens[verb].key == WAS && doc.tokens[start..limit].iter().any(|t| t.key == UNTIL)
            || doc.tokens[verb].key == WAS
                && doc.tokens.get(verb + 1).is_some_and(|t| matches!(t.key, FOR | UNTIL | ONCE));
        Some(Fact { role, past: over, title: false })
    }

    /// Whether the verb at `at` is done to its subject: “was appointed”.
    fn is_passive(&self, at: usize) -> bool {
        let doc = self.doc;
        let from = at.saturating_sub(3);
        doc.tokens[from..at].iter().any(|t| matches!(t.key, WAS | BEEN | IS | BEING))
    }

    /// “works for the tenants’ association”, “teaches history at Kestrel University”.
    fn works(&self, verb: usize, limit: usize) -> Option<Fact> {
        let doc = self.doc;
        let end = limit.min(verb + 9);
        let stop = (verb + 1..end).find(|i| doc.tokens[*i].is(tag::MARK | tag::VERB)).unwrap_or(end);
        // “works as a nurse at the clinic”
        if doc.tokens.get(verb + 1).is_some_and(|t| t.key == AS) {
            return self.is_something(verb, limit);
        }
        let organization = (verb + 1..stop)
            .filter(|i| matches!(doc.tokens[*i].key, AT | FOR | WITH | IN))
            .find_map(|i| self.body_at(i + 1, matches!(doc.tokens[i].key, AT | FOR)))?;
        Some(Fact::now(Role { title: None, organization: Some(organization) }))
    }

    /// “will join the Brandt Centre for Security as a senior fellow”.
    fn joins(&self, verb: usize, limit: usize) -> Option<Fact> {
        let doc = self.doc;
        let organization = self.body_at(verb + 1, true)?;
        let as_at = (verb + 1..limit.min(verb + 14)).find(|i| doc.tokens[*i].key == AS);
        let role =
            as_at.and_then(|at| self.read(Range { start: at + 1, end: self.apposition_end(at + 1, limit) }));
        let title = role.and_then(|r| r.title);
        Some(Fact::now(Role { title, organization: Some(organization) }))
    }

    /// “Harrow Rovers have appointed James Okafor Jr. as head coach”: whom, and what they became.
    pub(super) fn appointments(&self) -> Vec<(usize, Fact)> {
        let doc = self.doc;
        let mut out = Vec::new();
        for (at, token) in doc.tokens.iter().enumerate() {
            if !token.has(trait_of::APPOINTS) || token.quotation != 0 || token.is(tag::NAME) {
                continue;
            }
            let sentence = doc.sentence_of(at);
            let after = doc.phrases.partition_point(|p| p.range.start <= at);
            let named = doc.phrases[after..].iter().take(2).take_while(|p| p.range.start < sentence.end);
            let Some(number) = named.enumerate().find_map(|(i, p)| {
                (p.kind == PhraseKind::Name && !p.possessive && p.range.start <= at + 4).then_some(after + i)
            }) else {
                continue;
            };
            let Some(person) = self.people.named_by(number).filter(|p| self.people.is_person(*p)) else {
                continue;
            };
            let end = doc.phrases[number].range.end;
            let limit = sentence.end.min(end + REACH);
            let as_at =
                (end..limit).take_while(|i| !doc.tokens[*i].is(tag::VERB)).find(|i| doc.tokens[*i].key == AS);
            let start = as_at.map_or(end, |at| at + 1);
            let Some(role) = self.read(Range { start, end: self.apposition_end(start, limit) }) else {
                continue;
            };
            let organization = role.organization.or_else(|| self.subject_body(at, sentence));
            out.push((person, Fact::now(Role { organization, ..role })));
        }
        out
    }

    /// The body that does what the verb at `at` says.
    fn subject_body(&self, at: usize, sentence: Range) -> Option<crate::model::Span> {
        let doc = self.doc;
        let before = doc.phrases.partition_point(|p| p.range.end <= at);
        let subject = doc.phrases[..before].last().filter(|p| p.range.start >= sentence.start)?;
        match subject.kind {
            PhraseKind::Name => self.is_named_body(subject.core).then(|| self.body_span(subject.core)),
            PhraseKind::Common => self.common_body(subject.range),
            PhraseKind::Pronoun => None,
        }
    }

    /// “…, **its president** said on Tuesday. “We grow it,” **Bettina Krall** told a meeting”: somebody first described,
    /// then named, of whom nothing else is said.
    pub(super) fn introductions(&self, facts: &[Vec<Fact>]) -> Vec<(usize, Role)> {
        let doc = self.doc;
        let mut out: Vec<(usize, Role)> = Vec::new();
        for (number, phrase) in doc.phrases.iter().enumerate() {
            if !self.is_unnamed_holder(number) {
                continue;
            }
            let next = doc.phrases[number + 1..]
                .iter()
                .enumerate()
                .take_while(|(_, p)| p.range.start < phrase.range.end + NAMED_WITHIN)
                .map(|(i, _)| number + 1 + i)
                .filter(|i| doc.tokens[doc.phrases[*i].range.start].quotation == 0)
                .find_map(|i| self.people.named_by(i).filter(|p| self.people.is_person(*p)).map(|p| (i, p)));
            let Some((place, person)) = next else { continue };
            let new = self.people.first_naming(person) == Some(place);
            if !new
                || !facts[person].is_empty()
                || out.iter().any(|(known, _)| *known == person)
                || !self.speaks(place)
            {
                continue;
            }
            let start = self.possessive_start(number);
            if let Some(role) =
                self.read(Range { start, end: self.apposition_end(start, phrase.range.end + 8) })
                && role.organization.is_some()
            {
                out.push((person, role));
            }
        }
        out
    }

    /// “…, says Marta Oyelaran. **The director of the Gulf program** says …”: somebody named, then described, of whom
    /// nothing else is said.
    pub(super) fn resumptions(&self, facts: &[Vec<Fact>]) -> Vec<(usize, Role)> {
        let doc = self.doc;
        let mut out: Vec<(usize, Role)> = Vec::new();
        let mut last: Option<(usize, usize)> = None;
        for (number, phrase) in doc.phrases.iter().enumerate() {
            if doc.tokens[phrase.range.start].quotation != 0 {
                continue;
            }
            if let Some(person) = self.people.named_by(number).filter(|p| self.people.is_person(*p)) {
                last = Some((person, number));
                continue;
            }
            let Some((person, named)) = last else { continue };
            let sentence = doc.tokens[phrase.range.start].sentence;
            let near = sentence > doc.tokens[doc.phrases[named].range.start].sentence
                && sentence <= doc.tokens[doc.phrases[named].range.start].sentence + 3;
            let known = facts[person].iter().any(|f| f.role.title.is_some())
                || out.iter().any(|(other, _)| *other == person);
            if !near || known || !self.is_resumption(number) {
                continue;
            }
            let range = Range {
                start: phrase.range.start,
                end: self.apposition_end(phrase.range.start, doc.sentence_of(phrase.range.start).end),
            };
            let held = |role: &Role| {
                facts.iter().flatten().any(|f| {
                    f.role.title.is_some()
                        && f.role.title.map(|t| self.head_of(t)) == role.title.map(|t| self.head_of(t))
                })
            };
            if let Some(role) = self.read(range).filter(|r| !held(r)) {
                out.push((person, role));
            }
        }
        out
    }

    /// “The director of the Gulf program says”: opens its sentence, means one, and no name stands beside it.
    fn is_resumption(&self, number: usize) -> bool {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let opens = phrase.range.start == doc.sentence_of(phrase.range.start).start;
        let next = doc.phrases.get(number + 1);
        let named = next.is_some_and(|n| {
            n.range.start == phrase.range.end + 1 && doc.tokens[phrase.range.end].is_mark(',')
        });
        let verb = (phrase.range.end..doc.sentence_of(phrase.range.start).end.min(phrase.range.end + 14))
            .find(|i| doc.tokens[*i].is(tag::VERB | tag::AUXILIARY));
        phrase.kind == PhraseKind::Common
            && opens
            && doc.tokens[phrase.range.start].key == THE
            && doc.tokens[phrase.head()].has(trait_of::ROLE)
            && !self.is_plural(phrase)
            && !phrase.possessive
            && !named
            && verb.is_some_and(|at| {
                doc.tokens[at].word.is_cue(CueClass::Say) || doc.tokens[at].is(tag::AUXILIARY)
            })
    }

    /// “its president”, “the union’s president”: one holder of a role, who speaks, and no name beside it.
    fn is_unnamed_holder(&self, number: usize) -> bool {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let start = self.possessive_start(number);
        let first = &doc.tokens[start];
        let owned = super::super::bodies::is_its(first.key) || start < phrase.range.start;
        phrase.kind == PhraseKind::Common
            && first.quotation == 0
            && owned
            && is_role(&doc.tokens[phrase.head()])
            && !self.is_plural(phrase)
            && self.speaks(number)
    }

    /// Where a phrase begins, the possessor before it taken in.
    fn possessive_start(&self, number: usize) -> usize {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let Some(before) = number.checked_sub(1).map(|n| &doc.phrases[n]) else { return phrase.range.start };
        if before.possessive && before.range.end + 1 == phrase.range.start {
            before.range.start
        } else {
            phrase.range.start
        }
    }

    /// Whether a word of saying stands beside a phrase.
    fn speaks(&self, number: usize) -> bool {
        let doc = self.doc;
        let range = doc.phrases[number].range;
        let said =
            |at: usize| doc.tokens.get(at).is_some_and(|t| t.word.is_cue(CueClass::Say) && !t.is(tag::NAME));
        said(range.end) || said(range.end + 1) || range.start.checked_sub(1).is_some_and(said)
    }
}

/// Verbs whose subject’s body they tell.
const WORKING: u32 =
    trait_of::WORKS | trait_of::LEADS | trait_of::APPOINTS | trait_of::JOINS | trait_of::COPULA;

const THE: u64 = ascii_key("the");
const AS: u64 = ascii_key("as");
const TO: u64 = ascii_key("to");
const BE: u64 = ascii_key("be");
const BEEN: u64 = ascii_key("been");
const BEING: u64 = ascii_key("being");
const IS: u64 = ascii_key("is");
const WAS: u64 = ascii_key("was");
const BECOME: u64 = ascii_key("become");
const BECOMING: u64 = ascii_key("becoming");
const BECAME: u64 = ascii_key("became");
const BECOMES: u64 = ascii_key("becomes");
const FOR: u64 = ascii_key("for");
const AT: u64 = ascii_key("at");
const IN: u64 = ascii_key("in");
const WITH: u64 = ascii_key("with");
const UNTIL: u64 = ascii_key("until");
const ONCE: u64 = ascii_key("once");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
