//! How good predicted statements are, measured against gold: every figure is defined here.
//!
//! Spans are compared without the marks and white space around them, in `char`s. Predictions are
//! matched one to one with gold, the best overlap first; each gold statement, matched or missed, and
//! each prediction without gold becomes one [`Case`], and all figures are sums over cases.

use std::collections::BTreeSet;

use super::names::{fold, is_pronoun, loose, norm, word_count};
use super::text::Text;
use crate::model::StatementKind;
use crate::present::eval::{Chars, Measure};

/// One statement, as gold has it or as it was predicted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    /// What was said.
    pub span: Chars,
    /// Direct, mixed or indirect.
    pub kind: Option<StatementKind>,
    /// The words that name the speaker beside the statement.
    pub speaker: Option<String>,
    /// Where those words stand, where that is known.
    pub speaker_at: Option<Chars>,
    /// The speaker's resolved name.
    pub canonical: Option<String>,
    /// The same as made by a machine for gold: about right, not truth.
    pub silver: Option<String>,
    /// The words that attribute it.
    pub cue: Option<String>,
    /// Where those words stand, where that is known.
    pub cue_at: Option<Chars>,
    /// What the speaker does.
    pub role: Option<String>,
    /// Whom the speaker does it for.
    pub organization: Option<String>,
    /// Who says it together with the speaker: full names, or the words that name them.
    pub with: Vec<String>,
    /// Shared by the statements that hang on one cue and speaker, where gold numbers them.
    pub attribution: Option<String>,
    /// The rule that attributed it; nothing in gold.
    pub rule: Option<String>,
    /// How likely it claims to be right; nothing in gold.
    pub confidence: Option<f32>,
}

impl Piece {
    fn surface(&self) -> Option<&str> {
        self.speaker.as_deref().filter(|name| !name.is_empty())
    }

    fn resolved(&self) -> impl Iterator<Item = &str> {
        [&self.canonical, &self.silver]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|name| !name.is_empty())
    }

    fn names(&self) -> Vec<String> {
        self.surface().into_iter().chain(self.resolved()).map(norm).collect()
    }
}

/// What is known to be right about one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gold {
    /// Its name in the gold; the publisher stands before the first `_`.
    pub id: String,
    /// Its statements.
    pub statements: Vec<Piece>,
    /// Stretches between quotation marks that quote nobody.
    pub unattributed: Vec<Chars>,
    /// Whether roles and organizations were annotated, so that one too many is a mistake.
    pub with_roles: bool,
}

/// Whether something that both sides may have is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Neither has it, or gold does not tell.
    Absent,
    /// Both have it and they agree.
    Right,
    /// Gold has it, the prediction has none or another.
    Wrong,
    /// Only the prediction has it.
    Spurious,
}

/// A gold statement with its prediction, or one of the two alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Which of the gold statements.
    pub gold: Option<usize>,
    /// Which of the predictions.
    pub predicted: Option<usize>,
    /// How the two compare; nothing where one stands alone.
    pub verdict: Option<Verdict>,
}

/// How a matched prediction compares with its gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The same span.
    pub exact: bool,
    /// Whether gold names a speaker.
    pub attributed: bool,
    /// Some name of the prediction equals some name of gold.
    pub speaker_exact: bool,
    /// Some name of the prediction may mean the same as some name of gold.
    pub speaker_loose: bool,
    /// The prediction's resolved name against gold's; nothing where gold has none.
    pub resolved: Option<bool>,
    /// Span and speaker are both right.
    pub end_to_end: bool,
    /// The speaker's role.
    pub role: Match,
    /// The speaker's organization.
    pub organization: Match,
    /// Each of those who say it together with the speaker.
    pub with: Vec<Match>,
}

/// One article's cases and what was left aside.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// Gold in its order, each with its prediction; then predictions without gold in theirs.
    pub cases: Vec<Case>,
    /// Stretches that quote nobody.
    pub unattributed: usize,
    /// How many of those were taken for a statement.
    pub unattributed_taken: usize,
}

/// Compares predictions with gold in one article.
///
/// Cost: O(gold × predictions) with small factors.
pub fn compare(text: &Text<'_>, gold: &Gold, predicted: &[Piece], measure: &Measure) -> Outcome {
    let sides = Sides::new(text, gold, predicted, measure);
    let pairs = sides.matches(measure.iou);
    let of_gold = |i: usize| pairs.iter().find(|(g, _)| *g == i).map(|(_, p)| *p);
    let is_matched = |j: usize| pairs.iter().any(|(_, p)| *p == j);
    let mut cases = Vec::with_capacity(sides.gold.len());
    for (i, (span, index)) in sides.gold.iter().enumerate() {
        let found = of_gold(i).map(|j| sides.predicted[j]);
        let verdict = found.map(|(predicted_span, p)| Verdict {
            exact: *span == predicted_span,
            ..judge(&gold.statements[*index], &predicted[p], gold.with_roles)
        });
        cases.push(Case { gold: Some(*index), predicted: found.map(|(_, p)| p), verdict });
    }
    let alone: Vec<(Chars, usize)> =
        sides.predicted.iter().enumerate().filter(|(j, _)| !is_matched(*j)).map(|(_, side)| *side).collect();
    let taken = |mark: &&Chars| {
        alone.iter().any(|(span, _)| shared(*span, **mark) > 0 && iou(*span, **mark) >= measure.iou)
    };
    cases.extend(alone.iter().filter(|(span, _)| !sides.excuses(*span)).map(|(_, p)| Case {
        gold: None,
        predicted: Some(*p),
        verdict: None,
    }));
    Outcome {
        cases,
        unattributed: sides.unattributed.len(),
        unattributed_taken: sides.unattributed.iter().filter(taken).count(),
    }
}

/// What takes part in the comparison, trimmed.
struct Sides {
    gold: Vec<(Chars, usize)>,
    predicted: Vec<(Chars, usize)>,
    /// Where a prediction is neither right nor wrong.
    excused: Vec<Chars>,
    unattributed: Vec<Chars>,
}

impl Sides {
    fn new(text: &Text<'_>, gold: &Gold, predicted: &[Piece], measure: &Measure) -> Self {
        let counts = |piece: &Piece| {
            let of_kind = piece.kind.is_some_and(|kind| measure.kinds.contains(&kind));
            (measure.kinds.is_empty() || of_kind) && word_count(text.words(piece.span)) >= measure.min_words
        };
        let unattributed: Vec<Chars> = gold.unattributed.iter().map(|span| text.trimmed(*span)).collect();
        let mut sides = Sides { gold: Vec::new(), predicted: Vec::new(), excused: Vec::new(), unattributed };
        for (index, piece) in gold.statements.iter().enumerate() {
            let span = text.trimmed(piece.span);
            if counts(piece) {
                sides.gold.push((span, index));
            } else {
                sides.excused.push(span);
            }
        }
        sides.excused.extend(&sides.unattributed);
        if !measure.lenient {
            sides.excused.clear();
        }
        let mut seen = BTreeSet::new();
        for (index, piece) in predicted.iter().enumerate() {
            let span = text.trimmed(piece.span);
            let too_short = || word_count(text.words(piece.span)) < measure.min_words;
            if span.start < span.end && !seen.contains(&span) && !too_short() {
                seen.insert(span);
                sides.predicted.push((span, index));
            }
        }
        sides
    }

    /// One-to-one pairs of gold and prediction, the greatest overlap first; equal ones from the back,
    /// as the public measure does it.
    fn matches(&self, threshold: f64) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (i, (gold, _)) in self.gold.iter().enumerate() {
            for (j, (predicted, _)) in self.predicted.iter().enumerate() {
                if shared(*gold, *predicted) > 0 {
                    pairs.push((iou(*gold, *predicted), i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (b.1, b.2).cmp(&(a.1, a.2))));
        let (mut used_gold, mut used_predicted) = (BTreeSet::new(), BTreeSet::new());
        pairs.retain(|(iou, i, j)| {
            let free = *iou >= threshold && !used_gold.contains(i) && !used_predicted.contains(j);
            if free {
                used_gold.insert(*i);
                used_predicted.insert(*j);
            }
            free
        });
        pairs.into_iter().map(|(_, i, j)| (i, j)).collect()
    }

    /// Whether more than half of a prediction lies in one stretch where it is neither right nor wrong.
    fn excuses(&self, span: Chars) -> bool {
        self.excused.iter().any(|excuse| shared(span, *excuse) as f64 > 0.5 * (span.end - span.start) as f64)
    }
}

/// How many `char`s both hold.
pub(super) fn shared(one: Chars, other: Chars) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// Shared `char`s over the length of the stretch from the first start to the last end.
fn iou(one: Chars, other: Chars) -> f64 {
    shared(one, other) as f64 / (one.end.max(other.end) - one.start.min(other.start)) as f64
}

fn judge(gold: &Piece, predicted: &Piece, with_roles: bool) -> Verdict {
    let (gold_names, names) = (gold.names(), predicted.names());
    let speaker_loose = names.iter().any(|name| gold_names.iter().any(|other| loose(name, other)));
    let attributed = gold.surface().is_some();
    let truths: Vec<String> = gold.resolved().map(norm).filter(|name| !is_pronoun(name)).collect();
    let answer = predicted.resolved().next().or(predicted.surface()).map(norm).unwrap_or_default();
    Verdict {
        exact: false,
        attributed,
        speaker_exact: names.iter().any(|name| gold_names.contains(name)),
        speaker_loose,
        resolved: (attributed && !truths.is_empty())
            .then(|| truths.iter().any(|truth| loose(&answer, truth))),
        end_to_end: if attributed { speaker_loose } else { predicted.surface().is_none() },
        role: agreement(gold.role.as_deref(), predicted.role.as_deref(), with_roles),
        organization: agreement(gold.organization.as_deref(), predicted.organization.as_deref(), with_roles),
        with: if with_roles { companions(&gold.with, &predicted.with) } else { Vec::new() },
    }
}

/// Each of those who speak along, by name.
fn companions(gold: &[String], predicted: &[String]) -> Vec<Match> {
    let holds = |names: &[String], one: &String| names.iter().any(|name| loose(&norm(name), &norm(one)));
    let found = |one| if holds(predicted, one) { Match::Right } else { Match::Wrong };
    let spurious = predicted.iter().filter(|one| !holds(gold, one)).map(|_| Match::Spurious);
    gold.iter().map(found).chain(spurious).collect()
}

fn agreement(gold: Option<&str>, predicted: Option<&str>, annotated: bool) -> Match {
    match (gold, predicted) {
        _ if !annotated => Match::Absent,
        (Some(gold), Some(predicted)) if fold(gold) == fold(predicted) => Match::Right,
        (Some(_), _) => Match::Wrong,
        (None, Some(_)) => Match::Spurious,
        (None, None) => Match::Absent,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "“Aa bb,” cc dd ee. «Ff» gg hh ii, “jj” kk ll mm nn oo pp. Qq rr ss tt uu vv ww xx.";

    fn piece() -> impl Strategy<Value = Piece> {
        let name =
            || proptest::option::of(prop_oneof![Just("Ana Ruiz"), Just("Ruiz"), Just("she"), Just("”")]);
        (0..TEXT.chars().count(), 0..30_usize, name(), name()).prop_map(
            |(start, length, speaker, canonical)| Piece {
                span: Chars::new(start, (start + length).min(TEXT.chars().count())),
                speaker: speaker.map(str::to_owned),
                canonical: canonical.map(str::to_owned),
                ..Piece::default()
            },
        )
    }

    fn outcome(gold: &[Piece], predicted: &[Piece], measure: &Measure) -> Outcome {
        let gold = Gold { statements: gold.to_vec(), ..Gold::default() };
        compare(&Text::new(TEXT), &gold, predicted, measure)
    }

    proptest! {
        /// Every gold statement and every prediction is counted once at most.
        #[test]
        fn nothing_counts_twice(
            gold in proptest::collection::vec(piece(), 0..8),
            predicted in proptest::collection::vec(piece(), 0..8),
            lenient: bool,
            min_words in 0..3_usize,
        ) {
            let measure = Measure { lenient, min_words, ..Measure::default() };
            let cases = outcome(&gold, &predicted, &measure).cases;
            let mut seen: Vec<usize> = cases.iter().filter_map(|case| case.predicted).collect();
            let mut known: Vec<usize> = cases.iter().filter_map(|case| case.gold).collect();
            let (answers, truths) = (seen.len(), known.len());
            seen.sort_unstable();
            seen.dedup();
            known.dedup();
            prop_assert_eq!((seen.len(), known.len()), (answers, truths));
            prop_assert!(cases.iter().all(|case| case.verdict.is_some() == (case.gold.is_some() && case.predicted.is_some())));
        }

        /// Gold answers itself without a mistake, as far as its spans hold words and differ.
        #[test]
        fn gold_is_right_about_itself(mut gold in proptest::collection::vec(piece(), 0..8)) {
            let text = Text::new(TEXT);
            let mut met = BTreeSet::new();
            gold.retain(|piece| {
                let span = text.trimmed(piece.span);
                span.start < span.end && met.insert(span)
            });
            for case in outcome(&gold, &gold, &Measure::default()).cases {
                prop_assert!(case.verdict.is_some_and(|verdict| verdict.exact));
            }
        }
    }
}
