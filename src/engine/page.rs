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
    /// What the speakers do.
    Role,
    /// How much of a statement stands in quotation marks: `direct`, `mixed`, `indirect`.
    Kind,
}

/// A facet to count, and how many of its values to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FacetRequest {
    /// Which.
    pub name: FacetName,
    /// At most so many values, the commonest first, equal counts by name.
    pub limit: usize,
}

/// Two facets to count one inside the other: for each of the commonest values of the first, those of the
/// second.
///
/// Where statements have both, one statement must: speakers and the organizations *they* spoke for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pivot {
    /// The first.
    pub outer: FacetRequest,
    /// The second.
    pub inner: FacetRequest,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Best match first, of equally good ones the newer.
    Fresh,
    /// Latest publication first; undated last.
    Newest,
    /// Earliest publication first; undated last.
    Oldest,
}

/// A whole question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Request {
    /// What to look for.
    pub query: Query,
    /// What narrows it.
    pub filters: Filters,
    /// What to count over the whole result.
    pub facets: Vec<FacetRequest>,
    /// What to count inside each other.
    pub pivots: Vec<Pivot>,
    /// In which order.
    pub sort: Sort,
    /// At most so many hits; 0 counts only.
    pub limit: usize,
    /// Passed over before the first.
    pub offset: usize,
    /// Names mean only the spelling that was typed.
    pub exact: bool,
    /// Tell how the query was understood and why each hit is one.
    pub explain: bool,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetValue {
    /// As shown: "Alex Vatanka".
    pub value: String,
    /// How many articles, or statements, of the whole result have it.
    pub count: u64,
    /// Whether the request filters by it.
    pub selected: bool,
}

/// The counts of one facet over the whole result, its own selection left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FacetCounts {
    /// Which.
    pub name: FacetName,
    /// Those that are filtered by before all others, the commonest first.
    pub values: Vec<FacetValue>,
    /// How many values there are in all.
    pub distinct: u64,
    /// How many articles, or statements, have none; nothing where that is not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<u64>,
}

/// The counts of a [`Pivot`] over the whole result, the selections of both facets left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PivotCounts {
    /// The first facet.
    pub outer: FacetName,
    /// The second.
    pub inner: FacetName,
    /// How many values the first has in all.
    pub distinct: u64,
    /// The commonest values of the first.
    pub values: Vec<PivotValue>,
}

/// One value of the first facet of a [`Pivot`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PivotValue {
    /// As shown.
    pub value: String,
    /// How much of the whole result has it.
    pub count: u64,
    /// Whether the request filters by it.
    pub selected: bool,
    /// How many values of the second facet go with it in all.
    pub distinct: u64,
    /// The commonest of these.
    pub values: Vec<FacetValue>,
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
    /// The pivots, in the order asked for.
    #[serde(default)]
    pub pivots: Vec<PivotCounts>,
    /// What the reader should know: an unknown name with its nearest ones, a dropped word.
    pub notes: Vec<String>,
    /// Other spellings of names that were looked for as well, and found.
    pub also: Vec<Also>,
    /// For words that stand nowhere: words of the archive that look like them.
    pub did_you_mean: Vec<Suggestion>,
    /// How the query was understood, where that was asked.
    pub explanation: Option<Explanation>,
    /// Time taken, in microseconds.
    pub took_micros: u64,
}

/// Another spelling of a name, looked for as well.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Also {
    /// As typed.
    pub typed: String,
    /// The other spelling.
    pub spelling: String,
    /// How many articles match by it.
    pub articles: u64,
}

/// A word that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Suggestion {
    /// As typed.
    pub typed: String,
    /// In how many articles it stands, about: none, or hardly any beside those that have the other word.
    #[serde(default)]
    pub found: u64,
    /// The word.
    pub word: String,
    /// How many articles have it.
    pub articles: u64,
}

/// How a query was understood, and why the hits are hits.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The syntax tree, a node a row, each behind the one it belongs to.
    pub tree: Vec<Node>,
    /// Why the hits of the page match, in their order.
    pub hits: Vec<Why>,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// How deep it stands, from 0.
    pub depth: usize,
    /// `and`, `or`, `not`, `word`, `phrase`, `statement`, …
    pub kind: String,
    /// The part, as a query.
    pub query: String,
    /// The words it stands for in this archive, at most twenty; those of phrases are not listed.
    pub words: Vec<String>,
    /// The fields it is looked for in.
    pub fields: Vec<String>,
    /// How many articles match it alone.
    pub articles: u64,
}

/// Why an article is a hit.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Why {
    /// The article.
    pub id: String,
    /// Its score: the sum of the reasons, raised for words that stand together.
    pub score: f32,
    /// What of the query it matches.
    pub reasons: Vec<Reason>,
    /// What words that stand close together add.
    pub closeness: f32,
}

/// A part of the query that an article matches.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// The part, as a query.
    pub query: String,
    /// What it adds to the score.
    pub score: f32,
    /// Where it stands, the weightiest first; the best counts whole, the others a little.
    pub fields: Vec<FieldScore>,
    /// The words of the statements that match it, at most three.
    pub statements: Vec<String>,
}

/// A field that a part of the query matches in.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct FieldScore {
    /// Its name.
    pub field: String,
    /// What it would score alone.
    pub score: f32,
}
