//! Somebody without a name, and the pronoun after them: “A fireman said it was out. **He** left.”; a ministry, and *it*;
//! the police, and *they*.

use hashbrown::HashSet;

use crate::extract::bodies::is_body;
use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::gender::Gender;
use crate::extract::lexicon::{CueClass, ascii_key, keys, pronoun_in, tag, trait_of};
use crate::extract::people::People;
use crate::extract::phrases::is_subject;
use crate::extract::somebody::{NEW, gender_of, is_plural, is_speaker, speaks_of_others};
use crate::model::EntityKind;
use crate::text::TokenKind;

/// How many sentences after them, and behind how many names, a pronoun still means them.
const REACH: u32 = 3;
const NAMES: usize = 64;

/// Somebody, or a body, without a name.
#[derive(Clone, Copy)]
pub(super) struct Unnamed {
    /// The phrase that describes them.
    pub phrase: usize,
    /// The phrase that meant them last.
    pub met: usize,
}

impl Unnamed {
    pub(super) fn new(phrase: usize) -> Unnamed {
        Unnamed { phrase, met: phrase }
    }

    /// Whoever the phrase describes, if that is one of whom no name is told: “a bank official”, or “the official” after that.
    /// `strangers` are the nouns, by key, for those met so.
    pub(super) fn of(
        doc: &Doc<'_>,
        phrase: usize,
        strangers: &mut HashSet<u64, foldhash::fast::FixedState>,
    ) -> Option<Unnamed> {
        let words = &doc.phrases[phrase];
        let head = doc.tokens[words.head()].key;
        let again = words.kind == PhraseKind::Common
            && doc.tokens[words.range.start].key == THE
            && strangers.contains(&head);
        if is_one_without_name(doc, phrase) {
            strangers.insert(head);
        } else if !again {
            return None;
        }
        Some(Unnamed::new(phrase))
    }

    /// “**Bo Lind’s mother** left. “I am broken,” *she* said”: the relation, told without a name, that the sentence before the
    /// pronoun's begins with. In “Bo Lind’s father died. “I miss him,” he said” it may be Lind himself.
    pub(super) fn kin_before(doc: &Doc<'_>, people: &People, pronoun: usize) -> Option<Unnamed> {
        let here = doc.tokens[doc.phrases[pronoun].range.start].sentence as usize;
        let sentences = (here.saturating_sub(REACH_OF_KIN)..=here).rev();
        let kin = sentences.filter_map(|sentence| opening_kin(doc, doc.sentences[sentence].range.start));
        let other = match pronoun_in(doc.tokens[doc.phrases[pronoun].range.start].key) {
            HE => Gender::Female,
            SHE => Gender::Male,
            _ => return None,
        };
        let of_other = |kin: &usize| {
            let owner = kin.checked_sub(1).and_then(|owner| people.named_by(owner));
            *kin < pronoun && owner.is_some_and(|owner| people.all[owner].gender == other)
        };
        kin.into_iter().find(of_other).map(Unnamed::new)
    }

    /// The same, met again.
    pub(super) fn met_at(self, phrase: usize) -> Unnamed {
        Unnamed { met: phrase, ..self }
    }

    /// “A fireman said so. “It is out,” **he** added”: whether a pronoun means whoever spoke just before, and nobody was named
    /// since whom it may mean as well.
    pub(super) fn is_meant_by(self, doc: &Doc<'_>, people: &People, pronoun: usize) -> bool {
        let token = &doc.tokens[doc.phrases[pronoun].range.start];
        let other = match pronoun_in(token.key) {
            HE => Gender::Female,
            SHE => Gender::Male,
            _ => return false,
        };
        let near = self.is_near(doc, pronoun);
        let fits = gender_of(doc, doc.phrases[self.phrase].head()) != other;
        near && fits
            && !self.is_named_since(doc, people, pronoun, |person| {
                let known = &people.all[person];
                known.kind == EntityKind::Person && known.gender != other
            })
    }

    /// The same of a body and *it*: “The ministry said that rice from Norland was dear. **It** added …”.
    pub(super) fn is_meant_by_it(self, doc: &Doc<'_>, people: &People, pronoun: usize) -> bool {
        let token = &doc.tokens[doc.phrases[pronoun].range.start];
        pronoun_in(token.key) == IT
            && self.is_near(doc, pronoun)
            && !self.is_named_since(doc, people, pronoun, |person| is_body(doc, people, person))
    }

    fn is_near(self, doc: &Doc<'_>, pronoun: usize) -> bool {
        let token = &doc.tokens[doc.phrases[pronoun].range.start];
        token.quotation == 0
            && doc.phrases[pronoun].kind == PhraseKind::Pronoun
            && token.sentence - sentence_of(doc, self.met) <= REACH
    }

    /// “**The principal** said that Ana Ruiz was kind. “She shines,” she said”: whether they begin the sentence that names
    /// somebody first, right before the one of a phrase, and say something there.
    pub(super) fn is_met_before(self, doc: &Doc<'_>, people: &People, person: usize, phrase: usize) -> bool {
        let Range { start, end } = doc.phrases[self.phrase].range;
        let other = self.is_before_naming(people, person)
            || speaks_of_others(&doc.tokens[doc.phrases[self.phrase].head()]);
        let opens = start == doc.sentence_of(start).start;
        // Who is praised or told may answer.
        let says =
            doc.tokens[end..doc.tokens.len().min(end + 2)].iter().any(|token| SAYS.contains(&token.key));
        other && opens && says && sentence_of(doc, phrase) - sentence_of(doc, self.met) <= 1
    }

    /// Whether somebody was not named before them: who was may be what they are.
    pub(super) fn is_before_naming(self, people: &People, person: usize) -> bool {
        people.first_naming(person).is_some_and(|first| first > self.phrase)
    }

    /// Whether somebody of a kind was named behind the sentence that met them last, and before the pronoun.
    fn is_named_since(
        self,
        doc: &Doc<'_>,
        people: &People,
        pronoun: usize,
        may_be_meant: impl Fn(usize) -> bool,
    ) -> bool {
        let since = people.namings.partition_point(|naming| naming.phrase <= self.met);
        let named = people.namings[since..].iter().take_while(|naming| naming.phrase < pronoun);
        // Behind very many names nobody remembers who had none.
        named.take(NAMES + 1).enumerate().any(|(number, naming)| {
            let later = sentence_of(doc, naming.phrase) != sentence_of(doc, self.met);
            number == NAMES || later && may_be_meant(naming.person)
        })
    }
}

fn sentence_of(doc: &Doc<'_>, phrase: usize) -> u32 {
    doc.tokens[doc.phrases[phrase].range.start].sentence
}

/// “**Ana Ruiz’s mother** wept”: the description that a sentence begins with, where that is somebody's relation and no name
/// follows.
fn opening_kin(doc: &Doc<'_>, start: usize) -> Option<usize> {
    let owner = doc.phrases.partition_point(|phrase| phrase.range.start < start);
    let (name, kin) = (doc.phrases.get(owner)?, doc.phrases.get(owner + 1)?);
    let owned = name.range.start == start && name.possessive && name.kind == PhraseKind::Name;
    let relation = kin.range.start == name.range.end + 1
        && kin.kind == PhraseKind::Common
        && doc.tokens[kin.head()].has(trait_of::KIN)
        && !is_plural(doc, kin.head());
    let comma = doc.tokens.get(kin.range.end).is_some_and(|token| token.is_mark(','));
    let named = doc.phrases.get(owner + 2).is_some_and(|next| {
        next.kind == PhraseKind::Name && next.range.start <= kin.range.end + usize::from(comma)
    });
    (owned && relation && !named).then_some(owner + 1)
}

/// How many sentences back somebody's relation may stand who has not spoken.
const REACH_OF_KIN: usize = 1;

/// “**A fireman** said”, “**his lawyer** said”: a single human being of whom no name is told, and none that was told before;
/// “the senator” is somebody met already. Who asks is not who answers.
fn is_one_without_name(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let start = phrase.range.start;
    let first = &doc.tokens[start];
    let owned = start.checked_sub(1).is_some_and(|at| doc.tokens[at].kind == TokenKind::Possessive);
    let behind = start.checked_sub(1).is_some_and(|at| doc.tokens[at].is(tag::PREPOSITION));
    let opens = start == doc.sentence_of(start).start;
    let acts = opens && is_subject_with_clause(doc, phrase);
    let asks = doc.tokens.iter().skip(phrase.range.end).take(3).any(|token| ASKS.contains(&token.key));
    is_one_described(doc, number)
        && (owned || NEW.contains(&first.key) || OWNED.contains(&first.key))
        && (is_subject(doc, phrase)
            || is_behind_verb(doc, phrase)
            || is_subject_with_body(doc, number)
            || acts)
        && !behind
        && (acts || !asks)
}

/// “…,” said **an analyst**
fn is_behind_verb(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let before = phrase.range.start.checked_sub(1).map(|at| &doc.tokens[at]);
    before.is_some_and(|verb| verb.word.is_cue(CueClass::Say) && verb.is(tag::VERB))
}

/// “**a spokesman** for the bank said”
fn is_subject_with_body(doc: &Doc<'_>, number: usize) -> bool {
    let (phrase, Some(body)) = (&doc.phrases[number], doc.phrases.get(number + 1)) else { return false };
    let joined = doc.tokens.get(phrase.range.end).is_some_and(|token| token.is(tag::PREPOSITION));
    joined && body.range.start == phrase.range.end + 1 && is_subject(doc, body)
}

/// “**a neighbour** who saw it said”, “**a neighbour**, who asked for no name, said”
fn is_subject_with_clause(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let end = phrase.range.end;
    let comma = doc.tokens.get(end).is_some_and(|token| token.is_mark(','));
    let who = end + usize::from(comma);
    let Range { end: stop, .. } = doc.sentence_of(phrase.range.start);
    let clause = doc.tokens.get(who + 1..stop.min(who + CLAUSE)).unwrap_or_default();
    let says = |token: &Tok| {
        let finite = token.is(tag::VERB) && !token.span.of(doc.text).ends_with("ing");
        finite && token.word.is_cue(CueClass::Say) && token.quotation == 0
    };
    doc.tokens.get(who).is_some_and(|token| token.key == WHO) && clause.iter().any(says)
}

/// “a fireman”, “the mayor of Harwick”: a description of one human being.
pub(super) fn is_one_described(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let head = phrase.head();
    phrase.kind == PhraseKind::Common
        && is_speaker(doc, head)
        && !is_plural(doc, head)
        && !doc.tokens[head].has(trait_of::COMMON_BODY | trait_of::PAPER)
}

/// “the ministry”: a body without a name.
pub(super) fn is_body_described(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let head = &doc.tokens[phrase.head()];
    phrase.kind == PhraseKind::Common
        && head.has(trait_of::COMMON_BODY)
        && !head.has(trait_of::PAPER)
        && !is_plural(doc, phrase.head())
}

/// How many tokens a relative clause may have before the verb of saying.
const CLAUSE: usize = 24;
const THE: u64 = ascii_key("the");
const OWNED: [u64; 5] = keys(["his", "her", "their", "its", "my"]);
const ASKS: [u64; 4] = keys(["asked", "asks", "wondered", "who"]);
const SAYS: [u64; 8] = keys(["said", "says", "added", "adds", "insisted", "explained", "argued", "claimed"]);
const HE: u64 = ascii_key("he");
const SHE: u64 = ascii_key("she");
const IT: u64 = ascii_key("it");
const WHO: u64 = ascii_key("who");
