//! What a marked-up format says of one article, gathered part by part, then laid out as one text.

use crate::model::{Article, Author, NewsDate, Origin, ParagraphKind, Precision};
use crate::read::byline::authors;
use crate::read::date::{self, Reading};
use crate::read::id::article_id;
use crate::read::report::{Dated, Read, Reason, Warning};

use super::build::Builder;
use super::html;
use super::plain::dateline;
use super::stopwords::language;

/// An article in the making.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// What is known about it; its text and paragraphs are made at the end.
    pub(super) facts: Article,
    /// Words under its pictures, each with whose picture it is.
    pub(super) captions: Vec<(String, String)>,
    /// The story.
    pub(super) body: Builder,
    /// What had to be assumed.
    pub(super) warnings: Vec<Warning>,
}

impl Story {
    /// Sets the headline, if there is none yet; it may hold markup.
    pub(super) fn headline(&mut self, words: &str) {
        if self.facts.headline.is_empty() {
            self.facts.headline = html::plain_words(words);
        }
    }

    /// Adds the authors of a byline.
    pub(super) fn byline(&mut self, line: &str) {
        for author in authors(line) {
            self.author(author);
        }
    }

    /// Adds an author, unless named already.
    pub(super) fn author(&mut self, author: Author) {
        if self.facts.authors.iter().all(|known| known.name != author.name) {
            self.facts.authors.push(author);
        }
    }

    /// Reads a date; one that cannot be read, or that means two days, is told.
    pub(super) fn date(&mut self, of: Dated, field: &str, text: &str) -> Option<NewsDate> {
        let (field, text) = (field.to_owned(), text.trim().to_owned());
        match date::read(&text) {
            Some(Reading::One(date, order)) => {
                self.warnings.extend(order.map(Warning::PrintedOrder));
                Some(date)
            }
            Some(reading) => {
                self.warnings.push(Warning::AmbiguousDate { of, field, text });
                Some(reading.certain())
            }
            None if text.is_empty() => None,
            None => {
                self.warnings.push(Warning::UnreadDate { field, text });
                None
            }
        }
    }

    /// Sets when it was first published, if that is not known yet.
    pub(super) fn published(&mut self, field: &str, text: &str) {
        if self.facts.published.is_none() {
            self.facts.published = self.date(Dated::Published, field, text);
        }
    }

    /// Adds the hour, where only the day is known and this is on it.
    pub(super) fn refine_published(&mut self, field: &str, text: &str) {
        let is_day = |date: &NewsDate| date.precision == Precision::Day;
        if let Some(known) = self.facts.published.filter(is_day)
            && let Some(finer) = self.date(Dated::Published, field, text)
            && finer.local.date() == known.local.date()
        {
            self.facts.published = Some(finer);
        }
    }

    /// Sets when it was changed, if that is not known yet.
    pub(super) fn updated(&mut self, field: &str, text: &str) {
        if self.facts.updated.is_none() {
            self.facts.updated = self.date(Dated::Updated, field, text);
        }
    }

    /// Sets the place, without what stands with it in a dateline ("PARIS, March 5 (Agency) -").
    pub(super) fn place(&mut self, line: &str) {
        if self.facts.place.is_none() {
            self.facts.place = place(line);
        }
    }

    /// Adds what it is about, unless told already.
    pub(super) fn subject(&mut self, words: &str) {
        let words = html::plain_words(words);
        if !words.is_empty() && !self.facts.subjects.contains(&words) {
            self.facts.subjects.push(words);
        }
    }

    /// Adds a caption and whose picture it is, unless told already.
    pub(super) fn caption(&mut self, words: &str, credit: Option<&str>) {
        let words = html::plain_words(words);
        let (said, printed) = html::without_credit(&words);
        if !said.is_empty() && self.captions.iter().all(|(known, _)| known != said) {
            let credit = credit.map(html::plain_words).or(printed.map(str::to_owned));
            self.captions.push((said.to_owned(), credit.unwrap_or_default()));
        }
    }

    /// Adds to the story what may be HTML or plain paragraphs.
    pub(super) fn text(&mut self, text: &str) {
        if html::looks_like_html(text) {
            html::push_fragment(text, &self.facts.headline, &mut self.body);
        } else {
            for paragraph in paragraphs(text) {
                self.body.push(ParagraphKind::Body, &html::plain_words(&paragraph));
            }
        }
    }

    /// The article, or that there is none.
    pub(super) fn finish(self, origin: &Origin) -> Read {
        let Story { mut facts, captions, body, mut warnings } = self;
        let (story, parts) = body.finish();
        let told = |kind: ParagraphKind| parts.iter().any(|part| part.kind == kind);
        if !told(ParagraphKind::Lead) {
            if facts.headline.is_empty() || facts.published.is_none() && facts.url.is_none() {
                return Read::rejected(origin.clone(), Reason::NoText).warned(warnings);
            }
            warnings.push(Warning::HeadlineOnly);
        }
        let mut whole = Builder::default();
        whole.push(ParagraphKind::Headline, &facts.headline);
        let in_story = |caption: &str| {
            parts.iter().any(|p| p.kind == ParagraphKind::Caption && p.span.of(&story) == caption)
        };
        for (caption, credit) in captions.iter().filter(|(caption, _)| !in_story(caption)) {
            whole.push(ParagraphKind::Caption, caption);
            whole.push(ParagraphKind::Furniture, credit);
        }
        for part in &parts {
            whole.push(part.kind, part.span.of(&story));
        }
        (facts.text, facts.paragraphs) = whole.finish();
        if let Some(found) = facts.lead().and_then(dateline) {
            facts.place.get_or_insert(found.place);
            facts.published = facts.published.or(found.date);
        }
        facts.language = facts.language.take().or_else(|| language(&facts.text));
        facts.id = article_id(origin);
        facts.origin = origin.clone();
        Read::of(facts).warned(warnings)
    }
}

/// "LONDON, March 5 -" to "LONDON", other places as they are.
pub(super) fn place(field: &str) -> Option<String> {
    let words = field.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = words.trim_end_matches(['-', '—', '–', ' ', ',']);
    let place = dateline(&format!("{bare} — x")).map_or_else(|| bare.to_owned(), |found| found.place);
    (!place.is_empty()).then_some(place)
}

/// The paragraphs of a plain text: parted by blank lines, or by indented lines, else one a line.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let has_blank = lines.iter().skip_while(|l| l.trim().is_empty()).any(|line| line.trim().is_empty());
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let indented = full.clone().filter(|line| line.starts_with("  ") || line.starts_with('\t')).count();
    let by_indent = indented > 0 && indented < full.count();
    let mut out: Vec<String> = Vec::new();
    let mut fresh = true;
    for line in lines {
        let words = line.trim();
        if words.is_empty() {
            fresh = true;
            continue;
        }
        let starts = by_indent && (line.starts_with("  ") || line.starts_with('\t'));
        match out.last_mut().filter(|_| (by_indent || has_blank) && !starts && !fresh) {
            Some(last) => {
                last.push(' ');
                last.push_str(words);
            }
            None => out.push(words.to_owned()),
        }
        fresh = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_as_wires_and_writers_part_them() {
        let check = |text: &str, want: &[&str]| assert_eq!(paragraphs(text), want, "{text:?}");
        check("The quay\nclosed.\n\nIt opens.", &["The quay closed.", "It opens."]);
        check("The quay closed.\nIt opens.", &["The quay closed.", "It opens."]);
        check("The quay\nclosed.\n    It opens\nin spring.", &["The quay closed.", "It opens in spring."]);
        check(" \n\r\n", &[]);
    }

    #[test]
    fn places_with_and_without_a_day() {
        assert_eq!(place("PORT ALDER, March 5 -").as_deref(), Some("PORT ALDER"));
        assert_eq!(place("Port Alder").as_deref(), Some("Port Alder"));
        assert_eq!(place(" - "), None);
    }
}
