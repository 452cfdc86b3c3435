//! Where an archive's index lives.
//!
//! Beside the articles, in `PATH/.onrecord`, so that archive and index move together; where that
//! cannot be written, in the user's data folder under a name made from the archive's path. A note in
//! the index's folder says which paths it was made from, so that it can be brought up to date again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use crate::index::{Archive, unseal, write_json};
use crate::read::{Rules, content_hash};

/// The folder of an index beside its articles.
pub const INDEX_FOLDER: &str = ".onrecord";
/// The note of what the index was made from.
pub(super) const NOTE: &str = "archive.json";

/// An index's folder and the archive it belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The folder of the index.
    pub index: PathBuf,
    /// The archive's folder: names are told relative to it.
    pub archive: PathBuf,
    /// What is read: the archive's folder, or files and folders that were named.
    pub paths: Vec<PathBuf>,
    /// What this run was told to look at; nothing where it was not told.
    pub named: Option<Vec<PathBuf>>,
    /// What to read of it and what to pass over.
    pub rules: Rules,
    /// What was read from standard input, by the names it was given.
    pub streams: BTreeSet<String>,
    /// Something the user should know about the choice.
    pub notice: Option<String>,
    /// Why it is not known any more what the index was made from.
    pub damage: Option<String>,
}

/// No index was found.
#[derive(thiserror::Error, Debug, Clone, PartialEq, Eq)]
#[error("no index in {}{}", from.display(), if *.upwards { " or any folder above it" } else { "" })]
pub struct NoIndex {
    /// Where the search for one began.
    pub from: PathBuf,
    /// Whether the folders above were searched as well.
    pub upwards: bool,
}

#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    #[serde(with = "super::written")]
    archive: PathBuf,
    #[serde(with = "super::written::list")]
    paths: Vec<PathBuf>,
    #[serde(default)]
    rules: Rules,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    streams: BTreeSet<String>,
    /// Whether the index lay in the archive's folder, and so moves with it.
    #[serde(default)]
    beside: bool,
}

impl Place {
    /// Chooses where the index of `paths` lives: in `index` if given, else beside the first of them.
    ///
    /// Paths that an index there already covers stay covered. Where an index above is made from all of these, it is that one.
    ///
    /// # Errors
    /// When a path does not exist, or no folder for the index can be made.
    pub fn for_paths(paths: &[PathBuf], index: Option<&Path>) -> anyhow::Result<Place> {
        let mut real = Vec::with_capacity(paths.len());
        for path in paths {
            real.push(fs::canonicalize(path).with_context(|| path.display().to_string())?);
        }
        let Some(first) = real.first() else { bail!("no path to index") };
        let archive = if first.is_dir() { first.clone() } else { parent(first) };
        if let Some(around) = Place::around(&archive, &real).filter(|_| index.is_none()) {
            return Ok(Place { named: Some(real), ..around });
        }
        Ok(Place { named: Some(real.clone()), ..Place::covering(archive, real, index)? })
    }

    /// The index of a folder above that is made from all these paths.
    fn around(folder: &Path, paths: &[PathBuf]) -> Option<Place> {
        let place = Place::find(folder, None).ok().filter(|place| place.damage.is_none())?;
        let is_inside =
            |path: &PathBuf| place.paths.iter().any(|root| path.starts_with(root) && path != root);
        paths.iter().all(is_inside).then_some(place)
    }

    /// Chooses where the index of listed files and of what comes on standard input lives: as for the
    /// `paths` beside them if there are any, else as for the folder `from`.
    ///
    /// A listed file that is not there is no error: it is told when it is not found.
    ///
    /// # Errors
    /// As [`Place::for_paths`].
    pub fn for_list(
        from: &Path,
        paths: &[PathBuf],
        listed: &[PathBuf],
        index: Option<&Path>,
    ) -> anyhow::Result<Place> {
        let mut place = if !paths.is_empty() {
            Place::for_paths(paths, index)?
        } else if let Ok(place) = Place::find(from, index) {
            place
        } else {
            Place::covering(fs::canonicalize(from)?, Vec::new(), index)?
        };
        let mut named = place.named.take().unwrap_or_default();
        for path in listed {
            named.push(fs::canonicalize(path).or_else(|_| std::path::absolute(path))?);
        }
        place.paths.extend_from_slice(&named);
        place.paths = outermost(&place.paths);
        place.named = Some(named);
        Ok(place)
    }

    fn covering(archive: PathBuf, paths: Vec<PathBuf>, index: Option<&Path>) -> anyhow::Result<Place> {
        let (index, notice) = match index {
            // One that is there and cannot be written can still be searched.
            Some(index) if Archive::exists(index) => (index.to_owned(), None),
            Some(index) => {
                make_folder(index).with_context(|| index.display().to_string())?;
                (index.to_owned(), None)
            }
            None => beside(&archive)?,
        };
        let mut place = Place { index, archive, paths, notice, ..Place::default() };
        place.damage = place.note().err();
        if let Some(note) = place.read_note() {
            match place.moved_to(&note) {
                Some(home) => {
                    place.paths.push(home.clone());
                    place.archive = home;
                }
                None => {
                    place.archive = note.archive;
                    place.paths.extend(note.paths);
                }
            }
            place.rules = note.rules;
            place.streams = note.streams;
        }
        place.paths = outermost(&place.paths);
        Ok(place)
    }

    /// Finds the index to search: `index` if given, else the nearest from `from` upwards.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(from: &Path, index: Option<&Path>) -> Result<Place, NoIndex> {
        let none = || NoIndex { from: from.to_owned(), upwards: true };
        if let Some(index) = index {
            return Place::opened(index, &parent(index))
                .ok_or(NoIndex { from: index.to_owned(), upwards: false });
        }
        let real = fs::canonicalize(from).map_err(|_| none())?;
        real.ancestors()
            .find_map(|folder| {
                Place::opened(&folder.join(INDEX_FOLDER), folder)
                    .or_else(|| Place::opened(&data_folder(folder)?, folder))
            })
            .ok_or_else(none)
    }

    fn opened(index: &Path, archive: &Path) -> Option<Place> {
        if !Archive::exists(index) {
            return None;
        }
        let mut place = Place {
            index: index.to_owned(),
            archive: archive.to_owned(),
            paths: vec![archive.to_owned()],
            ..Place::default()
        };
        place.damage = place.note().err();
        if let Some(note) = place.read_note() {
            if place.moved_to(&note).is_none() {
                place.archive = note.archive;
                place.paths = note.paths;
            }
            place.rules = note.rules;
            place.streams = note.streams;
        }
        Some(place)
    }

    /// Where the archive is now, if it was moved or copied together with its index since the note was written.
    fn moved_to(&self, note: &Note) -> Option<PathBuf> {
        let index = fs::canonicalize(&self.index).ok()?;
        let home = index.parent().filter(|_| note.beside && index.ends_with(INDEX_FOLDER))?;
        (note.archive != home).then(|| home.to_owned())
    }

    /// What the index was made from; nothing where it was not made yet or the note is damaged.
    fn read_note(&self) -> Option<Note> {
        self.note().unwrap_or_default()
    }

    /// The note, or what is wrong with it.
    fn note(&self) -> Result<Option<Note>, String> {
        let path = self.index.join(NOTE);
        let wrong = |what: &dyn std::fmt::Display| format!("{}: {what}", path.display());
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            bytes => bytes.map_err(|error| wrong(&error))?,
        };
        let json = unseal(&bytes).map_err(|error| wrong(&error))?;
        serde_json::from_slice(json).map(Some).map_err(|error| wrong(&error))
    }

    /// This, and what others have indexed here since it was chosen.
    pub(super) fn joined(&self) -> Place {
        let mut out = self.clone();
        if let Some(note) = self.read_note().filter(|note| note.archive == self.archive) {
            out.paths.extend(note.paths);
            out.streams.extend(note.streams);
            out.paths = outermost(&out.paths);
        }
        out
    }

    /// What this run was told to look at, where all of it lies inside of what the index is made from already.
    pub(super) fn inside(&self) -> Option<Vec<PathBuf>> {
        let named = self.named.as_ref()?;
        are_inside(named, &self.read_note()?.paths).then(|| outermost(named))
    }

    /// When all that the index is made from was last looked at.
    pub(super) fn noted_at(&self) -> Option<SystemTime> {
        fs::metadata(self.index.join(NOTE)).and_then(|meta| meta.modified()).ok()
    }

    /// Writes down what the index is made from, where it is not what is written there.
    pub(super) fn write_note(&self) -> anyhow::Result<()> {
        let note = self.to_note();
        if self.note().is_ok_and(|known| known.as_ref() == Some(&note)) {
            return Ok(());
        }
        self.put_note(&note)
    }

    /// Writes down that all of it was looked at.
    pub(super) fn note_whole(&self) -> anyhow::Result<()> {
        let note = self.to_note();
        // What is written there already need not wait for the disk.
        let is_same = self.note().is_ok_and(|known| known.as_ref() == Some(&note));
        let path = self.index.join(NOTE);
        let touch = || fs::OpenOptions::new().append(true).open(&path)?.set_modified(SystemTime::now());
        if is_same && touch().is_ok() {
            return Ok(());
        }
        self.put_note(&note)
    }

    fn to_note(&self) -> Note {
        let (archive, paths) = (self.archive.clone(), self.paths.clone());
        let (rules, streams) = (self.rules.clone(), self.streams.clone());
        let beside = fs::canonicalize(&self.index).is_ok_and(|index| index == archive.join(INDEX_FOLDER));
        Note { archive, paths, rules, streams, beside }
    }

    fn put_note(&self, note: &Note) -> anyhow::Result<()> {
        Ok(write_json(&self.index.join(NOTE), &serde_json::to_vec_pretty(note)?)?)
    }
}

/// Whether all of these lie below one of the roots, and are none.
fn are_inside(paths: &[PathBuf], roots: &[PathBuf]) -> bool {
    paths.iter().all(|path| roots.iter().any(|root| path.starts_with(root) && path != root))
}

/// The folder beside the articles, or the one in the user's data folder and why.
fn beside(archive: &Path) -> anyhow::Result<(PathBuf, Option<String>)> {
    let wanted = archive.join(INDEX_FOLDER);
    if Archive::exists(&wanted) {
        return Ok((wanted, None));
    }
    let Err(error) = make_folder(&wanted) else { return Ok((wanted, None)) };
    let instead = data_folder(archive).context("there is no user data folder; name one with --index DIR")?;
    make_folder(&instead).with_context(|| instead.display().to_string())?;
    let notice = format!(
        "{} cannot be written ({error}); the index is kept in {}",
        wanted.display(),
        instead.display()
    );
    Ok((instead, Some(notice)))
}

/// Makes the folder and makes sure that something can be written into it.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    // The index is made from the archive and belongs in nobody's version control.
    let ignore = folder.join(".gitignore");
    if ignore.exists() && fs::OpenOptions::new().append(true).open(&ignore).is_ok() {
        return Ok(());
    }
    fs::write(ignore, "*\n")
}

/// Where the index of an archive that cannot be written is kept.
fn data_folder(archive: &Path) -> Option<PathBuf> {
    let name: String = content_hash(archive.as_os_str().as_encoded_bytes()).chars().take(16).collect();
    Some(dirs::data_dir()?.join("onrecord").join(name))
}

pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The paths without those that lie below another of them.
fn outermost(paths: &[PathBuf]) -> Vec<PathBuf> {
    let sorted: BTreeSet<&PathBuf> = paths.iter().collect();
    let mut out: Vec<PathBuf> = Vec::new();
    for path in sorted {
        // What lies below a path follows it at once in their order.
        if !out.last().is_some_and(|above| path.starts_with(above)) {
            out.push(path.clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beside_the_articles_and_found_from_below() {
        let dir = tempfile::tempdir().unwrap();
        let below = dir.path().join("2024/06");
        fs::create_dir_all(&below).unwrap();
        let place = Place::for_paths(&[dir.path().to_owned()], None).unwrap();
        assert!(place.index.ends_with(INDEX_FOLDER));
        assert_eq!(place.notice, None);
        assert!(Place::find(&below, None).is_err());
        Archive::open_or_create(&place.index, std::time::Duration::ZERO).unwrap();
        place.write_note().unwrap();
        assert_eq!(Place::find(&below, None).unwrap(), Place { named: None, ..place });
    }

    #[test]
    fn paths_add_up_and_swallow_what_lies_below() {
        let dir = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(dir.path()).unwrap();
        let index = real.join("i");
        for name in ["a/x", "b"] {
            fs::create_dir_all(real.join(name)).unwrap();
        }
        Place::for_paths(&[real.join("a/x")], Some(&index)).unwrap().write_note().unwrap();
        Place::for_paths(&[real.join("b")], Some(&index)).unwrap().write_note().unwrap();
        let place = Place::for_paths(&[real.join("a")], Some(&index)).unwrap();
        assert_eq!(place.paths, [real.join("a"), real.join("b")]);
        assert_eq!(place.archive, real.join("a/x"));
    }

    #[test]
    fn where_the_archive_cannot_be_written_it_says_so() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(INDEX_FOLDER), "a file is in the way").unwrap();
        let Ok(place) = Place::for_paths(&[dir.path().to_owned()], None) else { return };
        assert!(place.notice.unwrap().contains("cannot be written"));
        fs::remove_dir_all(place.index).unwrap();
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        let error = Place::for_paths(&[PathBuf::from("/no/such/folder")], None).unwrap_err();
        assert_eq!(error.to_string(), "/no/such/folder");
    }
}
