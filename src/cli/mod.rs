//! The command line: flags in, exit status out. Data goes to stdout, everything else to stderr.

mod archive;
mod args;
mod batch;
mod check;
mod compare;
mod documents;
mod eval;
mod explain;
mod extract;
mod facets;
mod fault;
mod fields;
mod filters;
mod flags;
mod format;
mod index;
mod names;
mod outcome;
mod output;
mod people;
mod progress;
mod quotes;
mod read;
mod report;
mod search;
mod show;
mod similar;
mod status;
mod terminal;
mod timeline;
mod trace;
mod watch;
mod who;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use self::args::{Cli, Command};
use self::flags::ColorWhen;
use self::outcome::Outcome;
use self::report::{Label, say};

/// Runs the command that `args` name (the program's own name first).
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are asked for; the rest is an error, which clap counts as 2 as well.
            let _ = error.print();
            if asks(&args) && is_excluded_word(&error) {
                say(Label::Hint, "to leave a word out, write `NOT word`, or `-- -word`", ColorWhen::Auto);
            }
            return ExitCode::from(error.exit_code().clamp(0, 2) as u8);
        }
    };
    match fault::caught(|| run(&cli)) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Partly) => ExitCode::from(2),
        Err(error) => report::error(&error, cli.global.color),
    }
}

/// Whether the command is one that takes a query.
fn asks(args: &[OsString]) -> bool {
    let command = args.iter().skip(1).filter_map(|arg| arg.to_str()).find(|arg| !arg.starts_with('-'));
    command.is_some_and(|command| ["search", "quotes", "timeline", "compare", "watch"].contains(&command))
}

/// Whether what was taken for a flag is a word to be left out: `-letter`.
fn is_excluded_word(error: &clap::Error) -> bool {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let context = error.get(ContextKind::InvalidArg);
    error.kind() == ErrorKind::UnknownArgument
        && matches!(context, Some(ContextValue::String(word)) if !word.starts_with("--"))
}

fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    let global = &cli.global;
    match &cli.command {
        Command::Index(args) => index::run(args, global),
        Command::Search(args) => search::run(args, global),
        Command::Show(args) => show::run(args, global),
        Command::Fields(args) => fields::run(args, global),
        Command::Speakers(args) => names::run(args, crate::app::NameKind::Speaker, global),
        Command::Orgs(args) => names::run(args, crate::app::NameKind::Organization, global),
        Command::Who(args) => who::run(args, crate::model::EntityKind::Person, global),
        Command::Org(args) => who::run(args, crate::model::EntityKind::Organization, global),
        Command::People(args) => people::run(args, global),
        Command::Extract(args) => extract::run(args, global),
        Command::Read(args) => read::run(args, global),
        Command::Explain(args) => explain::run(args, global),
        Command::Quotes(args) => quotes::run(args, global),
        Command::Compare(args) => compare::run(args, global),
        Command::Watch(args) => watch::run(args, global),
        Command::Batch(args) => batch::run(args, global),
        Command::Timeline(args) => timeline::run(args, global),
        Command::Similar(args) => similar::run(args, global),
        Command::Trace(args) => trace::run(args, global),
        Command::Status(args) => status::run(args, global),
        Command::Check(args) => check::run(args, global),
        Command::Eval(args) => eval::run(args, global),
        Command::Fit(args) => eval::fit(args),
        Command::Completions(args) => documents::completions(args, Cli::command()),
        Command::Man(args) => documents::man(args, Cli::command()),
    }
}
