//! The figures as a value: counts that add up, and the shares made of them.

use serde::{Deserialize, Serialize};

use super::mistake::Mistake;
use super::score::{Case, Match, Measure, Outcome};

/// What a measurement came to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The version of this record's form.
    pub schema_version: u32,
    /// What was measured against: the gold's name.
    pub gold: String,
    /// What was measured, and how strictly.
    pub measure: Measure,
    /// Everything together.
    pub total: Scores,
    /// The same by publisher, kind and so on, as asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breakdowns: Vec<Breakdown>,
    /// How fast statements were found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speed: Option<Speed>,
    /// Words that gold cites and their article's text does not hold; their statements count as missed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unlocated: Vec<String>,
    /// The first mistakes of each sort.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
    /// An earlier report to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Box<Report>>,
}

/// Extraction alone, on one thread.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Speed {
    /// Bytes of article text.
    pub bytes: u64,
    /// Seconds taken.
    pub seconds: f64,
}

impl Speed {
    /// Millions of bytes a second; nothing where no time passed.
    pub fn megabytes_per_second(self) -> Option<f64> {
        (self.seconds > 0.0).then(|| self.bytes as f64 / 1e6 / self.seconds)
    }
}

/// What figures can be broken down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The article's publisher: its id up to the first `_`.
    Publisher,
    /// Direct, mixed, indirect: gold's kind, and the prediction's own where it stands alone.
    Kind,
    /// The rule that attributed the prediction; gold that was missed stands together.
    Rule,
    /// What makes a statement easy or hard; one may belong to several.
    Phenomenon,
}

impl By {
    /// Every breakdown there is.
    pub const ALL: [By; 4] = [By::Publisher, By::Kind, By::Rule, By::Phenomenon];

    /// The word used on the command line and in records.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Publisher => "publisher",
            By::Kind => "kind",
            By::Rule => "rule",
            By::Phenomenon => "phenomenon",
        }
    }
}

/// The figures by one property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// Which property.
    pub by: By,
    /// Its values, in alphabetical order.
    pub groups: Vec<Group>,
}

/// The figures of one part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The property's value.
    pub name: String,
    /// Its figures.
    pub scores: Scores,
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Prf {
    /// Right ones among the predicted.
    pub precision: f64,
    /// Right ones among gold.
    pub recall: f64,
    /// 2PR / (P + R).
    pub f1: f64,
}

impl Prf {
    fn of(right: u64, predicted: u64, gold: u64) -> Self {
        let (precision, recall) = (share(right, predicted), share(right, gold));
        let sum = precision + recall;
        Prf { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Something that gold may or may not tell of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Detail {
    /// Matched statements whose gold has it.
    pub gold: u64,
    /// Share of those where the prediction says the same.
    pub right: f64,
    /// Matched statements where only the prediction has it.
    pub spurious: u64,
}

/// All figures of one set of statements.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Scores {
    /// How many articles.
    pub articles: u64,
    /// How many of them could not be read.
    pub missing: u64,
    /// Gold statements.
    pub gold: u64,
    /// Predictions that count.
    pub predicted: u64,
    /// The same span.
    pub exact: Prf,
    /// Spans that overlap enough.
    pub iou: Prf,
    /// How many do.
    pub matched: u64,
    /// How many of those have a speaker in gold.
    pub attributed: u64,
    /// Share of those where some name is the same.
    pub attribution_exact: f64,
    /// Share of those where some name may mean the same.
    pub attribution_loose: f64,
    /// How many matched statements have a full name in gold.
    pub nameable: u64,
    /// Share of those whose resolved name may mean the same.
    pub resolved: f64,
    /// Span and speaker right.
    pub end_to_end: Prf,
    /// The speakers' roles.
    pub role: Detail,
    /// The speakers' organizations.
    pub organization: Detail,
    /// Stretches between marks that quote nobody.
    pub unattributed: u64,
    /// How many of those were taken for a statement.
    pub unattributed_taken: u64,
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
            exact: Prf::of(self.exact, self.predicted, self.gold),
            iou: Prf::of(self.matched, self.predicted, self.gold),
            matched: self.matched,
            attributed: self.attributed,
            attribution_exact: share(self.attribution_exact, self.attributed),
            attribution_loose: share(self.attribution_loose, self.attributed),
            nameable: self.nameable,
            resolved: share(self.resolved, self.nameable),
            end_to_end: Prf::of(self.end_to_end, self.predicted, self.gold),
            role: self.role.detail(),
            organization: self.organization.detail(),
            unattributed: self.unattributed,
            unattributed_taken: self.unattributed_taken,
        }
    }
}
