//! Quotation marks as these languages print them: „…“ »…« «…» ‹…› “…” "…".

use super::lexicon::Lexicon;
use crate::model::{Article, ParagraphKind, Span};

/// A quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quote {
    /// With its marks; over several paragraphs from the first mark to the last.
    pub(super) outer: Span,
    /// The words, without white space at either end.
    pub(super) inner: Span,
    /// Which of the article's paragraphs it begins in.
    pub(super) paragraph: usize,
    /// Which it ends in.
    pub(super) last_paragraph: usize,
}

/// The quotations of a story, in its order.
pub(super) fn quotations(article: &Article, lexicon: &Lexicon) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut open: Option<usize> = None;
    for (number, paragraph) in article.paragraphs.iter().enumerate() {
        if !matches!(paragraph.kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Caption) {
            continue;
        }
        let text = paragraph.span.of(&article.text);
        let base = paragraph.span.from();
        for (at, stretch) in stretches(text, lexicon).into_iter().enumerate() {
            let (start, end) = (base + stretch.start, base + stretch.end);
            let inner = Span::new(base + stretch.inner.0, base + stretch.inner.1).trimmed(&article.text);
            if inner.is_empty() {
                continue;
            }
            match open.and_then(|open| found.get_mut(open)) {
                // A mark never closed goes on where the next paragraph opens one again.
                Some(before) if at == 0 && stretch.start == 0 && before.last_paragraph + 1 == number => {
                    before.outer = Span::new(before.outer.from(), end);
                    before.inner = Span::new(before.inner.from(), inner.to());
                    before.last_paragraph = number;
                }
                _ => {
                    let outer = Span::new(start, end);
                    found.push(Quote { outer, inner, paragraph: number, last_paragraph: number });
                }
            }
            open = (!stretch.closed).then(|| found.len().saturating_sub(1));
        }
    }
    found
}

/// A stretch between marks, in bytes of its paragraph.
struct Stretch {
    start: usize,
    end: usize,
    inner: (usize, usize),
    closed: bool,
}

fn stretches(text: &str, lexicon: &Lexicon) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let opens =
            before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '’' | '\'' | '¿' | '¡');
        let closers = closers(c, opens, at == 0, lexicon);
        before = c;
        let Some(closers) = closers else { continue };
        let body = at + c.len_utf8();
        let (end, closed) = closing(text, body, c, closers);
        let after = if closed { text[end..].chars().next().map_or(end, |c| end + c.len_utf8()) } else { end };
        out.push(Stretch { start: at, end: after, inner: (body, end), closed });
        while chars.peek().is_some_and(|(next, _)| *next < after) {
            chars.next();
        }
        before = '”';
    }
    out
}

/// The marks that close what `c` opens here; none where it does not open.
fn closers(c: char, opens: bool, first: bool, lexicon: &Lexicon) -> Option<&'static [char]> {
    match c {
        '„' => Some(&['“', '”', '"']),
        '«' => Some(&['»']),
        // Spanish paragraphs go on with the closing mark.
        '»' if lexicon.tag == "es" && first => Some(&['»']),
        '»' if lexicon.tag == "de" && opens => Some(&['«']),
        '“' => Some(&['”', '“']),
        '"' if opens => Some(&['"']),
        '‹' => Some(&['›']),
        _ => None,
    }
}

/// Where the mark stands that closes, or the text's end; a mark of the same kind inside is passed over with its own.
fn closing(text: &str, from: usize, opener: char, closers: &[char]) -> (usize, bool) {
    let mut depth = 0_usize;
    for (at, c) in text[from..].char_indices() {
        if c == opener && !closers.contains(&c) {
            depth += 1;
        } else if closers.contains(&c) {
            if depth == 0 {
                return (from + at, true);
            }
            depth -= 1;
        }
    }
    (text.len(), false)
}
