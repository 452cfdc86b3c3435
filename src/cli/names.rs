//! `onrecord speakers` and `onrecord orgs`.

use clap::Args;

use super::archive::ArchiveArgs;
use super::filters::{FilterArgs, limit, parsed};
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::report::notes;
use super::terminal::look;
use crate::app::{NameKind, NamesFound, Request, names};
use crate::present::names as list;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord speakers                the names most often on record
  onrecord speakers vat            those with a name that holds these letters
  onrecord speakers vat sanctions  the same, counted in articles that a search finds
  onrecord orgs --from 2025 --source Courier")]
pub(super) struct NamesArgs {
    /// Only names that hold these letters, those with a word that begins so first
    #[arg(value_name = "PART")]
    pub(super) part: Option<String>,
    /// Count only articles that this finds
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// At most so many names
    #[arg(long, short = 'n', value_name = "N", default_value = "40", value_parser = limit)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &NamesArgs, kind: NameKind, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let request =
        Request { query: parsed(&args.query)?, filters: args.filters.filters()?, ..Request::default() };
    let part = args.part.as_deref().unwrap_or_default();
    let NamesFound { names: found, notes: told } = names(&place, kind, part, &request, args.limit)?;
    Printed {
        whole: &found,
        lines: &found.names,
        text: || list::text(&found, look(global.color)),
        csv: || list::csv(&found),
    }
    .print(args.format.get())?;
    notes(&told, global.color);
    Ok(Outcome::found(found.total > 0))
}
