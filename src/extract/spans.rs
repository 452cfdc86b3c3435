//! Stretches between quotation marks: straight, curly, doubled single, guillemets, low German marks;
//! nested, mismatched and never closed.
//!
//! Marks are paired inside one paragraph. A mark that does not close by the paragraph's end leaves the
//! quotation open; where the next paragraph begins with a mark again, it goes on there, as newspapers print
//! quotations of several paragraphs. One odd mark costs at most its own paragraph.

use crate::text::TokenKind;

use super::doc::{Part, Quotation, Range, Tok};

/// Finds the quotations of every part. Cost: linear in the tokens.
pub fn find_quotations(tokens: &[Tok], parts: &[Part]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let before = found.len();
        find_in_part(tokens, part.range, number, &mut found);
        let goes_on = before > 0
            && found.len() > before
            && !found[before - 1].closed
            && found[before - 1].part + 1 == number
            && found[before].outer.start == part.range.start;
        if goes_on {
            found[before].continues = true;
        }
    }
    found
}

/// What a token does to a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Can only open.
    Open(Family),
    /// Can only close.
    Close(Family),
    /// Straight marks: opens or closes by what stands around it.
    Either,
}

/// Marks that pair with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// “ ” " '' `` „ and their mixtures.
    Double,
    /// « » ‹ ›
    Guillemet,
    /// ‘ ’ '
    Single,
}

fn find_in_part(tokens: &[Tok], range: Range, part: usize, found: &mut Vec<Quotation>) {
    let mut open: Option<(usize, Family)> = None;
    let mut depth = 0_usize;
    let mut at = range.start;
    while at < range.end {
        let Some(mark) = mark_at(tokens, at, range) else {
            at += 1;
            continue;
        };
        match (open, mark) {
            (None, Mark::Open(family)) if family != Family::Single || closes_later(tokens, at, range) => {
                open = Some((at, family));
                depth = 0;
            }
            (None, Mark::Either) if opens_here(tokens, at, range) => open = Some((at, Family::Double)),
            (Some((start, Family::Double)), Mark::Either) => {
                if closes_here(tokens, at, range) || at > start + 1 && !opens_here(tokens, at, range) {
                    push(found, start, at, true, part, tokens);
                    open = None;
                } else {
                    // A second opening mark: the first was never closed. It ends where the new one begins.
                    push(found, start, at, false, part, tokens);
                    open = Some((at, Family::Double));
                }
            }
            (Some((start, _)), Mark::Open(_)) if tokens[start].mark == '„' && tokens[at].mark == '“' => {
                push(found, start, at, true, part, tokens);
                open = None;
            }
            (Some((_, family)), Mark::Open(again)) if family == again => depth += 1,
            (Some((start, family)), Mark::Close(again)) if family == again => {
                if depth > 0 && another_close(tokens, at, range, family) {
                    depth -= 1;
                } else {
                    push(found, start, at, true, part, tokens);
                    open = None;
                    depth = 0;
                }
            }
            _ => {}
        }
        at += 1;
    }
    if let Some((start, family)) = open
        && family != Family::Single
    {
        push(found, start, range.end, false, part, tokens);
    }
}

fn push(found: &mut Vec<Quotation>, start: usize, end: usize, closed: bool, part: usize, tokens: &[Tok]) {
    let inner = Range { start: start + 1, end };
    if tokens[inner.start..inner.end].iter().any(Tok::is_word) {
        let outer = Range { start, end: if closed { end + 1 } else { end } };
        found.push(Quotation { outer, inner, closed, continues: false, part });
    }
}

fn mark_at(tokens: &[Tok], at: usize, range: Range) -> Option<Mark> {
    let token = &tokens[at];
    if token.kind != TokenKind::Mark {
        return None;
    }
    let doubled = token.span.len() == 2 && matches!(token.mark, '\'' | '`');
    match token.mark {
        '“' | '„' | '‟' => Some(Mark::Open(Family::Double)),
        '”' => Some(
            if token.spaced
                && !ends_word(tokens, at, range)
                && at > range.start
                && tokens.get(at + 1).is_some_and(|n| !n.spaced)
            {
                Mark::Open(Family::Double)
            } else {
                Mark::Close(Family::Double)
            },
        ),
        '"' => Some(Mark::Either),
        '\'' if doubled => Some(Mark::Either),
        '`' if doubled => Some(Mark::Open(Family::Double)),
        '«' | '‹' | '»' | '›' => Some(if begins_word(tokens, at, range) {
            Mark::Open(Family::Guillemet)
        } else {
            Mark::Close(Family::Guillemet)
        }),
        '‘' => Some(Mark::Open(Family::Single)),
        '\'' | '’' | '`' => {
            if begins_word(tokens, at, range) && token.mark != '’' {
                Some(Mark::Open(Family::Single))
            } else if ends_word(tokens, at, range) {
                Some(Mark::Close(Family::Single))
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Space before, none after: where an opening mark stands.
fn begins_word(tokens: &[Tok], at: usize, range: Range) -> bool {
    let free = tokens[at].spaced
        || at == range.start
        || matches!(tokens[at - 1].mark, '(' | '[' | '—' | '–' | '-' | '“' | '"');
    free && at + 1 < range.end && !tokens[at + 1].spaced
}

/// None before, space or a mark after: where a closing mark stands.
fn ends_word(tokens: &[Tok], at: usize, range: Range) -> bool {
    !tokens[at].spaced
        && at > range.start
        && (at + 1 >= range.end || tokens[at + 1].spaced || tokens[at + 1].kind == TokenKind::Mark)
}

fn opens_here(tokens: &[Tok], at: usize, range: Range) -> bool {
    let inches = at > range.start && tokens[at - 1].kind == TokenKind::Number && !tokens[at].spaced;
    !inches
        && (tokens[at].spaced
            || at == range.start
            || tokens[at - 1].kind == TokenKind::Mark
            || !ends_word(tokens, at, range))
        && at + 1 < range.end
}

fn closes_here(tokens: &[Tok], at: usize, range: Range) -> bool {
    ends_word(tokens, at, range) || at + 1 >= range.end || tokens[at + 1].spaced
}

/// Single marks quote only where a closing one follows a word or a mark before a space.
fn closes_later(tokens: &[Tok], at: usize, range: Range) -> bool {
    let limit = range.end.min(at + 80);
    (at + 2..limit).any(|i| {
        let token = &tokens[i];
        token.kind == TokenKind::Mark
            && matches!(token.mark, '’' | '\'')
            && token.span.len() < 4
            && !token.spaced
            && (i + 1 >= range.end || tokens[i + 1].spaced || tokens[i + 1].kind == TokenKind::Mark)
    })
}

fn another_close(tokens: &[Tok], at: usize, range: Range, family: Family) -> bool {
    for i in at + 1..range.end {
        match mark_at(tokens, i, range) {
            Some(Mark::Close(again)) if again == family => return true,
            Some(Mark::Open(again)) if again == family => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::extract::doc::Doc;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let found: Vec<&str> = doc.quotations.iter().map(|q| doc.words(q.inner)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("\"No,\" said Ana. \"Never.\"", &["No,", "Never."]);
        check("“No,” said Ana. “Never.”", &["No,", "Never."]);
        check("''No,'' said Ana.", &["No,"]);
        check("``No,'' said Ana.", &["No,"]);
        check("«No», said Ana.", &["No"]);
        check("„Nein“, said Ana, »no«.", &["Nein", "no"]);
        check("Ana said ‘not now’ and left.", &["not now"]);
    }

    #[test]
    fn nested_marks_stay_inside() {
        check("“He told me ‘not now’ and left,” Ana said.", &["He told me ‘not now’ and left,"]);
        check("\"They call it 'the wall' here,\" Ana said.", &["They call it 'the wall' here,"]);
    }

    #[test]
    fn apostrophes_quote_nothing() {
        check("The workers' vote and the ’90s are Ana's.", &[]);
    }

    #[test]
    fn mismatched_marks_still_pair() {
        check("“No,\" said Ana.", &["No,"]);
        check("\"No,” said Ana.", &["No,"]);
    }

    #[test]
    fn an_open_mark_runs_to_the_paragraphs_end() {
        check("Ana said, \"It goes on.", &["It goes on."]);
        check("“One.\n\n“Two,” Ana said.", &["One.", "Two,"]);
    }

    #[test]
    fn inches_are_no_quotation() {
        check("The 12\" record sold well.", &[]);
    }
}
