//! A run that was told of files and folders inside of what the index is made from, and looks at these alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::app::Place;
use crate::index::Update;
use crate::read::Choice;
use crate::read::discover::{Reached, below, reached};

/// Keeps all that is known elsewhere, and says what to walk; what stands on standard input is looked at as well.
///
/// What is gone and was known is taken out, since nobody meets it; what nobody knows of is walked, and told so.
pub(super) fn look_inside(
    place: &Place,
    named: &[PathBuf],
    stream: Option<&str>,
    choice: &Choice,
    update: &mut Update,
) -> Vec<PathBuf> {
    let name = |path: &Path| below(&place.archive, path);
    let stream = stream.map(str::to_owned);
    update.look_only_at(named.iter().map(|path| name(path)).chain(stream).collect());
    let Reached { mut there, gone } = reached(&place.archive, &place.paths, named, choice);
    let names: BTreeSet<String> = gone.iter().map(|path| name(path)).collect();
    let known = update.known_of(&names);
    there.extend(gone.into_iter().filter(|path| !known.contains(&name(path))));
    there
}
