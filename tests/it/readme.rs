//! What the README shows is so.

use std::fs;
use std::path::Path;

use onrecord::query::parse;

use super::corpus::indexed_corpus;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What stands between backticks.
fn coded(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_query_of_the_table_is_one() {
    let readme = readme();
    let (_, after) = readme.split_once("## The query language").unwrap();
    let rows =
        after.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let mut queries = 0;
    for cell in rows.filter_map(|row| row.split(" | ").next()) {
        for code in coded(cell) {
            // A field's name alone stands for the field with some word.
            let query = if code.ends_with(':') { format!("{code}word") } else { code.to_owned() };
            parse(&query).unwrap_or_else(|error| panic!("{code}: {error}"));
            queries += 1;
        }
    }
    assert!(queries > 20, "{queries}");
}

/// Commands with what they print, as the README shows both.
fn transcripts(readme: &str) -> Vec<(String, String)> {
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let shown = blocks.filter_map(|block| block.strip_prefix("$ ")?.split_once('\n'));
    let printed = shown.filter(|(_, output)| !output.is_empty() && !output.starts_with('$'));
    printed.map(|(command, output)| (command.to_owned(), output.to_owned())).collect()
}

/// The words of a command as a shell has them.
fn arguments(command: &str) -> Vec<String> {
    let command = command.split(" # ").next().unwrap_or(command);
    let command =
        command.replace("cargo run --release -- ", "").replace("onrecord ", "").replace("-a corpus ", "");
    let mut out = Vec::new();
    let (mut word, mut quote) = (String::new(), None);
    for letter in command.trim().chars().chain([' ']) {
        match (letter, quote) {
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(open)) if letter == open => quote = None,
            (' ', None) if !word.is_empty() => out.push(std::mem::take(&mut word)),
            (' ', None) => {}
            (letter, _) => word.push(letter),
        }
    }
    out
}

/// Without how long it took.
fn timeless(line: &str) -> &str {
    line.rsplit_once(" · ").filter(|(_, took)| took.ends_with(" ms")).map_or(line, |(rest, _)| rest)
}

#[test]
fn what_the_readme_shows_is_what_is_printed() {
    let dir = indexed_corpus();
    let shown = transcripts(&readme());
    assert!(shown.len() >= 4, "{shown:?}");
    for (command, output) in shown {
        let words = arguments(&command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = dir.ask(&words);
        let printed = format!("{}{}", ran.out, ran.err);
        let mut lines = printed.lines().map(timeless);
        let mut passes_over = false;
        for line in output.lines().map(timeless) {
            // “… 6 more …”: what is left out of the README.
            if line.trim().starts_with('…') && line.trim().ends_with('…') {
                passes_over = true;
            } else if passes_over && !line.trim().is_empty() {
                assert!(lines.any(|next| next == line), "{command}: {line}\n{printed}");
                passes_over = false;
            } else if !passes_over {
                assert_eq!(lines.next(), Some(line), "{command}\n{printed}");
            }
        }
    }
}

#[test]
fn the_documents_name_only_tests_that_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, after) = architecture.split_once("## What must stay true").unwrap();
    let (table, _) = after.split_once("\n## ").unwrap();
    let code: Vec<String> = ["src", "tests"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root.join(folder)))
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|kind| kind == "rs"))
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .collect();
    let mut names = 0;
    for row in table.lines().filter(|line| line.starts_with('|')) {
        let keeper = row.rsplit('|').nth(1).unwrap();
        for name in coded(keeper).filter(|name| name.contains('_') && !name.contains("::")) {
            assert!(
                code.iter().any(|file| file.contains(&format!("fn {name}("))),
                "no test is called {name}"
            );
            names += 1;
        }
    }
    assert!(names > 10, "{names}");
}
