//! Archives in the archive: walked as folders, bounded, and named where they cannot be read.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::model::Origin;
use onrecord::read::{Candidate, Read, inside::limits, read_bytes, read_file};
use zip::write::SimpleFileOptions;

use super::dir::{Dir, HARBOUR, QUOTA, WEATHER};

const FERRY: &str =
    "Ferry late again\n\nThe ferry was two hours late on Friday, and nobody on the quay knew why.\n";
/// [`FERRY`], as `xz` packs it.
const FERRY_XZ: &[u8] = b"\
    \xFD\x37\x7A\x58\x5A\x00\x00\x04\xE6\xD6\xB4\x46\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2F\
    \xE5\xA3\xE0\x00\x5A\x00\x51\x5D\x00\x23\x19\x4A\x58\x79\x10\x17\x05\x9D\x4E\xD5\x6F\x65\
    \xB4\xE3\xCD\xED\x99\xE7\xC3\x5B\x35\x12\xB0\x7E\x7F\x8A\xB5\x3D\xF0\x84\x3F\x47\xEF\xCA\
    \xF3\x91\xF7\x25\xC7\x47\x17\xA3\x8C\xB8\x63\xF9\x3F\x68\xA1\x41\x90\xA1\xCC\x3E\x08\x06\
    \x66\x09\x84\x71\x76\x29\xF0\xA6\x82\x2E\xB6\x82\x13\xF1\x6E\x9D\x48\xF4\xA6\x1B\xE9\xC0\
    \xA4\x00\x00\x00\x00\x00\xD8\x80\x18\x8F\x8B\x25\x47\xAD\x00\x01\x6D\x5B\xBD\x28\x6C\x0C\
    \x1F\xB6\xF3\x7D\x01\x00\x00\x00\x00\x04\x59\x5A";

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Names as they are given, also those that no library would write.
fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        out.append(&header, *bytes).unwrap();
    }
    out.into_inner().unwrap()
}

fn zeros(mebibytes: usize) -> Vec<u8> {
    vec![b' '; mebibytes << 20]
}

fn told(reads: &[Read]) -> Vec<String> {
    let one = |read: &Read| match &read.article {
        Ok(article) => format!("{}: {}", read.origin, article.headline),
        Err(reason) => format!("{}: {}", read.origin, reason.code()),
    };
    reads.iter().map(one).collect()
}

fn read(name: &str, bytes: &[u8]) -> Vec<String> {
    told(&read_bytes(bytes, &Origin { path: name.to_owned(), record: None }))
}

/// Runs it and holds it to a time that only a bomb that went off would need.
fn in_time<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = run();
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    out
}

#[test]
fn every_packing_is_seen_through() {
    let check = |name: &str, bytes: &[u8], want: &str| assert_eq!(read(name, bytes), [want], "{name}");
    let ferry = FERRY.as_bytes();
    check("a.txt.gz", &gz(ferry), "a.txt.gz: Ferry late again");
    check("a.txt.gz", &[gz(&ferry[..20]), gz(&ferry[20..])].concat(), "a.txt.gz: Ferry late again");
    check("a.txt.gz", &[gz(ferry), vec![0; 512]].concat(), "a.txt.gz: Ferry late again");
    check("a.txt.bz2", &bz2(ferry), "a.txt.bz2: Ferry late again");
    check("a.txt.zst", &zstd::encode_all(ferry, 3).unwrap(), "a.txt.zst: Ferry late again");
    check("a.txt.xz", FERRY_XZ, "a.txt.xz: Ferry late again");
    check("a.zip", &zip(&[("n/a.txt", ferry)]), "a.zip/n/a.txt: Ferry late again");
    check("a.tar", &tar(&[("n/a.txt", ferry)]), "a.tar/n/a.txt: Ferry late again");
    check("a.tgz", &gz(&tar(&[("n/a.txt", ferry)])), "a.tgz/n/a.txt: Ferry late again");
    check(
        "a.zip",
        &zip(&[("b.tar.bz2", &bz2(&tar(&[("c.txt.gz", &gz(ferry))])))]),
        "a.zip/b.tar.bz2/c.txt.gz: Ferry late again",
    );
    // The content tells, whatever the name says.
    check("a.txt", &gz(ferry), "a.txt: Ferry late again");
    check(
        "w.jsonl.gz",
        &gz(b"{\"title\": \"Quay\", \"text\": \"The quay closed.\"}\n"),
        "w.jsonl.gz:1: Quay",
    );
}

#[test]
fn odd_names_are_harmless_and_told_apart() {
    let ferry = FERRY.as_bytes();
    let entries: &[(&str, &[u8])] = &[
        ("../../etc/passwd", ferry),
        ("/etc/passwd", QUOTA.as_bytes()),
        ("a\\b.txt", ferry),
        (".hidden/c.txt", ferry),
        ("__MACOSX/a.txt", ferry),
        ("blob", b"\0\0\0\x01\xFF\xFE"),
    ];
    assert_eq!(
        read("a.tar", &tar(entries)),
        [
            "a.tar/etc/passwd: Ferry late again",
            "a.tar/etc/passwd (2): Fishing quota splits the coast",
            "a.tar/a/b.txt: Ferry late again",
            "a.tar/blob: binary",
        ]
    );
    // Whatever a number would be mistaken for is numbered itself.
    let entries: &[(&str, &[u8])] = &[("a.txt", ferry), ("a.txt", ferry), ("a.txt (2)", ferry)];
    assert_eq!(
        read("a.tar", &tar(entries)),
        ["a.txt", "a.txt (2)", "a.txt (2) (2)"].map(|name| format!("a.tar/{name}: Ferry late again"))
    );
    let long = format!("{}/a.txt", "news".repeat(60));
    let mut out = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(FERRY.len() as u64);
    out.append_data(&mut header, &long, FERRY.as_bytes()).unwrap();
    assert_eq!(read("a.tar", &out.into_inner().unwrap()), [format!("a.tar/{long}: Ferry late again")]);
}

#[test]
fn an_encrypted_entry_is_named_and_the_rest_is_read() {
    let mut bytes = zip(&[("secret.txt", FERRY.as_bytes()), ("open.txt", FERRY.as_bytes())]);
    // The flag of the first entry, beside its data and in the directory.
    let central = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[6] |= 1;
    bytes[central + 8] |= 1;
    assert_eq!(read("a.zip", &bytes), ["a.zip/secret.txt: encrypted", "a.zip/open.txt: Ferry late again"]);
}

#[test]
fn a_bomb_is_named_and_the_rest_is_read() {
    let bomb = zeros(80);
    let good = FERRY.as_bytes();
    in_time(|| {
        assert_eq!(read("a.txt.gz", &gz(&bomb)), ["a.txt.gz: bomb"]);
        assert_eq!(read("a.txt.zst", &zstd::encode_all(&bomb[..], 3).unwrap()), ["a.txt.zst: bomb"]);
        assert_eq!(read("a.txt.bz2", &bz2(&bomb)), ["a.txt.bz2: bomb"]);
        assert_eq!(
            read("a.zip", &zip(&[("bomb.txt", &bomb), ("good.txt", good)])),
            ["a.zip/bomb.txt: bomb", "a.zip/good.txt: Ferry late again"]
        );
        assert_eq!(
            read("a.zip", &zip(&[("bomb.txt.gz", &gz(&gz(&bomb))), ("good.txt", good)])),
            ["a.zip/bomb.txt.gz: bomb", "a.zip/good.txt: Ferry late again"]
        );
    });
}

#[test]
fn containers_in_containers_end_somewhere() {
    let nested = |depth: usize| {
        (0..depth).fold(FERRY.as_bytes().to_vec(), |inner, at| {
            let name = if at == 0 { "a.txt" } else { "a.zip" };
            zip(&[(name, &inner)])
        })
    };
    let deep = read("a.zip", &nested(limits::DEPTH_LIMIT));
    assert!(deep[0].ends_with("/a.txt: Ferry late again"), "{deep:?}");
    let too_deep = in_time(|| read("a.zip", &nested(100)));
    assert_eq!(too_deep.len(), 1);
    assert!(too_deep[0].ends_with("a.zip: too-deep"), "{too_deep:?}");
}

/// A gzip file that holds a copy of itself would be opened forever; a chain of packings stands for it.
#[test]
fn a_packing_of_itself_ends_somewhere() {
    let chain = (0..100).fold(FERRY.as_bytes().to_vec(), |inner, _| gz(&inner));
    assert_eq!(in_time(|| read("a.gz", &chain)), ["a.gz: too-deep"]);
}

#[test]
fn whatever_is_cut_off_is_read_or_named() {
    let jsonl: String =
        (0..40).map(|n| format!("{{\"title\": \"Quay {n}\", \"text\": \"The quay closed.\"}}\n")).collect();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.jsonl.gz", gz(jsonl.as_bytes())),
        ("a.jsonl.bz2", bz2(jsonl.as_bytes())),
        ("a.jsonl.zst", zstd::encode_all(jsonl.as_bytes(), 3).unwrap()),
        ("a.txt.xz", FERRY_XZ.to_vec()),
        ("a.zip", zip(&[("a.txt", FERRY.as_bytes()), ("b.txt", QUOTA.as_bytes())])),
        ("a.tar", tar(&[("a.txt", FERRY.as_bytes()), ("b.txt", QUOTA.as_bytes())])),
    ];
    in_time(|| {
        for (name, bytes) in &files {
            for length in (0..bytes.len()).step_by(7) {
                assert!(!read(name, &bytes[..length]).is_empty(), "{name} cut at {length}");
            }
        }
    });
    let tar = tar(&[("a.txt", FERRY.as_bytes()), ("b.txt", QUOTA.as_bytes())]);
    assert_eq!(read("a.tar", &tar[..1100])[0], "a.tar/a.txt: Ferry late again");
}

#[test]
fn a_line_of_200_megabytes_costs_its_record_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("wire.jsonl");
    let mut file = std::io::BufWriter::new(fs::File::create(&path).unwrap());
    file.write_all(b"{\"title\": \"Quay\", \"text\": \"The quay closed.\"}\n{\"text\": \"").unwrap();
    for _ in 0..200 {
        file.write_all(&zeros(1)).unwrap();
    }
    file.write_all(b"\"}\n{\"title\": \"Ferry\", \"text\": \"The ferry sank.\"}\n").unwrap();
    file.flush().unwrap();
    let told = in_time(|| read_at(&path));
    assert_eq!(told, ["wire.jsonl:1: Quay", "wire.jsonl:2: too-large", "wire.jsonl:3: Ferry"]);
    fs::rename(&path, dir.path().join("wire.txt")).unwrap();
    fs::write(&path, zeros(200)).unwrap();
    assert_eq!(in_time(|| read_at(&path)), ["wire.jsonl:1: too-large"]);
}

fn read_at(path: &Path) -> Vec<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut out = Vec::new();
    read_file(&Candidate { path: path.to_owned(), relative: name, size: 0, mtime: 0 }, |read| out.push(read));
    told(&out)
}

#[test]
fn a_container_is_one_file_of_the_archive() {
    let dir = Dir::new();
    let entries: &[(&str, &[u8])] = &[
        ("2025/harbour.txt", HARBOUR.as_bytes()),
        ("2024/quota.txt", QUOTA.as_bytes()),
        ("2024/notes.bin", b"\0\0\0\x01"),
    ];
    dir.file("news/dump.zip", zip(entries));
    dir.file("news/weather.txt.gz", gz(WEATHER.as_bytes()));
    dir.run(&["index", "news"]).found().prints(&["2 found = 2 indexed"]);
    dir.ask(&["search", "herring", "--json"]).found().prints(&["dump.zip/2024/quota.txt"]);
    let told = "warning dump.zip/2024/notes.bin: left out: is not text";
    dir.ask(&["status"]).found().prints(&["articles      3", told]);
    dir.ask(&["index"]).found().prints(&["0 indexed + 2 unchanged"]);
    dir.file("news/dump.zip", zip(&entries[..1]));
    dir.ask(&["index"]).found().prints(&["1 indexed + 1 unchanged"]);
    dir.ask(&["search", "herring"]).nothing();
    dir.ask(&["search", "letter"]).found();
}

#[test]
fn a_container_without_articles_says_why() {
    let dir = Dir::new();
    dir.file("news/a.zip", zip(&[("a.bin", b"\0\0\0\x01")]));
    dir.file("news/b.zip", &zip(&[("a.txt", HARBOUR.as_bytes())])[..300]);
    dir.file("news/c.zip", zip(&[]));
    dir.run(&["index", "news", "--verbose"]).found().prints(&[
        "rejected a.zip: a.bin: is not text",
        "rejected b.zip: is damaged: ",
        "rejected c.zip: is empty",
    ]);
}
