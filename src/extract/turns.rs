//! Interviews and debates written as turns: “Mia Orr: Because they never ask for a rise.”
//!
//! A paragraph that begins with a name and a colon is what that person says, where others begin so too, in turn. The
//! paragraphs between one label and the next go on with it. “Q:” and “A:” are nobody whom the article tells.

use hashbrown::HashMap;

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::label::is_mere_label;
use super::lexicon::{ascii_key, key, keys};
use crate::model::{ParagraphKind, Span};
use crate::text::TokenKind;

/// How many tokens a label has at most: “Dr. Mia van der Orr”.
const LONGEST_LABEL: usize = 5;
/// How many tokens a label has at most that tells an office as well: “MIA ORR, HARROW RADIO SENIOR CORRESPONDENT:”.
const LONGEST_OFFICE: usize = 12;
/// So many turns there must be.
const FEWEST: usize = 4;
/// How many paragraphs without a label go on with a turn.
const LONGEST_TURN: usize = 6;

/// So many marks open a label that has no colon, and so many close it: “((Mia Orr))”.
const PARENTHESES: usize = 2;
/// The rule's name.
pub const TURN: &str = "turn";
/// How likely it is that a turn is told right: seen in few articles, so no curve is learned for it.
pub const SURE_OF_TURNS: f32 = 0.9;

/// What somebody says in a turn of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The words, the label left off.
    pub span: Span,
    /// The phrase of the label.
    pub label: usize,
    /// That of the first label with this name: “Orr” is who it was at first, whoever is talked about.
    pub first_label: usize,
    /// Whether the paragraph goes on with what one before began.
    pub goes_on: bool,
}

/// A paragraph's label and where the words behind it begin.
struct Label {
    part: usize,
    key: u64,
    /// The name; nothing where it is “Q” or “A”.
    phrase: Option<usize>,
    words: usize,
}

/// The turns of an article, without those of nobody; none where it is not written so. Cost: linear in the paragraphs.
pub fn turns(doc: &Doc<'_>) -> Vec<Turn> {
    let parts = doc.parts.iter().enumerate();
    // A short question looks like a subhead.
    let is_told = |kind| matches!(kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead);
    let told = parts.filter(|(_, part)| is_told(part.kind));
    let mut labels: Vec<Label> =
        told.filter_map(|(number, part)| read_label(doc, number, part.range)).collect();
    tell_namesakes_apart(doc, &mut labels);
    if !is_in_turns(&labels) {
        return Vec::new();
    }
    let spelled_out = spelled_out(doc, labels.first().map_or(0, |first| doc.parts[first.part].range.start));
    let mut firsts = Counts::default();
    let mut out = Vec::new();
    for (place, label) in labels.iter().enumerate() {
        let next = labels.get(place + 1).map_or(label.part + 1, |next| next.part);
        let Some(phrase) = label.phrase else { continue };
        let whole = spelled_out.get(&label.key).filter(|_| is_in_capitals(doc, phrase));
        let first_label = *firsts.entry(label.key).or_insert(whole.copied().unwrap_or(phrase));
        let turn =
            |range: Range, goes_on: bool| Turn { span: doc.span(range), label: phrase, first_label, goes_on };
        out.push(turn(Range { start: label.words, end: doc.parts[label.part].range.end }, false));
        for part in doc.parts.iter().take(next).skip(label.part + 1).take(LONGEST_TURN) {
            if part.kind == ParagraphKind::Body
                && !is_signature(doc, part.range)
                && !is_stage_direction(doc, part.range)
            {
                out.push(turn(part.range, true));
            }
        }
    }
    out.retain(|turn| !turn.span.is_empty());
    out
}

/// “— Mia Orr”, below words that are set large; or nothing at all.
fn is_signature(doc: &Doc<'_>, range: Range) -> bool {
    let dash = doc.tokens.get(range.start).is_some_and(|token| matches!(token.mark, '—' | '–' | '-'));
    range.start >= range.end || dash && name_between(doc, range.start + 1, range.end).is_some()
}

/// A number for each label, by its key.
type Counts = HashMap<u64, usize, foldhash::fast::FixedState>;

/// “Mia Orr:” and “Orr:” are one, “Mia Orr:” and “Ada Orr:” two. Cost: linear in the labels.
fn tell_namesakes_apart(doc: &Doc<'_>, labels: &mut [Label]) {
    let mut firsts = Counts::default();
    for label in labels {
        let Some(phrase) = label.phrase else { continue };
        let first = *firsts.entry(label.key).or_insert(phrase);
        let keys = |phrase: usize| {
            let core = doc.phrases[phrase].core;
            doc.tokens[core.start..core.end].iter().rev().map(|token| token.key)
        };
        if keys(first).zip(keys(phrase)).any(|(one, other)| one != other) {
            label.key = key(doc.words(doc.phrases[phrase].core));
        }
    }
}

/// Whether two or more speak in turn, most of them more than once: of things in a list each has a label of its own.
fn is_in_turns(labels: &[Label]) -> bool {
    let mut counts = Counts::default();
    for label in labels {
        *counts.entry(label.key).or_insert(0) += 1;
    }
    let again = labels.iter().filter(|label| counts.get(&label.key).is_some_and(|count| *count > 1)).count();
    let changes = labels.windows(2).filter(|two| two[0].key != two[1].key).count();
    labels.len() >= FEWEST && counts.len() > 1 && changes * 2 >= labels.len() && again * 2 >= labels.len()
}

/// “Mia Orr:”, “ORR:”, “((Mia Orr))”, “Q:”
fn read_label(doc: &Doc<'_>, part: usize, range: Range) -> Option<Label> {
    let reach = &doc.tokens[range.start..range.end.min(range.start + LONGEST_LABEL)];
    let label = |key, phrase, behind: usize| {
        let colons = doc.tokens[behind..range.end].iter().take_while(|token| token.is_mark(':')).count();
        Some(Label { part, key, phrase, words: behind + colons })
    };
    if let [first, mark, ..] = reach
        && mark.is_mark(':')
        && [Q, A].contains(&first.key)
    {
        return label(first.key, None, range.start + 1);
    }
    let opening = reach.iter().take_while(|token| token.is_mark('(')).count();
    let mark = match opening {
        0 => ':',
        PARENTHESES => ')',
        _ => return None,
    };
    let end = reach.iter().position(|token| token.is_mark(mark)).map(|at| range.start + at);
    let (phrase, end) = end
        .and_then(|end| Some((name_between(doc, range.start + opening, end)?, end)))
        .or_else(|| with_office(doc, range).filter(|_| opening == 0))?;
    let key = doc.tokens[doc.phrases[phrase].head()].key;
    label(key, Some(phrase), behind_manner(doc, Range { start: end + opening.max(1), ..range }))
}

/// “**MIA ORR, HOST:**”, “**MIA ORR (on camera):**”: a name in capitals, and what stands with it before the colon.
fn with_office(doc: &Doc<'_>, range: Range) -> Option<(usize, usize)> {
    let front = Range { end: range.end.min(range.start + LONGEST_OFFICE), ..range };
    let colon = (front.start..front.end).find(|at| doc.tokens[*at].is_mark(':'))?;
    let parts = |at: &usize| doc.tokens[*at].is_mark(',') || doc.tokens[*at].is_mark('(');
    let end = (front.start..colon).find(parts)?;
    let phrase = name_between(doc, front.start, end)?;
    let capitals = |at: usize| !doc.tokens[at].span.of(doc.text).chars().any(char::is_lowercase);
    let bracketed = doc.tokens[end].is_mark('(') && doc.tokens[colon - 1].is_mark(')');
    let office = bracketed || (end..colon).all(capitals);
    ((front.start..end).all(capitals) && office).then_some((phrase, colon))
}

/// “**(Through interpreter)** I have a dog.”, “**(LAUGHTER)**”: where the words begin behind how they are said.
fn behind_manner(doc: &Doc<'_>, words: Range) -> usize {
    let opens =
        doc.tokens.get(words.start).is_some_and(|token| words.start < words.end && token.is_mark('('));
    let inside = words.start..words.end.min(words.start + LONGEST_LABEL);
    let close = inside.clone().find(|at| opens && doc.tokens[*at].is_mark(')'));
    let close = close.filter(|close| is_manner(doc, &doc.tokens[words.start + 1..*close]));
    close.map_or(words.start.min(words.end), |close| close + 1)
}

/// “(**LAUGHTER**)”, “(**through interpreter**)”, and neither “(in May 2019)” nor “(40)”: what brackets tell of how it was said.
fn is_manner(doc: &Doc<'_>, inside: &[Tok]) -> bool {
    let in_capitals = inside.iter().all(|token| !token.span.of(doc.text).chars().any(char::is_lowercase));
    let number = inside.iter().any(|token| token.kind == TokenKind::Number);
    let listed = inside.first().is_some_and(|first| MANNERS.contains(&first.key));
    (in_capitals || listed) && !number
}

/// “(SOUNDBITE OF MUSIC)”: a paragraph that nobody says.
fn is_stage_direction(doc: &Doc<'_>, range: Range) -> bool {
    let words = &doc.tokens[range.start..range.end];
    matches!(words, [open, inside @ .., close]
        if open.is_mark('(') && close.is_mark(')') && inside.iter().all(|token| !token.span.of(doc.text).chars().any(char::is_lowercase)))
}

/// The names before the first label, by their initials, as far as these are one person's: “MO:” is Mia Orr. Cost: linear.
fn spelled_out(doc: &Doc<'_>, end: usize) -> Counts {
    let mut found: HashMap<u64, Option<usize>, foldhash::fast::FixedState> = HashMap::default();
    let before = doc.phrases.iter().take_while(|phrase| phrase.range.end <= end).enumerate();
    for (number, phrase) in before.filter(|(_, phrase)| phrase.kind == PhraseKind::Name) {
        let initials: String =
            capitals(doc, phrase).filter_map(|token| token.span.of(doc.text).chars().next()).collect();
        let known = found.entry(key(&initials)).or_insert(Some(number));
        let keys = |phrase| capitals(doc, phrase).map(|token| token.key);
        *known = known.filter(|first| keys(&doc.phrases[*first]).eq(keys(phrase)));
    }
    found.into_iter().filter_map(|(initials, number)| Some((initials, number?))).collect()
}

/// “MO”, which may be initials, as “Mo” is not.
fn is_in_capitals(doc: &Doc<'_>, phrase: usize) -> bool {
    doc.words(doc.phrases[phrase].range).chars().all(char::is_uppercase)
}

/// The words of a name that have a capital.
fn capitals<'a>(doc: &'a Doc<'_>, phrase: &Phrase) -> impl Iterator<Item = &'a Tok> {
    doc.tokens[phrase.core.start..phrase.core.end].iter().filter(|token| token.capital)
}

/// The name that these tokens are, all of them.
fn name_between(doc: &Doc<'_>, start: usize, end: usize) -> Option<usize> {
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < end);
    let phrase = doc.phrases.get(number).filter(|phrase| phrase.range == Range { start, end })?;
    let named = phrase.kind == PhraseKind::Name && doc.tokens[start].quotation == 0;
    (named && !is_mere_label(doc, phrase)).then_some(number)
}

/// What begins to tell how something was said.
const MANNERS: [u64; 10] = keys([
    "through",
    "laughing",
    "laughs",
    "laughter",
    "on",
    "off",
    "speaking",
    "singing",
    "crosstalk",
    "interpreter",
]);
const Q: u64 = ascii_key("q");
const A: u64 = ascii_key("a");

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use crate::extract::extract;
    use crate::extract::testing::article;

    #[track_caller]
    fn check(text: &str, expected: Expect) {
        let found = extract(&article(text));
        let mut out = String::new();
        for statement in &found.statements {
            let entity = found.speaker_of(statement).map(|entity| entity.name.as_str());
            let said = statement.span.of(text);
            out.push_str(&format!("{}: {said} [{}]\n", entity.unwrap_or("?"), statement.rule));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn each_says_what_stands_behind_the_name() {
        check(
            "A talk with a puppeteer\n\nThe Courier met Mia Orr, who carves puppets.\n\nAda Low: Why puppets?\n\nMia Orr: \
             Because they never ask for a rise.\n\nI love wood.\n\nADA LOW: Did she say so?\n\nORR: She did.",
            expect![[r#"
                Ada Low: Why puppets? [turn]
                Mia Orr: Because they never ask for a rise. [turn]
                Mia Orr: I love wood. [turn]
                Ada Low: Did she say so? [turn]
                Mia Orr: She did. [turn]
            "#]],
        );
    }

    #[test]
    fn a_label_means_whom_it_meant_at_first() {
        check(
            "The Courier met Gwen Pryce, the novelist.\n\nVarga: Have you met Owen Pryce?\n\nPryce: Twice.\n\nVarga: \
             Do you like Owen Pryce?\n\nPryce: We had the soup.",
            expect![[r#"
                Varga: Have you met Owen Pryce? [turn]
                Gwen Pryce: Twice. [turn]
                Varga: Do you like Owen Pryce? [turn]
                Gwen Pryce: We had the soup. [turn]
            "#]],
        );
    }

    #[test]
    fn questions_and_answers_without_names_are_nobodys() {
        check(
            "Q: Why puppets?\n\nA: Because they never ask for a rise.\n\nQ: And the wood?\n\nA: I love it.",
            expect![""],
        );
        check(
            "Q: Why puppets?\n\nOrr: Because they never ask.\n\nQ: And the wood?\n\nMia Orr: I love it.",
            expect![[r#"
                Mia Orr: Because they never ask. [turn]
                Mia Orr: I love it. [turn]
            "#]],
        );
    }

    #[test]
    fn a_signature_is_not_said() {
        check(
            "Ada Low met Mia Orr.\n\nLow: Why puppets?\n\nOrr: I love wood.\n\n—Mia Orr\n\nLow: Why wood?\n\nOrr: It is old.",
            expect![[r#"
                Ada Low: Why puppets? [turn]
                Mia Orr: I love wood. [turn]
                Ada Low: Why wood? [turn]
                Mia Orr: It is old. [turn]
            "#]],
        );
    }

    #[test]
    fn broadcasts_are_written_in_capitals() {
        check(
            "A talk about puppets\n\nADA VARGA, HOST: With us is Mia Orr.\n\nMIA ORR (on camera): (Through interpreter) They \
             never ask for a rise.\n\n(LAUGHTER)\n\nVARGA: Did she say so?\n\nORR: She did.",
            expect![[r#"
                ADA VARGA: With us is Mia Orr. [turn]
                Mia Orr: They never ask for a rise. [turn]
                ADA VARGA: Did she say so? [turn]
                Mia Orr: She did. [turn]
            "#]],
        );
    }

    #[test]
    fn brackets_may_be_part_of_what_is_said() {
        check(
            "A talk about puppets\n\nADA VARGA: Why puppets?\n\nMIA ORR: (In May 2019) we left the quay.\n\nVARGA: How \
             many?\n\nORR: (40) per cent.\n\nVARGA: All?\n\nORR: (Not me) they left.",
            expect![[r#"
                ADA VARGA: Why puppets? [turn]
                MIA ORR: (In May 2019) we left the quay. [turn]
                ADA VARGA: How many? [turn]
                MIA ORR: (40) per cent. [turn]
                ADA VARGA: All? [turn]
                MIA ORR: (Not me) they left. [turn]
            "#]],
        );
    }

    #[test]
    fn initials_are_whose_name_they_are() {
        check(
            "Ada Low met Mia Orr, who carves puppets.\n\nAL: Why puppets?\n\nMO: They never ask for a rise.\n\nAL: Did she \
             say so?\n\nMO: She did.",
            expect![[r#"
                Ada Low: Why puppets? [turn]
                Mia Orr: They never ask for a rise. [turn]
                Ada Low: Did she say so? [turn]
                Mia Orr: She did. [turn]
            "#]],
        );
        check(
            "Ada Low met Mia Orr and Max Olsen.\n\nAL: Why puppets?\n\nMO: They never ask for a rise.\n\nAL: And \
             wood?\n\nMO: I love it.",
            expect![[r#"
                Ada Low: Why puppets? [turn]
                MO: They never ask for a rise. [turn]
                Ada Low: And wood? [turn]
                MO: I love it. [turn]
            "#]],
        );
    }

    #[test]
    fn a_given_name_is_no_initials() {
        check(
            "Ada Low met Mia Orr.\n\nLow: Why puppets?\n\nMo: They never ask for a rise.\n\nLow: And wood?\n\nMo: I love it.",
            expect![[r#"
                Ada Low: Why puppets? [turn]
                Mo: They never ask for a rise. [turn]
                Ada Low: And wood? [turn]
                Mo: I love it. [turn]
            "#]],
        );
    }

    #[test]
    fn a_label_may_stand_between_marks() {
        check(
            "((Ada Low))  Why puppets?\n\n((Mia Orr))  They never ask for a rise.\n\n((Ada Low)) : Did she say so?\n\n((Mia Orr)) \
             She did.",
            expect![[r#"
                Ada Low: Why puppets? [turn]
                Mia Orr: They never ask for a rise. [turn]
                Ada Low: Did she say so? [turn]
                Mia Orr: She did. [turn]
            "#]],
        );
    }

    #[test]
    fn namesakes_have_turns_of_their_own() {
        check(
            "Mia Orr: It is late.\n\nAda Orr: It is not.\n\nMia Orr: I am tired.\n\nAda Orr: I am not.",
            expect![[r#"
                Mia Orr: It is late. [turn]
                Ada Orr: It is not. [turn]
                Mia Orr: I am tired. [turn]
                Ada Orr: I am not. [turn]
            "#]],
        );
    }

    #[test]
    fn things_in_a_list_do_not_speak() {
        check(
            "Harrow Kettle: It boils.\n\nVarga Lamp: It shines.\n\nOkoro Kettle: It whistles.\n\nOrton Chair: It stands.\n\n\
             Pryce Table: It is round.",
            expect![[r#""#]],
        );
    }

    #[test]
    fn a_line_with_a_colon_is_no_turn() {
        check("Ana Ruiz: the bridge is safe.\n\nThe council meets on Monday.", expect![[r#""#]]);
    }
}
