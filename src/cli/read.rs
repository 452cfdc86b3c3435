//! `onrecord read`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::flags::Global;
use super::format::{TextFormat, TextFormatArgs};
use super::outcome::Outcome;
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
  curl https://example.org/story.html | onrecord read -

Files are read as `onrecord index` reads them. One that gives no article is named on stderr with the
reason, the others go on, and the exit status is 2.")]
pub(super) struct ReadArgs {
    /// Files and folders, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// A mapping file: which fields of JSON, JSON Lines and CSV hold what; see index --help
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) map: Option<PathBuf>,
    #[command(flatten)]
    pub(super) format: TextFormatArgs,
}

/// Whether an article is that file, or lies inside of it.
fn lies_in(article: &str, file: &str) -> bool {
    article.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

pub(super) fn run(args: &ReadArgs, global: &Global) -> anyhow::Result<Outcome> {
    let format = args.format.get();
    let (mut count, mut rejected) = (0_u64, false);
    let mut gathered = Vec::new();
    let mut last = String::new();
    let map = args.map.as_deref().map(mapping).transpose()?;
    let rules = Rules { map, ..Rules::default() };
    read_files(&args.paths, &rules, &mut |one| {
        let counts = one.counts_what_is_beside();
        let ReadAs { id, read } = one;
        let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
        let article = match read.article {
            Ok(article) => article,
            // What a container holds beside its articles is told, and no failure.
            Err(reason) if counts && lies_in(&last, &read.origin.path) => {
                say(Label::Note, &format!("{}: left out: {reason}", read.origin), global.color);
                return Ok(());
            }
            Err(reason) => {
                rejected = true;
                say(Label::Error, &format!("{}: {reason}", read.origin), global.color);
                return Ok(());
            }
        };
        count += 1;
        last.clone_from(&article.origin.path);
        match format {
            TextFormat::Text => {
                let between = if count > 1 { "\n" } else { "" };
                print(&format!("{between}{}", articles::text(&id, &article, &warnings, look(global.color))))
            }
            TextFormat::Jsonl => print(&json::line(&articles::read_article(&id, &article, warnings))?),
            TextFormat::Json => {
                gathered.push(articles::read_article(&id, &article, warnings));
                Ok(())
            }
        }
    })?;
    if format == TextFormat::Json {
        print(&json::pretty(&articles::response(gathered))?)?;
    }
    Ok(if rejected { Outcome::Partly } else { Outcome::found(count > 0) })
}
