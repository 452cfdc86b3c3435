//! Counting by a facet: by ordinal in each segment, then by who is meant over all of them.
//!
//! Which ordinal means whom is kept beside the index. Of a segment that is not found there it is worked out, and
//! remembered as long as the engine.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{DocId, SegmentReader};

use super::block::Block;
use super::collect::Facet;
use super::who::Who;
use crate::engine::FacetValue;
use crate::index::{Kept, Numbered, Ranks};

/// Where fewer than one in so many names were met, they are put in order; else all are looked at.
const FEW: usize = 16;
/// Where fewer than one in so many ordinals were met, each is looked up; else all are gone through.
const SPARSE: usize = 8;
/// So many values are kept at least before those that will not be among the first are left out.
const ROOM: usize = 64;

/// Names and their numbers, and which segments' ordinals have theirs.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    kept: Kept,
    /// Names beyond those, numbered behind them.
    more: RwLock<Names>,
    worked_out: Mutex<HashMap<SegmentId, Numbered, FixedState>>,
    wrong: OnceLock<Ranks>,
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

impl Numbers {
    /// Those of what is kept.
    pub(super) fn of(kept: Kept) -> Numbers {
        Numbers { kept, ..Numbers::default() }
    }

    fn number(&self, name: &str) -> u32 {
        self.kept.number(name).unwrap_or_else(|| {
            let mut more = self.more.write().unwrap_or_else(PoisonError::into_inner);
            self.kept.len() + more.number(name)
        })
    }

    /// How many names have numbers.
    fn len(&self) -> usize {
        let more = self.more.read().unwrap_or_else(PoisonError::into_inner);
        self.kept.len() as usize + more.by_number.len()
    }

    /// The name of a number.
    fn name(&self, number: u32) -> Arc<str> {
        let Some(beyond) = number.checked_sub(self.kept.len()) else { return self.kept.name(number).into() };
        let more = self.more.read().unwrap_or_else(PoisonError::into_inner);
        more.by_number.get(beyond as usize).cloned().unwrap_or_default()
    }

    /// The order of the names of two numbers.
    fn order(&self, one: u32, other: u32) -> Ordering {
        if one.max(other) < self.kept.len() {
            // They are numbered in their order.
            return one.cmp(&other);
        }
        self.name(one).cmp(&self.name(other))
    }

    /// What is known of a column of a segment.
    fn of_segment(&self, segment: &SegmentReader, facet: &Facet) -> tantivy::Result<Numbered> {
        let id = segment.segment_id();
        if let Some(kept) = self.kept.segment(id) {
            return Ok(kept.clone());
        }
        let lock = || self.worked_out.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&id) {
            return Ok(known.clone());
        }
        let meanings = facet.who.meanings();
        let wrong = self.wrong.get_or_init(|| facet.column.wrong(meanings));
        let number = &mut |name: &str| self.number(name);
        let numbered = Numbered::work_out(segment, &facet.column, meanings, wrong, number)?;
        lock().insert(id, numbered.clone());
        Ok(numbered)
    }
}

/// The counts of one column of a segment, by ordinal.
pub(super) struct Counts {
    column: Option<StrColumn>,
    numbered: Numbered,
    by_ordinal: Vec<u32>,
    /// Ordinals that were counted, each once.
    met: Vec<u32>,
    /// Where the documents that are counted otherwise have been gone through to.
    at: usize,
    /// Room for those that are not.
    plain: Vec<DocId>,
    /// Whom documents mean that would be counted wrong by their values.
    once: Vec<u32>,
    /// The same where they count otherwise than once.
    times: Vec<(u32, i32)>,
}

/// What a segment came to, by the number of who is meant; a number may come several times. There are as many as there
/// are names in an archive, so they are kept small.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    once: Vec<u32>,
    times: Vec<(u32, i32)>,
}

impl Part {
    fn len(&self) -> usize {
        self.once.len() + self.times.len()
    }

    fn all(&self) -> impl Iterator<Item = (u32, i64)> {
        let times = self.times.iter().map(|(number, times)| (*number, i64::from(*times)));
        self.once.iter().map(|number| (*number, 1)).chain(times)
    }
}

impl Counts {
    /// Counts of nothing yet.
    pub(super) fn open(segment: &SegmentReader, facet: &Facet) -> tantivy::Result<Counts> {
        let column = segment.fast_fields().str(facet.column.name)?;
        let by_ordinal = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        let numbered = facet.who.numbers().of_segment(segment, facet)?;
        Ok(Counts {
            column,
            numbered,
            by_ordinal,
            met: Vec::new(),
            at: 0,
            plain: Vec::new(),
            once: Vec::new(),
            times: Vec::new(),
        })
    }

    /// Counts of all documents that are not deleted: what the segment came to, without those that are.
    pub(super) fn of_everything(segment: &SegmentReader, facet: &Facet) -> tantivy::Result<Counts> {
        let mut counts = Counts::open(segment, facet)?;
        for ((place, total), ordinal) in counts.by_ordinal.iter_mut().zip(counts.numbered.totals()).zip(0..) {
            *place = total;
            if total > 0 {
                counts.met.push(ordinal);
            }
        }
        counts.once.extend(counts.numbered.all_meant());
        if let Some(alive) = segment.alive_bitset() {
            for document in (0..segment.max_doc()).filter(|document| alive.is_deleted(*document)) {
                counts.take_away(document);
            }
        }
        Ok(counts)
    }

    /// Counts documents, which are in order and behind all that were counted before.
    pub(super) fn add_all(&mut self, documents: &[DocId], block: &mut Block) {
        let Some(column) = self.column.take() else { return };
        let mut plain = std::mem::take(&mut self.plain);
        plain.clear();
        self.numbered.part(documents, &mut self.at, |document| plain.push(document), &mut self.once);
        for ordinal in block.values(column.ords(), &plain) {
            self.add_ordinal(*ordinal, 1);
        }
        self.plain = plain;
        self.column = Some(column);
    }

    fn add_ordinal(&mut self, ordinal: u64, times: u32) {
        if let Some(count) = self.by_ordinal.get_mut(ordinal as usize) {
            if *count == 0 {
                self.met.push(ordinal as u32);
            }
            *count += times;
        }
    }

    /// Counts the document so often.
    pub(super) fn add_times(&mut self, document: DocId, times: u32) {
        if times == 0 || self.is_corrected(document, signed(times)) {
            return;
        }
        let Some(column) = self.column.take() else { return };
        column.term_ords(document).for_each(|ordinal| self.add_ordinal(ordinal, times));
        self.column = Some(column);
    }

    fn take_away(&mut self, document: DocId) {
        if self.is_corrected(document, -1) {
            return;
        }
        for ordinal in self.column.iter().flat_map(|column| column.term_ords(document)) {
            let count = self.by_ordinal.get_mut(ordinal as usize);
            count.into_iter().for_each(|count| *count = count.saturating_sub(1));
        }
    }

    /// Whether the document is counted otherwise than by its values.
    fn is_corrected(&mut self, document: DocId, times: i32) -> bool {
        let Some(meant) = self.numbered.meant_in(document, &mut self.at) else { return false };
        if times == 1 {
            self.once.extend(meant);
        } else {
            self.times.extend(meant.map(|number| (number, times)));
        }
        true
    }

    /// The counts by the number of who is meant.
    pub(super) fn by_number(self) -> Part {
        let Counts { once, mut times, mut met, by_ordinal, numbered, .. } = self;
        if met.len() * SPARSE > by_ordinal.len() {
            // What lies side by side is read in one go.
            met.clear();
            met.extend((0..).zip(&by_ordinal).filter(|(_, count)| **count > 0).map(|(ordinal, _)| ordinal));
        }
        let count = |ordinal: u32| by_ordinal.get(ordinal as usize).copied().map_or(0, signed);
        let counted = numbered.numbers(&met).zip(&met);
        times.extend(counted.filter_map(|(number, ordinal)| Some((number?, count(*ordinal)))));
        Part { once, times }
    }
}

/// No segment has more documents than this holds.
fn signed(times: u32) -> i32 {
    i32::try_from(times).unwrap_or(i32::MAX)
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
    pub(super) fn of(who: &Arc<Who>, parts: &[Part]) -> Tally {
        let names = who.numbers().len();
        let met: usize = parts.iter().map(Part::len).sum();
        let counts = if met < names / FEW { few(parts) } else { many(parts, names) };
        Tally { who: Some(Arc::clone(who)), counts }
    }

    /// The counts of values that mean themselves.
    pub(super) fn of_values(counts: &BTreeMap<String, u64>) -> Tally {
        let who = Arc::new(Who::default());
        let number = |(value, count): (&String, &u64)| (who.numbers().number(value), *count);
        let mut counts: Vec<(u32, u64)> = counts.iter().map(number).filter(|(_, count)| *count > 0).collect();
        counts.sort_unstable();
        Tally { who: Some(who), counts }
    }

    /// How many different values there are.
    pub(super) fn distinct(&self) -> u64 {
        self.counts.len() as u64
    }

    /// The first `limit` values, the commonest first, equal ones by name.
    pub(super) fn first(&self, limit: usize, selected: &dyn Fn(&str) -> bool) -> Vec<FacetValue> {
        let Some(who) = self.who.as_ref().filter(|_| limit > 0) else { return Vec::new() };
        let numbers = who.numbers();
        let order = |a: &(u32, u64), b: &(u32, u64)| {
            Reverse(a.1).cmp(&Reverse(b.1)).then_with(|| numbers.order(a.0, b.0))
        };
        let room = limit.saturating_mul(2).max(ROOM);
        let mut first: Vec<(u32, u64)> = Vec::with_capacity(room.min(self.counts.len()));
        // What is rarer than all that are kept need not be looked at, nor be in order what is not shown.
        let mut least = 0;
        for counted in &self.counts {
            if counted.1 < least {
                continue;
            }
            if first.len() == room {
                first.select_nth_unstable_by(limit - 1, order);
                first.truncate(limit);
                least = first.iter().map(|(_, count)| *count).min().unwrap_or(0);
            }
            first.push(*counted);
        }
        first.sort_unstable_by(order);
        first.truncate(limit);
        first
            .into_iter()
            .map(|(number, count)| {
                let value = numbers.name(number).to_string();
                FacetValue { selected: selected(&value), value, count }
            })
            .collect()
    }
}

/// The sums of a few counts.
fn few(parts: &[Part]) -> Vec<(u32, u64)> {
    let mut counts: Vec<(u32, i64)> = parts.iter().flat_map(Part::all).collect();
    counts.sort_unstable_by_key(|(number, _)| *number);
    let sums = counts.chunk_by(|a, b| a.0 == b.0).filter_map(|same| {
        let sum: i64 = same.iter().map(|(_, count)| count).sum();
        Some((same.first()?.0, u64::try_from(sum).ok()?))
    });
    sums.filter(|(_, sum)| *sum > 0).collect()
}

/// The sums of counts of a good part of all names.
fn many(parts: &[Part], names: usize) -> Vec<(u32, u64)> {
    let mut sums = vec![0_i64; names];
    for (number, count) in parts.iter().flat_map(Part::all) {
        sums.get_mut(number as usize).into_iter().for_each(|sum| *sum += count);
    }
    let sums = sums.into_iter().zip(0..).filter_map(|(sum, number)| Some((number, u64::try_from(sum).ok()?)));
    sums.filter(|(_, sum)| *sum > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A part where what counts once stands by itself.
    fn part(counts: impl IntoIterator<Item = (u32, i32)>) -> Part {
        let (once, times): (Vec<_>, Vec<_>) = counts.into_iter().partition(|(_, times)| *times == 1);
        Part { once: once.into_iter().map(|(number, _)| number).collect(), times }
    }

    fn tally(parts: &[&[(&str, i32)]]) -> Tally {
        let who = Arc::new(Who::default());
        let number = |(name, count): &(&str, i32)| (who.numbers().number(name), *count);
        let numbered: Vec<Part> = parts.iter().map(|counts| part(counts.iter().map(number))).collect();
        Tally::of(&who, &numbered)
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
        let part: Vec<(&str, i32)> =
            names.iter().enumerate().map(|(n, name)| (name.as_str(), (n * 7 % 5) as i32)).collect();
        let tally = tally(&[&part]);
        let all = tally.first(usize::MAX, &|_| false);
        for limit in [0, 1, 10, 31, 32, 33, 159, 160, 161] {
            assert_eq!(tally.first(limit, &|_| false), all[..limit.min(all.len())]);
        }
        assert_eq!(all.len() as u64, tally.distinct());
    }

    proptest! {
        #[test]
        fn few_and_many_come_to_the_same(
            parts in prop::collection::vec(prop::collection::vec((0..40_u32, -2..3_i32), 0..30), 0..4)
        ) {
            let parts: Vec<Part> = parts.into_iter().map(part).collect();
            prop_assert_eq!(many(&parts, 40), few(&parts));
        }
    }
}
