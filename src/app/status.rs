//! What an index holds, and what it could not take in.

use std::collections::BTreeMap;

use jiff::{Timestamp, Unit};

use super::Place;
use super::index::{rejections, told};
use crate::engine::{Engine as _, FacetName, LocalEngine, Request};
use crate::extract::foreign;
use crate::index::{Archive, FileState, Manifest, SCHEMA_VERSION, older_captures};
use crate::present::status::{LanguageCount, Met, Status, Without};
use crate::query::parse;
use crate::read::Rules;

/// The state of the index of `place`.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn status(place: &Place) -> anyhow::Result<Status> {
    let archive = Archive::open(&place.index)?;
    // Of one commit, also while another is made.
    let (manifest, engine) =
        archive.steady(|payload| Ok((archive.manifest_of(payload)?, LocalEngine::of(archive.clone())?)))?;
    let stats = engine.stats();
    let duplicates = manifest.values().filter(|entry| matches!(entry.state, FileState::Duplicate(_))).count();
    let (versions, versioned_pages) = older_captures(&manifest);
    Ok(Status {
        schema_version: Status::VERSION,
        index: place.index.display().to_string(),
        archive: place.archive.display().to_string(),
        paths: paths(place),
        chosen: chosen(&place.rules),
        without: without(&engine)?,
        index_version: SCHEMA_VERSION,
        updated: updated(place),
        articles: stats.articles,
        statements: stats.statements,
        speakers: engine.names(FacetName::Speaker, "")?.len() as u64,
        organizations: engine.names(FacetName::Organization, "")?.len() as u64,
        index_bytes: stats.bytes,
        files: manifest.len() as u64,
        duplicates: duplicates as u64,
        copies: engine.copies().copies(),
        copied_stories: engine.copies().stories(),
        languages: languages(&engine, stats.articles)?,
        versions,
        versioned_pages,
        rejected: rejections(&manifest),
        met: met(&manifest),
        warnings: manifest.values().flat_map(|entry| &entry.problems).cloned().map(told).collect(),
    })
}

/// What else than the archive's folder the index is made from.
fn paths(place: &Place) -> Vec<String> {
    let is_archive = place.paths.len() == 1 && place.paths.first() == Some(&place.archive);
    let streams = place.streams.iter().map(|name| format!("{name} (standard input)"));
    let paths = place.paths.iter().filter(|_| !is_archive).map(|path| path.display().to_string());
    paths.chain(streams).collect()
}

/// The rules as flags.
fn chosen(rules: &Rules) -> Vec<String> {
    let patterns = |flag: &str, patterns: &[String]| -> Vec<String> {
        patterns.iter().map(|pattern| format!("--{flag} {pattern}")).collect()
    };
    let mut out = patterns("include", &rules.include);
    out.extend(patterns("exclude", &rules.exclude));
    for (flag, is_set) in
        [("--hidden", rules.hidden), ("--follow", rules.follow), ("--map", rules.map.is_some())]
    {
        out.extend(is_set.then(|| flag.to_owned()));
    }
    out
}

/// How many articles lack a headline, a byline or a date.
fn without(engine: &LocalEngine) -> anyhow::Result<Without> {
    let lacking = |field: &str| -> anyhow::Result<u64> {
        let request = Request { query: parse(&format!("NOT {field}:*"))?, limit: 0, ..Request::default() };
        Ok(engine.search(&request)?.total)
    };
    Ok(Without { headline: lacking("headline")?, byline: lacking("author")?, date: lacking("published")? })
}

/// What was left out or assumed, by kind, the commonest first.
fn met(manifest: &Manifest) -> Vec<Met> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (kind, count) in manifest.values().flat_map(|entry| &entry.met) {
        *counts.entry(kind).or_insert(0) += count;
    }
    let mut out: Vec<Met> =
        counts.into_iter().map(|(kind, count)| Met { kind: kind.to_owned(), count }).collect();
    out.sort_by_key(|met| std::cmp::Reverse(met.count));
    out
}

/// Articles by language; those whose language nobody could tell are taken for English.
fn languages(engine: &LocalEngine, articles: u64) -> anyhow::Result<Vec<LanguageCount>> {
    let known = engine.names(FacetName::Language, "")?;
    let told: u64 = known.iter().map(|value| value.count).sum();
    let mut out: Vec<LanguageCount> = known
        .into_iter()
        .map(|value| LanguageCount {
            statements: foreign::is_supported(&value.value),
            language: Some(value.value),
            articles: value.count,
        })
        .collect();
    if articles > told {
        out.push(LanguageCount { language: None, articles: articles - told, statements: true });
    }
    Ok(out)
}

/// When the index was last checked against its archive: its note is written by every run.
fn updated(place: &Place) -> Option<String> {
    let time = place.noted_at()?;
    Timestamp::try_from(time).ok()?.round(Unit::Second).ok().map(|time| time.to_string())
}
