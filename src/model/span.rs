//! Where something stands in an article's text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** in one article's canonical text.
///
/// Both ends lie on `char` boundaries of that text; everything that makes a `Span` keeps this.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span ends before it starts: {start}..{end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The span of these `char`s of `text`; nothing where it is shorter.
    pub fn of_chars(text: &str, chars: std::ops::Range<usize>) -> Option<Span> {
        let byte = |at: usize| {
            let mut ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
            ends.nth(at)
        };
        (chars.start <= chars.end).then(|| Some(Span::new(byte(chars.start)?, byte(chars.end)?))).flatten()
    }

    /// The words themselves, or nothing where the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The span as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// First byte as `usize`.
    pub fn from(self) -> usize {
        self.start as usize
    }

    /// One past the last byte as `usize`.
    pub fn to(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing stands in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    pub fn holds(self, offset: usize) -> bool {
        self.from() <= offset && offset < self.to()
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same words without white space at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let words = self.of(text);
        let start = self.from() + (words.len() - words.trim_start().len());
        Span::new(start, start + words.trim().len())
    }
}

/// Turns byte offsets into Unicode scalar values (`char`s), the unit other tools count in.
///
/// Cost: O(text) over any sequence of offsets whose falling ones are few, and a kilobyte for each that falls.
pub struct CharCounter<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
    /// Places that were passed, each with the `char`s before it.
    marks: Vec<(usize, usize)>,
}

/// The last place up to `at` where a character begins.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many bytes lie between two places that are kept.
const MARKED: usize = 1_024;

impl<'t> CharCounter<'t> {
    /// Starts counting at the front of `text`.
    pub fn new(text: &'t str) -> Self {
        CharCounter { text, byte: 0, chars: 0, marks: Vec::new() }
    }

    /// How many `char`s stand before the byte `offset`; an offset past the end counts all.
    pub fn chars_before(&mut self, offset: usize) -> usize {
        if offset < self.byte {
            let passed = self.marks.partition_point(|(byte, _)| *byte <= offset);
            (self.byte, self.chars) =
                passed.checked_sub(1).and_then(|last| self.marks.get(last)).copied().unwrap_or_default();
        }
        let end = boundary(self.text, offset.min(self.text.len()));
        while self.byte < end {
            let next = boundary(self.text, (self.byte + MARKED).min(end));
            self.chars += self.text.get(self.byte..next).map_or(0, |passed| passed.chars().count());
            self.byte = next;
            if self.marks.last().is_none_or(|(byte, _)| byte + MARKED <= next) {
                self.marks.push((next, self.chars));
            }
        }
        self.chars
    }

    /// Both ends of `span` as `char`s.
    pub fn span(&mut self, span: Span) -> std::ops::Range<usize> {
        let start = self.chars_before(span.from());
        start..self.chars_before(span.to())
    }
}

/// Which places lie in any of some spans.
///
/// Places must be asked in rising order for speed; a falling one starts again from the front. Cost: O(n log n) for n
/// spans, O(n) more over a whole rising sequence.
pub struct Cover {
    /// By where they begin.
    spans: Vec<Span>,
    /// How many begin at or before the last place asked, and how far these reach.
    begun: usize,
    reach: u32,
}

impl Cover {
    /// What any of these covers.
    pub fn of(spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort_unstable_by_key(|span| span.start);
        Cover { spans, begun: 0, reach: 0 }
    }

    /// Whether the byte at `place` lies in one of them.
    pub fn holds(&mut self, place: usize) -> bool {
        if self.begun.checked_sub(1).is_some_and(|last| self.spans[last].from() > place) {
            (self.begun, self.reach) = (0, 0);
        }
        while let Some(next) = self.spans.get(self.begun).filter(|span| span.from() <= place) {
            self.reach = self.reach.max(next.end);
            self.begun += 1;
        }
        place < self.reach as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_chars_not_bytes() {
        let mut counter = CharCounter::new("Zoë’s “no”");
        assert_eq!(counter.chars_before(4), 3);
        assert_eq!(counter.chars_before("Zoë’s “".len()), 7);
        assert_eq!(counter.chars_before(0), 0);
        assert_eq!(counter.chars_before(1_000), 10);
    }

    #[test]
    fn falling_offsets_count_the_same() {
        let text = "Zoë’s “no” ".repeat(500);
        let mut counter = CharCounter::new(&text);
        let places = [6_000, 12, 4_999, 5_000, 1, 7_499, 3_000, 0, 2_048, 90_000];
        for offset in places {
            let end = boundary(&text, offset.min(text.len()));
            assert_eq!(counter.chars_before(offset), text[..end].chars().count(), "{offset}");
        }
    }

    #[test]
    fn chars_lead_to_bytes_and_back() {
        let text = "Zoë’s “no”";
        let span = Span::of_chars(text, 7..9).unwrap();
        assert_eq!(span.of(text), "no");
        assert_eq!(CharCounter::new(text).span(span), 7..9);
        assert_eq!(Span::of_chars(text, 0..11), None);
        assert_eq!(Span::of_chars(text, 10..10).map(|span| span.of(text)), Some(""));
    }

    #[test]
    fn a_place_is_covered_by_whatever_span_reaches_it() {
        let spans = [Span::new(8, 10), Span::new(2, 9), Span::new(3, 4), Span::new(20, 20)];
        let mut cover = Cover::of(spans);
        for at in (0..24).chain([5, 1, 9, 0]) {
            let covered = spans.iter().any(|span| span.holds(at));
            assert_eq!(cover.holds(at), covered, "{at}");
        }
    }

    #[test]
    fn trims_white_space_only() {
        let text = "a  “so” b";
        assert_eq!(Span::new(1, 12).trimmed(text).of(text), "“so”");
    }
}
