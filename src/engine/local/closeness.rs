//! Raising articles in which the words of a query stand close together.
//!
//! Only the best by their words alone are looked at, always the same many: so pages follow each other
//! without gaps, and common words cost no more than rare ones.

use tantivy::{DocId, Searcher, SegmentOrdinal};

use super::collect::Ranked;
use super::compile::spans::{Reader, Spans};
use crate::index::Fields;
use crate::index::analysis::{exact_tokens, related_tokens};
use crate::query::Query;

/// How many of the best are looked at.
pub(super) const LOOKED_AT: usize = 200;
/// What words right beside each other add, as a share of the score.
const MOST: f32 = 0.5;
/// Words farther apart than this add nothing.
const FARTHEST: u32 = 24;
/// How many words are looked for together.
const WORDS: usize = 8;

/// The words that may stand close together: bare ones that must all match.
pub(super) fn words(query: &Query) -> Vec<Vec<String>> {
    let Query::And(parts) = query else { return Vec::new() };
    let mut out: Vec<Vec<String>> = Vec::new();
    for part in parts {
        let Query::Term { field: None, word } = part else { continue };
        if let [token] = exact_tokens(word).as_slice() {
            let mut forms = related_tokens(token);
            forms.push(token.clone());
            out.push(forms);
        }
    }
    out.truncate(WORDS);
    if out.len() < 2 { Vec::new() } else { out }
}

/// How much closeness adds to the score of each of these, in their order.
pub(super) fn added(
    searcher: &Searcher,
    fields: &Fields,
    words: &[Vec<String>],
    hits: &[Ranked],
) -> tantivy::Result<Vec<f32>> {
    let mut order: Vec<usize> = (0..hits.len()).collect();
    order.sort_unstable_by_key(|at| (hits[*at].document.segment_ord, hits[*at].document.doc_id));
    let mut out = vec![0.0; hits.len()];
    let mut open: Option<(SegmentOrdinal, Places)> = None;
    for at in order {
        let document = hits[at].document;
        if open.as_ref().is_none_or(|(segment, _)| *segment != document.segment_ord) {
            let places = Places::open(searcher, fields, words, document.segment_ord)?;
            open = Some((document.segment_ord, places));
        }
        if let Some((_, places)) = &mut open {
            out[at] = hits[at].score * MOST * places.closeness(document.doc_id);
        }
    }
    Ok(out)
}

/// The places of every word in one segment, by column.
struct Places {
    columns: Vec<Vec<Reader>>,
}

impl Places {
    fn open(
        searcher: &Searcher,
        fields: &Fields,
        words: &[Vec<String>],
        segment: SegmentOrdinal,
    ) -> tantivy::Result<Self> {
        let segment = searcher.segment_reader(segment);
        let mut columns = Vec::new();
        for column in [fields.headline, fields.body] {
            let readers = words.iter().map(|forms| Reader::open(&Spans::Any(forms.clone()), column, segment));
            columns.push(readers.collect::<tantivy::Result<_>>()?);
        }
        Ok(Places { columns })
    }

    /// From 0, far apart, to 1, right beside each other, where they stand closest.
    fn closeness(&mut self, document: DocId) -> f32 {
        let mut best: f32 = 0.0;
        for readers in &mut self.columns {
            let places: Vec<Vec<u32>> = readers
                .iter_mut()
                .map(|reader| reader.stretches(document).into_iter().map(|(at, _)| at).collect())
                .collect();
            if let Some(width) = narrowest(&places) {
                let between = width + 1 - (places.len() as u32).min(width + 1);
                if between < FARTHEST {
                    best = best.max(1.0 - between as f32 / FARTHEST as f32);
                }
            }
        }
        best
    }
}

/// The width of the narrowest stretch that holds a place of each, last minus first.
fn narrowest(places: &[Vec<u32>]) -> Option<u32> {
    let mut next = vec![0; places.len()];
    let mut best: Option<u32> = None;
    loop {
        let (mut first, mut last, mut behind) = (u32::MAX, 0, 0);
        for (word, places) in places.iter().enumerate() {
            let Some(at) = places.get(next[word]).copied() else { return best };
            if at < first {
                (first, behind) = (at, word);
            }
            last = last.max(at);
        }
        best = Some(best.map_or(last - first, |best| best.min(last - first)));
        next[behind] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_stretch() {
        assert_eq!(narrowest(&[vec![0, 9], vec![4, 10], vec![30]]), Some(21));
        assert_eq!(narrowest(&[vec![1, 20], vec![5, 19]]), Some(1));
        assert_eq!(narrowest(&[vec![1], vec![]]), None);
    }
}
