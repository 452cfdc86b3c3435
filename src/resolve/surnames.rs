//! People whom articles took for bodies: `HARROW SAYS` in a headline, where the story calls him President Harrow.
//!
//! A single name that no firm has, and that few bodies' names begin or end with, is a person's where the archive tells far more often of people
//! with that surname. Such appearances go to the people before these are worked out, and find theirs as other surnames do.

use std::collections::BTreeMap;
use std::io;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::generic::telling_key;
use super::key::Key;
use super::name_key::PersonName;
use super::pieces::Pieces;
use super::row::Row;
use super::run::Run;
use super::shelves::Shelf;
use crate::model::EntityKind;
use crate::text::varint::Reader;

/// For each that calls a body so, so many articles must tell of people with that surname.
const SHARE: u32 = 2;
/// And one for so many by a full name: a president seldom is, a firm that articles took for a person never.
const FULL_SHARE: u32 = 4;
/// And so many for each that names a body whose name begins or ends so, or somebody who is of it: “Lind” is Lind Motors.
const FIRM_SHARE: u32 = 5;
/// Shorter ones are tickers and initials.
const SHORTEST: u32 = 4;

/// In how many articles there are bodies whose longer names begin or end with a word.
type Firms = HashMap<u64, u32, FixedState>;

impl Run<'_> {
    /// Settles which single names of bodies are surnames: those go to the people, the others to the bodies.
    pub(super) fn settle_surnames(&mut self) -> io::Result<()> {
        let ends = std::mem::take(&mut self.bodies.ends);
        let mut firms = Firms::default();
        // Sums, which no order changes.
        #[allow(clippy::iter_over_hash_type)]
        for (word, body) in ends {
            let naming = self.bodies.keys.get(&body).copied().unwrap_or_default();
            *firms.entry(word).or_default() += naming.bare + naming.formed;
        }
        self.parts().try_for_each(|part| self.settle_surnames_of(part, &firms))?;
        self.resolver.shelves.clear(Shelf::Surnames);
        Ok(())
    }

    fn settle_surnames_of(&self, part: u32, firms: &Firms) -> io::Result<()> {
        let bytes = self.get(Shelf::Surnames, part)?;
        let mut reader = Reader(&bytes);
        let mut keys: HashMap<&[u8], Key, FixedState> = HashMap::default();
        let mut surnames: BTreeMap<Key, bool> = BTreeMap::new();
        let mut people = Pieces::new(Shelf::People, self.resolver.parts);
        let mut bodies = Pieces::new(Shelf::Bodies, self.resolver.parts);
        while let Some(row) = Row::read(&mut reader) {
            let key =
                *keys.entry(row.names).or_insert_with(|| Key::from(&*telling_key(row.name(), row.aliases())));
            let is_surname =
                !row.place && *surnames.entry(key).or_insert_with(|| self.is_surname(key, firms));
            let name = is_surname.then(|| PersonName::parse(row.name())).flatten();
            match name.filter(PersonName::is_bare) {
                Some(name) => {
                    let row = Row { kind: EntityKind::Person, guessed: true, ..row };
                    let to = self.resolver.part(Key::from(name.block()).number());
                    people.put(self.resolver.shelves, to, |out| row.write(out))?;
                }
                None => bodies.put(self.resolver.shelves, part, |out| row.write(out))?,
            }
        }
        people.finish(self.resolver.shelves)?;
        bodies.finish(self.resolver.shelves)
    }

    /// Whether a key under which bodies appear is a surname.
    fn is_surname(&self, key: Key, firms: &Firms) -> bool {
        let naming = self.bodies.keys.get(&key.number()).copied().unwrap_or_default();
        let told = self.world.words.told(key);
        let firms = firms.get(&key.number()).copied().unwrap_or(0) + self.employed(key);
        key.length() >= SHORTEST
            && naming.formed == 0
            && !naming.is_place()
            && told.full * FULL_SHARE >= naming.bare
            && told.full + told.titled >= naming.bare * SHARE
            && told.full + told.titled >= firms * FIRM_SHARE
    }
}
