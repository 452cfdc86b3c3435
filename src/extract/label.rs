//! What lines begin with, before a colon or as a heading, that nobody speaks: “Disclaimer:”, “Price Action:”.

use super::doc::{Doc, Phrase};
use super::kinds_of_body::is_listed_body;
use super::lexicon::{keys, trait_of};
use super::phrases::names_body;
use crate::text::TokenKind;

/// Whether a name at the beginning of a line only tells what comes.
pub fn is_mere_label(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let head = &doc.tokens[phrase.head()];
    head.has(trait_of::CALENDAR | trait_of::PLACE) || LABELS.contains(&head.key) || is_topic(doc, phrase)
}

/// “Price Action”, “Hidden Gem 1”: nothing but ordinary words, which no person and no body is called by.
pub fn is_topic(doc: &Doc<'_>, phrase: &Phrase) -> bool {
    let words = &doc.tokens[phrase.core.start..phrase.core.end];
    let [first, .., last] = words else { return false };
    let named =
        trait_of::GIVEN | trait_of::HONORIFIC | trait_of::TITLE | trait_of::ROLE | trait_of::NATIONALITY;
    let ordinary = words.iter().all(|token| token.kind == TokenKind::Word && token.word.tags != 0);
    !first.has(named)
        && !words.iter().any(|token| token.has(trait_of::PLACE | trait_of::COMMON_BODY))
        && (ordinary || last.kind == TokenKind::Number)
        && !names_body(doc, phrase.core)
        && !is_listed_body(words.iter().map(|token| token.key))
}

/// Last words of what is no name; of “Q” and “A” nobody can tell who they are.
const LABELS: [u64; 24] = keys([
    "q",
    "a",
    "note",
    "update",
    "photo",
    "source",
    "sources",
    "related",
    "read",
    "watch",
    "where",
    "when",
    "correction",
    "editor",
    "tickets",
    "disclaimer",
    "disclosure",
    "disclosures",
    "caption",
    "link",
    "links",
    "video",
    "summary",
    "conclusion",
]);

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::extract::testing::article;

    /// Who says something where this label and Ana Price stand before lines in turn.
    #[track_caller]
    fn check(label: &str, expected: &[&str]) {
        let line = |who: &str| format!("\n\n{who}: We will not pay for it.");
        let text = format!("They met on Monday.{}", [line(label), line("Ana Price")].concat().repeat(3));
        let found = extract(&article(&text));
        let spoken = found.statements.iter().filter_map(|said| found.speaker_of(said));
        let mut told: Vec<&str> = spoken.map(|entity| entity.name.as_str()).collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told, expected, "{label}");
    }

    #[test]
    fn a_label_is_nobodys_name() {
        for label in ["Price Action", "Hidden Gem 1", "Disclaimer", "Related Links"] {
            check(label, &[]);
        }
        check("Fishing Board", &["Ana Price", "Fishing Board"]);
        check("Bo Marsh", &["Ana Price", "Bo Marsh"]);
    }
}
