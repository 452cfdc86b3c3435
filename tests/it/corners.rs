//! Colours, exit statuses, pipes, and the documents made from the flags.

use std::io::Read;
use std::process::{Command, Stdio};

use super::dir::Dir;

#[test]
fn colors_only_where_wanted() {
    let dir = Dir::indexed();
    let search = |args: &[&str], env: &[(&str, &str)]| {
        dir.run_in("news", &[&["search", "letter"], args].concat(), "", env).found()
    };
    search(&[], &[]).lacks(&["\u{1b}["]);
    search(&["--color", "always"], &[]).prints(&["\u{1b}["]);
    search(&["--color", "always"], &[("NO_COLOR", "1")]).prints(&["\u{1b}["]);
    search(&["--color", "never"], &[]).lacks(&["\u{1b}["]);
}

#[test]
fn output_keeps_to_the_width() {
    let dir = Dir::indexed();
    for columns in ["40", "80", "100"] {
        let ran = dir.run_in("news", &["search", "coast OR letter"], "", &[("COLUMNS", columns)]).found();
        let most = ran.out.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(most <= columns.parse().unwrap(), "{columns}: {}", ran.out);
    }
}

#[test]
fn help_begins_with_what_it_is_and_shows_examples() {
    let dir = Dir::new();
    dir.run(&["--help"]).found().prints(&["who said what", "Examples:", "Exit status: 0 found"]);
    dir.run(&["search", "-h"]).found().prints(&["Examples:", "--speaker <NAME>"]);
    dir.run(&["search", "--help"]).found().prints(&["The query language.", "published:2025-03"]);
    dir.run(&["--version"]).found().prints(&["onrecord "]);
}

#[test]
fn wrong_flags_are_2() {
    let dir = Dir::indexed();
    dir.run(&["serach"]).failed().warns(&["search"]);
    dir.ask(&["search", "--form", "2024"]).failed().warns(&["--from"]);
    dir.ask(&["search", "--from", "13/32/24"]).failed().warns(&["is not a date; dates look like 2025"]);
    dir.ask(&["search", "--facet", "speeker"]).failed().warns(&["no facet is called `speeker`"]);
}

#[test]
fn a_folder_without_an_index_is_named() {
    let dir = Dir::with_articles();
    dir.run(&["status"]).failed().warns(&[
        "error: no index in ",
        " or any folder above it",
        "hint: make one",
    ]);
    let ran = dir.run(&["status", "--index", "nowhere"]).failed().warns(&["error: no index in nowhere\n"]);
    assert_eq!(ran.out, "");
}

#[test]
fn documents_are_made_from_the_flags() {
    let dir = Dir::new();
    for shell in ["bash", "zsh", "fish"] {
        dir.run(&["completions", shell]).found().prints(&["onrecord", "speaker"]);
    }
    dir.run(&["man"]).found().prints(&[".TH", "onrecord"]);
    dir.run(&["man", "search"]).found().prints(&[".TH", "speaker"]);
    dir.run(&["man", "nothing"]).failed();
}

/// `onrecord search … | head -1` is no error.
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let dir = Dir::new();
    for number in 0..60 {
        let text = format!(
            "Tide table {number}\n\n{}\n",
            "High water comes late and stays for an hour. ".repeat(60)
        );
        dir.file(&format!("news/{number}.txt"), text);
    }
    dir.run(&["index", "news"]).found();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("onrecord"))
        .args(["search", "water", "-n", "60", "--json"])
        .current_dir(dir.path("news"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut [0; 16]).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
