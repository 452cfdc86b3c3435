//! What firms are called by the front of their names where no phrase is that name: “**Verdalia** chairman Ana Ruiz”, where the article
//! names Verdalia Foods Plc.

use super::super::bodies::is_body_of_firm;
use super::super::doc::{Doc, Range};
use super::super::lexicon::trait_of;
use super::words::{clean_name, name_keys, without_article};
use super::{Index, People};
use crate::extract::kinds_of_body::is_listed_body;
use crate::text::TokenKind;

/// How many words of a name somebody may call its firm by.
const LONGEST: usize = 2;

impl People {
    /// Notes what each firm's name begins with, where no other's does. Cost: linear in the bodies.
    pub(super) fn list_short_names(&mut self, doc: &Doc<'_>, index: &Index) {
        for number in 0..self.all.len() {
            if !is_body_of_firm(doc, self, number) {
                continue;
            }
            let core = without_article(doc, self.all[number].core);
            for end in (core.start + 1..core.end).take(LONGEST) {
                let front = Range { end, ..core };
                if tells_whose(doc, index, front, core) {
                    let known = self.short_names.entry(clean_name(doc, front)).or_insert(Some(number));
                    *known = known.filter(|first| *first == number);
                }
            }
        }
    }
}

/// Whether the front of a firm's name tells which firm it is: not “**Harrow** Gas Ltd”, “**New Harrow** Gas Ltd”, “**Global** Foods Ltd”.
fn tells_whose(doc: &Doc<'_>, index: &Index, front: Range, core: Range) -> bool {
    let words = &doc.tokens[front.start..front.end];
    let known = trait_of::PLACE
        | trait_of::NATIONALITY
        | trait_of::CALENDAR
        | trait_of::GIVEN
        | trait_of::ORG_HEAD
        | trait_of::CONNECTOR
        | trait_of::COMMON_BODY;
    let told = |at: usize| {
        let token = &doc.tokens[at];
        let word = token.kind == TokenKind::Word && token.capital && !token.has(known);
        word && !index.places.contains(&token.key)
    };
    // “Apple” is not Apple Records, “Verdalia Gold” no mine of Verdalia's.
    let listed = is_listed_body(name_keys(doc, front));
    let whole = (front.start..front.end).all(told) && (words.len() > 1 || words[0].word.tags == 0);
    whole && !listed && doc.tokens.get(front.end).is_some_and(|next| front.end < core.end && next.is_word())
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::said_first_for as check;

    #[test]
    fn a_firm_is_called_by_the_front_of_its_name() {
        check(
            "A spokesman for Verdan Quist Holdings Ltd left. Verdan chairman Bo Lind said it was dry.",
            "Bo Lind",
            "Verdan Quist Holdings Ltd",
        );
        check(
            "A unit of Verdalia Foods closed. Verdalia spokeswoman Ana Ruiz said it was wet.",
            "Ana Ruiz",
            "Verdalia Foods",
        );
        check(
            "The drugmaker, Corlis Pharma, fell. Corlis chief executive Ana Ruiz said it was wet.",
            "Ana Ruiz",
            "Corlis Pharma",
        );
    }

    #[test]
    fn of_two_firms_it_may_be_either() {
        check(
            "Verdalia Foods and Verdalia Gas met. Verdalia spokeswoman Ana Ruiz said it was wet.",
            "Ana Ruiz",
            "Verdalia",
        );
    }
}
