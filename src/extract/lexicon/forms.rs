//! Legal forms by the [`key`]s of words.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::key;
use crate::text::legal_form::{LegalForm, Written, legal_forms};

/// The legal form that a word is.
pub fn form_of(word: u64) -> Option<&'static LegalForm> {
    static READ: LazyLock<HashMap<u64, &'static LegalForm, FixedState>> =
        LazyLock::new(|| legal_forms().iter().map(|form| (key(form.word), form)).collect());
    READ.get(&word).copied()
}

/// “Inc.”: one that is no word, nobody's name, and no letter in a firm's initials.
pub fn is_short_form(word: u64) -> bool {
    form_of(word).is_some_and(LegalForm::is_short)
}

/// “Orton **Inc.**”: one that hardly anything of a name stands behind.
pub fn is_last_form(word: u64) -> bool {
    form_of(word).is_some_and(|form| form.last)
}

/// “Inc.”, “Company”: one that nobody is called by, however it is printed.
pub fn is_firm_end(word: u64) -> bool {
    form_of(word).is_some_and(|form| form.written != Written::Letters)
}
