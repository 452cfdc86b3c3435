//! Whoever holds an office: “the mayor”, “the Supreme Leader”, “its president”, “the analyst”.

use super::SPEAKER_REACH;
use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::kinds_of_body::is_its;
use crate::extract::lexicon::{ascii_key, keys, tag, trait_of};
use crate::extract::people::guess::is_bare_title;
use crate::extract::reference::{Discourse, Meaning, in_full};
use crate::extract::somebody::{ANOTHER, NEW};
use crate::model::{ReferenceKind, Span};
use crate::text::TokenKind;

/// How many tokens back somebody without a name may have been told of.
const STRANGER_REACH: usize = 300;

impl Discourse<'_> {
    /// “the mayor”, “the Supreme Leader”: whoever holds that office, met last.
    pub(super) fn by_title(&self, phrase: &Phrase) -> Option<Meaning> {
        let holder = self.holder(phrase);
        let person = self.spoke_as_analyst(phrase, holder).or(holder)?;
        let word = in_full(self.doc.tokens[phrase.range.end - 1].key);
        Some(Meaning::by(ReferenceKind::Office, person, self.office_told(person, word)))
    }

    /// “Bo Lind of Orton Stanley said it was late. **The analyst** said …”: whoever spoke last, where no other office of theirs is told
    /// and neither the holder of that one, nor anybody without a name, was met since.
    fn spoke_as_analyst(&self, phrase: &Phrase, holder: Option<usize>) -> Option<usize> {
        let doc = self.doc;
        let words = &doc.tokens[phrase.range.start..phrase.range.end];
        // “the **five-star** analyst”
        let ([the, analyst] | [the, _, analyst]) = words else { return None };
        if words[1..].iter().any(|token| token.capital || ANOTHER.contains(&token.key)) {
            return None;
        }
        let (speaker, spoken) = (self.speaker?, self.spoken?);
        let since = analyst.sentence.checked_sub(doc.tokens[doc.phrases[spoken].range.start].sentence)?;
        let met = |person: usize| self.last[person].is_some_and(|last| last > spoken);
        let other = self.roles[speaker].title.is_some()
            && !self.role_words[speaker].iter().any(|word| FOLLOWS.contains(word));
        let fits = doc.settled
            && the.key == THE
            && ANALYSTS.contains(&analyst.key)
            && since <= SPEAKER_REACH
            && self.people.is_person(speaker)
            && !self.is_doubtful(speaker)
            && !doc.tokens[self.people.all[speaker].core.end - 1].has(trait_of::LANDMARK)
            && !other;
        let told = || match holder {
            Some(holder) => !met(holder),
            None => !self.is_stranger_met(phrase),
        };
        (fits && told()).then_some(speaker)
    }

    /// “**An analyst** said it was late. … The analyst said”: whether somebody without a name was called so before.
    fn is_stranger_met(&self, phrase: &Phrase) -> bool {
        let tokens = &self.doc.tokens;
        let key = tokens[phrase.head()].key;
        let from = phrase.range.start.saturating_sub(STRANGER_REACH);
        (from + 1..phrase.range.start).any(|at| {
            let stranger = tokens[from..at].iter().rev().take(STRANGER).any(|token| NEW.contains(&token.key));
            tokens[at].key == key && stranger
        })
    }

    /// “the **Verdalia** analyst”: whether a word is of the name of somebody's body.
    fn is_of(&self, person: usize, word: u64) -> bool {
        self.roles[person].organization.is_some_and(|body| has_word(self.doc, body, word))
    }

    /// “the **Norland** president Bo Lind”, “President Bo Lind **of Norland**”: whether the office beside a name is said to be another
    /// country's or town's, so that “the president” is rather one who was introduced without.
    fn is_elsewhere(&self, person: usize) -> bool {
        let mut named = [self.people.first_naming(person), self.named[person]].into_iter().flatten();
        named.any(|number| is_held_elsewhere(self.doc, &self.doc.phrases[number]))
    }

    fn holder(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let head = &doc.tokens[range.end - 1];
        if !head.has(trait_of::TITLE | trait_of::ROLE) || head.has(trait_of::GIVEN) {
            return None;
        }
        if phrase.kind == PhraseKind::Name && !is_bare_title(doc, phrase) {
            return None;
        }
        let definite = doc.tokens[range.start].key == THE || phrase.kind == PhraseKind::Name;
        if is_its(doc.tokens[range.start].key) {
            return self.by_office_of_its(range);
        }
        if !definite {
            return None;
        }
        // “the independent senator” is still the senator.
        let side = |t: &Tok| PARTIES.contains(&t.key) || t.has(trait_of::NATIONALITY);
        let words: Vec<u64> = doc.tokens[range.start..range.end]
            .iter()
            .enumerate()
            .filter(|(i, t)| !t.is(tag::DETERMINER) && (range.start + i + 1 == range.end || !side(t)))
            .map(|(_, t)| in_full(t.key))
            .collect();
        let holds = |person: &usize| {
            let role = &self.role_words[*person];
            let lesser = |word: &u64| role.contains(word) && !words.contains(word);
            let junior = words.last().is_some_and(|head| JUNIORS.contains(head));
            // “the chief **executive** officer” is no chief financial officer.
            let other = doc.settled
                && words.contains(&CHIEF)
                && words.iter().any(|word| RANKS.contains(word) && !role.contains(word));
            (junior || !LESSER.iter().any(lesser))
                && !other
                && words.last().is_some_and(|w| role.contains(w))
                && (words.len() > 1 || role.len() == 1 || self.is_of_what(range.end, *person))
                && words.iter().filter(|w| role.contains(w) || self.is_of(*person, **w)).count() * 2
                    > words.len()
        };
        // “**Verdalia's** chief executive” is no other firm's.
        let owner = range.start.checked_sub(2).filter(|at| {
            doc.settled && doc.tokens[at + 1].kind == TokenKind::Possessive && doc.tokens[*at].is(tag::NAME)
        });
        let holds = |person: &usize| {
            let elsewhere = |owner: usize| {
                !self.is_of(*person, doc.tokens[owner].key) && self.roles[*person].organization.is_some()
            };
            holds(person) && !owner.is_some_and(elsewhere)
        };
        let start = range.start;
        let met = || self.recent().filter(|(at, p)| doc.phrases[*at].range.start < start && holds(p));
        let last = met().max().map(|(_, person)| person);
        let at_home = last.filter(|last| words.len() == 1 && self.is_elsewhere(*last)).and_then(|last| {
            let home = met().filter(|(_, person)| !self.is_elsewhere(*person)).max()?.1;
            (self.count[home] * 2 >= self.count[last]).then_some(home)
        });
        at_home.or(last).or_else(|| self.holders.get(words.last()?)?.iter().copied().find(holds))
    }

    /// “the director **of the Gulf program**”: whether somebody whose role says more than the office can be meant.
    fn is_of_what(&self, end: usize, person: usize) -> bool {
        let doc = self.doc;
        if doc.tokens.get(end).is_none_or(|t| t.key != OF) {
            return true;
        }
        let after = doc.phrases.partition_point(|p| p.range.end <= end + 1);
        let Some(of) = doc.phrases.get(after).filter(|p| p.range.start == end + 1) else { return true };
        let role = self.roles[person];
        let head = doc.tokens[of.head()].key;
        let told = [role.title, role.organization].into_iter().flatten().any(|it| has_word(doc, it, head));
        // The mayor of Eskwater is not the mayor of Overdyke; a mayor of whom no more is told may be either.
        let elsewhere = || role.title.is_some_and(|title| has_word(doc, title, OF));
        told || of.kind != PhraseKind::Common && !elsewhere()
    }

    /// “its president”: the only one of whom the article says so.
    fn by_office_of_its(&self, range: Range) -> Option<usize> {
        let word = in_full(self.doc.tokens[range.end - 1].key);
        let of_body = |person: &&usize| self.roles[**person].organization.is_some();
        let mut holders = self.holders.get(&word)?.iter().filter(of_body);
        let only = *holders.next()?;
        (range.end - range.start == 2 && holders.next().is_none()).then_some(only)
    }
}

fn is_held_elsewhere(doc: &Doc<'_>, name: &Phrase) -> bool {
    let opens = doc.sentence_of(name.range.start).start;
    let start = name.range.start.saturating_sub(1).max(opens);
    let nation = |token: &Tok| token.has(trait_of::NATIONALITY | trait_of::PLACE);
    let town =
        |token: &Tok| token.capital && !token.has(trait_of::TITLE | trait_of::ROLE | trait_of::HONORIFIC);
    // “Orton Stanley **analyst** Bo Lind” is of one firm among several; “Harrow Rovers **manager** Bo Lind” is of the other side.
    let office = |at: usize| {
        let word = &doc.tokens[at];
        word.has(trait_of::TITLE) && !(doc.settled && ANALYSTS.contains(&word.key))
    };
    let before = (start + 1..name.core.start).any(|at| {
        let of = &doc.tokens[at - 1];
        office(at) && (nation(of) || at - 1 > opens && town(of))
    });
    let behind = matches!(doc.tokens.get(name.range.end..name.range.end + 2), Some([of, place]) if of.key == OF && nation(place));
    before || behind && (name.range.start..name.core.start).any(office)
}

/// Whether a word, by its key, stands in a stretch of the text.
fn has_word(doc: &Doc<'_>, words: Span, key: u64) -> bool {
    let from = doc.tokens.partition_point(|t| t.span.start < words.start);
    doc.tokens[from..].iter().take_while(|t| t.span.end <= words.end).any(|t| t.key == key)
}

const THE: u64 = ascii_key("the");
const OF: u64 = ascii_key("of");
/// The deputy mayor, or the former one, is not the mayor.
const LESSER: [u64; 6] = keys(["deputy", "shadow", "former", "vice", "assistant", "associate"]);
/// Whoever follows others' affairs: none of them is more at home in an article than the next.
const ANALYSTS: [u64; 3] = keys(["analyst", "economist", "strategist"]);
/// What is told of an analyst's office otherwise: “head of **research**”.
const FOLLOWS: [u64; 7] =
    keys(["analyst", "economist", "strategist", "research", "strategy", "economics", "economy"]);
/// So many words before their noun somebody without a name may begin: “a senior Orton Stanley analyst”.
const STRANGER: usize = 4;
/// What a firm's chiefs are told apart by.
const RANKS: [u64; 16] = keys([
    "executive",
    "financial",
    "operating",
    "technology",
    "information",
    "marketing",
    "legal",
    "investment",
    "commercial",
    "medical",
    "scientific",
    "product",
    "risk",
    "security",
    "compliance",
    "administrative",
]);
const CHIEF: u64 = ascii_key("chief");
/// A deputy minister is a minister all the same.
const JUNIORS: [u64; 2] = keys(["minister", "secretary"]);
/// Where somebody stands in politics: before an office, no part of it.
const PARTIES: [u64; 6] =
    keys(["independent", "republican", "democratic", "conservative", "liberal", "labour"]);
