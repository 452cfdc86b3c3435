//! The contract of machine-readable results. Its JSON Schema stands in `schema/`.
//!
//! Every offset counts Unicode scalar values, end exclusive, so that Python, JavaScript with
//! `Array.from`, and others cut the same words. Fields are added within a version; a change of
//! meaning raises [`SCHEMA_VERSION`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::referred::{Referred, referred};
use super::together::{Companion, companions};
use super::units::{CharSpan, char_span, tidy};
use crate::engine::{
    Also, Explanation, FacetCounts, FacetValue, Hit, Page, PivotCounts, Request, Suggestion,
};
use crate::model::{
    Annotations, Article, Author, CharCounter, EntityKind, NewsDate, Paragraph, ParagraphKind, Record, Span,
    Statement, StatementKind,
};

/// The version of every shape in this file.
pub const SCHEMA_VERSION: u32 = 1;
/// Larger whole numbers are not the same in every language.
const ALL: u64 = (1 << 53) - 1;

/// The answer to `onrecord search --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SearchResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// The query as it was understood, in a form that can be searched again.
    pub query: String,
    /// How many articles match, on this page or not.
    pub total: u64,
    /// How many of these are copies, folded under the article that stands for them; absent where none are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub folded: u64,
    /// How many articles were passed over before the first hit.
    pub offset: u64,
    /// How many hits were asked for at most; 9007199254740991, which every reader of JSON can hold, where all were.
    pub limit: u64,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
    /// The articles, in the order asked for.
    pub hits: Vec<SearchHit>,
    /// The facets asked for, in that order, counted over the whole result.
    pub facets: Vec<Facet>,
    /// The facets asked for inside each other; absent where none were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pivots: Vec<PivotCounts>,
    /// What the reader should know: an unknown name with its nearest ones, a word that was dropped.
    pub notes: Vec<String>,
    /// Other spellings of names that were looked for as well, and found.
    pub also: Vec<Also>,
    /// For words that stand nowhere: words of the archive that look like them.
    pub did_you_mean: Vec<Suggestion>,
    /// With `--explain`: how the query was understood, and why the hits are hits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// One article found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SearchHit {
    /// Names the article for good: `onrecord show ID`.
    pub id: String,
    /// Path below the archive's folder.
    pub path: String,
    /// Which record of a file that holds several, counted from 1.
    pub record: Option<u64>,
    /// The title; empty where there is none.
    pub headline: String,
    /// Matches in `headline`.
    pub headline_matches: Vec<CharSpan>,
    /// The byline.
    pub authors: Vec<Author>,
    /// ISO 8601, cut at what is known: `2025`, `2025-03`, `2025-03-09T14:05Z`.
    pub published: Option<String>,
    /// When the outlet last changed it, in the same form.
    pub updated: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// Desk or rubric.
    pub section: Option<String>,
    /// The dateline's place.
    pub place: Option<String>,
    /// BCP 47 primary tag.
    pub language: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Comparable within one response only.
    pub score: f32,
    /// Ids of the other articles that match and are copies of this one, folded under it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// The best passage.
    pub passage: PassageText,
    /// Everything attributed in the article, in the text's order.
    pub statements: Vec<StatementText>,
}

/// A passage of the article with the matches inside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PassageText {
    /// The words.
    pub text: String,
    /// Where they stand in the article's text.
    pub span: CharSpan,
    /// Matches, counted from the front of `text`.
    pub matches: Vec<CharSpan>,
    /// What of it somebody says.
    pub said: Vec<SaidHere>,
}

/// A part of a passage that somebody says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SaidHere {
    /// Where it stands, counted from the front of the passage.
    pub span: CharSpan,
    /// Whoever says it, by the fullest name the article uses; null where it could not be resolved.
    pub speaker: Option<String>,
    /// Which of the hit's statements, from 0.
    pub statement: usize,
}

/// One statement, with its speaker's name spelled out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatementText {
    /// The words said, verbatim.
    pub text: String,
    /// Where they stand in the article's text.
    pub span: CharSpan,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// Whoever said it, by the fullest name the article uses; null where it could not be resolved.
    pub speaker: Option<String>,
    /// The words beside the statement that name the speaker: "he", "Ruiz".
    pub speaker_text: Option<String>,
    /// Person, organization or group.
    pub speaker_kind: Option<EntityKind>,
    /// What the article says they do.
    pub role: Option<String>,
    /// Whom they do it for.
    pub organization: Option<String>,
    /// What the speaker's words refer to, where they are no name: of "she", the name she was met by last.
    pub reference: Option<Referred>,
    /// Who says it together with the speaker.
    pub with: Vec<Companion>,
    /// The words that attribute it: "said", "according to".
    pub cue: Option<String>,
    /// Whether the article says that the speaker did not say it: "did not say", "nobody said".
    pub negated: bool,
    /// The stable name of the rule that attributed it.
    pub rule: String,
    /// How likely words and speaker are right, 0 to 1.
    pub confidence: f32,
    /// Pieces of one utterance share this number.
    pub utterance: u32,
}

/// One facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Facet {
    /// `speaker`, `organization`, `author`, `section`, `source`, `language`, `month`, `role` or `kind`.
    pub name: crate::engine::FacetName,
    /// How many values there are in all.
    pub distinct: u64,
    /// How many statements, or articles, have none: of speakers, those of groups and of nobody who is named. Absent where
    /// it is not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<u64>,
    /// Those that are filtered by before all others, the commonest first. Counted as if the facet's own choice were lifted.
    pub values: Vec<FacetValue>,
}

/// The answer to `onrecord show ID --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleResponse {
    /// The version of this shape.
    pub schema_version: u32,
    /// Names the article for good.
    pub id: String,
    /// Path below the archive's folder.
    pub path: String,
    /// Which record of a file that holds several, counted from 1.
    pub record: Option<u64>,
    /// The title; empty where there is none.
    pub headline: String,
    /// The byline.
    pub authors: Vec<Author>,
    /// ISO 8601, cut at what is known.
    pub published: Option<String>,
    /// When the outlet last changed it.
    pub updated: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// Desk or rubric.
    pub section: Option<String>,
    /// The dateline's place.
    pub place: Option<String>,
    /// BCP 47 primary tag.
    pub language: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// What had to be assumed when it was read, or was left aside.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// The canonical text that every span points into.
    pub text: String,
    /// The parts of `text`.
    pub paragraphs: Vec<ParagraphSpan>,
    /// Everything attributed, in the text's order.
    pub statements: Vec<StatementText>,
}

/// A part of an article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ParagraphSpan {
    /// Its part.
    pub kind: ParagraphKind,
    /// Where it stands.
    pub span: CharSpan,
}

/// A page of results as the contract has it.
pub fn search_response(page: &Page, request: &Request) -> SearchResponse {
    SearchResponse {
        schema_version: SCHEMA_VERSION,
        query: request.query.to_string(),
        total: page.total,
        folded: page.folded,
        offset: page.offset as u64,
        limit: (request.limit as u64).min(ALL),
        took_ms: page.took_micros as f64 / 1e3,
        hits: page.hits.iter().map(search_hit).collect(),
        facets: page.facets.iter().map(facet).collect(),
        pivots: page.pivots.clone(),
        notes: page.notes.clone(),
        also: page.also.clone(),
        did_you_mean: page.did_you_mean.clone(),
        explanation: page.explanation.clone(),
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(super) fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// One hit as the contract has it: also a line of `--format jsonl`.
pub fn search_hit(hit: &Hit) -> SearchHit {
    let Record { article, annotations } = &hit.record;
    SearchHit {
        id: article.id.0.clone(),
        path: article.origin.path.clone(),
        record: article.origin.record,
        headline: article.headline.clone(),
        headline_matches: spans(&article.headline, &hit.headline_matches),
        authors: article.authors.clone(),
        published: iso(article.published.as_ref()),
        updated: iso(article.updated.as_ref()),
        source: article.source.clone(),
        section: article.section.clone(),
        place: article.place.clone(),
        language: article.language.clone(),
        url: article.url.clone(),
        score: hit.score,
        copies: hit.copies.clone(),
        passage: passage(&article.text, hit),
        statements: statements(article, annotations),
    }
}

/// An article as the contract has it.
pub fn article_response(record: &Record) -> ArticleResponse {
    let Record { article, annotations } = record;
    let mut counter = CharCounter::new(&article.text);
    let mut part = |p: &Paragraph| ParagraphSpan { kind: p.kind, span: char_span(&mut counter, p.span) };
    ArticleResponse {
        schema_version: SCHEMA_VERSION,
        id: article.id.0.clone(),
        path: article.origin.path.clone(),
        record: article.origin.record,
        headline: article.headline.clone(),
        authors: article.authors.clone(),
        published: iso(article.published.as_ref()),
        updated: iso(article.updated.as_ref()),
        source: article.source.clone(),
        section: article.section.clone(),
        place: article.place.clone(),
        language: article.language.clone(),
        url: article.url.clone(),
        warnings: article.warnings.clone(),
        text: article.text.clone(),
        paragraphs: article.paragraphs.iter().map(&mut part).collect(),
        statements: statements(article, annotations),
    }
}

/// Every statement of an article, with names spelled out.
pub fn statements(article: &Article, annotations: &Annotations) -> Vec<StatementText> {
    let mut counter = CharCounter::new(&article.text);
    annotations
        .statements
        .iter()
        .map(|statement| statement_text(statement, article, annotations, &mut counter))
        .collect()
}

fn statement_text(
    statement: &Statement,
    article: &Article,
    annotations: &Annotations,
    counter: &mut CharCounter<'_>,
) -> StatementText {
    let text = &article.text;
    let entity = annotations.speaker_of(statement);
    StatementText {
        text: statement.span.of(text).to_owned(),
        span: char_span(counter, statement.span),
        kind: statement.kind,
        speaker: entity.map(|e| e.name.clone()),
        speaker_text: statement.speaker.as_ref().map(|s| s.span.of(text).to_owned()),
        speaker_kind: entity.map(|e| e.kind),
        role: entity.and_then(|e| e.role.clone()),
        organization: entity.and_then(|e| e.organization.clone()),
        reference: referred(statement, article, counter),
        with: companions(statement, article, annotations, counter),
        cue: statement.cue.map(|cue| cue.of(text).to_owned()),
        negated: statement.negated,
        rule: statement.rule.to_string(),
        confidence: tidy(statement.confidence),
        utterance: statement.utterance,
    }
}

fn spans(text: &str, spans: &[Span]) -> Vec<CharSpan> {
    let mut counter = CharCounter::new(text);
    spans.iter().map(|span| char_span(&mut counter, *span)).collect()
}

fn passage(text: &str, hit: &Hit) -> PassageText {
    let span = hit.passage.span;
    let words = span.of(text);
    let inside: Vec<Span> = hit
        .passage
        .matches
        .iter()
        .filter(|found| span.contains(**found))
        .map(|found| Span::new(found.from() - span.from(), found.to() - span.from()))
        .collect();
    PassageText {
        text: words.to_owned(),
        span: char_span(&mut CharCounter::new(text), span),
        matches: spans(words, &inside),
        said: said_here(words, span, &hit.record.annotations),
    }
}

fn said_here(words: &str, passage: Span, annotations: &Annotations) -> Vec<SaidHere> {
    let mut counter = CharCounter::new(words);
    let statements = annotations.statements.iter().enumerate();
    let inside = statements.filter(|(_, statement)| statement.span.overlaps(passage));
    inside
        .map(|(number, statement)| {
            let from = statement.span.from().max(passage.from()) - passage.from();
            let to = statement.span.to().min(passage.to()) - passage.from();
            SaidHere {
                span: char_span(&mut counter, Span::new(from, to)),
                speaker: annotations.speaker_of(statement).map(|speaker| speaker.name.clone()),
                statement: number,
            }
        })
        .collect()
}

/// A facet as the contract has it.
pub(super) fn facet(counts: &FacetCounts) -> Facet {
    Facet {
        name: counts.name,
        distinct: counts.distinct,
        without: counts.without,
        values: counts.values.clone(),
    }
}

fn iso(date: Option<&NewsDate>) -> Option<String> {
    date.map(ToString::to_string)
}

/// `value` as indented JSON with a line break at its end.
///
/// # Errors
/// When `value` cannot be written as JSON; no type of this room can fail.
pub fn pretty<T: Serialize>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string_pretty(value).map(|mut text| {
        text.push('\n');
        text
    })
}

/// `value` as one line of JSON.
///
/// # Errors
/// As [`pretty`].
pub fn line<T: Serialize>(value: &T) -> serde_json::Result<String> {
    serde_json::to_string(value).map(|mut text| {
        text.push('\n');
        text
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn cut(text: &str, span: CharSpan) -> String {
        text.chars().skip(span.start).take(span.end - span.start).collect()
    }

    #[test]
    fn every_span_cuts_the_words_it_stands_for() {
        let (page, request) = sample::page();
        let response = search_response(&page, &request);
        let hit = &response.hits[0];
        let text = &page.hits[0].record.article.text;
        assert_eq!(cut(text, hit.passage.span), hit.passage.text);
        assert_eq!(cut(&hit.passage.text, hit.passage.matches[0]), "letter");
        assert_eq!(cut(&hit.headline, hit.headline_matches[0]), "letter");
        for statement in &hit.statements {
            assert_eq!(cut(text, statement.span), statement.text);
        }
        let said: Vec<String> = hit.passage.said.iter().map(|s| cut(&hit.passage.text, s.span)).collect();
        assert_eq!(said, ["The letter was never lost,"]);
    }

    #[test]
    fn a_response_reads_back_as_itself() {
        let (page, request) = sample::page();
        let response = search_response(&page, &request);
        let text = pretty(&response).unwrap();
        assert_eq!(serde_json::from_str::<SearchResponse>(&text).unwrap(), response);
        assert!(text.contains("\"schema_version\": 1"), "{text}");
        assert!(text.contains("\"published\": \"2025-03-09\""), "{text}");
        assert!(text.contains("\"confidence\": 0.95"), "{text}");
    }

    #[test]
    fn show_carries_the_text_its_spans_point_into() {
        let response = article_response(&sample::record());
        let subhead = response.paragraphs.iter().find(|p| p.kind == ParagraphKind::Subhead).unwrap();
        assert_eq!(cut(&response.text, subhead.span), "Letter in a drawer");
        assert_eq!(response.statements.len(), 4);
    }
}
