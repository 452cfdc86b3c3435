//! `index` and `status`: what is read again, what is counted, where the index lives.

use std::fs;

use super::dir::Dir;

#[test]
fn a_second_run_reads_nothing_again() {
    let dir = Dir::with_articles();
    let first = dir.run(&["index", "news"]).found().quiet();
    first.prints(&["3 found = 3 indexed + 0 unchanged + 0 duplicate + 0 rejected"]);
    dir.run(&["index", "news"])
        .found()
        .prints(&["3 found = 0 indexed + 3 unchanged + 0 duplicate + 0 rejected"]);
}

#[test]
fn changed_removed_and_copied_files_are_told_apart() {
    let dir = Dir::indexed();
    dir.file(
        "news/weather.txt",
        "Sun from Friday\n\nThe rain will leave the coast on Friday, forecasters said.\n",
    );
    fs::remove_file(dir.path("news/2024/quota.txt")).unwrap();
    dir.file("news/z-copy.txt", super::dir::HARBOUR);
    dir.ask(&["index"])
        .found()
        .prints(&["3 found = 1 indexed + 1 unchanged + 1 duplicate + 0 rejected · 1 removed"]);
    dir.ask(&["search", "herring"]).nothing();
    dir.ask(&["search", "friday"]).found();
    dir.ask(&["search", "letter"]).found().prints(&["1 article ·"]);
    fs::remove_file(dir.path("news/harbour.txt")).unwrap();
    dir.ask(&["index"]).found().prints(&["+ 0 duplicate", "1 removed"]);
    dir.ask(&["search", "letter"]).found().prints(&["1 article ·"]);
}

#[test]
fn a_touched_file_is_not_indexed_again() {
    let dir = Dir::indexed();
    dir.file("news/harbour.txt", super::dir::HARBOUR);
    dir.ask(&["index"]).found().prints(&["0 indexed + 3 unchanged"]);
}

#[test]
fn rebuild_reads_everything() {
    let dir = Dir::indexed();
    dir.ask(&["index", "--rebuild"]).found().prints(&["3 indexed + 0 unchanged"]);
}

#[test]
fn one_thread_or_many_make_the_same_answer() {
    let dir = Dir::with_articles();
    let answer = |threads: &str| {
        dir.run(&["index", "--rebuild", "--threads", threads, "news"]).found();
        let mut found = dir.ask(&["search", "coast OR letter", "--json", "--facet", "speaker,org"]).json();
        found["took_ms"] = serde_json::Value::Null;
        found
    };
    assert_eq!(answer("1"), answer("4"));
}

#[test]
fn the_index_lives_beside_the_articles_or_where_it_is_told_to() {
    let dir = Dir::with_articles();
    dir.run(&["index", "news"]).found();
    assert!(dir.list("news/.onrecord").contains(&"archive.json".to_owned()));
    dir.run(&["index", "news", "--index", "elsewhere"]).found();
    dir.run_in("", &["search", "letter"], "", &[("ONRECORD_INDEX", "elsewhere")]).found();
    dir.run(&["search", "letter", "--index", "elsewhere"]).found();
    dir.run(&["search", "letter"]).failed().warns(&["error: no index in", "hint: make one with"]);
    dir.run_in("news/2024", &["search", "letter"], "", &[]).found();
}

#[test]
fn where_the_archive_cannot_be_written_the_index_goes_to_the_data_folder() {
    let dir = Dir::with_articles();
    dir.file("news/.onrecord", "in the way");
    dir.run(&["index", "news"]).found().warns(&[
        "note: ",
        ".onrecord cannot be written",
        "the index is kept in",
    ]);
    assert_eq!(dir.list("data/onrecord").len(), 1);
    dir.run_in("news/2024", &["search", "letter"], "", &[]).found();
}

#[test]
fn whatever_asks_an_index_takes_the_archive_flag() {
    let dir = Dir::with_articles();
    dir.run(&["status", "-a", "news"])
        .found()
        .warns(&["note: brought the index up to date: 3 indexed, 0 removed"]);
    let found = dir.run(&["search", "-a", "news", "letter", "--json"]).found().json();
    let id = found["hits"][0]["id"].as_str().unwrap().to_owned();
    for command in [
        &["quotes", "-a", "news"][..],
        &["show", "-a", "news", &id],
        &["speakers", "-a", "news"],
        &["people", "-a", "news"],
        &["timeline", "-a", "news"],
    ] {
        dir.run(command).found().quiet();
    }
    dir.run(&["watch", "add", "letters", "letter", "-a", "news"]).found();
    dir.run(&["watch", "run", "--keep", "-a", "news"]);
    dir.file("news/new.txt", "A late edition\n\n“The paper is blue,” said Una Tharn, the printer.\n");
    dir.run(&["quotes", "-a", "news", "paper", "blue"]).found().prints(&["Una Tharn"]);
    dir.run(&["who", "-a", "news", "Una", "Tharn"]).found().prints(&["printer"]);
}

#[test]
fn archive_flag_brings_the_index_up_to_date_first() {
    let dir = Dir::with_articles();
    dir.run(&["search", "-a", "news", "letter"])
        .found()
        .warns(&["note: brought the index up to date: 3 indexed, 0 removed"]);
    dir.file(
        "news/new.txt",
        "A late edition\n\nThe evening edition was printed on blue paper, as it had been in 1931.\n",
    );
    dir.run(&["search", "-a", "news", "blue"]).found();
    dir.run(&["search", "-a", "news", "blue"]).found().quiet();
}

#[test]
fn status_counts() {
    let dir = Dir::indexed();
    dir.ask(&["status"]).found().prints(&["articles      3", "speakers      2", "rejected      0"]);
    let status = dir.ask(&["status", "--json"]).found().json();
    assert_eq!(status["files"], 3);
    assert_eq!(status["articles"], 3);
}

#[test]
fn an_index_of_another_version_is_named_with_the_way_out() {
    let dir = Dir::indexed();
    dir.file("news/.onrecord/onrecord.json", r#"{"schema_version":0,"written_by":"0.0.1"}"#);
    dir.ask(&["search", "letter"]).failed().warns(&["error: ", "0.0.1", "onrecord index --rebuild"]);
    dir.run(&["index", "--rebuild", "news"]).found();
    dir.ask(&["search", "letter"]).found();
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    Dir::new().run(&["index", "nowhere"]).failed().warns(&["error: nowhere"]);
}

#[test]
fn what_another_version_found_is_found_anew() {
    let dir = Dir::indexed();
    let commit = dir.path("news/.onrecord/onrecord.tantivy/meta.json");
    let mine = fs::read_to_string(&commit).unwrap();
    let (mine, _checksum) = mine.rsplit_once("\n// ").unwrap();
    fs::write(&commit, mine.replace("onrecord 0", "onrecord another 0")).unwrap();
    let again = "everything was read again";
    dir.run(&["index", "news"]).found().prints(&["3 indexed + 0 unchanged", again]);
    dir.run(&["index", "news"]).found().prints(&["0 indexed + 3 unchanged"]).lacks(&[again]);
}

#[test]
fn what_a_run_did_is_told_in_numbers_for_programs() {
    let dir = Dir::with_articles();
    let ran = dir.run(&["index", "news"]).found();
    ran.prints(&["3 found = 3 indexed", "3 articles and "]);
    let told: serde_json::Value =
        serde_json::from_str(&dir.run(&["index", "news", "--json"]).found().out).unwrap();
    assert_eq!((&told["found"], &told["unchanged"], &told["articles"]), (&3.into(), &3.into(), &3.into()));
}

/// An index that is being made, or never was finished, says so to whoever finds nothing in it.
#[test]
fn an_index_without_articles_says_why() {
    let dir = Dir::with_articles();
    let index = dir.path("news/.onrecord");
    fs::create_dir(&index).unwrap();
    onrecord::index::Archive::open_or_create(&index, std::time::Duration::ZERO).unwrap();
    dir.ask(&["search", "letter"]).nothing().warns(&["nothing was indexed yet", "onrecord index"]);
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "letter"]).found();
}
