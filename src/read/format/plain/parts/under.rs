//! What stands between headline and story: bylines, dates, bios, captions, a standfirst.

use crate::model::{Author, ParagraphKind};
use crate::read::byline::{authors, byline, is_description, is_name};
use crate::read::date::{self, Dates};
use crate::read::format::plain::dateline::dateline;
use crate::read::format::plain::shape::{ends_sentence, is_bio, is_caption, last_mark, word_count};

use super::line::{is_contact, is_page_line, is_place, is_rubric, is_sentence_about};
use super::signed::{name_and_date, signed};
use super::{LONGEST_HEADER, Laying, folded};

impl Laying<'_> {
    /// A line that says who wrote it, when it was published, or both.
    pub(super) fn signature(&mut self, at: usize) -> bool {
        let words = self.words(at);
        let kind = if let Some((found, dates)) = signed(words) {
            self.note_authors(found);
            self.out.facts.note_dates(dates);
            ParagraphKind::Byline
        } else if let Some(dates) = date::line(words) {
            self.out.facts.note_dates(dates);
            ParagraphKind::Date
        } else if let Some((place, date)) = date::placed(words) {
            self.out.facts.place.get_or_insert(place);
            self.out.facts.note_dates(Dates { published: Some(date), updated: None });
            ParagraphKind::Date
        } else if let Some(found) = byline(words) {
            self.note_authors(found);
            ParagraphKind::Byline
        } else if is_contact(words) && !self.out.facts.authors.is_empty() {
            ParagraphKind::Byline
        } else if let Some((found, dates)) = name_and_date(words) {
            self.note_authors(found);
            self.out.facts.note_dates(dates);
            ParagraphKind::Byline
        } else {
            return false;
        };
        self.take(kind, at);
        true
    }

    fn note_authors(&mut self, found: Vec<Author>) {
        for author in found {
            if !self.out.facts.authors.iter().any(|known| known.name == author.name) {
                self.out.facts.authors.push(author);
            }
        }
    }

    /// Everything between headline and story.
    pub(super) fn under_headline(&mut self, start: usize) -> usize {
        let mut at = start;
        // The last paragraph is story whatever it looks like, unless the story is missing.
        while at < self.chunks.len().min(start + LONGEST_HEADER) && self.header_line(at, start) {
            at += 1;
        }
        at
    }

    fn header_line(&mut self, at: usize, start: usize) -> bool {
        if self.signature(at) {
            return true;
        }
        let kind = if self.is_second_print(at) || is_page_line(self.words(at)) {
            ParagraphKind::Furniture
        } else if self.is_name_line(at, start) {
            let found = authors(self.words(at));
            self.note_authors(found);
            ParagraphKind::Byline
        } else if self.is_authors_bio(at) {
            ParagraphKind::Bio
        } else if (self.next_repeats(at) && word_count(self.words(at)) >= 4) || is_caption(self.words(at)) {
            ParagraphKind::Caption
        } else {
            match self.deck_or_caption(at, start) {
                Some(kind) => kind,
                None => return false,
            }
        };
        self.take(kind, at);
        true
    }

    /// Whether the same words were printed directly before, or over the whole as its headline.
    fn is_second_print(&self, at: usize) -> bool {
        at > 0 && self.same(at, at - 1)
            || self
                .out
                .facts
                .headline
                .as_ref()
                .is_some_and(|h| *h == folded(self.words(at)).trim_matches(['*', ' ']))
    }

    /// A name alone on its line: printed twice, or under a headline.
    fn is_name_line(&self, at: usize, start: usize) -> bool {
        let words = self.words(at);
        let name =
            words.split_once(" in ").filter(|(_, place)| is_place(place)).map_or(words, |(name, _)| name);
        if !is_name(name) || is_description(name) || is_rubric(words) {
            return false;
        }
        let doubled = self.next_repeats(at) || date::line(self.words(at + 1)).is_some();
        // A record that has a field for its headline has one for its authors.
        let under_headline =
            !self.titled && self.out.facts.headline.is_some() && self.out.facts.authors.is_empty();
        let something_follows = at + 1 < self.chunks.len();
        something_follows && (doubled || under_headline && (at <= start + 2 || at < self.signed))
    }

    fn is_authors_bio(&mut self, at: usize) -> bool {
        let words = self.words(at);
        if !is_bio(words) || at + 1 >= self.chunks.len() {
            return false;
        }
        let Some(author) = self.bios_author(words, at) else { return false };
        let author = &mut self.out.facts.authors[author];
        if author.bio.is_none() {
            author.bio = Some(folded(words));
        }
        true
    }

    /// Whose bio it is: who is named in it, or whose name stands directly over it.
    fn bios_author(&self, words: &str, at: usize) -> Option<usize> {
        let authors = &self.out.facts.authors;
        if let Some(named) = authors.iter().position(|a| is_sentence_about(words, &a.name)) {
            return Some(named);
        }
        let name = self.words(at.checked_sub(1)?);
        // A sentence that does not name its author is the story's first.
        let under_name =
            authors.iter().rposition(|a| name.to_lowercase().contains(&a.name.to_lowercase()))?;
        (!ends_sentence(words) && word_count(words) <= 25 && dateline(words).is_none()).then_some(under_name)
    }

    /// Lines under a headline that do not end as a sentence does: a standfirst, or a caption.
    fn deck_or_caption(&self, at: usize, start: usize) -> Option<ParagraphKind> {
        let words = self.words(at);
        let count = word_count(words);
        let is_last = at + 1 >= self.chunks.len();
        if is_last
            || self.out.facts.headline.is_none()
            || dateline(words).is_some()
            || words.contains(['“', '"'])
        {
            return None;
        }
        if ends_sentence(words) {
            // A standfirst may end with a stop where it clings to the headline and the story stands off.
            let clings = at == start && !self.chunks[at].gap && self.chunks[at + 1].gap;
            return (clings && count <= 25).then_some(ParagraphKind::Subhead);
        }
        let open = matches!(last_mark(words), Some(':' | ',' | ';' | '-' | '—' | '–'));
        let prints_year =
            words.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4 && n.starts_with(['1', '2']));
        if open || !words.starts_with(|c: char| !c.is_lowercase()) {
            None
        } else if count >= 10 && prints_year && count <= 60 {
            Some(ParagraphKind::Caption)
        } else {
            (count <= 25 && (at < self.signed || !self.is_row(at + 1))).then_some(ParagraphKind::Subhead)
        }
    }

    /// Whether a line is one more that ends open: lines of a table or a list, not of a header.
    fn is_row(&self, at: usize) -> bool {
        let words = self.words(at);
        !ends_sentence(words)
            && word_count(words) <= 25
            && !is_name(words)
            && !is_page_line(words)
            && !is_caption(words)
            && byline(words).is_none()
            && date::line(words).is_none()
            && dateline(words).is_none()
            && !self.next_repeats(at)
    }
}
