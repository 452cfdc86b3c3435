//! Articles made into documents and handed to the index.

use tantivy::indexer::UserOperation;

use super::met::{Met, Seen, entry};
use super::{BATCH, Update};
use crate::index::IndexError;
use crate::index::copies::Sketch;
use crate::index::document::{Lengths, documents, rank_of};
use crate::index::manifest::{FileFacts, FileState};
use crate::model::Record;

/// What the articles put so far came to.
#[derive(Default)]
pub(super) struct Counts {
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

impl Update {
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
        self.add(&seen, path, built).map_err(|error| self.archive.behind(error))?;
        let counts = self.begun().remove(path).unwrap_or_default();
        let mut entry = entry(facts, hash, FileState::Indexed);
        (entry.articles, entry.statements, entry.lengths) =
            (counts.articles, counts.statements, counts.lengths);
        entry.sketches = counts.sketches;
        seen.insert(&self.before, path, Seen { entry, has_documents: true, fresh: true });
        Ok(())
    }

    /// Gives some articles of a file that holds too many to be kept at once; the last are [`put`](Self::put).
    ///
    /// Until then no other thread may put the same path.
    pub fn put_part(&self, path: &str, records: &[Record]) -> Result<(), IndexError> {
        let built = self.build(path, records)?;
        self.add(&self.seen(), path, built).map_err(|error| self.archive.behind(error))
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

    /// Adds documents, the first time instead of those the path had, and counts them in with those begun.
    fn add(&self, seen: &Met, path: &str, built: Built) -> Result<(), IndexError> {
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
        Ok(())
    }
}
