//! Bodies with *and* in their names: “the Loan Fund **and** Trading Association”, “the Department of Forestry **and** Fire
//! Protection”. Two names joined by it are two bodies; what is joined here is common words.

use crate::extract::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use crate::extract::kinds_of_body::is_listed_body;
use crate::extract::lexicon::{ascii_key, keys, tag, trait_of};
use crate::extract::phrases::names_body;
use crate::extract::somebody::is_plural;

/// Whether the name of phrase `number` goes on with *and* and the phrase behind it.
pub(super) fn is_joined_by_and(doc: &Doc<'_>, number: usize) -> bool {
    let (front, Some(behind)) = (&doc.phrases[number], doc.phrases.get(number + 1)) else { return false };
    let and = doc.tokens.get(front.range.end).is_some_and(|token| token.key == AND);
    let adjoins = and && behind.range.start == front.range.end + 1 && behind.range.start == behind.core.start;
    let names = front.kind == PhraseKind::Name && behind.kind == PhraseKind::Name && !front.possessive;
    adjoins
        && (names
            && (shares_head(doc, front, behind)
                || shares_subject(doc, front, behind)
                || is_firm(doc, front, behind))
            || are_letters(doc, front, behind))
}

/// “**V** and **Q** said”: two letters are one firm's, save in “K and I” and among others: “A, B and C”, “X and Y and Z”. Where a sentence
/// begins the first need be no name.
fn are_letters(doc: &Doc<'_>, front: &Phrase, behind: &Phrase) -> bool {
    let letter = |at: usize| {
        let token = &doc.tokens[at];
        token.span.len() == 1 && token.capital && token.key != I
    };
    let alone = |range: Range| range.end == range.start + 1 && letter(range.start);
    let is_and = |at: usize| doc.tokens.get(at).is_some_and(|token| token.key == AND);
    let start = front.range.start;
    let listed = is_and(behind.range.end)
        || start > 0 && is_and(start - 1)
        || start > 1 && doc.tokens[start - 1].is_mark(',') && letter(start - 2);
    alone(front.range) && alone(behind.range) && !listed
}

/// “**Verdalia Power** and **Light Co**”, “**Lind** and **Sons**”: what firms are called that do two things, or have two owners.
fn is_firm(doc: &Doc<'_>, front: &Phrase, behind: &Phrase) -> bool {
    let (last, first) = (doc.tokens[front.core.end - 1].key, doc.tokens[behind.core.start].key);
    let trades = TRADES.contains(&(last, first)) && front.core.end > front.core.start + 1;
    let formed = behind.core.end == behind.core.start + 2
        && doc.tokens[behind.core.end - 1].has(trait_of::SUFFIX | trait_of::ORG_HEAD);
    trades || OWNERS.contains(&first) && (behind.core.end == behind.core.start + 1 || formed)
}

/// “the **Loan Fund** and **Trading Association**”: the body's head stands behind both.
fn shares_head(doc: &Doc<'_>, front: &Phrase, behind: &Phrase) -> bool {
    let first = &doc.tokens[front.range.start];
    let head = &doc.tokens[behind.core.end - 1];
    first.key == THE
        && front.core.end - front.core.start <= LONGEST_SUBJECT
        && behind.core.end - behind.core.start > 1
        && head.has(trait_of::ORG_HEAD)
        && !is_plural(doc, behind.core.end - 1)
        && are_common(doc, Range { start: front.range.start + 1, end: front.range.end })
        && are_common(doc, Range { end: behind.core.end - 1, ..behind.core })
        && !is_body(doc, front)
}

/// “the **Department of Forestry** and **Fire Protection**”: the head stands before both.
fn shares_subject(doc: &Doc<'_>, front: &Phrase, behind: &Phrase) -> bool {
    let core = &doc.tokens[front.core.start..front.core.end];
    let head = core.iter().position(|token| token.has(trait_of::ORG_HEAD));
    let of = |head: usize| core.get(head + 1).is_some_and(|token| OF_WHAT.contains(&token.key));
    let subject = head.filter(|head| of(*head)).and_then(|head| core.get(head + 2..));
    subject.is_some_and(|words| !words.is_empty() && !words.iter().any(is_name))
        && are_common(doc, behind.core)
        && !is_body(doc, behind)
}

/// Words with capitals that are nobody's and no place's: “Fire Protection”, “Co-operation”.
fn are_common(doc: &Doc<'_>, range: Range) -> bool {
    let common =
        |token: &Tok| token.word.tags & (tag::NOUN | tag::ADJECTIVE | tag::VERB) != 0 && !is_name(token);
    range.start < range.end && doc.tokens[range.start..range.end].iter().all(common)
}

fn is_name(token: &Tok) -> bool {
    let named = trait_of::GIVEN | trait_of::PLACE | trait_of::NATIONALITY | trait_of::CALENDAR;
    token.has(named | trait_of::TITLE)
}

fn is_body(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let words = doc.tokens[phrase.core.start..phrase.core.end].iter().filter(|token| token.key != THE);
    names_body(doc, phrase.core) || is_listed_body(words.map(|token| token.key))
}

/// How many words stand at most before *and* where the head stands behind it, “the” among them.
const LONGEST_SUBJECT: usize = 3;
const OF_WHAT: [u64; 2] = keys(["of", "for"]);
/// Two trades of one firm.
const TRADES: [(u64, u64); 9] = [
    pair("power", "light"),
    pair("light", "power"),
    pair("gas", "electric"),
    pair("savings", "loan"),
    pair("iron", "steel"),
    pair("telephone", "telegraph"),
    pair("tool", "die"),
    pair("fire", "marine"),
    pair("oil", "gas"),
];
/// Who owns it beside the one who is named.
const OWNERS: [u64; 6] = keys(["co", "company", "sons", "son", "brothers", "daughters"]);

const fn pair(one: &str, other: &str) -> (u64, u64) {
    (ascii_key(one), ascii_key(other))
}

const AND: u64 = ascii_key("and");
const I: u64 = ascii_key("i");
const THE: u64 = ascii_key("the");

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    /// Who says the first statement.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let speaker = first_speaker(&format!("It rained.\n\n{text} said it will grow."));
        assert_eq!(speaker.map(|entity| entity.name).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn common_words_are_one_body_s() {
        check("The Loan Fund and Trading Association", "Loan Fund and Trading Association");
        check("The Department of Forestry and Fire Protection", "Department of Forestry and Fire Protection");
        check(
            "The Organisation for Economic Co-operation and Development",
            "Organisation for Economic Co-operation and Development",
        );
    }

    #[test]
    fn firms_have_two_trades_or_owners() {
        check("Verdalia Power and Light Co", "Verdalia Power and Light Co");
        check("Verdalia and Sons", "Verdalia and Sons");
        check("V and Q", "V and Q");
        for letters in ["U, V and Q", "U and V and Q", "K and I"] {
            let speaker = first_speaker(&format!("It rained.\n\n{letters} said it will grow."));
            assert!(speaker.is_none_or(|entity| !entity.name.contains("and")), "{letters}");
        }
    }

    #[test]
    fn names_are_two() {
        check("The Harrow Council and Fenwick Association", "Harrow Council");
        check("The Senate and Justice Department", "Senate");
        check("The Department of Energy and Congress", "Department of Energy");
    }
}
