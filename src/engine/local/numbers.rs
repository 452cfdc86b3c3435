//! Names by number: whoever is counted has one, over all segments.
//!
//! Which ordinal means whom, or whom each document means, is kept beside the index. Of a segment that is not found
//! there it is worked out, and remembered as long as the engine.

use std::cmp::Ordering;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use tantivy::SegmentReader;
use tantivy::index::SegmentId;

use super::leading::LOW;
use super::sums::Sums;
use crate::index::{Counted, Kept, Meanings, Numbered, Ranks};

/// Numbers that are not low are treated by themselves where all are so many times as many as the low ones.
const MANY_LOW: u32 = 2;
/// So many sums are kept for the next question.
const SPARE: usize = 4;

/// Names and their numbers, and which segments' ordinals have theirs.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    kept: Kept,
    /// Names beyond those, numbered behind them.
    more: RwLock<Names>,
    worked_out: Mutex<HashMap<SegmentId, Numbered, FixedState>>,
    wrong: OnceLock<Ranks>,
    /// How often any number that is not low is met in a segment at most.
    beyond_low: Mutex<HashMap<SegmentId, u32, FixedState>>,
    /// Sums that are empty again, for the next question.
    spare: Mutex<Vec<Sums>>,
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

    /// The number of a name, where it has one.
    pub(super) fn known(&self, name: &str) -> Option<u32> {
        self.kept.number(name).or_else(|| {
            let more = self.more.read().unwrap_or_else(PoisonError::into_inner);
            more.numbers.get(name).map(|number| self.kept.len() + number)
        })
    }

    /// The number of a name, which gets one where it has none.
    pub(super) fn number(&self, name: &str) -> u32 {
        self.kept.number(name).unwrap_or_else(|| {
            let mut more = self.more.write().unwrap_or_else(PoisonError::into_inner);
            self.kept.len() + more.number(name)
        })
    }

    /// How many names have numbers.
    pub(super) fn len(&self) -> usize {
        let more = self.more.read().unwrap_or_else(PoisonError::into_inner);
        self.kept.len() as usize + more.by_number.len()
    }

    /// The name of a number.
    pub(super) fn name(&self, number: u32) -> Arc<str> {
        let Some(beyond) = number.checked_sub(self.kept.len()) else { return self.kept.name(number).into() };
        let more = self.more.read().unwrap_or_else(PoisonError::into_inner);
        more.by_number.get(beyond as usize).cloned().unwrap_or_default()
    }

    /// The order of the names of two numbers.
    pub(super) fn order(&self, one: u32, other: u32) -> Ordering {
        if one.max(other) < self.kept.len() {
            return self.kept.place(one).cmp(&self.kept.place(other));
        }
        self.name(one).cmp(&self.name(other))
    }

    /// What is known of a column of a segment.
    pub(super) fn of_segment(
        &self,
        segment: &SegmentReader,
        column: &Counted,
        meanings: &Meanings,
    ) -> tantivy::Result<Numbered> {
        let id = segment.segment_id();
        if let Some(kept) = self.kept.segment(id) {
            return Ok(kept.clone());
        }
        let lock = || self.worked_out.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&id) {
            return Ok(known.clone());
        }
        let wrong = self.wrong.get_or_init(|| column.wrong(meanings));
        let number = &mut |name: &str| self.number(name);
        let numbered = Numbered::work_out(segment, column, meanings, wrong, number)?;
        lock().insert(id, numbered.clone());
        Ok(numbered)
    }

    /// How often any number that is not low is met in all of these segments at most; nothing where there are few such
    /// numbers, or documents do not list theirs.
    pub(super) fn most_beyond_low(
        &self,
        segments: &[SegmentReader],
        column: &Counted,
        meanings: &Meanings,
    ) -> tantivy::Result<Option<u32>> {
        if !column.is_listed() || self.len() < (MANY_LOW * LOW) as usize {
            return Ok(None);
        }
        let mut all = 0_u32;
        for segment in segments {
            let lock = || self.beyond_low.lock().unwrap_or_else(PoisonError::into_inner);
            let known = lock().get(&segment.segment_id()).copied();
            let most = match known {
                Some(known) => known,
                None => {
                    let numbered = self.of_segment(segment, column, meanings)?;
                    let beyond = numbered.everything().filter(|(number, _)| *number >= LOW);
                    beyond.map(|(_, times)| times).max().unwrap_or(0)
                }
            };
            lock().insert(segment.segment_id(), most);
            all = all.saturating_add(most);
        }
        Ok(Some(all))
    }

    /// Sums of nothing.
    pub(super) fn sums(&self) -> Sums {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        spare.unwrap_or_else(|| Sums::of(self.len()))
    }

    /// Keeps sums that came to nothing.
    pub(super) fn keep(&self, empty: Sums) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < SPARE {
            spare.push(empty);
        }
    }
}
