//! Which paragraph plays which part, decided from the top down: header block, headline, what stands
//! under it (byline, date, caption, bio), then the story.

use crate::model::{Author, NewsDate, Paragraph, ParagraphKind, Span};
use crate::read::byline::{authors, byline, is_description, is_name, is_outlet};
use crate::read::date::{self, Reading};
use crate::read::report::{Dated, Warning};

use super::dateline::dateline;
use super::header::{Labelled, labelled, opens_with_header};
use super::lexicon::{FURNITURE, Label, SECTIONS};
use super::lines::{Chunk, chunks};
use super::shape::{ends_sentence, is_bio, is_caption, is_headline, is_subhead, last_mark, word_count};

/// A text's parts and what they say about the article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::read::format) struct Layout {
    /// In the text's order; every character but white space lies in exactly one.
    pub(in crate::read::format) paragraphs: Vec<Paragraph>,
    /// What was printed about the article.
    pub(in crate::read::format) facts: Facts,
}

/// What a text prints about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::read::format) struct Facts {
    pub(in crate::read::format) headline: Option<String>,
    pub(in crate::read::format) authors: Vec<Author>,
    pub(in crate::read::format) published: Option<NewsDate>,
    pub(in crate::read::format) updated: Option<NewsDate>,
    /// Dates that mean two days, or that show in which order numbers are printed.
    pub(in crate::read::format) told: Vec<Warning>,
    pub(in crate::read::format) section: Option<String>,
    pub(in crate::read::format) source: Option<String>,
    pub(in crate::read::format) place: Option<String>,
    pub(in crate::read::format) language: Option<String>,
    pub(in crate::read::format) url: Option<String>,
}

impl Facts {
    /// What is sure of a date that stands behind a label.
    fn dated(&mut self, of: Dated, label: &str, text: &str) -> Option<NewsDate> {
        let reading = date::read(text)?;
        match reading {
            Reading::One(_, order) => self.told.extend(order.map(Warning::PrintedOrder)),
            Reading::Either { .. } => {
                let field = label.trim_end_matches(':').to_owned();
                self.told.push(Warning::AmbiguousDate { of, field, text: text.to_owned() });
            }
        }
        Some(reading.certain())
    }
}

/// More lines than this over a story are a story themselves.
const LONGEST_HEADER: usize = 14;

/// Tells the parts of `text` apart; with `titled` its first paragraph is known to be the headline.
pub(in crate::read::format) fn lay_out(text: &str, titled: bool) -> Layout {
    let mut laying = Laying { text, chunks: chunks(text), signed: 0, out: Layout::default() };
    let at = if titled { laying.take_title() } else { laying.header_block() };
    laying.signed = laying.after_last_signature(at);
    let at = laying.headline(at);
    let at = laying.under_headline(at);
    laying.story(at);
    laying.finish()
}

struct Laying<'t> {
    text: &'t str,
    chunks: Vec<Chunk>,
    /// The paragraph after the last one over the story that signs or dates it; what stands before is header.
    signed: usize,
    out: Layout,
}

impl<'t> Laying<'t> {
    fn words(&self, at: usize) -> &'t str {
        self.chunks.get(at).map_or("", |chunk| chunk.span.of(self.text))
    }

    fn push(&mut self, kind: ParagraphKind, span: Span) {
        if !span.is_empty() {
            self.out.paragraphs.push(Paragraph { kind, span });
        }
    }

    fn take(&mut self, kind: ParagraphKind, at: usize) {
        let span = self.chunks[at].span;
        self.push(kind, span);
    }

    /// Whether two paragraphs have the same words.
    fn same(&self, a: usize, b: usize) -> bool {
        self.words(a).split_whitespace().eq(self.words(b).split_whitespace())
    }

    fn next_repeats(&self, at: usize) -> bool {
        at + 1 < self.chunks.len() && self.same(at, at + 1)
    }

    fn take_title(&mut self) -> usize {
        if self.chunks.is_empty() {
            return 0;
        }
        self.take(ParagraphKind::Headline, 0);
        self.out.facts.headline = Some(folded(self.words(0)));
        1
    }

    /// `Headline: …`, `By: …`, `Date: …`, as long as the lines are such.
    fn header_block(&mut self) -> usize {
        let spans: Vec<Span> = self.chunks.iter().take(3).map(|c| c.span).collect();
        if !opens_with_header(self.text, &spans) {
            return 0;
        }
        let mut at = 0;
        while at < self.chunks.len().min(LONGEST_HEADER * 2) {
            if let Some(line) = labelled(self.text, self.chunks[at].span) {
                self.push(ParagraphKind::Furniture, line.name);
                if line.label == Label::Body {
                    self.chunks[at].span = line.value;
                    return if line.value.is_empty() { at + 1 } else { at };
                }
                self.push(line.label.kind(), line.value);
                self.note(line);
            } else if !self.signature(at) {
                break;
            }
            at += 1;
        }
        at
    }

    fn note(&mut self, line: Labelled) {
        let value = line.value.of(self.text);
        let some = || Some(folded(value)).filter(|v| !v.is_empty());
        let facts = &mut self.out.facts;
        match line.label {
            Label::Headline => facts.headline = some(),
            Label::Author => facts.authors = authors(value),
            Label::Published => {
                facts.published = facts.dated(Dated::Published, line.name.of(self.text), value);
            }
            Label::Updated => facts.updated = facts.dated(Dated::Updated, line.name.of(self.text), value),
            Label::Source => facts.source = some(),
            Label::Section => facts.section = some(),
            Label::Place => facts.place = some(),
            Label::Url => facts.url = some(),
            Label::Language => {
                facts.language = some().filter(|v| v.len() == 2).map(|v| v.to_ascii_lowercase());
            }
            Label::Caption | Label::Body | Label::Furniture => {}
        }
    }

    /// The headline, with a rubric and the outlet's name over it.
    fn headline(&mut self, mut at: usize) -> usize {
        if self.out.facts.headline.is_some() {
            return at;
        }
        let rubric = |at: usize| is_rubric(self.words(at));
        if self.is_masthead(at) && self.is_title(at + 1 + usize::from(rubric(at + 1))) {
            self.out.facts.source = Some(folded(self.words(at)));
            self.take(ParagraphKind::Furniture, at);
            at += 1;
        }
        if is_rubric(self.words(at)) && self.is_title(at + 1) {
            self.out.facts.section = Some(folded(self.words(at)));
            self.take(ParagraphKind::Furniture, at);
            at += 1;
        }
        if self.is_title(at) {
            self.out.facts.headline = Some(folded(self.words(at)));
            self.take(ParagraphKind::Headline, at);
            at += 1;
        }
        at
    }

    /// A line of capitalised words over a rubric, or one that names itself a paper over a longer line.
    fn is_masthead(&self, at: usize) -> bool {
        let words = self.words(at);
        let shaped = is_name(words) && byline(words).is_none() && !self.next_repeats(at);
        shaped && (is_rubric(self.words(at + 1)) || is_outlet(words) && word_count(self.words(at + 1)) >= 5)
    }

    /// Where the lines end that sign or date the story, if any stand over it.
    fn after_last_signature(&self, start: usize) -> usize {
        let header = start..self.chunks.len().min(start + LONGEST_HEADER);
        let lines = header.take_while(|at| !is_prose(self.words(*at)));
        lines.filter(|at| self.is_signature(*at)).last().map_or(start, |at| at + 1)
    }

    fn is_signature(&self, at: usize) -> bool {
        let words = self.words(at);
        date::line(words).is_some()
            || byline(words).is_some()
            || name_and_date(words).is_some()
            || date::placed(words).is_some()
            || is_name(words) && self.next_repeats(at)
    }

    /// Whether the paragraph is a title with something under it.
    fn is_title(&self, at: usize) -> bool {
        let words = self.words(at);
        let under = (at + 1..self.chunks.len()).map(|next| self.words(next)).find(|next| !is_page_line(next));
        under.is_some_and(|next| is_headline(words, next))
            && dateline(words).is_none()
            && byline(words).is_none()
            && date::line(words).is_none()
            // A name over a date signs; what names a paper, "Winter Ferry Times", is nobody's.
            && !(is_name(words) && !is_outlet(words) && (self.next_repeats(at) || date::line(self.words(at + 1)).is_some()))
    }

    /// A line that says who wrote it, when it was published, or both.
    fn signature(&mut self, at: usize) -> bool {
        let words = self.words(at);
        let kind = if let Some(dates) = date::line(words) {
            self.note_dates(dates);
            ParagraphKind::Date
        } else if let Some((place, date)) = date::placed(words) {
            self.out.facts.place.get_or_insert(place);
            self.note_dates(date::Dates { published: Some(date), updated: None });
            ParagraphKind::Date
        } else if let Some(found) = byline(words) {
            self.note_authors(found);
            ParagraphKind::Byline
        } else if is_contact(words) && !self.out.facts.authors.is_empty() {
            ParagraphKind::Byline
        } else if let Some((found, dates)) = name_and_date(words) {
            self.note_authors(found);
            self.note_dates(dates);
            ParagraphKind::Byline
        } else {
            return false;
        };
        self.take(kind, at);
        true
    }

    fn note_dates(&mut self, dates: date::Dates) {
        let facts = &mut self.out.facts;
        facts.published = facts.published.or(dates.published);
        facts.updated = facts.updated.or(dates.updated);
    }

    fn note_authors(&mut self, found: Vec<Author>) {
        for author in found {
            if !self.out.facts.authors.iter().any(|known| known.name == author.name) {
                self.out.facts.authors.push(author);
            }
        }
    }

    /// Everything between headline and story.
    fn under_headline(&mut self, start: usize) -> usize {
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
            || self.out.facts.headline.as_ref().is_some_and(|h| *h == folded(self.words(at)))
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
        let under_headline = self.out.facts.headline.is_some() && self.out.facts.authors.is_empty();
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

    fn story(&mut self, start: usize) {
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

    fn finish(mut self) -> Layout {
        let paragraphs = &mut self.out.paragraphs;
        if !paragraphs.iter().any(|p| p.kind == ParagraphKind::Lead) {
            // Nothing but short lines: they are the story.
            let mut kind = ParagraphKind::Lead;
            for paragraph in paragraphs.iter_mut() {
                if matches!(paragraph.kind, ParagraphKind::Subhead | ParagraphKind::Body) {
                    paragraph.kind = kind;
                    kind = ParagraphKind::Body;
                }
            }
        }
        self.out
    }
}

/// The words with single spaces between them.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_rubric(text: &str) -> bool {
    let lower = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    SECTIONS.contains(&lower.as_str())
}

/// A whole line that belongs to the page: "Advertisement", "5 min read".
fn is_page_line(text: &str) -> bool {
    if text.len() > 60 || !text.starts_with(char::is_alphanumeric) {
        return false;
    }
    let lower = text.trim_end_matches(['.', ':', '»', '>', '…', ' ']).to_lowercase();
    let minutes = lower.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', ' ']);
    FURNITURE.contains(&lower.as_str())
        || lower.len() != minutes.len()
            && matches!(minutes, "min read" | "minute read" | "minutes read" | "mins read")
}

/// Whether a paragraph can only be story: a whole sentence, a quotation, an agency's opening.
fn is_prose(text: &str) -> bool {
    (ends_sentence(text) && word_count(text) >= 12)
        || text.starts_with(['“', '"'])
        || dateline(text).is_some()
}

/// An address to write to and nothing else.
fn is_contact(text: &str) -> bool {
    word_count(text) == 1 && text.contains('@')
}

fn is_place(text: &str) -> bool {
    word_count(text) <= 4 && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// "Ana Ruiz is a reporter in Port Alder.", "Ms. Ruiz covers the sea."
fn is_sentence_about(text: &str, name: &str) -> bool {
    let titles = ["Ms. ", "Mr. ", "Mrs. ", "Dr. ", "Prof. "];
    let text = titles.iter().find_map(|title| text.strip_prefix(title)).unwrap_or(text);
    let surname = name.rsplit(' ').next().unwrap_or(name);
    let rest = text.strip_prefix(name).or_else(|| text.strip_prefix(surname));
    rest.is_some_and(|rest| {
        is_bio(text)
            && [" is ", " was ", " covers ", " writes ", " reports ", ", "]
                .iter()
                .any(|w| rest.starts_with(w))
    }) && !text.contains(" said")
}

/// "Ana Ruiz | March 9, 2025", "By Ana Ruiz - 9 March 2025".
fn name_and_date(text: &str) -> Option<(Vec<Author>, date::Dates)> {
    if text.len() > 160 {
        return None;
    }
    let cuts = text.char_indices().filter(|(_, c)| matches!(c, '|' | '·' | '•' | '-' | '–' | '—' | ','));
    for (at, mark) in cuts {
        let (name, rest) = (text[..at].trim(), text[at + mark.len_utf8()..].trim());
        if let Some(dates) = date::line(rest) {
            let bare = is_name(name) && !is_description(name);
            let found = byline(name).or_else(|| bare.then(|| authors(name)))?;
            return Some((found, dates));
        }
    }
    None
}
