//! Gold in the three forms it comes in.
//!
//! | what is given | what it is |
//! | --- | --- |
//! | `*.jsonl`, `*.jsonl.gz` | a line an article: `{"id","text","quotes":[…],"unattributed":[…]}`, offsets in `char`s |
//! | `*.json` | the gold of one article whose file stands beside it |
//! | a folder | every `*.gold.json` below it |
//!
//! Gold beside a file either counts in `char`s of that file (`quotes`) or cites the words (`statements`),
//! which are looked up in the text that was read.

mod beside;
mod lines;
mod locate;

use std::path::{Path, PathBuf};

use super::score::{Gold, Piece};
use super::{Chars, EvalError};
use crate::model::{Article, StatementKind};

/// One article with what is known to be right about it.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldArticle {
    /// The article as read, or why it could not be.
    pub article: Result<Article, String>,
    /// What is right.
    pub gold: Gold,
    /// Words that gold cites and the article's text does not hold.
    pub unlocated: Vec<String>,
}

/// Reads all gold at `path`, in the order of its lines or of the files' names.
///
/// # Errors
/// Where something cannot be read or is no gold, with its place.
pub fn load(path: &Path) -> Result<Vec<GoldArticle>, EvalError> {
    if path.is_dir() {
        let files = gold_files(path)?;
        if files.is_empty() {
            return Err(EvalError::NoGold { path: path.to_owned() });
        }
        files.iter().map(|file| beside::load(file, path)).collect()
    } else if path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("json")) {
        let root = path.parent().unwrap_or(Path::new(""));
        Ok(vec![beside::load(path, root)?])
    } else {
        lines::load(path)
    }
}

fn gold_files(folder: &Path) -> Result<Vec<PathBuf>, EvalError> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| EvalError::Read { path: folder.to_owned(), source: e.into() })?;
        if entry.file_type().is_file() && entry.file_name().to_string_lossy().ends_with(".gold.json") {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// A stretch of text as gold files give it.
#[derive(Debug, Clone, serde::Deserialize)]
struct RawStretch {
    start: usize,
    end: usize,
}

/// A statement as gold files give it: offsets, or words to be looked up.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
struct RawStatement {
    start: Option<usize>,
    end: Option<usize>,
    text: Option<String>,
    occurrence: Option<usize>,
    kind: Option<StatementKind>,
    speaker: Option<String>,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    speaker_canonical: Option<String>,
    speaker_canonical_silver: Option<String>,
    cue: Option<String>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    #[serde(alias = "attr_id")]
    attribution: Option<String>,
    role: Option<String>,
    organization: Option<String>,
    #[serde(default)]
    with: Vec<String>,
}

impl RawStatement {
    fn into_piece(self, span: Chars) -> Piece {
        let range = |start: Option<usize>, end: Option<usize>| Some(Chars::new(start?, end?));
        Piece {
            span,
            kind: self.kind,
            speaker_at: range(self.speaker_start, self.speaker_end),
            cue_at: range(self.cue_start, self.cue_end),
            speaker: self.speaker,
            canonical: self.speaker_canonical,
            silver: self.speaker_canonical_silver,
            cue: self.cue,
            role: self.role,
            organization: self.organization,
            with: self.with,
            attribution: self.attribution,
            rule: None,
            confidence: None,
        }
    }
}
