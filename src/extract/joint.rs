//! Who speaks together: “Ana Ruiz and Bo Lind said”, “said Ruiz, Lind and the harbour board”.

use std::ops::RangeInclusive;

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::lexicon::{CueClass, ascii_key, keys, tag, trait_of};
use super::people::guess::is_bare_title;
use super::phrases::is_front;
use super::somebody::{is_plural, is_unlisted_office};
use super::syntax::{hang_alike, is_conjunct};

/// How many phrases before or after one another are looked at.
const REACH: usize = 12;
/// How many phrases to either side a full name is looked for among.
const NEARBY: usize = 200;
/// Offices that stand behind what they are for, or before *of* it: a field, not a body.
pub const WITH_PORTFOLIO: [u64; 4] = keys(["minister", "secretary", "undersecretary", "tsar"]);
/// How many tokens in brackets are passed over: “(D-Norland)”.
const LONGEST_BRACKET: usize = 8;

/// The phrases that speak together with `source` by the cue at `cue`, that one among them, in the text's order.
///
/// They are those that *and* joins and the parser coordinates: of “Ruiz or Lind” nobody is known to have said it.
pub fn together(doc: &Doc<'_>, source: usize, cue: usize) -> Vec<usize> {
    let next = source + 1;
    if doc.phrases.get(next).is_some_and(|phrase| joint(doc, phrase) == Joint::And)
        && is_one_name(doc, source, next)
    {
        return vec![next];
    }
    // “**CEO and co-founder** Tarek Mansour said”
    let titled = doc.phrases.get(next).is_some_and(|phrase| {
        phrase.kind == PhraseKind::Name
            && phrase.core.start > phrase.range.start
            && joint(doc, phrase) == Joint::And
    });
    if titled && is_bare_role(doc, source) && is_beside(doc, source, next) {
        return vec![next];
    }
    let held = [office_before, portfolio_before, first_office_before];
    if held.iter().any(|before| before(doc, next) == Some(source)) || is_front(doc, source) {
        return vec![next];
    }
    let mut first = source;
    while let Some(before) = joined_before(doc, first) {
        first = before;
    }
    let mut found = joined_after(doc, first);
    if found.len() < 2 {
        found = opening_names(doc, doc.tokens[cue].sentence as usize);
        found.retain(|number| doc.phrases[*number].range.end <= cue);
    }
    found.retain(|number| *number == source || !is_bare_role(doc, *number));
    let besides = [portfolio_before, first_office_before];
    found.retain(|number| !besides.iter().any(|before| before(doc, number + 1) == Some(*number)));
    if found.contains(&source) && is_whole(doc, &found, cue) { found } else { vec![source] }
}

/// “**Head** of policy Ian Lind”, “**Minister** for foreign affairs Ian Lind”, “**former mayor** of Harrow Ian Lind”, “**father**
/// of two Ian Lind”: the office of whom `number` names, with what it is of in the name's phrase. Of “a spokesman for the mayor
/// Ian Lind” it is the mayor who is named, of “head of media group Grupo Corvane” nobody.
pub fn office_before(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let before = number.checked_sub(1)?;
    let (office, named) = (&doc.phrases[before], doc.phrases.get(number)?);
    let head = &doc.tokens[office.head()];
    let of = doc.tokens.get(office.range.end).is_some_and(|token| matches!(token.key, OF | FOR | TO));
    let what = &doc.tokens[named.range.start..named.core.start];
    let count = !what.is_empty() && what.iter().all(|token| token.is(tag::NUMERAL));
    let field = |token: &Tok| {
        token.is(tag::NOUN)
            || token.word.tags & tag::NOUN != 0
            || token.has(trait_of::PLACE)
            || OPPOSITION == token.key
    };
    let somebody = trait_of::ROLE | trait_of::TITLE | trait_of::KIN | trait_of::HONORIFIC;
    let core = &doc.tokens[named.core.start..named.core.end];
    let strange =
        core.iter().all(|token| token.word.tags == 0 && !token.has(trait_of::ORG_HEAD | trait_of::PLACE))
            && what.last().is_some_and(|token| !token.has(trait_of::COMMON_BODY));
    let other = |token: &Tok| token.has(somebody) && !token.is(tag::ADJECTIVE) && OPPOSITION != token.key;
    let fits = (office.kind == PhraseKind::Common || is_bare_title(doc, office) || is_unlisted_office(head))
        && named.kind == PhraseKind::Name
        && of
        && named.range.start == office.range.end + 1
        && (count || what.iter().any(field))
        && !what.iter().any(other)
        && (core.first().is_some_and(|first| first.has(trait_of::GIVEN)) || strange)
        && core.len() > 1;
    let holds = (head.has(trait_of::ROLE | trait_of::KIN) || is_unlisted_office(head))
        && !head.has(trait_of::SPOKESPERSON)
        && head.has(trait_of::KIN) == count
        && !is_plural(doc, office.head());
    (fits && holds).then_some(before)
}

/// “**Health** and Education Minister Ana Ruiz”: the phrase that is the first half of what whom `number` names is minister of.
/// Of “Ruiz and Education Minister Bo Lind” it is another's name.
pub fn portfolio_before(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let before = number.checked_sub(1)?;
    let (first, named) = (&doc.phrases[before], doc.phrases.get(number)?);
    let office = named.core.start.checked_sub(1).map(|at| &doc.tokens[at])?;
    let held = named.core.start > named.range.start + 1 && WITH_PORTFOLIO.contains(&office.key);
    let joined = first.range.end + 1 == named.range.start && joint(doc, named) == Joint::And;
    let somebody = trait_of::GIVEN | trait_of::COMMON_BODY | trait_of::HONORIFIC | trait_of::ROLE;
    let words = &doc.tokens[first.range.start..first.range.end];
    let common = |token: &Tok| token.word.tags & (tag::NOUN | tag::ADJECTIVE) != 0 && !token.has(somebody);
    let field = words.last().is_some_and(common)
        && words.iter().all(|token| common(token) || token.has(trait_of::NATIONALITY))
        && !is_surname(doc, before);
    (held && joined && field && !first.possessive).then_some(before)
}

/// “**Verdalia President** and CEO Ana Ruiz”: the phrase that tells the first of two offices of whom `number` names, behind the body
/// it is held in. Of “Ana Mayor and CEO Bo Lind” it is another's name.
pub fn first_office_before(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let before = number.checked_sub(1)?;
    let (first, named) = (&doc.phrases[before], doc.phrases.get(number)?);
    let titles = &doc.tokens[named.range.start..named.core.start];
    let [body, .., office] = &doc.tokens[first.range.start..first.range.end] else { return None };
    let held = |token: &Tok| {
        token.has(trait_of::ROLE | trait_of::TITLE) && !token.has(trait_of::GIVEN | trait_of::KIN)
    };
    let somebody = trait_of::GIVEN | trait_of::HONORIFIC | trait_of::TITLE | trait_of::ROLE;
    let of_body = body.is(tag::NAME) && !body.has(somebody) && held(office);
    // “**Deputy Prime Minister** and Finance Minister Ana Ruiz”; “the prime minister and Mayor Bo Lind” are two.
    let mut words = doc.tokens[first.range.start..first.range.end].iter();
    let bare = words.all(|token| token.has(trait_of::TITLE));
    let joined = first.range.end + 1 == named.range.start && joint(doc, named) == Joint::And;
    let two = named.kind == PhraseKind::Name && titles.iter().any(held) && joined;
    ((of_body || bare) && !first.possessive && two && !is_plural(doc, first.head())).then_some(before)
}

/// “Ana Ruiz, chair and **chief executive** of Dig Ltd, said”: what somebody is besides, and nobody else.
fn is_bare_role(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let (first, head) = (&doc.tokens[phrase.range.start], &doc.tokens[phrase.head()]);
    let office = phrase.kind == PhraseKind::Name && phrase.range.end == phrase.range.start + 1;
    (phrase.kind == PhraseKind::Common || office)
        && head.has(trait_of::ROLE)
        && !head.has(trait_of::GIVEN)
        && !first.is(tag::DETERMINER | tag::PRONOUN | tag::NUMERAL)
        && !is_plural(doc, phrase.head())
}

/// The names that a sentence begins with and *and* joins, whatever they do: “Ana Ruiz and Bo Lind met on Monday.” Cost:
/// the same for any sentence.
pub fn opening_names(doc: &Doc<'_>, sentence: usize) -> Vec<usize> {
    let range = doc.sentences[sentence].range;
    let first = doc.phrases.partition_point(|phrase| phrase.range.start < range.start);
    let named = |number: &usize| {
        doc.phrases.get(*number).is_some_and(|phrase| phrase.kind == PhraseKind::Name && !phrase.possessive)
    };
    let opens = doc.phrases.get(first).is_some_and(|phrase| phrase.range.start == range.start);
    let mut found: Vec<usize> = Some(first).filter(|first| opens && named(first)).into_iter().collect();
    while let Some(last) = found.last() {
        let next = last + 1;
        if !named(&next) || !is_beside(doc, *last, next) || is_one_name(doc, *last, next) {
            break;
        }
        found.push(next);
        if joint(doc, &doc.phrases[next]) == Joint::And {
            return found;
        }
    }
    Vec::new()
}

/// The phrase before that `number` is joined to.
fn joined_before(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let phrase = &doc.phrases[number];
    if joint(doc, phrase) == Joint::Other {
        return None;
    }
    let sentence = doc.sentence_of(phrase.range.start);
    (0..number)
        .rev()
        .take(REACH)
        .take_while(|before| sentence.holds(doc.phrases[*before].range.start))
        .find(|before| are_coordinated(doc, *before, number))
}

/// Whoever is joined to `first`, that one included.
fn joined_after(doc: &Doc<'_>, first: usize) -> Vec<usize> {
    let mut found = vec![first];
    let mut last_joined = 0;
    let sentence = doc.sentence_of(doc.phrases[first].range.start);
    for (number, phrase) in doc.phrases.iter().enumerate().skip(first + 1).take(REACH) {
        if !sentence.holds(phrase.range.start) {
            break;
        }
        if !found.iter().any(|known| are_coordinated(doc, *known, number)) {
            continue;
        }
        match joint(doc, phrase) {
            Joint::And => last_joined = found.len(),
            Joint::Comma => {}
            Joint::Other => break,
        }
        found.push(number);
    }
    found.truncate(last_joined + 1);
    found
}

/// Whether the parser, or the place right beside, makes the two one subject.
fn are_coordinated(doc: &Doc<'_>, before: usize, after: usize) -> bool {
    if is_one_name(doc, before, after) {
        return false;
    }
    let (one, other) = (root(doc, &doc.phrases[before]), root(doc, &doc.phrases[after]));
    let (head, head_before) = (doc.links[other].head as usize, doc.links[one].head as usize);
    let named = |number: usize| doc.phrases[number].kind == PhraseKind::Name;
    is_conjunct(doc, other) && doc.phrases[before].range.holds(head)
        || are_beside(doc, before, after)
            && (hang_alike(doc, one, other)
                || head == one && (named(after) || joint(doc, &doc.phrases[after]) == Joint::And)
                || named(after)
                    && (named(before) && head_before == other
                        || are_several(doc, before)
                        || shared_title(doc, before).is_some()))
}

/// “Hask **and** Spencer chief executive Al Beck”: one word on the left that is nobody's surname, and what is joined to it
/// is the name of a body whose somebody speaks.
fn is_one_name(doc: &Doc<'_>, before: usize, after: usize) -> bool {
    let (left, right) = (&doc.phrases[before], &doc.phrases[after]);
    let bare = left.kind != PhraseKind::Pronoun && left.range.end == left.range.start + 1;
    let first = &doc.tokens[right.range.start];
    let office = trait_of::TITLE | trait_of::TITLES | trait_of::ROLE | trait_of::HONORIFIC;
    let owned = right.core.start > right.range.start && first.is(tag::NAME) && !first.has(office);
    bare && owned && is_beside(doc, before, after) && !is_surname(doc, before)
}

/// Whether a word ends a longer name nearby.
fn is_surname(doc: &Doc<'_>, number: usize) -> bool {
    let word = doc.tokens[doc.phrases[number].head()].key;
    let near = doc.phrases.iter().take(number + NEARBY).skip(number.saturating_sub(NEARBY));
    near.filter(|phrase| phrase.kind == PhraseKind::Name && phrase.core.end > phrase.core.start + 1)
        .any(|phrase| doc.tokens[phrase.head()].key == word && phrase.core != doc.phrases[number].core)
}

/// The title before a name that holds for those named behind as well: “**Senators** Dan Poole and Eve Marsh”, “Verdalia
/// **analysts** Dan Poole and Eve Marsh”.
fn shared_title(doc: &Doc<'_>, number: usize) -> Option<Range> {
    let phrase = &doc.phrases[number];
    let before = Range { start: phrase.range.start, end: phrase.core.start };
    let shared = |at: &usize| {
        let token = &doc.tokens[*at];
        token.has(trait_of::TITLES) || at + 1 == before.end && is_office_of_several(doc, token)
    };
    let title = (before.start..before.end).rev().find(shared)?;
    (phrase.kind == PhraseKind::Name).then_some(Range { start: title, end: title + 1 })
}

/// “analysts”, “co-founders”: a common noun for what several are.
fn is_office_of_several(doc: &Doc<'_>, token: &Tok) -> bool {
    let words = token.span.of(doc.text);
    token.is(tag::NOUN) && words.ends_with('s') && doc.lexicon.office_of_one(words).is_some()
}

/// The title of several that a name stands behind, first or further on.
pub fn title_of_several(doc: &Doc<'_>, number: usize) -> Option<Range> {
    let mut first = number;
    loop {
        if let Some(title) = shared_title(doc, first) {
            return Some(title);
        }
        let before = first.checked_sub(1)?;
        let named =
            doc.phrases[before].kind == PhraseKind::Name && doc.phrases[first].kind == PhraseKind::Name;
        if !named || number - before > REACH || !is_beside(doc, before, first) {
            return None;
        }
        first = before;
    }
}

/// The names that stand in a row with `number`, *and* among them; that one alone where there is no row. Cost: the same for
/// any.
pub fn names_in_a_row(doc: &Doc<'_>, number: usize) -> RangeInclusive<usize> {
    let joined = |before: usize, after: usize| {
        let named = |at: usize| doc.phrases.get(at).is_some_and(|phrase| phrase.kind == PhraseKind::Name);
        named(before) && named(after) && is_beside(doc, before, after)
    };
    let mut first = number;
    while first > 0 && number - first < REACH && joined(first - 1, first) {
        first -= 1;
    }
    let mut last = number;
    while last - number < REACH && joined(last, last + 1) {
        last += 1;
    }
    let has_and = (first + 1..=last).any(|at| joint(doc, &doc.phrases[at]) == Joint::And);
    if has_and { first..=last } else { number..=number }
}

/// The word of a phrase that hangs on one outside of it.
fn root(doc: &Doc<'_>, phrase: &Phrase) -> usize {
    let mut at = phrase.head();
    for _ in phrase.range.start..phrase.range.end {
        let head = doc.links[at].head as usize;
        if head == at || !phrase.range.holds(head) {
            break;
        }
        at = head;
    }
    at
}

/// “two engineers, Dan Poole and Eve Marsh”: several people, whose names may follow.
pub fn are_several(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    phrase.kind == PhraseKind::Common && is_plural(doc, phrase.head())
}

/// Whether each phrase from one to the other is beside the next: “Ruiz, Lind and Moss”.
fn are_beside(doc: &Doc<'_>, before: usize, after: usize) -> bool {
    (before..after).all(|number| is_beside(doc, number, number + 1))
}

/// Whether nothing stands between the two but a comma, *and* and an adverb: “growers and even some millers”; and what is
/// said of the first in brackets.
fn is_beside(doc: &Doc<'_>, before: usize, after: usize) -> bool {
    let between = doc.phrases[before].range.end..doc.phrases[after].range.start;
    let Some(mut tokens) = doc.tokens.get(between).filter(|tokens| !tokens.is_empty()) else { return false };
    if tokens.first().is_some_and(|token| token.is_mark('(')) {
        let closing = tokens.iter().take(LONGEST_BRACKET).position(|token| token.is_mark(')'));
        tokens = closing.map_or(tokens, |at| &tokens[at + 1..]);
    }
    tokens.len() <= 3
        && tokens.iter().all(|t| t.key == AND || t.is_mark('&') || t.is_mark(',') || t.is(tag::ADVERB))
}

/// Whether those are subjects of the cue and of nothing else: not of “he met Ruiz and Lind said”, nor of “…,” said Ruiz
/// and Lind agreed.
fn is_whole(doc: &Doc<'_>, found: &[usize], cue: usize) -> bool {
    let phrases = found.iter().map(|number| &doc.phrases[*number]);
    let (Some(first), Some(last)) = (phrases.clone().next(), phrases.clone().next_back()) else {
        return false;
    };
    if phrases.clone().any(|phrase| phrase.possessive || doc.tokens[phrase.range.start].quotation != 0) {
        return false;
    }
    if last.range.end <= cue {
        let sentence = doc.sentence_of(cue);
        let before = doc.tokens[sentence.start..first.range.start].last();
        return before.is_none_or(|before| !before.is(tag::VERB | tag::PREPOSITION));
    }
    let after = doc.tokens.get(last.range.end);
    let goes_on = after.is_some_and(|after| after.is(tag::VERB | tag::AUXILIARY));
    first.range.start > cue && (!goes_on || doc.tokens[cue].word.is_cue(CueClass::Source))
}

/// What stands before a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Comma,
    Other,
}

fn joint(doc: &Doc<'_>, phrase: &Phrase) -> Joint {
    let sentence = doc.sentence_of(phrase.range.start);
    let before = doc.tokens[sentence.start..phrase.range.start].iter().rev();
    match before.take(2).find(|token| !token.is(tag::ADVERB)) {
        Some(token) if token.key == AND || token.is_mark('&') => Joint::And,
        Some(token) if token.is_mark(',') => Joint::Comma,
        _ => Joint::Other,
    }
}

const AND: u64 = ascii_key("and");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");
const TO: u64 = ascii_key("to");
const OPPOSITION: u64 = ascii_key("opposition");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// Everybody who says the last statement of `text`, by full name where there is one.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = article(text);
        let found = extract(&article);
        let statement = found.statements.last().expect(text);
        let called = |speaker: &crate::model::Speaker| {
            found
                .entity_of(speaker)
                .map_or_else(|| speaker.span.of(text).to_owned(), |entity| entity.name.clone())
        };
        assert_eq!(statement.speakers().map(called).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn names_that_and_joins_speak_together() {
        check("Ana Ruiz and Bo Lind said the bridge was safe.", &["Ana Ruiz", "Bo Lind"]);
        check("“We will open it,” said Ana Ruiz and Bo Lind.", &["Ana Ruiz", "Bo Lind"]);
        check(
            "Ana Ruiz, Bo Lind and Cara Moss told reporters the bridge was safe.",
            &["Ana Ruiz", "Bo Lind", "Cara Moss"],
        );
        check("Ana Ruiz and the harbour board said the bridge was safe.", &["Ana Ruiz", "the harbour board"]);
        check(
            "The Bakers’ Union and the Harwick Dairy said the bridge was safe.",
            &["Bakers’ Union", "Harwick Dairy"],
        );
        check("According to Ruiz and the guild, a ferry would do.", &["Ruiz", "the guild"]);
        check("Growers and even some millers say the bridge is safe.", &["Growers", "some millers"]);
    }

    #[test]
    fn what_is_said_of_each_stands_between_them() {
        check(
            "Ana Ruiz, the mayor, and Bo Lind, the harbour master, said the bridge was safe.",
            &["Ana Ruiz", "Bo Lind"],
        );
        check("“A bridge is no table,” said Ruiz and Lind, who sit on opposite benches.", &["Ruiz", "Lind"]);
        check("Ana Ruiz (I-Norland) and Bo Lind said the bridge was safe.", &["Ana Ruiz", "Bo Lind"]);
        check(
            "Two engineers, Dan Poole and Eve Marsh, said the bridge was safe.",
            &["Two engineers", "Dan Poole", "Eve Marsh"],
        );
    }

    #[test]
    fn one_title_holds_for_all() {
        let text = "Senators Dan Poole and Eve Marsh said the bridge was safe.";
        check(text, &["Dan Poole", "Eve Marsh"]);
        let roles: Vec<_> = extract(&article(text)).entities.into_iter().map(|entity| entity.role).collect();
        assert_eq!(roles, [Some("Senator".to_owned()), Some("Senator".to_owned())]);
    }

    #[test]
    fn who_stands_beside_the_speaker_need_not_speak() {
        check("Ana Ruiz or Bo Lind said the bridge was safe.", &["Ana Ruiz"]);
        check("“The bridge is safe,” said Ana Ruiz and Bo Lind agreed.", &["Ana Ruiz"]);
        check(
            "A spokesman for Ana Ruiz and Bo Lind said the bridge was safe.",
            &["A spokesman for Ana Ruiz"],
        );
        check("Hask and Spencer chief executive Al Beck said sales rose.", &["Al Beck"]);
        check("“We work hard,” said Verdalia head of threat research Yorvan Klethe.", &["Yorvan Klethe"]);
        check("“We work hard,” said minister for foreign affairs Tolvik Maredan.", &["Tolvik Maredan"]);
        check(
            "“We work hard,” said the head of media group Grupo Corvan.",
            &["the head of media group Grupo Corvan"],
        );
        check("“We work hard,” said Verdalia President and CEO Ana Ruiz.", &["Ana Ruiz"]);
        check("Harrow Mayor and former Senator Ana Ruiz said the bridge was safe.", &["Ana Ruiz"]);
        check("Former mayor of London Ana Ruiz said the bridge was safe.", &["Ana Ruiz"]);
        check("“It is safe,” said leader of the opposition Ana Ruiz.", &["Ana Ruiz"]);
        check("Former US Ambassador to Norway Ana Ruiz said the bridge was safe.", &["Ana Ruiz"]);
        check("“It is safe,” said father of two Bo Lind.", &["Bo Lind"]);
        check("Verdalia’s VP of product Bo Lind said the bridge was safe.", &["Bo Lind"]);
        check("Deputy Prime Minister and Finance Minister Ana Ruiz said the bridge was safe.", &["Ana Ruiz"]);
        check(
            "Senator Bo Lind and Verdalia CEO Ana Ruiz said the bridge was safe.",
            &["Bo Lind", "Ana Ruiz"],
        );
        check(
            "Cara Moss was there. Moss and Harbour Board chairman Al Beck said the bridge was safe.",
            &["Cara Moss", "Al Beck"],
        );
        check(
            "The Ministry of Labour and Trade said the bridge was safe.",
            &["Ministry of Labour and Trade"],
        );
        check("Ana Ruiz said the bridge was safe, and Bo Lind nodded.", &["Ana Ruiz"]);
    }

    #[test]
    fn they_are_those_who_were_named_together() {
        check("Ana Ruiz and Bo Lind met on Monday. They said the bridge was safe.", &["Ana Ruiz", "Bo Lind"]);
        check("Ana Ruiz and Ruiz said the bridge was safe.", &["Ana Ruiz"]);
        check(
            "“We will open it,” said Ana Ruiz and Bo Lind. They added that the bridge was safe.",
            &["Ana Ruiz", "Bo Lind"],
        );
    }
}
