//! Nouns of saying beside a quotation that tell whose it is: “in the **words** of Ana Ruiz, “…””, “Ruiz's **response**? “…””,
//! ““…” was the **verdict** of Ana Ruiz”, ““…,” came the **reply** from Ana Ruiz”.

use super::doc::{Doc, Range};
use super::frame::Frame;
use super::lexicon::{ascii_key, keys};
use super::somebody::{may_speak, speaker_at};

/// Whose words are announced in front of the quotation `outer`. Cost: a look at the tokens beside it.
pub(super) fn words_before(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    words_of(doc, outer).or_else(|| words_owned(doc, outer))
}

/// “**in the words of Ana Ruiz**, “…””
fn words_of(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let mark = outer.start.checked_sub(1).filter(|mark| doc.tokens[*mark].is_mark(','))?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < mark);
    let phrase =
        doc.phrases.get(number).filter(|phrase| phrase.range.end == mark && may_speak(doc, phrase))?;
    let start = phrase.range.start.checked_sub(IN_THE_WORDS_OF.len())?;
    let keys = doc.tokens[start..phrase.range.start].iter().map(|token| token.key);
    keys.eq(IN_THE_WORDS_OF).then_some(Frame { source: number, cue: phrase.range.start - 2 })
}

/// “**Ana Ruiz's response**? “…””, “**Ana Ruiz's take**: “…””, and nothing before.
fn words_owned(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let mark = outer.start.checked_sub(1)?;
    let asks = doc.tokens[mark].is_mark(':') || doc.tokens[mark].is_mark('?');
    let cue = mark.checked_sub(1).filter(|cue| asks && SAYINGS.contains(&doc.tokens[*cue].key))?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < cue).checked_sub(1)?;
    let owner = doc.phrases.get(number).filter(|phrase| phrase.possessive && may_speak(doc, phrase))?;
    let opens = owner.range.start == doc.sentence_of(cue).start;
    let step = cue - owner.range.end.min(cue);
    (opens && 0 < step && step <= LONGEST_STEP).then_some(Frame { source: number, cue })
}

/// Whose words the quotation `outer` was: ““…” **was the verdict of Ana Ruiz**”, ““…,” **came the reply from Ana Ruiz**”
pub(super) fn words_behind(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let sentence = doc.sentence_of(outer.end - 1);
    let key = |at: usize| doc.tokens.get(at).filter(|_| at < sentence.end).map_or(0, |token| token.key);
    let cue = outer.end + 2;
    let joined = matches!((key(outer.end), key(cue + 1)), (WAS | IS, OF) | (CAME, FROM));
    let told = joined && key(outer.end + 1) == THE && SAYINGS.contains(&key(cue));
    let source = speaker_at(doc, cue + 2).filter(|_| told)?;
    Some(Frame { source, cue })
}

/// How many tokens from the end of an owner's name to the noun: “Ruiz**'s blunt** answer”.
const LONGEST_STEP: usize = 3;
const IN_THE_WORDS_OF: [u64; 4] = keys(["in", "the", "words", "of"]);
const OF: u64 = ascii_key("of");
const FROM: u64 = ascii_key("from");
const THE: u64 = ascii_key("the");
const IS: u64 = ascii_key("is");
const WAS: u64 = ascii_key("was");
const CAME: u64 = ascii_key("came");
/// What somebody says is called so.
const SAYINGS: [u64; 12] = keys([
    "answer",
    "reply",
    "response",
    "retort",
    "reaction",
    "verdict",
    "message",
    "advice",
    "take",
    "conclusion",
    "warning",
    "motto",
]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    /// Who says the quotation.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let speaker = first_speaker(&format!("Ana Ruiz leads the port.\n\n{text}"));
        assert_eq!(speaker.map(|entity| entity.name).as_deref(), expected, "{text}");
    }

    #[test]
    fn nouns_tell_whose_words_stand_beside_them() {
        check("In the words of Ruiz, “the port is full of people who never saw the sea.”", Some("Ana Ruiz"));
        check("Ruiz's response? “The port is full of people who never saw the sea.”", Some("Ana Ruiz"));
        check("Ruiz's blunt answer: “The port is full of people who never saw the sea.”", Some("Ana Ruiz"));
        check(
            "“The port is full of people who never saw the sea,” was the verdict of Ruiz.",
            Some("Ana Ruiz"),
        );
        check(
            "“The port is full of people who never saw the sea,” came the reply from Ruiz.",
            Some("Ana Ruiz"),
        );
    }

    #[test]
    fn other_words_are_somebody_else_s() {
        check("Ruiz's car: “The port is full of people who never saw the sea.”", None);
        check("In the house of Ruiz, “the port is full of people who never saw the sea.”", None);
        check("Asked about the words of Ruiz, “That is utter nonsense,” Bo Lind said.", Some("Bo Lind"));
        check("What did Bo Lind make of Ruiz's answer? “It was poor and late,” he said.", Some("Bo Lind"));
        check("Bo Lind said of Ruiz's reaction: “It was over the top.”", Some("Bo Lind"));
    }
}
