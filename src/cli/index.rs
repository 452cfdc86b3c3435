//! `onrecord index`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use clap::{Args, ValueHint};

use super::flags::Global;
use super::outcome::Outcome;
use super::output::print;
use super::progress::Bar;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{IndexOptions, Place, Rules, Stream, first_article, index_with, listed, mapping};
use crate::present::{json, reading, summary};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord index ~/news            everything below ~/news; the index goes to ~/news/.onrecord
  onrecord index                   the archive around this folder again; only what changed is read
  onrecord index --index /srv/idx /mnt/a /mnt/b
  onrecord index ~/news --exclude '*.bak' --exclude /drafts
  find /mnt/a -newer last -print0 | onrecord index --files-from - -0
  onrecord index ~/news/2024/03/ferry.html   this one alone, where ~/news is indexed
  onrecord index ~/dump --map fields.toml --dry-run
  curl https://example.org/wire.jsonl.gz | onrecord index - --name wire.jsonl.gz

Archives (zip, tar, gz, bz2, xz, zst), web captures and mailboxes are walked as folders are.
What an .onrecordignore file names, in the manner of git, is passed over. Paths, patterns,
--hidden, --follow and --map are remembered: a later run without them does the same again.

Told of files and folders inside of what the index is made from, a run looks at these alone.

A mapping file is TOML: the article's part, and the field that holds it (`a.b` stands below `a`):
  headline = 'ttl'
  text = ['copy.html', 'copy.plain']
Parts: records (where the articles are in a JSON file), headline, text, authors, published, updated,
section, source, url, language, place, captions, subjects, slug, summary; and a [default] table with
source, section, language, place.")]
pub(super) struct IndexArgs {
    /// Files and folders, or - for standard input [default: what the index was made from]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Read also the files that this file lists, one a line; - for standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) files_from: Option<PathBuf>,
    /// The list's paths end with NUL, not with the line
    #[arg(long, short = '0', requires = "files_from")]
    pub(super) null: bool,
    /// The name under which standard input is kept, found and replaced
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    pub(super) name: String,
    /// Read only files that match, in the manner of git; '' for all again
    #[arg(long, value_name = "GLOB")]
    pub(super) include: Vec<String>,
    /// Pass over what matches, in the manner of git; '' for nothing again
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// Read hidden files and folders
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) hidden: Option<bool>,
    /// Follow symbolic links that lead out of the archive, each target once
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) follow: Option<bool>,
    /// A mapping file: which fields of JSON, JSON Lines and CSV hold what; '' for the usual names again
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) map: Option<OsString>,
    /// Index nothing: show the first article as it would be read
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Throw the index away and read everything again
    #[arg(long)]
    pub(super) rebuild: bool,
    /// Name every file that could not be read, and why
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// Print the outcome as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Wait so many seconds while somebody else writes the index [default: not at all]
    #[arg(long, value_name = "SECONDS")]
    pub(super) wait: Option<u32>,
    /// Commit what was read so far every so many seconds: a run that is killed has lost no more
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    pub(super) checkpoint: u32,
    /// Threads to read with [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
    /// Megabytes of memory for articles that wait to be written [default: 96 for each thread]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(16..=64_000))]
    pub(super) memory: Option<u32>,
}

impl IndexArgs {
    /// The index these arguments mean, and whether standard input is to be read.
    fn place(&self, global: &Global) -> anyhow::Result<(Place, bool)> {
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        let reads_stdin = self.paths.iter().any(is_stdin);
        let paths: Vec<PathBuf> = self.paths.iter().filter(|path| !is_stdin(path)).cloned().collect();
        let index = global.index.as_deref();
        let from = std::env::current_dir()?;
        let mut place = if let Some(list) = &self.files_from {
            if reads_stdin && is_stdin(list) {
                bail!("standard input cannot be both a list and what is to be read");
            }
            Place::for_list(&from, &paths, &listed(list, self.null)?, index)?
        } else if reads_stdin {
            Place::for_list(&from, &paths, &[], index)?
        } else if paths.is_empty() {
            let place = Place::find(&from, index)?;
            if let Some(damage) = &place.damage {
                bail!("what the index was made from is not known any more, name its paths: {damage}");
            }
            place
        } else {
            Place::for_paths(&paths, index)?
        };
        if reads_stdin {
            place.streams.insert(self.name.clone());
        }
        self.rule(&mut place.rules);
        self.map(&mut place.rules)?;
        Ok((place, reads_stdin))
    }

    /// Changes the rules as far as something was said.
    fn rule(&self, rules: &mut Rules) {
        let told = |given: &[String], kept: &mut Vec<String>| {
            if !given.is_empty() {
                *kept = given.iter().filter(|pattern| !pattern.is_empty()).cloned().collect();
            }
        };
        told(&self.include, &mut rules.include);
        told(&self.exclude, &mut rules.exclude);
        rules.hidden = self.hidden.unwrap_or(rules.hidden);
        rules.follow = self.follow.unwrap_or(rules.follow);
    }

    /// The mapping file's text, if one was named; an empty name forgets the one that is remembered.
    fn map(&self, rules: &mut Rules) -> anyhow::Result<()> {
        if let Some(file) = &self.map {
            rules.map = if file.is_empty() { None } else { Some(mapping(Path::new(file))?) };
        }
        Ok(())
    }
}

pub(super) fn run(args: &IndexArgs, global: &Global) -> anyhow::Result<Outcome> {
    if args.dry_run {
        let mut rules = Rules::default();
        args.rule(&mut rules);
        args.map(&mut rules)?;
        let tried = first_article(&args.paths, &rules)?;
        print(&reading::text(&tried, look(global.color)))?;
        return Ok(if tried.article.is_some() { Outcome::Found } else { Outcome::Nothing });
    }
    let (place, reads_stdin) = args.place(global)?;
    if let Some(notice) = &place.notice {
        say(Label::Note, notice, global.color);
    }
    if let Some(damage) = &place.damage {
        let notice = format!("what else the index was made from is not known any more: {damage}");
        say(Label::Note, &notice, global.color);
    }
    let options = IndexOptions {
        rebuild: args.rebuild,
        threads: args.threads.map(usize::from),
        memory: args.memory.map(|megabytes| megabytes as usize * 1_000_000),
        wait: Duration::from_secs(args.wait.unwrap_or(0).into()),
        checkpoint: Some(Duration::from_secs(args.checkpoint.into())),
    };
    let mut input = std::io::BufReader::new(std::io::stdin());
    let stream = reads_stdin.then_some(Stream { name: args.name.clone(), input: &mut input });
    let bar = Bar::new();
    let done = index_with(&place, stream, options, &bar);
    bar.clear();
    let done = done?;
    for lost in &done.lost {
        say(Label::Note, &format!("{} {}", lost.place, lost.reason), global.color);
    }
    if args.json {
        print(&json::pretty(&done)?)?;
    } else {
        print(&summary::text(&done, args.verbose, look(global.color)))?;
    }
    // Whoever goes on where this went well need not, where all that is indexed lies on a disk that is not there.
    let is_all_lost = !done.lost.is_empty() && done.lost.len() >= place.paths.len();
    Ok(if is_all_lost { Outcome::Nothing } else { Outcome::Found })
}
