//! A description split into role and body: “a senior lecturer in International Relations at Sussex University”.

use super::super::bodies::{
    body_meant_by, body_meant_by_its, is_its, is_listed_body, is_numbered_place, stands_for_bodies,
};
use super::super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::super::joint::WITH_PORTFOLIO;
use super::super::lexicon::{ascii_key, keys, tag, trait_of};
use super::super::people::People;
use super::super::phrases::names_body;
use super::places::WHO;
use super::{Reader, Role};
use crate::model::Span;
use crate::text::TokenKind;

/// Splits a description into role and body, if it describes somebody.
pub fn read_role(doc: &Doc<'_>, people: &People, range: Range) -> Option<Role> {
    Reader { doc, people }.read(range)
}

/// The body that people without a name belong to: “**Finance Ministry** officials”, “analysts at **Verdalia**”.
pub fn body_of_group(doc: &Doc<'_>, people: &People, range: Range) -> Option<Span> {
    let reader = Reader { doc, people };
    let led = || {
        let at = (range.start + 1..range.end).find(|at| matches!(doc.tokens[*at].key, AT | WITH | FROM))?;
        let named = reader.phrase_with(at + 1).is_some_and(|phrase| phrase.kind == PhraseKind::Name);
        reader.body_at(at + 1, doc.tokens[at].key == AT).filter(|_| named)
    };
    reader.body_before_group(range).or_else(led)
}

impl Reader<'_> {
    /// Splits a description into role and body.
    pub(super) fn read(&self, range: Range) -> Option<Role> {
        let doc = self.doc;
        let Range { start, mut end } = range;
        if start >= end || doc.tokens[start].is(tag::PREPOSITION) {
            return None;
        }
        // “Sunmere Energy’s chief engineer”, “the company’s chief engineer”, “its chief engineer”
        let (after, mut organization) = self.owned(range);
        let mut start = self.undressed(Range { start: after, end });
        let role_at = match self.office_of_several(Range { start, end }) {
            Some(office) => {
                start = self.undressed(Range { start: start + 1, end });
                office
            }
            None => self.role_at(Range { start, end })?,
        };
        if is_possessive(doc.tokens[range.start].key) && doc.tokens[role_at].has(trait_of::KIN)
            || self.is_title_of_another(role_at, end)
        {
            return None;
        }
        let head_end = self.phrase_with(role_at).map_or(role_at + 1, |p| p.range.end).min(end);
        if let Some((at, body)) = self.body_of(role_at, head_end, end) {
            organization = organization.or(Some(body));
            end = at;
        } else if start < role_at
            && let Some((after, body)) = self.body_before(Range { start, end: role_at })
        {
            organization = organization.or(Some(body));
            start = after;
        }
        end = self.trimmed(role_at, Range { start: head_end, end });
        self.describes(Range { start, end })
            .then(|| Role { title: Some(doc.span(Range { start, end })), organization })
    }

    /// “Ruiz, **finance chief Bo Lind** and two aides left”: a role that stands before somebody's full name is theirs.
    fn is_title_of_another(&self, role_at: usize, end: usize) -> bool {
        let doc = self.doc;
        let number = doc.phrases.partition_point(|phrase| phrase.range.end <= role_at);
        let titled = |phrase: &Phrase| {
            let core = phrase.core;
            phrase.kind == PhraseKind::Name
                && phrase.range.holds(role_at)
                && role_at < core.start
                && core.end <= end
                && core.end > core.start + 1
                && !is_role(&doc.tokens[core.end - 1])
        };
        doc.phrases.get(number).is_some_and(titled)
            && self.people.named_by(number).is_some_and(|person| self.people.is_person(person))
    }

    /// “one **of the two partners** at Corvane & Lind”: what several are of whom somebody is one; “one” is left off already.
    fn office_of_several(&self, range: Range) -> Option<usize> {
        let doc = self.doc;
        let one = range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].key == ONE);
        let of = doc.tokens.get(range.start).is_some_and(|token| token.key == OF);
        let several = |at: &usize| doc.lexicon.office_of_one(doc.tokens[*at].span.of(doc.text)).is_some();
        if one && of { (range.start..range.end).find(several) } else { None }
    }

    /// Whether words can be a role by how they begin: “and Chairman Jonas Hask” is somebody else, “the first to leave” is
    /// nothing that one is.
    fn describes(&self, range: Range) -> bool {
        let doc = self.doc;
        let Some(first) = doc.tokens.get(range.start).filter(|_| range.start < range.end) else {
            return false;
        };
        let joined =
            first.is(tag::COORDINATOR | tag::SUBORDINATOR) || WHO.contains(&first.key) || first.key == WHICH;
        let alone = range.start + 1 == range.end && matches!(first.key, FIRST | LAST | ONLY);
        !joined && !alone
    }

    /// Where a description begins once “a”, “now the”, “the 29-year-old Scottish”, “a Saltmarsh Street” are left off.
    fn undressed(&self, range: Range) -> usize {
        let doc = self.doc;
        let mut at = range.start;
        while at + 1 < range.end {
            let (token, next) = (&doc.tokens[at], &doc.tokens[at + 1]);
            let nationality = token.has(trait_of::NATIONALITY) && !next.is(tag::COORDINATOR | tag::MARK);
            let aged = token.span.of(doc.text).ends_with("-old");
            if !(is_dressing(token)
                || token.has(trait_of::STILL) && !token.capital && token.key != FIRST
                || nationality
                || aged)
            {
                break;
            }
            at += 1;
        }
        let named = (at..range.end).take_while(|at| doc.tokens[*at].is(tag::NAME)).count();
        let street = named > 1 && doc.tokens[at + named - 1].has(trait_of::LANDMARK);
        if street && at + named < range.end { at + named } else { at }
    }

    /// The word that makes it a role: one of the list, else a word for somebody who does something.
    fn role_at(&self, range: Range) -> Option<usize> {
        let doc = self.doc;
        let first_head = self.phrase_with(range.start).map_or(range.start, |p| p.head().max(range.start));
        let at = (range.start..range.end)
            .find(|i| is_role(&doc.tokens[*i]))
            .or_else(|| Some(first_head).filter(|head| *head < range.end && self.is_agent(*head)))?;
        // “the end of the mayor’s term” describes nobody.
        let led = (range.start..at).any(|i| matches!(doc.tokens[i].key, OF | AT | IN));
        (!led).then_some(at)
    }

    /// Where a role ends once “for twenty-six years”, “until last year”, “in Harrow” are left off. `rest` is what
    /// follows its head.
    fn trimmed(&self, role_at: usize, rest: Range) -> usize {
        let doc = self.doc;
        let Range { start, mut end } = rest;
        let time = |i: usize| (i + 1..end.min(i + 5)).any(|j| doc.tokens[j].has(trait_of::TIME));
        let trailing = (start..end).find(|i| {
            let next = doc.tokens.get(i + 1);
            let key = doc.tokens[*i].key;
            let numeral = next.is_some_and(|t| t.is(tag::NUMERAL) || t.key == MANY);
            matches!(key, UNTIL | SINCE | FROM | WITH | BY | DURING | UNDER | AFTER | BEFORE | THERE | HERE)
                || matches!(key, FOR | OF) && numeral
                || matches!(key, ON | IN | LAST) && next.is_some_and(|t| t.has(trait_of::CALENDAR))
                || matches!(key, ON | IN) && (numeral || next.is_some_and(|t| matches!(t.key, A | AN)))
                || key == AT && next.is_some()
                || self.is_participle_of_noun(*i, end)
                || matches!(key, FOR | IN | THIS | LAST | NEXT | EARLIER | LATER) && time(*i)
                || matches!(key, IN | OF | NEAR) && self.is_whereabouts(role_at, *i)
        });
        end = trailing.unwrap_or(end);
        let trails = |token: &Tok| {
            token.key == TO
                || token.is(tag::PREPOSITION | tag::COORDINATOR | tag::MARK | tag::DETERMINER | tag::ADVERB)
        };
        while end > start && trails(&doc.tokens[end - 1]) {
            end -= 1;
        }
        end
    }

    /// “chairman of the provider **valued** at nine million”: a participle that what follows belongs to.
    fn is_participle_of_noun(&self, at: usize, end: usize) -> bool {
        let doc = self.doc;
        let participle = doc.tokens[at].is(tag::VERB) && doc.tokens[at].span.of(doc.text).ends_with("ed");
        let behind_noun = at > 0 && doc.tokens[at - 1].is(tag::NOUN | tag::NAME);
        let leads = doc.tokens.get(at + 1).is_none_or(|next| at + 1 >= end || next.is(tag::PREPOSITION));
        participle && behind_noun && leads
    }

    /// Whether the place after the preposition at `at` only tells where somebody is: “a taxi driver in Harrow”, “a
    /// grower of Fenwick Drove”; a mayor is mayor *of* a place.
    fn is_whereabouts(&self, role_at: usize, at: usize) -> bool {
        let doc = self.doc;
        let Some(phrase) = self.phrase_with(at + 1).filter(|p| p.range.start == at + 1) else { return false };
        let named = phrase.kind == PhraseKind::Name
            && doc.tokens[phrase.core.start..phrase.core.end]
                .iter()
                .all(|t| t.word.tags == 0 || t.has(trait_of::PLACE | trait_of::LANDMARK | trait_of::GIVEN));
        let role = &doc.tokens[role_at];
        let office = role.has(trait_of::TITLE) && !role.has(trait_of::CORPORATE);
        if doc.tokens[at].key == OF {
            return named && !office && phrase.range.start == phrase.core.start;
        }
        named || doc.tokens[phrase.range.start].key == HIS || doc.tokens[phrase.range.start].key == HER
    }

    /// What stands before a role as its owner, passed over, and the body that is: named there, or met before and
    /// meant by “its” or “the company’s”.
    fn owned(&self, range: Range) -> (usize, Option<Span>) {
        let doc = self.doc;
        let Range { start, end } = range;
        let first = doc.tokens[start].key;
        if is_possessive(first) {
            return (start + 1, None);
        }
        let name = |body: usize| self.people.name_span(doc, body);
        if is_its(first) {
            return (start + 1, body_meant_by_its(doc, self.people, start).map(name));
        }
        let ending = (start..end.min(start + 9)).find(|at| {
            let token = &doc.tokens[*at];
            let apostrophe = (token.is_mark('’') || token.is_mark('\'')) && !token.spaced;
            (token.kind == TokenKind::Possessive || *at > start && apostrophe)
                && doc.tokens.get(at + 1).is_some_and(|n| n.spaced)
        });
        let Some(at) = ending.filter(|at| at + 1 < end && doc.tokens[at + 1..end].iter().any(is_role)) else {
            return (start, None);
        };
        if at == start {
            return (start, None);
        }
        let owner = Range { start, end: at };
        if doc.tokens[start..at].iter().any(is_role) {
            return (start, None);
        }
        if doc.tokens[at - 1].is(tag::NAME) {
            return (at + 1, self.possessor(at + 1));
        }
        (at + 1, self.common_body(owner))
    }

    /// “the company”, “the island council” before a possessive or after a preposition: the body it means, or its words.
    pub(super) fn common_body(&self, range: Range) -> Option<Span> {
        let doc = self.doc;
        let mut end = range.end;
        // “the rowing club **next door**”
        if let Some(next) = (range.start..end).find(|i| matches!(doc.tokens[*i].key, NEXT | NEARBY)) {
            end = next;
        }
        let head = end.checked_sub(1).filter(|last| *last >= range.start).map(|i| &doc.tokens[i])?;
        if head.has(trait_of::PAPER) {
            return None;
        }
        let mut start = range.start;
        while start + 1 < end && is_dressing(&doc.tokens[start]) {
            start += 1;
        }
        let definite = matches!(doc.tokens[range.start].key, THE | THIS | THAT);
        let common = head.has(trait_of::COMMON_BODY);
        let met = (definite && start + 1 == end && (common || stands_for_bodies(head.key)))
            .then(|| body_meant_by(doc, self.people, range.start, head.key))
            .flatten();
        match met {
            Some(body) => Some(self.people.name_span(doc, body)),
            None => common.then(|| doc.span(Range { start, end })),
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

    /// The body a role is held in, and where the words that lead to it begin: at/with/for a body first, else “of” a
    /// named body.
    fn body_of(&self, role_at: usize, start: usize, end: usize) -> Option<(usize, Span)> {
        let doc = self.doc;
        let at = |keys: &[u64], any: bool| {
            (start..end).find_map(|i| {
                let leads = keys.contains(&doc.tokens[i].key) && i + 1 < end;
                leads.then(|| self.body_at(i + 1, any)).flatten().map(|body| (i, body))
            })
        };
        let role = &doc.tokens[role_at];
        let speaks = role.has(trait_of::SPEAKS_FOR | trait_of::SPOKESPERSON);
        // “chairman and **CEO** of Verdalia”, “president and **chief operating officer** of Verdalia”, “**managing partner** of”
        let corporate = |of: usize| {
            let near = &doc.tokens[of.saturating_sub(3).max(role_at.saturating_sub(2))..of];
            let ranked = |key: u64| near.iter().any(|token| token.key == key);
            near.iter().any(|token| match token.key {
                OFFICER => ranked(CHIEF),
                PARTNER => ranked(MANAGING),
                _ => token.has(trait_of::CORPORATE),
            })
        };
        let club = OF_CLUBS.contains(&role.key) && self.is_club(start);
        // “minister of **Energy** and Mines”, “secretary of **Energy**”; not “secretary of **the** Rowing Club”
        let portfolio = |of: usize| {
            WITH_PORTFOLIO.contains(&role.key) && of == role_at + 1 && !doc.tokens[of + 1].is(tag::DETERMINER)
        };
        let of = || {
            let of = |at: &usize| doc.tokens[*at].key == OF && !portfolio(*at);
            (start..end.saturating_sub(1)).filter(of).find_map(|of| {
                let body = self.body_at(of + 1, club || corporate(of))?;
                Some((of, body))
            })
        };
        at(&[AT, WITH], true)
            .or_else(|| at(&[FOR], speaks))
            .or_else(|| at(&[TO], false))
            .or_else(of)
            .or_else(|| at(&[IN, FROM], false))
    }

    /// “secretary of **the Basin Walkers**”: two words and the article, behind what only clubs and bodies have.
    fn is_club(&self, of: usize) -> bool {
        let phrase = self.phrase_with(of + 1).filter(|phrase| phrase.range.start == of + 1);
        phrase.is_some_and(|phrase| {
            let article = self.doc.tokens[phrase.range.start].key == THE;
            article && phrase.kind == PhraseKind::Name && phrase.range.end - phrase.range.start > 2
        })
    }

    /// The body named right after a preposition, its article and “Washington-based” left off. `any` takes every name
    /// that is no place for one.
    pub(super) fn body_at(&self, at: usize, any: bool) -> Option<Span> {
        let doc = self.doc;
        let phrase = self.phrase_with(at).filter(|p| p.range.start == at || p.range.start + 1 == at)?;
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
                if let Some(body) = self.named_within(phrase) {
                    return Some(body);
                }
                let core = self.without_seat(self.held_in(phrase));
                let place = doc.tokens[core.start..core.end]
                    .iter()
                    .all(|t| t.has(trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR))
                    || doc.tokens[core.end - 1].has(trait_of::LANDMARK)
                    || is_numbered_place(&doc.tokens[core.start..core.end])
                    || self.named_at(core).is_some_and(|body| self.people.all[body].place);
                let taken = self.is_named_body(core) || any && !place;
                taken.then(|| self.body_span(core))
            }
        }
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
        let joins = doc.tokens[owner.head()].span.of(doc.text).ends_with('s')
            || doc.tokens[owner.head()].has(trait_of::COMMON_BODY);
        if owner.kind != PhraseKind::Common || !joins {
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
        if names_body(doc, core) || is_listed_body(tokens.iter().map(|token| token.key)) {
            return true;
        }
        self.is_acronym(core)
            || self.named_at(core).is_some_and(|person| names_body(doc, self.people.all[person].core))
    }

    /// “WHO”, “A&E”.
    pub(super) fn is_acronym(&self, core: Range) -> bool {
        let written = self.doc.words(core);
        core.end - core.start == 1
            && written.chars().filter(|c| c.is_alphabetic()).count() > 1
            && written.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '&'))
    }

    /// A body’s name where it stands most fully in the article.
    pub(super) fn body_span(&self, core: Range) -> Span {
        let doc = self.doc;
        match self.named_at(core) {
            Some(body) if super::super::bodies::is_body(doc, self.people, body) => {
                self.people.name_span(doc, body)
            }
            _ => doc.span(core),
        }
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

    /// Whether the word at `at` ends as words for people who do something do: grower, keeper, botanist.
    fn is_agent(&self, at: usize) -> bool {
        let doc = self.doc;
        let words = doc.tokens[at].span.of(doc.text);
        let ends = ["er", "or", "ist", "ian", "man", "woman", "ant", "eer", "yst", "ress"]
            .iter()
            .any(|e| words.ends_with(e));
        ends && doc.tokens[at].is(tag::NOUN) && words.len() > 4
    }
}

/// A word that heads a role.
pub(super) fn is_role(token: &Tok) -> bool {
    token.has(trait_of::ROLE | trait_of::TITLE) || HELD_ONLY.contains(&token.key)
}

/// “his sister” is nobody’s role.
fn is_possessive(key: u64) -> bool {
    matches!(key, HIS | HER | MY | THEIR)
}

/// a, the, an age before a role.
pub(super) fn is_dressing(token: &Tok) -> bool {
    token.is(tag::DETERMINER) || token.is(tag::NUMERAL)
}

/// What somebody is, and nobody is called by alone: “VP of sales at Verdalia”.
const HELD_ONLY: [u64; 12] = keys([
    "vp",
    "svp",
    "evp",
    "cmo",
    "cio",
    "ciso",
    "undergrad",
    "postdoc",
    "agent",
    "operative",
    "rapporteur",
    "alumnus",
]);
/// Offices of clubs, societies and bodies, and of no place.
const OF_CLUBS: [u64; 5] = keys(["secretary", "treasurer", "chair", "chairman", "chairwoman"]);
const ONE: u64 = ascii_key("one");
const CHIEF: u64 = ascii_key("chief");
const OFFICER: u64 = ascii_key("officer");
const PARTNER: u64 = ascii_key("partner");
const MANAGING: u64 = ascii_key("managing");
const OF: u64 = ascii_key("of");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
const TO: u64 = ascii_key("to");
const WITH: u64 = ascii_key("with");
const FOR: u64 = ascii_key("for");
const FROM: u64 = ascii_key("from");
const NEARBY: u64 = ascii_key("nearby");
const NEAR: u64 = ascii_key("near");
const BY: u64 = ascii_key("by");
const ON: u64 = ascii_key("on");
const A: u64 = ascii_key("a");
const AN: u64 = ascii_key("an");
const DURING: u64 = ascii_key("during");
const UNDER: u64 = ascii_key("under");
const AFTER: u64 = ascii_key("after");
const BEFORE: u64 = ascii_key("before");
const THERE: u64 = ascii_key("there");
const HERE: u64 = ascii_key("here");
const LAST: u64 = ascii_key("last");
const NEXT: u64 = ascii_key("next");
const EARLIER: u64 = ascii_key("earlier");
const LATER: u64 = ascii_key("later");
const MANY: u64 = ascii_key("many");
const UNTIL: u64 = ascii_key("until");
const SINCE: u64 = ascii_key("since");
const FIRST: u64 = ascii_key("first");
const ONLY: u64 = ascii_key("only");
const WHICH: u64 = ascii_key("which");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const THEIR: u64 = ascii_key("their");
const MY: u64 = ascii_key("my");
const THE: u64 = ascii_key("the");
const THIS: u64 = ascii_key("this");
const THAT: u64 = ascii_key("that");
