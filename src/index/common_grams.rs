//! Pairs of common words as terms of their own: *common grams*, as in Lucene's `CommonGramsFilter`.
//!
//! `"for the"` would compare the places of two words that stand several times in every article, to find that hardly any
//! was meant. So where two common words stand side by side the pair is indexed too, at the place of the second, and a
//! phrase is looked for by its pairs wherever it has some. It finds just what it found by words.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::marks::STEM_MARK;

/// The words that stand in most articles, English, German, French, Spanish, as tokens; after a change indexes must be made
/// anew.
const COMMON_WORDS: &str = include_str!("common_words.txt");
/// No token of a word has a blank, so none is ever taken for a pair.
const BETWEEN: char = ' ';

static COMMON: LazyLock<HashSet<&'static str, FixedState>> =
    LazyLock::new(|| COMMON_WORDS.split_whitespace().collect());

/// The common word that an exact token is: its pair with another such is indexed.
pub(super) fn common(token: &str) -> Option<&'static str> {
    COMMON.get(token).copied()
}

/// Writes the term of two common words side by side into `out`.
///
/// It stands behind the mark of stems: no pattern takes it for a word.
pub(super) fn write_gram(first: &str, second: &str, out: &mut String) {
    out.clear();
    out.push(STEM_MARK);
    out.push_str(first);
    out.push(BETWEEN);
    out.push_str(second);
}

/// The fewest terms that together say where exactly these tokens stand one after the other, each with its place among
/// them: grams for words that stand beside a common one and are common themselves, the others as they are.
pub(crate) fn terms_of(tokens: &[String]) -> Vec<(usize, String)> {
    let common_at = |at: usize| tokens.get(at).and_then(|token| common(token));
    let gram_at = |at: usize| {
        let (first, second) = (common_at(at.checked_sub(1)?)?, common_at(at)?);
        let mut gram = String::new();
        write_gram(first, second, &mut gram);
        Some(gram)
    };
    let mut terms = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let term = match gram_at(at + 1) {
            Some(gram) => (at + 1, gram),
            // The last of an odd number: with the one before it is rarer than alone.
            None => (at, gram_at(at).unwrap_or_else(|| token.clone())),
        };
        at = term.0 + 1;
        terms.push(term);
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::analysis::exact_tokens;

    #[track_caller]
    fn check(phrase: &str, want: &str) {
        let terms = terms_of(&exact_tokens(phrase)).into_iter();
        let told: Vec<String> = terms
            .map(|(at, term)| format!("{at}:{}", term.replace(STEM_MARK, "~").replace(BETWEEN, "+")))
            .collect();
        assert_eq!(told.join(" "), want, "{phrase}");
    }

    #[test]
    fn common_words_are_looked_for_in_pairs_and_others_alone() {
        check("for the", "1:~for+the");
        check("a letter for the harbour", "0:a 1:letter 3:~for+the 4:harbour");
        check("out of the harbour", "1:~out+of 2:~of+the 3:harbour");
        check("She has been in", "1:~she+has 3:~been+in");
        check("the letter", "0:the 1:letter");
        check("that that that", "1:~that+that 2:~that+that");
        check("auf der Mauer", "1:~auf+der 2:mauer");
    }

    #[test]
    fn the_words_are_tokens_and_stand_there_once() {
        let words: Vec<String> = COMMON_WORDS.split_whitespace().map(str::to_owned).collect();
        assert_eq!(exact_tokens(COMMON_WORDS), words);
        assert_eq!(COMMON.len(), words.len());
    }
}
