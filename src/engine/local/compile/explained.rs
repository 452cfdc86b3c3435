//! What tantivy is told where it asks one of our queries to explain itself: readers are told by `engine::local::explain`.

use tantivy::query::{Explanation, Scorer};
use tantivy::{DocId, TantivyError};

/// What tantivy is told of a document that a query of ours finds.
pub(super) fn explained(
    what: &'static str,
    mut scorer: Box<dyn Scorer>,
    document: DocId,
) -> tantivy::Result<Explanation> {
    if scorer.doc() > document || scorer.seek(document) != document {
        return Err(TantivyError::InvalidArgument(format!("document {document} does not match")));
    }
    Ok(Explanation::new(what, scorer.score()))
}
