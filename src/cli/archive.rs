//! Which archive a command asks: that of an index, or a folder whose index is brought up to date first.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::flags::Global;
use super::progress::Bar;
use super::report::{Label, say};
use crate::app::{Place, Refreshed, refresh};
use crate::present::summary::IndexSummary;

/// The archive to ask.
#[derive(Debug, Args)]
pub(super) struct ArchiveArgs {
    /// Bring this folder's index up to date first, then ask it
    #[arg(long, short, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    archive: Option<PathBuf>,
}

impl ArchiveArgs {
    /// The index to ask, brought up to date where `-a` asks for it; else the one named or found from here upwards.
    pub(super) fn place(&self, global: &Global) -> anyhow::Result<Place> {
        let Some(archive) = &self.archive else {
            return Ok(Place::find(&std::env::current_dir()?, global.index.as_deref())?);
        };
        let place = Place::for_paths(std::slice::from_ref(archive), global.index.as_deref())?;
        if let Some(notice) = &place.notice {
            say(Label::Note, notice, global.color);
        }
        let bar = Bar::new();
        let done = refresh(&place, &bar);
        bar.clear();
        let said = match done? {
            Refreshed::Done(done) => brought(&done),
            Refreshed::NotNow(why) => Some(format!("the index is searched as it was: {why}")),
        };
        if let Some(said) = said {
            say(Label::Note, &said, global.color);
        }
        Ok(place)
    }
}

/// What became of a folder, where anything did.
fn brought(done: &IndexSummary) -> Option<String> {
    if done.indexed + done.removed == 0 {
        return None;
    }
    let mut said =
        format!("brought the index up to date: {} indexed, {} removed", done.indexed, done.removed);
    if !done.rejected.is_empty() {
        let _ = write!(said, ", {} rejected (onrecord status names them)", done.rejected.len());
    }
    Some(said)
}
