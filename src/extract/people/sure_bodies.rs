//! Whether anything tells that a name is a body's: “Castellane Bank”, “Verdalia Inc.”, “shares of Verdalia”.
//!
//! Letters (“ROI”), common words with capitals (“Best Stocks”) and what stands behind *the* are taken for bodies', because they are
//! nobody's own: of these, that is a guess.

use super::super::doc::{Doc, Range, Tok};
use super::super::lexicon::{ascii_key, is_firm_end, role_words, trait_of};
use super::super::phrases::heads_of_body;
use super::body_words::{ends_as_firm, is_told_by_words};
use super::words::{name_keys, without_article};
use super::{People, Person};
use crate::extract::full_names::firm_ends::is_named_as_site;
use crate::extract::kinds_of_body::is_listed_body;
use crate::text::TokenKind;

/// Of each person or body, whether its name or the article tells that it is a body: what `acts` speaks, or has somebody who does. Cost:
/// linear in the words of their names.
pub fn sure_bodies(doc: &Doc<'_>, people: &People, acts: &[bool]) -> Vec<bool> {
    let sure = |(body, acts): (&Person, &bool)| {
        is_listed(doc, body) || !is_thing(doc, body) && (*acts || is_told(doc, body))
    };
    people.all.iter().zip(acts).map(sure).collect()
}

/// A name that a list has, whatever its words.
fn is_listed(doc: &Doc<'_>, body: &Person) -> bool {
    let core = without_article(doc, body.core);
    let lettered = match &doc.tokens[core.start..core.end] {
        [only] => role_words().lettered.has(only.key) && !only.span.of(doc.text).contains(char::is_lowercase),
        _ => false,
    };
    lettered || is_listed_body(name_keys(doc, core)) || doc.lexicon.names_body(name_keys(doc, core))
}

/// “the Verdal Ports **Act**”, “the **Treaty** of Harrow”; the Tax and Customs Board is a body.
fn is_thing(doc: &Doc<'_>, body: &Person) -> bool {
    let words = &doc.tokens[body.core.start..body.core.end];
    let of = words.iter().position(|token| token.key == OF).unwrap_or(words.len());
    words[..of].last().is_some_and(|head| role_words().no_bodies.has(head.key))
}

/// The words of a name that say what it is of.
fn heads<'d>(doc: &'d Doc<'_>, core: Range) -> impl Iterator<Item = &'d Tok> {
    (core.start..core.end).filter(move |at| heads_of_body(doc, core, *at)).map(|at| &doc.tokens[at])
}

/// By what its name ends with, or by what the article says of it where the name is one of its own.
fn is_told(doc: &Doc<'_>, body: &Person) -> bool {
    let core = without_article(doc, body.core);
    let words = &doc.tokens[core.start..core.end];
    let Some(last) = words.last() else { return false };
    let own = words.iter().any(is_own);
    let long = words.len() >= LONG && words.iter().all(|token| token.kind == TokenKind::Word);
    let headed = heads(doc, core).any(|head| is_head(head, own || long));
    let numbered = last.kind == TokenKind::Number;
    let form = words.len() > 1 && (is_firm_end(last.key) || ends_as_firm(doc, words));
    let site = is_named_as_site(doc, core);
    let joined = || words.iter().any(|token| token.is_mark('&')) || last.kind == TokenKind::Possessive;
    let of_own = || body.told || joined() || is_told_by_words(words);
    !is_office(words) && (form || site || headed && (own || !numbered) || own && of_own())
}

/// “**President of** the Verdal Institute”: who heads a body is none.
fn is_office(words: &[Tok]) -> bool {
    matches!(words, [office, of, ..] if office.has(trait_of::TITLE) && of.key == OF)
}

/// Whether the last word of a name tells a body: “Ministry”, “Division”, “Facebook”; “Energy” only where its other words are its `own`, and
/// “Programme” never.
fn is_head(head: &Tok, own: bool) -> bool {
    let words = role_words();
    let tells = own || !words.weak_heads.has(head.key);
    head.has(trait_of::ORG_HEAD | trait_of::KNOWN_BODY) && tells && !words.undertakings.has(head.key)
        || words.parts.has(head.key)
}

/// A word that is a name's by itself: somebody's, a place's, or one that no list has.
fn is_own(token: &Tok) -> bool {
    let listed =
        token.word.tags != 0 || token.has(trait_of::CALENDAR | trait_of::NATIONALITY | trait_of::ORG_HEAD);
    token.kind == TokenKind::Word && (!listed || token.has(trait_of::GIVEN | trait_of::PLACE))
}

const OF: u64 = ascii_key("of");
/// So many words with capitals are seldom those of a thing where the last says what a body is: “Inland Fish Service”.
const LONG: usize = 3;

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;
    use crate::model::EntityKind;

    /// What is a body for sure, and of what that is a guess.
    #[track_caller]
    fn check(text: &str, sure: &[&str], guessed: &[&str]) {
        let found = extract(&article(text));
        let named = |guess: bool| {
            let of = found
                .entities
                .iter()
                .filter(|entity| entity.kind == EntityKind::Organization && !entity.place);
            of.filter(|entity| entity.guessed == guess).map(|entity| entity.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!((named(false).as_slice(), named(true).as_slice()), (sure, guessed), "{text}");
    }

    #[test]
    fn names_tell() {
        check("They met Castellane Bank there.", &["Castellane Bank"], &[]);
        check("They met Verdalia Inc. there.", &["Verdalia Inc."], &[]);
        check("They met the Transport Ministry there.", &["Transport Ministry"], &[]);
        check("They met Verdalia Energy there.", &["Verdalia Energy"], &[]);
        check("They met the Inland Fish Service there.", &["Inland Fish Service"], &[]);
        check("They met the FBI there.", &["FBI"], &[]);
        check("They looked at Paint.org there.", &["Paint.org"], &[]);
        check("They met the Metal Products Division there.", &["Metal Products Division"], &[]);
    }

    #[test]
    fn what_the_article_does_with_a_name_tells() {
        check("They bought shares of Verdalia there.", &["Verdalia"], &[]);
        check("They met Ana Ruiz, an analyst at QVX, there.", &["QVX"], &[]);
        check("QVX said the plan was dead.", &["QVX"], &[]);
    }

    #[test]
    fn all_else_is_a_guess() {
        check("They like Best Stocks and QVX there.", &[], &["Best Stocks", "QVX"]);
        check("They burn Natural Gas there.", &[], &["Natural Gas"]);
        check("They praised the Verdal Quay Programme there.", &[], &["Verdal Quay Programme"]);
        check("They filed for Chapter 11 there.", &[], &["Chapter 11"]);
        check("They painted the Verdal Grey there.", &[], &["Verdal Grey"]);
        check("The Verdal Ports Act said ships were late.", &[], &["Verdal Ports Act"]);
    }
}
