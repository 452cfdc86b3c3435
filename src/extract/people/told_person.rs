//! Whether anything tells that a name is a person's: “Ana Ruiz”, “Mr. Ruiz”, whoever speaks or holds an office.
//!
//! Names that are no body's by their words are taken for people's, and so are “Wall Street”, “Buy” and a firm that nothing
//! calls one: of these, that is a guess.

use super::super::doc::{Doc, Range, Tok};
use super::super::lexicon::{tag, trait_of};
use super::super::roles::Role;
use super::{Gender, People, Person};
use crate::text::TokenKind;

/// Of each person or body, whether something tells that it is a person: who `speaks` is one. Cost: linear in the namings.
pub fn told_people(doc: &Doc<'_>, people: &People, roles: &[Role], speaks: &[bool]) -> Vec<bool> {
    let mut told: Vec<bool> = people
        .all
        .iter()
        .zip(roles)
        .zip(speaks)
        .map(|((person, role), speaks)| *speaks || is_told(doc, person, role))
        .collect();
    for naming in &people.namings {
        let phrase = &doc.phrases[naming.phrase];
        let before = &doc.tokens[phrase.range.start..phrase.core.start];
        let titled =
            before.iter().any(|token| token.has(trait_of::TITLE | trait_of::HONORIFIC | trait_of::ROLE));
        if let Some(told) = told.get_mut(naming.person) {
            *told |= titled;
        }
    }
    told
}

/// By the name's words, or by an office where no word of it is a common one.
fn is_told(doc: &Doc<'_>, person: &Person, role: &Role) -> bool {
    let core = &doc.tokens[person.core.start..person.core.end];
    !person.titles.is_empty()
        || is_given(doc, core) && !is_many(doc, person.core)
        || (role.title.is_some() || person.gender != Gender::Unknown) && !core.iter().any(is_common)
}

/// “**Ana** Ruiz”, “**J. K.** Rowe”: a given name or an initial, and no landmark's name behind it.
fn is_given(doc: &Doc<'_>, core: &[Tok]) -> bool {
    let [first, rest @ ..] = core else { return false };
    let is_initial = |token: &Tok| {
        let letter = token.span.of(doc.text).strip_suffix('.');
        letter.is_some_and(|letter| letter.chars().count() == 1)
    };
    let landmark = rest.last().is_some_and(|last| last.has(trait_of::LANDMARK));
    (first.has(trait_of::GIVEN) || is_initial(first))
        && !landmark
        && rest.iter().any(|token| token.kind == TokenKind::Word && !is_initial(token))
}

/// “Penny **Stocks**”: common things, where what stands before is a common word or a place too; of Ana Brooks it is not.
fn is_many(doc: &Doc<'_>, core: Range) -> bool {
    let (first, last) = (&doc.tokens[core.start], &doc.tokens[core.end - 1]);
    let one = last.span.of(doc.text).strip_suffix('s');
    let plural =
        last.word.tags & tag::NOUN != 0 && one.is_some_and(|one| doc.lexicon.word(one).tags & tag::NOUN != 0);
    plural && (first.word.tags != 0 || first.has(trait_of::PLACE))
}

/// A word that lists have, and not as somebody's, or none at all: “Covid-19”.
fn is_common(token: &Tok) -> bool {
    let listed = token.word.tags != 0 || token.has(ELSEWHERE);
    listed && !token.has(trait_of::GIVEN) || token.kind == TokenKind::Number
}

/// What stands in the names of places and bodies.
const ELSEWHERE: u32 = trait_of::PLACE | trait_of::NATIONALITY | trait_of::ORG_HEAD | trait_of::CALENDAR;

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;
    use crate::model::EntityKind;

    /// Who is a person for sure, and of whom that is a guess.
    #[track_caller]
    fn check(text: &str, told: &[&str], guessed: &[&str]) {
        let found = extract(&article(text));
        let named = |guess: bool| {
            let of = found.entities.iter().filter(|entity| entity.kind == EntityKind::Person);
            of.filter(|entity| entity.guessed == guess).map(|entity| entity.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!((named(false).as_slice(), named(true).as_slice()), (told, guessed), "{text}");
    }

    #[test]
    fn given_names_titles_offices_and_words_tell() {
        check("They met Ana Ruiz and J. K. Orvell there.", &["Ana Ruiz", "J. K. Orvell"], &[]);
        check("They met Ana Brooks there.", &["Ana Brooks"], &[]);
        check("They met Mr. Orvell and Governor Quist there.", &["Orvell", "Quist"], &[]);
        check("They met Zegra Quist, a local baker, there.", &["Zegra Quist"], &[]);
        check("The plan is dead, Quist said.", &["Quist"], &[]);
    }

    #[test]
    fn all_else_is_a_guess() {
        check("They like Penny Stocks and Verdalex there.", &[], &["Penny Stocks", "Verdalex"]);
    }
}
