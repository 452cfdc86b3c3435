//! Fine parts of speech: greedy, from left to right.

use crate::text::TokenKind;

use super::super::doc::{Doc, Range, Tok};
use super::Syntax;
use super::rows::{best, feature};
use super::sure::{Demand, Sure};

/// How many rows the tagger has, in bits.
pub const BITS: u32 = 14;

/// Tags the tokens of `range`.
pub fn tag_range(doc: &mut Doc<'_>, range: Range, syntax: &Syntax) {
    for at in range.start..range.end {
        let token = &doc.tokens[at];
        let found = given(token)
            .or_else(|| only_tag(&syntax.sure, token))
            .or_else(|| syntax.contexts.get(context(doc, range, at)))
            .unwrap_or_else(|| best(&syntax.tags.score(&describe(doc, range, at))) as u8);
        doc.links[at].fine = found;
    }
}

/// The tag of a token that leaves no choice: marks, numbers, possessive endings.
pub fn given(token: &Tok) -> Option<u8> {
    match token.kind {
        TokenKind::Mark => Some(match token.mark {
            ',' => 27,
            '.' | '!' | '?' | '…' => 28,
            '"' | '“' | '”' | '\'' | '‘' | '’' | '«' | '»' | '`' => 29,
            '-' | '–' | '—' | ':' | ';' => 30,
            _ => 31,
        }),
        TokenKind::Number => Some(12),
        TokenKind::Possessive => Some(20),
        TokenKind::Word => None,
    }
}

/// What speaks for a tag of the word at `at`; the tags before it are known.
#[inline]
pub fn describe(doc: &Doc<'_>, range: Range, at: usize) -> [u64; 13] {
    let token = &doc.tokens[at];
    let key = |i: usize| if range.holds(i) { doc.tokens[i].key } else { 1 };
    let known = |i: usize| if range.holds(i) { lexical(&doc.tokens[i]) } else { 1 };
    let fine = |back: usize| if at >= range.start + back { u64::from(doc.links[at - back].fine) } else { 40 };
    let word = token.span.of(doc.text);
    let shape =
        u64::from(token.capital) | u64::from(at == range.start) << 1 | u64::from(word.contains('-')) << 2;
    let (one, two) = (fine(1), fine(2));
    let own = known(at);
    let next = known(at + 1);
    let ending = ending(word, 3);
    [
        feature(1, token.key, 0),
        feature(2, ending, shape),
        feature(3, self::ending(word, 2), u64::from(token.capital)),
        feature(4, own, shape),
        feature(5, one, two),
        feature(6, one, token.key),
        feature(7, one, own),
        feature(8, key(at.wrapping_sub(1)), own),
        feature(9, key(at + 1), own),
        feature(10, own, next),
        feature(11, one << 8 | two, own),
        feature(13, key(at + 1), one),
        feature(15, ending, one),
    ]
}

/// What the lexicon and the light tagging say of a token.
fn lexical(token: &Tok) -> u64 {
    u64::from(token.word.tags) << 16 | u64::from(token.tag) | u64::from(token.word.first) << 32
}

fn ending(word: &str, length: usize) -> u64 {
    let bytes = word.as_bytes();
    bytes[bytes.len().saturating_sub(length)..]
        .iter()
        .fold(7, |all, byte| all << 8 | u64::from(byte.to_ascii_lowercase()))
}

/// What a word may be, what stands before and after it, and its capital, as one number: it often leaves one tag only,
/// whatever the word.
#[inline]
pub fn context(doc: &Doc<'_>, range: Range, at: usize) -> u64 {
    let token = &doc.tokens[at];
    let next = doc.tokens.get(at + 1).filter(|_| at + 1 < range.end).map_or(1, lexical);
    let before = if at > range.start { u64::from(doc.links[at - 1].fine) } else { 40 };
    let mixed = feature(before << 1 | u64::from(token.capital), lexical(token), next);
    mixed ^ mixed >> 32
}

/// How many contexts of one tag there is room for, in bits.
pub const CONTEXT_BITS: u32 = 13;
/// How many words of one tag there is room for, in bits.
pub const SURE_BITS: u32 = 13;
/// When a word is taken to have one tag only.
pub const DEMAND: Demand = Demand { seen: 30, doubt: 0.004 };

/// The tag of a word that has only one: half of all text.
#[inline]
pub fn only_tag(sure: &Sure, token: &Tok) -> Option<u8> {
    if token.capital { None } else { sure.get(token.key) }
}

/// Learns which words have one tag only, from words and their tags.
pub fn learn_sure<'a>(words: impl Iterator<Item = (&'a Tok, u8)>) -> Sure {
    let small = words.filter(|(token, _)| !token.capital && token.kind == TokenKind::Word);
    Sure::learn(SURE_BITS, DEMAND, small.map(|(token, tag)| (token.key, tag)))
}
