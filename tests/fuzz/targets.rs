//! What is fuzzed, what must hold of it whatever it is given, and what to begin with.
//!
//! Shared by the program that looks for new findings and by the test that replays those there were.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use onrecord::app::{IndexOptions, Place, Query, Request, Silent, check, index, search};
use onrecord::extract::extract;
use onrecord::index::Archive;
use onrecord::model::{Article, Origin, Span};
use onrecord::query;
use onrecord::read::{FieldMap, Read, read_bytes};
use onrecord::resolve::Authority;

/// Something that takes bytes from strangers.
pub(crate) struct Target {
    /// How it is called.
    pub(crate) name: String,
    /// What well-formed input looks like.
    pub(crate) seeds: Vec<Vec<u8>>,
    /// Pieces that mean something to it; replaying needs none.
    #[allow(dead_code)]
    pub(crate) words: &'static [&'static str],
    /// Gives it the bytes, panics if something does not hold, and tells in short what it made of them.
    pub(crate) run: fn(&Target, &[u8]) -> String,
}

const MARKUP: &[&str] = &[
    "<div>",
    "</div>",
    "<p>",
    "<article>",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&#x202e;",
    "<table><tr><td>",
    "<a href=\"",
    "<meta property=\"article:published_time\" content=\"",
    "<h1>",
    "</",
    "<script type=\"application/ld+json\">{\"@graph\":[",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "<item>",
    "<title>",
    "<pubDate>",
    "xml:lang=\"de\"",
    "<br/>",
    "\u{feff}",
    "<time datetime=\"2025-02-30\">",
];
const RECORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\u0000",
    "\\ud800",
    "null",
    "1e999",
    "\"headline\":",
    "\"text\":",
    "\"published\":\"2025-13-45\"",
    "\"authors\":[[[[",
    "\n",
    "\r\n",
    ";",
    "\t",
    "\"\"",
    "---\n",
    "title: ",
    "- a\n",
    "&anchor",
    "*anchor",
    "!!binary",
    "{\"a\":",
    "\u{feff}",
];
const PACKED: &[&str] = &[
    "PK\u{3}\u{4}",
    "PK\u{1}\u{2}",
    "PK\u{5}\u{6}",
    "ustar",
    "\u{1f}",
    "WARC/1.0\r\n",
    "Content-Length: 99999999999\r\n",
    "Content-Encoding: gzip\r\n",
    "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n",
    "From ",
    "Content-Type: multipart/mixed; boundary=a\r\n",
    "--a\r\n",
    "=?utf-8?B?",
    "endobj",
    "stream\r\n",
    "/Length 99999999",
    "/Filter /FlateDecode",
    "0 R",
    "<<",
    ">>",
    "../../",
    "filedesc://",
];
const PROSE: &[&str] = &[
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    " said ",
    " told reporters ",
    "according to ",
    "Ana Ruiz",
    "Mr. ",
    "she",
    " who ",
    ", the minister of ",
    "\n\n",
    ". ",
    "—",
    "...",
    "(",
    ")",
    "U.S.",
    " that ",
    "\u{202e}",
    "\u{200b}",
    "\u{0}",
    "𝔄",
    "é",
    "e\u{301}",
    "“‘“",
    ", ",
    " and ",
    "By ",
    "PORT SARELL — ",
    "March 9, 2025",
];
const QUERIES: &[&str] = &[
    " AND ",
    " OR ",
    " NOT ",
    "(",
    ")",
    "\"",
    " NEAR/3 ",
    " SAID ",
    "speaker:",
    "quote:",
    "date:",
    "..",
    "*",
    "?",
    "~2",
    "/",
    "[",
    "]",
    "{",
    "}",
    "^",
    ":",
    "-",
    "+",
    "“",
    "”",
    "last week",
    "2025-02",
    "published:>2024",
    "\\",
    "lang:de",
    "ruiz",
    "letter",
    "\u{202e}",
    "漢字",
    "has:",
];
const TABLES: &[&str] = &[
    "[[merge]]\n",
    "[[split]]\n",
    "[[rename]]\n",
    "[[kind]]\n",
    "into = ",
    "names = [",
    "name = ",
    "\"",
    "'''",
    "]",
    "{",
    "}",
    "#",
    "\n",
    "[default]\n",
    "headline = ",
    "text = ['a.b', 'c']\n",
    "records = ",
    "parts = [[",
    "1979-05-27",
    "0x",
];
const KEPT: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\n",
    "18446744073709551615",
    "-1",
    "1e400",
    "\"s\":",
    "\"indexed\"",
    "\"a\":",
    "\"k\":[\"",
    "null",
    "\"one\":{",
    "\"several\":{",
    "\"doubled\":{",
    "\"shown\":[",
];

/// Everything that is fuzzed.
pub(crate) fn targets() -> Vec<Target> {
    let mut out: Vec<Target> = formats().into_iter().map(reader).collect();
    let prose = || files(&["txt", "md"]).into_iter().map(|(_, bytes)| bytes).collect();
    out.push(Target { name: "extract".into(), seeds: prose(), words: PROSE, run: run_extract });
    let queries = include_str!("../ranking.toml").lines().filter_map(|line| line.split_once("query = "));
    let mut seeds: Vec<Vec<u8>> =
        queries.map(|(_, query)| query.trim().trim_matches(['"', '\'']).as_bytes().to_vec()).collect();
    seeds.extend(
        [
            "a AND (b OR \"c d\") -speaker:ruiz",
            "quote:(x NEAR/5 y) date:2024..2025",
            "ruiz SAID letter",
            "lett* ~2",
        ]
        .map(|query| query.as_bytes().to_vec()),
    );
    out.push(Target { name: "query".into(), seeds, words: QUERIES, run: run_query });
    let authority = "# mine\n[[merge]]\ninto = \"Ana Ruiz\"\nnames = [\"A. Ruiz\", \"Ruiz\"]\n\n[[rename]]\nfrom = \"Bo\"\n\
                     to = \"Bo Lind\"\n\n[[kind]]\nname = \"Sarell\"\nkind = \"organization\"\n";
    let seeds = vec![authority.as_bytes().to_vec()];
    out.push(Target { name: "authority".into(), seeds, words: TABLES, run: run_authority });
    let map =
        "records = 'a.b'\nheadline = 'ttl'\ntext = ['copy.html', 'copy.plain']\n[default]\nsource = 'Wire'\n";
    let seeds = vec![map.as_bytes().to_vec()];
    out.push(Target { name: "map".into(), seeds, words: TABLES, run: run_map });
    for (name, run) in [
        ("manifest", run_manifest as fn(&Target, &[u8]) -> String),
        ("copies", run_copies),
        ("identities", run_identities),
    ] {
        out.push(Target { name: name.into(), seeds: vec![kept(name)], words: KEPT, run });
    }
    for (name, file) in
        [("note", "archive.json"), ("format", "onrecord.json"), ("commit", "onrecord.tantivy/meta.json")]
    {
        let run = match name {
            "note" => run_note as fn(&Target, &[u8]) -> String,
            "format" => run_format,
            _ => run_commit,
        };
        let seed = fs::read(small().index.join(file)).unwrap();
        out.push(Target { name: name.into(), seeds: vec![seed], words: KEPT, run });
    }
    out
}

// Readers.

/// Every kind of file in the corpus, by the end of its name.
fn formats() -> BTreeSet<String> {
    let all = files(&[]);
    all.iter().map(|(path, _)| ending(path)).filter(|end| !end.is_empty()).collect()
}

fn ending(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split_once('.')
        .map(|(_, end)| end.to_owned())
        .filter(|end| !end.contains("gold"))
        .unwrap_or_default()
}

fn reader(end: String) -> Target {
    let of = |(path, bytes): (PathBuf, Vec<u8>)| (ending(&path) == end).then_some(bytes);
    let seeds = files(&[]).into_iter().filter_map(of).take(24).collect();
    let words = match end.rsplit('.').next().unwrap_or_default() {
        "html" | "xml" | "htm" | "xhtml" | "nitf" | "rss" | "atom" | "sgm" => MARKUP,
        "json" | "jsonl" | "csv" | "tsv" | "ndjson" | "yaml" => RECORDS,
        "txt" | "md" | "adoc" => PROSE,
        _ => PACKED,
    };
    Target { name: format!("read-{end}"), seeds, words, run: run_reader }
}

fn files(ends: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if ends.is_empty() || ends.contains(&ending(&path).as_str()) {
                let bytes = fs::read(&path).unwrap();
                out.push((path, bytes));
            }
        }
    }
    out.sort();
    out
}

fn run_reader(target: &Target, bytes: &[u8]) -> String {
    let name = format!("a.{}", target.name.trim_start_matches("read-"));
    let reads = timed(bytes.len(), || read_bytes(bytes, &Origin { path: name, record: None }));
    assert!(!reads.is_empty(), "nothing came of it");
    let mut out = BTreeSet::new();
    for read in &reads {
        if let Ok(article) = &read.article {
            is_whole(article);
        }
        out.insert(told(read));
    }
    let many = reads.len().next_power_of_two();
    format!("{many} {}", out.into_iter().collect::<Vec<_>>().join(" "))
}

fn told(read: &Read) -> String {
    match &read.article {
        Err(reason) => reason.code().to_owned(),
        Ok(article) => format!(
            "{}{}{}{}{}{}",
            u8::from(!article.headline.is_empty()),
            u8::from(!article.authors.is_empty()),
            u8::from(article.published.is_some()),
            u8::from(article.captions().next().is_some()),
            article.paragraphs.len().next_power_of_two(),
            read.warnings.len().min(3),
        ),
    }
}

/// Its paragraphs are pieces of its text, one behind the other.
fn is_whole(article: &Article) {
    let mut end = 0;
    for paragraph in &article.paragraphs {
        assert!(
            article.text.get(paragraph.span.range()).is_some(),
            "{:?} lies outside the text",
            paragraph.span
        );
        assert!(paragraph.span.from() >= end, "{:?} begins before {end}", paragraph.span);
        end = paragraph.span.to();
    }
    assert!(!article.text.trim().is_empty(), "an article without words");
}

// What follows reading.

fn run_extract(_: &Target, bytes: &[u8]) -> String {
    let mut out = BTreeSet::new();
    for read in read_bytes(bytes, &Origin { path: "a.txt".into(), record: None }) {
        let Ok(article) = read.article else { continue };
        let found = timed(article.text.len() * 8, || extract(&article));
        let lies =
            |span: Span| assert!(article.text.get(span.range()).is_some(), "{span:?} lies outside the text");
        let mut start = 0;
        for statement in &found.statements {
            lies(statement.span);
            assert!(!statement.span.is_empty(), "nothing was said");
            assert!(statement.span.start >= start, "out of order at {:?}", statement.span);
            start = statement.span.start;
            if let Some(speaker) = &statement.speaker {
                lies(speaker.span);
                let known = speaker.entity.is_none_or(|at| (at as usize) < found.entities.len());
                assert!(known, "an entity that is not there");
            }
            statement.cue.into_iter().for_each(lies);
            assert!((0.0..=1.0).contains(&statement.confidence), "confidence {}", statement.confidence);
            out.insert(statement.rule.clone());
        }
        for mention in &found.mentions {
            lies(mention.span);
            assert!((mention.entity as usize) < found.entities.len(), "an entity that is not there");
        }
        found.scare_quotes.iter().copied().for_each(lies);
        assert_eq!(extract(&article), found, "another answer the second time");
    }
    out.into_iter().collect::<Vec<_>>().join(" ")
}

fn run_query(_: &Target, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    match timed(bytes.len() * 8, || query::parse(&text)) {
        Err(error) => {
            let shown = error.excerpt(&text);
            assert!(!shown.is_empty() && !error.to_string().is_empty(), "an error that says nothing");
            format!("{:?}", error.kind).chars().take_while(char::is_ascii_alphanumeric).collect()
        }
        Ok(parsed) => {
            let printed = parsed.to_string();
            let again = query::parse(&printed);
            assert_eq!(again.as_ref(), Ok(&parsed), "printed as {printed:?}");
            shape(&parsed)
        }
    }
}

/// The operators of a query, without its words.
fn shape(query: &Query) -> String {
    let text = format!("{query:?}");
    let names = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| {
        ["And", "Or", "Not", "Near", "Said", "Phrase", "Word", "Field", "Prefix", "Fuzzy", "Regex", "Range"]
            .contains(word)
    });
    names.take(5).collect::<Vec<_>>().join(" ")
}

fn run_authority(_: &Target, bytes: &[u8]) -> String {
    match timed(bytes.len() * 8, || String::from_utf8_lossy(bytes).parse::<Authority>()) {
        Ok(_) => "read".into(),
        Err(error) => {
            assert!(error.line >= 1 && !error.to_string().is_empty(), "an error without a place");
            error.to_string().chars().filter(|c| c.is_alphabetic()).take(12).collect()
        }
    }
}

fn run_map(_: &Target, bytes: &[u8]) -> String {
    match timed(bytes.len() * 8, || FieldMap::parse(&String::from_utf8_lossy(bytes))) {
        Ok(_) => "read".into(),
        Err(error) => error.to_string().chars().filter(|c| c.is_alphabetic()).take(12).collect(),
    }
}

// What lies in an index.

/// A small index, and whole ones of its files.
struct Small {
    _temp: tempfile::TempDir,
    place: Place,
    index: PathBuf,
}

fn small() -> &'static Small {
    static SMALL: OnceLock<Small> = OnceLock::new();
    SMALL.get_or_init(|| {
        let temp = tempfile::tempdir().unwrap();
        let news = temp.path().join("news");
        fs::create_dir(&news).unwrap();
        let said = "A letter\n\nMarch 9, 2025\n\n“No,” said Ana Ruiz, a lawyer. “It is late,” Ruiz said on the quay in the rain.\n";
        for (name, text) in [
            ("a.txt", said.to_owned()),
            ("b.txt", said.replace("March 9", "March 10").replace("quay", "pier")),
            ("c.txt", said.replace("Ana Ruiz", "Anna Ruiz").replace("letter", "quota")),
            ("d.txt", said.to_owned()),
            ("e.txt", String::new()),
        ] {
            fs::write(news.join(name), text).unwrap();
        }
        let people = "[[merge]]\ninto = \"Ana Ruiz\"\nnames = [\"Anna Ruiz\"]\n";
        fs::write(news.join("onrecord.people.toml"), people).unwrap();
        let place = Place::for_paths(&[news], None).unwrap();
        index(&place, IndexOptions::default(), &Silent).unwrap();
        Small { _temp: temp, index: place.index.clone(), place }
    })
}

fn path_of(part: &str) -> PathBuf {
    let files = fs::read_dir(&small().index).unwrap().map(|file| file.unwrap().path());
    let of = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match part {
            "manifest" => name.starts_with("onrecord.manifest-") && !name.contains("copies"),
            _ => name.contains(part),
        }
    };
    files.into_iter().find(of).unwrap()
}

/// As it lies there, without its checksum.
fn kept(part: &str) -> Vec<u8> {
    let mut bytes = fs::read(path_of(part)).unwrap();
    bytes.truncate(bytes.len() - 16);
    bytes
}

fn run_manifest(target: &Target, bytes: &[u8]) -> String {
    in_index(target, &path_of("manifest"), &summed(bytes))
}

fn run_copies(target: &Target, bytes: &[u8]) -> String {
    in_index(target, &path_of("copies"), &summed(bytes))
}

fn run_identities(target: &Target, bytes: &[u8]) -> String {
    in_index(target, &path_of("identities"), &summed(bytes))
}

/// As a file that is mapped is written: with a checksum that is right, or nothing would come through.
fn summed(bytes: &[u8]) -> Vec<u8> {
    [bytes, &blake3::hash(bytes).as_bytes()[..16]].concat()
}

fn run_note(target: &Target, bytes: &[u8]) -> String {
    in_index(target, &small().index.join("archive.json"), bytes)
}

fn run_format(target: &Target, bytes: &[u8]) -> String {
    in_index(target, &small().index.join("onrecord.json"), bytes)
}

fn run_commit(target: &Target, bytes: &[u8]) -> String {
    in_index(target, &small().index.join("onrecord.tantivy/meta.json"), bytes)
}

/// Whatever stands in a file of the index, it is searched and checked, or it is said what is wrong.
fn in_index(_: &Target, path: &Path, bytes: &[u8]) -> String {
    let whole = fs::read(path).unwrap();
    fs::write(path, bytes).unwrap();
    let small = small();
    let outcome = std::panic::catch_unwind(|| {
        let place = Place::find(small.place.paths.first().unwrap(), Some(&small.index));
        let place = place.unwrap_or_else(|_| small.place.clone());
        let request = Request { query: Query::All, limit: 10, ..Request::default() };
        let found = timed(bytes.len() * 8, || search(&place, request, Vec::new()));
        let checked = timed(bytes.len() * 8, || check(&place, false));
        let manifest = Archive::open(&small.index).and_then(|archive| archive.manifest());
        let found = found.map_or(u64::MAX, |answer| answer.page.total);
        let faults = checked.map_or(usize::MAX, |checked| checked.faults.len());
        format!("{found} {faults} {}", manifest.map_or(usize::MAX, |manifest| manifest.len()))
    });
    // Whoever comes next finds it whole again.
    fs::write(path, whole).unwrap();
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Holds what is run to a time that grows with what it is given; a build for testing is slow.
fn timed<T>(length: usize, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let out = run();
    let bound = Duration::from_secs(4) + Duration::from_micros(60 * length as u64);
    assert!(start.elapsed() < bound, "took {:?} for {length} bytes", start.elapsed());
    out
}
