//! The files met in an update, and which of several with the same bytes is indexed.
//!
//! Of a file that is as it was only its place in what is known is noted, so that a million of them cost next to
//! nothing; what is known of all others is kept here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Summary;
use crate::index::document::Lengths;
use crate::index::manifest::{At, Delta, FileEntry, FileFacts, FileState, Kind, Known};

/// A file met in this update that is not as it was.
pub(super) struct Seen {
    pub(super) entry: FileEntry,
    /// Its documents are in the index, or will be with the commit.
    pub(super) has_documents: bool,
    /// Read in this update.
    pub(super) fresh: bool,
}

/// Everything met so far.
#[derive(Default)]
pub(super) struct Met {
    pub(super) files: BTreeMap<String, Seen>,
    /// A path that had these bytes and documents when it was met.
    by_hash: BTreeMap<String, String>,
    /// Places of files that are as they were, or as a commit of this update left them.
    unchanged: Places,
    /// Those among them that were read in this update.
    fresh: Places,
    /// Those among them that nobody looked at.
    elsewhere: Places,
}

/// Paths of files that were met, and whether each was read in this update.
pub(super) type Paths = Vec<(String, bool)>;

/// A set of places.
#[derive(Clone, Default)]
struct Places(Vec<u64>);

impl Places {
    fn insert(&mut self, At(at): At) {
        let word = at as usize / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (at % 64);
        }
    }

    fn remove(&mut self, At(at): At) {
        if let Some(bits) = self.0.get_mut(at as usize / 64) {
            *bits &= !(1 << (at % 64));
        }
    }

    fn contains(&self, At(at): At) -> bool {
        self.0.get(at as usize / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

impl Met {
    pub(super) fn insert(&mut self, known: &Known, path: &str, seen: Seen) {
        if seen.has_documents {
            let first = self.by_hash.entry(seen.entry.hash.clone()).or_insert_with(|| path.to_owned());
            if path < first.as_str() {
                path.clone_into(first);
            }
        }
        if let Some(at) = known.find(path) {
            self.unchanged.remove(at);
        }
        self.files.insert(path.to_owned(), seen);
    }

    /// Notes a file that is as it was.
    pub(super) fn keep(&mut self, at: At) {
        self.unchanged.insert(at);
    }

    /// The known files that were met, as they were or otherwise.
    fn met(&self, known: &Known) -> Places {
        let mut out = self.unchanged.clone();
        self.files.keys().filter_map(|path| known.find(path)).for_each(|at| out.insert(at));
        out
    }

    /// Whether an earlier path than this holds the same bytes and has documents.
    pub(super) fn has_earlier(&self, known: &Known, path: &str, hash: &str) -> bool {
        let is_there = |other: &str| {
            self.files.get(other).is_some_and(|seen| seen.has_documents && seen.entry.hash == hash)
        };
        if self.by_hash.get(hash).is_some_and(|other| other.as_str() < path && is_there(other)) {
            return true;
        }
        self.holders(known, hash).any(|at| known.path(at) < path)
    }

    /// Files that are as they were, and indexed with these bytes.
    fn holders<'a>(&'a self, known: &'a Known, hash: &str) -> impl Iterator<Item = At> + 'a {
        self.like(known, hash).filter(|at| known.kind(*at) == Kind::Indexed)
    }

    /// Files that are as they were, with these bytes.
    fn like<'a>(&'a self, known: &'a Known, hash: &str) -> impl Iterator<Item = At> + 'a {
        known.with_hash(hash).filter(|at| self.unchanged.contains(*at))
    }

    /// Files below folders that could not be listed stay as they are.
    pub(super) fn keep_below(&mut self, known: &Known, folders: &BTreeSet<String>) {
        if folders.is_empty() {
            return;
        }
        let met = self.met(known);
        let unlisted = |at: &At| {
            let path = known.path(*at);
            let is_below = |folder: &String| {
                if folder.is_empty() { Path::new(path).is_relative() } else { path.starts_with(folder) }
            };
            !met.contains(*at) && folders.iter().any(is_below)
        };
        let kept: Vec<At> = known.files().filter(unlisted).collect();
        kept.into_iter().for_each(|at| self.keep(at));
    }

    /// Files that nobody looks at, whose names and folders are not among these, stay as they are.
    pub(super) fn keep_elsewhere(&mut self, known: &Known, looked_at: &BTreeSet<String>) {
        let mut met = self.met(known);
        looked_at.iter().flat_map(|name| known.called(name)).for_each(|at| met.insert(at));
        for at in known.files().filter(|at| !met.contains(*at)) {
            self.keep(at);
            self.elsewhere.insert(at);
        }
    }

    /// The first path of every content that has no documents.
    pub(super) fn orphans(&self, known: &Known) -> Vec<String> {
        let with: BTreeSet<&str> =
            self.files.values().filter(|s| s.has_documents).map(|s| s.entry.hash.as_str()).collect();
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |hash: &str, path: &str| {
            if with.contains(hash) || self.holders(known, hash).next().is_some() {
                return;
            }
            let known = first.entry(hash.to_owned()).or_insert_with(|| path.to_owned());
            if path < known.as_str() {
                path.clone_into(known);
            }
        };
        for (path, seen) in &self.files {
            if !matches!(seen.entry.state, FileState::Rejected { .. }) && !seen.has_documents {
                add(&seen.entry.hash, path);
            }
        }
        let copies =
            known.files().filter(|at| known.kind(*at) == Kind::Duplicate && self.unchanged.contains(*at));
        for at in copies {
            if let Some(entry) = known.entry(at).filter(|entry| !self.is_held(known, entry)) {
                add(&entry.hash, known.path(at));
            }
        }
        let mut out: Vec<String> = first.into_values().collect();
        out.sort_unstable();
        out
    }

    /// Whether what a copy is a copy of is as it was.
    fn is_held(&self, known: &Known, copy: &FileEntry) -> bool {
        let FileState::Duplicate(of) = &copy.state else { return false };
        // It may be as a run that was killed left it, with other bytes already.
        let holds = |at| known.kind(at) == Kind::Indexed && known.has_hash(at, &copy.hash);
        known.find(of).is_some_and(|at| self.unchanged.contains(at) && holds(at))
    }

    /// What nobody read in time is left to the next run, and said so.
    pub(super) fn reject_orphans(&mut self, known: &Known) {
        for orphan in self.orphans(known) {
            let reason = "what it duplicates is gone; the next run reads it".to_owned();
            let state = FileState::Rejected { reason, retry: true };
            let facts = match self.files.get(&orphan) {
                Some(seen) => Some(seen.entry.facts),
                None => known.find(&orphan).and_then(|at| known.facts(at)),
            };
            let fresh = self.files.get(&orphan).is_some_and(|seen| seen.fresh);
            let Some(facts) = facts else { continue };
            self.insert(known, &orphan, Seen { entry: entry(facts, "", state), has_documents: false, fresh });
        }
    }

    /// The first path of each content keeps its documents, whoever arrived first; gives the others that have some.
    ///
    /// Where no file of a content was read in this update, all is settled already.
    pub(super) fn settle_duplicates(&mut self, known: &Known) -> Vec<String> {
        let is_told = |seen: &&Seen| !matches!(seen.entry.state, FileState::Rejected { .. });
        let touched: BTreeSet<String> =
            self.files.values().filter(is_told).map(|seen| seen.entry.hash.clone()).collect();
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        for (path, seen) in self.files.iter().filter(|(_, seen)| seen.has_documents) {
            first.entry(seen.entry.hash.clone()).or_insert_with(|| path.clone());
        }
        let mut as_they_were: Vec<(At, String)> = Vec::new();
        for hash in touched {
            let like: Vec<At> = self.like(known, &hash).collect();
            for at in like.iter().filter(|at| known.kind(**at) == Kind::Indexed) {
                let path = known.path(*at);
                let holder = first.entry(hash.clone()).or_insert_with(|| path.to_owned());
                if path < holder.as_str() {
                    path.clone_into(holder);
                }
            }
            as_they_were.extend(like.into_iter().map(|at| (at, hash.clone())));
        }
        let mut withdrawn = Vec::new();
        for (at, hash) in as_they_were {
            let (Some(first), Some(was)) = (first.get(&hash), known.entry(at)) else { continue };
            let (path, is_copy) = (known.path(at), FileState::Duplicate(first.clone()));
            if first == path || was.state == is_copy {
                continue;
            }
            if was.is_indexed() {
                withdrawn.push(path.to_owned());
            }
            let entry = entry(was.facts, &hash, is_copy);
            self.insert(known, path, Seen { entry, has_documents: false, fresh: false });
        }
        for (path, seen) in &mut self.files {
            if matches!(seen.entry.state, FileState::Rejected { .. }) {
                continue;
            }
            let Some(first) = first.get(&seen.entry.hash) else { continue };
            if first == path {
                seen.entry.state = FileState::Indexed;
                continue;
            }
            if seen.has_documents {
                withdrawn.push(path.clone());
            }
            seen.has_documents = false;
            seen.entry = entry(seen.entry.facts, &seen.entry.hash, FileState::Duplicate(first.clone()));
        }
        withdrawn
    }

    /// Known files that were not met.
    pub(super) fn missing(&self, known: &Known) -> Vec<String> {
        let met = self.met(known);
        let missing = known.files().filter(|at| !met.contains(*at));
        missing.map(|at| known.path(at).to_owned()).collect()
    }

    /// What is not as it was.
    pub(super) fn delta(&self, known: &Known) -> Delta {
        let changed = self.files.iter().filter(|(path, seen)| known.get(path).as_ref() != Some(&seen.entry));
        changed.map(|(path, seen)| (path.clone(), Some(seen.entry.clone()))).collect()
    }

    /// Takes out what is not as it was, to be committed: memory holds what was met since the last commit alone.
    ///
    /// Gives the paths of all files met as well, for their places are others after it.
    pub(super) fn take(&mut self, known: &Known) -> (Delta, Paths) {
        let kept = known.files().filter(|at| self.unchanged.contains(*at));
        let mut paths: Paths = kept.map(|at| (known.path(at).to_owned(), self.fresh.contains(at))).collect();
        let mut delta = Delta::new();
        for (path, seen) in std::mem::take(&mut self.files) {
            paths.push((path.clone(), seen.fresh));
            if known.get(&path).as_ref() != Some(&seen.entry) {
                delta.insert(path, Some(seen.entry));
            }
        }
        self.by_hash.clear();
        (delta, paths)
    }

    /// Notes the places of files that were met, as they are after a commit.
    pub(super) fn place(&mut self, known: &Known, paths: Paths) {
        (self.unchanged, self.fresh) = Default::default();
        for (path, is_fresh) in paths {
            let Some(at) = known.find(&path) else { continue };
            self.unchanged.insert(at);
            if is_fresh {
                self.fresh.insert(at);
            }
        }
    }

    pub(super) fn summary(&self, known: &Known) -> Summary {
        let mut out = Summary::default();
        for at in known.files().filter(|at| self.unchanged.contains(*at)) {
            if self.elsewhere.contains(at) {
                out.elsewhere += 1;
                continue;
            }
            out.found += 1;
            match known.kind(at) {
                Kind::Indexed if self.fresh.contains(at) => out.indexed += 1,
                Kind::Indexed => out.unchanged += 1,
                Kind::Duplicate => out.duplicate += 1,
                Kind::Rejected | Kind::Retry | Kind::Gone => out.rejected += 1,
            }
        }
        out.found += self.files.len() as u64;
        for seen in self.files.values() {
            match seen.entry.state {
                FileState::Indexed if seen.fresh => out.indexed += 1,
                FileState::Indexed => out.unchanged += 1,
                FileState::Duplicate(_) => out.duplicate += 1,
                FileState::Rejected { .. } => out.rejected += 1,
            }
        }
        out
    }
}

pub(super) fn entry(facts: FileFacts, hash: &str, state: FileState) -> FileEntry {
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
