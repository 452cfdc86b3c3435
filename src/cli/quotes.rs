//! `onrecord quotes`.

use clap::{Args, ValueEnum};

use super::archive::ArchiveArgs;
use super::facets::{Facet, asked, facet};
use super::filters::{FilterArgs, SaidArgs, limit, parsed};
use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::{Stream, print};
use super::report::{Label, is_beyond, notes, say};
use super::search::{CopiesArg, SortBy};
use super::show::opened;
use super::terminal::{linked, look};
use crate::app::{Filters, Place, QuotesFound, QuotesRequest, quotes, quotes_without};
use crate::present::quote::Quote;
use crate::present::quotes::{
    Counted, Layout, QuotesResponse, also, closing, counted, csv_header, csv_row, facets, text,
};
use crate::present::{cite, json};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord quotes --speaker Vatanka                       the newest first
  onrecord quotes Soleimani --speaker Vatanka             words in what he said, the best first
  onrecord quotes --org \"Eurasia Group\" --from 2024 --context 1
  onrecord quotes sanctions --kind direct --min-confidence 0.9 --cite chicago
  onrecord quotes sanctions --facet speaker,kind --facet 'org>role' -n none
  onrecord quotes Soleimani --open                        the article around the first of them
  onrecord quotes --format csv --limit all > statements.csv
  onrecord quotes sanctions --copies fold                  what copies of one story repeat once

Words without a field are looked for in what was said; speaker:, org: and role: ask of the statement, other
fields of the article it stands in. jsonl and csv are written as they are found: all of ten million need no
more memory than ten, but for --copies fold, which goes through what copies hold first. Counting a table by its
entities, or its organization_entities, gives what --facet counts.")]
pub(super) struct QuotesArgs {
    /// What to look for in what was said; nothing finds every statement
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) said: SaidArgs,
    /// The order [default: relevance with a query, newest without]
    #[arg(long, value_name = "ORDER")]
    pub(super) sort: Option<SortBy>,
    /// Count all that answer by these: speaker, organization, role, kind, author, section, source, language,
    /// month, each with an optional :N for how many values; "speaker>organization" counts one inside the other
    #[arg(long, value_name = "NAME[:N]", value_delimiter = ',', value_parser = facet)]
    pub(super) facet: Vec<Facet>,
    /// At most so many; `all` for all, 0 only counts
    #[arg(long, short = 'n', value_name = "N", default_value = "20", value_parser = limit)]
    pub(super) limit: usize,
    /// Pass over so many first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    /// So many sentences before and after
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0)]
    pub(super) context: usize,
    /// Read the article around the first of them instead, or around the Nth
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    pub(super) open: Option<usize>,
    /// What several copies of one story have: each, or once with the others counted under it
    #[arg(long, value_name = "HOW", default_value = "show")]
    pub(super) copies: CopiesArg,
    /// As citations
    #[arg(long, value_name = "STYLE")]
    pub(super) cite: Option<Cite>,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

/// How to cite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Cite {
    /// American Psychological Association
    Apa,
    /// Chicago Manual of Style, notes
    Chicago,
    /// Words, speaker, article, and the place in the archive
    Plain,
}

impl From<Cite> for cite::Style {
    fn from(cite: Cite) -> Self {
        match cite {
            Cite::Apa => cite::Style::Apa,
            Cite::Chicago => cite::Style::Chicago,
            Cite::Plain => cite::Style::Plain,
        }
    }
}

pub(super) fn run(args: &QuotesArgs, global: &Global) -> anyhow::Result<Outcome> {
    let typed = args.query.join(" ");
    let filters = Filters { fold_copies: args.copies == CopiesArg::Fold, ..args.filters.filters()? };
    let mut statements = args.said.request(parsed(&args.query)?, filters);
    let best_first = if typed.trim().is_empty() { SortBy::Newest } else { SortBy::Relevance };
    statements.sort = args.sort.unwrap_or(best_first).into();
    let place = args.archive.place(global)?;
    let (facets, pivots) = asked(&args.facet, &[]);
    let request = QuotesRequest {
        statements,
        limit: args.limit,
        offset: args.offset,
        context: args.context,
        facets,
        pivots,
    };
    let found = match args.open {
        Some(number) => opened_at(number, &place, request.clone(), &typed, global)?,
        None => printed(args, &place, &request, &typed, global)?,
    };
    notes(&found.notes, global.color);
    if found.count.statements == 0 {
        for (flag, count) in quotes_without(&place, &request.statements)? {
            let counted = if count == 1 { "1 statement".to_owned() } else { format!("{count} statements") };
            say(Label::Hint, &format!("without {flag} there would be {counted}"), global.color);
        }
    }
    let first = args.offset.saturating_add(args.open.unwrap_or(1).saturating_sub(1));
    let told = found.count.statements - found.folded;
    let is_beyond = is_beyond(first as u64, told, global.color);
    Ok(Outcome::found(found.count.statements > 0 && !(is_beyond && args.open.is_some())))
}

fn printed(
    args: &QuotesArgs,
    place: &Place,
    request: &QuotesRequest,
    typed: &str,
    global: &Global,
) -> anyhow::Result<QuotesFound> {
    let format = args.format.get();
    if format == Format::Json {
        return whole(place, request, typed);
    }
    let look = look(global.color);
    let layout = Layout { cite: args.cite.map(cite::Style::from), look };
    let mut out = Stream::new();
    let mut shown = 0;
    if format == Format::Csv {
        out.write(&csv_header())?;
    }
    let found = quotes(place, request, typed, &mut |quote, _| {
        shown += 1;
        out.write(&match format {
            Format::Jsonl | Format::Json => json::line(&quote)?,
            Format::Csv => csv_row(&quote),
            Format::Text => linked(&text(&quote, layout), &[(&quote.id, &quote.path)], place, global.color),
        })
    })?;
    if format == Format::Text {
        let count = found.count;
        out.write(&facets(&found.facets, &found.pivots, look))?;
        out.write(&also(&found.also, look))?;
        let offset = request.offset as u64;
        let count = Counted { statements: count.statements, folded: found.folded, articles: count.articles };
        out.write(&closing(count, shown, offset, found.took_micros, look))?;
    }
    out.finish()?;
    Ok(found)
}

/// The article around one of them.
fn opened_at(
    number: usize,
    place: &Place,
    mut request: QuotesRequest,
    typed: &str,
    global: &Global,
) -> anyhow::Result<QuotesFound> {
    request.offset = request.offset.saturating_add(number.saturating_sub(1));
    request.limit = 1;
    quotes(place, &request, typed, &mut |_, hit| {
        let span = hit.statement().map(|statement| statement.span).unwrap_or_default();
        print(&opened(&hit.record, span, place, global))
    })
}

/// One document holds them all.
fn whole(place: &Place, request: &QuotesRequest, typed: &str) -> anyhow::Result<QuotesFound> {
    let mut all: Vec<Quote> = Vec::new();
    let found = quotes(place, request, typed, &mut |quote, _| {
        all.push(quote);
        Ok(())
    })?;
    print(&json::pretty(&QuotesResponse {
        schema_version: QuotesResponse::VERSION,
        query: request.statements.query.to_string(),
        total: found.count.statements,
        articles: found.count.articles,
        folded: found.folded,
        offset: request.offset as u64,
        took_ms: found.took_micros as f64 / 1e3,
        quotes: all,
        facets: counted(&found.facets),
        pivots: found.pivots.clone(),
        also: found.also.clone(),
        notes: found.notes.clone(),
    })?)?;
    Ok(found)
}
