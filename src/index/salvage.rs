//! Articles that can still be read in an index of which something else is damaged.
//!
//! Whatever an index holds is worked out from its articles' records, and these are stored in it, each segment's in a
//! file of its own. So what else is lost of a segment, or of the manifest, is made anew without the archive. Segments whose
//! articles, or list of deletions, are damaged themselves are lost.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::{IndexRecordOption, Value as _};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::IndexError;
use super::archive::{Archive, WriterOptions};
use super::aside::{BLOCKS, Store};
use super::by_file::each_document;
use super::holding::holding;
use super::manifest::{FileEntry, FileFacts, Manifest};
use super::packed::unpack;
use super::update::Update;
use crate::model::Record;

fn record(archive: &Archive, document: &TantivyDocument) -> Option<Record> {
    unpack(document.get_first(archive.fields().record)?.as_bytes()?).ok()
}

/// Puts the articles of files that lost some with their segments back into the index: those from the stores, and those
/// that other segments hold. Gives the files of which not all articles could be found: they have none then.
///
/// Nothing is true of it before the next commit.
pub(super) fn put_back(
    archive: &Archive,
    update: &Update,
    manifest: &Manifest,
    stores: &[Store],
    incomplete: &BTreeSet<String>,
) -> Result<BTreeSet<String>, IndexError> {
    let mut put: BTreeMap<String, u64> = BTreeMap::new();
    let mut put_one = |file: &str, record: Record| -> Result<(), IndexError> {
        *put.entry(file.to_owned()).or_default() += 1;
        update.put_part(file, &[record])
    };
    for record in stores.iter().flat_map(Store::documents).filter_map(|document| record(archive, &document)) {
        let file = holding(&record.article.origin.path, |file| manifest.contains_key(file)).to_owned();
        if incomplete.contains(&file) {
            put_one(&file, record)?;
        }
    }
    let searcher = archive.index().reader()?.searcher();
    let is_indexed = |file: &&String| manifest.get(*file).is_some_and(FileEntry::is_indexed);
    for file in incomplete.iter().filter(is_indexed) {
        each_record_of(archive, &searcher, file, &mut |record| put_one(file, record))?;
    }
    let is_whole = |file: &&String| {
        let wanted = manifest.get(*file).filter(|entry| entry.is_indexed()).map(|entry| entry.articles);
        wanted.is_some_and(|articles| put.get(*file) == Some(&articles))
    };
    Ok(incomplete.iter().filter(|file| !is_whole(file)).cloned().collect())
}

/// Hands over the articles of a file that are in the index.
fn each_record_of(
    archive: &Archive,
    searcher: &Searcher,
    file: &str,
    each: &mut dyn FnMut(Record) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let term = Term::from_field_text(archive.fields().file, file);
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(archive.fields().file)?;
        let Some(mut found) =
            index.read_postings(&term, IndexRecordOption::Basic).map_err(TantivyError::from)?
        else {
            continue;
        };
        let store = segment.get_store_reader(BLOCKS).map_err(TantivyError::from)?;
        let mut at = found.doc();
        while at != TERMINATED {
            if !segment.is_deleted(at)
                && let Some(record) = record(archive, &store.get::<TantivyDocument>(at)?)
            {
                each(record)?;
            }
            at = found.advance();
        }
    }
    Ok(())
}

/// Makes an index anew of which nobody knows any more what it was made from: of the articles in it and in the stores. The next
/// run reads all files again. Gives how many articles there are.
pub(super) fn made_anew(
    archive: &Archive,
    stores: &[Store],
    options: WriterOptions,
) -> Result<u64, IndexError> {
    let searcher = archive.index().reader()?.searcher();
    let mut update = archive.begin(options)?;
    let (mut files, mut met) = (BTreeSet::new(), BTreeSet::new());
    for segment in searcher.segment_readers() {
        let store = segment.get_store_reader(BLOCKS).map_err(TantivyError::from)?;
        for (document, file) in files_of_documents(archive, segment)? {
            if let Some(record) = record(archive, &store.get::<TantivyDocument>(document)?) {
                met.insert(record.article.id.clone());
                update.put_part(&file, &[record])?;
                files.insert(file);
            }
        }
    }
    for record in stores.iter().flat_map(Store::documents).filter_map(|document| record(archive, &document)) {
        // A repair that was broken off may have put it back already.
        if met.insert(record.article.id.clone()) {
            let file = record.article.origin.path.clone();
            update.put_part(&file, &[record])?;
            files.insert(file);
        }
    }
    for file in &files {
        // Nobody knows what its bytes were.
        update.put(file, FileFacts { size: 0, mtime: FileFacts::UNTOLD }, &format!("untold {file}"), &[])?;
    }
    let articles = update.complete()?.articles;
    update.close()?;
    Ok(articles)
}

/// The documents of a segment in their order, and the file of each.
fn files_of_documents(
    archive: &Archive,
    segment: &SegmentReader,
) -> Result<BTreeMap<DocId, String>, IndexError> {
    let mut out = BTreeMap::new();
    each_document(archive, segment, |file, document| {
        out.insert(document, file.to_owned());
    })?;
    Ok(out)
}
