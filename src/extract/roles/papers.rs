//! Whose a paper is: “**the Harbour Board’s** report”, “a report **by the Harbour Board**”, “a **police** notice”.

use super::super::bodies::body_meant_by;
use super::super::doc::{Doc, Range, Tok};
use super::super::lexicon::{keys, tag, trait_of};
use super::super::people::People;
use super::Reader;
use crate::model::Span;
use crate::text::TokenKind;

/// The body that the paper is of which `range` describes.
pub fn body_of_paper(doc: &Doc<'_>, people: &People, range: Range) -> Option<Span> {
    let reader = Reader { doc, people };
    let owner = (range.start..range.end).find(|at| doc.tokens[*at].kind == TokenKind::Possessive);
    let owner = owner.and_then(|at| reader.possessor(at + 1));
    // “a report by the dockers” is of no body.
    let author = || {
        let by = (range.start..range.end).find(|at| BY.contains(&doc.tokens[*at].key));
        // “a statement **released** by the Harbour Board”
        let issued = doc.tokens.get(range.end).is_some_and(|token| token.is(tag::VERB));
        let issued =
            issued.then(|| range.end + 1).filter(|at| doc.tokens.get(*at).is_some_and(|t| t.key == BY[0]));
        reader.body_at(by.or(issued)? + 1, false)
    };
    // “a **police** notice”
    let kind = || {
        let common = |at: &usize| doc.tokens[at + 1].has(trait_of::PAPER) && is_body_word(&doc.tokens[*at]);
        let at = (range.start..range.end.saturating_sub(1)).find(common)?;
        let body = body_meant_by(doc, people, range.start, doc.tokens[at].key)?;
        Some(people.name_span(doc, body))
    };
    owner.or_else(author).or_else(kind)
}

pub(super) fn is_body_word(token: &Tok) -> bool {
    token.has(trait_of::COMMON_BODY) && !token.has(trait_of::PAPER)
}

const BY: [u64; 2] = keys(["by", "from"]);

#[cfg(test)]
mod tests {
    use crate::extract::testing::first_speaker;

    /// The body of whoever makes the first statement.
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let body = first_speaker(text).and_then(|speaker| speaker.organization);
        assert_eq!(body.as_deref(), expected, "{text}");
    }

    #[test]
    fn a_paper_speaks_for_its_body() {
        check("The Harbour Board’s report said the bridge was safe.", Some("Harbour Board"));
        check("According to a report by the Harbour Board, the bridge is safe.", Some("Harbour Board"));
        check("Harrow Police came. A police notice said the bridge was safe.", Some("Harrow Police"));
        check("A report on the Harbour Board said the bridge was safe.", None);
        check("The report said the bridge was safe.", None);
    }
}
