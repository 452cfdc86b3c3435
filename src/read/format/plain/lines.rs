//! Where paragraphs begin and end: at blank lines, and at line ends unless those are a typewriter's.

use crate::model::Span;

/// A stretch of text between paragraph breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Where it stands, without white space at either end.
    pub(super) span: Span,
    /// Whether a blank line, or nothing at all, stands before it.
    pub(super) gap: bool,
}

struct Line {
    span: Span,
    gap: bool,
    indent: usize,
}

/// No column of print is wider than this many characters.
const WIDEST_COLUMN: usize = 120;

/// Cuts a text into its paragraphs. Every character but white space is in exactly one of them.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    let lines = lines(text);
    let wrapped = wrap_width(text, &lines);
    let mut out: Vec<Chunk> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let continues = at > 0 && wrapped.is_some_and(|width| goes_on(text, &lines[at - 1], line, width));
        match out.last_mut() {
            Some(chunk) if continues => chunk.span = chunk.span.cover(line.span),
            _ => out.push(Chunk { span: line.span, gap: line.gap }),
        }
    }
    out
}

/// The lines with something on them.
fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut gap = true;
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\r']) {
        let whole = Span::new(start, start + piece.len());
        start += piece.len();
        let span = whole.trimmed(text);
        if span.is_empty() {
            // The second half of "\r\n" is no line of its own.
            gap |= !(piece == "\n" && text[..whole.from()].ends_with('\r'));
        } else {
            out.push(Line { span, gap, indent: span.from() - whole.from() });
            gap = false;
        }
    }
    out
}

/// The width the text was set in, where its line ends are those of a column and not of paragraphs.
///
/// In a column every line is full: the first word of the next would not have fitted.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = |line: &Line| line.indent + line.span.of(text).chars().count();
    let inside = |at: &usize| !lines[*at].gap;
    let breaks: Vec<usize> = (1..lines.len()).filter(inside).collect();
    let widest = breaks.iter().flat_map(|at| [width(&lines[at - 1]), width(&lines[*at])]).max()?;
    if breaks.len() < 2 || !(30..=WIDEST_COLUMN).contains(&widest) {
        return None;
    }
    let full = breaks.iter().filter(|at| is_full(text, &lines[*at - 1], &lines[**at], widest)).count();
    (full * 10 >= breaks.len() * 7).then_some(widest)
}

fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let first_word = next.span.of(text).split_whitespace().next().unwrap_or_default();
    let length = line.indent + line.span.of(text).chars().count();
    // Typewriters and ragged columns leave a little room.
    length + 1 + first_word.chars().count() + 4 > width
}

fn goes_on(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    !next.gap && next.indent <= line.indent + 1 && is_full(text, line, next, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let got: Vec<_> = chunks(text).iter().map(|c| c.span.of(text)).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn blank_lines_and_single_ends() {
        check("a\n\nb\n \n\nc", &["a", "b", "c"]);
        check("a\nb\r\nc\rd", &["a", "b", "c", "d"]);
        check("", &[]);
        check(" \n\t\n", &[]);
    }

    #[test]
    fn crlf_is_no_blank_line() {
        let gaps: Vec<_> = chunks("a\r\nb\r\n\r\nc").iter().map(|c| c.gap).collect();
        assert_eq!(gaps, [true, false, true]);
    }

    #[test]
    fn a_column_is_put_together() {
        let text = "The keeper of the northern light has not been\nseen since the storm, and the harbor office will\n\
                    not say whether anyone has gone to look for\nhim.\n   The light itself burned all night, three\n\
                    captains said.";
        check(
            text,
            &[
                "The keeper of the northern light has not been\nseen since the storm, and the harbor office will\n\
                 not say whether anyone has gone to look for\nhim.",
                "The light itself burned all night, three\ncaptains said.",
            ],
        );
    }

    #[test]
    fn paragraphs_of_one_line_stay_apart() {
        let text = "The harbor closed on Sunday.\nNobody had been told, and the ferry left with its lights on.\n\
                    It came back.\nThe mayor said it would not happen again while he had any say in it.";
        assert_eq!(chunks(text).len(), 4);
    }
}
