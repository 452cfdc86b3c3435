//! Whom a speaker's words mean: a name, “he”, “the mayor”, “two officials”.

use hashbrown::HashMap;

use crate::model::{EntityKind, Span};
use crate::text::TokenKind;

use super::bodies::{body_meant_by, body_meant_by_its, is_body, is_its};
use super::clause::best;
use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::lexicon::{ascii_key, keys, pronoun_in, tag, trait_of};
use super::linear::Out;
use super::people::{Gender, People, is_bare_title};
use super::roles::Role;
use super::weights::Weights;

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

/// Where the talk stands: who was named last, and who spoke.
pub struct Discourse<'a> {
    doc: &'a Doc<'a>,
    people: &'a People,
    roles: &'a [Role],
    /// For each person, the phrase that meant them last.
    last: Vec<Option<usize>>,
    /// Those meant last, the latest first.
    recent: Vec<usize>,
    /// How often each person was meant so far.
    count: Vec<u32>,
    /// The naming that comes next.
    next: usize,
    /// Who spoke last.
    speaker: Option<usize>,
    /// Their words for a role, and their titles, by key, of each person.
    role_words: Vec<Vec<u64>>,
    /// Who has a word in their role, in the order of their first naming.
    holders: HashMap<u64, Vec<usize>, foldhash::fast::FixedState>,
}

/// How many people a pronoun chooses from.
const CHOICES: usize = 10;
/// How many phrases back somebody's relation may have been named.
const KIN_REACH: usize = 300;
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
            recent: Vec::with_capacity(REMEMBERED + 1),
            count: vec![0; people.all.len()],
            next: 0,
            speaker: None,
            role_words,
            holders,
        }
    }

    /// Goes on to the phrase `number`: whoever is named before it has been met.
    pub fn advance(&mut self, number: usize) {
        while let Some(naming) = self.people.namings.get(self.next).filter(|n| n.phrase < number) {
            self.meant(naming.person, naming.phrase);
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
        self.speaker = Some(person);
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

    /// Whom phrase `number` means. Phrases must be asked in the text's order.
    pub fn resolve(&self, number: usize, weights: &Weights) -> Option<usize> {
        let phrase = &self.doc.phrases[number];
        match phrase.kind {
            PhraseKind::Name if is_bare_title(self.doc, phrase) => self
                .named_beside(number)
                .or_else(|| self.by_title(phrase))
                .or_else(|| self.people.named_by(number)),
            PhraseKind::Name => self.people.named_by(number),
            PhraseKind::Common => self
                .named_beside(number)
                .or_else(|| self.by_title(phrase))
                .or_else(|| self.by_age(phrase))
                .or_else(|| self.by_kin(number))
                .or_else(|| self.by_kind(phrase))
                .or_else(|| self.by_paper(phrase)),
            PhraseKind::Pronoun if self.antecedent_beside(number).is_some() => {
                let before = self.antecedent_beside(number)?;
                self.people.named_by(before).or_else(|| {
                    let phrase = &self.doc.phrases[before];
                    (phrase.kind == PhraseKind::Common)
                        .then(|| self.by_title(phrase).or_else(|| self.by_kind(phrase)))?
                })
            }
            PhraseKind::Pronoun => {
                let options = self.antecedents(number);
                let score =
                    |person: &usize| weights.antecedent.score_of(|out| self.describe(number, *person, out));
                let mut scores: Vec<f32> = options.iter().map(score).collect();
                (!options.is_empty()).then(|| options[best(&mut scores).0])
            }
        }
    }

    /// Whom a pronoun may mean: those met last first.
    pub fn antecedents(&self, number: usize) -> Vec<usize> {
        let Some(pronoun) = pronoun(self.doc, &self.doc.phrases[number]) else { return Vec::new() };
        let mut met: Vec<(usize, usize)> = self
            .recent()
            .filter(|(phrase, person)| *phrase < number && self.agrees(pronoun, *person))
            .collect();
        met.sort_unstable_by_key(|(phrase, person)| (std::cmp::Reverse(*phrase), *person));
        met.truncate(CHOICES);
        met.into_iter().map(|(_, person)| person).collect()
    }

    fn agrees(&self, pronoun: Pronoun, person: usize) -> bool {
        let person = &self.people.all[person];
        match pronoun {
            Pronoun::He => person.kind == EntityKind::Person && person.gender != Gender::Female,
            Pronoun::She => person.kind == EntityKind::Person && person.gender != Gender::Male,
            Pronoun::Anyone => true,
            Pronoun::It => person.kind != EntityKind::Person,
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

    /// “The Board’s **clerk**, Wilma Stroud, answered”: a description whose name stands beside it.
    fn named_beside(&self, number: usize) -> Option<usize> {
        let doc = self.doc;
        let phrase = &doc.phrases[number];
        let beside = |last: &Phrase, next: usize| {
            doc.phrases.get(next).is_some_and(|n| n.range.start == last.range.end + 1)
        };
        // “The minister **of the economy**, Ana Ruiz, …”, “A spokesman **for the guild**, Bo Lind, …”
        let of =
            doc.tokens.get(phrase.range.end).is_some_and(|t| matches!(t.key, OF | FOR | AT | WITH | FROM))
                && beside(phrase, number + 1);
        let (last, place) = if of { (&doc.phrases[number + 1], number + 2) } else { (phrase, number + 1) };
        let next = doc.phrases.get(place).filter(|_| beside(last, place))?;
        let comma = doc.tokens[last.range.end].is_mark(',');
        let described = doc.tokens[phrase.head()].has(trait_of::ROLE | trait_of::TITLE);
        // “His former employer, the Corvane Group, expects”
        let owned = doc.tokens[phrase.range.start].is(tag::DETERMINER | tag::PRONOUN)
            && doc.tokens.get(next.range.end).is_some_and(|t| t.is_mark(','));
        let named = self.people.named_by(place).filter(|p| owned && !of || self.people.is_person(*p));
        (comma && (described || owned) && !next.possessive).then_some(named).flatten()
    }

    /// “the company”, “the union”, “its annual report”: the body meant.
    fn by_kind(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let (first, head) = (&doc.tokens[range.start], &doc.tokens[range.end - 1]);
        if is_its(first.key) && head.has(trait_of::PAPER) {
            return body_meant_by_its(doc, self.people, range.start);
        }
        // “the IMF report”
        if head.has(trait_of::PAPER) && range.end - range.start > 2 && first.key == THE {
            return self.people.body_called(doc, Range { start: range.start + 1, end: range.end - 1 });
        }
        let bare = range.end - range.start == 2 && matches!(first.key, THE | THIS);
        let body = head.has(trait_of::COMMON_BODY) && !head.has(trait_of::PAPER);
        (bare && body).then(|| body_meant_by(doc, self.people, range.start, head.key)).flatten()
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
        let holds = |words: Span, key: u64| {
            let from = doc.tokens.partition_point(|t| t.span.start < words.start);
            doc.tokens[from..].iter().take_while(|t| t.span.end <= words.end).any(|t| t.key == key)
        };
        let head = doc.tokens[of.head()].key;
        let told = [role.title, role.organization].into_iter().flatten().any(|words| holds(words, head));
        // The mayor of Eskwater is not the mayor of Overdyke; a mayor of whom no more is told may be either.
        let elsewhere = || role.title.is_some_and(|title| holds(title, OF));
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

    /// “the 39-year-old”: whoever is said to be 39; else the one met last of whom no other age is told.
    fn by_age(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let words = doc.tokens[range.end - 1].span.of(doc.text);
        let age = words.strip_suffix("-year-old")?;
        if doc.tokens[range.start].key != THE || range.end - range.start != 2 {
            return None;
        }
        let told = |person: usize| self.people.age_told(doc, person);
        let people = || self.recent().map(|(_, p)| p).filter(|p| self.people.is_person(*p));
        people().find(|p| told(*p) == Some(age)).or_else(|| people().find(|p| told(*p).is_none()))
    }

    /// “her daughter”: whoever was named beside these words, where that is one.
    fn by_kin(&self, number: usize) -> Option<usize> {
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
            let person = if phrase.kind == PhraseKind::Name {
                self.people.named_by(before)
            } else {
                let next = doc.phrases.get(before + 1)?;
                let beside = next.range.start <= phrase.range.end + 1
                    && doc.tokens[phrase.range.end..next.range.start].iter().all(|t| t.is_mark(','));
                self.people.named_by(before + 1).filter(|_| beside)
            };
            person.filter(|p| same && self.people.is_person(*p))
        });
        let first = named.next()?;
        named.all(|other| other == first).then_some(first)
    }

    /// “wrote to both of them. … the **letter** says”: whoever is said to have written it.
    fn by_paper(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let head = &doc.tokens[range.end - 1];
        let bare = range.end - range.start == 2 && doc.tokens[range.start].key == THE;
        if !head.has(trait_of::PAPER) || !bare {
            return None;
        }
        let sentence = head.sentence as usize;
        let before = doc.sentences[sentence.saturating_sub(3)..sentence].iter().rev();
        before.map(|s| s.range).find_map(|there| {
            let verb = (there.start..there.end).find(|at| {
                let token = &doc.tokens[*at];
                token.quotation == 0 && token.is(tag::VERB) && WRITES.contains(&token.key)
            })?;
            let letter = head.key == LETTER && WRITES[..WRITES_LETTERS].contains(&doc.tokens[verb].key);
            let object = &doc.tokens[verb + 1..there.end.min(verb + 6)];
            let same = || object.iter().take_while(|t| !t.is(tag::MARK)).any(|t| t.key == head.key);
            if !letter && !same() {
                return None;
            }
            let end = doc.phrases.partition_point(|p| p.range.end <= verb);
            let subjects = doc.phrases[..end].iter().enumerate().rev();
            let mut subjects = subjects.take_while(|(_, p)| p.range.start >= there.start);
            subjects.find_map(|(number, p)| {
                let somebody = self.people.named_by(number).filter(|_| !p.possessive)?;
                (self.people.is_person(somebody) || is_body(doc, self.people, somebody)).then_some(somebody)
            })
        })
    }

    /// “the mayor”, “the Supreme Leader”: whoever holds that office, met last.
    fn by_title(&self, phrase: &Phrase) -> Option<usize> {
        let doc = self.doc;
        let range = phrase.range;
        let head = &doc.tokens[range.end - 1];
        if !head.has(trait_of::TITLE | trait_of::ROLE) || head.has(trait_of::GIVEN) {
            return None;
        }
        if phrase.kind == PhraseKind::Name
            && !doc.tokens[phrase.core.start..phrase.core.end]
                .iter()
                .all(|t| t.has(trait_of::TITLE | trait_of::ROLE))
        {
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
            words.last().is_some_and(|w| role.contains(w))
                && (words.len() > 1 || role.len() == 1 || self.is_of_what(range.end, *person))
                && words.iter().filter(|w| role.contains(w)).count() * 2 > words.len()
        };
        let start = range.start;
        let met = self.recent().filter(|(at, p)| doc.phrases[*at].range.start < start && holds(p)).max();
        met.map(|(_, person)| person).or_else(|| self.holders.get(words.last()?)?.iter().copied().find(holds))
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

/// Whether a phrase looks like its clause's subject: a verb follows it.
pub fn is_subject(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let next = Range { start: phrase.range.end, end: (phrase.range.end + 2).min(doc.tokens.len()) };
    !phrase.possessive && doc.tokens[next.start..next.end].iter().any(|t| t.is(tag::VERB | tag::AUXILIARY))
        || phrase.range.start == doc.sentence_of(phrase.range.start).start
}

const HE: u64 = ascii_key("he");
const HIM: u64 = ascii_key("him");
const SHE: u64 = ascii_key("she");
const IT: u64 = ascii_key("it");
const THEY: u64 = ascii_key("they");
const THEM: u64 = ascii_key("them");
const WHO: u64 = ascii_key("who");
const WHICH: u64 = ascii_key("which");
const THIS: u64 = ascii_key("this");
const THE: u64 = ascii_key("the");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const AT: u64 = ascii_key("at");
const WITH: u64 = ascii_key("with");
const FROM: u64 = ascii_key("from");
const HIS: u64 = ascii_key("his");
const HER: u64 = ascii_key("her");
const THEIR: u64 = ascii_key("their");
const LETTER: u64 = ascii_key("letter");
/// Where somebody stands in politics: before an office, no part of it.
const PARTIES: [u64; 6] =
    keys(["independent", "republican", "democratic", "conservative", "liberal", "labour"]);
/// Whoever does one of these has written something; the first ones say so of letters without naming them.
const WRITES: [u64; 11] = keys([
    "wrote",
    "written",
    "writes",
    "published",
    "publishes",
    "issued",
    "issues",
    "released",
    "signed",
    "sent",
    "filed",
]);
const WRITES_LETTERS: usize = 3;
const OFFICES: [(u64, u64); 9] = [
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
