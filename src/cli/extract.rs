//! `onrecord extract`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::flags::Global;
use super::format::{Format, FormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{Extracted, Failed, extract_file};
use crate::present::{json, statements};

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

/// Nothing, all, or between.
fn confidence(text: &str) -> Result<f32, String> {
    let confidence = text.parse::<f32>().ok().filter(|confidence| (0.0..=1.0).contains(confidence));
    confidence.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

pub(super) fn run(args: &ExtractArgs, global: &Global) -> anyhow::Result<Outcome> {
    let format = args.format.get();
    let (mut texts, mut quotes, mut failed) = (0_u64, 0_usize, false);
    let mut gathered = Vec::new();
    let mut sink = |found: Result<Extracted, Failed>| match found {
        Ok(mut found) => {
            found.drop_below(args.min_confidence);
            texts += 1;
            quotes += found.record.annotations.statements.len();
            match format {
                Format::Text => print(&reading(&found, texts, global)),
                Format::Jsonl => print(&json::line(&statements::extracted(&found.id, &found.record))?),
                Format::Json | Format::Csv => {
                    gathered.push(statements::extracted(&found.id, &found.record));
                    Ok(())
                }
            }
        }
        Err(error) => {
            failed = true;
            say(Label::Error, &error.to_string(), global.color);
            Ok(())
        }
    };
    extract_file(&args.file, &mut sink)?;
    match format {
        Format::Json => print(&json::pretty(&statements::response(gathered))?)?,
        Format::Csv => print(&statements::csv(&gathered))?,
        Format::Text | Format::Jsonl => {}
    }
    Ok(if failed { Outcome::Partly } else { Outcome::found(quotes > 0) })
}

/// The statements of one text; a line with its id before each where there are several.
fn reading(found: &Extracted, number: u64, global: &Global) -> String {
    let look = look(global.color);
    let mut out = statements::heading(&found.id, &found.record.article, look);
    if number > 1 {
        out.insert(0, '\n');
    }
    out.push_str(&statements::text(&found.record.article, &found.record.annotations, look));
    out
}
