//! Ranks and styles between an office and a name: “The council leader, **Cllr** Ana Ruiz,”, “Army spokesman **Col.** Ana Ruiz”.

use super::super::doc::{Range, Tok};
use super::super::lexicon::{ascii_key, role_words, trait_of};
use super::Reader;
use super::description::is_role;
use super::places::is_mere_honorific;
use crate::text::TokenKind;

impl Reader<'_> {
    /// “Hospital director **Professor** Ana Ruiz”, “Army spokesman **Col.** Ana Ruiz”: where an office ends that a rank stands behind.
    pub(super) fn before_rank(&self, range: Range) -> usize {
        let doc = self.doc;
        let ranked = |at: &usize| {
            let token = &doc.tokens[*at];
            role_words().ranks.has(token.key) || token.is_mark('.') && !token.spaced
        };
        let ranks = (range.start..range.end).rev().take_while(ranked).count();
        let end = range.end - ranks;
        let office = end.checked_sub(1).filter(|at| *at >= range.start).map(|at| &doc.tokens[at]);
        let held = |token: &Tok| {
            token.has(trait_of::ROLE) && !role_words().rank_fronts.has(token.key) && is_role(token)
        };
        if doc.settled && office.is_some_and(held) { end } else { range.end }
    }

    /// “the **Rt Rev** NAME”, “**Cllr** NAME”, “**Labour’s** NAME”: what stands before a name, and is no office.
    pub(super) fn is_styled(&self, words: Range) -> bool {
        let words = &self.doc.tokens[words.start..words.end];
        let of_party = words
            .iter()
            .any(|token| token.kind == TokenKind::Possessive || token.is_mark('’') || token.is_mark('\''));
        words.iter().all(|token| {
            token.key == THE
                || role_words().ranks.has(token.key)
                || is_mere_honorific(token)
                || token.is_mark('.') && !token.spaced
                || of_party && (role_words().parties.has(token.key) || !token.is_word())
        })
    }
}

const THE: u64 = ascii_key("the");
