//! What decays, fills up, cannot be written or is torn: found, named, and mended.

use std::fs;
use std::path::{Path, PathBuf};

use super::dir::{Dir, HARBOUR, QUOTA};

/// Every file of the index that a commit consists of.
fn files(index: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for folder in [index.to_owned(), index.join("onrecord.tantivy")] {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // Locks and notices hold nothing that anybody relies on.
            let counts = !name.contains("lock") && name != ".gitignore" && name != "onrecord.writer";
            if path.is_file() && counts && fs::metadata(&path).unwrap().len() > 0 {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// With names that go together, so that there is something in every file.
fn indexed() -> Dir {
    let dir = Dir::with_articles();
    dir.file("news/copy.txt", HARBOUR.replace("The letter was never", "The letter has never"));
    dir.file("news/onrecord.people.toml", "[[merge]]\ninto = \"Ana Ruiz\"\nnames = [\"Bo Lind\"]\n");
    dir.run(&["index", "news"]).found();
    // A removed article, so that there is a file of deletions.
    dir.file("news/2024/quota.txt", QUOTA.replace("third", "fourth"));
    dir.run(&["index", "news"]).found();
    dir
}

fn answer(dir: &Dir) -> (String, String) {
    let ran = dir.ask(&["search", "letter OR quota OR rain", "--json", "--facet", "speaker,org"]);
    let mut found: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_default();
    if let Some(took) = found.get_mut("took_ms") {
        *took = serde_json::Value::Null;
    }
    (found.to_string(), ran.err)
}

/// Whichever bit of whichever file is flipped: `check` names the file, and a search gives the answer it gave
/// before or says that something is wrong; it never ends otherwise.
#[test]
fn a_flipped_bit_is_found_and_never_changes_an_answer_unnoticed() {
    let dir = indexed();
    let index = dir.path("news/.onrecord");
    let (intact, _) = answer(&dir);
    dir.ask(&["check"]).found().prints(&[": sound"]);
    let files = files(&index);
    assert!(files.len() > 10, "{files:?}");
    let mut seed = 0x0dd_b175_u64;
    for path in &files {
        let whole = fs::read(path).unwrap();
        for turn in 0..2 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % whole.len();
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << ((seed >> 20) % 8);
            fs::write(path, &flipped).unwrap();
            let told = format!("bit of byte {at} of {} of {}", whole.len(), path.display());
            // First of all: a search may mend what it can work out again.
            if turn == 0 {
                let checked = dir.ask(&["check"]);
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                let out = format!("{}{}", checked.out, checked.err);
                assert!(out.contains("damaged"), "{told}: {out}");
                assert!(out.contains(&name) || told.contains(".json"), "{told}: {out}");
                checked.failed();
            }
            let (found, said) = answer(&dir);
            assert!(
                found == intact || said.contains("checksum") || said.contains("damaged"),
                "{told}: {said}"
            );
            assert!(!said.contains("never should"), "a panic: {told}: {said}");
        }
        fs::write(path, &whole).unwrap();
    }
    assert_eq!(answer(&dir).0, intact);
}

/// Each file in turn is torn: mended, brought up to date, and the answers are those of before.
#[test]
fn whatever_is_torn_is_mended() {
    let dir = indexed();
    let index = dir.path("news/.onrecord");
    let (intact, _) = answer(&dir);
    // Names of segments change as they are mended, so they are asked for again.
    for number in 0.. {
        let Some(path) = files(&index).get(number).cloned() else { break };
        if path.ends_with("archive.json") {
            continue;
        }
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        dir.ask(&["check"]).failed();
        dir.ask(&["check", "--repair"]).found().prints(&["repaired "]);
        dir.ask(&["index"]).found();
        dir.ask(&["check"]).found().prints(&[": sound"]);
        let (found, said) = answer(&dir);
        assert_eq!(found, intact, "after mending {}: {said}", path.display());
    }
}

/// Without `check`: the next run heals what it comes across.
#[test]
fn a_torn_manifest_or_table_of_people_costs_no_answer_and_heals_by_itself() {
    let dir = indexed();
    let index = dir.path("news/.onrecord");
    let (intact, _) = answer(&dir);
    let beside = |part: &str| -> Vec<PathBuf> {
        let is = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().contains(part);
        files(&index).into_iter().filter(is).collect()
    };
    for (part, told) in [
        ("manifest", Some("what was read before could not be told any more")),
        ("copies", None),
        ("identities", None),
    ] {
        for path in beside(part) {
            fs::write(&path, "garbage").unwrap();
        }
        dir.ask(&["search", "letter"]).found();
        let ran = dir.ask(&["index"]).found();
        ran.prints(told.as_slice());
        dir.ask(&["check"]).found().prints(&[": sound"]);
        assert_eq!(answer(&dir).0, intact, "{part}");
    }
}

#[test]
fn a_note_that_cannot_be_read_never_empties_an_index() {
    let dir = Dir::with_articles();
    dir.run(&["index", "news", "--index", "elsewhere"]).found();
    dir.file("elsewhere/archive.json", "{\"archive\":");
    let run = |args: &[&str]| dir.run(&[args, &["--index", "elsewhere"]].concat());
    run(&["index"]).failed().warns(&["name its paths", "archive.json"]);
    run(&["search", "letter"]).found().warns(&["note: where its articles lie is not known any more"]);
    run(&["check"]).failed().prints(&["damaged archive.json"]);
    run(&["index", "news"]).found().prints(&["3 unchanged"]).warns(&["note: what else"]);
    run(&["search", "letter"]).found().quiet();
}

#[test]
fn a_slip_in_the_file_of_people_is_told_and_costs_no_answer() {
    let dir = indexed();
    for broken in [&b"[[merge]]\ninto = 7\n"[..], b"[[merge", b"\xff\xfe\0garbage", &[b'['; 5_000]] {
        dir.file("news/onrecord.people.toml", broken);
        for asked in [
            &["search", "letter"][..],
            &["quotes"],
            &["timeline", "letter"],
            &["compare", "ferry", "letter"],
            &["trace", "two hours late"],
        ] {
            dir.ask(asked).warns(&["onrecord.people.toml", "as they were before"]);
        }
        dir.ask(&["index"]).found();
        dir.ask(&["check"]).found().prints(&[": sound"]);
    }
}

/// What grows while it is read, and what goes.
#[cfg(unix)]
#[test]
fn a_file_that_changes_while_it_is_read_is_read_again() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let dir = Dir::with_articles();
    let path = dir.file("news/wire.jsonl", "");
    let line = r#"{"headline": "Ferry late", "text": "The ferry was two hours late on Friday, and nobody knew why."}"#;
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            use std::io::Write as _;
            let mut count = 0_u32;
            while !done.load(Ordering::Relaxed) {
                let fresh = fs::File::create(&path);
                if let Ok(mut file) = fresh {
                    for _ in 0..50 {
                        count += 1;
                        writeln!(file, "{}", line.replace("late", &format!("late {count}"))).ok();
                    }
                }
                fs::remove_file(dir.path("news/weather.txt")).ok();
                dir.file(
                    "news/weather.txt",
                    format!("Rain until day {count}\n\nRain, and then {count} days of wind.\n"),
                );
            }
        });
        for _ in 0..8 {
            dir.run(&["index", "news"]).found();
            dir.ask(&["search", "letter"]).found();
            dir.ask(&["check"]).found().prints(&[": sound"]);
        }
        done.store(true, Ordering::Relaxed);
    });
    dir.file("news/wire.jsonl", format!("{line}\n"));
    dir.run(&["index", "news"]).found().lacks(&["changed while"]);
    dir.ask(&["search", "ferry"]).found().prints(&["1 article ·"]);
    dir.ask(&["status"]).found().prints(&["files         4", "rejected      0", "warnings      0"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt as _;
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    use super::*;

    fn set_writable(path: &Path, is_writable: bool) {
        for entry in fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                set_writable(&entry, is_writable);
            } else {
                fs::set_permissions(
                    &entry,
                    fs::Permissions::from_mode(if is_writable { 0o644 } else { 0o444 }),
                )
                .unwrap();
            }
        }
        fs::set_permissions(path, fs::Permissions::from_mode(if is_writable { 0o755 } else { 0o555 }))
            .unwrap();
    }

    /// The command as somebody who may write nothing here: whoever is root has to become somebody else.
    fn as_nobody(dir: &Dir, args: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command
            .args(args)
            .current_dir(dir.path("news"))
            .env("HOME", "/nonexistent")
            .env_remove("XDG_DATA_HOME");
        let is_root =
            fs::metadata("/proc/self").is_ok_and(|meta| std::os::unix::fs::MetadataExt::uid(&meta) == 0);
        if is_root {
            command.uid(65_534).gid(65_534);
        }
        let ran = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    }

    #[test]
    fn an_index_that_cannot_be_written_is_searched_and_says_so_when_it_must_be() {
        let dir = indexed();
        fs::set_permissions(dir.path(""), fs::Permissions::from_mode(0o755)).unwrap();
        let binary = Path::new(env!("CARGO_BIN_EXE_onrecord"));
        set_writable(&dir.path("news"), false);
        if as_nobody(&dir, &["--version"]).0 != Some(0) {
            // Somebody else may not even run it from here.
            set_writable(&dir.path("news"), true);
            println!("passed over: {} cannot be run by another user", binary.display());
            return;
        }
        let (status, out, err) = as_nobody(&dir, &["search", "letter"]);
        assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
        let (status, _, err) = as_nobody(&dir, &["index"]);
        assert_eq!(status, Some(2), "{err}");
        assert!(err.contains("error: ") && err.contains("ermission denied"), "{err}");
        let (status, out, err) = as_nobody(&dir, &["search", "-a", ".", "letter"]);
        assert_eq!(status, Some(0), "{out}{err}");
        assert!(err.contains("note: "), "{err}");
        let (status, out, err) = as_nobody(&dir, &["check"]);
        assert_eq!(status, Some(0), "{out}{err}");
        set_writable(&dir.path("news"), true);
        dir.ask(&["index"]).found();
    }

    /// A disk that is full: a small one of its own where that is allowed, else a bound on the size of files.
    #[test]
    fn a_full_disk_is_told_and_nothing_is_lost() {
        let dir = indexed();
        let (intact, _) = answer(&dir);
        for number in 0..60 {
            let text = format!(
                "Ferry {number}\n\n{}\n",
                HARBOUR.repeat(20).replace("letter", &format!("word{number}"))
            );
            dir.file(&format!("news/more/{number}.txt"), text);
        }
        let binary = env!("CARGO_BIN_EXE_onrecord");
        let (news, index) = (dir.path("news"), dir.path("news/.onrecord"));
        let script = "
            mount -t tmpfs -o size=$4k none \"$3/small\" || exit 77
            cp -a \"$2/.\" \"$3/small/\" || exit 78
            \"$1\" index \"$3/news\" --index \"$3/small\" --threads 1; echo \"status $?\"
            \"$1\" search --index \"$3/small\" 'letter OR quota OR rain' --json --facet speaker,org > \"$3/found.json\"
            \"$1\" check --index \"$3/small\"; echo \"checked $?\"
            mount -o remount,size=200m \"$3/small\"
            \"$1\" index --index \"$3/small\"; echo \"healed $?\"
            \"$1\" search --index \"$3/small\" word59; echo \"found $?\"
            umount \"$3/small\"";
        fs::create_dir(dir.path("small")).unwrap();
        // Room for the index as it is, and for a little more: the disk is full early, and later, in the next run.
        let used = kilobytes_of(&index);
        for kilobytes in [12, 50, 90, 130].map(|more| (used + more).to_string()) {
            let ran = Command::new("unshare")
                .args(["-m", "sh", "-c", script, "sh", binary])
                .args([&index, &dir.path("")])
                .arg(&kilobytes)
                .output();
            let Ok(ran) = ran else { return bounded(&dir, &news, &intact) };
            let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
            assert_ne!(ran.status.code(), Some(78), "the index itself has room: {err}");
            if ran.status.code() != Some(0) && !out.contains("status ") {
                return bounded(&dir, &news, &intact);
            }
            let told = format!("{kilobytes} kB\n{out}{err}");
            assert!(out.contains("status 2") && err.contains("No space left on device"), "{told}");
            let mut found: serde_json::Value =
                serde_json::from_slice(&fs::read(dir.path("found.json")).unwrap()).unwrap_or_default();
            found["took_ms"] = serde_json::Value::Null;
            assert_eq!(found.to_string(), intact, "{told}");
            for line in ["checked 0", "healed 0", "found 0"] {
                assert!(out.contains(line), "{line}: {told}");
            }
        }
        println!("on small disks");
    }

    /// What a folder takes on a disk of pages.
    fn kilobytes_of(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        let taken = entries.map(|entry| match entry.metadata().unwrap() {
            inner if inner.is_dir() => kilobytes_of(&entry.path()),
            file => file.len().div_ceil(4096) * 4,
        });
        4 + taken.sum::<u64>()
    }

    /// The same where no disk may be mounted: no file may grow beyond a few kilobytes.
    fn bounded(dir: &Dir, news: &Path, intact: &str) {
        for blocks in ["2", "8", "32"] {
            let script = "trap '' XFSZ; ulimit -f $2; exec \"$1\" index --threads 1";
            let ran = Command::new("sh")
                .args(["-c", script, "sh", env!("CARGO_BIN_EXE_onrecord"), blocks])
                .current_dir(news)
                .output()
                .unwrap();
            let err = String::from_utf8_lossy(&ran.stderr);
            assert_eq!(ran.status.code(), Some(2), "{err}");
            assert!(err.contains("File too large"), "{err}");
            assert_eq!(answer(dir).0, intact, "{err}");
            dir.ask(&["check"]).found();
        }
        dir.ask(&["index"]).found();
        dir.ask(&["search", "word59"]).found();
    }
}

/// Whatever an index holds is worked out from its articles, and these lie in it: without the archive what else decays
/// is made anew, and nothing is lost.
#[test]
fn what_can_still_be_read_is_kept_without_the_archive() {
    let dir = indexed();
    let index = dir.path("idx");
    fs::rename(dir.path("news/.onrecord"), &index).unwrap();
    fs::rename(dir.path("news"), dir.path("away")).unwrap();
    fs::create_dir(dir.path("news")).unwrap();
    fs::copy(dir.path("away/onrecord.people.toml"), dir.path("news/onrecord.people.toml")).unwrap();
    let asked = || {
        let ran =
            dir.run(&["search", "letter OR quota OR rain", "--index", "idx", "--json", "--facet", "speaker"]);
        let mut found: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_default();
        found["took_ms"] = serde_json::Value::Null;
        found.to_string()
    };
    let intact = asked();
    assert!(intact.contains("Ana Ruiz"), "{intact}");
    for (part, told) in [
        (".pos", "made again from the articles in the index"),
        (".idx", "made again from the articles in the index"),
        (".term", "made again from the articles in the index"),
        (".fast", "made again from the articles in the index"),
        ("manifest", "4 articles were kept"),
    ] {
        let torn = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().contains(part);
        for path in files(&index).iter().filter(torn) {
            fs::write(path, "garbage").unwrap();
        }
        dir.run(&["check", "--index", "idx"]).failed();
        dir.run(&["check", "--index", "idx", "--repair"]).found().prints(&["repaired ", told]);
        dir.run(&["check", "--index", "idx"]).found().prints(&[": sound"]);
        assert_eq!(asked(), intact, "{part}");
    }
    // Once the archive is there again, all is read again that nobody knows to be the same.
    fs::remove_dir_all(dir.path("news")).unwrap();
    fs::rename(dir.path("away"), dir.path("news")).unwrap();
    dir.run(&["index", "news", "--index", "idx"]).found().prints(&["4 found"]);
    assert_eq!(asked(), intact);
}

/// Who may read the folder may read what is in it, whoever made the index.
#[cfg(unix)]
#[test]
fn every_file_of_an_index_has_the_rights_that_others_have() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = indexed();
    let index = dir.path("news/.onrecord");
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let usual = rights(&dir.file("news/new.txt", "new"));
    for path in files(&index) {
        assert_eq!(rights(&path), usual, "{}", path.display());
    }
}
