//! Whether a text has anything to do with its headline.
//!
//! Whoever saved pages by program sometimes saved another story under an article's name. Nobody can tell which one it
//! ought to be, but a text without a single one of its headline's words is to be looked at.

use hashbrown::HashSet;

use crate::model::{Article, ParagraphKind};
use crate::text::fold::fold;

/// So many telling words a headline must have to be missed.
const IN_HEADLINE: usize = 4;
/// So many a text must have, of which one would be the headline's.
const IN_TEXT: usize = 150;
/// Letters that words of one stem share.
const STEM: usize = 5;

/// Whether no word of the headline stands in a text that is long enough to have one.
pub(super) fn is_unrelated(article: &Article) -> bool {
    let missed: HashSet<String> = stems(&article.headline).collect();
    if missed.len() < IN_HEADLINE || !article.headline.chars().all(is_of_spaced_script) {
        return false;
    }
    let mut words = 0;
    for part in article.paragraphs.iter().filter(|part| part.kind != ParagraphKind::Headline) {
        for stem in stems(part.span.of(&article.text)) {
            if missed.contains(&stem) {
                return false;
            }
            words += 1;
        }
    }
    words >= IN_TEXT
}

/// The beginnings of the words of four letters or more.
fn stems(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| word.chars().nth(3).is_some()).map(|word| fold(word).chars().take(STEM).collect())
}

/// Latin, Greek, Cyrillic, Hebrew, Arabic: where words stand apart.
fn is_of_spaced_script(c: char) -> bool {
    c < '\u{700}' || !c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Paragraph, Span};

    fn check(headline: &str, sentence: &str, times: usize, want: bool) {
        let text = [sentence].repeat(times).join(" ");
        let span = Span::new(0, text.len());
        let paragraphs = vec![Paragraph { kind: ParagraphKind::Lead, span }];
        let article = Article { headline: headline.into(), text, paragraphs, ..Article::default() };
        assert_eq!(is_unrelated(&article), want, "{headline}");
    }

    #[test]
    fn another_storys_text() {
        let other = "Investors bought shares of wind farms before winter.";
        check("Harbour closes northern quay until spring", other, 40, true);
        // It is short, the headline is, a word of it comes in another form, or words cannot be told apart.
        check("Harbour closes northern quay until spring", other, 4, false);
        check("Harbour closes quay", other, 40, false);
        check("Harbour closes northern quay to investments", other, 40, false);
        check("港口関閉北部碼頭 直到春天 之後 再開放 給渡輪 使用", other, 40, false);
    }
}
