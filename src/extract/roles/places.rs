//! Where a description stands beside a name: after it, before it, or behind a verb.

use super::super::bodies::body_meant_by_its;
use super::super::doc::{Phrase, PhraseKind, Range, Tok};
use super::super::joint::{first_office_before, office_before, portfolio_before, title_of_several};
use super::super::lexicon::{CueClass, ascii_key, is_hyphened_office, keys, role_words, tag, trait_of};
use super::super::phrases::DAYS;
use super::description::{WHO, is_dressing, is_role};
use super::facts::Fact;
use super::{Reader, Role};
use crate::extract::kinds_of_body::is_its;
use crate::extract::people::guess::office_beside;
use crate::model::Span;
use crate::text::TokenKind;

/// How long an apposition may be, in tokens.
const LONGEST: usize = 28;

impl Reader<'_> {
    /// Everything said of a person beside one naming of them.
    pub(super) fn facts_of_name(&self, number: usize) -> Vec<Fact> {
        let mut out: Vec<Fact> = [
            self.apposition_after(number),
            self.apposition_before(number).map(Fact::now),
            self.introduced(number).map(Fact::now),
            self.appointed_by_noun(number).map(Fact::now),
            self.title_before(number).map(|role| Fact { title: true, ..Fact::now(role) }),
            self.shared_body(number).map(Fact::now),
        ]
        .into_iter()
        .flatten()
        .collect();
        out.extend(self.facts_of_subject(number));
        out
    }

    /// The words before a name in its phrase: “Clinton campaign manager **Robby Mook**”.
    fn title_before(&self, number: usize) -> Option<Role> {
        let doc = self.doc;
        if let Some(title) = title_of_several(doc, number) {
            return Some(Role { title: Some(doc.span(title)), organization: self.body_of_several(title) });
        }
        let phrase = &doc.phrases[number];
        let mut range = Range { start: phrase.range.start, end: phrase.core.start };
        let titled = |range: Range| {
            let mut words = doc.tokens[range.start..range.end].iter();
            words.any(|token| is_role(token) || is_hyphened_office(doc.lexicon, token.span.of(doc.text)))
        };
        let office = first_office_before(doc, number);
        // “Sunmere Energy’s chief engineer Li Qianru”
        let mut owner = self.possessor(range.start).or_else(|| self.before_sign(range.start));
        // “**Toronto-based** portfolio manager Ana Ruiz”
        let seat = (range.start..range.end).rfind(|at| doc.tokens[*at].span.of(doc.text).ends_with("-based"));
        range.start = seat.map_or(range.start, |at| at + 1);
        while range.end > range.start && is_mere_honorific(&doc.tokens[range.end - 1]) {
            range.end -= 1;
        }
        while range.start < range.end
            && (is_dressing(&doc.tokens[range.start])
                || self.is_for_now(range.start) && titled(Range { start: range.start + 1, end: range.end })
                || doc.tokens[range.start].has(trait_of::TIME | trait_of::CALENDAR)
                || DAYS.contains(&doc.tokens[range.start].key)
                || doc.tokens[range.start].has(trait_of::NATIONALITY)
                    && titled(Range { start: range.start + 1, end: range.end }))
        {
            range.start += 1;
        }
        range.end = self.before_rank(range);
        if !titled(range) {
            return self.office_of(number).or_else(|| self.hyphened_office(phrase.range.start));
        }
        if range.start == phrase.range.start && owner.is_none() {
            range.start = self.qualified(range.start);
        }
        let first = doc.tokens[phrase.range.start].key;
        if matches!(first, HIS | HER | MY) && range.start == phrase.range.start {
            range.start += 1;
        }
        if is_its(first) && range.start == phrase.range.start {
            owner =
                body_meant_by_its(doc, self.people, range.start).map(|body| self.people.name_span(doc, body));
            range.start += 1;
        }
        if range.start == phrase.range.start {
            let first = portfolio_before(doc, number).or(office).map(|first| doc.phrases[first].range.start);
            range.start = first.unwrap_or_else(|| self.first_of_two(range.start));
        }
        let last_role = || (range.start..range.end).rev().find(|i| is_role(&doc.tokens[*i]));
        let role_at = office.map(|first| doc.phrases[first].head()).or_else(last_role);
        // “Verdalia **Chief** Evangelist”
        let chief = || (range.start..range.end).find(|at| doc.tokens[*at].key == CHIEF);
        let role_at = role_at.or_else(chief).unwrap_or(range.start);
        // “**Ministry of Defence** spokesman Ana Ruiz”
        if let Some(body) = self.body_in_front(range).filter(|body| body.end <= role_at) {
            range.start = if body.start > range.start { range.start } else { body.end };
            owner = owner.or_else(|| Some(self.body_span(body)));
        } else if range.start < role_at
            && let Some((after, body)) = self.body_before(Range { start: range.start, end: role_at })
            && after < range.end
            // “Energy and Mines Minister”
            && doc.tokens[after].key != AND
        {
            range.start = after;
            owner = owner.or(Some(body));
        }
        range.start = self.leader_of(range);
        if owner.is_none() && role_words().analysts.has(doc.tokens[role_at].key) {
            owner = self.firm_of_analyst(phrase.range.start);
        }
        (range.start < range.end).then(|| Role { title: Some(doc.span(range)), organization: owner })
    }

    /// “**Leader of the** opposition Ana Ruiz”: where the office begins that ends in a word for the body.
    fn leader_of(&self, title: Range) -> usize {
        let doc = self.doc;
        let alone = doc.settled && title.end == title.start + 1 && doc.tokens[title.start].key == OPPOSITION;
        let front = title.start.checked_sub(3).filter(|_| alone);
        let led = front.filter(|at| {
            let [head, of, the] = [&doc.tokens[*at], &doc.tokens[at + 1], &doc.tokens[at + 2]];
            is_role(head) && of.key == OF && the.key == THE && head.sentence == the.sentence
        });
        led.unwrap_or(title.start)
    }

    /// “the **appointment of** NAME **as** ROLE”: what somebody comes to be.
    fn appointed_by_noun(&self, number: usize) -> Option<Role> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let (noun, end) = (phrase.range.start.checked_sub(2)?, phrase.range.end);
        let comes = APPOINTMENTS.contains(&doc.tokens[noun].key) && doc.tokens[noun + 1].key == OF;
        let told = comes && doc.settled && doc.tokens.get(end).is_some_and(|token| token.key == AS);
        let limit = doc.sentence_of(phrase.core.start).end;
        told.then(|| self.read(Range { start: end + 1, end: self.apposition_end(end + 1, limit) })).flatten()
    }

    /// “said **then-mayor** Ana Ruiz”: in small letters it is no part of the name's phrase.
    fn hyphened_office(&self, name: usize) -> Option<Role> {
        let doc = self.doc;
        let at = name.checked_sub(1)?;
        let office = is_hyphened_office(doc.lexicon, doc.tokens[at].span.of(doc.text));
        office.then(|| Role { title: Some(doc.tokens[at].span), organization: None })
    }

    /// Where a title begins with the nouns before it: “**shipping** boss”, “**dockers’** leader”. A capital letter stands
    /// only where the sentence begins.
    fn qualified(&self, title: usize) -> usize {
        let doc = self.doc;
        let start = doc.sentence_of(title).start;
        let noun = |i: usize| {
            let token = &doc.tokens[i];
            let noun = token.is(tag::NOUN)
                || token.word.tags & tag::NOUN != 0 && token.span.of(doc.text).ends_with("ing")
                || token.has(trait_of::GROUP);
            noun && i >= start
                && (!token.capital || i == start)
                && token.quotation == doc.tokens[title].quotation
                && !token.has(trait_of::TIME | trait_of::CALENDAR | trait_of::COMMON_BODY | trait_of::ROLE)
        };
        if doc.tokens[title].capital || title == start {
            return title;
        }
        let before = title - 1;
        if LEADING.contains(&doc.tokens[before].key) {
            return before;
        }
        let apostrophe = doc.tokens[before].is_mark('’') || doc.tokens[before].is_mark('\'');
        if apostrophe && before > start && noun(before - 1) && !doc.tokens[before].spaced {
            return before - 1;
        }
        if noun(before) { before } else { title }
    }

    /// “**Founder and** chief executive NAME”: where the first of two roles that one has begins.
    fn first_of_two(&self, title: usize) -> usize {
        let doc = self.doc;
        let start = doc.sentence_of(title).start;
        let Some(first) = title.checked_sub(2).filter(|first| *first >= start) else { return title };
        let before = first.checked_sub(1).filter(|before| *before >= start).map(|at| &doc.tokens[at]);
        let article = before.is_some_and(|token| token.is(tag::DETERMINER | tag::NAME | tag::NOUN));
        let role = &doc.tokens[first];
        let joined = doc.tokens[title - 1].key == AND && role.has(trait_of::ROLE) && !role.has(trait_of::KIN);
        if joined && !article && role.quotation == doc.tokens[title].quotation { first } else { title }
    }

    /// “NAME, a ROLE at BODY,” and “NAME, 39, BODY’s ROLE”.
    fn apposition_after(&self, number: usize) -> Option<Fact> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let sentence = doc.sentence_of(phrase.core.start);
        let mut at = phrase.range.end;
        // “Ana Ruiz, Esq., …”
        let dot = |at: usize| doc.tokens.get(at).is_some_and(|dot| dot.is_mark('.') && !dot.spaced);
        if doc.tokens[at - 1].has(trait_of::SUFFIX)
            && dot(at)
            && doc.tokens.get(at + 1).is_some_and(|t| t.is_mark(','))
        {
            at += 1;
        }
        if phrase.possessive || at >= sentence.end {
            return None;
        }
        let opens = doc.tokens[at].kind == TokenKind::Mark
            && matches!(doc.tokens[at].mark, ',' | '(' | '—' | '–' | '-');
        if !opens {
            return self.of_body(at, sentence).map(Fact::now);
        }
        at = self.after_age(at + 1, sentence.end);
        if let Some(role) = self.of_body(at, sentence) {
            return Some(Fact::now(role));
        }
        let end = self.apposition_end(at, sentence.end);
        if self.is_doing(at)
            || self.has_done(at)
            || self.is_saying(at)
            || self.is_subject(at, end, sentence.end)
        {
            return None;
        }
        if self.is_listed(Range { start: at, end }) {
            return None;
        }
        // “director of the Gulf program until June”
        let past = doc.tokens[at.min(end)..end].iter().any(|t| t.key == UNTIL);
        let role = self.read(Range { start: at, end: self.portfolio_end(at, end, sentence.end) })?;
        let organization = role.organization.or_else(|| self.body_in_row(end, sentence.end));
        Some(Fact { past, ..Fact::now(Role { organization, ..role }) })
    }

    /// “NAME, **speaking** through his lawyer,”: what somebody does, and no description.
    fn is_doing(&self, at: usize) -> bool {
        let (Some(token), Some(next)) = (self.doc.tokens.get(at), self.doc.tokens.get(at + 1)) else {
            return false;
        };
        token.is(tag::VERB)
            && token.span.of(self.doc.text).ends_with("ing")
            && next.is(tag::PREPOSITION | tag::PRONOUN | tag::DETERMINER | tag::PARTICLE)
    }

    /// “A couple, NAME and NAME, **made** a long drive”, “NAME, 63, **took** over in May”: what somebody did, and no participle as in “a
    /// **retired** nurse”.
    fn has_done(&self, at: usize) -> bool {
        let doc = self.doc;
        let Some([verb, next]) = doc.tokens.get(at..at + 2) else { return false };
        // A participle in *-ed* may begin a description, and a word that is a noun too.
        let finite = doc.settled
            && verb.word.tags & tag::NOUN == 0
            && !is_role(verb)
            && !["ed", "ing"].iter().any(|ending| verb.span.of(doc.text).ends_with(ending))
            && next.is(tag::PREPOSITION | tag::ADVERB | tag::PARTICLE);
        verb.is(tag::VERB | tag::AUXILIARY) && (finite || next.is(tag::DETERMINER | tag::PRONOUN))
    }

    /// “Her lawyer, NAME, **said** the judge was wrong”: the name is an apposition itself.
    fn is_saying(&self, at: usize) -> bool {
        self.doc.tokens.get(at).is_some_and(|token| {
            token.word.is_cue(CueClass::Say) && token.is(tag::VERB) && !token.has(trait_of::ROLE)
        })
    }

    /// “In PLACE, **the mayor** said”: no comma closes it, and what follows is its verb.
    fn is_subject(&self, at: usize, end: usize, limit: usize) -> bool {
        let doc = self.doc;
        let definite = doc.tokens.get(at).is_some_and(|token| token.key == THE);
        let verb = doc.tokens.get(end).filter(|_| end < limit);
        definite && verb.is_some_and(|token| token.is(tag::VERB | tag::AUXILIARY) && !self.is_modifier(end))
    }

    /// “NAME, chief executive, **Sunmere Energy**:”: the body behind a role’s comma.
    pub(super) fn body_behind(&self, comma: usize, limit: usize) -> Option<Span> {
        let doc = self.doc;
        if comma + 1 >= limit || !doc.tokens[comma].is_mark(',') {
            return None;
        }
        let phrase = self.phrase_with(comma + 1).filter(|p| p.range.start == comma + 1)?;
        let alone = phrase.kind == PhraseKind::Name && phrase.core == phrase.range && !phrase.possessive;
        let ends =
            doc.tokens.get(phrase.range.end).is_none_or(|t| matches!(t.mark, ':' | ')' | ',' | '.' | ';'));
        (alone && ends && self.is_named_body(phrase.core)).then(|| self.body_span(phrase.core))
    }

    /// Passes over “39,”, “aged 39,”, “RN,” and “no relation,”.
    pub(super) fn after_age(&self, at: usize, limit: usize) -> usize {
        let doc = self.doc;
        let at = self.after_credentials(at, limit);
        let mark = |i: usize| i < limit && (doc.tokens[i].is_mark(',') || doc.tokens[i].is_mark(')'));
        let number = at + usize::from(doc.tokens.get(at).is_some_and(|t| t.key == AGED));
        if doc.tokens.get(number).is_some_and(|t| number < limit && t.is(tag::NUMERAL)) && mark(number + 1) {
            return (number + 2 + usize::from(mark(number + 2))).min(limit);
        }
        if doc.tokens.get(at).is_some_and(|t| t.key == NO) && mark(at + 2) {
            return at + 3;
        }
        at
    }

    /// Whether what follows a name is the next one of a list: “Ruiz, the mayor and two aides left”.
    fn is_listed(&self, range: Range) -> bool {
        let doc = self.doc;
        let Some(phrase) = self.phrase_with(range.start) else { return false };
        // “…, Warren Tuck,”: somebody else
        phrase.kind == PhraseKind::Name
            && phrase.range.start == range.start
            && !phrase.possessive
            && phrase.range.end >= range.end
            && !doc.tokens[phrase.range.start..phrase.range.end].iter().any(is_role)
    }

    /// “NAME of BODY”, “NAME, from BODY”, “NAME, for the tenants’ association,”.
    fn of_body(&self, at: usize, sentence: Range) -> Option<Role> {
        let doc = self.doc;
        let token = doc.tokens.get(at).filter(|_| at < sentence.end)?;
        let key = |at: usize| doc.tokens.get(at).map_or(0, |t| t.key);
        if token.key == SPEAKING && key(at + 1) == FOR || token.key == ON && key(at + 1) == BEHALF {
            let body = self.body_at(at + if token.key == ON { 3 } else { 2 }, true)?;
            return Some(Role { title: None, organization: Some(body) });
        }
        // “covering the stock for Verdalia”
        let covers = || (at + 1..sentence.end.min(at + FOR_WHOM)).find(|at| doc.tokens[*at].key == FOR);
        if role_words().covers.has(token.key)
            && let Some(for_whom) = covers()
        {
            // “covering for Bo Lind” is for a colleague.
            let of_what = for_whom > at + 1 || token.key != COVERING;
            let named = doc.tokens.get(for_whom + 1).filter(|_| of_what)?;
            let body = self.body_at(for_whom + 1, !named.is(tag::DETERMINER))?;
            return Some(Role { title: None, organization: Some(body) });
        }
        // “whose company Verdalia Foods makes jam”
        if token.key == WHO[1] {
            let phrase =
                self.phrase_with(at + 1).filter(|p| p.range.start <= at + 1 && p.kind == PhraseKind::Name)?;
            let body = self.is_named_body(phrase.core) && phrase.core.start > phrase.range.start;
            return body.then(|| Role { title: None, organization: Some(self.body_span(phrase.core)) });
        }
        if !matches!(token.key, OF | FROM | AT | WITH | FOR) {
            return None;
        }
        let body = self.body_at(at + 1, token.key == OF && self.is_long_name(at + 1))?;
        Some(Role { title: None, organization: Some(body) })
    }

    /// “NAME of the **California Systems Operator**”: three words with the article are a body's, whatever they say.
    fn is_long_name(&self, at: usize) -> bool {
        let article = self.doc.tokens.get(at).is_some_and(|token| token.key == THE);
        let phrase = self.phrase_with(at + 1).filter(|_| article);
        phrase
            .is_some_and(|phrase| phrase.kind == PhraseKind::Name && phrase.core.end - phrase.core.start > 2)
    }

    /// Where an apposition ends: at the comma, verb or stop that no list or body’s name explains.
    pub(super) fn apposition_end(&self, start: usize, limit: usize) -> usize {
        let doc = self.doc;
        let Some(first) = doc.tokens.get(start) else { return limit };
        let limit = limit.min(start + LONGEST);
        for at in start..limit {
            let token = &doc.tokens[at];
            let finite = token.is(tag::VERB | tag::AUXILIARY) && at > start && !self.is_modifier(at);
            let apostrophe = token.is_mark('’') || token.is_mark('\'');
            let joins = token.is_mark('&') || token.is_mark('/') || apostrophe || self.is_inside_phrase(at);
            let mark = token.is(tag::MARK) && !joins;
            let second = token.is(tag::COORDINATOR) && self.begins_another(at + 1, limit);
            if token.quotation != first.quotation
                || mark
                || finite
                || second
                || WHO.contains(&token.key)
                || at > start
                    && matches!(token.key, WHICH | THAT | WHERE | WHEN | WHILE | IF | BECAUSE | UNLESS)
            {
                return at;
            }
        }
        limit
    }

    /// “the Port Alder**,** Westmark-based company”: a comma that is part of what a firm is called by.
    fn is_inside_phrase(&self, comma: usize) -> bool {
        self.doc.settled
            && self.doc.tokens[comma].is_mark(',')
            && self.phrase_with(comma).is_some_and(|phrase| {
                phrase.kind == PhraseKind::Common && phrase.range.start < comma && comma < phrase.range.end
            })
    }

    /// Whether a second description or person stands at `at`: “… and **now a senior fellow**”, “… and **Warren Tuck**”.
    fn begins_another(&self, at: usize, limit: usize) -> bool {
        let doc = self.doc;
        let Some(token) = doc.tokens.get(at).filter(|_| at < limit) else { return true };
        token.is(tag::DETERMINER) || token.has(trait_of::STILL) || token.is(tag::VERB | tag::AUXILIARY)
    }

    /// A participle inside a phrase: “the organizing director”.
    fn is_modifier(&self, at: usize) -> bool {
        let doc = self.doc;
        let next = doc.tokens.get(at + 1);
        let words = doc.tokens[at].span.of(doc.text);
        (words.ends_with("ing") || words.ends_with("ed") || doc.tokens[at].word.tags & tag::NOUN != 0)
            && next.is_some_and(|n| n.is(tag::NOUN | tag::NAME | tag::ADJECTIVE | tag::PREPOSITION))
    }

    /// “**Sunmere Energy’s chief engineer**, Li Qianru,”: an apposition before the name; and “**The research director of
    /// the Forum**, she …”.
    pub(super) fn apposition_before(&self, number: usize) -> Option<Role> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let start = phrase.range.start;
        let plain = doc.tokens[start..phrase.core.start].iter().all(is_mere_honorific)
            || doc.settled
                && self.is_styled(Range { start, end: phrase.core.start })
                && doc.tokens.get(phrase.range.end).is_none_or(|token| token.is(tag::MARK));
        if !plain || start == 0 || !doc.tokens[start - 1].is_mark(',') {
            return None;
        }
        if let Some(office) = self.unknown_office(number) {
            return Some(office);
        }
        let from = self.apposition_start(start - 1);
        let range = Range { start: from, end: start - 1 };
        let first = doc.tokens.get(from)?;
        let sentence = doc.sentence_of(start);
        // “Flanked by **her lawyer**, Ana Ruiz said”, “After a meeting with **the mayor**, Ana Ruiz said”: somebody else.
        let led = from > sentence.start && doc.tokens[from - 1].is(tag::PREPOSITION);
        let goes_on =
            doc.tokens.get(phrase.range.end).is_some_and(|next| next.is(tag::VERB | tag::AUXILIARY));
        if led && goes_on {
            return self.fronted_office(start - 1);
        }
        // “It is the town’s **oldest lender**, Ruiz said”: what somebody says is no description of who says it. “In the end, **the mayor**,
        // Ruiz said” stands apart.
        let says = doc.tokens.get(phrase.range.end).is_some_and(|next| next.word.is_cue(CueClass::Say));
        let apart = || doc.tokens[from - 1].is_mark(',');
        if doc.settled && says && goes_on && from > sentence.start && !apart() {
            return None;
        }
        let definite = first.is(tag::DETERMINER | tag::NAME)
            || is_its(first.key)
            || matches!(first.key, HIS | HER)
            || from == sentence.start && is_role(first);
        let after = doc.phrases.partition_point(|p| p.range.start < from);
        let first_head =
            doc.phrases[after..].iter().take_while(|p| p.range.end < start).find(|p| !p.possessive)?;
        let role_first = doc.tokens[first_head.range.start..first_head.range.end].iter().any(is_role);
        if !definite || !role_first || self.is_plural(first_head) {
            return None;
        }
        let role = self.read(range)?;
        // “At the Harbour Authority, the spokesman, Tomasz Wilk,”
        Some(Role { organization: role.organization.or_else(|| self.fronted_body(from)), ..role })
    }

    /// “The **Tanaiste**, NAME,”, “The **Reeve of Harwick**, NAME,”: an office that no list has.
    fn unknown_office(&self, number: usize) -> Option<Role> {
        let doc = self.doc;
        let comma = doc.phrases[number].range.start.checked_sub(1)?;
        let office =
            (number.saturating_sub(2)..number).find(|before| office_beside(doc, *before) == Some(comma))?;
        let title = Range { start: doc.phrases[office].range.start + 1, end: comma };
        let known = doc.tokens[title.start..title.end].iter().any(is_role);
        (!known).then(|| Role { title: Some(doc.span(title)), organization: None })
    }

    /// “**Head of policy** NAME”, “**Leader of the council** NAME”: an office and what it is of, before a name without a comma.
    fn office_of(&self, number: usize) -> Option<Role> {
        let office = &self.doc.phrases[office_before(self.doc, number)?];
        self.read(Range { start: office.range.start, end: self.doc.phrases[number].core.start })
    }

    /// Where the words before the comma at `comma` begin: after a mark, verb or joining word.
    fn apposition_start(&self, comma: usize) -> usize {
        let doc = self.doc;
        let sentence = doc.sentence_of(comma);
        let mut from = comma;
        while from > sentence.start && comma - from < LONGEST {
            let token = &doc.tokens[from - 1];
            let apostrophe = token.is_mark('’') || token.is_mark('\'');
            let closes = token.is(tag::PREPOSITION)
                && !matches!(token.key, OF | FOR | AT | IN)
                && doc.tokens[from].is(tag::DETERMINER | tag::PRONOUN);
            if token.is(tag::MARK) && !apostrophe
                || closes
                || token.is(tag::VERB | tag::AUXILIARY | tag::SUBORDINATOR)
                || token.is(tag::COORDINATOR)
                    && from < comma
                    && doc.tokens[from].is(tag::DETERMINER | tag::PRONOUN)
                || token.quotation != 0
            {
                break;
            }
            from -= 1;
        }
        // “confirmed by her daughter, Griet Thorold”
        let joins = doc.tokens[from].is(tag::COORDINATOR | tag::PREPOSITION);
        if joins && from < comma { from + 1 } else { from }
    }

    /// “Their **lawyer** is Priya Raman”: NAME after a form of *be* after a role.
    fn introduced(&self, number: usize) -> Option<Role> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let at = phrase.range.start.checked_sub(1)?;
        let sentence = doc.sentence_of(phrase.range.start);
        let verb = &doc.tokens[at];
        if at <= sentence.start || !verb.has(trait_of::COPULA) || phrase.range.start != phrase.core.start {
            return None;
        }
        let from = self.apposition_start(at);
        let first = doc.tokens.get(from)?;
        let definite =
            first.is(tag::DETERMINER | tag::NAME) || is_its(first.key) || matches!(first.key, HIS | HER | MY);
        let after = doc.phrases.partition_point(|p| p.range.start < from);
        let head = doc.phrases[after..].iter().take_while(|p| p.range.end <= at).find(|p| !p.possessive)?;
        let described = head.kind == PhraseKind::Common
            && doc.tokens[head.range.start..head.range.end].iter().any(is_role)
            && !self.is_plural(head);
        (definite && described).then(|| self.read(Range { start: from, end: at })).flatten()
    }

    /// Whether a phrase means several people.
    pub(super) fn is_plural(&self, phrase: &Phrase) -> bool {
        let head = &self.doc.tokens[phrase.head()];
        head.has(trait_of::GROUP) && !head.has(trait_of::ROLE)
    }
}

/// Mr., Dr.: says nothing of an office.
pub(super) fn is_mere_honorific(token: &Tok) -> bool {
    token.has(trait_of::HONORIFIC) && !token.has(trait_of::TITLE) || role_words().styles.has(token.key)
}

const AS: u64 = ascii_key("as");
const OPPOSITION: u64 = ascii_key("opposition");
/// By what somebody comes to an office.
const APPOINTMENTS: [u64; 4] = keys(["appointment", "promotion", "election", "hiring"]);
/// What may stand before an office and be taken for a verb.
const LEADING: [u64; 3] = keys(["lead", "head", "acting"]);
const THE: u64 = ascii_key("the");
const CHIEF: u64 = ascii_key("chief");
const OF: u64 = ascii_key("of");
/// How many tokens from what somebody does to the firm they do it for: “covering this solar stock for Verdalia”.
const FOR_WHOM: usize = 7;
pub(super) const AND: u64 = ascii_key("and");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FOR: u64 = ascii_key("for");
const ON: u64 = ascii_key("on");
const BEHALF: u64 = ascii_key("behalf");
const SPEAKING: u64 = ascii_key("speaking");
const IN: u64 = ascii_key("in");
const FROM: u64 = ascii_key("from");
const AGED: u64 = ascii_key("aged");
const UNTIL: u64 = ascii_key("until");
const NO: u64 = ascii_key("no");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const MY: u64 = ascii_key("my");
const WHICH: u64 = ascii_key("which");
const THAT: u64 = ascii_key("that");
const WHERE: u64 = ascii_key("where");
const WHEN: u64 = ascii_key("when");
const WHILE: u64 = ascii_key("while");
const COVERING: u64 = ascii_key("covering");
const IF: u64 = ascii_key("if");
const BECAUSE: u64 = ascii_key("because");
const UNLESS: u64 = ascii_key("unless");
