//! The commands and their flags: help, completions and the man page are made from these.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::app::{FacetName, FacetRequest, Sort};
use crate::model::NewsDate;

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
    /// List who is on record, with the number of articles
    Speakers(NamesArgs),
    /// List whom they speak for, with the number of articles
    Orgs(NamesArgs),
    /// Find the statements of a text, without an index
    Extract(ExtractArgs),
    /// Tell what is indexed, how large it is, and what could not be read
    Status(StatusArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the man page
    Man(ManArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord index ~/news            everything below ~/news; the index goes to ~/news/.onrecord
  onrecord index                   the archive around this folder again; only what changed is read
  onrecord index --index /srv/idx /mnt/a /mnt/b

What an .onrecordignore file names, in the manner of git, is passed over.")]
pub(super) struct IndexArgs {
    /// Files and folders [default: what the index found from here was made from]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// Throw the index away and read everything again
    #[arg(long)]
    pub(super) rebuild: bool,
    /// Name every file that could not be read, and why
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// Threads to read with [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
}

#[derive(Debug, Args)]
#[command(after_help = SEARCH_EXAMPLES, after_long_help = SEARCH_HELP)]
pub(super) struct SearchArgs {
    /// What to look for; nothing finds every article
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Only with this person on record: full name, surname or alias; repeat for any of several
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(super) speaker: Vec<String>,
    /// Only with somebody on record who speaks for this body
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(super) org: Vec<String>,
    /// Only written by
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(super) author: Vec<String>,
    /// Only from this desk or rubric
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(super) section: Vec<String>,
    /// Only from this outlet
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub(super) source: Vec<String>,
    /// Not published before: 2025, 2025-03, 2025-03-09
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub(super) from: Option<NewsDate>,
    /// Not published after, that year, month or day included
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    pub(super) to: Option<NewsDate>,
    /// Count the result by these: speaker, organization, author, section, source, language, month,
    /// each with an optional :N for how many values; `none` for none
    /// [default: speaker,organization in text, none otherwise]
    #[arg(long, value_name = "NAME[:N]", value_delimiter = ',', value_parser = facet)]
    pub(super) facet: Vec<Facet>,
    /// The order of results
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: SortBy,
    /// At most so many articles; 0 only counts
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// Pass over so many articles first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    /// Bring this folder's index up to date first, then search it
    #[arg(long, short, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) archive: Option<PathBuf>,
}

const SEARCH_EXAMPLES: &str = "\
Examples:
  onrecord search \"Khamenei AND letter\"
  onrecord search letter --speaker Vatanka --speaker Brew --facet organization:20
  onrecord search 'headline:strike OR \"walk out\"~2' --from 2024-06 --sort newest
  onrecord search --org \"Eurasia Group\" --format csv > articles.csv

The query language stands in onrecord search --help.";

const SEARCH_HELP: &str = "\
Examples:
  onrecord search \"Khamenei AND letter\"
  onrecord search letter --speaker Vatanka --speaker Brew --facet organization:20
  onrecord search 'headline:strike OR \"walk out\"~2' --from 2024-06 --sort newest
  onrecord search --org \"Eurasia Group\" --format csv > articles.csv

Query:
  Khamenei letter            both words; letters finds letter
  a OR b, NOT c, -c, (a b)   operators are upper-case; NOT binds closest, then AND, then OR
  \"supreme leader\"           these exact words; \"a b\"~3 lets them stand apart
  negotiat*                  words that begin so
  speaker:Vatanka            headline lead body caption author speaker org role quote people
  quote:(deal OR \"a deal\")   place section source lang path
  published:2025-03          2024..2025-03, >=2024, <2025-01-15, [2024 TO 2025]

One filter given twice means any of its values; different filters must all hold.";

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

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord speakers                the names most often on record
  onrecord speakers vat            those with a name that begins so")]
pub(super) struct NamesArgs {
    /// Only names with a word that begins so
    #[arg(value_name = "PREFIX")]
    pub(super) prefix: Option<String>,
    /// At most so many names
    #[arg(long, short = 'n', value_name = "N", default_value_t = 40)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord extract article.txt
  curl -s https://example.org/story.html | onrecord extract -
  onrecord extract --format jsonl - < texts.jsonl

JSON Lines with {\"id\", \"text\"} are taken as they are, and answered one line each; offsets count
Unicode scalar values over the given text. Anything else is read as a file of an archive would be.")]
pub(super) struct ExtractArgs {
    /// A file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

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

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// Best match first
    Relevance,
    /// Latest first
    Newest,
    /// Earliest first
    Oldest,
}

impl From<SortBy> for Sort {
    fn from(by: SortBy) -> Sort {
        match by {
            SortBy::Relevance => Sort::Relevance,
            SortBy::Newest => Sort::Newest,
            SortBy::Oldest => Sort::Oldest,
        }
    }
}

/// One value of `--facet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    /// `none`.
    None,
    /// A facet to count.
    Count(FacetRequest),
}

/// How many values of a facet are shown where nobody says.
pub(super) const FACET_VALUES: usize = 8;

/// What facets are called on the command line.
const FACETS: [(FacetName, &[&str]); 7] = [
    (FacetName::Speaker, &["speaker", "speakers"]),
    (FacetName::Organization, &["organization", "organizations", "organisation", "org", "orgs"]),
    (FacetName::Author, &["author", "authors", "byline"]),
    (FacetName::Section, &["section", "sections", "desk"]),
    (FacetName::Source, &["source", "sources", "outlet"]),
    (FacetName::Language, &["language", "languages", "lang"]),
    (FacetName::Month, &["month", "months", "published"]),
];

fn facet(text: &str) -> Result<Facet, String> {
    if text == "none" {
        return Ok(Facet::None);
    }
    let (name, limit) = match text.split_once(':') {
        Some((name, limit)) => {
            (name, limit.parse().map_err(|_| format!("`{limit}` is not a number of values"))?)
        }
        None => (text, FACET_VALUES),
    };
    let wanted = name.to_lowercase();
    let known = FACETS.iter().find(|(_, names)| names.contains(&wanted.as_str()));
    let (name, _) = known.ok_or_else(|| {
        let all: Vec<&str> = FACETS.iter().map(|(_, names)| names[0]).collect();
        format!("no facet is called `{name}`; there are {}", all.join(", "))
    })?;
    Ok(Facet::Count(FacetRequest { name: *name, limit }))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definitions_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn facets_take_a_number_of_values() {
        let count = |name, limit| Ok(Facet::Count(FacetRequest { name, limit }));
        assert_eq!(facet("speaker"), count(FacetName::Speaker, FACET_VALUES));
        assert_eq!(facet("Org:20"), count(FacetName::Organization, 20));
        assert_eq!(facet("none"), Ok(Facet::None));
        assert!(facet("speeker").is_err_and(|e| e.contains("there are speaker, organization")));
        assert!(facet("org:many").is_err());
    }
}
