//! `onrecord extract`.

use super::Outcome;
use super::args::{ExtractArgs, Format, Global};
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{Extracted, Failed, extract_file};
use crate::present::{json, statements};

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
