//! “The bridge is old and, according to Ana Ruiz, **it will be closed**.”: what stands behind *and according to* somebody.

use super::clause::Clause;
use super::doc::{Doc, Phrase, Range, Tok};
use super::lexicon::{CueClass, ascii_key, keys, tag, trait_of};
use super::somebody::may_speak;
use super::sources::possessed;

/// Gives every “and according to” what follows it for a content. Cost: linear in the sentences.
pub fn settle_according(doc: &Doc<'_>, clauses: &mut Vec<Clause>) {
    let told = doc.sentences.iter().filter_map(|sentence| behind_and(doc, sentence.range)).collect();
    Clause::put_all(clauses, told);
    let told = doc.sentences.iter().filter_map(|sentence| {
        let told = behind_relative(doc, sentence.range)?;
        let known = clauses.binary_search_by_key(&told.cue, |clause| clause.cue).ok();
        // Where choosers begin there too, they know better where it ends.
        let begins = |own: &Clause| own.content.map(|own| own.start) == told.content.map(|own| own.start);
        let chosen = known.map(|place| &clauses[place]).filter(|own| begins(own));
        Some(Clause { content: chosen.map_or(told.content, |own| own.content), ..told })
    });
    let told = told.collect();
    Clause::put_all(clauses, told);
}

/// “According to a clerk, who asked for no name, **it will be closed**.”: what stands behind a clause that tells more of whoever says so.
fn behind_relative(doc: &Doc<'_>, sentence: Range) -> Option<Clause> {
    let cue = sentence.start;
    let Some([according, to]) = doc.tokens.get(cue..cue + 2) else { return None };
    let opens = according.word.is_cue(CueClass::Source) && to.key == TO && according.quotation == 0;
    let source = doc.phrases.partition_point(|phrase| phrase.range.start < cue + 2);
    let phrase = doc.phrases.get(source).filter(|phrase| opens && phrase.range.start == cue + 2)?;
    let comma = phrase.range.end;
    let who = doc
        .tokens
        .get(comma..comma + 2)
        .is_some_and(|two| two[0].is_mark(',') && RELATIVES.contains(&two[1].key));
    let limit = sentence.end.min(comma + 2 + LONGEST_CLAUSE);
    let closes = (comma + 2..limit).find(|at| doc.tokens[*at].is_mark(','))?;
    let clause = Range { start: comma + 2, end: closes };
    let acts = doc.tokens[clause.start..closes].iter().any(|token| token.is(tag::VERB | tag::AUXILIARY));
    let rest = told_behind(doc, closes + 1, sentence)?;
    let first = &doc.tokens[rest.start];
    let numbered = doc.tokens.get(rest.start + 1).is_some_and(|next| next.is(tag::NUMERAL));
    // “…, who left on Monday, **May 3**, it will be closed”
    let begins = first.is(tag::DETERMINER | tag::PRONOUN | tag::NAME | tag::NOUN)
        && !(first.has(trait_of::CALENDAR) && (numbered || !first.has(trait_of::GIVEN)));
    let told = who && acts && doc.sums(clause).quoted == 0 && begins && !phrase.possessive;
    (told && may_speak(doc, phrase)).then(|| Clause::told_by_order(cue, source, rest))
}

fn behind_and(doc: &Doc<'_>, sentence: Range) -> Option<Clause> {
    let key = |at: usize| doc.tokens.get(at).map_or(0, |token| token.key);
    let cue = (sentence.start + 2..sentence.end).find(|at| {
        let token = &doc.tokens[*at];
        let comma = usize::from(doc.tokens[at - 1].is_mark(','));
        token.quotation == 0
            && token.word.is_cue(CueClass::Source)
            && key(at + 1) == TO
            && key(at - 1 - comma) == AND
    })?;
    let source = doc.phrases.partition_point(|phrase| phrase.range.start < cue + 2);
    doc.phrases.get(source).filter(|phrase| phrase.range.start == cue + 2)?;
    let source = possessed(doc, source).unwrap_or(source);
    let phrase = &doc.phrases[source];
    let comma = doc.tokens.get(phrase.range.end).is_some_and(|token| token.is_mark(','));
    let rest = told_behind(doc, phrase.range.end + usize::from(comma), sentence)?;
    let begins = doc.tokens[rest.start].is(tag::DETERMINER | tag::PRONOUN | tag::NAME);
    (may_speak(doc, phrase) && begins).then(|| Clause::told_by_order(cue, source, rest))
}

/// What a sentence says from the token at `start` on, behind “according to Ana Ruiz,”: a clause, in which nobody else says
/// anything. In “according to Ana Ruiz, *the mayor*, it will close” and “…, *who runs it*, …” more is told of her first.
pub(super) fn told_behind(doc: &Doc<'_>, start: usize, sentence: Range) -> Option<Range> {
    let stop = usize::from(doc.tokens[sentence.end - 1].is_stop());
    let rest = Range { start, end: sentence.end - stop };
    let first = doc.tokens.get(start).filter(|_| start < rest.end)?;
    let next = doc.phrases.partition_point(|phrase| phrase.range.start < start);
    let comma = |phrase: &Phrase| doc.tokens.get(phrase.range.end).is_some_and(|token| token.is_mark(','));
    let apposed = doc.phrases.get(next).is_some_and(|next| next.range.start == start && comma(next));
    let says = |token: &Tok| token.word.is_cue(CueClass::Say) && token.is(tag::VERB);
    let acts = |token: &Tok| token.is(tag::VERB | tag::AUXILIARY);
    let tokens = &doc.tokens[rest.start..rest.end];
    let clause = tokens.iter().any(acts) && !tokens.iter().any(says) && doc.sums(rest).quoted == 0;
    (clause && !apposed && !RELATIVES.contains(&first.key)).then_some(rest)
}

/// How many tokens such a clause may have.
const LONGEST_CLAUSE: usize = 16;
const RELATIVES: [u64; 4] = keys(["who", "which", "whose", "where"]);
const AND: u64 = ascii_key("and");
const TO: u64 = ascii_key("to");

#[cfg(test)]
mod tests {
    use crate::extract::testing::told_by_order;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        told_by_order(super::settle_according, text, expected);
    }

    #[test]
    fn what_follows_is_theirs() {
        check(
            "The bridge is unsafe and according to the mayor it will be closed in May.",
            Some(("it will be closed in May", "the mayor")),
        );
        check(
            "Mia Lind has been ill and, according to Bo Lind, she will stay there.",
            Some(("she will stay there", "Bo Lind")),
        );
        check("It is unsafe and, according to Bo Lind, the mayor, it will be closed.", None);
        check("It is unsafe and, according to Bo Lind, who owns it, it will be closed.", None);
        check("It is unsafe and, according to Bo Lind, it will close, but Ana Ruiz said no.", None);
        check(
            "According to a harbour official, who was at the talks, they were to end in May.",
            Some(("they were to end in May", "a harbour official")),
        );
        check("According to Bo Lind, who owns it, the mayor said it will close.", None);
        check("According to Bo Lind, who left on Monday, May 3, the bridge is old.", None);
        check("The bridge is unsafe, according to the mayor and the council.", None);
        check("It is unsafe and, according to the mayor, too narrow.", None);
    }
}
