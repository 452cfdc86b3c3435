//! The body that several who are named together have, or whose possessive stands before the first of them.

use super::super::bodies::is_body;
use super::super::doc::Range;
use super::super::joint::names_in_a_row;
use super::super::lexicon::{ascii_key, tag, trait_of};
use super::super::sources::possessed;
use super::{Reader, Role};
use crate::model::Span;

impl Reader<'_> {
    /// “**Verdalia** analysts Dan Poole and Eve Marsh”: the body before the title of several.
    pub(super) fn body_of_several(&self, title: Range) -> Option<Span> {
        let doc = self.doc;
        let phrase = self.phrase_with(title.start)?;
        let names = (phrase.range.start..title.start).rev().take_while(|at| doc.tokens[*at].is(tag::NAME));
        let name = Range { start: names.last()?, end: title.start };
        let office = doc.lexicon.office_of_one(doc.words(title))?;
        let held = doc.lexicon.word(&office).traits & trait_of::CORPORATE != 0;
        let known = trait_of::PLACE | trait_of::NATIONALITY | trait_of::GIVEN | trait_of::CALENDAR;
        let firm = held && !doc.tokens[name.start..name.end].iter().any(|t| t.has(known));
        (firm || self.is_named_body(name)).then(|| self.body_span(name))
    }

    /// “**The Wold Institute’s** Ann Hall and Bo Lind”, “Ann Hall and Bo Lind, **both of the Wold Institute**,”: the body
    /// that names in a row have together, or one has alone.
    pub(super) fn shared_body(&self, number: usize) -> Option<Role> {
        let doc = self.doc;
        let names = names_in_a_row(doc, number);
        let behind = || {
            let comma = doc.phrases[*names.end()].range.end;
            let at = comma + 2;
            let apart = doc.tokens.get(comma).is_some_and(|t| t.is_mark(','));
            let all = doc.tokens.get(comma + 1).is_some_and(|t| matches!(t.key, ALL | BOTH));
            let joined = doc.tokens.get(at).is_some_and(|t| matches!(t.key, OF | FROM | AT | WITH | FOR));
            let told = names.end() > names.start() && apart && all && joined;
            told.then(|| self.body_at(at + 1, false)).flatten()
        };
        let first = &doc.phrases[*names.start()];
        let owner = || {
            let bare = first.range.start == first.core.start;
            let owner = bare.then(|| names.start().checked_sub(1)).flatten();
            let owned = owner.filter(|owner| possessed(doc, *owner) == Some(*names.start()));
            let told = owned.and_then(|owner| self.people.named_by(owner));
            let body = || told.filter(|body| is_body(doc, self.people, *body));
            self.possessor(first.range.start)
                .filter(|_| bare)
                .or_else(|| Some(self.people.name_span(doc, body()?)))
        };
        Some(Role { title: None, organization: Some(owner().or_else(behind)?) })
    }
}

const ALL: u64 = ascii_key("all");
const BOTH: u64 = ascii_key("both");
const OF: u64 = ascii_key("of");
const FROM: u64 = ascii_key("from");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FOR: u64 = ascii_key("for");
