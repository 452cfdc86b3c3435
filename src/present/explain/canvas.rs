//! Lines of text that know which bytes stand in which columns, and spans drawn under them.

use unicode_segmentation::UnicodeSegmentation;

use super::super::layout::columns;
use super::super::sanitize;
use crate::model::Span;

/// A letter on the page.
#[derive(Debug, Clone)]
struct Cell {
    /// Where it stands in the article.
    at: usize,
    text: String,
    width: usize,
}

/// One line of the page.
#[derive(Debug)]
pub(super) struct Row(Vec<Cell>);

/// Breaks `text[span]` into lines of at most `width` columns, at blanks where it can be.
pub(super) fn rows(text: &str, span: Span, width: usize) -> Vec<Row> {
    let mut done = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    let mut taken = 0;
    for cell in cells(text, span) {
        let blank_before = line.last().is_none_or(Cell::is_blank);
        if cell.is_blank() && blank_before {
            continue;
        }
        // A blank may stand past the end: nobody sees it there.
        if taken + cell.width > width && !cell.is_blank() && !line.is_empty() {
            let cut = line.iter().rposition(Cell::is_blank).map_or(line.len(), |blank| blank + 1);
            let rest = line.split_off(cut);
            done.push(Row(std::mem::replace(&mut line, rest)));
            taken = line.iter().map(|cell| cell.width).sum();
        }
        taken += cell.width;
        line.push(cell);
    }
    if !line.is_empty() {
        done.push(Row(line));
    }
    done
}

/// The letters of `text[span]` as they are safe to print; those that are not seen are left out.
fn cells(text: &str, span: Span) -> impl Iterator<Item = Cell> {
    let letters = span.of(text).grapheme_indices(true);
    letters
        .map(move |(offset, letter)| {
            let text = sanitize::line(letter).into_owned();
            Cell { at: span.from() + offset, width: columns(&text), text }
        })
        .filter(|cell| cell.width > 0)
}

impl Cell {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

impl Row {
    /// Its words.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|cell| cell.text.as_str()).collect()
    }

    /// The named spans drawn under the words, later ones over earlier ones; nothing where none is on this line.
    pub(super) fn draw(&self, spans: &[(Span, String)]) -> Option<String> {
        let mut canvas = vec![' '; self.0.iter().map(|cell| cell.width).sum()];
        let mut any = false;
        for (span, name) in spans {
            let Some((from, to)) = self.columns_of(*span) else { continue };
            any = true;
            let begins = self.0.first().is_some_and(|first| first.at <= span.from());
            draw_one(&mut canvas[from..to], if begins { name } else { "" }, !self.goes_past(*span));
        }
        any.then(|| canvas.into_iter().collect())
    }

    /// The columns that the letters of `span` take here.
    fn columns_of(&self, span: Span) -> Option<(usize, usize)> {
        let mut column = 0;
        let mut found: Option<(usize, usize)> = None;
        for cell in &self.0 {
            if span.holds(cell.at) {
                let from = found.map_or(column, |(from, _)| from);
                found = Some((from, column + cell.width));
            }
            column += cell.width;
        }
        found
    }

    /// Whether `span` goes on in the next line.
    fn goes_past(&self, span: Span) -> bool {
        self.0.last().is_some_and(|last| last.at + last.text.len() < span.to())
    }
}

/// `name───┘`; where there is no room for the name, its first letter has to do.
fn draw_one(room: &mut [char], name: &str, ends: bool) {
    room.fill('─');
    let fits = name.chars().count() < room.len();
    let letters = name.chars().take(if fits { room.len() } else { 1 });
    for (place, letter) in room.iter_mut().zip(letters) {
        *place = letter;
    }
    if let Some(last) = room.last_mut().filter(|_| ends) {
        *last = '┘';
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, words: &str, want: &[&str]) {
        let start = text.find(words).unwrap();
        let spans = [(Span::new(start, start + words.len()), "abc".to_owned())];
        let mut found = Vec::new();
        for row in rows(text, Span::new(0, text.len()), width) {
            found.push(row.text().trim_end().to_owned());
            found.extend(row.draw(&spans).map(|drawing| drawing.trim_end().to_owned()));
        }
        assert_eq!(found, want);
    }

    #[test]
    fn a_span_stands_under_its_letters() {
        check("Zoë “went” home", 40, "“went”", &["Zoë “went” home", "    abc──┘"]);
        check("北京 is far", 40, "is", &["北京 is far", "     a┘"]);
        check("a : b", 40, ":", &["a : b", "  ┘"]);
    }

    #[test]
    fn a_span_over_two_lines_is_named_once_and_closed_once() {
        check("one two three four", 9, "two three", &["one two", "    abc─", "three", "────┘", "four"]);
    }

    #[test]
    fn what_acts_on_a_terminal_is_not_printed() {
        check("a\u{202e}b\n\nc d", 40, "d", &["ab c d", "     ┘"]);
    }

    proptest! {
        #[test]
        fn no_row_is_too_wide_and_no_letter_is_lost(text in "[a-zé北 \n]{0,60}", width in 2usize..30) {
            let rows = rows(&text, Span::new(0, text.len()), width);
            for row in &rows {
                prop_assert!(columns(row.text().trim_end()) <= width, "{row:?}");
            }
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let shown: String = rows.iter().map(Row::text).collect();
            prop_assert_eq!(letters(&shown), letters(&text));
        }
    }
}
