//! `onrecord status`.

use clap::Args;

use super::archive::ArchiveArgs;
use super::filters::limit;
use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::terminal::look;
use crate::app::status;
use crate::present::{json, status as page};

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    /// How many rejections and warnings to list, or all; tables and JSON have all
    #[arg(long, short = 'n', value_name = "N", default_value = "40", value_parser = limit)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &StatusArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let found = status(&place)?;
    print(&match args.format.get() {
        Format::Text => page::text(&found, args.limit, look(global.color)),
        Format::Json => json::pretty(&found)?,
        Format::Jsonl => json::line(&found)?,
        Format::Csv => page::csv(&found),
    })?;
    Ok(Outcome::Found)
}
