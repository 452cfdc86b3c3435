//! Stretches between quotation marks: straight, curly, doubled single, guillemets, low German marks;
//! nested, mismatched and never closed.
//!
//! Marks are paired inside one paragraph. A mark that does not close by the paragraph's end leaves the
//! quotation open; where the next paragraph begins with a mark again, it goes on there, as newspapers print
//! quotations of several paragraphs. One odd mark costs at most its own paragraph.

use crate::text::TokenKind;

use super::doc::{Part, Quotation, Range, Tok};
use super::lexicon::CueClass;

/// Finds the quotations of every part. Cost: linear in the tokens.
pub fn find_quotations(text: &str, tokens: &[Tok], parts: &[Part]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let before = found.len();
        let paragraph = |number: usize, part: &Part| Paragraph { text, tokens, range: part.range, number };
        let reopened = parts.get(number + 1).is_some_and(|next| paragraph(number + 1, next).opens_singly());
        paragraph(number, part).find(reopened, &mut found);
        let goes_on = before > 0
            && found.len() > before
            && !found[before - 1].closed
            && found[before - 1].part + 1 == number
            && found[before].outer.start == part.range.start
            && tokens[found[before].outer.start].mark == tokens[found[before - 1].outer.start].mark;
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
    /// “ ” " '' ’’ `` „ and their mixtures.
    Double,
    /// « » ‹ ›
    Guillemet,
    /// ‘ ’ '
    Single,
}

/// A paragraph whose quotations are looked for.
#[derive(Clone, Copy)]
struct Paragraph<'a> {
    text: &'a str,
    tokens: &'a [Tok],
    range: Range,
    number: usize,
}

impl Paragraph<'_> {
    /// Finds its quotations. `reopened`: the next paragraph begins with a single mark, so that this one may leave one open.
    fn find(&self, reopened: bool, found: &mut Vec<Quotation>) {
        let (tokens, range) = (self.tokens, self.range);
        let mut open: Option<(usize, Family)> = None;
        let mut depth = 0_usize;
        let mut at = range.start;
        while at < range.end {
            let Some(mark) = self.mark_at(at) else {
                at += 1;
                continue;
            };
            match (open, mark) {
                (None, Mark::Open(family))
                    if family != Family::Single
                        || self.closes_later(at)
                        || reopened && self.begins_clause(at) =>
                {
                    open = Some((at, family));
                    depth = 0;
                }
                (None, Mark::Either) if self.opens_here(at) => open = Some((at, Family::Double)),
                (Some((start, Family::Double)), Mark::Either) => {
                    if self.closes_here(at) || at > start + 1 && !self.opens_here(at) {
                        self.push(found, start, at, true);
                        open = None;
                    } else {
                        // A second opening mark: the first was never closed. It ends where the new one begins.
                        self.push(found, start, at, false);
                        open = Some((at, Family::Double));
                    }
                }
                (Some((start, _)), Mark::Open(_)) if tokens[start].mark == '„' && tokens[at].mark == '“' =>
                {
                    self.push(found, start, at, true);
                    open = None;
                }
                (Some((_, family)), Mark::Open(again)) if family == again => depth += 1,
                (Some((_, Family::Single)), Mark::Close(Family::Single)) if self.owns_what_follows(at) => {}
                (Some((start, family)), Mark::Close(again)) if family == again => {
                    if depth > 0 && self.another_close(at, family) {
                        depth -= 1;
                    } else {
                        self.push(found, start, at, true);
                        open = None;
                        depth = 0;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if let Some((start, family)) = open
            && (family != Family::Single || reopened)
        {
            self.push(found, start, range.end, false);
        }
    }

    fn push(&self, found: &mut Vec<Quotation>, start: usize, end: usize, closed: bool) {
        let inner = Range { start: start + 1, end };
        if self.tokens[inner.start..inner.end].iter().any(Tok::is_word) {
            let outer = Range { start, end: if closed { end + 1 } else { end } };
            found.push(Quotation { outer, inner, closed, continues: false, part: self.number });
        }
    }

    fn mark_at(&self, at: usize) -> Option<Mark> {
        let token = &self.tokens[at];
        if token.kind != TokenKind::Mark {
            return None;
        }
        let doubled = matches!(token.mark, '\'' | '’' | '`') && token.span.len() == 2 * token.mark.len_utf8();
        match token.mark {
            '“' | '„' | '‟' => Some(Mark::Open(Family::Double)),
            '”' => Some(
                if token.spaced
                    && !self.ends_word(at)
                    && at > self.range.start
                    && self.tokens.get(at + 1).is_some_and(|n| !n.spaced)
                {
                    Mark::Open(Family::Double)
                } else {
                    Mark::Close(Family::Double)
                },
            ),
            '"' => Some(Mark::Either),
            '\'' if doubled => Some(Mark::Either),
            '`' if doubled => Some(Mark::Open(Family::Double)),
            '’' if doubled => Some(Mark::Close(Family::Double)),
            '«' | '‹' | '»' | '›' => Some(if self.begins_word(at) {
                Mark::Open(Family::Guillemet)
            } else {
                Mark::Close(Family::Guillemet)
            }),
            '‘' => Some(Mark::Open(Family::Single)),
            '\'' | '’' | '`' => {
                if self.begins_word(at) && token.mark != '’' {
                    Some(Mark::Open(Family::Single))
                } else if self.ends_word(at) {
                    Some(Mark::Close(Family::Single))
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// Space before, none after: where an opening mark stands.
    fn begins_word(&self, at: usize) -> bool {
        let free = self.tokens[at].spaced
            || at == self.range.start
            || matches!(self.tokens[at - 1].mark, '(' | '[' | '—' | '–' | '-' | '“' | '"');
        free && at + 1 < self.range.end && !self.tokens[at + 1].spaced
    }

    /// None before, space or a mark after: where a closing mark stands.
    fn ends_word(&self, at: usize) -> bool {
        !self.tokens[at].spaced
            && at > self.range.start
            && self.ends_or(at, |next| next.kind == TokenKind::Mark)
    }

    /// Whether the paragraph ends behind `at`, or space or a token like that follows.
    fn ends_or(&self, at: usize, like: impl Fn(&Tok) -> bool) -> bool {
        at + 1 >= self.range.end || self.tokens[at + 1].spaced || like(&self.tokens[at + 1])
    }

    fn opens_here(&self, at: usize) -> bool {
        let (token, first) = (&self.tokens[at], at == self.range.start);
        let inches = !first && self.tokens[at - 1].kind == TokenKind::Number && !token.spaced;
        !inches
            && (token.spaced || first || self.tokens[at - 1].kind == TokenKind::Mark || !self.ends_word(at))
            && at + 1 < self.range.end
    }

    fn closes_here(&self, at: usize) -> bool {
        self.ends_word(at) || self.ends_or(at, |_| false)
    }

    /// Whether the paragraph begins with a single mark that opens.
    fn opens_singly(&self) -> bool {
        self.range.start < self.range.end
            && self.mark_at(self.range.start) == Some(Mark::Open(Family::Single))
    }

    /// Whether a sentence may begin behind a mark: it stands first, or a capital follows it.
    fn begins_clause(&self, at: usize) -> bool {
        at == self.range.start || self.tokens.get(at + 1).is_some_and(|next| next.capital)
    }

    /// Single marks quote only where a closing one follows a word or a mark before a space: soon, or beside a stop.
    fn closes_later(&self, open: usize) -> bool {
        let soon = open + SOON;
        let limit = self.range.end.min(open + LATE);
        (open + 2..limit).any(|at| {
            let token = &self.tokens[at];
            token.kind == TokenKind::Mark
                && matches!(token.mark, '’' | '\'')
                && token.span.len() < 4
                && !token.spaced
                && self.ends_or(at, |next| next.kind == TokenKind::Mark)
                && (at < soon || self.is_beside_stop(at))
        })
    }

    /// ‘The workers**’** vote was final’, said Ana: a plural's apostrophe in front of a word, where the quotation is
    /// closed beside a stop further on.
    fn owns_what_follows(&self, at: usize) -> bool {
        let plural = self.tokens[at - 1].span.of(self.text).ends_with('s');
        let goes_on = self.tokens.get(at + 1).is_some_and(|next| {
            at + 1 < self.range.end && next.is_word() && !next.capital && !next.word.is_cue(CueClass::Say)
        });
        plural && goes_on && self.closes_beside_stop(at + 1)
    }

    /// Whether the next single mark from `from` on closes, and a stop or comma stands before it or behind it.
    fn closes_beside_stop(&self, from: usize) -> bool {
        let single = |mark: Option<Mark>| {
            matches!(mark, Some(Mark::Open(Family::Single) | Mark::Close(Family::Single)))
        };
        let next = (from..self.range.end).find(|at| single(self.mark_at(*at)));
        next.is_some_and(|at| {
            self.mark_at(at) == Some(Mark::Close(Family::Single)) && self.is_beside_stop(at)
        })
    }

    fn is_beside_stop(&self, at: usize) -> bool {
        let stops = |at: usize| self.tokens.get(at).is_some_and(|t| t.is_stop() || t.is_mark(','));
        stops(at - 1) || stops(at + 1)
    }

    fn another_close(&self, at: usize, family: Family) -> bool {
        for i in at + 1..self.range.end {
            match self.mark_at(i) {
                Some(Mark::Close(again)) if again == family => return true,
                Some(Mark::Open(again)) if again == family => return false,
                _ => {}
            }
        }
        false
    }
}

/// Within how many tokens a single mark closes, stop or no stop.
const SOON: usize = 80;
/// And beside a stop: as far as quotations go.
const LATE: usize = 400;

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
        check("“No,’’ said Ana. “She can’t.’’", &["No,", "She can’t."]);
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
        check("‘The workers’ vote is not mine,’ said Ana.", &["The workers’ vote is not mine,"]);
        check("The ‘ghost trains’ and the workers’ ‘dead lines’.", &["ghost trains", "dead lines"]);
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
        check("‘One.\n\n‘Two,’ Ana said.", &["One.", "Two,"]);
        check("‘One.\n\nTwo,’ Ana said.", &[]);
        check("‘One,’ Ana said. ‘Two.\n\n‘Three.’", &["One,", "Two.", "Three."]);
    }

    #[test]
    fn inches_are_no_quotation() {
        check("The 12\" record sold well.", &[]);
    }
}
