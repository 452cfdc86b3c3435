//! `onrecord check`.

use clap::Args;

use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::terminal::look;
use crate::app::{Place, check};
use crate::present::{check as page, json};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord check                   every checksum, and whether the parts agree
  onrecord check --repair          take out what is damaged; `onrecord index` reads it again

Exit status: 0 sound or mended, 2 damaged.")]
pub(super) struct CheckArgs {
    /// Mend what is wrong: take out what is damaged, work out again what can be
    #[arg(long)]
    pub(super) repair: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

pub(super) fn run(args: &CheckArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    let found = check(&place, args.repair)?;
    print(&match args.format.get() {
        Format::Text => page::text(&found, look(global.color)),
        Format::Json => json::pretty(&found)?,
        Format::Jsonl => json::line(&found)?,
        Format::Csv => page::csv(&found),
    })?;
    let is_sound = found.faults.is_empty() || !found.repaired.is_empty();
    Ok(if is_sound { Outcome::Found } else { Outcome::Partly })
}
