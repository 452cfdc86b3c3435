//! The whole program against others on an archive made for it, in one table.
//!
//! ```text
//! cargo bench --bench archive -- [--articles 100000] [--folder DIR] [--threads 2] [--memory MB] [--peers no]
//! cargo bench --bench archive -- --make FILE --articles 1000000      only makes the archive
//! cargo bench --bench archive -- --ask INDEX [--question QUERY]      only asks questions of an index, or that one
//! cargo bench --bench archive -- --files 1000000                      only runs over so many files, one an article
//! cargo bench --bench archive -- --space INDEX                       tells where its bytes go, by field
//! ```
//!
//! Every program runs in a process of its own, on the same articles, one after the other; what it used is read from
//! `/proc`. The others index headline and body, stemmed, with positions, and keep both; they find no statements.
//! Python's sqlite3, Debian's python3-xapian and liblucene8-java are used where they are there.

// A bench that cannot be set up should stop, and what it finds goes to the terminal.
#![allow(clippy::expect_used, clippy::print_stdout)]

#[path = "support/asked.rs"]
mod asked;
#[path = "support/bare.rs"]
mod bare;
#[path = "support/measured.rs"]
mod measured;
#[path = "support/space.rs"]
mod space;
// The small archives of the other benches are not made here.
#[allow(dead_code)]
mod support;

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use measured::{Used, answered, bytes_of, run};
use support::maker::Maker;

const PROGRAM: &str = env!("CARGO_BIN_EXE_onrecord");

struct Options {
    articles: usize,
    folder: Option<PathBuf>,
    threads: usize,
    memory: usize,
    peers: bool,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut options = Options { articles: 100_000, folder: None, threads: 2, memory: 192, peers: true };
    let (mut make, mut ask, mut question, mut many) = (None, None, None, None);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
        match argument.as_str() {
            "--bench" => {}
            "--articles" => options.articles = value().parse().expect("a number of articles"),
            "--folder" => options.folder = Some(value().into()),
            "--threads" => options.threads = value().parse().expect("a number of threads"),
            "--memory" => options.memory = value().parse().expect("a number of megabytes"),
            "--peers" => options.peers = value() != "no",
            "--make" => make = Some(PathBuf::from(value())),
            "--space" => return space::print(Path::new(&value())),
            "--files" => many = Some(value().parse().expect("a number of files")),
            "--question" => question = Some(value()),
            "--ask" => ask = Some(PathBuf::from(value())),
            "--bare" => {
                return bare::index(
                    Path::new(&value()),
                    Path::new(&value()),
                    options.threads,
                    options.memory,
                );
            }
            other => panic!("unknown: {other}"),
        }
    }
    if let Some(index) = ask {
        return asked::print(&index, question.as_deref());
    }
    if let Some(many) = many {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        return files(many, options.folder.as_deref().unwrap_or(temporary.path()));
    }
    match make {
        Some(file) => {
            let text = made(&file, options.articles);
            println!("{} articles, {} MB of text", options.articles, text / 1_000_000);
        }
        None => compare(&options),
    }
}

/// Writes the archive; gives the bytes of its headlines and bodies.
fn made(file: &Path, articles: usize) -> u64 {
    let maker = Maker::new();
    let mut out = BufWriter::new(File::create(file).expect("the archive can be written"));
    let mut line = Vec::new();
    let mut text = 0;
    for number in 0..articles {
        line.clear();
        text += maker.line(number, &mut line);
        out.write_all(&line).expect("the archive can be written");
    }
    out.flush().expect("the archive can be written");
    text
}

fn compare(options: &Options) {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = options.folder.clone().unwrap_or_else(|| temporary.path().to_owned());
    let archive = folder.join("archive");
    fs::create_dir_all(&archive).expect("a folder for the archive");
    let file = archive.join("wire.jsonl");
    let started = std::time::Instant::now();
    let text = made(&file, options.articles);
    println!(
        "{} articles, {} MB of text in {} MB of JSON Lines, made in {:.1} s\n",
        options.articles,
        text / 1_000_000,
        bytes_of(&file) / 1_000_000,
        started.elapsed().as_secs_f64()
    );
    let index = folder.join("index");
    println!(
        "{:<34} {:>8} {:>7} {:>8} {:>11} {:>9} {:>11}",
        "indexing", "seconds", "MB/s", "cpu s", "index/text", "peak MB", "of its own"
    );
    let used = run(onrecord(&index).arg("--threads").arg(options.threads.to_string()).arg(&archive));
    row("onrecord", &used, text, bytes_of(&index));
    for (name, command, target) in others(options, &file, &folder) {
        match command {
            Ok(mut command) => row(name, &run(&mut command), text, bytes_of(&target)),
            Err(why) => println!("{name:<34} not measured: {why}"),
        }
        fs::remove_dir_all(&target).or_else(|_| fs::remove_file(&target)).ok();
    }
    files(options.articles / 5, &folder);
    println!();
    print!("{}", run(Command::new(me()).arg("--ask").arg(&index)).output);
    cold(&index);
}

fn row(name: &str, used: &Used, text: u64, index: u64) {
    println!(
        "{name:<34} {:>8.1} {:>7.1} {:>8.1} {:>11.2} {:>9} {:>11}",
        used.wall.as_secs_f64(),
        text as f64 / 1e6 / used.wall.as_secs_f64(),
        used.processor.as_secs_f64(),
        index as f64 / text as f64,
        used.memory / 1_000_000,
        used.own / 1_000_000
    );
}

fn me() -> PathBuf {
    std::env::current_exe().expect("a path of our own")
}

fn onrecord(index: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("index").arg("--index").arg(index);
    command
}

/// A program by name, how it is run, and where its index goes.
type Peer = (&'static str, Result<Command, &'static str>, PathBuf);

fn others(options: &Options, file: &Path, folder: &Path) -> Vec<Peer> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/support/peers");
    let jar = |name: &str| {
        let found = fs::read_dir("/usr/share/java").into_iter().flatten().flatten().map(|file| file.path());
        found
            .into_iter()
            .find(|path| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name)))
    };
    let target = |name: &str| folder.join(name);
    let python = |script: &str, needs: &str, to: PathBuf| {
        // The system's own knows the system's packages.
        let has = |python: &&str| {
            let tried = Command::new(python).args(["-c", &format!("import {needs}")]).output();
            tried.is_ok_and(|output| output.status.success())
        };
        let python =
            ["/usr/bin/python3", "python3"].into_iter().find(has).ok_or("needs python3 and its module")?;
        let mut command = Command::new(python);
        command.arg(peers.join(script)).arg(file).arg(to);
        Ok(command)
    };
    let bare_to = target("bare");
    let mut bare = Command::new(me());
    bare.args(["--threads", &options.threads.to_string(), "--memory", &options.memory.to_string()]);
    bare.arg("--bare").arg(file).arg(&bare_to);
    let mut out: Vec<Peer> = vec![("tantivy alone, en_stem", Ok(bare), bare_to)];
    if !options.peers {
        return out;
    }
    out.push((
        "SQLite FTS5, porter (one thread)",
        python("fts5.py", "sqlite3", target("fts5.db")),
        target("fts5.db"),
    ));
    out.push((
        "Xapian, en (one thread)",
        python("xapian_index.py", "xapian", target("xapian")),
        target("xapian"),
    ));
    let lucene = match (jar("lucene-core-"), jar("lucene-analyzers-common-")) {
        (Some(core), Some(analyzers)) => {
            let mut command = Command::new("java");
            command.arg("-cp").arg(format!("{}:{}", core.display(), analyzers.display()));
            command
                .arg(peers.join("Lucene.java"))
                .arg(file)
                .arg(target("lucene"))
                .arg(options.threads.to_string());
            Ok(command)
        }
        _ => Err("needs java and liblucene8-java"),
    };
    out.push(("Lucene 8, EnglishAnalyzer", lucene, target("lucene")));
    out
}

/// Many files of one article each: further runs over them unchanged, against the time it takes to list them; one
/// changed, and one changed and named.
fn files(many: usize, folder: &Path) {
    let maker = Maker::new();
    let archive = folder.join("files");
    let index = folder.join("files-index");
    let mut line = Vec::new();
    for number in 0..many {
        let below = archive.join(format!("{:04}", number / 1000));
        if number % 1000 == 0 {
            fs::create_dir_all(&below).expect("a folder for files");
        }
        line.clear();
        maker.line(number, &mut line);
        fs::write(below.join(format!("{:03}.json", number % 1000)), &line).expect("a file can be written");
    }
    println!("\n{:<34} {:>8} {:>7} {:>9}", format!("{many} files"), "seconds", "cpu s", "peak MB");
    let index_of = |path: &Path| run(onrecord(&index).arg(path));
    let listed = || run(Command::new("find").arg(&archive).args(["-printf", "%s %T@\n"]));
    let change = |number: usize| {
        let path = archive.join(format!("0000/{number:03}.json"));
        reword(&path, &format!("Harbour {number}"));
        path
    };
    told("onrecord, first run", &[index_of(&archive)]);
    let (mut same, mut find, mut walked, mut named) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for turn in 0..5 {
        same.push(index_of(&archive));
        find.push(listed());
        change(2 * turn);
        walked.push(index_of(&archive));
        let path = change(2 * turn + 1);
        named.push(index_of(&path));
    }
    told("onrecord, nothing changed", &same);
    told("find -printf '%s %T@'", &find);
    told("onrecord, one changed", &walked);
    told("onrecord, one changed and named", &named);
    fs::remove_dir_all(&archive).ok();
    fs::remove_dir_all(&index).ok();
}

/// Puts words in front of a file's headline.
fn reword(path: &Path, words: &str) {
    let text = fs::read_to_string(path).expect("a made file");
    let changed = text.replacen("\"headline\":\"", &format!("\"headline\":\"{words} "), 1);
    fs::write(path, changed).expect("a file can be written");
}

/// Of several runs the one in the middle, by time.
fn told(name: &str, used: &[Used]) {
    let mut used: Vec<&Used> = used.iter().collect();
    used.sort_unstable_by_key(|used| used.wall);
    let Some(used) = used.get(used.len() / 2) else { return };
    let (wall, processor) = (used.wall.as_secs_f64(), used.processor.as_secs_f64());
    println!("{name:<34} {wall:>8.2} {processor:>7.2} {:>9}", used.memory / 1_000_000);
}

/// From the start of the program to its first result on the screen, and to its end.
fn cold(index: &Path) {
    let mut times: Vec<(Duration, Duration)> = (0..20)
        .map(|_| {
            let mut command = Command::new(PROGRAM);
            answered(command.arg("search").arg("--index").arg(index).arg("harbour"))
        })
        .collect();
    times.sort_unstable();
    let row = |name: &str, sorted: Vec<Duration>| {
        println!(
            "{name:<44} {:>8.2} ms {:>8.2} ms {:>8.2} ms",
            ms(sorted[10]),
            ms(sorted[18]),
            ms(sorted[19])
        );
    };
    row("a process, a word: to the first result", times.iter().map(|(first, _)| *first).collect());
    times.sort_unstable_by_key(|(_, end)| *end);
    row("a process, a word: to its end", times.iter().map(|(_, end)| *end).collect());
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
