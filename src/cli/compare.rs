//! `onrecord compare`.

use clap::Args;

use super::archive::ArchiveArgs;
use super::filters::{FilterArgs, SaidArgs, limit, parsed};
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::report::notes;
use super::terminal::look;
use crate::app::{Sides, compare};
use crate::present::compare as page;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord compare Vatanka Brew                         two people, all they said
  onrecord compare Vatanka Brew sanctions OR oil
  onrecord compare 2023 2024-06..2025-05 sanctions      two stretches of time
  onrecord compare 2023 2024 --speaker Vatanka

Counted are statements. The words that tell the sides apart are those that stand much oftener in the
statements of one: by log-odds, so that chance and little words do not count.")]
pub(super) struct CompareArgs {
    /// A speaker, or a time: 2024, 2024-03, 2024-03..2025-02
    #[arg(value_name = "A")]
    pub(super) one: String,
    /// Another
    #[arg(value_name = "B")]
    pub(super) other: String,
    /// What to look for in what was said; nothing compares all
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// So many of the newest statements of each
    #[arg(long, short = 'n', value_name = "N", default_value = "3", value_parser = limit)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) said: SaidArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &CompareArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let common = args.said.request(parsed(&args.query)?, args.filters.filters()?);
    let sides = Sides::of(&args.one, &args.other);
    let found = compare(&place, &sides, &common, args.limit)?;
    Printed {
        whole: &found,
        lines: &found.sides,
        text: || page::text(&found, look(global.color)),
        csv: || page::csv(&found),
    }
    .print(args.format.get())?;
    notes(&found.notes, global.color);
    Ok(Outcome::found(found.sides.iter().any(|side| side.statements > 0)))
}
