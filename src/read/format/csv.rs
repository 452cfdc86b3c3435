//! Tables with a header: CSV, TSV and their kin, one article a row, in a file of any size.

use std::io::BufRead;

use serde_json::{Map, Value};

use crate::model::Origin;
use crate::read::encoding::decode;
use crate::read::head::Head;
use crate::read::map::{FieldMap, plain_name};
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};
use crate::read::stream::TextStream;

use super::fields::stands_for_text;
use super::record;

/// A table whose first row names its columns.
pub(in crate::read) const FORMAT: Format = Format { name: "csv", detect, reader: Reader::Records(stream) };

const NAMES: &[&str] = &[".csv", ".tsv", ".tab", ".psv"];
/// What may part the columns, the likelier first.
const DELIMITERS: &[u8] = b",\t;|";
/// Columns of a table that is one without its name.
const FEWEST: usize = 3;

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let named = head.ends_with(NAMES);
    let text = decode(head.bytes, None).text;
    let header = header(&text);
    let columns: Vec<String> = header.iter().map(|name| plain_name(name)).collect();
    let telling = columns.iter().any(|name| stands_for_text(name));
    match (named, telling && columns.len() >= FEWEST && is_table(&text, columns.len())) {
        (true, true) => Confidence::Sure,
        (true, false) => Confidence::Named,
        (false, true) => Confidence::Likely,
        (false, false) => Confidence::No,
    }
}

/// The first row that has words.
fn header(text: &str) -> Vec<String> {
    let mut rows = reader(text.as_bytes(), delimiter(text));
    rows.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default()
}

/// Whether the rows that can be seen whole have as many columns as the header.
fn is_table(text: &str, columns: usize) -> bool {
    let mut rows = reader(text.as_bytes(), delimiter(text));
    let seen: Vec<usize> = rows.records().take(5).flatten().map(|row| row.len()).collect();
    // The last may be cut off where the head ends.
    let whole = if seen.len() > 1 { &seen[..seen.len() - 1] } else { &seen[..] };
    !whole.is_empty() && whole.iter().all(|len| *len == columns)
}

/// What parts the columns of the first row, outside quotation marks.
fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; DELIMITERS.len()];
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some(at) = DELIMITERS.iter().position(|known| *known == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(b',', |at| DELIMITERS[at])
}

fn reader<R: std::io::Read>(input: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input)
}

fn stream(input: &mut dyn BufRead, origin: &Origin, map: &FieldMap, sink: &mut dyn FnMut(Read)) {
    let unreadable =
        |error: std::io::Error| Read::rejected(origin.clone(), Reason::Unreadable(error.to_string()));
    let mut text = match TextStream::open(input, |_| None) {
        Ok(text) => text,
        Err(error) => return sink(unreadable(error)),
    };
    let assumed = text.warning();
    let delimiter = match text.fill_buf() {
        Ok(head) => delimiter(&String::from_utf8_lossy(head)),
        Err(error) => return sink(unreadable(error)),
    };
    let mut rows = reader(text, delimiter);
    let header = match rows.headers() {
        Ok(header) => header.clone(),
        Err(error) => return sink(Read::rejected(origin.clone(), broken(0, &error))),
    };
    let mut row = csv::StringRecord::new();
    for number in 1_u64.. {
        let origin = Origin { path: origin.path.clone(), record: Some(number) };
        rows.get_mut().mark();
        match rows.read_record(&mut row) {
            Ok(false) => return,
            Ok(true) if row.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(true) => {
                let read = record::read(&as_record(&header, &row), map, &origin);
                sink(read.warned(assumed.iter().cloned().collect()));
            }
            Err(error) => {
                let reason = rows.get_mut().too_long().unwrap_or_else(|| broken(number, &error));
                sink(Read::rejected(origin, reason));
                if error.is_io_error() {
                    return;
                }
            }
        }
    }
}

fn broken(row: u64, error: &csv::Error) -> Reason {
    Reason::BadTable { row, message: error.to_string() }
}

/// A row as an object; cells without a column's name are left out, as are the words for "nothing".
fn as_record(header: &csv::StringRecord, row: &csv::StringRecord) -> Value {
    let nothing = |cell: &str| matches!(cell, "" | "NULL" | "null" | "None" | "nan" | "NaN" | "\\N");
    let cells = header.iter().zip(row).map(|(name, cell)| (name.trim(), cell.trim()));
    let fields = cells.filter(|(name, cell)| !name.is_empty() && !nothing(cell));
    let object: Map<String, Value> = fields.map(|(name, cell)| (name.to_owned(), listed(cell))).collect();
    Value::Object(object)
}

/// Lists are often written into cells as Python or JSON prints them: `['Ana Ruiz', 'Tom Ode']`.
fn listed(cell: &str) -> Value {
    let inner = cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(inner) = inner.filter(|inner| inner.starts_with(['\'', '"'])) {
        if let Ok(list @ Value::Array(_)) = serde_json::from_str(cell) {
            return list;
        }
        let quote = &inner[..1];
        let items = inner.split(quote).skip(1).step_by(2).map(|item| Value::String(item.to_owned()));
        return Value::Array(items.collect());
    }
    Value::String(cell.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_bytes;

    #[track_caller]
    fn check(name: &str, table: &[u8], want: &[&str]) {
        let reads = read_bytes(table, &Origin { path: name.into(), record: None });
        let show = |read: &Read| match &read.article {
            Ok(article) => {
                let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
                format!("{} {} | {}", read.origin, names.join(" & "), article.text.replace('\n', "/"))
            }
            Err(reason) => format!("{} {reason}", read.origin),
        };
        assert_eq!(reads.iter().map(show).collect::<Vec<_>>(), want);
    }

    #[test]
    fn rows_by_their_columns_names() {
        check(
            "a.csv",
            b"id,title,author,content\n7,Quay closed,Ana Ruiz,\"The quay closed.\n\nIt opens, \"\"soon\"\".\"\n\n8,,,\n",
            &["a.csv:1 Ana Ruiz | Quay closed//The quay closed.//It opens, \"soon\".", "a.csv:2 has no text of an article"],
        );
        check(
            "a.tsv",
            b"Article Title\tAuthors\tText\nQuay\t['Ana Ruiz', 'Tom Ode']\tIt closed.\n",
            &["a.tsv:1 Ana Ruiz & Tom Ode | Quay//It closed."],
        );
        check(
            "export",
            b"title;byline;body\nQuay;By Ana Ruiz;It closed, then.\nSea;NULL;It rose.\n",
            &["export:1 Ana Ruiz | Quay//It closed, then.", "export:2  | Sea//It rose."],
        );
        check(
            "a.csv",
            b"title,byline,text\nCaf\xE9,Zo\xEB Adair,The caf\xE9 closed.\n",
            &["a.csv:1 Zoë Adair | Café//The café closed."],
        );
    }

    #[test]
    fn a_quotation_mark_that_never_closes_costs_the_rest_only() {
        check(
            "a.csv",
            b"title,byline,text\nQuay,Ana Ruiz,It closed.\nSea,Ana Ruiz,\"It rose.\n",
            &["a.csv:1 Ana Ruiz | Quay//It closed.", "a.csv:2 Ana Ruiz | Sea//It rose."],
        );
    }

    #[test]
    fn prose_with_commas_is_no_table() {
        let head = Head::new(b"Quay, ferry, sea\n\nThe text, he said, was long, and cold.\n", "a.txt");
        assert_eq!(detect(&head), Confidence::No);
    }
}
