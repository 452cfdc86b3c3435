//! Bringing an index up to date: discover, read, extract, write; in bounded batches, on all cores.

mod begin;
mod emptied;
mod inside;
mod part;
mod refresh;
mod run;

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Place, identities};
use crate::index::{FileState, Made, Manifest, Problem};
use crate::present::status::Rejected;
use crate::present::summary::IndexSummary;
use crate::read::discover::below;
use crate::read::{self, Choice, Found};

use begin::{begin, made_by, made_of};
use emptied::keep_emptied;
use inside::look_inside;
pub use refresh::{Refreshed, is_busy, refresh};
use run::{Kept, Run};

/// So often what was read is committed: a run that is killed has lost no more.
const CHECKPOINT: Duration = Duration::from_secs(60);
/// Nobody wonders how long a run takes that is shorter than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// Told how far a run has come, from any thread.
pub trait Progress: Sync {
    /// Whether anybody looks: only then is counted what there is to read.
    fn is_watched(&self) -> bool {
        false
    }
    /// There are so many bytes to read in all.
    fn total(&self, bytes: u64);
    /// So many more bytes are read.
    fn read(&self, bytes: u64);
    /// One more file is done.
    fn done(&self);
    /// Everything is read; the index is being written out.
    fn committing(&self);
    /// The index is written; who is who is being worked out.
    fn resolving(&self);
}

/// What stands on standard input, to be indexed as a file of that name.
pub struct Stream<'s> {
    /// Under which name it is kept, found and replaced.
    pub name: String,
    /// Where it is read from.
    pub input: &'s mut (dyn BufRead + Send),
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn total(&self, _: u64) {}
    fn read(&self, _: u64) {}
    fn done(&self) {}
    fn committing(&self) {}
    fn resolving(&self) {}
}

/// How to bring an index up to date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Throw the index away first.
    pub rebuild: bool,
    /// Threads to read and write with; all cores where not said.
    pub threads: Option<usize>,
    /// Bytes of memory for the articles that wait to be written; what is good for the threads where not said.
    pub memory: Option<usize>,
    /// How long to wait for another writer.
    pub wait: Duration,
    /// How often to commit what was read so far; a minute where not said.
    pub checkpoint: Option<Duration>,
}

/// Brings the index of a place up to date with its archive, in one commit.
///
/// # Errors
/// When the index cannot be opened or written. What is wrong with single files is in the summary.
pub fn index(place: &Place, options: Options, progress: &dyn Progress) -> anyhow::Result<IndexSummary> {
    index_with(place, None, options, progress)
}

/// [`index`], and what stands on standard input with it.
///
/// # Errors
/// As [`index`], and when a pattern of the rules cannot be read.
pub fn index_with(
    place: &Place,
    stream: Option<Stream<'_>>,
    options: Options,
    progress: &dyn Progress,
) -> anyhow::Result<IndexSummary> {
    let start = Instant::now();
    let choice = Choice::new(&place.archive, &place.rules)?;
    let (archive, begun) = begin(place, &options)?;
    let inside = place.inside();
    // Somebody else may have added to what the index is made from while we waited.
    let place = &place.joined();
    place.write_note()?;
    let mut update = begun.update;
    update.made(Made { by: made_by(place), of: made_of(place) });
    let is_chosen_otherwise = update.payload().made.of != made_of(place);
    let is_all_the_same = !update.is_anew() && !is_chosen_otherwise && !place.rules.follow;
    let inside = inside.filter(|_| is_all_the_same);
    let walked = &match &inside {
        Some(named) => {
            look_inside(place, named, stream.as_ref().map(|stream| &*stream.name), &choice, &mut update)
        }
        None => {
            keep_emptied(&update, &place.archive, &place.paths);
            place.paths.clone()
        }
    };
    let mut run = Run {
        update,
        progress,
        choice,
        is_chosen_otherwise,
        met: Mutex::default(),
        checkpoint: options.checkpoint.unwrap_or(CHECKPOINT),
        committed: Instant::now(),
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0)).build()?;
    let mut kept = Kept::default();
    pool.install(|| run.streams(place, stream))?;
    let is_over = AtomicBool::new(false);
    let counted = Choice::new(&place.archive, &place.rules)?;
    std::thread::scope(|scope| {
        if progress.is_watched() {
            scope.spawn(|| count(&place.archive, walked, &counted, progress, &is_over));
        }
        let read = run.walk(&place.archive, walked, &pool, &mut kept);
        let read = read.and_then(|()| run.settle(&place.archive, &mut kept, &pool));
        is_over.store(true, Ordering::Relaxed);
        read
    })?;
    progress.committing();
    let Run { mut update, met, .. } = run;
    let summary = update.complete()?;
    if inside.is_none() {
        place.note_whole()?;
    }
    progress.resolving();
    identities::refresh(place, &archive, &mut update)?;
    let rejected: Vec<Rejected> =
        update.rejected().into_iter().map(|(place, reason)| Rejected { place, reason }).collect();
    update.close()?;
    let called = |folder: &PathBuf| {
        if folder.exists() { below(&place.archive, folder) } else { folder.display().to_string() }
    };
    let folders = place.paths.iter().filter(|path| path.is_dir() || !path.exists());
    let folders: BTreeSet<String> = folders.map(called).collect();
    Ok(IndexSummary {
        found: summary.found,
        indexed: summary.indexed,
        unchanged: summary.unchanged,
        duplicate: summary.duplicate,
        lost: rejected.iter().filter(|one| folders.contains(&one.place)).cloned().collect(),
        rejected,
        removed: summary.removed,
        elsewhere: summary.elsewhere,
        articles: summary.articles,
        statements: summary.statements,
        warnings: met.into_inner().unwrap_or_default().into_values().flatten().map(told).collect(),
        remade: begun.because,
        took_micros: start.elapsed().as_micros() as u64,
    })
}

/// Counts what there is to read, for whoever has waited a second already.
fn count(archive: &Path, paths: &[PathBuf], choice: &Choice, progress: &dyn Progress, is_over: &AtomicBool) {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut bytes = 0;
    read::discover::walk(archive, paths, choice, |found| {
        if let Found::Candidate(candidate) = found {
            bytes += candidate.size;
        }
    });
    progress.total(bytes);
}

pub(super) fn told(problem: Problem) -> Rejected {
    Rejected { place: problem.place, reason: problem.reason }
}

/// Everything in the archive that is not in the index, with the reason.
pub(super) fn rejections(manifest: &Manifest) -> Vec<Rejected> {
    let rejected = manifest.iter().filter_map(|(place, entry)| match &entry.state {
        FileState::Rejected { reason, .. } => Some(Rejected { place: place.clone(), reason: reason.clone() }),
        _ => None,
    });
    rejected.collect()
}
