//! What makes an update true: one commit that names its files, all of them on the disk before it.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::indexer::NoMergePolicy;

use super::changes::Changes;
use super::{Seen, Summary, Update, reject_orphans};
use crate::index::identities::{self, Identities};
use crate::index::manifest::{self, FileState, Made, Manifest, Payload};
use crate::index::{IndexError, PackError};

impl Update {
    /// Commits what was put so far, so that a long run that is killed need not begin anew.
    ///
    /// Readers see whole articles, new beside old; what is gone from the archive stays until the end. Where
    /// all is read anew nothing is committed before the end: until then they see what there was.
    pub fn checkpoint(&mut self) -> Result<(), IndexError> {
        if self.is_anew && self.payload.generation > 0 {
            return Ok(());
        }
        let mut seen = std::mem::take(&mut self.seen().files);
        self.settle_duplicates(&mut seen);
        let mut now = self.before.clone();
        now.extend(seen.iter().map(|(path, seen)| (path.clone(), seen.entry.clone())));
        self.seen().files = seen;
        if now != self.before {
            let made = self.payload.made.clone();
            self.commit(now, made)?;
        }
        Ok(())
    }

    /// Removes what was not met, settles duplicates, and commits everything at once.
    pub fn complete(&mut self) -> Result<Summary, IndexError> {
        self.keep_unlisted();
        let mut seen = std::mem::take(&mut self.seen().files);
        reject_orphans(&mut seen);
        self.settle_duplicates(&mut seen);
        let mut summary = summarise(&seen);
        for path in self.before.keys().filter(|path| !seen.contains_key(*path)) {
            self.delete(path);
            summary.removed += 1;
        }
        let after: Manifest = seen.into_iter().map(|(path, seen)| (path, seen.entry)).collect();
        let made = self.made.clone().unwrap_or_else(|| self.payload.made.clone());
        let is_whole = self.archive.copies().is_ok();
        if after != self.before || self.is_anew || made != self.payload.made || !is_whole {
            self.commit(after, made)?;
        }
        summary.articles = self.payload.articles;
        summary.statements = self.payload.statements;
        Ok(summary)
    }

    /// [`Update::complete`], and nothing after it.
    pub fn finish(mut self) -> Result<Summary, IndexError> {
        let summary = self.complete()?;
        self.close()?;
        Ok(summary)
    }

    /// Keeps whom the names of what was committed last mean.
    pub fn keep_identities(&mut self, identities: &Identities) -> Result<(), IndexError> {
        let number = identities::next(self.archive.dir());
        identities::write(self.archive.dir(), number, identities)?;
        self.publish(Payload { identities: number, drift: 0, ..self.payload.clone() })
    }

    /// Leaves segments as they are, however many there are.
    pub(in crate::index) fn merge_nothing(&self) {
        self.writer.set_merge_policy(Box::new(NoMergePolicy));
    }

    /// Forgets that these files were read, and takes their documents out: the next run reads them again.
    pub(in crate::index) fn forget(&mut self, files: &BTreeSet<String>) -> Result<(), IndexError> {
        files.iter().for_each(|path| self.delete(path));
        let mut now = self.before.clone();
        now.retain(|path, _| !files.contains(path));
        let made = self.payload.made.clone();
        self.commit(now, made)
    }

    /// What was read before this update.
    pub(in crate::index) fn before(&self) -> &Manifest {
        &self.before
    }

    /// Waits for what is still being written.
    pub fn close(self) -> Result<(), IndexError> {
        Ok(self.writer.wait_merging_threads()?)
    }

    fn commit(&mut self, now: Manifest, made: Made) -> Result<(), IndexError> {
        let dir = self.archive.dir().to_owned();
        let mut payload = Payload { made, ..self.payload.after(&now) };
        let changes = Changes::between(&self.before, &now);
        payload.drift += changes.articles;
        if self.is_anew {
            (payload.identities, payload.drift) = (0, payload.articles);
        }
        // What is not on the disk yet may not be named by a commit: the files first.
        manifest::copies(&now).write(&manifest::copies_path(&dir, payload.generation))?;
        manifest::write(&dir, payload.generation, &now)?;
        match identities::read(&dir, payload.identities) {
            Ok(known) => {
                if let Some(mut known) = known
                    && known.forget(&changes.ranks)
                {
                    payload.identities = identities::next(&dir);
                    identities::write(&dir, payload.identities, &known)?;
                }
            }
            // Nobody can read them: they are worked out again.
            Err(_) => (payload.identities, payload.drift) = (0, payload.articles),
        }
        self.publish(payload)?;
        self.before = now;
        self.is_anew = false;
        Ok(())
    }

    /// The one step that makes it true.
    fn publish(&mut self, payload: Payload) -> Result<(), IndexError> {
        self.try_publish(payload).map_err(|error| self.archive.behind(error))
    }

    fn try_publish(&mut self, payload: Payload) -> Result<(), IndexError> {
        let text = serde_json::to_string(&payload).map_err(PackError::from)?;
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(&text);
        prepared.commit()?;
        manifest::sweep(self.archive.dir(), &payload);
        self.payload = payload;
        Ok(())
    }
}

fn summarise(seen: &BTreeMap<String, Seen>) -> Summary {
    let mut out = Summary { found: seen.len() as u64, ..Summary::default() };
    for seen in seen.values() {
        match seen.entry.state {
            FileState::Indexed if seen.fresh => out.indexed += 1,
            FileState::Indexed => out.unchanged += 1,
            FileState::Duplicate(_) => out.duplicate += 1,
            FileState::Rejected { .. } => out.rejected += 1,
        }
    }
    out
}
