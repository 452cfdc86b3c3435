//! A cue with its source and its content: one attribution inside one sentence.

use super::doc::{Doc, Range};
use super::offers::Offer;

/// How sure the order of words is of cue, source and borders, where it tells them.
const SURE_OF_ORDER: f32 = 0.9;

/// A cue with what belongs to it.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The cue's token.
    pub cue: usize,
    /// How likely it attributes at all.
    pub likely: f32,
    /// Its source, an index into [`Doc::phrases`].
    pub source: Option<usize>,
    /// How likely that is the right source.
    pub source_likely: f32,
    /// What it attributes inside its sentence, marks included.
    pub content: Option<Range>,
    /// How likely both ends are right.
    pub content_likely: f32,
    /// What the content may be, the likeliest first.
    pub offers: Vec<Offer>,
    /// What the last look at it says.
    pub looked: Looked,
}

impl Clause {
    /// The tokens of the source.
    pub fn source_range(&self, doc: &Doc<'_>) -> Option<Range> {
        self.source.map(|number| doc.phrases[number].range)
    }

    /// An attribution that the order of words tells, whatever choosers think of it.
    pub fn told_by_order(cue: usize, source: usize, content: Range) -> Clause {
        Clause {
            cue,
            likely: SURE_OF_ORDER,
            source: Some(source),
            source_likely: SURE_OF_ORDER,
            content: Some(content),
            content_likely: SURE_OF_ORDER,
            offers: vec![Offer { content: Some(content), begin: SURE_OF_ORDER, end: SURE_OF_ORDER }],
            looked: Looked { right: SURE_OF_ORDER, touch: SURE_OF_ORDER },
        }
    }

    /// Puts `told` among `clauses`, both sorted by their cues, each in the place of what its cue had. Cost: linear in both.
    pub fn put_all(clauses: &mut Vec<Clause>, told: Vec<Clause>) {
        let mut fresh = Vec::new();
        for own in told {
            match clauses.binary_search_by_key(&own.cue, |clause| clause.cue) {
                Ok(place) => clauses[place] = own,
                Err(_) => fresh.push(own),
            }
        }
        clauses.extend(fresh);
        clauses.sort_by_key(|clause| clause.cue);
    }

    /// Takes one of the offers for its content.
    pub fn take(&mut self, place: usize) {
        if let Some(offer) = self.offers.get(place) {
            self.content = offer.content;
            self.content_likely = offer.begin * offer.end;
        }
    }
}

/// What the last look says of a clause.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Looked {
    /// How likely the content is a statement with the right borders; 0 where nothing was looked at.
    pub right: f32,
    /// How likely most of it is somebody's words.
    pub touch: f32,
}
