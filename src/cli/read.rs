//! `onrecord read`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::Outcome;
use super::args::Global;
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{ReadAs, Rules, mapping, read_files};
use crate::present::{articles, json};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord read story.html                       each part of the page with its name
  onrecord read ~/news --format jsonl > read.jsonl

Files are read as `onrecord index` reads them. One that gives no article is named on stderr with the
reason, the others go on, and the exit status is 2.")]
pub(super) struct ReadArgs {
    /// Files and folders
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// A mapping file: which fields of JSON, JSON Lines and CSV hold what; see index --help
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) map: Option<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text", overrides_with = "json")]
    pub(super) format: ReadFormat,
    /// The same as --format json
    #[arg(long)]
    pub(super) json: bool,
}

/// A format for articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadFormat {
    /// For reading
    Text,
    /// One document
    Json,
    /// One article a line
    Jsonl,
}

pub(super) fn run(args: &ReadArgs, global: &Global) -> anyhow::Result<Outcome> {
    let format = if args.json { ReadFormat::Json } else { args.format };
    let (mut count, mut rejected) = (0_u64, false);
    let mut gathered = Vec::new();
    let map = args.map.as_deref().map(mapping).transpose()?;
    let rules = Rules { map, ..Rules::default() };
    read_files(&args.paths, &rules, &mut |ReadAs { id, read }| {
        let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        let article = match read.article {
            Ok(article) => article,
            Err(reason) => {
                rejected = true;
                say(Label::Error, &format!("{}: {reason}", read.origin), global.color);
                return Ok(());
            }
        };
        count += 1;
        match format {
            ReadFormat::Text => {
                let between = if count > 1 { "\n" } else { "" };
                print(&format!("{between}{}", articles::text(&id, &article, &warnings, look(global.color))))
            }
            ReadFormat::Jsonl => print(&json::line(&articles::read_article(&id, &article, warnings))?),
            ReadFormat::Json => {
                gathered.push(articles::read_article(&id, &article, warnings));
                Ok(())
            }
        }
    })?;
    if format == ReadFormat::Json {
        print(&json::pretty(&articles::response(gathered))?)?;
    }
    Ok(if rejected { Outcome::Partly } else { Outcome::found(count > 0) })
}
