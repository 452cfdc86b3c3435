//! Noun phrases: whoever could have said something, and whatever names somebody.
//!
//! A light chunker over the tags. A phrase ends with its head: “senior director of the Iran Program” is two
//! phrases joined by *of*, “US President Donald Trump” is one whose name is “Donald Trump”.

use crate::text::TokenKind;

use super::dateline::after_dateline;
use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::kinds_of_body::is_kind_of_body;
use super::lexicon::{keys, pronoun_in, tag, trait_of};

/// Finds the phrases of a tagged document. Cost: linear in the tokens.
pub fn find_phrases(doc: &Doc<'_>) -> Vec<Phrase> {
    let mut found = Vec::with_capacity(doc.tokens.len() / 4);
    for sentence in &doc.sentences {
        let paragraph = doc.parts[sentence.paragraph].range;
        let mut at = sentence.range.start.max(after_dateline(doc.text, &doc.tokens, paragraph));
        while at < sentence.range.end {
            if is_party(doc, at) || is_date(doc, at) {
                at += 1;
                continue;
            }
            match phrase_at(doc, at, sentence.range.end) {
                Some(phrase) => {
                    at = phrase.range.end;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// “November 26”, “Monday”: a day names nobody; April Ruiz does.
fn is_date(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    let next = doc.tokens.get(at + 1);
    token.has(trait_of::CALENDAR)
        && token.capital
        && (next.is_some_and(|n| n.kind == TokenKind::Number)
            || !token.has(trait_of::GIVEN)
                && !next.is_some_and(|n| n.is(tag::NAME) && !n.has(trait_of::CALENDAR)))
}

/// “(D-Md.)”, “, R-Texas,”: a party and a state name nobody.
fn is_party(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    let apart = at > 0 && (doc.tokens[at - 1].is_mark('(') || doc.tokens[at - 1].is_mark(','));
    let words = token.span.of(doc.text);
    let hyphened =
        matches!(words.as_bytes(), [b'R' | b'D' | b'I', b'-', first, ..] if first.is_ascii_uppercase());
    apart
        && (hyphened
            || words.len() == 1 && token.capital && doc.tokens.get(at + 1).is_some_and(|n| n.is_mark(')')))
}

/// The phrase that begins at a token, and ends before `limit`.
pub(super) fn phrase_at(doc: &Doc<'_>, start: usize, limit: usize) -> Option<Phrase> {
    let first = &doc.tokens[start];
    if first.is(tag::PRONOUN) && !is_possessive_pronoun(first) {
        return is_speaker_pronoun(first).then(|| one_word(start));
    }
    let mut at = start;
    if first.is(tag::DETERMINER) || is_possessive_pronoun(first) || is_office_participle(doc, start, limit) {
        at += 1;
    }
    let mut head = None;
    while at < limit {
        let token = &doc.tokens[at];
        if at > start && token.quotation != first.quotation {
            break;
        }
        if token.is(tag::NAME) {
            at = name_end(doc, at, limit);
            head = Some(at);
            // “named Ana Ruiz chief executive”
            if start.checked_sub(1).is_some_and(|before| doc.tokens[before].has(trait_of::APPOINTS))
                && at - start > 1
            {
                break;
            }
            continue;
        }
        // “Sunmere Energy yesterday opened”
        if token.has(trait_of::CALENDAR) && token.capital || head.is_some() && DAYS.contains(&token.key) {
            break;
        }
        if token.is(tag::NOUN) || token.is(tag::NUMERAL) && token.kind != TokenKind::Mark {
            at += 1;
            head = Some(at);
            continue;
        }
        let modifies = token.is(tag::ADJECTIVE)
            || head.is_none() && at > start && token.is(tag::VERB) && is_participle(doc, token)
            || token.is(tag::ADVERB) && head.is_none() && at > start
            || head.is_none() && token.word.tags & tag::ADJECTIVE != 0 && at > start;
        if !modifies || head.is_some() && !continues_after(doc, at, limit) {
            break;
        }
        at += 1;
    }
    let Some(end) = head else { return stands_alone(doc, start) };
    let range = Range { start, end };
    let last = &doc.tokens[end - 1];
    let numbered = last.kind == TokenKind::Number && end - start > 1 && doc.tokens[end - 2].is(tag::NAME);
    let possessive = doc.tokens.get(end).is_some_and(|t| t.kind == TokenKind::Possessive)
        || doc.tokens.get(end).is_some_and(|t| {
            t.kind == TokenKind::Mark
                && !t.spaced
                && matches!(t.mark, '’' | '\'')
                && last.span.of(doc.text).ends_with('s')
                && t.quotation == 0
        });
    let named = last.is(tag::NAME)
        || numbered
        || last.has(trait_of::SUFFIX) && end - start > 1 && doc.tokens[end - 2].is(tag::NAME);
    let core = if named { name_core(doc, range) } else { range };
    let after_title = &doc.tokens[core.start];
    if named && core.start > start && after_title.has(trait_of::CONNECTOR) && !after_title.capital {
        // “The Mayor of Eskwater” is a description, as “the mayor of Eskwater” is.
        let office = Range { start, end: core.start };
        return Some(Phrase { range: office, core: office, kind: PhraseKind::Common, possessive: false });
    }
    Some(Phrase { range, core, kind: if named { PhraseKind::Name } else { PhraseKind::Common }, possessive })
}

fn one_word(at: usize) -> Phrase {
    let range = Range { start: at, end: at + 1 };
    Phrase { range, core: range, kind: PhraseKind::Pronoun, possessive: false }
}

/// “Some” of “Some said so”: a determiner with no noun of its own.
fn stands_alone(doc: &Doc<'_>, at: usize) -> Option<Phrase> {
    let token = &doc.tokens[at];
    (COUNTING.contains(&token.key) && token.kind == TokenKind::Word).then(|| one_word(at))
}

/// An adjective after a noun belongs to the phrase only where a noun follows it: “campaign senior adviser”.
fn continues_after(doc: &Doc<'_>, at: usize, limit: usize) -> bool {
    at + 1 < limit && doc.tokens[at + 1].is(tag::NOUN | tag::NAME)
}

fn is_participle(doc: &Doc<'_>, token: &Tok) -> bool {
    let words = token.span.of(doc.text);
    words.ends_with("ing") || words.ends_with("ed") || words.ends_with("en")
}

/// “**Returning** officer Owen Lind”: the first word of an office that is a verb elsewhere.
fn is_office_participle(doc: &Doc<'_>, at: usize, limit: usize) -> bool {
    let office = doc.tokens.get(at + 1).is_some_and(|next| next.has(trait_of::ROLE) && next.is(tag::NOUN));
    at + 2 < limit
        && office
        && OFFICE_PARTICIPLES.contains(&doc.tokens[at].key)
        && doc.tokens[at + 2].is(tag::NAME)
}

fn is_possessive_pronoun(token: &Tok) -> bool {
    POSSESSIVE.contains(&token.key) && token.kind == TokenKind::Word
}

fn is_speaker_pronoun(token: &Tok) -> bool {
    SPEAKING.contains(&pronoun_in(token.key)) && token.kind == TokenKind::Word
}

const POSSESSIVE: [u64; 8] = keys(["his", "its", "their", "my", "our", "your", "her", "whose"]);
const COUNTING: [u64; 13] = keys([
    "some", "many", "most", "both", "another", "each", "few", "several", "all", "those", "others", "neither",
    "either",
]);
const OFFICE_PARTICIPLES: [u64; 9] = keys([
    "returning",
    "managing",
    "presiding",
    "commanding",
    "investigating",
    "sentencing",
    "visiting",
    "founding",
    "sitting",
]);
/// Days that stand by themselves, without a capital.
pub const DAYS: [u64; 4] = keys(["yesterday", "today", "tonight", "tomorrow"]);
const SPEAKING: [u64; 22] = keys([
    "he", "she", "they", "it", "i", "we", "you", "who", "him", "them", "everyone", "many", "some", "others",
    "one", "both", "somebody", "someone", "nobody", "which", "that", "those",
]);

/// Where the run of name words that begins at `start` ends.
fn name_end(doc: &Doc<'_>, start: usize, limit: usize) -> usize {
    let quotation = doc.tokens[start].quotation;
    let is_name = |i: usize| {
        i < limit
            && doc.tokens[i].is(tag::NAME)
            && doc.tokens[i].quotation == quotation
            && (!doc.tokens[i].has(trait_of::CALENDAR) || doc.tokens[i].has(trait_of::GIVEN))
    };
    let mut at = start + 1;
    loop {
        if is_name(at) {
            at += 1;
            continue;
        }
        let Some(token) = doc.tokens.get(at).filter(|_| at < limit) else { break };
        // Behnam Ben Taleblu, Anneke van der Molen
        if token.has(trait_of::NAME_PARTICLE) && !token.capital && !token.has(trait_of::NOT_A_NAME) {
            let mut after = at + 1;
            while after < limit
                && doc.tokens[after].has(trait_of::NAME_PARTICLE)
                && !doc.tokens[after].capital
            {
                after += 1;
            }
            if is_name(after) {
                at = after + 1;
                continue;
            }
        }
        // Raymond “Bricks” Adeyo
        if token.quotation != quotation && token.kind == TokenKind::Mark && token.quotation != 0 {
            let outer = doc.quotations[token.quotation as usize - 1].outer;
            if outer.start == at
                && outer.end - outer.start <= 4
                && outer.end < limit
                && is_name(outer.end)
                && doc.tokens[at + 1].capital
            {
                at = outer.end + 1;
                continue;
            }
        }
        // Dockworkers' Local 9
        if token.kind == TokenKind::Number
            && doc.tokens[at - 1].has(trait_of::ORG_HEAD)
            && token.span.len() < 4
            && token.quotation == quotation
        {
            at += 1;
            continue;
        }
        // Westmark Farmers' Union
        if (token.kind == TokenKind::Possessive || token.is_mark('\'') || token.is_mark('’'))
            && !token.spaced
            && joins_possessed(doc, start, at)
            && is_name(at + 1)
            && (at + 1..limit).take_while(|i| is_name(*i)).any(|i| doc.tokens[i].has(trait_of::ORG_HEAD))
        {
            at += 2;
            continue;
        }
        // Sammy Davis, Jr. needs its comma
        if token.is_mark(',')
            && doc
                .tokens
                .get(at + 1)
                .is_some_and(|n| at + 1 < limit && n.has(trait_of::SUFFIX) && !n.has(trait_of::TITLE))
        {
            at += 2;
            continue;
        }
        if let Some(after) = connected(doc, start, at, limit).filter(|after| is_name(*after)) {
            at = after + 1;
            continue;
        }
        break;
    }
    at
}

/// Whether a possessive at `at` stands inside a name rather than behind it: “Westmark **Farmers’** Union”, “St. **Brigid’s**
/// Hospital”, “**King’s** College”; not “Westmark’s Ministry of Health”.
fn joins_possessed(doc: &Doc<'_>, start: usize, at: usize) -> bool {
    let owner = &doc.tokens[at - 1];
    let saint = matches!(doc.tokens[start].span.of(doc.text), "St" | "St." | "Saint");
    let common = owner.word.tags & tag::NOUN != 0
        && !owner.has(
            trait_of::PLACE
                | trait_of::ORG_HEAD
                | trait_of::GIVEN
                | trait_of::NATIONALITY
                | trait_of::COMMON_BODY,
        );
    owner.span.of(doc.text).ends_with('s') || saint || common
}

/// Whether a name is a body’s: its head, the last word or the one before a connecting word, says so, it is listed as one, or
/// two names are joined as firms’ are.
pub fn names_body(doc: &Doc<'_>, core: Range) -> bool {
    let body = trait_of::ORG_HEAD | trait_of::KNOWN_BODY;
    let words = &doc.tokens[core.start..core.end];
    words.iter().any(|t| t.is_mark('&'))
        || words.len() > 1 && doc.lexicon.names_body(words.iter().map(|t| t.key))
        || (core.start..core.end).any(|at| heads_of_body(doc, core, at) && doc.tokens[at].has(body))
}

/// Whether the token at `at` stands in `core` where a body’s name says what it is: last, before a number, or before a
/// connecting word.
pub fn heads_of_body(doc: &Doc<'_>, core: Range, at: usize) -> bool {
    at + 1 == core.end
        || at + 2 == core.end && doc.tokens[at + 1].kind == TokenKind::Number
        || doc.tokens[at + 1].has(trait_of::CONNECTOR) && !doc.tokens[at + 1].capital
}

/// “Foundation **for the** Defense”: where the name goes on after connecting words, if it does.
fn connected(doc: &Doc<'_>, start: usize, at: usize, limit: usize) -> Option<usize> {
    let token = &doc.tokens[at];
    if token.is_mark('&') {
        return Some(at + 1);
    }
    if !token.has(trait_of::CONNECTOR) || token.capital {
        return None;
    }
    let last = &doc.tokens[at - 1];
    let of = matches!(token.span.of(doc.text), "of" | "for" | "on");
    let heads_body = last.has(trait_of::ORG_HEAD)
        || last.has(trait_of::TITLE) && !last.has(trait_of::CORPORATE) && token.span.of(doc.text) == "of";
    let common =
        last.word.tags & tag::NOUN != 0 && !last.has(trait_of::GIVEN | trait_of::PLACE | trait_of::CORPORATE);
    let inside_body = doc.tokens[start..at].iter().any(|t| t.has(trait_of::ORG_HEAD));
    let joins = of && (heads_body || common && at - start <= 3)
        || inside_body && matches!(token.span.of(doc.text), "and") && heads_title_case(doc, at);
    if !joins {
        return None;
    }
    let mut after = at + 1;
    if after < limit && matches!(doc.tokens[after].span.of(doc.text), "the" | "The") {
        after += 1;
    }
    Some(after)
}

/// “Department of Health and Human Services”: a body’s words on both sides of *and*.
fn heads_title_case(doc: &Doc<'_>, at: usize) -> bool {
    let noun = |i: usize| {
        doc.tokens.get(i).is_some_and(|t| {
            t.capital && t.word.tags & (tag::NOUN | tag::ADJECTIVE) != 0 && !t.has(trait_of::GIVEN)
        })
    };
    noun(at - 1) && noun(at + 1)
}

/// Days that stand before a name without a comma, and are nobody's.
const DAYS_BEFORE: [u64; 11] = keys([
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
    "tonight",
    "tomorrow",
]);

/// Where a name begins after the titles before it: “Chief Fire Officer **Ingrid Solheim**”.
fn after_titles(doc: &Doc<'_>, core: Range) -> usize {
    let Range { mut start, end } = core;
    // “On **Monday** Ana Ruiz said”
    while start + 1 < end
        && DAYS_BEFORE.contains(&doc.tokens[start].key)
        && doc.tokens[start + 1].is(tag::NAME)
    {
        start += 1;
    }
    let titles = trait_of::TITLE | trait_of::TITLES | trait_of::HONORIFIC;
    let given = |at: usize| at < end && doc.tokens[at].has(trait_of::GIVEN);
    // “**Nurse** Ana Ruiz”: what somebody does, where a given name and another follow.
    if doc.tokens[start].has(trait_of::ROLE) && !given(start) && given(start + 1) && start + 2 < end {
        start += 1;
    }
    if given(start) && !doc.tokens[start].has(titles) {
        // “Carolina Republican Lindsey Graham”
        let inner = (start + 1..end).rev().find(|at| doc.tokens[*at].has(titles) && !given(*at));
        return inner.filter(|at| given(at + 1) && at + 2 < end).map_or(start, |at| at + 1);
    }
    let named = |at: usize| doc.tokens[at].is(tag::NAME) && !doc.tokens[at].has(trait_of::SUFFIX);
    let last_title = (start..end.min(start + 6)).rev().find(|at| {
        doc.tokens[*at].has(titles)
            && !(doc.tokens[*at].has(trait_of::GIVEN) && *at > start)
            && (at + 1..end).any(named)
    });
    last_title.map_or(start, |at| at + 1)
}

/// The last run of name words of a phrase, titles before it left off.
fn name_core(doc: &Doc<'_>, range: Range) -> Range {
    let mut start = range.end - 1;
    while start > range.start {
        let before = &doc.tokens[start - 1];
        let part = before.is(tag::NAME)
            || before.has(trait_of::NAME_PARTICLE | trait_of::CONNECTOR)
                && start - 1 > range.start
                && !before.capital
            || before.quotation != doc.tokens[range.start].quotation
            || before.is_mark(',')
            || before.is_mark('&')
            || before.kind == TokenKind::Possessive
            || before.is_mark('\'')
            || before.is_mark('’');
        if !part {
            break;
        }
        start -= 1;
    }
    while start + 1 < range.end && (!doc.tokens[start].is(tag::NAME) || doc.tokens[start].is_mark(',')) {
        start += 1;
    }
    // “Washington DC-based Foundation”: where a body sits is no part of its name.
    let based = (start..range.end - 1).rev().find(|at| doc.tokens[*at].span.of(doc.text).ends_with("-based"));
    start = based.map_or(start, |at| at + 1);
    // “**Chipmaker** Verdalia”: a capital only because a sentence begins with it.
    let kind = &doc.tokens[start];
    if start + 1 < range.end
        && start == doc.sentence_of(start).start
        && !kind.has(trait_of::ORG_HEAD)
        && is_kind_of_body(kind.key)
    {
        start += 1;
    }
    let body = names_body(doc, Range { start, end: range.end });
    if body {
        return Range { start, end: range.end };
    }
    let mut bare = after_titles(doc, Range { start, end: range.end });
    // “Chief **of Staff** Ana Ruiz”
    if bare > start && doc.tokens[bare].has(trait_of::CONNECTOR) && !doc.tokens[bare].capital {
        let given = (bare + 2..range.end.saturating_sub(1)).find(|at| doc.tokens[*at].has(trait_of::GIVEN));
        bare = given.unwrap_or(bare);
    }
    // “President” alone is the name.
    if doc.tokens[bare].has(trait_of::TITLE) && bare + 1 == range.end {
        return Range { start, end: range.end };
    }
    Range { start: bare, end: range.end }
}

/// Whether a phrase looks like its clause's subject: a verb follows it.
pub fn is_subject(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let next = Range { start: phrase.range.end, end: (phrase.range.end + 2).min(doc.tokens.len()) };
    !phrase.possessive && doc.tokens[next.start..next.end].iter().any(|t| t.is(tag::VERB | tag::AUXILIARY))
        || phrase.range.start == doc.sentence_of(phrase.range.start).start
}

/// “**Bank** of Harrow Governor Ana Ruiz”: whether a phrase is only where the next begins.
pub fn is_front(doc: &Doc<'_>, number: usize) -> bool {
    let phrase = &doc.phrases[number];
    let next = doc.phrases.get(number + 1);
    phrase.kind == PhraseKind::Common && next.is_some_and(|next| next.range.start == phrase.range.start)
}

#[cfg(test)]
mod tests {
    use crate::extract::doc::Doc;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let found: Vec<String> = doc
            .phrases
            .iter()
            .map(|p| {
                let core = doc.words(p.core);
                let all = doc.words(p.range);
                if core == all { all.to_owned() } else { format!("{all} [{core}]") }
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn titles_stand_before_the_name() {
        check("Sen. Warren Tuck said no.", &["Sen. Warren Tuck [Warren Tuck]"]);
        check("said US President Warren Tuck", &["US President Warren Tuck [Warren Tuck]"]);
        check("Returning officer Warren Tuck said no.", &["Returning officer Warren Tuck [Warren Tuck]"]);
        check("said Chief of Staff Warren Tuck", &["Chief of Staff Warren Tuck [Warren Tuck]"]);
        check("Verdalia yesterday said no.", &["Verdalia", "yesterday"]);
    }

    #[test]
    fn deeds_are_no_part_of_names() {
        check("Sunita Rao wept. Peter Lind strode to the door.", &["Sunita Rao", "Peter Lind", "the door"]);
        check("According to police, it rained.", &["police", "it"]);
    }

    #[test]
    fn bodies_keep_their_connecting_words() {
        check(
            "It is at the Foundation for the Defense of Rivers.",
            &["It", "the Foundation for the Defense of Rivers [Foundation for the Defense of Rivers]"],
        );
    }

    #[test]
    fn particles_and_nicknames_stay_inside_names() {
        check("said Anneke van der Molen", &["Anneke van der Molen"]);
        check("Then Raymond “Bricks” Adeyo spoke.", &["Raymond “Bricks” Adeyo"]);
    }

    #[test]
    fn common_nouns_with_their_words() {
        check("Two senior officials told the newspaper so.", &["Two senior officials", "the newspaper"]);
        check("Some said so, most of the dockers did not.", &["Some", "most", "the dockers"]);
    }
}
