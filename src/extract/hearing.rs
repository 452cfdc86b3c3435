//! Whoever hears what is said does not say it: “The **court heard** that the lorry did not brake.” Who did is not told.

use super::doc::{Doc, PhraseKind};
use super::lexicon::{keys, trait_of};

/// Whether the source of the cue at `cue` only listened.
pub(super) fn only_hears(doc: &Doc<'_>, source: usize, cue: usize) -> bool {
    let phrase = &doc.phrases[source];
    let head = &doc.tokens[phrase.head()];
    let listens = HEARERS.contains(&head.key) && !head.has(trait_of::GIVEN);
    HEARD.contains(&doc.tokens[cue].key)
        && phrase.kind != PhraseKind::Pronoun
        && phrase.range.end <= cue
        && listens
}

const HEARD: [u64; 3] = keys(["heard", "hears", "hear"]);
const HEARERS: [u64; 15] = keys([
    "court",
    "jury",
    "juror",
    "jurors",
    "inquest",
    "tribunal",
    "hearing",
    "inquiry",
    "committee",
    "council",
    "meeting",
    "panel",
    "magistrates",
    "commission",
    "trial",
]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    #[test]
    fn who_hears_says_nothing() {
        for who in ["The court", "Harrow Crown Court", "The inquest", "The jury"] {
            let text = format!("{who} heard that Bo Lind had sent four messages.");
            assert_eq!(first_speaker(&text).map(|entity| entity.name), None, "{text}");
        }
    }
}
