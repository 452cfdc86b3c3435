//! `onrecord timeline`.

use clap::{Args, ValueEnum};

use super::archive::ArchiveArgs;
use super::filters::{FilterArgs, SaidArgs, parsed};
use super::flags::Global;
use super::format::FormatArgs;
use super::outcome::Outcome;
use super::output::Printed;
use super::report::notes;
use super::terminal::look;
use crate::app::{Counted, FacetName, FacetRequest, Request, Sort, timeline};
use crate::present::timeline as chart;
use crate::present::timeline::Width;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord timeline sanctions
  onrecord timeline sanctions --speaker Vatanka --from 2020 --bucket year
  onrecord timeline --statements --by speaker \"oil price\"
  onrecord timeline strike --by source:20 --format csv > strike.csv

Days are those printed in the articles. What prints only a month counts for no day: the last line says how many.")]
pub(super) struct TimelineArgs {
    /// What to look for; nothing counts every article
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// How wide a bucket is [default: the narrowest that reads well]
    #[arg(long, short, value_name = "WIDTH")]
    pub(super) bucket: Option<BucketBy>,
    /// The commonest values each on a line of its own: speaker, org, role, kind, source, author, section or
    /// language, with an optional :N for how many
    #[arg(long, value_name = "NAME[:N]", value_parser = by)]
    pub(super) by: Option<FacetRequest>,
    /// Count statements, not articles
    #[arg(long)]
    pub(super) statements: bool,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) said: SaidArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

/// How wide a bucket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BucketBy {
    /// A day
    Day,
    /// A week, from Monday
    Week,
    /// A month
    Month,
    /// A year
    Year,
}

impl From<BucketBy> for Width {
    fn from(by: BucketBy) -> Width {
        match by {
            BucketBy::Day => Width::Day,
            BucketBy::Week => Width::Week,
            BucketBy::Month => Width::Month,
            BucketBy::Year => Width::Year,
        }
    }
}

fn by(text: &str) -> Result<FacetRequest, String> {
    match super::facets::facet(text)? {
        super::facets::Facet::Count(request) if request.name != FacetName::Month => Ok(request),
        _ => Err(
            "time is told by --bucket; there are speaker, org, role, kind, source, author, section, language"
                .to_owned(),
        ),
    }
}

pub(super) fn run(args: &TimelineArgs, global: &Global) -> anyhow::Result<Outcome> {
    let query = parsed(&args.query)?;
    let place = args.archive.place(global)?;
    let filters = args.filters.filters()?;
    // What only a statement has can only be asked of statements.
    let counted = if args.statements || args.said.any() {
        Counted::Statements(args.said.request(query, filters))
    } else {
        Counted::Articles(Request {
            query,
            filters,
            sort: Sort::Newest,
            exact: args.said.exact,
            ..Request::default()
        })
    };
    let found = timeline(&place, &counted, args.bucket.map(Width::from), args.by)?;
    Printed {
        whole: &found,
        lines: &found.buckets,
        text: || chart::text(&found, look(global.color)),
        csv: || chart::csv(&found),
    }
    .print(args.format.get())?;
    notes(&found.notes, global.color);
    Ok(Outcome::found(found.total > 0))
}
