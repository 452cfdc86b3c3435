//! Bringing an index up to date: discover, read, extract, write; in bounded batches, on all cores.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use rayon::prelude::*;

use super::annotator::annotator;
use super::{Place, identities};
use crate::extract::extract;
use crate::index::{
    Archive, FileFacts, FileState, IndexError, Made, Manifest, Plan, Problem, Update, WriterOptions,
};
use crate::model::{Article, Origin, Record};
use crate::present::status::Rejected;
use crate::present::summary::IndexSummary;
use crate::read::{self, Candidate, Choice, Found, Read, Reason, SIZE_LIMIT, content_hash};

/// Files handed to the threads at once; between batches nothing is held but what the index holds.
const BATCH: usize = 512;
/// A file of so many bytes is worth all threads at once.
const LARGE: u64 = 1 << 20;
/// Articles of one file that are held before they are handed to the index.
const PART: usize = 1_024;
/// As much text of one file is held: 4 MiB, which is some ten times as much once it is looked into.
const PART_SIZE: usize = 4 << 20;
/// A thread that writes with less than this is not worth having.
const LEAST_MEMORY: usize = 16 << 20;
/// Nobody wonders how long a run takes that is shorter than this.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many problems are told of one file: a dump of the wrong format has one on every line.
const PROBLEMS: usize = 1_000;
/// So often what was read is committed: a run that is killed has lost no more.
const CHECKPOINT: Duration = Duration::from_secs(60);
const CHANGING: &str = "changed while it was read; the next run reads it again";

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
    // Somebody else may have added to what the index is made from while we waited.
    let place = &place.joined();
    place.write_note()?;
    let mut update = begun.update;
    update.made(Made { by: made_by(place), of: made_of(place) });
    let is_chosen_otherwise = update.payload().made.of != made_of(place);
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
            scope.spawn(|| count(place, &counted, progress, &is_over));
        }
        let read = run.walk(place, &pool, &mut kept).and_then(|()| run.settle(&kept, &pool));
        is_over.store(true, Ordering::Relaxed);
        read
    })?;
    progress.committing();
    let Run { mut update, met, .. } = run;
    let summary = update.complete()?;
    place.write_note()?;
    progress.resolving();
    identities::refresh(place, &archive, &mut update)?;
    let manifest = archive.manifest()?;
    update.close()?;
    Ok(IndexSummary {
        found: summary.found,
        indexed: summary.indexed,
        unchanged: summary.unchanged,
        duplicate: summary.duplicate,
        rejected: rejections(&manifest),
        removed: summary.removed,
        warnings: met.into_inner().unwrap_or_default().into_values().flatten().map(told).collect(),
        remade: begun.because,
        took_micros: start.elapsed().as_micros() as u64,
    })
}

/// Counts what there is to read, for whoever has waited a second already.
fn count(place: &Place, choice: &Choice, progress: &dyn Progress, is_over: &AtomicBool) {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut bytes = 0;
    read::discover::walk(&place.archive, &place.paths, choice, |found| {
        if let Found::Candidate(candidate) = found {
            bytes += candidate.size;
        }
    });
    progress.total(bytes);
}

/// An update, and why it reads everything again although nobody asked for that.
struct Begun {
    update: Update,
    because: Option<String>,
}

fn begin(place: &Place, options: &Options) -> anyhow::Result<(Archive, Begun)> {
    let archive = match Archive::open_or_create(&place.index) {
        // An index that this version cannot read is an error, not something to be thrown away unasked.
        Err(IndexError::OtherVersion { .. } | IndexError::Damaged { .. }) if options.rebuild => {
            Archive::rebuild(&place.index)?
        }
        opened => opened?,
    };
    let writer = writer_options(options);
    let mut update = archive.begin(writer)?;
    let mut because = (update.is_anew() && !options.rebuild && update.payload().generation > 0)
        .then(|| "what was read before could not be told any more".to_owned());
    let made = update.payload().made.by.clone();
    if !update.is_anew() && made != made_by(place) {
        drop(update);
        update = archive.begin(WriterOptions { anew: true, ..writer })?;
        if !made.starts_with(annotator()) {
            because = Some("the index held the statements that another version found".to_owned());
        }
    }
    Ok((archive, Begun { update, because }))
}

/// Who finds the statements, and under which names the parts of an article are looked for.
fn made_by(place: &Place) -> String {
    let map = place.rules.map.as_deref().map_or_else(String::new, |map| content_hash(map.as_bytes()));
    format!("{} {map}", annotator())
}

/// What is chosen from the archive.
fn made_of(place: &Place) -> String {
    content_hash(serde_json::to_string(&place.rules).unwrap_or_default().as_bytes())
}

/// Whether an index that is to be searched is up to date.
#[derive(Debug)]
pub enum Refreshed {
    /// It is now.
    Done(IndexSummary),
    /// It cannot be written now, and is searched as it is; why.
    NotNow(String),
}

/// Brings an index that exists, or must be made, up to date before it is searched.
///
/// # Errors
/// As [`index`], but for an index that is there and only cannot be written.
pub fn refresh(place: &Place, progress: &dyn Progress) -> anyhow::Result<Refreshed> {
    match index(place, Options::default(), progress) {
        Err(error) if Archive::exists(&place.index) && is_about_writing(&error) => {
            let why: Vec<String> = error.chain().map(ToString::to_string).collect();
            Ok(Refreshed::NotNow(why.join(": ")))
        }
        done => Ok(Refreshed::Done(done?)),
    }
}

/// Whether somebody else writes the index.
pub fn is_busy(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| matches!(cause.downcast_ref(), Some(IndexError::Busy { .. })))
}

/// Whether somebody else writes, or nobody can.
fn is_about_writing(error: &anyhow::Error) -> bool {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    is_busy(error)
        || error.chain().any(|cause| {
            let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
            io.is_some_and(|kind| {
                matches!(kind, PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
            })
        })
}

fn writer_options(options: &Options) -> WriterOptions {
    let default = WriterOptions::default();
    let wanted = options.threads.map_or(default.threads, |threads| threads.clamp(1, 8));
    let memory = options.memory.unwrap_or(default.memory / default.threads.max(1) * wanted);
    WriterOptions {
        // A thread with too little memory writes many small segments, and merging them costs more than it saves.
        threads: wanted.min((memory / LEAST_MEMORY).max(1)),
        memory,
        wait: options.wait,
        anew: options.rebuild,
    }
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

/// The files that the index may ask for again: duplicates of one that is gone.
#[derive(Default)]
struct Kept {
    unread: BTreeMap<String, Candidate>,
}

struct Run<'p> {
    update: Update,
    progress: &'p dyn Progress,
    choice: Choice,
    /// Whether other pieces of a container may be chosen now than when it was last read.
    is_chosen_otherwise: bool,
    /// What was left out or assumed in this run, by file.
    met: Mutex<BTreeMap<String, Vec<Problem>>>,
    /// How often to commit.
    checkpoint: Duration,
    committed: Instant,
}

impl Run<'_> {
    /// Walks the archive and reads what must be read, a batch at a time.
    fn walk(&mut self, place: &Place, pool: &rayon::ThreadPool, kept: &mut Kept) -> anyhow::Result<()> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut outcome = Ok(());
        let choice = self.choice.clone();
        read::discover::walk(&place.archive, &place.paths, &choice, |found| {
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
        &mut self,
        batch: &mut Vec<Candidate>,
        pool: &rayon::ThreadPool,
        kept: &mut Kept,
    ) -> anyhow::Result<()> {
        let run = &*self;
        let (large, small): (Vec<Candidate>, Vec<Candidate>) =
            batch.drain(..).partition(|candidate| candidate.size >= LARGE);
        let read = |candidate: Candidate, hands| {
            let told = AtomicU64::new(0);
            let needs_memory = run.one(&candidate, Again::No, hands, &told)?;
            run.progress.read(candidate.size.saturating_sub(told.into_inner()));
            run.progress.done();
            Ok(needs_memory.then_some(candidate))
        };
        let mut unread: Vec<Candidate> = pool.install(|| {
            small
                .into_par_iter()
                .map(|candidate| read(candidate, Hands::One))
                .filter_map(Result::transpose)
                .collect::<anyhow::Result<_>>()
        })?;
        for candidate in large {
            unread.extend(pool.install(|| read(candidate, Hands::All))?);
        }
        kept.unread.extend(unread.into_iter().map(|candidate| (candidate.relative.clone(), candidate)));
        if self.committed.elapsed() >= self.checkpoint {
            self.update.checkpoint()?;
            self.committed = Instant::now();
        }
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
                again.into_par_iter().try_for_each(|candidate| {
                    self.one(candidate, Again::Yes, Hands::One, &AtomicU64::new(0)).map(|_| ())
                })
            })?;
        }
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
        if again == Again::No && self.update.plan(path, facts) == Plan::Unchanged {
            return Ok(true);
        }
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
        self.tell(path, vec![Problem { place: path.to_owned(), reason: CHANGING.to_owned() }]);
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
        let problems = std::mem::take(&mut read.told);
        if let Some(records) = self.settled(path, facts, read) {
            let Some(hash) = early.or_else(|| self.hash(candidate, facts)) else { return Ok(false) };
            self.update.put(path, facts, &hash, &records).with_context(|| path.to_owned())?;
        }
        self.tell(path, problems);
        Ok(false)
    }

    /// Keeps what is to be said of a file, with the file and for the end of this run.
    fn tell(&self, path: &str, problems: Vec<Problem>) {
        if problems.is_empty() {
            return;
        }
        self.update.tell(path, problems.clone());
        self.met.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), problems);
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
    fn streams(&self, place: &Place, stream: Option<Stream<'_>>) -> anyhow::Result<()> {
        let read_now = stream.as_ref().map(|stream| stream.name.clone());
        for name in place.streams.iter().filter(|name| Some(*name) != read_now.as_ref()) {
            if !self.update.keep_file(name) {
                let why = "was read from standard input, and must be given again";
                self.update.reject(name, FileFacts { size: 0, mtime: 0 }, why, true);
            }
        }
        let Some(Stream { name, input }) = stream else { return Ok(()) };
        let mut input = read::Hashing::new(input);
        let origin = Origin { path: name.clone(), record: None };
        let mut read = self.read(&name, Hands::All, &AtomicU64::new(0), |sink| {
            read::read_stdin(&mut input, &origin, &self.choice, sink);
        })?;
        let problems = std::mem::take(&mut read.told);
        let (size, hash) = input.finish();
        let facts = FileFacts { size, mtime: 0 };
        if let Some(records) = self.settled(&name, facts, read) {
            self.update.put(&name, facts, &hash, &records).with_context(|| name.clone())?;
        }
        self.tell(&name, problems);
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
                out.tell(&read.origin, &warning.to_string());
            }
            match read.article {
                Ok(article) => {
                    out.count += 1;
                    part.push(article);
                }
                Err(reason) if out.problems.len() < PROBLEMS => out.problems.push((read.origin, reason)),
                Err(_) => {}
            }
            if part.is_full() && outcome.is_ok() {
                // Of a packed file more is read than it has bytes.
                let bytes = part.size as u64;
                told.fetch_add(bytes, Ordering::Relaxed);
                self.progress.read(bytes);
                outcome = self.update.put_part(path, &part.take(hands));
            }
        });
        outcome.with_context(|| path.to_owned())?;
        out.records = part.take(hands);
        // A file that gave no article is rejected as a whole; of its pieces each is told.
        for (origin, reason) in std::mem::take(&mut out.problems) {
            if out.count > 0 || origin.path != path {
                out.tell(&origin, &format!("left out: {reason}"));
            }
            out.problems.push((origin, reason));
        }
        Ok(out)
    }
}

/// Articles of one file that were read and are not looked into yet.
#[derive(Default)]
struct Part {
    articles: Vec<Article>,
    size: usize,
}

impl Part {
    fn push(&mut self, article: Article) {
        self.size += article.text.len();
        self.articles.push(article);
    }

    fn is_full(&self) -> bool {
        self.articles.len() >= PART || self.size >= PART_SIZE
    }

    /// The articles with what is said in them, in their order.
    fn take(&mut self, hands: Hands) -> Vec<Record> {
        self.size = 0;
        let articles = std::mem::take(&mut self.articles);
        let record = |article: Article| Record { annotations: extract(&article), article };
        match hands {
            Hands::One => articles.into_iter().map(record).collect(),
            Hands::All => articles.into_par_iter().map(record).collect(),
        }
    }
}

/// What came of reading a file.
#[derive(Default)]
struct FileRead {
    /// How many articles.
    count: usize,
    /// Those that are not in the index yet.
    records: Vec<Record>,
    /// What gave no article, and why.
    problems: Vec<(Origin, Reason)>,
    /// What is to be said of it.
    told: Vec<Problem>,
}

impl FileRead {
    fn tell(&mut self, origin: &Origin, what: &str) {
        if self.told.len() < PROBLEMS {
            self.told.push(Problem { place: origin.to_string(), reason: what.to_owned() });
        }
    }
}

/// Who looks for what was said in a file: small files are read side by side, a large one by all threads together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    One,
    All,
}

/// Whether a file is read a second time because the index asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    No,
    Yes,
}
