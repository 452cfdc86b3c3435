//! What makes an update true: one commit that names its files, all of them on the disk before it.

use std::collections::BTreeSet;

use tantivy::indexer::NoMergePolicy;

use super::changes::Changes;
use super::{Summary, Update};
use crate::index::copies::{Copies, Sketch};
use crate::index::identities::{self, Identities};
use crate::index::manifest::{self, At, Delta, FileState, Kind, Made, Payload, Sums};
use crate::index::{IndexError, PackError, ordinals};

/// Of so many changed articles is noted that what who-is-who says of them is forgotten; of more it is taken out.
const FORGOTTEN: usize = 256;

/// What sums and groups of copies are worked out from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Basis {
    /// Those of the last commit, and what changes.
    Last,
    /// All that is known.
    Nothing,
}

impl Update {
    /// Commits what was put so far, so that a long run that is killed need not begin anew.
    ///
    /// Readers see whole articles, new beside old; what is gone from the archive stays until the end. Where
    /// all is read anew nothing is committed before the end: until then they see what there was.
    pub fn checkpoint(&mut self) -> Result<(), IndexError> {
        if self.is_anew && self.payload.generation > 0 {
            return Ok(());
        }
        self.settle_duplicates();
        let (delta, met) = self.seen().take(&self.before);
        if !delta.is_empty() {
            let made = self.made_so_far();
            self.commit(&delta, made, Basis::Last)?;
        }
        self.seen().place(&self.before, met);
        Ok(())
    }

    /// Who reads is true of the first article on; what was chosen, only once all of it was met.
    fn made_so_far(&self) -> Made {
        let known = self.payload.made.clone();
        match &self.made {
            Some(made) if self.is_anew => Made { by: made.by.clone(), ..known },
            _ => known,
        }
    }

    /// The first path of each content keeps its documents.
    fn settle_duplicates(&self) {
        let withdrawn = self.seen().settle_duplicates(&self.before);
        withdrawn.iter().for_each(|path| self.delete(path));
    }

    /// Removes what was not met, settles duplicates, and commits everything at once.
    pub fn complete(&mut self) -> Result<Summary, IndexError> {
        self.keep_unlisted();
        self.seen().reject_orphans(&self.before);
        self.settle_duplicates();
        let mut delta = self.seen().delta(&self.before);
        let mut summary = self.seen().summary(&self.before);
        let missing = self.seen().missing(&self.before);
        // What was rejected was never in it.
        let is_rejected = |path: &str| {
            let known = self.before.find(path).map(|at| self.before.kind(at));
            matches!(known, Some(Kind::Rejected | Kind::Retry))
        };
        summary.removed = missing.iter().filter(|path| !is_rejected(path)).count() as u64;
        for path in missing {
            self.delete(&path);
            delta.insert(path, None);
        }
        let made = self.made.clone().unwrap_or_else(|| self.payload.made.clone());
        let is_whole = self.archive.copies().is_ok();
        if !delta.is_empty() || self.is_anew || made != self.payload.made || !is_whole {
            self.commit(&delta, made, Basis::Last)?;
        }
        summary.articles = self.payload.articles;
        summary.statements = self.payload.statements;
        Ok(summary)
    }

    /// Every file that was looked at and committed as rejected, and why, by path.
    pub fn rejected(&self) -> Vec<(String, String)> {
        let rejected = |at: &At| {
            matches!(self.before.kind(*at), Kind::Rejected | Kind::Retry)
                && !self.is_elsewhere(self.before.path(*at))
        };
        let told = self.before.files().filter(rejected).filter_map(|at| match self.before.entry(at)?.state {
            FileState::Rejected { reason, .. } => Some((self.before.path(at).to_owned(), reason)),
            _ => None,
        });
        let mut out: Vec<_> = told.collect();
        out.sort_unstable();
        out
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
        let forgotten = BTreeSet::new();
        self.publish(Payload { identities: number, forgotten, drift: 0, ..self.payload.clone() })
    }

    /// Leaves segments as they are, however many there are.
    pub(in crate::index) fn merge_nothing(&self) {
        self.writer.set_merge_policy(Box::new(NoMergePolicy));
    }

    /// Forgets that these files were read, and takes their documents out: the next run reads them again. What is worked
    /// out from the files is worked out from all of them: what the last commit says of them is in doubt.
    pub(in crate::index) fn forget(&mut self, files: &BTreeSet<String>) -> Result<(), IndexError> {
        files.iter().for_each(|path| self.delete(path));
        let known = files.iter().filter(|path| self.before.find(path).is_some());
        let delta = known.map(|path| (path.clone(), None)).collect();
        let made = self.payload.made.clone();
        self.commit(&delta, made, Basis::Nothing)
    }

    /// Waits for what is still being written, and keeps what the segments there are then came to.
    pub fn close(self) -> Result<(), IndexError> {
        let Update { archive, writer, _lock, .. } = self;
        writer.wait_merging_threads()?;
        // Whoever searches works out what cannot be kept.
        ordinals::renew(&archive).ok();
        Ok(())
    }

    fn commit(&mut self, delta: &Delta, made: Made, basis: Basis) -> Result<(), IndexError> {
        let dir = self.archive.dir().to_owned();
        let generation = self.payload.generation + 1;
        let mut payload = Payload { generation, made, ..self.payload.clone() };
        let changes = Changes::of(delta, &self.before);
        let known = if self.is_anew { Sums::default() } else { self.payload.sums() };
        let sums = Some(known).filter(|_| basis == Basis::Last);
        let sums = sums.and_then(|sums| self.before.sums_after(sums, delta));
        // What is not on the disk yet may not be named by a commit: the files first.
        if !delta.is_empty() || self.is_anew {
            let changed = self.before.commit(&dir, generation, delta)?;
            self.before.change(changed);
        }
        payload.parts = self.before.parts();
        payload = payload.telling(sums.unwrap_or_else(|| self.before.sums()));
        payload.copies = self.write_copies(generation, &changes, basis)?;
        payload.drift += changes.articles;
        match identities::read(&dir, payload.identities) {
            Ok(known) if !self.is_anew => self.forget_changed(known, &mut payload, &changes)?,
            // Nobody can read them, or they are of what goes: they are worked out again.
            _ => {
                (payload.identities, payload.drift) = (0, payload.articles);
                payload.forgotten.clear();
            }
        }
        self.publish(payload)?;
        self.is_anew = false;
        Ok(())
    }

    /// Has what is said of changed articles alone forgotten: noted in the commit, or taken out once that is much.
    fn forget_changed(
        &self,
        known: Option<Identities>,
        payload: &mut Payload,
        changes: &Changes,
    ) -> Result<(), IndexError> {
        let Some(known) = known else { return Ok(()) };
        payload.forgotten.extend(changes.ranks.iter().filter(|rank| known.says_of(**rank)));
        if payload.forgotten.len() <= FORGOTTEN {
            return Ok(());
        }
        let known = known.without(&std::mem::take(&mut payload.forgotten)).cleared();
        payload.identities = identities::next(self.archive.dir());
        identities::write(self.archive.dir(), payload.identities, &known)
    }

    /// Writes the groups of copies as they are now, where they are others; gives their number.
    fn write_copies(&self, generation: u64, changes: &Changes, basis: Basis) -> Result<u64, IndexError> {
        let all = || -> Box<dyn Iterator<Item = Sketch> + '_> { Box::new(self.before.sketches()) };
        let known = self.archive.copies_of(&self.payload).ok().filter(|_| !self.is_anew);
        let now = match &known {
            Some(known) if basis == Basis::Last => known.changed(&changes.gone, &changes.come, &all),
            _ => Copies::among(&all().collect::<Vec<_>>()),
        };
        if self.payload.copies > 0 && known.as_ref() == Some(&now) {
            return Ok(self.payload.copies);
        }
        now.write(&manifest::copies_path(self.archive.dir(), generation))?;
        Ok(generation)
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
