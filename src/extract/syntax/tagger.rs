//! Fine parts of speech: greedy, from left to right.

use std::collections::BTreeMap;

use crate::text::TokenKind;

use super::super::doc::{Doc, Range, Tok};
use super::Syntax;
use super::rows::{best, feature};

/// How many rows the tagger has, in bits.
pub const BITS: u32 = 14;

/// Tags the tokens of `range`.
pub fn tag_range(doc: &mut Doc<'_>, range: Range, syntax: &Syntax) {
    for at in range.start..range.end {
        let token = &doc.tokens[at];
        let found = given(token)
            .or_else(|| syntax.sure.get(token))
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

/// How many words [`Sure`] has room for, in bits.
const SLOTS: u32 = 13;
/// How often a word must have been seen to be sure of it, and how small a share of other tags it may have had.
const SEEN: u32 = 30;
const DOUBT: f32 = 0.004;

/// Words that practically always have one tag: half of all text, and nothing has to be weighed for them.
#[derive(Clone)]
pub struct Sure(Vec<(u32, u8)>);

impl Sure {
    /// The tag of a word that has only one.
    pub fn get(&self, token: &Tok) -> Option<u8> {
        let (check, tag) = self.0.get(slot(token.key))?;
        (*check == token.key as u32 && *tag != 0 && !token.capital).then_some(*tag)
    }

    /// Sure of nothing.
    pub fn blank() -> Self {
        Sure(vec![(0, 0); 1 << SLOTS])
    }

    /// Learns from words and their tags.
    pub fn learn<'a>(words: impl Iterator<Item = (&'a Tok, u8)>) -> Self {
        let mut counts: BTreeMap<u64, [u32; 32]> = BTreeMap::new();
        for (token, tag) in words.filter(|(token, _)| !token.capital && token.kind == TokenKind::Word) {
            counts.entry(token.key).or_insert([0; 32])[usize::from(tag)] += 1;
        }
        let mut found: Vec<(u32, u64, u8)> = Vec::new();
        for (key, tags) in counts {
            let all: u32 = tags.iter().sum();
            let best = (0..32).max_by_key(|tag| (tags[*tag], 32 - tag)).unwrap_or(0);
            if all >= SEEN && (all - tags[best]) as f32 <= DOUBT * all as f32 {
                found.push((all, key, best as u8));
            }
        }
        found.sort_unstable();
        let mut sure = Sure::blank();
        for (_, key, tag) in found {
            sure.0[slot(key)] = (key as u32, tag);
        }
        sure
    }

    /// Reads from the front of `bytes`, and gives what follows.
    pub fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (words, rest) = bytes.split_at_checked(5 << SLOTS)?;
        let words = words.as_chunks::<5>().0.iter();
        Some((
            Sure(words.map(|[a, b, c, d, tag]| (u32::from_le_bytes([*a, *b, *c, *d]), *tag)).collect()),
            rest,
        ))
    }

    /// Adds what [`Sure::read`] reads to `out`.
    pub fn write(&self, out: &mut Vec<u8>) {
        for (check, tag) in &self.0 {
            out.extend(check.to_le_bytes());
            out.push(*tag);
        }
    }
}

fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS)) as usize
}
