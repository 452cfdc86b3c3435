//! `onrecord explain`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::flags::Global;
use super::format::{TextFormat, TextFormatArgs};
use super::outcome::Outcome;
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{Explained, explain_file};
use crate::present::{explain, json, statements};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  onrecord explain article.txt
  curl -s https://example.org/story.html | onrecord explain - | less
  onrecord explain article.txt --json            every candidate with its probability

Under a sentence's words stand its quotations (Q1) and, for each word that may attribute (c1), that word,
the source and the content that were chosen. Below: what else could have been chosen, each with its
probability, and after the arrow the statements made of it with rule and confidence.")]
pub(super) struct ExplainArgs {
    /// A file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) format: TextFormatArgs,
}

pub(super) fn run(args: &ExplainArgs, global: &Global) -> anyhow::Result<Outcome> {
    let format = args.format.get();
    let (mut texts, mut any, mut failed) = (0_u64, false, false);
    let mut gathered = Vec::new();
    explain_file(&args.file, &mut |found| {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                failed = true;
                say(Label::Error, &error.to_string(), global.color);
                return Ok(());
            }
        };
        texts += 1;
        any |= !found.sentences.is_empty();
        match format {
            TextFormat::Text => print(&reading(&found, texts, global)),
            TextFormat::Jsonl => print(&json::line(&for_programs(&found))?),
            TextFormat::Json => {
                gathered.push(for_programs(&found));
                Ok(())
            }
        }
    })?;
    if format == TextFormat::Json {
        print(&json::pretty(&explain::response(gathered))?)?;
    }
    Ok(if failed { Outcome::Partly } else { Outcome::found(any) })
}

fn for_programs(found: &Explained) -> explain::ExplainedText {
    explain::explained(&found.id, &found.record, &found.sentences)
}

/// The explanation of one text under its name; a line before each where there are several.
fn reading(found: &Explained, number: u64, global: &Global) -> String {
    let look = look(global.color);
    let between = if number > 1 { "\n" } else { "" };
    let heading = statements::heading(&found.id, &found.record.article, look);
    format!("{between}{heading}{}", explain::text(&found.record, &found.sentences, look))
}
