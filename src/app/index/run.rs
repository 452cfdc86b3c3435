//! One run over an archive: what is found is planned, read, and handed to the index, in bounded batches.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use rayon::prelude::*;

use super::part::{FileRead, Hands, PROBLEMS, Part, Told};
use super::{Progress, Stream};
use crate::app::Place;
use crate::extract::extract_or_fault;
use crate::index::{FileFacts, Plan, Problem, Update};
use crate::model::{Origin, Record};
use crate::read::{self, Candidate, Choice, Found, Read, Reason, SIZE_LIMIT};

/// Files handed to the threads at once; between batches nothing is held but what the index holds.
const BATCH: usize = 512;
/// A file of so many bytes is worth all threads at once.
const LARGE: u64 = 1 << 20;
const CHANGING: &str = "changed while it was read; the next run reads it again";

/// The files that the index may ask for again: duplicates of one that is gone.
#[derive(Default)]
pub(super) struct Kept {
    unread: BTreeMap<String, Candidate>,
}

impl Kept {
    fn keep(&mut self, unread: impl IntoIterator<Item = Candidate>) {
        self.unread.extend(unread.into_iter().map(|candidate| (candidate.relative.clone(), candidate)));
    }
}

pub(super) struct Run<'p> {
    pub update: Update,
    pub progress: &'p dyn Progress,
    pub choice: Choice,
    /// Whether other pieces of a container may be chosen now than when it was last read.
    pub is_chosen_otherwise: bool,
    /// What was left out or assumed in this run, by file.
    pub met: Mutex<BTreeMap<String, Vec<Problem>>>,
    /// How often to commit.
    pub checkpoint: Duration,
    pub committed: Instant,
}

impl Run<'_> {
    /// Walks the archive and reads what must be read, a batch at a time.
    pub(super) fn walk(
        &mut self,
        archive: &Path,
        paths: &[PathBuf],
        pool: &rayon::ThreadPool,
        kept: &mut Kept,
    ) -> anyhow::Result<()> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut outcome = Ok(());
        let choice = self.choice.clone();
        read::discover::walk(archive, paths, &choice, |found| {
            if outcome.is_err() {
                return;
            }
            match found {
                Found::Candidate(candidate) => match self.plan(&candidate) {
                    Plan::Read => batch.push(candidate),
                    plan => {
                        self.progress.read(candidate.size);
                        self.progress.done();
                        kept.keep(Some(candidate).filter(|_| plan == Plan::UnchangedCopy));
                    }
                },
                Found::Rejected(rejection) => {
                    let unreadable = matches!(rejection.reason, Reason::Unreadable(_));
                    if unreadable {
                        let is_whole = rejection.path == archive;
                        self.update.keep_below(if is_whole { "" } else { &rejection.relative });
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

    /// Whether a file is as it was, and need not be looked into.
    fn plan(&self, candidate: &Candidate) -> Plan {
        let is_asked_again = self.is_chosen_otherwise && read::is_container(candidate);
        let facts = FileFacts { size: candidate.size, mtime: candidate.mtime };
        if is_asked_again { Plan::Read } else { self.update.plan(&candidate.relative, facts) }
    }

    fn batch(
        &mut self,
        batch: &mut Vec<Candidate>,
        pool: &rayon::ThreadPool,
        kept: &mut Kept,
    ) -> anyhow::Result<()> {
        let (large, small): (Vec<Candidate>, Vec<Candidate>) =
            batch.drain(..).partition(|candidate| candidate.size >= LARGE);
        let unread: Vec<Candidate> = pool.install(|| {
            let files = small.into_par_iter().map(|candidate| self.one_of_batch(candidate, Hands::One));
            files.filter_map(Result::transpose).collect::<anyhow::Result<_>>()
        })?;
        kept.keep(unread);
        self.commit_if_due()?;
        for candidate in large {
            kept.keep(pool.install(|| self.one_of_batch(candidate, Hands::All))?);
            self.commit_if_due()?;
        }
        Ok(())
    }

    /// Reads a file; gives it back where it was left unread as a copy of another's.
    fn one_of_batch(&self, candidate: Candidate, hands: Hands) -> anyhow::Result<Option<Candidate>> {
        let told = AtomicU64::new(0);
        let needs_memory = self.one(&candidate, Again::No, hands, &told)?;
        self.progress.read(candidate.size.saturating_sub(told.into_inner()));
        self.progress.done();
        Ok(needs_memory.then_some(candidate))
    }

    fn commit_if_due(&mut self) -> anyhow::Result<()> {
        if self.committed.elapsed() >= self.checkpoint {
            self.update.checkpoint()?;
            self.committed = Instant::now();
        }
        Ok(())
    }

    /// Reads the duplicates whose first copy turned out to be gone.
    pub(super) fn settle(
        &self,
        archive: &Path,
        kept: &mut Kept,
        pool: &rayon::ThreadPool,
    ) -> anyhow::Result<()> {
        loop {
            let asked = self.update.settle();
            self.look_for(archive, &asked, kept);
            let again: Vec<&Candidate> = asked.iter().filter_map(|path| kept.unread.get(path)).collect();
            if again.is_empty() {
                return Ok(());
            }
            pool.install(|| {
                again.into_par_iter().try_for_each(|candidate| {
                    self.one(candidate, Again::Yes, Hands::One, &AtomicU64::new(0)).map(|_| ())
                })
            })?;
        }
    }

    /// Duplicates that nobody looked at are looked for.
    fn look_for(&self, archive: &Path, asked: &[String], kept: &mut Kept) {
        let unmet = asked.iter().filter(|path| !kept.unread.contains_key(*path));
        let unmet: Vec<PathBuf> = unmet.map(|path| archive.join(path)).collect();
        read::discover::walk(archive, &unmet, &self.choice, |found| {
            if let Found::Candidate(candidate) = found {
                kept.keep([candidate]);
            }
        });
    }

    /// Brings one file into the index; says whether its text was left unread as a copy of another's. How much of
    /// a long file is read is told as it goes, and noted in `told`.
    ///
    /// A file that changes while it is read is read once more. One that changes again is indexed as it was read,
    /// and the next run looks at it whatever its time says.
    fn one(
        &self,
        candidate: &Candidate,
        again: Again,
        hands: Hands,
        told: &AtomicU64,
    ) -> anyhow::Result<bool> {
        let path = candidate.relative.as_str();
        let again =
            if self.is_chosen_otherwise && read::is_container(candidate) { Again::Yes } else { again };
        let facts = FileFacts { size: candidate.size, mtime: candidate.mtime };
        for _ in 0..2 {
            let found = match candidate.again() {
                Ok(found) => found,
                Err(error) => {
                    self.unreadable(path, facts, &error);
                    return Ok(false);
                }
            };
            let needs_memory = self.attempt(&found, again, hands, told)?;
            match found.again() {
                Ok(after) if after == found => return Ok(needs_memory),
                Ok(_) => {}
                Err(error) => {
                    self.unreadable(path, facts, &error);
                    return Ok(false);
                }
            }
        }
        self.update.distrust(path);
        let mut told = Told::default();
        told.add(path.to_owned(), "changed while read", CHANGING.to_owned());
        self.tell(path, told);
        Ok(false)
    }

    fn unreadable(&self, path: &str, facts: FileFacts, error: &std::io::Error) {
        self.update.reject(path, facts, &Reason::Unreadable(error.to_string()).to_string(), true);
    }

    /// Reads a file as it is now.
    fn attempt(
        &self,
        candidate: &Candidate,
        again: Again,
        hands: Hands,
        told: &AtomicU64,
    ) -> anyhow::Result<bool> {
        let path = candidate.relative.as_str();
        let mtime = if candidate.is_just_changed() { FileFacts::UNTOLD } else { candidate.mtime };
        let facts = FileFacts { size: candidate.size, mtime };
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
        let mut read =
            self.read(path, hands, told, |sink| read::read_chosen(candidate, &self.choice, sink))?;
        let said = std::mem::take(&mut read.told);
        if let Some(records) = self.settled(path, facts, read) {
            let Some(hash) = early.or_else(|| self.hash(candidate, facts)) else { return Ok(false) };
            self.update.put(path, facts, &hash, &records).with_context(|| path.to_owned())?;
        }
        self.tell(path, said);
        Ok(false)
    }

    /// Keeps what is to be said of a file, with the file and for the end of this run.
    fn tell(&self, path: &str, told: Told) {
        if told.problems.is_empty() {
            return;
        }
        self.update.tell(path, told.problems.clone(), told.met);
        self.met.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), told.problems);
    }

    /// The last records of what was read; a file without any is rejected, and why.
    fn settled(&self, path: &str, facts: FileFacts, read: FileRead) -> Option<Vec<Record>> {
        if read.count > 0 {
            return Some(read.records);
        }
        // What happened to the file itself says more than what was in one of its pieces.
        let own = read.problems.iter().find(|(origin, _)| origin.path == path);
        let (origin, reason) = own.or(read.problems.first()).cloned().unwrap_or_default();
        let retry = matches!(reason, Reason::Unreadable(_));
        let within = origin.path.strip_prefix(path).and_then(|rest| rest.strip_prefix('/'));
        let told = within.map_or_else(|| reason.to_string(), |within| format!("{within}: {reason}"));
        self.update.reject(path, facts, &told, retry);
        None
    }

    /// Reads what stands on standard input, and keeps what stood there before under other names.
    pub(super) fn streams(&self, place: &Place, stream: Option<Stream<'_>>) -> anyhow::Result<()> {
        let read_now = stream.as_ref().map(|stream| stream.name.clone());
        for name in place.streams.iter().filter(|name| Some(*name) != read_now.as_ref()) {
            if !self.update.keep_file(name) {
                let why = "was read from standard input, and must be given again";
                self.update.reject(name, FileFacts { size: 0, mtime: 0 }, why, true);
            }
        }
        let Some(Stream { name, input }) = stream else { return Ok(()) };
        if place.archive.join(&name).exists() {
            bail!("{name} is in the archive already: what is read from standard input needs another name");
        }
        let mut input = read::Hashing::new(input);
        let origin = Origin { path: name.clone(), record: None };
        let mut read = self.read(&name, Hands::All, &AtomicU64::new(0), |sink| {
            read::read_stdin(&mut input, &origin, &self.choice, sink);
        })?;
        let said = std::mem::take(&mut read.told);
        let (size, hash) = input.finish();
        let facts = FileFacts { size, mtime: 0 };
        if let Some(records) = self.settled(&name, facts, read) {
            self.update.put(&name, facts, &hash, &records).with_context(|| name.clone())?;
        }
        self.tell(&name, said);
        Ok(())
    }

    /// The file's hash; a file that cannot be read is rejected.
    fn hash(&self, candidate: &Candidate, facts: FileFacts) -> Option<String> {
        read::file_hash(&candidate.path)
            .map_err(|error| self.unreadable(&candidate.relative, facts, &error))
            .ok()
    }

    /// Reads a file, some articles at a time. All but the last part are handed to the index at once, so that
    /// memory does not grow with the file.
    fn read(
        &self,
        path: &str,
        hands: Hands,
        told: &AtomicU64,
        read: impl FnOnce(&mut dyn FnMut(Read)),
    ) -> anyhow::Result<FileRead> {
        let mut out = FileRead::default();
        let mut outcome = Ok(());
        let mut part = Part::default();
        read(&mut |read| {
            for warning in read.warnings {
                out.tell(&read.origin, warning.kind(), warning.to_string());
            }
            match read.article {
                Ok(article) => {
                    out.count += 1;
                    part.push(article);
                }
                Err(reason) if out.problems.len() < PROBLEMS => out.problems.push((read.origin, reason)),
                Err(_) => out.untold += 1,
            }
            if part.is_full() && outcome.is_ok() {
                // Of a packed file more is read than it has bytes.
                let bytes = part.size as u64;
                told.fetch_add(bytes, Ordering::Relaxed);
                self.progress.read(bytes);
                let (records, failed) = part.take(hands, extract_or_fault);
                out.tell_failed(failed);
                outcome = self.update.put_part(path, &records);
            }
        });
        outcome.with_context(|| path.to_owned())?;
        let (records, failed) = part.take(hands, extract_or_fault);
        out.records = records;
        out.tell_failed(failed);
        // A file that gave no article is rejected as a whole; of its pieces each is told.
        for (origin, reason) in std::mem::take(&mut out.problems) {
            if out.count > 0 || origin.path != path {
                out.tell(&origin, "left out", format!("left out: {reason}"));
            }
            out.problems.push((origin, reason));
        }
        if out.count > 0 {
            out.told.count("left out", out.untold);
        }
        Ok(out)
    }
}

/// Whether a file is read a second time because the index asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    No,
    Yes,
}
