//! What reading warned of is found again: beside the article, and counted.

use std::fmt::Write as _;

use serde_json::json;

use crate::dir::Dir;

const STUB: &str = "<html lang=en><head><title>Quay closed</title><script type=\"application/ld+json\">\
    {\"@type\":\"NewsArticle\",\"headline\":\"Quay closed\",\"isAccessibleForFree\":false}</script></head><body>\
    <article><h1>Quay closed</h1><p>The harbour office of Port Alder closed its northern quay on Sunday after a storm.</p>\
    <p>Nobody told the ferry, said Ines Okafor, a captain who has crossed the bay for thirty years.</p></article></body></html>";

#[test]
fn warnings_stand_beside_the_article_and_are_counted_by_kind() {
    let dir = Dir::new();
    dir.file("news/stub.html", STUB);
    dir.file(
        "news/day.jsonl",
        "{\"title\": \"Ferry late\", \"text\": \"The ferry was late again.\", \"date\": \"03/04/2025\"}\n\
         {\"title\": \"Ferry early\", \"text\": \"The ferry was early for once.\", \"date\": \"soon\"}\nno record\n",
    );
    dir.run(&["index", "news"]).found();
    let said = "only its beginning is here: the page keeps the rest for subscribers";
    let hit = dir.ask(&["search", "okafor", "--json"]).found().json();
    let id = hit["hits"][0]["id"].as_str().unwrap().to_owned();
    dir.ask(&["show", &id]).found().prints(&[&format!("warning: {said}")]);
    let shown = dir.ask(&["show", &id, "--json"]).found().json();
    assert!(shown.to_string().contains(said), "{shown}");
    let day =
        dir.ask(&["search", "late", "--json"]).found().json()["hits"][0]["id"].as_str().unwrap().to_owned();
    dir.ask(&["show", &day]).found().prints(&["warning: `date` may mean two days"]);

    let kinds = "warnings      4: ambiguous date 1 · beginning only 1 · left out 1 · unread date 1\n";
    dir.ask(&["status"]).found().prints(&[kinds]);
    let status = dir.ask(&["status", "--json"]).found().json();
    assert_eq!(status["met"][0], json!({"kind": "ambiguous date", "count": 1}));
    assert_eq!(status["warnings"].as_array().map(Vec::len), Some(4));
    // They are the index's, not the run's.
    dir.run(&["index", "news"]).found();
    dir.ask(&["status"]).found().prints(&[kinds]);
}

#[test]
fn all_are_counted_where_the_first_thousand_are_told() {
    let dir = Dir::new();
    let mut lines = String::new();
    for at in 0..1_200 {
        writeln!(
            lines,
            "{{\"title\": \"Ferry {at}\", \"text\": \"The ferry was late.\", \"date\": \"soon\"}}"
        )
        .unwrap();
    }
    dir.file("news/days.jsonl", &lines);
    dir.run(&["index", "news"]).found();
    let status = dir.ask(&["status", "--json"]).found().json();
    assert_eq!(status["met"], json!([{"kind": "unread date", "count": 1_200}]));
    assert_eq!(status["warnings"].as_array().map(Vec::len), Some(1_000));
}

fn capture(day: &str, words: &str) -> String {
    let body = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html lang=en><body><article><h1>Quay closed again</h1>\
         <p>{words} The harbour office of Port Alder closed its northern quay on Sunday after a storm, it said.</p>\
         <p>It opens in spring, and the office will say so in time, it wrote to the crews.</p></article></body></html>"
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://alder.example/quay\r\nWARC-Date: {day}T06:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

#[test]
fn older_captures_are_versions_with_a_figure_of_their_own() {
    let dir = Dir::new();
    let all = [
        capture("2024-03-09", "At first."),
        capture("2024-03-10", "Later."),
        capture("2024-03-11", "At last."),
    ];
    dir.file("news/pages.warc", all.concat().as_bytes());
    dir.run(&["index", "news"]).found();
    dir.ask(&["status"]).found().prints(&["articles      3\n", "versions      2 of 1 page\n"]);
    let status = dir.ask(&["status", "--json"]).found().json();
    assert_eq!((&status["versions"], &status["versioned_pages"]), (&json!(2), &json!(1)));
}

#[test]
fn what_a_capture_holds_beside_its_articles_is_no_failure() {
    let dir = Dir::new();
    let asked = "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 2\r\n\r\n\r\n\r\n\r\n";
    dir.file("pages.warc", (capture("2024-03-09", "At first.") + asked).as_bytes());
    dir.file("asked.warc", asked.as_bytes());
    let left = "pages.warc: left out: no articles: 1 request records";
    dir.run(&["read", "pages.warc"]).found().warns(&[left]).prints(&["Quay closed again"]);
    dir.run(&["read", "asked.warc"]).failed().warns(&["asked.warc: no articles: 1 request records"]);
}
