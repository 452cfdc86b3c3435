//! Pages that hold several whole stories, each in an `<article>` of its own: a front page saved with its posts, a page
//! that loads the next story below the first.
//!
//! A story is whole where it has a heading, several paragraphs that are no links, and a name or date of its own.
//! Teasers, comments and the entries of a live page are not: they stay parts of the page they stand on.

use std::fmt::Write as _;

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use hashbrown::HashMap;
use scraper::{ElementRef, Html, Node};

use super::attributes::attr;
use super::called::{Called, Names};
use super::features::letters;
use super::survey::Survey;

/// A story with less text in its paragraphs is a teaser.
const WHOLE: usize = 800;
/// Shorter paragraphs are lines.
const PARAGRAPH: usize = 60;
/// So many paragraphs make a story.
const PARAGRAPHS: usize = 3;
/// No page is cut into more.
const MOST: usize = 200;

/// A story among others on a page.
struct Story<'h> {
    element: ElementRef<'h>,
    /// The letters of its heading.
    heading: String,
    /// Where its heading leads.
    link: Option<String>,
}

/// A page with one story of a page with several.
pub(super) struct Page {
    /// Whether it is what the page is about: that one keeps all that the page states.
    pub(super) own: bool,
    pub(super) html: String,
}

/// The pages that a page with several whole stories would have been, had each had one; nothing where it has one.
///
/// The story that its title names is the page's own.
pub(super) fn pages(markup: &str, html: &Html, page: &Survey, site: Option<&str>) -> Vec<Page> {
    // Nearly every page has fewer elements of the name, and is not looked at any closer.
    if markup.matches("<article").nth(1).is_none() || markup.contains("liveBlogUpdate") {
        return Vec::new();
    }
    let stories = stories(html);
    if stories.len() < 2 || stories.len() > MOST {
        return Vec::new();
    }
    let stated = page.metas.iter().filter(|(key, _)| key == "og:title").map(|(_, value)| value);
    let titles: Vec<String> = stated.chain([&page.title]).map(|title| letters(title)).collect();
    let named = |story: &Story<'_>| titles.iter().any(|title| title.contains(&story.heading));
    let own = stories.iter().position(named);
    let lang = html.root_element().value().attr("lang").unwrap_or_default();
    let cut = |(at, story): (usize, &Story<'_>)| {
        let own = own == Some(at);
        Page { own, html: if own { without(html, &stories, at) } else { alone(story, lang, site) } }
    };
    stories.iter().enumerate().map(cut).collect()
}

fn stories(html: &Html) -> Vec<Story<'_>> {
    let mut names = Names::default();
    let lengths = lengths(html);
    let mut out: Vec<Story<'_>> = Vec::new();
    for node in html.tree.root().descendants() {
        let Some(element) = ElementRef::wrap(node).filter(|e| e.value().name() == "article") else {
            continue;
        };
        let Some(story) = story(element, &lengths, &mut names) else { continue };
        // An article around others is their frame; the same one twice is one.
        if let Some(outer) = out.last()
            && is_inside(node, outer.element.id())
        {
            out.pop();
        }
        if out.iter().all(|known| known.heading != story.heading) {
            out.push(story);
        }
    }
    out
}

fn is_inside(node: NodeRef<'_, Node>, outer: NodeId) -> bool {
    node.ancestors().any(|around| around.id() == outer)
}

fn story<'h>(
    element: ElementRef<'h>,
    lengths: &HashMap<NodeId, usize>,
    names: &mut Names<'h>,
) -> Option<Story<'h>> {
    let mut called = |e: &'h scraper::node::Element| names.of(attr(e, "class")).or(names.of(attr(e, "id")));
    let around = element.ancestors().filter_map(|n| n.value().as_element());
    let beside = Called::COMMENTS.or(Called::APART);
    for around in around.take(64).chain([element.value()]) {
        if matches!(around.name(), "aside" | "nav" | "footer") || called(around).any(beside) {
            return None;
        }
    }
    let inside = || element.descendants().filter_map(ElementRef::wrap);
    let heading = inside().find(|e| matches!(e.value().name(), "h1" | "h2" | "h3"))?;
    let words: String = heading.text().collect();
    if words.split_whitespace().count() < 3 {
        return None;
    }
    let is_signed = inside()
        .any(|e| e.value().name() == "time" || called(e.value()).any(Called::BYLINE.or(Called::PUBLISHED)));
    if !is_signed {
        return None;
    }
    let paragraphs = || element.descendants().filter_map(|node| lengths.get(&node.id()));
    let full = || paragraphs().filter(|length| **length >= PARAGRAPH);
    if full().count() < PARAGRAPHS || full().sum::<usize>() < WHOLE {
        return None;
    }
    let link =
        heading.descendants().chain(heading.ancestors().take(1)).filter_map(|n| n.value().as_element());
    let link = link.filter(|e| e.name() == "a").find_map(|e| attr(e, "href")).map(str::to_owned);
    Some(Story { element, heading: letters(&words), link })
}

/// How much text each paragraph has that is no link's. Of paragraphs in one another, as broken pages have them, each has
/// its own. Cost: one walk over the page, however deep it is.
fn lengths(html: &Html) -> HashMap<NodeId, usize> {
    let mut lengths = HashMap::default();
    // The paragraphs that are open, and how many links in each.
    let mut open: Vec<(NodeId, usize)> = Vec::new();
    for edge in html.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Element(element) if element.name() == "p" && opens => open.push((node.id(), 0)),
            Node::Element(element) if element.name() == "p" => drop(open.pop()),
            Node::Element(element) if element.name() == "a" => {
                if let Some((_, links)) = open.last_mut() {
                    *links = if opens { *links + 1 } else { links.saturating_sub(1) };
                }
            }
            Node::Text(text) if opens => {
                if let Some((paragraph, 0)) = open.last() {
                    *lengths.entry(*paragraph).or_insert(0) += text.trim().chars().count();
                }
            }
            _ => {}
        }
    }
    lengths
}

/// The page without its other stories.
fn without(html: &Html, stories: &[Story<'_>], kept: usize) -> String {
    let mut page = html.clone();
    for (_, story) in stories.iter().enumerate().filter(|(at, _)| *at != kept) {
        if let Some(mut node) = page.tree.get_mut(story.element.id()) {
            node.detach();
        }
    }
    page.html()
}

/// A page of nothing but the story, and whose it is.
fn alone(story: &Story<'_>, lang: &str, site: Option<&str>) -> String {
    let mut out = String::new();
    let attribute = |value: &str| value.replace('&', "&amp;").replace('"', "&quot;");
    let _ = write!(out, "<html lang=\"{}\"><head>", attribute(lang));
    if let Some(site) = site {
        let _ = write!(out, "<meta property=\"og:site_name\" content=\"{}\">", attribute(site));
    }
    if let Some(link) = story.link.as_deref().filter(|link| link.starts_with("http")) {
        let _ = write!(out, "<link rel=\"canonical\" href=\"{}\">", attribute(link));
    }
    let _ = write!(out, "</head><body>{}</body></html>", story.element.html());
    out
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::super::{Chooser, page_with};
    use super::*;
    use crate::model::{Origin, ParagraphKind};

    fn post(heading: &str, name: &str, day: &str, paragraphs: usize) -> String {
        let paragraph = format!(
            "<p>What is told of {heading} goes on for a while, for the harbour office of Port Alder had much to say \
             about it on Sunday, said {name}, who wrote down all of it, and then some more of what others said, and \
             what nobody said of it before or since, though many were asked.</p>"
        );
        let story = paragraph.repeat(paragraphs);
        format!(
            "<article><h2><a href='https://alder.example/{day}'>{heading}</a></h2><p class=byline>By {name}</p>\
             <time datetime='{day}'>{day}</time>{story}</article>"
        )
    }

    #[track_caller]
    fn check(head: &str, body: &str, want: Expect) {
        let html = format!("<html lang=en><head>{head}</head><body>{body}</body></html>");
        let reads = page_with(&html, &Origin { path: "a.html".into(), record: None }, Chooser::shipped());
        let mut out = String::new();
        for read in reads {
            let article = read.article.unwrap();
            let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
            let day = article.published.map_or("-".to_owned(), |date| date.to_string());
            let paragraphs = article.parts(ParagraphKind::Body).count() + 1;
            writeln!(
                out,
                "{} | {} | {} | {day} | {} | {} | {paragraphs} paragraphs",
                article.origin,
                article.headline,
                names.join(", "),
                article.source.unwrap_or_default(),
                article.url.unwrap_or_default(),
            )
            .unwrap();
        }
        want.assert_eq(&out);
    }

    #[test]
    fn a_front_page_with_its_posts() {
        let posts = [
            post("The quay closes for winter", "Ana Ruiz", "2024-03-09", 5),
            post("A ferry without a captain", "Tom Ode", "2024-03-10", 6),
            // A teaser is no article of its own.
            post("More on the harbour masters", "Li Wei", "2024-03-11", 1),
        ];
        check(
            "<meta property=og:site_name content='The Alder Post'>",
            &posts.concat(),
            expect![[r#"
            a.html:1 | The quay closes for winter | Ana Ruiz | 2024-03-09 | The Alder Post | https://alder.example/2024-03-09 | 1 paragraphs
            a.html:2 | A ferry without a captain | Tom Ode | 2024-03-10 | The Alder Post | https://alder.example/2024-03-10 | 1 paragraphs
        "#]],
        );
    }

    #[test]
    fn the_next_story_below_the_first() {
        let own = post("The quay closes for winter", "Ana Ruiz", "2024-03-09", 5);
        let next = post("A ferry without a captain", "Tom Ode", "2024-03-10", 6);
        let head = "<title>The quay closes for winter</title><meta property=og:title content='The quay closes for winter'>\
                    <meta property=og:url content='https://alder.example/quay'><meta name=author content='Ana Ruiz'>";
        check(
            head,
            &format!("<main>{own}{next}</main>"),
            expect![[r#"
            a.html | The quay closes for winter | Ana Ruiz | 2024-03-09 |  | https://alder.example/quay | 1 paragraphs
            a.html:2 | A ferry without a captain | Tom Ode | 2024-03-10 |  | https://alder.example/2024-03-10 | 1 paragraphs
        "#]],
        );
    }

    #[test]
    fn comments_and_parts_of_a_live_page_stay_where_they_are() {
        let own = post("The quay closes for winter", "Ana Ruiz", "2024-03-09", 5);
        let other = post("I was there when it closed", "Tom Ode", "2024-03-10", 6);
        let comments = format!("{own}<div class=comments>{other}</div>");
        check(
            "",
            &comments,
            expect![[r#"
            a.html | The quay closes for winter | Ana Ruiz | 2024-03-09 |  |  | 2 paragraphs
        "#]],
        );
        let live =
            format!("<script type=application/ld+json>{{\"liveBlogUpdate\": []}}</script>{own}{other}");
        check(
            "",
            &live,
            expect![[r#"
            a.html | The quay closes for winter | Ana Ruiz | 2024-03-09 |  |  | 2 paragraphs
        "#]],
        );
    }
}
