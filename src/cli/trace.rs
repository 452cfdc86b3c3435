//! `onrecord trace`.

use clap::Args;

use super::archive::ArchiveArgs;
use super::filters::limit;
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::report::notes;
use super::terminal::look;
use crate::app::{TraceRequest, trace};
use crate::present::trace as page;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord trace \"the letter was never lost\"
  onrecord trace the leter had never been lost it was in a drawer      as far as you remember it
  onrecord trace \"maximum pressure has failed\" --likeness 0.4 --format csv > carried.csv

Words may be missing, changed, misspelled or turned about. Places of the same words are gathered into one
quotation with its wordings, the earliest first, and all who carried it. Where articles attribute the same
words to different speakers, a line in capitals says so.

Exit status: 0 found, 1 nothing found, 2 error.")]
pub(super) struct TraceArgs {
    /// The words as you remember them
    #[arg(value_name = "WORDS", required = true)]
    pub(super) words: Vec<String>,
    /// How much of the words a place must hold, 0 to 1 [default: 0.6, and 0.9 where the words say little]
    #[arg(long, value_name = "SHARE", value_parser = super::flags::share)]
    pub(super) likeness: Option<f32>,
    /// At most so many quotations
    #[arg(long, short = 'n', value_name = "N", default_value = "5", value_parser = limit)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &TraceArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let request = TraceRequest { words: args.words.join(" "), likeness: args.likeness, limit: args.limit };
    let found = trace(&place, &request)?;
    Printed {
        whole: &found,
        lines: &found.quotations,
        text: || page::text(&found, look(global.color)),
        csv: || page::csv(&found),
    }
    .print(args.format.get())?;
    notes(&found.notes, global.color);
    Ok(Outcome::found(found.total > 0))
}
