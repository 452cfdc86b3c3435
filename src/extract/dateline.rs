//! “**PORT ALDER, Nov. 13 (Meridian Wire) —** The council …”: where and when a story was written, at its front.

use crate::text::TokenKind;

use super::doc::{Range, Tok};
use super::lexicon::trait_of;

/// How many tokens a date-line has at most.
const LONGEST: usize = 16;

/// Where the words begin behind the date-line of a paragraph; its own start where it has none. Cost: the same for any
/// paragraph.
pub fn after_dateline(text: &str, tokens: &[Tok], paragraph: Range) -> usize {
    let start = paragraph.start;
    let capitals = |at: usize| {
        let words = tokens[at].span.of(text);
        words.len() > 1 && words.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    if paragraph.end <= start || !capitals(start) {
        return start;
    }
    let limit = paragraph.end.min(start + LONGEST);
    let dash = (start + 1..limit).find(|at| {
        let token = &tokens[*at];
        token.spaced && (token.is_mark('—') || token.is_mark('–') || token.is_mark('-'))
    });
    let plain = |at: usize| {
        let token = &tokens[at];
        token.capital
            || token.kind == TokenKind::Number
            || token.kind == TokenKind::Mark && token.quotation == 0
            || token.has(trait_of::CALENDAR)
    };
    let ends = dash.filter(|dash| (start..*dash).all(plain) && dash + 1 < paragraph.end);
    ends.map_or(start, |dash| dash + 1)
}
