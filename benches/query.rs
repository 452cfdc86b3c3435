//! Questions to an index of made articles: time of one query, then p50 and p95 over many.

// A bench that cannot be set up should stop, and what it finds goes to the terminal.
#![allow(clippy::expect_used, clippy::print_stdout)]

mod support;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use onrecord::app::{self, IndexOptions, Place, Silent};
use onrecord::engine::{Engine, FacetName, FacetRequest, LocalEngine, Request, Sort};
use onrecord::query::{Filters, parse};

const ARTICLES: usize = 5_000;

/// How often each question is asked for the percentiles.
const ROUNDS: usize = 200;

/// What people ask: a common word, the README's question, a phrase, a field, a prefix, a period.
const QUESTIONS: [&str; 8] = [
    "harbour",
    "Khamenei AND letter",
    "\"the harbour authority\"",
    "speaker:Oyelaran letter",
    "quote:silence OR quote:water",
    "negotiat* NOT ferry",
    "published:2019..2021 AND pier",
    "*",
];

struct Archive {
    engine: LocalEngine,
    /// Kept so that the files stay.
    _folder: tempfile::TempDir,
}

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (number, text) in support::made(ARTICLES).iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.txt")), text).expect("a file can be written");
    }
    let place = Place::for_paths(&[folder.path().to_owned()], None).expect("a place for the index");
    app::index(&place, IndexOptions::default(), &Silent).expect("the archive is indexed");
    Archive { engine: LocalEngine::open(&place.index).expect("the index opens"), _folder: folder }
});

fn main() {
    // Made before anything is timed.
    LazyLock::force(&ARCHIVE);
    divan::main();
    // `cargo test --benches` only wants to see that it runs.
    if std::env::args().any(|argument| argument == "--bench") {
        percentiles();
    }
}

fn request(question: &str, facets: bool) -> Request {
    let facet = |name| FacetRequest { name, limit: 10 };
    Request {
        query: parse(question).unwrap_or_else(|e| panic!("{question}: {e}")),
        filters: Filters::default(),
        facets: if facets {
            vec![facet(FacetName::Speaker), facet(FacetName::Organization)]
        } else {
            Vec::new()
        },
        sort: Sort::Relevance,
        limit: 10,
        offset: 0,
        ..Request::default()
    }
}

#[divan::bench(args = QUESTIONS, sample_count = 50)]
fn page(bencher: Bencher<'_, '_>, question: &str) {
    let request = request(question, false);
    bencher.bench(|| ARCHIVE.engine.search(&request).expect("an answer").total);
}

#[divan::bench(args = QUESTIONS, sample_count = 50)]
fn page_with_facets(bencher: Bencher<'_, '_>, question: &str) {
    let request = request(question, true);
    bencher.bench(|| ARCHIVE.engine.search(&request).expect("an answer").total);
}

/// Prints what a reader waits for, and one reader in twenty longer.
fn percentiles() {
    println!("\n{ARTICLES} articles, {ROUNDS} rounds  {:>9} {:>9}  hits", "p50", "p95");
    let mut all = Vec::with_capacity(ROUNDS * QUESTIONS.len());
    for question in QUESTIONS {
        let request = request(question, true);
        let mut times = Vec::with_capacity(ROUNDS);
        let mut total = 0;
        for _ in 0..ROUNDS {
            let start = Instant::now();
            total = ARCHIVE.engine.search(&request).expect("an answer").total;
            times.push(start.elapsed());
        }
        all.extend_from_slice(&times);
        row(question, &mut times, total);
    }
    row("all together", &mut all, 0);
}

fn row(name: &str, times: &mut [Duration], total: u64) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
    println!("{name:<28} {:>6.2} ms {:>6.2} ms  {total}", at(0.50), at(0.95));
}
