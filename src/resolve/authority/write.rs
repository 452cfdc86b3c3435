//! Entries as text, to be put at the end of the file: what an archivist wrote above stays as it is.

use std::fmt::Write as _;

use super::{Part, kind_word};
use crate::model::EntityKind;

/// An entry that makes `names` one with `into`.
pub fn merge_entry(into: &str, names: &[&str]) -> String {
    format!("[[merge]]\ninto = {}\nnames = {}\n", quoted(into), list(names.iter().copied()))
}

/// An entry that divides `name`.
pub fn split_entry(name: &str, parts: &[Part]) -> String {
    let mut out = format!("[[split]]\nname = {}\nparts = [\n", quoted(name));
    for part in parts {
        let _ = write!(out, "  {{ name = {}", quoted(&part.name));
        for (key, values) in [("articles", &part.articles), ("names", &part.names)] {
            if !values.is_empty() {
                let _ = write!(out, ", {key} = {}", list(values.iter().map(String::as_str)));
            }
        }
        for (key, value) in [("organization", &part.organization), ("role", &part.role)] {
            if let Some(value) = value {
                let _ = write!(out, ", {key} = {}", quoted(value));
            }
        }
        for (key, date) in [("from", part.from), ("to", part.to)] {
            if let Some(date) = date {
                let _ = write!(out, ", {key} = {}", quoted(&date.to_string()));
            }
        }
        out.push_str(" },\n");
    }
    out.push_str("]\n");
    out
}

/// An entry that shows `from` as `to`.
pub fn rename_entry(from: &str, to: &str) -> String {
    format!("[[rename]]\nfrom = {}\nto = {}\n", quoted(from), quoted(to))
}

/// An entry that says what `name` is; groups have no names, so they are taken for bodies.
pub fn kind_entry(name: &str, kind: EntityKind) -> String {
    format!("[[kind]]\nname = {}\nkind = {}\n", quoted(name), quoted(kind_word(kind)))
}

/// An entry with a remark on `name`.
pub fn note_entry(name: &str, text: &str) -> String {
    format!("[[note]]\nname = {}\ntext = {}\n", quoted(name), quoted(text))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    format!("[{}]", texts.map(quoted).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Authority;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let part = Part {
            name: "John Smith (striker)".into(),
            articles: vec!["1f".into()],
            names: vec!["Smith".into()],
            organization: Some("Rovers".into()),
            role: Some("striker".into()),
            from: "2019-06".parse().ok(),
            to: None,
        };
        let text = split_entry("John Smith", std::slice::from_ref(&part))
            + &kind_entry("Local 9", EntityKind::Organization);
        let authority: Authority = text.parse().unwrap();
        assert_eq!(authority.splits[0].parts, [part]);
        assert_eq!(authority.kinds[0].kind, EntityKind::Organization);
    }

    proptest! {
        #[test]
        fn any_name_survives(into in "[^\\s]\\PC{0,12}[^\\s]", name in "[\\x21-\\x7f]{1,8}") {
            let text = merge_entry(&into, &[&name]) + &rename_entry(&into, &name) + &note_entry(&name, &into);
            let authority: Authority = text.parse().unwrap();
            prop_assert_eq!(&authority.merges[0].into, into.trim());
            prop_assert_eq!(&authority.notes[0].text, into.trim());
            prop_assert_eq!(&authority.renames[0].to, &name);
        }
    }
}
