//! Working out who is who over a whole index: its articles are read by all threads, and what does not fit into
//! memory lies in the index's folder meanwhile.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::engine::LocalEngine;
use crate::index::Spill;
use crate::model::Record;
use crate::resolve::{MemoryShelves, Resolver, Shelf, Shelves, appearances};

/// Articles that a thread reads at a time.
const BATCH: usize = 1024;
/// So many articles fit into memory in any case.
const FEW: u64 = 5_000;
/// A part holds about so many articles' worth: some five megabytes while it is worked out.
const IN_PART: u64 = 1_000;
/// Fewer parts leave threads idle, more are files in small pieces.
const PARTS: std::ops::RangeInclusive<u64> = 16..=1_024;

/// In how many parts an archive of so many articles is worked out.
pub(super) fn parts(articles: u64) -> u32 {
    (articles / IN_PART).clamp(*PARTS.start(), *PARTS.end()) as u32
}

/// Shelves on the disk.
struct OnDisk(Spill);

impl Shelves for OnDisk {
    fn put(&self, shelf: Shelf, part: u32, bytes: &[u8]) -> io::Result<()> {
        self.0.put(shelf as usize, part, bytes)
    }

    fn get(&self, shelf: Shelf, part: u32) -> io::Result<Vec<u8>> {
        self.0.get(shelf as usize, part)
    }

    fn clear(&self, shelf: Shelf) {
        self.0.clear(shelf as usize);
    }
}

/// Shelves for an archive of so many articles; in memory where nothing can be written beside its index.
pub(super) fn shelves(index: &Path, articles: u64) -> Box<dyn Shelves> {
    if articles > FEW
        && let Ok(spill) = Spill::new(index, Shelf::COUNT)
    {
        return Box::new(OnDisk(spill));
    }
    Box::new(MemoryShelves::default())
}

/// Hands everybody in the index to the resolver, and each article to `each`, from all threads.
///
/// # Errors
/// When the index cannot be read or the shelves not be written.
pub(super) fn gather(
    engine: &LocalEngine,
    resolver: &Resolver<'_>,
    each: impl Fn(&Record) + Sync,
) -> anyhow::Result<()> {
    let batches = engine.batches(BATCH)?;
    let next = AtomicUsize::new(0);
    let work = || -> anyhow::Result<()> {
        let mut hand = resolver.hand();
        while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut taken = Ok(());
            engine.each_record_of(batch, |record| {
                each(&record);
                if taken.is_ok() {
                    taken = hand.take(&record.article.id, &appearances(&record));
                }
            })?;
            taken?;
        }
        Ok(hand.finish()?)
    };
    let threads = rayon::current_num_threads().min(batches.len()).max(1);
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        let others: Vec<_> = others.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
        others
            .into_iter()
            .try_for_each(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))?;
        own
    })
}
