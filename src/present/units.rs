//! The units of machine-readable results: places in characters, shares to three places.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{CharCounter, Span};

/// A half-open range of Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CharSpan {
    /// First.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl From<std::ops::Range<usize>> for CharSpan {
    fn from(range: std::ops::Range<usize>) -> Self {
        CharSpan { start: range.start, end: range.end }
    }
}

pub(super) fn char_span(counter: &mut CharCounter<'_>, span: Span) -> CharSpan {
    let start = counter.chars_before(span.from());
    CharSpan { start, end: counter.chars_before(span.to()) }
}

/// Confidence to three places: more would be noise in every diff.
pub(super) fn tidy(confidence: f32) -> f32 {
    (confidence * 1e3).round() / 1e3
}
