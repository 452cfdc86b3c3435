//! A document's paragraphs with the parts that their styles give them.

use crate::model::{Article, Paragraph, ParagraphKind, Span};
use crate::read::format::html;

/// A paragraph of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read::format) struct Part {
    pub(in crate::read::format) words: String,
    pub(in crate::read::format) style: Style,
}

/// What a paragraph's style says of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::read::format) enum Style {
    /// Nothing.
    #[default]
    Plain,
    /// It is the document's title.
    Title,
    /// It stands over what follows.
    Heading,
    /// It stands under a picture.
    Caption,
}

/// Paragraphs stand in so many others at most.
const DEEPEST: usize = 16;

/// A document's title and paragraphs, as they follow each other.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    pub(super) title: Option<String>,
    pub(super) parts: Vec<Part>,
    /// Those that are open: paragraphs of frames and notes stand in others.
    open: Vec<Part>,
}

impl Paragraphs {
    /// A paragraph begins.
    pub(super) fn open(&mut self, style: Style) {
        if self.open.len() < DEEPEST {
            self.open.push(Part { words: String::new(), style });
        } else {
            self.add(" ");
        }
    }

    /// Its style is told after it began.
    pub(super) fn set_style(&mut self, style: Style) {
        if let Some(part) = self.open.last_mut() {
            part.style = style;
        }
    }

    /// More words of the paragraph that is open.
    pub(super) fn add(&mut self, words: &str) {
        if let Some(part) = self.open.last_mut() {
            part.words.push_str(words);
        }
    }

    /// The paragraph ends.
    pub(super) fn close(&mut self) {
        let Some(part) = self.open.pop() else { return };
        let words = part.words.split_whitespace().collect::<Vec<_>>().join(" ");
        match (self.open.last_mut(), part.style) {
            // A picture's frame holds its caption; whatever else is anchored in a paragraph is read with it.
            (Some(outer), style) if style != Style::Caption => {
                outer.words.push_str(&part.words);
                outer.words.push(' ');
            }
            (None, Style::Title) if self.title.is_none() => self.title = Some(words),
            _ if words.is_empty() => {}
            (_, style) => self.parts.push(Part { words, style }),
        }
    }

    /// The document ends, whatever is still open.
    pub(super) fn end(mut self) -> Self {
        while !self.open.is_empty() {
            self.close();
        }
        self
    }
}

/// How the styles of captions are called in the languages of word processors; some lose their accents in names.
const CAPTIONS: &[&str] = &[
    "caption",
    "illustration",
    "figure",
    "drawing",
    "photo",
    "beschriftung",
    "abbildung",
    "bildunterschrift",
    "bildtext",
    "billedtekst",
    "bildetekst",
    "legende",
    "légende",
    "lgende",
    "descripcion",
    "descripción",
    "descripcin",
    "epigrafe",
    "epígrafe",
    "leyenda",
    "ilustracion",
    "ilustración",
    "figura",
    "legenda",
    "didascalia",
    "bijschrift",
    "podpis",
    "titulek",
];

impl Style {
    /// What a style of this name says; a digit behind it is a level.
    pub(in crate::read::format) fn of(name: &str) -> Style {
        let plain = name.replace("_20_", " ").to_lowercase();
        let word = plain.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        match word {
            "title" => Style::Title,
            "heading" | "subtitle" | "überschrift" | "berschrift" | "titre" | "encabezado" => Style::Heading,
            _ if CAPTIONS.contains(&word) => Style::Caption,
            _ => Style::Plain,
        }
    }
}

/// Gives the paragraphs of an article the parts that its document's styles told.
pub(super) fn apply(article: &mut Article, parts: &[Part]) {
    let mut told =
        parts.iter().filter(|part| matches!(part.style, Style::Caption | Style::Heading)).peekable();
    let mut out = Vec::with_capacity(article.paragraphs.len());
    for paragraph in std::mem::take(&mut article.paragraphs) {
        let words = paragraph.span.of(&article.text);
        let is_story = matches!(
            paragraph.kind,
            ParagraphKind::Lead | ParagraphKind::Body | ParagraphKind::Subhead | ParagraphKind::Caption
        );
        match told.next_if(|part| is_story && part.words == words).map(|part| part.style) {
            Some(Style::Caption) => out.extend(parted(words, paragraph.span)),
            Some(_) => out.push(Paragraph { kind: ParagraphKind::Subhead, ..paragraph }),
            None => out.push(paragraph),
        }
    }
    // Was the first paragraph a caption, the next one leads.
    if !out.iter().any(|p| p.kind == ParagraphKind::Lead)
        && let Some(first) = out.iter_mut().find(|p| p.kind == ParagraphKind::Body)
    {
        first.kind = ParagraphKind::Lead;
    }
    article.paragraphs = out;
}

/// A caption and its credit.
fn parted(words: &str, span: Span) -> Vec<Paragraph> {
    let (said, credit) = html::without_credit(words);
    let end = span.from() + said.len();
    match credit {
        Some(_) if !said.is_empty() && words.starts_with(said) => {
            let rest = span.to() - words[said.len()..].trim_start().len();
            vec![
                Paragraph { kind: ParagraphKind::Caption, span: Span::new(span.from(), end) },
                Paragraph { kind: ParagraphKind::Furniture, span: Span::new(rest, span.to()) },
            ]
        }
        _ => vec![Paragraph { kind: ParagraphKind::Caption, span }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_styles_say() {
        for (name, style) in [
            ("Caption", Style::Caption),
            ("Illustration", Style::Caption),
            ("Beschriftung1", Style::Caption),
            ("Heading_20_2", Style::Heading),
            ("heading 1", Style::Heading),
            ("Title", Style::Title),
            ("Text_20_body", Style::Plain),
            ("", Style::Plain),
        ] {
            assert_eq!(Style::of(name), style, "{name}");
        }
    }

    #[test]
    fn a_credit_stands_apart_and_nothing_is_lost() {
        let words = "The quay at dawn. Photo: Ana Ruiz";
        let found: Vec<(ParagraphKind, &str)> =
            parted(words, Span::new(0, words.len())).iter().map(|p| (p.kind, p.span.of(words))).collect();
        assert_eq!(
            found,
            [(ParagraphKind::Caption, "The quay at dawn."), (ParagraphKind::Furniture, "Photo: Ana Ruiz")]
        );
        let words = "The quay at dawn.";
        assert_eq!(parted(words, Span::new(0, words.len())).len(), 1);
    }
}
