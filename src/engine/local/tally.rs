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
    All(Arc<Meant>),
}

/// A column of a segment in numbers.
#[derive(Debug)]
struct Meant {
    by_ordinal: Vec<u32>,
    wrong: Bits,
}

/// A set of documents.
#[derive(Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, at: DocId) {
        let word = at as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (at % 64);
        }
    }

    fn contains(&self, at: DocId) -> bool {
        self.0.get(at as usize / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
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
    ) -> std::io::Result<Option<Arc<Meant>>> {
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

    fn work_out(&self, segment: &SegmentReader, column: &StrColumn, facet: &Facet) -> std::io::Result<Meant> {
        let ordinals: Vec<u64> = (0..column.num_terms() as u64).collect();
        let values = values(column, &ordinals)?;
        let meanings = facet.who.meanings();
        let by_ordinal = self.of(values.iter().map(|value| meanings.shown(value)));
        let mut wrong = Bits::default();
        if facet.who.corrects() {
            let ranks = Told::<u64>::open(segment, RANK, facet.of).map_err(std::io::Error::other)?;
            for document in 0..segment.max_doc() {
                if ranks.first(document).is_some_and(|rank| facet.who.is_wrong_in(rank)) {
                    wrong.insert(document);
                }
            }
        }
        Ok(Meant { by_ordinal, wrong })
    }
}

fn values(column: &StrColumn, ordinals: &[u64]) -> std::io::Result<Vec<String>> {
    let mut out = Vec::with_capacity(ordinals.len());
    column.dictionary().sorted_ords_to_term_cb(ordinals, |value| {
        out.push(String::from_utf8_lossy(value).into_owned());
    })?;
    Ok(out)
}

/// The counts of one column of a segment, by ordinal.
pub(super) struct Counts {
    column: Option<StrColumn>,
    by_ordinal: Vec<u32>,
    /// Ordinals that were counted, each once.
    met: Vec<u32>,
    who: Arc<Who>,
    rank: Told<u64>,
    meant: Option<Arc<Meant>>,
    corrects: bool,
    /// Articles in which counting by value gets something wrong, and how often they count.
    wrong: Vec<(u64, u64)>,
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
            corrects: facet.who.corrects(),
            wrong: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, document: DocId) {
        self.add_times(document, 1);
    }

    /// Counts the document so often.
    pub(super) fn add_times(&mut self, document: DocId, times: u32) {
        let Some(column) = &self.column else { return };
        if self.corrects && self.meant.as_ref().is_none_or(|meant| meant.wrong.contains(document)) {
            let rank = self.rank.first(document).filter(|rank| self.who.is_wrong_in(*rank));
            self.wrong.extend(rank.map(|rank| (rank, u64::from(times))));
        }
        for ordinal in column.term_ords(document) {
            if let Some(count) = self.by_ordinal.get_mut(ordinal as usize) {
                if *count == 0 && times > 0 {
                    self.met.push(ordinal as u32);
                }
                *count += times;
            }
        }
    }

    /// The counts by the number of who is meant; a number may come several times.
    pub(super) fn by_number(mut self) -> std::io::Result<Vec<(u32, i64)>> {
        let Some(column) = &self.column else { return Ok(Vec::new()) };
        self.met.sort_unstable();
        let count = |ordinal: &u32| self.by_ordinal.get(*ordinal as usize).copied().map_or(0, i64::from);
        let mut out: Vec<(u32, i64)> = match &self.meant {
            Some(meant) => {
                let number = |ordinal: &u32| meant.by_ordinal.get(*ordinal as usize).copied();
                self.met.iter().filter_map(|ordinal| Some((number(ordinal)?, count(ordinal)))).collect()
            }
            None => {
                let ordinals: Vec<u64> = self.met.iter().map(|ordinal| u64::from(*ordinal)).collect();
                let values = values(column, &ordinals)?;
                let meanings = self.who.meanings();
                let numbers = self.who.numbers().of(values.iter().map(|value| meanings.shown(value)));
                numbers.into_iter().zip(self.met.iter().map(count)).collect()
            }
        };
        for (rank, times) in &self.wrong {
            let wrong = self.who.wrong_in(*rank);
            let numbers = self.who.numbers().of(wrong.iter().map(|(name, _)| *name));
            let by = wrong.iter().map(|(_, by)| by.saturating_mul(*times as i64));
            out.extend(numbers.into_iter().zip(by));
        }
        Ok(out)
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
    fn bits_hold_what_was_put() {
        let mut bits = Bits::default();
        bits.insert(130);
        assert!(bits.contains(130) && !bits.contains(129) && !bits.contains(9_999));
    }
}
