//! The keys that names are found by.

use std::collections::BTreeSet;

use super::body_key::{body_key, is_turning};
use super::key::Key;
use super::name_key::PersonName;
use super::nobody::is_nobody;
use super::texts::Texts;

/// The key of somebody named in an article; nothing where the name is nobody's.
pub(super) fn company_key(name: &str, texts: &Texts) -> Option<Key> {
    if is_nobody(name) {
        return None;
    }
    let key = name_key(name);
    (!key.is_empty()).then(|| texts.note(&key))
}

/// The names of an article as keys, in their order.
pub(super) fn company(keys: impl IntoIterator<Item = Key>) -> Vec<Key> {
    keys.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The key of a name that may be a person's or a body's.
pub(super) fn name_key(printed: &str) -> String {
    keyed(body_key(printed), PersonName::parse(printed).as_ref())
}

/// The same of a name that was taken to pieces.
pub(super) fn keyed(body: String, name: Option<&PersonName>) -> String {
    match name {
        Some(name) if !is_turning(&body) => name.text().to_owned(),
        _ => body,
    }
}
