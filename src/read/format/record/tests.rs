//! Records as archives keep them, by example.

use super::*;
use crate::model::NewsDate;
use std::fmt::Write;

use expect_test::{Expect, expect};
use serde_json::json;

#[track_caller]
fn check(value: Value, want: Expect) {
    let read = read(&value, &FieldMap::default(), &Origin { path: "a.jsonl".into(), record: Some(1) });
    let article = read.article.unwrap();
    let mut out = String::new();
    for p in &article.paragraphs {
        writeln!(out, "{:?}: {}", p.kind, p.span.of(&article.text)).unwrap();
    }
    let names: Vec<_> = article.authors.iter().map(|a| a.name.as_str()).collect();
    let date = |d: Option<NewsDate>| d.map_or("-".to_owned(), |d| d.to_string());
    writeln!(
        out,
        "{} | {} | {} | {} | {} | {} | {} | {}",
        article.headline,
        names.join(", "),
        date(article.published),
        date(article.updated),
        article.section.unwrap_or_default(),
        article.source.unwrap_or_default(),
        article.language.unwrap_or_default(),
        article.url.unwrap_or_default()
    )
    .unwrap();
    for warning in &read.warnings {
        writeln!(out, "! {warning}").unwrap();
    }
    want.assert_eq(&out);
}

#[test]
fn usual_names() {
    check(
        json!({
            "id": "x7", "title": "Quay closed", "text": "The quay closed.\n\nIt opens in spring.",
            "authors": ["Ana Ruiz", "Tom Ode"], "date_publish": "2025-03-09 10:00:00", "category": "Harbor",
            "source_domain": "alder.example", "url": "https://alder.example/7", "language": "en-GB",
            "image_caption": "The quay"
        }),
        expect![[r#"
            Headline: Quay closed
            Lead: The quay closed.
            Body: It opens in spring.
            Caption: The quay
            Quay closed | Ana Ruiz, Tom Ode | 2025-03-09T10:00:00 | - | Harbor | alder.example | en | https://alder.example/7
        "#]],
    );
}

#[test]
fn objects_and_other_spellings() {
    check(
        json!({
            "headline": "Quay closed", "articleBody": ["The quay closed.", "It opens in spring."],
            "author": {"@type": "Person", "name": "By ANA RUIZ"}, "datePublished": 1_741_788_300,
            "dateModified": "March 13, 2025", "publisher": {"name": "The Alder Post"}
        }),
        expect![[r#"
            Headline: Quay closed
            Lead: The quay closed.
            Body: It opens in spring.
            Quay closed | Ana Ruiz | 2025-03-12T14:05:00Z | 2025-03-13 |  | The Alder Post |  | 
        "#]],
    );
}

#[test]
fn a_title_in_the_text_is_not_told_twice() {
    check(
        json!({"title": "Quay closed", "body": "Quay closed\n\nThe quay closed.", "date": "03/09/2025"}),
        expect![[r#"
            Headline: Quay closed
            Lead: The quay closed.
            Quay closed |  | 2025 | - |  |  |  | 
            ! `date` may mean two days: "03/09/2025"; only its year is kept
        "#]],
    );
}

#[test]
fn fields_with_tags() {
    check(
        json!({"title": "Quay &amp; ferry", "content": "<p>The quay closed.</p><h2>Spring</h2><p>It opens <b>then</b>.</p>"}),
        expect![[r#"
            Headline: Quay & ferry
            Lead: The quay closed.
            Subhead: Spring
            Body: It opens then.
            Quay & ferry |  | - | - |  |  |  | 
        "#]],
    );
}

#[test]
fn a_text_alone() {
    check(
        json!({"id": 1, "text": "The quay closed.\n\nIt opens in spring."}),
        expect![[r#"
            Lead: The quay closed.
            Body: It opens in spring.
             |  | - | - |  |  |  | 
        "#]],
    );
}

#[test]
fn paragraphs_run_together_are_parted() {
    let body =
        "The quay closed.The mayor left.“We wait,” she said.Boats turned. A gull sat on one.It was grey.";
    check(
        json!({"title": "Quay", "text": body}),
        expect![[r#"
        Headline: Quay
        Lead: The quay closed.
        Body: The mayor left.
        Body: “We wait,” she said.
        Body: Boats turned. A gull sat on one.
        Body: It was grey.
        Quay |  | - | - |  |  | en | 
    "#]],
    );
}
