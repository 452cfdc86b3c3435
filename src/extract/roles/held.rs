//! The body that is named before a role: “a **Sunmere Energy** engineer”, “**Verdalia** analyst Ana Ruiz”.

use super::super::bodies::is_body;
use super::super::doc::{Doc, PhraseKind, Range, Tok};
use super::super::full_names::is_inside_firm;
use super::super::joint::WITH_PORTFOLIO;
use super::super::lexicon::{ascii_key, keys, role_words, tag, trait_of};
use super::Reader;
use super::description::{is_dressing, is_role};
use super::places::AND;
use crate::extract::kinds_of_body::is_listed_body;
use crate::extract::people::told_bodies::is_chief_of_firm;
use crate::model::Span;
use crate::text::TokenKind;

impl Reader<'_> {
    /// “**Verdalia** (VRDL) president Ana Ruiz”, “**Verdalia** <VRDL.N> president”: the body before the brackets that end where a
    /// title starts.
    pub(super) fn before_sign(&self, start: usize) -> Option<Span> {
        let doc = self.doc;
        let close = start.checked_sub(1)?;
        let (opening, _) = SIGNS.into_iter().find(|(_, closing)| doc.tokens[close].is_mark(*closing))?;
        let open =
            (close.saturating_sub(LONGEST_SIGN)..close).rev().find(|at| doc.tokens[*at].is_mark(opening))?;
        let number = doc.phrases.partition_point(|phrase| phrase.range.end < open);
        let name = doc.phrases.get(number).filter(|name| name.range.end == open)?;
        let body = self.people.named_by(number).filter(|person| is_body(doc, self.people, *person));
        (name.kind == PhraseKind::Name && body.is_some()).then(|| self.body_span(name.core))
    }

    /// “a Sunmere Energy engineer”: the body named before the role, and where the rest begins.
    pub(super) fn body_before(&self, range: Range) -> Option<(usize, Span)> {
        let doc = self.doc;
        // “a **former** Verdalia engineer”, “a **senior** Finance Ministry official”
        let from =
            (range.start..range.end).take(DRESSED).find(|at| !self.is_dress(*at)).unwrap_or(range.start);
        let before = from > range.start;
        // “**Bank** of Harrow governor”, where a sentence begins; “Orr **&** Co. strategist”
        let opens = |i: usize| i == from && doc.tokens[i].capital && doc.tokens[i].has(trait_of::ORG_HEAD);
        // “National Growers**’** Union president”
        let members = |i: usize| {
            let token = &doc.tokens[i];
            let mark = token.kind == TokenKind::Possessive || token.is_mark('’') || token.is_mark('\'');
            mark && !token.spaced
                && doc.tokens.get(i + 1).is_some_and(|next| {
                    next.capital && !next.has(trait_of::ROLE | trait_of::TITLE) && next.key != CHIEF
                })
        };
        let joins =
            |i: usize| i > from && (doc.tokens[i].is_mark('&') || members(i) || is_inside_firm(doc, i));
        let belongs = |i: &usize| doc.tokens[*i].is(tag::NAME) || opens(*i) || joins(*i);
        let ends = |ends: &dyn Fn(&Tok) -> bool| {
            let inside = (from..range.end).take_while(belongs);
            inside
                .take_while(|i| *i == from || !RANKS.contains(&doc.tokens[*i].key))
                .take_while(|i| !ends(&doc.tokens[*i]))
                .last()
        };
        // “**Verdalia Health** analyst”, “**Supreme Court** spokesman”, but “**Senate** Democratic leader”
        let long = ends(&|token| token.has(trait_of::TITLE) && token.has(trait_of::ROLE));
        let short = ends(&|token| token.has(trait_of::TITLE));
        let is_taken = |last: usize| {
            let named = self.with_what_follows_of(Range { start: from, end: last + 1 }, range.end);
            let seat = doc.tokens[last].span.of(doc.text).ends_with("-based");
            let taken = !seat
                && !self.is_part_of_office(named)
                && !self.is_plain_noun(named)
                && !self.is_portfolio(named)
                && !self.is_service(named)
                && (self.is_named_body(named) || self.is_held_in(named));
            taken.then_some(named)
        };
        // “**General Services Administration** administrator”
        let head = |at: &usize| doc.settled && *at > from && doc.tokens[*at].has(trait_of::ORG_HEAD);
        let whole = || (from..range.end).take_while(belongs).filter(head).last();
        let long_name = |last: usize| {
            last + 1 == range.end && !is_vice(&doc.tokens[from]) && !doc.tokens[from].has(trait_of::TITLE)
        };
        let named = long
            .and_then(is_taken)
            .or_else(|| short.and_then(is_taken))
            .or_else(|| whole().filter(|last| long_name(*last)).and_then(is_taken))?;
        Some((if before { range.start } else { named.end }, self.body_span(named)))
    }

    /// “a **Department of Health** spokesman”, “a **Foreign Office** spokesman”, “**Ministry of Defence** sources”: a body's name right before
    /// those who speak for it, with what it is *of* or *for*.
    pub(super) fn body_in_front(&self, range: Range) -> Option<Range> {
        let doc = self.doc;
        // “a **senior** Department of Health official”
        let dressed = range.start + 1 < range.end && self.is_dress(range.start);
        let range = Range { start: range.start + usize::from(dressed), ..range };
        let settled = doc.settled && range.start < range.end;
        let first = doc.tokens.get(range.start).filter(|token| settled && token.capital)?;
        let joins = |token: &Tok| matches!(token.key, OF | FOR | AND);
        let limit = range.end.min(range.start + LONGEST_NAME);
        let capital = |at: &usize| doc.tokens[*at].capital || joins(&doc.tokens[*at]);
        let end = (range.start..limit).take_while(capital).last()? + 1;
        let name = Range { start: range.start, end };
        let of = doc.tokens.get(range.start + 1).is_some_and(|token| matches!(token.key, OF | FOR));
        let headed = first.has(trait_of::ORG_HEAD) && of && end > range.start + 2;
        // “U.S. Bank officials” are of no such bank.
        let national = first.has(trait_of::PLACE | trait_of::NATIONALITY) && end == range.start + 2;
        let ended = end > range.start + 1
            && doc.tokens[end - 1].has(trait_of::ORG_HEAD)
            && !first.has(trait_of::GIVEN)
            && !national
            && !MANY.contains(&first.key);
        let somebody = (name.start..end).any(|at| doc.tokens[at].has(trait_of::ROLE | trait_of::HONORIFIC));
        let speaks = doc.tokens.get(end).is_some_and(|role| {
            end < range.end && (role_words().officers.has(role.key) || SOURCES.contains(&role.key))
        });
        ((headed || ended) && speaks && !somebody && !joins(&doc.tokens[end - 1])).then_some(name)
    }

    /// “a **former** Verdalia engineer”, “a **top** Verdalia official”: what may stand before the body that a role is held in.
    fn is_dress(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        let office = trait_of::ROLE | trait_of::TITLE;
        // “**Republican** FCC Commissioner”, not the Republican National Committee's
        let party = self.doc.settled
            && PARTIES.contains(&token.key)
            && self.doc.tokens.get(at + 1).is_some_and(|next| {
                !next.has(office) && (is_listed_body(std::iter::once(next.key)) || self.is_in_capitals(next))
            });
        party || matches!(token.key, FORMER | EX | SENIOR) || token.is(tag::ADJECTIVE) && !token.capital
    }

    /// “Bank **of Harrow** analyst”, “League **of United Skippers** president”: a body's name before a role goes on.
    fn with_what_follows_of(&self, name: Range, limit: usize) -> Range {
        let doc = self.doc;
        let mut end = name.end;
        if !doc.tokens[end - 1].has(trait_of::ORG_HEAD) {
            return name;
        }
        let named =
            |at: usize| at < limit && doc.tokens[at].is(tag::NAME) && !doc.tokens[at].has(trait_of::TITLE);
        while end < limit && matches!(doc.tokens[end].key, OF | FOR) && named(end + 1) {
            end += 1;
            while named(end) {
                end += 1;
            }
        }
        Range { start: name.start, end }
    }

    /// Whether the role after a name is one that only a body has: “**Verdalia** CEO”, “**Verdalia** spokesman”, “**Verdalia**
    /// chief economist”.
    pub(super) fn is_held_in(&self, name: Range) -> bool {
        let doc = self.doc;
        // “Verdalia **acting** chief executive”
        let acting = doc.tokens[name.end..]
            .iter()
            .take_while(|t| doc.settled && matches!(t.key, ACTING | INTERIM))
            .count();
        let start = name.end + acting;
        let behind = &doc.tokens[start..doc.tokens.len().min(start + LONGEST_OFFICE)];
        let Some(role) = behind.first() else { return false };
        let capitals = role.span.of(doc.text).chars().all(char::is_uppercase);
        let tokens = &doc.tokens[name.start..name.end];
        let known = tokens
            .iter()
            .any(|t| t.has(trait_of::PLACE | trait_of::NATIONALITY | trait_of::GIVEN | trait_of::CALENDAR));
        // “Keynesian economist”: what somebody is by conviction.
        let proper = |t: &Tok| {
            let words = t.span.of(doc.text);
            t.word.tags == 0 && !CONVICTIONS.iter().any(|ending| words.ends_with(ending))
        };
        let partisan = tokens.len() == 1 && PARTISAN.contains(&tokens[0].key);
        let office = behind.iter().take_while(|t| !is_role(t) || t.key == CHIEF || is_vice(t)).count();
        // “Verdalia president and CEO”
        let second = match behind.get(office + 1..) {
            Some([and, rest @ ..]) if and.key == AND => {
                rest.iter().any(|t| t.has(trait_of::CORPORATE) || t.key == CHIEF)
            }
            _ => false,
        };
        let held = second || is_office_of_firm(behind, office);
        let corporate = role.has(trait_of::CORPORATE) && capitals;
        let somebody = tokens.last().is_some_and(|t| self.people.is_surname(doc, t));
        let named = tokens.last().is_some_and(proper)
            || self.is_long_name_of_body(name)
            || self.is_noun_with_capital(name) && behind.get(office).is_some_and(is_only_of_firm);
        let firm = held && !somebody && !partisan && named;
        (role.has(trait_of::SPEAKS_FOR) || corporate || firm) && !known
            || is_firm_of_analyst(tokens, role)
            || doc.settled && !known && !somebody && is_side(doc, name, role)
    }

    /// “said **Curious Margins** analyst”: two words or more with capitals that no sentence begins with, none of them an
    /// office's; or any behind one that nobody knows, “**RBC** Capital Markets analyst”.
    fn is_long_name_of_body(&self, name: Range) -> bool {
        let doc = self.doc;
        let tokens = &doc.tokens[name.start..name.end];
        let office =
            |t: &Tok| t.has(trait_of::ROLE) || is_vice(t) || matches!(t.key, CHIEF | FORMER | EX | GLOBAL);
        let inside = name.start > doc.sentence_of(name.start).start
            && doc.tokens[name.start - 1].quotation == tokens[0].quotation;
        tokens.len() > 1 && !tokens.iter().any(office) && (inside || tokens[0].word.tags == 0)
    }

    /// “said **Radar** chief executive”: a noun with a capital that no sentence begins with.
    fn is_noun_with_capital(&self, name: Range) -> bool {
        let doc = self.doc;
        let token = &doc.tokens[name.start];
        let noun = token.word.tags & (tag::NOUN | tag::ADJECTIVE) == tag::NOUN && !token.has(trait_of::GROUP);
        let inside = name.start > doc.sentence_of(name.start).start
            && doc.tokens[name.start - 1].quotation == token.quotation;
        let owns = doc.tokens.get(name.end).is_some_and(|next| next.kind != TokenKind::Word);
        name.end == name.start + 1 && token.capital && noun && inside && !owns && !self.is_portfolio(name)
    }

    /// “**Finance Ministry** officials”, “**Verdalia** analysts”: the body that people without a name belong to; not “Verdalia customers”.
    pub(super) fn body_before_group(&self, range: Range) -> Option<Span> {
        let doc = self.doc;
        // “**Several** House members”: whatever the capital makes of it
        let counts = |token: &Tok| token.word.tags & tag::DETERMINER != 0;
        let dressed = |at: &usize| {
            let token = &doc.tokens[*at];
            let past = matches!(token.key, FORMER | EX);
            is_dressing(token) || is_vice(token) || past || *at == range.start && counts(token)
        };
        // “a large **Verdalia** investor”
        if doc.tokens.get(range.end).is_some_and(|role| role_words().outsiders.has(role.key)) {
            return None;
        }
        let from = (range.start..range.end).find(|at| !dressed(at))?;
        if let Some(name) = self.body_in_front(Range { start: from, end: range.end }) {
            return Some(self.body_span(name));
        }
        let last = (from..range.end).take_while(|at| doc.tokens[*at].is(tag::NAME)).last()?;
        let name = self.with_what_follows_of(Range { start: from, end: last + 1 }, range.end);
        let tokens = &doc.tokens[name.start..name.end];
        let known = trait_of::PLACE | trait_of::NATIONALITY | trait_of::GIVEN | trait_of::CALENDAR;
        let called = self.people.body_called(doc, name);
        let place = called.is_some_and(|body| self.people.all[body].place) || tokens[0].has(known);
        let listed = is_listed_body(tokens.iter().map(|token| token.key));
        let surname = tokens.last().is_some_and(|token| self.people.is_surname(doc, token));
        // “Ministry officials”, “TV executives”
        let vague = tokens.len() == 1 && tokens[0].has(trait_of::ORG_HEAD | trait_of::COMMON_BODY)
            || self.is_acronym(name) && called.is_none();
        // “West Germany's largest bank” is not West Germany's people.
        let owns = doc.tokens.get(name.end).is_some_and(|token| token.kind == TokenKind::Possessive);
        let body = listed || !vague && (self.is_named_body(name) || called.is_some() && !surname && !owns);
        let outsiders = (name.end..range.end).any(|at| OUTSIDERS.contains(&doc.tokens[at].key));
        let plain = self.is_plain_noun(name) && !listed;
        (body && !place && !outsiders && !plain && name.end < range.end).then(|| self.body_span(name))
    }

    /// “**Ambulance** service chief executive”: the first word of a service that has no name.
    fn is_service(&self, name: Range) -> bool {
        let next = self.doc.tokens.get(name.end).filter(|_| self.doc.settled && name.end == name.start + 1);
        let common = SERVICES.contains(&self.doc.tokens[name.start].key);
        next.is_some_and(|next| common && !next.capital && role_words().served.has(next.key))
    }

    /// “FCC”
    pub(super) fn is_in_capitals(&self, token: &Tok) -> bool {
        let word = token.span.of(self.doc.text);
        word.chars().count() > 1 && word.chars().all(char::is_uppercase)
    }

    /// “**Energy** Minister”, “**Commerce** Secretary”: what somebody is minister of, and no body.
    fn is_portfolio(&self, name: Range) -> bool {
        let doc = self.doc;
        let alone = name.end == name.start + 1 && !self.is_acronym(name);
        alone && doc.tokens.get(name.end).is_some_and(|office| WITH_PORTFOLIO.contains(&office.key))
    }

    /// “**Police** Chief Ana Ruiz”, “**Presidential** Spokesperson”: a noun or adjective that is part of the office behind it.
    fn is_part_of_office(&self, name: Range) -> bool {
        let words = role_words();
        let key = self.doc.tokens[name.start].key;
        self.doc.settled && name.end == name.start + 1 && (words.vague.has(key) || words.dressed.has(key))
    }

    /// Whether a body's name may be a common noun that only opens its sentence: “**Council** leader Ana Ruiz said”.
    pub(super) fn is_plain_noun(&self, name: Range) -> bool {
        let doc = self.doc;
        let token = &doc.tokens[name.start];
        // “Apple CEO”
        let firm = doc.tokens.get(name.end).is_some_and(|office| is_chief_of_firm(doc, office));
        name.end == name.start + 1
            && name.start == doc.sentence_of(name.start).start
            && token.word.tags & tag::NOUN != 0
            && (token.has(trait_of::COMMON_BODY) || !firm)
    }
}

/// “**Martin Lowell** analyst Ana Ruiz”: a firm called by its founder, for nobody has an analyst.
fn is_firm_of_analyst(name: &[Tok], role: &Tok) -> bool {
    let known =
        trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR | trait_of::ROLE | trait_of::TITLE;
    let [first, second] = name else { return false };
    let founded = first.has(trait_of::GIVEN) && second.word.tags == 0 && second.capital;
    founded && !name.iter().any(|token| token.has(known)) && role_words().analysts.has(role.key)
}

/// “**Hawks** coach Ana Ruiz”, “**Verdale** captain Bo Lind”: a side, by a word that is none otherwise, or a plural that stands with a
/// capital.
fn is_side(doc: &Doc<'_>, name: Range, role: &Tok) -> bool {
    let [word] = &doc.tokens[name.start..name.end] else { return false };
    let opens = name.start == doc.sentence_of(name.start).start;
    let plural = word.span.of(doc.text).ends_with('s');
    let proper = if opens { word.word.tags == 0 } else { word.word.tags == 0 || plural };
    let office = trait_of::ROLE | trait_of::TITLE | trait_of::GROUP;
    // “**Judo** coach”, “**Tugboat** captain”, “**U19** captain”
    let letters = word.span.of(doc.text);
    let coached = role_words().coached.has(word.key)
        || COACHED.iter().any(|ending| letters.ends_with(ending))
        || letters.contains(|c: char| c.is_ascii_digit());
    word.capital && proper && !coached && !word.has(office) && role_words().of_sides.has(role.key)
}

/// How what is coached or sailed ends: “**Rowing** coach”, “**Netball** coach”.
const COACHED: [&str; 5] = ["ing", "ball", "boat", "ics", "ness"];
/// How many words a body's name has before those who speak for it.
const LONGEST_NAME: usize = 9;
/// How many people, where a sentence begins with it.
const MANY: [u64; 7] = keys(["many", "several", "some", "most", "few", "all", "two"]);
/// What services do, which no other body has for a name.
const SERVICES: [u64; 12] = keys([
    "ambulance",
    "fire",
    "rescue",
    "police",
    "prison",
    "probation",
    "weather",
    "postal",
    "emergency",
    "customs",
    "border",
    "security",
]);
/// Where somebody stands in politics, before the body that they have an office in.
const PARTIES: [u64; 2] = keys(["republican", "democratic"]);
/// Who speaks for a body and has no office.
const SOURCES: [u64; 4] = keys(["source", "sources", "insiders", "insider"]);
/// “(NASDAQ: VRDL)”.
const LONGEST_SIGN: usize = 6;
/// What the sign of a share stands between.
const SIGNS: [(char, char); 2] = [('(', ')'), ('<', '>')];
/// Who stands beside a body's name and does not speak for it.
const OUTSIDERS: [u64; 30] = keys([
    "fans",
    "customers",
    "users",
    "buyers",
    "owners",
    "investors",
    "shareholders",
    "stockholders",
    "creditors",
    "rivals",
    "competitors",
    "critics",
    "detractors",
    "opponents",
    "supporters",
    "followers",
    "watchers",
    "suppliers",
    "clients",
    "passengers",
    "tenants",
    "victims",
    "patients",
    "readers",
    "viewers",
    "listeners",
    "subscribers",
    "drivers",
    "neighbors",
    "neighbours",
]);

/// Whether the office, whose head stands at `head`, is one that only firms and clubs have: “CEO”, “chief marketing officer”,
/// “senior vice president”, “director of research”.
fn is_office_of_firm(words: &[Tok], head: usize) -> bool {
    let Some((office, before)) = words.get(head).map(|office| (office, &words[..head])) else {
        return false;
    };
    let ranked = |key: u64| before.iter().any(|t| t.key == key);
    let of_what = words.get(head + 1).is_some_and(|t| t.key == OF)
        && words.get(head + 2).is_some_and(|t| !t.is(tag::NAME | tag::DETERMINER));
    match office.key {
        OFFICER => ranked(CHIEF) || before.iter().any(|t| role_words().fields.has(t.key)),
        PRESIDENT => ranked(VICE) && (of_what || ranked(SENIOR) || ranked(EXECUTIVE)),
        DIRECTOR => of_what || ranked(MANAGING),
        HEAD => of_what,
        key => office.has(trait_of::CORPORATE) || CHAIRS.contains(&key),
    }
}

/// “co-founder”, “chief **executive**”: of a field or a trade nobody is one, as somebody may be a “Weather analyst”.
fn is_only_of_firm(office: &Tok) -> bool {
    !office.capital && ONLY_OF_FIRMS.contains(&office.key)
}

/// “**vice** chairman”, “**managing** director”.
fn is_vice(token: &Tok) -> bool {
    matches!(token.key, VICE | DEPUTY | SENIOR | GENERAL)
}

/// How many words may stand before the body that a role is held in.
const DRESSED: usize = 3;
/// How many words of an office behind a body's name are looked at.
const LONGEST_OFFICE: usize = 5;
/// What an office begins with that stands right behind a body's name.
const RANKS: [u64; 7] = keys(["chief", "senior", "vice", "deputy", "managing", "executive", "head"]);
/// Offices that firms have, and countries too, but by names that are listed.
const CHAIRS: [u64; 4] = keys(["chairman", "chairwoman", "chairperson", "partner"]);
/// How words end that tell what somebody holds for true.
const CONVICTIONS: [&str; 4] = ["ian", "ist", "ish", "ese"];
const ONLY_OF_FIRMS: [u64; 5] = keys(["executive", "founder", "co-founder", "cofounder", "ceo"]);
/// “**Democratic** strategist”: on whose side somebody is, and nobody's employee.
const PARTISAN: [u64; 9] = keys([
    "democratic",
    "republican",
    "conservative",
    "liberal",
    "labour",
    "labor",
    "tory",
    "green",
    "independent",
]);
const CHIEF: u64 = ascii_key("chief");
const VICE: u64 = ascii_key("vice");
const DEPUTY: u64 = ascii_key("deputy");
const SENIOR: u64 = ascii_key("senior");
const GENERAL: u64 = ascii_key("general");
const GLOBAL: u64 = ascii_key("global");
const MANAGING: u64 = ascii_key("managing");
const EXECUTIVE: u64 = ascii_key("executive");
const OFFICER: u64 = ascii_key("officer");
const PRESIDENT: u64 = ascii_key("president");
const DIRECTOR: u64 = ascii_key("director");
const HEAD: u64 = ascii_key("head");
const ACTING: u64 = ascii_key("acting");
const INTERIM: u64 = ascii_key("interim");
const FORMER: u64 = ascii_key("former");
const EX: u64 = ascii_key("ex");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
