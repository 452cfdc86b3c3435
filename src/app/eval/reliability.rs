//! Whether a confidence means what it says: of the statements that claim 0.9, nine in ten should be right.

use super::score::{Outcome, Piece};
use crate::present::eval::Bin;

/// Where bins begin. Most of what is kept is likelier than not, so that everything below is one bin.
const EDGES: [f32; 6] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Predictions by how likely they claim to be right.
#[derive(Debug, Clone, Default)]
pub(super) struct Reliability([Sums; EDGES.len()]);

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    statements: u64,
    confidence: f64,
    right: u64,
}

impl Reliability {
    /// The predictions of one article that take part in the comparison.
    pub(super) fn add(&mut self, predicted: &[Piece], outcome: &Outcome) {
        for case in &outcome.cases {
            let piece = case.predicted.and_then(|index| predicted.get(index));
            let Some(confidence) = piece.and_then(|piece| piece.confidence) else { continue };
            let right = case.verdict.as_ref().is_some_and(|verdict| verdict.end_to_end);
            let place = EDGES.partition_point(|edge| *edge <= confidence).saturating_sub(1);
            let sums = &mut self.0[place];
            sums.statements += 1;
            sums.confidence += f64::from(confidence);
            sums.right += u64::from(right);
        }
    }

    /// The bins that hold something, from the least sure up.
    pub(super) fn bins(&self) -> Vec<Bin> {
        let ends = EDGES.iter().skip(1).copied().chain([1.0]);
        let all = EDGES.iter().zip(ends).zip(&self.0).filter(|(_, sums)| sums.statements > 0);
        all.map(|((from, to), sums)| Bin {
            from: *from,
            to,
            statements: sums.statements,
            confidence: sums.confidence / sums.statements as f64,
            right: sums.right as f64 / sums.statements as f64,
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::score::{Case, Match, Verdict};
    use super::*;

    /// Predictions as confidence and whether they are right, and the bins they come to.
    #[track_caller]
    fn check(predictions: &[(f32, bool)], want: &[(f32, f32, u64, f64)]) {
        let pieces: Vec<Piece> = predictions
            .iter()
            .map(|(confidence, _)| Piece { confidence: Some(*confidence), ..Piece::default() })
            .collect();
        let verdict = |right| Verdict {
            exact: true,
            attributed: true,
            speaker_exact: right,
            speaker_loose: right,
            resolved: None,
            end_to_end: right,
            role: Match::Absent,
            organization: Match::Absent,
            with: Vec::new(),
        };
        let matched = predictions.iter().enumerate().map(|(at, (_, right))| Case {
            gold: Some(at),
            predicted: Some(at),
            verdict: Some(verdict(*right)),
        });
        let missed = Case { gold: Some(predictions.len()), predicted: None, verdict: None };
        let outcome = Outcome { cases: matched.chain([missed]).collect(), ..Outcome::default() };
        let mut reliability = Reliability::default();
        reliability.add(&pieces, &outcome);
        let found: Vec<_> =
            reliability.bins().iter().map(|bin| (bin.from, bin.to, bin.statements, bin.right)).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn a_bin_holds_its_lower_end_and_the_last_one_both() {
        check(
            &[(0.0, false), (0.49, true), (0.5, true), (0.9, true), (0.9, false), (1.0, true), (1.0, true)],
            &[(0.0, 0.5, 2, 0.5), (0.5, 0.6, 1, 1.0), (0.9, 1.0, 4, 0.75)],
        );
    }

    #[test]
    fn gold_that_was_missed_claims_nothing() {
        check(&[], &[]);
    }

    #[test]
    fn a_prediction_without_gold_is_wrong() {
        let pieces = [Piece { confidence: Some(0.75), ..Piece::default() }];
        let alone = Case { gold: None, predicted: Some(0), verdict: None };
        let mut reliability = Reliability::default();
        reliability.add(&pieces, &Outcome { cases: vec![alone], ..Outcome::default() });
        let bins = reliability.bins();
        assert_eq!((bins.len(), bins[0].statements, bins[0].confidence, bins[0].right), (1, 1, 0.75, 0.0));
    }
}
