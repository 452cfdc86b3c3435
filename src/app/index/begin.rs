//! Opening an index for writing, and whether everything must be read again.

use super::Options;
use crate::app::Place;
use crate::app::annotator::annotator;
use crate::index::{Archive, IndexError, Update, WriterOptions};
use crate::read::content_hash;

/// A thread that writes with less than this is not worth having.
const LEAST_MEMORY: usize = 16 << 20;

/// An update, and why it reads everything again although nobody asked for that.
pub(super) struct Begun {
    pub update: Update,
    pub because: Option<String>,
}

pub(super) fn begin(place: &Place, options: &Options) -> anyhow::Result<(Archive, Begun)> {
    let archive = match Archive::open_or_create(&place.index, options.wait) {
        // An index that this version cannot read is an error, not something to be thrown away unasked.
        Err(IndexError::OtherVersion { .. } | IndexError::Damaged { .. }) if options.rebuild => {
            Archive::rebuild(&place.index, options.wait)?
        }
        opened => opened?,
    };
    let writer = writer_options(options);
    let mut update = archive.begin(writer)?;
    let mut because = (update.is_anew() && !options.rebuild && update.payload().generation > 0)
        .then(|| "what was read before could not be told any more".to_owned());
    let made = update.payload().made.by.clone();
    if !update.is_anew() && made != made_by(place) {
        drop(update);
        update = archive.begin(WriterOptions { anew: true, ..writer })?;
        if !made.starts_with(annotator()) {
            because = Some("the index held the statements that another version found".to_owned());
        }
    }
    Ok((archive, Begun { update, because }))
}

/// Who finds the statements, and under which names the parts of an article are looked for.
pub(super) fn made_by(place: &Place) -> String {
    let map = place.rules.map.as_deref().map_or_else(String::new, |map| content_hash(map.as_bytes()));
    format!("{} {map}", annotator())
}

/// What is chosen from the archive.
pub(super) fn made_of(place: &Place) -> String {
    content_hash(serde_json::to_string(&place.rules).unwrap_or_default().as_bytes())
}

fn writer_options(options: &Options) -> WriterOptions {
    let default = WriterOptions::default();
    let wanted = options.threads.map_or(default.threads, |threads| threads.clamp(1, 8));
    let memory = options.memory.unwrap_or(default.memory / default.threads.max(1) * wanted);
    WriterOptions {
        // A thread with too little memory writes many small segments, and merging them costs more than it saves.
        threads: wanted.min((memory / LEAST_MEMORY).max(1)),
        memory,
        wait: options.wait,
        anew: options.rebuild,
    }
}
