//! What only articles keep, as it is read of them and of their statements.
//!
//! An article's documents lie side by side: the article, then its statements in their order. So what only the
//! article keeps (its rank, its dates) is read of a statement by stepping back over those before it.

use hashbrown::HashSet;
use tantivy::columnar::{Column, HasAssociatedColumnType};
use tantivy::{DocId, SegmentReader};

/// Articles by their rank. With a fixed seed, like every table of ours.
pub(crate) type Ranks = HashSet<u64, foldhash::fast::FixedState>;

/// The kind of documents that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// Articles.
    Articles,
    /// Statements.
    Statements,
}

/// The column of an article's id as a number.
pub(crate) const RANK: &str = "rank";
/// The column that tells how far behind its article a statement stands.
const ORDINAL: &str = "said_ordinal";

/// A column that articles have, as it is read of them or of their statements.
#[derive(Clone)]
pub(crate) struct Told<T> {
    column: Column<T>,
    /// Of statements.
    ordinal: Option<Column<u64>>,
}

impl<T: Number> Told<T> {
    /// Opens the column `name` of a segment; one that holds nothing tells nothing.
    pub(crate) fn open(segment: &SegmentReader, name: &str, of: Of) -> tantivy::Result<Told<T>> {
        let ordinal = match of {
            Of::Articles => None,
            Of::Statements => Some(u64::column(segment, ORDINAL)?),
        };
        Ok(Told { column: T::column(segment, name)?, ordinal })
    }

    /// What is told of a document; nothing where it is of the other kind.
    pub(crate) fn first(&self, document: DocId) -> Option<T> {
        self.of_article(self.article(document)?)
    }

    /// The article itself, or the one that a statement stands in.
    pub(crate) fn article(&self, document: DocId) -> Option<DocId> {
        match &self.ordinal {
            None => Some(document),
            Some(ordinal) => article_of(document, ordinal.first(document)?),
        }
    }

    /// What is told of an article, as [`Told::article`] gives it.
    pub(crate) fn of_article(&self, article: DocId) -> Option<T> {
        self.column.first(article)
    }
}

/// Where the article lies that a statement stands in.
pub(crate) fn article_of(statement: DocId, ordinal: u64) -> Option<DocId> {
    statement.checked_sub(u32::try_from(ordinal).ok()?.checked_add(1)?)
}

/// What a column of numbers holds.
pub(crate) trait Number: HasAssociatedColumnType {
    /// The column `name` of a segment; an empty one where it has none.
    fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<Self>>;
}

impl Number for u64 {
    fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<u64>> {
        let found = segment.fast_fields().column_opt::<u64>(name)?;
        Ok(found.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
    }
}

impl Number for i64 {
    fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<i64>> {
        let found = segment.fast_fields().column_opt::<i64>(name)?;
        Ok(found.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
    }
}
