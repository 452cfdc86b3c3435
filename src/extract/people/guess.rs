//! Person or body, man or woman: what a name itself tells.

use hashbrown::HashSet;

use super::super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::super::lexicon::{CueClass, ascii_key, is_short_form, keys, role_words, tag, trait_of};
use super::super::phrases::names_body;
use super::super::somebody::is_many_by_its_ending;
use super::body_words::{ends_as_firm, is_described, is_manager, is_told_by_words};
use super::ordinary::is_first_word;
use super::told_bodies::is_chief_of_firm;
use super::told_kinds::kind_before;
use crate::extract::full_names::firm_ends::is_named_as_site;
use crate::extract::full_names::offices::is_peer;
use crate::extract::gender::Gender;
use crate::extract::kinds_of_body::{is_listed_body, is_numbered_place};
use crate::model::{EntityKind, ParagraphKind};
use crate::text::TokenKind;

/// Person or body, or nothing where the name is only a place or a day.
pub(super) fn guess_kind(doc: &Doc<'_>, phrase: &Phrase) -> Option<EntityKind> {
    let core = &doc.tokens[phrase.core.start..phrase.core.end];
    let titled = doc.tokens[phrase.range.start..phrase.core.start]
        .iter()
        .any(|t| t.has(trait_of::TITLE | trait_of::HONORIFIC | trait_of::ROLE));
    if doc.settled && (ends_as_firm(doc, core) || are_letters(core) || is_manager(doc, phrase)) {
        return Some(EntityKind::Organization);
    }
    // “the official Norland news **agency** WAX”
    let agency = || {
        let before = doc.tokens[phrase.range.start..phrase.core.start].last();
        is_acronym(doc, phrase) && before.is_some_and(|kind| kind.key == AGENCY)
    };
    let kind = || doc.settled && (kind_before(doc, phrase).is_some() || agency());
    // “rail operator **NorthLine**”
    let run = || {
        let before = doc.tokens[phrase.range.start..phrase.core.start].last();
        let runs = before.is_some_and(|what| RUNS.contains(&what.key));
        doc.settled && runs && core.len() == 1 && (is_brand(doc, &core[0]) || is_acronym(doc, phrase))
    };
    if titled && !kind() && !is_described(doc, phrase) && !run() {
        return Some(EntityKind::Person);
    }
    if doc.settled && core.len() > 2 && is_peer(doc, phrase.core.start) && core[1].key == OF {
        return Some(EntityKind::Person);
    }
    let no_body = core.len() == 1 && stands_for_no_body(doc, &core[0]) && is_acronym(doc, phrase);
    if no_body || is_contraction(doc.words(phrase.core)) || is_period(doc, core) {
        return None;
    }
    let given = core.first()?.has(trait_of::GIVEN);
    let last = core.last()?;
    // “Moody’s”, “Verdalia.com”
    if last.kind == TokenKind::Possessive || is_named_as_site(doc, phrase.core) {
        return Some(EntityKind::Organization);
    }
    let form = doc.settled && is_short_form(last.key);
    let surname = given && core.len() == 2 && last.word.tags & tag::NOUN == 0 && !form;
    if names_body(doc, phrase.core) && !surname {
        return Some(EntityKind::Organization);
    }
    if doc.settled && is_figure(doc, phrase.core) {
        return None;
    }
    let is_of_nation = |t: &Tok| t.has(trait_of::CALENDAR | trait_of::NATIONALITY);
    if !given && (core.iter().all(is_of_nation) || doc.settled && is_of_part(core)) {
        return None;
    }
    if core.len() == 1 && !given && is_many(doc, phrase) || doc.settled && is_side(core) {
        return Some(EntityKind::Group);
    }
    if is_region(core) || is_listed_place(doc, phrase) {
        return Some(EntityKind::Organization);
    }
    let before = phrase.range.start.checked_sub(1).map(|i| &doc.tokens[i]);
    let role_before = phrase.range.start > 1 && doc.tokens[phrase.range.start - 2].has(trait_of::ROLE);
    let at = before.is_some_and(|t| matches!(t.key, IN | NEAR | AT) || t.key == OF && role_before);
    if !given && at || is_place(doc, phrase) {
        return Some(EntityKind::Organization);
    }
    // “Number 3”, “Gate C”
    if is_numbered_place(core) || core.len() > 1 && last.kind == TokenKind::Number {
        return (!core[0].has(trait_of::CALENDAR)).then_some(EntityKind::Organization);
    }
    if is_acronym(doc, phrase)
        || doc.tokens[phrase.range.start].key == THE && !given
        || is_told_by_words(core)
    {
        return Some(EntityKind::Organization);
    }
    if !given && (has_form(doc, core) || core.len() == 1 && is_brand(doc, last)) {
        return Some(EntityKind::Organization);
    }
    if core.len() > 1 && !given && core.iter().all(|t| t.word.tags != 0) {
        return Some(EntityKind::Organization);
    }
    Some(EntityKind::Person)
}

const OFFICER: u64 = ascii_key("officer");
/// What firms are by what they do.
const RUNS: [u64; 3] = keys(["operator", "provider", "supplier"]);

/// “EPS”, “ADR”
pub fn stands_for_no_body(doc: &Doc<'_>, token: &Tok) -> bool {
    role_words().acronyms.has(token.key) || doc.settled && role_words().capitals.has(token.key)
}

/// “V and Q”
fn are_letters(core: &[Tok]) -> bool {
    matches!(core, [first, and, last] if and.key == AND && first.span.len() == 1 && last.span.len() == 1)
}

/// “Ruiz **Says** Lind”, “Quay **While** Verdalia”: words of a line in which every word has a capital, and no name.
pub(super) fn is_line(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let core = &doc.tokens[phrase.core.start..phrase.core.end];
    let of_line = |token: &Tok, words: &[u64]| {
        words.contains(&token.key) && token.span.of(doc.text).chars().skip(1).all(char::is_lowercase)
    };
    let inside = core.get(1..core.len().saturating_sub(1)).unwrap_or_default();
    let told = core.iter().any(|token| of_line(token, &OF_LINES))
        || inside.iter().any(|token| of_line(token, &INSIDE_LINES));
    // “**Analysts Say**”, and “Mary Say”
    let many = |token: &Tok| {
        (token.span.of(doc.text).ends_with('s') || token.has(trait_of::GROUP)) && !token.has(trait_of::GIVEN)
    };
    let told = told || core.windows(2).any(|two| of_line(&two[1], &[SAY]) && many(&two[0]));
    core.len() > 1 && told && !names_body(doc, phrase.core)
}

/// “Harrow”, “Central America”, “West Paris”: a place's name by its words. “Paris” alone may be somebody.
pub(super) fn is_region(core: &[Tok]) -> bool {
    let parted = core.first().is_some_and(|first| DIRECTIONS.contains(&first.key));
    let somebodys = |token: &Tok| token.has(trait_of::GIVEN) && !parted && !CONTINENTS.contains(&token.key);
    let places = &core[usize::from(parted)..];
    let named = |token: &Tok| token.has(trait_of::PLACE) && !token.has(trait_of::ORG_HEAD);
    !places.is_empty() && places.iter().all(|token| named(token) && !somebodys(token))
}

/// “in **May**”, “**APRIL** 3”, “**In June**”: a month that is a given name too, where words or figures beside it tell when.
pub(super) fn is_month(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let Range { start, end } = phrase.core;
    let is_month = |token: &Tok| token.has(trait_of::CALENDAR) && token.has(trait_of::GIVEN);
    let dated = || doc.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Number);
    let led = || start.checked_sub(1).is_some_and(|before| WHEN.contains(&doc.tokens[before].key));
    match &doc.tokens[start..end] {
        [month] => is_month(month) && (dated() || led()),
        [before, month] => is_month(month) && before.is(tag::PREPOSITION),
        _ => false,
    }
}

/// “FERRIES **MAY** CLOSE”: an auxiliary in a line of capitals.
pub(super) fn is_auxiliary_in_capitals(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let [only] = &doc.tokens[phrase.core.start..phrase.core.end] else { return false };
    let printed = only.span.of(doc.text);
    only.word.tags & tag::AUXILIARY != 0 && printed.len() > 1 && !printed.contains(char::is_lowercase)
}

/// What stands before a month, and hardly before somebody.
const WHEN: [u64; 12] = keys([
    "in", "since", "until", "till", "through", "during", "last", "next", "this", "early", "mid", "late",
]);

/// “West Norlandic”: of a part of a nation.
fn is_of_part(core: &[Tok]) -> bool {
    let [part, nation] = core else { return false };
    DIRECTIONS.contains(&part.key) && nation.has(trait_of::NATIONALITY) && !nation.has(trait_of::PLACE)
}

/// “North Korea”, “New York”.
pub(super) fn is_listed_place(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let core = &doc.tokens[phrase.core.start..phrase.core.end];
    core.len() > 1 && doc.lexicon.names_place(core.iter().map(|token| token.key))
}

/// Whether a name stands where only places do: “in Harrow”, “near Fenwick”, “the Strait of Hormuz”, “the mayor of Harrow”.
pub(super) fn is_place(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let start = phrase.range.start;
    let key = |back: usize| start.checked_sub(back).map_or(0, |i| doc.tokens[i].key);
    let landmark =
        || start > 1 && doc.tokens[start - 2].capital && doc.tokens[start - 2].has(trait_of::LANDMARK);
    let seat = is_seat_begun(doc, phrase);
    seat || start == phrase.core.start
        && !phrase.possessive
        && (!doc.tokens[start].has(trait_of::GIVEN) || doc.tokens[start].has(trait_of::PLACE))
        && !names_body(doc, phrase.core)
        && !is_acronym(doc, phrase)
        && (matches!(key(1), IN | NEAR) || key(1) == OF && (landmark() || LOCAL.contains(&key(2))))
}

/// “the **Port Alder, Westmark-based** firm”, “for **Port Alder, Westmark-based** Verdalia”: whether what follows a name tells that it is
/// where somebody has their seat. “said Bo Lind, Westmark-based director of …” has none.
fn is_seat_begun(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let Range { start, end } = phrase.range;
    let Some([comma, seat]) = doc.tokens.get(end..end + 2) else { return false };
    let leads = |at: usize| doc.tokens[at].is(tag::DETERMINER | tag::PREPOSITION);
    let led = leads(start) || start.checked_sub(1).is_some_and(leads);
    phrase.kind == PhraseKind::Name
        && led
        && !doc.tokens[phrase.core.start].has(trait_of::GIVEN)
        && comma.is_mark(',')
        && seat.capital
        && seat.span.of(doc.text).ends_with("-based")
}

/// “We’re”, “Don’t”: what a sentence may begin with, and nobody.
fn is_contraction(words: &str) -> bool {
    let tail = words.rsplit_once(crate::text::is_apostrophe).map(|(_, tail)| tail);
    tail.is_some_and(|tail| matches!(tail, "re" | "ve" | "ll" | "m" | "t" | "d"))
}

/// “Americans”, “Muslims”, “Democrats”.
fn is_many(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let token = &doc.tokens[phrase.core.start];
    let one = doc.words(phrase.core).strip_suffix('s');
    one.is_some_and(|one| {
        token.has(trait_of::GROUP)
            || doc.lexicon.word(one).traits & (trait_of::NATIONALITY | trait_of::GROUP | trait_of::TITLE) != 0
    })
}

/// “House **Republicans**”, “Harrow **Democrats**”: those of a party somewhere; the Social Democrats are a party.
fn is_side(core: &[Tok]) -> bool {
    let [of @ .., side] = core else { return false };
    let sits = |token: &Tok| token.has(trait_of::PLACE) || SEATS.contains(&token.key);
    let listed = is_listed_body(core.iter().map(|token| token.key));
    SIDES.contains(&side.key) && !of.is_empty() && of.iter().all(sits) && !listed
}

/// “BrightQuay”, “QuayIQ”: a capital inside a word, behind what neither a surname nor a given name begins with.
fn is_brand(doc: &Doc<'_>, token: &Tok) -> bool {
    let words = token.span.of(doc.text);
    let inside = words.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(at, _)| &words[..at]);
    inside.is_some_and(|front| {
        front.len() > 2
            && front.ends_with(char::is_lowercase)
            && !PARTICLES.contains(&front)
            && doc.lexicon.word(front).traits & trait_of::GIVEN == 0
    })
}

/// “Verdalia **AG**”, “Greyfriars **ISI**”: a few capitals at a name's end, which are no generation's or degree's.
fn has_form(doc: &Doc<'_>, core: &[Tok]) -> bool {
    let words = |t: &Tok| t.span.of(doc.text);
    let [first, .., last] = core else { return false };
    let capitals = words(last).chars().all(char::is_uppercase) && (2..=3).contains(&words(last).len());
    capitals
        && !last.has(trait_of::SUFFIX | trait_of::TITLE | trait_of::ROLE)
        && words(first).chars().any(char::is_lowercase)
}

/// “FEMA”, “A&E”.
fn is_acronym(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let written = doc.words(phrase.core);
    phrase.core.end - phrase.core.start == 1
        && written.chars().count() > 1
        && written.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

/// “Q4 2019”, “July-December 1986”: a time, and nobody.
fn is_period(doc: &Doc<'_>, core: &[Tok]) -> bool {
    let quarter =
        |words: &str| words.strip_prefix('Q').is_some_and(|rest| matches!(rest, "1" | "2" | "3" | "4"));
    let calendar = |words: &str| doc.lexicon.word(words).traits & trait_of::CALENDAR != 0;
    let named = |token: &Tok| {
        let words = token.span.of(doc.text);
        quarter(words) || words.contains('-') && words.split('-').all(calendar)
    };
    let (times, rest): (Vec<&Tok>, Vec<&Tok>) = core.iter().partition(|token| named(token));
    !times.is_empty()
        && rest.iter().all(|token| token.kind == TokenKind::Number || token.has(trait_of::CALENDAR))
}

/// “Pay **April 15**”, “QTR **Jan. 31**”, “DKR **6.8700/50**”: what ends with a day or a price stands in a table, and is nobody's name.
fn is_figure(doc: &Doc<'_>, core: Range) -> bool {
    let [.., before, last] = &doc.tokens[core.start..core.end] else { return false };
    let printed = doc.words(core).rsplit(' ').next().unwrap_or_default();
    last.kind == TokenKind::Number && (printed.contains(['.', ',', '/']) || before.has(trait_of::CALENDAR))
}

/// “the Senator”, “President”: an office and no name.
pub fn is_bare_title(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let office = doc.tokens[phrase.core.end - 1];
    is_full_office(doc, phrase)
        || office.has(trait_of::TITLE)
            && office.has(trait_of::ROLE)
            && doc.tokens[phrase.core.start..phrase.core.end]
                .iter()
                .filter(|t| t.key != THE)
                .all(|t| t.has(trait_of::TITLE | trait_of::ROLE) && !t.has(trait_of::GIVEN))
}

/// “Energy **Minister**”, “Russian Energy **Minister**”, “Senate Minority **Leader**”, “Verdalia **CEO**”: an office with what it
/// is of before it.
fn is_full_office(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let core = &doc.tokens[phrase.core.start..phrase.core.end];
    let Some((office, of)) = core.split_last().filter(|(_, of)| !of.is_empty()) else { return false };
    let common = |t: &Tok| {
        let known = trait_of::PLACE | trait_of::NATIONALITY | trait_of::ORG_HEAD | trait_of::TITLE;
        let acronym = t.span.len() > 1 && t.span.of(doc.text).chars().all(char::is_uppercase);
        t.kind == TokenKind::Word && (t.word.tags != 0 || t.has(known) || acronym) && !t.has(trait_of::GIVEN)
    };
    let held = || HELD_FOR.contains(&office.key) || doc.settled && office.key == OFFICER;
    held() && of.iter().all(common) || is_chief_of_firm(doc, office) || doc.settled && is_office_of(core)
}

/// “**Commissioner of Police**”: an office in capitals with what it is of.
fn is_office_of(core: &[Tok]) -> bool {
    let [office, of, ..] = core else { return false };
    office.has(trait_of::TITLE | trait_of::ROLE)
        && !office.has(trait_of::GIVEN)
        && of.key == OF
        && !of.capital
}

/// “**The Tanaiste**, Alan Broome, said”, “**The Reeve** of Harwick, Alan Broome,”: what stands beside a full name between
/// commas is an office, known or not. Gives where its words end, at the comma.
pub fn office_beside(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let phrase = doc.phrases.get(number)?;
    let no_office =
        trait_of::GIVEN | trait_of::PLACE | trait_of::ORG_HEAD | trait_of::NATIONALITY | trait_of::CALENDAR;
    let words = &doc.tokens[phrase.core.start..phrase.core.end];
    let known = is_full_office(doc, phrase);
    let bare = phrase.kind == PhraseKind::Name
        && !phrase.possessive
        && (known
            || doc.tokens[phrase.range.start].key == THE
                && words.len() <= LONGEST_OFFICE
                && words.iter().all(|token| token.kind == TokenKind::Word && !token.has(no_office))
                && !is_acronym(doc, phrase));
    let of = doc.tokens.get(phrase.range.end).is_some_and(|token| token.key == OF);
    let (last, name) = if of { (doc.phrases.get(number + 1)?, number + 2) } else { (phrase, number + 1) };
    let name = doc.phrases.get(name).filter(|_| bare)?;
    let comma = last.range.end;
    let closes = doc.tokens.get(name.range.end).is_some_and(|token| token.is_mark(','));
    let full = name.kind == PhraseKind::Name
        && name.core.end - name.core.start > 1
        && (known || doc.tokens[name.core.start].has(trait_of::GIVEN))
        && !names_body(doc, name.core);
    let beside = doc.tokens.get(comma)?.is_mark(',') && name.range.start == comma + 1;
    (beside && full && closes && !name.possessive).then_some(comma)
}

/// “**Roadworks** end in May”, “in **August**”: a common word with a capital where any word has one, or a month, that nobody
/// says anything by.
pub(super) fn is_mere_word(
    doc: &Doc<'_>,
    phrase: &Phrase,
    ordinary: &HashSet<u64, foldhash::fast::FixedState>,
) -> bool {
    let token = &doc.tokens[phrase.core.start];
    let alone = phrase.core.end - phrase.core.start == 1;
    if alone && is_counted(doc, phrase.core.start) {
        return true;
    }
    if !alone || phrase.range.start != phrase.core.start {
        return false;
    }
    // “Q:”
    if token.span.len() == 1 {
        return true;
    }
    let next = doc.tokens.get(phrase.range.end);
    // “**Chastened**, Ana Ruiz left”, “**Emboldened** by the vote, …”
    let apart = next.is_some_and(|next| next.is_mark(',') || next.key == BY);
    let words = token.span.of(doc.text);
    if apart && token.word.tags == 0 && PARTICIPLES.iter().any(|ending| words.ends_with(ending)) {
        return true;
    }
    let first = is_first_word(doc, phrase);
    if first && (ordinary.contains(&token.key) && !token.has(KNOWN) || is_adverb(token, words))
        || first && is_heap(doc, phrase, words)
        || is_many_by_its_ending(doc, phrase)
    {
        return true;
    }
    let before = phrase.range.start.checked_sub(1).map(|at| &doc.tokens[at]);
    let says = |token: Option<&Tok>| token.is_some_and(|token| token.word.is_cue(CueClass::Say));
    if says(next) || says(before) || next.is_some_and(|next| next.is_mark(':')) {
        return false;
    }
    let part = doc.parts[doc.part_of(phrase.range.start)].kind;
    let any_capital = phrase.range.start == doc.sentence_of(phrase.range.start).start
        || part == ParagraphKind::Headline
        || before.is_some_and(|before| before.is_mark(':') || before.quotation != token.quotation);
    let common = token.word.tags != 0 && !token.has(KNOWN);
    token.has(trait_of::CALENDAR) || token.has(trait_of::HONORIFIC) || common && any_capital
}

/// “3 **Buys** and 1 **Hold**”
fn is_counted(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    let before = at.checked_sub(1).map(|before| &doc.tokens[before]);
    let number = before.is_some_and(|before| before.kind == TokenKind::Number && before.span.len() < 3);
    let word = token.word.tags & (tag::NOUN | tag::VERB) != 0;
    number && word && !token.has(KNOWN | trait_of::GROUP)
}

/// “**Legions** of traders”: many of something, by a word that no list has.
fn is_heap(doc: &Doc<'_>, phrase: &Phrase, words: &str) -> bool {
    let [of, what] = doc.tokens.get(phrase.range.end..phrase.range.end + 2).unwrap_or_default() else {
        return false;
    };
    words.ends_with('s')
        && of.key == OF
        && what.kind == TokenKind::Word
        && !what.capital
        && what.is(tag::NOUN)
}

/// “**Additionally**, they …”: an adverb that no list has.
fn is_adverb(token: &Tok, words: &str) -> bool {
    token.word.tags == 0 && ADVERBS.iter().any(|ending| words.ends_with(ending))
}

/// The offices that stand before a name in its phrase, by key.
pub(super) fn offices<'a>(doc: &'a Doc<'_>, phrase: &Phrase) -> impl Iterator<Item = u64> + 'a {
    doc.tokens[phrase.range.start..phrase.core.start].iter().filter(|t| t.has(trait_of::TITLE)).map(|t| t.key)
}

/// What titles and given names tell.
pub(super) fn gender_of(doc: &Doc<'_>, phrase: &Phrase) -> Gender {
    let mut titles = doc.tokens[phrase.range.start..phrase.core.start].iter().rev();
    let traits = titles.find_map(|t| {
        Some(t.word.traits)
            .filter(|t| t & trait_of::HONORIFIC != 0 && t & (trait_of::MALE | trait_of::FEMALE) != 0)
    });
    let given = doc.tokens[phrase.core.start].word.traits;
    // “Kim Min-ho”: the family's name stands first, and says nothing.
    let second = doc.tokens[phrase.core.start..phrase.core.end].get(1);
    let family_first = second.is_some_and(|token| {
        let tail = token.span.of(doc.text).split_once('-').map(|(_, tail)| tail);
        tail.is_some_and(|tail| tail.starts_with(char::is_lowercase))
    });
    let given = if family_first { 0 } else { given };
    let traits = traits.unwrap_or(if phrase.core.end - phrase.core.start > 1 { given } else { 0 });
    match traits & (trait_of::MALE | trait_of::FEMALE) {
        trait_of::MALE => Gender::Male,
        trait_of::FEMALE => Gender::Female,
        _ => Gender::Unknown,
    }
}

const AND: u64 = ascii_key("and");
/// Words with a capital that stand in no name.
const OF_LINES: [u64; 9] =
    keys(["says", "becomes", "gets", "while", "if", "as", "because", "whether", "won't"]);
/// Those that begin names or end them too: “Edward Said”, “Mary Say”, “Than Shwe”.
const INSIDE_LINES: [u64; 4] = keys(["said", "say", "amid", "than"]);
const SAY: u64 = ascii_key("say");
/// What surnames begin with that go on with a capital: “MacArthur”.
const PARTICLES: [&str; 8] = ["Mac", "Van", "Von", "Fitz", "Del", "Des", "Ter", "Ver"];
/// How participles end that no surname ends like.
const PARTICIPLES: [&str; 8] = ["ened", "ated", "ised", "ized", "shed", "ssed", "cted", "rred"];
/// How adverbs end that no surname ends like.
const ADVERBS: [&str; 6] = ["ingly", "onally", "ously", "ively", "ically", "edly"];
/// What names are made of.
const KNOWN: u32 = trait_of::GIVEN | trait_of::PLACE | trait_of::ORG_HEAD;
/// How many words an office has that stands beside a name.
const LONGEST_OFFICE: usize = 3;
/// Offices that stand behind what they are for.
const HELD_FOR: [u64; 20] = keys([
    "director",
    "senator",
    "governor",
    "founder",
    "co-founder",
    "analyst",
    "strategist",
    "economist",
    "minister",
    "secretary",
    "undersecretary",
    "leader",
    "whip",
    "speaker",
    "commissioner",
    "chancellor",
    "premier",
    "president",
    "chairman",
    "ambassador",
]);
/// Those of a party …
const SIDES: [u64; 2] = keys(["democrats", "republicans"]);
/// … and where they sit, or how they stand.
const SEATS: [u64; 10] = keys([
    "house",
    "senate",
    "congressional",
    "committee",
    "assembly",
    "capitol",
    "top",
    "prominent",
    "leading",
    "moderate",
]);
/// What stands before a place's name and makes a part of it, or another place.
const DIRECTIONS: [u64; 11] = keys([
    "north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "latin", "new",
]);
/// Continents that given names are like.
const CONTINENTS: [u64; 2] = keys(["america", "asia"]);
/// Offices of towns and sees.
const LOCAL: [u64; 6] = keys(["mayor", "mayoress", "burgomaster", "provost", "bishop", "archbishop"]);
const AGENCY: u64 = ascii_key("agency");
const THE: u64 = ascii_key("the");
const IN: u64 = ascii_key("in");
const AT: u64 = ascii_key("at");
const BY: u64 = ascii_key("by");
const OF: u64 = ascii_key("of");
const NEAR: u64 = ascii_key("near");
