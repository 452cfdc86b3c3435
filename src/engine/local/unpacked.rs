//! Articles that were unpacked last: statements of one stand beside each other.

use std::collections::VecDeque;
use std::sync::Arc;

use super::LocalEngine;
use crate::index::IndexError;
use crate::model::Record;

/// How many articles are kept unpacked: neighbours in an order are often of one article.
const UNPACKED: usize = 32;

/// The articles seen last, unpacked.
#[derive(Default)]
pub(super) struct Unpacked {
    latest: VecDeque<(u64, Arc<Record>)>,
}

impl Unpacked {
    pub(super) fn get(&mut self, engine: &LocalEngine, rank: u64) -> Result<Option<Arc<Record>>, IndexError> {
        if let Some(at) = self.latest.iter().position(|(known, _)| *known == rank)
            && let Some(known) = self.latest.remove(at)
        {
            self.latest.push_back(known);
            return Ok(self.latest.back().map(|(_, record)| Arc::clone(record)));
        }
        let Some(record) = engine.record_of(rank)?.map(Arc::new) else { return Ok(None) };
        if self.latest.len() >= UNPACKED {
            self.latest.pop_front();
        }
        self.latest.push_back((rank, Arc::clone(&record)));
        Ok(Some(record))
    }
}
