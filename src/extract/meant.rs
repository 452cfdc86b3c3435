//! Whom each source means, worked out in the text's order.

use std::collections::BTreeMap;

use super::doc::{Doc, PhraseKind};
use super::joint::{are_several, opening_names};
use super::lexicon::{ascii_key, keys, pronoun_in};
use super::people::People;
use super::reference::Discourse;
use super::roles::Role;
use super::weights::Weights;

/// How many sentences after several people “they” still means them.
const REACH: u32 = 2;

/// Whom the phrases mean that speak. All keys are phrases.
#[derive(Default)]
pub struct Meant {
    /// One person or body of [`People`], or nobody of them.
    pub one: BTreeMap<usize, Option<usize>>,
    /// For “they” and *who*, the phrase of the group or description they mean.
    pub described: BTreeMap<usize, usize>,
    /// For “they”, the phrases of those who were named together.
    pub several: BTreeMap<usize, Vec<usize>>,
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
    /// Resolves `speaking`; `joint` are those who speak together, by the first of them.
    pub fn of(
        doc: &Doc<'_>,
        (people, roles): (&People, &[Role]),
        mut speaking: Vec<usize>,
        joint: &BTreeMap<usize, Vec<usize>>,
        weights: &Weights,
    ) -> Meant {
        speaking.extend(joint.values().flatten());
        speaking.sort_unstable();
        speaking.dedup();
        let mut discourse = Discourse::new(doc, people, roles);
        let mut meant = Meant::default();
        let mut several: Option<Several> = None;
        for source in speaking {
            discourse.advance(source);
            if is_they(doc, source)
                && let Some(near) = near(doc, source, several.as_ref())
            {
                meant.they(source, near, |member| discourse.resolve(member, weights));
                continue;
            }
            let described = described_before(doc, source);
            let person = discourse.resolve(described.unwrap_or(source), weights);
            if let Some(person) = person {
                discourse.spoke(source, person);
                meant.one.insert(source, Some(person));
            } else {
                meant.described.extend(described.map(|described| (source, described)));
            }
            let group = described.unwrap_or(source);
            several = match (joint.get(&source), several) {
                (Some(with), _) => {
                    Some(Several::Together(std::iter::once(source).chain(with.iter().copied()).collect()))
                }
                (None, Some(Several::Together(all))) if all.contains(&source) => Some(Several::Together(all)),
                _ if person.is_none() && are_several(doc, group) => Some(Several::Group(group)),
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

    fn they(&mut self, source: usize, near: Several, resolve: impl Fn(usize) -> Option<usize>) {
        match near {
            Several::Group(group) => {
                self.described.insert(source, group);
            }
            Several::Together(members) => {
                for member in &members {
                    if let Some(person) = resolve(*member) {
                        self.one.entry(*member).or_insert(Some(person));
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
    (is_relative && is_beside && doc.phrases[before].kind == PhraseKind::Common).then_some(before)
}

/// “they”, outside quotation marks.
fn is_they(doc: &Doc<'_>, source: usize) -> bool {
    let phrase = &doc.phrases[source];
    let token = &doc.tokens[phrase.range.start];
    phrase.kind == PhraseKind::Pronoun && pronoun_in(token.key) == THEY && token.quotation == 0
}

const THEY: u64 = ascii_key("they");
const RELATIVE: [u64; 3] = keys(["who", "which", "that"]);
