//! How good the order of results is, against answers that were graded by reading.
//!
//! The figure is nDCG at ten: what the first ten results are worth, each counting less the further down
//! it stands, over what the best order would be worth. An answer of grade g is worth 2^g - 1.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::app::Place;
use crate::engine::{Engine, LocalEngine, Request, Sort};
use crate::model::Article;
use crate::present::ranking::{Ranking, RankedHit, RankedQuery, Total};
use crate::query::{Query, QueryError, parse};

/// How far down results count.
const DEPTH: usize = 10;
/// The best grade there is.
const BEST: u8 = 3;

/// Why the order of results could not be measured.
#[derive(thiserror::Error, Debug)]
pub enum RankingError {
    /// The file cannot be read.
    #[error("cannot read {}", .path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("{}: not graded answers: {message}", .path.display())]
    NotGraded {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A query that breaks the grammar.
    #[error("{}: {text}: {error}", .path.display())]
    BadQuery {
        /// The file.
        path: PathBuf,
        /// The query.
        text: String,
        /// What is wrong with it.
        error: QueryError,
    },
    /// An answer that is no article of the index.
    #[error("{}: {text}: the index has no article {answer}", .path.display())]
    NoArticle {
        /// The file.
        path: PathBuf,
        /// The query.
        text: String,
        /// The answer.
        answer: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Graded {
    query: Vec<GradedQuery>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GradedQuery {
    text: String,
    answers: BTreeMap<String, u8>,
}

/// Asks the index of `place` every query of the file at `path`.
///
/// # Errors
/// Where the file or the index cannot be read.
pub fn ranking(place: &Place, path: &Path) -> anyhow::Result<Ranking> {
    let graded = load(path)?;
    let engine = LocalEngine::open(&place.index)?;
    let known = articles(&engine)?;
    let mut queries = Vec::with_capacity(graded.query.len());
    for one in &graded.query {
        if let Some(answer) = one.answers.keys().find(|answer| !known.contains(*answer)) {
            let (path, text, answer) = (path.to_owned(), one.text.clone(), answer.clone());
            return Err(RankingError::NoArticle { path, text, answer }.into());
        }
        let query = parse(&one.text).map_err(|error| {
            RankingError::BadQuery { path: path.to_owned(), text: one.text.clone(), error }
        })?;
        queries.push(asked(&engine, one, query)?);
    }
    Ok(Ranking { schema_version: Ranking::VERSION, total: total(&queries), queries })
}

fn load(path: &Path) -> Result<Graded, RankingError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| RankingError::Read { path: path.to_owned(), source })?;
    let wrong = |message: String| RankingError::NotGraded { path: path.to_owned(), message };
    let graded: Graded = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if graded.query.is_empty() {
        return Err(wrong("no queries".to_owned()));
    }
    for query in &graded.query {
        if !query.answers.values().any(|grade| *grade > 0) || query.answers.values().any(|grade| *grade > BEST) {
            return Err(wrong(format!("{}: grades go from 1 to {BEST}", query.text)));
        }
    }
    Ok(graded)
}

/// What an article is called in a file of graded answers.
fn called(article: &Article) -> String {
    match article.origin.record {
        Some(record) => format!("{}:{record}", article.origin.path),
        None => article.origin.path.clone(),
    }
}

/// Every article of the index.
fn articles(engine: &LocalEngine) -> anyhow::Result<BTreeSet<String>> {
    const BATCH: usize = 512;
    let mut out = BTreeSet::new();
    loop {
        let request =
            Request { sort: Sort::Oldest, limit: BATCH, offset: out.len(), ..Request::default() };
        let page = engine.search(&request)?;
        let before = out.len();
        out.extend(page.hits.iter().map(|hit| called(&hit.record.article)));
        if page.hits.len() < BATCH || out.len() == before {
            return Ok(out);
        }
    }
}

fn asked(engine: &LocalEngine, graded: &GradedQuery, query: Query) -> anyhow::Result<RankedQuery> {
    let page = engine.search(&Request { query, limit: DEPTH, ..Request::default() })?;
    let hits: Vec<RankedHit> = page
        .hits
        .iter()
        .map(|hit| {
            let article = called(&hit.record.article);
            RankedHit { grade: graded.answers.get(&article).copied().unwrap_or(0), article }
        })
        .collect();
    let grades: Vec<u8> = hits.iter().map(|hit| hit.grade).collect();
    let missed = graded.answers.keys().filter(|answer| !hits.iter().any(|hit| hit.article == **answer));
    Ok(RankedQuery {
        query: graded.text.clone(),
        ndcg: ndcg(&grades, graded.answers.values().copied().collect()),
        found: page.total,
        missed: missed.cloned().collect(),
        hits,
    })
}

/// What `grades` in their order are worth, over what `all` in the best order would be.
fn ndcg(grades: &[u8], mut all: Vec<u8>) -> f64 {
    all.sort_unstable_by(|a, b| b.cmp(a));
    let best = worth(&all);
    if best > 0.0 { worth(grades) / best } else { 0.0 }
}

fn worth(grades: &[u8]) -> f64 {
    let gains = grades.iter().take(DEPTH).enumerate();
    gains.map(|(at, grade)| (f64::from(*grade).exp2() - 1.0) / (at as f64 + 2.0).log2()).sum()
}

fn total(queries: &[RankedQuery]) -> Total {
    let count = queries.len().max(1) as f64;
    let first = |query: &RankedQuery| query.hits.first().is_some_and(|hit| hit.grade == BEST);
    Total {
        queries: queries.len() as u64,
        ndcg: queries.iter().map(|query| query.ndcg).sum::<f64>() / count,
        best_first: queries.iter().filter(|query| first(query)).count() as f64 / count,
        nothing: queries.iter().filter(|query| query.found == 0).count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_order_is_worth_one_and_others_less() {
        assert!((ndcg(&[3, 2, 0], vec![2, 3]) - 1.0).abs() < 1e-9);
        let swapped = ndcg(&[2, 3], vec![2, 3]);
        // (3 + 7 / log2 3) / (7 + 3 / log2 3)
        assert!((swapped - 0.834).abs() < 1e-3, "{swapped}");
        assert!(ndcg(&[], vec![1]) < 1e-9);
        assert!(ndcg(&[0, 0, 3], vec![3]) > ndcg(&[0, 0, 0, 3], vec![3]));
    }

    #[test]
    fn what_is_no_file_of_graded_answers_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.toml");
        for wrong in ["", "query = []", "[[query]]\ntext = 'a'\nanswers = { a = 9 }", "[[query]]\ntext = 1"] {
            std::fs::write(&path, wrong).unwrap();
            assert!(matches!(load(&path), Err(RankingError::NotGraded { .. })), "{wrong}");
        }
        assert!(matches!(load(dir.path()), Err(RankingError::Read { .. })));
    }
}
