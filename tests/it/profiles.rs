//! `who`, `org`, `speakers PART QUERY`, and facets over statements: what they tell of one archive.

use serde_json::Value;

use super::corpus::indexed_corpus;
use super::dir::Dir;

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// `name` and `count` of each.
fn pairs(value: &Value) -> Vec<(String, u64)> {
    let name =
        |one: &Value| text(if one["name"].is_null() { &one["value"] } else { &one["name"] }).to_owned();
    list(value).iter().map(|one| (name(one), one["count"].as_u64().unwrap())).collect()
}

/// The counts of the named facet.
fn facet(found: &Value, name: &str) -> Vec<(String, u64)> {
    let facets = list(&found["facets"]);
    let facet =
        facets.iter().find(|facet| facet["name"] == name).unwrap_or_else(|| panic!("{name}: {found}"));
    pairs(&facet["values"])
}

const FIRST: &str = "\
Quota splits the coast

By Tom Vell

March 3, 2025

“The herring quota is a promise,” said Ana Ruiz, a senior lecturer at Sarell University. \
“A quota without boats is paper,” Ruiz said. “Boats need crews,” said Oliver Pryor, the minister of transport.
";

const SECOND: &str = "\
Quota vote put off

By Mara Osei

May 9, 2025

“The quota will be cut again,” said Ana Ruiz, professor of maritime law at Tallis Institute. \
“We wait,” said Bo Lind, a diver.
";

fn archive() -> Dir {
    let dir = Dir::new();
    dir.file("news/first.txt", FIRST);
    dir.file("news/second.txt", SECOND);
    dir.run(&["index", "news"]).found();
    dir
}

#[test]
fn a_page_tells_offices_months_company_topics_and_words() {
    let dir = archive();
    dir.ask(&["who", "ana", "ruiz"]).found().quiet().prints(&[
        "Ana Ruiz\n",
        "person · in 2 articles, on record in 2: 3 statements",
        "senior lecturer · 3 March 2025 · 1 article",
        "Tallis Institute · 9 May 2025 · 1 article",
        "        JFMAMJJASOND\n  2025  ··█·▄·······  3\n",
        "Quoted beside\n",
        "Bo Lind",
        "Newest statements\nAna Ruiz, professor of maritime law, Tallis Institute\n    “The quota will be cut again,”",
        "second.txt:",
    ]);
    let page = dir.ask(&["who", "Ruiz", "--json", "-n", "1"]).found().json();
    let ruiz = &page["profiles"][0];
    assert_eq!((ruiz["statements"].as_u64(), ruiz["on_record"].as_u64()), (Some(3), Some(2)));
    assert_eq!(pairs(&ruiz["beside"]), [("Bo Lind".to_owned(), 1), ("Oliver Pryor".to_owned(), 1)]);
    let months: Vec<(&str, u64)> =
        list(&ruiz["months"]).iter().map(|m| (text(&m["start"]), m["count"].as_u64().unwrap())).collect();
    assert_eq!(months, [("2025-03", 2), ("2025-04", 0), ("2025-05", 1)]);
    assert_eq!(list(&ruiz["newest"]).len(), 1);
    assert_eq!(dir.ask(&["who", "Ruiz", "--format", "jsonl"]).found().out.lines().count(), 1);
    dir.ask(&["who", "Ruiz", "--format", "csv"]).found().prints(&[
        "who,what,value,count,from,to,place\n",
        "Ana Ruiz,organization,Tallis Institute,1,2025-05-09,2025-05-09,",
        "Ana Ruiz,month,2025-03,2,",
        "Ana Ruiz,statement,",
    ]);
}

#[test]
fn a_body_speaks_through_people() {
    let dir = archive();
    dir.ask(&["org", "Sarell University"]).found().quiet().prints(&[
        "organization · in 1 article, on record in 1: 2 statements",
        "Speaks through\n  Ana Ruiz 2",
    ]);
    dir.ask(&["who", "Sarell University"]).found().warns(&["note: “Sarell University” is an organization"]);
}

#[test]
fn nobody_is_told_with_the_nearest() {
    let dir = archive();
    dir.ask(&["who", "Ana Ruis"])
        .nothing()
        .warns(&["nobody in the archive is called", "did you mean Ana Ruiz?"]);
}

/// What the page counts is what searches find.
#[test]
fn the_page_agrees_with_searches() {
    let dir = indexed_corpus();
    let names = dir.ask(&["speakers", "--json", "-n", "12"]).found().json();
    let mut tried = 0;
    for name in list(&names["names"]).iter().map(|name| text(&name["name"])) {
        let ran = dir.ask(&["who", name, "--json", "-n", "2"]);
        let page = ran.found().json();
        let [one] = list(&page["profiles"]) else { continue };
        if one["entity"]["kind"] != "person" {
            continue;
        }
        let quotes = dir.ask(&["quotes", "--speaker", name, "--json", "-n", "2"]).found().json();
        assert_eq!(
            (&one["statements"], &one["on_record"]),
            (&quotes["total"], &quotes["articles"]),
            "{name}"
        );
        let newest = |found: &Value| -> Vec<String> {
            list(found).iter().map(|quote| format!("{} {}", quote["id"], quote["span"])).collect()
        };
        assert_eq!(newest(&one["newest"]), newest(&quotes["quotes"]), "{name}");
        let months: u64 = list(&one["months"]).iter().filter_map(|month| month["count"].as_u64()).sum();
        let without = one["without_month"].as_u64().unwrap_or(0);
        assert_eq!(Some(months + without), one["statements"].as_u64(), "{name}");
        tried += 1;
    }
    assert!(tried > 5, "{tried}");
}

#[test]
fn topics_are_what_they_say_oftener_than_others() {
    let dir = indexed_corpus();
    let page = dir.ask(&["who", "Idris Vahdani", "--json"]).found().json();
    let topics = list(&page["profiles"][0]["topics"]);
    assert!(topics.iter().any(|topic| topic["word"] == "letter"), "{topics:?}");
    for topic in topics {
        assert!(topic["statements"].as_u64() <= topic["archive"].as_u64(), "{topic}");
        assert!(!["vahdani", "idris", "the", "said"].contains(&text(&topic["word"]).to_lowercase().as_str()));
    }
}

#[test]
fn statements_are_counted_by_several_facets_their_own_choice_left_out() {
    let dir = archive();
    let asked = ["quotes", "--speaker", "Ruiz", "--facet", "speaker,kind,role", "--facet", "month", "--json"];
    let found = dir.ask(&asked).found().json();
    let of = |name: &str, count| (name.to_owned(), count);
    assert_eq!(facet(&found, "speaker"), [of("Ana Ruiz", 3), of("Bo Lind", 1), of("Oliver Pryor", 1)]);
    assert_eq!(facet(&found, "kind"), [of("direct", 3)]);
    assert_eq!(facet(&found, "month"), [of("2025-03", 2), of("2025-05", 1)]);
    assert_eq!(facet(&found, "role"), [of("senior lecturer", 2), of("professor of maritime law", 1)]);
    dir.ask(&["quotes", "--speaker", "Ruiz", "--facet", "speaker:1", "-n", "none"])
        .found()
        .prints(&["speakers\n", "3 ✓ Ana Ruiz", "+2 more", "3 statements in 2 articles"])
        .lacks(&["quota"]);
    let chosen = dir.ask(&["quotes", "--role", "lecturers", "--facet", "role", "--json"]).found().json();
    let roles = list(&chosen["facets"][0]["values"]);
    assert_eq!(chosen["total"], 2);
    let selected: Vec<&str> =
        roles.iter().filter(|role| role["selected"] == true).map(|role| text(&role["value"])).collect();
    assert_eq!((roles.len(), selected), (4, vec!["senior lecturer"]));
}

#[test]
fn one_facet_inside_another_asks_one_statement() {
    let dir = archive();
    let found = dir.ask(&["search", "quota", "--facet", "speaker>organization", "--json"]).found().json();
    let [pivot] = list(&found["pivots"]) else { panic!("{found}") };
    assert_eq!((text(&pivot["outer"]), text(&pivot["inner"])), ("speaker", "organization"));
    let ruiz = &pivot["values"][0];
    assert_eq!((text(&ruiz["value"]), ruiz["count"].as_u64()), ("Ana Ruiz", Some(2)));
    assert_eq!(
        pairs(&ruiz["values"]),
        [("Sarell University".to_owned(), 1), ("Tallis Institute".to_owned(), 1)]
    );
    // Bo Lind stands beside somebody of the Tallis Institute, and speaks for nobody.
    let lind = list(&pivot["values"]).iter().find(|value| value["value"] == "Bo Lind").unwrap();
    assert!(list(&lind["values"]).is_empty(), "{lind}");
    dir.ask(&["quotes", "--facet", "month>speaker:1", "-n", "none"]).found().prints(&[
        "months and their speakers\n",
        "3   2025-03\n",
        "2   Ana Ruiz\n",
        "+1 more",
    ]);
    dir.ask(&["search", "--facet", "speaker>speaker"]).failed().warns(&["counted inside another"]);
}

#[test]
fn articles_are_counted_by_role_and_kind() {
    let dir = archive();
    let found = dir.ask(&["search", "--facet", "role,kind", "--json", "-n", "0"]).found().json();
    assert_eq!(facet(&found, "kind"), [("direct".to_owned(), 2)]);
    assert_eq!(facet(&found, "role").len(), 4, "{found}");
    dir.ask(&["timeline", "--by", "role", "--statements"]).found().prints(&["senior lecturer"]);
}

#[test]
fn a_name_is_found_by_any_of_its_letters_and_counted_in_a_search() {
    let dir = archive();
    dir.ask(&["speakers", "uiz"]).found().prints(&["2  Ana Ruiz\n", "1 speaker\n"]);
    // A word that begins so comes first.
    dir.ask(&["speakers", "o"]).found().prints(&["Oliver Pryor\n1  Bo Lind\n"]);
    dir.ask(&["speakers", "ruiz", "promise"]).found().prints(&["1  Ana Ruiz\n"]);
    dir.ask(&["speakers", "", "promise"]).found().prints(&["2 speakers\n"]).lacks(&["Lind"]);
    dir.ask(&["orgs", "institute", "--to", "2025-04"]).nothing();
    dir.ask(&["speakers", "qq"]).nothing();
}

#[test]
fn what_the_archivist_joins_is_found_under_every_name() {
    let dir = archive();
    dir.ask(&["search", "Pryor"]).found().lacks(&["also: "]);
    dir.file("news/third.txt", "Crews return\n\nBy Tom Vell\n\nJune 2, 2025\n\n“They are back,” said Dag Holm, the minister of transport. Holm waved.\n");
    dir.run(&["index", "news"]).found();
    dir.ask(&["people", "merge", "Oliver Pryor", "Dag Holm"]).found();
    for query in [&["Pryor"][..], &["Oliver", "Pryor"], &["speaker:Pryor"], &["Pryor SAID (back OR crews)"]] {
        let asked = [&["search"], query].concat();
        let ran = dir.ask(&asked).found().prints(&["also: Dag Holm, 1 article", "2 articles"]);
        // The spelling that was typed comes first.
        let at = |words: &str| ran.out.find(words).unwrap_or_else(|| panic!("{query:?}: {}", ran.out));
        assert!(at("Quota splits the coast") < at("Crews return"), "{query:?}: {}", ran.out);
    }
    // What is kept out is kept out as it was typed.
    dir.ask(&["search", "minister", "NOT", "Pryor"]).found().prints(&["Crews return", "1 article ·"]);
    dir.ask(&["search", "Holm", "waved"]).found().prints(&["1 article"]).lacks(&["also: "]);
    for exact in [
        &["search", "Pryor", "--exact"][..],
        &["search", "\"Pryor\""],
        &["search", "Oliver", "Pryor", "--exact"],
    ] {
        dir.ask(exact).found().prints(&["1 article ·"]).lacks(&["also: ", "Crews return"]);
    }
    dir.ask(&["quotes", "speaker:Pryor"]).found().prints(&["They are back", "also: Dag Holm, 1 article"]);
    dir.ask(&["quotes", "speaker:Pryor", "--exact"]).found().lacks(&["They are back", "also: "]);
}
