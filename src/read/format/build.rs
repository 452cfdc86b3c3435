//! Puts a canonical text together from its blocks, for formats that mark their parts.

use crate::model::{Paragraph, ParagraphKind, Span};
use crate::read::mend::clean;

/// Blocks joined by a blank line, each a paragraph with its part.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    paragraphs: Vec<Paragraph>,
}

impl Builder {
    /// Adds a block; one without words is passed over.
    pub(super) fn push(&mut self, kind: ParagraphKind, words: &str) {
        let words = clean(words);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.paragraphs.push(Paragraph { kind, span: Span::new(start, self.text.len()) });
    }

    /// The text and its parts. The first paragraph of the story becomes its lead.
    pub(super) fn finish(mut self) -> (String, Vec<Paragraph>) {
        if !self.paragraphs.iter().any(|p| p.kind == ParagraphKind::Lead)
            && let Some(first) = self.paragraphs.iter_mut().find(|p| p.kind == ParagraphKind::Body)
        {
            first.kind = ParagraphKind::Lead;
        }
        (self.text, self.paragraphs)
    }
}
