//! What somebody is told *not* to have said: “Ruiz did not say that …”, “nobody said …”, “the firm declined to comment”.

use super::doc::Doc;
use super::lexicon::{ascii_key, keys, tag};
use crate::text::TokenKind;

/// How many tokens before a verb its *not* may stand.
const REACH: usize = 5;

/// Where it is said that nobody said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Negation {
    /// Before the verb; the token with which its auxiliaries begin.
    Verb(usize),
    /// In the source: “no official”, “neither Ruiz nor Lind”.
    Source,
    /// In the verb itself: “declined to comment”.
    Refusal,
}

/// Whether what the cue at `cue` attributes to `source` was not said.
pub fn negation(doc: &Doc<'_>, cue: usize, source: Option<usize>) -> Option<Negation> {
    if is_refusal(doc, cue) {
        return Some(Negation::Refusal);
    }
    let sentence = doc.sentence_of(cue);
    let goes_on = doc.tokens.get(cue + 1).is_some_and(|next| ONLY.contains(&next.key));
    let before = (sentence.start..cue).rev().take(REACH);
    let verbs = before.take_while(|at| {
        let token = &doc.tokens[*at];
        token.quotation == 0
            && (token.is(tag::AUXILIARY | tag::ADVERB | tag::PARTICLE)
                || is_not(doc, *at)
                || token.key == WITHOUT)
    });
    let verbs: Vec<usize> = verbs.collect();
    // “did not only say”
    let only = goes_on || verbs.iter().any(|at| ONLY.contains(&doc.tokens[*at].key));
    if let Some(start) = verbs.last().filter(|_| !only && verbs.iter().any(|at| is_not(doc, *at))) {
        return Some(Negation::Verb(*start));
    }
    let phrase = &doc.phrases[source?];
    let first = &doc.tokens[phrase.range.start];
    let neither = phrase.range.start > sentence.start && doc.tokens[phrase.range.start - 1].key == NEITHER;
    // “No 10 said”
    let number = doc.tokens.get(phrase.range.start + 1).filter(|next| next.kind == TokenKind::Number);
    let numbered = number.is_some() && phrase.range.end == phrase.range.start + 2;
    let nobody = first.quotation == 0 && NOBODY.contains(&first.key) && !numbered;
    (nobody || neither && doc.sentence_of(phrase.range.start) == sentence).then_some(Negation::Source)
}

/// “declined to comment”, “refused to say”: nothing was said. Who “refused to pay” said so.
fn is_refusal(doc: &Doc<'_>, cue: usize) -> bool {
    let key = |at: usize| doc.tokens.get(at).map_or(0, |token| token.key);
    REFUSE.contains(&key(cue)) && key(cue + 1) == TO && SAY.contains(&key(cue + 2))
}

/// “not”, “never”, “didn’t”, “cannot”.
fn is_not(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    let contracted = || {
        let words = token.span.of(doc.text);
        token.is(tag::AUXILIARY | tag::VERB) && (words.ends_with("n't") || words.ends_with("n’t"))
    };
    NOT.contains(&token.key) || contracted()
}

const NOT: [u64; 4] = keys(["not", "never", "cannot", "without"]);
const ONLY: [u64; 4] = keys(["only", "just", "merely", "simply"]);
const NOBODY: [u64; 5] = keys(["nobody", "no", "none", "neither", "noone"]);
const REFUSE: [u64; 8] =
    keys(["decline", "declines", "declined", "declining", "refuse", "refuses", "refused", "refusing"]);
const TO: u64 = ascii_key("to");
const SAY: [u64; 16] = keys([
    "answer",
    "comment",
    "confirm",
    "disclose",
    "discuss",
    "elaborate",
    "explain",
    "identify",
    "name",
    "respond",
    "reveal",
    "say",
    "speak",
    "specify",
    "speculate",
    "talk",
]);
const NEITHER: u64 = ascii_key("neither");
const WITHOUT: u64 = ascii_key("without");

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// The cue of the last statement of `text`, and whether it was not said.
    #[track_caller]
    fn check(text: &str, cue: &str, negated: bool) {
        let found = extract(&article(text));
        let statement = found.statements.last().expect(text);
        let own = statement.cue.map(|cue| cue.of(text)).unwrap_or_default();
        assert_eq!((own, statement.negated), (cue, negated), "{text}");
    }

    #[test]
    fn what_was_not_said_is_told_apart() {
        check("Ana Ruiz did not say that the bridge would fall.", "did not say", true);
        check("Ana Ruiz never said that the bridge would fall.", "never said", true);
        check("Ana Ruiz didn’t say that the bridge would fall.", "didn’t say", true);
        check("The mayor has not said whether the bridge would fall.", "has not said", true);
        check("Neither Ana Ruiz nor Bo Lind said that the bridge would fall.", "said", true);
        check("Nobody said that the bridge would fall.", "said", true);
        check("No 10 said that the bridge would fall.", "said", false);
    }

    #[test]
    fn who_declines_to_comment_said_nothing() {
        check("A spokesman for Verdalia declined to comment.", "declined", true);
        check("Ana Ruiz refused to say whether the pier would close.", "refused", true);
        check("The council refused to pay the fine.", "refused", false);
    }

    #[test]
    fn what_is_denied_in_it_was_said() {
        check("Ana Ruiz said the bridge would not fall.", "said", false);
        check("“The bridge will not fall,” Ana Ruiz said.", "said", false);
        check("“Nobody knows,” said Ana Ruiz.", "said", false);
        check("Ana Ruiz did not only say that the bridge would fall.", "say", false);
    }
}
