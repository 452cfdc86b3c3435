//! A folder of what should not be in an archive: the rest is indexed, and each is named.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;
use std::time::Duration;

use super::dir::{Dir, HARBOUR};

fn hostile() -> Dir {
    let dir = Dir::new();
    dir.file("news/harbour.txt", HARBOUR);
    dir.file("news/empty.txt", "");
    dir.file("news/blob.bin", [0_u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 255, 254].repeat(100));
    dir.file(
        "news/broken-utf8.txt",
        b"Caf\xe9 closes its doors\n\nThe caf\xe9 on Canal Street closed on Friday, its owner wrote.\n",
    );
    File::create(dir.path("news/sparse.dat")).unwrap().set_len(1 << 30).unwrap();
    fs::create_dir(dir.path("news/deep")).unwrap();
    symlink(dir.path("news"), dir.path("news/deep/loop")).unwrap();
    symlink("/no/such/file", dir.path("news/dangling.txt")).unwrap();
    dir.file("news/secret.txt", "Secret\n\nNobody may read this article about the harbour.\n");
    fs::set_permissions(dir.path("news/secret.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    dir
}

/// Whoever runs the tests as root reads everything.
fn can_read_anything(dir: &Dir) -> bool {
    File::open(dir.path("news/secret.txt")).is_ok()
}

#[test]
fn indexes_the_rest_and_names_each() {
    let dir = hostile();
    let ran = dir.run(&["index", "--verbose", "news"]).found().quiet();
    let mut rejected = vec!["empty.txt", "blob.bin", "sparse.dat", "deep/loop", "dangling.txt"];
    if !can_read_anything(&dir) {
        rejected.push("secret.txt");
    }
    for name in &rejected {
        assert!(ran.out.contains(&format!("rejected {name}: ")), "{name} in\n{}", ran.out);
    }
    let indexed = 8 - rejected.len();
    ran.prints(&[
        &format!("8 found = {indexed} indexed + 0 unchanged + 0 duplicate + {} rejected", rejected.len()),
        "warning broken-utf8.txt: ",
        "a loop",
    ]);
    dir.ask(&["search", "letter"]).found().prints(&["Harbour board"]);
    dir.ask(&["search", "café"]).found();
    dir.ask(&["status"]).found().prints(&rejected);
}

#[test]
fn records_left_out_of_a_file_are_named_until_they_are_mended() {
    let dir = Dir::new();
    let good = r#"{"headline": "Ferry late", "text": "The ferry was two hours late on Friday, and nobody knew why."}"#;
    dir.file("news/wire.jsonl", format!("{good}\n{{broken\n"));
    dir.run(&["index", "news"]).found().prints(&["1 indexed", "each with its reason: onrecord status"]);
    dir.run(&["index", "news"]).found().prints(&["1 unchanged"]);
    dir.ask(&["status"]).found().prints(&["warnings      1", "warning wire.jsonl:2: left out: line "]);
    dir.file("news/wire.jsonl", format!("{good}\n"));
    dir.run(&["index", "news"]).found().prints(&["1 indexed"]);
    dir.ask(&["status"]).found().prints(&["warnings      0"]);
}

#[test]
fn a_second_run_still_counts_them() {
    let dir = hostile();
    dir.run(&["index", "news"]).found();
    let again = dir.run(&["index", "news"]).found();
    again.prints(&["8 found = 0 indexed", "each with its reason: onrecord status"]);
}

#[test]
fn what_an_article_smuggles_in_does_not_reach_the_terminal() {
    let dir = Dir::new();
    dir.file("news/evil.txt", "Evil \u{1b}]0;owned\u{7} headline\u{202e}\n\nThe \u{1b}[2Jscreen is wiped by this paragraph of plain text, it is said.\n");
    dir.run(&["index", "news"]).found();
    for args in [&["search", "headline", "--color", "always"][..], &["search", "wiped", "--format", "csv"]] {
        let ran = dir.ask(args).found();
        for bad in ["\u{1b}]", "\u{1b}[2J", "\u{7}", "\u{202e}"] {
            assert!(!ran.out.contains(bad), "{bad:?} in {:?}", ran.out);
        }
    }
}

/// How much there is of what may be long: all that is promised where `ONRECORD_FULL` is set, for which this build
/// should be an optimized one; a hundredth otherwise.
fn much(full: usize) -> usize {
    if std::env::var_os("ONRECORD_FULL").is_some() { full } else { full / 100 }
}

/// Beside a hostile file, an article is indexed as ever: within a time and a memory.
#[track_caller]
fn bounded(dir: &Dir, seconds: u64, megabytes: u64, told: &[&str]) {
    dir.file("news/harbour.txt", HARBOUR);
    let run = dir.measure(&["index", "news", "--verbose", "--threads", "2"]);
    assert!(run.took < Duration::from_secs(seconds), "took {:?}", run.took);
    assert!(run.megabytes < megabytes, "held {} MB", run.megabytes);
    run.ran.found().quiet().prints(told);
    dir.ask(&["search", "Lindqvist"]).found().prints(&["Harbour board"]);
    dir.ask(&["check"]).found().prints(&[": sound"]);
}

#[test]
fn deeply_nested_pages_and_records_cost_little() {
    let dir = Dir::new();
    let depth = much(2_000_000);
    for (name, open, close) in [
        ("divs.html", "<div>", "</div>"),
        ("open.html", "<b><i><table><tr><td>", ""),
        ("quotes.html", "<blockquote><p>“", "”</p></blockquote>"),
        ("lists.md", "> - ", ""),
        ("spans.xml", "<nitf><body>", ""),
    ] {
        let text = format!(
            "<html><body><p>A quay.</p>{}word{}</body></html>",
            open.repeat(depth),
            close.repeat(depth)
        );
        dir.file(&format!("news/{name}"), text);
    }
    dir.file("news/lists.json", format!("{{\"a\": {}1{}}}", "[".repeat(depth), "]".repeat(depth)));
    dir.file("news/objects.json", format!("{}1{}", "{\"text\":".repeat(depth), "}".repeat(depth)));
    dir.file("news/open.jsonl", "[".repeat(depth));
    dir.file("news/front.md", format!("---\na: {}\n---\nText of a quay.\n", "[".repeat(depth)));
    bounded(&dir, 60, 900, &["rejected lists.json: ", "rejected objects.json: "]);
}

#[test]
fn a_billion_laughs_are_none() {
    let dir = Dir::new();
    let mut laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE nitf [\n<!ENTITY l0 \"laugh\">\n".to_owned();
    for level in 1..40 {
        let of = format!("&l{};", level - 1).repeat(10);
        laughs.push_str(&format!("<!ENTITY l{level} \"{of}\">\n"));
    }
    laughs.push_str("<!ENTITY file SYSTEM \"file:///etc/passwd\">\n]>\n");
    let story = "<nitf><body><body.head><hedline><hl1>A quay &l39; &file;</hl1></hedline></body.head>\
                 <body.content><p>The quay closed on Friday. &l39; &file;</p></body.content></body></nitf>";
    dir.file("news/laughs.xml", format!("{laughs}{story}"));
    dir.file(
        "news/laughs.html",
        format!("{laughs}<html><body><p>The quay closed &l39; on Friday.</p></body></html>"),
    );
    let feed = "<rss><channel><item><title>A pier &l39;</title><description>The pier closed on Friday. &file;</description></item></channel></rss>";
    dir.file("news/laughs.rss", format!("{laughs}{feed}"));
    bounded(&dir, 20, 500, &[]);
    dir.ask(&["search", "root"]).nothing();
    dir.ask(&["search", "laugh"]).nothing();
}

#[test]
fn an_article_of_a_million_quotations_takes_a_time_that_grows_with_it_alone() {
    let dir = Dir::new();
    let took = |quotes: usize| {
        let mut text = "A letter\n\n".to_owned();
        for number in 0..quotes {
            text.push_str(&format!("“It was number {number}.” "));
            if number % 50 == 49 {
                text.push_str("\n\n");
            }
        }
        dir.file("news/many.txt", text);
        dir.file("news/harbour.txt", HARBOUR);
        let run = dir.measure(&["index", "news", "--rebuild", "--threads", "1"]);
        run.ran.found().prints(&["2 indexed"]);
        assert!(run.megabytes < 2_500, "held {} MB", run.megabytes);
        run.took.as_secs_f64()
    };
    let (some, all) = (took(much(250_000)), took(much(1_000_000)));
    assert!(all < some * 4.0 * 1.8 + 1.0, "{some:.1} s for a quarter, {all:.1} s for all");
    dir.ask(&["search", "Lindqvist"]).found();
    dir.ask(&["check"]).found();
}

#[test]
fn an_article_that_names_thousands_takes_a_time_that_grows_with_it_alone() {
    let dir = Dir::new();
    let took = |lines: usize| {
        let name = |number: usize| {
            let letters = (0..5).map(|at| char::from(b'a' + (number / 26_usize.pow(at) % 26) as u8));
            format!("Q{}", letters.collect::<String>())
        };
        let line = |number: usize| {
            let who = ["Ann Hall", "Bo Lind"][number % 2];
            format!(
                "{who}: Mr. {} and Mrs. {} left, said Mr. {}.\n\n",
                name(number),
                name(number),
                name(number * 7)
            )
        };
        let text: String = (0..lines).map(line).collect();
        dir.file("news/many.txt", format!("A talk\n\n{text}"));
        let run = dir.measure(&["index", "news", "--rebuild", "--threads", "1"]);
        run.ran.found().prints(&["1 indexed"]);
        assert!(run.megabytes < 1_000, "held {} MB", run.megabytes);
        run.took.as_secs_f64()
    };
    let (some, all) = (took(3_000), took(12_000));
    assert!(all < some * 4.0 * 1.8 + 1.0, "{some:.1} s for a quarter, {all:.1} s for all");
}

#[test]
fn a_paragraph_of_attributed_quotations_is_shown_in_a_time_that_grows_with_it_alone() {
    let dir = Dir::new();
    let mut id = String::new();
    let mut took = |quotes: usize| {
        let said = |number: usize| format!("“Ferry {number} will leave the harbour,” said Ana Ruiz. ");
        let said: String = (0..quotes).map(said).collect();
        dir.file("news/many.txt", format!("A letter\n\nMarch 9, 2025\n\n{said}\n"));
        dir.run(&["index", "news"]).found();
        let found = dir.run_in("news", &["search", "ferry", "--json"], "", &[]).found().json();
        id = found["hits"][0]["id"].as_str().unwrap().to_owned();
        let start = std::time::Instant::now();
        dir.run(&["index", "news", "--rebuild"]).found();
        dir.ask(&["search", "ferry"]).found();
        dir.ask(&["show", &id]).found();
        start.elapsed().as_secs_f64()
    };
    let (some, all) = (took(4_000), took(16_000));
    assert!(all < some * 4.0 * 1.8 + 1.0, "{some:.1} s for a quarter, {all:.1} s for all");
}

#[test]
fn marks_that_never_close_cost_no_more_than_those_that_do() {
    let dir = Dir::new();
    for (name, piece) in [
        ("open", "“No, "),
        ("straight", "\" ' "),
        ("nested", "“‘«"),
        ("said", "said he said "),
        ("names", "Ana Ruiz Bo Lind "),
        ("single", "‘The workers’ vote "),
        ("trailing", "It fell, claims Ana. "),
        ("inserted", "The quay, he told me, fell. "),
        ("couples", "Ana and Bo Lind met. "),
        ("offices", "The Reeve, Ana Ruiz, "),
        ("framed", "as “it” by Ana "),
    ] {
        dir.file(&format!("news/{name}.txt"), format!("A letter\n\n{}\n", piece.repeat(much(400_000))));
    }
    bounded(&dir, 180, 1_500, &["12 indexed"]);
}

#[test]
fn many_of_one_surname_cost_no_more_than_others() {
    let dir = Dir::new();
    let said = |number: usize| format!("Bo{number} Lind left. Lind said that it rained. ");
    let said: String = (0..much(100_000)).map(said).collect();
    dir.file("news/namesakes.txt", format!("A letter\n\nMarch 9, 2025\n\n{said}\n"));
    bounded(&dir, 60, 1_500, &["2 indexed"]);
}

#[test]
fn one_line_of_200_megabytes_costs_little() {
    let dir = Dir::new();
    for name in ["line.txt", "line.html", "line.csv", "line.md", "line.eml"] {
        let mut file = std::io::BufWriter::new(File::create(dir.path(&format!("news/{name}"))).unwrap());
        for _ in 0..much(200) {
            file.write_all(&vec![b'a'; 1 << 20]).unwrap();
        }
    }
    bounded(&dir, 90, 1_500, &[]);
}

#[test]
fn names_that_play_tricks_are_shown_without_them() {
    let dir = Dir::new();
    let tricks =
        ["\u{202e}", "\u{2066}", "\u{200b}", "\u{feff}", "\u{1b}[31m", "\u{7}", "\u{9b}2J", "\u{ad}", "\r"];
    let mut text = "A letter of the harbour\n\nMarch 9, 2025\n\n".to_owned();
    for (number, trick) in tricks.iter().enumerate() {
        text.push_str(&format!("“It was late {number},” said Ana{trick} Ru{trick}iz{number}, a {trick}lawyer for{trick} Sarell{trick} Port.\n\n"));
    }
    dir.file("news/tricks.txt", &text);
    let records = serde_json::json!({
        "headline": format!("Head{}line", tricks.concat()), "text": text, "authors": [format!("By{}line", tricks.concat())],
        "section": format!("Sec{}tion", tricks.concat()), "source": format!("Sou{}rce", tricks.concat()),
    });
    dir.file("news/tricks.json", records.to_string());
    dir.file("news/onrecord.people.toml", "[[rename]]\nfrom = \"Ana Ruiz0\"\nto = \"Ana \u{202e}Ruiz\"\n");
    dir.run(&["index", "news", "--verbose"]).found();
    let bad = |text: &str| {
        text.chars().find(|c| {
        matches!(*c, '\u{7}' | '\u{1b}' | '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\r')
    })
    };
    for args in [
        &["search", "late", "--facet", "speaker,org,author,section,source", "--color", "never"][..],
        &["quotes", "late"],
        &["quotes", "late", "--format", "csv"],
        &["speakers"],
        &["orgs"],
        &["people"],
        &["status"],
        &["timeline", "late"],
        &["search", "late\u{1b}[31m \u{202e}x"],
        &["search", "speaker:\u{202e}zzz"],
        &["people", "zz\u{1b}]0;x\u{7}"],
    ] {
        let ran = dir.ask(args);
        assert_eq!((bad(&ran.out), bad(&ran.err)), (None, None), "{args:?}: {:?} {:?}", ran.out, ran.err);
    }
}

#[test]
fn paths_that_play_tricks_are_read_and_shown_without_them() {
    let dir = Dir::new();
    let names: [&[u8]; 6] = [
        b"a\nb.txt",
        b"caf\xe9\xff.txt",
        "r\u{202e}txt.exe.txt".as_bytes(),
        b"\x1b[31mred.txt",
        b"-rf.txt",
        b"*.txt",
    ];
    for (number, name) in names.iter().enumerate() {
        let path = dir.path("news").join(OsStr::from_bytes(name));
        if fs::write(&path, HARBOUR.replace("letter", &format!("letter word{number}"))).is_err() {
            // Some systems have no such names.
            fs::write(
                dir.path(&format!("news/{number}.txt")),
                HARBOUR.replace("letter", &format!("letter word{number}")),
            )
            .unwrap();
        }
    }
    fs::write(dir.path("news").join(OsStr::from_bytes(b"empty\n\xff\x1b[2J.txt")), "").ok();
    let first = dir.run(&["index", "news", "--verbose"]).found();
    let again = dir.run(&["index", "news", "--verbose"]).found().prints(&["0 indexed + 6 unchanged"]);
    for number in 0..names.len() {
        let found = dir.ask(&["search", &format!("word{number}")]).found();
        for text in [&found.out, &found.err, &first.out, &again.out] {
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
        }
        let json = dir.ask(&["search", &format!("word{number}"), "--json"]).found().json();
        assert_eq!(json["total"], 1, "{json}");
    }
    dir.ask(&["check"]).found();
}

#[test]
fn what_is_no_file_is_passed_over_without_waiting() {
    let dir = Dir::new();
    let made = Command::new("mkfifo").arg(dir.path("news/pipe.txt")).status();
    assert!(made.unwrap().success());
    let socket = std::os::unix::net::UnixListener::bind(dir.path("news/socket.txt")).unwrap();
    for (device, name) in
        [("/dev/zero", "zero.txt"), ("/dev/random", "random.txt"), ("/dev/stdin", "stdin.txt")]
    {
        symlink(device, dir.path(&format!("news/{name}"))).unwrap();
    }
    // Two that lead to each other, one to itself, and a folder that holds its own parent.
    symlink("two.txt", dir.path("news/one.txt")).unwrap();
    symlink("one.txt", dir.path("news/two.txt")).unwrap();
    symlink("self.txt", dir.path("news/self.txt")).unwrap();
    symlink("..", dir.path("news/up")).unwrap();
    for follow in ["--follow=false", "--follow=true"] {
        dir.file("news/harbour.txt", HARBOUR);
        let run = dir.measure(&["index", "news", "--verbose", follow]);
        assert!(run.took < Duration::from_secs(20), "took {:?}", run.took);
        assert!(run.megabytes < 500, "held {} MB", run.megabytes);
        run.ran.found().prints(&["rejected pipe.txt: ", "rejected socket.txt: "]);
        dir.ask(&["search", "Lindqvist"]).found().prints(&["Harbour board"]);
    }
    // Named by itself it is refused as well.
    let named = dir.path("news/pipe.txt").to_string_lossy().into_owned();
    let run = dir.measure(&["index", &named, "--index", "elsewhere"]);
    assert!(run.took < Duration::from_secs(10), "took {:?}", run.took);
    drop(socket);
}

#[test]
fn a_container_cannot_write_or_read_outside_itself() {
    let dir = Dir::new();
    let mut tar = tar::Builder::new(Vec::new());
    for name in ["../../escaped.txt", "/tmp/escaped.txt"] {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(HARBOUR.len() as u64);
        header.set_cksum();
        tar.append(&header, HARBOUR.as_bytes()).unwrap();
    }
    let mut link = tar::Header::new_ustar();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_path("link.txt").unwrap();
    link.set_link_name("/etc/passwd").unwrap();
    link.set_size(0);
    link.set_cksum();
    tar.append(&link, &[][..]).unwrap();
    dir.file("news/evil.tar", tar.into_inner().unwrap());
    bounded(&dir, 20, 500, &[]);
    dir.ask(&["search", "nologin"]).nothing();
    assert!(!dir.path("escaped.txt").exists() && !dir.path("news/escaped.txt").exists());
}

#[test]
fn bombs_cost_no_memory() {
    let dir = Dir::new();
    let blank = vec![b' '; 80 << 20];
    let gz = |bytes: &[u8]| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    };
    dir.file("news/bomb.txt.gz", gz(&blank));
    dir.file("news/twice.txt.gz", gz(&gz(&blank)));
    dir.file("news/bomb.txt.zst", zstd::encode_all(&blank[..], 3).unwrap());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for number in 0..20 {
        zip.start_file(format!("{number}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&blank[..20 << 20]).unwrap();
    }
    dir.file("news/bomb.zip", zip.finish().unwrap().into_inner());
    bounded(&dir, 60, 700, &["rejected bomb.txt.gz: ", "rejected bomb.txt.zst: ", "rejected bomb.zip: "]);
}
