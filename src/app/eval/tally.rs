//! Counts that add up over cases, and the shares made of them.

use super::score::{Case, Match, Outcome};
use crate::present::eval::{Detail, Prf, Scores};

fn prf(right: u64, predicted: u64, gold: u64) -> Prf {
    let (precision, recall) = (share(right, predicted), share(right, gold));
    let sum = precision + recall;
    Prf { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Counts that scores are made of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Tally {
    pub(super) articles: u64,
    pub(super) missing: u64,
    gold: u64,
    predicted: u64,
    exact: u64,
    matched: u64,
    attributed: u64,
    attribution_exact: u64,
    attribution_loose: u64,
    nameable: u64,
    resolved: u64,
    end_to_end: u64,
    role: Marks,
    organization: Marks,
    with: Marks,
    unattributed: u64,
    unattributed_taken: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Marks {
    right: u64,
    wrong: u64,
    spurious: u64,
}

impl Marks {
    fn add(&mut self, outcome: Match) {
        match outcome {
            Match::Absent => {}
            Match::Right => self.right += 1,
            Match::Wrong => self.wrong += 1,
            Match::Spurious => self.spurious += 1,
        }
    }

    fn detail(self) -> Detail {
        let gold = self.right + self.wrong;
        Detail { gold, right: share(self.right, gold), spurious: self.spurious }
    }
}

impl Tally {
    /// A whole article.
    pub(super) fn add_article(&mut self, outcome: &Outcome) {
        self.articles += 1;
        self.unattributed += outcome.unattributed as u64;
        self.unattributed_taken += outcome.unattributed_taken as u64;
        outcome.cases.iter().for_each(|case| self.add(case));
    }

    /// One statement.
    pub(super) fn add(&mut self, case: &Case) {
        self.gold += u64::from(case.gold.is_some());
        self.predicted += u64::from(case.predicted.is_some());
        let Some(verdict) = &case.verdict else { return };
        self.matched += 1;
        self.exact += u64::from(verdict.exact);
        self.end_to_end += u64::from(verdict.end_to_end);
        self.role.add(verdict.role);
        self.organization.add(verdict.organization);
        verdict.with.iter().for_each(|one| self.with.add(*one));
        if verdict.attributed {
            self.attributed += 1;
            self.attribution_exact += u64::from(verdict.speaker_exact);
            self.attribution_loose += u64::from(verdict.speaker_loose);
            self.nameable += u64::from(verdict.resolved.is_some());
            self.resolved += u64::from(verdict.resolved == Some(true));
        }
    }

    /// The figures.
    pub(super) fn scores(&self) -> Scores {
        Scores {
            articles: self.articles,
            missing: self.missing,
            gold: self.gold,
            predicted: self.predicted,
            exact: prf(self.exact, self.predicted, self.gold),
            iou: prf(self.matched, self.predicted, self.gold),
            matched: self.matched,
            attributed: self.attributed,
            attribution_exact: share(self.attribution_exact, self.attributed),
            attribution_loose: share(self.attribution_loose, self.attributed),
            nameable: self.nameable,
            resolved: share(self.resolved, self.nameable),
            end_to_end: prf(self.end_to_end, self.predicted, self.gold),
            role: self.role.detail(),
            organization: self.organization.detail(),
            with: self.with.detail(),
            unattributed: self.unattributed,
            unattributed_taken: self.unattributed_taken,
        }
    }
}
