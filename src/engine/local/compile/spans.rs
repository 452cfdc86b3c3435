//! Where words stand, as a tree: alternatives, phrases, and what is near what.

use tantivy::postings::Postings;
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

use super::expand::Expander;
use crate::index::analysis::{MAX_SLOP, exact_tokens, related_tokens};
use crate::query::{Field, Matcher, Query};

/// More stretches than this in one document are not looked at.
const MOST_STRETCHES: usize = 20_000;

/// Words by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine::local) enum Spans {
    /// Any of these tokens.
    Any(Vec<String>),
    /// These one after the other, with at most `slop` words between.
    Phrase(Vec<Spans>, u32),
    /// Any of these.
    Or(Vec<Spans>),
    /// Both, at most so many words apart.
    Near { left: Box<Spans>, right: Box<Spans>, within: u32, ordered: bool },
}

impl Spans {
    /// These exact words.
    pub(in crate::engine::local) fn phrase(tokens: &[String], slop: u32) -> Spans {
        Spans::Phrase(tokens.iter().map(|token| Spans::Any(vec![token.clone()])).collect(), slop)
    }
}

/// The field in which all of a query stands, where it is one of words near each other.
pub(in crate::engine::local) fn field_of(query: &Query) -> Option<Field> {
    match query {
        Query::Near { left, .. } => field_of(left),
        Query::Or(parts) => parts.first().and_then(field_of),
        query => query.field().flatten(),
    }
}

/// The places a query asks for in one column; nothing where a part of it holds no word.
pub(in crate::engine::local) fn of(
    query: &Query,
    column: Column,
    expander: &mut Expander<'_>,
) -> Option<Spans> {
    Some(match query {
        Query::Term { word, .. } => match exact_tokens(word).as_slice() {
            [] => return None,
            [token] => {
                let mut forms = related_tokens(token);
                forms.push(token.clone());
                forms.sort_unstable();
                forms.dedup();
                Spans::Any(forms)
            }
            tokens => Spans::phrase(tokens, 0),
        },
        Query::Phrase { words, slop, .. } => match exact_tokens(words).as_slice() {
            [] => return None,
            tokens => Spans::phrase(tokens, (*slop).min(MAX_SLOP)),
        },
        Query::Prefix { stem, .. } => {
            let mut tokens = exact_tokens(stem);
            let last = tokens.pop()?;
            let last = Spans::Any(expander.beginning(column, &last).into_iter().collect());
            let mut words: Vec<Spans> = tokens.into_iter().map(|token| Spans::Any(vec![token])).collect();
            words.push(last);
            Spans::Phrase(words, 0)
        }
        Query::Or(parts) => {
            let parts: Vec<Spans> = parts.iter().filter_map(|part| of(part, column, expander)).collect();
            if parts.is_empty() {
                return None;
            }
            Spans::Or(parts)
        }
        Query::Near { left, right, within, ordered } => {
            let mut side = |side: &Query| of(side, column, expander).map(Box::new);
            Spans::Near { left: side(left)?, right: side(right)?, within: *within, ordered: *ordered }
        }
        query => {
            let (_, matcher) = Matcher::of(query)?;
            Spans::Any(expander.words(column, &matcher, &query.to_string()).into_iter().collect())
        }
    })
}

/// A stretch of positions, both ends included.
type Stretch = (u32, u32);

/// Reads the places of a tree in one segment, document after document.
pub(in crate::engine::local) enum Reader {
    Any(Vec<Box<dyn Postings>>),
    Phrase(Vec<Reader>, u32),
    Or(Vec<Reader>),
    Near { left: Box<Reader>, right: Box<Reader>, within: u32, ordered: bool },
}

impl Reader {
    /// Opens the postings.
    pub(in crate::engine::local) fn open(
        spans: &Spans,
        column: Column,
        segment: &SegmentReader,
    ) -> tantivy::Result<Reader> {
        let all = |parts: &[Spans]| {
            parts.iter().map(|part| Reader::open(part, column, segment)).collect::<tantivy::Result<Vec<_>>>()
        };
        Ok(match spans {
            Spans::Any(tokens) => {
                let inverted = segment.inverted_index(column)?;
                let mut postings: Vec<Box<dyn Postings>> = Vec::new();
                for token in tokens {
                    let term = Term::from_field_text(column, token);
                    let found = inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
                    postings.extend(found.map(|postings| Box::new(postings) as Box<dyn Postings>));
                }
                Reader::Any(postings)
            }
            Spans::Phrase(parts, slop) => Reader::Phrase(all(parts)?, *slop),
            Spans::Or(parts) => Reader::Or(all(parts)?),
            Spans::Near { left, right, within, ordered } => Reader::Near {
                left: Box::new(Reader::open(left, column, segment)?),
                right: Box::new(Reader::open(right, column, segment)?),
                within: *within,
                ordered: *ordered,
            },
        })
    }

    /// Where it stands in `document`, in order; documents must be asked for in theirs.
    pub(in crate::engine::local) fn stretches(&mut self, document: DocId) -> Vec<Stretch> {
        let mut out = Vec::new();
        match self {
            Reader::Any(postings) => {
                let mut positions = Vec::new();
                for postings in postings {
                    if postings.doc() < document {
                        postings.seek(document);
                    }
                    if postings.doc() == document {
                        postings.positions(&mut positions);
                        out.extend(positions.iter().map(|at| (*at, *at)));
                    }
                }
            }
            Reader::Or(parts) => parts.iter_mut().for_each(|part| out.extend(part.stretches(document))),
            Reader::Phrase(parts, slop) => {
                let places: Vec<Vec<Stretch>> =
                    parts.iter_mut().map(|part| part.stretches(document)).collect();
                out = one_after_the_other(&places, *slop);
            }
            Reader::Near { left, right, within, ordered } => {
                let left = left.stretches(document);
                if !left.is_empty() {
                    out = beside(&left, &right.stretches(document), *within, *ordered);
                }
            }
        }
        out.sort_unstable();
        out.dedup();
        out.truncate(MOST_STRETCHES);
        out
    }
}

/// From each place of the first word, the nearest places of the others in order.
fn one_after_the_other(places: &[Vec<Stretch>], slop: u32) -> Vec<Stretch> {
    let Some((first, rest)) = places.split_first() else { return Vec::new() };
    let mut out = Vec::new();
    'starts: for (start, end) in first {
        let (mut end, mut between) = (*end, 0);
        for words in rest {
            let next = words.partition_point(|(from, _)| *from <= end);
            let Some((from, to)) = words.get(next) else { return out };
            between += from - end - 1;
            if between > slop {
                continue 'starts;
            }
            end = *to;
        }
        out.push((*start, end));
    }
    out
}

/// The stretches from a place of one to a place of the other, at most `within` words on.
fn beside(left: &[Stretch], right: &[Stretch], within: u32, ordered: bool) -> Vec<Stretch> {
    let mut out = following(left, right, within);
    if !ordered {
        out.extend(following(right, left, within));
    }
    out
}

fn following(left: &[Stretch], right: &[Stretch], within: u32) -> Vec<Stretch> {
    let mut out = Vec::new();
    for (start, end) in left {
        let next = right.partition_point(|(from, _)| from <= end);
        let near = right.iter().skip(next).take_while(|(from, _)| from - end <= within);
        for (_, to) in near {
            if out.len() >= MOST_STRETCHES {
                return out;
            }
            out.push((*start, *to));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_from_end_to_beginning() {
        assert_eq!(beside(&[(3, 4)], &[(5, 5), (9, 9), (1, 1)], 1, false), [(3, 5)]);
        assert_eq!(beside(&[(3, 4)], &[(1, 1), (9, 9)], 5, false), [(3, 9), (1, 4)]);
        assert_eq!(beside(&[(3, 4)], &[(1, 1), (9, 9)], 5, true), [(3, 9)]);
        assert_eq!(beside(&[(3, 4)], &[(4, 6)], 5, false), []);
    }

    #[test]
    fn slop_is_what_stands_between_in_all() {
        let places = [vec![(0, 0), (7, 7)], vec![(2, 2), (8, 8)], vec![(4, 4), (9, 9)]];
        assert_eq!(one_after_the_other(&places, 0), [(7, 9)]);
        assert_eq!(one_after_the_other(&places, 1), [(7, 9)]);
        assert_eq!(one_after_the_other(&places, 2), [(0, 4), (7, 9)]);
    }
}
