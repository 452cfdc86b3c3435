//! Interviews and debates written as turns: “Mia Orr: Because they never ask for a rise.”
//!
//! A paragraph that begins with a name and a colon is what that person says, where others begin so too, in turn. The
//! paragraphs between one label and the next go on with it. “A:” is whoever is interviewed
//! ([`interview`](super::interview)), “Q:” nobody whom the article tells.

use hashbrown::HashMap;

use super::doc::{Doc, Phrase, PhraseKind, Range, Tok};
use super::label::is_mere_label;
use super::lexicon::{key, keys};
use crate::model::{ParagraphKind, Span};

/// How many tokens a label has at most: “Dr. Mia van der Orr”.
const LONGEST_LABEL: usize = 5;
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
    /// Who says them.
    pub voice: Voice,
    /// Whether the paragraph goes on with what one before began.
    pub goes_on: bool,
}

/// Whom a label tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// “Orr:”
    Named {
        /// The phrase of the label.
        label: usize,
        /// That of the first label with this name: “Orr” is who it was at first, whoever is talked about.
        first_label: usize,
    },
    /// “A:”, the token.
    Answer(usize),
    /// “Q:”
    Question,
}

/// A paragraph's label and where the words behind it begin.
struct Label {
    part: usize,
    key: u64,
    voice: Voice,
    words: usize,
}

/// The turns of an article, without those that only ask; none where it is not written so. Cost: linear in the paragraphs.
pub fn turns(doc: &Doc<'_>) -> Vec<Turn> {
    let parts = doc.parts.iter().enumerate();
    // A short question looks like a subhead.
    let is_told = |kind| matches!(kind, ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead);
    let told = parts.filter(|(_, part)| is_told(part.kind));
    let labels: Vec<Label> = told.filter_map(|(number, part)| read_label(doc, number, part.range)).collect();
    if !is_in_turns(&labels) {
        return Vec::new();
    }
    let spelled_out = spelled_out(doc, labels.first().map_or(0, |first| doc.parts[first.part].range.start));
    let mut firsts = Counts::default();
    let mut out = Vec::new();
    for (place, label) in labels.iter().enumerate() {
        let next = labels.get(place + 1).map_or(label.part + 1, |next| next.part);
        let voice = match label.voice {
            Voice::Question => continue,
            Voice::Answer(token) => Voice::Answer(token),
            Voice::Named { label: phrase, .. } => {
                let whole = spelled_out.get(&label.key).filter(|_| is_in_capitals(doc, phrase));
                let first = whole.copied().unwrap_or(phrase);
                Voice::Named { label: phrase, first_label: *firsts.entry(label.key).or_insert(first) }
            }
        };
        let turn = |range: Range, goes_on: bool| Turn { span: doc.span(range), voice, goes_on };
        out.push(turn(Range { start: label.words, end: doc.parts[label.part].range.end }, false));
        for part in doc.parts.iter().take(next).skip(label.part + 1).take(LONGEST_TURN) {
            if part.kind == ParagraphKind::Body && !is_signature(doc, part.range) {
                out.push(turn(part.range, true));
            }
        }
    }
    let talk = out.iter().any(|turn| matches!(turn.voice, Voice::Answer(_)) && has_own_i(doc, turn.span));
    out.retain(|turn| !turn.span.is_empty() && (talk || !matches!(turn.voice, Voice::Answer(_))));
    out
}

/// Whether whoever answers speaks of themselves: what to do and where to go a paper itself tells in answers.
fn has_own_i(doc: &Doc<'_>, words: Span) -> bool {
    let from = doc.tokens.partition_point(|token| token.span.start < words.start);
    let mut tokens = doc.tokens[from..].iter().take_while(|token| token.span.end <= words.end);
    tokens.any(|token| token.quotation == 0 && I.contains(&token.key))
}

/// “— Mia Orr”, below words that are set large; or nothing at all.
fn is_signature(doc: &Doc<'_>, range: Range) -> bool {
    let dash = doc.tokens.get(range.start).is_some_and(|token| matches!(token.mark, '—' | '–' | '-'));
    range.start >= range.end || dash && name_between(doc, range.start + 1, range.end).is_some()
}

/// A number for each label, by its key.
type Counts = HashMap<u64, usize, foldhash::fast::FixedState>;

/// Whether two or more speak in turn, most of them more than once: of things in a list each has a label of its own.
fn is_in_turns(labels: &[Label]) -> bool {
    let mut counts = Counts::default();
    for label in labels {
        *counts.entry(label.key).or_insert(0) += 1;
    }
    let changes = labels.windows(2).filter(|two| two[0].key != two[1].key).count();
    // Without questions “A. Orr” begins with an initial.
    let answered = |counts: &Counts| counts.contains_key(&QUESTION[0]) || !counts.contains_key(&ANSWER[0]);
    labels.len() >= FEWEST
        && answered(&counts)
        && counts.len() > 1
        && changes * 2 >= labels.len()
        && counts.len() * 2 <= labels.len() + 1
}

/// “Mia Orr:”, “ORR:”, “((Mia Orr))”, “Q:”, “A.”
fn read_label(doc: &Doc<'_>, part: usize, range: Range) -> Option<Label> {
    let reach = &doc.tokens[range.start..range.end.min(range.start + LONGEST_LABEL)];
    let label = |key, voice, behind: usize| {
        let colons = doc.tokens[behind..range.end].iter().take_while(|token| token.is_mark(':')).count();
        Some(Label { part, key, voice, words: behind + colons })
    };
    if let Some((first, behind)) = letter(doc, range) {
        if QUESTION.contains(&first) {
            return label(QUESTION[0], Voice::Question, behind);
        }
        if ANSWER.contains(&first) {
            return label(ANSWER[0], Voice::Answer(range.start), behind);
        }
    }
    let opening = reach.iter().take_while(|token| token.is_mark('(')).count();
    let mark = match opening {
        0 => ':',
        PARENTHESES => ')',
        _ => return None,
    };
    let end = range.start + reach.iter().position(|token| token.is_mark(mark))?;
    let phrase = name_between(doc, range.start + opening, end)?;
    let key = doc.tokens[doc.phrases[phrase].head()].key;
    label(key, Voice::Named { label: phrase, first_label: phrase }, range.end.min(end + opening.max(1)))
}

/// The names before the first label, by their initials, as far as these are one person's: “MO:” is Mia Orr. Cost: linear.
fn spelled_out(doc: &Doc<'_>, end: usize) -> Counts {
    let mut found: HashMap<u64, Option<usize>, foldhash::fast::FixedState> = HashMap::default();
    let before = doc.phrases.iter().take_while(|phrase| phrase.range.end <= end).enumerate();
    for (number, phrase) in before.filter(|(_, phrase)| phrase.kind == PhraseKind::Name) {
        let initials: String =
            capitals(doc, phrase).filter_map(|token| token.span.of(doc.text).chars().next()).collect();
        let known = found.entry(key(&initials.to_lowercase())).or_insert(Some(number));
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

/// Whether a paragraph begins with “Q:”.
pub fn is_asked(doc: &Doc<'_>, range: Range) -> bool {
    letter(doc, range).is_some_and(|(first, _)| QUESTION.contains(&first))
}

/// “Q:”, “Q.”: the key of a word before a mark, and the token behind both.
fn letter(doc: &Doc<'_>, range: Range) -> Option<(u64, usize)> {
    let [first, mark] = doc.tokens.get(range.start..range.end.min(range.start + 2))? else { return None };
    let parted = mark.is_mark(':') || mark.is_mark('.');
    let with_point = first.span.of(doc.text).ends_with('.');
    (parted || with_point).then(|| (first.key, range.start + 1 + usize::from(parted)))
}

/// The name that these tokens are, all of them.
fn name_between(doc: &Doc<'_>, start: usize, end: usize) -> Option<usize> {
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < end);
    let phrase = doc.phrases.get(number).filter(|phrase| phrase.range == Range { start, end })?;
    let named = phrase.kind == PhraseKind::Name && doc.tokens[start].quotation == 0;
    (named && !is_mere_label(doc, phrase)).then_some(number)
}

/// What somebody calls themselves.
pub const I: [u64; 3] = keys(["i", "me", "my"]);
const QUESTION: [u64; 2] = keys(["q", "question"]);
const ANSWER: [u64; 2] = keys(["a", "answer"]);

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
    fn answers_are_whoever_is_interviewed() {
        let talk = "Q: Why puppets?\n\nA: Because they never ask for a rise.\n\nI love wood.\n\nQ. Has Owen Pryce seen them?\n\n\
                    A. He said he had.";
        check(
            &format!("The Courier met Mia Orr, who carves puppets.\n\n{talk}"),
            expect![[r#"
                Mia Orr: Because they never ask for a rise. [turn]
                Mia Orr: I love wood. [turn]
                Mia Orr: He said he had. [turn]
            "#]],
        );
        check(
            talk,
            expect![[r#"
            ?: Because they never ask for a rise. [turn]
            ?: I love wood. [turn]
            ?: He said he had. [turn]
        "#]],
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
    fn a_paper_s_own_answers_are_nobody_s_words() {
        check(
            "Mayor Ana Ruiz gives shots.\n\nQ: Who gets one?\n\nA: Everybody over 60.\n\nQ: Where do I go?\n\nA: To the quay.",
            expect![[r#""#]],
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
    fn initials_are_no_answers() {
        check(
            "A. Orr spoke first.\n\nA. Low went.\n\nB. Lind stayed.\n\nA. Low came again.",
            expect![[r#""#]],
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
