//! A JSON file: one article, or an array of them, also under a key such as `articles`.

use std::io::{BufRead, Read as _};

use serde_json::Value;

use crate::model::Origin;
use crate::read::encoding::decode;
use crate::read::head::Head;
use crate::read::map::FieldMap;
use crate::read::reader::{Confidence, Format, Reader};
use crate::read::report::{Read, Reason};
use crate::read::whole::SIZE_LIMIT;

use super::fields::follow;
use super::record;

/// One JSON value over the whole file.
pub(in crate::read) const FORMAT: Format = Format { name: "json", detect, reader: Reader::Records(stream) };

/// Keys under which a file keeps its articles.
const LISTS: &[&str] = &[
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "records",
    "stories",
    "posts",
    "entries",
    "data",
    "response",
];
/// Keys under which it keeps a single one.
const WRAPPERS: &[&str] = &["response", "content", "data", "item", "document", "doc"];

fn detect(head: &Head<'_>) -> Confidence {
    if head.is_binary() {
        return Confidence::No;
    }
    let named = head.ends_with(&[".json"]);
    let text = head.text();
    let after = text.get(1..).unwrap_or_default().trim_start();
    let opens = text.starts_with('{') && after.starts_with(['"', '}'])
        || text.starts_with('[') && after.starts_with(['{', ']']);
    match (named, opens) {
        (true, true) => Confidence::Likely,
        (true, false) => Confidence::Named,
        // JSON without its name must look like it from the first key on.
        (false, true) if after.starts_with(['"', '{']) && text.contains("\":") => Confidence::Likely,
        (false, _) => Confidence::No,
    }
}

fn stream(input: &mut dyn BufRead, origin: &Origin, map: &FieldMap, sink: &mut dyn FnMut(Read)) {
    let mut bytes = Vec::new();
    let reads = match input.take(SIZE_LIMIT + 1).read_to_end(&mut bytes) {
        Err(error) => vec![Read::rejected(origin.clone(), Reason::Unreadable(error.to_string()))],
        Ok(size) if size as u64 > SIZE_LIMIT => {
            let reason = Reason::TooLarge { size: size as u64, limit: SIZE_LIMIT };
            vec![Read::rejected(origin.clone(), reason)]
        }
        Ok(_) => read(&bytes, origin, map),
    };
    reads.into_iter().for_each(sink);
}

fn read(bytes: &[u8], origin: &Origin, map: &FieldMap) -> Vec<Read> {
    let decoded = decode(bytes, None);
    let warnings = decoded.warning.into_iter().collect::<Vec<_>>();
    let value = match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => value,
        Err(error) => {
            return vec![Read::rejected(origin.clone(), record::bad_json(&error, 0)).warned(warnings)];
        }
    };
    let reads = match mapped(&value, map).or_else(|| list(&value, map)) {
        Some(list) => {
            (1..).zip(list).map(|(at, item)| record::read(item, map, &numbered(origin, at))).collect()
        }
        None => vec![record::read(unwrapped(&value, map), map, origin)],
    };
    reads.into_iter().map(|read: Read| read.warned(warnings.clone())).collect()
}

fn numbered(origin: &Origin, record: u64) -> Origin {
    Origin { path: origin.path.clone(), record: Some(record) }
}

/// The articles where a map says they are.
fn mapped<'v>(value: &'v Value, map: &FieldMap) -> Option<Vec<&'v Value>> {
    map.records().iter().find_map(|path| {
        let mut found = Vec::new();
        follow(value, path, &mut found);
        let items =
            found.into_iter().flat_map(|value| value.as_array().map_or(vec![value], |a| a.iter().collect()));
        Some(items.collect::<Vec<_>>()).filter(|items| !items.is_empty())
    })
}

fn list<'v>(value: &'v Value, map: &FieldMap) -> Option<Vec<&'v Value>> {
    match value {
        Value::Array(list) => Some(list.iter().collect()),
        Value::Object(fields) if !record::has_text(value, map) => LISTS.iter().find_map(|key| {
            let inner = fields.get(*key)?;
            list(inner, map).filter(|items| items.first().is_some_and(|item| item.is_object()))
        }),
        _ => None,
    }
}

/// The article in an answer that wraps a single one.
fn unwrapped<'v>(value: &'v Value, map: &FieldMap) -> &'v Value {
    if record::has_text(value, map) {
        return value;
    }
    let inner = value.as_object().and_then(|fields| WRAPPERS.iter().find_map(|key| fields.get(*key)));
    inner.filter(|inner| inner.is_object()).map_or(value, |inner| unwrapped(inner, map))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_bytes;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let reads = read_bytes(text.as_bytes(), &Origin { path: "a.json".into(), record: None });
        let show = |r: &Read| {
            r.article
                .as_ref()
                .map_or_else(|e| format!("{} {e}", r.origin), |a| format!("{} {}", r.origin, a.headline))
        };
        assert_eq!(reads.iter().map(show).collect::<Vec<_>>(), want);
    }

    #[test]
    fn one_or_many() {
        check("{\n\"title\": \"Quay\",\n\"body\": \"It closed.\"\n}", &["a.json Quay"]);
        check(
            "[{\"title\": \"Quay\", \"body\": \"a\"},\n {\"title\": \"Sea\", \"body\": \"b\"}]",
            &["a.json:1 Quay", "a.json:2 Sea"],
        );
        check(
            "{\n\"response\": {\"results\": [{\"title\": \"Quay\", \"body\": \"a\"}]}}",
            &["a.json:1 Quay"],
        );
        check("{\n\"title\": \"Quay\",\n\"body\": ", &["a.json line 3, column 8: EOF while parsing a value"]);
        check("[]", &["a.json is empty"]);
    }
}
