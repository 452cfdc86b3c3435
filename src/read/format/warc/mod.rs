//! Web captures: WARC and its forerunner ARC, read record by record, also cut off or damaged ones.
//!
//! Each page that was answered with is an article: with the capture's date, and with the address it was
//! fetched from where the page does not state its own. Everything else is counted by kind.
//! When it was published is what the page says; the capture's date says nothing about it.

mod http;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};

use crate::model::NewsDate;
use crate::read::date;
use crate::read::head::Head;
use crate::read::inside::Inside;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason, Warning};
use crate::read::whole::SIZE_LIMIT;
use crate::text::address::without_tracking;

/// What crawlers write today.
pub(in crate::read) const WARC: Format =
    Format { name: "warc", detect: |head| begins(head, b"WARC/"), reader: Reader::Pieces(read_warc) };
/// What the Internet Archive wrote until 2008.
pub(in crate::read) const ARC: Format =
    Format { name: "arc", detect: |head| begins(head, b"filedesc://"), reader: Reader::Pieces(read_arc) };

/// The longest line of a record's head.
const LINE_LIMIT: u64 = 64 << 10;
/// The most lines of a record's head.
const LINES: usize = 1_000;

fn begins(head: &Head<'_>, magic: &[u8]) -> Confidence {
    if head.bytes.starts_with(magic) { Confidence::Sure } else { Confidence::No }
}

/// One record, without what it carries.
#[derive(Debug, Default, PartialEq, Eq)]
struct Record {
    /// "response", "request", …
    kind: String,
    url: String,
    date: Option<NewsDate>,
    /// What the record, not the page in it, says it is.
    content_type: String,
    length: u64,
}

fn read_warc(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    Captures { inside, number: 0, counts: BTreeMap::new() }.all(input, next_warc);
}

fn read_arc(input: &mut dyn BufRead, inside: &mut Inside<'_>) {
    Captures { inside, number: 0, counts: BTreeMap::new() }.all(input, next_arc);
}

type Next = fn(&mut dyn BufRead) -> io::Result<Option<Record>>;

struct Captures<'c, 'i> {
    inside: &'c mut Inside<'i>,
    number: u64,
    /// What is no article, by kind.
    counts: BTreeMap<String, u64>,
}

impl Captures<'_, '_> {
    fn all(mut self, input: &mut dyn BufRead, next: Next) {
        loop {
            if self.inside.is_spent() {
                break;
            }
            match next(input) {
                Ok(Some(record)) => {
                    self.number += 1;
                    if let Err(error) = self.one(&record, input) {
                        self.inside.fail_with(&error);
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    self.inside.fail_with(&error);
                    break;
                }
            }
        }
        let told: Vec<String> = self.counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        if !told.is_empty() {
            self.inside.fail(Reason::Counted(told.join(", ")));
        }
    }

    fn count(&mut self, kind: &str) {
        *self.counts.entry(kind.to_owned()).or_insert(0) += 1;
    }

    fn one(&mut self, record: &Record, input: &mut dyn BufRead) -> io::Result<()> {
        let is_page = match record.kind.as_str() {
            "response" => !record.url.starts_with("dns:"),
            "resource" | "conversion" => http::is_read(&record.content_type, &record.url),
            _ => false,
        };
        if !is_page {
            self.count(&format!("{} records", record.kind));
            return skip(input, record.length);
        }
        if record.length > SIZE_LIMIT {
            self.count("records too large to be articles");
            return skip(input, record.length);
        }
        let mut block = Vec::new();
        let broken = (&mut *input).take(record.length).read_to_end(&mut block).err();
        self.page(record, &block);
        broken.map_or(Ok(()), Err)
    }

    fn page(&mut self, record: &Record, block: &[u8]) {
        let is_cut = (block.len() as u64) < record.length;
        let inside = &*self.inside;
        let answer = if record.kind == "response" {
            http::answer(block, |decoder, packed| inside.take(decoder, packed, SIZE_LIMIT))
        } else {
            http::Answer::plain(&record.content_type, block)
        };
        if !(200..300).contains(&answer.status) {
            return self.count(&format!("answers with status {}", answer.status));
        }
        if !http::is_read(&answer.content_type, &record.url) {
            return self.count(http::bare(&answer.content_type));
        }
        let body = match answer.body {
            Ok(body) if body.trim_ascii().is_empty() => return self.count("empty answers"),
            Ok(body) => http::in_utf_8(body, &answer.content_type),
            Err(reason) => {
                let origin = self.inside.numbered(self.number);
                return self.inside.give(Read::rejected(origin, reason));
            }
        };
        self.inside.record(self.number, http::name_for(&answer.content_type), &body, &|read| {
            if let Ok(article) = &mut read.article {
                article.captured = record.date;
                if article.url.is_none() && record.url.starts_with("http") {
                    article.url = Some(without_tracking(&record.url).into_owned());
                }
            }
            if is_cut {
                read.warnings.push(Warning::Damaged("the capture ends in the middle of the page".to_owned()));
            }
        });
    }
}

/// Passes over bytes; fewer than there should be are the end, which the next look tells.
fn skip(input: &mut dyn BufRead, length: u64) -> io::Result<()> {
    io::copy(&mut input.take(length), &mut io::sink()).map(|_| ())
}

/// The next line without its end; `None` at the end of the file.
fn line(input: &mut dyn BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if (&mut *input).take(LINE_LIMIT).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    while bytes.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The head of the next record; whatever stands before it is passed over.
fn next_warc(input: &mut dyn BufRead) -> io::Result<Option<Record>> {
    loop {
        match line(input)? {
            None => return Ok(None),
            Some(line) if line.starts_with("WARC/") => break,
            Some(_) => {}
        }
    }
    let mut record = Record::default();
    for _ in 0..LINES {
        let Some(line) = line(input)?.filter(|line| !line.is_empty()) else { break };
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => record.kind = value.to_ascii_lowercase(),
            // Some tools write the address between angle brackets.
            "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut record.url),
            "warc-date" => record.date = date::parse(value),
            "content-type" => value.clone_into(&mut record.content_type),
            "content-length" => record.length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    Ok(Some(record))
}

/// The head of the next record: `URL IP DATE TYPE LENGTH`, with more fields before the length since
/// version 2. The address may hold spaces.
fn next_arc(input: &mut dyn BufRead) -> io::Result<Option<Record>> {
    loop {
        let Some(line) = line(input)? else { return Ok(None) };
        if let Some(record) = arc_record(&line) {
            return Ok(Some(record));
        }
    }
}

fn arc_record(line: &str) -> Option<Record> {
    let scheme = line.split_once(':')?.0;
    if !scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return None;
    }
    let fields: Vec<&str> = line.split(' ').collect();
    let is_date = |field: &&str| field.len() == 14 && field.bytes().all(|b| b.is_ascii_digit());
    let at = fields.iter().rposition(is_date).filter(|at| *at >= 2)?;
    let length = fields.last()?.parse().ok()?;
    let kind = if scheme == "filedesc" { "filedesc" } else { "response" };
    Some(Record {
        kind: kind.to_owned(),
        url: fields.get(..at - 1)?.join(" "),
        date: arc_date(fields.get(at)?),
        content_type: (*fields.get(at + 1)?).to_owned(),
        length,
    })
}

fn arc_date(digits: &str) -> Option<NewsDate> {
    let part = |from: usize, to: usize| digits.get(from..to);
    date::parse(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?
    ))
}

#[cfg(test)]
mod tests;
