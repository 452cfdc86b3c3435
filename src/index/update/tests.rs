//! What a writer must not lose, whatever was merged or killed before.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::*;
use crate::index::identities::{Identities, Meanings};
use crate::index::testing::article;
use crate::index::{Copies, Part, Repaired, Sketch, manifest};

const SMALL: WriterOptions =
    WriterOptions { threads: 1, memory: 16_000_000, wait: Duration::ZERO, anew: false };

/// One run over files of one article each, in the version given; merges happen when a test says so.
fn begun(dir: &Path, files: &[(&str, i64)]) -> Update {
    let update = Archive::open_or_create(dir, Duration::ZERO).unwrap().begin(SMALL).unwrap();
    update.merge_nothing();
    for (path, version) in files {
        let facts = FileFacts { size: 1, mtime: *version };
        if update.plan(path, facts) == Plan::Read {
            let words = format!("Version {version} of {path}.");
            let record = article(path).headline(&words).quote(&words, "Ana Ruiz").record();
            let hash = blake3::hash(words.as_bytes()).to_hex();
            update.put(path, facts, &hash, &[record]).unwrap();
        }
    }
    update
}

fn run(dir: &Path, files: &[(&str, i64)]) {
    begun(dir, files).finish().unwrap();
}

/// Checks that the index is whole and holds so many articles.
#[track_caller]
fn is_whole(dir: &Path, articles: u64) {
    let found = Archive::open(dir).unwrap().check().unwrap();
    assert_eq!((found.flaws, found.articles), (vec![], articles));
}

/// What who-is-who says of a changed article alone is noted in the commit as forgotten; of many it is taken out.
#[test]
fn what_is_said_of_changed_articles_is_forgotten_however_many_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..300).map(|at| format!("f{at:03}")).collect();
    let files = |changed: usize| -> Vec<(&str, i64)> {
        let version = |at: usize| if at < changed { 2 } else { 1 };
        names.iter().enumerate().map(|(at, name)| (name.as_str(), version(at))).collect()
    };
    let mut update = begun(dir.path(), &files(0));
    update.complete().unwrap();
    let ids: Vec<_> = names.iter().map(|name| article(name).record().article.id).collect();
    let who = ["Ana Ruiz (judge)", "Ana Ruiz (nurse)"];
    let rows = ids.iter().zip(who.iter().cycle()).map(|(id, who)| ("Ana Ruiz", id, *who));
    update
        .keep_identities(&Identities::new(300, String::new(), Meanings::of(rows), Meanings::default()))
        .unwrap();
    update.close().unwrap();
    let told = || {
        let archive = Archive::open(dir.path()).unwrap();
        let payload = archive.payload().unwrap();
        let named = archive.identities().unwrap().unwrap().articles_named().count();
        (payload.identities, payload.forgotten.len(), named)
    };
    assert_eq!(told(), (1, 0, 300));
    run(dir.path(), &files(1));
    assert_eq!(told(), (1, 1, 299));
    run(dir.path(), &files(5));
    assert_eq!(told(), (1, 5, 295));
    run(dir.path(), &files(290));
    assert_eq!(told(), (2, 0, 10));
    is_whole(dir.path(), 300);
}

#[test]
fn groups_of_copies_that_are_wrong_are_mended() {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &[("a", 1), ("b", 1)]);
    let archive = Archive::open(dir.path()).unwrap();
    let number = archive.payload().unwrap().copies;
    let stranger = article("c").paragraph("What stands nowhere.").record().article;
    let strange = Copies::among(&[Sketch::of(&stranger, 1), Sketch::of(&stranger, 2)]);
    strange.write(&manifest::copies_path(dir.path(), number)).unwrap();
    let flaws = archive.check().unwrap().flaws;
    assert_eq!(flaws.iter().map(|flaw| flaw.part.clone()).collect::<Vec<_>>(), [Part::Sums]);
    archive.repair(&flaws, SMALL, &mut Repaired::default()).unwrap();
    is_whole(dir.path(), 2);
}

/// Files with the bytes of others, before or behind them, met in two halves.
#[test]
fn a_checkpoint_changes_no_sum() {
    let halves: [&[(&str, &str)]; 2] =
        [&[("b", "one"), ("c", "two"), ("e", "three")], &[("a", "two"), ("d", "one"), ("f", "four")]];
    let summed = |checkpoint: bool| {
        let dir = tempfile::tempdir().unwrap();
        run(dir.path(), &[("c", 1), ("f", 1), ("g", 1)]);
        let mut update = begun(dir.path(), &[("h", 1)]);
        for half in halves {
            for (path, words) in half {
                let record = article(path).headline(words).quote(words, "Ana Ruiz").record();
                update.put(path, FileFacts { size: 2, mtime: 2 }, words, &[record]).unwrap();
            }
            if checkpoint {
                update.checkpoint().unwrap();
            }
        }
        let sum = update.complete().unwrap();
        update.close().unwrap();
        is_whole(dir.path(), 5);
        (sum, Archive::open(dir.path()).unwrap().manifest().unwrap())
    };
    let (sum, manifest) = summed(false);
    assert_eq!((sum.found, sum.indexed, sum.duplicate, sum.removed), (7, 5, 2, 1));
    assert_eq!(summed(true), (sum, manifest));
}

#[test]
fn no_merge_forgets_a_deletion() {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), &[("a", 1)]);
    run(dir.path(), &[("a", 1), ("b", 1), ("c", 1)]);
    // The second segment has lost a document in the last commit, the first never.
    run(dir.path(), &[("a", 1), ("b", 1)]);
    let mut update = begun(dir.path(), &[("a", 1), ("b", 2)]);
    let mut segments = update.archive.index().searchable_segment_metas().unwrap();
    segments.sort_by_key(tantivy::SegmentMeta::num_deleted_docs);
    let ids: Vec<_> = segments.iter().map(tantivy::SegmentMeta::id).collect();
    assert_eq!(ids.len(), 2);
    update.writer.merge(&ids).wait().unwrap();
    update.finish().unwrap();
    is_whole(dir.path(), 2);
}

#[test]
fn what_a_killed_commit_left_is_in_nobodys_way() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for dir in [dir.path(), other.path()] {
        run(dir, &[("a", 1), ("b", 1)]);
    }
    // The same files under the same names: what the next run writes there it writes here.
    let (here, there) = (dir.path().join("onrecord.tantivy"), other.path().join("onrecord.tantivy"));
    fs::remove_dir_all(&there).unwrap();
    copy(&here, &there);
    for name in ["onrecord.manifest-1.bin", "onrecord.manifest-1.copies.bin"] {
        fs::copy(dir.path().join(name), other.path().join(name)).unwrap();
    }
    run(other.path(), &[("a", 1), ("b", 2)]);
    let lists: Vec<_> = fs::read_dir(&there)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "del"))
        .collect();
    assert_eq!(lists.len(), 1);
    fs::copy(&lists[0], here.join(lists[0].file_name().unwrap())).unwrap();
    fs::copy(there.join(".managed.json"), here.join(".managed.json")).unwrap();
    run(dir.path(), &[("a", 1), ("b", 2)]);
    is_whole(dir.path(), 2);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap().path();
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}

/// A repair that is killed when a damaged segment is out of the index and its articles are not in it again: whoever writes next
/// sweeps what no commit names, and the next repair finds them all the same.
#[test]
fn a_repair_that_was_broken_off_is_gone_on_with() {
    let dir = tempfile::tempdir().unwrap();
    let files = [("a", 1), ("b", 1), ("c", 1)];
    run(dir.path(), &files);
    let damage = |ending: &str| {
        for file in fs::read_dir(dir.path().join("onrecord.tantivy")).unwrap() {
            let path = file.unwrap().path();
            if path.to_string_lossy().ends_with(ending) {
                fs::write(path, "garbage").unwrap();
            }
        }
    };
    let repair = || {
        let archive = Archive::open(dir.path()).unwrap();
        let flaws = archive.check().unwrap().flaws;
        archive.repair(&flaws, SMALL, &mut Repaired::default()).unwrap();
    };
    damage(".pos");
    let archive = Archive::open(dir.path()).unwrap();
    let flaws = archive.check().unwrap().flaws;
    archive.take_out(&flaws, SMALL, &mut Repaired::default()).unwrap();
    run(dir.path(), &files);
    assert_eq!(Archive::open(dir.path()).unwrap().check().unwrap().articles, 0);
    repair();
    is_whole(dir.path(), 3);
    // Nor does it matter that nobody knows any more which files they are from.
    damage(".idx");
    for file in fs::read_dir(dir.path()).unwrap() {
        let path = file.unwrap().path();
        if path.to_string_lossy().contains("onrecord.manifest-") {
            fs::write(path, "garbage").unwrap();
        }
    }
    repair();
    is_whole(dir.path(), 3);
    assert!(!dir.path().join("onrecord.aside").exists());
}
