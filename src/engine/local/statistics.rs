//! What ranking is told of the archive: only articles, only those that are there.
//!
//! Statements lie in the same index and deleted articles stay in it until they are merged away.
//! Neither may change a score, or the same archive would rank otherwise after another history.

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::index::analysis::with_stem;
use crate::index::marks::STEM_MARK;
use crate::index::{ARTICLE, Fields, Lengths};

/// About how many bytes of text give one token, stems and pairs of common words counted.
const BYTES_A_TOKEN: u64 = 5;

pub(super) struct Statistics<'s> {
    pub(super) searcher: &'s Searcher,
    pub(super) fields: &'s Fields,
    /// How many documents there are of the kind that is ranked: articles, or statements.
    pub(super) documents: u64,
    pub(super) lengths: Lengths,
    /// How many statements there are.
    pub(super) statements: u64,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let bytes = match field {
            field if field == self.fields.headline => self.lengths.headline,
            field if field == self.fields.body => self.lengths.body,
            // Whatever kind of documents is ranked, a statement's length counts by itself.
            field if field == self.fields.said => {
                self.lengths.quotes.saturating_mul(self.documents) / self.statements.max(1)
            }
            // The others keep no lengths: each counts as one token long.
            _ => 0,
        };
        Ok((bytes / BYTES_A_TOKEN).max(self.total_num_docs()?))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = documents_with(self.searcher, term)?;
        if let Some(stem) = marked_stem(term) {
            // A stem hides behind its own word where that is printed.
            count += documents_with(self.searcher, &Term::from_field_text(term.field(), &stem))?;
        }
        Ok(count.min(self.total_num_docs()?))
    }
}

fn marked_stem(term: &Term) -> Option<String> {
    let value = term.value();
    let stem = value.as_str()?.strip_prefix(STEM_MARK)?;
    with_stem(stem, |again| again.is_none()).then(|| stem.to_owned())
}

/// How many articles there are.
pub(super) fn articles(searcher: &Searcher, fields: &Fields) -> tantivy::Result<u64> {
    documents_with(searcher, &Term::from_field_text(fields.kind, ARTICLE))
}

/// How many documents that are not deleted have `term`.
pub(super) fn documents_with(searcher: &Searcher, term: &Term) -> tantivy::Result<u64> {
    searcher.segment_readers().iter().map(|segment| count_in(segment, term)).sum()
}

fn count_in(segment: &SegmentReader, term: &Term) -> tantivy::Result<u64> {
    let inverted = segment.inverted_index(term.field())?;
    let Some(alive) = segment.alive_bitset() else { return Ok(u64::from(inverted.doc_freq(term)?)) };
    let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else { return Ok(0) };
    let mut count = 0;
    while postings.doc() != TERMINATED {
        count += u64::from(alive.is_alive(postings.doc()));
        postings.advance();
    }
    Ok(count)
}
