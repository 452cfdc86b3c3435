//! How good the order of results is: the measure and what it is made of.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::SCHEMA_VERSION;

/// What `onrecord eval --ranking` measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// The version of this shape.
    pub schema_version: u32,
    /// Over all queries.
    pub total: Total,
    /// Each query, in the file's order.
    pub queries: Vec<RankedQuery>,
}

impl Ranking {
    /// The current version of this shape.
    pub const VERSION: u32 = SCHEMA_VERSION;
}

/// The figures over all queries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Total {
    /// How many there are.
    pub queries: u64,
    /// The mean of their nDCG at ten.
    pub ndcg: f64,
    /// The share whose first result has the best grade.
    pub best_first: f64,
    /// How many found nothing at all.
    pub nothing: u64,
}

/// One query.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RankedQuery {
    /// As it was asked.
    pub query: String,
    /// nDCG at ten.
    pub ndcg: f64,
    /// How many articles matched.
    pub found: u64,
    /// The first ten.
    pub hits: Vec<RankedHit>,
    /// Graded answers that are not among them.
    pub missed: Vec<String>,
}

/// One of the first ten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RankedHit {
    /// Path, and after a colon which record of a file that holds several.
    pub article: String,
    /// 0 to 3.
    pub grade: u8,
}

/// The figures, and the queries that are not perfect, the worst first.
pub fn text(ranking: &Ranking) -> String {
    let total = &ranking.total;
    let mut out = format!(
        "nDCG@10 {:.4} over {} queries · best answer first {:.3} · nothing found {}\n",
        total.ndcg, total.queries, total.best_first, total.nothing
    );
    let mut worst: Vec<&RankedQuery> = ranking.queries.iter().filter(|query| query.ndcg < 0.9995).collect();
    worst.sort_by(|a, b| a.ndcg.total_cmp(&b.ndcg));
    for query in worst {
        let grades: Vec<String> = query.hits.iter().map(|hit| hit.grade.to_string()).collect();
        let _ = write!(out, "{:.3}  {}  [{}]", query.ndcg, query.query, grades.join(" "));
        if !query.missed.is_empty() {
            let _ = write!(out, "  missed {}", query.missed.join(", "));
        }
        out.push('\n');
    }
    out
}
