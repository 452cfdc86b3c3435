//! Who is named in a phrase that has more in it: “**Ana Stone** of Verdalia”, where *stone* is a word too; “Bank of Harrow
//! Governor **Ana Ruiz**”, “Minister of Energy **Ana Ruiz**”.

use crate::extract::doc::{Doc, PhraseKind, Range, Tok};
use crate::extract::lexicon::{ascii_key, role_words, trait_of};
use crate::extract::people::guess::is_bare_title;
use crate::extract::phrases::names_body;
use crate::extract::somebody::is_unlisted_office;
use crate::text::TokenKind;

/// Where in the phrase `number` a person's name lies, if it is not all of it.
pub(super) fn person_inside(doc: &Doc<'_>, number: usize) -> Option<Range> {
    before_of(doc, doc.phrases[number].core).or_else(|| behind_office(doc, number))
}

/// “**Ana Stone** of Verdalia”
fn before_of(doc: &Doc<'_>, core: Range) -> Option<Range> {
    let words = &doc.tokens[core.start..core.end];
    let of = words.iter().position(joins).filter(|at| words[*at].key == OF && (2..LONGEST).contains(at))?;
    let plain = |token: &Tok| token.capital && !token.has(NO_PERSON | trait_of::ROLE | trait_of::TITLE);
    let person = is_given(&words[0]) && words[1..of].iter().all(plain);
    person.then_some(Range { start: core.start, end: core.start + of })
}

/// “Bank of Harrow Governor **Ana Ruiz**”, “Global Head of Affairs **Ana Ruiz**”
fn behind_office(doc: &Doc<'_>, number: usize) -> Option<Range> {
    let core = doc.phrases[number].core;
    let words = &doc.tokens[core.start..core.end];
    // A name has two words or more.
    let places = words.len().saturating_sub(LONGEST).max(1)..words.len().saturating_sub(1);
    let in_full = is_given(words.first()?) && !words.iter().any(joins);
    let office = places.clone().rfind(|at| *at > 1 && is_office(&words[*at - 1])).filter(|_| !in_full);
    let given = || places.clone().find(|at| is_given(&words[*at])).filter(|at| is_held(doc, number, *at));
    let trade = || {
        let fronts = role_words().fronts.has(words[0].key) && is_given(words.get(1)?);
        let trade = fronts || role_words().trades.has(words[0].key);
        Some(1).filter(|_| words.len() > 2 && trade && !words.iter().any(joins))
    };
    // “Farmer **Kev Varga**”: two names that no list has behind what somebody is, where a sentence begins.
    let unlisted = || {
        let opens = core.start == doc.sentence_of(core.start).start;
        let [what, first, _] = words else { return None };
        let is = what.has(trait_of::ROLE) && !what.has(trait_of::GIVEN | trait_of::KIN | trait_of::TITLE);
        let name = first.word.tags == 0 && first.span.len() > 2 && !first.span.of(doc.text).ends_with('.');
        Some(1).filter(|_| opens && is && name)
    };
    let at = office.or_else(given).or_else(trade).or_else(unlisted)?;
    let person = Range { start: core.start + at, end: core.end };
    let named = |token: &Tok| {
        token.kind == TokenKind::Word
            && (token.capital || token.has(trait_of::NAME_PARTICLE))
            && !token.has(NO_PERSON)
            && !is_office(token)
    };
    (words[at..].iter().all(named) && !names_body(doc, person)).then_some(person)
}

/// Whether the first words of a phrase, so many, or the phrase before it tell an office.
fn is_held(doc: &Doc<'_>, number: usize, words: usize) -> bool {
    let core = doc.phrases[number].core;
    let front = &doc.tokens[core.start..core.start + words];
    let chief = core.start.checked_sub(1).is_some_and(|before| doc.tokens[before].key == CHIEF);
    chief
        || front.iter().any(joins) && front.iter().take(LONGEST).any(is_office)
        || office_of(doc, number).is_some_and(is_office)
}

/// “the **minister** of Energy Ana Ruiz”, “**Ambassador** to Norway Ana Ruiz”: what the phrase before says somebody is of this one.
fn office_of<'d>(doc: &'d Doc<'_>, number: usize) -> Option<&'d Tok> {
    let before = &doc.phrases[number.checked_sub(1)?];
    let of = doc.tokens.get(before.range.end).is_some_and(|token| matches!(token.key, OF | FOR | TO));
    let office = before.kind == PhraseKind::Common
        || is_bare_title(doc, before)
        || is_office(&doc.tokens[before.head()]);
    let joins = of && office && doc.phrases[number].range.start == before.range.end + 1;
    joins.then(|| &doc.tokens[before.head()])
}

fn joins(token: &Tok) -> bool {
    token.has(trait_of::CONNECTOR) && !token.capital
}

fn is_given(token: &Tok) -> bool {
    token.has(trait_of::GIVEN) && !token.has(NO_PERSON | trait_of::TITLE | trait_of::ROLE)
}

fn is_office(token: &Tok) -> bool {
    is_unlisted_office(token)
        || token.has(trait_of::ROLE | trait_of::TITLE) && !token.has(trait_of::KIN | trait_of::GIVEN)
}

/// What no word of a person's name is.
const NO_PERSON: u32 = trait_of::PLACE
    | trait_of::NATIONALITY
    | trait_of::ORG_HEAD
    | trait_of::COMMON_BODY
    | trait_of::KNOWN_BODY;
/// More words than this no person’s name has.
const LONGEST: usize = 4;

const CHIEF: u64 = ascii_key("chief");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const TO: u64 = ascii_key("to");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::{article, said_first_by as check};

    #[test]
    fn an_office_is_held_in_the_body_before_it() {
        for (office, want) in [
            ("Bank of Harrow governor", ("governor", "Bank of Harrow")),
            ("Orr & Co. Chief Strategist", ("Chief Strategist", "Orr & Co.")),
            ("Federal Reserve Bank of Harrow President", ("President", "Federal Reserve Bank of Harrow")),
        ] {
            let found = extract(&article(&format!("It rained. {office} Ana Stone said it will act.")));
            let stone = found.speaker_of(&found.statements[0]).unwrap();
            let told = (stone.role.as_deref(), stone.organization.as_deref());
            assert_eq!(told, (Some(want.0), Some(want.1)), "{office}");
        }
    }

    #[test]
    fn somebody_stands_in_a_phrase_with_more() {
        for text in [
            "Ana Stone of Verdalia said the shares will fall.",
            "Ana Stone of Castellane Capital Inc. said the shares will fall.",
            "Global Head of Video Newsgathering Ana Stone said the shares will fall.",
            "Onlooker Ana Stone said the shares will fall.",
            "Landlady Ana Stone said the shares will fall.",
            "Lifeboatman Ana Stone said the shares will fall.",
            "Father-of-two Ana Stone said the shares will fall.",
            "Minister of Energy and Mines Ana Stone said the shares will fall.",
            "Verdalia Chief Evangelist Ana Stone said the shares will fall.",
            "Bank of Harrow Governor Ana Stone said the shares will fall.",
            "Castellane & Co. Global Chief Strategist Ana Stone said the shares will fall.",
        ] {
            check(&format!("It rained. {text}"), "Ana Stone");
        }
        check(
            "The Ana Stone Institute of Design said the shares will fall.",
            "Ana Stone Institute of Design",
        );
    }

    #[test]
    fn what_somebody_is_stands_before_names_that_no_list_has() {
        check("It rained. Farmer Kev Verdan said the road was shut.", "Kev Verdan");
        check("It rained. Barber B. Verdan said the road was shut.", "Barber B. Verdan");
        check("It rained. Farmer Verdan Foods said the road was shut.", "Farmer Verdan Foods");
    }

    #[test]
    fn a_name_may_have_small_words() {
        check(
            "It rained. Bank of Harrow Governor Ana Verdroy de Lind said it will act.",
            "Ana Verdroy de Lind",
        );
    }
}
