//! Archives of many articles: what threads, parts and memory must not change.

use std::fmt::Write as _;

use super::dir::Dir;

/// A file of many articles, larger than what one thread reads alone; every so-many-th line is no article.
///
/// Most of it is a field that nobody reads, so that the test is quick.
fn wire(articles: usize) -> String {
    let mut out = String::new();
    for number in 0..articles {
        if number % 50 == 49 {
            let _ = writeln!(out, "{{\"title\": {number}");
            continue;
        }
        let speaker = ["Ana Ruiz", "Boris Hale", "Clara Osei"][number % 3];
        let surname = speaker.split(' ').next_back().unwrap();
        let _ = writeln!(
            out,
            "{{\"title\": \"Harbour report {number}\", \"date\": \"20{:02}-03-09\", \"text\": \"The quay was open, said \
             {speaker}, a captain with the Harbour Office.\\n\\n“Ship {number} came in on time,” {surname} said.\", \
             \"layout\": \"{}\"}}",
            number % 25,
            "0123456789abcdef".repeat(300)
        );
    }
    out
}

#[test]
fn a_large_file_is_the_same_by_any_number_of_hands() {
    let dir = Dir::new();
    let text = wire(250);
    assert!(text.len() > 1 << 20);
    dir.file("news/wire.jsonl", text);
    let answer = |settings: &[&str]| {
        let mut arguments = vec!["index", "--rebuild", "news"];
        arguments.extend(settings);
        dir.run(&arguments).found().prints(&["1 found = 1 indexed"]);
        let mut found =
            dir.ask(&["search", "quay", "--json", "--facet", "speaker,org", "--limit", "40"]).json();
        found["took_ms"] = serde_json::Value::Null;
        let mut said = dir.ask(&["quotes", "ship", "--json", "--limit", "40"]).json();
        said["took_ms"] = serde_json::Value::Null;
        (found, said)
    };
    let alone = answer(&["--threads", "1"]);
    assert_eq!(alone.0["total"], 245);
    assert_eq!(alone, answer(&["--threads", "4"]));
    assert_eq!(alone, answer(&["--threads", "3", "--memory", "16"]));
}

/// A minute may be over after any of them, though they are walked together.
#[test]
fn a_run_over_large_files_commits_on_its_way() {
    let dir = Dir::new();
    for name in ["a", "b", "c"] {
        dir.file(
            &format!("news/{name}.jsonl"),
            format!("{}{}", wire(220), format_args!("{{\"title\": \"{name}\"}}")),
        );
    }
    dir.run(&["index", "--checkpoint", "0", "news"]).found().prints(&["3 found = 3 indexed"]);
    let archive = onrecord::index::Archive::open(&dir.path("news/.onrecord")).unwrap();
    let commits = archive.payload().unwrap().generation;
    assert!(commits >= 3, "{commits}");
}

#[test]
fn a_memory_that_is_none_is_refused() {
    let dir = Dir::with_articles();
    dir.run(&["index", "--memory", "1", "news"]).failed().warns(&["--memory", "16"]);
}
