//! Who the source is where the chooser took somebody who only stands beside them: of “Ana Ruiz of the guild said” not the
//! guild, of “Bo Lind's coach, Ana Ruiz, said” not Bo Lind.

use super::dateline::STATES;
use super::doc::{Doc, Phrase, PhraseKind, Range};
use super::full_names::RIVALS;
use super::kinds_of_body::stands_for_bodies;
use super::lexicon::{CueClass, ascii_key, keys, role_words, tag, trait_of};
use super::phrases::{DAYS, names_body};
use super::seat::seated;
use super::somebody::{NEW, is_plural, is_somebody, is_speaker, may_speak};
use super::sources::possessed;
use crate::text::TokenKind;

/// How many phrases, and how many tokens, are looked over.
const REACH: usize = 7;
const TOKENS: usize = 14;

/// Who is meant, if not the phrase that was taken for the source of the cue.
type Step = fn(&Doc<'_>, usize, usize) -> Option<usize>;

/// The phrase that is the source of the cue at `cue`, where `source` was taken for it.
pub(super) fn true_source(doc: &Doc<'_>, source: usize, cue: usize) -> usize {
    let steps: [Step; 17] = [
        with_offices,
        in_town,
        beside_time,
        named_of_body,
        on_campus,
        officer_of,
        owned_by,
        of_whom,
        who_acts,
        done_to,
        addressed_by,
        one_of_several,
        as_saying,
        before_bracket,
        apposed_to,
        named_behind_clause,
        placed_in,
    ];
    steps.iter().fold(source, |source, step| step(doc, source, cue).unwrap_or(source))
}

/// “Ana Ruiz of **the victims’ group** said”: the name that stands before what was taken for the source, if it is so.
fn named_of_body(doc: &Doc<'_>, number: usize, _: usize) -> Option<usize> {
    let before = number.checked_sub(1)?;
    let (name, body) = (&doc.phrases[before], &doc.phrases[number]);
    let of = doc.tokens.get(name.range.end).is_some_and(|token| matches!(token.key, OF | FROM));
    let somebody = name.kind == PhraseKind::Name
        && name.core.end > name.core.start + 1
        && doc.tokens[name.core.start].has(trait_of::GIVEN)
        && !names_body(doc, name.core);
    (of && somebody && name.range.end + 1 == body.range.start).then_some(before)
}

/// “**Ana Ruiz** of the University of Harrow, Dellport said”: the name, where the town behind the comma was taken for the source.
fn on_campus(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let town = &doc.phrases[number];
    let body = number.checked_sub(1)?;
    let campus = &doc.phrases[body];
    let behind = is_comma(doc, campus.range.end) && campus.range.end + 1 == town.range.start;
    let bare = town.kind == PhraseKind::Name && town.range.end == town.range.start + 1;
    let given = doc.tokens[town.range.start].has(trait_of::GIVEN);
    let named = campus.kind == PhraseKind::Name && names_body(doc, campus.core);
    let fits = behind && bare && !given && named && town.range.end == cue;
    if fits { named_of_body(doc, body, cue) } else { None }
}

/// “Verdalia, whose chief executive, **Ana Ruiz**, said”: the officer between commas before the cue, where the body was taken
/// for the source.
fn officer_of(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let body = &doc.phrases[number];
    let whose = doc.tokens.get(body.range.end + 1).is_some_and(|token| token.key == WHOSE);
    let before = doc.phrases.partition_point(|phrase| phrase.range.end <= cue).checked_sub(1)?;
    let name = &doc.phrases[before];
    let beside = before > number
        && name.kind == PhraseKind::Name
        && is_between_commas(doc, name)
        && name.range.end + 1 == cue;
    (whose && is_comma(doc, body.range.end) && beside && !names_body(doc, name.core)).then_some(before)
}

/// “said co-author and **Fellow Ana Ruiz**”, “the trade and **industry commissioner Ana Ruiz**”: who has both offices, or one for both.
pub(super) fn with_offices(doc: &Doc<'_>, number: usize, _: usize) -> Option<usize> {
    let front = &doc.phrases[number];
    let name = doc.phrases.get(number + 1)?;
    let and = doc.tokens.get(front.range.end).is_some_and(|token| token.key == AND);
    let joined = and && name.range.start == front.range.end + 1 && front.kind != PhraseKind::Pronoun;
    let office = trait_of::ROLE | trait_of::TITLE;
    let titled = doc.tokens[name.range.start..name.core.start].iter().any(|token| token.has(office));
    let head = &doc.tokens[front.head()];
    let bare = !doc.tokens[front.range.start].is(tag::DETERMINER) && !is_plural(doc, front.head());
    let owned =
        front.range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].kind == TokenKind::Possessive);
    // “**AU trade** and industry commissioner”; not “the family and lawyer Ana Ruiz”
    let second = &doc.tokens[name.range.start];
    let field = !head.capital
        && !is_somebody(doc, front.head())
        && !head.has(trait_of::COMMON_BODY | trait_of::GROUP | trait_of::PAPER)
        && !stands_for_bodies(head.key)
        && second.word.tags & tag::NOUN != 0
        && !second.has(office);
    let one = bare && !owned && !head.capital && head.has(office) && !head.has(trait_of::KIN) || field;
    (joined && titled && one && names_somebody(doc, name)).then_some(number + 1)
}

/// “according to Port Alder, Westmark-based **Verdalia**”: the body, where the town was taken for the source.
///
/// “according to Ruiz, Westmark-based Verdalia **will close**” is not from Verdalia.
fn in_town(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let town = &doc.phrases[number];
    let body = seated(doc, town)?;
    let acts =
        doc.tokens.get(doc.phrases[body].range.end).is_some_and(|next| next.is(tag::VERB | tag::AUXILIARY));
    let told = cue < town.range.start && acts;
    (!doc.phrases[body].possessive && !told).then_some(body)
}

/// “**Yesterday afternoon**, Ana Ruiz said”, “the statement **yesterday** read”: who or what stands beside what was taken for
/// the source of the cue at `cue`, if that is a time.
fn beside_time(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let head = &doc.tokens[doc.phrases[number].head()];
    let time = head.has(trait_of::TIME | trait_of::CALENDAR) || DAYS.contains(&head.key);
    if !time || head.has(trait_of::GIVEN) {
        return None;
    }
    // Of “yesterday, in Harwick, Ana Ruiz” it is not Harwick.
    let speaks = |at: &usize| {
        let phrase = &doc.phrases[*at];
        let led = phrase.range.start.checked_sub(1).filter(|at| doc.tokens[*at].is(tag::PREPOSITION));
        // “according to **a filing** Wednesday”
        let place = led.is_some_and(|at| at != cue + 1);
        let paper = doc.tokens[phrase.head()].has(trait_of::PAPER);
        !phrase.possessive && !place && (paper || may_speak(doc, phrase))
    };
    let before_cue = |at: &usize| doc.phrases[*at].range.end <= cue;
    let behind = (number + 1..doc.phrases.len()).take(REACH).take_while(before_cue).find(speaks);
    let sentence = doc.sentence_of(cue);
    let inside = |at: &usize| doc.phrases[*at].range.start >= sentence.start;
    behind.or_else(|| number.checked_sub(1).filter(inside).filter(speaks))
}

/// “said Bo Lind’s former coach **Ana Ruiz**”, “Bo Lind’s chief of staff, **Ana Ruiz**, said”: who is named behind what belongs
/// to the one that was taken for the source.
fn owned_by(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let number = owner_among(doc, number)?;
    let owner = &doc.phrases[number];
    let reach = if owner.range.end <= cue { cue } else { doc.sentence_of(cue).end };
    let reach = reach.min(owner.range.end + TOKENS);
    let mut behind = (number + 1..doc.phrases.len()).take(REACH);
    let name = behind.find(|at| names_somebody(doc, &doc.phrases[*at]))?;
    let phrase = &doc.phrases[name];
    let between = Range { start: owner.range.end, end: phrase.range.start.max(owner.range.end) };
    let comma = phrase.range.start.checked_sub(1).is_some_and(|before| is_comma(doc, before));
    let adjoins =
        possessed(doc, number) == Some(name) && (reach == cue || phrase.core.start > phrase.range.start);
    let sums = doc.sums(between);
    let inside = phrase.range.end <= reach && sums.verbs == 0 && sums.quoted == 0 && sums.commas <= 1;
    let closes = owner.range.end > cue || phrase.range.end == cue || is_comma(doc, phrase.range.end);
    (inside && closes && (comma || adjoins) && !phrase.possessive).then_some(name)
}

/// “**Bo Lind’s** coach”, “Mia and **Jan’s** father”, “the University of Harrow, **Dellport’s** chancellor”: the last of those that own
/// something together, or the town behind a body's name.
fn owner_among(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let first = &doc.phrases[number];
    if first.possessive {
        return Some(number);
    }
    let last = doc.phrases.get(number + 1)?;
    let between = doc.tokens.get(first.range.end)?;
    let town = between.is_mark(',')
        && names_body(doc, first.core)
        && last.range.end == last.range.start + 1
        && !doc.tokens[last.range.start].has(trait_of::GIVEN);
    let owns = first.kind == PhraseKind::Name && last.kind == PhraseKind::Name && last.possessive;
    let joined = (between.key == AND || town) && first.range.end + 1 == last.range.start;
    // “Bo Lind and Ana’s claim was false, Ana Moor, said”
    let kin = possessed(doc, number + 1).is_some_and(|owned| is_somebody(doc, doc.phrases[owned].head()));
    (owns && joined && kin).then_some(number + 1)
}

/// “**A rival** of Verdalia said”, “joked **a pilgrim** from Harrow”, “joked a pilgrim from Harrow, **Ana Ruiz**”: of whom or from where
/// somebody is, is not who speaks.
fn of_whom(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let name = &doc.phrases[number];
    // A name made whole stands where its parts did.
    let mut behind = (number.saturating_sub(REACH)..number).rev();
    let before = behind.find(|at| doc.phrases[*at].range.end <= name.range.start)?;
    let human = &doc.phrases[before];
    let joins = doc.tokens.get(human.range.end).is_some_and(|token| matches!(token.key, OF | FROM | TO));
    let inverted = human.range.start == cue + 1;
    // “joked **a pilgrim** from Harrow”: whatever the noun, but “said a report from Harrow”
    let anybody = inverted
        && NEW.contains(&doc.tokens[human.range.start].key)
        && !doc.tokens[human.head()].has(trait_of::PAPER);
    let described = human.kind == PhraseKind::Common
        && (anybody || RIVALS.contains(&doc.tokens[human.head()].key) || is_speaker(doc, human.head()));
    let subject = name.range.end == cue && (human.range.start == doc.sentence_of(cue).start);
    let adjoins = joins && human.range.end + 1 == name.range.start && !name.possessive;
    if !adjoins || !described || !(inverted || subject) || name.kind != PhraseKind::Name {
        return None;
    }
    let beside =
        doc.phrases.get(number + 1).filter(|next| inverted && next.range.start == name.range.end + 1);
    let named = beside
        .is_some_and(|next| is_comma(doc, name.range.end) && names_somebody(doc, next) && !next.possessive);
    Some(if named { number + 1 } else { before })
}

/// “**The officer** who arrested Bo Lind said”: who did what a relative clause tells, where somebody inside of it was taken for
/// the source.
fn who_acts(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let phrase = &doc.phrases[number];
    if phrase.range.end != cue || doc.tokens[phrase.range.start].quotation != 0 {
        return None;
    }
    let start = doc.sentence_of(cue).start.max(phrase.range.start.saturating_sub(TOKENS));
    let who = (start..phrase.range.start).rev().find(|at| doc.tokens[*at].key == WHO)?;
    let between = doc.sums(Range { start: who + 1, end: phrase.range.start });
    let verb = (who + 1..phrase.range.start).find(|at| doc.tokens[*at].is(tag::VERB | tag::AUXILIARY))?;
    // “The man who she said robbed Lind”, “those who believe Lind said so”
    let acts = (who + 1..verb).all(|at| doc.tokens[at].is(tag::ADVERB));
    let tells = (verb..phrase.range.start).any(|at| doc.tokens[at].word.is_cue(CueClass::Say));
    if between.commas > 0 || between.quoted > 0 || !acts || tells {
        return None;
    }
    let before = doc.phrases.partition_point(|phrase| phrase.range.end <= who).checked_sub(1)?;
    let human = human_before(doc, before).filter(|_| doc.phrases[before].range.end == who)?;
    (!is_led(doc, human)).then_some(human)
}

/// “Thanking **the doctor** who saved him Bo Lind said”: whether a phrase is the object of a word before it.
fn is_led(doc: &Doc<'_>, number: usize) -> bool {
    let before = doc.phrases[number].range.start.checked_sub(1).map(|at| &doc.tokens[at]);
    before.is_some_and(|token| token.is(tag::VERB | tag::PREPOSITION | tag::PARTICLE))
}

/// “**A man** accused of killing his wife said”: to whom something was done, where somebody or something that is told with it was
/// taken for the source.
fn done_to(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let phrase = &doc.phrases[number];
    if phrase.range.end != cue || doc.tokens[phrase.range.start].quotation != 0 {
        return None;
    }
    let start = doc.sentence_of(cue).start.max(phrase.range.start.saturating_sub(TOKENS));
    let done = (start..phrase.range.start).rev().find(|at| role_words().accused.has(doc.tokens[*at].key))?;
    let goes_on = doc.tokens[done + 1].is(tag::PREPOSITION | tag::PARTICLE) || doc.tokens[done + 1].key == TO;
    let between = Range { start: done + 1, end: phrase.range.start };
    let sums = doc.sums(between);
    // “The man accused of what Lind said was theft”
    let other = (between.start..between.end).any(|at| {
        let token = &doc.tokens[at];
        token.is(tag::SUBORDINATOR)
            || RELATIVES.contains(&token.key)
            || token.word.is_cue(CueClass::Say)
                && token.is(tag::VERB)
                && !token.span.of(doc.text).ends_with("ing")
    });
    let before = doc.phrases.partition_point(|phrase| phrase.range.end <= done).checked_sub(1)?;
    let human = human_before(doc, before).filter(|_| doc.phrases[before].range.end == done)?;
    let fits = goes_on && sums.commas == 0 && sums.quoted == 0 && !other && !is_led(doc, human);
    fits.then_some(human)
}

/// “**A doctor** at Harrow Hospital”, “**the doctor**”, “**Ana Ruiz**”: the human being that a phrase is, or stands behind.
pub(super) fn human_before(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let phrase = &doc.phrases[number];
    let of_body = || {
        let before = number.checked_sub(1)?;
        let human = &doc.phrases[before];
        let preposition = doc.tokens.get(human.range.end).is_some_and(|token| BEHIND.contains(&token.key));
        let described = human.kind == PhraseKind::Common && is_somebody(doc, human.head());
        (described && preposition && human.range.end + 1 == phrase.range.start).then_some(before)
    };
    let is_human = match phrase.kind {
        PhraseKind::Common => is_somebody(doc, phrase.head()),
        PhraseKind::Name => names_somebody(doc, phrase),
        PhraseKind::Pronoun => false,
    };
    of_body().or_else(|| is_human.then_some(number))
}

/// “**The letter** to Bo Lind says”: the paper, where whom it is to or about was taken for the source.
fn addressed_by(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let phrase = &doc.phrases[number];
    let before = number.checked_sub(1)?;
    let paper = &doc.phrases[before];
    let to = doc.tokens.get(paper.range.end).is_some_and(|token| TO_WHOM.contains(&token.key));
    let written = paper.kind == PhraseKind::Common && doc.tokens[paper.head()].has(trait_of::PAPER);
    // “In a letter to shareholders Lind said”
    let led = tag::PREPOSITION | tag::PARTICLE | tag::VERB;
    let behind = paper.range.start.checked_sub(1).is_some_and(|at| doc.tokens[at].is(led));
    let written = written && !behind;
    (phrase.range.end == cue && written && to && paper.range.end + 1 == phrase.range.start).then_some(before)
}

/// “One of the residents, **Ana Ruiz**, said”, “said another, **Ana Ruiz**”: the name of one who is told apart.
fn one_of_several(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let one = &doc.phrases[number];
    // “Another critic, Ana Ruiz, said” is told by what stands beside it.
    if !ONE.contains(&doc.tokens[one.range.start].key) || one.range.end > one.range.start + 1 {
        return None;
    }
    let of = doc.tokens.get(one.range.end).is_some_and(|token| token.key == OF);
    let last = if of { number + 1 } else { number };
    let end = doc.phrases.get(last)?.range.end;
    let name = last + 1;
    let phrase = doc.phrases.get(name)?;
    let beside = is_comma(doc, end) && phrase.range.start == end + 1 && names_somebody(doc, phrase);
    let closes = phrase.range.start > cue || is_closed(doc, name);
    (beside && closes && !phrase.possessive).then_some(name)
}

/// “Ana Ruiz**,**”, “Ana Ruiz of Harrow**,**”: whether a comma ends an apposition that begins with a name.
pub(super) fn is_closed(doc: &Doc<'_>, name: usize) -> bool {
    let end = doc.phrases[name].range.end;
    let of = doc.tokens.get(end).is_some_and(|token| matches!(token.key, OF | FROM | IN));
    let place = doc.phrases.get(name + 1).filter(|place| {
        of && place.kind == PhraseKind::Name && place.range.start == end + 1 && !place.possessive
    });
    is_comma(doc, place.map_or(end, |place| place.range.end))
}

/// “Bo Lind quoted **Ana Ruiz** as saying”: who stands before these words.
fn as_saying(doc: &Doc<'_>, _: usize, cue: usize) -> Option<usize> {
    let by_as = doc.tokens[..cue].last().is_some_and(|token| token.key == AS);
    let before = doc.phrases.partition_point(|phrase| phrase.range.end < cue).checked_sub(1)?;
    let phrase = &doc.phrases[before];
    let verb = phrase.range.start.checked_sub(1).map_or(0, |at| doc.tokens[at].key);
    (by_as && phrase.range.end + 1 == cue && QUOTES.contains(&verb) && !phrase.possessive).then_some(before)
}

/// “**Cllr Ana Ruiz** (Lab, Northgate) said”: who stands before brackets that end at the cue, where something inside was taken
/// for the source.
fn before_bracket(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let start = doc.phrases[number].range.start;
    let open = (start.saturating_sub(REACH)..start).rev().find(|at| doc.tokens[*at].is_mark('('))?;
    if cue > open + TOKENS {
        return None;
    }
    let closes = doc.tokens[..cue].last().is_some_and(|token| token.is_mark(')'));
    let inside = !doc.tokens[open..cue.max(open + 1) - 1].iter().any(|token| token.is_mark(')'));
    let before = doc.phrases.partition_point(|phrase| phrase.range.end <= open).checked_sub(1)?;
    let phrase = &doc.phrases[before];
    let beside = phrase.range.end == open && names_somebody(doc, phrase) && cue > start;
    // “the World Bank Institute (WBI) said” is told by its short name.
    let several = (open..cue).any(|at| is_comma(doc, at));
    (beside && closes && inside && several).then_some(before)
}

/// “**Ana Ruiz**, an analyst at Castellane Bank said”: the name that a description with no comma behind it belongs to.
fn apposed_to(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let description = &doc.phrases[number];
    let before = number.checked_sub(1)?;
    let name = &doc.phrases[before];
    let comma = name.range.end;
    // “Bo Lind, an officer said, had no ticket”, “They met Bo Lind, an officer said”
    let of_body = description.range.end < cue && !is_comma(doc, cue + 1);
    let beside = is_comma(doc, comma) && description.range.start == comma + 1 && of_body;
    let described = description.kind == PhraseKind::Common && is_somebody(doc, description.head());
    // “After a talk with Bo Lind, a spokesman said”
    let opens = name.core.start == doc.sentence_of(cue).start
        || doc.tokens[..name.range.start].last().is_some_and(|token| token.is(tag::MARK));
    (beside && described && opens && names_somebody(doc, name) && !name.possessive).then_some(before)
}

/// “The woman who found the dog, **Ana Ruiz**, said”: the name behind what a description's relative clause tells.
fn named_behind_clause(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let human = &doc.phrases[number];
    let who = doc.tokens.get(human.range.end).is_some_and(|token| token.key == WHO);
    let described = human.kind == PhraseKind::Common && is_somebody(doc, human.head());
    let before = doc.phrases.partition_point(|phrase| phrase.range.end < cue).checked_sub(1)?;
    let name = doc.phrases.get(before).filter(|_| who && described && before > number)?;
    let clause = doc.sums(Range { start: human.range.end, end: name.range.start.max(human.range.end) });
    let beside = is_between_commas(doc, name) && name.range.end + 1 == cue;
    // “The lawyer who represents the victim, Ana Ruiz, said”
    let thing = &doc.phrases[before - 1];
    let beside = beside && thing.kind == PhraseKind::Common && !is_somebody(doc, thing.head());
    (beside && clause.commas == 1 && clause.quoted == 0 && names_somebody(doc, name)).then_some(before)
}

/// “**Verdalia Inc** of Greenwich, Conn said”: the body, where the place that it is in was taken for the source.
fn placed_in(doc: &Doc<'_>, number: usize, cue: usize) -> Option<usize> {
    let place = &doc.phrases[number];
    let is_place = |phrase: &Phrase| {
        let mut words = doc.tokens[phrase.core.start..phrase.core.end].iter();
        phrase.kind == PhraseKind::Name
            && words.all(|word| {
                STATES.contains(&word.key) || word.has(trait_of::PLACE) && !word.has(trait_of::GIVEN)
            })
    };
    if place.range.end != cue || !is_place(place) {
        return None;
    }
    let before = number.checked_sub(1)?;
    let town = &doc.phrases[before];
    if town.kind != PhraseKind::Name
        || !is_comma(doc, town.range.end)
        || town.range.end + 1 != place.range.start
    {
        return None;
    }
    // “Verdalia Inc of Greenwich” may be one name.
    if doc.tokens[town.core.start..town.core.end]
        .iter()
        .any(|token| token.has(trait_of::SUFFIX | trait_of::ORG_HEAD))
    {
        return Some(before);
    }
    let body = &doc.phrases[before.checked_sub(1)?];
    let behind = doc.tokens.get(body.range.end).is_some_and(|token| matches!(token.key, OF | IN));
    let adjoins = behind && body.range.end + 1 == town.range.start;
    (adjoins && body.kind == PhraseKind::Name && names_body(doc, body.core)).then(|| before - 1)
}

/// “Ana Ruiz”, “Mayor Ruiz”: a name of more than a word that is no body's.
fn names_somebody(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let told = doc.tokens[phrase.core.start].has(trait_of::GIVEN)
        || phrase.core.start > phrase.range.start
        || phrase.core.end > phrase.core.start + 1;
    phrase.kind == PhraseKind::Name && told && !names_body(doc, phrase.core)
}

fn is_between_commas(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    phrase.range.start.checked_sub(1).is_some_and(|before| is_comma(doc, before))
        && is_comma(doc, phrase.range.end)
}

fn is_comma(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens.get(at).is_some_and(|token| token.is_mark(','))
}

const WHO: u64 = ascii_key("who");
const WHOSE: u64 = ascii_key("whose");
const OF: u64 = ascii_key("of");
const IN: u64 = ascii_key("in");
const FROM: u64 = ascii_key("from");
const AS: u64 = ascii_key("as");
const AND: u64 = ascii_key("and");
const TO: u64 = ascii_key("to");
/// What begins a clause inside of what was done to somebody.
const RELATIVES: [u64; 4] = keys(["who", "what", "which", "that"]);
const ONE: [u64; 2] = keys(["one", "another"]);
const BEHIND: [u64; 6] = keys(["at", "of", "from", "with", "for", "in"]);
const TO_WHOM: [u64; 4] = keys(["to", "about", "on", "against"]);
/// What one does who tells what another said.
const QUOTES: [u64; 8] =
    keys(["quoted", "quotes", "quoting", "cited", "cites", "recalled", "remembered", "heard"]);

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// The words of whoever says the last statement.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = extract(&article(text));
        let speaker = found.statements.last().and_then(|said| said.speaker.as_ref());
        assert_eq!(speaker.map(|speaker| speaker.span.of(text)), Some(expected), "{text}");
    }

    #[test]
    fn who_owns_somebody_is_another() {
        check("“He is off,” said Bo Lind’s former coach Ana Ruiz.", "Ana Ruiz");
        check("Bo Lind’s chief of staff, Ana Ruiz, said: “It is over.”", "Ana Ruiz");
        check("Castellane Bank’s Ana Ruiz notes that it rained.", "Ana Ruiz");
        check("Ana Ruiz’s claim that it rained was false.", "Ana Ruiz");
    }

    #[test]
    fn one_may_have_two_offices() {
        check("“It is late,” said study co-author and Research Fellow Ana Ruiz.", "Ana Ruiz");
        check("AU trade and industry commissioner Ana Ruiz announced the port was free.", "Ana Ruiz");
        check("The secretary and Mayor Ana Ruiz said it was late.", "The secretary");
        check("The family and lawyer Ana Ruiz said it was late.", "The family");
        check("His mother and coach Ana Ruiz said it was late.", "His mother");
        check("“It is late,” said its president and Chief Executive Ana Ruiz.", "Ana Ruiz");
    }

    #[test]
    fn who_tells_of_a_seated_body_is_not_that_body() {
        check("According to Ruiz, Chicago-based Verdalia will close its plant.", "Ruiz");
    }

    #[test]
    fn a_day_behind_a_paper_is_none() {
        check("Verdalia Corp sold 30 boats in May, according to the statement Wednesday.", "the statement");
    }

    #[test]
    fn of_whom_somebody_is_says_nothing() {
        check("It rained. A rival of Orton, Quist & Co said it was late.", "A rival of Orton, Quist & Co");
        check("It rained. A rival of Verdalia said it was late.", "A rival of Verdalia");
        check("“It is late,” joked a pilgrim from Harrow.", "a pilgrim from Harrow");
        check("“It is late,” said a letter from Bo Lind.", "a letter from Bo Lind");
        check("“It is late,” joked a pilgrim from Bremen, Ana Ruiz, 66.", "Ana Ruiz");
        check("In a talk with a rival of Verdalia, Bo Lind said it was late.", "Bo Lind");
    }

    #[test]
    fn who_is_met_in_a_relative_clause_is_another() {
        check("The officer who arrested Bo Lind said: “He fought us.”", "The officer");
        check(
            "A doctor at Harrow Hospital who treated the man said: “He is fine.”",
            "A doctor at Harrow Hospital",
        );
        check("The man who Bo Lind said was late met Ana Ruiz.", "Bo Lind");
    }

    #[test]
    fn to_whom_something_was_done_speaks() {
        for (who, told) in [
            ("A man", "accused of killing his wife"),
            ("The man", "alleged to have stolen the car"),
            ("A minister", "criticised for lying to MPs"),
        ] {
            check(&format!("{who} {told} said he was asleep."), who);
        }
        check("The man was charged with theft, the officer said.", "the officer");
    }

    #[test]
    fn several_own_somebody() {
        check("Mia and Jan’s father, Bo Lind, said the school had lied.", "Bo Lind");
        check("Bo Lind and Mia Chu’s lawyer, Ana Moor, said they were glad.", "Ana Moor");
        check("Bo Lind and Mia Chu said they were glad.", "Bo Lind");
    }

    #[test]
    fn a_campus_says_nothing() {
        check("Bo Lind of the University of Harrow, Dellport said it was minor.", "Bo Lind");
        check(
            "“It is over,” said University of Harrow, Dellport’s chancellor, Pradeep Khosa.",
            "Pradeep Khosa",
        );
    }

    #[test]
    fn who_is_written_to_is_another() {
        check("The letter to Bo Lind says: “You must pay.”", "The letter");
        check("In a letter to Bo Lind, Ana Ruiz said: “You must pay.”", "Ana Ruiz");
        check("In a letter to shareholders Ana Ruiz said: “You must pay.”", "Ana Ruiz");
    }

    #[test]
    fn one_of_several_has_a_name() {
        check("One of the residents, Ana Ruiz, said: “It is bad.”", "Ana Ruiz");
        check("“It is bad,” said another, Ana Ruiz.", "Ana Ruiz");
        check("One of the tourists, Dieter Hoffmann of Bremen, said: “It is bad.”", "Dieter Hoffmann");
        check("One of the residents, in Harrow, said: “It is bad.”", "One of the residents");
    }

    #[test]
    fn a_name_stands_behind_a_clause() {
        check("The woman who found the dog, Ana Ruiz, said it was cold.", "Ana Ruiz");
        check("The woman who met Bo Lind, a nurse, said it was cold.", "The woman");
        check("The lawyer who represents the victim, Ana Ruiz, said it was cold.", "The lawyer");
    }

    #[test]
    fn a_place_says_nothing() {
        check("Verdalia Inc of Greenwich, Conn said costs fell.", "Verdalia Inc of Greenwich");
    }

    #[test]
    fn what_stands_in_brackets_says_nothing() {
        check("Cllr Ana Ruiz (Lab, Northgate) said the road was unsafe.", "Ana Ruiz");
    }

    #[test]
    fn a_description_belongs_to_the_name_before_it() {
        check("It is bad, Ana Ruiz, an analyst at Castellane Bank said on Monday.", "Ana Ruiz");
        check("After a talk with Ana Ruiz, a spokesman said that it was bad.", "a spokesman");
        check("Ana Ruiz, a police officer said, had no ticket.", "a police officer");
    }

    #[test]
    fn who_quotes_is_another() {
        check("Bo Lind quoted Ana Ruiz as saying: “You must act now.”", "Ana Ruiz");
        check("Ana Ruiz was quoted by the Gazette as saying: “You must act now.”", "Ana Ruiz");
    }
}
