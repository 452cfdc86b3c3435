//! `onrecord similar`.

use clap::Args;

use super::archive::ArchiveArgs;
use super::filters::{FilterArgs, limit};
use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::report::notes;
use super::terminal::look;
use crate::app::{Request, Similar, similar};
use crate::present::{csv, json, text};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord similar 3f2a91bc                        more like this article
  onrecord similar 3f2a91bc --source \"Sarell Courier\" --from 2024
  onrecord similar 3f2a91bc --json | jq .query     the words that were looked for

Alike are articles that share many of the words that stand often in this one and seldom elsewhere.")]
pub(super) struct SimilarArgs {
    /// The article's id, or the beginning of it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// At most so many articles
    #[arg(long, short = 'n', value_name = "N", default_value = "10", value_parser = limit)]
    pub(super) limit: usize,
    /// Pass over so many articles first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) offset: usize,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

pub(super) fn run(args: &SimilarArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let request = Request {
        filters: args.filters.filters()?,
        limit: args.limit,
        offset: args.offset,
        ..Request::default()
    };
    let Similar { of, answer } = similar(&place, &args.id, request)?;
    let (page, request) = (&answer.page, &answer.request);
    print(&match args.format.get() {
        Format::Text => {
            let look = look(global.color);
            format!("{}{}", text::alike_to(&of.article, look), text::page(page, request, look))
        }
        Format::Json => json::pretty(&json::search_response(page, request))?,
        Format::Jsonl => {
            page.hits.iter().map(|hit| json::line(&json::search_hit(hit))).collect::<Result<String, _>>()?
        }
        Format::Csv => csv::page(page),
    })?;
    notes(&page.notes, global.color);
    Ok(Outcome::found(page.total > 0))
}
