//! “As Ana Ruiz pointed out, **the bridge is old**.”: who says a sentence that begins so.

use super::according::told_behind;
use super::clause::Clause;
use super::doc::{Doc, Range};
use super::lexicon::{CueClass, ascii_key, keys, pronoun_in, tag, trait_of};
use super::somebody::speaker_at;
use super::sources::possessed;

/// How many auxiliaries and adverbs may stand between source and cue.
const LONGEST_CHAIN: usize = 2;
/// How many tokens may tell when, where and to whom it was said.
const LONGEST_ASIDE: usize = 8;

/// Gives every cue that *as* leads the source before it, and what follows the comma for a content. Cost: linear in the sentences.
pub fn settle_as_told(doc: &Doc<'_>, clauses: &mut Vec<Clause>) {
    let told = doc.sentences.iter().filter_map(|sentence| {
        let (source, cue, rest) = as_told(doc, sentence.range)?;
        // Where choosers begin there too, they know better where it ends.
        let known = clauses.binary_search_by_key(&cue, |clause| clause.cue).ok();
        let chosen = known.and_then(|place| clauses[place].content).filter(|own| own.start == rest.start);
        Some(Clause::told_by_order(cue, source, chosen.unwrap_or(rest)))
    });
    let told = told.collect();
    Clause::put_all(clauses, told);
}

/// Source, cue, and what follows them.
fn as_told(doc: &Doc<'_>, sentence: Range) -> Option<(usize, usize, Range)> {
    let first = doc.tokens.get(sentence.start).filter(|first| first.quotation == 0)?;
    let start = sentence.start + usize::from(matches!(first.key, BUT | AND));
    doc.tokens.get(start).filter(|token| token.key == AS && start + 1 < sentence.end)?;
    let source = source_at(doc, start + 1)?;
    let from = doc.phrases[source].range.end;
    let chain = |at: &usize| doc.tokens[*at].is(tag::AUXILIARY | tag::ADVERB);
    let cue = from + (from..sentence.end).take(LONGEST_CHAIN).take_while(chain).count();
    let verb = doc.tokens.get(cue).filter(|verb| verb.is(tag::VERB) && verb.quotation == 0)?;
    let limit = sentence.end.min(cue + 1 + LONGEST_ASIDE);
    let comma = (cue + 1..limit).find(|at| doc.tokens[*at].is_mark(','))?;
    let aside = Range { start: cue + 1, end: comma };
    let plain = doc.sums(aside).verbs == 0 && doc.sums(aside).quoted == 0;
    let next = doc.tokens[cue + 1].key;
    // What stands behind “pointed out” and “put it”.
    let behind = Range { start: comma.min(cue + 2), ..aside };
    let whole = |aside: Range| aside.start == aside.end || is_aside(doc, aside);
    let told = match verb.key {
        POINTED | POINTS => next == OUT && whole(behind),
        PUT | PUTS => next == IT && whole(behind) && !PARTICLES.contains(&doc.tokens[cue + 2].key),
        key if NOTES.contains(&key) => whole(aside),
        // “As Ruiz explained, the crowd left” may be when.
        key if SAYS.contains(&key) => cue > from && whole(aside) || is_aside(doc, aside),
        // “As they argued in the street, a car hit a wall” is.
        key => DOES.contains(&key) && (is_dated(doc, aside) || cue > from && aside.start == comma),
    };
    let rest = told_behind(doc, comma + 1, sentence).filter(|_| told && plain)?;
    let subject = tag::DETERMINER | tag::PRONOUN | tag::NAME | tag::NOUN | tag::ADJECTIVE | tag::NUMERAL;
    doc.tokens[rest.start].is(subject).then_some((source, cue, rest))
}

/// Who may say something and is told at `at`, or whose what is told there; not those who write.
fn source_at(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let number = doc.phrases.partition_point(|phrase| phrase.range.start < at);
    let owner = doc.phrases.get(number).filter(|owner| owner.range.start == at)?;
    let owned = || speaker_at(doc, doc.phrases[possessed(doc, number)?].range.start);
    let source = if owner.possessive { owned() } else { speaker_at(doc, at) }?;
    let word = pronoun_in(doc.tokens[doc.phrases[source].range.start].key);
    (!AUTHORS.contains(&word)).then_some(source)
}

/// “As he said **in May**,”, “As she said **Monday**,”: when or where it was said.
fn is_aside(doc: &Doc<'_>, aside: Range) -> bool {
    let first = doc.tokens.get(aside.start).filter(|_| aside.start < aside.end);
    first.is_some_and(|first| {
        first.is(tag::PREPOSITION | tag::ADVERB) && !first.word.is_cue(CueClass::Source)
            || first.has(trait_of::TIME | trait_of::CALENDAR)
    })
}

/// “As Ruiz argued **on Monday**,”, “As Ruiz reported **this week**,”; not “As he reported to work on Monday,”.
fn is_dated(doc: &Doc<'_>, aside: Range) -> bool {
    let first = doc.tokens.get(aside.start).filter(|_| aside.start < aside.end);
    let dated = |at: usize| doc.tokens[at].has(trait_of::TIME | trait_of::CALENDAR);
    first.is_some_and(|first| !ERRANDS.contains(&first.key)) && (aside.start..aside.end).any(dated)
}

const AS: u64 = ascii_key("as");
const BUT: u64 = ascii_key("but");
const AND: u64 = ascii_key("and");
const OUT: u64 = ascii_key("out");
const IT: u64 = ascii_key("it");
const POINTED: u64 = ascii_key("pointed");
const POINTS: u64 = ascii_key("points");
const PUT: u64 = ascii_key("put");
const PUTS: u64 = ascii_key("puts");
/// Verbs that no deed beside them is told by, unless they have an object: “As the mayor says goodbye,”.
const NOTES: [u64; 7] = keys(["noted", "notes", "observes", "explains", "writes", "says", "reports"]);
const SAYS: [u64; 4] = keys(["said", "explained", "wrote", "warned"]);
/// Verbs that tell what somebody does as well.
const DOES: [u64; 4] = keys(["observed", "argued", "argues", "reported"]);
const ERRANDS: [u64; 4] = keys(["to", "for", "over", "with"]);
/// “As she put it **down**,”
const PARTICLES: [u64; 10] =
    keys(["down", "away", "back", "up", "off", "out", "aside", "together", "on", "into"]);
const AUTHORS: [u64; 3] = keys(["i", "we", "you"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::told_by_order;

    /// What is said, and who says it.
    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        told_by_order(super::settle_as_told, text, expected);
    }

    #[test]
    fn what_follows_is_theirs() {
        check("As Ana Ruiz pointed out, the bridge is old.", Some(("the bridge is old", "Ana Ruiz")));
        check("But as the mayor noted, the bridge is old.", Some(("the bridge is old", "the mayor")));
        check("As Ruiz's lawyer put it, the bridge is old.", Some(("the bridge is old", "lawyer")));
        check("As Ruiz said in May, the bridge is old.", Some(("the bridge is old", "Ruiz")));
        check("As Ruiz argued on Monday, the bridge is old.", Some(("the bridge is old", "Ruiz")));
        check("As Ruiz noted in her book, the bridge is old.", Some(("the bridge is old", "Ruiz")));
    }

    #[test]
    fn otherwise_it_is_when() {
        check("As Ana Ruiz explained, the crowd left.", None);
        check("As I noted, the bridge is old.", None);
        check("As Ana Ruiz put on her coat, the crowd left.", None);
        check("As Ana Ruiz noted, the mayor said the bridge was old.", None);
        check("As the mayor says goodbye, the city is in mourning.", None);
        check("As the guide pointed out the sights, the crowd was happy.", None);
        check("As Ana Ruiz put it down, the phone rang.", None);
        check("As the men argued in the street, a car hit a wall.", None);
        check("As Bo Lind reported to work on Monday, the siren rang.", None);
    }
}
