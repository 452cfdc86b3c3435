//! Values of a column, and whom they mean: each is looked up once, however many articles hold it.

use tantivy::columnar::StrColumn;

use crate::index::identities::Meanings;

/// Some values of a column in their order.
pub(super) struct Values<'m> {
    texts: Vec<String>,
    /// The numbers of those that do not mean themselves everywhere.
    numbers: Vec<Option<u32>>,
    meanings: &'m Meanings,
}

/// Whom a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Meant {
    /// The name of this number.
    Name(u32),
    /// The value at this place itself.
    Value(u32),
}

impl<'m> Values<'m> {
    /// The values of these ordinals, which are in order and none twice.
    pub(super) fn open(
        column: &StrColumn,
        ordinals: &[u64],
        meanings: &'m Meanings,
    ) -> std::io::Result<Self> {
        let mut texts = Vec::with_capacity(ordinals.len());
        column.dictionary().sorted_ords_to_term_cb(ordinals, |value| {
            texts.push(String::from_utf8_lossy(value).into_owned());
        })?;
        let numbers = meanings.numbers(texts.iter().map(String::as_str));
        Ok(Values { texts, numbers, meanings })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.numbers.get(at).copied().flatten()
    }

    /// Whom the value at a place means where nothing else is said of the article.
    pub(super) fn meant(&self, at: usize) -> Meant {
        self.number(at).map_or(Meant::Value(at as u32), |number| Meant::Name(self.meanings.means(number)))
    }

    /// Whom the values at these places mean in the article of this rank, each once: whom an article names twice it
    /// counts once.
    pub(super) fn meant_in(&self, rank: u64, places: impl Iterator<Item = usize>, out: &mut Vec<Meant>) {
        out.clear();
        out.extend(places.map(|at| match self.number(at) {
            Some(number) => Meant::Name(self.meanings.means_at(number, rank)),
            None => Meant::Value(at as u32),
        }));
        out.sort_unstable();
        out.dedup();
    }

    /// What somebody is called.
    pub(super) fn name(&self, meant: Meant) -> &str {
        match meant {
            Meant::Name(number) => self.meanings.name(number),
            Meant::Value(at) => self.texts.get(at as usize).map_or("", String::as_str),
        }
    }
}
