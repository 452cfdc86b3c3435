//! What is read of a file before it is handed to the index.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::extract::Fault;
use crate::index::Problem;
use crate::model::{Annotations, Article, Origin, Record};
use crate::read::Reason;

/// Articles of one file that are held before they are handed to the index.
const PART: usize = 1_024;
/// As much text of one file is held: 4 MiB, which is some ten times as much once it is looked into.
const PART_SIZE: usize = 4 << 20;
/// How many problems are told of one file: a dump of the wrong format has one on every line.
pub(super) const PROBLEMS: usize = 1_000;

/// Articles of one file that were read and are not looked into yet.
#[derive(Default)]
pub(super) struct Part {
    articles: Vec<Article>,
    /// Bytes of their text.
    pub size: usize,
}

impl Part {
    pub(super) fn push(&mut self, article: Article) {
        self.size += article.text.len();
        self.articles.push(article);
    }

    pub(super) fn is_full(&self) -> bool {
        self.articles.len() >= PART || self.size >= PART_SIZE
    }

    /// The articles with what `look` finds said in them, in their order; one that it fails over is kept without. And which those
    /// are.
    pub(super) fn take(
        &mut self,
        hands: Hands,
        look: impl Fn(&Article) -> Result<Annotations, Fault> + Sync,
    ) -> (Vec<Record>, Vec<(Origin, Fault)>) {
        self.size = 0;
        let articles = std::mem::take(&mut self.articles);
        let looked = |article: Article| (look(&article), article);
        let looked: Vec<_> = match hands {
            Hands::One => articles.into_iter().map(looked).collect(),
            Hands::All => articles.into_par_iter().map(looked).collect(),
        };
        let mut failed = Vec::new();
        let record = |(found, mut article): (Result<Annotations, Fault>, Article)| {
            let annotations = found.unwrap_or_else(|fault| {
                article.warnings.push(fault.to_string());
                failed.push((article.origin.clone(), fault));
                Annotations::default()
            });
            Record { article, annotations }
        };
        (looked.into_iter().map(record).collect(), failed)
    }
}

/// What came of reading a file.
#[derive(Default)]
pub(super) struct FileRead {
    /// How many articles.
    pub count: usize,
    /// Those that are not in the index yet.
    pub records: Vec<Record>,
    /// What gave no article, and why.
    pub problems: Vec<(Origin, Reason)>,
    /// How many more of those there are than are kept.
    pub untold: u64,
    /// What is to be said of it.
    pub told: Told,
}

/// What is to be said of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// Each, up to a limit.
    pub problems: Vec<Problem>,
    /// All of them, counted by kind.
    pub met: BTreeMap<String, u64>,
}

impl Told {
    /// Keeps one more.
    pub(super) fn add(&mut self, place: String, kind: &str, reason: String) {
        self.count(kind, 1);
        if self.problems.len() < PROBLEMS {
            self.problems.push(Problem { place, reason });
        }
    }

    /// Counts more of a kind, without keeping any.
    pub(super) fn count(&mut self, kind: &str, more: u64) {
        if more > 0 {
            *self.met.entry(kind.to_owned()).or_insert(0) += more;
        }
    }
}

impl FileRead {
    /// Says which of its articles could not be looked into.
    pub(super) fn tell_failed(&mut self, failed: Vec<(Origin, Fault)>) {
        for (origin, fault) in failed {
            self.tell(&origin, "not looked into", fault.to_string());
        }
    }

    /// Keeps what is to be said of one of its articles.
    pub(super) fn tell(&mut self, origin: &Origin, kind: &str, what: String) {
        self.told.add(origin.to_string(), kind, what);
    }
}

/// Who looks for what was said in a file: small files are read side by side, a large one by all threads together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hands {
    One,
    All,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::read::read_text;

    #[test]
    fn an_article_that_cannot_be_looked_into_costs_no_other() {
        for hands in [Hands::One, Hands::All] {
            let mut part = Part::default();
            for name in ["a.txt", "b.txt", "c.txt"] {
                let origin = Origin { path: name.to_owned(), record: None };
                part.push(read_text("Ana Ruiz said that the pier would open.", &origin));
            }
            let look = |article: &Article| match &*article.origin.path {
                "b.txt" => Err(Fault { what: "the len is 3".to_owned() }),
                _ => Ok(extract(article)),
            };
            let (records, failed) = part.take(hands, look);
            let found: Vec<_> = records
                .iter()
                .map(|record| {
                    let Record { article, annotations } = record;
                    (&*article.origin.path, annotations.statements.len(), article.warnings.len())
                })
                .collect();
            assert_eq!(found, [("a.txt", 1, 0), ("b.txt", 0, 1), ("c.txt", 1, 0)]);
            assert_eq!(failed.iter().map(|(origin, _)| &*origin.path).collect::<Vec<_>>(), ["b.txt"]);
            assert_eq!(part.size, 0);
        }
    }
}
