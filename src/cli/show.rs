//! `onrecord show`.

use clap::Args;

use super::Outcome;
use super::args::{Format, FormatArgs, Global};
use super::output::print;
use super::terminal::look;
use crate::app::{Place, show};
use crate::present::{json, show as page, statements};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord show 3f2a91bc0d114e77
  onrecord show 3f2a91 --json      the beginning of an id is enough")]
pub(super) struct ShowArgs {
    /// The article's id, or the beginning of it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

pub(super) fn run(args: &ShowArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = Place::find(&std::env::current_dir()?, global.index.as_deref())?;
    let record = show(&place, &args.id)?;
    print(&match args.format.get() {
        Format::Text => page::article(&record, look(global.color)),
        Format::Json => json::pretty(&json::article_response(&record))?,
        Format::Jsonl => json::line(&json::article_response(&record))?,
        Format::Csv => statements::csv(&[statements::extracted(&record.article.id.0, &record)]),
    })?;
    Ok(Outcome::Found)
}
