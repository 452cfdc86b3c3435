//! A line that names somebody, and below it what they said, as reactions are gathered:
//!
//! **Ana Ruiz, mayor of Harwick**
//! “The bridge will close.”

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::kinds_of_body::is_listed_body;
use super::label::is_mere_label;
use super::lexicon::{tag, trait_of};
use crate::model::ParagraphKind;

/// The rule's name.
pub const HEADING: &str = "heading";
/// How likely it is that the words are theirs: seen in few articles, so no curve is learned for it.
pub const SURE_OF_HEADING: f32 = 0.9;
/// More tokens are a sentence.
const LONGEST: usize = 30;
/// So many paragraphs of nothing but quotations one line may head.
const LONGEST_RUN: usize = 6;
/// A mere name may be a subhead: another line must head what somebody says, so many paragraphs off at most.
const NEAR: usize = 12;

/// Whose name stands above quotation `number`, where its paragraph is nothing but quoted: an index into [`Doc::phrases`].
pub fn headed(doc: &Doc<'_>, number: usize) -> Option<usize> {
    let part = doc.quotations[number].part;
    if !is_all_quoted(doc, part) {
        return None;
    }
    let from = part.saturating_sub(LONGEST_RUN);
    let line = (from..part).rev().find(|above| !is_all_quoted(doc, *above))?;
    let heading = heading(doc, line)?;
    (heading.says_who
        || (line.saturating_sub(NEAR)..=line + NEAR).any(|other| other != line && heads(doc, other)))
    .then_some(heading.name)
}

/// A line that names somebody.
struct Heading {
    /// An index into [`Doc::phrases`].
    name: usize,
    /// Whether it tells what they are, or ends with a colon.
    says_who: bool,
}

fn heads(doc: &Doc<'_>, part: usize) -> bool {
    part + 1 < doc.parts.len() && is_all_quoted(doc, part + 1) && heading(doc, part).is_some()
}

/// Whether a paragraph is nothing but quotations, a mark behind the last aside. Cost: the same for any paragraph.
fn is_all_quoted(doc: &Doc<'_>, part: usize) -> bool {
    let range = doc.parts[part].range;
    let own = range.end - range.start - doc.sums(range).quoted as usize;
    let ends_with_mark =
        || doc.tokens[range.end - 1].is(tag::MARK) && doc.tokens[range.end - 1].quotation == 0;
    range.start < range.end && (own == 0 || own == 1 && ends_with_mark())
}

/// “Ana Ruiz, mayor of Harwick”, “Ana Ruiz (Castellane Bank):”, “Ana Ruiz”.
fn heading(doc: &Doc<'_>, part: usize) -> Option<Heading> {
    let told =
        matches!(doc.parts[part].kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead);
    let line = doc.parts[part].range;
    if !told || line.end - line.start > LONGEST {
        return None;
    }
    let first = doc.phrases.partition_point(|phrase| phrase.range.start < line.start);
    let phrase =
        doc.phrases.get(first).filter(|phrase| names(doc, phrase) && phrase.range.start == line.start)?;
    let behind = &doc.tokens[phrase.range.end..line.end];
    let parts = behind.first().is_none_or(|next| PARTING.iter().any(|mark| next.is_mark(*mark)));
    let tells_more = |token: &Tok| {
        token.quotation != 0 || token.is_stop() || token.is(tag::AUXILIARY) || token.has(trait_of::CALENDAR)
    };
    let says_who = behind.iter().any(Tok::is_word) || behind.last().is_some_and(|last| last.is_mark(':'));
    if !parts || behind.iter().any(tells_more) || phrase.possessive || !says_who && !behind.is_empty() {
        return None;
    }
    Some(Heading { name: beside(doc, first, line).unwrap_or(first), says_who })
}

/// “Castellane Bank, **Ana Ruiz**”, “Castellane Bank (**Ana Ruiz**)”: who stands behind a name that is no person's.
fn beside(doc: &Doc<'_>, first: usize, line: Range) -> Option<usize> {
    let given = |phrase: &Phrase| {
        phrase.core.end > phrase.core.start + 1 && doc.tokens[phrase.core.start].has(trait_of::GIVEN)
    };
    let second =
        doc.phrases.get(first + 1).filter(|phrase| names(doc, phrase) && phrase.range.end <= line.end)?;
    let adjoins = second.range.start == doc.phrases[first].range.end + 1;
    let body = |phrase: &Phrase| {
        let words = &doc.tokens[phrase.core.start..phrase.core.end];
        doc.tokens[phrase.head()].has(trait_of::ORG_HEAD)
            || is_listed_body(words.iter().map(|token| token.key))
    };
    let other = body(&doc.phrases[first]) && !body(second) || given(second) && !given(&doc.phrases[first]);
    (adjoins && other).then_some(first + 1)
}

fn names(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    phrase.kind == PhraseKind::Name && !is_mere_label(doc, phrase)
}

/// What parts a name from what is told of it.
const PARTING: [char; 6] = [',', ':', '(', '—', '–', '-'];

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// Who is named as the speaker of each statement.
    #[track_caller]
    fn check(text: &str, expected: &[Option<&str>]) {
        let found = extract(&article(text));
        let who = |statement| found.speaker_of(statement).map(|entity| entity.name.as_str());
        let told: Vec<Option<&str>> = found.statements.iter().map(who).collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn who_heads_a_quotation_says_it() {
        check(
            "Here is what was said of the bridge.\n\nAna Ruiz, chief economist at Castellane Bank\n\n“It will close, and \
             nobody will miss it.”\n\n“I shall not.”\n\nBo Lind (Lind Research):\n\n“It will stay open.”",
            &[Some("Ana Ruiz"), Some("Ana Ruiz"), Some("Bo Lind")],
        );
        check(
            "Banks liked it.\n\nCastellane Bank, Mary Orr\n\n“It was a solid quarter for the bridge.”",
            &[Some("Mary Orr")],
        );
        check(
            "Banks liked it.\n\nMorgan Stanley, Mary Orr\n\n“It was a solid quarter for the bridge.”",
            &[Some("Mary Orr")],
        );
        check(
            "Banks liked it.\n\nVerdal Securities (Pell Jorun-vik)\n\n“It was a solid quarter for the bridge.”",
            &[Some("Pell Jorun-vik")],
        );
    }

    #[test]
    fn a_mere_name_heads_one_where_others_do() {
        check(
            "Here is what was said.\n\nAna Ruiz\n\n“It will close this winter.”\n\nBo Lind\n\n“It will stay open.”",
            &[Some("Ana Ruiz"), Some("Bo Lind")],
        );
        check("The bridge reopened.\n\nAna Ruiz\n\n“It will close this winter.”", &[None]);
    }

    #[test]
    fn a_sentence_or_a_day_heads_nothing() {
        check("The bridge is old.\n\nHarwick, Monday\n\n“It will close this winter.”", &[None]);
        check("Set it up so:\n\nSub ReplaceSpaces()\n\n“It is for all of them to see here.”", &[None]);
        check("The bridge is old.\n\nAna Ruiz is gone.\n\n“It will close this winter.”", &[None]);
    }
}
