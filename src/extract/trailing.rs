//! “The bridge will close, **warns Ana Ruiz**.” and “…, **the council has confirmed**.”: who said the clause that a comma
//! closes, told by the order of words at the sentence's end.
//!
//! British papers print so what American ones, of which the choosers have learned, hardly ever do.

use super::clause::Clause;
use super::doc::{Doc, Phrase, Range};
use super::lexicon::{CueClass, ascii_key, keys, tag};
use super::somebody::{is_plural, may_speak};
use super::sources::possessed;

/// How many auxiliaries and adverbs may stand between source and cue.
const LONGEST_CHAIN: usize = 3;

/// Gives every cue that trails its clause the source and the content that its place tells. Cost: linear in the sentences.
pub fn settle_trailing(doc: &Doc<'_>, clauses: &mut Vec<Clause>) {
    let told = doc.sentences.iter().filter_map(|sentence| trailing(doc, sentence.range)).collect();
    Clause::put_all(clauses, told);
}

/// What trails the clause that a sentence begins with.
fn trailing(doc: &Doc<'_>, sentence: Range) -> Option<Clause> {
    let outside = |at: &usize| doc.tokens[*at].quotation == 0;
    let comma = (sentence.start..sentence.end).rev().filter(outside).find(|at| {
        doc.tokens[*at].is_mark(',')
            && (inverted(doc, *at, sentence).is_some() || plain(doc, *at, sentence).is_some())
    })?;
    let (source, cue) = inverted(doc, comma, sentence).or_else(|| plain(doc, comma, sentence))?;
    let content = Range { start: sentence.start, end: comma };
    is_clause(doc, content).then(|| Clause::told_by_order(cue, source, content))
}

/// “, **warns Ana Ruiz**.”, “, **admits the mayor**, who drew it up.”
fn inverted(doc: &Doc<'_>, comma: usize, sentence: Range) -> Option<(usize, usize)> {
    let cue = comma + 1;
    let verb = doc.tokens.get(cue).filter(|_| cue < sentence.end)?;
    let words = verb.span.of(doc.text);
    let says = verb.word.is_cue(CueClass::Say) || verb.word.is_cue(CueClass::Think) && words.ends_with('s');
    if !says || verb.capital || words.ends_with("ing") || ADDRESSED.contains(&verb.key) {
        return None;
    }
    // “claims Ana Ruiz”, “claims the union”: the verb may have been taken for a noun.
    let alone = |phrase: &Phrase| phrase.range.end <= cue + 1;
    let source = doc.phrases.partition_point(|phrase| phrase.range.start < cue || alone(phrase));
    let follows = |phrase: &&Phrase| {
        let named = phrase.range.start == cue && phrase.core.start == cue + 1;
        (named || phrase.range.start == cue + 1) && may_speak(doc, phrase)
    };
    doc.phrases.get(source).filter(follows)?;
    let source =
        possessed(doc, source).filter(|owned| may_speak(doc, &doc.phrases[*owned])).unwrap_or(source);
    let phrase = &doc.phrases[source];
    let finite = words.ends_with('s')
        || SPOKEN.contains(&verb.key)
        || is_plural(doc, phrase.head()) && !words.ends_with("ed");
    (finite && closes(doc, phrase.range.end, sentence)).then_some((source, cue))
}

/// “, **the council has confirmed**.”: with an auxiliary; without one the choosers know it.
fn plain(doc: &Doc<'_>, comma: usize, sentence: Range) -> Option<(usize, usize)> {
    let source = doc.phrases.partition_point(|phrase| phrase.range.start <= comma);
    let phrase =
        doc.phrases.get(source).filter(|phrase| phrase.range.start == comma + 1 && may_speak(doc, phrase))?;
    let chain =
        |at: usize| doc.tokens.get(at).is_some_and(|t| t.is(tag::AUXILIARY | tag::ADVERB) || t.key == SINCE);
    let cue = (phrase.range.end..sentence.end).take(LONGEST_CHAIN + 1).find(|at| !chain(*at))?;
    let has = doc.tokens[phrase.range.end..cue].iter().any(|token| HAVE.contains(&token.key));
    let says = doc.tokens[cue].word.is_cue(CueClass::Say) && !doc.tokens[cue].capital;
    (has && says && closes(doc, cue + 1, sentence)).then_some((source, cue))
}

/// Whether the attribution is all that stands there: a stop, a comma, *who* or “that runs it” follows, no *and*.
fn closes(doc: &Doc<'_>, at: usize, sentence: Range) -> bool {
    let token = |at: usize| doc.tokens.get(at).filter(|_| at < sentence.end);
    match token(at) {
        None => true,
        Some(next) if next.is_mark(',') => token(at + 1).is_some_and(|after| !after.is(tag::COORDINATOR)),
        Some(next) if RELATIVES.contains(&next.key) => {
            token(at + 1).is_some_and(|verb| verb.is(tag::VERB | tag::AUXILIARY))
        }
        Some(next) => next.is_stop() && at + 1 >= sentence.end || next.key == WHO,
    }
}

/// Whether a stretch is a clause of the article's own words, and whole: it has a finite verb, nothing is quoted there, and
/// what a comma opens behind its subject another closes (“Bo Lind, whose father was a baker”).
fn is_clause(doc: &Doc<'_>, range: Range) -> bool {
    let tokens = &doc.tokens[range.start..range.end];
    let finite = |at: usize| {
        let token = &tokens[at];
        let words = token.span.of(doc.text);
        token.is(tag::AUXILIARY)
            || token.is(tag::VERB) && !words.ends_with("ing") && at > 0 && tokens[at - 1].key != TO
    };
    let subordinate = tokens.first().is_none_or(|token| token.is(tag::SUBORDINATOR | tag::PREPOSITION));
    let first = doc.phrases.partition_point(|phrase| phrase.range.start < range.start);
    let behind = doc.phrases.get(first).map_or(range.end, |phrase| phrase.range.end);
    let commas = tokens.iter().filter(|token| token.is_mark(',')).count();
    let parted = behind < range.end && doc.tokens[behind].is_mark(',') && commas < 2;
    !subordinate
        && !parted
        && (0..tokens.len()).any(finite)
        && tokens.iter().all(|token| token.quotation == 0 && !token.is_mark(':'))
}

/// Behind these a name is who was told.
const ADDRESSED: [u64; 16] = keys([
    "told", "tells", "tell", "asked", "asks", "urged", "urges", "reminded", "reminds", "informed", "informs",
    "assured", "assures", "advised", "thanked", "accused",
]);
const HAVE: [u64; 3] = keys(["has", "have", "had"]);
/// What nobody does to somebody: behind it stands who speaks, in the past too.
const SPOKEN: [u64; 11] = keys([
    "said",
    "argued",
    "explained",
    "insisted",
    "stated",
    "wrote",
    "remarked",
    "replied",
    "quipped",
    "complained",
    "joked",
]);
const SINCE: u64 = ascii_key("since");
const RELATIVES: [u64; 2] = keys(["that", "which"]);
const WHO: u64 = ascii_key("who");
const TO: u64 = ascii_key("to");

#[cfg(test)]
mod tests {
    use crate::extract::testing::told_by_order;

    /// What is said, and who says it.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        told_by_order(super::settle_trailing, text, expected);
    }

    #[test]
    fn who_follows_the_verb_says_it() {
        check("The bridge will close, warns Ana Ruiz.", Some(("The bridge will close", "Ana Ruiz")));
        check(
            "The plan has failed, admits Ana Ruiz, who drew it up.",
            Some(("The plan has failed", "Ana Ruiz")),
        );
        check("The plan is dead, claims Ana Ruiz.", Some(("The plan is dead", "claims Ana Ruiz")));
        check("The plan is dead, claims the union.", Some(("The plan is dead", "the union")));
        check("The plan is dead, insists the trust that runs it.", Some(("The plan is dead", "the trust")));
        check(
            "The plan is dead, argued the council's lawyer, Ana Ruiz.",
            Some(("The plan is dead", "lawyer")),
        );
        check("The plan is dead, say critics.", Some(("The plan is dead", "critics")));
        check("The plan is dead, fears the mayor.", Some(("The plan is dead", "the mayor")));
    }

    #[test]
    fn who_has_said_it_says_it() {
        check(
            "The bridge will close, the council has confirmed.",
            Some(("The bridge will close", "the council")),
        );
        check("Two men had fled, police have since said.", Some(("Two men had fled", "police")));
    }

    #[test]
    fn a_list_of_deeds_attributes_nothing() {
        check("Ana Ruiz stood up, warned Bo Lind and left.", None);
        check("Ana Ruiz stood up, told Bo Lind, and left.", None);
        check("The board merged two schools, added a college.", None);
        check("After the vote, said Ana Ruiz, all was lost.", None);
        check("Ana Ruiz left, leaving Bo Lind.", None);
        check("The plan is dead, warns the council that it will sue.", None);
        check("Bo Lind, whose father was a baker, remembers Ana Ruiz.", None);
    }
}
