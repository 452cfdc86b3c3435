//! What an engine is asked and what it answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Record, Span};
use crate::query::{Filters, Query};

/// What results can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FacetName {
    /// Who is on record.
    Speaker,
    /// Whom they speak for.
    Organization,
    /// The byline.
    Author,
    /// Desk or rubric.
    Section,
    /// The outlet.
    Source,
    /// Language tag.
    Language,
    /// Month of publication.
    Month,
}

/// A facet to count, and how many of its values to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetRequest {
    /// Which.
    pub name: FacetName,
    /// At most so many values, the commonest first, equal counts by name.
    pub limit: usize,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest publication first; undated last.
    Newest,
    /// Earliest publication first; undated last.
    Oldest,
}

/// A whole question.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What to look for.
    pub query: Query,
    /// What narrows it.
    pub filters: Filters,
    /// What to count over the whole result.
    pub facets: Vec<FacetRequest>,
    /// In which order.
    pub sort: Sort,
    /// At most so many hits; 0 counts only.
    pub limit: usize,
    /// Passed over before the first.
    pub offset: usize,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetValue {
    /// As shown: "Alex Vatanka".
    pub value: String,
    /// How many articles of the whole result have it.
    pub count: u64,
    /// Whether the request filters by it.
    pub selected: bool,
}

/// The counts of one facet over the whole result, its own selection left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetCounts {
    /// Which.
    pub name: FacetName,
    /// The commonest first.
    pub values: Vec<FacetValue>,
    /// How many values there are in all.
    pub distinct: u64,
}

/// A stretch of the article's text to show, with the matches inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// What to show of `article.text`.
    pub span: Span,
    /// What matched inside it.
    pub matches: Vec<Span>,
}

/// One article found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The article and everything found in it.
    pub record: Record,
    /// Its score; comparable within one page only.
    pub score: f32,
    /// The best passage.
    pub passage: Passage,
    /// What matched in the headline, in bytes of `record.article.headline`.
    pub headline_matches: Vec<Span>,
    /// Ids of the other articles that match and are copies of this one, where copies are folded.
    #[serde(default)]
    pub copies: Vec<String>,
}

/// The answer to a [`Request`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// How many articles match, on this page or not.
    pub total: u64,
    /// How many of these are copies, folded under the article that stands for them.
    #[serde(default)]
    pub folded: u64,
    /// How many were passed over.
    pub offset: usize,
    /// The articles, in the order asked for.
    pub hits: Vec<Hit>,
    /// The facets, in the order asked for.
    pub facets: Vec<FacetCounts>,
    /// What the reader should know: an unknown name with its nearest ones, a dropped word.
    pub notes: Vec<String>,
    /// Time taken, in microseconds.
    pub took_micros: u64,
}
