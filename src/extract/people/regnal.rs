//! “**Pope** Francis”, “**King** Charles III”: who has no surname is called by the office and the given name.

use super::super::doc::{Doc, Range};
use super::super::lexicon::keys;
use super::words::clean_name;
use super::{People, Person};
use crate::model::EntityKind;

impl People {
    /// Puts the office into such names, as the article prints it first. Cost: linear in the namings.
    pub(super) fn name_by_office(&mut self, doc: &Doc<'_>) {
        for naming in 0..self.namings.len() {
            let naming = self.namings[naming];
            let core = doc.phrases[naming.phrase].core;
            let known = &mut self.all[naming.person];
            let office = core.start.checked_sub(1).map(|at| &doc.tokens[at]);
            let before = office.is_some_and(|token| token.capital && REGNAL.contains(&token.key));
            if !before || !has_no_surname(known) {
                continue;
            }
            let called = clean_name(doc, Range { start: core.start - 1, end: core.end });
            let bare = std::mem::replace(&mut known.name, called);
            known.aliases.retain(|alias| *alias != known.name);
            known.aliases.push(bare);
        }
    }
}

/// “Francis”, “Benedict XVI”.
fn has_no_surname(known: &Person) -> bool {
    let mut words = known.name.split(' ').skip(1);
    let number = |word: &str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    known.kind == EntityKind::Person && words.all(number)
}

/// Offices whose holders have a given name alone.
const REGNAL: [u64; 8] =
    keys(["pope", "king", "queen", "prince", "princess", "emperor", "empress", "sultan"]);
