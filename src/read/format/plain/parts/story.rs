//! The story: its lead, its headings and what else stands in it.

use crate::model::ParagraphKind;
use crate::read::format::plain::after::{After, after, is_listed, note, signed};
use crate::read::format::plain::dateline::dateline;
use crate::read::format::plain::shape::{ends_sentence, is_caption, is_subhead, word_count};

use super::line::{is_page_line, is_sentence_about};
use super::{Laying, folded};

/// No list of other stories after a story has more lines.
const LONGEST_LIST: usize = 16;

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

    /// What stands after the story is none of it: whom to write to, whose rights, titles of other stories.
    pub(super) fn after_story(&mut self) {
        let lead = self.out.paragraphs.iter().position(|p| p.kind == ParagraphKind::Lead);
        let Some(first) = lead.map(|at| at + 1) else { return };
        let mut end = self.out.paragraphs.len();
        while end > first {
            let start = self.list_before(first, end).unwrap_or(end - 1);
            let part = self.out.paragraphs[start];
            let words = part.span.of(self.text);
            match part.kind {
                ParagraphKind::Body | ParagraphKind::Subhead => match after(words) {
                    Some(After::Signature) => self.signed_after(words),
                    Some(_) => {}
                    None => {
                        note(words).into_iter().for_each(|note| self.signed_after(note));
                        break;
                    }
                },
                ParagraphKind::Lead | ParagraphKind::Headline => break,
                _ => {}
            }
            for part in &mut self.out.paragraphs[start..end] {
                if matches!(part.kind, ParagraphKind::Body | ParagraphKind::Subhead) {
                    part.kind = ParagraphKind::Furniture;
                }
            }
            end = start;
        }
    }

    /// Where a list of other stories begins that reaches up to `end`.
    fn list_before(&self, first: usize, end: usize) -> Option<usize> {
        let words = |at: usize| self.out.paragraphs[at].span.of(self.text);
        let listed = (first..end)
            .rev()
            .take(LONGEST_LIST)
            .find(|at| !is_listed(words(*at)) || after(words(*at)).is_some())?;
        (after(words(listed)) == Some(After::List)).then_some(listed)
    }

    /// Takes the authors named after the story where none are named over it.
    fn signed_after(&mut self, words: &str) {
        if self.out.facts.authors.is_empty() {
            self.out.facts.authors = signed(words);
        }
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
