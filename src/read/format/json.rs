//! A JSON file: one article, or an array of them, also under a key such as `articles`.

use serde_json::Value;

use crate::model::Origin;
use crate::read::encoding::decode;
use crate::read::registry::{Confidence, Format, Head, Reader, binary_kind};
use crate::read::report::Read;

use super::record;

/// One JSON value over the whole file.
pub(in crate::read) const FORMAT: Format = Format { name: "json", detect, reader: Reader::Whole(read) };

/// Keys under which a file keeps its articles.
const LISTS: &[&str] = &["articles", "items", "results", "docs", "documents", "records", "data", "response"];

fn detect(head: &Head<'_>) -> Confidence {
    if binary_kind(head.bytes).is_some() {
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

fn read(bytes: &[u8], origin: &Origin) -> Vec<Read> {
    let decoded = decode(bytes, None);
    let warnings = decoded.warning.into_iter().collect::<Vec<_>>();
    let value = match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => value,
        Err(error) => {
            return vec![Read::rejected(origin.clone(), record::bad_json(&error, 0)).warned(warnings)];
        }
    };
    let reads = match list(&value) {
        Some(list) => (1..).zip(list).map(|(at, item)| record::read(item, &numbered(origin, at))).collect(),
        None => vec![record::read(&value, origin)],
    };
    reads.into_iter().map(|read: Read| read.warned(warnings.clone())).collect()
}

fn numbered(origin: &Origin, record: u64) -> Origin {
    Origin { path: origin.path.clone(), record: Some(record) }
}

fn list(value: &Value) -> Option<&Vec<Value>> {
    match value {
        Value::Array(list) => Some(list),
        Value::Object(fields) if !record::has_text(value) => LISTS.iter().find_map(|key| {
            let inner = fields.get(*key)?;
            list(inner).filter(|items| items.first().is_some_and(Value::is_object))
        }),
        _ => None,
    }
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
