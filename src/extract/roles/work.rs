//! What verbs tell of people: “who chairs the island council”, “has been skipper since 2006”, “Rovers have appointed
//! Ruiz as head coach”.

use super::super::doc::{Phrase, PhraseKind, Range};
use super::super::lexicon::{CueClass, ascii_key, keys, role_words, tag, trait_of};
use super::description::{WHO, is_role};
use super::facts::Fact;
use super::{Reader, Role};
use crate::extract::kinds_of_body::is_its;
use crate::model::Span;
use crate::text::TokenKind;

/// How far into a clause its verbs are followed, in tokens.
const REACH: usize = 24;

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
            let relative = doc.tokens.get(inner).map(|t| t.key);
            let close = (inner..sentence.end.min(inner + REACH)).find(|i| comma(*i));
            if relative == Some(WHO[0]) {
                let end = close.unwrap_or(sentence.end);
                self.follow(inner + 1, end, &mut out);
            } else if relative.is_some_and(|key| WHO.contains(&key)) {
                // “whose cat was a patient”: the cat is the subject.
                self.follow_on(inner + 1, close.unwrap_or(sentence.end), &mut out);
            } else if let Some(second) = self.second_description(inner, sentence.end) {
                out.push(second);
            } else {
                // “a lawyer who represents the tenants’ association”
                let end = self.apposition_end(inner, sentence.end);
                match doc.tokens.get(end).filter(|_| end < sentence.end).map(|t| t.key) {
                    Some(key) if key == WHO[0] => {
                        self.follow(end + 1, close.unwrap_or(sentence.end), &mut out);
                    }
                    Some(key) if WHO.contains(&key) => {
                        self.follow_on(end + 1, close.unwrap_or(sentence.end), &mut out);
                    }
                    _ => {}
                }
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

    /// “a captain whose knee gave way **and who now works as the club’s physiotherapist**”: the clause that comes back
    /// to the subject.
    fn follow_on(&self, start: usize, limit: usize, out: &mut Vec<Fact>) {
        let doc = self.doc;
        let again = |i: &usize| doc.tokens[*i].is(tag::COORDINATOR) && doc.tokens[*i + 1].key == WHO[0];
        if let Some(and) = (start..limit.min(start + REACH).saturating_sub(1)).find(again) {
            self.follow(and + 2, limit, out);
        }
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
            main |= at > start && self.goes_on(at, start);
            let found = self.verb_at(at, limit, main);
            main &= !token.is(tag::VERB) || token.is(tag::AUXILIARY) || found.is_some();
            out.extend(found);
        }
    }

    /// “who left the bank in May **and is** now …”, “… **and now runs** …”: a verb right after *and* has the same subject.
    fn goes_on(&self, at: usize, start: usize) -> bool {
        let doc = self.doc;
        let between = (start..at).rev().find(|i| !doc.tokens[*i].is(tag::ADVERB));
        doc.tokens[at].is(tag::VERB | tag::AUXILIARY)
            && between.is_some_and(|and| doc.tokens[and].is(tag::COORDINATOR))
    }

    fn verb_at(&self, at: usize, limit: usize, main: bool) -> Option<Fact> {
        let doc = self.doc;
        let token = &doc.tokens[at];
        let previous = at.checked_sub(1).map(|i| doc.tokens[i].key);
        // “to become the chief medical officer”, “becoming its first president”
        let becomes = matches!(token.key, BECOME | BECOMING | BECAME | BECOMES);
        if (token.has(trait_of::COPULA) && (main || becomes) || token.key == BEEN && main)
            && !self.is_unreal(at)
        {
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
        // “to lead the Harbour Authority”
        let infinitive = previous == Some(TO);
        let relative = previous.is_some_and(|key| WHO.contains(&key));
        if main
            && token.is(tag::VERB)
            && let Some(as_at) = (at + 1..limit.min(at + 4)).find(|i| doc.tokens[*i].key == AS)
            && !self.regards_another(at, as_at)
        {
            // “… from Verdalia, **where she served** as treasurer”
            let elsewhere =
                doc.settled && at.checked_sub(2).is_some_and(|place| doc.tokens[place].key == WHERE);
            let told = self.is_something(as_at, limit)?;
            return Some(Fact { past: told.past || elsewhere && token.key == SERVED, ..told });
        }
        // “Ruiz, her daughter, **coaches** the side”
        let resumed = at.checked_sub(1).is_some_and(|i| doc.tokens[i].is_mark(','))
            && !token.capital
            && doc.tokens.get(at + 1).is_some_and(|t| t.is(tag::DETERMINER | tag::NAME));
        if !(main && (token.is(tag::VERB) || resumed) || infinitive || relative) {
            return None;
        }
        if token.has(trait_of::WORKS) {
            return self.works(at, limit);
        }
        if token.has(trait_of::LEADS) {
            let organization = self.body_done_to(at);
            let title =
                self.office_in(at).or_else(|| self.office_of_leader(at).filter(|_| organization.is_some()));
            let told = title.is_some() && self.phrase_with(at + 1).is_some() || organization.is_some();
            return told.then(|| Fact::now(Role { title, organization }));
        }
        None
    }

    /// “sees **Verdalia** as a leader”, “is **seen** as a moderate”: what stands behind *as* is said of the verb's object, or thought of
    /// its subject. Of “serves **two terms** as mayor” it is the subject's.
    fn regards_another(&self, verb: usize, as_at: usize) -> bool {
        let doc = self.doc;
        let object = &doc.tokens[verb + 1..as_at];
        let another = object.first().is_some_and(|first| {
            first.is(tag::NAME | tag::DETERMINER | tag::PRONOUN | tag::NOUN) && first.key != AS
        });
        role_words().regards.has(doc.tokens[verb].key)
            || another
                && !doc.tokens[verb].has(trait_of::WORKS)
                && !ENTERS.contains(&doc.tokens[verb].key)
                && !doc.tokens[as_at - 1].has(trait_of::TIME | trait_of::CALENDAR)
    }

    /// “**would have** been chairman”, “**could** be the next mayor”, “if he **were** mayor”: nobody is that.
    fn is_unreal(&self, verb: usize) -> bool {
        let subject = verb.checked_sub(1).map_or(0, |at| self.doc.tokens[at].key);
        if self.doc.settled && self.doc.tokens[verb].key == WERE && matches!(subject, HE | SHE) {
            return true;
        }
        let before = self.doc.tokens[verb.saturating_sub(3)..verb].iter().rev();
        let mut auxiliaries = before.take_while(|token| token.is(tag::AUXILIARY | tag::ADVERB | tag::VERB));
        // “In May Ana Ruiz was mayor”
        auxiliaries.any(|token| UNREAL.contains(&token.key) && !token.capital)
    }

    /// “**coach**es Rovers”: the office that a verb is made of, where it is one that people are called by.
    fn office_in(&self, verb: usize) -> Option<Span> {
        let token = &self.doc.tokens[verb];
        let (_, office) = OFFICES.iter().find(|(deed, _)| *deed == token.key)?;
        Some(Span::new(token.span.from(), token.span.from() + office))
    }

    /// “**chair**s the council”, “**head**s the institute”: the office of whoever does so with a body. Who “heads the council’s finance
    /// panel” does not head the council.
    fn office_of_leader(&self, verb: usize) -> Option<Span> {
        self.phrase_with(verb + 1).filter(|led| !led.possessive)?;
        let token = &self.doc.tokens[verb];
        let (_, office) = LEADERS.iter().find(|(deed, _)| self.doc.settled && *deed == token.key)?;
        Some(Span::new(token.span.from(), token.span.from() + office))
    }

    /// “is still the company’s chief engineer”, “has been skipper since 2006”, “was named head of the fund”.
    fn is_something(&self, verb: usize, limit: usize) -> Option<Fact> {
        let doc = self.doc;
        let mut start = verb + 1;
        while start < limit
            && (doc.tokens[start].has(trait_of::STILL)
                || doc.tokens[start].is(tag::ADVERB)
                || matches!(doc.tokens[start].key, AS | BE | BEEN)
                || doc.tokens[start].key == TO && doc.tokens.get(start + 1).is_some_and(|t| t.key == BE))
        {
            start += 1;
        }
        // “was for nineteen years clerk to the Drainage Board”, “was until recently the union’s secretary”
        let begins = |i: &usize| is_role(&doc.tokens[*i]) || matches!(doc.tokens[*i].key, THE | A | AN);
        if doc.tokens.get(start).is_some_and(|t| matches!(t.key, FOR | UNTIL))
            && let Some(after) = (start + 1..limit.min(start + 6)).find(begins)
        {
            start = after;
        }
        let first = doc.tokens.get(start).filter(|_| start < limit)?;
        let described = first.is(tag::DETERMINER)
            || first.is(tag::NAME)
            || is_role(first)
            || is_its(first.key)
            || matches!(first.key, HIS | HER)
            || doc.tokens.get(start + 1).is_some_and(is_role) && first.is(tag::NOUN | tag::ADJECTIVE);
        if !described {
            return None;
        }
        let end = self.apposition_end(start, limit);
        // “were two officials”, “is Warren Tuck”
        let named =
            |head: &Phrase| head.kind == PhraseKind::Name && !head.possessive && head.core == head.range;
        if self.phrase_with(start).is_some_and(|head| self.is_plural(head) || named(head)) {
            return None;
        }
        let role = self.read(Range { start, end })?;
        let over = doc.tokens[verb].key == WAS
            && (doc.tokens[start..limit].iter().any(|t| t.key == UNTIL)
                || doc.tokens.get(verb + 1).is_some_and(|t| matches!(t.key, FOR | UNTIL | ONCE)));
        Some(Fact { past: over, then: self.is_of_another_time(verb, limit), ..Fact::now(role) })
    }

    /// “**before** she became head of the board”, “became head of the board **in 1990**”: what somebody came to be some time, and need not be
    /// now.
    fn is_of_another_time(&self, verb: usize, limit: usize) -> bool {
        let doc = self.doc;
        let came = matches!(doc.tokens[verb].key, BECAME | BECOMING | BECOME) || self.is_passive(verb);
        let sentence = doc.sentence_of(verb).start;
        let under = doc.tokens[sentence.max(verb.saturating_sub(UNDER))..verb]
            .iter()
            .rev()
            .any(|token| matches!(token.key, BEFORE | WHEN | AFTER));
        let year = |at: usize| {
            let words = doc.tokens[at].span.of(doc.text);
            doc.tokens[at].kind == TokenKind::Number
                && words.len() == 4
                && (words.starts_with("19") || words.starts_with("20"))
        };
        let dated = (verb + 1..limit.saturating_sub(1)).any(|at| doc.tokens[at].key == IN && year(at + 1));
        doc.settled && came && (under || dated)
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
            .find_map(|i| self.body_at(i + 1, matches!(doc.tokens[i].key, AT | FOR)))
            .or_else(|| self.body_of_word(doc.tokens[verb].key))?;
        Some(Fact::now(Role { title: None, organization: Some(organization) }))
    }

    /// “will join the Brandt Centre for Security as a senior fellow”.
    fn joins(&self, verb: usize, limit: usize) -> Option<Fact> {
        let doc = self.doc;
        let organization = self.body_done_to(verb);
        // “joins Verdalia from Orton Foods, **where she served** as treasurer”
        let here = |at: &usize| !doc.settled || doc.tokens[*at].key != WHERE;
        let as_at = (verb + 1..limit.min(verb + 14)).take_while(here).find(|i| doc.tokens[*i].key == AS);
        let role =
            as_at.and_then(|at| self.read(Range { start: at + 1, end: self.apposition_end(at + 1, limit) }));
        let title = role.and_then(|r| r.title);
        let told = title.is_some() && self.phrase_with(verb + 1).is_some() || organization.is_some();
        told.then(|| Fact::now(Role { title, organization }))
    }

    /// The body that is the object of the verb at `verb`, which may as well have somebody for one: “led **the Harbour
    /// Authority**”, but “led President Warren Tuck in the polls”.
    fn body_done_to(&self, verb: usize) -> Option<Span> {
        let doc = self.doc;
        let phrase = self.phrase_with(verb + 1)?;
        let core = phrase.core;
        let titled = (phrase.range.start..=core.start)
            .any(|at| doc.tokens[at].has(trait_of::TITLE | trait_of::HONORIFIC));
        let given = core.start + 1 < core.end && doc.tokens[core.start].has(trait_of::GIVEN);
        if phrase.kind == PhraseKind::Name && (titled || given) && !self.is_named_body(core) {
            return None;
        }
        if phrase.kind == PhraseKind::Common
            && let Some(called) = self.called(phrase.range.end)
        {
            return Some(called);
        }
        let body = self.body_at(verb + 1, true)?;
        // “runs **the port**”, “founded **a company**”: nobody knows which.
        let own = doc.span(Range { start: core.end - 1, end: core.end });
        (!doc.settled || phrase.kind != PhraseKind::Common || phrase.possessive || body != own)
            .then_some(body)
    }

    /// “runs a group called **Moms for Choice**”: the name at `at` behind a participle that says so.
    fn called(&self, at: usize) -> Option<Span> {
        let doc = self.doc;
        let called = doc.settled
            && doc.tokens.get(at).is_some_and(|token| matches!(token.key, CALLED | NAMED | DUBBED));
        let name = self.phrase_with(at + 1).filter(|name| called && name.range.start == at + 1)?;
        (name.kind == PhraseKind::Name).then(|| doc.span(name.core))
    }

    /// “Harrow Rovers have appointed James Okafor Jr. as head coach”: whom, and what they became; “the members of Local 9
    /// elected him”.
    pub(super) fn appointments(&self) -> Vec<(usize, Fact)> {
        let doc = self.doc;
        let mut out = Vec::new();
        for (at, token) in doc.tokens.iter().enumerate() {
            if !token.has(trait_of::APPOINTS) || token.quotation != 0 || token.is(tag::NAME) {
                continue;
            }
            let sentence = doc.sentence_of(at);
            let Some((person, end)) = self.appointed(at, sentence) else { continue };
            let limit = sentence.end.min(end + REACH);
            let as_at =
                (end..limit).take_while(|i| !doc.tokens[*i].is(tag::VERB)).find(|i| doc.tokens[*i].key == AS);
            let start = as_at.map_or(end, |at| at + 1);
            let by = || self.subject_body(at, sentence);
            let role = self.read(Range { start, end: self.apposition_end(start, limit) });
            let role = match role {
                // “has appointed Ruiz, until May an analyst with Verdalia, as **its** chief economist”
                Some(role) if is_its(doc.tokens[start].key) => {
                    Role { organization: by().or(role.organization), ..role }
                }
                Some(role) => Role { organization: role.organization.or_else(by), ..role },
                None if end == at + 2 && self.is_him_or_her(at + 1) => {
                    Role { title: None, organization: by() }
                }
                None => continue,
            };
            out.push((person, Fact::now(role)));
        }
        out
    }

    /// Whom the verb at `at` has for its object, and where the words after it begin.
    fn appointed(&self, at: usize, sentence: Range) -> Option<(usize, usize)> {
        let doc = self.doc;
        if at + 1 < sentence.end && self.is_him_or_her(at + 1) {
            return Some((self.meant_by_pronoun(at + 1)?, at + 2));
        }
        let after = doc.phrases.partition_point(|p| p.range.start <= at);
        let next = doc.phrases[after..].iter().take(2).take_while(|p| p.range.start < sentence.end);
        let number = next.enumerate().find_map(|(i, p)| {
            (p.kind == PhraseKind::Name && !p.possessive && p.range.start <= at + 4).then_some(after + i)
        })?;
        let person = self.people.named_by(number).filter(|p| self.people.is_person(*p))?;
        Some((person, doc.phrases[number].range.end))
    }

    /// “him”, or “her” that nothing hangs on.
    fn is_him_or_her(&self, at: usize) -> bool {
        let doc = self.doc;
        let next = doc.tokens.get(at + 1);
        doc.tokens[at].key == HIM
            || doc.tokens[at].key == HER
                && next.is_none_or(|t| !t.is(tag::NOUN | tag::NAME | tag::ADJECTIVE | tag::NUMERAL))
    }

    /// The body that does what the verb at `at` says.
    fn subject_body(&self, at: usize, sentence: Range) -> Option<Span> {
        let doc = self.doc;
        let before = doc.phrases.partition_point(|p| p.range.end <= at);
        let subject = doc.phrases[..before].last().filter(|p| p.range.start >= sentence.start)?;
        match subject.kind {
            PhraseKind::Name => self.is_named_body(subject.core).then(|| self.body_span(subject.core)),
            PhraseKind::Common => self.common_body(subject.range),
            PhraseKind::Pronoun => None,
        }
    }
}

/// Verbs whose subject’s body they tell.
const WORKING: u32 =
    trait_of::WORKS | trait_of::LEADS | trait_of::APPOINTS | trait_of::JOINS | trait_of::COPULA;

/// Verbs made of an office, and how many bytes of them are it.
const OFFICES: [(u64, usize); 2] = [(ascii_key("coaches"), 5), (ascii_key("captains"), 7)];
/// The same, where what is led is a body: one may head a list.
const LEADERS: [(u64, usize); 2] = [(ascii_key("chairs"), 5), (ascii_key("heads"), 4)];
/// Who does this with an office, or with somebody who has it, has it then: “took office as mayor”, “succeeded Bo Lind as mayor”.
const ENTERS: [u64; 14] = keys([
    "took",
    "takes",
    "take",
    "taken",
    "succeeded",
    "succeeds",
    "replaced",
    "replaces",
    "followed",
    "assumed",
    "began",
    "starts",
    "started",
    "left",
]);
/// What makes of a verb something that need not be so.
const UNREAL: [u64; 5] = keys(["would", "could", "might", "should", "may"]);
const THE: u64 = ascii_key("the");
const A: u64 = ascii_key("a");
const AN: u64 = ascii_key("an");
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
const WHERE: u64 = ascii_key("where");
const SERVED: u64 = ascii_key("served");
/// How many words stand between *before* and the verb under it.
const UNDER: usize = 4;
const BEFORE: u64 = ascii_key("before");
const WHEN: u64 = ascii_key("when");
const AFTER: u64 = ascii_key("after");
const CALLED: u64 = ascii_key("called");
const NAMED: u64 = ascii_key("named");
const DUBBED: u64 = ascii_key("dubbed");
const UNTIL: u64 = ascii_key("until");
const ONCE: u64 = ascii_key("once");
const HE: u64 = ascii_key("he");
const SHE: u64 = ascii_key("she");
const WERE: u64 = ascii_key("were");
const HIS: u64 = ascii_key("his");
const HIM: u64 = ascii_key("him");
const HER: u64 = ascii_key("her");
