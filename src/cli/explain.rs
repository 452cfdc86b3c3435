//! `onrecord explain`.

use super::Outcome;
use super::args::{ExplainArgs, Global};
use super::output::print;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::explain_file;
use crate::present::{explain, statements};

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
