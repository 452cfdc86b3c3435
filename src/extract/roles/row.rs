//! What commas part and one description holds: “Ana Ruiz, managing director, **head of equities at Castellane Bank**”, “Vice
//! President, Marketing, **Castellane Bank**”, “Minister for Trade, **Industry and Energy**”, “Ana Ruiz, **RN**, a nurse”.

use super::super::doc::{PhraseKind, Range};
use super::super::joint::WITH_PORTFOLIO;
use super::super::lexicon::{ascii_key, key, role_words, tag, trait_of};
use super::Reader;
use super::description::is_role;
use crate::model::Span;

/// How many commas of one description are looked behind.
const COMMAS: usize = 3;
/// How many tokens such letters are at most, and their comma.
const LETTERS: usize = 6;
/// How many words a field has that stands between commas: “Global Product Marketing”.
const FIELD: usize = 4;

impl Reader<'_> {
    /// The body of somebody behind the comma at `comma`, further offices and fields passed over.
    pub(super) fn body_in_row(&self, mut comma: usize, limit: usize) -> Option<Span> {
        let doc = self.doc;
        for _ in 0..COMMAS {
            if comma + 1 >= limit || !doc.tokens[comma].is_mark(',') {
                return None;
            }
            if let Some(body) = self.body_behind(comma, limit) {
                return Some(body);
            }
            let start = comma + 1;
            let end = self.apposition_end(start, limit);
            let first = &doc.tokens[start];
            let begins = end > start && first.is(tag::NOUN | tag::NAME | tag::ADJECTIVE);
            if !begins || self.names_somebody(start) {
                return None;
            }
            if doc.tokens[start..end].iter().any(is_role) {
                if let Some(body) = self.read(Range { start, end }).and_then(|role| role.organization) {
                    return Some(body);
                }
            } else if end - start > FIELD {
                return None;
            }
            comma = end;
        }
        None
    }

    /// Whether a name of somebody begins at `at`: the next one of a list.
    fn names_somebody(&self, at: usize) -> bool {
        let doc = self.doc;
        let number = doc.phrases.partition_point(|phrase| phrase.range.end <= at);
        let named = doc.phrases.get(number).filter(|phrase| phrase.range.holds(at));
        named.is_some_and(|phrase| {
            phrase.kind == PhraseKind::Pronoun || doc.tokens[phrase.core.start].has(trait_of::GIVEN)
        }) || named.is_some()
            && self.people.named_by(number).is_some_and(|person| {
                let titled = named.is_some_and(|phrase| phrase.core != phrase.range);
                self.people.is_person(person)
                    && (titled || self.people.all[person].core.end > self.people.all[person].core.start + 1)
            })
    }

    /// “Minister for Trade**, Industry and Energy**”: where a minister's description ends that goes on behind the comma at `end`.
    pub(super) fn portfolio_end(&self, start: usize, end: usize, limit: usize) -> usize {
        let doc = self.doc;
        let words = &doc.tokens[start.min(end)..end];
        let minister = words.iter().position(|token| WITH_PORTFOLIO.contains(&token.key));
        let leads =
            minister.and_then(|at| words.get(at + 1)).is_some_and(|next| matches!(next.key, OF | FOR));
        let field = |at: usize| {
            at < limit
                && doc.tokens[at].is(tag::NOUN | tag::NAME | tag::ADJECTIVE)
                && !is_role(&doc.tokens[at])
                && !doc.tokens[at].has(trait_of::GIVEN)
        };
        let mut at = end;
        if !leads {
            return end;
        }
        for _ in 0..COMMAS {
            let comma = at < limit && doc.tokens[at].is_mark(',');
            let and = at + usize::from(comma);
            let last = doc
                .tokens
                .get(and)
                .is_some_and(|token| and < limit && (token.key == AND || token.is_mark('&')));
            let from = and + usize::from(last);
            let to = (from..limit.min(from + FIELD)).take_while(|at| field(*at)).last();
            let Some(to) = to.filter(|_| comma || last) else { return end };
            at = to + 1;
            if last {
                let closes = doc.tokens.get(at).is_none_or(|token| at >= limit || token.is(tag::MARK));
                return if closes { at } else { end };
            }
        }
        end
    }

    /// Passes over what stands in letters between a name and its description, from `at` behind the name's comma: “**RN,**”,
    /// “**Ph.D., CPA,**”.
    pub(super) fn after_credentials(&self, mut at: usize, limit: usize) -> usize {
        let doc = self.doc;
        for _ in 0..COMMAS {
            let Some(first) = doc.tokens.get(at).filter(|token| at < limit && token.capital) else {
                return at;
            };
            // “Ph.D.”
            let after = (at + 1..limit.min(at + LETTERS)).find(|next| doc.tokens[*next].is_mark(','));
            let Some(comma) = after else { return at };
            let written = first.span.cover(doc.tokens[comma - 1].span).of(doc.text);
            if written.contains(' ') || !role_words().credentials.has(key(written)) {
                return at;
            }
            at = comma + 1;
        }
        at
    }
}

const AND: u64 = ascii_key("and");
const FOR: u64 = ascii_key("for");
const OF: u64 = ascii_key("of");
