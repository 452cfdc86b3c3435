//! Which documents of a segment are one of several copies of a story: whoever walks a segment need not look each
//! article up among all copies there are.

use tantivy::{DocId, SegmentReader};

use crate::index::copies::Copies;
use crate::index::flat::{Flat, rows, sections};
use crate::index::told::{Of, RANK, Told};

/// The copies in a segment.
#[derive(Debug, Clone)]
pub(crate) struct Copied(pub(super) Flat<Section>);

#[derive(Debug, Clone, Copy)]
pub(super) enum Section {
    /// `u32, u32`: in their order, documents, and the number of the story that each is a copy of.
    Stories,
}

sections!(Section, Section::Stories);

impl Copied {
    fn of(documents: &[(DocId, u32)]) -> Copied {
        Copied(Flat::of(vec![(Section::Stories, rows(documents))]))
    }

    /// Looks up every article of a segment, deleted ones with them.
    pub(super) fn work_out(segment: &SegmentReader, copies: &Copies) -> tantivy::Result<Copied> {
        let ranks = Told::<u64>::open(segment, RANK, Of::Articles)?;
        let story = |document| Some((document, copies.story_of(ranks.first(document)?)?));
        let documents: Vec<(DocId, u32)> = (0..segment.max_doc()).filter_map(story).collect();
        Ok(Copied::of(&documents))
    }

    /// The number of the story that a document is a copy of. `from` is where the last one that was asked for was
    /// found: who asks goes through a segment in its order.
    pub(crate) fn story_of(&self, document: DocId, from: &mut usize) -> Option<u32> {
        let stories = self.0.view::<(u32, u32)>(Section::Stories);
        *from = stories.forward(*from, |row| row.0 < document);
        stories.get(*from).filter(|row| row.0 == document).map(|(_, story)| story)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_are_copies_know_their_story() {
        let copied = Copied::of(&[(3, 7), (4, 1), (90, 7)]);
        let mut from = 0;
        let found = [0, 3, 4, 5, 89, 90, 91].map(|document| copied.story_of(document, &mut from));
        assert_eq!(found, [None, Some(7), Some(1), None, None, Some(7), None]);
    }
}
