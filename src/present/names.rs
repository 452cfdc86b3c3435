//! Names with how many articles have them on record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{put, run};
use super::paint::{Look, Part};
use super::words;

/// A list of names, the commonest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// The version of this shape.
    pub schema_version: u32,
    /// What one of them is called: "speaker", "organization".
    pub kind: String,
    /// How many there are in all, listed or not.
    pub total: u64,
    /// The names.
    pub names: Vec<NameCount>,
}

/// One name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NameCount {
    /// As shown.
    pub name: String,
    /// In how many articles it is on record.
    pub articles: u64,
}

impl Names {
    /// A list of names with their counts.
    pub fn new(kind: &str, total: u64, names: impl IntoIterator<Item = (String, u64)>) -> Self {
        let names = names.into_iter().map(|(name, articles)| NameCount { name, articles }).collect();
        Names { schema_version: SCHEMA_VERSION, kind: kind.to_owned(), total, names }
    }
}

/// Counts in a column, names beside them, and how many there are.
pub fn text(list: &Names, look: Look) -> String {
    let mut out = String::new();
    let counts: Vec<String> = list.names.iter().map(|name| words::number(name.articles)).collect();
    let width = counts.iter().map(String::len).max().unwrap_or(0);
    for (name, count) in list.names.iter().zip(&counts) {
        let line = [run(&format!("{count:>width$}  "), Part::Quiet), run(&name.name, Part::Plain)];
        put(&mut out, &line, look.color);
    }
    let shown = list.names.len() as u64;
    let all = words::counted(list.total, &list.kind);
    let last = if shown == list.total { all } else { format!("{} of {all}", words::number(shown)) };
    put(&mut out, &[run(&last, Part::Quiet)], look.color);
    out
}

/// One row for each name.
pub fn csv(list: &Names) -> String {
    table(["name", "articles"], list.names.iter().map(|name| [name.name.clone(), name.articles.to_string()]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn counts_stand_in_a_column() {
        let list = Names::new("speaker", 1_300, [("Ana Ruiz".to_owned(), 1_204), ("Bo Lind".to_owned(), 7)]);
        expect![[r"
            1,204  Ana Ruiz
                7  Bo Lind
            2 of 1,300 speakers
        "]]
        .assert_eq(&text(&list, Look::default()));
        assert_eq!(csv(&list), "name,articles\nAna Ruiz,1204\nBo Lind,7\n");
    }
}
