//! Which paragraph plays which part, decided from the top down: header block, headline, what stands
//! under it (byline, date, caption, bio), then the story.

mod line;
mod signed;
mod story;
mod under;

use crate::model::{Author, NewsDate, Paragraph, ParagraphKind, Span};
use crate::read::byline::{authors, byline, is_name, is_outlet};
use crate::read::date::{self, DATE_LINE, Dates, Printed, Reading};
use crate::read::report::{Dated, Warning};

use crate::read::format::plain::dateline::dateline;
use crate::read::format::plain::header::{Labelled, labelled, opens_with_header};
use crate::read::format::plain::lexicon::Label;
use crate::read::format::plain::lines::{Chunk, chunks};
use crate::read::format::plain::shape::{is_headline, word_count};

use line::{is_page_line, is_prose, is_rubric};
use signed::{name_and_date, signed};

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
        Some(self.certain(of, label.trim_end_matches(':'), Printed { text, reading }))
    }

    /// What is sure of a date; what it leaves open, or tells of others, is noted.
    fn certain(&mut self, of: Dated, field: &str, printed: Printed<'_>) -> NewsDate {
        match printed.reading {
            Reading::One(_, order) => self.told.extend(order.map(Warning::PrintedOrder)),
            Reading::Either { .. } => {
                let (field, text) = (field.to_owned(), printed.text.to_owned());
                self.told.push(Warning::AmbiguousDate { of, field, text });
            }
        }
        printed.reading.certain()
    }

    /// Takes the dates of a line, where none were told before.
    pub(in crate::read::format) fn note_dates(&mut self, dates: Dates<'_>) {
        if let Some(printed) = dates.published.filter(|_| self.published.is_none()) {
            self.published = Some(self.certain(Dated::Published, DATE_LINE, printed));
        }
        if let Some(printed) = dates.updated.filter(|_| self.updated.is_none()) {
            self.updated = Some(self.certain(Dated::Updated, DATE_LINE, printed));
        }
    }
}

/// More lines than this over a story are a story themselves.
const LONGEST_HEADER: usize = 14;

/// Tells the parts of `text` apart; with `titled` its first paragraph is known to be the headline.
pub(in crate::read::format) fn lay_out(text: &str, titled: bool) -> Layout {
    let mut laying = Laying { text, titled, chunks: chunks(text), signed: 0, out: Layout::default() };
    let at = if titled { laying.take_title() } else { laying.header_block() };
    laying.signed = laying.after_last_signature(at);
    let at = laying.headline(at);
    let at = laying.under_headline(at);
    laying.story(at);
    laying.after_story();
    laying.finish()
}

struct Laying<'t> {
    text: &'t str,
    /// Whether the headline was told apart, and with it whoever wrote the story.
    titled: bool,
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
            || signed(words).is_some()
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
            && signed(words).is_none()
            && date::line(words).is_none()
            // A name over a date signs; what names a paper, "Winter Ferry Times", is nobody's.
            && !(is_name(words) && !is_outlet(words) && (self.next_repeats(at) || date::line(self.words(at + 1)).is_some()))
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
