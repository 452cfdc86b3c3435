//! Whom each source means, worked out in the text's order.

mod unnamed;

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::doc::{Doc, PhraseKind};
use super::joint::{are_several, opening_names};
use super::lexicon::{ascii_key, keys, pronoun_in};
use super::people::{People, word_key};
use super::reference::{Discourse, Meaning};
use super::roles::Role;
use super::somebody::is_collective;
use super::true_source::human_before;
use super::weights::Weights;
use crate::model::{Reference, ReferenceKind};

use unnamed::{Unnamed, is_body_described, is_one_described};

/// The phrases that speak.
pub struct Voices {
    /// Of statements that were kept and of others: who *she* is may hang on words that were not worth keeping.
    pub speaking: Vec<usize>,
    /// Labels of turns, each with the first of that name: both mean one.
    pub labels: BTreeMap<usize, usize>,
}

/// How many sentences after several people “they” still means them.
const REACH: u32 = 3;

/// Whom the phrases mean that speak. All keys are phrases.
#[derive(Default)]
pub struct Meant {
    /// One person or body of [`People`], or nobody of them.
    pub one: BTreeMap<usize, Option<usize>>,
    /// For “they” and *who*, the phrase of the group or description they mean.
    pub described: BTreeMap<usize, usize>,
    /// For “they”, the phrases of those who were named together.
    pub several: BTreeMap<usize, Vec<usize>>,
    /// Why phrases that are no names mean whom they mean.
    pub because: BTreeMap<usize, Reference>,
}

/// Whoever “they” may mean.
enum Several {
    /// “two officials”.
    Group(usize),
    /// “Ruiz and Lind”.
    Together(Vec<usize>),
}

impl Several {
    fn first(&self) -> usize {
        match self {
            Several::Group(phrase) => *phrase,
            Several::Together(phrases) => phrases.first().copied().unwrap_or_default(),
        }
    }
}

impl Meant {
    /// Resolves the phrases that speak; `joint` are those who speak together, by the first of them.
    pub fn of(
        doc: &Doc<'_>,
        (people, roles): (&People, &[Role]),
        voices: &Voices,
        joint: &BTreeMap<usize, Vec<usize>>,
        weights: &Weights,
    ) -> Meant {
        let mut speaking = voices.speaking.clone();
        speaking.extend(joint.values().flatten());
        speaking.sort_unstable();
        speaking.dedup();
        let bearers = if voices.labels.is_empty() { HashMap::default() } else { people.first_bearers() };
        let mut discourse = Discourse::new(doc, people, roles);
        let mut meant = Meant::default();
        let mut several: Option<Several> = None;
        let mut unnamed: Option<Unnamed> = None;
        let mut holder: Option<Unnamed> = None;
        let mut body: Option<Unnamed> = None;
        let mut strangers: HashSet<u64, foldhash::fast::FixedState> = HashSet::default();
        for source in speaking {
            discourse.advance(source);
            let of_label = |first: &usize| {
                let core = doc.phrases[*first].core;
                let bearer = || bearers.get(&word_key(doc, &doc.tokens[doc.phrases[*first].head()])).copied();
                // “Ada Orr” is not the first Orr.
                let whole = *first == source && core.start + 1 < core.end;
                meant.one.get(first).copied().flatten().or_else(|| bearer().filter(|_| !whole))
            };
            if let Some(person) = voices.labels.get(&source).and_then(of_label) {
                discourse.spoke(source, person);
                meant.one.insert(source, Some(person));
                meant.label(doc, source, voices.labels[&source]);
                continue;
            }
            if let Some(somebody) = unnamed.filter(|one| one.is_meant_by(doc, people, source)) {
                meant.stands_for(doc, source, somebody.phrase);
                unnamed = Some(somebody.met_at(source));
                continue;
            }
            if let Some(kin) =
                Unnamed::kin_before(doc, people, source).filter(|kin| kin.is_meant_by(doc, people, source))
            {
                meant.stands_for(doc, source, kin.phrase);
                unnamed = Some(kin.met_at(source));
                continue;
            }
            if is_they(doc, source)
                && let Some(near) = near(doc, source, several.as_ref())
            {
                meant.they(doc, source, near, |member| discourse.resolve(member, weights));
                continue;
            }
            let described = described_before(doc, source);
            let meaning = discourse.resolve(described.unwrap_or(source), weights);
            let person = meaning.map(|meaning| meaning.person);
            // “The mayor of Harwick said so. “It is late,” **she** added”, where nobody is named who said something.
            let is_holder = |one: &Unnamed| {
                person.is_none_or(|person| one.is_met_before(doc, people, person, source))
                    && one.is_meant_by(doc, people, source)
            };
            // “The ministry said that rice from Norland was dear. **It** added …”
            let is_new = |one: &Unnamed| person.is_none_or(|person| one.is_before_naming(people, person));
            let is_it = |one: &Unnamed| is_new(one) && one.is_meant_by_it(doc, people, source);
            if let Some(body) = body.filter(is_it) {
                meant.stands_for(doc, source, body.phrase);
                continue;
            }
            if let Some(somebody) = holder.filter(is_holder) {
                meant.stands_for(doc, source, somebody.phrase);
                holder = Some(somebody.met_at(source));
                continue;
            }
            if let Some(meaning) = meaning {
                discourse.spoke(source, meaning.person);
                meant.one.insert(source, Some(meaning.person));
                meant.because.extend(meaning.reference.map(|reference| (source, reference)));
            }
            if let Some(described) = described {
                meant.relative(doc, source, described, person.is_some());
            }
            let group = described.unwrap_or(source);
            let described_as = |is: fn(&Doc<'_>, usize) -> bool| {
                Some(Unnamed::new(group)).filter(|_| person.is_none() && is(doc, group))
            };
            (holder, body) = (described_as(is_one_described), described_as(is_body_described));
            unnamed = person.is_none().then(|| Unnamed::of(doc, group, &mut strangers)).flatten();
            several = match (joint.get(&source), several) {
                (Some(with), _) => {
                    Some(Several::Together(std::iter::once(source).chain(with.iter().copied()).collect()))
                }
                (None, Some(Several::Together(all))) if all.contains(&source) => Some(Several::Together(all)),
                _ if person.is_none() && (are_several(doc, group) || are_collective(doc, group)) => {
                    Some(Several::Group(group))
                }
                _ => None,
            };
        }
        meant
    }

    /// A source with each phrase that says whom it means: itself, but for “they” after several.
    pub fn members(&self, source: usize) -> Vec<(usize, usize)> {
        let several = self.several.get(&source).map_or(&[][..], Vec::as_slice);
        let members = if several.is_empty() { std::slice::from_ref(&source) } else { several };
        members.iter().map(|member| (source, *member)).collect()
    }

    /// Why the words of `source` mean whom `member` of them does.
    pub fn reference(&self, doc: &Doc<'_>, source: usize, member: usize) -> Option<Reference> {
        if source == member {
            return self.because.get(&source).copied();
        }
        let antecedent = Some(doc.span(doc.phrases[member].range));
        Some(Reference::new(ReferenceKind::Pronoun, antecedent))
    }

    /// A pronoun means whom another phrase describes.
    fn stands_for(&mut self, doc: &Doc<'_>, source: usize, described: usize) {
        self.described.insert(source, described);
        self.refers(doc, source, ReferenceKind::Pronoun, described);
    }

    /// *Who* means whom the phrase before it does, or describes.
    fn relative(&mut self, doc: &Doc<'_>, who: usize, before: usize, is_known: bool) {
        if !is_known {
            self.described.insert(who, before);
        }
        self.refers(doc, who, ReferenceKind::Relative, before);
    }

    /// A label means whom the first of its name meant.
    fn label(&mut self, doc: &Doc<'_>, label: usize, first: usize) {
        if label != first {
            self.refers(doc, label, ReferenceKind::Label, first);
        }
    }

    fn refers(&mut self, doc: &Doc<'_>, source: usize, by: ReferenceKind, to: usize) {
        let antecedent = Some(doc.span(doc.phrases[to].range));
        self.because.insert(source, Reference::new(by, antecedent));
    }

    fn they(
        &mut self,
        doc: &Doc<'_>,
        source: usize,
        near: Several,
        resolve: impl Fn(usize) -> Option<Meaning>,
    ) {
        match near {
            Several::Group(group) => self.stands_for(doc, source, group),
            Several::Together(members) => {
                for member in &members {
                    if let Some(meaning) = resolve(*member) {
                        self.one.entry(*member).or_insert(Some(meaning.person));
                    }
                }
                self.several.insert(source, members);
            }
        }
    }
}

/// Whom “they” means: those who spoke last, or whom a sentence since began with.
fn near(doc: &Doc<'_>, they: usize, spoke: Option<&Several>) -> Option<Several> {
    let sentence = |phrase: usize| doc.tokens[doc.phrases[phrase].range.start].sentence;
    let here = sentence(they);
    let spoke = spoke.filter(|several| here - sentence(several.first()) <= REACH);
    let since = spoke.map_or(here.saturating_sub(REACH), |several| sentence(several.first()) + 1);
    let opened = (since..=here).rev().map(|sentence| opening_names(doc, sentence as usize));
    let opened = opened.into_iter().find(|names| names.last().is_some_and(|last| *last < they));
    match (opened, spoke) {
        (Some(names), _) => Some(Several::Together(names)),
        (None, Some(Several::Group(group))) => Some(Several::Group(*group)),
        (None, Some(Several::Together(all))) => Some(Several::Together(all.clone())),
        (None, None) => None,
    }
}

/// “two officials who”: whom *who* means, where it is a description.
fn described_before(doc: &Doc<'_>, source: usize) -> Option<usize> {
    let who = &doc.phrases[source];
    let before = source.checked_sub(1)?;
    let (range, start) = (doc.phrases[before].range, who.range.start);
    let is_beside = range.end == start || range.end + 1 == start && doc.tokens[range.end].is_mark(',');
    let is_relative = who.kind == PhraseKind::Pronoun && RELATIVE.contains(&doc.tokens[start].key);
    if !is_relative || !is_beside {
        return None;
    }
    // “**a trader** at Castellane Bank, who”
    let human = human_before(doc, before).filter(|human| *human < before && doc.tokens[start].key == WHO);
    human.or_else(|| (doc.phrases[before].kind == PhraseKind::Common).then_some(before))
}

/// “police”, “his family”: several people in a noun that means one thing.
fn are_collective(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    phrase.kind == PhraseKind::Common && is_collective(&doc.tokens[phrase.head()])
}

/// “they”, outside quotation marks.
fn is_they(doc: &Doc<'_>, source: usize) -> bool {
    let phrase = &doc.phrases[source];
    let token = &doc.tokens[phrase.range.start];
    phrase.kind == PhraseKind::Pronoun && pronoun_in(token.key) == THEY && token.quotation == 0
}

const THEY: u64 = ascii_key("they");
const WHO: u64 = ascii_key("who");
const RELATIVE: [u64; 3] = keys(["who", "which", "that"]);
