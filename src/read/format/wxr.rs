//! Items of a WordPress export: posts and pages; menus, attachments and revisions are passed over.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::Origin;
use crate::read::report::{Dated, Read, Reason};

use super::feed_item::{self, Channel};
use super::story::{Story, paragraphs};
use super::xml::Element;

/// Kinds of items that are articles.
const POSTS: &[&str] = &["post", "page", "article", "news", "story", "press-release", "press_release"];

/// Reads an item; nothing where it is no post.
pub(super) fn item(item: &Element, channel: &Channel, origin: &Origin) -> Option<Read> {
    let kind = item.words_of("wp:post_type").unwrap_or_default();
    if !POSTS.contains(&kind.as_str()) {
        return None;
    }
    let status = item.words_of("wp:status").unwrap_or_default();
    let kept_back = match status.as_str() {
        "draft" | "auto-draft" | "pending" => Some("a draft"),
        "future" => Some("a post that is not published yet"),
        "private" => Some("a private post"),
        "trash" => Some("a post in the bin"),
        _ => None,
    };
    if let Some(what) = kept_back {
        return Some(Read::rejected(origin.clone(), Reason::NotAnArticle(what.to_owned())));
    }
    let mut story = Story::default();
    fill_dates(item, &mut story);
    feed_item::fill(item, channel, &mut story);
    story.facts.slug = item.words_of("wp:post_name");
    let content = item.child("content:encoded").map(|c| c.raw_words_without(&[])).unwrap_or_default();
    let content = if content.trim().is_empty() {
        item.child("excerpt:encoded").map(|c| c.raw_words_without(&[])).unwrap_or_default()
    } else {
        content
    };
    story.text(&as_shown(&content));
    Some(story.finish(origin))
}

fn fill_dates(item: &Element, story: &mut Story) {
    for (gmt, local, changed) in
        [("wp:post_date_gmt", "wp:post_date", false), ("wp:post_modified_gmt", "wp:post_modified", true)]
    {
        // A post that was never published has no such moment.
        let told = |name: &str| item.words_of(name).filter(|date| !date.starts_with("0000"));
        let of = if changed { Dated::Updated } else { Dated::Published };
        let found = match told(gmt) {
            Some(date) => story.date(of, gmt, &format!("{}Z", date.replacen(' ', "T", 1))),
            None => told(local).and_then(|date| story.date(of, local, &date)),
        };
        if changed {
            story.facts.updated = found;
        } else {
            story.facts.published = found;
        }
    }
}

static CAPTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]").ok());
static STATED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"caption=["'“”]([^"'“”]*)["'“”]"#).ok());
static PICTURE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)^\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>\s*(?:</a>)?").ok());
// Only what cannot be a writer's own brackets: "[sic]" and "[laughs]" stay.
static SHORTCODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x) \[/[a-z][a-z0-9_-]*\]
        | \[(?:gallery|embed|video|audio|playlist|toc|more|nextpage)\]
        | \[[a-z][a-z0-9_-]*(?:\s+[a-z0-9_-]+=(?:"[^"]*"|'[^']*'|[^\s\]]+))+\s*/?\]"#,
    )
    .ok()
});

/// A post's text as its page shows it: short codes resolved, blank lines made paragraphs.
fn as_shown(content: &str) -> String {
    let content = match CAPTION.as_ref() {
        Some(caption) => caption.replace_all(content, |found: &regex::Captures<'_>| {
            let inside = PICTURE.as_ref().map_or(found[2].into(), |p| p.replace(&found[2], ""));
            let stated = STATED.as_ref().and_then(|s| s.captures(&found[1])).map(|s| s[1].to_owned());
            let words =
                if inside.trim().is_empty() { stated.unwrap_or_default() } else { inside.into_owned() };
            format!("\n\n<figure><figcaption>{}</figcaption></figure>\n\n", words.trim())
        }),
        None => content.into(),
    };
    let content = match SHORTCODE.as_ref() {
        Some(code) => code.replace_all(&content, ""),
        None => content,
    };
    if content.to_ascii_lowercase().contains("<p") {
        return content.into_owned();
    }
    let blocks = [
        "<figure",
        "<h1",
        "<h2",
        "<h3",
        "<h4",
        "<h5",
        "<h6",
        "<ul",
        "<ol",
        "<blockquote",
        "<div",
        "<table",
        "<pre",
        "<!--",
    ];
    let wrapped = paragraphs_of(&content).into_iter().map(|paragraph| {
        let is_block = blocks
            .iter()
            .any(|block| paragraph.get(..block.len()).is_some_and(|p| p.eq_ignore_ascii_case(block)));
        if is_block { paragraph } else { format!("<p>{paragraph}</p>") }
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

fn paragraphs_of(content: &str) -> Vec<String> {
    // A line end inside a paragraph is a break that reads as a space.
    if content.contains("\n\n") || content.contains("\r\n\r\n") || content.contains("\n\r\n") {
        return paragraphs(content);
    }
    vec![content.trim().to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(content: &str, want: &str) {
        assert_eq!(as_shown(content), want);
    }

    #[test]
    fn posts_as_their_pages_show_them() {
        check("The quay\nclosed.\n\nIt opens.", "<p>The quay closed.</p>\n<p>It opens.</p>");
        check(
            "[caption id=\"a\" width=\"3\"]<a href=\"x\"><img src=\"q.jpg\" /></a> The quay[/caption]\n\nIt closed.",
            "<figure><figcaption>The quay</figcaption></figure>\n<p>It closed.</p>",
        );
        check(
            "[caption caption=\"The quay\"]<img src=\"q.jpg\" />[/caption]",
            "<figure><figcaption>The quay</figcaption></figure>",
        );
        check("[gallery ids=\"1,2\"]\n\n“It [sic] closed,” she said.", "<p>“It [sic] closed,” she said.</p>");
        check("<!-- wp:paragraph --><p>It closed.</p>", "<!-- wp:paragraph --><p>It closed.</p>");
    }
}
