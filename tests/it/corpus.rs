//! The archive that comes with the code, through the real command.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::dir::Dir;

/// A copy of `corpus/`, so that no index is left in the source tree.
pub(super) fn corpus() -> Dir {
    let dir = Dir::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let entries = walkdir::WalkDir::new(&source).into_iter().filter_entry(|e| e.file_name() != ".onrecord");
    for entry in entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let name = Path::new("news").join(entry.path().strip_prefix(&source).unwrap());
        dir.file(name.to_str().unwrap(), fs::read(entry.path()).unwrap());
    }
    dir
}

/// The same, indexed.
pub(crate) fn indexed_corpus() -> Dir {
    let dir = corpus();
    dir.run(&["index", "news"]).found();
    dir
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn the_first_command_of_the_readme_answers() {
    let dir = corpus();
    dir.run(&["search", "-a", "news", "Khamenei AND letter"]).found().prints(&[
        "Khamenei",
        "on record: ",
        "speakers",
        "organizations",
        " articles · ",
    ]);
    dir.run(&["search", "-a", "news", "Khamenei AND letter"]).found().quiet();
}

#[test]
fn every_article_is_read_and_cited_verbatim() {
    let dir = corpus();
    dir.run(&["index", "news"]).found().prints(&[" + 0 rejected"]);
    let found = dir.ask(&["search", "--json", "-n", "1000"]).found().json();
    let hits = list(&found["hits"]);
    assert!(hits.len() >= 60, "{}", hits.len());
    let ids: BTreeSet<&str> = hits.iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), hits.len());
    for hit in hits.iter().step_by(7) {
        let shown = dir.ask(&["show", hit["id"].as_str().unwrap(), "--json"]).found().json();
        let text: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
        for cited in list(&hit["statements"]).iter().chain([&hit["passage"]]) {
            let at = |end: &str| cited["span"][end].as_u64().unwrap() as usize;
            let words: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(words, cited["text"].as_str().unwrap(), "{}", hit["path"]);
        }
    }
}

#[test]
fn facets_count_what_the_articles_say() {
    let dir = corpus();
    dir.run(&["index", "news"]).found();
    for query in ["", "letter", "harbour OR quota", "published:2025"] {
        let found = dir.ask(&["search", query, "--json", "-n", "1000", "--facet", "source:1000,month:1000"]);
        let found = found.found().json();
        let mut naive: [BTreeMap<String, u64>; 2] = Default::default();
        for hit in list(&found["hits"]) {
            let month = hit["published"].as_str().and_then(|date| date.get(..7));
            for (counts, value) in naive.iter_mut().zip([hit["source"].as_str(), month]) {
                if let Some(value) = value {
                    *counts.entry(value.to_owned()).or_default() += 1;
                }
            }
        }
        for (facet, naive) in list(&found["facets"]).iter().zip(naive) {
            let counted: BTreeMap<String, u64> = list(&facet["values"])
                .iter()
                .map(|v| (v["value"].as_str().unwrap().to_owned(), v["count"].as_u64().unwrap()))
                .collect();
            assert_eq!(counted, naive, "{query} {}", facet["name"]);
        }
    }
}

#[test]
fn a_filter_keeps_exactly_the_articles_its_facet_counts() {
    let dir = corpus();
    dir.run(&["index", "news"]).found();
    for kind in ["speakers", "orgs"] {
        let flag = if kind == "speakers" { "--speaker" } else { "--org" };
        let names = dir.ask(&[kind, "--json", "-n", "5"]).found().json();
        for name in list(&names["names"]) {
            let value = name["name"].as_str().unwrap();
            let found = dir.ask(&["search", flag, value, "--json", "-n", "1000"]).found().json();
            // A surname alone stands for everyone who bears it, so a filter may keep more.
            assert!(found["total"].as_u64() >= name["articles"].as_u64(), "{value}: {}", found["total"]);
            for hit in list(&found["hits"]) {
                assert!(!list(&hit["statements"]).is_empty(), "{value}: {}", hit["path"]);
            }
        }
    }
}
