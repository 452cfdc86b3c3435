//! An appearance with its names taken to pieces.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::body_key::{body_key, is_turning};
use super::input::Appearance;
use super::key::Key;
use super::name_key::{Gender, PersonName, honorific};
use super::nobody::is_nobody;
use crate::model::ArticleId;

/// An appearance, ready to be compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sighting {
    pub appearance: Appearance,
    /// The name first, then those aliases that are names; one list for all that are printed so.
    pub names: Arc<[PersonName]>,
    pub genders: BTreeSet<Gender>,
    /// What it is called in the company of others.
    pub company_key: Key,
    /// Everybody in the article.
    pub company: Arc<[Key]>,
}

impl Sighting {
    /// Prepares an article's appearance; `company` is the list made by [`company`], `names` that of [`names`].
    pub(super) fn new(
        appearance: Appearance,
        names: Arc<[PersonName]>,
        company_key: Key,
        company: &Arc<[Key]>,
    ) -> Sighting {
        let printed = || std::iter::once(&appearance.name).chain(&appearance.aliases);
        Sighting {
            names,
            genders: printed().filter_map(|name| honorific(name)).collect(),
            company_key,
            company: Arc::clone(company),
            appearance,
        }
    }

    /// What orders sightings and tells them apart.
    pub(super) fn id(&self) -> (&ArticleId, u32) {
        (&self.appearance.article, self.appearance.local)
    }
}

/// The names of an appearance that are names, its own first.
pub(super) fn names(appearance: &Appearance) -> Arc<[PersonName]> {
    let aliases = appearance.aliases.iter().filter_map(|alias| PersonName::parse(alias));
    PersonName::parse(&appearance.name).into_iter().chain(aliases).collect()
}

/// The names of an article as keys.
pub(super) fn company(names: &[String]) -> BTreeSet<Key> {
    let names = names.iter().filter(|name| !is_nobody(name)).map(|name| name_key(name));
    names.filter(|key| !key.is_empty()).map(Key::from).collect()
}

/// The key of a name that may be a person's or a body's.
pub(super) fn name_key(printed: &str) -> String {
    let body = body_key(printed);
    if is_turning(&body) {
        return body;
    }
    PersonName::parse(printed).map_or(body, |name| name.key())
}
