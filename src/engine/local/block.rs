//! Columns read for many documents at a time: looking up one is mostly finding where it lies.

use tantivy::DocId;
use tantivy::columnar::column_index::MultiValueIndex;
use tantivy::columnar::{Column, ColumnIndex};

/// So many documents are looked up together.
pub(super) const BLOCK: usize = 512;

/// Room for what is looked up.
#[derive(Debug, Default)]
pub(super) struct Block {
    documents: Vec<DocId>,
    places: Vec<u32>,
    rows: Vec<u32>,
    values: Vec<u64>,
}

impl Block {
    /// The values of these documents, which are in order, one document's behind the other's.
    pub(super) fn values(&mut self, column: &Column<u64>, documents: &[DocId]) -> &[u64] {
        let Block { documents: met, places, rows, values } = self;
        met.clear();
        places.clear();
        rows.clear();
        if let ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(index)) = &column.index {
            index.optional_index.rank_if_exists_batch(documents, met, places);
            let start = |place: u32| index.start_index_column.get_val(place);
            let mut last = None;
            for place in places.iter().copied() {
                // Where one document's values end the next one's begin.
                let from =
                    last.filter(|(before, _)| *before == place).map_or_else(|| start(place), |(_, end)| end);
                let to = start(place + 1);
                rows.extend(from..to);
                last = Some((place + 1, to));
            }
        } else {
            column.row_ids_for_docs(documents, met, rows);
        }
        values.clear();
        values.resize(rows.len(), 0);
        column.values.get_vals(rows, values);
        values
    }
}
