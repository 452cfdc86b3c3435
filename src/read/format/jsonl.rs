//! JSON Lines: one article a line, in a file of any size.

use std::io::{self, BufRead, Read as _};

use serde_json::Value;

use crate::model::Origin;
use crate::read::encoding::decode;
use crate::read::head::Head;
use crate::read::map::FieldMap;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};
use crate::read::whole::SIZE_LIMIT;

use super::record;

/// One JSON object a line.
pub(in crate::read) const FORMAT: Format = Format { name: "jsonl", detect, reader: Reader::Records(stream) };

const NAMES: &[&str] = &[".jsonl", ".ndjson", ".jsonlines", ".jl"];

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let named = head.ends_with(NAMES);
    let text = head.text();
    let Some(line) = text.lines().next().filter(|l| l.starts_with('{')) else {
        return if named { Confidence::Named } else { Confidence::No };
    };
    let whole = text.len() > line.len();
    if serde_json::from_str::<Value>(line).is_ok_and(|v| v.is_object()) {
        Confidence::Sure
    } else if named || !whole && line.starts_with("{\"") {
        // A first line longer than what was looked at.
        Confidence::Likely
    } else {
        Confidence::No
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, map: &FieldMap, sink: &mut dyn FnMut(Read)) {
    let mut line = Vec::new();
    for number in 1_u64.. {
        let origin = Origin { path: origin.path.clone(), record: Some(number) };
        match next_line(input, &mut line) {
            Ok(Line::End) => return,
            Ok(Line::TooLong(size)) => {
                sink(Read::rejected(origin, Reason::TooLarge { size, limit: SIZE_LIMIT }));
            }
            Ok(Line::Read) if line.trim_ascii().is_empty() => {}
            Ok(Line::Read) => sink(read_line(&line, map, &origin, number)),
            Err(error) => {
                sink(Read::rejected(origin, Reason::of(&error)));
                return;
            }
        }
    }
}

enum Line {
    Read,
    TooLong(u64),
    End,
}

/// Reads the next line into `line`; one over the limit is passed over without being kept.
fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let read = input.take(SIZE_LIMIT + 1).read_until(b'\n', line)? as u64;
    if read == 0 {
        return Ok(Line::End);
    }
    if read <= SIZE_LIMIT || line.ends_with(b"\n") {
        return Ok(Line::Read);
    }
    line.clear();
    let mut size = read;
    loop {
        let part = input.fill_buf()?;
        let end = memchr::memchr(b'\n', part);
        let step = end.map_or(part.len(), |at| at + 1);
        size += step as u64;
        let done = end.is_some() || step == 0;
        input.consume(step);
        if done {
            return Ok(Line::TooLong(size));
        }
    }
}

fn read_line(line: &[u8], map: &FieldMap, origin: &Origin, number: u64) -> Read {
    let decoded = decode(line, None);
    let read = match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => record::read(&value, map, origin),
        Err(error) => Read::rejected(origin.clone(), record::bad_json(&error, number - 1)),
    };
    read.warned(decoded.warning.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_bytes;

    fn reads(text: &str) -> Vec<Read> {
        read_bytes(text.as_bytes(), &Origin { path: "a.jsonl".into(), record: None })
    }

    #[test]
    fn each_line_is_read_or_named() {
        let reads = reads(
            "{\"title\": \"Quay closed\", \"body\": \"The quay closed.\"}\n\n{\"title\": }\n[1]\n{\"id\": 7}\n\
             {\"text\": \"It opened in spring.\"}",
        );
        let show = |r: &Read| match &r.article {
            Ok(article) => format!("{} {}", r.origin, article.text.replace('\n', "/")),
            Err(reason) => format!("{} {reason}", r.origin),
        };
        let shown: Vec<_> = reads.iter().map(show).collect();
        assert_eq!(
            shown,
            [
                "a.jsonl:1 Quay closed//The quay closed.",
                "a.jsonl:3 line 3, column 11: expected value",
                "a.jsonl:4 is not a JSON object",
                "a.jsonl:5 has no text of an article",
                "a.jsonl:6 It opened in spring.",
            ]
        );
    }

    #[test]
    fn a_broken_byte_costs_no_line() {
        let bytes = b"{\"text\": \"The caf\xE9 on the quay.\"}\n{\"text\": \"Open.\"}";
        let reads = read_bytes(bytes, &Origin { path: "a.jsonl".into(), record: None });
        assert_eq!(reads[0].article.as_ref().unwrap().text, "The café on the quay.");
        assert_eq!((reads[0].warnings.len(), reads[1].warnings.len()), (1, 0));
    }
}
