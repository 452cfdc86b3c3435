//! Who asked, and so does not answer: “Asked by **Ana Ruiz** whether it was safe, *he* said no.”

use crate::extract::doc::{Doc, Phrase, PhraseKind};
use crate::extract::lexicon::{ascii_key, keys};
use crate::extract::phrases::is_subject;

/// How many tokens before a name its “asked by” may stand: “asked by the coroner, Dr **Ana Ruiz**”.
const BEFORE: usize = 8;
/// And how many behind it the verb.
const BEHIND: usize = 3;

/// Whether the phrase `number` names whoever asks what the words of `pronoun` answer: in its sentence or the one before.
pub(super) fn asks(doc: &Doc<'_>, number: usize, pronoun: usize) -> bool {
    let (name, answer) = (&doc.phrases[number], &doc.phrases[pronoun]);
    let sentence = |phrase: &Phrase| doc.tokens[phrase.range.start].sentence;
    let before = name.range.end <= answer.range.start;
    before
        && sentence(answer).saturating_sub(sentence(name)) <= 1
        && (is_asker(doc, name) || is_asked_by(doc, name) || doc.settled && is_asked_about(doc, name))
        // “Ana Ruiz asked Bo Lind about it. “Why?” **she** said.”
        && !doc.tokens[name.range.end..answer.range.start].iter().any(|token| token.is_mark('?'))
}

/// “asked by **Ana Ruiz**”, “pressed by the clerk, **Ana Ruiz**,”
fn is_asked_by(doc: &Doc<'_>, name: &Phrase) -> bool {
    let start = doc.sentence_of(name.range.start).start.max(name.range.start.saturating_sub(BEFORE));
    let before = &doc.tokens[start..name.range.start];
    before.windows(2).any(|two| ASKED.contains(&two[0].key) && two[1].key == BY)
}

/// “Asked about **Ana Ruiz**’s claim, Bo Lind smiled. “I did not hear it,” *he* said.”
fn is_asked_about(doc: &Doc<'_>, name: &Phrase) -> bool {
    let start = doc.sentence_of(name.range.start).start;
    let Some([asked, about, between @ ..]) = doc.tokens.get(start..name.range.start) else { return false };
    let question = ASKED.contains(&asked.key) && QUESTIONS.contains(&about.key);
    question && between.len() <= BEFORE && !between.iter().any(|token| token.is_mark(','))
}

/// “**Ana Ruiz** asked Bo Lind why”, “**Ana Ruiz** put it to him that”: with whom was asked behind it.
fn is_asker(doc: &Doc<'_>, name: &Phrase) -> bool {
    let end = name.range.end;
    let verb = (end..doc.tokens.len().min(end + BEHIND)).find(|at| ASKS.contains(&doc.tokens[*at].key));
    let Some(verb) = verb.filter(|_| is_subject(doc, name)) else { return false };
    let key = |at: usize| doc.tokens.get(at).map_or(0, |token| token.key);
    let put = key(verb) == PUT;
    let to = verb + if put { 3 } else { 1 };
    let asked = doc.phrases.partition_point(|phrase| phrase.range.start < to);
    let Some(asked) = doc.phrases.get(asked).filter(|asked| asked.range.start == to) else { return false };
    let question = if put {
        key(verb + 1) == IT && key(verb + 2) == TO
    } else {
        QUESTIONS.contains(&key(asked.range.end))
    };
    question && asked.kind != PhraseKind::Common
}

const IT: u64 = ascii_key("it");
const TO: u64 = ascii_key("to");
const QUESTIONS: [u64; 7] = keys(["why", "how", "what", "when", "whether", "if", "about"]);
const BY: u64 = ascii_key("by");
const PUT: u64 = ascii_key("put");
const ASKED: [u64; 6] = keys(["asked", "pressed", "questioned", "challenged", "quizzed", "grilled"]);
const ASKS: [u64; 5] = keys(["asked", "asks", "questioned", "pressed", "put"]);
