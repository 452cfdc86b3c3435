//! Runs that are killed: whatever the moment, what is left is whole, and the next run ends where one that
//! was never killed does.
//!
//! `ONRECORD_KILLS` says how many kills there are; `.ci/run` asks for more than a test run does.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use onrecord::app::{
    FacetName, FacetRequest, Filters, IndexOptions, Page, Place, Query, Request, Silent, check, index,
    search, status,
};

use super::dir::Dir;

const KILLS: usize = 40;
const PEOPLE: [&str; 6] = ["Ana Ruiz", "Bo Lind", "Mara Osei", "Tom Vell", "Ilse Varga", "Ines Okafor"];
const PLACES: [&str; 5] = ["harbour", "quota", "ferry", "lighthouse", "council"];

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// An archive that grows and changes, and every article it ever held.
struct Changing {
    dir: Dir,
    dice: Dice,
    written: usize,
    /// What each path ever said: no article may say anything else.
    headlines: BTreeMap<String, BTreeSet<String>>,
}

impl Changing {
    fn new(seed: u64) -> Self {
        let mut out = Changing { dir: Dir::new(), dice: Dice(seed), written: 0, headlines: BTreeMap::new() };
        for _ in 0..12 {
            out.step();
        }
        out
    }

    fn headline(&mut self, path: &str) -> String {
        self.written += 1;
        let headline =
            format!("The {} letter number {}", PLACES[self.dice.below(PLACES.len())], self.written);
        self.headlines.entry(path.to_owned()).or_default().insert(headline.clone());
        headline
    }

    fn said(&mut self) -> String {
        let people = [self.dice.below(PEOPLE.len()), self.dice.below(PEOPLE.len())].map(|at| PEOPLE[at]);
        let surname = people[0].split(' ').nth(1).unwrap();
        format!(
            "“It was never lost,” said {}, a keeper of the coast. “Nobody asked,” said {}, who sails.\n\n\
             {surname} said the board had known for {} weeks.",
            people[0],
            people[1],
            self.dice.below(90) + 2
        )
    }

    /// One file comes, changes, is copied or goes.
    fn step(&mut self) {
        let number = self.dice.below(30);
        let path = format!("{}/{number}.txt", number % 4);
        let name = format!("news/{path}");
        match self.dice.below(10) {
            0 => {
                fs::remove_file(self.dir.path(&name)).ok();
            }
            1 => {
                let wire = "wire.jsonl".to_owned();
                let lines: Vec<String> = (0..=self.dice.below(5))
                    .map(|_| {
                        let (headline, said) = (self.headline(&wire), self.said());
                        serde_json::json!({"headline": headline, "text": said}).to_string()
                    })
                    .collect();
                self.dir.file("news/wire.jsonl", lines.join("\n"));
            }
            2 => {
                let from = self.dir.path(&name);
                if let Ok(bytes) = fs::read(from) {
                    let copy = format!("copies/{number}.txt");
                    let known = self.headlines.get(&path).cloned().unwrap_or_default();
                    self.headlines.entry(copy.clone()).or_default().extend(known);
                    self.dir.file(&format!("news/{copy}"), bytes);
                }
            }
            _ => {
                let (headline, said) = (self.headline(&path), self.said());
                self.dir.file(&name, format!("{headline}\n\nMarch 9, 2025\n\n{said}\n"));
            }
        }
    }

    fn spawn(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["index", "news", "--checkpoint", "0", "--threads", "2", "--wait", "20"])
            .current_dir(self.dir.path(""))
            .env_remove("ONRECORD_INDEX")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn place(&self) -> Place {
        Place::for_paths(&[self.dir.path("news")], None).unwrap()
    }
}

fn everything(limit: usize) -> Request {
    let facets = [
        FacetName::Speaker,
        FacetName::Organization,
        FacetName::Author,
        FacetName::Source,
        FacetName::Language,
        FacetName::Month,
    ];
    let facets = facets.map(|name| FacetRequest { name, limit: 1_000 }).to_vec();
    Request { query: Query::All, facets, limit, ..Request::default() }
}

fn asked(place: &Place, request: Request) -> Page {
    search(place, request, Vec::new()).unwrap().page
}

/// Whatever stands in the index is whole, and agrees with itself.
fn is_whole(archive: &Changing, place: &Place) {
    let found = check(place, false).unwrap();
    assert_eq!(found.faults, [], "{found:?}");
    let state = status(place).unwrap();
    let page = asked(place, everything(10_000));
    assert_eq!((page.total, page.hits.len() as u64), (state.articles, state.articles));
    assert_eq!((found.articles, found.statements), (state.articles, state.statements));
    let statements: usize = page.hits.iter().map(|hit| hit.record.annotations.statements.len()).sum();
    assert_eq!(statements as u64, state.statements);
    for hit in &page.hits {
        let article = &hit.record.article;
        let known = archive.headlines.get(&article.origin.path);
        assert!(known.is_some_and(|known| known.contains(&article.headline)), "{article:?}");
        assert!(hit.record.annotations.statements.len() >= 3, "{:?}", hit.record);
    }
    for facet in &page.facets {
        for value in &facet.values {
            let mut filters = Filters::default();
            match facet.name {
                FacetName::Speaker => filters.speakers.push(value.value.clone()),
                FacetName::Organization => filters.organizations.push(value.value.clone()),
                FacetName::Author => filters.authors.push(value.value.clone()),
                FacetName::Source => filters.sources.push(value.value.clone()),
                FacetName::Language => filters.languages.push(value.value.clone()),
                _ => continue,
            }
            let only = asked(place, Request { query: Query::All, filters, ..Request::default() });
            assert_eq!(only.total, value.count, "{:?} {value:?}", facet.name);
        }
    }
}

/// All that is answered, but for how long it took.
fn answers(place: &Place) -> Vec<String> {
    let mut out = Vec::new();
    for text in ["", "letter", "harbour OR ferry", "quote:never", "Ruiz NEAR/3 keeper", "\"never lost\""] {
        let query = if text.is_empty() { Query::All } else { onrecord::app::parse(text).unwrap() };
        let mut page = asked(place, Request { query, ..everything(10_000) });
        page.took_micros = 0;
        out.push(format!("{text}: {page:#?}"));
    }
    let mut state = status(place).unwrap();
    (state.index, state.archive, state.updated, state.index_bytes) = Default::default();
    out.push(format!("{state:#?}"));
    out
}

/// What an index holds that was made in one go.
fn afresh(archive: &Changing, number: usize) -> Vec<String> {
    let fresh = archive.dir.path(&format!("fresh-{number}"));
    let place = Place::for_paths(&[archive.dir.path("news")], Some(&fresh)).unwrap();
    // A process that another test starts holds for a moment whatever lock this one held.
    let patient = IndexOptions { wait: Duration::from_secs(20), ..IndexOptions::default() };
    index(&place, patient, &Silent).unwrap();
    answers(&place)
}

fn ended(child: Child) {
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn whenever_it_is_killed_what_is_there_is_whole() {
    let kills = std::env::var("ONRECORD_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let mut archive = Changing::new(0x5eed_0001);
    let start = Instant::now();
    ended(archive.spawn());
    let mut whole = start.elapsed();
    let place = archive.place();
    let mut killed = 0;
    for round in 0..kills {
        for _ in 0..=archive.dice.below(4) {
            archive.step();
        }
        if round % 13 == 5 {
            // From nothing, too: the index is made while it is killed.
            fs::remove_dir_all(&place.index).unwrap();
        }
        let mut child = archive.spawn();
        // Most of a run is starting and reading; half of the kills fall into its end, where it is written.
        let from = if round % 2 == 0 { 0 } else { whole.as_micros() as usize / 2 };
        let moment = from + archive.dice.below(whole.as_micros() as usize - from);
        thread::sleep(Duration::from_micros(moment as u64));
        if child.try_wait().unwrap().is_none() {
            killed += 1;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // Killed before there was a first commit, there is nothing yet.
        if onrecord::index::Archive::exists(&place.index) {
            is_whole(&archive, &place);
        }
        if round % 20 == 19 || round + 1 == kills {
            let start = Instant::now();
            ended(archive.spawn());
            whole = start.elapsed();
            is_whole(&archive, &place);
            let (got, want) = (answers(&place), afresh(&archive, round));
            for (got, want) in got.iter().zip(&want) {
                assert!(got == want, "after {round} kills:\n{}", differing(got, want));
            }
            assert_eq!(leftovers(&place.index), Vec::<PathBuf>::new());
        }
    }
    assert!(killed * 2 > kills, "{killed} of {kills} runs were killed before they ended");
    println!("{killed} of {kills} runs were killed before they ended");
}

fn differing(got: &str, want: &str) -> String {
    let lines = got.lines().zip(want.lines()).enumerate().filter(|(_, (got, want))| got != want);
    lines.take(10).map(|(at, (got, want))| format!("{at}: {got}\n{at}: {want} (wanted)\n")).collect()
}

/// Files of runs that were killed.
fn leftovers(index: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(index).unwrap().map(|file| file.unwrap().path());
    let mut out: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "tmp")).collect();
    let payload = onrecord::index::Archive::open(index).and_then(|archive| archive.payload()).unwrap();
    let named = |path: &PathBuf| {
        let parts = payload.parts.iter().map(|part| format!("onrecord.manifest-{part}.bin"));
        let copies = format!("onrecord.manifest-{}.copies.bin", payload.copies);
        parts.chain([copies]).any(|name| path.ends_with(name))
    };
    out.extend(manifests(index).into_iter().filter(|path| !named(path)));
    out
}

fn manifests(index: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(index).unwrap().map(|file| file.unwrap().path());
    let is_manifest = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("onrecord.manifest-")
    };
    files.filter(is_manifest).collect()
}

/// More files than are put between two checkpoints.
const FILES: usize = 1_200;

#[test]
fn a_first_run_that_is_killed_goes_on_where_it_was() {
    let archive = Changing::new(0x5eed_0003);
    for number in 0..FILES {
        archive
            .dir
            .file(&format!("news/all/{number}.txt"), format!("Ferry {number} is late\n\nNobody knows.\n"));
    }
    let place = archive.place();
    let mut child = archive.spawn();
    let start = Instant::now();
    while !place.index.join("onrecord.manifest-2.bin").exists() && start.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let patient = IndexOptions { wait: Duration::from_secs(20), ..IndexOptions::default() };
    let summary = index(&place, patient, &Silent).unwrap();
    assert!(summary.unchanged > 0, "{summary:?}");
    assert!(summary.indexed + summary.unchanged >= FILES as u64, "{summary:?}");
}

#[test]
fn a_rebuild_that_is_killed_leaves_what_was_there() {
    let archive = Changing::new(0x5eed_0002);
    ended(archive.spawn());
    let place = archive.place();
    let before = answers(&place);
    for wait in [5, 30, 60, 100, 150] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["index", "news", "--rebuild"])
            .current_dir(archive.dir.path(""))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(answers(&place) == before, "killed after {wait} ms");
    }
}
