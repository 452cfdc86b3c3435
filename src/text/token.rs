//! Splitting text into words, numbers and marks.

use crate::model::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and hyphens: `don’t`, `vice-president`, `U.S.`, `Mr.`
    Word,
    /// Begins with a digit: `39-year-old`, `$` is not part of it.
    Number,
    /// A possessive ending split from its word: `’s`, or the bare `’` after a plural.
    Possessive,
    /// One mark, or a run of the same dash or dot.
    Mark,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space (or the text's start) stands before it.
    pub spaced: bool,
}

/// Abbreviations whose final dot belongs to them, lower-case and without it.
const DOTTED: &[&str] = &[
    "adm", "ala", "ald", "amb", "apr", "ariz", "ark", "assn", "assoc", "asst", "atty", "aug", "ave", "bros",
    "calif", "capt", "cllr", "cmdr", "co", "col", "colo", "conn", "corp", "coun", "cpl", "dec", "del",
    "dept", "det", "dr", "etc", "feb", "fla", "ft", "ga", "gen", "gov", "inc", "ind", "insp", "jan", "jr",
    "kan", "ky", "lt", "ltd", "maj", "mass", "md", "mich", "minn", "mo", "mont", "mr", "mrs", "ms", "mt",
    "neb", "nev", "nov", "oct", "ofc", "okla", "pa", "ph", "prof", "rep", "reps", "rev", "sec", "sen",
    "sens", "sept", "sgt", "sr", "st", "supt", "tenn", "tex", "treas", "va", "vs", "vt", "wash", "wis",
    "wyo",
];

/// Splits `text` into tokens, in order. Cost: O(text).
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5);
    tokens_within(text, Span::new(0, text.len()), &mut out);
    out
}

/// Splits the part of `text` that `within` names, adding to `out`; spans count from the front of `text`.
pub fn tokens_within(text: &str, within: Span, out: &mut Vec<Token>) {
    let end = within.to();
    let mut at = within.from();
    let mut spaced = true;
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    loop {
        // Most of a text is plain words with a space between: those are cut without looking at characters.
        match bytes.get(at) {
            Some(b' ') => {
                at += 1;
                spaced = true;
                continue;
            }
            Some(byte) if byte.is_ascii_alphabetic() => {
                let length = plain_length(&bytes[at..]).unwrap_or_else(|| word_length(&text[at..end]));
                out.push(Token { span: Span::new(at, at + length), kind: TokenKind::Word, spaced });
                at += length;
                spaced = false;
                continue;
            }
            _ => {}
        }
        let Some(c) = text.get(at..end).and_then(|rest| rest.chars().next()) else { break };
        if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let (length, kind) = token_at(&text[at..end], c, spaced);
        out.push(Token { span: Span::new(at, at + length), kind, spaced });
        at += length;
        spaced = false;
    }
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Length in bytes and kind of the token that `rest` begins with.
fn token_at(rest: &str, first: char, spaced: bool) -> (usize, TokenKind) {
    if first.is_alphabetic() {
        return (word_length(rest), TokenKind::Word);
    }
    if first.is_numeric() {
        return (number_length(rest), TokenKind::Number);
    }
    if is_apostrophe(first) && !spaced {
        let after = &rest[first.len_utf8()..];
        let mut letters = after.chars();
        if matches!(letters.next(), Some('s' | 'S')) && !letters.next().is_some_and(char::is_alphanumeric) {
            return (first.len_utf8() + 1, TokenKind::Possessive);
        }
    }
    if matches!(first, '-' | '.' | '…' | '\'' | '`' | '—' | '–') {
        let run: usize = rest.chars().take_while(|c| *c == first).map(char::len_utf8).sum();
        let run = if matches!(first, '\'' | '`') { run.min(2) } else { run };
        return (run, TokenKind::Mark);
    }
    (first.len_utf8(), TokenKind::Mark)
}

/// `'` and its typographic twins.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// The length of a word of plain letters and digits, where what follows leaves no doubt that it ends there.
#[inline]
fn plain_length(rest: &[u8]) -> Option<usize> {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let length = rest.iter().position(|b| !plain(b)).unwrap_or(rest.len());
    match rest.get(length) {
        Some(b'\'' | b'-' | b'&') => None,
        // Only initials and a few short words with a capital keep their dot.
        Some(b'.') if length == 1 || length <= 5 && rest[0].is_ascii_uppercase() => None,
        Some(byte) if !byte.is_ascii() => None,
        _ => Some(length),
    }
}

fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inside = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || is_joiner(c) {
            length = at + c.len_utf8();
        } else if is_apostrophe(c) && inside {
            let after = &rest[at + c.len_utf8()..];
            let mut letters = after.chars();
            let possessive = matches!(letters.next(), Some('s' | 'S'))
                && !letters.next().is_some_and(|c| c.is_alphanumeric() || c == '-');
            if possessive {
                break;
            }
            length = at + c.len_utf8();
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '&') && inside {
            length = at + c.len_utf8();
        } else if c == '.' && is_dotted(&rest[..at], inside) {
            length = at + 1;
            if !inside {
                break;
            }
        } else {
            break;
        }
    }
    length
}

/// Combining accents and the joiners of Persian stay inside a word.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '_')
}

/// Whether a dot after `word` belongs to it: initials (`U.S.`, `J.`), and known abbreviations.
fn is_dotted(word: &str, inside: bool) -> bool {
    let last = word.rsplit(['.', '-']).next().unwrap_or(word);
    if last.chars().count() == 1 {
        let initial = last.chars().all(char::is_uppercase)
            || word.contains('.')
            || inside && matches!(last, "a" | "p" | "e" | "i");
        return initial && last != "I" || word.contains('.');
    }
    !inside
        && last.len() <= 5
        && last.chars().next().is_some_and(char::is_uppercase)
        && DOTTED.binary_search(&last.to_ascii_lowercase().as_str()).is_ok()
}

fn number_length(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
        if c.is_alphanumeric() || inside && matches!(c, '.' | ',' | '-' | ':' | '/') || c == '%' {
            length = at + c.len_utf8();
        } else {
            break;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_keep_inner_apostrophes_and_lose_possessives() {
        check(
            "Iran's don't O’Neill workers' vow",
            &["Iran", "'s", "don't", "O’Neill", "workers", "'", "vow"],
        );
    }

    #[test]
    fn dots_of_abbreviations_stay() {
        check(
            "Sen. J. Roy of the U.S. said so. He did no.",
            &["Sen.", "J.", "Roy", "of", "the", "U.S.", "said", "so", ".", "He", "did", "no", "."],
        );
        check("at 8 p.m. today", &["at", "8", "p.m.", "today"]);
    }

    #[test]
    fn marks_stand_alone() {
        check("“No,” --said… ''x''", &["“", "No", ",", "”", "--", "said", "…", "''", "x", "''"]);
    }

    #[test]
    fn numbers_keep_their_parts() {
        check(
            "a 39-year-old paid $1,200.50, or 3%.",
            &["a", "39-year-old", "paid", "$", "1,200.50", ",", "or", "3%", "."],
        );
    }

    #[test]
    fn abbreviations_are_sorted() {
        assert!(DOTTED.is_sorted());
    }

    proptest::proptest! {
        #[test]
        fn plain_words_are_as_long_as_all_words_are(text in "[a-zA-Z][a-zA-Z0-9_.&' ’é-]{0,9}") {
            if let Some(length) = plain_length(text.as_bytes()) {
                assert_eq!(length, word_length(&text));
            }
        }

        #[test]
        fn tokens_cover_all_but_space(text in "\\PC{0,80}") {
            let mut at = 0;
            for token in tokens(&text) {
                assert!(text[at..token.span.from()].chars().all(|c| c.is_whitespace() || is_invisible(c)));
                assert!(!token.span.is_empty());
                at = token.span.to();
            }
            assert!(text[at..].chars().all(|c| c.is_whitespace() || is_invisible(c)));
        }
    }
}
