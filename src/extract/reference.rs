//! Whom a speaker's words mean: a name, “he”, “the mayor”, “two officials”.

mod asked;
mod described;
#[cfg(test)]
mod tests;

use super::phrases::is_subject;
use hashbrown::HashMap;

use crate::model::{EntityKind, Reference, ReferenceKind, Span};
use crate::text::TokenKind;

use super::bodies::is_body;
use super::doc::{Doc, Phrase, PhraseKind, Tok};
use super::gender::Gender;
use super::lexicon::{ascii_key, pronoun_in, trait_of};
use super::linear::{Out, best};
use super::people::guess::{is_bare_title, office_beside};
use super::people::{Naming, People, told_people};
use super::roles::Role;
use super::somebody::is_one_of_many;
use super::weights::Weights;

use asked::asks;

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    /// he, him
    He,
    /// she
    She,
    /// they, who, we, I: anybody
    Anyone,
    /// it
    It,
}

/// The pronoun a phrase is, if it is one that refers.
pub fn pronoun(doc: &Doc<'_>, phrase: &Phrase) -> Option<Pronoun> {
    if phrase.kind != PhraseKind::Pronoun {
        return None;
    }
    match pronoun_in(doc.tokens[phrase.range.start].key) {
        HE | HIM => Some(Pronoun::He),
        SHE => Some(Pronoun::She),
        IT => Some(Pronoun::It),
        THEY | WHO | WHICH | THEM => Some(Pronoun::Anyone),
        _ => None,
    }
}

/// Whom words mean, and why.
#[derive(Debug, Clone, Copy)]
pub struct Meaning {
    /// Index into [`People::all`].
    pub person: usize,
    /// What leads there; nothing where the words are a name.
    pub reference: Option<Reference>,
}

impl Meaning {
    fn named(person: usize) -> Meaning {
        Meaning { person, reference: None }
    }

    fn by(by: ReferenceKind, person: usize, antecedent: Option<Span>) -> Meaning {
        Meaning { person, reference: Some(Reference::new(by, antecedent)) }
    }
}

/// Where the talk stands: who was named last, and who spoke.
pub struct Discourse<'a> {
    doc: &'a Doc<'a>,
    people: &'a People,
    roles: &'a [Role],
    /// For each person, the phrase that meant them last.
    last: Vec<Option<usize>>,
    /// For each person, the phrase that named them last: what a reader of a pronoun looks back for.
    named: Vec<Option<usize>>,
    /// Whether each person was named outside quotation marks: of “Paris,” he says, Paris is not *he*.
    told: Vec<bool>,
    /// Whether something tells that each is a person, and not a firm or a street: a given name, an office, what they said.
    sure: Vec<bool>,
    /// Whether each was the subject of a verb.
    acted: Vec<bool>,
    /// Those meant last, the latest first.
    recent: Vec<usize>,
    /// How often each person was meant so far.
    count: Vec<u32>,
    /// The naming that comes next.
    next: usize,
    /// Who spoke last.
    speaker: Option<usize>,
    /// The phrase that told so.
    spoken: Option<usize>,
    /// Their words for a role, and their titles, by key, of each person.
    role_words: Vec<Vec<u64>>,
    /// Who has a word in their role, in the order of their first naming.
    holders: HashMap<u64, Vec<usize>, foldhash::fast::FixedState>,
}

/// How many people a pronoun chooses from.
const CHOICES: usize = 10;
/// How many people and bodies a reader keeps in mind: whoever was meant before them is no pronoun's choice any more.
const REMEMBERED: usize = 64;

impl<'a> Discourse<'a> {
    /// Starts at the article's front.
    pub fn new(doc: &'a Doc<'a>, people: &'a People, roles: &'a [Role]) -> Self {
        let words = |(person, role)| {
            let mut words = role_words(doc, role);
            words.extend(people.offices_of(person).iter().map(|office| in_full(*office)));
            words.dedup();
            words
        };
        let role_words: Vec<Vec<u64>> = roles.iter().enumerate().map(words).collect();
        let mut holders: HashMap<u64, Vec<usize>, foldhash::fast::FixedState> = HashMap::default();
        for (person, words) in role_words.iter().enumerate() {
            for word in words {
                holders.entry(*word).or_default().push(person);
            }
        }
        Discourse {
            doc,
            people,
            roles,
            last: vec![None; people.all.len()],
            named: vec![None; people.all.len()],
            told: vec![false; people.all.len()],
            sure: told_people(doc, people, roles, &vec![false; people.all.len()]),
            acted: vec![false; people.all.len()],
            recent: Vec::with_capacity(REMEMBERED + 1),
            count: vec![0; people.all.len()],
            next: 0,
            speaker: None,
            spoken: None,
            role_words,
            holders,
        }
    }

    /// Goes on to the phrase `number`: whoever is named before it has been met.
    pub fn advance(&mut self, number: usize) {
        while let Some(naming) = self.people.namings.get(self.next).filter(|n| n.phrase < number) {
            self.meant(naming.person, naming.phrase);
            self.named[naming.person] = Some(naming.phrase);
            self.told[naming.person] |= !self.is_quoted(naming.phrase);
            self.acted[naming.person] |= is_subject(self.doc, &self.doc.phrases[naming.phrase]);
            self.count[naming.person] += 1;
            self.next += 1;
        }
    }

    /// Says that phrase `number` means `person`, who speaks.
    pub fn spoke(&mut self, number: usize, person: usize) {
        if self.last[person].is_none_or(|last| last < number) {
            self.meant(person, number);
        }
        self.count[person] += 1;
        self.told[person] = true;
        self.sure[person] |= self.people.named_by(number) == Some(person);
        (self.speaker, self.spoken) = (Some(person), Some(number));
    }

    fn is_quoted(&self, phrase: usize) -> bool {
        self.doc.tokens[self.doc.phrases[phrase].range.start].quotation != 0
    }

    fn meant(&mut self, person: usize, phrase: usize) {
        self.last[person] = Some(phrase);
        if let Some(place) = self.recent.iter().position(|other| *other == person) {
            self.recent.remove(place);
        }
        self.recent.insert(0, person);
        self.recent.truncate(REMEMBERED);
    }

    /// Those meant last and where, the latest first.
    fn recent(&self) -> impl Iterator<Item = (usize, usize)> {
        self.recent.iter().filter_map(|person| Some((self.last[*person]?, *person)))
    }

    /// Whom phrase `number` means, and what leads there. Phrases must be asked in the text's order.
    pub fn resolve(&self, number: usize, weights: &Weights) -> Option<Meaning> {
        let phrase = &self.doc.phrases[number];
        let named = || self.people.named_by(number).map(Meaning::named);
        match phrase.kind {
            PhraseKind::Name
                if is_bare_title(self.doc, phrase) || office_beside(self.doc, number).is_some() =>
            {
                self.by_office(number).or_else(named)
            }
            PhraseKind::Name => named().or_else(|| self.by_epithet(number)),
            // “the **Aftenbladet** newspaper”
            PhraseKind::Common => named().or_else(|| self.described(number)),
            PhraseKind::Pronoun => match self.antecedent_beside(number) {
                Some(before) => self.relative(before),
                None => self.pronoun(number, weights),
            },
        }
    }

    /// Whom *who* behind a phrase means.
    fn relative(&self, before: usize) -> Option<Meaning> {
        let phrase = &self.doc.phrases[before];
        let is_described = phrase.kind == PhraseKind::Common || is_one_of_many(self.doc, phrase);
        let described = || is_described.then(|| self.before_relative(phrase))?;
        let person = self.people.named_by(before).or_else(|| described().map(|meaning| meaning.person))?;
        Some(Meaning::by(ReferenceKind::Relative, person, Some(self.doc.span(phrase.range))))
    }

    /// The likeliest of those whom a pronoun may mean.
    fn pronoun(&self, number: usize, weights: &Weights) -> Option<Meaning> {
        if let Some(person) = self.subject_before(number) {
            return Some(Meaning::by(ReferenceKind::Pronoun, person, self.met_as(person)));
        }
        let options = self.antecedents(number);
        let score = |person: &usize| weights.antecedent.score_of(|out| self.describe(number, *person, out));
        let mut scores: Vec<f32> = options.iter().map(score).collect();
        let (place, likely) = (!options.is_empty()).then(|| best(&mut scores))?;
        let place = self.instead_of(number, &options, place)?;
        let (person, likely) = (options[place], scores.get(place).copied().unwrap_or(likely));
        let reference = Reference::new(ReferenceKind::Pronoun, self.met_as(person));
        Some(Meaning { person, reference: Some(Reference { likely: Some(likely), ..reference }) })
    }

    /// Whom of `options`, those met last first, *he* or *she* means where the `likeliest` is hardly anybody, or asked what is answered
    /// here. Gives `likeliest` where nothing speaks against it. All are places in `options`.
    fn instead_of(&self, number: usize, options: &[usize], likeliest: usize) -> Option<usize> {
        let pronoun = pronoun(self.doc, &self.doc.phrases[number])?;
        // “Two officials met Ruiz. **They** said …”: more than one.
        let they = pronoun_in(self.doc.tokens[self.doc.phrases[number].range.start].key) == THEY;
        let several = self.doc.settled && they && !self.is_quoted(number);
        if several && self.people.all[options[likeliest]].kind == EntityKind::Person {
            return None;
        }
        if !matches!(pronoun, Pronoun::He | Pronoun::She) || self.is_quoted(number) {
            return Some(likeliest);
        }
        let asks = |person: usize| self.named[person].is_some_and(|name| asks(self.doc, name, number));
        let person = options[likeliest];
        let asked = asks(person);
        if !asked && !self.is_doubtful(person) {
            return Some(likeliest);
        }
        let other = || options.iter().position(|o| *o != person && !self.is_doubtful(*o) && !asks(*o));
        if asked {
            return other().or(Some(likeliest));
        }
        // “Verdalia sells boats. “They sink,” Ruiz said. “I like Verdalia,” *he* added.”
        let speaker = options.iter().position(|o| self.speaker == Some(*o) && !self.is_doubtful(*o));
        speaker
            .or_else(|| self.acts_or_owns(person).then_some(likeliest))
            .or_else(other)
            .or_else(|| (!self.is_common(person)).then_some(likeliest))
    }

    /// “**Quist** left”, “**Quist's** golf course”: whether somebody did something, or had it when they were met last.
    fn acts_or_owns(&self, person: usize) -> bool {
        self.acted[person] || self.named[person].is_some_and(|name| self.doc.phrases[name].possessive)
    }

    /// “Verdalia”, “Corby Street”: a name that nothing tells to be a person's.
    fn is_doubtful(&self, person: usize) -> bool {
        let single = !self.people.all[person].name.contains(' ');
        !self.sure[person] && (single || self.is_common(person))
    }

    /// “Corby **Street**”: a name with a word that is no name's.
    fn is_common(&self, person: usize) -> bool {
        let core = self.people.all[person].core;
        let listed = |token: &Tok| token.word.tags != 0 || token.has(trait_of::LANDMARK | trait_of::PLACE);
        self.doc.tokens[core.start..core.end].iter().any(listed)
    }

    /// “**Ana Ruiz** paused as she told reporters”: the subject that the pronoun's sentence begins with, where it names nobody
    /// else who fits.
    fn subject_before(&self, number: usize) -> Option<usize> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let pronoun = pronoun(doc, phrase).filter(|pronoun| matches!(pronoun, Pronoun::He | Pronoun::She))?;
        if self.is_quoted(number) {
            return None;
        }
        let start = doc.sentence_of(phrase.range.start).start;
        let first = self.people.namings.partition_point(|n| doc.phrases[n.phrase].range.start < start);
        let before = self.people.namings[first..].iter().take_while(|naming| naming.phrase < number);
        let named: Vec<&Naming> = before.take(CHOICES + 1).collect();
        // Of very many nobody is the subject.
        let (subject, others) = named.split_first().filter(|(_, others)| others.len() < CHOICES)?;
        let opens =
            doc.phrases[subject.phrase].range.start == start && !doc.phrases[subject.phrase].possessive;
        let alone = others.iter().all(|n| n.person == subject.person || !self.agrees(pronoun, n.person));
        // A single word may be a firm, or anybody.
        let known = &self.people.all[subject.person];
        let sure = known.gender != Gender::Unknown || known.name.contains(' ');
        (opens && alone && sure && self.agrees(pronoun, subject.person)).then_some(subject.person)
    }

    /// The name by which somebody was met last, or else is named most fully.
    fn met_as(&self, person: usize) -> Option<Span> {
        let met = self.named[person].map(|phrase| self.doc.span(self.doc.phrases[phrase].core));
        met.or_else(|| Some(self.people.name_span(self.doc, person)))
    }

    /// Whom a pronoun may mean: those met last first.
    pub fn antecedents(&self, number: usize) -> Vec<usize> {
        let Some(pronoun) = pronoun(self.doc, &self.doc.phrases[number]) else { return Vec::new() };
        let quoted = self.is_quoted(number);
        let mut met: Vec<(usize, usize)> = self
            .recent()
            .filter(|(phrase, person)| *phrase < number && self.agrees(pronoun, *person))
            .filter(|(_, person)| quoted || self.told[*person])
            .collect();
        met.sort_unstable_by_key(|(phrase, person)| (std::cmp::Reverse(*phrase), *person));
        met.truncate(CHOICES);
        met.into_iter().map(|(_, person)| person).collect()
    }

    fn agrees(&self, pronoun: Pronoun, person: usize) -> bool {
        let known = &self.people.all[person];
        match pronoun {
            Pronoun::He => known.kind == EntityKind::Person && known.gender != Gender::Female,
            Pronoun::She => known.kind == EntityKind::Person && known.gender != Gender::Male,
            // *They* are people or a body, and no country.
            Pronoun::Anyone => {
                known.kind != EntityKind::Organization || is_body(self.doc, self.people, person)
            }
            Pronoun::It => known.kind != EntityKind::Person,
        }
    }

    /// What speaks for and against phrase `number` meaning `person`.
    pub fn describe(&self, number: usize, person: usize, out: &mut impl Out) {
        let doc = self.doc;
        let Some(last) = self.last.get(person).copied().flatten() else { return };
        let Some(pronoun) = pronoun(doc, &doc.phrases[number]) else { return };
        let pronoun = pronoun as u64;
        let here = doc.phrases[number].range.start;
        let there = doc.phrases[last].range.start;
        let sentences = u64::from(doc.tokens[here].sentence - doc.tokens[there].sentence).min(6);
        let parts = (doc.part_of(here) - doc.part_of(there)).min(4) as u64;
        let known = &self.people.all[person];
        let gender = known.gender as u64;
        let rank = self.rank(number, person);
        let subject = u64::from(is_subject(doc, &doc.phrases[last]));
        let spoke = u64::from(self.speaker == Some(person));
        let count = u64::from(self.count[person]).min(6);
        let kind = known.kind as u64;
        let quoted = u64::from(doc.tokens[there].quotation != 0);
        let possessive = u64::from(doc.phrases[last].possessive);
        let words = (known.name.split(' ').count() as u64).min(3);
        let titled = u64::from(self.roles[person].title.is_some());
        let head = doc.tokens[doc.phrases[number].range.start].key;
        out.add3(1, pronoun, sentences, subject);
        out.add3(2, pronoun, rank, gender);
        out.add3(3, pronoun, spoke, sentences);
        out.add3(4, pronoun, count, rank);
        out.add3(5, pronoun, kind, words);
        out.add3(6, quoted, sentences, subject);
        out.add3(7, possessive, sentences, subject);
        out.add3(8, pronoun, parts, spoke);
        out.add3(9, rank, subject, spoke);
        out.add3(10, gender, words, pronoun);
        out.add3(11, titled, kind, pronoun);
        out.add3(12, head, kind, sentences);
        out.add3(13, head, rank, sentences);
        let near_start = (there - doc.sentence_of(there).start).min(4) as u64;
        out.add3(14, near_start, sentences, pronoun);
        let place = doc.tokens[doc.phrases[last].head()].has(trait_of::PLACE);
        out.add2(15, u64::from(place), pronoun);
        let adjacent =
            u64::from(here == doc.phrases[last].range.end || here == doc.phrases[last].range.end + 1);
        out.add3(16, adjacent, head, kind);
    }

    /// Which of those met last a person is, counting from 0.
    fn rank(&self, number: usize, person: usize) -> u64 {
        let Some(own) = self.last.get(person).copied().flatten() else { return 9 };
        let Some(pronoun) = pronoun(self.doc, &self.doc.phrases[number]) else { return 9 };
        self.recent()
            .filter(|(phrase, other)| *phrase > own && *phrase < number && self.agrees(pronoun, *other))
            .count()
            .min(6) as u64
    }

    /// “**Two dockworkers**, who asked not to be named, said”: what *who* and *which* follow at once.
    fn antecedent_beside(&self, number: usize) -> Option<usize> {
        let doc = self.doc;
        let at = doc.phrases[number].range.start;
        if !matches!(doc.tokens[at].key, WHO | WHICH) {
            return None;
        }
        let before = number.checked_sub(1)?;
        let end = doc.phrases[before].range.end;
        (end == at || end + 1 == at && doc.tokens[end].is_mark(',')).then_some(before)
    }
}

/// “senator” for “Sen.”: the key of the word that an abbreviated office stands for.
fn in_full(key: u64) -> u64 {
    OFFICES.iter().find(|(short, _)| *short == key).map_or(key, |(_, long)| *long)
}

/// The words of a role, by key; of “governor’s aunt” those of the aunt alone.
fn role_words(doc: &Doc<'_>, role: &Role) -> Vec<u64> {
    let Some(title) = role.title else { return Vec::new() };
    let from = doc.tokens.partition_point(|t| t.span.start < title.start);
    let words = || doc.tokens[from..].iter().take_while(|t| t.span.end <= title.end);
    let owner = words().take(6).enumerate().filter(|(_, t)| t.kind == TokenKind::Possessive).last();
    words().skip(owner.map_or(0, |(at, _)| at + 1)).take(6).map(|t| in_full(t.key)).collect()
}

const HE: u64 = ascii_key("he");
const HIM: u64 = ascii_key("him");
const SHE: u64 = ascii_key("she");
const IT: u64 = ascii_key("it");
const THEY: u64 = ascii_key("they");
const THEM: u64 = ascii_key("them");
const WHO: u64 = ascii_key("who");
const WHICH: u64 = ascii_key("which");
const OFFICES: [(u64, u64); 10] = [
    (ascii_key("ceo"), ascii_key("executive")),
    (ascii_key("sen"), ascii_key("senator")),
    (ascii_key("rep"), ascii_key("representative")),
    (ascii_key("gov"), ascii_key("governor")),
    (ascii_key("gen"), ascii_key("general")),
    (ascii_key("adm"), ascii_key("admiral")),
    (ascii_key("col"), ascii_key("colonel")),
    (ascii_key("capt"), ascii_key("captain")),
    (ascii_key("sgt"), ascii_key("sergeant")),
    (ascii_key("prof"), ascii_key("professor")),
];
