//! Whom a description means: “the mayor”, “her daughter”, “the company”, “the 39-year-old”.

mod aged;
mod body;
mod holder;
mod kin;
mod writer;

use super::{Discourse, Meaning, in_full};
use crate::extract::doc::{Phrase, PhraseKind};
use crate::extract::lexicon::{ascii_key, role_words, tag, trait_of};
use crate::extract::people::guess::office_beside;
use crate::extract::roles::is_body_beside;
use crate::extract::somebody::is_epithet;
use crate::extract::true_source::is_closed;
use crate::model::{ReferenceKind, Span};

/// How many sentences back somebody spoke who is still on a reader's mind.
const SPEAKER_REACH: u32 = 3;
/// A role no further from a name than so many bytes is shown with it.
const BESIDE: u32 = 40;

impl Discourse<'_> {
    /// Whom a common noun and what belongs to it mean.
    pub(super) fn described(&self, number: usize) -> Option<Meaning> {
        let phrase = &self.doc.phrases[number];
        self.by_office(number)
            .or_else(|| self.by_age(phrase))
            .or_else(|| self.by_children(phrase))
            .or_else(|| self.by_kin(number))
            .or_else(|| self.by_kind(phrase))
            .or_else(|| self.by_paper(phrase))
            .or_else(|| self.by_author(number))
    }

    /// “The Board’s clerk, Wilma Stroud”, “the clerk”.
    pub(super) fn by_office(&self, number: usize) -> Option<Meaning> {
        self.named_beside(number).or_else(|| self.by_title(&self.doc.phrases[number]))
    }

    /// What *who* means behind a description.
    pub(super) fn before_relative(&self, phrase: &Phrase) -> Option<Meaning> {
        self.by_title(phrase).or_else(|| self.by_kind(phrase))
    }

    /// The words that told of somebody's office, with the name beside them.
    fn office_told(&self, person: usize, office: u64) -> Option<Span> {
        let doc = self.doc;
        let name = self.people.name_span(doc, person);
        if let Some(role) = self.roles[person].title {
            let (first, last) = if role.start < name.start { (role, name) } else { (name, role) };
            let near = last.start.saturating_sub(first.end) <= BESIDE;
            return Some(if near { Span { start: first.start, end: first.end.max(last.end) } } else { role });
        }
        let titled = |number: &usize| {
            let range = doc.phrases[*number].range;
            doc.tokens[range.start..range.end].iter().any(|token| in_full(token.key) == office)
        };
        let named = self.people.first_naming(person).into_iter().chain(self.last[person]).find(titled);
        named.map(|number| doc.span(doc.phrases[number].range)).or_else(|| self.met_as(person))
    }

    /// “The Board’s **clerk**, Wilma Stroud, answered”: a description whose name stands beside it.
    fn named_beside(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let beside = |last: &Phrase, next: usize| {
            doc.phrases.get(next).is_some_and(|n| n.range.start == last.range.end + 1)
        };
        // “The minister **of the economy**, Ana Ruiz, …”, “A spokesman **for the guild**, Bo Lind, …”
        let of =
            doc.tokens.get(phrase.range.end).is_some_and(|t| matches!(t.key, OF | FOR | AT | WITH | FROM))
                && beside(phrase, number + 1);
        // “Verdalia's founder **and CEO**, Ana Ruiz, …”
        let and = doc.tokens.get(phrase.range.end).is_some_and(|t| t.key == AND)
            && beside(phrase, number + 1)
            && doc.tokens[doc.phrases[number + 1].head()].has(trait_of::ROLE);
        let further = of || and;
        // “The director of **Norland's** Lantern Trust, Ana Ruiz, …”
        let owned_body = of
            && doc.settled
            && doc.phrases[number + 1].possessive
            && doc.phrases.get(number + 2).is_some_and(|body| {
                body.kind == PhraseKind::Name || doc.tokens[phrase.range.start].key == ONE
            })
            && beside(&doc.phrases[number + 1], number + 2);
        let steps = usize::from(further) + usize::from(owned_body);
        let (last, place) = (&doc.phrases[number + steps], number + steps + 1);
        let next = doc.phrases.get(place).filter(|_| beside(last, place))?;
        let comma = doc.tokens[last.range.end].is_mark(',');
        // “The **Commissioner of Police**, Ana Ruiz, …”
        let capitals = doc.settled && phrase.kind == PhraseKind::Name && office_beside(doc, number).is_some();
        let described = doc.tokens[phrase.head()].has(trait_of::ROLE | trait_of::TITLE) || capitals;
        // “His former employer, the Corvane Group, expects”
        let first = &doc.tokens[phrase.range.start];
        let owned = (first.is(tag::DETERMINER | tag::PRONOUN) || first.key == ONE) && is_closed(doc, place);
        // “The operator of Harrow airport, Verdalia Holdings, said”
        let runs = doc.settled && role_words().of_bodies.has(doc.tokens[phrase.head()].key);
        let named = self.people.named_by(place);
        let named = named.filter(|p| owned && (!of || runs) || self.people.is_person(*p));
        // “According to the company, Lind, who …”
        let company = doc.tokens[phrase.head()].has(trait_of::COMMON_BODY);
        let named = named.filter(|p| described || !company || !self.people.is_person(*p));
        // “A spokesman for **the company, Carrow Homes**, said”
        let body =
            of && doc.tokens[phrase.head()].has(trait_of::SPEAKS_FOR) && is_body_beside(doc, last, next);
        let fits = comma && (described || owned) && !next.possessive && !body;
        Some(Meaning::by(ReferenceKind::Beside, named.filter(|_| fits)?, Some(doc.span(next.core))))
    }

    /// “the Spaniard”: whoever spoke last, where nobody else was named since, or else the only one met. Of two who met, either
    /// may be the Spaniard.
    pub(super) fn by_epithet(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        if !is_epithet(doc, &doc.phrases[number]) {
            return None;
        }
        let in_full = |person: &usize| self.told[*person] && self.people.all[*person].name.contains(' ');
        let people = self.recent().filter(|(at, person)| *at < number && self.people.is_person(*person));
        let mut people = people.map(|(_, person)| person).filter(in_full);
        let last = people.next()?;
        let only = self.speaker == Some(last) || people.all(|other| other == last);
        only.then(|| Meaning::by(ReferenceKind::Epithet, last, self.met_as(last)))
    }
}

const AND: u64 = ascii_key("and");
const OF: u64 = ascii_key("of");
const ONE: u64 = ascii_key("one");
const FOR: u64 = ascii_key("for");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FROM: u64 = ascii_key("from");
