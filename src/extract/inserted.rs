//! “The post, **he told me**, was abolished.”: who says a sentence, told between its subject and its verb.

use super::clause::Clause;
use super::doc::{Doc, Range};
use super::lexicon::{CueClass, keys, tag, trait_of};
use super::somebody::speaker_at;

/// How many auxiliaries and adverbs may stand between source and cue.
const LONGEST_CHAIN: usize = 2;
/// How many tokens may stand before the insertion.
const LONGEST_SUBJECT: usize = 16;

/// Gives every inserted cue the source that its place tells, and all that follows for a content. Cost: linear in the
/// sentences.
pub fn settle_inserted(doc: &Doc<'_>, clauses: &mut Vec<Clause>) {
    let told = doc.sentences.iter().filter_map(|sentence| {
        let (source, cue, rest) = inserted(doc, sentence.range)?;
        // Where choosers begin there too, they know better where it ends.
        let known = clauses.binary_search_by_key(&cue, |clause| clause.cue).ok();
        let chosen = known.and_then(|place| clauses[place].content).filter(|own| own.start == rest.start);
        Some(Clause::told_by_order(cue, source, chosen.unwrap_or(rest)))
    });
    let told = told.collect();
    Clause::put_all(clauses, told);
}

/// Source, cue, and what follows them.
fn inserted(doc: &Doc<'_>, sentence: Range) -> Option<(usize, usize, Range)> {
    let reach = sentence.end.min(sentence.start + LONGEST_SUBJECT);
    let comma = (sentence.start + 1..reach).find(|at| doc.tokens[*at].is_mark(','))?;
    let (source, cue, end) = attribution(doc, comma + 1)?;
    let rest = Range { start: end + 1, end: without_stop(doc, sentence) };
    let front = Range { start: sentence.start, end: comma };
    let closed = doc.tokens.get(end).is_some_and(|token| token.is_mark(','));
    if !closed || rest.start >= rest.end {
        return None;
    }
    // “The bridge will close, warns Ruiz, *the mayor*.”
    let described = doc.phrases[source].range.start > cue && !acts(doc, rest);
    (!described && is_subject(doc, front, rest.start) && is_plain(doc, front) && is_plain(doc, rest))
        .then_some((source, cue, rest))
}

/// Source and cue that begin at `at`, and where they end: “he told me”, “said Ruiz”.
fn attribution(doc: &Doc<'_>, at: usize) -> Option<(usize, usize, usize)> {
    let says = |at: usize| {
        let token = doc.tokens.get(at).filter(|token| !token.capital && token.quotation == 0)?;
        let words = token.span.of(doc.text);
        let cue = token.word.is_cue(CueClass::Say) || token.word.is_cue(CueClass::Think);
        (cue && token.is(tag::VERB) && !words.ends_with("ing")).then_some(at)
    };
    let speaks = |at: usize| speaker_at(doc, at).map(|number| (number, doc.phrases[number].range.end));
    if let Some(cue) = says(at) {
        let (source, end) = speaks(cue + 1)?;
        return Some((source, cue, end));
    }
    let (source, mut cue) = speaks(at)?;
    let chain = |at: usize| doc.tokens.get(at).is_some_and(|token| token.is(tag::AUXILIARY | tag::ADVERB));
    let from = cue;
    while cue - from < LONGEST_CHAIN && chain(cue) {
        cue += 1;
    }
    let cue = says(cue)?;
    let comma = |at: usize| doc.tokens.get(at).is_some_and(|token| token.is_mark(','));
    let adverb = |at: usize| {
        doc.tokens.get(at).is_some_and(|token| token.is(tag::ADVERB | tag::PARTICLE | tag::PREPOSITION))
    };
    // “Ruiz pointed *out*,”
    let end = cue + 1 + usize::from(adverb(cue + 1) && comma(cue + 2));
    if !TOLD.contains(&doc.tokens[cue].key) {
        return Some((source, cue, end));
    }
    let number = doc.phrases.partition_point(|phrase| phrase.range.start < end);
    let told = doc.phrases.get(number).filter(|told| told.range.start == end);
    let pronoun = doc.tokens.get(end).is_some_and(|token| token.is(tag::PRONOUN));
    Some((source, cue, told.map_or(end + usize::from(pronoun), |told| told.range.end)))
}

/// Whether a stretch is a subject, alone or with an auxiliary, and a verb goes on with it at `rest`.
fn is_subject(doc: &Doc<'_>, front: Range, rest: usize) -> bool {
    let tokens = &doc.tokens[front.start..front.end];
    let subject = doc.phrases.partition_point(|phrase| phrase.range.start < front.start);
    let when = trait_of::TIME | trait_of::CALENDAR;
    let begins = doc
        .phrases
        .get(subject)
        .is_some_and(|phrase| phrase.range.start == front.start && !doc.tokens[phrase.head()].has(when));
    let auxiliary = tokens.iter().any(|token| token.is(tag::AUXILIARY));
    let goes_on = &doc.tokens[rest];
    begins
        && !tokens.iter().any(|token| token.is(tag::VERB))
        && (auxiliary || goes_on.is(tag::VERB | tag::AUXILIARY))
}

/// Whether a stretch has a verb.
fn acts(doc: &Doc<'_>, range: Range) -> bool {
    doc.tokens[range.start..range.end].iter().any(|token| token.is(tag::VERB | tag::AUXILIARY))
}

/// Whether nothing is quoted in a stretch.
fn is_plain(doc: &Doc<'_>, range: Range) -> bool {
    doc.sums(range).quoted == 0
}

fn without_stop(doc: &Doc<'_>, sentence: Range) -> usize {
    let stop = doc.tokens[sentence.end - 1].is_stop();
    sentence.end - usize::from(stop)
}

const TOLD: [u64; 3] = keys(["told", "tells", "assured"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::told_by_order;

    /// What is said, and who says it.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        told_by_order(super::settle_inserted, text, expected);
    }

    #[test]
    fn between_subject_and_verb() {
        check("The post, he told me, was abolished in May.", Some(("was abolished in May", "he")));
        check("It had, Ruiz pointed out, been out of order.", Some(("been out of order", "Ruiz")));
        check("The plan, said the mayor, is dead.", Some(("is dead", "the mayor")));
    }

    #[test]
    fn elsewhere_it_is_another_sentence() {
        check("On Monday, Ruiz said, it rained.", None);
        check("This month, Ruiz wrote, rooted in fear, of the sea.", None);
        check("The pier, like Harwick, wants a roof.", None);
        check("It rained, Ruiz said, until Monday.", None);
        check("The bridge will close, warns Ruiz, the mayor.", None);
        check("The mayor, Ruiz said “no”, was late.", None);
    }
}
