//! Firms that are called by their owners' names, with commas between: “**Orton, Quist & Co**”, “**Orton, Quist, Fenn & Dale Inc**”.

use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::kinds_of_body::is_listed_body;
use crate::extract::lexicon::{ascii_key, form_of, keys, role_words, tag, trait_of};
use crate::text::TokenKind;

/// How many owners stand before the last.
const MOST: usize = 5;

/// The name of a firm whose first owner is the phrase `number`, as tokens.
pub(super) fn partners(doc: &Doc<'_>, number: usize) -> Option<Range> {
    let first = &doc.phrases[number];
    let listed = doc.tokens.get(first.range.end).is_some_and(|next| next.is_mark(','));
    if !listed || !is_bare(doc, first) || !is_owner(doc, first) {
        return None;
    }
    let mut last = first;
    for (owners, next) in doc.phrases[number + 1..].iter().enumerate().take(MOST) {
        let comma = doc.tokens[last.range.end].is_mark(',');
        if !comma || next.range.start != last.range.end + 1 || next.kind != PhraseKind::Name {
            return None;
        }
        if let Some(end) = form_end(doc, next, owners > 0) {
            let firm = Range { start: first.core.start, end };
            return Some(firm)
                .filter(|firm| !is_led_in(doc, firm) && !is_owned(doc, firm) && !goes_on(doc, firm.end));
        }
        if !is_owner(doc, next) {
            return None;
        }
        last = next;
    }
    None
}

/// “Orton”, “**lead manager** Orton”: a name behind nothing, or behind what firms are as well; an analyst Orton is somebody.
fn is_bare(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let before = &doc.tokens[phrase.range.start..phrase.core.start];
    let title = trait_of::TITLE | trait_of::HONORIFIC | trait_of::ROLE;
    before.iter().all(|token| !token.has(title) || role_words().of_bodies.has(token.key))
}

/// “**Orton**”, “**Merrow Quist**”: a surname or two; no town's or day's name, no body's, and nobody's in full.
fn is_owner(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let words = &doc.tokens[phrase.core.start..phrase.core.end];
    let no_owner = trait_of::PLACE | trait_of::CALENDAR | trait_of::NATIONALITY | trait_of::ORG_HEAD;
    phrase.kind == PhraseKind::Name
        && !phrase.possessive
        && words.len() <= 2
        && !(words.len() == 2 && words[0].has(trait_of::GIVEN))
        && !is_listed_body(words.iter().map(|word| word.key))
        && words.iter().all(|word| {
            let letters = word.span.len() > 1 && !word.span.of(doc.text).contains(char::is_lowercase);
            word.capital && word.is(tag::NAME) && !letters && !word.has(no_owner | trait_of::SUFFIX)
        })
}

/// “**Unlike** Orton, Quist & Co rose”, “**After** losing Orton, Quist & Co rose”: whom a sentence's first words lead in is another, where
/// no comma tells where they end.
fn is_led_in(doc: &Doc<'_>, firm: &Range) -> bool {
    let start = doc.sentence_of(firm.start).start;
    let ends = |token: &Tok| token.is_mark(',');
    let first = &doc.tokens[start];
    let leads = first.is(tag::PREPOSITION | tag::SUBORDINATOR) || first.key == ACCORDING;
    start < firm.start
        && leads
        && !doc.tokens[start..firm.start].iter().any(ends)
        && !doc.tokens.get(firm.end).is_some_and(ends)
}

/// “**said** Orton, Quist & Co**’s** owner”: who somebody is.
fn is_owned(doc: &Doc<'_>, firm: &Range) -> bool {
    let said = firm.start.checked_sub(1).is_some_and(|before| doc.tokens[before].is(tag::VERB));
    said && doc.tokens.get(firm.end).is_some_and(|next| next.kind == TokenKind::Possessive)
}

/// Where a firm's name ends with its last owner's: “Quist **& Co**”, “Quist **and Sons**”; where others were `named` before, with any
/// form: “Fenn **& Dale Inc**”.
fn form_end(doc: &Doc<'_>, owner: &Phrase, named: bool) -> Option<usize> {
    let Range { start, end } = owner.core;
    let joins = |at: usize| doc.tokens[at].is_mark('&') || doc.tokens[at].key == AND;
    let form = |at: usize| doc.tokens.get(at).is_some_and(|token| token.capital && is_owners(token.key));
    // “Quist & Co” is a phrase, “Quist” is one before “and Co”.
    let joined = doc.tokens.get(start + 1).filter(|_| joins(start + 1));
    if joined.is_some() && form(start + 2) {
        // “Quist & Co **Ltd**”
        let further = doc.tokens.get(start + 3);
        let formed = further.is_some_and(|token| token.capital && form_of(token.key).is_some());
        return Some(end.max(start + 3 + usize::from(formed)));
    }
    let formed = doc.tokens[end - 1].has(trait_of::SUFFIX | trait_of::ORG_HEAD);
    (named && joined.is_some() && formed && end > start + 3).then_some(end)
}

/// “Orton, Quist & Co **and** Lind”, “Orton, Quist & Co, **Fenn** and Lind”: a list.
fn goes_on(doc: &Doc<'_>, end: usize) -> bool {
    let next = |at: usize| doc.tokens.get(at);
    next(end).is_some_and(|token| token.key == AND)
        || next(end).is_some_and(|token| token.is_mark(','))
            && next(end + 1).is_some_and(|token| token.is(tag::NAME) || token.key == AND)
}

/// “Quist & **Co**”, “Quist & **Sons**”: who owns a firm beside the one who is named before them.
fn is_owners(word: u64) -> bool {
    form_of(word).is_some_and(|form| form.partners) || KIN.contains(&word)
}

const KIN: [u64; 3] = keys(["sons", "bros", "brothers"]);
const AND: u64 = ascii_key("and");
const ACCORDING: u64 = ascii_key("according");

#[cfg(test)]
mod tests {
    use crate::extract::testing::{said_first_by, said_first_for};

    #[test]
    fn owners_are_one_firm() {
        for firm in [
            "Ortan, Quist & Co",
            "Ortan, Quist and Co",
            "Ortan, Quist & Sons",
            "Ortan, Quist, Fenn & Dale Inc",
        ] {
            said_first_for(&format!("{firm} said it will act."), firm, firm);
            said_first_for(&format!("In Harrow, {firm} said it will act."), firm, firm);
            said_first_for(&format!("Lead manager {firm} said it will act."), firm, firm);
        }
    }

    #[test]
    fn a_list_is_several() {
        said_first_by("It rained.\n\nUnlike Ortan, Quist & Co said it will act.", "Quist & Co");
        said_first_by("It rained.\n\nAccording to Ortan, Quist & Co will close.", "Ortan");
        said_first_by("It rained.\n\nAfter losing Ortan, Quist & Co said it will act.", "Quist & Co");
        said_first_by("It rained.\n\n“It pays,” said Ortan, Quist & Co’s owner.", "Ortan");
        said_first_by("It rained.\n\nIn Harrow, Quist & Co said it will act.", "Quist & Co");
        said_first_by("It rained.\n\nAnalyst Ortan, Quist & Co said it will act.", "Quist & Co");
        said_first_by("It rained.\n\nThe maker of OZT, Quist & Co said it will act.", "Quist & Co");
    }
}
