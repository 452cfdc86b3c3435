//! What must hold of whatever is read, by any format, however odd.

use proptest::prelude::*;

use super::{Read, byline, date, read_bytes, read_text};
use crate::model::{Article, Origin};

fn origin(path: &str) -> Origin {
    Origin { path: path.to_owned(), record: None }
}

/// Spans lie on char boundaries, follow each other, hold something, and have no white space at their ends.
fn check_paragraphs(article: &Article) {
    let mut last = 0;
    for paragraph in &article.paragraphs {
        let span = paragraph.span;
        let words = article.text.get(span.range()).expect("a span on char boundaries");
        assert!(span.from() >= last, "{:?} overlaps in {:?}", paragraph, article.text);
        assert!(!words.is_empty() && words.trim() == words, "{words:?}");
        last = span.to();
    }
}

fn check_all(reads: &[Read]) {
    assert!(!reads.is_empty(), "nothing came of it");
    for article in reads.iter().filter_map(|r| r.article.as_ref().ok()) {
        check_paragraphs(article);
        assert_eq!(article.id.0.len(), 16);
    }
}

/// Every character but white space lies in exactly one paragraph.
fn check_nothing_lost(article: &Article) {
    let kept: String =
        article.paragraphs.iter().flat_map(|p| p.span.of(&article.text).split_whitespace()).collect();
    let whole: String = article.text.split_whitespace().collect();
    assert_eq!(kept, whole);
}

/// Lines of the kinds that texts are made of, so that random texts reach every rule.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\r".to_owned()),
        Just("Quay closed after storm".to_owned()),
        Just("By Ana Ruiz".to_owned()),
        Just("Ana Ruiz".to_owned()),
        Just("Headline: Quay closed".to_owned()),
        Just("Body:".to_owned()),
        Just("Date: 9 March 2025".to_owned()),
        Just("Published March 9, 2025 | Updated March 10, 2025".to_owned()),
        Just("Advertisement".to_owned()),
        Just("Harbor correspondent and journalist".to_owned()),
        Just("Photo: the quay (AP Photo/Ana Ruiz)".to_owned()),
        Just("PORT ALDER, March 9 — The quay was closed, “for good”, the office said on Sunday.".to_owned()),
        Just(
            "The quay was closed on Sunday, and nobody told the ferry, said Ines Okafor, a captain."
                .to_owned()
        ),
        "[ \\PC]{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_under_any_name(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        name in prop::sample::select(vec!["a.txt", "a.html", "a.jsonl", "a.json", "a"]),
    ) {
        check_all(&read_bytes(&bytes, &origin(name)));
    }

    #[test]
    fn any_text_loses_nothing(text in "\\PC{0,120}") {
        let article = read_text(&text, &origin("-"));
        prop_assert_eq!(&article.text, &text);
        check_paragraphs(&article);
        check_nothing_lost(&article);
    }

    #[test]
    fn any_lines_lose_nothing(lines in prop::collection::vec(line(), 0..14)) {
        let text = lines.join("\n");
        let article = read_text(&text, &origin("-"));
        check_paragraphs(&article);
        check_nothing_lost(&article);
        prop_assert_eq!(read_text(&text, &origin("-")), article);
    }

    #[test]
    fn any_record(title in "\\PC{0,30}", body in "(\\PC|\n|<p>|<br>|</p>){0,60}", caption in "\\PC{0,20}") {
        let record = serde_json::json!({"title": title, "text": body, "caption": caption}).to_string();
        check_all(&read_bytes(record.as_bytes(), &origin("a.jsonl")));
    }

    #[test]
    fn any_markup(pieces in prop::collection::vec(
        prop_oneof![
            prop::sample::select(vec![
                "<html>", "<body>", "<article>", "<p>", "</p>", "<div class=caption>", "</div>", "<br>", "<h1>", "</h1>",
                "<h2>", "<figure>", "<figcaption>", "<table>", "<td>", "<a href=x>", "</a>", "<script>", "&amp;", "<li>",
                "<time datetime=2025-03-09>", "<script type=\"application/ld+json\">{\"@type\":\"Article\"}</script>",
            ]).prop_map(str::to_owned),
            "\\PC{0,60}",
        ], 0..24)) {
        check_all(&read_bytes(format!("<html>{}", pieces.concat()).as_bytes(), &origin("a.html")));
    }

    #[test]
    fn dates_and_bylines_never_panic(text in "(\\PC|[0-9]{1,4}|March|[:/,.-]| |pm|By ){0,12}") {
        let _ = (date::parse(&text), date::line(&text), byline::byline(&text), byline::authors(&text));
    }
}
