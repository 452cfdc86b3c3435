//! `onrecord explain`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::Outcome;
use super::args::Global;
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::explain_file;
use crate::present::{explain, statements};

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

pub(super) fn run(args: &ExplainArgs, global: &Global) -> anyhow::Result<Outcome> {
    let look = look(global.color);
    let (mut texts, mut any, mut failed) = (0_u64, false, false);
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
        let between = if texts > 1 { "\n" } else { "" };
        let heading = statements::heading(&found.id, &found.record.article, look);
        let body = explain::text(&found.record, &found.sentences, look);
        print(&format!("{between}{heading}{body}"))
    })?;
    Ok(if failed { Outcome::Partly } else { Outcome::found(any) })
}
