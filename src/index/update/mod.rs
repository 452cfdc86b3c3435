//! Bringing an index up to date with its archive, in one commit.
//!
//! Whoever walks the archive asks [`Update::plan`] about every file, reads those it must, and gives
//! each back with [`Update::put`] or [`Update::reject`]: from any number of threads, in any order.
//! [`Update::settle`] then names what else must be read, and [`Update::finish`] commits.

mod changes;
mod commit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::indexer::{LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyError, Term};

use super::archive::{Archive, WriterOptions};
use super::copies::Sketch;
use super::document::{Lengths, documents, rank_of};
use super::lock::Held;
use super::manifest::{self, FileEntry, FileFacts, FileState, Made, Manifest, Payload, Problem};
use super::{IndexError, lock};
use crate::model::Record;

/// Segments with more than this share of deleted documents are written anew.
const DELETED_SHARE: f32 = 0.2;
/// Documents handed to one indexing thread at once; between batches it looks at its memory.
const BATCH: usize = 256;

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: it is as it was.
    Unchanged,
    /// Read it, and put or reject it.
    Read,
}

/// What an update did. `found = indexed + unchanged + duplicate + rejected`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Files in the archive.
    pub found: u64,
    /// New or changed, now indexed.
    pub indexed: u64,
    /// Indexed before and not changed since.
    pub unchanged: u64,
    /// The same bytes as an earlier path.
    pub duplicate: u64,
    /// Not indexed, each with its reason in the manifest.
    pub rejected: u64,
    /// No longer in the archive.
    pub removed: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// Statements in the index now.
    pub statements: u64,
}

/// An index being brought up to date. Dropped unfinished, it leaves the index as it was.
pub struct Update {
    archive: Archive,
    writer: IndexWriter,
    before: Manifest,
    payload: Payload,
    /// Nothing is known from before, and everything goes that is not put.
    is_anew: bool,
    made: Option<Made>,
    /// When the update began, in seconds since 1970: what it puts was indexed then.
    now: i64,
    seen: Mutex<Met>,
    kept: Mutex<BTreeSet<String>>,
    /// Files of which only the first articles are in so far.
    begun: Mutex<BTreeMap<String, Counts>>,
    /// The last to go: nobody else may write before the writer is gone.
    _lock: Held,
}

/// What the articles put so far came to.
#[derive(Default, Clone)]
struct Counts {
    articles: u64,
    statements: u64,
    lengths: Lengths,
    sketches: Vec<Sketch>,
}

/// Articles made into documents.
#[derive(Default)]
struct Built {
    counts: Counts,
    /// Those of one article together.
    additions: Vec<Vec<UserOperation>>,
}

/// A file met in this update.
struct Seen {
    entry: FileEntry,
    /// Its documents are in the index, or will be with the commit.
    has_documents: bool,
    /// Read in this update.
    fresh: bool,
}

/// Everything met so far.
#[derive(Default)]
struct Met {
    files: BTreeMap<String, Seen>,
    /// A path that had these bytes and documents when it was met.
    by_hash: BTreeMap<String, String>,
}

impl Met {
    fn insert(&mut self, path: &str, seen: Seen) {
        if seen.has_documents {
            let known = self.by_hash.entry(seen.entry.hash.clone()).or_insert_with(|| path.to_owned());
            if path < known.as_str() {
                path.clone_into(known);
            }
        }
        self.files.insert(path.to_owned(), seen);
    }

    /// Whether an earlier path than this holds the same bytes and has documents.
    fn has_earlier(&self, path: &str, hash: &str) -> bool {
        let Some(other) = self.by_hash.get(hash).filter(|other| other.as_str() < path) else { return false };
        self.files.get(other).is_some_and(|seen| seen.has_documents && seen.entry.hash == hash)
    }
}

impl Update {
    pub(super) fn begin(archive: Archive, options: WriterOptions) -> Result<Update, IndexError> {
        let lock = lock::take(archive.dir(), options.wait)?;
        let writer = writer(&archive, options)?;
        // Only now: somebody else may have committed while we waited.
        let payload = archive.payload()?;
        let (before, is_anew) = match manifest::read(archive.dir(), payload.generation) {
            Ok(before) if !options.anew => (before, payload.generation == 0),
            Ok(_) => (Manifest::new(), true),
            // What was read cannot be told, so all of it is read again; until then it can be searched.
            Err(error) if error.is_missing_file() || matches!(error, IndexError::Damaged { .. }) => {
                (Manifest::new(), true)
            }
            Err(error) => return Err(error),
        };
        if is_anew {
            writer.delete_all_documents()?;
        }
        Ok(Update {
            payload,
            is_anew,
            before,
            archive,
            writer,
            now: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64),
            made: None,
            seen: Mutex::default(),
            kept: Mutex::default(),
            begun: Mutex::default(),
            _lock: lock,
        })
    }

    /// What the last commit, before this update or in it, says of itself.
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// Whether everything is read anew, because that was asked for or what was read before is not known.
    pub fn is_anew(&self) -> bool {
        self.is_anew
    }

    /// Says who makes the index, and of what; true of it once it is finished.
    pub fn made(&mut self, made: Made) {
        self.made = Some(made);
    }

    /// Says of a file that was found whether it must be read.
    pub fn plan(&self, path: &str, facts: FileFacts) -> Plan {
        let Some(entry) = self.before.get(path).filter(|entry| entry.facts == facts) else {
            return Plan::Read;
        };
        if matches!(entry.state, FileState::Rejected { retry: true, .. }) {
            return Plan::Read;
        }
        self.meet(path, entry.clone(), entry.is_indexed(), false);
        Plan::Unchanged
    }

    /// Says of a file that was read whether its bytes are those indexed before: only its time changed.
    ///
    /// If so it counts as unchanged, and need not be put.
    pub fn same_bytes(&self, path: &str, facts: FileFacts, hash: &str) -> bool {
        match self.before.get(path) {
            Some(entry) if entry.hash == hash && !matches!(entry.state, FileState::Rejected { .. }) => {
                self.meet(path, FileEntry { facts, ..entry.clone() }, entry.is_indexed(), false);
                true
            }
            _ => false,
        }
    }

    /// Says whether an earlier path with the same bytes is indexed already; if so the file counts as
    /// its duplicate, and need not be put.
    pub fn is_duplicate(&self, path: &str, facts: FileFacts, hash: &str) -> bool {
        let mut seen = self.seen();
        // A glance, not a promise: duplicates are settled by path when everything has been met.
        let earlier = seen.has_earlier(path, hash);
        if earlier {
            let entry = entry(facts, hash, FileState::Indexed);
            self.withdraw(path, &seen);
            seen.insert(path, Seen { entry, has_documents: false, fresh: true });
        }
        earlier
    }

    /// Gives the articles of a file that was read. Replaces what the path held before.
    pub fn put(
        &self,
        path: &str,
        facts: FileFacts,
        hash: &str,
        records: &[Record],
    ) -> Result<(), IndexError> {
        let built = self.build(path, records).map_err(|error| self.archive.behind(error))?;
        // All under the lock, so that two puts of one path follow each other whole.
        let mut seen = self.seen();
        let counts = self.add(&seen, path, built).map_err(|error| self.archive.behind(error))?;
        self.begun().remove(path);
        let mut entry = entry(facts, hash, FileState::Indexed);
        (entry.articles, entry.statements, entry.lengths) =
            (counts.articles, counts.statements, counts.lengths);
        entry.sketches = counts.sketches;
        seen.insert(path, Seen { entry, has_documents: true, fresh: true });
        Ok(())
    }

    /// Gives some articles of a file that holds too many to be kept at once; the last are [`put`](Self::put).
    ///
    /// Until then no other thread may put the same path.
    pub fn put_part(&self, path: &str, records: &[Record]) -> Result<(), IndexError> {
        let built = self.build(path, records)?;
        self.add(&self.seen(), path, built).map(|_| ()).map_err(|error| self.archive.behind(error))
    }

    fn build(&self, path: &str, records: &[Record]) -> Result<Built, IndexError> {
        let mut out = Built::default();
        for record in records {
            let built = documents(record, path, self.now, self.archive.fields())?;
            out.counts.articles += 1;
            out.counts.statements += record.annotations.statements.len() as u64;
            out.counts.lengths += built.lengths;
            out.counts.sketches.push(Sketch::of(&record.article, rank_of(&record.article.id.0)));
            out.additions.push(built.documents.into_iter().map(UserOperation::Add).collect());
        }
        Ok(out)
    }

    /// Adds documents, the first time instead of those the path had, and tells what was added in all.
    fn add(&self, seen: &Met, path: &str, built: Built) -> Result<Counts, IndexError> {
        let mut begun = self.begun();
        if !begun.contains_key(path) {
            self.withdraw(path, seen);
        }
        let all = begun.entry(path.to_owned()).or_default();
        all.articles += built.counts.articles;
        all.statements += built.counts.statements;
        all.lengths += built.counts.lengths;
        all.sketches.extend(built.counts.sketches);
        let mut batch: Vec<UserOperation> = Vec::new();
        for article in built.additions {
            // What is run together lies together: the statements of an article right behind it.
            batch.extend(article);
            if batch.len() >= BATCH {
                self.writer.run(std::mem::take(&mut batch))?;
            }
        }
        if !batch.is_empty() {
            self.writer.run(batch)?;
        }
        Ok(all.clone())
    }

    /// Says that a file was not looked for: what is known of it is kept. Tells whether anything is.
    pub fn keep_file(&self, path: &str) -> bool {
        let Some(entry) = self.before.get(path) else { return false };
        self.meet(path, entry.clone(), entry.is_indexed(), false);
        true
    }

    /// Says that a file cannot be indexed, and why; `retry` if that may change though the file does not.
    pub fn reject(&self, path: &str, facts: FileFacts, reason: &str, retry: bool) {
        let state = FileState::Rejected { reason: reason.to_owned(), retry };
        let mut seen = self.seen();
        self.withdraw(path, &seen);
        let was_begun = self.begun().remove(path).is_some();
        if was_begun {
            self.delete(path);
        }
        seen.insert(path, Seen { entry: entry(facts, "", state), has_documents: false, fresh: true });
    }

    /// Says that a folder could not be listed: what is known below it is kept, not removed.
    pub fn keep_below(&self, folder: &str) {
        let folder =
            if folder.is_empty() || folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(folder);
    }

    /// Paths that must be read after all: duplicates of a file that is gone or has changed.
    ///
    /// Ask when everything planned is put, read them, and ask again until there are none.
    pub fn settle(&self) -> Vec<String> {
        self.keep_unlisted();
        let seen = self.seen();
        orphans(&seen.files).into_iter().map(str::to_owned).collect()
    }

    /// Says what was left out of a file that was put, or assumed about it, or more of why it was rejected.
    ///
    /// `met` counts all of them by their kind.
    pub fn tell(&self, path: &str, problems: Vec<Problem>, met: BTreeMap<String, u64>) {
        if let Some(seen) = self.seen().files.get_mut(path) {
            seen.entry.problems = problems;
            seen.entry.met = met;
        }
    }

    /// Says that a file changed while it was read: what was put may be neither what it was nor what it is,
    /// and the next run reads it again whatever it then looks like.
    pub fn distrust(&self, path: &str) {
        let mut seen = self.seen();
        if let Some(mut file) = seen.files.remove(path) {
            file.entry.facts.mtime = FileFacts::UNTOLD;
            // No other file has these bytes, for nobody knows what they are.
            file.entry.hash = format!("changing {path}");
            seen.insert(path, file);
        }
    }

    fn begun(&self) -> MutexGuard<'_, BTreeMap<String, Counts>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen(&self) -> MutexGuard<'_, Met> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn meet(&self, path: &str, entry: FileEntry, has_documents: bool, fresh: bool) {
        self.seen().insert(path, Seen { entry, has_documents, fresh });
    }

    /// Deletes the documents the path has, from before or from this update.
    fn withdraw(&self, path: &str, seen: &Met) {
        let before = self.before.get(path).is_some_and(FileEntry::is_indexed);
        if before || seen.files.get(path).is_some_and(|seen| seen.has_documents) {
            self.delete(path);
        }
    }

    fn delete(&self, path: &str) {
        self.writer.delete_term(Term::from_field_text(self.archive.fields().file, path));
    }

    /// Files below folders that could not be listed stay as they are.
    fn keep_unlisted(&self) {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_empty() {
            return;
        }
        let mut seen = self.seen();
        for (path, entry) in &self.before {
            if kept.iter().any(|folder| path.starts_with(folder)) && !seen.files.contains_key(path) {
                let has_documents = entry.is_indexed();
                seen.insert(path, Seen { entry: entry.clone(), has_documents, fresh: false });
            }
        }
    }

    /// The first path of each content keeps its documents, whoever arrived first.
    fn settle_duplicates(&self, seen: &mut BTreeMap<String, Seen>) {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        for (path, seen) in &*seen {
            if seen.has_documents {
                first.entry(seen.entry.hash.clone()).or_insert_with(|| path.clone());
            }
        }
        for (path, seen) in seen.iter_mut() {
            if matches!(seen.entry.state, FileState::Rejected { .. }) {
                continue;
            }
            let Some(first) = first.get(&seen.entry.hash) else { continue };
            if first == path {
                seen.entry.state = FileState::Indexed;
                continue;
            }
            if seen.has_documents {
                self.delete(path);
            }
            seen.has_documents = false;
            seen.entry = entry(seen.entry.facts, &seen.entry.hash, FileState::Duplicate(first.clone()));
        }
    }
}

fn writer(archive: &Archive, options: WriterOptions) -> Result<IndexWriter, IndexError> {
    let threads = options.threads.clamp(1, 8);
    let memory = options.memory.clamp(threads * 16_000_000, threads * 4_000_000_000);
    let writer: IndexWriter = match archive.index().writer_with_num_threads(threads, memory) {
        Err(TantivyError::LockFailure(LockError::LockBusy, _)) => {
            return Err(IndexError::Busy { dir: archive.dir().to_owned(), by: None });
        }
        other => other?,
    };
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    writer.set_merge_policy(Box::new(policy));
    Ok(writer)
}

fn entry(facts: FileFacts, hash: &str, state: FileState) -> FileEntry {
    FileEntry {
        facts,
        hash: hash.to_owned(),
        state,
        articles: 0,
        statements: 0,
        lengths: Lengths::default(),
        sketches: Vec::new(),
        problems: Vec::new(),
        met: BTreeMap::new(),
    }
}

/// The first path of every content that has no documents.
fn orphans(seen: &BTreeMap<String, Seen>) -> Vec<&str> {
    let with: BTreeSet<&str> =
        seen.values().filter(|s| s.has_documents).map(|s| s.entry.hash.as_str()).collect();
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, seen) in seen {
        let rejected = matches!(seen.entry.state, FileState::Rejected { .. });
        if !rejected && !with.contains(seen.entry.hash.as_str()) {
            first.entry(&seen.entry.hash).or_insert(path);
        }
    }
    let mut out: Vec<&str> = first.into_values().collect();
    out.sort_unstable();
    out
}

/// What nobody read in time is left to the next run, and said so.
fn reject_orphans(seen: &mut BTreeMap<String, Seen>) {
    let orphans: Vec<String> = orphans(seen).into_iter().map(str::to_owned).collect();
    for orphan in orphans {
        if let Some(seen) = seen.get_mut(&orphan) {
            let reason = "what it duplicates is gone; the next run reads it".to_owned();
            seen.entry = entry(seen.entry.facts, "", FileState::Rejected { reason, retry: true });
        }
    }
}
