//! A folder of what should not be in an archive: the rest is indexed, and each is named.

#![cfg(unix)]

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};

use super::dir::{Dir, HARBOUR};

fn hostile() -> Dir {
    let dir = Dir::new();
    dir.file("news/harbour.txt", HARBOUR);
    dir.file("news/empty.txt", "");
    dir.file("news/blob.bin", [0_u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 255, 254].repeat(100));
    dir.file(
        "news/broken-utf8.txt",
        b"Caf\xe9 closes its doors\n\nThe caf\xe9 on Canal Street closed on Friday, its owner wrote.\n",
    );
    File::create(dir.path("news/sparse.dat")).unwrap().set_len(1 << 30).unwrap();
    fs::create_dir(dir.path("news/deep")).unwrap();
    symlink(dir.path("news"), dir.path("news/deep/loop")).unwrap();
    symlink("/no/such/file", dir.path("news/dangling.txt")).unwrap();
    dir.file("news/secret.txt", "Secret\n\nNobody may read this article about the harbour.\n");
    fs::set_permissions(dir.path("news/secret.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    dir
}

/// Whoever runs the tests as root reads everything.
fn can_read_anything(dir: &Dir) -> bool {
    File::open(dir.path("news/secret.txt")).is_ok()
}

#[test]
fn indexes_the_rest_and_names_each() {
    let dir = hostile();
    let ran = dir.run(&["index", "--verbose", "news"]).found().quiet();
    let mut rejected = vec!["empty.txt", "blob.bin", "sparse.dat", "deep/loop", "dangling.txt"];
    if !can_read_anything(&dir) {
        rejected.push("secret.txt");
    }
    for name in &rejected {
        assert!(ran.out.contains(&format!("rejected {name}: ")), "{name} in\n{}", ran.out);
    }
    let indexed = 8 - rejected.len();
    ran.prints(&[
        &format!("8 found = {indexed} indexed + 0 unchanged + 0 duplicate + {} rejected", rejected.len()),
        "warning broken-utf8.txt: ",
        "a loop",
    ]);
    dir.ask(&["search", "letter"]).found().prints(&["Harbour board"]);
    dir.ask(&["search", "café"]).found();
    dir.ask(&["status"]).found().prints(&rejected);
}

#[test]
fn records_left_out_of_a_file_are_named_until_they_are_mended() {
    let dir = Dir::new();
    let good = r#"{"headline": "Ferry late", "text": "The ferry was two hours late on Friday, and nobody knew why."}"#;
    dir.file("news/wire.jsonl", format!("{good}\n{{broken\n"));
    dir.run(&["index", "news"]).found().prints(&["1 indexed", "each with its reason: onrecord status"]);
    dir.run(&["index", "news"]).found().prints(&["1 unchanged"]);
    dir.ask(&["status"]).found().prints(&["warnings      1", "warning wire.jsonl:2: left out: line "]);
    dir.file("news/wire.jsonl", format!("{good}\n"));
    dir.run(&["index", "news"]).found().prints(&["1 indexed"]);
    dir.ask(&["status"]).found().prints(&["warnings      0"]);
}

#[test]
fn a_second_run_still_counts_them() {
    let dir = hostile();
    dir.run(&["index", "news"]).found();
    let again = dir.run(&["index", "news"]).found();
    again.prints(&["8 found = 0 indexed", "each with its reason: onrecord status"]);
}

#[test]
fn what_an_article_smuggles_in_does_not_reach_the_terminal() {
    let dir = Dir::new();
    dir.file("news/evil.txt", "Evil \u{1b}]0;owned\u{7} headline\u{202e}\n\nThe \u{1b}[2Jscreen is wiped by this paragraph of plain text, it is said.\n");
    dir.run(&["index", "news"]).found();
    for args in [&["search", "headline", "--color", "always"][..], &["search", "wiped", "--format", "csv"]] {
        let ran = dir.ask(args).found();
        for bad in ["\u{1b}]", "\u{1b}[2J", "\u{7}", "\u{202e}"] {
            assert!(!ran.out.contains(bad), "{bad:?} in {:?}", ran.out);
        }
    }
}
