//! `onrecord speakers` and `onrecord orgs`.

use super::Outcome;
use super::args::{Format, Global, NamesArgs};
use super::output::print;
use super::terminal::look;
use crate::app::{NameKind, Place, names};
use crate::present::{json, names as list};

pub(super) fn run(args: &NamesArgs, kind: NameKind, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    let found = names(&place, kind, args.prefix.as_deref().unwrap_or_default(), args.limit)?;
    print(&match args.format.get() {
        Format::Text => list::text(&found, look(global.color)),
        Format::Json => json::pretty(&found)?,
        Format::Jsonl => found.names.iter().map(json::line).collect::<Result<String, _>>()?,
        Format::Csv => list::csv(&found),
    })?;
    Ok(Outcome::found(found.total > 0))
}
