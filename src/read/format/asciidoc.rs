//! AsciiDoc, as far as newsrooms write it: a header, sections, paragraphs, pictures, inline marks.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use crate::model::{Origin, ParagraphKind};
use crate::read::byline::authors;
use crate::read::date;
use crate::read::encoding::{decode, unix_lines};
use crate::read::head::Head;
use crate::read::map::FieldMap;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};

use super::build::Builder;
use super::xml::folded;
use super::{front, record};

/// AsciiDoc.
pub(in crate::read) const FORMAT: Format = Format { name: "asciidoc", detect, reader: Reader::Whole(read) };

pub(super) const NAMES: &[&str] = &[".adoc", ".asciidoc", ".adc"];

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let text = head.text();
    let titled = text.starts_with("= ")
        && (text.contains("\n:") || text.contains("\n== ") || text.contains("\nimage::"));
    match (head.ends_with(NAMES), titled) {
        (_, true) => Confidence::Likely,
        (true, false) => Confidence::Named,
        (false, false) => Confidence::No,
    }
}

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let decoded = decode(bytes, None);
    let text = unix_lines(decoded.text);
    let (mut fields, rest) = front::split(&text).unwrap_or_else(|| (Map::new(), &text));
    let read = if text.trim().is_empty() {
        Read::rejected(origin.clone(), Reason::Empty)
    } else {
        let body = header(rest, &mut fields);
        record::read_around(&fields, laid_out(body), &FieldMap::default(), origin)
    };
    vec![read.warned(decoded.warning.into_iter().collect())]
}

/// Takes the header off: title, authors, revision and attributes up to the first blank line.
fn header<'t>(text: &'t str, fields: &mut Map<String, Value>) -> &'t str {
    let text = text.trim_start();
    let mut at = 0;
    let mut titled = false;
    for (row, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim();
        if let Some(title) = words.strip_prefix("= ").filter(|_| !titled) {
            titled = true;
            say(fields, "title", inline(title));
        } else if let Some((name, value)) = words.strip_prefix(':').and_then(|rest| rest.split_once(':')) {
            say(fields, name.trim_matches('!'), value.trim().to_owned());
        } else if words.starts_with("//") {
        } else if titled && row == 1 && !words.is_empty() && !words.starts_with(['[', '.', '=']) {
            let names: Vec<Value> = words
                .split(';')
                .flat_map(|name| authors(name.split('<').next().unwrap_or_default()))
                .map(|author| Value::String(author.name))
                .collect();
            if names.is_empty() {
                break;
            }
            fields.entry("author").or_insert(Value::Array(names));
        } else if titled && row == 2 && !words.is_empty() {
            let Some(day) = words.split(',').map(str::trim).find(|part| date::parse(part).is_some()) else {
                break;
            };
            say(fields, "date", day.to_owned());
        } else {
            break;
        }
        at += line.len();
    }
    &text[at..]
}

fn say(fields: &mut Map<String, Value>, name: &str, value: String) {
    let name = match name {
        "revdate" => "date",
        "doctitle" => "title",
        other => other,
    };
    fields.entry(name).or_insert(Value::String(value));
}

fn laid_out(text: &str) -> Builder {
    let mut writer = Writer::default();
    for line in text.lines() {
        writer.line(line);
    }
    writer.flush();
    writer.out
}

#[derive(Default)]
struct Writer {
    out: Builder,
    paragraph: String,
    /// The title of the block that comes next.
    title: Option<String>,
    /// The rows of marks that a comment ends with.
    comment: bool,
}

impl Writer {
    fn line(&mut self, line: &str) {
        let words = line.trim();
        if words.starts_with("////") {
            self.comment = !self.comment;
        } else if self.comment || words.starts_with("//") {
        } else if words.is_empty() || words == "+" || is_fence(words) || is_attributes(words) {
            self.flush();
        } else if let Some(heading) = heading(words) {
            self.flush();
            self.out.push(ParagraphKind::Subhead, &inline(heading));
        } else if let Some(picture) = words.strip_prefix("image::") {
            self.flush();
            self.picture(picture);
        } else if let Some(title) =
            words.strip_prefix('.').filter(|rest| rest.starts_with(char::is_alphanumeric))
        {
            self.flush();
            self.title = Some(inline(title));
        } else {
            let item = ["* ", "- ", ". ", "** ", ".. "].iter().find_map(|mark| words.strip_prefix(mark));
            if item.is_some() {
                self.flush();
            }
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(item.unwrap_or(words).trim_end_matches(" +"));
        }
    }

    fn picture(&mut self, rest: &str) {
        let inside =
            rest.split_once('[').and_then(|(_, rest)| rest.rsplit_once(']')).map_or("", |(inside, _)| inside);
        let stated =
            inside.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(title, _)| title);
        let quoted = inside
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
            .map(|(alternative, _)| alternative);
        let alternative = quoted.or(inside.split(',').next()).filter(|words| !words.contains('='));
        let caption = self.title.take().or_else(|| stated.or(alternative).map(inline));
        self.out.push(ParagraphKind::Caption, &caption.unwrap_or_default());
    }

    fn flush(&mut self) {
        let paragraph = folded(&inline(&std::mem::take(&mut self.paragraph)));
        if paragraph.is_empty() {
            return;
        }
        if let Some(title) = self.title.take() {
            self.out.push(ParagraphKind::Subhead, &title);
        }
        self.out.push(ParagraphKind::Body, &paragraph);
    }
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('=');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| rest.trim())
}

/// A row of one mark, as blocks begin and end with.
fn is_fence(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    matches!(line, "--" | "'''" | "<<<" | "|===" | "---" | "***")
        || line.len() >= 4 && "-.=_*+".contains(first) && chars.all(|c| c == first)
}

fn is_attributes(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']') && !line.contains(' ')
        || line.starts_with("[quote") && line.ends_with(']')
}

static INLINE: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    // In this order: what stands in links and notes is marked up itself.
    let table: &[(&str, &str)] = &[
        (r#""`(.+?)`""#, "“$1”"),
        (r"'`(.+?)`'", "‘$1’"),
        (r"footnote:\w*\[[^\]]*\]", ""),
        (r"image:[^\s\[]+\[[^\]]*\]", ""),
        (r"(?:link:|mailto:)[^\s\[]+\[([^\],]*)[^\]]*\]", "$1"),
        (r"https?://[^\s\[]+\[([^\],]+)[^\]]*\]", "$1"),
        (r"<<[^,>]+,([^>]+)>>", "$1"),
        (r"\*\*(.+?)\*\*", "$1"),
        (r"__(.+?)__", "$1"),
        (r"(^|[\s(\[“‘—])\*(\S(?:[^*]*?\S)?)\*([\s.,;:!?)\]”’—]|$)", "$1$2$3"),
        (r"(^|[\s(\[“‘—])_(\S(?:[^_]*?\S)?)_([\s.,;:!?)\]”’—]|$)", "$1$2$3"),
        (r"(^|[\s(\[“‘—])`(\S(?:[^`]*?\S)?)`([\s.,;:!?)\]”’—]|$)", "$1$2$3"),
        (r"(^|[\s(\[])(?:\[[^\]]*\])?#(\S(?:[^#]*?\S)?)#([\s.,;:!?)\]]|$)", "$1$2$3"),
    ];
    table.iter().filter_map(|(mark, words)| Some((Regex::new(mark).ok()?, *words))).collect()
});

/// A line's words without its marks.
fn inline(line: &str) -> String {
    INLINE.iter().fold(line.to_owned(), |line, (mark, words)| mark.replace_all(&line, *words).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::format::outcome::outcome;

    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(text: &str, want: Expect) {
        let read = read(text.as_bytes(), &Origin { path: "a.adoc".into(), record: None }).remove(0);
        want.assert_eq(&outcome(&read));
    }

    #[test]
    fn a_newsroom_s_file() {
        check(
            "= Quay closed\nAna Ruiz <ana@alder.example>; Tom Ode\nv1.0, 2025-03-09\n:section: City\n:toc:\n\n\
             .The quay in *March*\nimage::quay.jpg[Quay, 300]\n\nThe _northern_ quay https://x.example[closed].\nIt was *old*.\n\n\
             // nobody reads this\n== Spring\n\n* It opens.\n* \"`No,`\" she said, 2 * 3 * 4.\n\n[quote, Ines Okafor]\n____\nNobody told us.\n____\n",
            expect![[r#"
                Headline: Quay closed
                Caption: The quay in March
                Lead: The northern quay closed. It was old.
                Subhead: Spring
                Body: It opens.
                Body: “No,” she said, 2 * 3 * 4.
                Body: Nobody told us.
                Quay closed | Ana Ruiz, Tom Ode | 2025-03-09 | City
            "#]],
        );
    }
}
