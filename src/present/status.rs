//! What is indexed, how large it is, and what could not be read.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{put, put_wrapped, run};
use super::paint::{Look, Part};
use super::words;

/// A file or record that was found and is not in the index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
    /// What the index is made from, where that is not the archive's folder alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// What was chosen of it, as the flags of `onrecord index` say it; absent where all is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chosen: Vec<String>,
    /// How many articles have no headline, no byline, no date.
    pub without: Without,
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
    /// Articles that say what another says, in nearly the same words; both are in.
    #[serde(default)]
    pub copies: u64,
    /// Stories that those are copies of.
    #[serde(default)]
    pub copied_stories: u64,
    /// Captures of web pages that have a newer one in the archive; all are in.
    #[serde(default)]
    pub versions: u64,
    /// Pages that those are captures of.
    #[serde(default)]
    pub versioned_pages: u64,
    /// Articles by language, the commonest first.
    #[serde(default)]
    pub languages: Vec<LanguageCount>,
    /// What could not be read.
    pub rejected: Vec<Rejected>,
    /// What was left out of, or assumed about, files that are indexed; of one file the first thousand.
    pub warnings: Vec<Rejected>,
    /// All warnings by kind, the commonest first.
    #[serde(default)]
    pub met: Vec<Met>,
}

/// The warnings of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Met {
    /// What they are about: "beginning only".
    pub kind: String,
    /// How many.
    pub count: u64,
}

/// The articles of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LanguageCount {
    /// BCP 47 primary tag; null for articles too short to tell.
    pub language: Option<String>,
    /// How many.
    pub articles: u64,
    /// Whether statements are found in it; else its articles are searched by their words alone.
    pub statements: bool,
}

/// How many articles lack something that most have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Without {
    /// Articles without a headline.
    pub headline: u64,
    /// Articles without a byline.
    pub byline: u64,
    /// Articles without a date.
    pub date: u64,
}

impl Status {
    /// The current version of this shape.
    pub const VERSION: u32 = SCHEMA_VERSION;
}

/// Labels in a column, values beside them, the first `limit` rejections and warnings below.
pub fn text(status: &Status, limit: usize, look: Look) -> String {
    let rows = [
        ("archive", status.archive.clone()),
        ("made from", status.paths.join(" · ")),
        ("chosen", status.chosen.join(" ")),
        ("index", format!("{} (version {})", status.index, status.index_version)),
        ("updated", status.updated.clone().unwrap_or_else(|| "never".to_owned())),
        ("files", words::number(status.files)),
        ("articles", words::number(status.articles)),
        ("without", without(status.without)),
        ("statements", words::number(status.statements)),
        ("speakers", words::number(status.speakers)),
        ("organizations", words::number(status.organizations)),
        ("duplicates", words::number(status.duplicates)),
        ("copies", of(status.copies, status.copied_stories, ["story", "stories"])),
        ("versions", of(status.versions, status.versioned_pages, ["page", "pages"])),
        ("languages", languages(status)),
        ("rejected", rejected(&status.rejected)),
        ("warnings", warnings(status)),
        ("size", words::size(status.index_bytes)),
    ];
    let mut out = String::new();
    for (label, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
        let line = [run(&format!("{label:<14}"), Part::Quiet), run(&value, Part::Plain)];
        put(&mut out, &line, look.color);
    }
    if !(status.rejected.is_empty() && status.warnings.is_empty()) {
        out.push('\n');
        out.push_str(&first("rejected", &status.rejected, limit, look));
        out.push_str(&first("warning", &status.warnings, limit, look));
    }
    out
}

/// The first of them, and how many more there are.
fn first(label: &str, all: &[Rejected], limit: usize, look: Look) -> String {
    let shown = all.len().min(limit);
    let mut out = told(label, all.get(..shown).unwrap_or_default(), look);
    if shown < all.len() {
        let more = words::number((all.len() - shown) as u64);
        put(&mut out, &[run(&format!("{label} … and {more} more: --limit all"), Part::Quiet)], look.color);
    }
    out
}

/// `headline 3 · byline 1,601`; nothing where none lacks any.
fn without(without: Without) -> String {
    let Without { headline, byline, date } = without;
    let lacking = [("headline", headline), ("byline", byline), ("date", date)];
    let told = lacking.iter().filter(|(_, count)| *count > 0);
    told.map(|(what, count)| format!("{what} {}", words::number(*count))).collect::<Vec<_>>().join(" · ")
}

/// So many reasons are counted by themselves.
const REASONS: usize = 6;

/// `344: has no text of an article 225 · is empty 41 · other 78`.
fn rejected(all: &[Rejected]) -> String {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for rejected in all {
        // What is told behind a colon or between brackets is of this one.
        let kind = rejected.reason.split([':', '(']).next().unwrap_or_default().trim();
        *counts.entry(kind).or_default() += 1;
    }
    let mut kinds: Vec<(&str, u64)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    kinds.truncate(REASONS);
    let other = all.len() as u64 - kinds.iter().map(|(_, count)| count).sum::<u64>();
    kinds.extend(Some(("other", other)).filter(|(_, count)| *count > 0 && !kinds.is_empty()));
    let kinds: Vec<String> =
        kinds.iter().map(|(kind, count)| format!("{kind} {}", words::number(*count))).collect();
    let all = words::number(all.len() as u64);
    if kinds.is_empty() { all } else { format!("{all}: {}", kinds.join(" · ")) }
}

/// `12 of 4 stories`; nothing where there are none.
fn of(count: u64, originals: u64, [one, many]: [&str; 2]) -> String {
    if count == 0 {
        return String::new();
    }
    let noun = if originals == 1 { one } else { many };
    format!("{} of {} {noun}", words::number(count), words::number(originals))
}

/// `12: beginning only 9 · ambiguous date 3`.
fn warnings(status: &Status) -> String {
    let counted: u64 = status.met.iter().map(|met| met.count).sum();
    let all = words::number(counted.max(status.warnings.len() as u64));
    let one = |met: &Met| format!("{} {}", met.kind, words::number(met.count));
    let kinds: Vec<String> = status.met.iter().map(one).collect();
    if kinds.is_empty() { all } else { format!("{all}: {}", kinds.join(" · ")) }
}

/// `en 49 · de 4 · ja 2 (no statements)`.
fn languages(status: &Status) -> String {
    let one = |count: &LanguageCount| {
        let tag = count.language.as_deref().unwrap_or("unknown");
        let without = if count.statements { "" } else { " (no statements)" };
        format!("{tag} {}{without}", words::number(count.articles))
    };
    status.languages.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// One row for each rejection and warning.
pub fn csv(status: &Status) -> String {
    let labelled = |label: &'static str, all: &[Rejected]| -> Vec<[String; 3]> {
        all.iter().map(|told| [label.to_owned(), told.place.clone(), told.reason.clone()]).collect()
    };
    let mut rows = labelled("rejected", &status.rejected);
    rows.extend(labelled("warning", &status.warnings));
    table(["what", "place", "reason"], rows)
}

/// One line for each: what it is, where and why.
pub(super) fn told(label: &str, all: &[Rejected], look: Look) -> String {
    let mut out = String::new();
    for told in all {
        let line = [
            run(&format!("{label} "), Part::Quiet),
            run(&told.place, Part::Plain),
            run(&format!(": {}", told.reason), Part::Quiet),
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
            paths: Vec::new(),
            chosen: vec!["--exclude *.bak".into()],
            without: Without { headline: 0, byline: 310, date: 12 },
            index_version: 1,
            updated: Some("2025-03-09T14:05:00Z".into()),
            articles: 1_204,
            statements: 9_001,
            speakers: 310,
            organizations: 95,
            index_bytes: 4_200_000,
            files: 1_210,
            duplicates: 5,
            copies: 14,
            copied_stories: 6,
            versions: 7,
            versioned_pages: 1,
            languages: vec![
                LanguageCount { language: Some("en".into()), articles: 1_200, statements: true },
                LanguageCount { language: Some("ja".into()), articles: 4, statements: false },
            ],
            rejected: [
                ("empty.txt", "is empty"),
                ("a.bin", "is not text (binary data)"),
                ("b.bin", "is not text (a PDF)"),
            ]
            .map(|(place, reason)| Rejected { place: place.into(), reason: reason.into() })
            .into(),
            warnings: vec![Rejected {
                place: "a.jsonl:7".into(),
                reason: "left out: is not a JSON object".into(),
            }],
            met: vec![
                Met { kind: "beginning only".into(), count: 1_002 },
                Met { kind: "left out".into(), count: 1 },
            ],
        };
        expect![[r#"
            archive       news
            chosen        --exclude *.bak
            index         news/.onrecord (version 1)
            updated       2025-03-09T14:05:00Z
            files         1,210
            articles      1,204
            without       byline 310 · date 12
            statements    9,001
            speakers      310
            organizations 95
            duplicates    5
            copies        14 of 6 stories
            versions      7 of 1 page
            languages     en 1,200 · ja 4 (no statements)
            rejected      3: is not text 2 · other 1
            warnings      1,003: beginning only 1,002 · left out 1
            size          4.2 MB

            rejected empty.txt: is empty
            rejected … and 2 more: --limit all
            warning a.jsonl:7: left out: is not a JSON object
        "#]]
        .assert_eq(&text(&status, 1, Look::default()));
    }
}
