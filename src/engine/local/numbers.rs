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

use super::sums::Sums;
use crate::index::{Counted, Kept, Meanings, Numbered, Ranks};

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
