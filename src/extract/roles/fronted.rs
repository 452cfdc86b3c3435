//! What a sentence opens with and tells of whom it names next: “**At the Harbour Authority**, the spokesman, …”, “Covering it **for
//! Verdalia**, analyst Ana Ruiz noted”, “In her first speech **as mayor**, Ana Ruiz said”.

use super::super::doc::{PhraseKind, Range};
use super::super::lexicon::{ascii_key, keys, role_words, tag};
use super::description::is_role;
use super::{Reader, Role};
use crate::model::Span;

/// How long what a sentence opens with may be, in tokens.
const LONGEST: usize = 28;
/// How many words may stand between a comma and the office it leads to: “**top 5-star** analyst”.
const DRESSED: usize = 3;

impl Reader<'_> {
    /// “**At the Harbour Authority**, the spokesman, …”: the body a sentence opens with.
    pub(super) fn fronted_body(&self, from: usize) -> Option<Span> {
        let doc = self.doc;
        let sentence = doc.sentence_of(from);
        let fronted = from > sentence.start
            && doc.tokens[from - 1].is_mark(',')
            && matches!(doc.tokens[sentence.start].key, AT | FROM | FOR)
            && from - sentence.start < LONGEST;
        fronted.then(|| self.body_at(sentence.start + 1, false)).flatten()
    }

    /// “Covering it for **Verdalia**, analyst Ana Ruiz noted”, “Covering it for **Verdalia** is analyst Ana Ruiz”, “**Verdalia**’s
    /// 5-star analyst Ana Ruiz”: the firm of an analyst, whose office begins at `office`.
    pub(super) fn firm_of_analyst(&self, office: usize) -> Option<Span> {
        let doc = self.doc;
        let start = doc.sentence_of(office).start;
        let dressing = |at: &usize| {
            let token = &doc.tokens[*at];
            token.is_word() && !token.capital && token.is(tag::ADJECTIVE | tag::NUMERAL | tag::NOUN)
        };
        let lead = (start..office).rev().take(DRESSED).take_while(dressing).last().unwrap_or(office);
        if let Some(firm) = self.possessor(lead).or_else(|| self.owner_of_analyst(lead)) {
            return Some(firm);
        }
        let end = lead.checked_sub(1).filter(|end| *end > start)?;
        let number = doc.phrases.partition_point(|phrase| phrase.range.end < end);
        let firm = doc.phrases.get(number).filter(|firm| firm.range.end == end)?;
        // “Representing **Verdalia**, analyst Ana Ruiz”, whose capital makes it one name
        let represents = doc.settled
            && doc.tokens[start].key == REPRESENTING
            && firm.range.start <= start + 1
            && firm.core.end > start + 1
            && doc.tokens[end].is_mark(',');
        if represents && firm.kind == PhraseKind::Name {
            return Some(self.body_span(Range { start: firm.core.start.max(start + 1), end: firm.core.end }));
        }
        let before = firm.range.start.checked_sub(1).filter(|before| *before >= start)?;
        let leads = FIRM_FOLLOWS.contains(&doc.tokens[before].key) && firm.kind == PhraseKind::Name;
        let begins = role_words().covers.has(doc.tokens[start].key) || before == start;
        let joins = doc.tokens[end].is_mark(',') || doc.tokens[end].key == IS;
        (leads && begins && joins).then(|| self.body_at(before + 1, true)).flatten()
    }

    /// “**Verdalia**’s analyst”: whoever has analysts is a firm, if it is nobody who is named otherwise.
    pub(super) fn owner_of_analyst(&self, start: usize) -> Option<Span> {
        let doc = self.doc;
        let ending =
            start.checked_sub(1).filter(|at| doc.tokens[*at].is(tag::MARK) || !doc.tokens[*at].is_word())?;
        let number = doc.phrases.partition_point(|phrase| phrase.range.end < ending);
        let owner = doc.phrases.get(number).filter(|owner| owner.range.end == ending && owner.possessive)?;
        let firm = owner.kind == PhraseKind::Name
            && owner.core == owner.range
            && !self.is_place(owner.core)
            && !self.is_somebody(owner.core);
        firm.then(|| self.body_span(owner.core))
    }

    /// “In her first speech **as mayor**, Ana Ruiz said”: the office a sentence's first words end with. `comma` stands before
    /// the name.
    pub(super) fn fronted_office(&self, comma: usize) -> Option<Role> {
        let doc = self.doc;
        let sentence = doc.sentence_of(comma);
        let from = sentence.start.max(comma.saturating_sub(LONGEST));
        let office = (from..comma).rev().take(LONGEST_OFFICE).find(|at| doc.tokens[*at].key == AS)? + 1;
        let fronted = matches!(doc.tokens[sentence.start].key, IN | DURING | AT | ON | AS);
        let held = doc.tokens[office..comma].iter().any(is_role)
            && doc.tokens[sentence.start..comma]
                .iter()
                .all(|token| !token.is_mark(',') && token.quotation == 0)
            // “In a letter to Bo Lind as head of the bank”
            && !doc.tokens[sentence.start + 1..office].iter().any(|token| token.is(tag::NAME));
        (fronted && held).then(|| self.read(Range { start: office, end: comma })).flatten()
    }
}

/// “as **mayor of Harrow and head of its council**”.
const LONGEST_OFFICE: usize = 9;
/// What stands before the firm for which somebody covers another.
const FIRM_FOLLOWS: [u64; 4] = keys(["for", "from", "at", "with"]);
const REPRESENTING: u64 = ascii_key("representing");
const AS: u64 = ascii_key("as");
const AT: u64 = ascii_key("at");
const DURING: u64 = ascii_key("during");
const FOR: u64 = ascii_key("for");
const FROM: u64 = ascii_key("from");
const IN: u64 = ascii_key("in");
const IS: u64 = ascii_key("is");
const ON: u64 = ascii_key("on");
