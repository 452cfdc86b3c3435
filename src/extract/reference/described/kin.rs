//! Whom a relation means: “her daughter”, “the mother-of-two”.

use crate::extract::doc::{Phrase, PhraseKind, Tok};
use crate::extract::full_names::is_mother;
use crate::extract::gender::Gender;
use crate::extract::lexicon::{ascii_key, tag, trait_of};
use crate::extract::reference::{Discourse, Meaning};
use crate::extract::somebody::is_parent;
use crate::model::ReferenceKind;

/// How many phrases back somebody's relation may have been named.
const KIN_REACH: usize = 300;

impl Discourse<'_> {
    /// “the mother-of-two”: the woman met last, or else whoever may be one.
    pub(super) fn by_children(&self, phrase: &Phrase) -> Option<Meaning> {
        let doc = self.doc;
        let word = doc.tokens[phrase.head()].span.of(doc.text);
        if doc.tokens[phrase.range.start].key != THE || !is_parent(word) || self.is_brought_in(phrase) {
            return None;
        }
        let own = if is_mother(word) { Gender::Female } else { Gender::Male };
        let gender = |person: usize| self.people.all[person].gender;
        let people =
            || self.recent().map(|(_, p)| p).filter(|p| self.people.is_person(*p) && !self.is_doubtful(*p));
        let person = people()
            .find(|p| gender(*p) == own)
            .or_else(|| people().find(|p| gender(*p) == Gender::Unknown))?;
        Some(Meaning::by(ReferenceKind::Age, person, self.met_as(person)))
    }

    /// “Ruiz met **a mother-of-two**. … **The mother-of-two** said”: whether somebody without a name is meant. “Ruiz, a mother-of-two,”
    /// is Ruiz.
    fn is_brought_in(&self, phrase: &Phrase) -> bool {
        let tokens = &self.doc.tokens;
        let key = tokens[phrase.head()].key;
        let from = phrase.range.start.saturating_sub(KIN_REACH);
        (from..phrase.range.start).any(|at| {
            let anybody = tokens[at].key == A && tokens[at + 1].key == key;
            let told = |before: &Tok| before.is_mark(',') || before.is(tag::AUXILIARY);
            anybody && !at.checked_sub(1).is_some_and(|at| told(&tokens[at]))
        })
    }

    /// “her daughter”: whoever was named beside these words, where that is one.
    pub(super) fn by_kin(&self, number: usize) -> Option<Meaning> {
        let doc = self.doc;
        let range = doc.phrases[number].range;
        let kin = doc.tokens[range.end - 1];
        let owned = |start: usize| matches!(doc.tokens[start].key, HIS | HER | THEIR);
        if !kin.has(trait_of::KIN) || !owned(range.start) || range.end - range.start != 2 {
            return None;
        }
        let from = number.saturating_sub(KIN_REACH);
        let mut named = (from..number).filter_map(|before| {
            let phrase = &doc.phrases[before];
            let same = owned(phrase.range.start)
                && doc.tokens[phrase.range.start..phrase.range.end].iter().any(|t| t.key == kin.key);
            let name = if phrase.kind == PhraseKind::Name {
                Some(before)
            } else {
                let next = doc.phrases.get(before + 1)?;
                let beside = next.range.start <= phrase.range.end + 1
                    && doc.tokens[phrase.range.end..next.range.start].iter().all(|t| t.is_mark(','));
                beside.then_some(before + 1)
            }?;
            let person = self.people.named_by(name).filter(|p| same && self.people.is_person(*p));
            Some((person?, name))
        });
        let (first, name) = named.next()?;
        let only = named.all(|(other, _)| other == first);
        let antecedent = doc.span(doc.phrases[name].core);
        only.then(|| Meaning::by(ReferenceKind::Kin, first, Some(antecedent)))
    }
}

const THE: u64 = ascii_key("the");
const A: u64 = ascii_key("a");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const THEIR: u64 = ascii_key("their");
