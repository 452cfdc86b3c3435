//! `onrecord completions` and `onrecord man`: both made from the definitions of the flags.

use anyhow::bail;
use clap::{Args, Command};

use super::outcome::Outcome;
use super::output::print;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
  onrecord completions zsh > ~/.zfunc/_onrecord
  onrecord completions fish > ~/.config/fish/completions/onrecord.fish")]
pub(super) struct CompletionsArgs {
    /// Which shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord man | man -l -
  onrecord man search > onrecord-search.1")]
pub(super) struct ManArgs {
    /// The command whose page to print [default: the overview]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

/// Whose manual it is, in the foot of a page.
const SOURCE: &str = concat!("onrecord ", env!("CARGO_PKG_VERSION"));

/// Prints completions for `program`.
pub(super) fn completions(args: &CompletionsArgs, mut program: Command) -> anyhow::Result<Outcome> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut program, "onrecord", &mut out);
    print(&String::from_utf8_lossy(&out))?;
    Ok(Outcome::Found)
}

/// Prints the page of `program`, or of one of its commands.
pub(super) fn man(args: &ManArgs, mut program: Command) -> anyhow::Result<Outcome> {
    program.build();
    let command = match args.command.as_deref() {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(found) => found.clone(),
            None => bail!("no command is called `{name}`"),
        },
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(command).source(SOURCE).render(&mut out)?;
    // A list's items are lines of their own.
    print(&String::from_utf8_lossy(&out).replace("\n\\- ", "\n.br\n\\- "))?;
    Ok(Outcome::Found)
}
