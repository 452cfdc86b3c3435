//! `onrecord search`.

use clap::{Args, ValueEnum};

use super::archive::ArchiveArgs;
use super::facets::{Facet, asked, facet};
use super::filters::{FilterArgs, limit};
use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::report::{BadQuery, Label, is_beyond, notes, say};
use super::terminal::{linked, look};
use crate::app::{
    Answer, FacetName, Filters, GRAMMAR, Page, Place, Request, Sort, Suggestion, search, search_in_turn,
    understand,
};
use crate::present::{csv, json, text};

#[derive(Debug, Args)]
#[command(after_help = SEARCH_EXAMPLES, after_long_help = long_help())]
pub(super) struct SearchArgs {
    /// What to look for; nothing finds every article
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Any of the words will do, not all of them
    #[arg(long)]
    pub(super) any: bool,
    /// Names mean only the spelling that was typed
    #[arg(long)]
    pub(super) exact: bool,
    /// Tell how the query was understood, and why each hit matches and how it was scored
    #[arg(long)]
    pub(super) explain: bool,
    /// Count the result by these: speaker, organization, role, kind, author, section, source, language,
    /// month, each with an optional :N for how many values; "speaker>organization" counts one inside the
    /// other; `none` for none [default: speaker,organization in text, none otherwise]
    #[arg(long, value_name = "NAME[:N]", value_delimiter = ',', value_parser = facet)]
    pub(super) facet: Vec<Facet>,
    /// The order of results
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: SortBy,
    /// At most so many articles; `all` for all, 0 only counts
    #[arg(long, short = 'n', value_name = "N", default_value = "10", value_parser = limit)]
    pub(super) limit: usize,
    /// Pass over so many articles first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    /// Read the best article at the place that matches instead, or the Nth
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    pub(super) open: Option<usize>,
    /// Articles whose words are nearly the same: one for all with the others counted under it, or each
    #[arg(long, value_name = "HOW", default_value = "fold")]
    pub(super) copies: CopiesArg,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

/// What becomes of copies of one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CopiesArg {
    /// One is shown, the others are counted under it.
    Fold,
    /// Each is a result.
    Show,
}

const SEARCH_EXAMPLES: &str = "\
Examples:
  onrecord search \"Khamenei AND letter\"
  onrecord search '\"Alex Vatanka\" SAID Soleimani' --from \"last 30 days\"
  onrecord search letter --speaker Vatanka --speaker Brew --facet organization:20
  onrecord search letter --facet month,role --facet 'speaker:5>organization'
  onrecord search 'headline:strike OR \"walk out\"~2' --from 2024-06 --sort newest
  onrecord search --org \"Eurasia Group\" --format csv > articles.csv
  onrecord search Khamenei letter --open       read the best of them at the place

The query language stands in onrecord search --help, its fields in onrecord fields.";

/// The examples and the query language, as it stands in one place in the code.
fn long_help() -> String {
    let examples = SEARCH_EXAMPLES.split("\n\nThe query").next().unwrap_or(SEARCH_EXAMPLES);
    format!(
        "{examples}\n\nThe query language. {GRAMMAR}\n\
         One filter given twice means any of its values; different filters must all hold."
    )
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
    /// Best match first, of equally good ones the newer
    Fresh,
}

impl From<SortBy> for Sort {
    fn from(by: SortBy) -> Sort {
        match by {
            SortBy::Relevance => Sort::Relevance,
            SortBy::Newest => Sort::Newest,
            SortBy::Oldest => Sort::Oldest,
            SortBy::Fresh => Sort::Fresh,
        }
    }
}

pub(super) fn run(args: &SearchArgs, global: &Global) -> anyhow::Result<Outcome> {
    let typed = args.query.join(" ");
    let (request, notes) = request(args, &typed)?;
    let place = args.archive.place(global)?;
    let answer = match (args.open, args.format.get()) {
        (None, Format::Text) => shown_in_turn(request, notes, &place, global)?,
        (open, format) => {
            let answer = search(&place, request, notes)?;
            print(&match (open, format) {
                (None, Format::Json) => json::pretty(&json::search_response(&answer.page, &answer.request))?,
                (None, Format::Jsonl) => lines(&answer.page)?,
                (None, Format::Csv) => csv::page(&answer.page),
                (Some(_), _) | (_, Format::Text) => opened(&answer, &place, global),
            })?;
            answer
        }
    };
    explain(&answer, global);
    let first = args.offset.saturating_add(args.open.unwrap_or(1).saturating_sub(1));
    let is_beyond = is_beyond(first as u64, answer.page.total, global.color);
    Ok(Outcome::found(answer.page.total > 0 && !(is_beyond && args.open.is_some())))
}

fn request(args: &SearchArgs, typed: &str) -> anyhow::Result<(Request, Vec<String>)> {
    let understood =
        understand(typed, args.any).map_err(|error| BadQuery { query: typed.to_owned(), error })?;
    let usual = [FacetName::Speaker, FacetName::Organization];
    let is_page = args.format.get() == Format::Text && args.open.is_none();
    let usual = if is_page { usual.as_slice() } else { &[] };
    let (facets, pivots) = asked(&args.facet, usual);
    let request = Request {
        query: understood.query,
        filters: Filters { fold_copies: args.copies == CopiesArg::Fold, ..args.filters.filters()? },
        facets,
        pivots,
        sort: args.sort.into(),
        limit: args.open.map_or(args.limit, |_| 1),
        offset: args.offset.saturating_add(args.open.map_or(0, |number| number.saturating_sub(1))),
        exact: args.exact,
        explain: args.explain,
    };
    Ok((request, understood.notes))
}

/// The hit that was asked for, at the first match of its passage; nothing where there is none.
fn opened(answer: &Answer, place: &Place, global: &Global) -> String {
    let Some(hit) = answer.page.hits.first() else { return String::new() };
    let at = hit.passage.matches.first().copied().unwrap_or(hit.passage.span);
    super::show::opened(&hit.record, at, place, global)
}

/// Prints the hits, and then what is counted.
fn shown_in_turn(
    request: Request,
    notes: Vec<String>,
    place: &Place,
    global: &Global,
) -> anyhow::Result<Answer> {
    let show = |page: &Page, request: &Request| print(&hits(page, request, place, global));
    let answer = search_in_turn(place, request, notes, show)?;
    print(&text::counts(&answer.page, look(global.color)))?;
    Ok(answer)
}

/// The hits for a reader, their ids leading to their files.
fn hits(page: &Page, request: &Request, place: &Place, global: &Global) -> String {
    let articles = page.hits.iter().map(|hit| &hit.record.article);
    let articles: Vec<(&str, &str)> =
        articles.map(|article| (article.id.0.as_str(), article.origin.path.as_str())).collect();
    linked(&text::hits(page, request, look(global.color)), &articles, place, global.color)
}

/// A line for each hit.
fn lines(page: &Page) -> anyhow::Result<String> {
    Ok(page.hits.iter().map(|hit| json::line(&json::search_hit(hit))).collect::<Result<String, _>>()?)
}

/// Notes, and what to try where nothing was found.
fn explain(answer: &Answer, global: &Global) {
    notes(&answer.page.notes, global.color);
    let articles = |total: u64| if total == 1 { "1 article".to_owned() } else { format!("{total} articles") };
    for suggestion in suggested(&answer.page.did_you_mean) {
        say(Label::Hint, &suggestion, global.color);
    }
    for (what, total) in &answer.instead {
        say(Label::Hint, &format!("without {what} there would be {}", articles(*total)), global.color);
    }
    if !answer.alone.is_empty() {
        let each: Vec<String> = answer.alone.iter().map(|(word, total)| format!("{word} {total}")).collect();
        say(Label::Hint, &format!("alone they find: {}; --any finds either", each.join(", ")), global.color);
    }
}

/// A line for each word that stands nowhere, or hardly anywhere.
fn suggested(all: &[Suggestion]) -> Vec<String> {
    let mut typed: Vec<&str> = all.iter().map(|one| one.typed.as_str()).collect();
    typed.dedup();
    let line = |typed: &str| {
        let words: Vec<String> = all
            .iter()
            .filter(|one| one.typed == typed)
            .map(|one| format!("{} ({})", one.word, one.articles))
            .collect();
        let found = all.iter().find(|one| one.typed == typed).map_or(0, |one| one.found);
        let where_it_stands = match found {
            0 => "nowhere".to_owned(),
            1 => "in 1 article".to_owned(),
            more => format!("in {more} articles"),
        };
        format!("`{typed}` stands {where_it_stands}; did you mean {}?", words.join(" or "))
    };
    typed.into_iter().map(line).collect()
}
