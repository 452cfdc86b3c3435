//! From text to the tokens that are indexed and searched. Queries and highlighting use the same.
//!
//! A word becomes its *exact* token: folded, without a possessive `'s`, cut at [`MAX_TOKEN`] bytes.
//! Where its English stem differs, the stem stands at the same position behind [`STEM_MARK`], so
//! that `letters` finds *letter* while `"letters"` means just that. A word that is its own stem is
//! written once: [`related_tokens`] names every token a stem can hide behind, and the index stays
//! a good deal smaller than with two tokens for each word.
//!
//! Where two common words stand side by side, their pair stands with the second (`common_grams`).
//!
//! [`PART_END`] between two parts of a value (paragraphs, quotes, names) opens a gap of
//! [`GAP`] positions that no phrase crosses.

use std::cell::RefCell;
use std::ops::Range;

use hashbrown::HashMap;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::common_grams::{common, write_gram};
use super::languages::{self, Language};
use super::marks::{PART_END, STEM_MARK};
use crate::text::fold::{fold_char, is_apostrophe, is_ignorable, is_word_char};

/// The name our tokenizer is registered under.
pub const TOKENIZER: &str = "onrecord";

/// How many positions lie between two parts.
///
/// Wider costs room: every position after it grows.
pub const GAP: usize = 40;
/// The most a phrase may be loosened: less than a gap, or it would cross one.
pub const MAX_SLOP: u32 = 30;
/// Longer tokens are cut, not dropped.
pub const MAX_TOKEN: usize = 120;

const CACHE_LIMIT: usize = 60_000;

/// The words of a text as byte ranges, in its order.
///
/// Letters and digits run together; apostrophes join (*don’t*), so do the points of `3.5` and
/// `U.S.` and the commas of `1,000`. Han and kana are one word a character.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    /// Starts at the front of `text`.
    pub fn new(text: &'t str) -> Self {
        Words { text, at: 0 }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.text.get(at..)?.chars().next() }
    }

    /// Whether the character `c` at `at`, which is no word character, joins what stands around it.
    fn joins(&self, start: usize, at: usize, c: char) -> bool {
        let bytes = self.text.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        let next = at + c.len_utf8();
        match c {
            ',' => digit(at - 1) && (1..4).all(|i| digit(at + i)) && !digit(at + 4),
            '.' if digit(at - 1) => digit(next),
            '.' => self.initial_before(start, at) && self.initial_after(next),
            c if is_apostrophe(c) => self.char_at(next).is_some_and(char::is_alphabetic),
            _ => false,
        }
    }

    fn initial_before(&self, start: usize, at: usize) -> bool {
        let run = self.text.get(start..at).unwrap_or_default();
        let last = run.rsplit('.').next().unwrap_or_default();
        let mut chars = last.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    }

    fn initial_after(&self, at: usize) -> bool {
        self.char_at(at)
            .is_some_and(|c| c.is_alphabetic() && !self.char_at(at + c.len_utf8()).is_some_and(is_word_char))
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while let Some(c) = self.char_at(self.at) {
            if is_word_char(c) && !is_ignorable(c) {
                break;
            }
            self.at += c.len_utf8();
        }
        let start = self.at;
        while let Some(c) = self.char_at(self.at) {
            if stands_alone(c) {
                if self.at == start {
                    self.at += c.len_utf8();
                }
                break;
            }
            if !is_word_char(c) && (self.at == start || !self.joins(start, self.at, c)) {
                break;
            }
            self.at += c.len_utf8();
        }
        (self.at > start).then_some(start..self.at)
    }
}

/// Scripts written without spaces: each character is a word, and a word typed in one of them a phrase.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Writes the exact token of one word, as [`Words`] cuts them, into `out`.
fn write_exact(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            ',' => {}
            '.' if !out.ends_with(|last: char| last.is_ascii_digit()) => {}
            c => fold_char(c, out),
        }
        if out.len() > MAX_TOKEN {
            break;
        }
    }
    while let Some(bare) = out.strip_suffix("'s") {
        out.truncate(bare.len());
    }
    if out.len() > MAX_TOKEN {
        let cut = (0..=MAX_TOKEN).rev().find(|at| out.is_char_boundary(*at)).unwrap_or(0);
        out.truncate(cut);
    }
}

/// Calls `each` with the place and exact token of every word of `text`.
pub fn for_each_word(text: &str, mut each: impl FnMut(Range<usize>, &str)) {
    let mut exact = String::new();
    for range in Words::new(text) {
        write_exact(text.get(range.clone()).unwrap_or_default(), &mut exact);
        if !exact.is_empty() {
            each(range, &exact);
        }
    }
}

/// The exact tokens of `text`: what a phrase is made of.
pub fn exact_tokens(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for_each_word(text, |_, exact| out.push(exact.to_owned()));
    out
}

/// The stem of an exact token; the token itself where it has none of its own.
pub fn stem(exact: &str) -> String {
    with_stem(exact, |stem| stem.unwrap_or(exact).to_owned())
}

/// The tokens to look up for a word as typed, in any of its forms and any language met, the likeliest first; a text of
/// several words has none.
pub fn forms(word: &str) -> Vec<String> {
    match exact_tokens(word).as_slice() {
        [exact] => {
            let mut out = vec![exact.clone()];
            out.extend(related_tokens(exact).into_iter().filter(|form| form != exact));
            out
        }
        _ => Vec::new(),
    }
}

/// The tokens to look up for the word behind `exact` in any of its forms, the likeliest first.
pub fn related_tokens(exact: &str) -> Vec<String> {
    let stem = stem(exact);
    let mut out = vec![format!("{STEM_MARK}{stem}")];
    if with_stem(&stem, |again| again.is_none()) {
        out.push(stem);
    }
    out.extend(languages::stem_tokens(exact));
    out
}

/// Calls `then` with the stem of `exact` where it differs.
pub fn with_stem<T>(exact: &str, then: impl FnOnce(Option<&str>) -> T) -> T {
    // Short words and anything that is not plain Latin keep their form: the stemmer is English.
    if exact.len() < 3 || !exact.bytes().all(|b| b.is_ascii_lowercase()) {
        return then(None);
    }
    STEMS.with_borrow_mut(|stems| then(stems.stem(exact)))
}

thread_local! {
    static STEMS: RefCell<Stems> = RefCell::new(Stems::new());
}

/// Stems by word. Stemming costs six times what cutting words does, and most words are old friends.
struct Stems {
    stemmer: frostem::Stemmer,
    known: HashMap<Box<str>, Option<Box<str>>>,
}

impl Stems {
    fn new() -> Self {
        Stems { stemmer: frostem::Stemmer::new(frostem::Algorithm::English), known: HashMap::new() }
    }

    fn stem(&mut self, exact: &str) -> Option<&str> {
        if self.known.len() >= CACHE_LIMIT {
            self.known.clear();
        }
        let stemmer = &self.stemmer;
        let known = self.known.entry_ref(exact).or_insert_with(|| {
            let stem = stemmer.stem(exact);
            (!stem.is_empty() && stem != exact).then(|| stem.into())
        });
        known.as_deref()
    }
}

/// The tokenizer that tantivy calls for every searched text.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewsTokenizer;

impl Tokenizer for NewsTokenizer {
    type TokenStream<'a> = NewsTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> NewsTokens<'a> {
        NewsTokens {
            words: Words::new(text),
            text,
            language: languages::mark_of(text),
            end: 0,
            next_position: 0,
            token: Token::default(),
            stem: None,
            gram: None,
            common: None,
        }
    }
}

/// The tokens of one value.
#[derive(Debug)]
pub struct NewsTokens<'t> {
    words: Words<'t>,
    text: &'t str,
    /// Where it is marked as one with stems of its own.
    language: Option<Language>,
    end: usize,
    next_position: usize,
    token: Token,
    /// What stands with the token, and comes next.
    stem: Option<String>,
    /// The two words of the gram that comes then.
    gram: Option<(&'static str, &'static str)>,
    /// The common word that the token is.
    common: Option<&'static str>,
}

impl NewsTokens<'_> {
    /// Notes what stands with the token.
    fn accompany(&mut self) {
        let exact = self.token.text.as_str();
        self.stem = match self.language {
            Some(language) => language.stem_token(exact),
            None => with_stem(exact, |stem| stem.map(|stem| format!("{STEM_MARK}{stem}"))),
        };
        let before = std::mem::replace(&mut self.common, common(exact));
        self.gram = before.zip(self.common);
    }
}

impl TokenStream for NewsTokens<'_> {
    fn advance(&mut self) -> bool {
        if let Some(stem) = self.stem.take() {
            self.token.text = stem;
            return true;
        }
        if let Some((first, second)) = self.gram.take() {
            write_gram(first, second, &mut self.token.text);
            return true;
        }
        for range in self.words.by_ref() {
            // The mark of a language is no word.
            if self.language.is_some() && self.next_position == 0 && range.end < 6 && self.end == 0 {
                let marked =
                    self.text.get(range.end..).is_some_and(|rest| rest.starts_with(languages::LANGUAGE_MARK));
                if marked {
                    self.end = range.end;
                    continue;
                }
            }
            let between = self.text.as_bytes().get(self.end..range.start).unwrap_or_default();
            if memchr::memchr(PART_END as u8, between).is_some() && self.next_position > 0 {
                self.next_position += GAP;
                self.common = None;
            }
            self.end = range.end;
            write_exact(self.text.get(range.clone()).unwrap_or_default(), &mut self.token.text);
            if self.token.text.is_empty() {
                continue;
            }
            self.token.offset_from = range.start;
            self.token.offset_to = range.end;
            self.token.position = self.next_position;
            self.next_position += 1;
            self.accompany();
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, want: Expect) {
        let mut tokenizer = NewsTokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut out = Vec::new();
        while stream.advance() {
            let token = stream.token();
            out.push(format!("{}:{}", token.position, token.text.replace(STEM_MARK, "~").replace(' ', "+")));
        }
        want.assert_eq(&out.join(" "));
    }

    #[test]
    fn stems_stand_beside_their_words() {
        check("The letters, a letter", expect!["0:the 1:letters 1:~letter 2:a 3:letter"]);
    }

    #[test]
    fn common_words_side_by_side_stand_there_as_a_pair() {
        check(
            "out of the harbour\u{1e}for the letter",
            expect!["0:out 1:of 1:~out+of 2:the 2:~of+the 3:harbour 44:for 45:the 45:~for+the 46:letter"],
        );
        check("for\u{1e}the", expect!["0:for 41:the"]);
        check(
            "It’s ’ the, that. That",
            expect!["0:it 1:the 1:~it+the 2:that 2:~the+that 3:that 3:~that+that"],
        );
    }

    #[test]
    fn folded_and_without_possessive() {
        check("Erdoğan’s O'Neill don’t Zoë's", expect!["0:erdogan 1:o'neill 2:don't 3:zoe"]);
    }

    #[test]
    fn points_and_commas_join_what_they_belong_to() {
        check(
            "U.S.-led, 3.5 of 1,000 at 5 p.m. End.",
            expect!["0:us 1:led 2:3.5 3:of 4:1000 5:at 6:5 7:pm 8:end"],
        );
        check("1,2,3 x.yes", expect!["0:1 1:2 2:3 3:x 4:yes"]);
    }

    #[test]
    fn no_phrase_crosses_a_part() {
        check("one\u{1e}two \u{1e}\u{1e} three", expect!["0:one 41:two 82:three"]);
    }

    #[test]
    fn scripts_without_spaces() {
        check("東京 tower", expect!["0:東 1:京 2:tower"]);
    }

    #[test]
    fn a_marked_text_has_stems_of_its_language() {
        check(
            "\u{1d}de\u{1d}Die Häuser, ein Haus",
            expect!["0:die 0:~de\u{2}die 1:hauser 1:~de\u{2}haus 2:ein 2:~de\u{2}ein 3:haus 3:~de\u{2}haus"],
        );
        assert!(Language::of("de").is_some_and(|german| {
            german.meet();
            forms("Häusern").contains(&german.stem_token("hauser").unwrap_or_default())
        }));
        assert_eq!(forms("two words"), Vec::<String>::new());
    }

    #[test]
    fn long_tokens_are_cut_not_dropped() {
        let long = "ż".repeat(500);
        let tokens = exact_tokens(&long);
        assert_eq!(tokens, ["z".repeat(MAX_TOKEN)]);
    }

    #[test]
    fn a_stem_is_found_behind_its_own_word_and_others() {
        // Stems of other languages may follow, if this process has met any.
        assert_eq!(related_tokens("letters")[..2], ["\u{1}letter", "letter"]);
        assert_eq!(related_tokens("letter")[..2], ["\u{1}letter", "letter"]);
    }

    proptest! {
        #[test]
        fn words_lie_on_char_boundaries_and_in_order(text in "\\PC{0,60}") {
            let mut last = 0;
            for word in Words::new(&text) {
                prop_assert!(word.start >= last && word.start < word.end);
                prop_assert!(text.get(word.clone()).is_some());
                last = word.end;
            }
        }

        #[test]
        fn a_token_is_its_own_token(text in "[a-cA-CÀ-ſ0-3’'., s-]{0,40}") {
            for token in exact_tokens(&text) {
                prop_assert_eq!(exact_tokens(&token), vec![token.clone()]);
            }
        }
    }
}
