//! `onrecord speakers` and `onrecord orgs`.

use clap::Args;

use super::Outcome;
use super::args::{FormatArgs, Global};
use super::output::Printed;
use super::terminal::look;
use crate::app::{NameKind, Place, names};
use crate::present::names as list;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord speakers                the names most often on record
  onrecord speakers vat            those with a name that begins so")]
pub(super) struct NamesArgs {
    /// Only names with a word that begins so
    #[arg(value_name = "PREFIX")]
    pub(super) prefix: Option<String>,
    /// At most so many names
    #[arg(long, short = 'n', value_name = "N", default_value_t = 40)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

pub(super) fn run(args: &NamesArgs, kind: NameKind, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    let found = names(&place, kind, args.prefix.as_deref().unwrap_or_default(), args.limit)?;
    Printed {
        whole: &found,
        lines: &found.names,
        text: || list::text(&found, look(global.color)),
        csv: || list::csv(&found),
    }
    .print(args.format.get())?;
    Ok(Outcome::found(found.total > 0))
}
