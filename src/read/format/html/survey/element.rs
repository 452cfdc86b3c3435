//! What an element is by what it is called: beside the article, a signature, a date.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::read::format::html::attributes::attr;
use crate::read::format::html::called::Called;

pub(super) fn value_is_url(element: &Element) -> bool {
    attr(element, "content").is_some_and(|c| c.starts_with("http"))
}

/// Whether an element of this class and id goes around articles.
pub(super) fn stands_beside(element: &Element, called: Called) -> bool {
    match element.name() {
        "html" | "body" | "main" | "article" => false,
        "aside" | "nav" | "footer" => true,
        _ => called.any(Called::BESIDE),
    }
}

/// Whether an element is the last one of the trail that leads to the page, or stands in it.
pub(super) fn ends_a_trail(node: NodeRef<'_, Node>) -> bool {
    let around = node.ancestors().take(4).filter(|n| !is_of_page(n.value()));
    std::iter::once(node).chain(around).filter_map(|n| n.value().as_element()).any(|element| {
        let said = ["class", "id", "itemtype"].iter().filter_map(|name| attr(element, name));
        said.into_iter().any(|value| value.to_ascii_lowercase().contains("breadcrumb"))
    })
}

/// What holds all of a page is called after any of its parts.
fn is_of_page(node: &Node) -> bool {
    node.as_element().is_some_and(|e| matches!(e.name(), "html" | "body" | "main" | "article"))
}

/// Parts of the addresses of people's pages.
const PEOPLE: &[&str] = &[
    "/author/",
    "/authors/",
    "/autor/",
    "/autoren/",
    "/auteur/",
    "/auteurs/",
    "/autores/",
    "?author=",
    "/staff/",
    "/profile/",
    "/people/",
    "/journalist",
    "/creator/",
    "/contributor",
    "/reporter",
    "/newsteam/",
];

/// How plainly an element says that it names an author; nothing where it does not.
pub(super) fn signature_rank(element: &Element, class: Called, item: &str) -> Option<u8> {
    let says_so = item.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == "author" || w == "creator");
    let rel = || attr(element, "rel").is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"));
    if says_so || rel() {
        Some(0)
    } else if class.any(Called::CARD) {
        Some(1)
    } else if class.any(Called::BYLINE) {
        (!class.any(Called::ABOUT)).then_some(2)
    } else if element.name() == "a" && attr(element, "href").is_some_and(leads_to_somebody) {
        Some(3)
    } else {
        class.any(Called::CREDITED).then_some(4)
    }
}

fn leads_to_somebody(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    PEOPLE.iter().any(|part| lower.contains(part))
}

/// How plainly an element says that it is the date of publishing; nothing where it does not.
pub(super) fn date_rank(element: &Element, class: Called, id: Called, item: &str) -> Option<u8> {
    if matches!(item, "datePublished" | "dateCreated") {
        return Some(0);
    }
    if element.name() == "time" {
        return Some(u8::from(attr(element, "pubdate").is_none() && !class.any(Called::PUBLISHED)));
    }
    let either = class.or(id);
    if either.any(Called::PUBLISHED) {
        Some(2)
    } else {
        (either.any(Called::DATED) && !either.any(Called::UPDATED)).then_some(4)
    }
}
