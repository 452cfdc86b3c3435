//! One statement with all that is needed to cite it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::is_zero;
use super::referred::Referred;
use super::together::Companion;
use super::units::CharSpan;
use crate::model::{Author, EntityKind, StatementKind};

/// One statement with all that is needed to cite it: also a line of `--format jsonl`.
///
/// Offsets count Unicode scalar values, end exclusive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
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
    /// Who says it, by the names that facets count and `--speaker` takes: one for everybody whom articles call several
    /// names, and as the archivist renamed them. Empty where a group or nobody is named.
    pub entities: Vec<String>,
    /// Whom they say it for, by the names that facets count and `--org` takes; a body says it for itself.
    pub organization_entities: Vec<String>,
    /// What the speaker's words refer to, where they are no name: of "she", the name she was met by last.
    pub reference: Option<Referred>,
    /// Who says it together with the speaker.
    pub with: Vec<Companion>,
    /// The words said, verbatim.
    pub text: String,
    /// What the query matched, counted from the front of `text`.
    pub matches: Vec<CharSpan>,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// The words that attribute it: "said", "according to".
    pub cue: Option<String>,
    /// Whether the article says that the speaker did not say it: "did not say", "nobody said".
    pub negated: bool,
    /// The stable name of the rule that attributed it.
    pub rule: String,
    /// How likely words and speaker are right, 0 to 1.
    pub confidence: f32,
    /// The sentences before, up to the words, where they were asked for.
    pub before: Option<String>,
    /// The sentences after, from the words on.
    pub after: Option<String>,
    /// ISO 8601, cut at what is known.
    pub published: Option<String>,
    /// The article's title.
    pub headline: String,
    /// The byline.
    pub authors: Vec<Author>,
    /// The outlet.
    pub source: Option<String>,
    /// Desk or rubric.
    pub section: Option<String>,
    /// BCP 47 primary tag.
    pub language: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// The article: `onrecord show ID`.
    pub id: String,
    /// How many copies of the article repeat it and are folded under it; absent where none are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub copies: u64,
    /// The article that stands for all copies of this one, this one or another; null where there are no copies.
    pub story: Option<String>,
    /// Its path below the archive's folder.
    pub path: String,
    /// Which record of a file that holds several, counted from 1.
    pub record: Option<u64>,
    /// Where the words stand in the article's text.
    pub span: CharSpan,
    /// Which of the article's statements, from 0.
    pub statement: u64,
    /// Pieces of one utterance share this number.
    pub utterance: u32,
    /// Comparable within one answer only.
    pub score: f32,
}

impl Quote {
    /// The path, and the record in it where it holds several.
    pub(super) fn place(&self) -> String {
        self.record.map_or_else(|| self.path.clone(), |record| format!("{}:{record}", self.path))
    }
}
