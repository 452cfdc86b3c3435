//! What fuzzing found once: it never comes back.

use std::fs;
use std::path::Path;

#[path = "../fuzz/targets.rs"]
mod targets;

#[test]
fn whatever_was_found_does_no_harm_any_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/found");
    let targets = targets::targets();
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (of, _) = name.split_once("--").unwrap();
        let target =
            targets.iter().find(|target| target.name == of).unwrap_or_else(|| panic!("{name}: no target"));
        (target.run)(target, &fs::read(path).unwrap());
    }
}

/// What is well-formed is taken as such, so that changing it reaches further than the first bytes.
#[test]
fn every_target_takes_its_seeds() {
    for target in targets::targets() {
        assert!(!target.seeds.is_empty(), "{}", target.name);
        for seed in target.seeds.iter().take(2) {
            (target.run)(&target, seed);
        }
    }
}
