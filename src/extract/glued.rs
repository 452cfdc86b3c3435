//! Sentences that stand right behind a stop, for a space or a line's end was lost: “… rose 3%.**The** company said”.
//!
//! The text stays as it was given: only where a sentence begins is told. The choosers have learned without it: a dozen of their 840
//! articles have such places.

use super::doc::{Doc, Tok};
use super::lexicon::{ascii_key, keys, trait_of};
use crate::model::Span;
use crate::text::address::SITE_ENDS;
use crate::text::sentence::is_abbreviation;
use crate::text::{Token, TokenKind};

/// “3%.The”, which is one token: the figure, the stop, and the word that begins a sentence.
pub(super) fn glued_number(token: &Token, words: &str) -> Option<[Token; 3]> {
    let begins = |at: &usize| {
        let mut letters = words[at + 1..].chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() > 1
            && letters.all(char::is_lowercase)
    };
    let stop = Some(token)
        .filter(|token| token.kind == TokenKind::Number)
        .and_then(|_| words.rfind('.'))
        .filter(begins)?;
    let at = token.span.from() + stop;
    let part =
        |from: usize, to: usize, kind: TokenKind| Token { span: Span::new(from, to), kind, spaced: false };
    let figure = Token { spaced: token.spaced, ..part(token.span.from(), at, TokenKind::Number) };
    Some([figure, part(at, at + 1, TokenKind::Mark), part(at + 1, token.span.to(), TokenKind::Word)])
}

/// Whether a sentence begins with the token behind `at`, a stop or the mark behind one, though nothing stands between them.
pub(super) fn begins_behind(doc: &Doc<'_>, at: usize) -> bool {
    let (token, Some(next)) = (&doc.tokens[at], doc.tokens.get(at + 1)) else { return false };
    // “… is over.**“**It rained”, “… is over.”**The** mayor”
    let marked = next.kind == TokenKind::Mark && next.quotation != 0 && next.quotation != token.quotation;
    let stop =
        if token.is_stop() { Some(at) } else { at.checked_sub(1).filter(|at| doc.tokens[*at].is_stop()) };
    let Some(last) = stop.and_then(|stop| stop.checked_sub(1)) else { return false };
    let closed = token.quotation != 0 && token.quotation != next.quotation;
    (marked || is_opening(doc, at + 1)) && (closed || ends(doc, last, next))
}

/// “The”, “A bridge”, “Verdalia”; no “Com”, nor “Max(x)” or “Twitter.com”.
fn is_opening(doc: &Doc<'_>, at: usize) -> bool {
    let token = &doc.tokens[at];
    let mut letters = token.span.of(doc.text).chars().skip(1);
    let word = letters.next().map_or_else(|| is_spaced(doc, at + 1), char::is_lowercase);
    let goes_on = |next: &Tok| !next.spaced && matches!(next.mark, '.' | '(' | '/' | '@' | '_' | '=' | ':');
    let is_address = doc.tokens.get(at + 1).is_some_and(goes_on);
    token.kind == TokenKind::Word && token.capital && word && !is_address && !SITES.contains(&token.key)
}

/// Whether a sentence can end with the token at `at`: “closed”, “3%”, “)”, and a name where `next` begins no other.
fn ends(doc: &Doc<'_>, at: usize, next: &Tok) -> bool {
    let token = &doc.tokens[at];
    match token.kind {
        TokenKind::Number => is_spaced(doc, at) || doc.tokens[at.saturating_sub(1)].is_mark('$'),
        TokenKind::Possessive => true,
        TokenKind::Mark => matches!(token.mark, ')' | ']' | '”' | '"' | '’'),
        TokenKind::Word if !is_spaced(doc, at) => false,
        TokenKind::Word if token.capital => next.has(trait_of::NOT_A_NAME) || token.has(trait_of::SUFFIX),
        TokenKind::Word => {
            let word = token.span.of(doc.text);
            let plain = word.len() > 1 && !word.contains(|c: char| c.is_ascii_digit());
            plain && token.key != WWW && !is_abbreviation(word)
        }
    }
}

fn is_spaced(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens.get(at).is_none_or(|token| token.spaced)
}

const SITES: [u64; 8] = keys(SITE_ENDS);
const WWW: u64 = ascii_key("www");

#[cfg(test)]
mod tests {
    use crate::extract::doc::Doc;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    /// `|` shows where a sentence begins.
    #[track_caller]
    fn check(expected: &str) {
        let article = article(&format!("It rained.\n\n{}", expected.replace('|', "")));
        let doc = Doc::new(&article, lexicon());
        let sentences: Vec<&str> = doc.sentences.iter().skip(1).map(|s| doc.words(s.range)).collect();
        assert_eq!(sentences.join("|").replace(". ", "."), expected.replace(". ", "."));
    }

    #[test]
    fn a_sentence_begins_right_behind_a_stop() {
        check(
            "Sales rose 3%.|The company left in 2021.|Two others stayed (or so they say).|Ana Ruiz wept!|A gull sat.",
        );
        check("They met at Orton Inc.|Despite the rain they met in Harrow.|But nobody came.");
        check("It is over.|“We left,” she said.|“It rained.”|The mayor left.");
    }

    #[test]
    fn addresses_and_initials_are_whole() {
        check("They met Mr.Lind of the U.S.Senate at Verdalia.Com and Alder.Ai by J.Ruiz.");
        check("See www.Harrow.example and harrow.example/list.Page or rows.Map(a) and e.g.Lind.");
        check("They met in Harrow vs.Orton and sold v2.Beta.");
    }
}
