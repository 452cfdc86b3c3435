//! `eval` and `fit`: figures from gold, and weights from it.

use serde_json::Value;

use super::dir::Dir;

/// Two articles, and what is known to be right about them.
fn with_gold() -> Dir {
    let dir = Dir::new();
    let line = |id: &str, words: &str, name: &str| {
        let text = format!("The pier\n\n“{words}” said {name}, a docker. It rained until the evening.");
        let at = |part: &str| text.split(part).next().unwrap().chars().count();
        serde_json::json!({"id": id, "text": text, "quotes": [{
            "start": at(words), "end": at(words) + words.chars().count(), "text": words, "kind": "direct",
            "speaker": name, "speaker_start": at(name), "speaker_end": at(name) + name.chars().count(),
            "speaker_canonical": name, "cue": "said", "cue_start": at("said"), "cue_end": at("said") + 4,
        }]})
        .to_string()
    };
    let gold = [
        line("ledger_pier", "The pier stays where it is,", "Warren Tuck"),
        line("gazette_pier", "We were never asked about it,", "Zoë Adair"),
    ];
    dir.file("gold.jsonl", gold.join("\n"));
    dir
}

#[test]
fn figures_by_what_was_asked_and_against_an_earlier_run() {
    let dir = with_gold();
    dir.run(&["eval", "gold.jsonl", "--by", "publisher,kind", "--kinds", "direct"]).found().quiet().prints(
        &[
            "gold.jsonl  direct, IoU ≥ 0.8",
            "articles 2  gold 2",
            "end to end",
            "confidence   statements   mean  right",
            "by publisher",
            "gazette",
            "by kind",
        ],
    );
    let report = dir.run(&["eval", "gold.jsonl", "--format", "json"]).found();
    assert_eq!(report.json()["total"]["gold"], 2);
    assert_eq!(report.json()["total"]["end_to_end"]["recall"].as_f64(), Some(1.0));
    dir.file("before.json", &report.out);
    dir.run(&["eval", "gold.jsonl", "--baseline", "before.json"]).found().prints(&["  ="]);
}

#[test]
fn weights_are_learned_and_measured_with() {
    let dir = with_gold();
    dir.run(&["fit", "gold.jsonl", "-o", "w.bin", "--leave-out", "ledger", "--check", "gold.jsonl"])
        .found()
        .prints(&["learned from 1 articles", "cue recall"]);
    let fitted: Value =
        dir.run(&["eval", "gold.jsonl", "--weights", "w.bin", "--format", "json"]).found().json();
    assert_eq!(fitted["total"]["articles"], 2);
    dir.run(&["fit", "gold.jsonl", "-o", "w.bin", "--leave-out", "ledger"]).found();
    dir.run(&["eval", "gold.jsonl", "--weights", "gold.jsonl"]).failed().warns(&["not a file of weights"]);
}

#[test]
fn what_cannot_be_measured_is_named() {
    let dir = with_gold();
    dir.run(&["eval", "nowhere.jsonl"]).failed().warns(&["error: cannot read nowhere.jsonl: "]);
    dir.run(&["eval", "news"]).failed().warns(&["no *.gold.json below this folder"]);
    dir.run(&["eval", "gold.jsonl", "--kinds", "spoken"]).failed().warns(&["direct, mixed, indirect"]);
    dir.run(&["eval", "gold.jsonl", "--iou", "2"]).failed().warns(&["a share above 0"]);
}
