//! Quotations as American newspapers set them, whatever the newspaper.
//!
//! A British paper prints ‘We will not pay’, said Ruiz, where an American one prints “We will not pay,” said Ruiz. Nearly
//! all articles that the choosers and the parser have learned from are American, so all that comes after this sees the
//! marks of the one and the order of the other. Where tokens stand in the text is as it was: [`Doc::span`] leaves out of
//! what is quoted a stop that stands behind it.
//!
//! [`Doc::span`]: super::doc::Doc::span

use crate::model::ParagraphKind;

use super::doc::{Part, Quotation, Tok};

/// Sets all quotations so. Cost: linear in their number.
pub fn set_as_american(tokens: &mut [Tok], quotations: &mut [Quotation], parts: &[Part]) {
    let singly = quotes_singly(tokens, quotations, parts);
    for quotation in quotations {
        if singly && is_single(&tokens[quotation.outer.start]) {
            set_double_marks(tokens, quotation);
        }
        take_stop_inside(tokens, quotation, &parts[quotation.part]);
    }
}

/// Whether a paper's usual marks are the single ones: it has more of them than of others, headings aside, where American
/// papers have them too.
fn quotes_singly(tokens: &[Tok], quotations: &[Quotation], parts: &[Part]) -> bool {
    let heading = |part: &Part| matches!(part.kind, ParagraphKind::Headline | ParagraphKind::Subhead);
    let body = quotations.iter().filter(|quotation| !heading(&parts[quotation.part]));
    let (mut single, mut other) = (0, 0);
    for quotation in body {
        if is_single(&tokens[quotation.outer.start]) {
            single += 1;
        } else {
            other += 1;
        }
    }
    single > other
}

/// Whether a mark is one of ‘ and ', and not two of them in the place of a double one.
pub fn is_single(mark: &Tok) -> bool {
    matches!(mark.mark, '‘' | '\'' | '`') && mark.span.len() == mark.mark.len_utf8()
}

fn set_double_marks(tokens: &mut [Tok], quotation: &Quotation) {
    tokens[quotation.outer.start].mark = '“';
    if quotation.closed {
        tokens[quotation.outer.end - 1].mark = '”';
    }
}

/// “We will not pay”**,** said Ruiz: a comma or full stop right behind the closing mark changes places with it.
fn take_stop_inside(tokens: &mut [Tok], quotation: &mut Quotation, part: &Part) {
    let (closing, stop) = (quotation.outer.end - 1, quotation.outer.end);
    let stops = |token: &Tok| token.is_stop() || token.is_mark(',');
    let stands_behind = quotation.closed
        && stop < part.range.end
        && !tokens[stop].spaced
        && (tokens[stop].is_mark(',') || tokens[stop].is_mark('.'))
        && !stops(&tokens[closing - 1]);
    if stands_behind {
        tokens.swap(closing, stop);
        quotation.inner.end += 1;
        quotation.outer.end += 1;
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::doc::Doc;
    use crate::extract::lexicon::lexicon;
    use crate::extract::testing::article;

    /// What is quoted, and what stands in the place of the marks and stops around it.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let article = article(text);
        let doc = Doc::new(&article, lexicon());
        let found: Vec<(&str, String)> = doc
            .quotations
            .iter()
            .map(|quotation| {
                let set = doc.tokens[quotation.outer.start..quotation.outer.end].iter();
                (doc.words(quotation.inner), set.filter(|t| !t.is_word()).map(|t| t.mark).collect())
            })
            .collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(words, marks)| (*words, marks.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn stops_go_inside() {
        check("“No”, said Ana. “Never”.", &[("No", "“,”"), ("Never", "“.”")]);
        check("“No,” said Ana. “Never.”", &[("No,", "“,”"), ("Never.", "“.”")]);
        check("“No?”, said Ana; “no”; “no” –", &[("No?", "“?”"), ("no", "“”"), ("no", "“”")]);
    }

    #[test]
    fn single_marks_become_double_where_they_are_the_usual_ones() {
        check("‘No’, said Ana. ‘He told me “never”.’", &[("No", "“,”"), ("He told me “never”.", "““”.”")]);
        check("“No,” said Ana of the ‘wall’.", &[("No,", "“,”"), ("wall", "‘.’")]);
    }

    #[test]
    fn an_open_quotation_stays_open() {
        check("“No, said Ana.", &[("No, said Ana.", "“,.")]);
    }
}
