//! Figures that must agree: pages with searches, tables with facets, and what is left out of either is told.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::corpus::indexed_corpus;
use super::dir::Dir;

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Values of the named facet with their counts, and how many have none.
fn facet(found: &Value, name: &str) -> (BTreeMap<String, u64>, u64) {
    let facet = list(&found["facets"]).iter().find(|facet| facet["name"] == name).unwrap();
    let value = |value: &Value| (text(&value["value"]).to_owned(), value["count"].as_u64().unwrap());
    (list(&facet["values"]).iter().map(value).collect(), facet["without"].as_u64().unwrap())
}

/// Rows of a table by the names of their columns.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

const COUNCIL: &str = "\
Council splits over the quay

By Tom Vell

March 3, 2025

“The quay is sound,” said Ana Ruiz, a senior lecturer at Sarell University. “Nobody asked us,” Ruiz said. \
Residents said they were afraid. “We will appeal,” said Ana Ruiz and Bo Lind, a diver.
";

const QUAY: &str = "\
Quay closes

By Mara Osei and Tom Vell

May 9, 2025

“It holds,” said Ana Ruiz, a senior lecturer at Sarell University. Verdalia Shipping said it would wait.
";

const STRAY: &str = "\
Ruiz wins at chess

Ruiz, a champion of Port Quay, went home early. It was late.
";

fn archive() -> Dir {
    let dir = Dir::new();
    dir.file("news/council.txt", COUNCIL);
    dir.file("news/quay.txt", QUAY);
    dir.file("news/stray.txt", STRAY);
    dir.run(&["index", "news"]).found();
    dir
}

#[test]
fn a_surname_means_whom_most_articles_call_so_before_a_stray() {
    let dir = archive();
    let page = dir.ask(&["who", "Ruiz", "--json"]).found().json();
    let quotes = dir.ask(&["quotes", "--speaker", "Ruiz", "--json", "-n", "0"]).found().json();
    assert_eq!(page["profiles"][0]["entity"]["name"], "Ana Ruiz");
    assert_eq!(page["profiles"][0]["statements"], quotes["total"]);
    let people = dir.ask(&["people", "Ruiz", "--json"]).found().json();
    assert_eq!(people["entities"][0]["name"], "Ana Ruiz");
    for stray in list(&page["profiles"]).iter().skip(1) {
        assert_eq!(stray["statements"], 0, "{stray}");
    }
}

#[test]
fn the_table_counts_what_facets_count() {
    for dir in [archive(), indexed_corpus()] {
        let facets = ["--facet", "speaker:9999,organization:9999,kind:9"];
        let found = dir.ask(&[&["quotes", "--json", "-n", "0"], &facets[..]].concat()).found().json();
        let table = rows(&dir.ask(&["quotes", "--format", "csv", "-n", "all"]).found().out);
        assert_eq!(found["total"], table.len());
        for (name, column) in
            [("speaker", "entities"), ("organization", "organization_entities"), ("kind", "kind")]
        {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            let mut without = 0;
            for row in &table {
                without += u64::from(row[column].is_empty());
                for value in row[column].split("; ").filter(|value| !value.is_empty()) {
                    *counts.entry(value.to_owned()).or_default() += 1;
                }
            }
            assert_eq!((counts, without), facet(&found, name), "{name}");
        }
    }
}

#[test]
fn the_table_calls_people_as_the_archivist_does() {
    let dir = archive();
    dir.ask(&["people", "rename", "Ana Ruiz", "Ana Ruiz-Castellane"]).found();
    let lines = dir.ask(&["quotes", "--speaker", "Ana Ruiz-Castellane", "--format", "jsonl"]).found().out;
    assert_eq!(lines.lines().count(), 4);
    let joint = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let joint = joint.into_iter().find(|quote| quote["text"] == "We will appeal,").unwrap();
    assert_eq!(joint["entities"], serde_json::json!(["Ana Ruiz-Castellane", "Bo Lind"]));
    assert_eq!(joint["speaker"], "Ana Ruiz");
}

#[test]
fn what_is_chosen_stands_first_and_what_has_no_value_is_told() {
    let dir = archive();
    let chosen = dir.ask(&["quotes", "--speaker", "Bo Lind", "--facet", "speaker:1", "-n", "0"]).found();
    chosen.prints(&["✓ Bo Lind", "+2 more", "without a name", "does not narrow the facet itself"]);
    let open = dir.ask(&["quotes", "--facet", "speaker:1", "-n", "0"]).found();
    open.prints(&["Ana Ruiz"]).lacks(&["Bo Lind", "does not narrow"]);
    dir.ask(&["search", "--facet", "month", "-n", "0"]).found().prints(&["1   without a month"]);
}

#[test]
fn a_name_of_two_kinds_is_told_of_both_each_with_its_own_statements() {
    let dir = Dir::new();
    dir.file(
        "news/bank.txt",
        "Castellane Bank cuts jobs\n\nMarch 3, 2025\n\nCastellane Bank said it would cut jobs. Castellane said demand was weak. \
         Shares of Castellane fell.\n",
    );
    dir.file(
        "news/singer.txt",
        "A singer comes home\n\nMarch 4, 2025\n\nHelen Castellane, a singer, came home. “I slept,” said Castellane. “It was late,” \
         Ms. Castellane said. “I will sing,” she said.\n",
    );
    dir.run(&["index", "news"]).found();
    let bank = dir.ask(&["org", "Castellane", "--json"]).found();
    let bank = bank
        .warns(&["note: also a person called so, in 1 article: onrecord who \"Helen Castellane\""])
        .json();
    assert_eq!(bank["profiles"][0]["entity"]["name"], "Castellane Bank");
    dir.ask(&["who", "Castellane"])
        .found()
        .prints(&["Helen Castellane\nperson"])
        .warns(&["note: also an organization called so, in 1 article: onrecord org \"Castellane Bank\""]);
    // Of one name, facets count both together.
    dir.ask(&["people", "rename", "Helen Castellane", "Castellane Bank"]).found();
    for (command, statements) in [("who", 3), ("org", 2)] {
        let page = dir.ask(&[command, "Castellane Bank", "--json", "-n", "9"]).found().json();
        let one = &page["profiles"][0];
        assert_eq!((&one["statements"], &one["on_record"]), (&statements.into(), &1.into()), "{command}");
        assert_eq!(list(&one["newest"]).len(), statements);
    }
}

/// Two outlets print one wire story; one of them adds a line of its own.
fn wire() -> Dir {
    let dir = Dir::new();
    let story = |outlet: &str, end: &str| {
        format!(
            "Storm closes the harbour\n\nMarch 3, 2025\n\nThe harbour of Port Sarell closed on Monday after a storm tore the \
             roof off the old fish hall and sank four boats at the northern quay, and nobody knew when it would open again.\n\n\
             “The hall is gone,” said Ana Ruiz, the harbour master. “We will build it again,” said Bo Lind, a fisherman who \
             lost his boat.\n\nThe ministry of transport will send engineers in the morning, and the fishermen were told to \
             keep away from the water until the wreck of the largest boat has been taken out of the fairway.\n\n{end}{outlet}\n"
        )
    };
    dir.file("news/one.txt", story("Port Sarell", ""));
    dir.file("news/two.txt", story("Port Sarell again", ""));
    dir.file("news/three.txt", story("", "“I saw it fall,” said Tom Vell, a baker.\n\n"));
    dir.run(&["index", "news"]).found();
    dir
}

#[test]
fn what_copies_repeat_is_told_once_with_their_number() {
    let dir = wire();
    dir.ask(&["quotes", "-n", "0"]).found().prints(&["7 statements in 3 articles ·"]);
    let folded = dir.ask(&["quotes", "--copies", "fold", "--sort", "oldest"]).found();
    folded.prints(&["+2 copies", "3 of 7 statements in 3 articles; without those that copies repeat, 3 ·"]);
    let table = rows(&dir.ask(&["quotes", "--format", "csv", "-n", "all"]).found().out);
    let stories: std::collections::BTreeSet<&str> = table.iter().map(|row| row["story"].as_str()).collect();
    assert_eq!(stories.len(), 1);
    assert!(table.iter().any(|row| row["id"] == row["story"]), "one of them stands for all");
    let found = dir.ask(&["quotes", "--copies", "fold", "--json", "--facet", "speaker"]).found();
    let found = found.warns(&["note: facets count statements of copies as well"]).json();
    assert_eq!((&found["total"], &found["folded"]), (&7.into(), &4.into()));
    let copies: u64 = list(&found["quotes"]).iter().filter_map(|quote| quote["copies"].as_u64()).sum();
    assert_eq!(copies, 4);
    // Only what answers is counted.
    dir.ask(&["quotes", "fall", "--copies", "fold"])
        .found()
        .prints(&["1 statement in 1 article ·"])
        .lacks(&["cop"]);
    let found = rows(&dir.ask(&["search", "--format", "csv"]).found().out);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["copies"].split("; ").count(), 2);
}

#[test]
fn both_tables_write_authors_places_and_languages_one_way() {
    let dir = archive();
    for command in ["search", "quotes"] {
        let table = rows(&dir.ask(&[command, "--format", "csv", "--author", "Osei"]).found().out);
        let [row, ..] = &table[..] else { panic!("{command} finds nothing") };
        assert_eq!(row["authors"], "Mara Osei; Tom Vell");
        assert_eq!(
            (row["path"].as_str(), row["record"].as_str(), row["language"].as_str()),
            ("quay.txt", "", "en")
        );
    }
}

#[test]
fn slips_and_half_names_are_answered() {
    let dir = archive();
    let page =
        |url: &str, words: &str| format!(r#"{{"headline": "A day", "source": "{url}", "text": "{words}"}}"#);
    for n in 0..24 {
        let words = format!(
            "Tariffs rose in quarter {n} of the year and nobody in the town knew why number {n} was late."
        );
        dir.file(&format!("news/{n}.json"), page("courier.sarell.example", &words));
    }
    dir.file(
        "news/slip.json",
        page("courier.sarell.example", "The tarifs fell once more, said nobody at all in town."),
    );
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "tarifs"])
        .found()
        .warns(&["hint: `tarifs` stands in 1 article; did you mean tariffs (24)?"]);
    dir.ask(&["search", "tariffs", "-n", "0"]).found().quiet();
    dir.ask(&["search", "--source", "sarell"]).nothing().warns(&["did you mean \"courier.sarell.example\"?"]);
    dir.ask(&["search", "--language", "English", "-n", "0"]).found().quiet();
    dir.ask(&["search", "quay^x"]).nothing().warns(&["note: `quay^x` was searched as it stands"]);
}

#[test]
fn what_dates_leave_out_is_told() {
    let dir = archive();
    dir.file(
        "news/year.json",
        r#"{"headline": "A year", "published": "2025", "text": "“It was long,” said Bo Lind, a diver."}"#,
    );
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "--from", "2025-04", "-n", "0"]).found().warns(&[
        "note: 1 article without a date is left out",
        "note: 1 article with a year or month that begins before is left out",
    ]);
    dir.ask(&["search", "--to", "2025-04", "-n", "0"]).found().prints(&["2 articles ·"]);
    dir.ask(&["search", "-n", "0"]).found().quiet();
    let quotes = dir.ask(&["quotes", "--from", "2025-04", "--json"]).found().json();
    assert_eq!(
        quotes["notes"],
        serde_json::json!(["1 statement with a year or month that begins before is left out"])
    );
}

#[test]
fn the_same_short_words_of_several_are_no_dispute() {
    let dir = Dir::new();
    for (name, who) in [("a", "Ana Ruiz"), ("b", "Bo Lind"), ("c", "Tom Vell")] {
        let story = format!(
            "A day of {who}\n\nMarch 3, 2025\n\n“Yes,” said {who}, a diver. “Not for the {name},” {who} said.\n"
        );
        dir.file(&format!("news/{name}.txt"), story);
    }
    dir.run(&["index", "news"]).found();
    for words in ["yes", "the", "for the"] {
        dir.ask(&["trace", words]).found().lacks(&["DIFFERENT SPEAKERS"]);
    }
    let the = dir.ask(&["trace", "for the", "--json"]).found().json();
    assert!(list(&the["quotations"]).iter().all(|one| list(&one["speakers"]).len() < 2), "{the}");
}

/// Everywhere is a place of *of*, and each is another quotation.
#[test]
fn a_word_that_stands_everywhere_is_traced_in_bounded_time() {
    let dir = Dir::new();
    for file in 0..40 {
        let said = (0..120).map(|n| {
            let number = file * 120 + n;
            format!("“The boat of harbour{number} is part of quay{number},” said Ana Ruiz, a diver.\n\n")
        });
        let story = format!("Harbours {file}\n\nMarch 3, 2025\n\n{}", said.collect::<String>());
        dir.file(&format!("news/{file}.txt"), story);
    }
    dir.run(&["index", "news"]).found();
    let traced = dir.measure(&["trace", "of", "--index", "news/.onrecord"]);
    assert!(traced.took < Duration::from_secs(30), "{:?}", traced.took);
    traced.ran.found();
}
