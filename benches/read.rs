//! Web pages read on one thread: pages and bytes a second.

// A bench that cannot be set up should stop.
#![allow(clippy::expect_used)]

mod support;

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use onrecord::model::Origin;
use onrecord::read::read_bytes;

const PAGES: usize = 200;

fn main() {
    divan::main();
}

/// Made articles as a newspaper's site would print them: with navigation, teasers, scripts and a footer
/// around, of the size that pages have.
fn pages() -> Vec<String> {
    let articles = support::made(PAGES);
    let titles: Vec<&str> = articles.iter().filter_map(|article| article.lines().next()).collect();
    articles.iter().enumerate().map(|(number, article)| page(article, &titles, number)).collect()
}

fn page(article: &str, titles: &[&str], number: usize) -> String {
    let mut parts = article.split("\n\n");
    let (title, byline, date) =
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let mut out = format!(
        "<!DOCTYPE html><html lang=en><head><title>{title} | The Alder Post</title><meta property=og:title content=\"{title}\">\
         <meta property=article:published_time content={date}><style>{}</style><script>{}</script></head><body><nav><ul>",
        ".story p { margin: 0 } ".repeat(800),
        "window.alder = window.alder || [];".repeat(3_000),
    );
    for section in ["News", "Harbour", "Sport", "Culture", "Weather"].iter().cycle().take(60) {
        let _ = write!(out, "<li class=\"nav__item\"><a href=/{section}>{section}</a></li>");
    }
    let _ = write!(out, "</ul></nav><main><article class=story><h1>{title}</h1><p class=byline>{byline}</p><time>{date}</time>");
    for paragraph in parts {
        let _ = write!(out, "<p class=\"story__paragraph\">{paragraph}</p><div class=ad-slot></div>");
    }
    out.push_str("</article></main><aside class=related>");
    for title in titles.iter().cycle().skip(number).take(40) {
        let _ = write!(out, "<div class=\"teaser teaser--small\"><a href=/a><img src=a.jpg><h3>{title}</h3></a><span>2 hours ago</span></div>");
    }
    out.push_str("</aside><footer><p>Copyright The Alder Post. All rights reserved.</p></footer></body></html>");
    out
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn web_page_to_article(bencher: Bencher<'_, '_>) {
    let pages = pages();
    let origin = Origin { path: "made/one.html".to_owned(), record: None };
    bencher
        .counter(ItemsCount::new(pages.len()))
        .counter(BytesCount::new(pages.iter().map(String::len).sum::<usize>()))
        .bench(|| pages.iter().map(|page| read_bytes(page.as_bytes(), &origin).len()).sum::<usize>());
}
