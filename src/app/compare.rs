//! Two speakers, or two stretches of time, side by side: how much, how lately, in which words.

use std::collections::BTreeMap;

use anyhow::bail;

use super::identities::Opened;
use super::quotes::quote;
use super::terms::{Terms, distinguishing};
use super::{Place, identities};
use crate::engine::{LocalEngine, Sort, StatementRequest};
use crate::model::{NewsDate, StatementKind};
use crate::present::compare::{Comparison, Side, Term};

/// So many of a side's newest statements are read for its words.
const READ: usize = 4_000;
/// So many words are told of each side.
const TERMS: usize = 12;
/// A word must stand in so many statements of a side.
const OFTEN: u32 = 2;

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Sides {
    /// Two people, or spellings of them.
    Speakers([String; 2]),
    /// Two stretches of time, each from and to.
    Periods([(NewsDate, NewsDate); 2]),
}

impl Sides {
    /// Times where both are written so: `2024`, `2024-03..2025-02`; speakers else.
    pub fn of(one: &str, other: &str) -> Sides {
        match (period(one), period(other)) {
            (Some(one), Some(other)) => Sides::Periods([one, other]),
            _ => Sides::Speakers([one.to_owned(), other.to_owned()]),
        }
    }

    /// Whether they can be told apart from what is asked of both.
    fn check(&self, common: &StatementRequest) -> anyhow::Result<()> {
        match self {
            Sides::Speakers(_) if !common.filters.speakers.is_empty() => {
                bail!("two speakers are compared: a third cannot be chosen with `--speaker`")
            }
            Sides::Periods(periods) => {
                match periods.iter().find(|(from, to)| from.earliest() >= to.after()) {
                    Some((from, to)) => bail!("{from}..{to} ends before it begins"),
                    None => Ok(()),
                }
            }
            Sides::Speakers(_) => Ok(()),
        }
    }

    fn request(&self, side: usize, common: &StatementRequest) -> StatementRequest {
        let mut request = StatementRequest { sort: Sort::Newest, ..common.clone() };
        match self {
            Sides::Speakers(names) => request.filters.speakers = vec![names[side].clone()],
            Sides::Periods(periods) => {
                let (from, to) = periods[side];
                let later = common.filters.from.filter(|known| known.earliest() > from.earliest());
                let sooner = common.filters.to.filter(|known| known.after() < to.after());
                (request.filters.from, request.filters.to) = (later.or(Some(from)), sooner.or(Some(to)));
            }
        }
        request
    }

    fn name(&self, side: usize) -> String {
        match self {
            Sides::Speakers(names) => names[side].clone(),
            Sides::Periods(periods) => {
                let (from, to) = &periods[side];
                if from == to { from.to_string() } else { format!("{from} – {to}") }
            }
        }
    }
}

/// `2024`, or `2024-03..2025-02`.
fn period(text: &str) -> Option<(NewsDate, NewsDate)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
}

/// Compares what `common` asks for on both sides; `newest` statements are shown of each.
///
/// # Errors
/// When the index cannot be opened or read.
pub fn compare(
    place: &Place,
    sides: &Sides,
    common: &StatementRequest,
    newest: usize,
) -> anyhow::Result<Comparison> {
    sides.check(common)?;
    let started = std::time::Instant::now();
    let Opened { engine, mut notes } = identities::open(place)?;
    let mut read = Vec::with_capacity(2);
    for side in 0..2 {
        read.push(one_side(&engine, sides.name(side), &sides.request(side, common), newest, &mut notes)?);
    }
    let mut read = read.into_iter();
    let (Some((mut one, one_words)), Some((mut other, other_words))) = (read.next(), read.next()) else {
        anyhow::bail!("two sides are compared");
    };
    one.terms = terms(&one_words, &other_words);
    other.terms = terms(&other_words, &one_words);
    Ok(Comparison {
        schema_version: Comparison::VERSION,
        query: common.query.to_string(),
        took_ms: started.elapsed().as_micros() as f64 / 1e3,
        sides: vec![one, other],
        notes,
    })
}

fn terms(own: &Terms, others: &Terms) -> Vec<Term> {
    let all = distinguishing(own, others, OFTEN);
    all.into_iter()
        .take(TERMS)
        .map(|(word, statements)| Term { word, statements: statements.into() })
        .collect()
}

fn one_side(
    engine: &LocalEngine,
    name: String,
    request: &StatementRequest,
    newest: usize,
    notes: &mut Vec<String>,
) -> anyhow::Result<(Side, Terms)> {
    let mut found = engine.statements(request)?;
    let count = found.counted()?;
    for note in std::mem::take(&mut found.notes) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let mut terms = Terms::default();
    let mut side = Side {
        name,
        statements: count.statements,
        articles: count.articles,
        direct: 0,
        mixed: 0,
        indirect: 0,
        first: None,
        last: None,
        roles: Vec::new(),
        organizations: Vec::new(),
        terms: Vec::new(),
        newest: Vec::new(),
    };
    let (mut roles, mut organizations) = (BTreeMap::new(), BTreeMap::new());
    for hit in found.take(READ) {
        let hit = hit?;
        let Some(statement) = hit.statement() else { continue };
        terms.add(statement.span.of(&hit.record.article.text));
        if let Some(entity) = hit.record.annotations.speaker_of(statement) {
            let count = |into: &mut BTreeMap<String, u64>, value: &Option<String>| {
                if let Some(value) = value {
                    *into.entry(value.clone()).or_default() += 1;
                }
            };
            count(&mut roles, &entity.role);
            count(&mut organizations, &entity.organization);
        }
        if side.newest.len() < newest {
            side.newest.extend(quote(&hit, 0));
        }
    }
    (side.roles, side.organizations) = (commonest(roles), commonest(organizations));
    for kind in StatementKind::ALL {
        if !request.kinds.is_empty() && !request.kinds.contains(&kind) {
            continue;
        }
        let of_kind = StatementRequest { kinds: vec![kind], ..request.clone() };
        let counted = engine.count_statements(&of_kind)?.statements;
        match kind {
            StatementKind::Direct => side.direct = counted,
            StatementKind::Mixed => side.mixed = counted,
            StatementKind::Indirect => side.indirect = counted,
        }
    }
    side.first = end(engine, request, Sort::Oldest)?;
    side.last = end(engine, request, Sort::Newest)?;
    Ok((side, terms))
}

/// The date of the first statement in this order.
fn end(engine: &LocalEngine, request: &StatementRequest, sort: Sort) -> anyhow::Result<Option<String>> {
    let request = StatementRequest { sort, ..request.clone() };
    let first = engine.statements(&request)?.next().transpose()?;
    Ok(first.and_then(|hit| hit.record.article.published).map(|date| date.to_string()))
}

fn commonest(counts: BTreeMap<String, u64>) -> Vec<String> {
    let mut all: Vec<(String, u64)> = counts.into_iter().collect();
    all.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    all.into_iter().take(3).map(|(value, _)| value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_dates_are_times_and_all_else_is_people() {
        assert!(matches!(Sides::of("2024", "2025-01..2025-03"), Sides::Periods(_)));
        assert!(matches!(Sides::of("Ruiz", "2025"), Sides::Speakers(_)));
        assert_eq!(Sides::of("2024", "2025-01..2025-03").name(1), "2025-01 – 2025-03");
        assert_eq!(Sides::of("2024", "2025").name(0), "2024");
    }
}
