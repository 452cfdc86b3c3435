//! Folders that hold nothing any more, as a disk does that is not mounted: what is known of them is kept.

use std::fs;
use std::path::{Path, PathBuf};

use crate::index::{FileFacts, Update};
use crate::read::discover::below;

const TOLD: &str = "is empty; what was indexed of it is kept, and `onrecord index --rebuild` forgets it";

/// Keeps what was indexed of those of the archive's folders that are empty now.
pub(super) fn keep_emptied(update: &Update, archive: &Path, folders: &[PathBuf]) {
    for folder in folders.iter().filter(|folder| is_empty(folder)) {
        let name = below(archive, folder);
        // The archive's own folder has no name in paths below it.
        let known_by = if folder == archive { "" } else { &name };
        if update.knows_below(known_by) {
            update.keep_below(known_by);
            update.reject(&name, FileFacts { size: 0, mtime: 0 }, TOLD, true);
        }
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}
