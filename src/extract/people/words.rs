//! The words of a name: without titles, articles and degrees, the surname, the initials.

use super::super::doc::{Doc, Range, Tok};
use super::super::lexicon::{ascii_key, is_short_form, key, keys, trait_of};
use crate::text::TokenKind;
use crate::text::fold::fold_char;
use crate::text::people;

/// The keys of a name’s words, titles, suffixes and nicknames left off.
pub(super) fn name_words(doc: &Doc<'_>, core: Range) -> Vec<u64> {
    name_keys(doc, core).collect()
}

/// [`name_words`], one after the other.
pub(super) fn name_keys(doc: &Doc<'_>, core: Range) -> impl Iterator<Item = u64> {
    let own = doc.tokens.get(core.start).map_or(0, |t| t.quotation);
    let is_word = move |t: &&Tok| {
        t.kind == TokenKind::Word && !t.has(trait_of::SUFFIX) && t.quotation == own && t.key != THE
    };
    doc.tokens[core.start..core.end].iter().filter(is_word).map(|t| word_key(doc, t))
}

/// The key by which the words of names are compared: without the diacritics of the word.
pub fn word_key(doc: &Doc<'_>, token: &Tok) -> u64 {
    let word = token.span.of(doc.text);
    if word.is_ascii() { token.key } else { plain_key(word) }
}

/// The key of a word without its diacritics: one for Yazdoğan and Yazdogan. What the choosers see of words keeps them.
pub(super) fn plain_key(word: &str) -> u64 {
    let mut plain = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, &mut plain));
    key(&plain)
}

/// The name as written, without “PhD” and “CBE” behind it.
pub(super) fn clean_name(doc: &Doc<'_>, core: Range) -> String {
    let mut core = core;
    let is_degree = |at: usize| {
        let token = &doc.tokens[at];
        token.has(trait_of::SUFFIX) && !GENERATIONS.contains(&token.key) || token.is_mark(',')
    };
    while core.end > core.start + 1 && is_degree(core.end - 1) {
        core.end -= 1;
    }
    let words = doc.words(without_article(doc, core)).split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

/// A name’s tokens, “the” left off.
pub(super) fn without_article(doc: &Doc<'_>, core: Range) -> Range {
    let article = core.end - core.start > 1 && doc.tokens[core.start].key == THE;
    Range { start: core.start + usize::from(article), end: core.end }
}

/// The last word of a name, before any “Jr.”
pub(super) fn surname<'d>(doc: &Doc<'d>, core: Range) -> &'d str {
    let mut at = core.end - 1;
    while at > core.start && (doc.tokens[at].has(trait_of::SUFFIX) || doc.tokens[at].kind != TokenKind::Word)
    {
        at -= 1;
    }
    doc.words(Range { start: at, end: at + 1 })
}

/// The key of the “Jr.” or “Sr.” a name ends with; 0 without one.
pub(super) fn suffix(doc: &Doc<'_>, core: Range) -> u64 {
    let last = &doc.tokens[core.end - 1];
    if core.end - core.start > 1 && last.has(trait_of::SUFFIX) { last.key } else { 0 }
}

/// `WHO` for “World Health Organization”, `GM` for “General Motors Corp.”
pub(super) fn initials(doc: &Doc<'_>, core: Range) -> String {
    letters(doc, core, |token| !is_short_form(token.key))
}

/// `PAFC` for “Port Alder Ferries Corp.”; nothing for “Port Alder”, and for “Alder Inc.”, which is not AI.
pub(super) fn initials_with_form(doc: &Doc<'_>, core: Range) -> Option<String> {
    let form = is_short_form(doc.tokens[core.end - 1].key);
    Some(letters(doc, core, |_| true)).filter(|letters| form && letters.chars().count() > 2)
}

fn letters(doc: &Doc<'_>, core: Range, counts: impl Fn(&Tok) -> bool) -> String {
    let capitals = doc.tokens[core.start..core.end].iter().filter(|token| token.capital && counts(token));
    capitals.filter_map(|token| token.span.of(doc.text).chars().next()).collect()
}

pub(super) fn initials_of_word(doc: &Doc<'_>, core: Range) -> String {
    let word: String = doc.words(core).chars().filter(|c| *c != '.').collect();
    if core.end - core.start == 1 && word.chars().count() > 1 && word.chars().all(char::is_uppercase) {
        word
    } else {
        String::from("-")
    }
}

const THE: u64 = ascii_key("the");
/// Which of several of one name: part of it.
const GENERATIONS: [u64; 6] = keys(people::GENERATIONS);
