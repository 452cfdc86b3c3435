//! Mending what [`Archive::check`] found.
//!
//! All that an index holds is worked out from the articles stored in it, and these come from the archive. So what is damaged
//! is made anew from what articles can be read (`salvage`); those that cannot are taken out, and the manifest forgets the
//! files they came from: the next run reads these, and no others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tantivy::Directory as _;
use tantivy::index::SegmentMeta;

use super::archive::{Archive, FORMAT_FILE, INDEX_FOLDER, WriterOptions, write_format};
use super::by_file::documents_by_file;
use super::check::{Flaw, MANAGED_FILE, Part};
use super::folder::{Folder, META_FILE};
use super::holding::holding;
use super::manifest::Manifest;
use super::{IndexError, aside, lock, salvage, sealed};

/// What was mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repaired {
    /// What was done.
    pub done: Vec<String>,
    /// Whether files must be read again before the index holds what it should.
    pub must_read: bool,
}

impl Archive {
    /// Opens an index after mending what keeps it from being opened. Where nothing else helps, it is emptied.
    pub fn mend_to_open(dir: &Path, options: WriterOptions) -> Result<(Archive, Repaired), IndexError> {
        let mut out = Repaired::default();
        if let Ok(archive) = Archive::open(dir).and_then(|archive| archive.payload().map(|_| archive)) {
            return Ok((archive, out));
        }
        let held = lock::take(dir, options.wait)?;
        if dir.join(INDEX_FOLDER).join(META_FILE).is_file() {
            if is_unreadable(&dir.join(FORMAT_FILE)) {
                write_format(dir)?;
                out.done.push(format!("{FORMAT_FILE} was written anew"));
            }
            if is_unreadable(&dir.join(INDEX_FOLDER).join(MANAGED_FILE)) {
                note_files(&dir.join(INDEX_FOLDER))?;
                out.done.push(format!("{INDEX_FOLDER}/{MANAGED_FILE} was written anew"));
            }
        }
        match Archive::open(dir).and_then(|archive| archive.payload().map(|_| archive)) {
            Ok(archive) => Ok((archive, out)),
            Err(other @ IndexError::OtherVersion { .. }) => Err(other),
            Err(_) => {
                drop(held);
                out.done.push("which parts the index has cannot be told: it was emptied".to_owned());
                out.must_read = true;
                Ok((Archive::rebuild(dir, options.wait)?, out))
            }
        }
    }

    /// Makes what is damaged anew, and takes out what cannot be, so that the next run reads it again. Gives the index as it is
    /// then.
    pub fn repair(
        self,
        flaws: &[Flaw],
        options: WriterOptions,
        out: &mut Repaired,
    ) -> Result<Archive, IndexError> {
        let archive = self.take_out(flaws, options, out)?;
        let stores = aside::stores(&archive);
        if is_torn(archive.manifest_of(&archive.payload()?).as_ref()) {
            let articles = salvage::made_anew(&archive, &stores, options)?;
            aside::clear(&archive);
            out.done.push(format!(
                "which files were read cannot be told: {} kept, and read again by the next run",
                counted(articles, "article was", "articles were")
            ));
            out.must_read = true;
            return Ok(archive);
        }
        let mut update = archive.begin(options)?;
        let manifest = archive.manifest_of(update.payload())?;
        let incomplete = incomplete(&archive, &manifest)?;
        let lost = salvage::put_back(&archive, &update, &manifest, &stores, &incomplete)?;
        let restored: BTreeSet<String> = incomplete.difference(&lost).cloned().collect();
        if !restored.is_empty() {
            let these = counted(restored.len() as u64, "file", "files");
            out.done
                .push(format!("what is indexed of {these} was made again from the articles in the index"));
        }
        let flawed = flaws.iter().filter_map(|flaw| match &flaw.part {
            Part::File(path) => Some(holding(path, |file| manifest.contains_key(file)).to_owned()),
            _ => None,
        });
        let mut files: BTreeSet<String> = flawed.filter(|file| !restored.contains(file)).collect();
        files.extend(lost);
        if !files.is_empty() {
            let these = counted(files.len() as u64, "file was", "files were");
            out.done.push(format!("{these} taken out of the index"));
            out.must_read = true;
        }
        if flaws.iter().any(|flaw| flaw.part == Part::Sums) {
            fs::remove_file(super::ordinals::path(archive.dir())).ok();
            out.done.push("sums and copies were worked out again".to_owned());
        }
        update.forget(&files)?;
        update.close()?;
        aside::clear(&archive);
        Ok(archive)
    }

    /// The index without its damaged segments, their articles laid aside.
    pub(super) fn take_out(
        self,
        flaws: &[Flaw],
        options: WriterOptions,
        out: &mut Repaired,
    ) -> Result<Archive, IndexError> {
        let damaged: BTreeSet<&str> = flaws
            .iter()
            .filter_map(|flaw| match &flaw.part {
                Part::Segment(id) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        if damaged.is_empty() {
            return Ok(self);
        }
        let metas = self.index().load_metas()?.segments;
        let is_damaged = |segment: &&SegmentMeta| damaged.contains(segment.id().uuid_string().as_str());
        metas.iter().filter(is_damaged).try_for_each(|segment| aside::lay_aside(&self, segment, flaws))?;
        self.without(&damaged, options, out)
    }

    /// The index without some of its segments.
    fn without(
        self,
        segments: &BTreeSet<&str>,
        options: WriterOptions,
        out: &mut Repaired,
    ) -> Result<Archive, IndexError> {
        let _held = lock::take(self.dir(), options.wait)?;
        let mut metas = self.index().load_metas()?;
        let before = metas.segments.len();
        metas.segments.retain(|segment| !segments.contains(segment.id().uuid_string().as_str()));
        out.done.push(format!("{} of {before} segments were taken out", before - metas.segments.len()));
        let json = serde_json::to_vec(&metas).map_err(super::PackError::from)?;
        let path = self.dir().join(INDEX_FOLDER).join(META_FILE);
        self.index().directory().atomic_write(Path::new(META_FILE), &json).map_err(IndexError::io(&path))?;
        Archive::open(self.dir())
    }
}

/// Whether it cannot be told any more which files were read.
fn is_torn(manifest: Result<&Manifest, &IndexError>) -> bool {
    manifest.is_err_and(|error| error.is_missing_file() || matches!(error, IndexError::Damaged { .. }))
}

/// `1 file was`, `2 files were`.
fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn is_unreadable(path: &Path) -> bool {
    let Ok(bytes) = fs::read(path) else { return true };
    let json = sealed::unseal(&bytes).ok().map(serde_json::from_slice::<serde_json::Value>);
    !matches!(json, Some(Ok(_)))
}

/// Notes all files of the folder as the index's own: those that no commit names go with the next one.
fn note_files(folder: &Path) -> Result<(), IndexError> {
    let entries = fs::read_dir(folder).map_err(IndexError::io(folder))?;
    let names = entries.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    let names: BTreeSet<String> = names.filter(|name| !name.starts_with('.') && name != META_FILE).collect();
    let json = serde_json::to_vec(&names).map_err(super::PackError::from)?;
    let path = folder.join(MANAGED_FILE);
    Folder::open(folder)?.atomic_write(Path::new(MANAGED_FILE), &json).map_err(IndexError::io(&path))
}

/// Files that have another number of documents than they should, or are not known.
fn incomplete(archive: &Archive, manifest: &super::Manifest) -> Result<BTreeSet<String>, IndexError> {
    let counts = documents_by_file(archive, &archive.index().reader()?.searcher())?;
    let of = |path: &str| counts.get(path).copied().unwrap_or(0);
    let known = manifest.iter().filter(|(path, entry)| {
        let expected = if entry.is_indexed() { entry.articles + entry.statements } else { 0 };
        of(path) != expected
    });
    let known = known.map(|(path, _)| path.clone());
    Ok(known.chain(counts.keys().filter(|path| !manifest.contains_key(*path)).cloned()).collect())
}
