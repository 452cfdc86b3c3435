//! What matched in a text, and which of the words asked for it was.

use crate::model::Span;

/// A stretch that matched, and which needle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) needle: usize,
}

/// Matches as spans, overlapping ones joined.
pub(super) fn spans(matches: &[Match]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for found in matches {
        match out.last_mut() {
            Some(last) if found.start < last.to() => last.end = last.end.max(found.end as u32),
            _ => out.push(Span::new(found.start, found.end)),
        }
    }
    out
}
