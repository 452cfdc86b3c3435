//! `onrecord fields`.

use clap::Args;

use super::Outcome;
use super::args::{Format, FormatArgs, Global};
use super::output::print;
use super::terminal::look;
use crate::present::{fields as page, json};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord fields
  onrecord fields --json          with what each is called as well")]
pub(super) struct FieldsArgs {
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

pub(super) fn run(args: &FieldsArgs, global: &Global) -> anyhow::Result<Outcome> {
    let fields = page::fields();
    print(&match args.format.get() {
        Format::Text => page::text(&fields, look(global.color)),
        Format::Json => json::pretty(&fields)?,
        Format::Jsonl => fields.fields.iter().map(json::line).collect::<Result<String, _>>()?,
        Format::Csv => page::csv(&fields),
    })?;
    Ok(Outcome::Found)
}
