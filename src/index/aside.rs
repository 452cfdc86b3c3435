//! The articles of damaged segments, laid aside until a repair is over.
//!
//! A segment is taken out of the index before its articles are put back, and what no commit names is swept. So their file
//! gets a second name in a folder beside the index, and keeps it until the commit that holds the articles: a repair that is
//! killed, or finds the disk full, is gone on with by the next one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyDocument;
use tantivy::directory::footer::Footer;
use tantivy::directory::{Directory as _, FileSlice, MmapDirectory};
use tantivy::fastfield::AliveBitSet;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::store::StoreReader;

use super::IndexError;
use super::archive::{Archive, INDEX_FOLDER};
use super::check::Flaw;

const FOLDER: &str = "onrecord.aside";
/// Blocks of a store that are kept unpacked; they are read one after the other.
pub(super) const BLOCKS: usize = 2;

/// The articles of a segment, and which of them are not deleted.
pub(super) struct Store {
    records: StoreReader,
    alive: Option<AliveBitSet>,
}

impl Store {
    /// What lies in the files of that name; nothing where it cannot be read.
    fn open(folder: &Path, name: &str) -> Option<Store> {
        let directory = MmapDirectory::open(folder).ok()?;
        let open = |ending: &str| -> Option<FileSlice> {
            let file = directory.open_read(Path::new(&format!("{name}.{ending}"))).ok()?;
            Footer::extract_footer(file).ok().map(|(_, body)| body)
        };
        let has_deletes = folder.join(format!("{name}.del")).exists();
        let alive = if has_deletes { Some(AliveBitSet::open(open("del")?.read_bytes().ok()?)) } else { None };
        Some(Store { records: StoreReader::open(open("store")?, BLOCKS).ok()?, alive })
    }

    /// The documents that are not deleted.
    pub(super) fn documents(&self) -> impl Iterator<Item = TantivyDocument> {
        self.records.iter::<TantivyDocument>(self.alive.as_ref()).flatten()
    }
}

/// Lays aside what can be read of a damaged segment: nothing where its articles, or which are deleted, are damaged themselves.
pub(super) fn lay_aside(archive: &Archive, segment: &SegmentMeta, flaws: &[Flaw]) -> Result<(), IndexError> {
    let (store, deleted) =
        (segment.relative_path(SegmentComponent::Store), segment.relative_path(SegmentComponent::Delete));
    let is_sound = |path: &Path| {
        let place = format!("{INDEX_FOLDER}/{}", path.display());
        flaws.iter().all(|flaw| flaw.place != place)
    };
    if !is_sound(&store) || segment.has_deletes() && !is_sound(&deleted) {
        return Ok(());
    }
    let folder = archive.dir().join(FOLDER);
    fs::create_dir_all(&folder).map_err(IndexError::io(&folder))?;
    let id = segment.id().uuid_string();
    // The articles last: what stands there without them is nothing yet.
    let files = [(deleted, "del", segment.has_deletes()), (store, "store", true)];
    for (file, ending, _) in files.iter().filter(|(_, _, is_there)| *is_there) {
        let from = archive.dir().join(INDEX_FOLDER).join(file);
        let to = folder.join(format!("{id}.{ending}"));
        second_name(&from, &to).map_err(IndexError::io(&to))?;
    }
    Ok(())
}

fn second_name(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Not every file system gives a file two names.
        Err(_) => fs::copy(from, to).map(|_| ()),
        Ok(()) => Ok(()),
    }
}

/// Everything that lies aside, also from a repair that was broken off.
pub(super) fn stores(archive: &Archive) -> Vec<Store> {
    let folder = archive.dir().join(FOLDER);
    let files = fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.sort();
    let is_store = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "store");
    let names = paths.iter().filter(is_store).filter_map(|path| path.file_stem()?.to_str());
    names.filter_map(|name| Store::open(&folder, name)).collect()
}

/// Takes away what lies aside: it is in the index again.
pub(super) fn clear(archive: &Archive) {
    fs::remove_dir_all(archive.dir().join(FOLDER)).ok();
}
