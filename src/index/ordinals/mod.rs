//! Whom the ordinals of facets or the documents mean, how often each is meant in a segment, and which of its documents
//! are copies: what counting needs beside the columns.
//!
//! Segments never change, nor does what who-is-who came to, nor the groups of copies of one commit. So what follows
//! from them is worked out once for a segment, when a run ends, and kept in one file that is searched as it lies.
//! Nothing depends on that file: whoever does not find a segment in it works it out for itself.

pub(crate) mod columns;
mod copied;
mod file;
mod listed;
mod meant;
mod renew;

use hashbrown::HashMap;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use super::flat::{self, Flat, rows, sections};
use super::identities::Meanings;
use super::told::{Of, RANK, Ranks, Told};
use meant::Values;

pub(crate) use columns::{COUNTED, Counted};
pub(crate) use copied::Copied;
pub(super) use file::{path, read, verify};
pub(crate) use listed::Listed;
pub(super) use renew::renew;

/// What is kept of a column: its names in their order, their numbers, and its segments.
///
/// The more often a name is meant, the lower its number: what nearly every question counts lies side by side then, and
/// stays in the processor's caches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    names: Flat<Sorted>,
    order: Flat<Order>,
    segments: HashMap<SegmentId, Numbered, foldhash::fast::FixedState>,
}

impl Kept {
    /// How many names have numbers.
    pub(crate) fn len(&self) -> u32 {
        self.names.names() as u32
    }

    /// The name of a number.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.name(self.place(number))
    }

    /// The place of a number's name among all in their order.
    pub(crate) fn place(&self, number: u32) -> u32 {
        self.order.row(Order::Places, number as usize).unwrap_or(u32::MAX)
    }

    /// The number of a name.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        let number = self.order.row(Order::Numbers, self.names.number(name)? as usize);
        // What is beyond them is the number of another name.
        number.filter(|number| *number < self.len())
    }

    /// What is kept of a segment.
    pub(crate) fn segment(&self, id: SegmentId) -> Option<&Numbered> {
        self.segments.get(&id)
    }
}

/// Names in their order.
#[derive(Debug, Clone, Copy)]
enum Sorted {
    Text,
    Ends,
}

sections!(Sorted, Sorted::Ends);

impl flat::Names for Sorted {
    const TEXT: Sorted = Sorted::Text;
    const ENDS: Sorted = Sorted::Ends;
}

/// Which name has which number.
#[derive(Debug, Clone, Copy)]
enum Order {
    /// `u32`: the place of each number's name.
    Places,
    /// `u32`: the number of the name at each place.
    Numbers,
}

sections!(Order, Order::Numbers);

/// A column of a segment in numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numbered(Flat<Section>);

#[derive(Debug, Clone, Copy)]
enum Section {
    /// `u32`: whom each ordinal means; of a column with rows, everybody in them.
    Numbers,
    /// `u32`: how often each of these stands in documents that count by their values, or in rows.
    Totals,
    /// `u32, u32`: in their order, documents that are counted wrong by their values, and the end of their numbers.
    Wrong,
    /// `u32`: whom the values of those mean, each once in a document; of a column with rows, all rows, one behind the
    /// other.
    Meant,
    /// `u64, u32`: of every 64 documents, which have a row, and how many before them have one.
    Naming,
    /// `u32`: where each row begins, and where the last one ends.
    Begins,
}

sections!(Section, Section::Begins);

impl Numbered {
    fn of(numbers: &[u32], totals: &[u32], wrong: &[(u32, u32)], meant: &[u32]) -> Numbered {
        Numbered(Flat::of(vec![
            (Section::Numbers, rows(numbers)),
            (Section::Totals, rows(totals)),
            (Section::Wrong, rows(wrong)),
            (Section::Meant, rows(meant)),
        ]))
    }

    /// Works out a column of a segment; `wrong` is where counting by value gets something wrong, and `number` tells
    /// what number a name has.
    pub(crate) fn work_out(
        segment: &SegmentReader,
        counted: &Counted,
        meanings: &Meanings,
        wrong: &Ranks,
        number: &mut dyn FnMut(&str) -> u32,
    ) -> tantivy::Result<Numbered> {
        let Some(column) = segment.fast_fields().str(counted.name)? else { return Ok(Numbered::default()) };
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        let values = Values::open(&column, &ordinals, meanings)?;
        if counted.is_listed() {
            return Ok(Numbered(listed::work_out(segment, &column, counted.of, &values, wrong, number)?));
        }
        let numbers: Vec<u32> = (0..values.len()).map(|at| number(values.name(values.meant(at)))).collect();
        let mut totals = vec![0_u32; numbers.len()];
        for ordinal in column.ords().values.iter() {
            totals.get_mut(ordinal as usize).into_iter().for_each(|total| *total += 1);
        }
        let (mut documents, mut meant) = (Vec::new(), Vec::new());
        // Whom an article names twice it counts once, also where nobody has told so of it yet.
        let counts_once = counted.of == Of::Articles && has_equal(&numbers);
        if counts_once || !wrong.is_empty() {
            let ranks = Told::<u64>::open(segment, RANK, counted.of)?;
            let (mut by_value, mut here) = (Vec::new(), Vec::new());
            for document in 0..segment.max_doc() {
                let Some(rank) = ranks.first(document) else { continue };
                let is_wrong = wrong.contains(&rank);
                if !is_wrong && !counts_once {
                    continue;
                }
                let places = || column.term_ords(document).map(|ordinal| ordinal as usize);
                by_value.clear();
                by_value.extend(places().map(|place| values.meant(place)));
                by_value.sort_unstable();
                if is_wrong {
                    values.meant_in(rank, places(), &mut here);
                } else {
                    here.clone_from(&by_value);
                    here.dedup();
                }
                if here == by_value {
                    continue;
                }
                for place in places() {
                    totals.get_mut(place).into_iter().for_each(|total| *total = total.saturating_sub(1));
                }
                meant.extend(here.iter().map(|meant| number(values.name(*meant))));
                documents.push((document, meant.len() as u32));
            }
        }
        Ok(Numbered::of(&numbers, &totals, &documents, &meant))
    }

    /// The same with other numbers.
    fn renumbered(&self, number: impl Fn(u32) -> u32) -> Numbered {
        let anew = |section| self.0.all(section).map(&number).collect::<Vec<u32>>();
        Numbered(self.0.with(vec![
            (Section::Numbers, rows(&anew(Section::Numbers))),
            (Section::Meant, rows(&anew(Section::Meant))),
        ]))
    }

    /// Every number in it.
    fn met(&self) -> impl Iterator<Item = u32> {
        self.0.all(Section::Numbers).chain(self.0.all(Section::Meant))
    }

    /// The rows of documents, where the column has such: then it is counted by these alone.
    pub(crate) fn listed(&self) -> Option<Listed<'_>> {
        Listed::of(&self.0)
    }

    /// Whom an ordinal means.
    #[inline]
    pub(crate) fn number(&self, ordinal: u32) -> Option<u32> {
        self.0.row(Section::Numbers, ordinal as usize)
    }

    /// How often everybody is meant, deleted documents with them; a number may come several times.
    pub(crate) fn everything(&self) -> impl Iterator<Item = (u32, u32)> {
        let counted = self.0.all(Section::Numbers).zip(self.0.all(Section::Totals));
        let corrected = if self.listed().is_some() { 0 } else { self.0.len::<u32>(Section::Meant) };
        counted.chain(self.0.rows(Section::Meant, 0..corrected).map(|number| (number, 1)))
    }

    /// Parts documents, which are in order, into those that count by their values, which are given to `plain`, and the
    /// others: whom their values mean is given to `meant`. `from` is where the last one that was asked for was found: who
    /// asks goes through a segment in its order.
    pub(crate) fn part(
        &self,
        documents: &[DocId],
        from: &mut usize,
        mut plain: impl FnMut(DocId),
        mut meant: impl FnMut(u32),
    ) {
        let wrong = self.0.view::<(u32, u32)>(Section::Wrong);
        let numbers = self.0.view::<u32>(Section::Meant);
        // The next that is wrong: few are, and what is before it need not be looked up.
        let mut next = wrong.get(*from);
        for document in documents {
            if next.is_some_and(|(at, _)| at < *document) {
                *from = wrong.forward(*from, |row| row.0 < *document);
                next = wrong.get(*from);
            }
            let Some((_, end)) = next.filter(|(at, _)| at == document) else {
                plain(*document);
                continue;
            };
            let begin = from.checked_sub(1).and_then(|before| wrong.get(before)).map_or(0, |(_, end)| end);
            numbers.range(begin as usize..end as usize).for_each(&mut meant);
        }
    }
}

/// Whether any two are the same.
fn has_equal(numbers: &[u32]) -> bool {
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.windows(2).any(|two| two[0] == two[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whom the values of a document mean, where that is not what they mean elsewhere.
    fn meant_in(numbered: &Numbered, document: DocId, from: &mut usize) -> Option<Vec<u32>> {
        let (mut is_plain, mut meant) = (false, Vec::new());
        numbered.part(&[document], from, |_| is_plain = true, |number| meant.push(number));
        (!is_plain).then_some(meant)
    }

    #[test]
    fn documents_that_are_wrong_have_numbers_of_their_own() {
        let wrong = Numbered::of(&[], &[], &[(3, 2), (9, 2), (130, 3)], &[5, 6, 7]);
        let mut from = 0;
        let found = [0, 3, 4, 9, 130, 131].map(|document| meant_in(&wrong, document, &mut from));
        assert_eq!(found, [None, Some(vec![5, 6]), None, Some(vec![]), Some(vec![7]), None]);
    }

    #[test]
    fn every_facet_of_the_schema_is_counted() {
        let table = crate::index::field_table();
        let facets =
            table["fields"].as_array().unwrap().iter().filter(|row| row["kept"] == "term and column");
        let facets: Vec<(&str, bool)> =
            facets.map(|row| (row["name"].as_str().unwrap(), row["document"] == "statement")).collect();
        let mut counted = COUNTED.map(|column| (column.name, column.of == Of::Statements)).to_vec();
        counted.sort_unstable();
        let mut facets = facets;
        facets.sort_unstable();
        assert_eq!(counted, facets);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_in_order_is_found(
            there in prop::collection::btree_set(0..300_u32, 0..60),
            asked in prop::collection::btree_set(0..300_u32, 0..60),
        ) {
            let documents: Vec<(u32, u32)> =
                there.iter().zip(1..).map(|(document, end)| (*document, end)).collect();
            let wrong = Numbered::of(&[], &[], &documents, &there.iter().copied().collect::<Vec<_>>());
            let mut from = 0;
            for document in asked {
                let found = meant_in(&wrong, document, &mut from);
                prop_assert_eq!(found, there.contains(&document).then(|| vec![document]));
            }
        }
    }
}
