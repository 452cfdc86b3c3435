//! Collects mistakes, to be read and sorted by cause.

use super::score::{Case, Gold, Match, Outcome, Piece, shared};
use super::text::Text;
use crate::present::eval::{Chars, Mistake, MistakeKind};

/// How many `char`s of the article are shown on either side.
const CONTEXT: usize = 80;

/// Collects the first mistakes of each kind.
pub(super) struct Collector {
    most: usize,
    found: Vec<Mistake>,
}

impl Collector {
    /// Keeps at most `most` of each kind.
    pub(super) fn new(most: usize) -> Self {
        Collector { most, found: Vec::new() }
    }

    /// Looks through one article's cases.
    pub(super) fn add(&mut self, text: &Text<'_>, gold: &Gold, predicted: &[Piece], outcome: &Outcome) {
        for case in &outcome.cases {
            for kind in kinds(case) {
                if self.found.iter().filter(|mistake| mistake.kind == kind).count() < self.most {
                    self.found.push(describe(kind, case, text, gold, predicted));
                }
            }
        }
    }

    /// What was found, by kind.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        self.found.sort_by_key(|mistake| mistake.kind);
        self.found
    }
}

fn kinds(case: &Case) -> Vec<MistakeKind> {
    let Some(verdict) = &case.verdict else {
        return vec![if case.gold.is_some() { MistakeKind::MissedSpan } else { MistakeKind::SpuriousSpan }];
    };
    let wrong = |part| matches!(part, Match::Wrong | Match::Spurious);
    [
        (!verdict.end_to_end, MistakeKind::WrongSpeaker),
        (verdict.end_to_end && verdict.resolved == Some(false), MistakeKind::Unresolved),
        (wrong(verdict.role), MistakeKind::Role),
        (wrong(verdict.organization), MistakeKind::Organization),
    ]
    .into_iter()
    .filter_map(|(is, kind)| is.then_some(kind))
    .collect()
}

fn describe(kind: MistakeKind, case: &Case, text: &Text<'_>, gold: &Gold, predicted: &[Piece]) -> Mistake {
    let truth = case.gold.and_then(|index| gold.statements.get(index));
    let answer = case.predicted.and_then(|index| predicted.get(index));
    let at = truth.or(answer).map(|piece| piece.span).unwrap_or_default();
    let (gold_says, predicted_says) = match kind {
        MistakeKind::MissedSpan => (truth.and_then(who), nearest(text, at, predicted)),
        MistakeKind::SpuriousSpan => (nearest(text, at, &gold.statements), answer.and_then(who)),
        MistakeKind::WrongSpeaker | MistakeKind::Unresolved => (truth.and_then(who), answer.and_then(who)),
        MistakeKind::Role => (truth.and_then(|p| p.role.clone()), answer.and_then(|p| p.role.clone())),
        MistakeKind::Organization => {
            (truth.and_then(|p| p.organization.clone()), answer.and_then(|p| p.organization.clone()))
        }
    };
    Mistake {
        kind,
        id: gold.id.clone(),
        at,
        before: last_line(text.words(Chars::new(at.start.saturating_sub(CONTEXT), at.start))),
        words: text.words(at).to_owned(),
        after: first_line(text.words(Chars::new(at.end, at.end + CONTEXT))),
        gold: gold_says,
        predicted: predicted_says,
        rule: answer.and_then(|piece| piece.rule.clone()),
    }
}

/// The words beside the cue and the name behind them: `he = Warren Tuck`.
fn who(piece: &Piece) -> Option<String> {
    let name = piece.canonical.as_ref().or(piece.silver.as_ref());
    match (piece.speaker.as_ref(), name) {
        (Some(surface), Some(name)) if surface != name => Some(format!("{surface} = {name}")),
        (Some(only), _) | (None, Some(only)) => Some(only.clone()),
        (None, None) => None,
    }
}

/// The other side's statement that shares most with `at`, in its words.
fn nearest(text: &Text<'_>, at: Chars, others: &[Piece]) -> Option<String> {
    let (_, other) = others
        .iter()
        .map(|piece| (shared(at, piece.span), piece))
        .filter(|(common, _)| *common > 0)
        .max_by_key(|(common, _)| *common)?;
    Some(format!("[{}]", text.words(other.span)))
}

fn last_line(text: &str) -> String {
    text.rsplit('\n').next().unwrap_or_default().to_owned()
}

fn first_line(text: &str) -> String {
    text.split('\n').next().unwrap_or_default().to_owned()
}
