//! `onrecord index`.

use super::Outcome;
use super::args::{Global, IndexArgs};
use super::output::print;
use super::progress::Bar;
use super::report::{Label, say};
use super::terminal::look;
use crate::app::{IndexOptions, Place, index};
use crate::present::summary;

pub(super) fn run(args: &IndexArgs, global: &Global) -> anyhow::Result<Outcome> {
    let place = if args.paths.is_empty() {
        Place::find(&std::env::current_dir()?, global.index.as_deref())?
    } else {
        Place::for_paths(&args.paths, global.index.as_deref())?
    };
    if let Some(notice) = &place.notice {
        say(Label::Note, notice, global.color);
    }
    let options = IndexOptions { rebuild: args.rebuild, threads: args.threads.map(usize::from) };
    let bar = Bar::new();
    let done = index(&place, options, &bar);
    bar.clear();
    print(&summary::text(&done?, args.verbose, look(global.color)))?;
    Ok(Outcome::Found)
}
