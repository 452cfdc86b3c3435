//! Which of several who share a surname is called by it alone: “Lind, 61, met Mia Chu. Chu spoke to Eva Lind. **Lind** left.”
//!
//! Who is *he* was learned without this; who said it is told with it.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::super::doc::Doc;
use super::kin::is_relation_of;
use super::words::{name_words, suffix};
use super::{People, Person};
use crate::model::EntityKind;

impl People {
    /// Gives every surname that stands alone to whoever was called so before, and to nobody's relation beside another of that
    /// name. Cost: linear in the namings.
    pub(super) fn settle_namesakes(&mut self, doc: &Doc<'_>) {
        let bearers = self.bearers();
        if bearers.is_empty() {
            return;
        }
        let relations = self.relations(doc);
        let told = self.told_for_themselves(doc);
        let mut called: HashMap<u64, usize, FixedState> = HashMap::default();
        for at in 0..self.namings.len() {
            let (phrase, person) = (self.namings[at].phrase, self.namings[at].person);
            let words = &doc.phrases[phrase];
            let mut name = name_words(doc, words.core).into_iter();
            let (Some(surname), None) = (name.next(), name.next()) else { continue };
            let known = &self.all[person];
            let in_full = known.kind == EntityKind::Person && known.words.len() > 1;
            let bears = in_full && known.words.last() == Some(&surname);
            let Some(all) = bearers.get(&surname).filter(|_| bears) else { continue };
            // “Mrs. Lind”, “Mayor Lind”, “Lind Jr.” may be told by that.
            let bare = words.range.start == words.core.start && suffix(doc, words.core) == 0;
            let owner = *called.entry(surname).or_insert_with(|| {
                let mut others =
                    all.iter().filter(|other| **other != person && !relations[**other] && told[**other]);
                let only = others.next().filter(|_| others.next().is_none());
                only.filter(|_| bare && relations[person]).map_or(person, |only| *only)
            });
            if bare && owner != person {
                self.namings[at].person = owner;
                self.by_phrase[phrase] = Some(owner as u32);
            }
        }
    }

    /// The people who share each surname, where several do.
    fn bearers(&self) -> HashMap<u64, Vec<usize>, FixedState> {
        let mut bearers: HashMap<u64, Vec<usize>, FixedState> = HashMap::default();
        let in_full = |known: &Person| known.kind == EntityKind::Person && known.words.len() > 1;
        for (person, known) in self.all.iter().enumerate().filter(|(_, known)| in_full(known)) {
            bearers.entry(known.words.last().copied().unwrap_or(0)).or_default().push(person);
        }
        bearers.retain(|_, all| all.len() > 1);
        bearers
    }

    /// Of each, whether they are named otherwise than as whose somebody is: “**Bo Lind’s** daughter”.
    fn told_for_themselves(&self, doc: &Doc<'_>) -> Vec<bool> {
        let mut told = vec![false; self.all.len()];
        for naming in &self.namings {
            told[naming.person] |= !doc.phrases[naming.phrase].possessive;
        }
        told
    }

    /// Of each, whether a naming in full tells whose relation they are.
    fn relations(&self, doc: &Doc<'_>) -> Vec<bool> {
        let mut relations: Vec<bool> = self.all.iter().map(|known| known.relation).collect();
        for naming in &self.namings {
            let phrase = &doc.phrases[naming.phrase];
            let in_full = name_words(doc, phrase.core).len() > 1;
            relations[naming.person] |= in_full && is_relation_of(doc, phrase);
        }
        relations
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_by as check;

    #[test]
    fn who_was_called_so_goes_on_being_called_so() {
        check(
            "Mayor Bo Lind met Mia Chu. Lind praised her. Eva Lind was there.\n\n“I like it,” Lind said.",
            "Bo Lind",
        );
        check("Bo Lind left. Eva Lind stayed.\n\n“I like it,” Lind said.", "Eva Lind");
    }

    #[test]
    fn a_relation_is_not_called_so() {
        check(
            "Bo Lind runs the port. Bo Lind’s daughter Eva Lind is ill.\n\n“I like it,” Lind said.",
            "Bo Lind",
        );
        check("Bo Lind’s daughter Eva Lind won gold. Lind swam well.\n\n“I like it,” Lind said.", "Eva Lind");
        check(
            "Bo Lind runs the port. Mia Chu met Eva Lind, his daughter.\n\n“I like it,” Lind said.",
            "Bo Lind",
        );
    }
}
