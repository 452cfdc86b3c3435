//! Front matter: what a text file says of itself between two rows of dashes, as YAML, TOML or JSON.
//!
//! YAML's anchors are not followed, and YAML that is none ("title: Harbour: the vote") is read line by
//! line instead, as editors meant it.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Longer front matter is a text of its own.
const LONGEST: usize = 256 << 10;
/// Lists and tables in each other.
const DEEPEST: usize = 32;

/// Cuts a text into its front matter and the rest.
pub(super) fn split(text: &str) -> Option<(Map<String, Value>, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().next()?.trim_end();
    let read: fn(&str) -> Option<Map<String, Value>> = match first {
        "---" => yaml,
        "+++" => toml,
        ";;;" => json,
        _ => return None,
    };
    let after = text.get(first.len()..)?.split_once('\n')?.1;
    let mut at = 0;
    for line in after.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == first || first == "---" && bare == "..." {
            let fields = read(&after[..at])?;
            return Some((fields, &after[at + line.len()..]));
        }
        at += line.len();
        if at > LONGEST {
            return None;
        }
    }
    None
}

fn toml(text: &str) -> Option<Map<String, Value>> {
    let table: toml::Table = toml::from_str(text).ok()?;
    Some(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(value) => value.into(),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(name, value)| (name, from_toml(value))).collect())
        }
    }
}

fn json(text: &str) -> Option<Map<String, Value>> {
    let text = text.trim();
    let whole = if text.starts_with('{') { text.to_owned() } else { format!("{{{text}}}") };
    serde_json::from_str(&whole).ok()
}

fn yaml(text: &str) -> Option<Map<String, Value>> {
    match whole_yaml(text) {
        Some(Value::Object(fields)) => Some(fields),
        // A rule between two paragraphs is no front matter.
        _ => Some(by_lines(text)).filter(|fields| !fields.is_empty()),
    }
}

/// A list or table that is being read.
enum Open {
    List(Vec<Value>),
    Table(Map<String, Value>, Option<String>),
}

fn whole_yaml(text: &str) -> Option<Value> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let done = match event.ok()?.0 {
            Event::Scalar(words, style, ..) => scalar(&words, style),
            Event::Alias(_) => Value::Null,
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Table(Map::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop()? {
                Open::List(items) => Value::Array(items),
                Open::Table(fields, _) => Value::Object(fields),
            },
            _ => continue,
        };
        match open.last_mut() {
            None => return Some(done),
            Some(Open::List(items)) => items.push(done),
            Some(Open::Table(fields, name)) => match name.take() {
                None => *name = Some(done.as_str().map_or_else(|| done.to_string(), str::to_owned)),
                Some(name) => {
                    fields.insert(name, done);
                }
            },
        }
        if open.len() > DEEPEST {
            return None;
        }
    }
    None
}

fn scalar(words: &str, style: ScalarStyle) -> Value {
    match words {
        "" | "~" | "null" | "Null" if style == ScalarStyle::Plain => Value::Null,
        _ => Value::String(words.to_owned()),
    }
}

/// `name: value` a line, `- item` below a name, indented lines going on.
fn by_lines(text: &str) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut last: Option<String> = None;
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let words = line.trim();
        let goes_on = line.starts_with([' ', '\t']) || words.starts_with("- ");
        if let (true, Some(value)) = (goes_on, last.as_ref().and_then(|name| fields.get_mut(name))) {
            go_on(value, words);
        } else if let Some((name, value)) = words.split_once(':')
            && !name.is_empty()
            && name.len() <= 40
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
        {
            fields.insert(name.trim().to_owned(), one_line(value.trim()));
            last = Some(name.trim().to_owned());
        }
    }
    fields
}

fn go_on(value: &mut Value, words: &str) {
    if let Some(item) = words.strip_prefix("- ") {
        if !value.is_array() {
            *value = Value::Array(Vec::new());
        }
        if let Value::Array(items) = value {
            items.push(one_line(item.trim()));
        }
    } else if let Value::String(before) = value {
        if matches!(before.as_str(), "|" | ">" | "|-" | ">-") {
            before.clear();
        }
        if !before.is_empty() {
            before.push(' ');
        }
        before.push_str(words);
    }
}

fn one_line(words: &str) -> Value {
    if let Some(inner) = words.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let items = inner.split(',').map(|item| unquoted(item.trim())).filter(|item| !item.is_empty());
        return items.map(Value::String).collect();
    }
    Value::String(unquoted(words))
}

fn unquoted(words: &str) -> String {
    let stripped = ['"', '\''].iter().find_map(|quote| words.strip_prefix(*quote)?.strip_suffix(*quote));
    stripped.unwrap_or(words).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(text: &str, want: Option<(Value, &str)>) {
        let found = split(text).map(|(fields, rest)| (Value::Object(fields), rest));
        assert_eq!(found, want, "{text}");
    }

    #[test]
    fn three_ways_of_saying_it() {
        check(
            "---\ntitle: \"Quay\"\nauthors:\n  - Ana Ruiz\n  - name: Tom Ode\ndate: 2025-03-09\ndraft:\n---\nIt closed.",
            Some((
                json!({"title": "Quay", "authors": ["Ana Ruiz", {"name": "Tom Ode"}], "date": "2025-03-09", "draft": null}),
                "It closed.",
            )),
        );
        check(
            "+++\ntitle = 'Quay'\ndate = 2025-03-09T10:00:00Z\n+++\n\nIt closed.",
            Some((json!({"title": "Quay", "date": "2025-03-09T10:00:00Z"}), "\nIt closed.")),
        );
        check(";;;\n\"title\": \"Quay\"\n;;;\nIt", Some((json!({"title": "Quay"}), "It")));
    }

    #[test]
    fn yaml_as_it_is_written_by_hand() {
        check(
            "---\ntitle: Harbour: the vote\nby: Ana Ruiz\ntags: [pier, \"vote\"]\nsummary: It\n  closed.\nlist:\n- a: b: c\n---\n",
            Some((
                json!({"title": "Harbour: the vote", "by": "Ana Ruiz", "tags": ["pier", "vote"], "summary": "It closed.", "list": ["a: b: c"]}),
                "",
            )),
        );
    }

    #[test]
    fn what_is_no_front_matter() {
        check("---\nThe quay closed.\n---\nIt opens.", None);
        check("---\ntitle: never closed\n", None);
        check("Quay\n---\ntitle: a\n---\n", None);
    }

    #[test]
    fn laughs_are_not_multiplied() {
        let bomb = "---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n---\nQuay";
        let (fields, _) = split(bomb).unwrap();
        assert!(Value::Object(fields).to_string().len() < 200);
        assert!(split(&format!("---\na: {}\n---\n", "[".repeat(5_000))).is_none_or(|(f, _)| f.len() < 2));
    }
}
