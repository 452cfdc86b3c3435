//! The figures of a measurement as plain data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::StatementKind;

/// What a measurement came to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
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
    /// Whether confidence means what it says: predictions by how likely they claim to be right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<Bin>,
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

/// Predictions of about one confidence.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Bin {
    /// The least confidence that belongs here.
    pub from: f32,
    /// What is less than this belongs here; so does 1 where this is 1.
    pub to: f32,
    /// How many predictions.
    pub statements: u64,
    /// Their mean confidence.
    pub confidence: f64,
    /// Share of them whose span and speaker are right.
    pub right: f64,
}

/// Extraction alone, on one thread.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The article's publisher: its id up to the first `_`.
    Publisher,
    /// The language its words are in.
    Language,
    /// Direct, mixed, indirect: gold's kind, and the prediction's own where it stands alone.
    Kind,
    /// The rule that attributed the prediction; gold that was missed stands together.
    Rule,
    /// What makes a statement easy or hard; one may belong to several.
    Phenomenon,
}

impl By {
    /// Every breakdown there is.
    pub const ALL: [By; 5] = [By::Publisher, By::Language, By::Kind, By::Rule, By::Phenomenon];

    /// The word used on the command line and in records.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Publisher => "publisher",
            By::Language => "language",
            By::Kind => "kind",
            By::Rule => "rule",
            By::Phenomenon => "phenomenon",
        }
    }
}

/// The figures by one property.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Breakdown {
    /// Which property.
    pub by: By,
    /// Its values, in alphabetical order.
    pub groups: Vec<Group>,
}

/// The figures of one part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// The property's value.
    pub name: String,
    /// Its figures.
    pub scores: Scores,
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Prf {
    /// Right ones among the predicted.
    pub precision: f64,
    /// Right ones among gold.
    pub recall: f64,
    /// 2PR / (P + R).
    pub f1: f64,
}

/// Something that gold may or may not tell of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Detail {
    /// Matched statements whose gold has it.
    pub gold: u64,
    /// Share of those where the prediction says the same.
    pub right: f64,
    /// Matched statements where only the prediction has it.
    pub spurious: u64,
}

/// All figures of one set of statements.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
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
    /// Those who say it together with the speaker, each for itself.
    pub with: Detail,
    /// Stretches between marks that quote nobody.
    pub unattributed: u64,
    /// How many of those were taken for a statement.
    pub unattributed_taken: u64,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MistakeKind {
    /// Gold that no prediction overlaps enough.
    MissedSpan,
    /// A prediction that overlaps no gold enough.
    SpuriousSpan,
    /// The right span, another speaker.
    WrongSpeaker,
    /// The right speaker, but not by name.
    Unresolved,
    /// Another role.
    Role,
    /// Another organization.
    Organization,
}

impl MistakeKind {
    /// Every kind, in the order mistakes are listed.
    pub const ALL: [MistakeKind; 6] = [
        MistakeKind::MissedSpan,
        MistakeKind::SpuriousSpan,
        MistakeKind::WrongSpeaker,
        MistakeKind::Unresolved,
        MistakeKind::Role,
        MistakeKind::Organization,
    ];

    /// As a heading says it.
    pub fn as_str(self) -> &'static str {
        match self {
            MistakeKind::MissedSpan => "missed span",
            MistakeKind::SpuriousSpan => "spurious span",
            MistakeKind::WrongSpeaker => "wrong speaker",
            MistakeKind::Unresolved => "unresolved",
            MistakeKind::Role => "role",
            MistakeKind::Organization => "organization",
        }
    }
}

/// One mistake and where it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mistake {
    /// What went wrong.
    pub kind: MistakeKind,
    /// The article's name in the gold.
    pub id: String,
    /// Where, in `char`s of its text.
    pub at: Chars,
    /// What stands before, on the same line.
    pub before: String,
    /// The words in question.
    pub words: String,
    /// What stands after, on the same line.
    pub after: String,
    /// What gold says, where it says something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gold: Option<String>,
    /// What was predicted, where something was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicted: Option<String>,
    /// The rule that made the prediction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// What is measured, and how strictly.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Only gold of these kinds; all of them where empty. Predictions may be of any kind.
    #[serde(default)]
    pub kinds: Vec<StatementKind>,
    /// Predictions over gold of another kind, or over marks that quote nobody, are not counted as wrong.
    #[serde(default)]
    pub lenient: bool,
    /// Statements of fewer words are left out on both sides.
    #[serde(default)]
    pub min_words: usize,
    /// How much of the two spans' union must be common to both for a match, 0 to 1.
    pub iou: f64,
}

impl Default for Measure {
    fn default() -> Self {
        Measure { kinds: Vec::new(), lenient: false, min_words: 0, iou: 0.8 }
    }
}

/// A half-open range of `char`s in an article's text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
pub struct Chars {
    /// First `char`.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Chars {
    /// A range from its two ends.
    pub fn new(start: usize, end: usize) -> Self {
        Chars { start, end }
    }
}
