use std::fmt::Write as _;
use std::io::Write as _;

use expect_test::{Expect, expect};

use crate::model::Origin;
use crate::read::read_bytes;

const PAGE: &str = "<html><head><title>Ferry late</title></head><body><article><h1>Ferry late</h1>\
<p>The ferry was two hours late on Friday, and nobody on the quay knew why it was so.</p>\
<p>“We were told nothing,” said Ines Okafor, a captain of the line.</p></article></body></html>";

fn record(kind: &str, date: &str, block: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ledger.example/ferry\r\n\
         WARC-Date: {date}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn answered(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n").as_bytes(), body]
        .concat()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn shown(name: &str, bytes: &[u8]) -> String {
    let mut out = String::new();
    for read in read_bytes(bytes, &Origin { path: name.to_owned(), record: None }) {
        let line = match &read.article {
            Ok(a) => format!(
                "{} {} | captured {} | published {} | {}",
                read.origin,
                a.headline,
                a.captured.map_or_else(String::new, |d| d.to_string()),
                a.published.map_or_else(|| "-".to_owned(), |d| d.to_string()),
                a.url.as_deref().unwrap_or_default()
            ),
            Err(reason) => format!("{} {reason}", read.origin),
        };
        out.push_str(&line);
        for warning in &read.warnings {
            write!(out, " ! {warning}").unwrap();
        }
        out.push('\n');
    }
    out
}

#[track_caller]
fn check(name: &str, bytes: &[u8], want: Expect) {
    want.assert_eq(&shown(name, bytes));
}

#[test]
fn pages_are_articles_and_the_rest_is_counted() {
    let date = "2025-03-09T14:05:00Z";
    let all = [
        record("warcinfo", date, b"software: none\r\n"),
        record("request", date, b"GET /ferry HTTP/1.1\r\n\r\n"),
        record("response", date, &answered("", PAGE.as_bytes())),
        record("revisit", date, b"HTTP/1.1 200 OK\r\n\r\n"),
        record("response", date, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>gone"),
        record("response", date, b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
        record(
            "response",
            "2025-03-10T14:05:00.123Z",
            &answered("", PAGE.replace("late", "later").as_bytes()),
        ),
    ];
    let want = expect![[r#"
        a.warc:3 Ferry late | captured 2025-03-09T14:05:00Z | published - | https://ledger.example/ferry
        a.warc:7 Ferry later | captured 2025-03-10T14:05:00Z | published - | https://ledger.example/ferry
        a.warc no articles: 1 answers with status 404, 1 image/png, 1 request records, 1 revisit records, 1 warcinfo records
    "#]];
    check("a.warc", &all.concat(), want);
    let packed: Vec<u8> = all.iter().flat_map(|record| gz(record)).collect();
    assert_eq!(shown("a.warc.gz", &packed).replace(".warc.gz", ".warc"), shown("a.warc", &all.concat()));
}

#[test]
fn however_the_server_sent_it() {
    let page = PAGE.as_bytes();
    let chunks = [
        format!("{:x}\r\n", 50).as_bytes(),
        &page[..50],
        format!("\r\n{:X};x=y\r\n", page.len() - 50).as_bytes(),
        &page[50..],
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    zlib.write_all(page).unwrap();
    let sent = [
        answered("Transfer-Encoding: chunked\r\n", &chunks),
        answered("Content-Encoding: gzip\r\n", &gz(page)),
        answered("Content-Encoding: deflate\r\n", &zlib.finish().unwrap()),
        answered("Content-Encoding: zstd\r\n", &zstd::encode_all(page, 1).unwrap()),
        // What the head says and the body no longer is.
        answered("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", page),
        answered("Content-Encoding: br\r\n", page),
        page.to_vec(),
    ];
    for block in sent {
        let shown = shown("a.warc", &record("response", "2025-03-09", &block));
        assert!(shown.starts_with("a.warc:1 Ferry late | captured 2025-03-09 "), "{shown}");
    }
}

#[test]
fn a_capture_that_ends_early_is_read_as_far_as_it_goes() {
    let whole = record("response", "2025-03-09", &answered("", PAGE.as_bytes()));
    let two = [whole.clone(), whole.clone()].concat();
    check(
        "a.warc",
        &two[..two.len() - 60],
        expect![[r#"
        a.warc:1 Ferry late | captured 2025-03-09 | published - | https://ledger.example/ferry
        a.warc:2 Ferry late | captured 2025-03-09 | published - | https://ledger.example/ferry ! is read as far as it goes: the capture ends in the middle of the page
    "#]],
    );
    // Rubbish between records costs nothing but itself.
    let odd = [&whole[..], b"rubbish\r\n\r\n", &whole[..]].concat();
    assert_eq!(shown("a.warc", &odd).lines().count(), 2);
    for length in (0..two.len()).step_by(13) {
        assert!(!shown("a.warc", &two[..length]).is_empty());
    }
}

#[test]
fn arcs_of_both_versions() {
    let block = answered("", PAGE.as_bytes());
    let head = "1 0 Org\nURL IP-address Archive-date Content-type Archive-length\n";
    let one = format!(
        "filedesc://a.arc 0.0.0.0 20250309140500 text/plain {}\n{head}\nhttps://ledger.example/a ferry 1.2.3.4 20250309140500 text/html {}\n",
        head.len(),
        block.len()
    );
    check(
        "a.arc",
        &[one.as_bytes(), &block, b"\n"].concat(),
        expect![[r#"
        a.arc:2 Ferry late | captured 2025-03-09T14:05:00Z | published - | https://ledger.example/a ferry
        a.arc no articles: 1 filedesc records
    "#]],
    );
    let two = format!(
        "filedesc://a.arc 0.0.0.0 20250309140500 text/plain 200 - - 0 a.arc 0\n\nhttps://ledger.example/b 1.2.3.4 20250309140500 text/html 200 abc - 77 a.arc {}\n",
        block.len()
    );
    assert!(
        shown("a.arc", &[two.as_bytes(), &block].concat())
            .starts_with("a.arc:2 Ferry late | captured 2025-03-09T14:05:00Z")
    );
}
