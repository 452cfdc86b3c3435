//! Whom each document of a segment means, as plain rows: counting a document reads what lies side by side, and nothing
//! has to be set right afterwards. Kept of columns that are counted with nearly every question; it costs some four
//! bytes a document and a name.

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::Section;
use super::meant::Values;
use crate::index::flat::{Flat, Rows, rows};
use crate::index::told::{Of, RANK, Ranks, Told};

/// So many numbers of a row are taken at once.
const EIGHT: usize = 8;
/// Documents that share a row of bits.
const BITS: u32 = u64::BITS;

/// The rows of a segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed<'n> {
    /// Bits of the documents that name somebody, and how many do before these.
    naming: Rows<'n, (u64, u32)>,
    /// Where the names of each of those begin, and where the last one's end.
    begins: Rows<'n, u32>,
    /// Whom they mean, each once in a document.
    meant: Rows<'n, u32>,
}

impl<'n> Listed<'n> {
    /// The rows, where a column has such.
    pub(super) fn of(flat: &'n Flat<Section>) -> Option<Listed<'n>> {
        let listed = Listed {
            naming: flat.view(Section::Naming),
            begins: flat.view(Section::Begins),
            meant: flat.view(Section::Meant),
        };
        (flat.len::<u32>(Section::Begins) > 0).then_some(listed)
    }

    /// Gives the numbers of whom a document means.
    #[inline]
    pub(crate) fn meant_in(&self, document: DocId, each: impl FnMut(u32)) {
        if let Some((from, to)) = self.range(document) {
            self.meant.range(from as usize..to as usize).for_each(each);
        }
    }

    /// Adds the numbers of whom each of these documents means.
    pub(crate) fn meant_in_all(&self, documents: &[DocId], out: &mut Vec<u32>) {
        for document in documents {
            let Some((from, to)) = self.range(*document) else { continue };
            let (from, to) = (from as usize, to as usize);
            // Rows are short and of any length: a fixed number is taken at once, and what is too much is let go.
            match self.meant.eight(from).filter(|_| to.saturating_sub(from) <= EIGHT) {
                Some(taken) => {
                    let end = out.len() + to.saturating_sub(from);
                    out.extend_from_slice(&taken);
                    out.truncate(end);
                }
                None => out.extend(self.meant.range(from..to)),
            }
        }
    }

    #[inline]
    fn range(&self, document: DocId) -> Option<(u32, u32)> {
        let (bits, before) = self.naming.get((document / BITS) as usize)?;
        let bit = document % BITS;
        if bits >> bit & 1 == 0 {
            return None;
        }
        let at = before.saturating_add((bits & ((1 << bit) - 1)).count_ones()) as usize;
        Some((self.begins.get(at)?, self.begins.get(at + 1)?))
    }
}

/// The rows as they are put together, documents in their order.
#[derive(Default)]
struct Lists {
    naming: Vec<(u64, u32)>,
    begins: Vec<u32>,
    meant: Vec<u32>,
}

impl Lists {
    fn add(&mut self, document: DocId, meant: &[u32]) {
        let documents = self.begins.len() as u32;
        self.naming.resize((document / BITS) as usize + 1, (0, documents));
        if let Some((bits, _)) = self.naming.last_mut() {
            *bits |= 1 << (document % BITS);
        }
        self.begins.push(self.meant.len() as u32);
        self.meant.extend_from_slice(meant);
    }

    fn sections(mut self) -> Flat<Section> {
        self.begins.push(self.meant.len() as u32);
        let mut all = self.meant.clone();
        all.sort_unstable();
        let (numbers, totals): (Vec<u32>, Vec<u32>) =
            all.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len() as u32))).unzip();
        Flat::of(vec![
            (Section::Numbers, rows(&numbers)),
            (Section::Totals, rows(&totals)),
            (Section::Naming, rows(&self.naming)),
            (Section::Begins, rows(&self.begins)),
            (Section::Meant, rows(&self.meant)),
        ])
    }
}

/// Works out the rows of a segment; the arguments are those of [`super::Numbered::work_out`].
pub(super) fn work_out(
    segment: &SegmentReader,
    column: &StrColumn,
    of: Of,
    values: &Values<'_>,
    wrong: &Ranks,
    number: &mut dyn FnMut(&str) -> u32,
) -> tantivy::Result<Flat<Section>> {
    let ranks = Told::<u64>::open(segment, RANK, of)?;
    let usual: Vec<u32> = (0..values.len()).map(|at| number(values.name(values.meant(at)))).collect();
    let (mut lists, mut meant, mut here) = (Lists::default(), Vec::new(), Vec::new());
    for document in 0..segment.max_doc() {
        let Some(rank) = ranks.first(document) else { continue };
        let ordinals = || column.term_ords(document).map(|ordinal| ordinal as usize);
        meant.clear();
        if wrong.contains(&rank) {
            values.meant_in(rank, ordinals(), &mut here);
            meant.extend(here.iter().map(|meant| number(values.name(*meant))));
        } else {
            meant.extend(ordinals().filter_map(|ordinal| usual.get(ordinal).copied()));
        }
        // Whom an article names twice it counts once.
        meant.sort_unstable();
        meant.dedup();
        if !meant.is_empty() {
            lists.add(document, &meant);
        }
    }
    Ok(lists.sections())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_document_means_whom_it_was_given(
            given in prop::collection::btree_map(0..400_u32, prop::collection::btree_set(0..19_u32, 1..14), 0..60),
        ) {
            let mut lists = Lists::default();
            for (document, meant) in &given {
                lists.add(*document, &meant.iter().copied().collect::<Vec<_>>());
            }
            let flat = lists.sections();
            let listed = Listed::of(&flat).unwrap();
            for document in 0..500 {
                let (mut meant, mut also) = (Vec::new(), Vec::new());
                listed.meant_in(document, |number| meant.push(number));
                listed.meant_in_all(&[document], &mut also);
                prop_assert_eq!(&meant, &also);
                let want: Vec<u32> = given.get(&document).into_iter().flatten().copied().collect();
                prop_assert_eq!(meant, want);
            }
            for number in 0..19 {
                let at = flat.all::<u32>(Section::Numbers).position(|met| met == number);
                let total = at.and_then(|at| flat.row::<u32>(Section::Totals, at)).unwrap_or(0);
                let want = given.values().filter(|meant| meant.contains(&number)).count();
                prop_assert_eq!(total as usize, want);
            }
        }
    }
}
