//! The words in a value: alone, in a list, in an object, in several forms.

use serde_json::Value;

use crate::read::format::fields::Fields;
use crate::read::map::Part;

/// Keys of an object that hold its words.
const WORDS: &[&str] = &[
    "rendered",
    "webTitle",
    "name",
    "text",
    "title",
    "value",
    "#text",
    "@value",
    "caption",
    "fullname",
    "displayname",
    "main",
    "original",
    "url",
];

/// The words of the first field that stands for a part and has any.
pub(super) fn words(fields: &Fields<'_>, part: Part) -> Option<String> {
    let may_be_number = matches!(part, Part::Headline | Part::Text);
    let usable = |value: &&Value| may_be_number || !is_key(value);
    fields.of(part).into_iter().find_map(|(_, values)| {
        let values = values.into_iter().filter(usable);
        if !matches!(part, Part::Text | Part::Summary) {
            return values.flat_map(each).find_map(first_words);
        }
        let parts: Vec<String> = values.filter_map(all_words).collect();
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    })
}

/// Numbers, alone or in a list: keys into a list that the file does not have.
fn is_key(value: &Value) -> bool {
    value.is_number()
        || value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_number))
}

/// The items of a list, of lists in it too, or the value itself.
pub(super) fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => match alternative(items) {
            Some(one) => vec![one],
            None => {
                items.iter().flat_map(|item| if item.is_array() { each(item) } else { vec![item] }).collect()
            }
        },
        other => vec![other],
    }
}

/// The words of a value; those of a list joined as paragraphs.
fn all_words(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => match alternative(items) {
            Some(one) => first_words(one),
            None => {
                let parts: Vec<String> = items.iter().filter_map(first_words).collect();
                (!parts.is_empty()).then(|| parts.join("\n\n"))
            }
        },
        other => first_words(other),
    }
}

/// Of one text in several forms (ninjs 2 and later) the one with paragraphs marked, else the main one.
fn alternative(items: &[Value]) -> Option<&Value> {
    let of = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_ascii_lowercase);
    let forms = !items.is_empty()
        && items.iter().all(|item| {
            item.get("value").is_some_and(Value::is_string)
                && (of(item, "role").is_some() || of(item, "contenttype").is_some())
        });
    if !forms {
        return None;
    }
    let is_html = |item: &&Value| of(item, "contenttype").is_some_and(|kind| kind.contains("html"));
    let is_main =
        |item: &&Value| of(item, "role").is_some_and(|role| matches!(role.as_str(), "main" | "caption"));
    items.iter().find(is_html).or_else(|| items.iter().find(is_main)).or(items.first())
}

pub(super) fn first_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => match alternative(items) {
            Some(one) => first_words(one),
            None => items.iter().find_map(first_words),
        },
        Value::Object(fields) => WORDS.iter().find_map(|key| fields.get(*key).and_then(first_words)),
        Value::Null | Value::Bool(_) => None,
    }
}

pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with('/')
}

pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
