//! `onrecord read` and `onrecord eval --articles`: what files are read as, and how well.

use serde_json::{Value, json};

use crate::dir::{Dir, HARBOUR};

const PAGE: &str = "<html lang=en><head><title>Quay closed | The Alder Post</title>\
    <meta property=og:site_name content='The Alder Post'><meta name=author content='Ana Ruiz'>\
    <meta property=article:published_time content=2025-03-09T10:00:00+01:00></head><body><nav><a href=/>Home</a></nav>\
    <article><h1>Quay closed</h1><figure><img src=q.jpg><figcaption>The northern quay. Photo: Ana Ruiz</figcaption></figure>\
    <p>The harbour office of Port Alder closed its northern quay on Sunday after a storm.</p>\
    <p>&ldquo;Nobody told the ferry,&rdquo; said Ines Okafor, a captain who has crossed the bay for thirty years.</p>\
    <p>The quay opens in spring, and the office will say so in time, it wrote to the crews.</p></article>\
    <footer><p>All rights reserved by the Alder Post, and much more that is said down here.</p></footer></body></html>";

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_file_is_told_in_the_order_given() {
    let dir = Dir::new();
    dir.file("b.html", PAGE);
    dir.file("a.txt", HARBOUR);
    let read = lines(&dir.run(&["read", "b.html", "a.txt", "--format", "jsonl"]).found().quiet().out);
    let ids: Vec<&str> = read.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["b", "a"]);
    assert_eq!(
        read[0],
        json!({
            "id": "b", "headline": "Quay closed", "authors": ["Ana Ruiz"], "published": "2025-03-09T10:00:00+01:00",
            "section": null, "language": "en",
            "body": "The harbour office of Port Alder closed its northern quay on Sunday after a storm.\n\n\
                     “Nobody told the ferry,” said Ines Okafor, a captain who has crossed the bay for thirty years.\n\n\
                     The quay opens in spring, and the office will say so in time, it wrote to the crews.",
            "captions": ["The northern quay."], "warnings": []
        })
    );
    let whole = dir.run(&["read", "a.txt", "--json"]).found().json();
    assert_eq!(whole["articles"][0]["authors"], json!(["Mara Osei"]));
}

#[test]
fn folders_are_read_and_what_gives_no_article_is_named() {
    let dir = Dir::with_articles();
    dir.file("news/empty.txt", "");
    dir.file("news/picture.html", b"\x89PNG\r\n\x1A\n\0\0");
    let ran = dir.run(&["read", "news", "--format", "jsonl"]).failed();
    let ran = ran.warns(&["empty.txt: is empty", "picture.html: is not text (a PNG picture)"]);
    assert_eq!(lines(&ran.out).len(), 3);
    dir.run(&["read", "nowhere.txt"]).failed().warns(&["nowhere.txt"]);
}

#[test]
fn a_reader_sees_each_part_with_its_name() {
    let dir = Dir::new();
    dir.file("b.html", PAGE);
    dir.run(&["read", "b.html"]).found().quiet().prints(&[
        "source    The Alder Post\n",
        "headline  Quay closed\n",
        "caption   The northern quay.\n",
        "furniture Photo: Ana Ruiz\n",
        "lead      The harbour office of Port Alder closed",
    ]);
}

#[test]
fn a_page_for_subscribers_is_marked_wherever_it_is_read() {
    let dir = Dir::new();
    let stated = "<head><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Quay closed\", \
                  \"isAccessibleForFree\": false}</script>";
    dir.file("news/b.html", PAGE.replace("<head>", stated));
    let said = "only its beginning is here: the page keeps the rest for subscribers";
    dir.run(&["read", "news/b.html"]).found().prints(&[said]);
    dir.run(&["index", "news"]).found();
    dir.ask(&["status"]).found().prints(&["warning b.html: only its beginning is here"]);
}

#[test]
fn reading_is_measured_against_gold() {
    let dir = Dir::new();
    dir.file("pages/quay.html", PAGE);
    let gold = json!({
        "quay": {"headline": "Quay closed!", "authors": ["Ana Ruiz"], "date": "2025-03-09", "with": ["Nobody told the ferry"],
                 "without": ["All rights reserved", "closed"], "captions": ["The northern quay."], "body": ""},
        "gone": {"headline": "Never saved", "with": [], "without": []}
    });
    dir.file("gold.json", gold.to_string());
    let ran = dir.run(&["eval", "--articles", "gold.json", "pages", "--errors", "1"]).found();
    ran.prints(&[
        "pages 2 (no prediction for 1)\nheadline 0.500 (n=2)\nauthors  1.000 (n=1)\ndate     1.000 (n=1)\n\
         segments P 0.500  R 1.000  F1 0.667\ncaptions 1.000 (n=1)\n",
        "headline  gone",
        "gold Never saved",
        "gold without \"closed\"",
    ]);
    let report = dir.run(&["eval", "--articles", "gold.json", "pages", "--format", "json"]).found().json();
    assert_eq!(report["total"]["headline"], json!({"share": 0.5, "n": 2}));
    assert_eq!(report["total"]["body"], Value::Null);
    dir.run(&["eval", "--articles", "gold.json"]).failed().warns(&["PAGES"]);
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    let dir = Dir::new();
    let page =
        "<html><body><h1>Ferry late</h1><p>The ferry was late again on Sunday morning.</p></body></html>";
    dir.feed(page, &["read", "-"]).found().prints(&["Ferry late", "late again"]);
}
