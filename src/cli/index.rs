//! `onrecord index`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Outcome;
use super::args::Global;
use super::output::print;
use super::progress::Bar;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{IndexOptions, Place, index};
use crate::present::summary;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord index ~/news            everything below ~/news; the index goes to ~/news/.onrecord
  onrecord index                   the archive around this folder again; only what changed is read
  onrecord index --index /srv/idx /mnt/a /mnt/b

What an .onrecordignore file names, in the manner of git, is passed over.")]
pub(super) struct IndexArgs {
    /// Files and folders [default: what the index found from here was made from]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Throw the index away and read everything again
    #[arg(long)]
    pub(super) rebuild: bool,
    /// Name every file that could not be read, and why
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// Threads to read with [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
}

pub(super) fn run(args: &IndexArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = if args.paths.is_empty() {
        Place::find(&std::env::current_dir()?, global.index.as_deref())?
    } else {
        Place::for_paths(&args.paths, global.index.as_deref())?
    };
    if let Some(notice) = &place.notice {
        say(Label::Note, notice, global.color);
    }
    let options = IndexOptions { rebuild: args.rebuild, threads: args.threads.map(usize::from) };
    let bar = Bar::new();
    let done = index(&place, options, &bar);
    bar.clear();
    print(&summary::text(&done?, args.verbose, look(global.color)))?;
    Ok(Outcome::Found)
}
