//! Made articles for tests: every block of text a body paragraph.

use crate::model::{Article, Paragraph, ParagraphKind, Span};

/// An article whose paragraphs are the blocks of `text` between blank lines, the first one the lead.
pub(crate) fn article(text: &str) -> Article {
    let mut article = Article { text: text.to_owned(), ..Article::default() };
    let mut at = 0;
    for block in text.split("\n\n") {
        let span = Span::new(at, at + block.len()).trimmed(text);
        at += block.len() + 2;
        if !span.is_empty() {
            let kind = if article.paragraphs.is_empty() { ParagraphKind::Lead } else { ParagraphKind::Body };
            article.paragraphs.push(Paragraph { kind, span });
        }
    }
    article
}
