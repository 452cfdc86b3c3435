//! `extract`: statements without an index, and the contract that other tools score.

use serde_json::{Value, json};

use super::dir::{Dir, HARBOUR};

const KEYS: [&str; 16] = [
    "start",
    "end",
    "text",
    "kind",
    "speaker",
    "speaker_canonical",
    "speaker_start",
    "speaker_end",
    "cue",
    "role",
    "organization",
    "reference",
    "with",
    "negated",
    "rule",
    "confidence",
];

#[test]
fn one_line_an_article_with_offsets_over_the_given_text() {
    let dir = Dir::new();
    let texts = [format!("\n  {HARBOUR}"), "Zoë left. “No,” said Ana Ruiz. “Not ‘ever’.”".to_owned()];
    let lines: Vec<String> =
        texts.iter().zip(["a", "b"]).map(|(text, id)| json!({"id": id, "text": text}).to_string()).collect();
    let ran = dir.feed(&lines.join("\n"), &["extract", "-", "--format", "jsonl"]).found().quiet();
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for ((line, text), id) in lines.iter().zip(&texts).zip(["a", "b"]) {
        assert_eq!(line["id"], id);
        let chars: Vec<char> = text.chars().collect();
        let cut = |quote: &Value, from: &str, to: &str| -> String {
            let at = |key: &str| usize::try_from(quote[key].as_u64().unwrap()).unwrap();
            chars[at(from)..at(to)].iter().collect()
        };
        let quotes = line["quotes"].as_array().unwrap();
        assert!(!quotes.is_empty(), "{line}");
        for quote in quotes {
            let keys: Vec<&str> = quote.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, KEYS);
            assert_eq!(cut(quote, "start", "end"), quote["text"].as_str().unwrap());
            if let Some(speaker) = quote["speaker"].as_str() {
                assert_eq!(cut(quote, "speaker_start", "speaker_end"), speaker);
            }
        }
    }
    assert_eq!(lines[0]["quotes"][0]["speaker_canonical"], "Ana Ruiz");
    assert_eq!(lines[0]["quotes"][0]["organization"], "Sarell University");
}

#[test]
fn a_file_for_reading_and_as_a_table() {
    let dir = Dir::new();
    dir.file("a.txt", HARBOUR);
    dir.run(&["extract", "a.txt"]).found().prints(&[
        "Harbour board delays vote",
        "Ana Ruiz, senior lecturer in maritime law, Sarell University",
        "“The letter was never lost,”",
        "direct · “said”",
    ]);
    dir.run(&["extract", "a.txt", "--format", "csv"]).found().prints(&["id,start,end,text,kind,speaker"]);
    let found = dir.run(&["extract", "a.txt", "--json"]).found().json();
    assert_eq!(found["articles"][0]["id"], "a.txt");
}

#[test]
fn html_is_read_as_a_page() {
    let page = "<html><head><title>Quota</title></head><body><article><h1>Quota falls</h1><p>The quota fell \
                again on Monday, to the dismay of the crews along the coast.</p><p>“Nobody asked us,” said Bo \
                Lind, director of the Crews Union.</p></article></body></html>";
    Dir::new()
        .feed(page, &["extract", "-"])
        .found()
        .prints(&["Bo Lind", "“Nobody asked us,”"])
        .lacks(&["<p>"]);
}

#[test]
fn nothing_said_is_1_and_unreadable_is_2() {
    let dir = Dir::new();
    dir.feed("{\"id\":\"a\",\"text\":\"It rained on Monday.\"}\n", &["extract", "-", "--format", "jsonl"])
        .nothing()
        .prints(&["{\"id\":\"a\",\"quotes\":[]}"]);
    dir.run(&["extract", "missing.txt"]).failed().warns(&["error: missing.txt: "]);
    dir.feed("", &["extract", "-"]).failed().warns(&["error: -: is empty"]);
    dir.feed("{\"id\":1,\"text\":\"x\"}\nnot json\n", &["extract", "-", "--format", "jsonl"])
        .failed()
        .warns(&["error: -:2: "])
        .prints(&["{\"id\":\"1\",\"quotes\":[]}"]);
}

#[test]
fn what_is_not_sure_enough_is_left_out() {
    let dir = Dir::new();
    dir.file("a.txt", HARBOUR);
    let all = dir.run(&["extract", "a.txt", "--json"]).found().json();
    let confidences = |found: &Value| -> Vec<f64> {
        let quotes = found["articles"][0]["quotes"].as_array().unwrap();
        quotes.iter().map(|quote| quote["confidence"].as_f64().unwrap()).collect()
    };
    let sure = confidences(&all).into_iter().fold(0.0, f64::max) - 0.001;
    let found =
        dir.run(&["extract", "a.txt", "--json", "--min-confidence", &sure.to_string()]).found().json();
    let left = confidences(&found);
    assert!(left.len() < confidences(&all).len(), "{left:?}");
    assert!(left.iter().all(|confidence| *confidence >= sure), "{left:?}");
    dir.run(&["extract", "a.txt", "--min-confidence", "1"]).nothing().prints(&["nobody is on record"]);
    dir.run(&["extract", "a.txt", "--min-confidence", "2"]).failed().warns(&["a number from 0 to 1"]);
}

#[test]
fn an_explanation_stands_under_the_words() {
    let dir = Dir::new();
    dir.file("a.txt", format!("{HARBOUR}\nThe rain stopped at noon.\n"));
    let ran = dir.run_in("", &["explain", "a.txt"], "", &[("COLUMNS", "100")]).found().quiet();
    let ran = ran.prints(&[
        "Harbour board delays vote",
        "     “The letter was never lost,” said Ana Ruiz, a senior lecturer in maritime law",
        "     Q1─────────────────────────┘",
        "source “Ana Ruiz” ",
        "  →  direct by Ana Ruiz · content-cue-source ",
    ]);
    let ran = ran.lacks(&["The rain stopped"]);
    assert!(ran.out.lines().all(|line| line.chars().count() <= 100), "{}", ran.out);
    dir.feed("It rained on Monday.\n\nIt will rain on Tuesday.\n", &["explain", "-"]).nothing();
    dir.feed("It rained on Monday.\n\nIt will rain on Tuesday.\n", &["explain", "-", "--json"]).nothing();
    dir.run(&["explain", "missing.txt"]).failed().warns(&["error: missing.txt: "]);
}

#[test]
fn an_explanation_for_programs_weighs_every_candidate() {
    let dir = Dir::new();
    dir.file("a.txt", format!("{HARBOUR}\nThe rain stopped at noon.\n"));
    let found = dir.run(&["explain", "a.txt", "--format", "json"]).found().quiet().json();
    let text = &found["articles"][0];
    let said = |sentence: &&serde_json::Value| {
        sentence["text"].as_str().unwrap().starts_with("“The letter was never lost,” said Ana Ruiz")
    };
    let sentence = text["sentences"].as_array().unwrap().iter().find(said).unwrap();
    let cue = &sentence["cues"][0];
    assert_eq!(cue["text"], "said");
    assert_eq!(cue["sources"][0]["text"], "Ana Ruiz");
    for choice in [&cue["sources"], &sentence["quotations"][0]["by"]] {
        let sum: f64 = choice.as_array().unwrap().iter().map(|one| one["likely"].as_f64().unwrap()).sum();
        assert!((sum - 1.0).abs() < 0.01, "{choice}");
    }
    let statement =
        &text["statements"][usize::try_from(sentence["statements"][0].as_u64().unwrap()).unwrap()];
    assert_eq!(statement["speaker"], "Ana Ruiz");
    let place = |value: &serde_json::Value, end: &str| value[end].as_u64().unwrap();
    let (content, span) = (&cue["content"], &statement["span"]);
    assert_eq!(place(content, "start") + 1, place(span, "start"), "the content begins with its mark");
    assert!(place(span, "end") < place(content, "end"));
    assert_eq!(sentence["span"]["start"], content["start"], "places count the same characters");
    let line = dir.run(&["explain", "a.txt", "--format", "jsonl"]).found().quiet();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&line.out).unwrap(), *text);
}
