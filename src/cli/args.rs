//! The commands; each one's flags stand beside what it runs. Help, completions and the man page are made from these.

use clap::{Parser, Subcommand};

use super::batch::BatchArgs;
use super::check::CheckArgs;
use super::compare::CompareArgs;
use super::documents::{CompletionsArgs, ManArgs};
use super::eval::{EvalArgs, FitArgs};
use super::explain::ExplainArgs;
use super::extract::ExtractArgs;
use super::fields::FieldsArgs;
use super::flags::Global;
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }
}
