//! The commands, and the flags they share; each command's own stand beside what it runs.
//! Help, completions and the man page are made from these.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use super::batch::BatchArgs;
use super::check::CheckArgs;
use super::compare::CompareArgs;
use super::documents::{CompletionsArgs, ManArgs};
use super::eval::{EvalArgs, FitArgs};
use super::explain::ExplainArgs;
use super::extract::ExtractArgs;
use super::fields::FieldsArgs;
use super::index::IndexArgs;
use super::names::NamesArgs;
use super::people::PeopleArgs;
use super::quotes::QuotesArgs;
use super::read::ReadArgs;
use super::search::SearchArgs;
use super::show::ShowArgs;
use super::similar::SimilarArgs;
use super::status::StatusArgs;
use super::timeline::TimelineArgs;
use super::trace::TraceArgs;
use super::watch::WatchArgs;
use super::who::WhoArgs;

/// Search a news archive for who said what.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about, max_term_width = 100, after_help = EXAMPLES)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) global: Global,
}

const EXAMPLES: &str = "\
Examples:
  onrecord index ~/news                          make the index, or bring it up to date
  onrecord search -a ~/news \"Khamenei AND letter\"
  onrecord search sanctions --speaker Vatanka --from 2025-01
  onrecord search 'quote:\"maximum pressure\" -speaker:Trump' --sort newest
  onrecord show 3f2a91bc                         an article, and who says what in it
  onrecord man search | man -l -                 all about a command

Exit status: 0 found, 1 nothing found, 2 error.";

/// Flags that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The folder of the index [default: .onrecord beside the articles, found upwards from here]
    #[arg(long, global = true, value_name = "DIR", env = "ONRECORD_INDEX", hide_env_values = true)]
    #[arg(value_hint = ValueHint::DirPath)]
    pub(super) index: Option<PathBuf>,
    /// When to write colours; NO_COLOR is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorWhen,
}

/// When to write colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal
    Auto,
    /// Also into a pipe or a file
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Index an archive, or bring its index up to date
    Index(IndexArgs),
    /// Find articles, and who is on record in them
    Search(Box<SearchArgs>),
    /// Read one article, its statements marked in the margin
    Show(ShowArgs),
    /// List the fields that a query can name, with an example each
    Fields(FieldsArgs),
    /// Find statements: who said what, in what office, when and where
    Quotes(Box<QuotesArgs>),
    /// Draw how often over time, by day, week, month or year
    Timeline(Box<TimelineArgs>),
    /// Set two speakers or two stretches of time side by side
    Compare(Box<CompareArgs>),
    /// Find more articles like one
    Similar(SimilarArgs),
    /// Tell who said it first, from words half remembered
    Trace(TraceArgs),
    /// Tell of one person: names, offices, months, topics, who is quoted beside, newest words
    Who(WhoArgs),
    /// Tell of one organization: who speaks for it, months, topics, newest words
    Org(WhoArgs),
    /// List who is on record, with the number of articles
    Speakers(NamesArgs),
    /// List whom they speak for, with the number of articles
    Orgs(NamesArgs),
    /// Tell who is who across the archive and why, under every name, and correct it
    People(PeopleArgs),
    /// Find the statements of a text, without an index
    Extract(ExtractArgs),
    /// Tell what files are read as: headline, byline, date, captions, story
    Read(ReadArgs),
    /// Tell sentence by sentence why a text's words are attributed as they are
    Explain(ExplainArgs),
    /// Keep searches, and print only what is new in them
    Watch(WatchArgs),
    /// Ask a list of queries at once
    Batch(BatchArgs),
    /// Tell what is indexed, how large it is, and what could not be read
    Status(StatusArgs),
    /// Verify every file of the index, and mend what is damaged
    Check(CheckArgs),
    /// Measure how good extraction is, against annotated articles
    Eval(EvalArgs),
    /// Learn extraction's weights from annotated articles
    Fit(FitArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the man page
    Man(ManArgs),
}

/// A share between 0 and 1.
pub(super) fn share(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err(format!("`{text}` is not between 0 and 1")),
    }
}

/// How to print results.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct FormatArgs {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text", overrides_with = "json")]
    format: Format,
    /// The same as --format json
    #[arg(long)]
    json: bool,
}

impl FormatArgs {
    /// The format that was asked for.
    pub(super) fn get(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// A format for whole texts.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct TextFormatArgs {
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text", overrides_with = "json")]
    format: TextFormat,
    /// The same as --format json
    #[arg(long)]
    json: bool,
}

impl TextFormatArgs {
    /// The format that was asked for.
    pub(super) fn get(self) -> TextFormat {
        if self.json { TextFormat::Json } else { self.format }
    }
}

/// A format for whole texts, which no table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    /// For reading
    Text,
    /// One document
    Json,
    /// One text a line
    Jsonl,
}

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// One document
    Json,
    /// One record a line
    Jsonl,
    /// A table
    Csv,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }
}
