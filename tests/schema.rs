//! The contracts in `schema/` are made from the types and compared here.
//!
//! `UPDATE=1 cargo test --test schema` writes them anew.

// A test that cannot be set up should stop.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::PathBuf;

use onrecord::{index, model, present};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

/// Every contract: the file's name and what must stand in it.
fn contracts() -> Vec<(&'static str, Value)> {
    vec![
        ("article.json", of::<model::Article>()),
        ("statement.json", of::<model::Statement>()),
        ("record.json", of::<model::Record>()),
        ("extract-response.json", of::<present::statements::ExtractResponse>()),
        ("extraction.json", of::<present::statements::ExtractedArticle>()),
        ("explain-response.json", of::<present::explain::ExplainResponse>()),
        ("explanation.json", of::<present::explain::ExplainedText>()),
        ("search-hit.json", of::<present::json::SearchHit>()),
        ("search-response.json", of::<present::json::SearchResponse>()),
        ("article-response.json", of::<present::json::ArticleResponse>()),
        ("index-summary.json", of::<present::summary::IndexSummary>()),
        ("status.json", of::<present::status::Status>()),
        ("check.json", of::<present::check::Check>()),
        ("names.json", of::<present::names::Names>()),
        ("people.json", of::<present::people::People>()),
        ("profile.json", of::<present::profile::Profiles>()),
        ("excerpt.json", of::<present::excerpt::ExcerptResponse>()),
        ("quotes-response.json", of::<present::quotes::QuotesResponse>()),
        ("quote.json", of::<present::quote::Quote>()),
        ("trace-response.json", of::<present::trace::TraceResponse>()),
        ("timeline.json", of::<present::timeline::Timeline>()),
        ("comparison.json", of::<present::compare::Comparison>()),
        ("batch.json", of::<present::batch::Batch>()),
        ("watches.json", of::<present::watch::Watches>()),
        ("watch-line.json", of::<present::watch::NewsLine>()),
        ("watch-news.json", of::<present::watch::WatchNews>()),
        ("eval-report.json", of::<present::eval::Report>()),
        ("ranking-report.json", of::<present::ranking::Ranking>()),
        ("query-fields.json", of::<present::fields::Fields>()),
        ("read-response.json", of::<present::articles::ReadResponse>()),
        ("read.json", of::<present::articles::ReadArticle>()),
        ("article-eval-report.json", of::<present::article_eval::ArticleReport>()),
        ("index-fields.json", index::field_table()),
    ]
}

fn of<T: JsonSchema>() -> Value {
    serde_json::to_value(schema_for!(T)).expect("a schema is JSON")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schema")
}

fn written(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("a schema is JSON") + "\n"
}

#[test]
fn contracts_are_what_the_types_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut stale = Vec::new();
    for (name, value) in contracts() {
        let (path, want) = (folder().join(name), written(&value));
        if update {
            fs::create_dir_all(folder()).expect("schema/ can be made");
            fs::write(&path, &want).expect("schema/ can be written");
        }
        let found = fs::read_to_string(&path).unwrap_or_default();
        if found != want {
            stale.push(format!("schema/{name}: {}", first_difference(&found, &want)));
        }
    }
    stale.extend(unclaimed().into_iter().map(|name| format!("schema/{name}: is made from no type")));
    assert!(
        stale.is_empty(),
        "{}\nIf the change is meant, write the contracts anew: UPDATE=1 cargo test --test schema",
        stale.join("\n")
    );
}

fn first_difference(found: &str, want: &str) -> String {
    if found.is_empty() {
        return "is missing".to_owned();
    }
    let same = found.lines().zip(want.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("the end").trim().to_owned();
    format!("line {}: has `{}`, the type says `{}`", same + 1, line(found), line(want))
}

/// Files in the folder that no contract claims.
fn unclaimed() -> Vec<String> {
    let told: Vec<&str> = contracts().into_iter().map(|(name, _)| name).collect();
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| !told.contains(&name.as_str()));
    names.sort_unstable();
    names
}
