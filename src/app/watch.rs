//! Saved searches: asked again and again, each tells only what it has not told before.
//!
//! A watch is one file beside the index, `onrecord.watches/NAME.json`, with what it asks and the ids of
//! the articles it has told. Ids are made from where an article stands in the archive, so an index that is
//! made anew tells nothing twice. A file is replaced whole, and only after what is new was handed on:
//! whoever is killed in between is told again, never too little.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::{Timestamp, Unit};
use serde::{Deserialize, Serialize};

use super::identities::Opened;
use super::quotes::quote;
use super::{Place, identities};
use crate::engine::{Hit, Ids, LocalEngine, Request, Sort, StatementRequest};
use crate::model::StatementKind;
use crate::present::quote::Quote;
use crate::present::watch::Watch;
use crate::query::Filters;

use super::search::understand;

/// The folder of the watches, in that of the index.
const FOLDER: &str = "onrecord.watches";
/// The version of a watch's file.
const VERSION: u32 = 1;
/// The longest name.
const LONGEST: usize = 64;

/// What is wrong with a watch.
#[derive(thiserror::Error, Debug)]
#[non_exhaustive]
pub enum BadWatch {
    /// Its name cannot name a file everywhere.
    #[error("a watch is called by letters, digits, `-`, `_` and `.`, at most {LONGEST}: {0:?} is not")]
    Name(String),
    /// There is one already.
    #[error("there is a watch called {0} already")]
    Exists(String),
    /// There is none.
    #[error("there is no watch called {0}")]
    Missing(String),
    /// Its file is not what was written.
    #[error("{}: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Its query is none any more.
    #[error("the watch {name} asks {query:?}: {what}")]
    Query {
        /// The watch.
        name: String,
        /// What it asks.
        query: String,
        /// What is wrong with that.
        what: String,
    },
}

/// What a watch asks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct NewWatch {
    /// Its name.
    pub name: String,
    /// The query as typed.
    pub query: String,
    /// What narrows it.
    #[serde(default)]
    pub filters: Filters,
    /// For statements, what narrows those; nothing for articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statements: Option<Said>,
    /// Names mean only the spelling that was typed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
}

/// What narrows statements alone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// What the speakers do.
    pub roles: Vec<String>,
    /// Whom the statements name.
    pub about: Vec<String>,
    /// How they are said.
    pub kinds: Vec<StatementKind>,
}

/// A watch's file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    version: u32,
    #[serde(flatten)]
    watch: NewWatch,
    added: String,
    #[serde(default)]
    ran: Option<String>,
    /// The articles that were told.
    seen: BTreeSet<String>,
}

/// What is new in one watch.
#[derive(Debug)]
pub struct Fresh {
    /// Its name.
    pub name: String,
    /// What it asks.
    pub query: String,
    /// The articles that are new, the latest first; none where statements are asked for.
    pub hits: Vec<Hit>,
    /// The request that found them.
    pub request: Request,
    /// The statements of new articles, the latest first.
    pub quotes: Vec<Quote>,
    /// Whether it asks for statements.
    pub of_statements: bool,
    /// How many new articles are left for the next time.
    pub left: u64,
    /// What the reader should know.
    pub notes: Vec<String>,
    told: Told,
}

/// What will have been told once it is printed.
#[derive(Debug)]
struct Told {
    path: PathBuf,
    ids: BTreeSet<String>,
}

impl Fresh {
    /// Whether there is anything new.
    pub fn any(&self) -> bool {
        !self.told.ids.is_empty()
    }

    /// Writes down that this was told.
    ///
    /// # Errors
    /// When the watch's file cannot be read or written.
    pub fn settle(self) -> anyhow::Result<()> {
        // Read again: another run may have told something meanwhile.
        let mut kept = read(&self.told.path, &self.name)?;
        kept.seen.extend(self.told.ids);
        kept.ran = Some(now());
        write(&self.told.path, &kept)
    }
}

/// Keeps a search. What it finds now counts as told, unless `from_start`; gives how many articles that is.
///
/// # Errors
/// [`BadWatch`] when the name or the query is none or there is such a watch; otherwise when the index
/// cannot be read or the file cannot be written.
pub fn add_watch(place: &Place, watch: NewWatch, from_start: bool) -> anyhow::Result<u64> {
    let path = path_of(place, &watch.name)?;
    if path.exists() {
        return Err(BadWatch::Exists(watch.name).into());
    }
    let ids = asked(&identities::open(place)?.engine, &watch)?.ids;
    let found = ids.len() as u64;
    let seen = if from_start { BTreeSet::new() } else { ids };
    fs::create_dir_all(folder(place)).with_context(|| folder(place).display().to_string())?;
    write(&path, &Kept { version: VERSION, watch, added: now(), ran: None, seen })?;
    Ok(found)
}

/// Forgets a watch.
///
/// # Errors
/// [`BadWatch`] when there is none so called; otherwise when its file cannot be removed.
pub fn remove_watch(place: &Place, name: &str) -> anyhow::Result<()> {
    let path = path_of(place, name)?;
    match fs::remove_file(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(BadWatch::Missing(name.to_owned()).into())
        }
        done => done.with_context(|| path.display().to_string()),
    }
}

/// Every watch by name.
///
/// # Errors
/// When the folder of the watches, or a file in it, cannot be read.
pub fn watches(place: &Place) -> anyhow::Result<Vec<Watch>> {
    let names = names(place)?;
    names.iter().map(|name| Ok(listed(read(&path_of(place, name)?, name)?))).collect()
}

/// The names of the watches.
///
/// # Errors
/// When their folder cannot be read.
pub fn names(place: &Place) -> anyhow::Result<Vec<String>> {
    let folder = folder(place);
    let entries = match fs::read_dir(&folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| folder.display().to_string())?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.with_context(|| folder.display().to_string())?.file_name();
        if let Some(name) = name.to_str().and_then(|name| name.strip_suffix(".json")) {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// What the watch finds that it has not told: at most `limit` articles or the statements of as many, the
/// latest first. It is told once [`Fresh::settle`] is called.
///
/// # Errors
/// [`BadWatch`] when there is none so called, or its file or query is damaged; otherwise when the index
/// cannot be read.
pub fn run_watch(place: &Place, name: &str, limit: usize) -> anyhow::Result<Fresh> {
    let path = path_of(place, name)?;
    let Kept { watch, seen, .. } = read(&path, name)?;
    let Opened { engine, notes: told } = identities::open(place)?;
    let Ids { ids, mut notes } = asked(&engine, &watch)?;
    notes.splice(0..0, told);
    let new: BTreeSet<String> = ids.difference(&seen).cloned().collect();
    let request = article_request(&watch)?;
    let mut fresh = Fresh {
        name: name.to_owned(),
        query: watch.query.clone(),
        hits: Vec::new(),
        quotes: Vec::new(),
        of_statements: watch.statements.is_some(),
        left: 0,
        notes,
        request,
        told: Told { path, ids: BTreeSet::new() },
    };
    if watch.statements.is_some() {
        new_statements(&engine, &watch, &new, limit, &mut fresh)?;
    } else {
        new_articles(&engine, &new, limit, &mut fresh)?;
    }
    fresh.left = (new.len() - fresh.told.ids.len()) as u64;
    Ok(fresh)
}

fn new_articles(
    engine: &LocalEngine,
    new: &BTreeSet<String>,
    limit: usize,
    fresh: &mut Fresh,
) -> anyhow::Result<()> {
    fresh.hits = engine.hits_of(new.iter().map(String::as_str), &fresh.request.query)?;
    fresh.hits.sort_by_key(|hit| {
        let article = &hit.record.article;
        (std::cmp::Reverse(article.published.map(|date| date.earliest())), article.id.clone())
    });
    fresh.hits.truncate(limit);
    fresh.told.ids = fresh.hits.iter().map(|hit| hit.record.article.id.0.clone()).collect();
    Ok(())
}

fn new_statements(
    engine: &LocalEngine,
    watch: &NewWatch,
    new: &BTreeSet<String>,
    limit: usize,
    fresh: &mut Fresh,
) -> anyhow::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let request = StatementRequest { articles: Some(new.clone()), ..statement_request(watch)? };
    for hit in engine.statements(&request)? {
        let hit = hit?;
        let id = &hit.record.article.id.0;
        if !fresh.told.ids.contains(id) {
            if fresh.told.ids.len() >= limit {
                break;
            }
            fresh.told.ids.insert(id.clone());
        }
        fresh.quotes.extend(quote(&hit, 0));
    }
    Ok(())
}

/// The articles that a watch asks for, told or not.
fn asked(engine: &LocalEngine, watch: &NewWatch) -> anyhow::Result<Ids> {
    Ok(if watch.statements.is_some() {
        engine.ids_of_statements(&statement_request(watch)?)?
    } else {
        engine.ids(&article_request(watch)?)?
    })
}

fn article_request(watch: &NewWatch) -> anyhow::Result<Request> {
    let (query, filters) = (parsed(watch)?, watch.filters.clone());
    Ok(Request { query, filters, sort: Sort::Newest, exact: watch.exact, ..Request::default() })
}

fn statement_request(watch: &NewWatch) -> anyhow::Result<StatementRequest> {
    let said = watch.statements.clone().unwrap_or_default();
    Ok(StatementRequest {
        query: parsed(watch)?,
        filters: watch.filters.clone(),
        roles: said.roles,
        about: said.about,
        kinds: said.kinds,
        exact: watch.exact,
        ..StatementRequest::default()
    })
}

fn parsed(watch: &NewWatch) -> anyhow::Result<crate::query::Query> {
    Ok(understand(&watch.query, false).map(|understood| understood.query).map_err(|error| {
        BadWatch::Query { name: watch.name.clone(), query: watch.query.clone(), what: error.to_string() }
    })?)
}

fn listed(kept: Kept) -> Watch {
    let filters = kept.watch.filters;
    let mut narrowed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let said = kept.watch.statements.clone().unwrap_or_default();
    let date = |date: Option<crate::model::NewsDate>| date.map(|date| date.to_string()).into_iter().collect();
    for (name, values) in [
        ("speaker", filters.speakers),
        ("org", filters.organizations),
        ("author", filters.authors),
        ("section", filters.sections),
        ("source", filters.sources),
        ("from", date(filters.from)),
        ("to", date(filters.to)),
        ("role", said.roles),
        ("about", said.about),
        ("kind", said.kinds.iter().map(|kind| kind.as_str().to_owned()).collect()),
        (
            "min-confidence",
            (filters.min_confidence > 0.0).then(|| filters.min_confidence.to_string()).into_iter().collect(),
        ),
    ] {
        if !values.is_empty() {
            narrowed.insert(name.to_owned(), values);
        }
    }
    Watch {
        name: kept.watch.name,
        query: kept.watch.query,
        of_statements: kept.watch.statements.is_some(),
        filters: narrowed,
        added: kept.added,
        ran: kept.ran,
        told: kept.seen.len() as u64,
    }
}

fn folder(place: &Place) -> PathBuf {
    place.index.join(FOLDER)
}

/// The file of a watch, whose name must be able to name one everywhere.
fn path_of(place: &Place, name: &str) -> Result<PathBuf, BadWatch> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > LONGEST || name.starts_with('.') || !name.chars().all(fits) {
        return Err(BadWatch::Name(name.to_owned()));
    }
    Ok(folder(place).join(format!("{name}.json")))
}

fn read(path: &Path, name: &str) -> anyhow::Result<Kept> {
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(BadWatch::Missing(name.to_owned()).into());
        }
        bytes => bytes.with_context(|| path.display().to_string())?,
    };
    let damaged = |what: String| BadWatch::Damaged { path: path.to_owned(), what };
    let kept: Kept = serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
    if kept.version != VERSION {
        return Err(damaged(format!("written in version {} of the format", kept.version)).into());
    }
    Ok(kept)
}

/// Whole or not at all.
fn write(path: &Path, kept: &Kept) -> anyhow::Result<()> {
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut bytes = serde_json::to_vec(kept)?;
    bytes.push(b'\n');
    let done = write_through(&draft, &bytes).and_then(|()| fs::rename(&draft, path));
    if done.is_err() {
        let _ = fs::remove_file(&draft);
    }
    done.with_context(|| path.display().to_string())
}

fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        let place = Place { index: "/i".into(), archive: "/".into(), ..Place::default() };
        for name in ["", ".hidden", "../x", "a/b", "a b", "ü", "a\0", &"x".repeat(65)] {
            assert!(path_of(&place, name).is_err(), "{name:?}");
        }
        assert_eq!(
            path_of(&place, "oil-2.daily").unwrap(),
            Path::new("/i/onrecord.watches/oil-2.daily.json")
        );
    }

    #[test]
    fn a_file_reads_back_as_itself_and_another_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        let kept = Kept {
            version: VERSION,
            watch: NewWatch { name: "a".into(), query: "letter".into(), ..NewWatch::default() },
            added: now(),
            ran: None,
            seen: BTreeSet::from(["00ff".to_owned()]),
        };
        write(&path, &kept).unwrap();
        assert_eq!(read(&path, "a").unwrap(), kept);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        fs::write(&path, "{").unwrap();
        assert!(read(&path, "a").unwrap_err().to_string().contains("a.json"));
    }
}
