//! Bringing an index up to date: discover, read, extract, write; in bounded batches, on all cores.

use std::sync::Mutex;
use std::time::Instant;

use anyhow::Context;
use rayon::prelude::*;

use super::problems::{self, Problems};
use super::{Place, identities};
use crate::extract::extract;
use crate::index::{Archive, FileFacts, FileState, Manifest, Plan, Update, WriterOptions};
use crate::model::{Origin, Record};
use crate::present::status::Rejected;
use crate::present::summary::IndexSummary;
use crate::read::{self, Candidate, Found, Reason, SIZE_LIMIT};

/// Files handed to the threads at once; between batches nothing is held but what the index holds.
const BATCH: usize = 512;
/// How many problems are told of one file: a dump of the wrong format has one on every line.
const PROBLEMS: usize = 1_000;

/// Told how far a run has come, from any thread.
pub trait Progress: Sync {
    /// One more file of so many bytes is done.
    fn done(&self, bytes: u64);
    /// Everything is read; the index is being written out.
    fn committing(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn done(&self, _: u64) {}
    fn committing(&self) {}
}

/// How to bring an index up to date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Throw the index away first.
    pub rebuild: bool,
    /// Threads to read and write with; all cores where not said.
    pub threads: Option<usize>,
}

/// Brings the index of a place up to date with its archive, in one commit.
///
/// # Errors
/// When the index cannot be opened or written. What is wrong with single files is in the summary.
pub fn index(place: &Place, options: Options, progress: &dyn Progress) -> anyhow::Result<IndexSummary> {
    let start = Instant::now();
    let (archive, remade) = open(place, options.rebuild)?;
    place.write_note()?;
    let writer = writer_options(options.threads);
    let run = Run { update: archive.begin(writer)?, progress, met: Mutex::default() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0)).build()?;
    let mut kept = Kept::default();
    run.walk(place, &pool, &mut kept)?;
    run.settle(&kept, &pool)?;
    progress.committing();
    let met = run.met.into_inner().unwrap_or_default();
    let summary = run.update.finish()?;
    place.write_note()?;
    identities::refresh(place, &archive, summary.indexed + summary.removed)?;
    let manifest = archive.manifest()?;
    let warnings = met.values().flatten().cloned().collect();
    problems::keep(&place.index, met, &manifest)?;
    Ok(IndexSummary {
        found: summary.found,
        indexed: summary.indexed,
        unchanged: summary.unchanged,
        duplicate: summary.duplicate,
        rejected: rejections(&manifest),
        removed: summary.removed,
        warnings,
        remade,
        took_micros: start.elapsed().as_micros() as u64,
    })
}

/// The index, emptied where that was asked for or another extractor filled it, and whether it was the latter.
fn open(place: &Place, rebuild: bool) -> anyhow::Result<(Archive, bool)> {
    let existed = Archive::exists(&place.index);
    if !rebuild {
        // An index that this version cannot read is an error, not something to be thrown away unasked.
        let archive = Archive::open_or_create(&place.index)?;
        if !existed || !place.is_annotated_otherwise() {
            return Ok((archive, false));
        }
    }
    problems::forget(&place.index);
    Ok((Archive::rebuild(&place.index)?, !rebuild))
}

/// Brings an index that exists, or must be made, up to date before it is searched.
///
/// # Errors
/// As [`index`].
pub fn refresh(place: &Place, progress: &dyn Progress) -> anyhow::Result<IndexSummary> {
    index(place, Options::default(), progress)
}

fn writer_options(threads: Option<usize>) -> WriterOptions {
    let default = WriterOptions::default();
    let threads = threads.map_or(default.threads, |threads| threads.clamp(1, 8));
    WriterOptions { threads, memory: default.memory / default.threads.max(1) * threads }
}

/// Everything in the archive that is not in the index, with the reason.
pub(super) fn rejections(manifest: &Manifest) -> Vec<Rejected> {
    let rejected = manifest.iter().filter_map(|(place, entry)| match &entry.state {
        FileState::Rejected { reason, .. } => Some(Rejected { place: place.clone(), reason: reason.clone() }),
        _ => None,
    });
    rejected.collect()
}

/// The files that the index may ask for again: duplicates of one that is gone.
#[derive(Default)]
struct Kept {
    unread: std::collections::BTreeMap<String, Candidate>,
}

struct Run<'p> {
    update: Update,
    progress: &'p dyn Progress,
    /// What was left out or assumed, by file.
    met: Mutex<Problems>,
}

impl Run<'_> {
    /// Walks the archive and reads what must be read, a batch at a time.
    fn walk(&self, place: &Place, pool: &rayon::ThreadPool, kept: &mut Kept) -> anyhow::Result<()> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut outcome = Ok(());
        read::discover::walk(&place.archive, &place.paths, |found| {
            if outcome.is_err() {
                return;
            }
            match found {
                Found::Candidate(candidate) => batch.push(candidate),
                Found::Rejected(rejection) => {
                    let unreadable = matches!(rejection.reason, Reason::Unreadable(_));
                    if unreadable {
                        self.update.keep_below(&rejection.relative);
                    }
                    let facts = FileFacts { size: 0, mtime: 0 };
                    self.update.reject(&rejection.relative, facts, &rejection.reason.to_string(), unreadable);
                }
            }
            if batch.len() >= BATCH {
                outcome = self.batch(&mut batch, pool, kept);
            }
        });
        outcome?;
        self.batch(&mut batch, pool, kept)
    }

    fn batch(
        &self,
        batch: &mut Vec<Candidate>,
        pool: &rayon::ThreadPool,
        kept: &mut Kept,
    ) -> anyhow::Result<()> {
        let unread: Vec<Candidate> = pool.install(|| {
            batch
                .par_drain(..)
                .map(|candidate| {
                    let needs_memory = self.one(&candidate, Again::No)?;
                    self.progress.done(candidate.size);
                    Ok(needs_memory.then_some(candidate))
                })
                .filter_map(Result::transpose)
                .collect::<anyhow::Result<_>>()
        })?;
        kept.unread.extend(unread.into_iter().map(|candidate| (candidate.relative.clone(), candidate)));
        Ok(())
    }

    /// Reads the duplicates whose first copy turned out to be gone.
    fn settle(&self, kept: &Kept, pool: &rayon::ThreadPool) -> anyhow::Result<()> {
        loop {
            let asked = self.update.settle();
            let again: Vec<&Candidate> = asked.iter().filter_map(|path| kept.unread.get(path)).collect();
            if again.is_empty() {
                return Ok(());
            }
            pool.install(|| {
                again.into_par_iter().try_for_each(|candidate| self.one(candidate, Again::Yes).map(|_| ()))
            })?;
        }
    }

    /// Brings one file into the index; says whether its text was left unread as a copy of another's.
    fn one(&self, candidate: &Candidate, again: Again) -> anyhow::Result<bool> {
        let path = candidate.relative.as_str();
        let facts = FileFacts { size: candidate.size, mtime: candidate.mtime };
        if again == Again::No && self.update.plan(path, facts) == Plan::Unchanged {
            return Ok(true);
        }
        // Large files are mostly rejected unread, and hashing them would read them all.
        let early = if candidate.size > SIZE_LIMIT { None } else { self.hash(candidate, facts) };
        if candidate.size <= SIZE_LIMIT && early.is_none() {
            return Ok(false);
        }
        if let (Some(hash), Again::No) = (&early, again)
            && (self.update.same_bytes(path, facts, hash) || self.update.is_duplicate(path, facts, hash))
        {
            return Ok(true);
        }
        let (records, first_problem) = self.read(candidate);
        if records.is_empty() {
            let reason = first_problem.unwrap_or(Reason::Empty);
            let retry = matches!(reason, Reason::Unreadable(_));
            self.update.reject(path, facts, &reason.to_string(), retry);
            return Ok(false);
        }
        let Some(hash) = early.or_else(|| self.hash(candidate, facts)) else { return Ok(false) };
        self.update.put(path, facts, &hash, &records).with_context(|| path.to_owned())?;
        Ok(false)
    }

    /// The file's hash; a file that cannot be read is rejected.
    fn hash(&self, candidate: &Candidate, facts: FileFacts) -> Option<String> {
        read::file_hash(&candidate.path)
            .map_err(|error| {
                let reason = Reason::Unreadable(error.to_string());
                self.update.reject(&candidate.relative, facts, &reason.to_string(), true);
            })
            .ok()
    }

    /// The articles of a file with their statements, and why the first that gave none did not.
    fn read(&self, candidate: &Candidate) -> (Vec<Record>, Option<Reason>) {
        let mut records = Vec::new();
        let mut problems: Vec<(Origin, Reason)> = Vec::new();
        read::read_file(candidate, |read| {
            for warning in read.warnings {
                self.warn(&read.origin, &warning.to_string());
            }
            match read.article {
                Ok(article) => {
                    let annotations = extract(&article);
                    records.push(Record { article, annotations });
                }
                Err(reason) => problems.push((read.origin, reason)),
            }
        });
        if !records.is_empty() {
            for (origin, reason) in &problems {
                self.warn(origin, &format!("left out: {reason}"));
            }
        }
        (records, problems.into_iter().next().map(|(_, reason)| reason))
    }

    fn warn(&self, origin: &Origin, what: &str) {
        let Ok(mut met) = self.met.lock() else { return };
        let problems = met.entry(origin.path.clone()).or_default();
        if problems.len() < PROBLEMS {
            problems.push(Rejected { place: origin.to_string(), reason: what.to_owned() });
        }
    }
}

/// Whether a file is read a second time because the index asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    No,
    Yes,
}
