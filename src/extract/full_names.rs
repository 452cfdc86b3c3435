//! Names that phrases cut short: “Moody’s said”, where nothing is *Moody*’s; “Standard & Poor’s”, where a sentence begins
//! with a word that need be no name.
//!
//! What was said is found before, by phrases as they were learned from; who said it is told by whole names.

use hashbrown::HashMap;

use super::doc::{Doc, Phrase, PhraseKind, Range};
use super::lexicon::{ascii_key, key, trait_of};
use super::phrases::names_body;
use crate::model::Span;
use crate::text::TokenKind;

/// The same document with whole names; nothing where no name was cut short. Cost: a look at each phrase.
pub(super) fn in_full<'a>(doc: &Doc<'a>) -> Option<Doc<'a>> {
    let mut phrases: Option<Vec<Phrase>> = None;
    // Whether somebody bears a word as a surname.
    let mut borne: HashMap<u64, bool, foldhash::fast::FixedState> = HashMap::default();
    for number in 0..doc.phrases.len() {
        let phrase = &doc.phrases[number];
        if phrase.kind != PhraseKind::Name {
            continue;
        }
        let front = joined_front(doc, phrase);
        let surname = doc.tokens[phrase.core.end - 1].key;
        let has_ending = has_own_ending(doc, phrase)
            && !*borne
                .entry(surname)
                .or_insert_with(|| doc.phrases.iter().any(|other| bears(doc, other, surname)));
        if front.is_none() && !has_ending {
            continue;
        }
        let phrases = phrases.get_or_insert_with(|| doc.phrases.clone());
        if let Some(front) = front {
            (phrases[number].range.start, phrases[number].core.start) = (front, front);
        }
        if has_ending {
            let start = phrases[number].core.start;
            phrases[number].range.end += 1;
            phrases[number].core.end += 1;
            phrases[number].possessive = false;
            if let Some(next) = phrases.get_mut(number + 1).filter(|next| goes_on(doc, phrase.core, next)) {
                (next.range.start, next.core.start) = (start, start);
            }
        }
    }
    phrases.map(|phrases| Doc { phrases, ..doc.clone() })
}

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
    fn what_somebody_has_is_theirs() {
        check("Ana Macy left on Monday. Macy's lawyer said she would return.", "Macy’s lawyer");
    }
}
