//! What keys say.

use std::sync::{Mutex, PoisonError};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::key::Key;

/// The texts of keys, kept only for whoever wants to be told why names are one.
#[derive(Debug, Default)]
pub(super) struct Texts(Option<Mutex<HashMap<u64, Box<str>, FixedState>>>);

impl Texts {
    /// Keeps every text that is noted.
    pub(super) fn kept() -> Texts {
        Texts(Some(Mutex::default()))
    }

    /// Whether texts are kept.
    pub(super) fn are_kept(&self) -> bool {
        self.0.is_some()
    }

    /// The key of a text.
    pub(super) fn note(&self, text: &str) -> Key {
        let key = Key::from(text);
        if let Some(texts) = &self.0 {
            let mut texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
            texts.entry(key.number()).or_insert_with(|| text.into());
        }
        key
    }

    /// What a key says; nothing where it was not kept.
    pub(super) fn of(&self, key: Key) -> String {
        let Some(texts) = &self.0 else { return String::new() };
        let texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.get(&key.number()).map_or_else(String::new, ToString::to_string)
    }
}
