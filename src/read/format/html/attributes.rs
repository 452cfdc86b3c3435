//! The attributes of a tag. Few are ever looked at, and those that are not make up half of a page as it is now:
//! they are left out before a parser decodes them.

use std::ops::Range;

use scraper::node::Element;

/// What is looked at, on any element.
const READ: &[&[u8]] = &[
    b"class",
    b"id",
    b"href",
    b"content",
    b"property",
    b"name",
    b"itemprop",
    b"itemtype",
    b"rel",
    b"role",
    b"datetime",
    b"pubdate",
    b"title",
    b"type",
    b"lang",
    b"xml:lang",
    b"hidden",
    b"aria-hidden",
    b"data-testid",
    b"style",
];

/// The value of an element's attribute.
pub(super) fn attr<'h>(element: &'h Element, name: &str) -> Option<&'h str> {
    // A look along the few there are costs less than finding the name's number first.
    element.attrs.iter().find(|(known, _)| &*known.local == name).map(|(_, value)| &**value)
}

/// Finds the attributes that nobody looks at.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// Quotation marks that the rest of the page does not close, so that it is searched for each but once.
    unclosed: [bool; 2],
    /// What can be left out of the tag seen last.
    pub(super) ranges: Vec<Range<usize>>,
}

impl Unread {
    /// Looks at the tag whose name begins at `from`, and tells where it ends itself; nothing where it does not.
    pub(super) fn look(&mut self, page: &[u8], from: usize) -> Option<usize> {
        self.ranges.clear();
        let mut at = from + length(page, from, |b| !is_end(b));
        loop {
            at += length(page, at, |b| b.is_ascii_whitespace() || b == b'/');
            if *page.get(at)? == b'>' {
                return Some(at + 1);
            }
            let start = at;
            // A name may begin with the sign that ends it.
            at += 1 + length(page, at + 1, |b| !is_end(b) && b != b'=');
            let name = start..at;
            let sign = at + length(page, at, |b| b.is_ascii_whitespace());
            let mut value = at..at;
            if page.get(sign) == Some(&b'=') {
                value = self.value(page, sign + 1)?;
                at = value.end;
            }
            if !is_read(page.get(name)?, page.get(value)?) {
                self.ranges.push(start..at);
            }
        }
    }

    /// Where the value behind an equals sign stands, with its quotation marks.
    fn value(&mut self, page: &[u8], from: usize) -> Option<Range<usize>> {
        let start = from + length(page, from, |b| b.is_ascii_whitespace());
        let quote = *page.get(start)?;
        if !matches!(quote, b'"' | b'\'') {
            return Some(start..start + length(page, start, |b| !b.is_ascii_whitespace() && b != b'>'));
        }
        let unclosed = &mut self.unclosed[usize::from(quote == b'"')];
        if *unclosed {
            return None;
        }
        let inside = memchr::memchr(quote, page.get(start + 1..)?);
        *unclosed = inside.is_none();
        inside.map(|inside| start..start + inside + 2)
    }
}

fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

/// How many bytes in a row are of a kind.
fn length(page: &[u8], from: usize, kind: impl Fn(u8) -> bool) -> usize {
    page.get(from..).unwrap_or_default().iter().take_while(|byte| kind(**byte)).count()
}

fn is_read(name: &[u8], value: &[u8]) -> bool {
    READ.iter().any(|known| known.eq_ignore_ascii_case(name))
        // Style says one thing that counts: that nobody sees it.
        && (!name.eq_ignore_ascii_case(b"style") || memchr::memmem::find(value, b"display").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, want: &str, end: Option<usize>) {
        let mut unread = Unread::default();
        assert_eq!(unread.look(tag.as_bytes(), 1), end, "{tag}");
        let mut out = tag.to_owned();
        for range in unread.ranges.iter().rev() {
            out.replace_range(range.clone(), "");
        }
        assert_eq!(out, want);
    }

    #[test]
    fn what_nobody_reads_is_found() {
        check("<p>", "<p>", Some(3));
        check("<p class=a data-x='>' ID = \"b\">", "<p class=a  ID = \"b\">", Some(31));
        check("<p data-x='a'class=b>", "<p class=b>", Some(21));
        check(
            "<p style='color:red' style=display:none hidden/>",
            "<p  style=display:none hidden/>",
            Some(48),
        );
        check("<p =x onclick = a>b", "<p  >b", Some(18));
        check("<p data-x=\"a>b", "<p data-x=\"a>b", None);
        check("<p data-x=>", "<p >", Some(11));
        check("<my-element:x data-x=1>", "<my-element:x >", Some(23));
        check("<p ", "<p ", None);
    }
}
