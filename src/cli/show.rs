//! `onrecord show`.

use std::ops::Range;

use clap::Args;

use super::archive::ArchiveArgs;
use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::terminal::{linked, look};
use crate::app::{Place, place_in, show, why};
use crate::model::{Record, Span};
use crate::present::{excerpt, explain, json, show as page, statements};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord show 3f2a91bc0d114e77
  onrecord show 3f2a91 --json            the beginning of an id is enough
  onrecord show 3f2a91 --at 196-222      the paragraphs around these characters, as quotes prints them
  onrecord show 3f2a91 --why             sentence by sentence, why it is attributed so")]
pub(super) struct ShowArgs {
    /// The article's id, or the beginning of it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Only the paragraphs around these characters of the text: FROM-TO
    #[arg(long, value_name = "FROM-TO", value_parser = chars)]
    pub(super) at: Option<Range<usize>>,
    /// Why words are attributed as they are: spans, cue, candidates with their scores, and the rule that won
    #[arg(long, conflicts_with_all = ["at", "format", "json"])]
    pub(super) why: bool,
    #[command(flatten)]
    pub(super) format: FormatArgs,
    #[command(flatten)]
    pub(super) archive: ArchiveArgs,
}

/// `196-222`; one number is the place before that character.
fn chars(text: &str) -> Result<Range<usize>, String> {
    let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
    match (from.trim().parse(), to.trim().parse()) {
        (Ok(from), Ok(to)) if from <= to => Ok(from..to),
        _ => Err(format!("`{text}` is not written FROM-TO, in characters")),
    }
}

/// The article around a place, its id a link to its file.
pub(super) fn opened(record: &Record, span: Span, place: &Place, global: &Global) -> String {
    let shown = excerpt::text(record, span, look(global.color));
    linked(&shown, &[(&record.article.id.0, &record.article.origin.path)], place, global.color)
}

pub(super) fn run(args: &ShowArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = args.archive.place(global)?;
    let record = show(&place, &args.id)?;
    if args.why {
        let look = look(global.color);
        let heading = statements::heading(&record.article.id.0, &record.article, look);
        print(&format!("{heading}{}", explain::text(&record, &why(&record), look)))?;
        return Ok(Outcome::Found);
    }
    if let Some(chars) = &args.at {
        let span = place_in(&record, chars.clone())?;
        print(&match args.format.get() {
            Format::Text => opened(&record, span, &place, global),
            Format::Json => json::pretty(&excerpt::response(&record, span))?,
            Format::Jsonl => json::line(&excerpt::response(&record, span))?,
            Format::Csv => excerpt::csv(&record, span),
        })?;
        return Ok(Outcome::Found);
    }
    print(&match args.format.get() {
        Format::Text => page::article(&record, look(global.color)),
        Format::Json => json::pretty(&json::article_response(&record))?,
        Format::Jsonl => json::line(&json::article_response(&record))?,
        Format::Csv => statements::csv(&[statements::extracted(&record.article.id.0, &record)]),
    })?;
    Ok(Outcome::Found)
}
