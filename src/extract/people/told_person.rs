//! Whether anything tells that a name is a person's: “Ana Ruiz”, “Mr. Ruiz”, whoever speaks or holds an office.
//!
//! Names that are no body's by their words are taken for people's, and so are “Wall Street”, “Buy” and a firm that nothing
//! calls one: of these, that is a guess.

use super::super::doc::{Doc, Range, Tok};
use super::super::lexicon::{tag, trait_of};
use super::super::roles::Role;
use super::{People, Person};
use crate::extract::gender::Gender;
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
        let office = if may_be_titled(doc, phrase.core) { trait_of::TITLE | trait_of::ROLE } else { 0 };
        let titled = before.iter().any(|token| token.has(trait_of::HONORIFIC | office));
        if let Some(told) = told.get_mut(naming.person) {
            *told |= titled;
        }
    }
    told
}

/// By the name's words, or by an office where no word of it is a common one.
fn is_told(doc: &Doc<'_>, person: &Person, role: &Role) -> bool {
    let core = &doc.tokens[person.core.start..person.core.end];
    !person.titles.is_empty() && may_be_titled(doc, person.core)
        || is_given(doc, core) && !is_many(doc, person.core)
        || (role.title.is_some() || person.gender != Gender::Unknown)
            && !core.iter().any(|token| is_common(token) || is_numbered(doc, token))
}

/// Whether a title before words tells that they are somebody's name: “President **Trump**”, but not “General **Agreement on Boats**”,
/// “chief **Data Officer**” or “PRESIDENT **SURVIVES**”, in which all is a common word, or a verb.
fn may_be_titled(doc: &Doc<'_>, core: Range) -> bool {
    let words = &doc.tokens[core.start..core.end];
    let is_verb =
        |word: &Tok| word.word.tags & tag::VERB != 0 && word.word.tags & (tag::NOUN | tag::ADJECTIVE) == 0;
    match words {
        [only] => only.has(trait_of::GIVEN) || !is_verb(only),
        _ => !words.iter().all(is_common),
    }
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

/// “QVX-101”: a word with figures in it.
fn is_numbered(doc: &Doc<'_>, token: &Tok) -> bool {
    token.span.of(doc.text).contains(|c: char| c.is_ascii_digit())
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
        check("They signed the General Agreement on Boats there.", &[], &["Agreement on Boats"]);
        check("PRESIDENT SURVIVES.", &[], &["SURVIVES"]);
        check("They tried Qvx-101, the lead candidate, there.", &[], &["Qvx-101"]);
    }
}
