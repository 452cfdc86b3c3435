//! What files are read as, without an index.

use std::io::stdin;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::model::Origin;
use crate::read::{self, Candidate, Choice, Found, Read, Reason, Rules, discover};

/// Files read before they are handed on together.
const BATCH: usize = 256;

/// What one article's worth of a file was read as.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadAs {
    /// The file's name without folders and endings, and the record's number where a file holds several.
    pub id: String,
    /// The article or the reason why there is none, and what had to be assumed.
    pub read: Read,
}

impl ReadAs {
    /// Whether it is no article but a count of what its container holds besides.
    pub fn counts_what_is_beside(&self) -> bool {
        matches!(self.read.article, Err(Reason::Counted(_)))
    }
}

/// Reads files, what stands on standard input for `-`, and everything below folders, as [`index`](super::index()) would, on
/// all cores. Each article is handed to `sink` in the order of `paths`, of the names below a folder, and of the records
/// in a file.
///
/// # Errors
/// When a rule cannot be followed, or `sink` fails. What is wrong with a file comes as a [`Reason`](crate::read::Reason).
pub fn read_files(
    paths: &[PathBuf],
    rules: &Rules,
    sink: &mut dyn FnMut(ReadAs) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let choice = Choice::new(Path::new("."), rules)?;
    let (input, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    if !input.is_empty() {
        let origin = Origin { path: "-".to_owned(), record: None };
        let mut read = Vec::new();
        read::read_stdin(&mut stdin().lock(), &origin, &choice, |one| read.push(named(one)));
        read.into_iter().try_for_each(&mut *sink)?;
    }
    // Walked first: what is found is small, and what is read is handed on batch by batch.
    let found = discover(Path::new("."), &paths);
    for batch in found.chunks(BATCH) {
        let read: Vec<Vec<ReadAs>> = batch.par_iter().map(|found| one(found, &choice)).collect();
        read.into_iter().flatten().try_for_each(&mut *sink)?;
    }
    Ok(())
}

fn one(found: &Found, choice: &Choice) -> Vec<ReadAs> {
    match found {
        Found::Candidate(candidate) => read_candidate(candidate, choice),
        Found::Rejected(rejection) => {
            let origin = Origin { path: rejection.relative.clone(), record: None };
            vec![named(Read::rejected(origin, rejection.reason.clone()))]
        }
    }
}

fn read_candidate(candidate: &Candidate, choice: &Choice) -> Vec<ReadAs> {
    let mut out = Vec::new();
    read::read_chosen(candidate, choice, |read| out.push(named(read)));
    out
}

fn named(read: Read) -> ReadAs {
    let name = read.origin.path.rsplit('/').next().unwrap_or_default();
    let id = bare_name(name);
    let id = read.origin.record.map_or_else(|| id.to_owned(), |record| format!("{id}:{record}"));
    ReadAs { id, read }
}

/// Endings that say how a file is packed, and what it is.
const ENDINGS: &[&str] = &[
    ".gz", ".zst", ".bz2", ".xz", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".txt", ".md",
    ".json", ".jsonl", ".ndjson", ".xml", ".eml", ".csv", ".tsv", ".warc", ".arc", ".pdf", ".docx", ".odt",
    ".epub",
];

/// A file's name without its endings: `quay.html.gz` to `quay`. Dots inside a name stay.
pub fn bare_name(name: &str) -> &str {
    let cut = |name: &str| {
        let lower = name.to_ascii_lowercase();
        ENDINGS.iter().find(|ending| lower.ends_with(*ending) && lower.len() > ending.len()).map(|e| e.len())
    };
    let mut bare = name;
    // At most what it is and how it is packed.
    for _ in 0..2 {
        let length = cut(bare).unwrap_or(0);
        bare = &bare[..bare.len() - length];
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_endings_only() {
        for (name, bare) in [
            ("quay.html.gz", "quay"),
            ("alder.example.quay.html", "alder.example.quay"),
            ("quay.HTM", "quay"),
            (".html", ".html"),
            ("quay", "quay"),
            ("quay.v2", "quay.v2"),
        ] {
            assert_eq!(bare_name(name), bare);
        }
    }

    #[test]
    fn more_files_than_a_batch_keep_their_order() {
        let dir = tempfile::tempdir().unwrap();
        let names: Vec<String> = (0..BATCH + 3).map(|n| format!("a{n:04}")).collect();
        for name in &names {
            std::fs::write(dir.path().join(format!("{name}.txt")), "Quay closed\n\nThe quay was closed.")
                .unwrap();
        }
        let mut ids = Vec::new();
        read_files(&[dir.path().to_owned()], &Rules::default(), &mut |read| {
            ids.push(read.id);
            Ok(())
        })
        .unwrap();
        assert_eq!(ids, names);
    }
}
