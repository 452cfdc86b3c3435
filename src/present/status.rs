//! What is indexed, how large it is, and what could not be read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{put, put_wrapped, run};
use super::paint::{Look, Part};
use super::words;

/// A file or record that was found and is not in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rejected {
    /// Where, below the archive's folder.
    pub place: String,
    /// Why.
    pub reason: String,
}

/// An index and the archive it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Status {
    /// The version of this shape.
    pub schema_version: u32,
    /// The folder of the index.
    pub index: String,
    /// The archive's folder.
    pub archive: String,
    /// The version of the index's own format.
    pub index_version: u32,
    /// When it was last brought up to date, ISO 8601.
    pub updated: Option<String>,
    /// Articles in it.
    pub articles: u64,
    /// Statements in it.
    pub statements: u64,
    /// Names on record.
    pub speakers: u64,
    /// Bodies spoken for.
    pub organizations: u64,
    /// Size on disk.
    pub index_bytes: u64,
    /// Files of the archive that the index knows.
    pub files: u64,
    /// Articles left out because another copy is in.
    pub duplicates: u64,
    /// What could not be read.
    pub rejected: Vec<Rejected>,
}

impl Status {
    /// The current version of this shape.
    pub const VERSION: u32 = SCHEMA_VERSION;
}

/// Labels in a column, values beside them, rejections below.
pub fn text(status: &Status, look: Look) -> String {
    let rows = [
        ("archive", status.archive.clone()),
        ("index", format!("{} (version {})", status.index, status.index_version)),
        ("updated", status.updated.clone().unwrap_or_else(|| "never".to_owned())),
        ("files", words::number(status.files)),
        ("articles", words::number(status.articles)),
        ("statements", words::number(status.statements)),
        ("speakers", words::number(status.speakers)),
        ("organizations", words::number(status.organizations)),
        ("duplicates", words::number(status.duplicates)),
        ("rejected", words::number(status.rejected.len() as u64)),
        ("size", words::size(status.index_bytes)),
    ];
    let mut out = String::new();
    for (label, value) in rows {
        let line = [run(&format!("{label:<14}"), Part::Quiet), run(&value, Part::Plain)];
        put(&mut out, &line, look.color);
    }
    if !status.rejected.is_empty() {
        out.push('\n');
        out.push_str(&rejections(&status.rejected, look));
    }
    out
}

/// One row for each rejection.
pub fn csv(status: &Status) -> String {
    table(["place", "reason"], status.rejected.iter().map(|r| [r.place.clone(), r.reason.clone()]))
}

/// One line for each rejection: where and why.
pub fn rejections(all: &[Rejected], look: Look) -> String {
    let mut out = String::new();
    for rejected in all {
        let line = [
            run("rejected ", Part::Quiet),
            run(&rejected.place, Part::Plain),
            run(&format!(": {}", rejected.reason), Part::Quiet),
        ];
        put_wrapped(&mut out, &line, 0, look.columns(), look.color);
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn labels_and_values_stand_in_columns() {
        let status = Status {
            schema_version: Status::VERSION,
            index: "news/.onrecord".into(),
            archive: "news".into(),
            index_version: 1,
            updated: Some("2025-03-09T14:05:00Z".into()),
            articles: 1_204,
            statements: 9_001,
            speakers: 310,
            organizations: 95,
            index_bytes: 4_200_000,
            files: 1_210,
            duplicates: 5,
            rejected: vec![Rejected { place: "empty.txt".into(), reason: "the file is empty".into() }],
        };
        expect![[r#"
            archive       news
            index         news/.onrecord (version 1)
            updated       2025-03-09T14:05:00Z
            files         1,210
            articles      1,204
            statements    9,001
            speakers      310
            organizations 95
            duplicates    5
            rejected      1
            size          4.2 MB

            rejected empty.txt: the file is empty
        "#]]
        .assert_eq(&text(&status, Look::default()));
    }
}
