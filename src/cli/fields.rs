//! `onrecord fields`.

use clap::Args;

use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::terminal::look;
use crate::present::fields as page;

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
    Printed {
        whole: &fields,
        lines: &fields.fields,
        text: || page::text(&fields, look(global.color)),
        csv: || page::csv(&fields),
    }
    .print(args.format.get())?;
    Ok(Outcome::Found)
}
