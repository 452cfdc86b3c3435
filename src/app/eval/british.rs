//! Gold as a British newspaper would set it: single marks, and commas behind them. What is found in it should be what is
//! found in the original.

use super::gold::GoldArticle;
use super::{Chars, Piece};

/// Sets articles so, and moves what their gold says of them along. Cost: linear in the text.
pub(super) fn set_british(gold: &mut [GoldArticle]) {
    for one in gold {
        let Ok(article) = &mut one.article else { continue };
        let mut text: Vec<char> = article.text.chars().collect();
        let moved = move_commas(&mut text);
        set_single_marks(&mut text);
        article.text = text.into_iter().collect();
        let statements = one.gold.statements.iter_mut().map(|Piece { span, .. }| span);
        statements.chain(&mut one.gold.unattributed).for_each(|span| end_before(span, &moved));
    }
}

/// “No**,**” said Ana: puts commas behind the marks that close after them, and tells where the marks stand now.
fn move_commas(text: &mut [char]) -> Vec<usize> {
    let ends = |after: Option<&char>| after.is_none_or(|after| after.is_whitespace());
    let closes = |text: &[char], at: usize| {
        text[at] == ','
            && matches!(text.get(at + 1), Some('”' | '"'))
            && ends(text.get(at + 2))
            && at.checked_sub(1).is_some_and(|before| !text[before].is_whitespace())
    };
    let places: Vec<usize> = (0..text.len()).filter(|at| closes(text, *at)).collect();
    for at in &places {
        text.swap(*at, at + 1);
    }
    places
}

/// Makes double marks single, and single ones inside of them double. A mark never takes more bytes than before.
fn set_single_marks(text: &mut [char]) {
    let (mut outer, mut nested) = (false, false);
    for at in 0..text.len() {
        let before = at.checked_sub(1).map_or(' ', |at| text[at]);
        let after = text.get(at + 1).copied().unwrap_or(' ');
        let opens =
            !before.is_alphanumeric() && !matches!(before, '.' | ',' | '!' | '?') && after.is_alphanumeric();
        let closes = !after.is_alphabetic();
        match text[at] {
            '\n' => (outer, nested) = (false, false),
            '“' => (text[at], outer) = ('‘', true),
            '”' => (text[at], outer, nested) = ('’', false, false),
            '"' => (text[at], outer, nested) = ('\'', !outer, false),
            '‘' if outer => (text[at], nested) = ('“', true),
            '’' if nested && closes => (text[at], nested) = ('”', false),
            '\'' if nested && closes => (text[at], nested) = ('"', false),
            '\'' if outer && opens => (text[at], nested) = ('"', true),
            _ => {}
        }
    }
}

/// A span that ended with a comma, or with the mark behind it, ends one `char` earlier.
fn end_before(span: &mut Chars, moved: &[usize]) {
    let ends_there =
        |back: usize| span.end.checked_sub(back).is_some_and(|at| moved.binary_search(&at).is_ok());
    if ends_there(1) || ends_there(2) {
        span.end -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut chars: Vec<char> = text.chars().collect();
        move_commas(&mut chars);
        set_single_marks(&mut chars);
        let set: String = chars.into_iter().collect();
        assert_eq!(set, expected);
        assert_eq!(set.len(), text.len(), "spans of bytes hold");
    }

    #[test]
    fn marks_are_single_and_commas_behind_them() {
        check("“No,” said Ana. “Never.”", "‘No’, said Ana. ‘Never.’");
        check("\"No,\" said Ana's son.", "'No', said Ana's son.");
        check("“They say ‘no’ to Ana’s son,” he said.", "‘They say “no” to Ana’s son’, he said.");
    }

    #[test]
    fn gold_ends_where_it_did() {
        let moved = move_commas(&mut "“No,” said Ana.".chars().collect::<Vec<_>>());
        let mut inside = Chars { start: 1, end: 4 };
        end_before(&mut inside, &moved);
        assert_eq!(inside, Chars { start: 1, end: 3 });
        let mut with_marks = Chars { start: 0, end: 5 };
        end_before(&mut with_marks, &moved);
        assert_eq!(with_marks, Chars { start: 0, end: 4 });
    }
}
