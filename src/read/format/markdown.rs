//! Markdown, with front matter or without: headings, paragraphs and pictures; marks of emphasis are gone.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Map;

use crate::model::{Origin, ParagraphKind};
use crate::read::byline::byline;
use crate::read::date;
use crate::read::encoding::{decode, unix_lines};
use crate::read::head::Head;
use crate::read::map::FieldMap;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::build::Builder;
use super::xml::folded;
use super::{front, html, record};

/// Markdown.
pub(in crate::read) const FORMAT: Format = Format { name: "markdown", detect, reader: Reader::Whole(read) };

const NAMES: &[&str] = &[".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"];

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let named = head.ends_with(NAMES);
    let text = head.text();
    let fenced = front::split(text).is_some();
    // Without a name, one mark may be a writer's own: two kinds of them are Markdown's.
    let marks = ["](", "\n## ", "\n![", "**", "\n> "].iter().filter(|mark| text.contains(**mark)).count();
    if fenced && !head.ends_with(super::asciidoc::NAMES) {
        Confidence::Likely
    } else if named {
        Confidence::Named
    } else if text.starts_with("# ") && marks > 0 {
        Confidence::Likely
    } else {
        Confidence::No
    }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let decoded = decode(bytes, None);
    let text = unix_lines(decoded.text);
    let (fields, body) = front::split(&text).unwrap_or_else(|| (Map::new(), &text));
    let read = if text.trim().is_empty() {
        Read::rejected(origin.clone(), Reason::Empty)
    } else {
        record::read_around(&fields, laid_out(body), &FieldMap::default(), origin)
    };
    vec![read.warned(decoded.warning.into_iter().collect())]
}

/// The parts of a text.
fn laid_out(text: &str) -> Builder {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let text = with_figures(text);
    let mut writer = Writer::default();
    for event in Parser::new_ext(&text, options) {
        writer.event(event);
    }
    writer.flush(ParagraphKind::Body);
    writer.out
}

/// What Hugo's `figure` short code says under a picture, as HTML.
fn with_figures(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("{{<") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{<") {
        out.push_str(before);
        let Some((code, behind)) = after.split_once(">}}") else {
            rest = after;
            continue;
        };
        let caption =
            code.trim_start().starts_with("figure").then(|| code.split_once("caption=\"")).flatten();
        if let Some((caption, _)) = caption.and_then(|(_, value)| value.split_once('"')) {
            out.push_str("\n\n<figure><figcaption>");
            out.push_str(caption);
            out.push_str("</figcaption></figure>\n\n");
        }
        rest = behind;
    }
    out.push_str(rest);
    out.into()
}

#[derive(Default)]
struct Writer {
    out: Builder,
    line: String,
    /// How much of the line is emphasised.
    emphasised: usize,
    emphasis: usize,
    /// The picture whose words are being read: what stands before it in its line, and its title.
    picture: Option<(String, String)>,
    /// The words beside the last picture, until a caption of its own or the next block decides.
    beside: Option<String>,
    html: String,
    cells: usize,
    /// Whether the story has begun.
    begun: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words)
            | Event::Code(words)
            | Event::InlineMath(words)
            | Event::DisplayMath(words) => {
                self.words(&words);
            }
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Html(markup) => self.html.push_str(&markup),
            Event::InlineHtml(markup) if markup.to_ascii_lowercase().starts_with("<br") => self.words(" "),
            Event::Rule => self.flush(ParagraphKind::Body),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn words(&mut self, words: &str) {
        self.line.push_str(words);
        if self.emphasis > 0 || words.trim().is_empty() {
            self.emphasised += words.len();
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong => self.emphasis += 1,
            Tag::Image { title, .. } => {
                let before = std::mem::take(&mut self.line);
                self.picture = Some((before, title.to_string()));
            }
            Tag::Strikethrough | Tag::Link { .. } | Tag::Superscript | Tag::Subscript => {}
            Tag::TableCell => {
                if self.cells > 0 {
                    self.words(" | ");
                }
                self.cells += 1;
            }
            Tag::TableHead | Tag::TableRow => self.cells = 0,
            _ => self.flush(ParagraphKind::Body),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Image => self.end_picture(),
            TagEnd::Heading(level) => {
                let kind = match level {
                    pulldown_cmark::HeadingLevel::H1 => ParagraphKind::Headline,
                    _ => ParagraphKind::Subhead,
                };
                self.flush(kind);
            }
            TagEnd::HtmlBlock => {
                self.flush(ParagraphKind::Body);
                let markup = std::mem::take(&mut self.html);
                html::push_fragment(&markup, "", &mut self.out);
            }
            TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::TableCell
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            _ => self.flush(ParagraphKind::Body),
        }
    }

    /// A picture's title, or else the words that stand for it, are its caption unless a line below is.
    fn end_picture(&mut self) {
        let Some((before, title)) = self.picture.take() else { return };
        let alternative = std::mem::replace(&mut self.line, before);
        self.settle();
        if title.trim().is_empty() {
            self.beside = Some(alternative);
        } else {
            self.out.push(ParagraphKind::Caption, &folded(&title));
        }
        self.emphasised = if self.line.trim().is_empty() { self.line.len() } else { 0 };
    }

    fn settle(&mut self) {
        if let Some(words) = self.beside.take() {
            self.out.push(ParagraphKind::Caption, &folded(&words));
        }
    }

    fn flush(&mut self, kind: ParagraphKind) {
        let line = std::mem::take(&mut self.line);
        let emphasised = std::mem::take(&mut self.emphasised) >= line.len();
        let words = folded(&line);
        if words.is_empty() {
            return;
        }
        // A line in italics under a picture is its caption; what stood for the picture then is not shown.
        if kind == ParagraphKind::Body && emphasised && self.beside.take().is_some() {
            self.out.push(ParagraphKind::Caption, &words);
            return;
        }
        self.settle();
        let kind =
            if kind == ParagraphKind::Body && !self.begun { self.under_headline(&words) } else { kind };
        self.out.push(kind, &words);
    }

    fn under_headline(&mut self, words: &str) -> ParagraphKind {
        if byline(words).is_some() {
            ParagraphKind::Byline
        } else if date::line(words).is_some() {
            ParagraphKind::Date
        } else {
            self.begun = true;
            ParagraphKind::Body
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format::outcome::outcome;

    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(text: &str, want: Expect) {
        let read = read(text.as_bytes(), &Origin { path: "a.md".into(), record: None }).remove(0);
        want.assert_eq(&outcome(&read));
    }

    #[test]
    fn parts_without_their_marks() {
        check(
            "# Quay **closed**\n\nBy Ana Ruiz\n\nMarch 9, 2025\n\n![The quay](q.jpg)\n*The quay in March*\n\nThe *northern* quay [closed](http://x.example).\nIt was `old`.\n\n## Spring\n\n- It opens.\n- It *may* close.\n\n> “No,” she said.\n\n![A crane](c.jpg \"The crane\")\n\n<figure><img src=a><figcaption>A gull</figcaption></figure>\n",
            expect![[r#"
                Headline: Quay closed
                Byline: By Ana Ruiz
                Date: March 9, 2025
                Caption: The quay in March
                Lead: The northern quay closed. It was old.
                Subhead: Spring
                Body: It opens.
                Body: It may close.
                Body: “No,” she said.
                Caption: The crane
                Caption: A gull
                Quay closed | Ana Ruiz | 2025-03-09 | -
            "#]],
        );
    }

    #[test]
    fn front_matter_says_it_first() {
        check(
            "---\ntitle: Quay: closed\nauthor: Ana Ruiz\ndate: 2025-03-09\n---\n\n![Only words](q.jpg)\n\nThe quay closed.\n\n{{< figure src=\"a.jpg\" caption=\"A gull\" >}}\n\n# Spring\n\nIt opens.\n",
            expect![[r#"
                Headline: Quay: closed
                Caption: Only words
                Lead: The quay closed.
                Caption: A gull
                Subhead: Spring
                Body: It opens.
                Quay: closed | Ana Ruiz | 2025-03-09 | -
            "#]],
        );
    }
}
