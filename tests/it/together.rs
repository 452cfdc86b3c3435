//! Statements that several people make: found, counted and told with each of them.

use super::dir::Dir;

const BOTH: &str = "\
Old pier to be propped

By Tom Vell

March 3, 2025

“The old pier will not survive another winter without new piles,” said Ana Ruiz, the mayor, and Bo Lind, a diver. \
“We have asked the ministry for timber,” Ruiz and Lind wrote.

They added that the ferry would berth elsewhere.
";

const ONE: &str = "\
Diver warns of pier

By Mara Osei

March 4, 2025

“The old pier will not survive another winter without new piles,” Bo Lind said on Tuesday.
";

fn archive() -> Dir {
    let dir = Dir::new();
    dir.file("both.txt", BOTH);
    dir.file("one.txt", ONE);
    dir.run(&["index", "."]).found();
    dir
}

#[test]
fn who_speaks_along_is_found_and_counted() {
    let dir = archive();
    for (speaker, statements, articles) in [("Ana Ruiz", 3, 1), ("Bo Lind", 4, 2)] {
        let quotes = dir.ask(&["quotes", "--speaker", speaker, "--json"]).found().json();
        assert_eq!(quotes["total"], statements, "{speaker}: {quotes}");
        let found = dir.ask(&["search", "pier", "--speaker", speaker, "--json"]).found().json();
        assert_eq!(found["total"], articles, "{speaker}");
    }
    let facets = ["quotes", "--facet", "speaker", "-n", "none", "--json"];
    let counted = dir.ask(&facets).found().json();
    let values = counted["facets"][0]["values"].as_array().unwrap();
    let count = |name: &str| values.iter().find(|value| value["value"] == name).unwrap()["count"].clone();
    assert_eq!((count("Bo Lind"), count("Ana Ruiz")), (4.into(), 3.into()));
    dir.ask(&["search", "speaker:Lind SAID timber"]).found();
}

#[test]
fn everybody_who_says_it_is_told() {
    let dir = archive();
    let quotes = dir.ask(&["quotes", "timber", "--json"]).found().json();
    let quote = &quotes["quotes"][0];
    assert_eq!(
        (quote["speaker"].as_str(), quote["with"][0]["name"].as_str()),
        (Some("Ana Ruiz"), Some("Bo Lind"))
    );
    assert_eq!(quote["with"][0]["text"], "Lind");
    assert_eq!(quote["with"][0]["role"], "diver");
    dir.ask(&["quotes", "timber"]).found().prints(&["Ana Ruiz, mayor + Bo Lind\n"]);
    dir.ask(&["quotes", "timber", "--cite", "apa"])
        .found()
        .prints(&["Ana Ruiz and Bo Lind, as cited in Vell"]);
    let table = dir.ask(&["quotes", "berth", "--format", "csv"]).found();
    let mut reader = csv::Reader::from_reader(table.out.as_bytes());
    let row: std::collections::BTreeMap<String, String> = reader.deserialize().next().unwrap().unwrap();
    assert_eq!((row["with"].as_str(), row["entities"].as_str()), ("Bo Lind", "Ana Ruiz; Bo Lind"));
}

#[test]
fn words_of_two_that_are_elsewhere_of_one_are_no_dispute() {
    let dir = archive();
    let traced = ["trace", "old pier will not survive another winter without new piles"];
    dir.ask(&traced).found().prints(&["Ana Ruiz and Bo Lind"]).lacks(&["DIFFERENT SPEAKERS"]);
    dir.file("other.txt", ONE.replace("Bo Lind", "Cara Moss"));
    dir.run(&["index", "."]).found();
    dir.ask(&traced).found().prints(&["DIFFERENT SPEAKERS"]);
}
