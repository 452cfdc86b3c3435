//! The story: its lead, its headings and what else stands in it.

use crate::model::ParagraphKind;
use crate::read::format::plain::dateline::dateline;
use crate::read::format::plain::shape::{ends_sentence, is_caption, is_subhead, word_count};

use super::line::{is_page_line, is_sentence_about};
use super::{Laying, folded};

impl Laying<'_> {
    pub(super) fn story(&mut self, start: usize) {
        // Where the story has blank lines, they also stand around its headings.
        let spaced = self.chunks.iter().skip(start + 1).any(|c| c.gap);
        for at in start..self.chunks.len() {
            let kind = if at == start { self.lead(at) } else { self.story_part(at, start, spaced) };
            self.take(kind, at);
        }
    }

    fn lead(&mut self, at: usize) -> ParagraphKind {
        if let Some(found) = dateline(self.words(at)) {
            self.out.facts.place.get_or_insert(found.place);
            self.out.facts.published = self.out.facts.published.or(found.date);
        }
        ParagraphKind::Lead
    }

    fn story_part(&mut self, at: usize, start: usize, spaced: bool) -> ParagraphKind {
        let words = self.words(at);
        let is_last = at + 1 == self.chunks.len();
        if self.same(at, at - 1) && word_count(words) >= 5 {
            self.unmask_caption();
            ParagraphKind::Furniture
        } else if is_page_line(words) {
            ParagraphKind::Furniture
        } else if is_caption(words) {
            ParagraphKind::Caption
        } else if is_last && self.is_closing_bio(words) {
            ParagraphKind::Bio
        } else if !is_last && self.is_heading(at, start, spaced) {
            ParagraphKind::Subhead
        } else {
            ParagraphKind::Body
        }
    }

    /// What was taken for story is printed a second time: unless it is a whole sentence, it is a caption.
    fn unmask_caption(&mut self) {
        let text = self.text;
        if let Some(last) = self.out.paragraphs.last_mut()
            && last.kind == ParagraphKind::Body
            && !ends_sentence(last.span.of(text))
        {
            last.kind = ParagraphKind::Caption;
        }
    }

    fn is_closing_bio(&mut self, words: &str) -> bool {
        let Some(author) = self.out.facts.authors.iter_mut().find(|a| is_sentence_about(words, &a.name))
        else {
            return false;
        };
        author.bio.get_or_insert_with(|| folded(words));
        true
    }

    /// A short line between longer ones. Two in a row are a list.
    fn is_heading(&self, at: usize, start: usize, spaced: bool) -> bool {
        let words = self.words(at);
        let stands_off = !spaced || self.chunks[at].gap && self.chunks[at + 1].gap;
        let next = self.words(at + 1);
        stands_off
            && is_subhead(words)
            && !is_subhead(next)
            && word_count(next) > word_count(words)
            && (at == start + 1 || !is_subhead(self.words(at - 1)))
    }
}
