//! The body that is named before a role: “a **Sunmere Energy** engineer”, “**Verdalia** analyst Ana Ruiz”.

use super::super::doc::{Range, Tok};
use super::super::joint::WITH_PORTFOLIO;
use super::super::lexicon::{ascii_key, keys, tag, trait_of};
use super::super::people::is_chief_of_firm;
use super::Reader;
use super::description::is_role;
use super::places::AND;
use crate::model::Span;

impl Reader<'_> {
    /// “a Sunmere Energy engineer”: the body named before the role, and where the rest begins.
    pub(super) fn body_before(&self, range: Range) -> Option<(usize, Span)> {
        let doc = self.doc;
        let former = matches!(doc.tokens[range.start].key, FORMER | EX);
        let from = range.start + usize::from(former);
        let last = (from..range.end)
            .take_while(|i| doc.tokens[*i].is(tag::NAME) && !doc.tokens[*i].has(trait_of::TITLE))
            .last()?;
        let named = self.with_what_follows_of(Range { start: from, end: last + 1 }, range.end);
        let taken = !self.is_plain_noun(named)
            && !self.is_portfolio(named)
            && (self.is_named_body(named) || self.is_held_in(named));
        taken.then(|| (if former { range.start } else { named.end }, self.body_span(named)))
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
        let behind = &doc.tokens[name.end..doc.tokens.len().min(name.end + LONGEST_OFFICE)];
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
        let office = behind.iter().take_while(|t| !is_role(t) || t.key == CHIEF || is_vice(t)).count();
        // “Verdalia president and CEO”
        let second = match behind.get(office + 1..) {
            Some([and, rest @ ..]) if and.key == AND => {
                rest.iter().any(|t| t.has(trait_of::CORPORATE) || t.key == CHIEF)
            }
            _ => false,
        };
        let held = second
            || behind.get(office).is_some_and(|t| t.has(trait_of::CORPORATE) || CHAIRS.contains(&t.key));
        let corporate = role.has(trait_of::CORPORATE) && capitals;
        let somebody = tokens.last().is_some_and(|t| self.people.is_surname(doc, t));
        let firm = held && !somebody && tokens.last().is_some_and(proper);
        (role.has(trait_of::SPEAKS_FOR) || corporate || firm) && !known
    }

    /// “**Energy** Minister”, “**Commerce** Secretary”: what somebody is minister of, and no body.
    fn is_portfolio(&self, name: Range) -> bool {
        let doc = self.doc;
        let alone = name.end == name.start + 1 && !self.is_acronym(name);
        alone && doc.tokens.get(name.end).is_some_and(|office| WITH_PORTFOLIO.contains(&office.key))
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

/// “**vice** chairman”, “**managing** director”.
fn is_vice(token: &Tok) -> bool {
    matches!(token.key, VICE | DEPUTY | SENIOR | GENERAL)
}

/// How many words an office behind a body's name has at most that are looked at.
const LONGEST_OFFICE: usize = 4;
/// Offices that firms have, and countries too, but by names that are listed.
const CHAIRS: [u64; 4] = keys(["chairman", "chairwoman", "chairperson", "partner"]);
/// How words end that tell what somebody holds for true.
const CONVICTIONS: [&str; 4] = ["ian", "ist", "ish", "ese"];
const CHIEF: u64 = ascii_key("chief");
const VICE: u64 = ascii_key("vice");
const DEPUTY: u64 = ascii_key("deputy");
const SENIOR: u64 = ascii_key("senior");
const GENERAL: u64 = ascii_key("general");
const FORMER: u64 = ascii_key("former");
const EX: u64 = ascii_key("ex");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
