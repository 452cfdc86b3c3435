//! “**PORT ALDER, Nov. 13 (Meridian Wire) —** The council …”: where and when a story was written, at its front.

use crate::text::TokenKind;

use super::doc::{Range, Tok};
use super::lexicon::{keys, trait_of};

/// How many tokens a date-line has at most.
const LONGEST: usize = 16;

/// States of America as date-lines shorten them behind a town: “HARROW, **Calif.**”
pub const STATES: [u64; 28] = keys([
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "md",
    "mass", "mich", "minn", "mo", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "wash", "wis",
]);

/// Where the words begin behind the date-line of a paragraph; its own start where it has none. Cost: the same for any
/// paragraph.
pub fn after_dateline(text: &str, tokens: &[Tok], paragraph: Range) -> usize {
    let start = paragraph.start;
    let capitals = |at: usize| {
        let words = tokens[at].span.of(text);
        words.len() > 1 && words.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    let limit = paragraph.end.min(start + LONGEST);
    // “(Meridian Wire) -- The council …”
    let bracketed = paragraph.end > start
        && tokens[start].is_mark('(')
        && (start..limit).find(|at| tokens[*at].is_mark(')')).is_some_and(|at| {
            tokens.get(at + 1).is_some_and(|next| at + 1 < limit && next.spaced && is_dash(next))
        });
    if paragraph.end <= start || !capitals(start) && !bracketed {
        return start;
    }
    let dash = (start + 1..limit).find(|at| {
        let token = &tokens[*at];
        token.spaced && is_dash(token)
    });
    let plain = |at: usize| {
        let token = &tokens[at];
        token.capital
            || token.kind == TokenKind::Number
            || token.kind == TokenKind::Mark && token.quotation == 0
            || token.has(trait_of::CALENDAR)
    };
    let ends = dash.filter(|dash| (start..*dash).all(plain) && dash + 1 < paragraph.end);
    let behind = |dash: usize| {
        let second = tokens[dash + 1].is_mark('-') && dash + 2 < paragraph.end;
        dash + 1 + usize::from(second)
    };
    ends.map_or(start, behind)
}

fn is_dash(token: &Tok) -> bool {
    token.is_mark('—') || token.is_mark('–') || token.is_mark('-')
}
