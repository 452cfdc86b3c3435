//! Ana Ruiz shook her head. “**Nobody asked us.**”: a quotation that is a sentence of its own, and whom the sentence before
//! it, or what stands before its colon, is about.

use super::clause::Clause;
use super::doc::{Doc, Phrase, PhraseKind, Quotation, Range};
use super::keep::KEEP_CUE;
use super::lexicon::{ascii_key, pronoun_in, tag, trait_of};
use super::quotes::Attribution;
use super::somebody::{is_plural, is_somebody};

/// How likely that is, where nothing else tells: see `ARCHITECTURE.md`.
pub const SURE_OF_SUBJECT: f32 = 0.8;
/// Fewer words may be a title or a sign.
const FEW: usize = 4;

/// Whom the sentence before quotation `number` is about, where that one attributes nothing itself and nothing near attributes
/// the quotation.
pub fn subject_before(
    doc: &Doc<'_>,
    number: usize,
    chosen: Attribution,
    clauses: &[Clause],
) -> Option<usize> {
    let before = told_before(doc, &doc.quotations[number])?;
    let own_words = doc.tokens[before.start..before.end].iter().all(|token| token.quotation == 0);
    let from = clauses.partition_point(|clause| clause.cue < before.start);
    let near = match chosen {
        Attribution::Clause(place) => clauses[place].cue >= before.start,
        Attribution::Continues | Attribution::Nobody => false,
        _ => true,
    };
    let attributes = clauses[from..]
        .iter()
        .take_while(|clause| clause.cue < before.end)
        .any(|clause| clause.likely >= KEEP_CUE && clause.source.is_some());
    let subject = subject(doc, before).filter(|_| own_words && !near && !attributes)?;
    // Who spoke before is *he* as likely as not.
    let other = doc.phrases[subject].kind != PhraseKind::Pronoun || chosen == Attribution::Nobody;
    other.then_some(subject)
}

/// The sentence before a quotation that is one itself, or what a colon parts from it: “Ruiz came to the door: “No.””
fn told_before(doc: &Doc<'_>, quotation: &Quotation) -> Option<Range> {
    let sentence = doc.sentence_of(quotation.outer.start);
    let colon = quotation.outer.start.checked_sub(1).filter(|colon| doc.tokens[*colon].is_mark(':'));
    if let Some(colon) = colon.filter(|colon| sentence.start < *colon) {
        let ends = quotation.outer.end + 1 >= sentence.end;
        return (ends && says(doc, quotation, FEW)).then_some(Range { start: sentence.start, end: colon });
    }
    let number = doc.tokens[quotation.outer.start].sentence as usize;
    let before = number.checked_sub(1).map(|before| doc.sentences[before])?;
    (before.paragraph == quotation.part && is_sentence(doc, quotation, FEW)).then_some(before.range)
}

/// Whether a quotation is a sentence of its own, or several, of `least` words, and nothing stands beside it in its sentence.
pub fn is_sentence(doc: &Doc<'_>, quotation: &Quotation, least: usize) -> bool {
    let outer = quotation.outer;
    let sentence = doc.sentence_of(outer.start);
    sentence.start == outer.start && outer.end + 1 >= sentence.end && says(doc, quotation, least)
}

/// Whether there are so many words between the marks, from a capital to a stop.
fn says(doc: &Doc<'_>, quotation: &Quotation, least: usize) -> bool {
    let tokens = &doc.tokens[quotation.inner.start..quotation.inner.end];
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let first = tokens.iter().find(|token| token.is_word());
    words >= least
        && first.is_some_and(|token| token.capital)
        && tokens.last().is_some_and(super::doc::Tok::is_stop)
}

/// The subject of a sentence, or somebody it is told *for*: “For Ana Ruiz, all was lost.”
fn subject(doc: &Doc<'_>, sentence: Range) -> Option<usize> {
    let first = doc.phrases.partition_point(|phrase| phrase.range.start < sentence.start);
    let opening = doc.phrases.get(first).filter(|phrase| phrase.range.end < sentence.end)?;
    let comma = doc.tokens[opening.range.end].is_mark(',');
    let opens = opening.range.start == sentence.start;
    let told_for =
        opening.range.start == sentence.start + 1 && doc.tokens[sentence.start].key == FOR && comma;
    let found = match () {
        () if told_for || opens && (comma || acts(doc, opening, sentence)) => Some(first),
        () if opens => None,
        () => behind_comma(doc, first, sentence),
    };
    found.filter(|number| !doc.phrases[*number].possessive && is_one(doc, &doc.phrases[*number]))
}

/// “Asked whether they talked at home, **Ruiz** laughed.”: the first phrase behind a comma that a verb follows.
fn behind_comma(doc: &Doc<'_>, first: usize, sentence: Range) -> Option<usize> {
    let inside = doc.phrases[first..].iter().take_while(|phrase| phrase.range.end < sentence.end);
    let subject =
        |phrase: &Phrase| doc.tokens[phrase.range.start - 1].is_mark(',') && acts(doc, phrase, sentence);
    inside
        .enumerate()
        .find(|(_, phrase)| phrase.range.start > sentence.start && subject(phrase))
        .map(|(at, _)| first + at)
}

/// Whether a verb follows a phrase, adverbs passed over.
fn acts(doc: &Doc<'_>, phrase: &Phrase, sentence: Range) -> bool {
    let next = doc.tokens[phrase.range.end..sentence.end].iter().find(|token| !token.is(tag::ADVERB));
    next.is_some_and(|token| token.is(tag::VERB | tag::AUXILIARY))
}

/// Whether a phrase means one human being.
fn is_one(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let head = &doc.tokens[phrase.head()];
    match phrase.kind {
        PhraseKind::Pronoun => matches!(pronoun_in(head.key), HE | SHE),
        PhraseKind::Name => {
            let bodies = trait_of::ORG_HEAD | trait_of::PLACE | trait_of::CALENDAR;
            !doc.tokens[phrase.core.start..phrase.core.end].iter().any(|token| token.has(bodies))
        }
        PhraseKind::Common => is_somebody(doc, phrase.head()) && !is_plural(doc, phrase.head()),
    }
}

const FOR: u64 = ascii_key("for");
const HE: u64 = ascii_key("he");
const SHE: u64 = ascii_key("she");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// Whose the last quotation is.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let article = article(text);
        let found = extract(&article);
        let speaker = found.statements.last().and_then(|last| last.speaker.as_ref());
        let name = speaker.and_then(|speaker| found.entity_of(speaker)).map(|entity| entity.name.as_str());
        assert_eq!(name, expected, "{text}");
    }

    #[test]
    fn whom_the_sentence_before_is_about() {
        check("It rained. Ana Ruiz shook her head. “Nobody asked us in March.”", Some("Ana Ruiz"));
        check("It rained. For Ana Ruiz, the year was lost. “I will have to sell.”", Some("Ana Ruiz"));
        check(
            "It rained. Asked whether it would last, Ana Ruiz laughed. “We will see about that.”",
            Some("Ana Ruiz"),
        );
        check(
            "It rained. Ana Ruiz came to the door after the vote: “Nobody asked us in March.”",
            Some("Ana Ruiz"),
        );
        let other = "“The bridge will fall,” said Ana Ruiz. Owen Lind, her deputy, was calmer. “It may stand a year.”";
        check(other, Some("Owen Lind"));
    }

    #[test]
    fn what_is_told_elsewhere_stays_so() {
        check("Ana Ruiz shook her head. “Nobody asked us in March,” Owen Lind said.", Some("Owen Lind"));
        check("It rained. A sign hung at the door: “Nobody asked us in March.”", None);
        check("It rained. The hall was silent. “Nobody asked us in March.”", None);
    }
}
