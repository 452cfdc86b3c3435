//! Nouns of saying beside a quotation that tell whose it is: “in the **words** of Ana Ruiz, “…””, “Ruiz's **response**? “…””,
//! ““…” was the **verdict** of Ana Ruiz”, ““…,” came the **reply** from Ana Ruiz”.

use super::doc::{Doc, Range};
use super::frames::Frame;
use super::lexicon::{ascii_key, keys};
use super::somebody::{may_speak, speaker_at};

/// Who said the quotation `outer`, and the noun that tells. Cost: a look at the tokens beside it.
pub(super) fn worded(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    words_of(doc, outer).or_else(|| words_before(doc, outer)).or_else(|| words_behind(doc, outer))
}

/// “**in the words of Ana Ruiz**, “…””
fn words_of(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let mark = outer.start.checked_sub(1)?;
    let announced = doc.tokens[mark].is_mark(',') || doc.tokens[mark].is_mark(':');
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < mark);
    let phrase =
        doc.phrases.get(number).filter(|phrase| phrase.range.end == mark && may_speak(doc, phrase))?;
    let of = phrase.range.start.checked_sub(1)?;
    let cue = of.checked_sub(1)?;
    (announced && OF.contains(&doc.tokens[of].key) && WORDS.contains(&doc.tokens[cue].key))
        .then_some(Frame { source: number, cue })
}

/// “**Ana Ruiz's response**? “…””, “**Ana Ruiz's take**: “…””
fn words_before(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let mark = outer.start.checked_sub(1)?;
    let asks = doc.tokens[mark].is_mark(':') || doc.tokens[mark].is_mark('?');
    let cue = mark.checked_sub(1).filter(|cue| asks && SAYINGS.contains(&doc.tokens[*cue].key))?;
    let number = doc.phrases.partition_point(|phrase| phrase.range.end < cue).checked_sub(1)?;
    let owner = doc.phrases.get(number).filter(|phrase| phrase.possessive && may_speak(doc, phrase))?;
    let step = cue - owner.range.end.min(cue);
    (0 < step && step <= LONGEST_STEP).then_some(Frame { source: number, cue })
}

/// ““…” **was the verdict of Ana Ruiz**”, ““…,” **came the reply from Ana Ruiz**”
fn words_behind(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let sentence = doc.sentence_of(outer.end - 1);
    let key = |at: usize| doc.tokens.get(at).filter(|_| at < sentence.end).map_or(0, |token| token.key);
    let cue = outer.end + 2;
    let told = IS.contains(&key(outer.end)) && key(outer.end + 1) == THE && SAYINGS.contains(&key(cue));
    let source = speaker_at(doc, cue + 2).filter(|_| told && OF.contains(&key(cue + 1)))?;
    Some(Frame { source, cue })
}

/// How many tokens from the end of an owner's name to the noun: “Ruiz**'s blunt** answer”.
const LONGEST_STEP: usize = 3;
const OF: [u64; 2] = keys(["of", "from"]);
const THE: u64 = ascii_key("the");
const IS: [u64; 3] = keys(["is", "was", "came"]);
const WORDS: [u64; 2] = keys(["words", "phrase"]);
/// What somebody says is called so.
const SAYINGS: [u64; 14] = keys([
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
    "view",
    "warning",
    "motto",
    "words",
]);

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// Who says the quotation.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = extract(&article(&format!("Ana Ruiz leads the port.\n\n{text}")));
        let speaker = found.statements.first().and_then(|said| found.speaker_of(said));
        assert_eq!(speaker.map(|entity| entity.name.as_str()), expected, "{text}");
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
    fn other_nouns_do_not() {
        check("Ruiz's car: “The port is full of people who never saw the sea.”", None);
        check("In the house of Ruiz, “the port is full of people who never saw the sea.”", None);
    }
}
