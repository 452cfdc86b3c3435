//! Where a body has its seat, told before its name or what it is: “the **Port Alder, Westmark-based** company”, “CEO of **Port Alder,
//! Westm.-based** Verdalia”.

use super::doc::{Doc, Phrase, PhraseKind};
use super::lexicon::{ascii_key, trait_of};
use super::phrases::names_body;
use crate::text::TokenKind;

/// How many tokens “Westm.-based” has at most.
const LONGEST: usize = 4;

/// Where the seat ends that begins with the town which a phrase names, if it is one. “Bo Lind, Westmark-based director of …” has
/// none.
pub(super) fn seat_end(doc: &Doc<'_>, town: &Phrase) -> Option<usize> {
    let comma = town.range.end;
    let state = doc.tokens.get(comma + 1).filter(|state| state.capital && state.quotation == 0)?;
    let named = town.kind == PhraseKind::Name && !town.possessive;
    let somebody = doc.tokens[town.range.start].key != THE
        && town.core.end > town.core.start + 1
        && doc.tokens[town.core.start].has(trait_of::GIVEN)
        && !doc.tokens[town.core.start].has(trait_of::PLACE);
    if !named || somebody || names_body(doc, town.core) || !doc.tokens[comma].is_mark(',') {
        return None;
    }
    if state.span.of(doc.text).ends_with("-based") {
        return Some(comma + 2);
    }
    let rest = doc.tokens.get(comma + 2..doc.tokens.len().min(comma + 2 + LONGEST))?;
    let based = rest.iter().position(|token| token.key == BASED || token.key == DASH_BASED)?;
    let joined = rest[..=based]
        .iter()
        .all(|token| !token.spaced && (token.kind != TokenKind::Word || token.key == BASED));
    joined.then_some(comma + 3 + based)
}

/// The phrase that is seated there: “CEO of Port Alder, Westmark-based **Verdalia**”. Gives an index into [`Doc::phrases`].
pub(super) fn seated(doc: &Doc<'_>, town: &Phrase) -> Option<usize> {
    let end = seat_end(doc, town)?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end <= end);
    let body = doc.phrases.get(number)?;
    let inside = body.range.start <= end && body.range.start > town.range.end;
    (body.kind == PhraseKind::Name && inside && body.core.end > end).then_some(number)
}

const THE: u64 = ascii_key("the");
const BASED: u64 = ascii_key("based");
const DASH_BASED: u64 = ascii_key("-based");

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_for as check;

    #[test]
    fn a_body_stands_behind_its_seat() {
        check(
            "Ana Ruiz, CEO of Gering, Neb.-based Castellane Boats, said it was late.",
            "Ana Ruiz",
            "Castellane Boats",
        );
        check(
            "It was late, according to Ottawa, Canada-based Castellane Inc.",
            "Castellane Inc.",
            "Castellane Inc.",
        );
        check(
            "Verdalia Corp sells boats. The Santa Clara, California-based company said it was late.",
            "Verdalia Corp",
            "Verdalia Corp",
        );
        check(
            "“It was late,” said Bo Lind, an analyst at Verdalia Corp, Chicago-based Castellane’s rival.",
            "Bo Lind",
            "Verdalia Corp",
        );
        check(
            "“It was late,” said Bo Lind, Chicago-based director of the Castellane Institute.",
            "Bo Lind",
            "Castellane Institute",
        );
    }
}
