//! One writer, many readers: who waits for whom, and what each of them sees.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use onrecord::app::{
    FacetName, FacetRequest, IndexOptions, Page, Place, Query, Request, Silent, index, search, status,
};
use onrecord::index::{Archive, WriterOptions};

use super::dir::{Dir, HARBOUR};

/// Articles in the archive; with every run all of them change at once.
const ARTICLES: usize = 24;

fn write_all(dir: &Dir, version: usize) {
    for number in 0..ARTICLES {
        // Each run brings an article and takes one away, so that numbers alone do not tell a version.
        let name = format!("news/{}.txt", (number + version) % (ARTICLES + 5));
        let said = format!(
            "Letter {number} of edition {version}\n\nSection: Edition {version}\n\nMarch 9, 2025\n\n\
             “Edition {version} is late,” said Ana Ruiz, a printer.\n"
        );
        dir.file(&name, said);
    }
    for gone in ARTICLES..ARTICLES + 5 {
        std::fs::remove_file(dir.path(&format!("news/{}.txt", (gone + version) % (ARTICLES + 5)))).ok();
    }
}

fn everything(place: &Place) -> Page {
    let facets = vec![FacetRequest { name: FacetName::Speaker, limit: 10 }];
    let request = Request { query: Query::All, facets, limit: 100, ..Request::default() };
    search(place, request, Vec::new()).unwrap().page
}

#[test]
fn eight_readers_see_one_edition_each_while_a_writer_writes() {
    let dir = Dir::new();
    write_all(&dir, 0);
    let place = Place::for_paths(&[dir.path("news")], None).unwrap();
    index(&place, IndexOptions::default(), &Silent).unwrap();
    let (done, reads, slowest) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
    let editions = thread::scope(|scope| {
        let readers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut editions = BTreeSet::new();
                    while !done.load(Ordering::Relaxed) {
                        let start = Instant::now();
                        let page = everything(&place);
                        let state = status(&place).unwrap();
                        slowest.fetch_max(start.elapsed().as_millis() as u64, Ordering::Relaxed);
                        reads.fetch_add(1, Ordering::Relaxed);
                        assert_eq!((page.total, page.hits.len()), (ARTICLES as u64, ARTICLES));
                        assert_eq!((state.articles, state.files), (ARTICLES as u64, ARTICLES as u64));
                        assert_eq!(state.statements, ARTICLES as u64);
                        assert_eq!(page.notes, Vec::<String>::new());
                        let counts: Vec<u64> =
                            page.facets[0].values.iter().map(|value| value.count).collect();
                        assert_eq!(counts, [ARTICLES as u64]);
                        let told: BTreeSet<String> = page
                            .hits
                            .iter()
                            .filter_map(|hit| {
                                hit.record.article.headline.rsplit(' ').next().map(str::to_owned)
                            })
                            .collect();
                        assert_eq!(told.len(), 1, "half of one edition and half of another: {told:?}");
                        editions.extend(told);
                    }
                    editions
                })
            })
            .collect();
        let until = Instant::now() + Duration::from_secs(6);
        let mut version = 0;
        while Instant::now() < until {
            version += 1;
            write_all(&dir, version);
            dir.run(&["index", "news"]).found();
        }
        done.store(true, Ordering::Relaxed);
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect::<BTreeSet<String>>()
    });
    let (reads, slowest) = (reads.load(Ordering::Relaxed), slowest.load(Ordering::Relaxed));
    println!("{reads} reads of {} editions, the slowest {slowest} ms", editions.len());
    assert!(editions.len() > 2, "{editions:?}");
    // A run takes longer than this under such a load: nobody waited for one to end.
    assert!(slowest < 5_000, "a reader took {slowest} ms");
}

#[test]
fn a_second_writer_is_told_who_writes_or_waits() {
    let dir = Dir::indexed();
    let archive = Archive::open(&dir.path("news/.onrecord")).unwrap();
    let first = archive.begin(WriterOptions::default()).unwrap();
    let pid = std::process::id();
    dir.file("news/new.txt", HARBOUR.replace("harbour", "ferry").replace("Harbour", "Ferry"));
    let who = format!("is being written by process {pid}, for ");
    dir.ask(&["index"]).failed().warns(&["error: ", &who, "hint: wait for it with `onrecord index --wait"]);
    dir.ask(&["index", "--rebuild"]).failed().warns(&[&who]);
    dir.ask(&["index", "--wait", "0"]).failed().warns(&[&who]);
    // Readers do not wait: they find what was there.
    dir.ask(&["search", "letter"]).found().quiet().prints(&["1 article ·"]);
    dir.run(&["search", "-a", "news", "letter"])
        .found()
        .warns(&["note: the index is searched as it was: ", &who])
        .prints(&["1 article ·"]);
    dir.ask(&["status"]).found().prints(&["articles      3"]);
    dir.ask(&["check"]).found().prints(&[": sound"]);
    let mut waiting = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["index", "--wait", "60"])
        .current_dir(dir.path("news"))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().unwrap().is_none(), "it did not wait");
    drop(first);
    assert!(waiting.wait().unwrap().success());
    dir.ask(&["search", "ferry"]).found();
}

#[test]
fn a_decision_made_while_somebody_writes_counts_at_once() {
    let dir = Dir::indexed();
    let archive = Archive::open(&dir.path("news/.onrecord")).unwrap();
    let writing = archive.begin(WriterOptions::default()).unwrap();
    dir.ask(&["people", "rename", "Bo Lind", "Bo Lindqvist"]).found();
    dir.ask(&["search", "quota", "--speaker", "Bo Lindqvist"]).found().prints(&["Bo Lindqvist"]);
    drop(writing);
    dir.ask(&["search", "quota", "--speaker", "Bo Lindqvist"]).found().prints(&["Bo Lindqvist"]);
    dir.ask(&["check"]).found().prints(&[": sound"]);
}
