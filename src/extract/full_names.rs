//! Names that phrases cut short or ran together: “Moody’s said”, where nothing is *Moody*’s; “Standard & Poor’s”, where a
//! sentence begins with a word that need be no name; “Ana Stone of Verdalia”, where *Stone* is a word too.
//!
//! What was said is found before, by phrases as they were learned from; who said it is told by whole names.

use hashbrown::HashMap;

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::lexicon::{ascii_key, key, keys, trait_of};
use super::phrases::{names_body, phrase_at};
use crate::model::Span;
use crate::text::TokenKind;

/// A document with whole names.
pub(super) struct Full<'a> {
    pub(super) doc: Doc<'a>,
    /// The phrases, by their former numbers, that another was parted from, which stands behind them.
    parted: Vec<usize>,
}

impl Full<'_> {
    /// The number that a phrase has now.
    pub(super) fn number(&self, former: usize) -> usize {
        former + self.parted.partition_point(|parted| *parted < former)
    }
}

/// The same document with whole names; nothing where all are whole. Cost: a look at each phrase.
pub(super) fn in_full<'a>(doc: &Doc<'a>) -> Option<Full<'a>> {
    let mut phrases: Option<Vec<Phrase>> = None;
    // What stands behind *of*, by the number of the phrase it is parted from.
    let mut behind: Vec<(usize, Phrase)> = Vec::new();
    let mut surnames = Surnames::default();
    for number in 0..doc.phrases.len() {
        let phrase = &doc.phrases[number];
        if let Some(next) = name_behind_head(doc, number) {
            let phrases = phrases.get_or_insert_with(|| doc.phrases.clone());
            let range = Range { start: phrase.range.start, end: next.range.end };
            if is_titled(next) {
                phrases[number + 1].range = range;
            } else {
                let possessive = next.possessive;
                phrases[number] = Phrase { range, core: range, kind: PhraseKind::Name, possessive };
            }
        }
        if phrase.kind != PhraseKind::Name {
            continue;
        }
        if let Some(person) = person_inside(doc, number) {
            let phrases = phrases.get_or_insert_with(|| doc.phrases.clone());
            phrases[number].core = person;
            if person.end < phrase.core.end {
                phrases[number] = Phrase {
                    range: Range { end: person.end, ..phrase.range },
                    possessive: false,
                    ..phrases[number]
                };
                behind.extend(phrase_at(doc, person.end + 1, phrase.range.end).map(|body| (number, body)));
            }
            continue;
        }
        let front = joined_front(doc, phrase);
        let has_ending = has_own_ending(doc, phrase) && !surnames.has(doc, phrase);
        if front.is_none() && !has_ending {
            continue;
        }
        let phrases = phrases.get_or_insert_with(|| doc.phrases.clone());
        let begun = &mut phrases[number];
        if let Some(front) = front {
            (begun.range.start, begun.core.start) = (front, front);
        }
        if has_ending {
            let start = begun.core.start;
            (begun.range.end, begun.core.end, begun.possessive) =
                (begun.range.end + 1, begun.core.end + 1, false);
            if let Some(next) = phrases.get_mut(number + 1).filter(|next| goes_on(doc, phrase.core, next)) {
                (next.range.start, next.core.start) = (start, start);
            }
        }
    }
    let phrases = with_bodies(phrases?, &behind);
    let parted = behind.into_iter().map(|(number, _)| number).collect();
    Some(Full { doc: Doc { phrases, ..doc.clone() }, parted })
}

/// Phrases with others behind those of these numbers.
fn with_bodies(phrases: Vec<Phrase>, behind: &[(usize, Phrase)]) -> Vec<Phrase> {
    let mut out = Vec::with_capacity(phrases.len() + behind.len());
    let mut behind = behind.iter().peekable();
    for (number, phrase) in phrases.into_iter().enumerate() {
        out.push(phrase);
        out.extend(behind.next_if(|(parted, _)| *parted == number).map(|(_, body)| *body));
    }
    out
}

/// Whether somebody bears a word as a surname, by the word: each is looked for once.
#[derive(Default)]
struct Surnames(HashMap<u64, bool, foldhash::fast::FixedState>);

impl Surnames {
    fn has(&mut self, doc: &Doc<'_>, phrase: &Phrase) -> bool {
        let word = doc.tokens[phrase.core.end - 1].key;
        *self.0.entry(word).or_insert_with(|| doc.phrases.iter().any(|other| bears(doc, other, word)))
    }
}

/// “**Bank** of Harrow said”: the name behind a body's head that a sentence begins with, which need be no name.
fn name_behind_head<'d>(doc: &'d Doc<'_>, number: usize) -> Option<&'d Phrase> {
    let (head, next) = (&doc.phrases[number], doc.phrases.get(number + 1)?);
    let word = &doc.tokens[head.range.start];
    let alone = head.kind == PhraseKind::Common && head.range.end == head.range.start + 1;
    let begins = word.capital && head.range.start == doc.sentence_of(head.range.start).start;
    let of = doc.tokens[head.range.end].key == OF && next.range.start == head.range.end + 1;
    (alone && begins && word.has(trait_of::ORG_HEAD) && of && next.kind == PhraseKind::Name).then_some(next)
}

fn is_titled(phrase: &Phrase) -> bool {
    phrase.core.start > phrase.range.start + 1
}

/// “**Bank** of Harrow Governor Ana Ruiz”: whether a phrase is only where the next begins.
pub(super) fn is_front(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let next = doc.phrases.get(number + 1);
    phrase.kind == PhraseKind::Common && next.is_some_and(|next| next.range.start == phrase.range.start)
}

/// “**Ana Stone** of Verdalia”, “Global Head of Affairs **Ana Ruiz**”, “Minister of Energy **Ana Ruiz**”: who is named in a phrase
/// that has more in it.
fn person_inside(doc: &Doc<'_>, number: usize) -> Option<Range> {
    let core = doc.phrases[number].core;
    let words = &doc.tokens[core.start..core.end];
    let joins = |token: &Tok| token.has(trait_of::CONNECTOR) && !token.capital;
    let no_person = trait_of::PLACE
        | trait_of::NATIONALITY
        | trait_of::ORG_HEAD
        | trait_of::COMMON_BODY
        | trait_of::KNOWN_BODY;
    let given =
        |token: &Tok| token.has(trait_of::GIVEN) && !token.has(no_person | trait_of::TITLE | trait_of::ROLE);
    let first = words.iter().position(joins).filter(|at| words[*at].key == OF);
    if let Some(of) = first.filter(|of| (2..=LONGEST).contains(of)) {
        let plain = words[1..of]
            .iter()
            .all(|token| token.capital && !token.has(no_person | trait_of::ROLE | trait_of::TITLE));
        if given(&words[0]) && plain {
            return Some(Range { start: core.start, end: core.start + of });
        }
    }
    let office = |token: &Tok| {
        UNLISTED.contains(&token.key)
            || token.has(trait_of::ROLE | trait_of::TITLE) && !token.has(trait_of::KIN | trait_of::GIVEN)
    };
    let from = words.len().saturating_sub(LONGEST);
    // “Bank of Harrow **Governor** Ana Ruiz”
    let behind_office = (from..words.len().saturating_sub(1))
        .rfind(|at| *at > 1 && office(&words[*at - 1]))
        .filter(|_| !given(&words[0]) || words.iter().any(joins));
    let behind_chief = || core.start.checked_sub(1).is_some_and(|before| doc.tokens[before].key == CHIEF);
    let held = |at: usize| {
        behind_chief()
            || words[..at].iter().any(joins) && words[..at.min(LONGEST)].iter().any(office)
            || office_of(doc, number).is_some_and(office)
    };
    let at = behind_office.or_else(|| {
        (from.max(1)..words.len().saturating_sub(1)).find(|at| given(&words[*at])).filter(|at| held(*at))
    })?;
    let person = Range { start: core.start + at, end: core.end };
    let named = words[at..].iter().all(|token| {
        token.kind == TokenKind::Word && token.capital && !token.has(no_person) && !office(token)
    });
    (named && !names_body(doc, person)).then_some(person)
}

/// “the **minister** of Energy Ana Ruiz”: what a phrase says somebody is of the next.
fn office_of<'d>(doc: &'d Doc<'_>, number: usize) -> Option<&'d Tok> {
    let before = &doc.phrases[number.checked_sub(1)?];
    let of = doc.tokens.get(before.range.end).is_some_and(|token| matches!(token.key, OF | FOR));
    let joins =
        of && before.kind == PhraseKind::Common && doc.phrases[number].range.start == before.range.end + 1;
    joins.then(|| &doc.tokens[before.head()])
}

/// More words than this no person’s name has.
const LONGEST: usize = 3;
/// Offices that are none where what was said is looked for.
const UNLISTED: [u64; 4] = keys(["vp", "svp", "evp", "undersecretary"]);
const CHIEF: u64 = ascii_key("chief");
const OF: u64 = ascii_key("of");
const FOR: u64 = ascii_key("for");

/// “**Standard** & Poor’s said”: where the name begins.
fn joined_front(doc: &Doc<'_>, phrase: &Phrase) -> Option<usize> {
    let start = phrase.range.start.checked_sub(2)?;
    let words = &doc.tokens[start..=phrase.range.start];
    let listed = || doc.lexicon.names_body(words.iter().map(|token| token.key));
    let opens = || words[1].is_mark('&') && start == doc.sentence_of(start).start;
    (words[0].capital && (opens() || words[1].key == AND && listed())).then_some(start)
}

/// “**Moody’s**”: whether a body is listed with the ending that follows.
fn has_own_ending(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let end = phrase.core.end;
    let Some(ending) = doc.tokens.get(end).filter(|ending| ending.kind == TokenKind::Possessive) else {
        return false;
    };
    let whole = Span::new(doc.tokens[end - 1].span.from(), ending.span.to());
    doc.lexicon.get(key(whole.of(doc.text))).traits & trait_of::KNOWN_BODY != 0
}

/// “Ana **Macy**”, “Mr **Macy**”
fn bears(doc: &Doc<'_>, phrase: &Phrase, surname: u64) -> bool {
    let name = phrase.kind == PhraseKind::Name && phrase.core.end - phrase.range.start > 1;
    name && doc.tokens[phrase.core.end - 1].key == surname
        && doc.tokens[phrase.range.start].has(trait_of::GIVEN | trait_of::HONORIFIC | trait_of::TITLE)
}

/// “Moody’s **Investors Service Inc**”: whether a name goes on behind its ending.
fn goes_on(doc: &Doc<'_>, before: Range, next: &Phrase) -> bool {
    let adjoins = next.kind == PhraseKind::Name && next.core.start == before.end + 1;
    let form = next.core.end - next.core.start == 1 && doc.tokens[next.core.start].has(trait_of::SUFFIX);
    adjoins && (form || names_body(doc, next.core))
}

const AND: u64 = ascii_key("and");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// Who says the first statement.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = extract(&article(text));
        let speaker = found.statements.first().and_then(|said| found.speaker_of(said));
        assert_eq!(speaker.map(|entity| entity.name.as_str()), Some(expected), "{text}");
    }

    #[test]
    fn the_ending_is_part_of_a_name() {
        check("The bank was told. Moody's said it may lower the ratings of the bank.", "Moody’s");
        check(
            "The bank was told. Moody’s Investors Service Inc said it may lower its ratings.",
            "Moody’s Investors Service Inc",
        );
        check("“We will not pay,” Macy’s Inc. said on Monday.", "Macy’s Inc.");
        check("It rained. Standard & Poor's said the outlook is bad.", "Standard & Poor’s");
        check("It rained. Standard and Poor's Corp said the outlook is bad.", "Standard and Poor’s Corp");
    }

    #[test]
    fn a_name_begins_where_its_sentence_does() {
        check("It rained. Bank of Harrow said it will act.", "Bank of Harrow");
        check("It rained. Bank of Harrow Governor Ana Stone said it will act.", "Ana Stone");
    }

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
    fn what_somebody_has_is_theirs() {
        check("Ana Macy left on Monday. Macy's lawyer said she would return.", "Macy’s lawyer");
    }
}
