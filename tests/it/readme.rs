//! What the README shows is so.

use std::fs;
use std::path::Path;

use onrecord::query::parse;

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
