//! What the first article of an archive would be read as, without an index.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::place::parent;
use crate::model::Origin;
use crate::present::reading::Tried;
use crate::read::{self, Candidate, Choice, FieldMap, Found, Rules};

/// Problems that are kept until an article is found.
const PROBLEMS: usize = 20;

/// Reads a mapping file, and makes sure that it is one.
///
/// # Errors
/// When it cannot be read, or says something that no mapping file can.
pub fn mapping(path: &Path) -> anyhow::Result<String> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    FieldMap::parse(&text).with_context(|| path.display().to_string())?;
    Ok(text)
}

/// The first article of these files and folders, as the rules have it read.
///
/// # Errors
/// When nothing is named, a path does not exist, or a rule cannot be followed.
pub fn first_article(paths: &[PathBuf], rules: &Rules) -> anyhow::Result<Tried> {
    let Some(first) = paths.first() else { bail!("name the file that is to be tried") };
    for path in paths {
        std::fs::metadata(path).with_context(|| path.display().to_string())?;
    }
    let folder = if first.is_dir() { first.clone() } else { parent(first) };
    let choice = Choice::new(&folder, rules)?;
    let mut tried = Tried::default();
    let mut outcome = Ok(());
    read::discover::walk(&folder, paths, &choice, |found| {
        if tried.article.is_some() || outcome.is_err() {
            return;
        }
        match found {
            Found::Candidate(candidate) => outcome = one(&candidate, &choice, &mut tried),
            Found::Rejected(rejection) => {
                tell(&mut tried, &rejection.relative, &rejection.reason.to_string());
            }
        }
    });
    outcome?;
    Ok(tried)
}

fn one(candidate: &Candidate, choice: &Choice, tried: &mut Tried) -> anyhow::Result<()> {
    let shown = || candidate.path.display().to_string();
    let file = File::open(&candidate.path).with_context(shown)?;
    let enough = Cell::new(false);
    let mut input = Until { input: BufReader::new(file), enough: &enough };
    let origin = Origin { path: candidate.relative.clone(), record: None };
    read::read_stdin(&mut input, &origin, choice, |read| match read.article {
        _ if enough.get() => {}
        Ok(article) => {
            enough.set(true);
            tried.warnings = read.warnings.iter().map(ToString::to_string).collect();
            tried.article = Some(article);
        }
        Err(reason) => tell(tried, &read.origin.to_string(), &reason.to_string()),
    });
    Ok(())
}

fn tell(tried: &mut Tried, place: &str, reason: &str) {
    if tried.problems.len() < PROBLEMS {
        tried.problems.push(format!("{place}: {reason}"));
    }
}

/// Ends early: the rest of a large file would be read for nothing.
struct Until<'c> {
    input: BufReader<File>,
    enough: &'c Cell<bool>,
}

impl BufRead for Until<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.enough.get() { Ok(&[]) } else { self.input.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        self.input.consume(amount);
    }
}

impl io::Read for Until<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.enough.get() { Ok(0) } else { io::Read::read(&mut self.input, buffer) }
    }
}
