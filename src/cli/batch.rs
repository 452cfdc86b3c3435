//! `onrecord batch`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::archive::ArchiveArgs;
use super::filters::FilterArgs;
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::report::{Label, excerpt, say};
use super::terminal::look;
use crate::app::{batch, lines, read_list};
use crate::present::batch as table;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord batch queries.txt
  onrecord batch queries.txt --from 2025 --format csv > counts.csv
  cut -f1 names.tsv | onrecord batch - --json

A list has one query a line; a name may stand before it, with a tab between. Lines that begin with # are
comments. A line that is no query is named with its number, and the rest is asked.

Exit status: 0 something was found, 1 nothing by any query, 2 a line was no query.")]
pub(super) struct BatchArgs {
    /// The list of queries, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    /// So many of those most often on record
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(super) speakers: usize,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &BatchArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let list = lines(&read_list(&args.file)?);
    let mut failed = false;
    let found = batch(&place, &list, &args.filters.filters()?, args.speakers, &mut |bad| {
        failed = true;
        let at = format!("{}:{}: {}", args.file.display(), bad.line.number, bad.error);
        say(Label::Error, &at, global.color);
        excerpt(&bad.error, &bad.line.query);
        if let Some(hint) = &bad.error.hint {
            say(Label::Hint, hint, global.color);
        }
    })?;
    Printed {
        whole: &found,
        lines: &found.rows,
        text: || table::text(&found, look(global.color)),
        csv: || table::csv(&found),
    }
    .print(args.format.get())?;
    for row in &found.rows {
        for note in &row.notes {
            say(Label::Note, &format!("{}: {note}", row.name), global.color);
        }
    }
    let any = found.rows.iter().any(|row| row.articles > 0);
    Ok(if failed { Outcome::Partly } else { Outcome::found(any) })
}
