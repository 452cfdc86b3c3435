//! Finding the words that gold cites in the text they were cited from.

use std::ops::Range;

use crate::app::eval::Chars;
use crate::app::eval::names::is_word;
use crate::app::eval::score::shared;
use crate::app::eval::text::Text;
use crate::model::StatementKind;

/// Marks that open a quotation.
const OPENING: &str = "\"“‘'«„‹";

/// Looks words up in one text, remembering how far it came.
pub(super) struct Locator<'a, 't> {
    text: &'a Text<'t>,
    whole: &'t str,
    reached: usize,
}

impl<'a, 't> Locator<'a, 't> {
    /// Starts at the front.
    pub(super) fn new(text: &'a Text<'t>) -> Self {
        Locator { text, whole: text.words(Chars::new(0, text.len())), reached: 0 }
    }

    /// The next statement of these words: the one that gold counts, or else the first that stands after
    /// the statement before, or else the first anywhere. Of several a direct quotation is the one after
    /// an opening mark, and any other statement begins and ends with a word.
    pub(super) fn statement(
        &mut self,
        words: &str,
        kind: Option<StatementKind>,
        occurrence: Option<usize>,
    ) -> Option<Chars> {
        let direct = kind == Some(StatementKind::Direct);
        let all: Vec<Range<usize>> = self.occurrences(words).collect();
        let fits = |at: &&Range<usize>| if direct { self.is_opened(at.start) } else { self.is_whole(at) };
        let after = |at: &&Range<usize>| at.start >= self.reached;
        let at = match occurrence {
            Some(number) => all.get(number.checked_sub(1)?)?,
            None => all
                .iter()
                .filter(after)
                .find(fits)
                .or_else(|| all.iter().find(fits))
                .or_else(|| all.iter().find(after))
                .or_else(|| all.first())?,
        };
        self.reached = at.start;
        Some(self.chars(at))
    }

    /// Where `words` first stand behind an opening mark, or first of all.
    pub(super) fn first_quoted(&self, words: &str) -> Option<Chars> {
        let all = || self.occurrences(words);
        let at = all().find(|at| self.is_opened(at.start)).or_else(|| all().next())?;
        Some(self.chars(&at))
    }

    /// Where `words` stand nearest to `near`, not inside it.
    pub(super) fn nearest(&self, words: &str, near: Chars) -> Option<Chars> {
        self.occurrences(words)
            .filter(|at| self.is_whole(at))
            .map(|at| self.chars(&at))
            .filter(|at| shared(*at, near) == 0)
            .min_by_key(|at| if at.start >= near.end { at.start - near.end } else { near.start - at.end })
    }

    /// Everywhere that `words` stand, however they are spaced and broken into lines; no words stand nowhere.
    fn occurrences<'w>(&self, words: &'w str) -> impl Iterator<Item = Range<usize>> + use<'w, 't> {
        let whole = self.whole;
        let mut pieces = words.split_whitespace();
        let first = pieces.next();
        let starts = first.into_iter().flat_map(|first| whole.match_indices(first));
        starts.filter_map(move |(start, first)| {
            let mut end = start + first.len();
            for piece in pieces.clone() {
                let after = &whole[end..];
                let next = after.trim_start();
                if next.len() == after.len() || !next.starts_with(piece) {
                    return None;
                }
                end = whole.len() - next.len() + piece.len();
            }
            Some(start..end)
        })
    }

    fn chars(&self, at: &Range<usize>) -> Chars {
        self.text.chars(at.start, at.end)
    }

    fn is_opened(&self, at: usize) -> bool {
        self.whole[..at].ends_with(|c| OPENING.contains(c))
    }

    fn is_whole(&self, at: &Range<usize>) -> bool {
        let free = |outside: Option<char>, inside: Option<char>| {
            !(outside.is_some_and(is_word) && inside.is_some_and(is_word))
        };
        let (before, words, after) =
            (&self.whole[..at.start], &self.whole[at.clone()], &self.whole[at.end..]);
        free(before.chars().next_back(), words.chars().next())
            && free(after.chars().next(), words.chars().next_back())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The byte each statement is found at.
    #[track_caller]
    fn check(text: &str, statements: &[(&str, StatementKind, Option<usize>)], want: &[Option<usize>]) {
        let text = Text::new(text);
        let mut locator = Locator::new(&text);
        let got: Vec<Option<usize>> = statements
            .iter()
            .map(|(words, kind, number)| locator.statement(words, Some(*kind), *number).map(|at| at.start))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn document_order_marks_and_occurrences() {
        use StatementKind::{Direct, Indirect};
        let text = "No deal. \"No deal,\" he said. She knew no dealer; no deal, she said. “No deal,” again.";
        check(text, &[("No deal", Direct, None), ("no deal", Indirect, None)], &[Some(10), Some(49)]);
        check(text, &[("No deal,", Direct, None), ("No deal,", Direct, Some(2))], &[Some(10), Some(69)]);
        check(text, &[("No deal", Direct, Some(4)), ("never", Indirect, None)], &[None, None]);
    }

    #[test]
    fn white_space_is_white_space() {
        let text = Text::new("“One two.\r\n\r\n“Three\u{a0} four.” Five  six.");
        let mut locator = Locator::new(&text);
        let mut find = |words: &str| locator.statement(words, None, None).map(|at| text.words(at));
        assert_eq!(find("One two.\n\n“Three four."), Some("One two.\r\n\r\n“Three\u{a0} four."));
        assert_eq!(find(" Five six. "), Some("Five  six."));
        assert_eq!((find("Onetwo."), find("T wo."), find(" ")), (None, None, None));
    }

    #[test]
    fn the_nearest_words_outside() {
        let text = Text::new("He said one. “He said so,” he said. Far off he said.");
        let locator = Locator::new(&text);
        assert_eq!(locator.nearest("said", Chars::new(14, 25)).map(|at| at.start), Some(30));
        assert_eq!(locator.nearest("sai", Chars::new(14, 25)), None);
    }
}
