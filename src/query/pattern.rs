//! Patterns that stand for many words: wildcards, similar words, regular expressions.
//!
//! A pattern is compared with whole folded words. What it costs is the number of different words it
//! is compared with; where it begins with letters, only words that begin so are looked at.

use regex::{Regex, RegexBuilder};

use super::error::QueryErrorKind;
use super::{Field, Query};
use crate::text::fold::{fold_char, is_apostrophe, is_word_char};

/// The most letters a similar word may differ in.
pub const MAX_DISTANCE: u8 = 2;
/// Letters and digits a wildcard must have.
const MIN_LETTERS: usize = 2;
/// How large a compiled expression may grow, in bytes.
const REGEX_SIZE: usize = 1 << 20;
const REGEX_DEPTH: u32 = 40;

/// Whether the word holds a star, or a question mark in front of a letter.
pub(super) fn is_wild(word: &str) -> bool {
    word.contains('*')
        || is_one_word(word) && word.char_indices().any(|(at, c)| c == '?' && is_inside(word, at))
}

/// Whether it is letters and signs alone: in an address a question mark is none.
fn is_one_word(word: &str) -> bool {
    let trimmed = word.trim_matches(|c: char| !(is_word_char(c) || is_sign(c)));
    trimmed.chars().all(|c| is_word_char(c) || is_sign(c) || is_apostrophe(c))
}

/// Whether the question mark at `at` is followed by more of the word: at its end it only asks.
fn is_inside(word: &str, at: usize) -> bool {
    word[at..].chars().any(is_word_char)
}

/// How many words the index would make of this.
pub(super) fn words_in(word: &str) -> usize {
    word.split(|c: char| !(is_word_char(c) || is_apostrophe(c))).filter(|part| !part.is_empty()).count()
}

/// Whether a wildcard can be looked for; if not, why, and what to type.
pub(super) fn check_wildcard(word: &str) -> Result<(), (QueryErrorKind, String)> {
    if word.chars().filter(|c| c.is_alphanumeric()).count() < MIN_LETTERS {
        let hint = "put two letters or more beside the star: negotiat*, *shore";
        return Err((QueryErrorKind::TooWide, hint.to_owned()));
    }
    let trimmed = word.trim_matches(|c: char| !(is_word_char(c) || is_sign(c)));
    let other = trimmed.chars().find(|c| !(is_word_char(*c) || is_sign(*c) || is_apostrophe(*c)));
    if let Some(other) = other {
        let words = trimmed.split(other).filter(|part| part.contains(char::is_alphanumeric));
        let apart: Vec<&str> = words.collect();
        let hint = match apart.as_slice() {
            [word] => format!("the words are looked for one by one: {word}"),
            _ => format!("write the words apart: {}", apart.join(" ")),
        };
        return Err((QueryErrorKind::StarPlace, hint));
    }
    Ok(())
}

const fn is_sign(c: char) -> bool {
    matches!(c, '*' | '?')
}

/// Whether an expression can be compiled in bounds; if not, why.
pub(super) fn check_regex(pattern: &str) -> Result<(), String> {
    match compiled(pattern) {
        Ok(_) => Ok(()),
        Err(regex::Error::CompiledTooBig(_)) => Err("it grows too large".to_owned()),
        Err(error) => {
            let text = error.to_string();
            let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("not an expression");
            Err(last.trim().trim_start_matches("error: ").to_owned())
        }
    }
}

fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    // Words are indexed without accents; ASCII is left alone, for it may be syntax.
    let mut folded = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        if c.is_alphabetic() { fold_letter(c, &mut folded) } else { folded.push(c) }
    }
    let build = |pattern: &str| {
        RegexBuilder::new(pattern)
            .case_insensitive(true)
            .size_limit(REGEX_SIZE)
            .dfa_size_limit(REGEX_SIZE)
            .nest_limit(REGEX_DEPTH)
            .build()
    };
    // What closes a bracket that it did not open would take the anchors apart.
    build(&folded)?;
    build(&format!("^(?:{folded})$"))
}

fn fold_letter(c: char, out: &mut String) {
    if c.is_ascii() { out.push(c) } else { fold_char(c, out) }
}

/// What words are compared with.
#[derive(Debug, Clone)]
pub struct Matcher {
    what: What,
    /// What every word that matches begins with.
    prefix: String,
}

#[derive(Debug, Clone)]
enum What {
    Wildcard(Vec<char>),
    Fuzzy { word: Vec<char>, distance: usize },
    Regex(Regex),
}

impl Matcher {
    /// The field and the pattern of a query that is one; nothing for any other query.
    pub fn of(query: &Query) -> Option<(Option<Field>, Matcher)> {
        let (field, what) = match query {
            Query::Wildcard { field, pattern } => (field, What::Wildcard(fold_pattern(pattern))),
            Query::Fuzzy { field, word, distance } => {
                let distance = usize::from((*distance).min(MAX_DISTANCE));
                (field, What::Fuzzy { word: fold_pattern(word), distance })
            }
            Query::Regex { field, pattern } => (field, What::Regex(compiled(pattern).ok()?)),
            _ => return None,
        };
        let prefix = match &what {
            What::Wildcard(pattern) => pattern.iter().take_while(|c| !is_sign(**c)).collect(),
            _ => String::new(),
        };
        Some((*field, Matcher { what, prefix }))
    }

    /// Words within `distance` of `word`, which is folded already.
    pub fn alike(word: &str, distance: u8) -> Matcher {
        let distance = usize::from(distance.min(MAX_DISTANCE));
        Matcher { what: What::Fuzzy { word: word.chars().collect(), distance }, prefix: String::new() }
    }

    /// What every word that matches begins with; often nothing.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The folded word and the letters that may differ from it, where that is what is meant.
    pub fn word_and_distance(&self) -> Option<(String, usize)> {
        match &self.what {
            What::Fuzzy { word, distance } => Some((word.iter().collect(), *distance)),
            What::Wildcard(_) | What::Regex(_) => None,
        }
    }

    /// Whether this folded word is one of those meant.
    pub fn matches(&self, word: &str) -> bool {
        match &self.what {
            What::Wildcard(pattern) => wildcard(pattern, word),
            What::Fuzzy { word: wanted, distance } => within(wanted, word, *distance),
            What::Regex(regex) => regex.is_match(word),
        }
    }
}

/// A pattern as its folded letters and signs; marks around it fall away.
fn fold_pattern(pattern: &str) -> Vec<char> {
    let mut out = String::new();
    for (at, c) in pattern.char_indices() {
        match c {
            '*' => out.push('*'),
            '?' if is_inside(pattern, at) => out.push('?'),
            c if is_word_char(c) || is_apostrophe(c) => fold_char(c, &mut out),
            _ => {}
        }
    }
    let out = out.trim_matches('\'');
    out.strip_suffix("'s").unwrap_or(out).chars().collect()
}

/// Whether the pattern describes the whole word. Cost: letters of one times letters of the other.
fn wildcard(pattern: &[char], word: &str) -> bool {
    let (mut at, mut star) = (0, None);
    let word: Vec<char> = word.chars().collect();
    let mut next = 0;
    while next < word.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, next));
                at += 1;
            }
            Some(c) if *c == '?' || *c == word[next] => {
                at += 1;
                next += 1;
            }
            _ => {
                // Let the last star take one letter more.
                let Some((star_at, taken)) = star else { return false };
                star = Some((star_at, taken + 1));
                at = star_at + 1;
                next = taken + 1;
            }
        }
    }
    pattern[at.min(pattern.len())..].iter().all(|c| *c == '*')
}

/// Whether `word` is at most `most` changes away: a letter other, missing, added, or two neighbours swapped.
fn within(wanted: &[char], word: &str, most: usize) -> bool {
    // Bytes are no fewer than letters: a cheap look before the exact one.
    if word.len() + most < wanted.len() || word.len() > (wanted.len() + most) * 4 {
        return false;
    }
    let word: Vec<char> = word.chars().collect();
    if word.len().abs_diff(wanted.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut row = Vec::with_capacity(word.len() + 1);
        row.push(i + 1);
        for (j, b) in word.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == word[j - 1] && wanted[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        if row.iter().all(|cost| *cost > most) {
            return false;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[word.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matcher(query: &str) -> Matcher {
        Matcher::of(&super::super::parse(query).unwrap()).unwrap().1
    }

    #[track_caller]
    fn check(query: &str, hits: &[&str], misses: &[&str]) {
        let matcher = matcher(query);
        for word in hits {
            assert!(matcher.matches(word) && word.starts_with(matcher.prefix()), "{query} {word}");
        }
        for word in misses {
            assert!(!matcher.matches(word), "{query} {word}");
        }
    }

    #[test]
    fn signs_stand_for_letters() {
        check("Wom?n", &["woman", "women"], &["womn", "womaan", "womans"]);
        check("*shore", &["offshore", "shore"], &["shores"]);
        check("h*b*r", &["harbour", "harbor", "hbr"], &["harbours"]);
        check("Erd?ğan", &["erdogan"], &["erdoan"]);
    }

    #[test]
    fn similar_words() {
        check("Khamenei~1", &["khamenei", "khamanei", "khamenie"], &["khamneie", "kamanei"]);
        check("wolf~2", &["wolf", "wofl", "woof", "golfs", "wol", "wo"], &["wolverine", "w"]);
    }

    #[test]
    fn expressions_describe_whole_words_in_any_case() {
        check("/Harbou?rs?/", &["harbor", "harbours"], &["harbourside"]);
        check("/é.*/", &["elan", "e"], &["blé"]);
    }

    #[test]
    fn a_bracket_that_nothing_opened_is_no_expression() {
        assert!(check_regex("a)|(b").is_err());
        assert_eq!(check_regex("(a)|(b)"), Ok(()));
    }

    proptest! {
        #[test]
        fn similar_is_what_the_known_measure_says(a in "[a-c]{1,7}", b in "[a-c]{0,8}", most in 1u8..3) {
            let says = strsim::osa_distance(&a, &b) <= usize::from(most);
            prop_assert_eq!(Matcher::alike(&a, most).matches(&b), says);
        }

        #[test]
        fn a_wildcard_is_the_expression_it_looks_like(pattern in "[ab*?]{1,7}[ab]", word in "[ab]{0,8}") {
            let pattern: Vec<char> = pattern.chars().collect();
            let text: String = pattern.iter().map(|c| match c { '*' => ".*".into(), '?' => ".".into(), c => c.to_string() }).collect();
            let regex = Regex::new(&format!("^{text}$")).unwrap();
            prop_assert_eq!(wildcard(&pattern, &word), regex.is_match(&word));
        }
    }
}
