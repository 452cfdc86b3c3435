//! What would cost a parser more than it is worth is cut before it sees a page: scripts, styles, drawings and
//! comments, which are more than half of most pages and hold no words; attributes that nobody looks at; elements
//! nested without end, formatting that is never closed, more tags than any page has.
//!
//! Parsers look at every open element for many a tag, and open forgotten formatting anew in every paragraph;
//! both grow with the square of a page that was made to be read slowly.

use std::borrow::Cow;

use super::attributes::Unread;

/// Elements open in each other at most; browsers stop at 512 too.
const DEEPEST: usize = 400;
/// Formatting elements open in each other at most.
const FORMATTING: usize = 16;
/// Tags of one page; what follows stays as text.
const TAGS: usize = 400_000;

/// Elements that have no end.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "frame", "keygen", // Those whose end is often left out close each other.
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",
];
const FORMATS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The page without what holds no words, and without the tags that go beyond the bounds.
pub(super) fn bounded(html: &str) -> Cow<'_, str> {
    let mut depth = Depth::default();
    let mut out: Option<String> = None;
    let mut unread = Unread::default();
    let (mut copied, mut at, mut drawings) = (0, 0, true);
    while let Some(found) = memchr::memchr(b'<', html.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + found;
        let tag = Tag::at(html, start, &mut unread);
        at = tag.end.max(start + 1);
        let raw = RAW.contains(&tag.name) && !tag.closes;
        if raw {
            let end = if tag.name == "svg" && !drawings { None } else { raw_end(html, at, tag.name) };
            match end {
                Some(end) => at = end,
                // Parsers take all the rest for a script that does not end; a drawing's elements are elements.
                None if tag.name == "svg" => drawings = false,
                None => at = html.len(),
            }
        }
        let wordless = match tag.name {
            "script" => raw && !html.get(start..tag.end).unwrap_or_default().contains("ld+json"),
            "style" => raw,
            "svg" => raw && drawings,
            _ => tag.comment,
        };
        if wordless && !tag.comment {
            // With its own end.
            at = memchr::memchr(b'>', html.as_bytes().get(at..).unwrap_or_default())
                .map_or(html.len(), |end| at + end + 1);
        }
        if wordless || !depth.allows(&tag) {
            let out = out.get_or_insert_with(|| String::with_capacity(html.len()));
            out.push_str(html.get(copied..start).unwrap_or_default());
            // Words on both sides of a tag stay apart, those around a comment may be one.
            if !tag.comment {
                out.push(' ');
            }
            copied = if wordless { at } else { tag.end.max(start + 1) };
        } else {
            for range in unread.ranges.drain(..) {
                let out = out.get_or_insert_with(|| String::with_capacity(html.len()));
                out.push_str(html.get(copied..range.start).unwrap_or_default());
                copied = range.end;
            }
        }
    }
    match out {
        None => Cow::Borrowed(html),
        Some(mut out) => {
            out.push_str(html.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
    }
}

/// Where the text of an element without elements in it ends.
fn raw_end(html: &str, from: usize, name: &str) -> Option<usize> {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(found) = memchr::memmem::find(bytes.get(at..).unwrap_or_default(), b"</") {
        let end = at + found;
        if bytes.get(end + 2..end + 2 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(end);
        }
        at = end + 2;
    }
    None
}

/// Elements whose text holds no elements, or none that count.
const RAW: &[&str] = &["script", "style", "svg", "textarea", "title", "xmp", "noembed", "noframes"];

struct Tag<'h> {
    /// In lower case as far as it is one that is known here; empty for comments and the like.
    name: &'h str,
    closes: bool,
    comment: bool,
    end: usize,
}

impl<'h> Tag<'h> {
    /// The tag that opens at `start`; what can be left out of it is in `unread` then.
    fn at(html: &'h str, start: usize, unread: &mut Unread) -> Self {
        unread.ranges.clear();
        let bytes = html.as_bytes();
        let closes = bytes.get(start + 1) == Some(&b'/');
        let from = start + 1 + usize::from(closes);
        let length =
            bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = html.get(from..from + length).unwrap_or_default();
        if html[start..].starts_with("<!--") {
            // `<!-->` is a whole comment.
            let end = memchr::memmem::find(bytes.get(start + 2..).unwrap_or_default(), b"-->");
            let end = end.map_or(html.len(), |end| start + 2 + end + 3);
            return Tag { name: "", closes, comment: true, end };
        }
        let whole = (length > 0 && !closes).then(|| unread.look(bytes, from)).flatten();
        let end = whole.unwrap_or_else(|| {
            unread.ranges.clear();
            memchr::memchr(b'>', bytes.get(from..).unwrap_or_default())
                .map_or(bytes.len(), |end| from + end + 1)
        });
        Tag { name: known(name), closes, comment: false, end }
    }
}

/// The name as it stands in the tables, or a container's.
fn known(name: &str) -> &'static str {
    let found = [VOID, FORMATS, RAW].into_iter().flatten().find(|known| known.eq_ignore_ascii_case(name));
    found.copied().unwrap_or(if name.is_empty() { "" } else { "div" })
}

#[derive(Default)]
struct Depth {
    open: usize,
    formatting: usize,
    /// Tags left out whose ends must be left out too.
    dropped: usize,
    dropped_formatting: usize,
    tags: usize,
}

impl Depth {
    /// Whether a tag stays.
    fn allows(&mut self, tag: &Tag<'_>) -> bool {
        if tag.name.is_empty() {
            return true;
        }
        self.tags += 1;
        if self.tags > TAGS {
            return false;
        }
        if VOID.contains(&tag.name) {
            return true;
        }
        let (open, dropped, most) = if FORMATS.contains(&tag.name) {
            (&mut self.formatting, &mut self.dropped_formatting, FORMATTING)
        } else {
            (&mut self.open, &mut self.dropped, DEEPEST)
        };
        if tag.closes {
            if *dropped > 0 {
                *dropped -= 1;
                return false;
            }
            *open = open.saturating_sub(1);
            return true;
        }
        if *open >= most {
            *dropped += 1;
            return false;
        }
        *open += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stays_as_it_is() {
        for page in [
            "<html><body><p>The quay</p><script type='application/ld+json'>{\"a\": \"<div>\"}</script></body></html>",
            "1 < 2",
            "<",
            "</",
            "<p",
            "é<é>",
        ] {
            assert!(matches!(bounded(page), Cow::Borrowed(_)), "{page}");
        }
    }

    #[test]
    fn what_holds_no_words_goes() {
        let page = "<p>The <!-- <p>x</p> -->quay<style>p {}</style><SCRIPT>if (a < b) { '<p>' }</SCRIPT>";
        let page = format!("{page}<svg viewBox=0><g><path d=1></g></svg>s</p>");
        assert_eq!(bounded(&page).split_whitespace().collect::<Vec<_>>().join(" "), "<p>The quay s</p>");
    }

    #[test]
    fn what_goes_beyond_is_left_out_and_its_words_stay() {
        let page = format!("{}quay{}ferry", "<div>".repeat(1000), "</div>".repeat(1000));
        let cut = bounded(&page);
        assert_eq!(cut.matches("<div>").count(), DEEPEST);
        assert_eq!(cut.matches("</div>").count(), DEEPEST);
        assert!(cut.contains("quay") && cut.ends_with("ferry"));
        assert_eq!(bounded(&"<font size=1>".repeat(1000)).matches("<font").count(), FORMATTING);
    }
}
