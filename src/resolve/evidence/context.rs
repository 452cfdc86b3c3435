//! What surrounds a name: everything that can tell one bearer from another.

use super::Field;
use crate::resolve::few::Few;
use crate::resolve::key::Key;
use crate::resolve::name_key::Gender;
use crate::resolve::sighting::{End, Sighting};
use crate::resolve::world::World;
use crate::text::varint::{Reader, Writer};

/// The surroundings of one or many appearances.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::resolve) struct Context {
    pub bodies: Few<Key>,
    /// What can stand for one of the bodies.
    pub ends: Few<End>,
    pub roles: Few<Key>,
    pub words: Few<Key>,
    pub company: Few<Key>,
    pub fields: Few<Field>,
    pub genders: Few<Gender>,
    /// Articles, by their place.
    pub articles: Few<u32>,
    /// Days since 1970 of the first and last article with a date.
    pub days: Option<(i64, i64)>,
}

/// Something that surroundings can share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

impl Context {
    /// The surroundings of one appearance, without the company that everybody keeps.
    pub(in crate::resolve) fn of(sighting: &Sighting, world: &World) -> Context {
        let article = sighting.at.article;
        let mut context = Context { articles: Few::of_sorted(vec![article]), ..Context::default() };
        if let Some(body) = &sighting.body {
            context.bodies = body.keys.clone();
            context.ends = body.ends.clone();
        }
        if let Some(role) = &sighting.role {
            context.words = role.words.clone();
            context.fields = role.fields.clone();
            context.roles = Few::of_sorted(role.key.into_iter().collect());
        }
        let own = sighting.printed.key;
        context.company = Few::of_sorted(world.company(article).filter(|key| *key != own).collect());
        context.genders = sighting.printed.genders.clone();
        let published = world.published(article);
        context.days = published.map(|date| date.earliest().div_euclid(86_400)).map(|day| (day, day));
        context
    }

    /// Takes in what surrounds another.
    pub(in crate::resolve) fn absorb(&mut self, other: &Context) {
        self.absorb_all(&[other]);
    }

    /// Takes in what surrounds many others, each set put in order once.
    pub(in crate::resolve) fn absorb_all(&mut self, others: &[&Context]) {
        fn add<T: Ord + Copy>(mine: &mut Few<T>, others: &[&Context], of: impl Fn(&Context) -> &Few<T>) {
            mine.extend(others.iter().flat_map(|other| of(other).iter().copied()));
        }
        add(&mut self.bodies, others, |other| &other.bodies);
        add(&mut self.ends, others, |other| &other.ends);
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
        let company = self.company.iter().copied().map(Feature::Company);
        self.telling().chain(company)
    }

    /// The same without company.
    fn telling(&self) -> impl Iterator<Item = Feature> {
        let words = self.words.iter().copied().map(Feature::Word);
        self.ends.iter().map(|end| Feature::Body(end.end)).chain(words)
    }

    /// Whether anything is said that can tell who it is, and not only beside whom.
    pub(in crate::resolve) fn tells(&self) -> bool {
        !self.bodies.is_empty() || !self.roles.is_empty() || !self.words.is_empty()
    }

    /// Writes it down, but for what only tells lives apart.
    pub(in crate::resolve) fn write(&self, out: &mut Writer) {
        put_keys(out, &self.bodies);
        out.number(self.ends.len() as u64);
        for End { end, body } in self.ends.iter() {
            put_key(out, *end);
            put_key(out, *body);
        }
        put_keys(out, &self.roles);
        put_keys(out, &self.words);
        put_keys(out, &self.company);
        out.number(self.fields.len() as u64);
        self.fields.iter().for_each(|field| out.number(field.number()));
        out.number(self.articles.len() as u64);
        let mut last = 0;
        for article in self.articles.iter() {
            out.number(u64::from(article - last));
            last = *article;
        }
        out.number(u64::from(self.days.is_some()));
        let (first, last) = self.days.unwrap_or_default();
        out.signed(first);
        out.signed(last - first);
    }

    /// Reads what was written.
    pub(in crate::resolve) fn read(rows: &mut Reader<'_>) -> Option<Context> {
        let bodies = keys(rows)?;
        let ends = (0..rows.number()?).map(|_| Some(End { end: key(rows)?, body: key(rows)? }));
        let ends = Few::of_sorted(ends.collect::<Option<_>>()?);
        let (roles, words, company) = (keys(rows)?, keys(rows)?, keys(rows)?);
        let fields = (0..rows.number()?).map(|_| Field::numbered(rows.number()?));
        let fields = fields.collect::<Option<Few<_>>>()?;
        let mut last = 0_u32;
        let articles = (0..rows.number()?).map(|_| {
            last = last.checked_add(rows.small()?)?;
            Some(last)
        });
        let articles = Few::of_sorted(articles.collect::<Option<_>>()?);
        let has_days = rows.number()? == 1;
        let (first, length) = (rows.signed()?, rows.signed()?);
        let days = has_days.then_some((first, first.checked_add(length)?));
        Some(Context { bodies, ends, roles, words, company, fields, articles, days, ..Context::default() })
    }
}

fn put_key(out: &mut Writer, key: Key) {
    out.0.extend_from_slice(&key.number().to_le_bytes());
    out.number(u64::from(key.length()));
}

fn put_keys(out: &mut Writer, keys: &Few<Key>) {
    out.number(keys.len() as u64);
    keys.iter().for_each(|key| put_key(out, *key));
}

fn key(rows: &mut Reader<'_>) -> Option<Key> {
    let (number, rest) = rows.0.split_first_chunk()?;
    rows.0 = rest;
    Some(Key::from_parts(u64::from_le_bytes(*number), rows.small()?))
}

fn keys(rows: &mut Reader<'_>) -> Option<Few<Key>> {
    let keys = (0..rows.number()?).map(|_| key(rows));
    Some(Few::of_sorted(keys.collect::<Option<_>>()?))
}

/// A body's key and its ends that can stand for it: `harbour authority` for `port alder harbour authority`.
pub(in crate::resolve) fn near_keys(key: &str) -> impl Iterator<Item = &str> {
    let ends = key.match_indices(' ').map(|(at, _)| &key[at + 1..]);
    std::iter::once(key).chain(ends.filter(|end| end.contains(' ') || end.len() >= 5))
}
