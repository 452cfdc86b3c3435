//! Words or thoughts attributed to somebody, and whom the article names.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Reference, Span};

/// How the words stand in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// Wholly inside quotation marks.
    Direct,
    /// Partly inside quotation marks.
    Mixed,
    /// Paraphrased.
    Indirect,
}

impl StatementKind {
    /// Every kind there is.
    pub const ALL: [StatementKind; 3] =
        [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect];

    /// The word used in records and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Mixed => "mixed",
            StatementKind::Indirect => "indirect",
        }
    }
}

/// What kind of being or body is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, office, party, outlet, government: anything that speaks as a body.
    Organization,
    /// People without a name: "aides", "two officials", "the campaign's critics".
    Group,
}

/// Somebody or some body that an article names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// The fullest name the article uses, without titles: "Ali Khamenei".
    pub name: String,
    /// Person, organization or group.
    pub kind: EntityKind,
    /// Whether nothing in the article tells that it is a person, or a body, so that the kind is a guess: "Wall Street".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guessed: bool,
    /// Whether it is a place, which may speak as a body: "China".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place: bool,
    /// What the article says they do: "senior lecturer in International Relations".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whom they do it for: "Sussex University".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The other names the article uses for them, in the order met: "Khamanei", "the Supreme Leader".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// One naming of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The words that name it.
    pub span: Span,
    /// Which of the article's entities: an index into [`Annotations::entities`].
    pub entity: u32,
}

/// To whom a statement is attributed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// The words that name the speaker beside the statement: "he", "Vatanka", "two officials".
    pub span: Span,
    /// Who that is: an index into [`Annotations::entities`]; nothing where it could not be resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<u32>,
    /// Why these words mean them; nothing where they are their name, or nobody is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
}

/// Words or thoughts attributed to somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// What was said, without the quotation marks around it: `text[span]` is verbatim.
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: StatementKind,
    /// Who said it, where the article says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Speaker>,
    /// Who says it together with the speaker: of “Ruiz and Lind said”, Lind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Speaker>,
    /// The words that attribute it: "said", "according to", "did not say".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Span>,
    /// Whether the article says that the speaker did *not* say it: “Ruiz did not say that …”, “nobody said …”.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// The stable name of the rule that attributed it.
    pub rule: Cow<'static, str>,
    /// How likely span and speaker are right, 0 to 1.
    pub confidence: f32,
    /// Pieces of one utterance ("…," she said, "…") share this number.
    pub utterance: u32,
}

impl Statement {
    /// Everybody who says it, in the text's order.
    pub fn speakers(&self) -> impl Iterator<Item = &Speaker> {
        self.speaker.iter().chain(&self.with)
    }
}

/// Everything found in one article's text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Annotations {
    /// In the text's order.
    pub statements: Vec<Statement>,
    /// In the order of their first mention.
    pub entities: Vec<Entity>,
    /// In the text's order.
    pub mentions: Vec<Mention>,
    /// Stretches between quotation marks that nobody is quoted with: titles, scare quotes, nicknames.
    pub scare_quotes: Vec<Span>,
}

impl Annotations {
    /// The entity a statement's speaker resolves to; of several, the first.
    pub fn speaker_of(&self, statement: &Statement) -> Option<&Entity> {
        self.entity_of(statement.speaker.as_ref()?)
    }

    /// The entities of everybody who says it.
    pub fn speakers_of<'a>(&'a self, statement: &'a Statement) -> impl Iterator<Item = &'a Entity> {
        statement.speakers().filter_map(|speaker| self.entity_of(speaker))
    }

    /// The entity a speaker resolves to.
    pub fn entity_of(&self, speaker: &Speaker) -> Option<&Entity> {
        self.entities.get(speaker.entity? as usize)
    }
}
