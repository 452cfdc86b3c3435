//! What `index` reads: patterns, hidden files, links, lists, standard input, and what must never block it.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;
use std::time::{Duration, Instant};

use super::dir::{Dir, HARBOUR, QUOTA, WEATHER};

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in entries {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn patterns_choose_and_are_remembered() {
    let dir = Dir::with_articles();
    dir.file(
        "news/dump.zip",
        zip(&[("2024/old.txt", "Old\n\nThe old pier burned in 2024."), ("new.txt", "New\n\nA new pier.")]),
    );
    let articles = |count: &str| dir.ask(&["status"]).found().prints(&[&format!("articles      {count}\n")]);
    dir.run(&["index", "news", "--exclude", "2024"]).found().prints(&["3 found = 3 indexed"]);
    articles("3");
    dir.ask(&["index"]).found().prints(&["3 found = 0 indexed + 3 unchanged"]);
    // Other pieces of an unchanged container.
    dir.ask(&["index", "--exclude", ""]).found().prints(&["4 found = 2 indexed + 2 unchanged"]);
    articles("5");
    dir.ask(&["index", "--include", "new.txt", "--include", "harbour.*"]).found();
    articles("2");
    dir.ask(&["index", "--include", ""]).found();
    articles("5");
    dir.ask(&["index", "--include", "[z-a]"]).failed().warns(&["error: `[z-a]` is not a pattern"]);
}

#[test]
fn hidden_files_are_read_when_asked_for() {
    let dir = Dir::new();
    dir.file("news/.drafts/harbour.txt", HARBOUR);
    dir.file("news/a.zip", zip(&[(".b/quota.txt", QUOTA), ("weather.txt", WEATHER)]));
    dir.run(&["index", "news"]).found();
    dir.ask(&["status"]).found().prints(&["articles      1"]);
    dir.ask(&["index", "--hidden"]).found();
    dir.ask(&["status"]).found().prints(&["articles      3"]);
    dir.ask(&["index", "--hidden=false"]).found();
    dir.ask(&["status"]).found().prints(&["articles      1"]);
}

#[test]
fn links_are_followed_once_and_out_of_the_archive_only() {
    let dir = Dir::with_articles();
    dir.file("elsewhere/late.txt", "Late\n\nThe evening edition was printed on blue paper, as ever.\n");
    symlink(dir.path("elsewhere"), dir.path("news/a-link")).unwrap();
    symlink(dir.path("elsewhere"), dir.path("news/b-link")).unwrap();
    symlink(dir.path("news/2024"), dir.path("news/c-inside")).unwrap();
    symlink(dir.path("news"), dir.path("elsewhere/loop")).unwrap();
    symlink("..", dir.path("elsewhere/up")).unwrap();
    dir.run(&["index", "news", "--verbose"]).found().prints(&["3 indexed", "rejected a-link: is a link to"]);
    let ran = dir.run(&["index", "news", "--follow", "--verbose"]).found();
    ran.prints(&["1 indexed + 3 unchanged", "rejected b-link: is a link", "rejected c-inside: is a link"]);
    dir.ask(&["search", "blue"]).found().prints(&["1 article"]);
    dir.ask(&["index"]).found().prints(&["0 indexed + 4 unchanged"]);
}

#[test]
fn pipes_and_sockets_block_nothing() {
    let dir = Dir::with_articles();
    assert!(Command::new("mkfifo").arg(dir.path("news/pipe.txt")).status().unwrap().success());
    let _socket = UnixListener::bind(dir.path("news/socket")).unwrap();
    symlink("/dev/zero", dir.path("news/zero.txt")).unwrap();
    let start = Instant::now();
    dir.run(&["index", "news", "--follow", "--verbose"]).found().prints(&[
        "6 found = 3 indexed",
        "rejected pipe.txt: is a pipe",
        "rejected socket: is a socket",
        "rejected zero.txt: is a device",
    ]);
    let list = format!("{}\n/dev/zero\n", dir.path("news/pipe.txt").display());
    dir.feed(&list, &["index", "--files-from", "-", "--index", "other", "--verbose"]).found().prints(&[
        "0 indexed",
        "is a pipe",
        "is a device",
    ]);
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn listed_files_are_read_whatever_they_are_called() {
    let dir = Dir::new();
    let odd = OsStr::from_bytes(b"news/line\nbreak \xE9.txt");
    fs::write(dir.path("news").parent().unwrap().join(odd), HARBOUR).unwrap();
    dir.file("news/quota.txt", QUOTA);
    dir.file("news/weather.txt", WEATHER);
    let mut list = b"news/quota.txt\0".to_vec();
    list.extend_from_slice(odd.as_bytes());
    list.extend_from_slice(b"\0news/gone.txt\0");
    dir.file("list", list);
    let ran = dir.run(&["index", "--files-from", "list", "-0", "--index", "idx", "--verbose"]).found();
    ran.prints(&["3 found = 2 indexed", "gone.txt: cannot be read: No such file"]);
    dir.run(&["search", "letter", "--index", "idx"]).found().prints(&["Harbour board"]);
    // A later plain run reads the same list.
    dir.run(&["index", "--index", "idx"]).found().prints(&["0 indexed + 2 unchanged"]);
    dir.feed("news/weather.txt\n", &["index", "--files-from", "-", "--index", "idx"])
        .found()
        .prints(&["1 indexed + 2 unchanged"]);
    dir.run(&["index", "--null"]).failed();
}

/// A disk that is not mounted tells nothing of what is on it.
#[test]
fn an_archive_that_is_not_there_is_kept() {
    let dir = Dir::with_articles();
    dir.file("more/late.txt", "Late\n\nThe evening edition was printed on blue paper, as ever.\n");
    dir.run(&["index", "news", "more", "--index", "idx"]).found();
    for folder in ["news", "more"] {
        fs::rename(dir.path(folder), dir.path("away")).unwrap();
        let ran = dir.run(&["index", "--index", "idx", "--verbose"]).found();
        ran.prints(&[&format!("{folder}: cannot be read"), "5 found = 0 indexed + 4 unchanged"])
            .lacks(&["removed"]);
        dir.run(&["search", "quota", "--index", "idx"]).found();
        dir.run(&["search", "blue", "--index", "idx"]).found();
        fs::rename(dir.path("away"), dir.path(folder)).unwrap();
        dir.run(&["index", "--index", "idx"]).found().prints(&["4 found = 0 indexed + 4 unchanged"]);
    }
}

/// In a folder of a million files, whoever knows which one changed need not wait for all to be looked at.
#[test]
fn what_is_named_inside_is_looked_at_alone() {
    let dir = Dir::with_articles();
    dir.run(&["index", "news"]).found();
    let index = dir.path("news/.onrecord").display().to_string();
    let ran = |args: &[&str]| dir.run(&[&["index", "--index", &index], args].concat());
    dir.file("news/harbour.txt", WEATHER.replace("Rain", "Hail"));
    dir.file("news/2024/late.txt", "Late\n\nThe evening edition was printed on blue paper, as ever.\n");
    // A copy of another, which is changed, stands for itself from now on; nobody named it.
    dir.file("news/b/copy.txt", QUOTA);
    dir.file("news/.hidden.txt", HARBOUR);
    let looked_at_all = || fs::metadata(dir.path("news/.onrecord/archive.json")).unwrap().modified().unwrap();
    let before = looked_at_all();
    ran(&["news/2024"]).found().prints(&["2 found = 1 indexed + 1 unchanged", "2 not looked at"]);
    dir.ask(&["search", "blue"]).found().prints(&["1 article"]);
    ran(&["news/.hidden.txt"]).found().prints(&["0 found"]);
    ran(&["news/b"]).found().prints(&["1 found", "1 duplicate", "4 not looked at"]);
    // Whoever stands in the archive need not say which index.
    dir.ask(&["index", "2024/late.txt"]).found().prints(&["1 found", "1 unchanged", "4 not looked at"]);
    assert!(!dir.path("news/2024/.onrecord").exists());
    fs::remove_file(dir.path("news/2024/quota.txt")).unwrap();
    dir.feed(
        "news/2024/quota.txt\nnews/2024/never.txt\n",
        &["index", "--index", &index, "--files-from", "-", "--verbose"],
    )
    .found()
    .prints(&["1 removed", "never.txt: cannot be read: No such file"]);
    dir.ask(&["search", "quota", "--json"]).found().prints(&["b/copy.txt"]);
    assert_eq!(looked_at_all(), before, "only then the index is as new as the archive");
    // Harbour has changed all the while; the whole is looked at where nothing, or the whole, is named.
    dir.ask(&["search", "hail"]).nothing();
    ran(&["news"]).found().prints(&["4 found = 1 indexed + 3 unchanged"]);
    dir.ask(&["search", "hail"]).found();
    assert!(looked_at_all() > before);
}

#[test]
fn standard_input_is_a_file_with_a_name() {
    let dir = Dir::with_articles();
    let wire = "{\"title\": \"Quay closed\", \"text\": \"The quay was closed on Sunday.\"}\n";
    dir.feed(wire, &["index", "-", "news"]).found().prints(&["4 found = 4 indexed"]);
    dir.ask(&["search", "quay", "--json"]).found().prints(&["\"stdin\""]);
    dir.ask(&["index"]).found().prints(&["4 found = 0 indexed + 4 unchanged"]);
    let other = wire.replace("Sunday", "Monday");
    dir.feed(&other, &["index", "-", "news"]).found().prints(&["1 indexed + 3 unchanged"]);
    dir.ask(&["search", "sunday AND quay"]).nothing();
    let tides = "{\"title\": \"Tides\", \"text\": \"High water is at six.\"}\n";
    dir.feed(tides, &["index", "-", "--name", "tides", "--index", "news/.onrecord"]).found();
    dir.ask(&["search", "quay OR tides"]).found().prints(&["2 articles"]);
    dir.feed("x", &["index", "-", "--files-from", "-", "news"])
        .failed()
        .warns(&["standard input cannot be both"]);
    // Nothing is lost without a word, and no file hides behind what is piped.
    dir.feed("", &["index", "-", "--name", "empty", "news", "--verbose"])
        .found()
        .prints(&["1 rejected", "rejected empty: "]);
    let file = dir.list("news").into_iter().find(|name| !name.starts_with('.')).unwrap();
    dir.feed(tides, &["index", "-", "--name", &file, "news"]).failed().warns(&["is in the archive already"]);
    // What is thrown away cannot be read again.
    dir.ask(&["index", "--rebuild", "--verbose"])
        .found()
        .prints(&["3 indexed", "rejected tides: was read from standard input"]);
}

/// A folder of traps, under a bound on memory.
#[test]
fn a_folder_of_bombs_stays_within_memory() {
    let dir = Dir::with_articles();
    let blank = vec![b' '; 120 << 20];
    dir.file("news/bomb.txt.gz", gz(&blank));
    dir.file("news/bomb.jsonl.zst", zstd::encode_all(&blank[..], 3).unwrap());
    dir.file("news/bomb.zip", zip(&[("a.html", std::str::from_utf8(&blank).unwrap()), ("b.txt", QUOTA)]));
    drop(blank);
    let program = assert_cmd::cargo::cargo_bin!("onrecord");
    // Virtual memory: what is mapped for the index and for threads counts as well.
    let script = format!("ulimit -v 2500000; exec {} index news --threads 2", program.display());
    let start = Instant::now();
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(dir.path(""))
        .env("HOME", dir.path(""))
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{out}{}", String::from_utf8_lossy(&output.stderr));
    assert!(out.contains("6 found = 4 indexed + 0 unchanged + 0 duplicate + 2 rejected"), "{out}");
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

/// A disk that is not mounted leaves an empty folder behind, not an archive without articles.
#[test]
fn an_archive_whose_folder_is_empty_is_kept() {
    let dir = Dir::with_articles();
    dir.file("more/late.txt", "Late\n\nThe evening edition was printed on blue paper, as ever.\n");
    dir.run(&["index", "news", "more", "--index", "idx"]).found();
    for folder in ["news", "more"] {
        fs::rename(dir.path(folder), dir.path("away")).unwrap();
        fs::create_dir(dir.path(folder)).unwrap();
        let ran = dir.run(&["index", "--index", "idx", "--verbose"]).found();
        ran.prints(&[&format!("{folder}: is empty; what was indexed of it is kept"), "4 unchanged"])
            .lacks(&["removed"]);
        dir.run(&["search", "quota", "--index", "idx"]).found();
        dir.run(&["search", "blue", "--index", "idx"]).found();
        fs::remove_dir(dir.path(folder)).unwrap();
        fs::rename(dir.path("away"), dir.path(folder)).unwrap();
        let ran = dir.run(&["index", "--index", "idx"]).found();
        ran.prints(&["4 found = 0 indexed + 4 unchanged"]).lacks(&["removed"]);
    }
    // Where nothing is left that could be read, that is not how a run should end.
    for folder in ["news", "more"] {
        fs::rename(dir.path(folder), dir.path(&format!("{folder}-away"))).unwrap();
    }
    let ran = dir.run(&["index", "--index", "idx"]).nothing();
    ran.warns(&["news cannot be read", "more cannot be read"]).prints(&["4 unchanged"]).lacks(&["removed"]);
    for folder in ["news", "more"] {
        fs::rename(dir.path(&format!("{folder}-away")), dir.path(folder)).unwrap();
    }
    // One that never held anything is nothing to speak of.
    fs::create_dir(dir.path("none")).unwrap();
    dir.run(&["index", "none"]).lacks(&["is kept"]);
}

/// An archive that is copied with its index is read where the copy is, and there alone.
#[test]
fn a_copied_archive_is_read_where_it_is() {
    let dir = Dir::indexed();
    fs::create_dir_all(dir.path("copy")).unwrap();
    for name in ["harbour.txt", "weather.txt"] {
        fs::copy(dir.path("news").join(name), dir.path("copy").join(name)).unwrap();
    }
    fs::create_dir_all(dir.path("copy/.onrecord/onrecord.tantivy")).unwrap();
    for folder in ["", "onrecord.tantivy"] {
        for name in dir.list(format!("news/.onrecord/{folder}")) {
            let from = dir.path("news/.onrecord").join(folder).join(&name);
            if from.is_file() {
                fs::copy(from, dir.path("copy/.onrecord").join(folder).join(&name)).unwrap();
            }
        }
    }
    dir.run(&["index", "copy"]).found().prints(&["2 found = 0 indexed + 2 unchanged", "1 removed"]);
}

/// An index that lies elsewhere under the usual name says nothing of the folder it lies in.
#[test]
fn an_index_elsewhere_reads_nothing_around_it() {
    let dir = Dir::with_articles();
    dir.file("private/diary.txt", "Diary\n\nNobody is to read of the boats that I saw on Sunday morning.\n");
    for _ in 0..2 {
        let ran = dir.run(&["index", "news", "--index", ".onrecord"]).found();
        ran.prints(&["3 found"]).lacks(&["removed"]);
    }
    dir.run(&["index", "--index", ".onrecord"]).found().prints(&["3 found = 0 indexed + 3 unchanged"]);
    dir.run(&["search", "diary", "--index", ".onrecord"]).nothing();
}
