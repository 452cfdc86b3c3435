//! Bringing an index up to date with its archive, in one commit.
//!
//! Whoever walks the archive asks [`Update::plan`] about every file, reads those it must, and gives
//! each back with [`Update::put`] or [`Update::reject`]: from any number of threads, in any order.
//! [`Update::settle`] then names what else must be read, and [`Update::finish`] commits.

mod changes;
mod commit;
mod merging;
mod met;
mod put;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::{IndexWriter, TantivyError, Term};

use self::merging::InParts;
use self::met::{Met, Seen, entry};
use self::put::Counts;
use super::archive::{Archive, WriterOptions};
use super::identities::Identities;
use super::lock::Held;
use super::manifest::{FileEntry, FileFacts, FileState, Kind, Known, Made, Payload, Problem};
use super::{IndexError, lock};

/// Documents handed to one indexing thread at once; between batches it looks at its memory.
const BATCH: usize = 256;

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: it is as it was.
    Unchanged,
    /// Nothing, and it is known as a copy of another: it must be read after all should that one be gone.
    UnchangedCopy,
    /// Read it, and put or reject it.
    Read,
}

/// What an update did. `found = indexed + unchanged + duplicate + rejected`, of what it looked at.
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
    /// Known, and not looked at.
    pub elsewhere: u64,
    /// Articles in the index now.
    pub articles: u64,
    /// Statements in the index now.
    pub statements: u64,
}

/// An index being brought up to date. Dropped unfinished, it leaves the index as it was.
pub struct Update {
    archive: Archive,
    writer: IndexWriter,
    before: Known,
    payload: Payload,
    /// Nothing is known from before, and everything goes that is not put.
    is_anew: bool,
    made: Option<Made>,
    /// When the update began, in seconds since 1970: what it puts was indexed then.
    now: i64,
    seen: Mutex<Met>,
    kept: Mutex<BTreeSet<String>>,
    /// The files and folders that are looked at, where it is not everything.
    only: Option<BTreeSet<String>>,
    /// Files of which only the first articles are in so far.
    begun: Mutex<BTreeMap<String, Counts>>,
    /// The last to go: nobody else may write before the writer is gone.
    _lock: Held,
}

impl Archive {
    /// Starts bringing the index up to date; nobody else can until the update is closed or dropped.
    pub fn begin(&self, options: WriterOptions) -> Result<Update, IndexError> {
        Update::begin(self.clone(), options)
    }

    /// Keeps whom the values of the facets mean, as worked out from a commit with this payload; not where
    /// there has been another since, and nobody else's work is waited for.
    pub fn keep_identities(&self, identities: &Identities, of: &Payload) -> Result<(), IndexError> {
        let options = WriterOptions { threads: 1, memory: 0, ..WriterOptions::default() };
        let mut update = self.begin(options)?;
        // Whoever only searches has no time for that.
        update.merge_nothing();
        if update.payload() == of {
            update.keep_identities(identities)?;
        }
        update.close()
    }
}

impl Update {
    fn begin(archive: Archive, options: WriterOptions) -> Result<Update, IndexError> {
        let lock = lock::take(archive.dir(), options.wait)?;
        let writer = writer(&archive, options)?;
        // Only now: somebody else may have committed while we waited.
        let payload = archive.payload()?;
        let (before, is_anew) = match Known::open(archive.dir(), &payload.parts) {
            Ok(before) if !options.anew => (before, payload.generation == 0),
            Ok(_) => (Known::default(), true),
            // What was read cannot be told, so all of it is read again; until then it can be searched.
            Err(error) if error.is_missing_file() || matches!(error, IndexError::Damaged { .. }) => {
                (Known::default(), true)
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
            only: None,
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
        let known = self.before.find(path).filter(|at| self.before.facts(*at) == Some(facts));
        match known.filter(|at| self.before.kind(*at) != Kind::Retry) {
            Some(at) => {
                self.seen().keep(at);
                if self.before.kind(at) == Kind::Duplicate { Plan::UnchangedCopy } else { Plan::Unchanged }
            }
            None => Plan::Read,
        }
    }

    /// Says of a file that was read whether its bytes are those indexed before: only its time changed.
    ///
    /// If so it counts as unchanged, and need not be put.
    pub fn same_bytes(&self, path: &str, facts: FileFacts, hash: &str) -> bool {
        match self.before.get(path) {
            Some(entry) if entry.hash == hash && !matches!(entry.state, FileState::Rejected { .. }) => {
                let has_documents = entry.is_indexed();
                self.meet(path, Seen { entry: FileEntry { facts, ..entry }, has_documents, fresh: false });
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
        let earlier = seen.has_earlier(&self.before, path, hash);
        if earlier {
            let entry = entry(facts, hash, FileState::Indexed);
            self.withdraw(path, &seen);
            seen.insert(&self.before, path, Seen { entry, has_documents: false, fresh: true });
        }
        earlier
    }

    /// Says that a file was not looked for: what is known of it is kept. Tells whether anything is.
    pub fn keep_file(&self, path: &str) -> bool {
        let known = self.before.find(path);
        known.into_iter().for_each(|at| self.seen().keep(at));
        known.is_some()
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
        let rejected = Seen { entry: entry(facts, "", state), has_documents: false, fresh: true };
        seen.insert(&self.before, path, rejected);
    }

    /// Says that a folder could not be listed: what is known below it is kept, not removed. The archive's own has no name.
    pub fn keep_below(&self, folder: &str) {
        let folder =
            if folder.is_empty() || folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(folder);
    }

    /// Whether anything is known of what lies below a folder. The archive's own has no name.
    pub fn knows_below(&self, folder: &str) -> bool {
        let is_below = |path: &str| match folder {
            "" => Path::new(path).is_relative(),
            _ => Path::new(path).starts_with(folder),
        };
        self.before.files().any(|at| is_below(self.before.path(at)))
    }

    /// Says that only these files and what is below these folders is looked at: all else that is known is kept.
    pub fn look_only_at(&mut self, names: BTreeSet<String>) {
        self.only = Some(names);
    }

    /// Those of the names that are known: as files, or as folders of such.
    pub fn known_of(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let paths = self.before.files().filter(|_| !names.is_empty()).map(|at| self.before.path(at));
        paths.filter_map(|path| named(names, path)).map(str::to_owned).collect()
    }

    /// Whether a file is one of those that are not looked at.
    fn is_elsewhere(&self, path: &str) -> bool {
        self.only.as_ref().is_some_and(|names| named(names, path).is_none())
    }

    /// Paths that must be read after all: duplicates of a file that is gone or has changed.
    ///
    /// Ask when everything planned is put, read them, and ask again until there are none.
    pub fn settle(&self) -> Vec<String> {
        self.keep_unlisted();
        self.seen().orphans(&self.before)
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
            seen.insert(&self.before, path, file);
        }
    }

    fn begun(&self) -> MutexGuard<'_, BTreeMap<String, Counts>> {
        self.begun.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen(&self) -> MutexGuard<'_, Met> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn meet(&self, path: &str, seen: Seen) {
        self.seen().insert(&self.before, path, seen);
    }

    /// Deletes the documents the path has, from before or from this update.
    fn withdraw(&self, path: &str, seen: &Met) {
        let before = self.before.find(path).is_some_and(|at| self.before.kind(at) == Kind::Indexed);
        if before || seen.files.get(path).is_some_and(|seen| seen.has_documents) {
            self.delete(path);
        }
    }

    fn delete(&self, path: &str) {
        self.writer.delete_term(Term::from_field_text(self.archive.fields().file, path));
    }

    /// Files that are not looked at stay as they are, and those below folders that could not be listed.
    fn keep_unlisted(&self) {
        if let Some(names) = &self.only {
            self.seen().keep_elsewhere(&self.before, names);
        }
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        self.seen().keep_below(&self.before, &kept);
    }
}

/// The name that means this file: its own, or that of a folder around it.
fn named<'p>(names: &BTreeSet<String>, path: &'p str) -> Option<&'p str> {
    let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
    folders.chain([path]).find(|name| names.contains(*name))
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
    // A killed commit leaves lists of deleted documents under the very names that the next one gives its own.
    writer.garbage_collect_files().wait()?;
    // The first operation of a writer has the number of the last commit. Were it a deletion, a merge of that commit's
    // segments would take it for done where none was deleted yet, and forget it where one was.
    writer.run(Vec::new())?;
    writer.set_merge_policy(Box::new(InParts::new()));
    Ok(writer)
}
