//! Statements as results: who said what, in what office, when and where.

use super::filters::FILTERS;
use super::identities::Opened;
use super::{Place, identities};
use crate::engine::{
    Also, FacetCounts, FacetRequest, LeftOut, Pivot, PivotCounts, StatementCount, StatementHit,
    StatementRequest,
};
use crate::model::{ArticleId, CharCounter, Record, Span};
use crate::present::quote::Quote;
use crate::present::referred::referred;
use crate::present::together::companions;
use crate::present::units::CharSpan;
use crate::query::notes;
use crate::text::sentence::sentences;

/// What to hand on.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotesRequest {
    /// Which statements, in which order.
    pub statements: StatementRequest,
    /// At most so many.
    pub limit: usize,
    /// Passed over before the first.
    pub offset: usize,
    /// How many sentences before and after each.
    pub context: usize,
    /// What to count them by, all of them.
    pub facets: Vec<FacetRequest>,
    /// What to count inside each other.
    pub pivots: Vec<Pivot>,
}

/// What is known before the first statement.
#[derive(Debug, Clone, PartialEq)]
pub struct QuotesFound {
    /// How many there are in all.
    pub count: StatementCount,
    /// How many of these repeat what a copy of their article has, and are folded under that.
    pub folded: u64,
    /// The facets asked for.
    pub facets: Vec<FacetCounts>,
    /// The pivots asked for.
    pub pivots: Vec<PivotCounts>,
    /// Other spellings of names that were looked for as well, and found.
    pub also: Vec<Also>,
    /// What the reader should know.
    pub notes: Vec<String>,
    /// Time taken to find and count them, in microseconds.
    pub took_micros: u64,
}

/// Hands the statements that answer to `sink` one by one; `typed` is the query's text, for what is to be
/// said of it.
///
/// However many there are, only a batch of them is held at a time.
///
/// # Errors
/// When the index cannot be opened or read, or `sink` fails.
pub fn quotes(
    place: &Place,
    request: &QuotesRequest,
    typed: &str,
    sink: &mut dyn FnMut(Quote, &StatementHit) -> anyhow::Result<()>,
) -> anyhow::Result<QuotesFound> {
    let started = std::time::Instant::now();
    let Opened { engine, notes: told } = identities::open(place)?;
    let mut found = engine.statements(&request.statements)?;
    let count = found.counted()?;
    let also = found.also(&request.statements)?;
    let mut said = told;
    said.append(&mut found.notes);
    said.extend(notes(typed));
    said.extend(left_out(engine.statements_left_out(&request.statements)?, "statement"));
    let folded = found.repeated();
    if folded > 0 && !(request.facets.is_empty() && request.pivots.is_empty()) {
        said.push("facets count statements of copies as well".to_owned());
    }
    let facets = engine.statement_facets(&request.statements, &request.facets)?;
    let pivots = request.pivots.iter().map(|pivot| engine.statement_pivot(&request.statements, *pivot));
    let pivots = pivots.collect::<Result<Vec<_>, _>>()?;
    let took_micros = started.elapsed().as_micros() as u64;
    let about = QuotesFound { count, folded, facets, pivots, also, notes: said, took_micros };
    for hit in found.skip(request.offset).take(request.limit) {
        let hit = hit?;
        if let Some(quote) = quote(&hit, request.context) {
            sink(quote, &hit)?;
        }
    }
    Ok(about)
}

/// What the reader should know of what a stretch of time leaves out, counted in `unit`s.
pub(super) fn left_out(left_out: LeftOut, unit: &str) -> Vec<String> {
    let told = |count: u64, what: &str| {
        let (unit, are) = if count == 1 { (unit.to_owned(), "is") } else { (format!("{unit}s"), "are") };
        (count > 0).then(|| format!("{count} {unit} {what} {are} left out"))
    };
    let undated = told(left_out.undated, "without a date");
    let imprecise = told(left_out.imprecise, "with a year or month that begins before");
    undated.into_iter().chain(imprecise).collect()
}

/// How many statements would answer without each of the filters, where nothing does.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn quotes_without(place: &Place, request: &StatementRequest) -> anyhow::Result<Vec<(&'static str, u64)>> {
    let engine = identities::open(place)?.engine;
    let shared = FILTERS.iter().map(|(flag, clear)| {
        let mut wider = request.clone();
        clear(&mut wider.filters);
        (*flag, wider)
    });
    let own = OF_STATEMENTS.iter().map(|(flag, clear)| {
        let mut wider = request.clone();
        clear(&mut wider);
        (*flag, wider)
    });
    let mut out = Vec::new();
    for (flag, wider) in shared.chain(own).filter(|(_, wider)| wider != request) {
        let count = engine.count_statements(&wider)?.statements;
        if count > 0 {
            out.push((flag, count));
        }
    }
    Ok(out)
}

/// What only statements are filtered by, and how to lift it.
const OF_STATEMENTS: [(&str, fn(&mut StatementRequest)); 3] = [
    ("--role", |request| request.roles.clear()),
    ("--about", |request| request.about.clear()),
    ("--kind", |request| request.kinds.clear()),
];

/// The statement with everything that is told of it; nothing where index and record do not fit together.
pub(super) fn quote(hit: &StatementHit, context: usize) -> Option<Quote> {
    let statement = hit.statement()?;
    let Record { article, annotations } = &*hit.record;
    let text = &article.text;
    let entity = annotations.speaker_of(statement);
    let mut counter = CharCounter::new(text);
    let span: CharSpan = counter.span(statement.span).into();
    let mut inside = CharCounter::new(statement.span.of(text));
    let begin = statement.span.from();
    let within = |found: &Span| -> CharSpan {
        inside.span(Span::new(found.from().saturating_sub(begin), found.to().saturating_sub(begin))).into()
    };
    let (before, after) = around(&hit.record, statement.span, context);
    Some(Quote {
        text: statement.span.of(text).to_owned(),
        matches: hit.matches.iter().map(within).collect(),
        span,
        kind: statement.kind,
        speaker: entity.map(|entity| entity.name.clone()),
        speaker_text: statement.speaker.as_ref().map(|speaker| speaker.span.of(text).to_owned()),
        speaker_kind: entity.map(|entity| entity.kind),
        role: entity.and_then(|entity| entity.role.clone()),
        organization: entity.and_then(|entity| entity.organization.clone()),
        entities: hit.speakers.clone(),
        organization_entities: hit.organizations.clone(),
        reference: referred(statement, article, &mut counter),
        with: companions(statement, article, annotations, &mut counter),
        cue: statement.cue.map(|cue| cue.of(text).to_owned()),
        negated: statement.negated,
        rule: statement.rule.to_string(),
        confidence: (statement.confidence * 1e3).round() / 1e3,
        utterance: statement.utterance,
        statement: hit.ordinal as u64,
        before,
        after,
        published: article.published.map(|date| date.to_string()),
        headline: article.headline.clone(),
        authors: article.authors.clone(),
        source: article.source.clone(),
        section: article.section.clone(),
        language: article.language.clone(),
        url: article.url.clone(),
        id: {
            let ArticleId(id) = &article.id;
            id.clone()
        },
        copies: hit.copies,
        story: hit.story.clone(),
        path: article.origin.path.clone(),
        record: article.origin.record,
        score: hit.score,
    })
}

/// So many sentences before and after, in the same paragraph and those beside it; the sentence that the
/// statement stands in counts as none of them and is given on both sides as far as it is not the statement.
fn around(record: &Record, span: Span, context: usize) -> (Option<String>, Option<String>) {
    if context == 0 {
        return (None, None);
    }
    let article = &record.article;
    let all: Vec<Span> =
        article.story().flat_map(|paragraph| sentences(&article.text, paragraph.span)).collect();
    let own: Vec<usize> =
        all.iter().enumerate().filter(|(_, s)| s.overlaps(span)).map(|(at, _)| at).collect();
    let (Some(&first), Some(&last)) = (own.first(), own.last()) else { return (None, None) };
    let from = all[first.saturating_sub(context)].from().min(span.from());
    let to = all[(last + context).min(all.len() - 1)].to().max(span.to());
    let words = |from: usize, to: usize| Some(Span::new(from, to).of(&article.text).to_owned());
    (words(from, span.from()), words(span.to(), to))
}
