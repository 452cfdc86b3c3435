//! Names by number, each once, in one piece of memory.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Names in the order they came.
#[derive(Debug, Default)]
pub struct NameNumbers {
    text: String,
    ends: Vec<u32>,
    numbers: HashTable<u32>,
}

impl NameNumbers {
    /// The number of a name.
    pub fn number(&mut self, name: &str) -> u32 {
        let hasher = FixedState::default();
        let NameNumbers { text, ends, numbers } = self;
        let same = |number: &u32| of(text, ends, *number) == name;
        if let Some(known) = numbers.find(hasher.hash_one(name), same) {
            return *known;
        }
        let number = ends.len() as u32;
        text.push_str(name);
        ends.push(text.len() as u32);
        numbers
            .insert_unique(hasher.hash_one(name), number, |number| hasher.hash_one(of(text, ends, *number)));
        number
    }

    /// The name of a number.
    pub fn get(&self, number: u32) -> &str {
        of(&self.text, &self.ends, number)
    }

    /// How many there are.
    pub(in crate::index) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn of<'t>(text: &'t str, ends: &[u32], number: u32) -> &'t str {
    let end = |at: usize| ends.get(at).map_or(0, |end| *end as usize);
    let from = (number as usize).checked_sub(1).map_or(0, end);
    text.get(from..end(number as usize)).unwrap_or_default()
}
