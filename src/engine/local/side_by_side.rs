//! Segments of a large index are searched side by side, by as many threads as there are cores.

use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;

use tantivy::{Executor, Index};

/// In an index of fewer statements, handing work over costs what it saves.
const WORTH_IT: u64 = 1_000_000;
/// More threads than this find nothing to do: there are few segments.
const MOST_THREADS: usize = 8;
/// What a query of the greatest depth that is allowed needs, as on a program's first thread.
const STACK_BYTES: usize = 8 << 20;

/// One pool for all engines of a program; the calling thread where there can be none.
static THREADS: LazyLock<Executor> = LazyLock::new(|| {
    let threads = available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS));
    let pool = || rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK_BYTES).build().ok();
    match (threads > 1).then(pool).flatten() {
        Some(pool) => Executor::ThreadPool(Arc::new(pool)),
        None => Executor::single_thread(),
    }
});

/// The index, to be searched in the way that suits so many statements.
pub(super) fn searched(index: &Index, statements: u64) -> Index {
    let mut index = index.clone();
    // Unit tests search all of theirs so.
    if cfg!(test) || statements >= WORTH_IT {
        index.set_executor(THREADS.clone());
    }
    index
}
