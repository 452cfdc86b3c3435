//! Interviews and debates written as turns: “Mia Orr: Because they never ask for a rise.”
//!
//! A paragraph that begins with a name and a colon is what that person says, where others begin so too, in turn. The
//! paragraphs between one label and the next go on with it.

use hashbrown::HashMap;

use super::doc::{Doc, PhraseKind, Range};
use super::label::is_mere_label;
use crate::model::{ParagraphKind, Span};

/// How many tokens a label has at most: “Dr. Mia van der Orr”.
const LONGEST_LABEL: usize = 5;
/// So many turns there must be.
const FEWEST: usize = 4;
/// How many paragraphs without a label go on with a turn.
const LONGEST_TURN: usize = 6;

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
    phrase: usize,
    words: usize,
}

/// The turns of an article; none where it is not written so. Cost: linear in the paragraphs.
pub fn turns(doc: &Doc<'_>) -> Vec<Turn> {
    let parts = doc.parts.iter().enumerate();
    // A short question looks like a subhead.
    let is_told = |kind| matches!(kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead);
    let told = parts.filter(|(_, part)| is_told(part.kind));
    let labels: Vec<Label> = told.filter_map(|(number, part)| label(doc, number, part.range)).collect();
    if !is_in_turns(&labels) {
        return Vec::new();
    }
    let mut firsts: HashMap<u64, usize, foldhash::fast::FixedState> = HashMap::default();
    let mut out = Vec::new();
    for (place, label) in labels.iter().enumerate() {
        let next = labels.get(place + 1).map_or(label.part + 1, |next| next.part);
        let first_label = *firsts.entry(label.key).or_insert(label.phrase);
        let turn = |range: Range, goes_on: bool| Turn {
            span: doc.span(range),
            label: label.phrase,
            first_label,
            goes_on,
        };
        out.push(turn(Range { start: label.words, end: doc.parts[label.part].range.end }, false));
        for part in doc.parts.iter().take(next).skip(label.part + 1).take(LONGEST_TURN) {
            if part.kind == ParagraphKind::Body && part.range.start < part.range.end {
                out.push(turn(part.range, true));
            }
        }
    }
    out.retain(|turn| !turn.span.is_empty());
    out
}

/// Whether two or more speak in turn, one of them more than once.
fn is_in_turns(labels: &[Label]) -> bool {
    let mut counts: HashMap<u64, usize, foldhash::fast::FixedState> = HashMap::default();
    for label in labels {
        *counts.entry(label.key).or_insert(0) += 1;
    }
    let changes = labels.windows(2).filter(|two| two[0].key != two[1].key).count();
    labels.len() >= FEWEST
        && counts.len() > 1
        && changes * 2 >= labels.len()
        && counts.values().any(|count| *count > 1)
}

/// “Mia Orr:”, “ORR:”; of “Q:” and “A:” nobody can tell who they are.
fn label(doc: &Doc<'_>, part: usize, range: Range) -> Option<Label> {
    let first = doc.tokens.get(range.start).filter(|_| range.start < range.end)?;
    let reach = range.start + 1..range.end.min(range.start + 1 + LONGEST_LABEL);
    let colon = reach.into_iter().find(|at| doc.tokens[*at].is_mark(':'))?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < colon);
    let phrase = doc.phrases.get(number).filter(|phrase| phrase.range.end == colon)?;
    let named = phrase.kind == PhraseKind::Name && phrase.range.start == range.start && first.quotation == 0;
    let key = doc.tokens[phrase.head()].key;
    (named && !is_mere_label(doc, phrase)).then(|| Label { part, key, phrase: number, words: colon + 1 })
}

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
    }

    #[test]
    fn a_line_with_a_colon_is_no_turn() {
        check("Ana Ruiz: the bridge is safe.\n\nThe council meets on Monday.", expect![[r#""#]]);
    }
}
