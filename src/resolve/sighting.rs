//! An appearance with its names taken to pieces.

use std::sync::Arc;

use hashbrown::HashMap;

use super::body_key::{body_key, body_keys, has_form};
use super::common::keyed;
use super::evidence::{Field, near_keys};
use super::few::Few;
use super::generic::telling_key;
use super::key::Key;
use super::name_key::{Gender, PersonName, honorific};
use super::row::Row;
use super::texts::Texts;
use crate::model::EntityKind;
use crate::text::fold::fold_name;

/// Where somebody appears: the place of the article in the order of ids, and the number of the entity in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At {
    pub article: u32,
    pub local: u32,
}

/// An appearance, ready to be compared.
#[derive(Debug, Clone)]
pub(super) struct Sighting {
    pub at: At,
    /// Which row of its part it was.
    pub row: u32,
    pub kind: EntityKind,
    pub guessed: bool,
    pub place: bool,
    /// Whether a statement of the article is theirs.
    pub speaks: bool,
    pub printed: Arc<Printed>,
    pub role: Option<Arc<Role>>,
    pub body: Option<Arc<Body>>,
}

impl Sighting {
    /// Its first name as taken to pieces; nothing where it is a description.
    pub(super) fn name(&self) -> Option<&Arc<PersonName>> {
        self.printed.names.first()
    }
}

/// What an article calls somebody: one for all that are called so.
#[derive(Debug)]
pub(super) struct Printed {
    pub name: String,
    pub aliases: Vec<String>,
    /// The name first, then those aliases that are names.
    pub names: Vec<Arc<PersonName>>,
    pub genders: Few<Gender>,
    /// What it is called in the company of others.
    pub key: Key,
    pub key_text: String,
    /// Its key where it is a body.
    pub body: String,
    /// Whether a legal form is part of the name.
    pub formed: bool,
    /// The same keys of the aliases.
    pub alias_keys: Vec<Key>,
}

/// What an article says somebody does.
#[derive(Debug)]
pub(super) struct Role {
    pub printed: String,
    pub key: Option<Key>,
    pub words: Few<Key>,
    pub fields: Few<Field>,
}

/// Whom an article says somebody does it for.
#[derive(Debug)]
pub(super) struct Body {
    pub printed: String,
    pub keys: Few<Key>,
    pub ends: Few<End>,
}

/// An end of a body's name that can stand for it, and the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    pub end: Key,
    pub body: Key,
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

/// Reads rows; what is printed the same is taken to pieces once.
#[derive(Debug)]
pub(super) struct Sightings<'w> {
    texts: &'w Texts,
    printed: HashMap<Vec<u8>, Arc<Printed>, foldhash::fast::FixedState>,
    roles: HashMap<String, Arc<Role>, foldhash::fast::FixedState>,
    bodies: HashMap<String, Arc<Body>, foldhash::fast::FixedState>,
}

impl<'w> Sightings<'w> {
    pub(super) fn new(texts: &'w Texts) -> Self {
        Sightings {
            texts,
            printed: HashMap::default(),
            roles: HashMap::default(),
            bodies: HashMap::default(),
        }
    }

    /// The appearance of a row, in the article at this place.
    pub(super) fn read(&mut self, row: &Row<'_>, article: u32, number: u32) -> Sighting {
        Sighting {
            at: At { article, local: row.local },
            row: number,
            kind: row.kind,
            guessed: row.guessed,
            place: row.place,
            speaks: row.speaks,
            printed: self.printed(row),
            role: row.role.map(|role| self.role(role)),
            body: row.organization.map(|body| self.body(body)),
        }
    }

    /// What the names of a row are.
    pub(super) fn printed(&mut self, row: &Row<'_>) -> Arc<Printed> {
        if let Some(known) = self.printed.get(row.names) {
            return Arc::clone(known);
        }
        let printed = Arc::new(Printed::of(
            row.name().to_owned(),
            row.aliases().map(str::to_owned).collect(),
            self.texts,
        ));
        self.printed.insert(row.names.to_vec(), Arc::clone(&printed));
        printed
    }

    fn role(&mut self, role: &str) -> Arc<Role> {
        if let Some(known) = self.roles.get(role) {
            return Arc::clone(known);
        }
        let made = Arc::new(Role::of(role, self.texts));
        self.roles.insert(role.to_owned(), Arc::clone(&made));
        made
    }

    fn body(&mut self, body: &str) -> Arc<Body> {
        if let Some(known) = self.bodies.get(body) {
            return Arc::clone(known);
        }
        let made = Arc::new(Body::of(body, self.texts));
        self.bodies.insert(body.to_owned(), Arc::clone(&made));
        made
    }
}

impl Printed {
    pub(super) fn of(name: String, aliases: Vec<String>, texts: &Texts) -> Printed {
        let all = || std::iter::once(&name).chain(&aliases);
        let mut names = Vec::new();
        let mut keys: Vec<String> = Vec::with_capacity(1 + aliases.len());
        for printed in all() {
            let parsed = PersonName::parse(printed);
            keys.push(keyed(body_key(printed), parsed.as_ref()));
            names.extend(parsed.map(Arc::new));
        }
        let key_text = keys.first().cloned().unwrap_or_default();
        let body = telling_key(&name, aliases.iter().map(String::as_str));
        Printed {
            names,
            genders: all().filter_map(|name| honorific(name)).collect(),
            key: texts.note(&key_text),
            key_text,
            formed: has_form(&name) && body == body_key(&name),
            body,
            alias_keys: keys.iter().skip(1).map(|key| Key::from(key.as_str())).collect(),
            name,
            aliases,
        }
    }
}

impl Role {
    fn of(printed: &str, texts: &Texts) -> Role {
        let folded = fold_name(printed);
        let words = || folded.split(' ');
        Role {
            printed: printed.to_owned(),
            key: (!folded.is_empty()).then(|| texts.note(&folded)),
            words: words()
                .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word))
                .map(|word| texts.note(word))
                .collect(),
            fields: words().filter_map(Field::of).collect(),
        }
    }
}

impl Body {
    fn of(printed: &str, texts: &Texts) -> Body {
        let keys = body_keys(printed);
        let ends = keys.iter().flat_map(|key| {
            let body = Key::from(key.as_str());
            near_keys(key).map(move |end| End { end: Key::from(end), body })
        });
        Body {
            printed: printed.to_owned(),
            ends: ends.collect(),
            keys: keys.iter().map(|key| texts.note(key)).collect(),
        }
    }
}
