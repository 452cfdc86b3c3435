//! What a page says about its article, from the most exact statement to the least.

use scraper::{ElementRef, Html, Selector};

use crate::model::{Author, NewsDate};
use crate::read::byline::{authors, is_description, is_name};
use crate::read::date;
use crate::read::format::record::primary_language;

use super::jsonld::{Statement, statement};
use super::plain_words;

/// What is known about the article besides its text.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) headline: String,
    pub(super) authors: Vec<Author>,
    pub(super) published: Option<NewsDate>,
    pub(super) updated: Option<NewsDate>,
    pub(super) section: Option<String>,
    pub(super) source: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// Names of `<meta name>` and `<meta property>`, the most telling first.
const TITLE: &[&str] =
    &["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"];
const AUTHOR: &[&str] = &[
    "author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "citation_author",
    "dc.contributor",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "article:published",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "last-modified",
];
const UPDATED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
];
const SECTION: &[&str] = &["article:section", "og:article:section", "section", "parsely-section", "category"];
const SOURCE: &[&str] = &["og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site"];

/// Reads the page's statements about itself.
pub(super) fn facts(html: &Html) -> Facts {
    let stated = statement(html);
    let metas = metas(html);
    let source = stated.as_ref().and_then(|s| s.words("publisher")).or_else(|| first(&metas, SOURCE));
    Facts {
        headline: headline(html, stated.as_ref(), &metas, source.as_deref()),
        authors: page_authors(html, stated.as_ref(), &metas, source.as_deref()),
        published: published(html, stated.as_ref(), &metas),
        updated: updated(stated.as_ref(), &metas),
        section: stated.as_ref().and_then(|s| s.words("articleSection")).or_else(|| first(&metas, SECTION)),
        language: language(html, stated.as_ref()),
        url: url(html, stated.as_ref(), &metas),
        source,
    }
}

type Metas = Vec<(String, String)>;

fn metas(html: &Html) -> Metas {
    let mut out = Vec::new();
    for element in select(html, "meta[content]") {
        let key = ["property", "name", "itemprop"].iter().find_map(|a| element.attr(a));
        let value = plain_words(element.attr("content").unwrap_or_default());
        if let Some(key) = key.filter(|_| !value.is_empty()) {
            out.push((key.trim().to_ascii_lowercase(), value));
        }
    }
    out
}

fn first(metas: &Metas, names: &[&str]) -> Option<String> {
    values(metas, names).next().map(str::to_owned)
}

fn values<'m>(metas: &'m Metas, names: &'m [&str]) -> impl Iterator<Item = &'m str> {
    names
        .iter()
        .flat_map(|name| metas.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str()))
}

fn select<'h>(html: &'h Html, selector: &str) -> Vec<ElementRef<'h>> {
    Selector::parse(selector).map_or_else(|_| Vec::new(), |s| html.select(&s).collect())
}

fn shown(element: &ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the page prints large wins over what it tells machines, where the two agree in part.
fn headline(html: &Html, stated: Option<&Statement>, metas: &Metas, source: Option<&str>) -> String {
    let printed: Vec<String> = ["article h1", "[itemprop=headline]", "main h1", "h1"]
        .iter()
        .flat_map(|s| select(html, s))
        .map(|e| e.attr("content").map_or_else(|| shown(&e), plain_words))
        .filter(|t| !t.is_empty())
        .collect();
    let told = stated
        .and_then(|s| s.words("headline"))
        .or_else(|| first(metas, TITLE).map(|t| without_source(&t, source)))
        .or_else(|| select(html, "title").first().map(|e| without_source(&shown(e), source)))
        .unwrap_or_default();
    let agrees = |text: &&String| share_of_words(text, &told) >= 0.5 && Some(text.as_str()) != source;
    match printed.iter().find(agrees) {
        // A kicker inside the heading is not told to machines.
        Some(text) if ends_with_words(text, &told) => told,
        Some(text) => text.clone(),
        None if told.is_empty() => printed.into_iter().next().unwrap_or_default(),
        None => told,
    }
}

/// Whether `text` ends with three or more words that are all of `tail`.
fn ends_with_words(text: &str, tail: &str) -> bool {
    tail.split_whitespace().count() >= 3
        && text.strip_suffix(tail).is_some_and(|head| head.ends_with(|c: char| !c.is_alphanumeric()))
}

/// How many of the words of the shorter one both have.
fn share_of_words(a: &str, b: &str) -> f64 {
    let words = |t: &str| -> Vec<String> {
        t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let common = a.iter().filter(|w| b.contains(w)).count();
    let shorter = a.len().min(b.len());
    if shorter == 0 { 0.0 } else { common as f64 / shorter as f64 }
}

/// "Quay closed | The Alder Post" to "Quay closed".
fn without_source(title: &str, source: Option<&str>) -> String {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " « ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(mark) {
            let known = source.is_some_and(|s| s.eq_ignore_ascii_case(tail.trim()));
            let short = tail.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 3;
            if known || short {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

fn page_authors(html: &Html, stated: Option<&Statement>, metas: &Metas, source: Option<&str>) -> Vec<Author> {
    let told = stated.map(|s| s.all("author")).unwrap_or_default();
    let stated = people(told.iter().map(String::as_str));
    let named = people(values(metas, AUTHOR).take(4));
    // Many houses sign with their own name for machines and with the reporter's for readers.
    let is_house = |found: &[Author]| found.iter().all(|a| is_the_house(&a.name, source));
    let printed = || printed_authors(html);
    [stated.clone(), named.clone()]
        .into_iter()
        .find(|found| !is_house(found))
        .or_else(|| Some(printed()).filter(|found| !found.is_empty()))
        .or_else(|| [stated, named].into_iter().find(|found| !found.is_empty()))
        .unwrap_or_default()
}

fn is_the_house(name: &str, source: Option<&str>) -> bool {
    source.is_some_and(|s| s.eq_ignore_ascii_case(name)) || !name.contains(' ') && name.contains('.')
}

/// Where pages print their bylines, the most telling first.
const BYLINES: &[&str] = &[
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "a[rel~=author]",
    "[class*=byline] a",
    "[class*=author-name]",
    "[class*=author] a",
    "[class*=byline]",
    "[class*=Byline]",
    "[class*=author]",
];

fn printed_authors(html: &Html) -> Vec<Author> {
    let found = BYLINES.iter().map(|selector| {
        let lines: Vec<String> =
            select(html, selector).iter().map(shown).filter(|t| t.len() < 120).take(6).collect();
        let found = people(lines.iter().map(String::as_str)).into_iter().filter(|a| is_name(&a.name));
        found.collect::<Vec<Author>>()
    });
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

fn people<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<Author> {
    let mut out: Vec<Author> = Vec::new();
    for line in lines.filter(|l| !l.contains("://") && !l.starts_with('@')) {
        for author in authors(line) {
            let key = author.name.to_lowercase();
            if !out.iter().any(|known| known.name.to_lowercase() == key) && author.name.len() < 80 {
                out.push(author);
            }
        }
    }
    // The outlet beside a name is no second author.
    if out.iter().any(|a| is_name(&a.name) && !is_description(&a.name)) {
        out.retain(|a| !is_description(&a.name));
    }
    out
}

fn published(html: &Html, stated: Option<&Statement>, metas: &Metas) -> Option<NewsDate> {
    let told = stated.and_then(|s| s.words("datePublished").or_else(|| s.words("dateCreated")));
    told.and_then(|t| date::parse(&t))
        .or_else(|| values(metas, PUBLISHED).find_map(date::parse))
        .or_else(|| printed_date(html))
}

fn updated(stated: Option<&Statement>, metas: &Metas) -> Option<NewsDate> {
    let told = stated.and_then(|s| s.words("dateModified")).and_then(|t| date::parse(&t));
    told.or_else(|| values(metas, UPDATED).find_map(date::parse))
}

/// A date that the page shows.
fn printed_date(html: &Html) -> Option<NewsDate> {
    let selectors = [
        "[itemprop=datePublished]",
        "article time",
        "time[pubdate]",
        "time",
        "abbr.published",
        "[class*=dateline]",
        "[class*=publish]",
        "[class*=date]",
        "[class*=Date]",
        "[class*=timestamp]",
        "[class*=posted]",
    ];
    selectors.iter().flat_map(|s| select(html, s)).take(60).find_map(|element| {
        let attribute =
            ["datetime", "content", "title"].iter().find_map(|a| element.attr(a).and_then(date::parse));
        attribute.or_else(|| date::line(&shown(&element)).and_then(|d| d.published.or(d.updated)))
    })
}

fn language(html: &Html, stated: Option<&Statement>) -> Option<String> {
    let lang = html.root_element().attr("lang").or_else(|| html.root_element().attr("xml:lang"));
    lang.and_then(primary_language).or_else(|| primary_language(&stated?.words("inLanguage")?))
}

fn url(html: &Html, stated: Option<&Statement>, metas: &Metas) -> Option<String> {
    let canonical = select(html, "link[rel=canonical][href]");
    let told = canonical.first().and_then(|e| e.attr("href")).map(str::to_owned);
    told.or_else(|| first(metas, &["og:url"]))
        .or_else(|| stated?.words("url"))
        .filter(|u| u.starts_with("http"))
}
