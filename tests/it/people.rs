//! `people`: who is who across an archive, and what an archivist can correct.

use super::dir::Dir;

const FIRST: &str = "\
Strait talks resume

By Tom Vell

March 3, 2025

“The talks will fail,” said Idris Vahdani, a senior lecturer at Kestrel University. “Nobody wants them,” said Oliver Pryor, the minister of transport.
";

const SECOND: &str = "\
Strait talks end

By Mara Osei

March 9, 2025

“They have failed,” said Idris Wahdani, a senior lecturer at Kestrel University. Wahdani said no other outcome was likely.
";

const THIRD: &str = "\
Minister opens bridge

By Mara Osei

June 2, 2024

“It will last,” said Owen Pryce, the minister of transport.
";

fn archive() -> Dir {
    let dir = Dir::new();
    dir.file("news/first.txt", FIRST);
    dir.file("news/second.txt", SECOND);
    dir.file("news/third.txt", THIRD);
    dir.run(&["index", "news"]).found();
    dir
}

#[test]
fn two_spellings_are_one_person_and_the_page_says_why() {
    let dir = archive();
    dir.ask(&["people"]).found().quiet().prints(&["2  Idris ", "1  Oliver Pryor", "3 people"]);
    let page = dir.ask(&["people", "Idris", "Vahdani"]).found().quiet();
    page.prints(&[
        "person · 2 articles",
        "Also called",
        "both of Kestrel University",
        "senior lecturer · 3 March 2025 to 9 March 2025 · 2 articles",
        "9 March 2025 · Strait talks end · 2 statements",
        "3 March 2025 · Strait talks resume · 1 statement",
    ]);
    let same = dir.ask(&["people", "Idris Wahdani"]).found().out;
    assert_eq!(same, dir.ask(&["people", "idris vahdani"]).found().out);
}

#[test]
fn organizations_are_listed_apart() {
    let dir = archive();
    dir.ask(&["people", "--orgs"])
        .found()
        .prints(&["2  Kestrel University"])
        .lacks(&["Vahdani", "Kestrel University ·"]);
    dir.ask(&["people", "--orgs", "Owen Pryce"]).nothing();
}

#[test]
fn names_that_may_be_nobodys_are_counted_and_listed_with_all() {
    let dir = archive();
    dir.file(
        "news/fourth.txt",
        "Bridge opens\n\nJune 3, 2024\n\nIt was painted with Verdalex in the spring, and nobody liked it.\n",
    );
    dir.run(&["index", "news"]).found();
    let told = dir.ask(&["people"]).found().quiet();
    told.prints(&["3 people", "1 more name that may be nobody's: --all"]).lacks(&["Verdalex"]);
    dir.ask(&["people", "--all"]).found().prints(&["1  Verdalex", "4 people"]).lacks(&["--all"]);
    dir.ask(&["people", "verdalex"]).found().prints(&["perhaps a person · 1 article"]);
    dir.file("news/onrecord.people.toml", "[[kind]]\nname = \"Verdalex\"\nkind = \"person\"\n");
    dir.ask(&["people"]).found().prints(&["1  Verdalex", "4 people"]);
}

#[test]
fn organizations_of_which_nothing_tells_are_counted_and_listed_with_all() {
    let dir = archive();
    dir.file(
        "news/sixth.txt",
        "Bridge opens\n\nJune 3, 2024\n\nIt was painted by the Verdal Grey in the spring.\n",
    );
    dir.run(&["index", "news"]).found();
    let told = dir.ask(&["people", "--orgs"]).found().quiet();
    told.prints(&["1 more name that may be nobody's, or a place's: --all"]).lacks(&["Verdal Grey"]);
    dir.ask(&["people", "Verdal Grey"]).found().prints(&["perhaps an organization · 1 article"]);
    dir.file("news/onrecord.people.toml", "[[kind]]\nname = \"Verdal Grey\"\nkind = \"organization\"\n");
    dir.ask(&["people", "--orgs"]).found().prints(&["1  Verdal Grey"]);
}

#[test]
fn places_are_counted_apart_from_organizations_unless_the_archivist_says_otherwise() {
    let dir = archive();
    let body = "“No,” said Bo Lind, a lawyer for the Brandt Centre, in Iran.\n";
    dir.file("news/fifth.txt", format!("Talks end\n\nJune 4, 2024\n\n{body}"));
    dir.run(&["index", "news"]).found();
    dir.ask(&["people", "--orgs"])
        .found()
        .prints(&["Brandt Centre", "1 more name that may be nobody's, or a place's: --all"])
        .lacks(&["Iran"]);
    dir.ask(&["people", "--orgs", "--all"]).found().prints(&["1  Iran"]);
    dir.ask(&["people", "Iran"]).found().prints(&["place · 1 article"]);
    dir.file("news/onrecord.people.toml", "[[kind]]\nname = \"Iran\"\nkind = \"organization\"\n");
    dir.ask(&["people", "--orgs"]).found().prints(&["1  Iran"]);
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    let dir = archive();
    let ran = dir.ask(&["people", "Owen Price"]).nothing();
    ran.warns(&["note: nobody in the archive is called “Owen Price”", "hint: did you mean Owen Pryce?"]);
    dir.ask(&["people", "Qqqq Xxxx"]).nothing();
}

#[test]
fn a_machine_reads_the_same() {
    let dir = archive();
    let list = dir.ask(&["people", "--format", "json", "-n", "1"]).found().json();
    assert_eq!((list["schema_version"].as_u64(), list["total"].as_u64()), (Some(1), Some(3)));
    assert_eq!(list["entities"].as_array().map(Vec::len), Some(1));
    assert_eq!(list["entities"][0]["articles"], 2);
    let id = list["entities"][0]["id"].as_str().unwrap();
    let one = dir.ask(&["people", id, "--json"]).found().json();
    assert_eq!(one["entities"][0]["name"], list["entities"][0]["name"]);
    assert_eq!(one["entities"][0]["appearances"][0]["published"], "2025-03-09");
    assert_eq!(dir.ask(&["people", "--format", "jsonl"]).found().out.lines().count(), 3);
    dir.ask(&["people", "--format", "csv"]).found().prints(&["id,name,kind,articles,aliases", ",person,2,"]);
}

#[test]
fn a_merge_holds_without_indexing_and_is_named_in_the_file() {
    let dir = archive();
    dir.ask(&["people", "merge", "Owen Pryce", "Oliver Pryor"]).found().quiet().prints(&["people.toml"]);
    dir.ask(&["people", "Oliver Pryor"]).found().prints(&[
        "Owen Pryce\n",
        "person · 2 articles",
        "the archivist says so",
    ]);
    assert!(dir.list("news").contains(&"onrecord.people.toml".to_owned()));
    dir.run(&["index", "news"]).found();
    dir.ask(&["people"]).found().prints(&["2 people"]);
}

#[test]
fn a_split_takes_what_meets_its_conditions() {
    let dir = archive();
    let part = "Idris Vahdani (younger); from=2025-03-05";
    dir.ask(&["people", "split", "Idris Vahdani", "--part", part]).found().quiet();
    dir.ask(&["people", "Idris Vahdani (younger)"])
        .found()
        .prints(&["person · 1 article ·", "Strait talks end"])
        .lacks(&["Strait talks resume"]);
    dir.ask(&["people", "split", "Idris Vahdani", "--part", "Nothing said"])
        .failed()
        .warns(&["tells it apart"]);
}

/// Two of one name, each with one statement, beside somebody who says more.
#[test]
fn statements_of_namesakes_are_counted_by_who_said_them() {
    let dir = Dir::new();
    let other = "“The grass was long,” said Ana Ruiz, the groundskeeper. “I told them twice,” Ruiz said.\n";
    dir.file("news/a.txt", format!("Rovers lose\n\n“We were poor,” said John Smith, a striker.\n\n{other}"));
    dir.file("news/b.txt", format!("Bill delayed\n\n“It will pass,” said John Smith, a senator.\n\n{other}"));
    dir.run(&["index", "news"]).found();
    let parts = ["John Smith (striker); role=striker", "John Smith (senator); role=senator"];
    dir.ask(&["people", "split", "John Smith", "--part", parts[0], "--part", parts[1]]).found();
    let counted = |query: &str| {
        let asked = ["quotes", query, "--facet", "speaker", "-n", "none", "--format", "json"];
        let counted = dir.ask(&asked).found().json();
        let values = counted["facets"][0]["values"].as_array().unwrap().clone();
        values
            .iter()
            .map(|value| format!("{} {}", value["count"], value["value"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(counted(""), ["4 Ana Ruiz", "1 John Smith (senator)", "1 John Smith (striker)"]);
    assert_eq!(counted("grass"), ["2 Ana Ruiz"]);
}

#[test]
fn a_rename_shows_the_other_name() {
    let dir = archive();
    let index = dir.path("news/.onrecord");
    let rename = ["people", "--index", index.to_str().unwrap(), "rename", "Owen Pryce", "Sir Owen Pryce"];
    dir.ask(&rename).found().quiet().prints(&["written to "]);
    dir.ask(&["people"]).found().prints(&["Sir Owen Pryce"]);
}

#[test]
fn what_cannot_be_done_is_not_written_and_what_is_written_is_said_each_time() {
    let dir = archive();
    let told = ["nothing was written", "nobody in the archive is called “Nobody Here”"];
    dir.ask(&["people", "merge", "Owen Pryce", "Nobody Here"]).failed().warns(&told);
    dir.ask(&["people", "rename", "Nobody Here", "Owen Pryce"]).failed().warns(&told);
    assert!(!dir.list("news").contains(&"onrecord.people.toml".to_owned()));
    dir.file("news/onrecord.people.toml", "[[merge]]\ninto = \"Owen Pryce\"\nnames = [\"Nobody Here\"]\n");
    dir.ask(&["people"]).found().warns(&["note: onrecord.people.toml:1: nobody"]);
}

#[test]
fn a_broken_file_is_pointed_at_and_left_alone() {
    let dir = archive();
    let path = dir.file("news/onrecord.people.toml", "[[merge]]\ninto = 7\n");
    dir.ask(&["people"]).failed().warns(&["onrecord.people.toml:2: ", "hint: "]);
    dir.ask(&["people", "rename", "A", "B"]).failed();
    assert_eq!(std::fs::read_to_string(path).unwrap(), "[[merge]]\ninto = 7\n");
}

#[test]
fn facets_count_people_not_spellings() {
    let dir = archive();
    let found = |name: &str| dir.ask(&["search", "--speaker", name, "--json"]).found().out;
    let of = |name: &str| -> serde_json::Value { serde_json::from_str(&found(name)).unwrap() };
    for name in ["Idris Vahdani", "Wahdani"] {
        let page = of(name);
        assert_eq!(page["total"], 2, "{name}");
        let values = page["facets"][0]["values"].as_array().cloned().unwrap_or_default();
        assert!(values.is_empty() || values[0]["count"] == 2, "{name}: {values:?}");
    }
    dir.ask(&["speakers", "idris"]).found().prints(&["2  Idris "]).lacks(&["1  Idris"]);
}

#[test]
fn what_the_archivist_joins_is_counted_together_at_once() {
    let dir = archive();
    dir.ask(&["speakers", "pry"]).found().prints(&["1  Oliver Pryor", "1  Owen Pryce"]);
    dir.ask(&["people", "merge", "Owen Pryce", "Oliver Pryor"]).found();
    dir.ask(&["speakers", "pry"]).found().prints(&["2  Owen Pryce"]).lacks(&["Oliver"]);
    dir.ask(&["search", "--speaker", "Oliver Pryor"]).found().prints(&["2 articles"]);
    // Written by hand it counts as well, and a slip in the file stops nobody.
    let file = "news/onrecord.people.toml";
    dir.file(file, "[[rename]]\nfrom = \"Owen Pryce\"\nto = \"Owen Pryce MP\"\n");
    dir.ask(&["search", "--speaker", "Owen Pryce MP"]).found().prints(&["✓ Owen Pryce MP", "1 article"]);
    dir.file(file, "[[rename]]\nfrom = 7\n");
    dir.ask(&["search", "Owen"]).found().warns(&["onrecord.people.toml:2"]);
}
