//! What stands between angle brackets in a line and is no tag: agencies print shares' symbols so, "ALDER SHIPPING
//! <ALDR.L> SEES LOSS", and a parser would take them away.

use std::borrow::Cow;

/// Elements that lines are marked up with.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "article",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "label",
    "li",
    "link",
    "mark",
    "meta",
    "nobr",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The line with the brackets written out that open no tag.
pub(super) fn without_false_tags(line: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut copied = 0;
    for at in memchr::memchr_iter(b'<', line.as_bytes()) {
        let rest = line.get(at + 1..).unwrap_or_default();
        if opens_tag(rest, line) {
            continue;
        }
        let out = out.get_or_insert_with(|| String::with_capacity(line.len() + 12));
        out.push_str(line.get(copied..at).unwrap_or_default());
        out.push_str("&lt;");
        copied = at + 1;
    }
    match out {
        None => Cow::Borrowed(line),
        Some(mut out) => {
            out.push_str(line.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
    }
}

fn opens_tag(rest: &str, line: &str) -> bool {
    if rest.starts_with(['!', '?']) {
        return true;
    }
    let closes = rest.starts_with('/');
    let name = rest.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let end = rest.trim_start_matches('/').get(name.len()..).and_then(|tail| tail.chars().next());
    let ends = end.is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '/'));
    let known = TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name));
    // `<P>` and `<A>` are shares too: in capitals a tag says more, or is closed.
    let shouts = !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase());
    let bare = end == Some('>');
    let closed = || memchr::memmem::find(line.as_bytes(), format!("</{name}>").as_bytes()).is_some();
    known && ends && (closes || !shouts || !bare || name == "BR" || closed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, want: &str) {
        assert_eq!(without_false_tags(line), want, "{line}");
    }

    #[test]
    fn symbols_stay_and_tags_are_tags() {
        check("ALDER SHIPPING <ALDR.L> SEES LOSS", "ALDER SHIPPING &lt;ALDR.L> SEES LOSS");
        check("SARELL <S> AND PORT <P> MERGE", "SARELL &lt;S> AND PORT &lt;P> MERGE");
        check("Quay <b>closed</b><br>again", "Quay <b>closed</b><br>again");
        check("<P>Quay</P>", "<P>Quay</P>");
        check("<P CLASS=a>Quay", "<P CLASS=a>Quay");
        check("1 < 2 <3", "1 &lt; 2 &lt;3");
        check("a <", "a &lt;");
        check("Quay", "Quay");
        assert!(matches!(without_false_tags("<i>Quay</i>"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_line_says_what_it_said() {
        assert_eq!(super::super::plain_words("ALDER <ALDR> &amp; <I>SARELL</I>"), "ALDER <ALDR> & SARELL");
    }
}
