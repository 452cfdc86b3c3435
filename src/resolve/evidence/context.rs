//! What surrounds a name: everything that can tell one bearer from another.

use std::collections::BTreeSet;

use super::Field;
use crate::model::ArticleId;
use crate::resolve::body_key::body_keys;
use crate::resolve::common::Sighting;
use crate::resolve::few::Few;
use crate::resolve::key::Key;
use crate::resolve::name_key::Gender;
use crate::text::fold::fold_name;

/// The surroundings of one or many appearances.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::resolve) struct Context {
    pub bodies: Few<Key>,
    pub roles: Few<Key>,
    pub words: Few<Key>,
    pub company: Few<Key>,
    pub fields: Few<Field>,
    pub genders: Few<Gender>,
    pub articles: Few<ArticleId>,
    /// Days since 1970 of the first and last article with a date.
    pub days: Option<(i64, i64)>,
}

/// Something that surroundings can share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::resolve) enum Feature {
    /// A body, or an end of its name.
    Body(Key),
    /// A word of a role.
    Word(Key),
    /// Somebody named beside.
    Company(Key),
    /// A given name of their own.
    Given(Key),
}

/// Words of a role that say nothing about which: also where a phrase ends that does.
const EMPTY_WORDS: &[&str] = &[
    "a",
    "an",
    "and",
    "at",
    "by",
    "chief",
    "co",
    "deputy",
    "director",
    "executive",
    "for",
    "former",
    "general",
    "head",
    "her",
    "his",
    "in",
    "its",
    "leader",
    "manager",
    "member",
    "of",
    "officer",
    "official",
    "on",
    "president",
    "retired",
    "senior",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "the",
    "their",
    "then",
    "to",
    "vice",
    "with",
];

impl Context {
    /// The surroundings of one appearance, without the company that everybody keeps.
    pub(in crate::resolve) fn of(sighting: &Sighting, common: &BTreeSet<Key>) -> Context {
        let seen = &sighting.appearance;
        let articles = [seen.article.clone()].into_iter().collect();
        let mut context = Context { articles, ..Context::default() };
        if let Some(body) = seen.organization.as_deref() {
            context.bodies.extend(body_keys(body).into_iter().map(Key::from));
        }
        if let Some(role) = seen.role.as_deref() {
            context.add_role(role);
        }
        let own = &sighting.company_key;
        context.company =
            sighting.company.iter().filter(|key| *key != own && !common.contains(*key)).cloned().collect();
        context.genders = sighting.genders.iter().copied().collect();
        context.days = seen.published.map(|date| date.earliest().div_euclid(86_400)).map(|day| (day, day));
        context
    }

    fn add_role(&mut self, role: &str) {
        let key = fold_name(role);
        for word in key.split(' ') {
            self.fields.extend(Field::of(word));
            if !EMPTY_WORDS.contains(&word) && !word.is_empty() {
                self.words.insert(word.into());
            }
        }
        if !key.is_empty() {
            self.roles.insert(key.into());
        }
    }

    /// Takes in what surrounds another.
    pub(in crate::resolve) fn absorb(&mut self, other: &Context) {
        self.absorb_all(&[other]);
    }

    /// Takes in what surrounds many others, each set put in order once.
    pub(in crate::resolve) fn absorb_all(&mut self, others: &[&Context]) {
        fn add<T: Ord + Clone>(mine: &mut Few<T>, others: &[&Context], of: impl Fn(&Context) -> &Few<T>) {
            mine.extend(others.iter().flat_map(|other| of(other).iter().cloned()));
        }
        add(&mut self.bodies, others, |other| &other.bodies);
        add(&mut self.roles, others, |other| &other.roles);
        add(&mut self.words, others, |other| &other.words);
        add(&mut self.company, others, |other| &other.company);
        add(&mut self.fields, others, |other| &other.fields);
        add(&mut self.genders, others, |other| &other.genders);
        add(&mut self.articles, others, |other| &other.articles);
        for other in others {
            self.days = match (self.days, other.days) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (mine, theirs) => mine.or(theirs),
            };
        }
    }

    /// Days between the two; nothing where one has no date, 0 where they overlap.
    pub(in crate::resolve) fn gap(&self, other: &Context) -> Option<i64> {
        let ((a, b), (c, d)) = (self.days?, other.days?);
        Some((c - b).max(a - d).max(0))
    }

    /// What others must have one of to be considered at all.
    pub(in crate::resolve) fn features(&self) -> impl Iterator<Item = Feature> {
        let bodies = self.bodies.iter().flat_map(|body| near_keys(body.as_str()).map(Key::from));
        let words = self.words.iter().cloned().map(Feature::Word);
        let company = self.company.iter().cloned().map(Feature::Company);
        bodies.map(Feature::Body).chain(words).chain(company)
    }
}

/// A body's key and its ends that can stand for it: `harbour authority` for `port alder harbour authority`.
pub(in crate::resolve) fn near_keys(key: &str) -> impl Iterator<Item = &str> {
    let ends = key.match_indices(' ').map(|(at, _)| &key[at + 1..]);
    std::iter::once(key).chain(ends.filter(|end| end.contains(' ') || end.len() >= 5))
}
