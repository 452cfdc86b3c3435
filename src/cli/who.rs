//! `onrecord who` and `onrecord org`.

use clap::Args;

use super::archive::ArchiveArgs;
use super::filters::limit;
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::report::notes;
use super::terminal::{linked, look};
use crate::app::profiles;
use crate::model::EntityKind;
use crate::present::profile as page;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord who Vatanka                     names, offices, months, who is quoted beside, topics, newest words
  onrecord who \"John Smith #1f0c9a\"        of several, the one in the article whose id begins so
  onrecord org \"Eurasia Group\" -n 10       with ten of the newest statements
  onrecord who Vatanka --format csv        all of it as a table

Topics are words that stand in these statements much oftener than in the archive's, by log-likelihood; names are
told apart. Where a name joins or parts the wrong people, onrecord people puts it right.")]
pub(super) struct WhoArgs {
    /// A name, an alias or an id
    #[arg(value_name = "NAME", required = true)]
    pub(super) name: Vec<String>,
    /// So many of the newest statements
    #[arg(long, short = 'n', value_name = "N", default_value = "3", value_parser = limit)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &WhoArgs, kind: EntityKind, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let found = profiles(&place, &args.name.join(" "), kind, args.limit)?;
    let quotes = found.profiles.iter().flat_map(|profile| &profile.newest);
    let articles: Vec<(&str, &str)> = quotes.map(|quote| (quote.id.as_str(), quote.path.as_str())).collect();
    Printed {
        whole: &found,
        lines: &found.profiles,
        text: || linked(&page::text(&found, look(global.color)), &articles, &place, global.color),
        csv: || page::csv(&found),
    }
    .print(args.format.get())?;
    notes(&found.notes, global.color);
    Ok(Outcome::found(!found.profiles.is_empty()))
}
