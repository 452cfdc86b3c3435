//! Where sentences end, well enough to show what stands before and after a quotation.

use crate::model::Span;

/// Words before a point that seldom end a sentence.
const ABBREVIATED: [&str; 33] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "rev", "hon",
    "st", "jr", "sr", "vs", "no", "inc", "corp", "co", "ltd", "jan", "feb", "aug", "sept", "oct", "nov",
    "dec", "e.g", "i.e",
];

/// The sentences of `text[within]`, each without white space at its ends, in their order.
///
/// Cost: linear in the text.
pub fn sentences(text: &str, within: Span) -> Vec<Span> {
    let words = within.of(text);
    let mut out = Vec::new();
    let mut start = 0;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '?' | '!' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, closing)) = chars.peek().copied().filter(|(_, c)| closes(*c)) {
            end = next + closing.len_utf8();
            chars.next();
        }
        if ends(words, at, end, c) {
            push(&mut out, text, within, start, end);
            start = end;
        }
    }
    push(&mut out, text, within, start, words.len());
    out
}

fn push(out: &mut Vec<Span>, text: &str, within: Span, start: usize, end: usize) {
    let span = Span::new(within.from() + start, within.from() + end).trimmed(text);
    if !span.is_empty() {
        out.push(span);
    }
}

fn closes(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '”' | '’' | '"' | '\'' | '»' | ')' | ']')
}

/// Whether the mark at `at`, with what closes behind it up to `end`, ends a sentence.
fn ends(words: &str, at: usize, end: usize, mark: char) -> bool {
    let after = &words[end..];
    if after.is_empty() {
        return true;
    }
    if !after.starts_with(char::is_whitespace) {
        return false;
    }
    let next = after.trim_start().chars().next();
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    if mark != '.' {
        return true;
    }
    let before = words[..at].rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"')).next();
    let before = before.unwrap_or_default();
    // `J. Ruiz`, `U.S. Senate`: a point after one letter belongs to it.
    let initial = before
        .rsplit('.')
        .next()
        .is_some_and(|last| last.chars().count() == 1 && last.chars().all(char::is_alphabetic));
    !initial && !is_abbreviation(before)
}

/// Whether a point behind the word seldom ends a sentence: “Mr”, “Sept”.
pub fn is_abbreviation(word: &str) -> bool {
    ABBREVIATED.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> =
            sentences(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn points_marks_and_closing_quotes_end_sentences() {
        check("It rained. Did it? “It did.” Yes!", &["It rained.", "Did it?", "“It did.”", "Yes!"]);
        check("“No,” said Ana. “Never.”", &["“No,” said Ana.", "“Never.”"]);
    }

    #[test]
    fn titles_initials_and_figures_do_not() {
        check(
            "Mr. Lind met J. Ruiz of the U.S. Senate at 3.5 knots.",
            &["Mr. Lind met J. Ruiz of the U.S. Senate at 3.5 knots."],
        );
        check("“Why?” asked Ana.", &["“Why?” asked Ana."]);
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_lost(text in "[a-cA-C .?!”“é\n]{0,60}") {
            let found = sentences(&text, Span::new(0, text.len()));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let all: String = found.iter().map(|span| letters(span.of(&text))).collect();
            prop_assert_eq!(all, letters(&text));
            prop_assert!(found.windows(2).all(|two| two[0].end <= two[1].start));
        }
    }
}
