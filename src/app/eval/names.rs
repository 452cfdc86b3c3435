//! When two strings name the same speaker.
//!
//! The public measure was written in Python, so word characters, lower-casing and white space follow
//! Python's `str` and `re` to the letter: figures made here may be put beside figures made there.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words before a name that are no part of it.
const TITLES: &str = "mr mrs ms miss dr prof professor sen senator rep representative gov governor president vice \
    prime minister secretary sir dame lord lady judge justice attorney general gen col lt sgt capt captain mayor \
    chairman chairwoman chair chief king queen prince princess pope cardinal bishop rev reverend ambassador director \
    spokesman spokeswoman spokesperson democratic republican former then the a an";

/// Words that point at somebody without naming them.
const PRONOUNS: &str = "he she they i we it you him her them his hers their who";

/// Words after a name that do not tell people apart here.
const SUFFIXES: &str = "jr sr ii iii iv";

/// A letter or number of any script, or `_`: what Python's `\w` matches.
///
/// `char::is_alphanumeric` alone will not do: it also takes vowel signs and enclosed letters.
pub(super) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() && is_letter_or_number(c)
}

fn is_letter_or_number(c: char) -> bool {
    static CATEGORY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^[\p{L}\p{N}]$").ok());
    let mut room = [0; 4];
    CATEGORY.as_ref().is_some_and(|category| category.is_match(c.encode_utf8(&mut room)))
}

/// How many words stand in `text`: runs of word characters.
pub(super) fn word_count(text: &str) -> usize {
    text.split(|c| !is_word(c)).filter(|run| !run.is_empty()).count()
}

fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

/// Whether a normalised name is only a pronoun.
pub(super) fn is_pronoun(name: &str) -> bool {
    listed(PRONOUNS, name)
}

/// A name made comparable: case, diacritics, titles, appositions and punctuation gone.
pub(super) fn norm(name: &str) -> String {
    let folded: String = name.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect();
    let folded = folded.to_lowercase().replace('’', "'");
    let head = match folded.split(',').next().map(python_strip) {
        Some(head) if !head.is_empty() => head,
        _ => &folded,
    };
    let bare = without_brackets(&without_possessive(head));
    let words = name_words(&bare);
    let last = words.len().saturating_sub(1);
    let first = words.iter().take(last).take_while(|word| listed(TITLES, word)).count();
    words[first..].join(" ")
}

/// Python's `str.strip()`: Unicode white space and the four ASCII separators.
fn python_strip(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

/// `'s` at a word's end goes, wherever it stands.
fn without_possessive(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("'s") {
        let after = &rest[at + 2..];
        let inside = after.chars().next().is_some_and(is_word);
        out.push_str(&rest[..if inside { at + 2 } else { at }]);
        rest = after;
    }
    out + rest
}

/// `(…)` becomes a space; an opening bracket that never closes stays.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((open, close)) =
        rest.find('(').and_then(|open| Some((open, open + rest[open..].find(')')?)))
    {
        out.push_str(&rest[..open]);
        out.push(' ');
        rest = &rest[close + 1..];
    }
    out + rest
}

fn name_words(text: &str) -> Vec<&str> {
    text.split(|c| !(is_word(c) || c == '\'' || c == '-')).filter(|word| !word.is_empty()).collect()
}

/// Whether two normalised names may mean one speaker: the same last word, or one inside the other.
pub(super) fn loose(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    if one == other {
        return true;
    }
    if is_pronoun(one) || is_pronoun(other) {
        return false;
    }
    let (one, other) = (without_suffixes(one), without_suffixes(other));
    let (Some(last_one), Some(last_other)) = (one.last(), other.last()) else { return false };
    last_one == last_other || holds(&one, &other) || holds(&other, &one)
}

fn without_suffixes(name: &str) -> Vec<&str> {
    name.split_whitespace().filter(|word| !listed(SUFFIXES, word)).collect()
}

fn holds(longer: &[&str], shorter: &[&str]) -> bool {
    longer.windows(shorter.len()).any(|run| run == shorter)
}

/// A role or an organization made comparable: case, diacritics, punctuation and a leading article gone.
pub(super) fn fold(text: &str) -> String {
    let folded: String = text.nfkd().filter(|c| canonical_combining_class(*c) == 0).collect();
    let folded = folded.to_lowercase();
    let words: Vec<&str> = folded.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let article = words.len() > 1 && listed("the a an", words[0]);
    words[usize::from(article)..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_titles_appositions_and_marks() {
        for (name, want) in [
            ("Sen. Warren Tuck, I-Westmark", "warren tuck"),
            ("the Mayor", "mayor"),
            ("The Guardian’s Ana Ruiz", "guardian ana ruiz"),
            ("Ana Ruiz (left)", "ana ruiz"),
            ("Zoë Łuk-Ángel", "zoe łuk-angel"),
            (", the poet", "poet"),
            ("O's'x'sy", "o'x'sy"),
            ("“”", ""),
            ("", ""),
        ] {
            assert_eq!(norm(name), want, "{name:?}");
        }
    }

    #[test]
    fn a_surname_is_loosely_the_full_name_and_a_pronoun_nobody_else() {
        assert!(loose("tuck", "warren tuck"));
        assert!(loose("james okafor jr", "james okafor"));
        assert!(loose("harbour authority", "port alder harbour authority spokesman"));
        assert!(loose("he", "he"));
        assert!(!loose("he", "warren he"));
        assert!(!loose("jr", "sr"));
        assert!(!loose("an", "anne"));
        assert!(!loose("", ""));
    }

    #[test]
    fn words_are_counted_as_python_counts_them() {
        assert_eq!(word_count("It’s 3½ o'clock_now"), 5);
        assert_eq!(word_count("— …"), 0);
        // A vowel sign is a mark, not a letter: Python splits the word there.
        assert_eq!(word_count("हिन्दी"), 3);
        // An enclosed letter is alphabetic, but a symbol by category.
        assert_eq!(word_count("Ⓐ"), 0);
    }

    #[test]
    fn roles_fold() {
        assert_eq!(fold("The Tallis Institute."), "tallis institute");
        assert_eq!(fold("Iran-analyst"), fold("iran analyst"));
        assert_eq!(fold("a"), "a");
    }
}
