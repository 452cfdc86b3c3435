//! Names that stand where only places do: “in Harrow”, “Warren Tuck, I-Westmark,”.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::super::doc::{Doc, Phrase, PhraseKind};
use super::super::lexicon::{CueClass, is_firm_end, trait_of};
use super::guess::{is_place, offices};
use super::words::{plain_key, word_key};

/// Single words that some phrase uses as a place's name and none as somebody's who speaks or has a title.
pub(super) fn told_places(doc: &Doc<'_>) -> HashSet<u64, FixedState> {
    let named =
        || doc.phrases.iter().filter(|p| p.kind == PhraseKind::Name && p.core.end - p.core.start == 1);
    let word = |p: &Phrase| word_key(doc, &doc.tokens[p.core.start]);
    let mut found: HashSet<u64, FixedState> =
        named().filter(|p| is_place(doc, p)).map(word).chain(constituencies(doc)).collect();
    for somebody in doc.phrases.iter().filter(|p| p.kind == PhraseKind::Name) {
        let speaks = doc.tokens.get(somebody.range.end).is_some_and(|t| t.word.is_cue(CueClass::Say));
        let longer = somebody.core.end - somebody.core.start > 1;
        // “in Verdalia” is no place where there is a Verdalia Inc., nor “in Paris” where Paris Lind is named.
        let (first, last) = (&doc.tokens[somebody.core.start], &doc.tokens[somebody.core.end - 1]);
        if longer && (first.has(trait_of::GIVEN) || is_firm_end(last.key)) {
            found.remove(&word_key(doc, first));
        }
        if speaks || longer || offices(doc, somebody).next().is_some() {
            found.remove(&word_key(doc, last));
        }
    }
    found
}

/// “Warren Tuck, **I-Westmark**,”: the words behind a party's letter, which are places.
fn constituencies<'d>(doc: &'d Doc<'_>) -> impl Iterator<Item = u64> + 'd {
    doc.tokens.windows(2).filter_map(|pair| {
        let [before, token] = pair else { return None };
        let (party, place) = token.span.of(doc.text).split_once('-')?;
        let apart = before.is_mark(',') || before.is_mark('(');
        let letter = party.len() == 1 && party.starts_with(|c: char| c.is_ascii_uppercase());
        (apart && letter && place.starts_with(char::is_uppercase)).then(|| plain_key(place))
    })
}
