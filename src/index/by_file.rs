//! The documents of an index by the files of the archive that they come from.

use std::collections::BTreeMap;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyError};

use super::IndexError;
use super::archive::Archive;

/// How many documents each file has, by its path.
pub(super) fn documents_by_file(
    archive: &Archive,
    searcher: &Searcher,
) -> Result<BTreeMap<String, u64>, IndexError> {
    let mut out = BTreeMap::new();
    for segment in searcher.segment_readers() {
        each_document(archive, segment, |file, _| match out.get_mut(file) {
            Some(count) => *count += 1,
            None => {
                out.insert(file.to_owned(), 1);
            }
        })?;
    }
    Ok(out)
}

/// Hands over the documents of a segment that are not deleted, file after file.
pub(super) fn each_document(
    archive: &Archive,
    segment: &SegmentReader,
    mut each: impl FnMut(&str, DocId),
) -> Result<(), IndexError> {
    let index = segment.inverted_index(archive.fields().file)?;
    let mut terms = index.terms().stream().map_err(TantivyError::from)?;
    while terms.advance() {
        let file = String::from_utf8_lossy(terms.key());
        let mut found = index
            .read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)
            .map_err(TantivyError::from)?;
        let mut at = found.doc();
        while at != TERMINATED {
            if !segment.is_deleted(at) {
                each(&file, at);
            }
            at = found.advance();
        }
    }
    Ok(())
}
