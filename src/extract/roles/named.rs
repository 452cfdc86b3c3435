//! Which body words name: “at the **Tallis Institute**”, “**the company**’s”, “for **Lind, Ruiz & Chu**”, where the article names it most
//! fully.

use super::super::bodies::{body_meant_by, is_body, only_body_meant_by};
use super::super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::super::lexicon::{ascii_key, role_words, tag, trait_of};
use super::super::people::is_told_by_words;
use super::super::phrases::names_body;
use super::super::seat::seated;
use super::Reader;
use super::description::{is_dressing, is_role};
use crate::extract::kinds_of_body::{is_listed_body, is_numbered_place, stands_for_bodies};
use crate::extract::people::guess::stands_for_no_body;
use crate::extract::people::owner::is_form_of_firm;
use crate::model::Span;
use crate::text::TokenKind;

impl Reader<'_> {
    /// “the company”, “the island council” before a possessive or after a preposition: the body it means, or its words.
    pub(super) fn common_body(&self, range: Range) -> Option<Span> {
        let doc = self.doc;
        let mut end = range.end;
        // “the rowing club **next door**”
        if let Some(next) = (range.start..end).find(|i| matches!(doc.tokens[*i].key, NEXT | NEARBY)) {
            end = next;
        }
        let head = end.checked_sub(1).filter(|last| *last >= range.start).map(|i| &doc.tokens[i])?;
        let old = end >= range.start + 2 && doc.tokens[end - 2].key == OLD && head.key == SCHOOL;
        // “a diplomat of **the old school**”
        if head.has(trait_of::PAPER) || doc.settled && old {
            return None;
        }
        let based = |at: &usize| doc.tokens[*at].span.of(doc.text).ends_with("-based");
        let parted = |seat: &usize| doc.tokens[range.start..*seat].iter().any(|token| token.is_mark(','));
        let seat = (range.start..end - 1).rev().find(based).filter(|seat| doc.settled && parted(seat));
        // “the **Port Alder, Westmark-based** company”
        let mut start = seat.map_or(range.start, |seat| seat + 1);
        while start + 1 < end && is_dressing(&doc.tokens[start]) {
            start += 1;
        }
        let definite = matches!(doc.tokens[range.start].key, THE | THIS | THAT);
        let common = head.has(trait_of::COMMON_BODY)
            // “the fire **service**”
            || doc.settled && end - start > 1 && role_words().served.has(head.key);
        // Of several firms any may have its seat there.
        if seat.is_some() {
            let only =
                only_body_meant_by(doc, self.people, range.start, head.key).filter(|_| definite && common);
            return only.map(|body| self.people.name_span(doc, body));
        }
        let met = (definite && start + 1 == end && (common || stands_for_bodies(head.key)))
            .then(|| body_meant_by(doc, self.people, range.start, head.key))
            .flatten();
        // “the company, **Carrow Homes**,”
        let beside = || {
            let name = self.phrase_with(end + 1).filter(|_| definite && common)?;
            let range = Range { start: range.start, end };
            let last = Phrase { range, core: range, kind: PhraseKind::Common, possessive: false };
            is_body_beside(doc, &last, name).then(|| self.body_span(name.core))
        };
        match met {
            Some(body) => Some(self.people.name_span(doc, body)),
            None => beside().or_else(|| common.then(|| doc.span(Range { start, end }))),
        }
    }

    /// The body whose possessive stands right before `start`: “**Sunmere Energy**’s chief engineer”.
    pub(super) fn possessor(&self, start: usize) -> Option<Span> {
        let doc = self.doc;
        let ending = start.checked_sub(1).map(|i| &doc.tokens[i])?;
        if ending.kind != TokenKind::Possessive && !ending.is_mark('’') && !ending.is_mark('\'') {
            return None;
        }
        let before = doc.phrases.partition_point(|p| p.range.end < start - 1);
        let owner = doc.phrases.get(before).filter(|p| p.range.end == start - 1)?;
        match owner.kind {
            PhraseKind::Name => self.is_named_body(owner.core).then(|| self.body_span(owner.core)),
            PhraseKind::Common => self.common_body(owner.range),
            PhraseKind::Pronoun => None,
        }
    }

    /// The body named right after a preposition, its article and “Washington-based” left off. `any` takes every name
    /// that is no place for one.
    pub(super) fn body_at(&self, at: usize, any: bool) -> Option<Span> {
        let doc = self.doc;
        let begins = |p: &&Phrase| p.range.start == at || p.range.start + 1 == at;
        let Some(phrase) = self.phrase_with(at).filter(begins) else { return self.body_inside(at) };
        if phrase.possessive
            && let Some(body) = self.joint_body(phrase)
        {
            return Some(body);
        }
        match phrase.kind {
            PhraseKind::Pronoun => None,
            PhraseKind::Common if phrase.possessive => None,
            PhraseKind::Common => {
                let definite = doc.tokens[phrase.range.start].is(tag::DETERMINER);
                (any || definite).then(|| self.common_body(phrase.range)).flatten()
            }
            PhraseKind::Name => {
                // “CEO of Port Alder, Westmark-based **Verdalia**”
                let seated = seated(doc, phrase).filter(|_| doc.settled).map(|body| &doc.phrases[body]);
                if let Some(body) = seated {
                    return Some(self.body_span(self.without_seat(body.core)));
                }
                if let Some(body) = self.named_within(phrase) {
                    return Some(body);
                }
                let core = self.without_seat(self.held_in(phrase));
                let taken = self.is_named_body(core) || any && !self.is_place(core);
                taken.then(|| self.listed_firm(core).unwrap_or_else(|| self.body_span(core)))
            }
        }
    }

    /// “Director of the **Harrow Fishing Federation**”: the body at the end of what capitals make one name with the office. “Head of Music
    /// and Films” has a portfolio, the “Institute for Tides” is one name.
    fn body_inside(&self, at: usize) -> Option<Span> {
        let doc = self.doc;
        let named = |p: &&Phrase| doc.settled && p.kind == PhraseKind::Name && !p.possessive;
        let whole = self.phrase_with(at).filter(named)?;
        let office = doc.tokens.get(whole.range.start..at - 1)?;
        let held = office.iter().any(is_role) && !office.iter().any(|token| matches!(token.key, OF | FOR));
        let the = doc.tokens[at].is(tag::DETERMINER);
        let core = Range { start: at + usize::from(the), end: whole.core.end };
        let told = the || is_form_of_firm(doc.tokens[whole.head()].key);
        if !held || !told || core.start >= core.end || !self.is_named_body(core) {
            return None;
        }
        let own = doc.span(core);
        Some(self.body_span(core))
            .filter(|body| body.start >= own.start || body.end < own.start)
            .or(Some(own))
    }

    /// Whether a name is a place's: by its words, or by how the article names it.
    pub(super) fn is_place(&self, core: Range) -> bool {
        let doc = self.doc;
        doc.tokens[core.start..core.end]
            .iter()
            .all(|t| t.has(trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR))
            || doc.tokens[core.end - 1].has(trait_of::LANDMARK)
            || is_numbered_place(&doc.tokens[core.start..core.end])
            || self.named_at(core).is_some_and(|body| self.people.all[body].place)
    }

    /// Whether a name is somebody's for sure: “Ana Ruiz”, “Ruiz” where she is named in full.
    pub(super) fn is_somebody(&self, core: Range) -> bool {
        let doc = self.doc;
        let (first, last) = (&doc.tokens[core.start], &doc.tokens[core.end - 1]);
        let named = core.end > core.start + 1 && first.has(trait_of::GIVEN);
        let surname = core.end == core.start + 1 && self.people.is_surname(doc, last);
        (named || surname) && !self.is_named_body(core)
    }

    /// “a partner at **Lind, Ruiz & Chu**”: a firm by its partners' names, of which commas part all but the last.
    fn listed_firm(&self, first: Range) -> Option<Span> {
        let doc = self.doc;
        let mut last = first;
        for _ in 0..PARTNERS {
            if last.start + 1 < last.end
                && doc.tokens[last.start..last.end].iter().any(|token| token.is_mark('&'))
            {
                return (last.start > first.start)
                    .then(|| doc.span(Range { start: first.start, end: last.end }));
            }
            let alone =
                last.end == last.start + 1 && doc.tokens.get(last.end).is_some_and(|t| t.is_mark(','));
            let next = self.phrase_with(last.end + 1).filter(|_| alone)?;
            last = Some(next.core).filter(|core| core.start == last.end + 1)?;
        }
        None
    }

    /// What a phrase calls a body: of “chairman of the **Harrow Stock Exchange** Ana Ruiz” it is not she.
    fn held_in(&self, phrase: &Phrase) -> Range {
        let doc = self.doc;
        let start = phrase.range.start + usize::from(doc.tokens[phrase.range.start].is(tag::DETERMINER));
        let before = doc.tokens.get(start..phrase.core.start).and_then(<[Tok]>::last);
        let office = trait_of::TITLE | trait_of::ROLE | trait_of::HONORIFIC;
        let first = &doc.tokens[phrase.core.start];
        let person =
            first.has(trait_of::GIVEN) && !first.has(trait_of::NATIONALITY) && !names_body(doc, phrase.core);
        let based = |last: &Tok| last.span.of(doc.text).ends_with("-based");
        let held = person && before.is_some_and(|last| last.capital && !last.has(office) && !based(last));
        if held { Range { start, end: phrase.core.start } } else { phrase.core }
    }

    /// “the White House’s **National Economic Council**”: the body that a body's possessive leads to.
    fn named_within(&self, owner: &Phrase) -> Option<Span> {
        let next = self.phrase_with(owner.range.end + 1).filter(|_| owner.possessive)?;
        let named = next.kind == PhraseKind::Name && next.range.start == owner.range.end + 1;
        (named && !next.possessive && names_body(self.doc, next.core)).then(|| self.body_span(next.core))
    }

    /// “the tenants’ association”, “the company’s board”: a body behind a possessive.
    fn joint_body(&self, owner: &Phrase) -> Option<Span> {
        let doc = self.doc;
        let next = owner.range.end + 1;
        let rest = self.phrase_with(next).filter(|p| p.range.start == next)?;
        if !doc.tokens[rest.head()].has(trait_of::ORG_HEAD | trait_of::COMMON_BODY) {
            return None;
        }
        let head = &doc.tokens[owner.head()];
        let joins = head.span.of(doc.text).ends_with('s') || head.has(trait_of::COMMON_BODY);
        // “the Harrow Attorney’s office”
        let officer =
            owner.kind == PhraseKind::Name && head.has(trait_of::TITLE) && !head.has(trait_of::GIVEN);
        if !officer && (owner.kind != PhraseKind::Common || !joins) {
            return None;
        }
        let start = owner.range.start + usize::from(doc.tokens[owner.range.start].is(tag::DETERMINER));
        Some(doc.span(Range { start, end: rest.range.end }))
    }

    /// A name without what says where its body sits: “Washington DC-based Foundation”.
    fn without_seat(&self, core: Range) -> Range {
        let doc = self.doc;
        let based =
            (core.start..core.end - 1).rev().find(|i| doc.tokens[*i].span.of(doc.text).ends_with("-based"));
        let mut start = based.map_or(core.start, |at| at + 1);
        while start + 1 < core.end && doc.tokens[start].is(tag::DETERMINER) {
            start += 1;
        }
        Range { start, end: core.end }
    }

    /// Whether a name is a body’s: by its words, as an acronym, or because the article speaks of it as one.
    pub(super) fn is_named_body(&self, core: Range) -> bool {
        let doc = self.doc;
        let tokens = &doc.tokens[core.start..core.end];
        if tokens.iter().all(|t| t.has(trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR)) {
            return false;
        }
        if names_body(doc, core)
            || is_listed_body(tokens.iter().map(|token| token.key))
            || is_told_by_words(tokens)
            // “Verdal Hydro ASA”
            || doc.settled && tokens.len() > 1 && tokens.last().is_some_and(|last| self.is_in_capitals(last) && is_form_of_firm(last.key))
        {
            return true;
        }
        let told = |person: usize| {
            let known = &self.people.all[person];
            names_body(doc, known.core) || known.told && is_body(doc, self.people, person)
        };
        self.is_acronym(core) || self.named_at(core).is_some_and(told)
    }

    /// “WHO”, “A&E”.
    pub(super) fn is_acronym(&self, core: Range) -> bool {
        let written = self.doc.words(core);
        core.end - core.start == 1
            && !stands_for_no_body(self.doc, &self.doc.tokens[core.start])
            && written.chars().filter(|c| c.is_alphabetic()).count() > 1
            && written.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '&'))
    }

    /// A body’s name where it stands most fully in the article.
    pub(super) fn body_span(&self, core: Range) -> Span {
        let doc = self.doc;
        match self.named_at(core) {
            Some(body) if is_body(doc, self.people, body) && !self.has_score(body) => {
                self.people.name_span(doc, body)
            }
            _ => doc.span(core),
        }
    }

    /// “Verdale 27-24”: whether a name ends with what a side has scored.
    fn has_score(&self, body: usize) -> bool {
        let last = &self.doc.tokens[self.people.all[body].core.end - 1];
        self.doc.settled && last.kind == TokenKind::Number && last.span.of(self.doc.text).contains(['-', '–'])
    }

    /// Whom the phrase with just this name names; a name inside a phrase that names somebody else, the body spelled so.
    fn named_at(&self, core: Range) -> Option<usize> {
        let doc = self.doc;
        let after = doc.phrases.partition_point(|p| p.range.end <= core.start);
        let here =
            doc.phrases.get(after).filter(|p| p.core == core).and_then(|_| self.people.named_by(after));
        here.or_else(|| self.people.body_called(doc, core))
    }

    /// The phrase that holds the token at `at`.
    pub(super) fn phrase_with(&self, at: usize) -> Option<&Phrase> {
        let doc = self.doc;
        let after = doc.phrases.partition_point(|p| p.range.end <= at);
        doc.phrases.get(after).filter(|p| p.range.holds(at))
    }
}

/// “the company, **Carrow Homes**, said”: whether the name between commas behind a noun for bodies is that body's, though no list
/// knows it: it ends with a common noun and begins with nobody's given name.
pub fn is_body_beside(doc: &Doc<'_>, noun: &Phrase, name: &Phrase) -> bool {
    let comma = |at: usize| doc.tokens.get(at).is_some_and(|token| token.is_mark(','));
    let closes = doc.tokens.get(name.range.end).is_none_or(|token| token.is(tag::MARK));
    let beside = comma(noun.range.end) && name.range.start == noun.range.end + 1 && closes;
    let body = noun.kind == PhraseKind::Common
        && doc.tokens[noun.head()].has(trait_of::COMMON_BODY | trait_of::ORG_HEAD);
    let (first, last) = (&doc.tokens[name.core.start], &doc.tokens[name.core.end - 1]);
    let called = names_body(doc, name.core)
        || name.core.end > name.core.start + 1
            && last.word.tags & tag::NOUN != 0
            && !last.has(trait_of::GIVEN);
    beside
        && body
        && name.kind == PhraseKind::Name
        && name.core == name.range
        && !first.has(trait_of::GIVEN)
        && called
}

/// How many partners a firm's name has.
const PARTNERS: usize = 5;
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const OLD: u64 = ascii_key("old");
const SCHOOL: u64 = ascii_key("school");
const NEARBY: u64 = ascii_key("nearby");
const NEXT: u64 = ascii_key("next");
const THE: u64 = ascii_key("the");
const THIS: u64 = ascii_key("this");
const THAT: u64 = ascii_key("that");
