//! Words around a quotation that tell who said it by their order alone: “**described as** “a disaster” **by Ana Ruiz**”,
//! ““Never again” **is how Ana Ruiz put it**”, “**Said Ana Ruiz**: “Never again.””

use super::doc::{Doc, Range};
use super::frame::Frame;
use super::lexicon::{CueClass, ascii_key, keys, tag};
use super::somebody::speaker_at;
use super::verb_first::verb_first;
use super::worded::{words_before, words_behind};

/// How many tokens behind a quotation who said it is looked for.
const LONGEST_TELLING: usize = 12;
/// How many tokens may stand between a participle and the quotation: “condemned *as the* “worst””.
const LONGEST_STEP: usize = 3;

/// What frames the quotation `outer`.
pub fn framed(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    by_somebody(doc, outer)
        .or_else(|| how_somebody(doc, outer))
        .or_else(|| said_before(doc, outer).filter(|_| !is_told_behind(doc, outer)))
        .or_else(|| words_behind(doc, outer))
}

/// “was described as “a disaster” **by Ana Ruiz**”.
fn by_somebody(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let sentence = doc.sentence_of(outer.start);
    let from = outer.start.saturating_sub(LONGEST_STEP).max(sentence.start);
    let participle = |at: &usize| {
        let token = &doc.tokens[*at];
        token.word.cue != 0 && token.quotation == 0 && token.span.of(doc.text).ends_with("ed")
            || CALLED.contains(&token.key)
    };
    let cue = (from..outer.start).rev().find(participle)?;
    let little = |at: usize| doc.tokens[at].key == AS || doc.tokens[at].is(tag::DETERMINER);
    let next = doc.tokens.get(outer.end).filter(|next| outer.end < sentence.end && next.key == BY);
    let adjoins = (cue + 1..outer.start).all(little) && next.is_some();
    let source = speaker_at(doc, outer.end + 1)?;
    (adjoins && is_passive(doc, cue, sentence)).then_some(Frame { source, cue })
}

/// Whether a participle stands behind a form of *be*, or right behind what it is said of: “a plan *called*”.
fn is_passive(doc: &Doc<'_>, at: usize, sentence: Range) -> bool {
    let before = (sentence.start..at).rev().find(|before| !doc.tokens[*before].is(tag::ADVERB));
    before.is_some_and(|before| {
        doc.tokens[before].is(tag::AUXILIARY | tag::NOUN | tag::NAME) || doc.tokens[before].is_mark(',')
    })
}

/// ““Never again” **is how Ana Ruiz put it**”, “**… was how the mayor described the night**”.
fn how_somebody(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let sentence = doc.sentence_of(outer.start);
    let key = |at: usize| doc.tokens.get(at).filter(|_| at < sentence.end).map_or(0, |token| token.key);
    let is = outer.end + usize::from(doc.tokens.get(outer.end).is_some_and(|token| token.is_mark(',')));
    if !IS.contains(&key(is)) || !HOW.contains(&key(is + 1)) {
        return None;
    }
    let source = speaker_at(doc, is + 2)?;
    let cue = apposition_end(doc, doc.phrases[source].range.end, sentence);
    let verb = doc.tokens.get(cue).filter(|_| cue < sentence.end)?;
    (verb.is(tag::VERB) && (verb.word.cue != 0 || key(cue + 1) == IT)).then_some(Frame { source, cue })
}

/// “**Said Ana Ruiz**: “Never again.””, “**in the words of Ana Ruiz**, “never again””
fn said_before(doc: &Doc<'_>, outer: Range) -> Option<Frame> {
    let sentence = doc.sentence_of(outer.start);
    let first = doc.sums(Range { start: sentence.start, end: outer.start }).quoted == 0;
    let said = first.then(|| verb_first(doc, sentence)).flatten();
    said.or_else(|| words_before(doc, outer))
}

/// ““…,” **Bo Lind said**”: whether what follows a quotation says whose it is.
fn is_told_behind(doc: &Doc<'_>, outer: Range) -> bool {
    let sentence = doc.sentence_of(outer.end - 1);
    let behind = outer.end..sentence.end.max(outer.end).min(outer.end + LONGEST_TELLING);
    doc.tokens[behind].iter().any(|token| token.quotation == 0 && token.word.is_cue(CueClass::Say))
}

/// Where the words go on behind a name and what stands between commas after it.
fn apposition_end(doc: &Doc<'_>, at: usize, sentence: Range) -> usize {
    if !doc.tokens.get(at).is_some_and(|token| at < sentence.end && token.is_mark(',')) {
        return at;
    }
    let closes = (at + 1..sentence.end).find(|closes| doc.tokens[*closes].is_mark(','));
    closes.map_or(at, |closes| closes + 1)
}

const AS: u64 = ascii_key("as");
const BY: u64 = ascii_key("by");
const IT: u64 = ascii_key("it");
const IS: [u64; 2] = keys(["is", "was"]);
const HOW: [u64; 2] = keys(["how", "what"]);
/// Participles of naming that attribute nothing by themselves.
const CALLED: [u64; 8] =
    keys(["called", "dubbed", "branded", "labelled", "labeled", "hailed", "billed", "derided"]);

#[cfg(test)]
mod tests {
    use crate::extract::doc::Doc;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    /// Who said the first quotation.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let framed = super::framed(&doc, doc.quotations[0].outer);
        assert_eq!(framed.map(|frame| doc.words(doc.phrases[frame.source].range)), expected, "{text}");
    }

    #[test]
    fn by_whom_it_was_called_so() {
        check("The plan was described as “a disaster” by Ana Ruiz.", Some("Ana Ruiz"));
        check("The plan, branded “unsafe” by the council, is dead.", Some("the council"));
        check("The plan described as a “disaster” by Ana Ruiz", Some("Ana Ruiz"));
        check("Ana Ruiz called it “a disaster” by the sea.", None);
        check("The painting called “Dusk” by the river", None);
    }

    #[test]
    fn how_somebody_put_it() {
        check("“Never again” is how Ana Ruiz put it.", Some("Ana Ruiz"));
        check("“Never again” was how Ana Ruiz, the mayor, described it.", Some("Ana Ruiz"));
        check("“Never again” is how it began.", None);
    }
}
