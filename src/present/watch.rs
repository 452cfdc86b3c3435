//! Saved searches, and what is new in them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SearchHit;
use super::layout::{put, put_wrapped, run};
use super::paint::{Look, Part};
use super::quote::Quote;
use super::{together, words};

/// The answer to `onrecord watch list`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Watches {
    /// The version of this shape.
    pub schema_version: u32,
    /// By name.
    pub watches: Vec<Watch>,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Watch {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub query: String,
    /// Whether it asks for statements, not articles.
    pub of_statements: bool,
    /// What narrows it, by the flag's name.
    pub filters: BTreeMap<String, Vec<String>>,
    /// When it was added.
    pub added: String,
    /// When it last ran.
    pub ran: Option<String>,
    /// How many articles it has told.
    pub told: u64,
}

/// The answer to `onrecord watch run`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WatchNews {
    /// The version of this shape.
    pub schema_version: u32,
    /// Every watch that ran.
    pub watches: Vec<News>,
}

/// A line of `onrecord watch run --format jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum NewsLine {
    /// A new article.
    Article {
        /// Which watch found it.
        watch: String,
        /// The article.
        #[serde(flatten)]
        hit: Box<SearchHit>,
    },
    /// A new statement.
    Statement {
        /// Which watch found it.
        watch: String,
        /// The statement.
        #[serde(flatten)]
        quote: Box<Quote>,
    },
}

/// What is new in one watch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct News {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub query: String,
    /// How many new articles are left for the next time.
    pub left: u64,
    /// The new articles, the latest first, where it asks for articles.
    pub hits: Vec<SearchHit>,
    /// The statements of new articles, the latest first, where it asks for those.
    pub quotes: Vec<Quote>,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// The version of the shapes in this file.
pub const VERSION: u32 = 1;

/// The watches for reading.
pub fn list(watches: &[Watch], look: Look) -> String {
    let mut out = String::new();
    for watch in watches {
        let query = if watch.query.is_empty() { "everything" } else { &watch.query };
        let mut line = vec![run(&watch.name, Part::Handle), run(": ", Part::Plain), run(query, Part::Plain)];
        for (name, values) in &watch.filters {
            for value in values {
                line.push(run(&format!(" --{name} {value}"), Part::Name));
            }
        }
        put_wrapped(&mut out, &line, 0, look.columns(), look.color);
        let unit = if watch.of_statements { "statements" } else { "articles" };
        // The day is enough for reading; the records have the time.
        let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
        let ran =
            watch.ran.as_ref().map_or_else(|| "never ran".to_owned(), |ran| format!("ran {}", day(ran)));
        let told = words::counted(watch.told, "article");
        let about = format!("{unit} · added {} · {ran} · {told} told", day(&watch.added));
        put_wrapped(&mut out, &[run(&about, Part::Quiet)], 2, look.columns(), look.color);
    }
    if watches.is_empty() {
        put(&mut out, &[run("no watches", Part::Quiet)], look.color);
    }
    out
}

/// One row for each watch.
pub fn list_csv(watches: &[Watch]) -> String {
    let rows = watches.iter().map(|watch| {
        let filters = watch
            .filters
            .iter()
            .flat_map(|(name, values)| values.iter().map(move |value| format!("--{name} {value}")));
        [
            watch.name.clone(),
            watch.query.clone(),
            if watch.of_statements { "statements" } else { "articles" }.to_owned(),
            filters.collect::<Vec<_>>().join("; "),
            watch.added.clone(),
            watch.ran.clone().unwrap_or_default(),
            watch.told.to_string(),
        ]
    });
    table(["watch", "query", "of", "filters", "added", "ran", "told"], rows)
}

/// What stands over the news of one watch.
pub fn heading(name: &str, query: &str, look: Look) -> String {
    let mut out = String::new();
    let query = if query.is_empty() { "everything" } else { query };
    let line = [run(name, Part::Strong), run(": ", Part::Plain), run(query, Part::Quiet)];
    put_wrapped(&mut out, &line, 0, look.columns(), look.color);
    out.push('\n');
    out
}

/// One row for each new article or statement.
pub fn csv(news: &[News]) -> String {
    let rows = news.iter().flat_map(|one| {
        let articles = one.hits.iter().map(|hit| {
            let headline = hit.headline.clone();
            [
                one.name.clone(),
                hit.published.clone().unwrap_or_default(),
                String::new(),
                hit.passage.text.clone(),
                headline,
                hit.source.clone().unwrap_or_default(),
                hit.url.clone().unwrap_or_default(),
                hit.id.clone(),
                hit.path.clone(),
                String::new(),
            ]
        });
        let statements = one.quotes.iter().map(|quote| {
            [
                one.name.clone(),
                quote.published.clone().unwrap_or_default(),
                quote.speaker.clone().unwrap_or_default(),
                quote.text.clone(),
                quote.headline.clone(),
                quote.source.clone().unwrap_or_default(),
                quote.url.clone().unwrap_or_default(),
                quote.id.clone(),
                quote.path.clone(),
                together::cell(&quote.with),
            ]
        });
        articles.chain(statements)
    });
    table(["watch", "published", "speaker", "words", "headline", "source", "url", "id", "path", "with"], rows)
}
