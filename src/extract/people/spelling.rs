//! One name, spelled in several ways: Khamenei and Khamanei.

use hashbrown::HashMap;

use super::super::doc::{Doc, Range};
use super::People;
use crate::model::EntityKind;

impl People {
    /// A full name takes the spelling of its surname that the article uses most.
    pub(super) fn settle_spellings(&mut self, doc: &Doc<'_>) {
        let mut counts: HashMap<(usize, &str), (usize, usize), foldhash::fast::FixedState> =
            HashMap::default();
        for (place, naming) in self.namings.iter().enumerate() {
            let core = doc.phrases[naming.phrase].core;
            let surname = doc.words(Range { start: core.end - 1, end: core.end });
            counts.entry((naming.person, surname)).or_insert((0, usize::MAX - place)).0 += 1;
        }
        for (number, person) in self.all.iter_mut().enumerate() {
            let own = doc.words(Range { start: person.core.end - 1, end: person.core.end });
            if person.kind != EntityKind::Person || person.words.len() < 2 || own.chars().count() < 6 {
                continue;
            }
            let mut spellings: Vec<(&str, (usize, usize))> = std::iter::once(own)
                .chain(
                    person
                        .aliases
                        .iter()
                        .filter_map(|a| a.rsplit(' ').next())
                        .filter(|a| sounds_alike(a, own)),
                )
                .filter_map(|spelling| counts.get_key_value(&(number, spelling)).map(|((_, s), c)| (*s, *c)))
                .collect();
            spellings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            if let Some((best, _)) = spellings.first().filter(|(best, _)| *best != own) {
                let renamed = format!("{}{best}", &person.name[..person.name.len() - own.len()]);
                let old = std::mem::replace(&mut person.name, renamed);
                if !person.aliases.contains(&old) {
                    person.aliases.insert(0, old);
                }
            }
        }
    }
}

/// Whether two spellings differ only as transliterations do: the same consonants in the same order.
pub fn sounds_alike(a: &str, b: &str) -> bool {
    sound(a) == sound(b) && strsim::damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase()) <= 2
}

/// What names that sound alike share: the consonants of a name, those that transliterations confuse written the same way.
pub(super) fn sound(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | '\'' | '’' | '-' => continue,
            'q' | 'g' | 'k' | 'c' => 'k',
            'z' | 's' => 's',
            'w' | 'v' => 'v',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}
