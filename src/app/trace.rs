//! Who said it first: the places of a remembered quotation, gathered into quotations.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::identities::Opened;
use super::one_quotation::{gathered, same_words};
use super::same::{Voice, groups};
use super::terms::telling_words;
use super::{Place, identities};
use crate::engine::Traced;
use crate::model::{Article, CharCounter};
use crate::present::referred::referred;
use crate::present::together::companions;
use crate::present::trace::{Occurrence, Outlet, Quotation, Speaker, TraceResponse, Variant};

/// How alike a place must be, where nobody says; and where there are fewer telling words than can be
/// remembered wrongly: *we will not* stands in half of what is said.
const LIKENESS: f32 = 0.6;
const AS_THEY_STAND: f32 = 0.9;
const FEW: usize = 2;

/// What to trace.
#[derive(Debug, Clone, PartialEq)]
pub struct TraceRequest {
    /// The words as they are remembered.
    pub words: String,
    /// How alike a place must be, 0 to 1; where nobody says, as far as the words are telling.
    pub likeness: Option<f32>,
    /// At most so many quotations.
    pub limit: usize,
}

/// The quotations that are remembered so, the likeliest first, each with everywhere it stands.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn trace(place: &Place, request: &TraceRequest) -> anyhow::Result<TraceResponse> {
    let started = std::time::Instant::now();
    let telling = telling_words(&request.words).len();
    let least = request.likeness.unwrap_or(if telling < FEW { AS_THEY_STAND } else { LIKENESS });
    let Opened { engine, notes: told } = identities::open(place)?;
    let traces = engine.trace(&request.words, least)?;
    let (gathered, left_out) = gathered(traces.found, |a, b| order(a).cmp(&order(b)));
    let mut quotations: Vec<Quotation> = gathered.iter().map(|one| quotation(one)).collect();
    quotations.sort_by(|a, b| {
        b.likeness
            .total_cmp(&a.likeness)
            .then_with(|| b.articles.cmp(&a.articles))
            .then_with(|| a.words.cmp(&b.words))
    });
    let total = quotations.len() as u64;
    quotations.truncate(request.limit);
    let mut notes = told;
    notes.extend(traces.notes);
    if request.likeness.is_none() && telling < FEW {
        notes.push(
            "so few telling words were looked for nearly as they stand; --likeness 0.6 finds more".to_owned(),
        );
    }
    if left_out > 0 {
        notes.push(format!("{left_out} more places hold these words as well: more words find less"));
    }
    if traces.unread > 0 {
        notes.push(format!(
            "{} more statements share some of these words; the likeliest were read: more words find less",
            traces.unread
        ));
    }
    Ok(TraceResponse {
        schema_version: TraceResponse::VERSION,
        words: request.words.clone(),
        total,
        took_ms: started.elapsed().as_micros() as f64 / 1e3,
        quotations,
        notes,
    })
}

/// The earliest first, what has no date last; within one article as it reads.
fn order(traced: &Traced) -> (bool, i64, &str, &str, u32) {
    let article = &traced.record.article;
    let published = article.published.as_ref();
    let start = traced.pieces.first().map_or(0, |piece| piece.start);
    (
        published.is_none(),
        published.map_or(0, crate::model::NewsDate::earliest),
        &article.origin.path,
        &article.id.0,
        start,
    )
}

fn quotation(places: &[Traced]) -> Quotation {
    let mut places: Vec<&Traced> = places.iter().collect();
    places.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut occurrences: Vec<Occurrence> = places.iter().map(|traced| occurrence(traced)).collect();
    let variants = variants(&places, &mut occurrences);
    let likeliest = |a: &&Occurrence, b: &&Occurrence| a.likeness.total_cmp(&b.likeness);
    let speakers = speakers(&places);
    Quotation {
        words: occurrences.first().map(|one| one.words.clone()).unwrap_or_default(),
        likeness: occurrences.iter().max_by(likeliest).map_or(0.0, |one| one.likeness),
        articles: places.iter().map(|traced| &traced.record.article.id).collect::<BTreeSet<_>>().len() as u64,
        disputed: is_disputed(&same_words(&places)),
        outlets: outlets(&places),
        speakers,
        variants,
        occurrences,
    }
}

fn occurrence(traced: &Traced) -> Occurrence {
    let (article, annotations) = (&traced.record.article, &traced.record.annotations);
    let mut counter = CharCounter::new(&article.text);
    let said = traced.said.first().and_then(|at| annotations.statements.get(*at));
    let entity = said.and_then(|statement| annotations.speaker_of(statement));
    let beside = said.and_then(|statement| statement.speaker.as_ref()).map(|s| s.span.of(&article.text));
    Occurrence {
        id: article.id.0.clone(),
        path: article.origin.path.clone(),
        record: article.origin.record,
        published: article.published.map(|date| date.to_string()),
        headline: article.headline.clone(),
        outlet: outlet(article),
        words: traced.pieces.iter().map(|piece| piece.of(&article.text)).collect::<Vec<_>>().join(" … "),
        spans: traced.pieces.iter().map(|piece| counter.span(*piece).into()).collect(),
        matches: traced.matches.iter().map(|word| counter.span(*word).into()).collect(),
        kind: said.map(|statement| statement.kind),
        speaker: entity.map(|entity| entity.name.clone()).or_else(|| beside.map(str::to_owned)),
        role: entity.and_then(|entity| entity.role.clone()),
        organization: entity.and_then(|entity| entity.organization.clone()),
        speaker_text: beside.map(str::to_owned),
        reference: said.and_then(|statement| referred(statement, article, &mut counter)),
        with: said
            .map_or_else(Vec::new, |statement| companions(statement, article, annotations, &mut counter)),
        cue: said.and_then(|statement| statement.cue).map(|cue| cue.of(&article.text).to_owned()),
        negated: said.is_some_and(|statement| statement.negated),
        confidence: said.map(|statement| statement.confidence),
        likeness: traced.likeness,
        variant: 0,
    }
}

/// The outlet; the first folder of the path where the article does not say.
fn outlet(article: &Article) -> Option<String> {
    let folder = || article.origin.path.split_once('/').map(|(folder, _)| folder.to_owned());
    article.source.clone().or_else(folder)
}

/// The different wordings in the order in which they were first printed.
fn variants(places: &[&Traced], occurrences: &mut [Occurrence]) -> Vec<Variant> {
    let mut known: Vec<(&[String], Variant)> = Vec::new();
    for (traced, occurrence) in places.iter().zip(occurrences) {
        let at = known.iter().position(|(words, _)| *words == traced.folded.as_slice());
        let at = at.unwrap_or_else(|| {
            let words = occurrence.words.clone();
            let first = occurrence.published.clone();
            known.push((&traced.folded, Variant { words, occurrences: 0, first }));
            known.len() - 1
        });
        occurrence.variant = at as u64;
        known[at].1.occurrences += 1;
    }
    known.into_iter().map(|(_, variant)| variant).collect()
}

/// Every outlet, the earliest first.
fn outlets(places: &[&Traced]) -> Vec<Outlet> {
    let mut out: Vec<(Outlet, BTreeSet<&str>)> = Vec::new();
    for traced in places {
        let article = &traced.record.article;
        let Some(name) = outlet(article) else { continue };
        let at = out.iter().position(|(known, _)| known.name == name).unwrap_or_else(|| {
            let first = article.published.map(|date| date.to_string());
            out.push((Outlet { name, articles: 0, first }, BTreeSet::new()));
            out.len() - 1
        });
        out[at].1.insert(&article.id.0);
        out[at].0.articles = out[at].1.len() as u64;
    }
    out.into_iter().map(|(outlet, _)| outlet).collect()
}

/// Everybody with a name who says the words in one place.
fn voices_of(traced: &Traced) -> BTreeSet<Voice> {
    let annotations = &traced.record.annotations;
    let statement = traced.said.first().and_then(|at| annotations.statements.get(*at));
    statement
        .into_iter()
        .flat_map(|statement| annotations.speakers_of(statement))
        .filter_map(Voice::of)
        .collect()
}

/// Whether two places have the words from different people; “Ruiz and Lind said” and “Lind said” can both be right.
fn is_disputed(places: &[&Traced]) -> bool {
    let voices: BTreeSet<BTreeSet<Voice>> = places.iter().map(|traced| voices_of(traced)).collect();
    let groups = groups(voices.iter().flatten().collect::<BTreeSet<&Voice>>());
    let groups_of = |voices: &BTreeSet<Voice>| -> BTreeSet<usize> {
        let has = |group: &Vec<&Voice>| group.iter().any(|voice| voices.contains(*voice));
        (0..groups.len()).filter(|number| has(&groups[*number])).collect()
    };
    let named: BTreeSet<BTreeSet<usize>> =
        voices.iter().filter(|voices| !voices.is_empty()).map(groups_of).collect();
    named.iter().any(|one| named.iter().any(|other| one.is_disjoint(other)))
}

/// The people and bodies the words are attributed to, those of most articles first; one entry for all
/// that can be the same.
fn speakers(places: &[&Traced]) -> Vec<Speaker> {
    let mut voices: BTreeMap<Voice, BTreeSet<&str>> = BTreeMap::new();
    for traced in places {
        for voice in voices_of(traced) {
            voices.entry(voice).or_default().insert(&traced.record.article.id.0);
        }
    }
    let mut out: Vec<Speaker> = groups(voices.keys())
        .into_iter()
        .map(|group| {
            let articles: BTreeSet<&str> =
                group.iter().filter_map(|voice| voices.get(*voice)).flatten().copied().collect();
            // The fullest name stands for all.
            let name = group.iter().map(|voice| &voice.name).max_by_key(|name| name.len());
            Speaker { name: name.cloned().unwrap_or_default(), articles: articles.len() as u64 }
        })
        .collect();
    out.sort_by_key(|speaker| (Reverse(speaker.articles), speaker.name.clone()));
    out
}
