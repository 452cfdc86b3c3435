//! The commands and their flags: help, completions and the man page are made from these.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::app::eval::By;
use crate::app::{FacetName, FacetRequest, Part, Sort};
use crate::model::{NewsDate, StatementKind};

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
    /// Tell who is who across the archive, under every name, and correct it
    People(PeopleArgs),
    /// Find the statements of a text, without an index
    Extract(ExtractArgs),
    /// Tell sentence by sentence why a text's words are attributed as they are
    Explain(ExplainArgs),
    /// Tell what is indexed, how large it is, and what could not be read
    Status(StatusArgs),
    /// Measure how good extraction is, against annotated articles
    Eval(EvalArgs),
    /// Learn extraction's weights from annotated articles
    Fit(FitArgs),
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
    /// Only with somebody on record who speaks for this body: its name, or how that begins or ends
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
#[command(disable_help_subcommand = true)]
#[command(after_help = "\
Examples:
  onrecord people                              everybody, with the number of articles
  onrecord people Idris Vahdani                names and why they are one, offices, articles
  onrecord people --orgs
  onrecord people merge \"Ali Khamenei\" \"Ali Khamanei\"
  onrecord people split \"John Smith\" --part \"John Smith (striker); org=Harrow Rovers\"
  onrecord people rename \"Raymond Adeyo\" \"Ray Adeyo\"

Where several share a name, \"John Smith #1f0c9a\" is the one in the article whose id begins so.
What is decided stands in onrecord.people.toml beside the articles, to be read and edited.")]
pub(super) struct PeopleArgs {
    /// Correct who is who
    #[command(subcommand)]
    pub(super) decision: Option<DecisionArgs>,
    /// Whom to tell about: a name, an alias or an id [default: everybody]
    #[arg(value_name = "NAME")]
    pub(super) name: Vec<String>,
    /// Organizations instead of people
    #[arg(long)]
    pub(super) orgs: bool,
    /// At most so many: names, or articles of the one asked for
    #[arg(long, short = 'n', value_name = "N", default_value_t = 40)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

/// What an archivist can decide.
#[derive(Debug, Subcommand)]
pub(super) enum DecisionArgs {
    /// Make several one, shown under the first name
    Merge {
        /// The name to show
        #[arg(value_name = "NAME")]
        into: String,
        /// Who else it is
        #[arg(value_name = "OTHER", required = true)]
        names: Vec<String>,
    },
    /// Make one several; what no part claims stays
    Split {
        /// Who is several
        #[arg(value_name = "NAME")]
        name: String,
        /// The name of a part, and what must hold for all that is its own: org, role, from, to,
        /// article, called; repeat for several parts
        #[arg(long, value_name = "PART; KEY=VALUE", required = true, value_parser = part)]
        part: Vec<Part>,
    },
    /// Show another name
    Rename {
        /// Who
        #[arg(value_name = "NAME")]
        from: String,
        /// The name to show
        #[arg(value_name = "TO")]
        to: String,
    },
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
    /// Leave out statements that are less likely right: 0 to 1
    #[arg(long, value_name = "X", default_value_t = 0.0, value_parser = confidence)]
    pub(super) min_confidence: f32,
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord explain article.txt
  curl -s https://example.org/story.html | onrecord explain - | less

Under a sentence's words stand its quotations (Q1) and, for each word that may attribute (c1), that word,
the source and the content that were chosen. Below: what else could have been chosen, each with its
probability, and after the arrow the statements made of it with rule and confidence.")]
pub(super) struct ExplainArgs {
    /// A file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord eval corpus --by kind                   precision and recall on the articles that ship
  onrecord eval polnear-dev.jsonl.gz --kinds direct --lenient --errors 10
  onrecord eval corpus --format json > before.json
  onrecord eval corpus --baseline before.json      what a change did

GOLD is JSON Lines with {\"id\", \"text\", \"quotes\"}, compressed or not; the gold of one article
beside its file; or a folder, for every *.gold.json below it.")]
pub(super) struct EvalArgs {
    /// Annotated articles: a file or a folder
    #[arg(value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(super) gold: PathBuf,
    /// Measure only these: direct, mixed, indirect [default: all]
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = kind)]
    pub(super) kinds: Vec<StatementKind>,
    /// Where gold of another kind stands, a prediction is neither right nor wrong
    #[arg(long)]
    pub(super) lenient: bool,
    /// Leave out statements of fewer words
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) min_words: usize,
    /// How much of two spans' union must be common to both
    #[arg(long, value_name = "X", default_value_t = 0.8, value_parser = share)]
    pub(super) iou: f64,
    /// Break the figures down by publisher, kind, rule, phenomenon; repeat for several
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = by)]
    pub(super) by: Vec<By>,
    /// List so many mistakes of each sort
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) errors: usize,
    /// An earlier report in JSON to compare with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) baseline: Option<PathBuf>,
    /// Extract with the weights of this file, made by `onrecord fit`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) weights: Option<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ReportFormat,
}

/// A format for one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For reading.
    Text,
    /// One document.
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord fit train.jsonl.gz -o weights.bin --check dev.jsonl.gz
  onrecord fit train.jsonl.gz -o without.bin --leave-out ledger --check train.jsonl.gz
  onrecord eval dev.jsonl.gz --weights weights.bin

A publisher is what stands before the first _ of an article's id. With --leave-out, the weights are
tried on that publisher's articles alone.")]
pub(super) struct FitArgs {
    /// Annotated articles: a file or a folder, as for eval
    #[arg(value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(super) gold: PathBuf,
    /// The file to write the weights to
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: PathBuf,
    /// Do not learn from this publisher
    #[arg(long, value_name = "PUBLISHER")]
    pub(super) leave_out: Option<String>,
    /// Try the weights on these annotated articles
    #[arg(long, value_name = "GOLD", value_hint = ValueHint::AnyPath)]
    pub(super) check: Option<PathBuf>,
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

/// Finds what is called `text` among `all`.
fn named<T: Copy>(text: &str, all: &[T], name: fn(T) -> &'static str) -> Result<T, String> {
    let known: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    let found = all.iter().find(|one| name(**one) == text.to_lowercase());
    found.copied().ok_or_else(|| format!("there are {}", known.join(", ")))
}

fn kind(text: &str) -> Result<StatementKind, String> {
    named(text, &StatementKind::ALL, StatementKind::as_str)
}

fn by(text: &str) -> Result<By, String> {
    named(text, &By::ALL, By::as_str)
}

/// `NAME; KEY=VALUE; …`: a part of somebody who is several.
fn part(text: &str) -> Result<Part, String> {
    let (name, conditions) = text.split_once(';').unwrap_or((text, ""));
    let mut part = Part { name: name.trim().to_owned(), ..Part::default() };
    for condition in conditions.split(';').map(str::trim).filter(|condition| !condition.is_empty()) {
        let (key, value) = condition
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .ok_or_else(|| format!("`{condition}` is not KEY=VALUE"))?;
        let date = |value: &str| value.parse::<NewsDate>().map(Some).map_err(|error| error.to_string());
        match key.to_lowercase().as_str() {
            "org" | "organization" | "organisation" => part.organization = Some(value),
            "role" => part.role = Some(value),
            "from" => part.from = date(&value)?,
            "to" => part.to = date(&value)?,
            "article" => part.articles.push(value),
            "called" => part.names.push(value),
            _ => return Err(format!("`{key}` is none of org, role, from, to, article, called")),
        }
    }
    if part == (Part { name: part.name.clone(), ..Part::default() }) {
        return Err("a part needs what tells it apart, as in \"NAME; org=BODY\"".to_owned());
    }
    Ok(part)
}

/// More than nothing, at most all.
fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().filter(|share| *share > 0.0 && *share <= 1.0);
    share.ok_or_else(|| "not a share above 0 and up to 1".to_owned())
}

/// Nothing, all, or between.
fn confidence(text: &str) -> Result<f32, String> {
    let confidence = text.parse::<f32>().ok().filter(|confidence| (0.0..=1.0).contains(confidence));
    confidence.ok_or_else(|| "not a number from 0 to 1".to_owned())
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

    #[test]
    fn a_part_is_a_name_and_what_must_hold() {
        let got = part("Jo (poet); role=poet ; ORG = Tallis; from=2019; article=1f; article=2a; called=Jo");
        let want = Part {
            name: "Jo (poet)".into(),
            articles: vec!["1f".into(), "2a".into()],
            names: vec!["Jo".into()],
            organization: Some("Tallis".into()),
            role: Some("poet".into()),
            from: "2019".parse().ok(),
            to: None,
        };
        assert_eq!(got, Ok(want));
        let wrong = |text: &str, why: &str| assert!(part(text).is_err_and(|e| e.contains(why)), "{text}");
        wrong("Jo", "tells it apart");
        wrong("Jo; poet", "not KEY=VALUE");
        wrong("Jo; role=", "not KEY=VALUE");
        wrong("Jo; job=poet", "none of org");
        wrong("Jo; to=May", "not a date");
    }

    #[test]
    fn what_is_measured_is_named() {
        assert_eq!(kind("Direct"), Ok(StatementKind::Direct));
        assert_eq!(by("phenomenon"), Ok(By::Phenomenon));
        assert!(by("outlet").is_err_and(|e| e.contains("publisher, kind")));
        assert_eq!(share("1"), Ok(1.0));
        for wrong in ["0", "1.1", "NaN", "-1", "x"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
