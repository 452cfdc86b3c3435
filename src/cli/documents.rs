//! `onrecord completions` and `onrecord man`: both made from the definitions of the flags.

use anyhow::bail;
use clap::CommandFactory;

use super::Outcome;
use super::args::{Cli, CompletionsArgs, ManArgs};
use super::output::print;

/// Whose manual it is, in the foot of a page.
const SOURCE: &str = concat!("onrecord ", env!("CARGO_PKG_VERSION"));

pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<Outcome> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "onrecord", &mut out);
    print(&String::from_utf8_lossy(&out))?;
    Ok(Outcome::Found)
}

pub(super) fn man(args: &ManArgs) -> anyhow::Result<Outcome> {
    let mut all = Cli::command();
    all.build();
    let command = match args.command.as_deref() {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone(),
            None => bail!("no command is called `{name}`"),
        },
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(command).source(SOURCE).render(&mut out)?;
    print(&String::from_utf8_lossy(&out))?;
    Ok(Outcome::Found)
}
