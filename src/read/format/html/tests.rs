//! Made-up pages, each shown as the article they give.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::*;

fn page(html: &str) -> Read {
    page_with(html, &Origin { path: "a.html".into(), record: None }, Chooser::shipped()).remove(0)
}

#[track_caller]
fn check(html: &str, want: Expect) {
    let article = page(html).article.unwrap();
    let mut out = String::new();
    for p in &article.paragraphs {
        writeln!(out, "{:?}: {}", p.kind, p.span.of(&article.text)).unwrap();
    }
    let names: Vec<_> = article.authors.iter().map(|a| a.name.as_str()).collect();
    let date = |d: Option<crate::model::NewsDate>| d.map_or("-".to_owned(), |d| d.to_string());
    let facts = [
        names.join(", "),
        date(article.published),
        date(article.updated),
        article.section.unwrap_or_default(),
        article.source.unwrap_or_default(),
        article.language.unwrap_or_default(),
        article.place.unwrap_or_default(),
        article.url.unwrap_or_default(),
    ];
    out.push_str(&facts.join(" | "));
    want.assert_eq(&format!("{out}\n"));
}

const STORY: &str = "<p>The harbor office of Port Alder closed its northern quay on Sunday after a storm.</p>\
    <p>&ldquo;Nobody told the ferry,&rdquo; said <a href=/x>Ines Okafor</a>,\n   a captain.</p><h2>Winter vs Spring</h2>\
    <p>The quay opens in spring, and the office will say so in time this year.</p>";

#[test]
fn a_page_that_states_everything() {
    check(
        &format!(
            r##"<!DOCTYPE html><html lang="en-GB"><head><title>Quay closed | The Alder Post</title>
            <link rel="canonical" href="https://alder.example/quay">
            <script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
              {{"@type":"Person","@id":"#p1","name":"Ana Ruiz"}},
              {{"@type":["NewsArticle"],"headline":"Quay closed","author":[{{"@id":"#p1"}},{{"@type":"Person","name":"Tom Ode"}}],
                "datePublished":"2025-03-09T10:00:00Z","dateModified":"2025-03-10","articleSection":"Harbor",
                "publisher":{{"@type":"Organization","name":"The Alder Post"}}}}]}}</script></head>
            <body><nav><p>Home and everything else that stands over the article, at some length here</p></nav>
            <main><article><h1>Quay closed</h1><p class="byline">By Ana Ruiz</p>
            <figure><img src=x><figcaption>The northern quay</figcaption></figure>
            <div class="article-body">{STORY}<aside><p>Read this other story about the sea and the ships</p></aside>
            <ul class="related-links"><li><a href=/1>Another story altogether</a></li></ul></div></article></main>
            <footer><p>Copyright by the Alder Post, all rights reserved, and some more words</p></footer></body></html>"##
        ),
        expect![[r#"
            Headline: Quay closed
            Byline: By Ana Ruiz
            Caption: The northern quay
            Lead: The harbor office of Port Alder closed its northern quay on Sunday after a storm.
            Body: “Nobody told the ferry,” said Ines Okafor, a captain.
            Subhead: Winter vs Spring
            Body: The quay opens in spring, and the office will say so in time this year.
            Ana Ruiz, Tom Ode | 2025-03-09T10:00:00Z | 2025-03-10 | Harbor | The Alder Post | en |  | https://alder.example/quay
        "#]],
    );
}

#[test]
fn a_page_with_metas_only() {
    check(
        &format!(
            r##"<html><head><meta property="og:title" content="Quay closed &amp; ferry lost - Alder Post">
            <meta property="og:site_name" content="Alder Post"><meta name="author" content="By ANA RUIZ">
            <meta property="article:published_time" content="2025-03-09T10:00:00+01:00"></head><body><div>{STORY}</div></body></html>"##
        ),
        expect![[r#"
            Headline: Quay closed & ferry lost
            Lead: The harbor office of Port Alder closed its northern quay on Sunday after a storm.
            Body: “Nobody told the ferry,” said Ines Okafor, a captain.
            Subhead: Winter vs Spring
            Body: The quay opens in spring, and the office will say so in time this year.
            Ana Ruiz | 2025-03-09T10:00:00+01:00 | - |  | Alder Post | en |  | 
        "#]],
    );
}

#[test]
fn an_old_page_of_breaks() {
    check(
        "<HTML><BODY><H1>Quay closed</H1><SPAN CLASS=byline>By Ana Ruiz</SPAN> <SPAN CLASS=date>March 9, 1998</SPAN>\
         <DIV>PORT ALDER, March 9 -- The harbor office closed its northern<BR>quay on Sunday after a storm.<BR><BR>\
         The quay opens in spring, and the office will say so in time.</DIV></BODY></HTML>",
        expect![[r#"
            Headline: Quay closed
            Lead: PORT ALDER, March 9 -- The harbor office closed its northern quay on Sunday after a storm.
            Body: The quay opens in spring, and the office will say so in time.
            Ana Ruiz | 1998-03-09 | - |  |  | en | PORT ALDER | 
        "#]],
    );
}

#[test]
fn a_charset_in_the_head_is_obeyed() {
    let bytes = b"<html><head><meta charset=iso-8859-1></head><body><h1>Caf\xE9</h1><p>The caf\xE9 on the quay was closed on Sunday after a storm.</p>";
    let reads = read(bytes, &Origin::default());
    assert_eq!(reads[0].article.as_ref().unwrap().headline, "Café");
    assert!(reads[0].warnings.is_empty());
}

#[test]
fn words_of_a_line() {
    assert_eq!(plain_words(" Quay &amp; <b>ferry</b>\n lost "), "Quay & ferry lost");
    assert_eq!(plain_words("1 < 2"), "1 < 2");
}

#[test]
fn a_deep_page_does_not_overflow() {
    let deep = format!("<html><body>{}<p>{}</p>", "<div>".repeat(20_000), "The quay was closed. ".repeat(5));
    assert!(page(&deep).article.is_ok());
}

#[test]
fn what_stands_over_the_story_is_no_lead() {
    check(
        &format!(
            "<html lang=en><head><meta property=article:section content=City></head><body><article><h1>Quay closes</h1>\
             <p>CITY</p><p>By Mei Calloway</p><p>November 12, 2024</p>{STORY}<p>City</p></article></body></html>"
        ),
        expect![[r#"
            Headline: Quay closes
            Byline: By Mei Calloway
            Date: November 12, 2024
            Lead: The harbor office of Port Alder closed its northern quay on Sunday after a storm.
            Body: “Nobody told the ferry,” said Ines Okafor, a captain.
            Subhead: Winter vs Spring
            Body: The quay opens in spring, and the office will say so in time this year.
            Mei Calloway | 2024-11-12 | - | City |  | en |  | 
        "#]],
    );
}

#[test]
fn what_only_subscribers_read_is_said_to_be_missing() {
    let page_of = |paragraphs: usize| {
        let more =
            "<p>The quay opens in spring, the harbor office said, and the crews wait for it at home.</p>";
        page(&format!(
            r#"<html lang=en><head><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Quay closes",
            "isAccessibleForFree": "False",}}</script></head><body><article><h1>Quay closes</h1>{STORY}{}</article></body></html>"#,
            more.repeat(paragraphs)
        ))
    };
    assert_eq!(page_of(0).warnings, [Warning::Stub]);
    assert_eq!(page_of(30).warnings, []);
}

#[test]
fn a_story_that_scripts_would_show_is_taken_from_what_is_stated() {
    let story =
        "The harbor office of Port Alder closed its northern quay on Sunday after a storm. ".repeat(5);
    let html = format!(
        r#"<html lang=en><head><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Quay closes",
        "articleBody": "{story}\n\n{story}&amp; so on"}}</script></head><body><h1>Quay closes</h1><div id=app></div></body></html>"#
    );
    let article = page(&html).article.unwrap();
    assert_eq!(article.story().count(), 2);
    assert!(article.text.ends_with("storm. & so on"));
}

/// A page that states each of its articles whole, under these keys.
fn of_several(record: Option<u64>, around: &str) -> Vec<String> {
    let body =
        "The northern quay stayed shut after the storm, and the harbor office gave no date. ".repeat(9);
    let one = |name: &str, author: &str| {
        format!(
            r#"{{"@type": "NewsArticle", "headline": "{name}", "articleBody": "{name}. {body}", "datePublished": "2025-03-09",
            "author": {{"@type": "Person", "name": "{author}"}}, "url": "https://alder.example/{author}"}}"#
        )
    };
    let (quay, ferry) = (one("Quay closed", "Ana Ruiz"), one("Ferry late", "Tom Ode"));
    let html = format!(
        r#"<html lang=en><head><title>All of Sunday</title><meta property="og:site_name" content="The Alder Post">
        <script type="application/ld+json">{{{around} [{quay}, {ferry}, {quay}]}}</script></head>
        <body><h1>All of Sunday</h1>{STORY}</body></html>"#
    );
    let reads = page_with(&html, &Origin { path: "a.html".into(), record }, Chooser::shipped());
    let told = |read: Read| {
        let article = read.article.unwrap();
        let names: Vec<String> = article.authors.into_iter().map(|a| a.name).collect();
        let source = article.source.unwrap_or_default();
        format!(
            "{}: {} | {} | {source} | {}",
            read.origin,
            article.headline,
            names.join(", "),
            article.url.unwrap_or_default()
        )
    };
    reads.into_iter().map(told).collect()
}

#[test]
fn several_articles_that_a_page_states_whole() {
    let want = [
        "Quay closed | Ana Ruiz | The Alder Post | https://alder.example/Ana Ruiz",
        "Ferry late | Tom Ode | The Alder Post | https://alder.example/Tom Ode",
    ];
    let at = |places: [&str; 2]| [0, 1].map(|n| format!("{}: {}", places[n], want[n]));
    assert_eq!(of_several(None, r#""@graph":"#), at(["a.html:1", "a.html:2"]));
    // In a capture the page itself has a number.
    assert_eq!(of_several(Some(7), r#""@graph":"#), at(["a.html/7.html:1", "a.html/7.html:2"]));
}

#[test]
fn the_entries_of_a_live_page_are_one_article() {
    let live = r#""@type": "LiveBlogPosting", "headline": "All of Sunday", "liveBlogUpdate":"#;
    assert_eq!(of_several(None, live).len(), 1);
}
