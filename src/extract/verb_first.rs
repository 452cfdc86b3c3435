//! “**Said Ana Ruiz**, the mayor: “It will close.””: who says a quotation whose sentence begins with the verb.
//!
//! Magazines print so, and so did newspapers long ago; in what the choosers have learned from, it hardly stands.

use super::doc::{Doc, Range};
use super::frame::Frame;
use super::lexicon::{ascii_key, keys, tag, trait_of};
use super::somebody::may_speak;
use super::sources::possessed;

/// Who says the first quotation of a sentence that begins with a verb of saying, and that verb. Cost: linear in the tokens
/// before the quotation.
pub(super) fn verb_first(doc: &Doc<'_>, sentence: Range) -> Option<Frame> {
    let cue = sentence.start;
    let says = doc.tokens.get(cue).filter(|token| token.capital && token.quotation == 0)?;
    if !SAID.contains(&says.key) {
        return None;
    }
    let quoted = (cue + 1..sentence.end).find(|at| doc.tokens[*at].quotation != 0)?;
    let mark = quoted - 1;
    let source = behind(doc, cue)?;
    let end = doc.phrases[source].range.end;
    let announced = doc.tokens[mark].is_mark(',') || doc.tokens[mark].is_mark(':');
    (announced && end <= mark && is_aside(doc, Range { start: end, end: mark }))
        .then_some(Frame { source, cue })
}

/// Who stands right behind the verb, or whose what stands there is: “Added Ruiz's **lawyer**”. A name may have swallowed the verb.
fn behind(doc: &Doc<'_>, cue: usize) -> Option<usize> {
    let number = doc.phrases.partition_point(|phrase| phrase.range.end <= cue + 1);
    let next = doc.phrases.get(number)?;
    let adjoins = next.range.start <= cue + 1;
    let source = possessed(doc, number).unwrap_or(number);
    let phrase = &doc.phrases[source];
    let he = doc.tokens[phrase.head()].is(tag::PRONOUN) && HE.contains(&doc.tokens[phrase.head()].key);
    (adjoins && !phrase.possessive && (he || may_speak(doc, phrase))).then_some(source)
}

/// “, *the mayor*”, “*in a note on Monday*”, “*, who grew up there*”: whether what stands behind somebody says more of them, or
/// where it was said, and is no other clause.
fn is_aside(doc: &Doc<'_>, range: Range) -> bool {
    let tokens = &doc.tokens[range.start..range.end];
    let Some(first) = tokens.first() else { return true };
    let relative = tokens.iter().any(|token| token.key == WHO);
    let acts =
        tokens.iter().any(|token| token.is(tag::AUXILIARY) || token.word.cue != 0 && token.is(tag::VERB));
    let opens = first.is_mark(',')
        || first.is_mark('(')
        || first.is(tag::PREPOSITION)
        || first.has(trait_of::CALENDAR);
    first.key == WHO || opens && (relative || !acts)
}

/// What nobody does to somebody, nor somebody has made: “Praised Ruiz:” was another, “Claims Ruiz made” are hers.
const SAID: [u64; 46] = keys([
    "said",
    "says",
    "adds",
    "added",
    "wrote",
    "writes",
    "explains",
    "explained",
    "argues",
    "argued",
    "insists",
    "insisted",
    "notes",
    "noted",
    "warns",
    "warned",
    "concludes",
    "concluded",
    "continues",
    "continued",
    "replies",
    "replied",
    "recalls",
    "recalled",
    "quips",
    "quipped",
    "jokes",
    "joked",
    "complains",
    "complained",
    "declares",
    "declared",
    "observes",
    "observed",
    "comments",
    "commented",
    "tweets",
    "tweeted",
    "remarked",
    "muses",
    "mused",
    "admits",
    "admitted",
    "laments",
    "lamented",
    "sighed",
]);
const WHO: u64 = ascii_key("who");
const HE: [u64; 3] = keys(["he", "she", "they"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    /// Who says the quotation.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let speaker = first_speaker(&format!(
            "It rained in Harrow.\n\n{text} “The danger is that it is easy to make a mistake.”"
        ));
        assert_eq!(speaker.map(|entity| entity.name).as_deref(), expected, "{text}");
    }

    #[test]
    fn who_stands_behind_the_verb_says_it() {
        check("Said Ruiz:", Some("Ruiz"));
        check("Adds Ana Ruiz,", Some("Ana Ruiz"));
        check("Says Mrs. Ruiz:", Some("Ruiz"));
        check("Warned Ruiz in his latest note,", Some("Ruiz"));
        check("Added Ana Ruiz, an economist at Castellane Bank:", Some("Ana Ruiz"));
        check("Said Bo Lind, who grew up with her there,", Some("Bo Lind"));
        check("Added Ruiz's right-hand man Bo Lind,", Some("Bo Lind"));
        check("Added analyst Bo Lind,", Some("Bo Lind"));
        check("Said Castellane Bank analyst Bo Lind,", Some("Bo Lind"));
    }

    #[test]
    fn another_clause_says_it_otherwise() {
        check("Pressed on the plan, Lind said,", Some("Lind"));
        check("Asked Monday about Ruiz, Lind said,", Some("Lind"));
        check("Claims Ruiz made in May were false, Lind said:", Some("Lind"));
        check("Praised Ana Ruiz, Bo Lind wrote:", Some("Bo Lind"));
    }
}
