//! Counting by a facet: each thread adds up by the numbers of who is meant, and what they came to is put together.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::block::Block;
use super::choice::Choice;
use super::leading::Leading;
use super::sums::Sums;
use super::who::Who;
use crate::engine::FacetValue;
use crate::index::{Counted, Numbered};

/// So many values are kept at least before those that will not be among the first are left out.
const ROOM: usize = 64;

/// A column to count by, and whom its values mean.
#[derive(Clone)]
pub(super) struct Facet {
    pub(super) column: Counted,
    pub(super) who: Arc<Who>,
}

/// A facet that is counted.
pub(super) struct Counting {
    facet: Facet,
    /// How many of the first values are wanted, and how often any that cannot be among them is met at most; nothing where
    /// all are wanted.
    first: Option<(usize, u32)>,
    /// Those of the threads that count at the moment are not here.
    begun: Arc<Mutex<Vec<Begun>>>,
}

/// What a thread has counted.
struct Begun {
    /// By the number of who is meant.
    sums: Sums,
    leading: Option<Leading>,
}

impl Counting {
    /// Nothing was counted yet.
    pub(super) fn of(facet: Facet) -> Counting {
        Counting { facet, first: None, begun: Arc::default() }
    }

    /// The same where only so many of the first values are wanted, of what these segments hold.
    pub(super) fn first(self, wanted: usize, segments: &[SegmentReader]) -> tantivy::Result<Counting> {
        let Facet { column, who } = &self.facet;
        let most = who.numbers().most_beyond_low(segments, column, who.meanings())?;
        Ok(Counting { first: most.map(|most| (wanted, most)), ..self })
    }

    /// Begins with a segment.
    pub(super) fn open(&self, segment: &SegmentReader) -> tantivy::Result<Counts> {
        let numbers = self.facet.who.numbers();
        let numbered = numbers.of_segment(segment, &self.facet.column, self.facet.who.meanings())?;
        let column = match numbered.listed() {
            Some(_) => None,
            None => segment.fast_fields().str(self.facet.column.name)?,
        };
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut begun = begun.unwrap_or_else(|| Begun {
            sums: numbers.sums(),
            leading: self.first.map(|(wanted, most)| Leading::of(wanted, most)),
        });
        // Working out the segment may have met new names.
        begun.sums.reach(numbers.len());
        Ok(Counts {
            by_ordinal: column.as_ref().map_or_else(Sums::default, |column| Sums::of(column.num_terms())),
            column,
            numbered,
            at: 0,
            plain: Vec::new(),
            meant: Vec::new(),
            begun,
            home: Arc::clone(&self.begun),
        })
    }

    /// Begins with a segment of which all documents are counted that are not deleted: what it came to, without those
    /// that are.
    pub(super) fn of_everything(&self, segment: &SegmentReader) -> tantivy::Result<Counts> {
        let mut counts = self.open(segment)?;
        for (number, times) in counts.numbered.everything() {
            counts.begun.sums.add(number, signed(times));
        }
        if let Some(alive) = segment.alive_bitset() {
            for document in (0..segment.max_doc()).filter(|document| alive.is_deleted(*document)) {
                counts.add_times(document, -1);
            }
        }
        Ok(counts)
    }

    /// What all segments came to that were counted and closed.
    pub(super) fn tally(&self) -> Tally {
        let mut all = std::mem::take(&mut *self.begun.lock().unwrap_or_else(PoisonError::into_inner));
        let Some(Begun { mut sums, mut leading }) = all.pop() else { return Tally::default() };
        let numbers = self.facet.who.numbers();
        sums.reach(numbers.len());
        for mut more in all {
            more.sums.drain(|number, count| sums.add(number, count));
            numbers.keep(more.sums);
            if let (Some(leading), Some(more)) = (&mut leading, more.leading) {
                leading.add(more, &mut sums);
            }
        }
        let tally = match leading {
            None => Tally::of(&self.facet.who, &mut sums),
            Some(leading) => {
                let (counts, distinct) = leading.told(&mut sums);
                Tally { who: Some(Arc::clone(&self.facet.who)), counts, distinct }
            }
        };
        numbers.keep(sums);
        tally
    }
}

/// The counts of one column of a segment.
pub(super) struct Counts {
    /// Nothing where the segment has no values, or where whom documents mean is listed.
    column: Option<StrColumn>,
    numbered: Numbered,
    /// What documents came to that count by their values.
    by_ordinal: Sums,
    /// Where the documents that count otherwise have been gone through to.
    at: usize,
    /// Room for those that do not.
    plain: Vec<DocId>,
    /// Room for whom documents mean.
    meant: Vec<u32>,
    /// What everything else came to, here and in segments before.
    begun: Begun,
    home: Arc<Mutex<Vec<Begun>>>,
}

impl Counts {
    /// Counts documents, which are in order and behind all that were counted before.
    pub(super) fn add_all(&mut self, documents: &[DocId], block: &mut Block) {
        let Counts { column, numbered, by_ordinal, at, plain, meant, begun: Begun { sums, leading }, .. } =
            self;
        meant.clear();
        if let Some(listed) = numbered.listed() {
            listed.meant_in_all(documents, meant);
            return match leading {
                Some(leading) => leading.add_each(meant, sums),
                None => sums.add_each(meant),
            };
        }
        let Some(column) = column else { return };
        plain.clear();
        numbered.part(documents, at, |document| plain.push(document), |number| meant.push(number));
        sums.add_each(meant);
        meant.clear();
        meant.extend(block.values(column.ords(), plain).iter().map(|ordinal| *ordinal as u32));
        by_ordinal.add_each(meant);
    }

    /// Counts a document, which is behind all that were counted before, so often.
    pub(super) fn add_times(&mut self, document: DocId, times: i32) {
        let Counts { column, numbered, at, begun: Begun { sums, .. }, .. } = self;
        let mut add = |number| sums.add(number, times);
        if let Some(listed) = numbered.listed() {
            return listed.meant_in(document, add);
        }
        let mut is_plain = false;
        numbered.part(&[document], at, |_| is_plain = true, &mut add);
        let ordinals = column.iter().filter(|_| is_plain).flat_map(|column| column.term_ords(document));
        ordinals.filter_map(|ordinal| numbered.number(ordinal as u32)).for_each(add);
    }

    /// The segment is done with.
    pub(super) fn close(mut self) {
        let Counts { by_ordinal, numbered, begun: Begun { sums, .. }, .. } = &mut self;
        by_ordinal.drain(|ordinal, count| {
            if let Some(number) = numbered.number(ordinal) {
                sums.add(number, count);
            }
        });
        self.home.lock().unwrap_or_else(PoisonError::into_inner).push(self.begun);
    }
}

/// No index has more documents than this holds.
fn signed(times: u32) -> i32 {
    i32::try_from(times).unwrap_or(i32::MAX)
}

/// What a facet came to over all segments.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Nothing where nothing was counted.
    who: Option<Arc<Who>>,
    /// How often each number was counted; none of it twice, each more than never. Where only the first are wanted, some
    /// that are not among them may be left out.
    counts: Vec<(u32, u64)>,
    distinct: u64,
}

impl Tally {
    /// The counts in sums, which are empty then.
    fn of(who: &Arc<Who>, sums: &mut Sums) -> Tally {
        let mut counts = Vec::new();
        sums.drain(|number, count| {
            if let Some(count) = u64::try_from(count).ok().filter(|count| *count > 0) {
                counts.push((number, count));
            }
        });
        let distinct = counts.len() as u64;
        Tally { who: Some(Arc::clone(who)), counts, distinct }
    }

    /// The counts of values that mean themselves.
    pub(super) fn of_values(counts: &BTreeMap<String, u64>) -> Tally {
        let who = Arc::new(Who::default());
        let number = |(value, count): (&String, &u64)| (who.numbers().number(value), *count);
        let counts: Vec<(u32, u64)> = counts.iter().map(number).filter(|(_, count)| *count > 0).collect();
        let distinct = counts.len() as u64;
        Tally { who: Some(who), counts, distinct }
    }

    /// How many different values there are.
    pub(super) fn distinct(&self) -> u64 {
        self.distinct
    }

    /// How often any value was counted, where all are wanted.
    pub(super) fn sum(&self) -> u64 {
        self.counts.iter().map(|(_, count)| count).sum()
    }

    /// The first `limit` values, those that are chosen before all others, the commonest first, equal ones by name.
    pub(super) fn first(&self, limit: usize, choice: &Choice<'_>) -> Vec<FacetValue> {
        let Some(who) = &self.who else { return Vec::new() };
        let chosen = choice.numbers(&self.counts, who.numbers());
        if chosen.is_empty() {
            return self.commonest(limit, &self.counts, false);
        }
        let (chosen, others): (Vec<(u32, u64)>, Vec<(u32, u64)>) =
            self.counts.iter().partition(|(number, _)| chosen.contains(number));
        let mut out = self.commonest(limit, &chosen, true);
        out.extend(self.commonest(limit - out.len(), &others, false));
        out
    }

    /// The first `limit` of these counts.
    fn commonest(&self, limit: usize, counts: &[(u32, u64)], selected: bool) -> Vec<FacetValue> {
        let Some(who) = self.who.as_ref().filter(|_| limit > 0) else { return Vec::new() };
        let numbers = who.numbers();
        let order = |a: &(u32, u64), b: &(u32, u64)| {
            Reverse(a.1).cmp(&Reverse(b.1)).then_with(|| numbers.order(a.0, b.0))
        };
        let room = limit.saturating_mul(2).max(ROOM);
        let mut first: Vec<(u32, u64)> = Vec::with_capacity(room.min(counts.len()));
        // What is rarer than all that are kept need not be looked at, nor be in order what is not shown.
        let mut least = 0;
        for counted in counts {
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
            .map(|(number, count)| FacetValue { value: numbers.name(number).to_string(), count, selected })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(parts: &[&[(&str, i32)]]) -> Tally {
        let who = Arc::new(Who::default());
        let mut sums = Sums::default();
        for (name, count) in parts.iter().copied().flatten() {
            let number = who.numbers().number(name);
            sums.reach(who.numbers().len());
            sums.add(number, *count);
        }
        Tally::of(&who, &mut sums)
    }

    #[test]
    fn segments_are_added_and_corrected() {
        let tally = tally(&[&[("Varga", 2), ("Ruiz", 1)], &[("Ruiz", 3), ("Varga", -2), ("Okoro", 4)]]);
        let told = |limit: usize, choice: &Choice<'_>| -> Vec<(String, u64, bool)> {
            tally.first(limit, choice).into_iter().map(|v| (v.value, v.count, v.selected)).collect()
        };
        let (okoro, ruiz) = (("Okoro".to_owned(), 4, false), ("Ruiz".to_owned(), 4, true));
        let such = Choice::Such(Box::new(|value| value == "Ruiz"));
        for choice in [such, Choice::Names(["Ruiz", "Quill"].into())] {
            assert_eq!(told(5, &choice), [ruiz.clone(), okoro.clone()]);
            assert_eq!(told(1, &choice), std::slice::from_ref(&ruiz));
        }
        assert_eq!(told(1, &Choice::None), [okoro]);
        assert_eq!(tally.sum(), 8);
        assert_eq!(tally.distinct(), 2);
    }

    #[test]
    fn the_first_are_those_of_the_whole_order() {
        let names: Vec<String> = (0..200).map(|n| format!("n{n:03}")).collect();
        let part: Vec<(&str, i32)> =
            names.iter().enumerate().map(|(n, name)| (name.as_str(), (n * 7 % 5) as i32)).collect();
        let tally = tally(&[&part]);
        let all = tally.first(usize::MAX, &Choice::None);
        for limit in [0, 1, 10, 31, 32, 33, 159, 160, 161] {
            assert_eq!(tally.first(limit, &Choice::None), all[..limit.min(all.len())]);
        }
        assert_eq!(all.len() as u64, tally.distinct());
    }
}
