//! Words that have a capital only because a sentence begins with them.

use hashbrown::HashSet;

use super::super::doc::{Doc, Phrase, PhraseKind};

/// Of the single words that were taken for names where a sentence begins with them, those that stand in small letters
/// elsewhere in the article, and nowhere inside a sentence with a capital: “Management expects …”, where *management* was
/// paid. By key. Cost: a look at each token.
pub(super) fn ordinary_words(doc: &Doc<'_>) -> HashSet<u64, foldhash::fast::FixedState> {
    let mut out = HashSet::default();
    // What no list has may be a name that is printed small.
    let known = |phrase: &&Phrase| doc.tokens[phrase.core.start].word.tags != 0;
    let candidates = doc.phrases.iter().filter(|phrase| is_first_word(doc, phrase)).filter(known);
    let candidates: HashSet<u64, foldhash::fast::FixedState> =
        candidates.map(|phrase| doc.tokens[phrase.core.start].key).collect();
    if candidates.is_empty() {
        return out;
    }
    let mut named = HashSet::<u64, foldhash::fast::FixedState>::default();
    for sentence in &doc.sentences {
        let inside = &doc.tokens[sentence.range.start + 1..sentence.range.end];
        for token in inside.iter().filter(|token| candidates.contains(&token.key)) {
            if token.capital {
                named.insert(token.key)
            } else {
                out.insert(token.key)
            };
        }
    }
    out.retain(|word| !named.contains(word));
    out
}

/// Whether a phrase is a single word, taken for a name, that a sentence begins with.
pub(super) fn is_first_word(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    phrase.kind == PhraseKind::Name
        && phrase.core.end - phrase.range.start == 1
        && phrase.range.start == doc.sentence_of(phrase.range.start).start
}
