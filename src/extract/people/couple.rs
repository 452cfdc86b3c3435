//! “**Owen** and Cerys Maddox”: a given name whose surname stands behind the next one.

use hashbrown::{HashMap, HashSet};

use super::super::doc::{Doc, Phrase, PhraseKind};
use super::super::lexicon::{ascii_key, trait_of};
use super::super::phrases::names_body;
use super::words::word_key;

/// For each phrase that is a given name alone and shares the surname of the name behind *and*: the token of that surname.
/// Cost: linear in the phrases.
pub(super) fn shared_surnames(doc: &Doc<'_>) -> HashMap<usize, usize, foldhash::fast::FixedState> {
    let mut found = HashMap::default();
    for (number, pair) in doc.phrases.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        if is_given(doc, one) && is_named_in_full(doc, other) && joined(doc, one, other) {
            found.insert(number, other.head());
        }
    }
    if !found.is_empty() {
        let surnames = surnames(doc);
        found
            .retain(|number, _| !surnames.contains(&word_key(doc, &doc.tokens[doc.phrases[*number].head()])));
    }
    found
}

/// Whether a phrase is a given name and nothing else.
fn is_given(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let token = &doc.tokens[phrase.range.start];
    phrase.kind == PhraseKind::Name
        && phrase.range.end == phrase.range.start + 1
        && !phrase.possessive
        && token.has(trait_of::GIVEN)
        && !token.has(trait_of::PLACE | trait_of::TITLE)
}

/// Whether a phrase is a given name and a surname, without a title.
fn is_named_in_full(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    phrase.kind == PhraseKind::Name
        && phrase.range == phrase.core
        && phrase.core.end == phrase.core.start + 2
        && doc.tokens[phrase.core.start].has(trait_of::GIVEN)
        && !doc.tokens[phrase.head()].has(trait_of::ORG_HEAD | trait_of::SUFFIX)
        && !names_body(doc, phrase.core)
}

fn joined(doc: &Doc<'_>, one: &Phrase, other: &Phrase) -> bool {
    let between = one.range.end + 1 == other.range.start;
    between && (doc.tokens[one.range.end].key == AND || doc.tokens[one.range.end].is_mark('&'))
}

/// What somebody bears as a surname: of “Clinton and Tim Kaine” the first is Hillary Clinton.
fn surnames(doc: &Doc<'_>) -> HashSet<u64, foldhash::fast::FixedState> {
    let names = doc.phrases.iter().filter(|phrase| phrase.kind == PhraseKind::Name);
    let surnames = names.filter(|name| {
        let titled = name.range.start < name.core.start && name.core.end == name.core.start + 1;
        titled || name.core.start < name.head()
    });
    surnames.map(|name| word_key(doc, &doc.tokens[name.head()])).collect()
}

const AND: u64 = ascii_key("and");
