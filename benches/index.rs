//! Indexing from files to commit: a new index, and a second run that finds nothing changed.

// A bench that cannot be set up should stop.
#![allow(clippy::expect_used)]

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord::app::{self, IndexOptions, Place, Silent};

const ARTICLES: usize = 1_000;

fn main() {
    divan::main();
}

/// An archive of made articles on disk, and how many bytes they have.
fn archive() -> (tempfile::TempDir, usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut bytes = 0;
    for (number, text) in support::made(ARTICLES).iter().enumerate() {
        bytes += text.len();
        std::fs::write(folder.path().join(format!("{number}.txt")), text).expect("a file can be written");
    }
    (folder, bytes)
}

fn index(archive: &tempfile::TempDir, options: IndexOptions) {
    let place = Place::for_paths(&[archive.path().to_owned()], None).expect("a place for the index");
    app::index(&place, options, &Silent).expect("the archive is indexed");
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn anew(bencher: Bencher<'_, '_>, threads: usize) {
    let (archive, bytes) = archive();
    let options = IndexOptions { rebuild: true, threads: Some(threads), ..IndexOptions::default() };
    bencher.counter(BytesCount::new(bytes)).bench_local(|| index(&archive, options));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn nothing_changed(bencher: Bencher<'_, '_>) {
    let (archive, bytes) = archive();
    index(&archive, IndexOptions::default());
    bencher.counter(BytesCount::new(bytes)).bench_local(|| index(&archive, IndexOptions::default()));
}
