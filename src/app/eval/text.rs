//! An article's text addressed by `char`, the unit gold counts in.

use crate::present::eval::Chars;

/// What is ignored at both ends of a statement.
const MARGIN: &str = " \t\r\n\"“”'‘’«».,;:";

/// A text with the byte where each of its `char`s begins.
pub struct Text<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Text<'t> {
    /// Prepares `text`. Cost: O(text), eight bytes a `char`.
    pub fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Text { text, starts }
    }

    /// How many `char`s there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words of a range, cut at the text's end.
    pub fn words(&self, chars: Chars) -> &'t str {
        let last = self.len();
        let (start, end) = (chars.start.min(last), chars.end.min(last));
        self.text.get(self.starts[start]..self.starts[end]).unwrap_or_default()
    }

    /// A range of bytes as one of `char`s.
    pub fn chars(&self, start: usize, end: usize) -> Chars {
        let before = |byte: usize| self.starts.partition_point(|at| *at < byte).min(self.len());
        Chars::new(before(start), before(end))
    }

    /// The byte where a `char` begins.
    pub fn byte(&self, char: usize) -> usize {
        self.starts[char.min(self.len())]
    }

    /// The range without marks, commas and white space at either end.
    pub fn trimmed(&self, chars: Chars) -> Chars {
        let words = self.words(chars);
        let margin = |c: &char| MARGIN.contains(*c);
        let start = chars.start + words.chars().take_while(margin).count();
        let tail = words.chars().rev().take_while(margin).count();
        Chars::new(start, chars.end.min(self.len()).saturating_sub(tail).max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_chars_and_trims_marks() {
        let text = Text::new("Zoë: “No, ‘no’.” Ed");
        let span = Chars::new(3, 16);
        assert_eq!(text.words(span), ": “No, ‘no’.”");
        assert_eq!(text.words(text.trimmed(span)), "No, ‘no");
        assert_eq!(text.chars(4, 4 + "ë: “".len() - 2), Chars::new(3, 6));
        assert_eq!(text.trimmed(Chars::new(3, 5)).start, 5, "nothing but margin is empty");
        assert_eq!(text.words(Chars::new(17, 99)), "Ed");
    }
}
