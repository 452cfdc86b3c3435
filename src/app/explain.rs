//! Why a text's words are attributed as they are.

use std::path::Path;

use super::extract::{Extracted, Failed, extract_file};
use crate::extract::explain;
use crate::model::{ExplainedSentence, Record};

/// One text, what was found in it, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// As given, or the file's name.
    pub id: String,
    /// The text with its statements.
    pub record: Record,
    /// What was weighed, sentence by sentence.
    pub sentences: Vec<ExplainedSentence>,
}

/// Hands each text of a file, or of standard input where `file` is `-`, to `sink` with its explanation.
///
/// # Errors
/// When the file cannot be read, or `sink` fails.
pub fn explain_file(
    file: &Path,
    sink: &mut dyn FnMut(Result<Explained, Failed>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    extract_file(file, &mut |found| sink(found.map(explained)))
}

fn explained(found: Extracted) -> Explained {
    let Extracted { id, record } = found;
    let sentences = explain(&record.article, &record.annotations);
    Explained { id, record, sentences }
}
