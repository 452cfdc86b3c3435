//! Counting by a facet: by ordinal in each segment, then by who is meant over all of them.
//!
//! Which ordinal means whom is worked out once for a segment, when it is asked for the second time, and kept as
//! long as the engine: a program that answers one question does not pay for all names, one that answers many
//! pays once.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use super::collect::Facet;
use super::join::{RANK, Told};
use super::meant::{Meant, Values};
use super::who::Who;
use crate::engine::FacetValue;

/// Names and their numbers, and which segments' ordinals have theirs.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    names: RwLock<Names>,
    segments: Mutex<HashMap<(SegmentId, &'static str), Known, FixedState>>,
}

#[derive(Debug, Default)]
struct Names {
    by_number: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32, FixedState>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.numbers.get(name) {
            return *known;
        }
        let number = self.by_number.len() as u32;
        let name: Arc<str> = name.into();
        self.by_number.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}

/// What is known of a column of a segment.
#[derive(Debug, Clone)]
enum Known {
    /// It was asked for.
    Asked,
    /// Whom each ordinal means, and the documents that are counted wrong by that.
    All(Arc<Numbered>),
}

/// A column of a segment in numbers.
#[derive(Debug)]
struct Numbered {
    by_ordinal: Vec<u32>,
    wrong: Wrong,
}

/// Documents that are counted wrong by their values, and whom these mean there.
#[derive(Debug, Default)]
struct Wrong {
    /// In their order, each with the end of its numbers.
    documents: Vec<(DocId, u32)>,
    numbers: Vec<u32>,
}

impl Wrong {
    /// Whom the values of a document mean, where that is not what they mean elsewhere. `from` is where the last one
    /// that was asked for was found: who asks goes through a segment in its order.
    fn of(&self, document: DocId, from: &mut usize) -> Option<&[u32]> {
        let mut step = 1;
        while self.documents.get(*from + step).is_some_and(|(at, _)| *at <= document) {
            *from += step;
            step *= 2;
        }
        let left = self.documents.get(*from..(*from + step).min(self.documents.len()))?;
        *from += left.partition_point(|(at, _)| *at < document);
        let (_, end) = self.documents.get(*from).filter(|(at, _)| *at == document)?;
        let begin =
            from.checked_sub(1).and_then(|before| self.documents.get(before)).map_or(0, |(_, end)| *end);
        self.numbers.get(begin as usize..*end as usize)
    }
}

impl Numbers {
    /// The numbers of these names, in their order.
    fn of<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<u32> {
        let mut known = self.names.write().unwrap_or_else(PoisonError::into_inner);
        names.into_iter().map(|name| known.number(name)).collect()
    }

    /// What is known of a column, once it has been asked for before.
    fn known(
        &self,
        segment: &SegmentReader,
        column: &StrColumn,
        facet: &Facet,
    ) -> std::io::Result<Option<Arc<Numbered>>> {
        let key = (segment.segment_id(), facet.column);
        {
            let mut segments = self.segments.lock().unwrap_or_else(PoisonError::into_inner);
            match segments.get(&key) {
                Some(Known::All(meant)) => return Ok(Some(Arc::clone(meant))),
                Some(Known::Asked) => {}
                None => {
                    segments.insert(key, Known::Asked);
                    return Ok(None);
                }
            }
        }
        let meant = Arc::new(self.work_out(segment, column, facet)?);
        let mut segments = self.segments.lock().unwrap_or_else(PoisonError::into_inner);
        segments.insert(key, Known::All(Arc::clone(&meant)));
        Ok(Some(meant))
    }

    fn work_out(
        &self,
        segment: &SegmentReader,
        column: &StrColumn,
        facet: &Facet,
    ) -> std::io::Result<Numbered> {
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        let values = Values::open(column, &ordinals, facet.who.meanings())?;
        let by_ordinal = self.of((0..values.len()).map(|at| values.name(values.meant(at))));
        let mut wrong = Wrong::default();
        if facet.who.corrects() {
            let ranks = Told::<u64>::open(segment, RANK, facet.of).map_err(std::io::Error::other)?;
            let mut here = Vec::new();
            for document in 0..segment.max_doc() {
                let Some(rank) = ranks.first(document).filter(|rank| facet.who.is_wrong_in(*rank)) else {
                    continue;
                };
                values.meant_in(rank, column.term_ords(document).map(|at| at as usize), &mut here);
                wrong.numbers.extend(self.of(here.iter().map(|meant| values.name(*meant))));
                wrong.documents.push((document, wrong.numbers.len() as u32));
            }
        }
        Ok(Numbered { by_ordinal, wrong })
    }
}

/// The counts of one column of a segment, by ordinal.
pub(super) struct Counts {
    column: Option<StrColumn>,
    by_ordinal: Vec<u32>,
    /// Ordinals that were counted, each once.
    met: Vec<u32>,
    who: Arc<Who>,
    rank: Told<u64>,
    meant: Option<Arc<Numbered>>,
    /// Where in what is meant the last document was found.
    at: usize,
    corrects: bool,
    /// Whom documents mean that would be counted wrong by their values, and how often.
    corrected: Vec<(u32, i64)>,
    /// The same where it is not known yet.
    wrong: Vec<Document>,
}

/// A document that would be counted wrong by its values.
struct Document {
    /// Its article's.
    rank: u64,
    ordinals: Vec<u64>,
    times: u32,
}

impl Counts {
    pub(super) fn open(segment: &SegmentReader, facet: &Facet) -> tantivy::Result<Counts> {
        let column = segment.fast_fields().str(facet.column)?;
        let by_ordinal = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        let meant = match &column {
            Some(column) => facet.who.numbers().known(segment, column, facet)?,
            None => None,
        };
        Ok(Counts {
            column,
            by_ordinal,
            met: Vec::new(),
            who: Arc::clone(&facet.who),
            rank: Told::open(segment, RANK, facet.of)?,
            meant,
            at: 0,
            corrects: facet.who.corrects(),
            corrected: Vec::new(),
            wrong: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, document: DocId) {
        self.add_times(document, 1);
    }

    /// Counts the document so often.
    pub(super) fn add_times(&mut self, document: DocId, times: u32) {
        if times == 0 || (self.corrects && self.is_corrected(document, times)) {
            return;
        }
        let Some(column) = &self.column else { return };
        for ordinal in column.term_ords(document) {
            if let Some(count) = self.by_ordinal.get_mut(ordinal as usize) {
                if *count == 0 {
                    self.met.push(ordinal as u32);
                }
                *count += times;
            }
        }
    }

    /// Whether the document is counted otherwise than by its values.
    fn is_corrected(&mut self, document: DocId, times: u32) -> bool {
        if let Some(meant) = &self.meant {
            let numbers = meant.wrong.of(document, &mut self.at);
            self.corrected.extend(numbers.into_iter().flatten().map(|number| (*number, i64::from(times))));
            return numbers.is_some();
        }
        let Some(rank) = self.rank.first(document).filter(|rank| self.who.is_wrong_in(*rank)) else {
            return false;
        };
        let ordinals = self.column.iter().flat_map(|column| column.term_ords(document)).collect();
        self.wrong.push(Document { rank, ordinals, times });
        true
    }

    /// The counts by the number of who is meant; a number may come several times.
    pub(super) fn by_number(mut self) -> std::io::Result<Vec<(u32, i64)>> {
        let Some(column) = &self.column else { return Ok(Vec::new()) };
        self.met.sort_unstable();
        let count = |ordinal: &u32| self.by_ordinal.get(*ordinal as usize).copied().map_or(0, i64::from);
        let mut out = std::mem::take(&mut self.corrected);
        let Some(meant) = &self.meant else {
            let ordinals: Vec<u64> = self.met.iter().map(|ordinal| u64::from(*ordinal)).collect();
            let values = Values::open(column, &ordinals, self.who.meanings())?;
            let names = (0..values.len()).map(|at| values.name(values.meant(at)));
            out.extend(self.who.numbers().of(names).into_iter().zip(self.met.iter().map(count)));
            out.extend(self.met_wrong(column)?);
            return Ok(out);
        };
        let number = |ordinal: &u32| meant.by_ordinal.get(*ordinal as usize).copied();
        out.extend(self.met.iter().filter_map(|ordinal| Some((number(ordinal)?, count(ordinal)))));
        Ok(out)
    }

    /// Whom the values of documents mean that were met and would be counted wrong by them.
    fn met_wrong(&self, column: &StrColumn) -> std::io::Result<Vec<(u32, i64)>> {
        let mut ordinals: Vec<u64> =
            self.wrong.iter().flat_map(|document| document.ordinals.iter().copied()).collect();
        ordinals.sort_unstable();
        ordinals.dedup();
        let values = Values::open(column, &ordinals, self.who.meanings())?;
        let mut sums: BTreeMap<Meant, i64> = BTreeMap::new();
        let mut here = Vec::new();
        for document in &self.wrong {
            let places = document.ordinals.iter().filter_map(|ordinal| ordinals.binary_search(ordinal).ok());
            values.meant_in(document.rank, places, &mut here);
            here.iter().for_each(|meant| *sums.entry(*meant).or_insert(0) += i64::from(document.times));
        }
        let numbers = self.who.numbers().of(sums.keys().map(|meant| values.name(*meant)));
        Ok(numbers.into_iter().zip(sums.into_values()).collect())
    }
}

/// What a facet came to over all segments.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Nothing where nothing was counted.
    who: Option<Arc<Who>>,
    /// How often each number was counted; none of it twice, each more than never.
    counts: Vec<(u32, u64)>,
}

impl Tally {
    /// The sum of what segments counted.
    pub(super) fn of(who: &Arc<Who>, parts: impl IntoIterator<Item = Vec<(u32, i64)>>) -> Tally {
        let mut sums: Vec<i64> = Vec::new();
        let mut met: Vec<u32> = Vec::new();
        for (number, count) in parts.into_iter().flatten() {
            let at = number as usize;
            if sums.len() <= at {
                sums.resize((at + 1).next_power_of_two(), 0);
            }
            if let Some(sum) = sums.get_mut(at) {
                if *sum == 0 {
                    met.push(number);
                }
                *sum += count;
            }
        }
        met.sort_unstable();
        // A sum that was nothing in between is met twice.
        met.dedup();
        let sum = |number: &u32| sums.get(*number as usize).copied().unwrap_or(0);
        let counts = met.iter().filter(|number| sum(number) > 0);
        Tally {
            who: Some(Arc::clone(who)),
            counts: counts.map(|number| (*number, sum(number) as u64)).collect(),
        }
    }

    /// The counts of values that mean themselves.
    pub(super) fn of_values(counts: &BTreeMap<String, u64>) -> Tally {
        let who = Arc::new(Who::default());
        let numbers = who.numbers().of(counts.keys().map(String::as_str));
        let part = numbers.into_iter().zip(counts.values().map(|count| *count as i64)).collect();
        Tally::of(&who, [part])
    }

    /// How many different values there are.
    pub(super) fn distinct(&self) -> u64 {
        self.counts.len() as u64
    }

    /// The first `limit` values, the commonest first, equal ones by name.
    pub(super) fn first(&self, limit: usize, selected: &dyn Fn(&str) -> bool) -> Vec<FacetValue> {
        let Some(who) = &self.who else { return Vec::new() };
        let names = who.numbers().names.read().unwrap_or_else(PoisonError::into_inner);
        let name = |number: u32| names.by_number.get(number as usize).map_or("", |name| &**name);
        let key = |(number, count): &(u32, u64)| (Reverse(*count), name(*number));
        let mut counts = self.counts.clone();
        if limit > 0 && limit < counts.len() {
            // What is not shown need not be in order.
            counts.select_nth_unstable_by(limit - 1, |a, b| key(a).cmp(&key(b)));
        }
        counts.truncate(limit);
        counts.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        counts
            .into_iter()
            .map(|(number, count)| {
                let value = name(number).to_owned();
                FacetValue { selected: selected(&value), value, count }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Meanings;
    use proptest::prelude::*;

    fn tally(parts: &[&[(&str, i64)]]) -> Tally {
        let who = Arc::new(Who::in_articles(Arc::new(Meanings::default())));
        let numbered = parts.iter().map(|part| {
            let numbers = who.numbers().of(part.iter().map(|(name, _)| *name));
            numbers.into_iter().zip(part.iter().map(|(_, count)| *count)).collect()
        });
        let numbered: Vec<Vec<(u32, i64)>> = numbered.collect();
        Tally::of(&who, numbered)
    }

    #[test]
    fn segments_are_added_and_corrected() {
        let tally = tally(&[&[("Varga", 2), ("Ruiz", 1)], &[("Ruiz", 3), ("Varga", -2), ("Okoro", 4)]]);
        let shown: Vec<_> = tally.first(5, &|value| value == "Ruiz");
        let told: Vec<_> = shown.iter().map(|v| (v.value.as_str(), v.count, v.selected)).collect();
        assert_eq!(told, [("Okoro", 4, false), ("Ruiz", 4, true)]);
        assert_eq!(tally.distinct(), 2);
    }

    #[test]
    fn the_first_are_those_of_the_whole_order() {
        let names: Vec<String> = (0..200).map(|n| format!("n{n:03}")).collect();
        let part: Vec<(&str, i64)> =
            names.iter().enumerate().map(|(n, name)| (name.as_str(), (n * 7 % 5) as i64)).collect();
        let tally = tally(&[&part]);
        let all = tally.first(usize::MAX, &|_| false);
        for limit in [0, 1, 10, 159, 160, 161] {
            assert_eq!(tally.first(limit, &|_| false), all[..limit.min(all.len())]);
        }
        assert_eq!(all.len() as u64, tally.distinct());
    }

    #[test]
    fn documents_that_are_wrong_have_numbers_of_their_own() {
        let wrong = Wrong { documents: vec![(3, 2), (9, 2), (130, 3)], numbers: vec![5, 6, 7] };
        let mut from = 0;
        let found: Vec<_> = [0, 3, 4, 9, 130, 131].map(|document| wrong.of(document, &mut from)).into();
        let want: [Option<&[u32]>; 6] = [None, Some(&[5, 6]), None, Some(&[]), Some(&[7]), None];
        assert_eq!(found, want);
    }

    proptest! {
        #[test]
        fn whatever_is_asked_in_order_is_found(
            there in prop::collection::btree_set(0..300_u32, 0..60),
            asked in prop::collection::btree_set(0..300_u32, 0..60),
        ) {
            let documents = there.iter().zip(1..).map(|(document, end)| (*document, end)).collect();
            let wrong = Wrong { documents, numbers: there.iter().copied().collect() };
            let mut from = 0;
            for document in asked {
                let found = wrong.of(document, &mut from).map(<[u32]>::to_vec);
                prop_assert_eq!(found, there.contains(&document).then(|| vec![document]));
            }
        }
    }
}
