//! `onrecord status`.

use clap::Args;

use super::Outcome;
use super::args::{Format, FormatArgs, Global};
use super::output::print;
use super::terminal::look;
use crate::app::{Place, status};
use crate::present::{json, status as page};

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

pub(super) fn run(args: &StatusArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    let found = status(&place)?;
    print(&match args.format.get() {
        Format::Text => page::text(&found, look(global.color)),
        Format::Json => json::pretty(&found)?,
        Format::Jsonl => json::line(&found)?,
        Format::Csv => page::csv(&found),
    })?;
    Ok(Outcome::Found)
}
