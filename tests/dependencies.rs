//! What we depend on: each for a reason that is written down, under a licence that fits, in one version.
//!
//! The rules are those of `.ci/deny.toml`, which `cargo deny` reads as well; that takes longer to install than
//! everything else takes to run, so what can be told from the lock file and `cargo metadata` is told here.

// A test that cannot be set up should stop.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn root(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Every package in the tree, by name and version, for whatever machine: from the lock file.
fn packages() -> BTreeSet<(String, String)> {
    let lock: toml::Table = root("Cargo.lock").parse().unwrap();
    let text = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    let all = lock["package"].as_array().unwrap().iter();
    all.map(|package| (text(package, "name"), text(package, "version"))).collect()
}

/// The packages that are built on this machine, with their licences.
///
/// No others: a machine that built this has those, and what only other systems need was never fetched.
fn licences() -> BTreeMap<(String, String), String> {
    let told = output(Command::new("rustc").arg("-vV"));
    let host = told.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let asked = ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
    let told: Value = serde_json::from_str(&output(Command::new(env!("CARGO")).args(asked))).unwrap();
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    let all = told["packages"].as_array().unwrap().iter();
    all.map(|package| ((text(package, "name"), text(package, "version")), text(package, "license"))).collect()
}

fn output(command: &mut Command) -> String {
    let ran = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

fn rules() -> toml::Table {
    root(".ci/deny.toml").parse().unwrap()
}

fn strings(list: &toml::Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().filter_map(|item| item.as_str()).map(str::to_owned).collect()
}

/// Whether one of the ways to read a licence is allowed.
///
/// `A OR B`, `A AND B` and brackets, as SPDX has them; `/` is an old way to write `OR`.
fn fits(licence: &str, allowed: &BTreeSet<String>) -> bool {
    let licence = licence.replace('/', " OR ");
    let mut depth = 0_i32;
    let words: Vec<&str> = licence.split_whitespace().collect();
    // The loosest operator that stands in no brackets splits it.
    for operator in ["OR", "AND"] {
        let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
        for word in &words {
            depth += word.matches('(').count() as i32 - word.matches(')').count() as i32;
            if *word == operator && depth == 0 {
                parts.push(Vec::new());
            } else if let Some(last) = parts.last_mut() {
                last.push(word);
            }
        }
        if parts.len() > 1 {
            let mut each = parts.iter().map(|part| fits(&part.join(" "), allowed));
            return if operator == "OR" { each.any(|fits| fits) } else { each.all(|fits| fits) };
        }
    }
    let whole = words.join(" ");
    match whole.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => fits(inner, allowed),
        None => allowed.contains(&whole),
    }
}

#[test]
fn licences_are_read_as_they_are_meant() {
    let allowed = BTreeSet::from(["MIT".to_owned(), "Apache-2.0 WITH LLVM-exception".to_owned()]);
    for (licence, want) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND MIT", true),
        ("MIT AND (GPL-3.0 OR Apache-2.0 WITH LLVM-exception)", true),
        ("(MIT OR GPL-3.0) AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(fits(licence, &allowed), want, "{licence}");
    }
}

#[test]
fn every_licence_fits() {
    let rules = rules();
    let allowed = strings(&rules["licenses"]["allow"]);
    let mut exceptions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for exception in rules["licenses"]["exceptions"].as_array().unwrap() {
        let name = exception["crate"].as_str().unwrap().to_owned();
        exceptions.entry(name).or_insert_with(|| allowed.clone()).extend(strings(&exception["allow"]));
    }
    for ((name, version), licence) in &licences() {
        let allowed = exceptions.get(name).unwrap_or(&allowed);
        assert!(fits(licence, allowed), "{name} {version} is licensed as {licence:?}: see .ci/deny.toml");
    }
    let packages = packages();
    for name in exceptions.keys() {
        assert!(packages.iter().any(|(known, _)| known == name), "{name} is excepted and not there any more");
    }
}

#[test]
fn nothing_is_there_in_two_versions_without_being_known() {
    let rules = rules();
    let skipped: BTreeSet<String> = rules["bans"]["skip"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|skip| skip["crate"].as_str())
        .map(str::to_owned)
        .collect();
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, version) in packages() {
        versions.entry(name).or_default().push(version);
    }
    for (name, versions) in &versions {
        let known = versions.iter().filter(|version| skipped.contains(&format!("{name}@{version}"))).count();
        assert!(
            versions.len() - known <= 1,
            "{name} is there as {}: see .ci/deny.toml",
            versions.join(" and ")
        );
    }
    for skip in &skipped {
        let (name, version) = skip.split_once('@').unwrap();
        let is_double =
            versions.get(name).is_some_and(|all| all.len() > 1 && all.iter().any(|one| one == version));
        assert!(is_double, "{skip} is skipped and there once or never: see .ci/deny.toml");
    }
}

#[test]
fn every_dependency_is_there_for_a_reason_that_is_written_down() {
    let manifest: toml::Table = root("Cargo.toml").parse().unwrap();
    let architecture = root("ARCHITECTURE.md");
    let (_, told) = architecture.split_once("\n## Dependencies\n").expect("a section of dependencies");
    let told = told.split("\n## ").next().unwrap_or_default();
    let rows: BTreeSet<&str> = told
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.split(" | ").next())
        .filter(|names| *names != "crate" && !names.starts_with("---"))
        .flat_map(|names| names.split(", "))
        .collect();
    let for_tests =
        told.lines().find_map(|line| line.strip_prefix("For tests and benches: ")).unwrap_or_default();
    let for_tests: BTreeSet<&str> = for_tests.trim_end_matches('.').split(", ").collect();
    for (section, told) in [("dependencies", rows), ("dev-dependencies", for_tests)] {
        let there: BTreeSet<&str> =
            manifest[section].as_table().unwrap().keys().map(String::as_str).collect();
        let untold: Vec<_> = there.difference(&told).collect();
        let gone: Vec<_> = told.difference(&there).collect();
        assert!(untold.is_empty() && gone.is_empty(), "{section}: not told {untold:?}, gone {gone:?}");
    }
}
