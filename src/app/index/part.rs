//! What is read of a file before it is handed to the index.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::extract::extract;
use crate::index::Problem;
use crate::model::{Article, Origin, Record};
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

    /// The articles with what is said in them, in their order.
    pub(super) fn take(&mut self, hands: Hands) -> Vec<Record> {
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
