//! `onrecord status`.

use super::Outcome;
use super::args::{Format, Global, StatusArgs};
use super::output::print;
use super::terminal::look;
use crate::app::{Place, status};
use crate::present::{json, status as page};

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
