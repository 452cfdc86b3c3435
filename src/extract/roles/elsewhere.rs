//! What another sentence says: somebody named first and described later, or described first and named later.

use hashbrown::HashSet;

use super::super::doc::{PhraseKind, Range};
use super::super::lexicon::{CueClass, ascii_key, tag, trait_of};
use super::super::somebody::{ANOTHER, speaks_of_others};
use super::description::is_role;
use super::facts::Fact;
use super::{Reader, Role};
use crate::extract::kinds_of_body::is_its;

/// How many tokens after “its president” the president may be named.
const NAMED_WITHIN: usize = 90;

impl Reader<'_> {
    /// “…, **its president** said on Tuesday. “We grow it,” **Bettina Krall** told a meeting”: somebody first described,
    /// then named, of whom nothing else is said.
    pub(super) fn introductions(&self, facts: &[Vec<Fact>]) -> Vec<(usize, Role)> {
        let doc = self.doc;
        let mut out: Vec<(usize, Role)> = Vec::new();
        for (number, phrase) in doc.phrases.iter().enumerate() {
            if !self.is_unnamed_holder(number) {
                continue;
            }
            let next = doc.phrases[number + 1..]
                .iter()
                .enumerate()
                .take_while(|(_, p)| p.range.start < phrase.range.end + NAMED_WITHIN)
                .map(|(i, _)| number + 1 + i)
                .filter(|i| doc.tokens[doc.phrases[*i].range.start].quotation == 0)
                .find_map(|i| self.people.named_by(i).filter(|p| self.people.is_person(*p)).map(|p| (i, p)));
            let Some((place, person)) = next else { continue };
            let new = self.people.first_naming(person) == Some(place);
            if !new
                || !facts[person].is_empty()
                || out.iter().any(|(known, _)| *known == person)
                || !self.speaks(place)
            {
                continue;
            }
            let start = self.possessive_start(number);
            if let Some(role) =
                self.read(Range { start, end: self.apposition_end(start, phrase.range.end + 8) })
                && role.organization.is_some()
            {
                out.push((person, role));
            }
        }
        out
    }

    /// “…, says Marta Oyelaran. **The director of the Gulf program** says …”: somebody named, then described, of whom
    /// nothing else is said.
    pub(super) fn resumptions(&self, facts: &[Vec<Fact>]) -> Vec<(usize, Role)> {
        let doc = self.doc;
        let mut out: Vec<(usize, Role)> = Vec::new();
        let mut last: Option<(usize, usize)> = None;
        // “sent **an inspector** …. The inspector asked”: somebody of whom no name is told.
        let mut unnamed: HashSet<u64, foldhash::fast::FixedState> = HashSet::default();
        for (number, phrase) in doc.phrases.iter().enumerate() {
            if doc.tokens[phrase.range.start].quotation != 0 {
                continue;
            }
            let head = &doc.tokens[phrase.head()];
            let people =
                || doc.tokens[phrase.range.start..phrase.range.end].iter().filter(|t| t.has(trait_of::ROLE));
            if phrase.kind == PhraseKind::Common
                && people().next().is_some()
                && self.resumed_by(number).is_none()
            {
                // “A spokesman for Verdalia” is not Verdalia.
                let of = doc.tokens.get(phrase.range.end).is_some_and(|token| token.is(tag::PREPOSITION));
                let beside = doc.phrases.get(number + 1).is_some_and(|next| {
                    next.kind == PhraseKind::Name && next.range.start <= phrase.range.end + 1 && !of
                });
                let of_named = number.checked_sub(1).is_some_and(|before| {
                    let before = &doc.phrases[before];
                    before.kind == PhraseKind::Name
                        && !before.possessive
                        && before.range.end + 4 > phrase.range.start
                        && doc.tokens[before.range.start].sentence == doc.tokens[phrase.range.start].sentence
                });
                if !beside && !of_named {
                    unnamed.extend(people().map(|t| t.key));
                }
                continue;
            }
            if let Some(person) = self.people.named_by(number).filter(|p| self.people.is_person(*p)) {
                // “Bo Lind of **Verdalia** said it was late. The analyst said …”
                let of_last = last.is_some_and(|(_, named)| self.is_beside_of(named, number));
                if !of_last {
                    last = Some((person, number));
                }
                continue;
            }
            // “The **other** analyst said”
            let words = &doc.tokens[phrase.range.start..phrase.head()];
            if doc.settled && words.iter().any(|word| ANOTHER.contains(&word.key)) {
                continue;
            }
            let Some((person, named)) = last else { continue };
            let sentence = doc.tokens[phrase.range.start].sentence;
            let near = sentence > doc.tokens[doc.phrases[named].range.start].sentence
                && sentence <= doc.tokens[doc.phrases[named].range.start].sentence + 3;
            let known = facts[person].iter().any(|f| f.role.title.is_some())
                || out.iter().any(|(other, _)| *other == person);
            // “Bo Lind was jailed. The judge said …”: another, as long as Lind has said nothing.
            let may_resume = self.speaks(named) || !speaks_of_others(head);
            if !near || !may_resume || known || unnamed.contains(&head.key) {
                continue;
            }
            let Some(verb) = self.resumed_by(number) else { continue };
            let start = phrase.range.start;
            let range = Range { start, end: self.apposition_end(start, verb) };
            let held = |role: &Role| {
                facts.iter().flatten().any(|f| {
                    f.role.title.is_some()
                        && f.role.title.map(|t| self.head_of(t)) == role.title.map(|t| self.head_of(t))
                })
            };
            if let Some(role) = self.read(range).filter(|r| !held(r)) {
                out.push((person, role));
            }
        }
        out
    }

    /// “Bo Lind **of Verdalia**”: whether the second of two names is what the first is of.
    fn is_beside_of(&self, first: usize, second: usize) -> bool {
        let doc = self.doc;
        let (first, second) = (&doc.phrases[first], &doc.phrases[second]);
        let of =
            doc.tokens.get(first.range.end).is_some_and(|token| matches!(token.key, OF | AT | WITH | FROM));
        let given = doc.tokens[second.core.start].has(trait_of::GIVEN);
        doc.settled && of && !given && second.range.start == first.range.end + 1
    }

    /// “The director of the Gulf program **says**”: the verb of a description that opens its sentence and means one, where no
    /// name stands beside it.
    fn resumed_by(&self, number: usize) -> Option<usize> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let opens = phrase.range.start == doc.sentence_of(phrase.range.start).start;
        let next = doc.phrases.get(number + 1);
        let named = next.is_some_and(|n| {
            n.range.start == phrase.range.end + 1 && doc.tokens[phrase.range.end].is_mark(',')
        });
        let verb = (phrase.range.end..doc.sentence_of(phrase.range.start).end.min(phrase.range.end + 14))
            .find(|i| doc.tokens[*i].is(tag::VERB | tag::AUXILIARY))?;
        // “The foreman bet **him** a week’s wages”: somebody else
        let sentence = doc.sentence_of(phrase.range.start);
        let to_another = doc.tokens[..sentence.end]
            .get(verb + 1)
            .is_some_and(|t| matches!(t.key, HIM | HER) && t.quotation == 0);
        let speaks = doc.tokens[verb].word.is_cue(CueClass::Say) || doc.tokens[verb].is(tag::AUXILIARY);
        let resumes = phrase.kind == PhraseKind::Common
            && opens
            && !to_another
            && doc.tokens[phrase.range.start].key == THE
            && doc.tokens[phrase.head()].has(trait_of::ROLE)
            && !self.is_plural(phrase)
            && !phrase.possessive
            && !named
            && speaks;
        resumes.then_some(verb)
    }

    /// “its president”, “the union’s president”: one holder of a role, who speaks, and no name beside it.
    fn is_unnamed_holder(&self, number: usize) -> bool {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let start = self.possessive_start(number);
        let first = &doc.tokens[start];
        let owned = is_its(first.key) || start < phrase.range.start;
        phrase.kind == PhraseKind::Common
            && first.quotation == 0
            && owned
            && is_role(&doc.tokens[phrase.head()])
            && !self.is_plural(phrase)
            && self.speaks(number)
    }

    /// Where a phrase begins, the possessor before it taken in.
    fn possessive_start(&self, number: usize) -> usize {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let Some(before) = number.checked_sub(1).map(|n| &doc.phrases[n]) else { return phrase.range.start };
        if before.possessive && before.range.end + 1 == phrase.range.start {
            before.range.start
        } else {
            phrase.range.start
        }
    }

    /// Whether a word of saying stands beside a phrase.
    fn speaks(&self, number: usize) -> bool {
        let doc = self.doc;
        let range = doc.phrases[number].range;
        let said =
            |at: usize| doc.tokens.get(at).is_some_and(|t| t.word.is_cue(CueClass::Say) && !t.is(tag::NAME));
        said(range.end) || said(range.end + 1) || range.start.checked_sub(1).is_some_and(said)
    }
}

const OF: u64 = ascii_key("of");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FROM: u64 = ascii_key("from");
const THE: u64 = ascii_key("the");
const HIM: u64 = ascii_key("him");
const HER: u64 = ascii_key("her");
